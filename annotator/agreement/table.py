"""Spans and relations of several annotators as columns: ten thousand documents are counted at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Links:
    """Relations, one an entry: `type` is an index into `types`, head and child are rows of spans."""

    ids: Ints
    type: Ints
    types: tuple[str, ...]
    head: Ints
    child: Ints


@dataclass(frozen=True, slots=True)
class Values:
    """Values of attributes, one an entry: a span's row and indexes into `names` and `values`."""

    row: Ints
    name: Ints
    value: Ints
    names: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What the chosen annotators say of the chosen documents, one row a span.

    `document`, `annotator` and `label` are indexes into `documents` (ids, ascending),
    `annotators` and `labels` (names, ascending); `start` and `end` are the first and the last
    code point, exclusive; `bounds` and `attributes` hashes that are equal where all fragments,
    all attributes are. `lengths` are the documents' code points. `read[d, a]` tells whether
    the annotator has read the document. The fragments of all spans follow by the span's row.
    """

    documents: Ints
    lengths: Ints
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
    links: Links
    values: Values

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """All pairs of annotators, as indexes."""
        return list(combinations(range(len(self.annotators)), 2))

    def both(self, a: int, b: int) -> Bools:
        """Tell for each document whether both annotators have read it."""
        return self.read[:, a] & self.read[:, b]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table is made of: a row for each fragment, those of a span together and sorted.

    `document`, `annotator` and `label` are indexes as in the table.
    """

    span: Ints
    document: Ints
    annotator: Ints
    label: Ints
    start: Ints
    end: Ints


def build(
    documents: Ints,
    lengths: Ints,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    read: Bools,
    columns: Columns,
    relations: Sequence[tuple[int, str, int, int]],
    attributes: Iterable[tuple[int, str, str]],
) -> Table:
    """Return the table of these columns, of relations (id, type, head's and child's span id) and of attributes.

    Relations and attributes of spans that are not in the columns are left out.
    """
    first, count = _spans(columns.span)
    ids = columns.span[first]
    bounds = _hash(columns.start, columns.end)
    finder = _Finder(ids)
    values = _values(finder, attributes)
    return Table(
        documents,
        lengths,
        annotators,
        labels,
        read,
        ids,
        columns.document[first],
        columns.annotator[first],
        columns.label[first],
        columns.start[first],
        columns.end[first + count - 1],
        np.add.reduceat(bounds, first) if len(first) < len(bounds) else bounds,
        _said(values, len(ids)),
        np.repeat(np.arange(len(first)), count),
        columns.start,
        columns.end,
        _links(finder, relations),
        values,
    )


def _spans(span: Ints) -> tuple[Ints, Ints]:
    """Return of each span where its fragments begin, and how many there are."""
    if not len(span):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first = np.flatnonzero(np.r_[True, span[1:] != span[:-1]])
    return first, np.diff(np.r_[first, len(span)])


class _Finder:
    """Finds the rows of span ids, -1 where there is none."""

    def __init__(self, ids: Ints) -> None:
        self._order = np.argsort(ids, kind="stable")
        self._ids = ids[self._order]

    def rows(self, wanted: Ints) -> Ints:
        if not len(self._ids):
            return np.full(len(wanted), -1)
        place = np.minimum(np.searchsorted(self._ids, wanted), len(self._ids) - 1)
        return np.where(self._ids[place] == wanted, self._order[place], -1)


def _links(finder: _Finder, relations: Sequence[tuple[int, str, int, int]]) -> Links:
    ids, heads, children = (np.array([one[n] for one in relations], dtype=np.int64) for n in (0, 2, 3))
    types = tuple(sorted({one[1] for one in relations}))
    number = {name: n for n, name in enumerate(types)}
    kinds = np.array([number[one[1]] for one in relations], dtype=np.int64)
    head, child = finder.rows(heads), finder.rows(children)
    there = (head >= 0) & (child >= 0)
    return Links(ids[there], kinds[there], types, head[there], child[there])


def _values(finder: _Finder, attributes: Iterable[tuple[int, str, str]]) -> Values:
    names: dict[str, int] = {}
    values: dict[str, int] = {}
    rows = [
        (span, names.setdefault(name, len(names)), values.setdefault(value, len(values)))
        for span, name, value in attributes
    ]
    span, name, value = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    row = finder.rows(span)
    there = row >= 0
    return Values(row[there], name[there], value[there], tuple(names), tuple(values))


def _said(values: Values, spans: int) -> Hashes:
    """Return for each span a hash of all its values."""
    said = np.zeros(spans, dtype=np.uint64)
    np.add.at(said, values.row, key_of(values.name, values.value))
    return said


def table(
    readings: Iterable[tuple[int, str]],
    fragments: Sequence[tuple[int, int, str, str, int, int]],
    relations: Sequence[tuple[int, str, int, int]] = (),
    attributes: Mapping[int, Iterable[tuple[str, str]]] | None = None,
    lengths: Mapping[int, int] | None = None,
) -> Table:
    """Return the table of some readings given as plain values.

    `readings` are pairs of document id and annotator; `fragments` are span id, document id,
    annotator, label, start and end, all fragments of a span together and sorted; `relations`
    are id, type, head's and child's span id; `attributes` are pairs of name and value by span
    id; `lengths` the documents' code points by id, by default up to the last span's end.
    """
    pairs = list(readings)
    documents = sorted({document for document, _ in pairs})
    annotators = tuple(sorted({annotator for _, annotator in pairs}))
    labels = tuple(sorted({row[3] for row in fragments}))
    places, who, kinds = ({v: n for n, v in enumerate(each)} for each in (documents, annotators, labels))
    read = np.zeros((len(documents), len(annotators)), dtype=np.bool_)
    for document, annotator in pairs:
        read[places[document], who[annotator]] = True
    ends: dict[int, int] = dict.fromkeys(documents, 0)
    for row in fragments:
        ends[row[1]] = max(ends[row[1]], row[5])
    plain: list[Any] = [(s, places[d], who[a], kinds[n], b, e) for s, d, a, n, b, e in fragments]
    columns = Columns(*np.array(plain, dtype=np.int64).reshape(-1, 6).T.copy())
    of_each = lengths or {}
    long = np.array([max(of_each.get(d, 0), ends[d]) for d in documents], dtype=np.int64)
    said = [(span, *one) for span, found in (attributes or {}).items() for one in found]
    ids = np.array(documents, dtype=np.int64)
    return build(ids, long, annotators, labels, read, columns, relations, said)


def _hash(starts: Ints, ends: Ints) -> Hashes:
    value = starts.astype(np.uint64) * _ODD + ends.astype(np.uint64) * _MIX + _ODD
    return mixed(value)


def mixed(value: Hashes) -> Hashes:
    """Return hashes of hashes, so that sums of them are equal only where the sets are."""
    value = (value ^ (value >> _SHIFT)) * _MIX
    found: Hashes = value ^ (value >> _SHIFT)
    return found


def key_of(*columns: NDArray[np.generic]) -> Hashes:
    """Return one hash for each row of some columns, equal where all of them are."""
    value = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        value = mixed(value * _ODD + column.astype(np.uint64) + np.uint64(1))
    return value


def largest(values: Ints, otherwise: int) -> int:
    """Return the largest of some values, `otherwise` where there is none."""
    return int(np.max(values)) if values.size else otherwise
