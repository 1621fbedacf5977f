"""Where annotators mark the same units unlike: the spans behind each cell of the confusion of labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotator.agreement.runs import Runs, Units
from annotator.agreement.table import Bools, Ints, Table


@dataclass(frozen=True, slots=True)
class Crossing:
    """The runs of units of which not all readers say the same, and the fragments that touch any.

    `codes` and `sets` are as in `Runs`; of each fragment the id of its span, its annotator and
    label as indexes, and the runs it touches, from `low` to `high`, exclusive.
    """

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    codes: Ints
    sets: Bools
    id: Ints
    annotator: Ints
    label: Ints
    low: Ints
    high: Ints

    def spans(self, pairs: Iterable[tuple[str, str]], one: str, other: str) -> Ints:
        """Return the ids of the spans that these annotators cross one label with the other by; "" is no label."""
        crossed = self._number(one), self._number(other)
        hit = np.zeros(len(self.id), dtype=np.bool_)
        for pair in pairs:
            a, b = (self.annotators.index(name) for name in pair)
            hit |= self._hit(a, b, *crossed) | self._hit(b, a, *crossed)
        return np.unique(self.id[hit])

    def _number(self, label: str) -> int:
        return self.labels.index(label) if label in self.labels else -1

    def _hit(self, a: int, b: int, one: int, other: int) -> Bools:
        """Tell for each fragment whether it makes `a` say the one label where `b` says the other instead."""
        codes = self.codes[:, a], self.codes[:, b]
        mine, others = (self.sets[each] for each in codes)
        where = _has(mine & ~others, one) & _has(others & ~mine, other) & (codes[0] >= 0) & (codes[1] >= 0)
        so_far = np.r_[0, np.cumsum(where)]
        own = (self.annotator == a) & (self.label == one) | (self.annotator == b) & (self.label == other)
        found: Bools = own & (so_far[self.high] > so_far[self.low])
        return found


def _has(sets: Bools, label: int) -> Bools:
    found: Bools = sets[:, label] if label >= 0 else np.asarray(~sets.any(axis=1))
    return found


def crossing(table: Table, units: Units, found: Runs) -> Crossing:
    """Return what tells the spans behind the confusion of these runs of these units."""
    codes, unlike = found.codes, np.zeros(len(found.size), dtype=np.bool_)
    for a, b in table.pairs:
        unlike |= (codes[:, a] != codes[:, b]) & (codes[:, a] >= 0) & (codes[:, b] >= 0)
    starts = (np.cumsum(found.size) - found.size)[unlike]
    row = table.fragment_row
    at = np.r_[0, np.cumsum(units.counts)][table.document[row]]
    low, high = (np.searchsorted(starts, at + places) for places in (units.first, units.last))
    some = high > low
    row = row[some]
    return Crossing(
        table.annotators, table.labels, codes[unlike], found.sets,
        table.ids[row], table.annotator[row], table.label[row], low[some], high[some],
    )  # fmt: skip
