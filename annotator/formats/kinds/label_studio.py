"""Label Studio's JSON: a list of tasks, each with the annotations of its annotators.

A region with labels is a span; choices, texts and numbers given for the same region are its
attributes, called as the control is; the region's `meta` text is its note. Predictions are
readings of their model. Offsets are code points, in files of old versions UTF-16, as the
text tells that a region stores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, BinaryIO

from annotator.core.messages import Message, message
from annotator.core.spans import Span, State
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.json_records import Found, read_objects
from annotator.formats.jsonl_values import as_id, as_number, as_text, as_text_or_number, shown
from annotator.formats.stated import metadata_of, more_of, stated_by
from annotator.formats.units import Convert, converter

LABELS, TEXT, RELATION = "label", "text", "relation"
_MODEL = "model"
# Without indentation, which is ten times slower.
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_TASK = re.compile(r'"(?:from_name|to_name|was_cancelled|completed_by|model_version)"\s*:')
_MEDIA = "png|jpe?g|gif|webp|bmp|tiff?|svg|mp3|wav|ogg|flac|m4a|mp4|webm|mov|avi|pdf|dcm"
_ADDRESS = re.compile(
    rf"[a-z][a-z0-9+.-]{{1,9}}://\S+|/data/\S+|data:[a-z]+/\S+|\S+\.(?:{_MEDIA})", re.IGNORECASE
)
_SPANS = ("labels", "textlabels")
_OTHERS = ("hypertextlabels", "paragraphlabels", "timeserieslabels")
_VALUES = ("choices", "text", "rating", "number", "datetime", "taxonomy", "pairwise", "ranker")


def _recognises(head: Head) -> bool:
    first = head.first_entry
    if isinstance(first.get("data"), dict):
        return any(
            isinstance(first.get(name), list) for name in ("annotations", "completions", "predictions")
        )
    # The first task may be longer than what was read of the file.
    beginning = head.text.lstrip("\ufeff \t\r\n")[:1]
    return not first and beginning in ("[", "{") and _TASK.search(head.text) is not None


def _read(source: Source) -> Iterator[Record | Problem]:
    once: set[Message] = set()
    for found in read_objects(source.path):
        if isinstance(found, Problem):
            yield found
            continue
        said: list[Message] = []
        general: list[Message] = []
        record = _task(found, source, said, general)
        for one in (*said, *(one for one in general if one not in once)):
            yield Problem(str(source.path), found.line, one)
        once.update(general)
        if record is not None:
            yield record


def _task(found: Found, source: Source, said: list[Message], general: list[Message]) -> Record | None:
    data = found.data.get("data")
    given = [
        one
        for name in ("annotations", "completions", "predictions")
        for one in _objects(found.data.get(name), name, said)
    ]
    results = [_objects(one.get("result"), "result", said) for _, one in given]
    text = _text(data, [entry for result in results for _, entry in result])
    if text is None:
        said.append(message("The task has no text; it is not taken."))
        return None
    if _ADDRESS.fullmatch(text.strip()):
        why = message("The task holds the address {text}, not its text; it is not taken.", text=shown(text))
        said.append(why)
        return None
    readings = []
    for (name, one), result in zip(given, results, strict=True):
        region = _Regions(text, said, general)
        region.take([entry for _, entry in result])
        who = _model(one) if name == "predictions" else _completed_by(one.get("completed_by"))
        skipped = one.get("was_cancelled") is True or one.get("skipped") is True
        if source.annotator is not None:
            who = source.annotator
        reading = region.draft.reading(who, State.SKIPPED if skipped else State.DONE)
        readings.append(replace(reading, is_machine=name == "predictions"))
    metadata = metadata_of(text, data, found.data.get("meta"), without=tuple(_keys_of(data, text)))
    return Record(text, metadata, tuple(readings), source=source.path.name, line=found.line)


def _objects(given: object, name: str, said: list[Message]) -> list[tuple[str, dict[str, Any]]]:
    """Return the objects in a list that may not be one, with the list's name."""
    if given is None:
        return []
    if not isinstance(given, list):
        said.append(message("{name} is not a list; it is not taken.", name=name))
        return []
    found = [(name, one) for one in given if isinstance(one, dict)]
    # Label Studio lists drafts and predictions by number where they are not exported.
    if len(found) < len(given) and not all(type(one) is int for one in given):
        said.append(message("Something in {name} is not an object; it is not taken.", name=name))
    return found


def _text(data: object, entries: list[dict[str, Any]]) -> str | None:
    """Return the text of a task: what is called so, else what the regions cover, else the longest."""
    texts = [one for one in data.values() if as_text(one)] if isinstance(data, dict) else []
    texts = [one for one in texts if one.strip()]
    if isinstance(data, dict) and data.get(TEXT) in texts:
        return str(data[TEXT])
    texts = [one for one in texts if not _ADDRESS.fullmatch(one.strip())] or texts
    for entry in entries:
        if len(texts) < 2:
            break
        start, end, words = _place(entry.get("value"))
        if words and start is not None and end is not None:
            texts = [text for text in texts if words in text] or texts
    return max(texts, key=len, default=None)


def _keys_of(data: object, text: str) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, dict) else ():
        if value == text:
            yield name


def _completed_by(given: object) -> str:
    """Return who made an annotation: an address, a name or a number, "" where nobody is named."""
    if not isinstance(given, dict):
        return as_id(given)
    full = " ".join(filter(None, (as_text(given.get(name)) for name in ("first_name", "last_name"))))
    return as_text(given.get("email")) or full or as_text(given.get("username")) or as_id(given.get("id"))


def _model(prediction: dict[str, Any]) -> str:
    return as_id(prediction.get("model_version")) or _MODEL


def _place(value: object) -> tuple[int | None, int | None, str]:
    """Return start, end and covered text of a region's value."""
    if not isinstance(value, dict):
        return None, None, ""
    words = value.get("text")
    return as_number(value.get("start")), as_number(value.get("end")), as_text(words) or ""


@dataclass(slots=True)
class _Regions:
    """The regions of one annotation, with what is said of them and between them."""

    text: str
    said: list[Message]
    general: list[Message]
    draft: Draft = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.draft = Draft(self.text, self.said)

    def take(self, entries: list[dict[str, Any]]) -> None:
        """Take the entries of one `result`, which may come in any order."""
        convert = self._converter(entries)
        marked = [one for one in entries if self._is_span(one)]
        spans = {id(one) for one in marked}
        ids = {as_id(one.get("id")) for one in marked}
        attributes: dict[str, list[tuple[str, str]]] = {}
        for one in entries:
            kind, name = as_id(one.get("type")), as_id(one.get("id"))
            if kind == RELATION or id(one) in spans or kind in _OTHERS:
                continue
            if name not in ids:
                self._leave_out(one, kind)
            else:
                attributes.setdefault(name, []).append(self._attribute(one))
        for one in marked:
            self._span(one, convert, attributes.get(as_id(one.get("id")), []))
        for one in entries:
            if one.get("type") == RELATION:
                self._relation(one)

    def _is_span(self, entry: dict[str, Any]) -> bool:
        kind = as_id(entry.get("type"))
        if kind in _OTHERS:
            why = message(
                "A region of the type {kind} is not taken: its place is not a place in plain text.",
                kind=kind,
            )
            if why not in self.general:
                self.general.append(why)
            return False
        value = entry.get("value")
        return kind in _SPANS or (not kind and isinstance(value, dict) and "labels" in value)

    def _converter(self, entries: list[dict[str, Any]]) -> Convert:
        covered, ends = [], []
        for entry in entries:
            start, end, words = _place(entry.get("value"))
            if start is not None and end is not None:
                ends.append(end)
                if words:
                    # Old versions write a line break as two characters.
                    plain = words if "\\n" not in words or words in self.text else words.replace("\\n", "\n")
                    covered.append((start, end, plain))
        return converter(self.text, covered, ends, self.general)

    def _span(self, entry: dict[str, Any], convert: Convert, attributes: list[tuple[str, str]]) -> None:
        value = entry.get("value")
        start, end, _ = _place(value)
        if start is None or end is None or not isinstance(value, dict):
            self.said.append(message("A region is not taken: its start and end must be whole numbers."))
            return
        labels = value.get("labels")
        labels = labels if isinstance(labels, list) else []
        if not labels:
            self.said.append(
                message("A region at {start} is not taken: it has no label.", start=shown(start))
            )
        place = (convert(start), convert(end)) if 0 <= start < end else (start, end)
        pairs = [(name, text) for name, text in attributes if name and text is not None]
        for label in labels:
            number = self.draft.span(as_id(label), [place], pairs, note=_note(entry))
            self._numbers.setdefault(as_id(entry.get("id")), number)

    def _attribute(self, entry: dict[str, Any]) -> tuple[str, str]:
        value = entry.get("value")
        given = value if isinstance(value, dict) else {}
        content = next((given[name] for name in _VALUES if given.get(name) is not None), None)
        parts = content if isinstance(content, list) else [content]
        known = [
            as_text_or_number(" > ".join(map(str, part)) if isinstance(part, list) else part)
            for part in parts
        ]
        name = as_id(entry.get("from_name")) or as_id(entry.get("type"))
        if not known or any(one is None for one in known):
            self.said.append(message("The attribute {name} is no text; it is not taken.", name=shown(name)))
            return "", ""
        return name, ", ".join(one for one in known if one is not None)

    def _leave_out(self, entry: dict[str, Any], kind: str) -> None:
        name = as_id(entry.get("from_name")) or kind
        if kind in ("choices", "textarea", "rating", "number", "datetime", "taxonomy"):
            why = message("{name} is said of the whole article, or of no span; it is not taken.", name=name)
        else:
            why = message("A region of the type {kind} is not taken.", kind=shown(kind))
        self.said.append(why)

    def _relation(self, entry: dict[str, Any]) -> None:
        ends = [self._numbers.get(as_id(entry.get(name)), 0) for name in ("from_id", "to_id")]
        if not all(ends):
            self.said.append(message("A relation is not taken: an end of it is no span that was taken."))
            return
        labels = entry.get("labels")
        kinds = [as_id(one) for one in labels] if isinstance(labels, list) else []
        direction = entry.get("direction")
        for kind in [one for one in kinds if one] or [RELATION]:
            if direction != "left":
                self.draft.relation(kind, ends[0], ends[1])
            if direction in ("left", "bi"):
                self.draft.relation(kind, ends[1], ends[0])


def _note(entry: dict[str, Any]) -> str:
    meta = entry.get("meta")
    given = meta.get("text") if isinstance(meta, dict) else None
    parts = given if isinstance(given, list) else [given]
    return "\n".join(text for one in parts if (text := as_text(one)))


def _stream(records: Iterable[Record], file: BinaryIO, _: Options) -> None:
    numbers = count(1)
    file.write(b"[")
    for task, record in enumerate(records, 1):
        data = {TEXT: record.text} | stated_by(record.metadata)
        entry = {
            "id": task,
            "data": data,
            "meta": more_of(record.metadata, data),
            "annotations": [_annotation(record.text, one, next(numbers)) for one in record.readings],
            "predictions": [],
        }
        file.write(b",\n" if task > 1 else b"\n")
        file.write(_ENCODE(entry).encode("utf-8"))
    file.write(b"\n]\n")


def _annotation(text: str, reading: Reading, number: int) -> dict[str, Any]:
    entries: list[dict[str, Any]] = []
    for span in reading.spans:
        entries += _region(text, span, f"{number}-{span.id}")
    entries += (
        {
            "from_id": f"{number}-{relation.head_id}",
            "to_id": f"{number}-{relation.child_id}",
            "type": RELATION,
            "direction": "right",
            "labels": [relation.type],
        }
        for relation in reading.relations
    )
    entry: dict[str, Any] = {"id": number, "was_cancelled": reading.state is State.SKIPPED, "result": entries}
    if reading.annotator:
        entry["completed_by"] = {"email": reading.annotator}
    return entry


def _region(text: str, span: Span, name: str) -> Iterator[dict[str, Any]]:
    place = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
    entry: dict[str, Any] = {"id": name, "from_name": LABELS, "to_name": TEXT, "type": "labels"}
    entry["value"] = place | {"labels": [span.label]}
    if span.note:
        entry["meta"] = {"text": [span.note]}
    yield entry
    for attribute, value in span.attributes:
        yield {
            "id": name,
            "from_name": attribute,
            "to_name": TEXT,
            "type": "choices",
            "value": place | {"choices": [value]},
        }


FORMAT = Format(
    "label-studio",
    message("Label Studio (JSON)"),
    (".json",),
    rank=20,
    recognises=_recognises,
    read=_read,
    holds=Holds(fragments=False, states=False, skips=True),
    stream=_stream,
)
