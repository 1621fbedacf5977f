"""JSONL lines of the shape that Annotator writes, decoded at once into values of their types.

It only saves time: what is taken here, `jsonl_reading` would take alike, and say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

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
    key: str | None = None
    state: str | None = None
    flagged: bool = False
    answer: str | None = None
    annotator: str | None = msgspec.field(name="_annotator_id", default=None)
    session: str | None = msgspec.field(name="_session_id", default=None)
    input_hash: int | None = msgspec.field(name="_input_hash", default=None)
    task_hash: int | None = msgspec.field(name="_task_hash", default=None)
    view: str | None = msgspec.field(name="_view_id", default=None)

    @property
    def is_read(self) -> bool:
        """Whether this is somebody's reading."""
        return bool(self.spans or self.state or self.annotator)

    @property
    def has_key(self) -> bool:
        """Whether it is Annotator's without doubt: then its offsets count characters."""
        return self.key is not None


_DECODER = msgspec.json.Decoder(Line)
_KNOWN = {None, *_STATES}


def decode(line: str) -> Line | None:
    """Return what a line says, or None where it is not wholly of this shape, or has to be looked at."""
    try:
        found = _DECODER.decode(line)
    except (msgspec.MsgspecError, RecursionError):
        return None
    # Without a key the sessions are Prodigy's, and without a state so are the answers.
    made_by_prodigy = (found.input_hash, found.task_hash, found.view) != (None, None, None)
    if (made_by_prodigy and not found.has_key) or (found.answer is not None and found.state is None):
        return None
    if found.state not in _KNOWN or (found.session is not None and found.session != found.annotator):
        return None
    return found if found.text.strip() else None


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
