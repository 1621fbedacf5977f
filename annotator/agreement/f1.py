"""F1 between two annotators: what one found of the other's spans, words and links.

F1 of two annotators is the same whoever is taken for the truth, and approaches kappa where
what nobody marked cannot be counted (Hripcsak and Rothschild 2005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement.aligning import Alike, alike, fragments_of, told_apart
from annotator.agreement.nominal import NO_UNITS, ONE_ANNOTATOR
from annotator.agreement.table import Bools, Floats, Ints, Table, largest
from annotator.core.messages import Message


@dataclass(frozen=True, slots=True)
class Matches:
    """How many units two annotators have, and how many of each the other has too."""

    first: int
    second: int
    first_met: int
    second_met: int

    @property
    def f1(self) -> float | None:
        """The share of all units that are met; None where there is no unit."""
        total = self.first + self.second
        return (self.first_met + self.second_met) / total if total else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Matches of all pairs of annotators: by kind (label, or type of link), and by document for all kinds.

    The last axis is that of `Matches`; `by_kind` has the shape (pairs, kinds, 4) and
    `by_document` (pairs, documents, 4). `recount` gives that of one kind, by its place; there is
    none where nobody asks for it.
    """

    kinds: tuple[str, ...]
    by_kind: Ints
    by_document: Ints
    recount: Callable[[int], Ints] | None = None

    def of_kind(self, kind: str) -> Tally:
        """Return the matches of one kind alone."""
        if self.recount is None:
            raise ValueError(kind)
        place = self.kinds.index(kind)
        return Tally((kind,), self.by_kind[:, [place]], self.recount(place))

    def matches(self, pair: int, kind: str = "") -> Matches:
        """Return the matches of a pair, for one kind or for all."""
        found = self.by_kind[pair]
        row = found[self.kinds.index(kind)] if kind else found.sum(axis=0)
        return Matches(*(int(number) for number in row))


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over all pairs of annotators: mean and population standard deviation, None where undefined.

    `items` is the number of units it rests on, both annotators' together.
    """

    mean: float | None
    sd: float | None
    pairs: Mapping[tuple[str, str], float | None]
    items: int = 0
    reason: Message | None = None


def spread(table: Table, tally: Tally, kind: str = "", reason: Message = NO_UNITS) -> Spread:
    """Return F1 of all pairs as mean and standard deviation; undefined pairs do not count.

    `reason` says why there is none where two annotators or more have no units.
    """
    found = [tally.matches(number, kind) for number in range(len(table.pairs))]
    items = sum(one.first + one.second for one in found)
    return spread_of(table, [one.f1 for one in found], items, reason)


def spread_of(table: Table, values: list[float | None], items: int, reason: Message = NO_UNITS) -> Spread:
    """Return a figure of all pairs, given in their order, as mean and standard deviation."""
    names = [(table.annotators[a], table.annotators[b]) for a, b in table.pairs]
    by_pair = dict(zip(names, values, strict=True))
    known = [value for value in values if value is not None]
    if not known:
        return Spread(None, None, by_pair, items, reason if table.pairs else ONE_ANNOTATOR)
    return Spread(float(np.mean(known)), float(np.std(known)), by_pair, items)


def tally(
    table: Table,
    document: Ints,
    annotator: Ints,
    kind: Ints,
    kinds: tuple[str, ...],
    met: Callable[[int, int], Bools],
) -> Tally:
    """Count units, one an entry of the columns; `met(a, b)` tells of the units of `a` and `b` which the other has."""
    of_each = [np.flatnonzero(annotator == who) for who in range(len(table.annotators))]

    def counted() -> Iterator[tuple[int, int, Ints]]:
        """Yield each pair's units, place by place of `Matches`."""
        for number, (a, b) in enumerate(table.pairs):
            both, hit = table.both(a, b)[document], met(a, b)
            for column, who in enumerate((a, b)):
                rows = of_each[who][both[of_each[who]]]
                yield number, column, rows
                yield number, column + 2, rows[hit[rows]]

    def recount(wanted: int) -> Ints:
        found = np.zeros((len(table.pairs), len(table.documents), 4), dtype=np.int64)
        for number, place, rows in counted():
            own = document[rows[kind[rows] == wanted]]
            found[number, :, place] = np.bincount(own, minlength=len(table.documents))
        return found

    by_kind = np.zeros((len(table.pairs), len(kinds), 4), dtype=np.int64)
    by_document = np.zeros((len(table.pairs), len(table.documents), 4), dtype=np.int64)
    for number, place, rows in counted():
        by_kind[number, :, place] = np.bincount(kind[rows], minlength=len(kinds))
        by_document[number, :, place] = np.bincount(document[rows], minlength=len(table.documents))
    return Tally(kinds, by_kind, by_document, recount)


def exact(table: Table, same: Alike | None = None) -> Tally:
    """Count the spans that two annotators have with the same label and the same fragments, each matched once."""
    number = (same or alike(table)).number
    met = shared(number, table.annotator, len(table.annotators))
    return tally(table, table.document, table.annotator, table.label, table.labels, met)


def shared(number: Ints, who: Ints, annotators: int) -> Callable[[int, int], Bools]:
    """Return what tells of each unit whether two annotators have one of its number, one to one.

    What one of them has twice and the other once is met once, as in the alignment.
    """
    has = _having(number, who, annotators)
    if has.sum() < len(number):  # rare
        number = told_apart(number, who)
        has = _having(number, who, annotators)

    def met(a: int, b: int) -> Bools:
        hit: Bools = (has[:, a] & has[:, b])[number]
        return hit

    return met


def _having(number: Ints, who: Ints, annotators: int) -> Bools:
    """Tell for each number and annotator whether they have it."""
    has = np.zeros((largest(number, -1) + 1) * annotators, dtype=np.bool_)
    has[number * annotators + who] = True
    return has.reshape(-1, max(annotators, 1))


def overlapping(table: Table) -> Tally:
    """Count the spans that overlap one of the same label of the other's, by a code point or more."""
    rows = [np.flatnonzero(table.annotator == who) for who in range(len(table.annotators))]
    lines = [_line(table, mine) for mine in rows]

    def met(a: int, b: int) -> Bools:
        hit = np.zeros(len(table), dtype=np.bool_)
        for mine, other in ((lines[a], lines[b]), (lines[b], lines[a])):
            hit[mine.row[_touched(mine, other)]] = True
        return hit

    return tally(table, table.document, table.annotator, table.label, table.labels, met)


@dataclass(frozen=True, slots=True)
class _Line:
    """An annotator's fragments on one line, a stretch for each document and label, sorted by start."""

    row: Ints
    start: Ints
    end: Ints
    reached: Ints


def _line(table: Table, rows: Ints) -> _Line:
    chosen = fragments_of(table, rows)
    row = table.fragment_row[chosen]
    width = largest(table.fragment_end, 0) + 1
    lane = (table.document[row] * len(table.labels) + table.label[row]) * width
    start, end = lane + table.fragment_start[chosen], lane + table.fragment_end[chosen]
    order = np.argsort(start, kind="stable")
    # Of spans that overlap each other, the end reached so far.
    reached = np.maximum.accumulate(end[order]) if len(order) else end
    return _Line(row[order], start[order], end[order], reached)


def _touched(mine: _Line, other: _Line) -> Bools:
    last = np.searchsorted(other.start, mine.end, side="left") - 1
    if not len(other.start):
        return np.zeros(len(mine.row), dtype=np.bool_)
    hit: Bools = (last >= 0) & (other.reached[np.maximum(last, 0)] > mine.start)
    return hit


def by_document(tally_: Tally) -> Floats:
    """Return for each document the mean F1 over the pairs that have units in it, NaN where there is none."""
    units = tally_.by_document[:, :, :2].sum(axis=2)
    met = tally_.by_document[:, :, 2:].sum(axis=2)
    values = np.where(units > 0, met / np.maximum(units, 1), 0.0)
    pairs = (units > 0).sum(axis=0)
    means: Floats = np.where(pairs > 0, values.sum(axis=0) / np.maximum(pairs, 1), np.nan)
    return means
