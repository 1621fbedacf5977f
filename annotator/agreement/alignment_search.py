"""A good alignment where the best is out of reach: many annotators, each with many units close together.

Joins are made one after another, the one that gains most first; then units are moved from
one to another, or change places, as long as anything gains.
"""

from __future__ import annotations

import numpy as np

from annotator.agreement.table import Floats, Ints

_STEPS = 2_000
_LEAST = 1e-9


def search(weights: Floats, slot: Ints) -> tuple[float, list[list[int]]]:
    """Return what the joins found gain together, and all joins, single units too.

    `weights` is a symmetric matrix of what each pair gains in one join, 0 within a `slot`;
    a join of k units gains k - 1 and the weights of its pairs.
    """
    return _moved(weights, slot, _merged(weights, slot))


def _merged(weights: Floats, slot: Ints) -> Ints:
    """Return the number of the join of each unit, merged greedily."""
    count = len(slot)
    home, taken = np.arange(count), np.zeros((count, int(np.max(slot, initial=0)) + 1), dtype=np.bool_)
    taken[np.arange(count), slot] = True
    gain = np.where(slot[:, None] == slot, -np.inf, 1 + weights)
    best = gain.max(axis=1, initial=-np.inf)
    beside = gain.argmax(axis=1) if count else home
    while count:
        one = int(np.argmax(best))
        if best[one] <= 0:
            break
        other = int(beside[one])
        home[home == other] = one
        taken[one] |= taken[other]
        gain[one] += gain[other] - 1
        gain[one, (taken & taken[one]).any(axis=1)] = -np.inf
        gain[:, one] = gain[one]
        gain[other] = gain[:, other] = -np.inf
        best[other] = -np.inf
        better = gain[:, one] > best
        best[better], beside[better] = gain[better, one], one
        stale = np.flatnonzero(((beside == one) & ~better | (beside == other)) & (best > -np.inf))
        stale = np.union1d(stale, [one])
        best[stale], beside[stale] = gain[stale].max(axis=1), gain[stale].argmax(axis=1)
    return home


def _moved(weights: Floats, slot: Ints, home: Ints) -> tuple[float, list[list[int]]]:
    """Move units, and let units change places, as long as that gains."""
    if not len(slot):
        return 0.0, []
    joins = _Joins(weights, slot, home)
    for _ in range(_STEPS):
        gains, target = joins.best_moves()
        best = np.argsort(-gains, kind="stable")
        best = best[gains[best] > _LEAST]
        if not len(best):
            break
        # Moves between other joins do not touch each other.
        touched: set[int] = set()
        for unit, old, join in zip(
            best.tolist(), joins.home[best].tolist(), target[best].tolist(), strict=True
        ):
            if old not in touched and join not in touched:
                touched |= {old, join} - {-1}
                joins.move(unit, join)
    return joins.gain(), [np.flatnonzero(joins.home == n).tolist() for n in np.flatnonzero(joins.size)]


class _Joins:
    """Joins that units are moved between.

    `home` is each unit's join, `size` how many units each has; `_inside` what a unit gains
    with those of each join, `_holder` which unit of each slot it has, -1 for none.
    """

    def __init__(self, weights: Floats, slot: Ints, home: Ints) -> None:
        self._weights, self._slot, self._rows = weights, slot, np.arange(len(slot))
        self.home = np.unique(home, return_inverse=True)[1].reshape(-1)
        self.size = np.bincount(self.home)
        self._inside = np.zeros((len(slot), len(self.size)))
        for number in range(len(self.size)):
            self._inside[:, number] = weights[:, self.home == number].sum(axis=1)
        self._holder = np.full((len(self.size), int(np.max(slot)) + 1), -1)
        self._holder[self.home, slot] = self._rows

    def best_moves(self) -> tuple[Floats, Ints]:
        """Return what the best move of each unit gains, and to which join; -1 is to stand alone from here on."""
        inside, home, rows = self._inside, self.home, self._rows
        own = inside[rows, home]
        now = np.where(self.size[home] > 1, 1 + own, 0)
        there = self._holder[:, self._slot].T  # of each join, the unit that has the unit's slot
        free = (there < 0) & (self.size > 0)
        taken = np.maximum(there, 0)
        swapped = inside[taken, home[:, None]] - own[taken] - own[:, None]
        moves = inside + np.where(free, 1 - now[:, None], swapped)
        moves[(~free & (there < 0)) | (there == rows[:, None])] = -np.inf
        # A unit may cost its join more than it gains.
        alone = -now > moves.max(axis=1)
        return np.where(alone, -now, moves.max(axis=1)), np.where(alone, -1, moves.argmax(axis=1))

    def move(self, unit: int, join: int) -> None:
        """Move a unit into a join, or for -1 into one of its own; who has its slot there takes its place."""
        slot, old = int(self._slot[unit]), int(self.home[unit])
        if join < 0:
            join = len(self.size)
            self._inside = np.concatenate([self._inside, np.zeros((len(self._rows), 1))], axis=1)
            self.size = np.r_[self.size, 0]
            self._holder = np.concatenate([self._holder, np.full_like(self._holder[:1], -1)])
        other = int(self._holder[join, slot])
        self._holder[old, slot] = -1
        for moving, come, go in ((unit, join, old), (other, old, join)):
            if moving >= 0:
                self._inside[:, go] -= self._weights[:, moving]
                self._inside[:, come] += self._weights[:, moving]
                self.size[go] -= 1
                self.size[come] += 1
                self.home[moving] = come
                self._holder[come, self._slot[moving]] = moving

    def gain(self) -> float:
        """Return what all joins gain together."""
        inside = float(self._inside[self._rows, self.home].sum() / 2)
        return inside + len(self._rows) - int((self.size > 0).sum())
