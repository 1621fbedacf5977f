"""Krippendorff's unitizing alpha, in its definition of 1995 and 2004, not that of 2016.

Where annotators cut units out of a continuum themselves (Krippendorff 1995, "On the
reliability of unitizing continuous data"; 2004, *Content Analysis*, ch. 11.5): of each label
by itself, the observed disagreement is the squared distance of overlapping units' ends, and
the squared length of units that fall into another's gap; the expected one is that of all
units and gaps, wherever they stood. Over all labels the disagreements are added up.

Several documents follow each other as one continuum; neither units nor gaps reach across an
edge. Documents may have different readers: their disagreement counts for each of them as
often as a reader could differ, as in alpha. Where units of one label by one annotator
overlap, the definition knows none; they are taken as one, and so a nested span of the same
label does not count. Each fragment of a span in several is a unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement.aligning import touching
from annotator.agreement.bootstrap import Statistic
from annotator.agreement.nominal import NO_DISAGREEMENT, NO_UNITS, ONE_ANNOTATOR, Coefficient
from annotator.agreement.sparse import Sparse, beside, sparse
from annotator.agreement.table import Floats, Ints, Table


@dataclass(frozen=True, slots=True)
class _Units:
    """Disjoint units, or gaps, as columns; `lane` is unlike for each document and label."""

    document: Ints
    annotator: Ints
    label: Ints
    start: Ints
    end: Ints

    @property
    def length(self) -> Ints:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class AlphaU:
    """Alpha of all labels together and of each.

    `statistic` gives the first over resampled documents, which takes much room: None where
    it has done so.
    """

    all: Coefficient
    labels: dict[str, Coefficient]
    statistic: Statistic | None


def alpha_u(table: Table) -> AlphaU:
    """Return the unitizing alpha of the table, over the documents that two annotators or more have read."""
    units = _units(table)
    parts = [_label_statistic(table, units, number) for number in range(len(table.labels))]
    counts = np.bincount(units.label, minlength=len(table.labels)).tolist()
    together = _together(table, parts)
    labels = {
        name: _coefficient(table, _together(table, [part]), count)
        for name, part, count in zip(table.labels, parts, counts, strict=True)
    }
    return AlphaU(_coefficient(table, together, sum(counts)), labels, together)


def _coefficient(table: Table, statistic: Statistic, units: int) -> Coefficient:
    if len(table.annotators) < 2:
        return Coefficient(None, 0, ONE_ANNOTATOR)
    if not units:
        return Coefficient(None, 0, NO_UNITS)
    value = statistic.point
    return Coefficient(value, units, None if value is not None else NO_DISAGREEMENT)


def _units(table: Table) -> _Units:
    """Return the units of documents with two readers or more, overlapping ones of a label made one."""
    row = table.fragment_row
    width = int(np.max(table.lengths, initial=0)) + 1
    lane = (table.document[row] * len(table.annotators) + table.annotator[row]) * len(table.labels)
    lane = (lane + table.label[row]) * width
    shared = (table.read.sum(axis=1) >= 2)[table.document[row]]
    start, end = (lane + table.fragment_start)[shared], (lane + table.fragment_end)[shared]
    order = np.argsort(start, kind="stable")
    start, end = start[order], np.maximum.accumulate(end[order]) if len(order) else end
    first = np.flatnonzero(np.r_[True, start[1:] >= end[:-1]]) if len(start) else order
    last = np.r_[first[1:], len(start)].astype(np.int64) - 1
    start, end = start[first], end[last] if len(first) else end
    lane, place = np.divmod(start, width)
    document_annotator, label = np.divmod(lane, max(len(table.labels), 1))
    document, annotator = np.divmod(document_annotator, max(len(table.annotators), 1))
    return _Units(document, annotator, label, place, place + end - start)


def _gaps(table: Table, units: _Units, rows: Ints) -> _Units:
    """Return what one label's units leave free in each reading."""
    document, annotator = np.nonzero(table.read & (table.read.sum(axis=1) >= 2)[:, None])
    # The edges of each reading, between which units cut the gaps.
    columns = [
        np.concatenate([own[rows], edge, edge])
        for own, edge in ((units.document, document), (units.annotator, annotator))
    ]
    length = table.lengths[document]
    start = np.concatenate([units.start[rows], np.full(len(document), -1), length])
    end = np.concatenate([units.end[rows], np.zeros(len(document), dtype=np.int64), length])
    order = np.lexsort((end, start, columns[1], columns[0]))
    who, where, start, end = columns[1][order], columns[0][order], start[order], end[order]
    inside = (who[1:] == who[:-1]) & (where[1:] == where[:-1]) & (start[1:] > end[:-1])
    low, high = end[:-1][inside], start[1:][inside]
    return _Units(where[1:][inside], who[1:][inside], np.zeros(len(low), dtype=np.int64), low, high)


@dataclass(frozen=True, slots=True)
class _Part:
    """One label's sums by document: observed, and what a unit meets in another.

    Of `lengths`, those that its units have, `units` counts them by document and length;
    `gaps` counts by document and the longest of these lengths that fits, `sizes` adds up in
    how many places a unit of length 0 would fit there.
    """

    observed: Floats
    own: Floats
    pairs: Floats
    lengths: Ints
    units: Sparse
    sizes: Sparse
    gaps: Sparse


def _label_statistic(table: Table, units: _Units, label: int) -> _Part:
    documents, rows = len(table.documents), np.flatnonzero(units.label == label)
    length = units.length[rows].astype(float)
    lengths, kind = np.unique(units.length[rows], return_inverse=True)
    own = length * (length - 1) * (2 * length - 1) / 3
    place, gaps = units.document[rows], _gaps(table, units, rows)
    longest = np.searchsorted(lengths, gaps.length, side="right") - 1
    fits = longest >= 0
    where, longest, size = gaps.document[fits], longest[fits], gaps.length[fits] + 1
    count = len(lengths)
    return _Part(
        _observed(table, units, rows),
        np.bincount(place, weights=own, minlength=documents).astype(np.float64),
        np.bincount(place, weights=length * (length - 1), minlength=documents).astype(np.float64),
        lengths,
        sparse(place, kind.reshape(-1), np.ones(len(rows)), documents, count),
        sparse(where, longest, size, documents, count),
        sparse(where, longest, np.ones(len(where)), documents, count),
    )


def _observed(table: Table, units: _Units, rows: Ints) -> Floats:
    """Return by document how far its readers differ on one label, each counted against each other one."""
    readers = table.read.sum(axis=1)
    observed = np.zeros(len(table.documents))
    width = int(np.max(table.lengths, initial=0)) + 1
    for a, b in table.pairs:
        both = table.both(a, b)
        mine, other = (rows[(units.annotator[rows] == who) & both[units.document[rows]]] for who in (a, b))
        lines = [
            (at := units.document[one] * width, at + units.start[one], at + units.end[one])[1:]
            for one in (mine, other)
        ]
        found = touching(lines[0], lines[1])
        one, two = mine[found[:, 0]], other[found[:, 1]]
        apart = (units.start[one] - units.start[two]) ** 2 + (units.end[one] - units.end[two]) ** 2
        observed += np.bincount(units.document[one], weights=2 * apart, minlength=len(observed))
        for side, column in ((mine, 0), (other, 1)):
            alone = np.delete(side, np.unique(found[:, column]))
            observed += np.bincount(
                units.document[alone], weights=2 * units.length[alone] ** 2, minlength=len(observed)
            )
    # In each document its readers' disagreement counts as in alpha: for each against all others.
    weighted: Floats = observed / np.maximum(readers - 1, 1)
    return weighted


def _together(table: Table, parts: list[_Part]) -> Statistic:
    """Return alpha over labels, as a function of documents' weights."""
    readers = table.read.sum(axis=1)
    total = np.where(readers >= 2, table.lengths * readers, 0).astype(float)
    columns = [total, *(column for part in parts for column in (part.observed, part.own, part.pairs))]
    first = 1 + 3 * len(parts)

    def value(sums: Floats) -> Floats:
        whole, at = sums[:, 0], first
        observed, expected = np.zeros(len(sums)), np.zeros(len(sums))
        for number, part in enumerate(parts):
            seen, own, pairs = sums[:, 1 + 3 * number : 4 + 3 * number].T
            units, sizes, gaps = (
                sums[:, at + n * len(part.lengths) :][:, : len(part.lengths)] for n in range(3)
            )
            at += 3 * len(part.lengths)
            observed += seen
            wherever = (units.sum(axis=1) - 1) * own + _fitting(part.lengths, units, sizes, gaps)
            with np.errstate(divide="ignore", invalid="ignore"):
                expected += 2 * whole * wherever / (whole * (whole - 1) - pairs)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(expected > 0, 1 - observed / expected, np.nan)
        return found

    more = beside(
        (one for part in parts for one in (part.units, part.sizes, part.gaps)), len(table.documents)
    )
    return Statistic(np.stack(columns, axis=1), value, more)


def _fitting(lengths: Ints, units: Floats, sizes: Floats, gaps: Floats) -> Floats:
    """Return the squared lengths of units that fall into gaps, over all places where they fit."""
    # A gap takes all lengths up to the longest that fits.
    sizes, gaps = (np.cumsum(each[:, ::-1], axis=1)[:, ::-1] for each in (sizes, gaps))
    found: Floats = (units * (sizes - gaps * lengths) * lengths.astype(float) ** 2).sum(axis=1)
    return found
