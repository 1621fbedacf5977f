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
from itertools import pairwise

import numpy as np

from annotator.agreement.aligning import touching
from annotator.agreement.bootstrap import Statistic
from annotator.agreement.nominal import NO_UNITS, ONE_ANNOTATOR, Coefficient
from annotator.agreement.table import Floats, Ints, Table
from annotator.core.messages import message

NO_DISAGREEMENT = message("no disagreement is possible: the units leave no room for another place")


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
    """Alpha of all labels together and of each; `statistic` gives the first over resampled documents."""

    all: Coefficient
    labels: dict[str, Coefficient]
    statistic: Statistic


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
    """One label's sums by document: observed, what a unit meets in another, and by length units and room in gaps."""

    observed: Floats
    own: Floats
    pairs: Floats
    units: Floats
    room: Floats
    weight: Floats


def _label_statistic(table: Table, units: _Units, label: int) -> _Part:
    documents, rows = len(table.documents), np.flatnonzero(units.label == label)
    length = units.length[rows].astype(float)
    lengths, kind = np.unique(units.length[rows], return_inverse=True)
    own = length * (length - 1) * (2 * length - 1) / 3
    place = units.document[rows]
    of_kind = np.zeros((documents, len(lengths)))
    np.add.at(of_kind, (place, kind), 1)
    gaps = _gaps(table, units, rows)
    return _Part(
        _observed(table, units, rows),
        np.bincount(place, weights=own, minlength=documents).astype(np.float64),
        np.bincount(place, weights=length * (length - 1), minlength=documents).astype(np.float64),
        of_kind,
        _room(gaps, lengths, documents),
        lengths.astype(float) ** 2,
    )


def _room(gaps: _Units, lengths: Ints, documents: int) -> Floats:
    """Return by document and length in how many places a unit of that length would fit into a gap."""
    fits = np.searchsorted(lengths, gaps.length, side="right")  # the gap takes the lengths below
    # Sums over the gaps that take at least so many of the lengths.
    shape = (documents, len(lengths) + 1)
    size, number = np.zeros(shape), np.zeros(shape)
    np.add.at(size, (gaps.document, fits), gaps.length + 1)
    np.add.at(number, (gaps.document, fits), 1)
    size, number = (np.cumsum(each[:, ::-1], axis=1)[:, ::-1][:, 1:] for each in (size, number))
    return np.asarray(size - number * lengths, dtype=float)


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
    columns = [total[:, None]]
    for part in parts:
        columns += [part.observed[:, None], part.own[:, None], part.pairs[:, None], part.units, part.room]
    places = np.cumsum([0, *(column.shape[1] for column in columns)])

    def value(sums: Floats) -> Floats:
        pieces = [sums[:, low:high] for low, high in pairwise(places.tolist())]
        whole = pieces[0][:, 0]
        observed, expected = np.zeros(len(sums)), np.zeros(len(sums))
        for number, part in enumerate(parts):
            seen, own, pairs, units, room = pieces[1 + 5 * number : 6 + 5 * number]
            observed += seen[:, 0]
            others = units.sum(axis=1) - 1
            wherever = others * own[:, 0] + (units * room * part.weight).sum(axis=1)
            with np.errstate(divide="ignore", invalid="ignore"):
                expected += 2 * whole * wherever / (whole * (whole - 1) - pairs[:, 0])
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(expected > 0, 1 - observed / expected, np.nan)
        return found

    return Statistic(np.concatenate(columns, axis=1), value)
