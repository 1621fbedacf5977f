"""Undivided spans without attributes and notes, as nearly all are: kept as columns.

There may be millions on their way in and out. A `Span` is made only of those that are asked for.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import overload

from annotator.core.spans import Fragment, Origin, Span


class SpanSequence(Sequence[Span]):
    """Spans that are made when they are asked for; equal to any others that hold the same."""

    __slots__ = ()

    @abstractmethod
    def plain(self) -> PlainSpans | None:
        """Return the spans as columns where they are all plain, or None."""

    @abstractmethod
    def made(self, number: int) -> Span:
        """Return one span, made now; `number` counts from 0."""

    @overload
    def __getitem__(self, index: int) -> Span: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...

    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(index, slice):
            return tuple(map(self.made, range(len(self))[index]))
        return self.made(range(len(self))[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SpanSequence | tuple):
            return NotImplemented
        return len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class PlainSpans(SpanSequence):
    """Plain spans; the columns are of one length. `starts` and `ends` are code points."""

    __slots__ = ("ends", "ids", "labels", "origins", "starts")

    def __init__(
        self,
        ids: Sequence[int],
        labels: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        origins: Sequence[Origin],
    ) -> None:
        self.ids, self.labels, self.starts, self.ends, self.origins = ids, labels, starts, ends, origins

    def plain(self) -> PlainSpans:
        """Return itself."""
        return self

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[Span]:
        return map(self.made, range(len(self)))

    def made(self, number: int) -> Span:
        """Return one span, made now; `number` counts from 0."""
        place = Fragment(self.starts[number], self.ends[number])
        return Span(self.ids[number], 0, self.labels[number], (place,), (), "", self.origins[number])


def as_plain(spans: Sequence[Span]) -> PlainSpans | None:
    """Return spans as columns where they are all plain, or None."""
    if isinstance(spans, SpanSequence):
        return spans.plain()
    if any(len(span.fragments) > 1 or span.attributes or span.note for span in spans):
        return None
    return PlainSpans(
        [span.id for span in spans],
        [span.label for span in spans],
        [span.fragments[0][0] for span in spans],
        [span.fragments[0][1] for span in spans],
        [span.origin for span in spans],
    )


def labels_of(spans: Sequence[Span]) -> Sequence[str]:
    """Return the label of each span."""
    return spans.labels if isinstance(spans, PlainSpans) else [span.label for span in spans]


def are_in_order(spans: PlainSpans) -> bool:
    """Tell whether spans are in reading order (see `core.spans`), and each only once."""
    if all(map(int.__lt__, spans.starts, spans.starts[1:])):
        return True
    places = [*zip(spans.starts, map(int.__neg__, spans.ends), spans.ids, strict=True)]
    marked = {*zip(spans.labels, spans.starts, spans.ends, strict=True)}
    return len(marked) == len(places) and all(map(tuple.__lt__, places, places[1:]))
