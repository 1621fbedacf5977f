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
    rows = np.arange(len(slot))
    home = np.unique(home, return_inverse=True)[1].reshape(-1)
    joins = int(np.max(home)) + 1
    inside = np.zeros((len(slot), joins))  # what a unit gains with those of each join
    for number in range(joins):
        inside[:, number] = weights[:, home == number].sum(axis=1)
    size = np.bincount(home)
    holder = np.full((joins, int(np.max(slot)) + 1), -1)
    holder[home, slot] = rows
    for _ in range(_STEPS):
        own = inside[rows, home]
        now = np.where(size[home] > 1, 1 + own, 0)
        there = holder[:, slot].T  # of each join, the unit that has the unit's slot
        free = (there < 0) & (size > 0)
        taken = np.maximum(there, 0)
        swapped = inside[taken, home[:, None]] - own[taken] - own[:, None]
        moves = inside + np.where(free, 1 - now[:, None], swapped)
        moves[(~free & (there < 0)) | (there == rows[:, None])] = -np.inf
        # A unit that costs its join more than it gains stands alone from here on.
        alone = -now > moves.max(axis=1)
        gains, target = np.where(alone, -now, moves.max(axis=1)), np.where(alone, -1, moves.argmax(axis=1))
        best = np.argsort(-gains, kind="stable")
        best = best[gains[best] > _LEAST]
        if not len(best):
            break
        # Moves between other joins do not touch each other.
        touched: set[int] = set()
        for unit, old, join in zip(best.tolist(), home[best].tolist(), target[best].tolist(), strict=True):
            if old in touched or join in touched:
                continue
            touched |= {old, join} - {-1}
            if join < 0:
                join = joins  # noqa: PLW2901
                inside = np.concatenate([inside, np.zeros((len(slot), 1))], axis=1)
                size, holder = np.r_[size, 0], np.concatenate([holder, np.full_like(holder[:1], -1)])
                joins += 1
            other = int(holder[join, slot[unit]])
            holder[old, slot[unit]] = -1
            for moving, come, go in ((unit, join, old), (other, old, join)):
                if moving >= 0:
                    inside[:, go] -= weights[:, moving]
                    inside[:, come] += weights[:, moving]
                    size[go] -= 1
                    size[come] += 1
                    home[moving] = come
                    holder[come, slot[moving]] = moving
    gain = float(inside[rows, home].sum() / 2) + len(slot) - int((size > 0).sum())
    return gain, [np.flatnonzero(home == number).tolist() for number in np.flatnonzero(size)]
