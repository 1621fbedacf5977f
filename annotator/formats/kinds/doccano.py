"""doccano's JSONL, in all its shapes, and its archives of one file an annotator.

Spans stand in `label` or `labels` as [start, end, label], in `entities` beside `relations`,
or in `annotations` with a `user`. doccano itself gives offsets without the text they cover,
so that their unit cannot be told where a character above U+FFFF stands before them; they are
taken as characters. We write `user` beside doccano's fields, and `"offsets": "characters"`
where it matters; doccano takes both as metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.core.spans import State
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.json_records import Found, read_objects
from annotator.formats.jsonl_values import as_id, as_number, as_text, parse_object, shown
from annotator.formats.lines import lines_in
from annotator.formats.stated import metadata_of, more_of, stated_by
from annotator.formats.units import Convert, converter
from annotator.formats.zipped import is_packed, names_in, opened

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_TRIPLES = ("label", "labels")
_OBJECTS = ("entities", "annotations", "spans")
_FIELDS = (
    "id", "text", "data", *_TRIPLES, *_OBJECTS, "relations", "Comments", "meta", "user",
    "annotation_approver", "offsets", "cats",
)  # fmt: skip
_CHARACTERS = "characters"
_NOBODY = ("all", "unknown")


def _recognises(head: Head) -> bool:
    if head.raw.startswith(b"PK\x03\x04"):
        names = names_in(head.path)
        return bool(names) and all(name.lower().endswith((".jsonl", ".json")) for name in names)
    first = head.first_entry
    if not isinstance(first.get("text", first.get("data")), str):
        return False
    if "annotation_approver" in first or _has_offsets(first.get("annotations")):
        return True
    return any(isinstance(first.get(name), list) for name in (*_TRIPLES, "entities", "Comments"))


def _has_offsets(given: object) -> bool:
    return isinstance(given, list) and any(isinstance(one, dict) and "start_offset" in one for one in given)


def _read(source: Source) -> Iterator[Record | Problem]:
    if not is_packed(source.path):
        yield from _records(read_objects(source.path), source, source.path.name, "")
        return
    try:
        with opened(source.path) as archive:
            for member in archive.members():
                name = f"{source.path.name}/{member.name}"
                stem = member.name.stem
                user = "" if stem in _NOBODY else stem
                try:
                    file_in = archive.open(member)
                except InputError as error:
                    yield Problem(str(source.path), None, error.message)
                    continue
                yield from _records(_objects(file_in, source.path / str(member.name)), source, name, user)
    except InputError as error:
        yield Problem(str(source.path), None, error.message)


def _objects(file: Any, path: Path) -> Iterator[Found | Problem]:
    for line in lines_in(file, path):
        if isinstance(line, Problem):
            yield line
            continue
        data = parse_object(line.text)
        if isinstance(data, Message):
            yield Problem(str(path), line.number, data)
        else:
            yield Found(line.number, data)


def _records(
    objects: Iterable[Found | Problem], source: Source, name: str, user: str
) -> Iterator[Record | Problem]:
    """Yield the records of one file; `user` is whose it is where a record does not say."""
    once: set[Message] = set()
    for found in objects:
        if isinstance(found, Problem):
            yield found
            continue
        text = as_text(found.data.get("text", found.data.get("data")))
        place = str(source.path.parent / name)
        if not text or not text.strip():
            yield Problem(place, found.line, message("The record has no text; it is not taken."))
            continue
        taking = _Taking(text, found.data)
        readings = taking.readings(as_text(user) or "")
        for said in taking.said:
            if said not in once:
                yield Problem(place, found.line, said)
        once.update(taking.general)
        if source.annotator is not None:
            readings = [Reading(source.annotator, *_content(one)) for one in readings]
        yield Record(text, taking.metadata(), tuple(readings), source=name, line=found.line)


def _content(reading: Reading) -> tuple[Any, ...]:
    return reading.spans, reading.relations, reading.state, reading.flagged


@dataclass(slots=True)
class _Taking:
    """The readings of one record. `general` are messages to be given once a file."""

    text: str
    data: dict[str, Any]
    said: list[Message] = field(default_factory=list)
    general: list[Message] = field(default_factory=list)
    _drafts: dict[str, Draft] = field(default_factory=dict)
    _ends: dict[str, tuple[str, int]] = field(default_factory=dict)

    def readings(self, user: str) -> list[Reading]:
        """Return a reading of each annotator who is named, or has marked something."""
        owner = as_id(self.data.get("user")) or user
        convert = self._converter()
        if owner:
            self._draft(owner)
        for name in _TRIPLES:
            self._triples(self.data.get(name), owner, convert)
        for name in _OBJECTS:
            self._entities(self.data.get(name), owner, convert)
        self._relations(self.data.get("relations"))
        found = [draft.reading(name) for name, draft in self._drafts.items()]
        return [one if one.spans else Reading(one.annotator, state=State.TO_DO) for one in found]

    def metadata(self) -> Any:
        """Return what stands beside doccano's own fields, and the comments."""
        comments = self.data.get("Comments", self.data.get("comments"))
        texts = [as_text(one) or "" for one in comments] if isinstance(comments, list) else []
        more = {"comments": "\n".join(filter(None, texts))} if any(texts) else {}
        return metadata_of(self.text, self.data.get("meta"), more, self.data, without=_FIELDS)

    def _draft(self, user: str) -> Draft:
        return self._drafts.setdefault(user, Draft(self.text, self.said))

    def _converter(self) -> Convert:
        if self.data.get("offsets") == _CHARACTERS:
            return _same
        ends, covered = [], []
        for name in (*_TRIPLES, *_OBJECTS):
            given = self.data.get(name)
            for one in given if isinstance(given, list) else ():
                start, end, words = _place(one)
                if start is not None and end is not None:
                    ends.append(end)
                    if words is not None:
                        covered.append((start, end, words))
        convert = converter(self.text, covered, ends, self.general)
        self.said += self.general
        return convert

    def _listed(self, given: object, otherwise: Message) -> list[Any]:
        """Return what is listed; nothing where nothing is given, or no list, which is said."""
        if not isinstance(given, list | None):
            self.said.append(otherwise)
        return given if isinstance(given, list) else []

    def _triples(self, given: object, user: str, convert: Convert) -> None:
        for one in self._listed(given, message("The labels are not a list; none is taken.")):
            if isinstance(one, str):
                self.said.append(
                    message("The label {label} is the whole article's; it is not taken.", label=shown(one))
                )
            elif isinstance(one, list) and len(one) >= 3:
                self._span(one[0], one[1], one[2], user, convert)
            else:
                self.said.append(message("A label is not taken: it is no list of start, end and label."))

    def _entities(self, given: object, owner: str, convert: Convert) -> None:
        for one in self._listed(given, message("The spans are not a list; none is taken.")):
            if not isinstance(one, dict):
                self._triples([one], owner, convert)
                continue
            start, end, _ = _place(one)
            if start is None and "label" in one and "start_offset" not in one:
                label = shown(one["label"])
                self.said.append(
                    message("The label {label} is the whole article's; it is not taken.", label=label)
                )
                continue
            user = as_id(one.get("user")) or owner
            number = self._span(start, end, one.get("label"), user, convert)
            name = as_id(one.get("id"))
            if number and name:
                self._ends[name] = (user, number)

    def _span(self, start: object, end: object, label: object, user: str, convert: Convert) -> int:
        first, last, name = as_number(start), as_number(end), as_id(label)
        if first is None or last is None:
            self.said.append(message("A span is not taken: its start and end must be whole numbers."))
            return 0
        if 0 <= first < last:
            first, last = convert(first), convert(last)
        return self._draft(user).span(name, [(first, last)])

    def _relations(self, given: object) -> None:
        for one in self._listed(given, message("The relations are not a list; none is taken.")):
            entry = one if isinstance(one, dict) else {}
            kind = as_id(entry.get("type"))
            head, child = (self._ends.get(as_id(entry.get(name))) for name in ("from_id", "to_id"))
            if not kind:
                self.said.append(message("A relation is not taken: its type is missing."))
            elif head is None or child is None or head[0] != child[0]:
                why = message(
                    "The relation {type} is not taken: an end of it is no span that was taken.", type=kind
                )
                self.said.append(why)
            else:
                self._draft(head[0]).relation(kind, head[1], child[1])


def _place(one: object) -> tuple[int | None, int | None, str | None]:
    """Return start, end and the covered text of an entry, each None where it has none."""
    if isinstance(one, dict):
        start = as_number(one.get("start_offset", one.get("start")))
        end = as_number(one.get("end_offset", one.get("end")))
        return start, end, as_text(one.get("text"))
    if isinstance(one, list) and len(one) >= 3:
        return as_number(one[0]), as_number(one[1]), as_text(one[3]) if len(one) > 3 else None
    return None, None, None


def _same(offset: int) -> int:
    return offset


def _stream(records: Iterable[Record], file: BinaryIO, options: Options) -> None:
    numbers = count(1)
    for line, record in enumerate(records, 1):
        for reading in record.readings or (None,):
            entry = _entry(record, reading, line, numbers, linked=bool(options.scheme.relations))
            file.write((_ENCODE(entry) + "\n").encode("utf-8"))


def _entry(
    record: Record, reading: Reading | None, line: int, numbers: Iterator[int], *, linked: bool
) -> dict[str, Any]:
    spans = reading.spans if reading else ()
    entry: dict[str, Any] = {"id": line, "text": record.text}
    if linked or (reading and reading.relations):
        ids = {span.id: next(numbers) for span in spans}
        entry["entities"] = [
            {"id": ids[s.id], "label": s.label, "start_offset": s.start, "end_offset": s.end} for s in spans
        ]
        entry["relations"] = [
            {"id": next(numbers), "from_id": ids[r.head_id], "to_id": ids[r.child_id], "type": r.type}
            for r in (reading.relations if reading else ())
        ]
    else:
        entry["label"] = [[span.start, span.end, span.label] for span in spans]
    entry["Comments"] = []
    if reading and reading.annotator:
        entry["user"] = reading.annotator
    if not record.text.isascii() and max(record.text) > "\uffff":
        entry["offsets"] = _CHARACTERS
    entry |= stated_by(record.metadata)
    entry["meta"] = more_of(record.metadata, {})
    return entry


FORMAT = Format(
    "doccano",
    message("doccano (JSONL, archives of it)"),
    (".jsonl", ".json", ".zip"),
    rank=5,
    recognises=_recognises,
    read=_read,
    holds=Holds(fragments=False, attributes=False, notes=False, states=False),
    stream=_stream,
    written=(".jsonl",),
)
