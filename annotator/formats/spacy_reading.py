"""Reading `.spacy` files: what `DocBin.from_bytes` and `get_docs` would give, without building docs.

spaCy trusts such a file: offsets beyond a text end the process, and lists of any length
are made before their contents are there. Here everything is bounded and looked at.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, ORTH  # type: ignore[import-not-found]  # compiled
from spacy.strings import get_string_id
from srsly import msgpack

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Origin, State
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.format import Source
from annotator.formats.jsonl_reading import KNOWN
from annotator.formats.jsonl_values import as_text
from annotator.formats.metadata import propose
from annotator.formats.spacy_bin import BEGIN, INSIDE
from annotator.formats.spacy_docs import SPAN, SPANS_KEY
from annotator.formats.whole import read_whole

LARGEST = 256 * 2**20
LARGEST_UNPACKED = 2**30
_MOST_ITEMS = 4_000_000
_ORIGINS = {origin.value: origin for origin in Origin}
_STATES = {state.value: state for state in State}


class _Mark(NamedTuple):
    """A span in a doc, in tokens, half-open."""

    first: int
    last: int
    label: str
    name: str
    kb_id: str


@dataclass(frozen=True, slots=True)
class _Docs:
    """A file unpacked: what all docs have in columns, and what each has by itself."""

    attrs: list[int]
    rows: NDArray[np.uint64]
    spaces: NDArray[np.bool_]
    bounds: list[int]
    strings: dict[int, str]
    flags: list[Any]
    groups: list[Any]
    user_data: list[Any]


@dataclass(slots=True)
class _Doc:
    text: str
    starts: list[int]
    ends: list[int]
    marks: list[_Mark] = field(default_factory=list)
    user_data: dict[str, Any] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether Annotator wrote it: the ids of spans join fragments, and name ends of relations."""
        return isinstance(self.user_data.get("annotator"), str) and "relations" in self.user_data


def read(source: Source) -> Iterator[Record | Problem]:
    """Yield a record for each doc, after the problems that were met in it; `line` counts the docs."""
    path = str(source.path)
    try:
        docs = _docs(_unpacked(read_whole(source.path, LARGEST)))
    except InputError as error:
        yield Problem(path, None, error.message)
        return
    except Exception as error:
        yield Problem(path, None, _damaged(error))
        return
    for number in range(len(docs.bounds) - 1):
        said: list[Message] = []
        record = None
        try:
            record = _record(_doc(docs, number, said), source, said)
        except InputError as error:
            said.append(error.message)
        except Exception as error:
            said.append(_damaged(error))
        for one in said:
            yield Problem(path, number + 1, one)
        if record:
            yield replace(record, source=source.path.name, line=number + 1)


def _damaged(error: Exception) -> Message:
    return message(
        "The file is no sound spaCy file: {reason}.", reason=f"{type(error).__name__}: {error}"[:120]
    )


def _unpacked(raw: bytes) -> dict[str, Any]:
    decompressor = zlib.decompressobj()
    data = decompressor.decompress(raw, LARGEST_UNPACKED)
    if not decompressor.eof:
        raise InputError(
            "The file is damaged, or unpacks to more than {limit} MB.", limit=LARGEST_UNPACKED // 2**20
        )
    found = _unpack(data)
    if not isinstance(found, dict):
        raise InputError("This is not a file of spaCy docs.")
    return found


def _unpack(data: bytes) -> Any:
    # With a hook of our own none of the registered decoders runs.
    return msgpack.unpackb(
        data,
        raw=False,
        strict_map_key=False,
        object_pairs_hook=dict,
        max_array_len=min(len(data), _MOST_ITEMS),
        max_map_len=min(len(data), _MOST_ITEMS),
    )


def _docs(found: dict[str, Any]) -> _Docs:
    attrs = [int(attr) for attr in found["attrs"]]
    lengths = np.frombuffer(found["lengths"], dtype=np.int32).tolist()
    spaces = np.frombuffer(found["spaces"], dtype=np.uint8) != 0
    flat = np.frombuffer(found["tokens"], dtype=np.uint64)
    total = sum(lengths)
    if ORTH not in attrs or any(length < 0 for length in lengths):
        raise InputError("This is not a file of spaCy docs.")
    if (len(spaces), len(flat)) != (total, total * len(attrs)):
        raise InputError("The file is damaged: its columns are not equally long.")
    strings = {get_string_id(string): string for string in found["strings"] if as_text(string) is not None}
    strings[0] = ""
    return _Docs(
        attrs,
        flat.reshape((total, len(attrs))),
        spaces,
        [0, *accumulate(lengths)],
        strings,
        list(found.get("flags") or ()),
        list(found.get("span_groups") or ()),
        list(found.get("user_data") or ()),
    )


def _doc(docs: _Docs, number: int, said: list[Message]) -> _Doc:
    part = slice(docs.bounds[number], docs.bounds[number + 1])
    rows = docs.rows[part]
    try:
        words = [docs.strings[orth] for orth in rows[:, docs.attrs.index(ORTH)].tolist()]
    except KeyError:
        raise InputError("The file lacks words of the doc; it is not taken.") from None
    flags = _at(docs.flags, number)
    unknown = isinstance(flags, dict) and flags.get("has_unknown_spaces")
    spaces = [True] * len(words) if unknown else docs.spaces[part].tolist()
    starts, ends, length = [], [], 0
    for word, space in zip(words, spaces, strict=True):
        starts.append(length)
        ends.append(length + len(word))
        length = ends[-1] + space
    text = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    if not text.strip():
        raise InputError("The record's text is empty; the record is not taken.")
    doc = _Doc(text, starts, ends)
    data = _at(docs.user_data, number)
    user_data = _unpack(data) if isinstance(data, bytes) and data else {}
    doc.user_data = user_data if isinstance(user_data, dict) else {}
    groups = _at(docs.groups, number)
    if isinstance(groups, bytes) and groups:
        doc.marks += _grouped(_unpack(groups), docs.strings, len(words), said)
    doc.marks += _entities(rows, docs)
    return doc


def _at(values: Sequence[Any], number: int) -> Any:
    return values[number] if number < len(values) else None


def _grouped(found: Any, strings: dict[int, str], count: int, said: list[Message]) -> Iterator[_Mark]:
    """Yield the spans of all groups, those of `sc` first."""
    groups: dict[str, list[bytes]] = {}
    for packed, keys in found.items() if isinstance(found, dict) else ((each, ()) for each in found):
        group = _unpack(packed)
        for key in keys or (group["name"],):
            groups[str(key)] = group["spans"]
    outside = 0
    for key in sorted(groups, key=lambda name: (name != SPANS_KEY, name)):
        for packed in groups[key]:
            name, kb_id, label, first, last, _, _ = SPAN.unpack(packed)
            if 0 <= first < last <= count:
                # A group of one kind of spans may say which in its name alone.
                known = strings.get(label, "") or key
                yield _Mark(first, last, known, strings.get(name, ""), strings.get(kb_id, ""))
            else:
                outside += 1
    if outside:
        said.append(message("{n} spans are not taken: they lie outside the text.", n=outside))


def _entities(rows: NDArray[np.uint64], docs: _Docs) -> Iterator[_Mark]:
    def column(attr: int) -> list[int]:
        return rows[:, docs.attrs.index(attr)].tolist() if attr in docs.attrs else [0] * len(rows)

    if ENT_IOB not in docs.attrs or ENT_TYPE not in docs.attrs:
        return
    iobs = column(ENT_IOB)
    labels, names, kb_ids = column(ENT_TYPE), column(ENT_ID), column(ENT_KB_ID)
    first = 0
    while first < len(iobs):
        last = first + 1
        if iobs[first] in (BEGIN, INSIDE) and labels[first]:
            while last < len(iobs) and iobs[last] == INSIDE:
                last += 1
            label, name, kb_id = (docs.strings.get(c[first], "") for c in (labels, names, kb_ids))
            yield _Mark(first, last, label, name, kb_id)
        first = last


# Records


def _record(doc: _Doc, source: Source, said: list[Message]) -> Record:
    given = doc.user_data if doc.is_ours else {}
    readings: tuple[Reading, ...] = ()
    if given:
        readings = (_our_reading(doc, given, source, said),)
    elif doc.marks:
        draft = Draft(doc.text, said)
        for mark in doc.marks:
            attributes = [(n, v) for n, v in (("id", mark.name), ("kb_id", mark.kb_id)) if v]
            # doc.ents says again what is among the spans.
            draft.span(mark.label, [_fragment(doc, mark)], attributes, shared=True)
        readings = (draft.reading(source.annotator or ""),)
    return Record(doc.text, _metadata(doc, given), readings, key=as_text(given.get("key")) or "")


def _our_reading(doc: _Doc, given: dict[str, Any], source: Source, said: list[Message]) -> Reading:
    draft = Draft(doc.text, said)
    attributes, notes, origins = (_dict(given, each) for each in ("attributes", "notes", "origins"))
    parts: dict[tuple[str, str], list[Fragment]] = defaultdict(list)
    for number, mark in enumerate(doc.marks):
        parts[mark.label, mark.name or f" {number}"].append(_fragment(doc, mark))
    ids: dict[str, int] = {}
    for (label, name), fragments in parts.items():
        pairs = [(n, v) for n, v in _dict(attributes, name).items() if as_text(n) and as_text(v) is not None]
        number = draft.span(
            label,
            fragments,
            pairs,
            note=as_text(notes.get(name)) or "",
            origin=_ORIGINS.get(_text(origins.get(name)), Origin.MANUAL),
            shared=True,
        )
        ids.setdefault(name, number)
    for link in given["relations"] if isinstance(given["relations"], list) else ():
        kind, head, child = link if isinstance(link, list) and len(link) == 3 else (None, None, None)
        known = as_text(kind), ids.get(_text(head), 0), ids.get(_text(child), 0)
        if known[0] and known[1] and known[2]:
            draft.relation(*known)  # type: ignore[arg-type]
        else:
            said.append(message("A relation is not taken: one of its ends is no span that was taken."))
    annotator = source.annotator or as_text(given.get("annotator")) or ""
    state = _STATES.get(_text(given.get("state")), State.DONE)
    return draft.reading(annotator, state, flagged=given.get("flagged") is True)


def _fragment(doc: _Doc, mark: _Mark) -> Fragment:
    return Fragment(doc.starts[mark.first], doc.ends[mark.last - 1])


def _dict(given: dict[str, Any], name: str) -> dict[str, Any]:
    found = given.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _metadata(doc: _Doc, given: dict[str, Any]) -> Metadata:
    if not given:
        return propose(doc.text)
    stated = {name: as_text(given.get(name)) or "" for name in KNOWN}
    more = [(n, v) for n, v in _dict(given, "more").items() if as_text(n) and as_text(v) is not None]
    return Metadata(**stated, more=tuple(sorted(more)))
