"""What the final reading of a case would be: pure functions, asked before anything is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import TypeVar

from annotator.core.decisions import Choice, Value, value_of
from annotator.core.spans import Fragment, Span, joined

_T = TypeVar("_T", bound=Hashable)
_Name = TypeVar("_Name", str, int)
Readings = Mapping[_Name, Sequence[Span]]


def settled(readings: Readings[_Name], choice: Choice, taken: _Name | None = None) -> tuple[Value, ...]:
    """Return the spans of the final reading, in reading order.

    `readings` are the spans of each annotator in a case. A reading is taken whole, stacked
    and discontinuous spans with it. A union is one span over all that anybody marked, an
    overlap one over what everybody who marked anything has in common; both have the label
    and attributes of the reading `taken`, or, where none is said, those that most have, of
    as many the first by name (see `are_unlike`).
    """
    match choice:
        case Choice.READING:
            spans = readings.get(taken, ()) if taken is not None else ()
            return tuple(map(value_of, sorted(spans, key=lambda s: (s.start, -s.end, s.id))))
        case Choice.UNION:
            return _one(
                _of(readings, taken),
                joined(f for spans in readings.values() for s in spans for f in s.fragments),
            )
        case Choice.OVERLAP:
            covered = [joined(f for s in spans for f in s.fragments) for spans in readings.values() if spans]
            return _one(_of(readings, taken), common(covered))
    return ()


def settled_links(said: Mapping[_Name, Set[_T]], choice: Choice, taken: _Name | None = None) -> frozenset[_T]:
    """Return the links of the final reading, given those of each annotator in a case."""
    match choice:
        case Choice.READING:
            return frozenset(said.get(taken, ()) if taken is not None else ())
        case Choice.UNION:
            return frozenset().union(*said.values())
        case Choice.OVERLAP:
            return frozenset.intersection(*map(frozenset, said.values())) if said else frozenset()
    return frozenset()


def are_unlike(spans: Iterable[Span]) -> bool:
    """Tell whether spans differ in label or attributes, so that one of them must be said for a union."""
    return len({(span.label, span.attributes) for span in spans}) > 1


def _of(readings: Readings[_Name], taken: _Name | None) -> list[Span]:
    """Return the spans whose label and attributes count."""
    if taken is not None:
        return list(readings.get(taken, ()))
    return [span for spans in readings.values() for span in spans]


def _one(spans: Sequence[Span], fragments: tuple[Fragment, ...]) -> tuple[Value, ...]:
    if not fragments or not spans:
        return ()
    label = most(span.label for span in spans)
    alike = [dict(span.attributes) for span in spans if span.label == label]
    names = sorted({name for attributes in alike for name in attributes})
    values = ((name, most(attributes.get(name, "") for attributes in alike)) for name in names)
    return ((label, fragments, tuple(pair for pair in values if pair[1])),)


def common(covered: Iterable[Sequence[tuple[int, int]]]) -> tuple[Fragment, ...]:
    """Return the ranges that lie in all of some lists of sorted, disjoint ranges."""
    found: list[Fragment] | None = None
    for ranges in covered:
        if found is None:
            found = [Fragment(*pair) for pair in ranges]
            continue
        both = ((max(a, c), min(b, d)) for a, b in found for c, d in ranges)
        found = [Fragment(low, high) for low, high in both if low < high]
    return tuple(sorted(found or ()))


def most(values: Iterable[str]) -> str:
    """Return the most frequent of some values, of as many the first in order."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def majority(said: Mapping[str, _T], *, strict: bool = False) -> str | None:
    """Return an annotator whose reading most have; None where as many have another.

    `said` is something for each annotator that is equal where their readings are. With
    `strict`, more than half of all must have it.
    """
    counted = Counter(said.values())
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    value, count = ranked[0]
    if strict and 2 * count <= len(said):
        return None
    return min(name for name, one in said.items() if one == value)


def counterpart(span: Span, among: Sequence[Span]) -> Span | None:
    """Return the final span that one annotator's span is a reading of: of its label first, then the most alike."""
    same = [s for s in among if s.fragments == span.fragments and s.label == span.label]
    if same:
        return min(same, key=lambda s: s.id)
    if not among:
        return None
    return max(among, key=lambda s: (s.label == span.label, _shared(span, s), -s.id))


def _shared(one: Span, other: Span) -> int:
    return sum(end - start for start, end in common((one.fragments, other.fragments)))
