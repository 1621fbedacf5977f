"""JSONL lines of the shape that Annotator writes, decoded at once into values of their types.

It only saves time: what is taken here, `jsonl_reading` would take alike, and say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotator.core.offsets import Utf16Map
from annotator.core.plain_spans import PlainSpans
from annotator.core.spans import Fragment, Origin, Relation, Span, State

_ORIGINS = {origin.value: origin for origin in Origin}
_STATES = {state.value: state for state in State}


class Entry(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A span, or one fragment of it; offsets are code points."""

    id: str
    label: str
    start: int
    end: int
    token_start: int = 0
    token_end: int = 0
    attributes: dict[str, str] = {}
    note: str = ""
    origin: str = Origin.IMPORTED.value


class Link(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A relation, whose spans are named by their ids."""

    label: str
    head_id: str
    child_id: str
    head: int = 0
    child: int = 0
    head_span: dict[str, int | str] = {}
    child_span: dict[str, int | str] = {}


class Line(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One reading of one article, or an article that nobody read."""

    text: str
    meta: dict[str, str]
    spans: list[Entry] = []
    relations: list[Link] = []
    key: str = ""
    state: str = ""
    flagged: bool = False
    answer: str = ""
    annotator: str = msgspec.field(name="_annotator_id", default="")
    session: str = msgspec.field(name="_session_id", default="")
    input_hash: int = msgspec.field(name="_input_hash", default=0)
    task_hash: int = msgspec.field(name="_task_hash", default=0)
    view: str = msgspec.field(name="_view_id", default="")

    @property
    def is_read(self) -> bool:
        """Whether this is somebody's reading."""
        return bool(self.spans or self.state or self.annotator)


_DECODER = msgspec.json.Decoder(Line)
_MISSING = {"", *_STATES}


def decode(line: str) -> Line | None:
    """Return what a line says, or None where it is not wholly of this shape, or has to be looked at."""
    try:
        found = _DECODER.decode(line)
    except (msgspec.MsgspecError, RecursionError):
        return None
    # Without a key the sessions are Prodigy's, and without a state so are the answers.
    of_prodigy = not found.key and (found.input_hash or found.task_hash or found.view)
    unsure = of_prodigy or found.state not in _MISSING or (found.answer and not found.state)
    if unsure or (found.annotator != found.session and found.session):
        return None
    return found if found.text.strip() and Utf16Map(found.text).utf16_length == len(found.text) else None


def marked(line: Line) -> tuple[Sequence[Span], tuple[Relation, ...]] | None:
    """Return the spans, numbered from 1, and the relations; None where not all can be taken as they stand."""
    entries = line.spans
    starts, ends = [entry.start for entry in entries], [entry.end for entry in entries]
    labels, names = [entry.label for entry in entries], [entry.id for entry in entries]
    origins = [_ORIGINS.get(entry.origin) for entry in entries]
    known = {name: number for number, name in enumerate(names, 1)}
    if entries and not (
        min(starts) >= 0 and max(ends) <= len(line.text) and all(map(int.__lt__, starts, ends))
        and all(labels) and all(names) and all(origins)
        and len(known) == len({*zip(labels, starts, ends, strict=True)}) == len(entries)
    ):  # fmt: skip
        return None
    links = [(each.label, known.get(each.head_id), known.get(each.child_id)) for each in line.relations]
    if len({*links}) < len(links) or not all(map(all, links)):
        return None
    relations = tuple(Relation(number, 0, *link) for number, link in enumerate(links, 1))  # type: ignore[arg-type]
    if any(entry.attributes or entry.note for entry in entries):
        return tuple(map(_span, entries, known.values())), relations
    return PlainSpans(range(1, len(entries) + 1), labels, starts, ends, origins), relations  # type: ignore[arg-type]


def _span(entry: Entry, number: int) -> Span:
    place, attributes = Fragment(entry.start, entry.end), tuple(sorted(entry.attributes.items()))
    return Span(number, 0, entry.label, (place,), attributes, entry.note, _ORIGINS[entry.origin])
