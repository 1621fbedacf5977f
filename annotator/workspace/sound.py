"""What of a reading a project can hold, and whether two readings say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from annotator.core.plain_spans import PlainSpans
from annotator.core.spans import Relation, Span
from annotator.formats.exchange import Reading

Content = tuple[Iterable[Span], Iterable[Relation]]


def sound(reading: Reading, length: int) -> Reading:
    """Return the reading without what no project can hold, whatever the format let pass.

    `length` is that of the text, in code points.
    """
    plain = reading.spans if isinstance(reading.spans, PlainSpans) else None
    if plain and not reading.relations and all(plain.labels) and max(plain.ends) <= length:
        return reading
    if not reading.relations and all(
        s.label and s.fragments[-1][1] <= length and (not s.attributes or s is _named(s))
        for s in reading.spans
    ):
        return reading
    spans = tuple(s for s in map(_named, reading.spans) if s.label and s.end <= length)
    ids = {span.id for span in spans}
    links = {
        (r.type, r.head_id, r.child_id): r
        for r in reading.relations
        if r.type and r.head_id in ids and r.child_id in ids
    }
    return replace(reading, spans=spans, relations=tuple(links.values()))


def _named(span: Span) -> Span:
    """Return the span without attributes that have no name."""
    if all(name for name, _ in span.attributes):
        return span
    return replace(span, attributes=tuple(pair for pair in span.attributes if pair[0]))


def says_the_same(one: Content, other: Content) -> bool:
    """Tell whether spans and relations are the same as others, whatever their ids."""
    return _content(*one) == _content(*other)


def _content(spans: Iterable[Span], relations: Iterable[Relation]) -> tuple[list[Any], list[Any]]:
    """Return what a reading says, without ids, for comparison."""
    by_id: dict[int, Any] = {s.id: (s.fragments, s.label, s.attributes, s.note) for s in spans}
    links = sorted((r.type, by_id[r.head_id], by_id[r.child_id]) for r in relations)
    return sorted(by_id.values()), links
