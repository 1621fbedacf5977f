"""F1 between two annotators: what one found of the other's spans, words and links.

F1 of two annotators is the same whoever is taken for the truth, and approaches kappa where
what nobody marked cannot be counted (Hripcsak and Rothschild 2005).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.table import Bools, Ints, Table, key_of, largest


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
class Spread:
    """A figure over all pairs of annotators: mean and population standard deviation, None where undefined."""

    mean: float | None
    sd: float | None
    pairs: Mapping[tuple[str, str], float | None]


def pairs_of(table: Table) -> list[tuple[int, int]]:
    """Return all pairs of annotators, as indexes."""
    return list(combinations(range(len(table.annotators)), 2))


def exact(table: Table, a: int, b: int) -> dict[str, Matches]:
    """Return by label which spans two annotators have with the same fragments, and "" for all labels."""
    key = key_of(table.document, table.label, table.bounds)
    return _by_label(table, a, b, lambda mine, other: np.isin(key[mine], key[other]))


def overlapping(table: Table, a: int, b: int) -> dict[str, Matches]:
    """Return by label which spans overlap one of the same label of the other's, and "" for all labels."""
    return _by_label(table, a, b, lambda mine, other: _touches(table, mine, other))


def _by_label(table: Table, a: int, b: int, meets: Callable[[Ints, Ints], Bools]) -> dict[str, Matches]:
    both = table.read[:, a] & table.read[:, b]
    mine = np.flatnonzero((table.annotator == a) & both[table.document])
    other = np.flatnonzero((table.annotator == b) & both[table.document])
    met, met_back = meets(mine, other), meets(other, mine)
    count = len(table.labels)
    columns = [
        np.bincount(table.label[rows], weights=weights, minlength=count).astype(int)
        for rows, weights in ((mine, None), (other, None), (mine, met), (other, met_back))
    ]
    found = {
        name: Matches(*(int(column[number]) for column in columns))
        for number, name in enumerate(table.labels)
    }
    found[""] = Matches(*(int(column.sum()) for column in columns))
    return found


def _touches(table: Table, mine: Ints, other: Ints) -> Bools:
    """Tell for each span of `mine` whether a span of `other` with its label overlaps it."""
    result = np.zeros(len(table), dtype=np.bool_)
    width = largest(table.fragment_end, 0) + 1
    lane = (table.document * len(table.labels) + table.label)[table.fragment_row] * width
    starts, ends = lane + table.fragment_start, lane + table.fragment_end
    is_other = np.isin(table.fragment_row, other)
    order = np.argsort(starts[is_other], kind="stable")
    other_starts = starts[is_other][order]
    # Of spans that overlap each other, the end reached so far.
    other_ends = np.maximum.accumulate(ends[is_other][order]) if len(order) else order
    is_mine = np.isin(table.fragment_row, mine)
    last = np.searchsorted(other_starts, ends[is_mine], side="left") - 1
    hit = (last >= 0) & (other_ends[np.maximum(last, 0)] > starts[is_mine]) if len(order) else last >= 0
    result[table.fragment_row[is_mine][hit]] = True
    return result[mine]


def spread(table: Table, by_pair: Mapping[tuple[int, int], float | None]) -> Spread:
    """Return a figure of all pairs as mean and standard deviation; undefined pairs do not count."""
    known: Sequence[float] = [value for value in by_pair.values() if value is not None]
    names = {(table.annotators[a], table.annotators[b]): value for (a, b), value in by_pair.items()}
    if not known:
        return Spread(None, None, names)
    return Spread(float(np.mean(known)), float(np.std(known)), names)
