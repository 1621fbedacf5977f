"""Spans, relations and layers: what one annotator says about one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from annotator.core.errors import EditError


class Fragment(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Origin(StrEnum):
    """How a span came to be."""

    MANUAL = "manual"
    SUGGESTED = "suggestion accepted"
    PROPAGATED = "propagated"
    IMPORTED = "imported"
    ADJUDICATED = "adjudicated"


class State(StrEnum):
    """How far an annotator is with a document."""

    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Layer:
    """One annotator's reading of one document."""

    id: int
    document_id: int
    annotator_id: int
    state: State = State.TO_DO
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One or more fragments of a document's text under a label.

    Fragments are code points, sorted and disjoint. `attributes` are sorted pairs of
    name and value.
    """

    id: int
    layer_id: int
    label: str
    fragments: tuple[Fragment, ...]
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    origin: Origin = Origin.MANUAL

    def __post_init__(self) -> None:
        if len(self.fragments) == 1:  # as nearly all have, and there may be millions
            ((start, end),) = self.fragments
            if 0 <= start < end:
                return
        last = 0
        for start, end in self.fragments:
            if not last <= start < end:
                raise EditError(
                    "A span's fragments must be sorted, disjoint and not empty: {fragments}",
                    fragments=[tuple(fragment) for fragment in self.fragments],
                )
            last = end
        if not self.fragments:
            raise EditError("A span needs at least one fragment.")

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """The end, exclusive, of the last fragment."""
        return self.fragments[-1].end

    def attribute(self, name: str) -> str | None:
        """Return the value of an attribute, or None where it is not set."""
        return dict(self.attributes).get(name)

    def covered(self, text: str) -> str:
        """Return the text of the fragments, joined by an ellipsis."""
        return " … ".join(text[start:end] for start, end in self.fragments)


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed, typed link from the span `head_id` to the span `child_id` of one layer."""

    id: int
    layer_id: int
    type: str
    head_id: int
    child_id: int


def reading_order(span: Span) -> tuple[int, int, int]:
    """Sort key: by start, outer before inner, then by id."""
    return span.fragments[0][0], -span.fragments[-1][1], span.id


def in_reading_order(spans: Sequence[Span]) -> Sequence[Span]:
    """Return the spans sorted by `reading_order`; themselves where each begins after the one before."""
    starts = [span.fragments[0][0] for span in spans]
    if all(map(int.__lt__, starts, starts[1:])):
        return spans
    return sorted(spans, key=reading_order)


def joined(fragments: Iterable[tuple[int, int]]) -> tuple[Fragment, ...]:
    """Return the fragments sorted, with overlapping and touching ones merged."""
    merged: list[Fragment] = []
    for start, end in sorted(fragments):
        if merged and start <= merged[-1].end:
            merged[-1] = Fragment(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Fragment(start, end))
    return tuple(merged)
