"""Spans and relations of several annotators as columns: ten thousand documents are counted at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Bools = NDArray[np.bool_]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Table:
    """What the chosen annotators say of the chosen documents, one row a span.

    `document`, `annotator` and `label` are indexes into `documents` (ids), `annotators` and
    `labels` (names); `start` and `end` are the first and the last code point, exclusive;
    `bounds` and `attributes` hashes that are equal where all fragments, all attributes are.
    `read[d, a]` tells whether the annotator has read the document. The fragments of all
    spans follow by the span's row; a relation's head and child are rows of spans.
    """

    documents: Ints
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    read: Bools
    ids: Ints
    document: Ints
    annotator: Ints
    label: Ints
    start: Ints
    end: Ints
    bounds: Hashes
    attributes: Hashes
    fragment_row: Ints
    fragment_start: Ints
    fragment_end: Ints
    relation_ids: Ints
    relation_type: Ints
    relation_types: tuple[str, ...]
    head: Ints
    child: Ints

    def __len__(self) -> int:
        return len(self.ids)


def table(
    readings: Iterable[tuple[int, str]],
    fragments: Sequence[tuple[int, int, str, str, int, int]],
    relations: Sequence[tuple[int, str, int, int]] = (),
    attributes: Mapping[int, object] | None = None,
) -> Table:
    """Return the table of some readings.

    `readings` are pairs of document id and annotator; `fragments` are span id, document id,
    annotator, label, start and end, all fragments of a span together and sorted; `relations`
    are id, type, head's and child's span id. `attributes` gives for a span id anything
    hashable that is equal where the attributes are; a span without any need not be in it.
    """
    pairs = list(readings)
    documents = np.array(sorted({document for document, _ in pairs}), dtype=np.int64)
    annotators = tuple(sorted({annotator for _, annotator in pairs}))
    who = {name: number for number, name in enumerate(annotators)}
    read = np.zeros((len(documents), len(annotators)), dtype=np.bool_)
    if pairs:
        rows = np.searchsorted(documents, np.fromiter((d for d, _ in pairs), np.int64, len(pairs)))
        read[rows, [who[annotator] for _, annotator in pairs]] = True
    columns: list[Any] = list(zip(*fragments, strict=True)) if fragments else [() for _ in range(6)]
    span, place = (np.array(column, dtype=np.int64) for column in columns[:2])
    starts, ends = (np.array(column, dtype=np.int64) for column in columns[4:])
    labels = tuple(sorted(set(columns[3])))
    number_of = {name: number for number, name in enumerate(labels)}
    first = np.flatnonzero(np.r_[True, span[1:] != span[:-1]]) if len(span) else np.empty(0, dtype=np.int64)
    row_of_fragment = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(span)]))
    bounds = np.add.reduceat(_hash(starts, ends), first) if len(first) else np.empty(0, dtype=np.uint64)
    ids = span[first]
    order = np.argsort(ids, kind="stable")
    known = [(i, t, h, c) for i, t, h, c in relations]
    types = tuple(sorted({kind for _, kind, _, _ in known}))
    relation_ids, heads, children = (np.array([one[n] for one in known], dtype=np.int64) for n in (0, 2, 3))
    return Table(
        documents,
        annotators,
        labels,
        read,
        ids,
        np.searchsorted(documents, place[first]),
        np.array([who[columns[2][i]] for i in first], dtype=np.int64),
        np.array([number_of[columns[3][i]] for i in first], dtype=np.int64),
        starts[first],
        ends[np.r_[first[1:], len(span)] - 1] if len(first) else ends[:0],
        bounds,
        _attributes(ids, attributes or {}),
        row_of_fragment,
        starts,
        ends,
        relation_ids,
        np.array([types.index(kind) for _, kind, _, _ in known], dtype=np.int64),
        types,
        order[np.searchsorted(ids, heads, sorter=order)] if len(known) else heads,
        order[np.searchsorted(ids, children, sorter=order)] if len(known) else children,
    )


def _hash(starts: Ints, ends: Ints) -> Hashes:
    value = starts.astype(np.uint64) * _ODD + ends.astype(np.uint64) * _MIX + _ODD
    return _mixed(value)


def _mixed(value: Hashes) -> Hashes:
    value = (value ^ (value >> _SHIFT)) * _MIX
    mixed: Hashes = value ^ (value >> _SHIFT)
    return mixed


def _attributes(ids: Ints, attributes: Mapping[int, object]) -> Hashes:
    numbers: dict[object, int] = {}
    found = np.zeros(len(ids), dtype=np.uint64)
    if attributes:
        for row, span_id in enumerate(ids.tolist()):
            value = attributes.get(span_id)
            if value:
                found[row] = numbers.setdefault(value, len(numbers) + 1)
    return found


def key_of(*columns: NDArray[np.generic]) -> Hashes:
    """Return one hash for each row of some columns, equal where all of them are."""
    value = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        value = _mixed(value * _ODD + column.astype(np.uint64) + np.uint64(1))
    return value


def largest(values: Ints, otherwise: int) -> int:
    """Return the largest of some values, `otherwise` where there is none."""
    return int(np.max(values)) if values.size else otherwise
