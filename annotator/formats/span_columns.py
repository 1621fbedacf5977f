"""The spans of many readings as columns; a `Span` is made only of those that are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from annotator.core.errors import ProjectDamaged
from annotator.core.plain_spans import PlainSpans, SpanSequence
from annotator.core.span_columns import ORIGINS, SpanRows
from annotator.core.spans import Fragment, Span, reading_order

Ints = NDArray[np.int64]

_NUMBERS = {origin: number for number, origin in enumerate(ORIGINS)}
_END = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Spans in reading order within each reading.

    `labels` are numbers in `names`, `origins` in `ORIGINS`; the fragments of a span are the
    `offsets`, starts and ends in code points, between two of the `bounds`. `notes` and
    `attributes` go by `keys`: the ids may come again in another reading.
    """

    ids: Ints
    keys: Ints
    labels: Ints
    origins: Ints
    offsets: Ints
    bounds: Ints
    names: tuple[str, ...]
    notes: Mapping[int, str]
    attributes: Mapping[int, Sequence[tuple[str, str]]]

    def span(self, number: int) -> Span:
        """Make one of the spans; its layer's id is 0."""
        key = int(self.keys[number])
        first, last = self.bounds[number : number + 2].tolist()
        fragments = tuple(Fragment(*each) for each in self.offsets[first:last].tolist())
        return Span(
            int(self.ids[number]),
            0,
            self.names[self.labels[number]],
            fragments,
            tuple(self.attributes.get(key, ())),
            self.notes.get(key, ""),
            ORIGINS[self.origins[number]],
        )


class Spans(SpanSequence):
    """The spans of one reading among those of many."""

    __slots__ = ("columns", "first", "last")

    def __init__(self, columns: Columns, first: int, last: int) -> None:
        self.columns, self.first, self.last = columns, first, last

    def __len__(self) -> int:
        return self.last - self.first

    def made(self, number: int) -> Span:
        """Return one span, made now; `number` counts from 0."""
        return self.columns.span(self.first + number)

    def __iter__(self) -> Iterator[Span]:
        plain = self.plain()
        return iter(self[:] if plain is None else plain)

    def plain(self) -> PlainSpans | None:
        """Return the spans as `PlainSpans` where they are all plain, or None."""
        columns, its = self.columns, slice(self.first, self.last)
        first, last = columns.bounds[[self.first, self.last]].tolist()
        if last - first > len(self) or self._are_described():
            return None
        starts, ends = columns.offsets[first:last].T.tolist()
        labels = map(columns.names.__getitem__, columns.labels[its].tolist())
        origins = map(ORIGINS.__getitem__, columns.origins[its].tolist())
        return PlainSpans(columns.ids[its].tolist(), [*labels], starts, ends, [*origins])

    def _are_described(self) -> bool:
        described = self.columns.notes, self.columns.attributes
        if not any(described):
            return False
        keys = self.columns.keys[self.first : self.last].tolist()
        return any(key in one for one in described for key in keys)


def by_layer(rows: SpanRows, labels: Iterable[str] = ()) -> dict[int, Spans]:
    """Return the spans of each layer that has some; only those with these labels, if any are given.

    Raises ProjectDamaged where the fragments of a span are not sorted, disjoint and there.
    """
    numbers = np.stack([np.fromstring(column, dtype=np.int64, sep=",") for column in rows.numbers], axis=1)
    if wanted := set(labels):
        known = np.array([name in wanted for name in rows.labels], dtype=np.bool_)
        numbers = numbers[known[numbers[:, 2] >> 3]]
    start, end = numbers[:, 3] >> 31, numbers[:, 3] & _END
    # The fragments of a span side by side, then the spans in reading order.
    order = np.lexsort((start, numbers[:, 0]))
    numbers, start, end = numbers[order], start[order], end[order]
    first = np.flatnonzero(np.append(True, numbers[1:, 0] != numbers[:-1, 0])[: len(numbers)])
    counts = np.diff(np.append(first, len(numbers)))
    goes_on = np.ones(len(numbers), dtype=np.bool_)
    goes_on[first] = False
    again = np.flatnonzero(goes_on)
    if (start < 0).any() or (start >= end).any() or (start[again] < end[again - 1]).any():
        raise ProjectDamaged(
            "The project holds a span that is none: {reason}",
            reason="A span's fragments must be sorted, disjoint and not empty",
        )
    heads = numbers[first]
    order = np.lexsort((heads[:, 0], -end[first + counts - 1], start[first], heads[:, 1]))
    heads, first, counts = heads[order], first[order], counts[order]
    bounds = np.append(0, np.cumsum(counts))
    fragments = np.repeat(first - bounds[:-1], counts) + np.arange(len(numbers))
    if np.max(heads[:, 2] & 7, initial=0) >= len(ORIGINS):
        raise ProjectDamaged("The project holds a span that is none: {reason}", reason="its origin")
    columns = Columns(
        heads[:, 0],
        heads[:, 0],
        heads[:, 2] >> 3,
        heads[:, 2] & 7,
        np.stack([start, end], axis=1)[fragments],
        bounds,
        rows.labels,
        rows.notes,
        rows.attributes,
    )
    layers, edges = np.unique(heads[:, 1], return_index=True)
    ends = np.append(edges, len(heads))[1:]
    return {
        layer: Spans(columns, begin, stop)
        for layer, begin, stop in zip(layers.tolist(), edges.tolist(), ends.tolist(), strict=True)
    }


def columns_of(parts: Sequence[Sequence[Span]]) -> Columns:
    """Return the spans of some readings, each put into reading order, as columns."""
    whole = [part for part in parts if isinstance(part, Spans)]
    if len(whole) == len(parts) and len({part.columns.names for part in whole}) == 1:
        return _joined(whole)
    return _made(chain.from_iterable(map(_in_order, parts)))


def _joined(parts: Sequence[Spans]) -> Columns:
    ids, labels, origins, offsets, counts = [], [], [], [], []
    sources = {id(part.columns): part.columns for part in parts}
    for part in parts:
        each, first, last = part.columns, part.first, part.last
        bounds = each.bounds[first : last + 1]
        ids.append(each.ids[first:last])
        labels.append(each.labels[first:last])
        origins.append(each.origins[first:last])
        offsets.append(each.offsets[bounds[0] : bounds[-1]])
        counts.append(bounds[1:] - bounds[:-1])
    joined = np.concatenate(ids)
    return Columns(
        joined,
        joined,
        np.concatenate(labels),
        np.concatenate(origins),
        np.concatenate(offsets),
        np.append(0, np.cumsum(np.concatenate(counts))),
        parts[0].columns.names,
        {span: note for each in sources.values() for span, note in each.notes.items()},
        {span: pairs for each in sources.values() for span, pairs in each.attributes.items()},
    )


def _made(spans: Iterable[Span]) -> Columns:
    spans = list(spans)
    names: defaultdict[str, int] = defaultdict(lambda: len(names))
    labels = [names[span.label] for span in spans]
    fragments = [span.fragments for span in spans]
    flat = chain.from_iterable(chain.from_iterable(fragments))
    return Columns(
        np.array([span.id for span in spans], dtype=np.int64),
        np.arange(len(spans)),
        np.array(labels, dtype=np.int64),
        np.array([_NUMBERS[span.origin] for span in spans], dtype=np.int64),
        np.fromiter(flat, dtype=np.int64).reshape(-1, 2),
        np.append(0, np.cumsum([*map(len, fragments)], dtype=np.int64)),
        tuple(names),
        {key: span.note for key, span in enumerate(spans) if span.note},
        {key: span.attributes for key, span in enumerate(spans) if span.attributes},
    )


def _in_order(spans: Sequence[Span]) -> Sequence[Span]:
    starts = [span.fragments[0][0] for span in spans]
    if all(map(int.__lt__, starts, starts[1:])):
        return spans
    return sorted(spans, key=reading_order)
