"""The best alignment of gamma (Mathet, Widlöcher and Métivier 2015): exact where it can be, many continua at once.

Units of several annotators are put into *unitary alignments*, one unit of each annotator at
most. Each costs the mean dissimilarity over all pairs of annotators, a missing unit counting
1. Joining units into one is a gain over leaving each alone; the best alignment is the set of
disjoint joins that gains most. Joins that are better split are never needed. What is left
falls into small components that share no unit; each is solved exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.alignment_packing import best_subsets, packed
from annotator.agreement.alignment_search import search
from annotator.agreement.table import Bools, Floats, Ints

POSITION = 3.0  # alpha of the paper
CATEGORY = 1.0  # beta
JOINS = 200_000  # looked at in one go; a continuum with more is searched, without proof
FEW_JOINS = 20_000  # the same where there are more than three annotators
TRIED = 8  # joins of a component of which all sets are tried
_FEW = 3
_AT_ONCE = 1_000_000  # pairs


@dataclass(frozen=True, slots=True)
class Continua:
    """Units of several continua as columns, those of a continuum together; `slot` is the annotator's number.

    `count` continua, in each of which `slots` annotators have looked.
    """

    continuum: Ints
    slot: Ints
    start: Floats
    end: Floats
    label: Ints
    count: int
    slots: int


@dataclass(frozen=True, slots=True)
class Best:
    """What the best alignments cost, by continuum: the sum over their unitary alignments.

    `joined` are the unitary alignments of more than one unit, as numbers of units; `proved`
    tells whether the cost is proved to be the least.
    """

    cost: Floats
    proved: Bools
    joined: list[tuple[int, ...]]


def best(
    units: Continua,
    position: float = POSITION,
    category: float = CATEGORY,
    going_on: Callable[[], None] = lambda: None,
) -> Best:
    """Return the best alignments, the two dissimilarities weighing as given; `going_on` is called now and then."""
    cost = np.bincount(units.continuum, minlength=units.count).astype(np.float64)
    proved = np.ones(units.count, dtype=np.bool_)
    joined: list[tuple[int, ...]] = []
    waiting = list(_batches(units))
    while waiting:
        going_on()
        low, high = waiting.pop()
        pairs, weights = _pairs(units, low, high, position, category)
        found = _joins(units, pairs, weights)
        if found is None and high - low > 1:
            middle = (low + high) // 2
            waiting += [(low, middle), (middle, high)]
            continue
        if found is None:
            first, last = np.searchsorted(units.continuum, [low, high]).tolist()
            gain, chosen = _searched(units, np.arange(first, last), pairs, weights)
            cost[low] -= gain
            proved[low] = False
            joined += chosen
            continue
        component = _components(len(units.start), found[0])
        small, rest = _tried(units, component, *found)
        for members, gains, chosen in small:
            np.subtract.at(cost, units.continuum[members], gains)
            joined += chosen
        for member, gain, chosen, sure in _solved(units, component, *rest, pairs, weights):
            going_on()
            place = units.continuum[member]
            cost[place] -= gain
            proved[place] &= sure
            joined += chosen
    return Best(cost, proved, joined)


def _batches(units: Continua) -> Iterator[tuple[int, int]]:
    """Yield ranges of continua whose units can be compared in one go."""
    sizes = np.bincount(units.continuum, minlength=units.count)
    low, widest = 0, 1
    for number, size in enumerate(sizes.tolist()):
        widest = max(widest, size)
        if number > low and (number + 1 - low) * widest**2 > _AT_ONCE:
            yield low, number
            low, widest = number, max(size, 1)
    yield low, units.count


def _pairs(units: Continua, low: int, high: int, position: float, category: float) -> tuple[Ints, Floats]:
    """Return the pairs of units that a join may hold, and what joining each gains, less the place it saves."""
    first, last = np.searchsorted(units.continuum, [low, high])
    rows = np.arange(first, last)
    sizes = np.bincount(units.continuum[rows] - low, minlength=high - low)
    widest = int(np.max(sizes, initial=0))
    padded = np.zeros((high - low, widest), dtype=np.int64)
    there = np.arange(widest) < sizes[:, None]
    padded[there] = rows
    slot = np.where(there, units.slot[padded], -1)
    fits = (slot[:, :, None] < slot[:, None, :]) & there[:, :, None]
    where, one, two = np.nonzero(fits)
    one, two = padded[where, one], padded[where, two]
    length = units.end - units.start
    apart = (np.abs(units.start[one] - units.start[two]) + np.abs(units.end[one] - units.end[two])) / (
        length[one] + length[two]
    )
    unlike = position * apart**2 + category * (units.label[one] != units.label[two])
    number = units.slots * (units.slots - 1) // 2
    near = unlike < number + units.slots - 1
    order = np.lexsort((two[near], one[near]))
    pairs = np.stack([one[near], two[near]], axis=1)[order]
    return pairs, (1 - unlike[near][order]) / number


def _joins(units: Continua, pairs: Ints, weights: Floats) -> tuple[list[Ints], list[Floats]] | None:
    """Return the joins worth looking at, by their size, as rows of units, with their gains; None where too many."""
    good = 1 + weights > 0
    sets, gains = [pairs[good]], [1 + weights[good]]
    members, inside = pairs, weights[:, None]
    most = 1 / (units.slots * (units.slots - 1) / 2) if units.slots > 1 else 1.0
    for size in range(3, units.slots + 1):
        if _followers(pairs, members)[1].sum() > (JOINS if units.slots <= _FEW else FEW_JOINS):
            return None
        members, inside = _extended(pairs, weights, members, inside)
        pairs_of = list(combinations(range(size), 2))
        each = np.stack(
            [inside[:, [n for n, p in enumerate(pairs_of) if k in p]].sum(axis=1) for k in range(size)]
        )
        hopeful = (1 + each + (units.slots - size) * most > 0).all(axis=0)
        members, inside = members[hopeful], inside[hopeful]
        whole = np.ones(len(members), dtype=np.bool_)
        for crossing in _cuts(size, pairs_of):
            whole &= 1 + inside[:, crossing].sum(axis=1) > 0
        sets.append(members[whole])
        gains.append(size - 1 + inside[whole].sum(axis=1))
    return sets, gains


def _cuts(size: int, pairs_of: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield for each way to cut a join in two the pairs that it cuts."""
    for side in range(1, 1 << (size - 1)):
        yield [n for n, (a, b) in enumerate(pairs_of) if (side >> a & 1) != (side >> b & 1)]


def _followers(pairs: Ints, members: Ints) -> tuple[Ints, Ints]:
    """Return where the pairs that begin with each set's last unit begin, and how many there are."""
    last = members[:, -1]
    low, high = (
        np.searchsorted(pairs[:, 0], last, side="left"),
        np.searchsorted(pairs[:, 0], last, side="right"),
    )
    return low, high - low


def _extended(pairs: Ints, weights: Floats, members: Ints, inside: Floats) -> tuple[Ints, Floats]:
    """Return the sets with one more unit, of a later annotator, that is near all of theirs.

    `inside` are the weights of the pairs of a set, in the order of `combinations`.
    """
    low, counts = _followers(pairs, members)
    row = np.repeat(np.arange(len(members)), counts)
    place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    added = pairs[place, 1]
    base = int(np.max(pairs, initial=0)) + 1
    known = pairs[:, 0] * base + pairs[:, 1]
    columns, fits = [], np.ones(len(row), dtype=np.bool_)
    for column in members.T[:-1]:
        wanted = column[row] * base + added
        at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        fits &= known[at] == wanted if len(known) else False
        columns.append(weights[at] if len(known) else np.zeros(len(row)))
    columns.append(weights[place])
    size = members.shape[1]
    old = {pair: inside[row, n] for n, pair in enumerate(combinations(range(size), 2))}
    new = {(k, size): column for k, column in enumerate(columns)}
    both = old | new
    ordered = np.stack([both[pair] for pair in combinations(range(size + 1), 2)], axis=1)
    return np.concatenate([members[row], added[:, None]], axis=1)[fits], ordered[fits]


# Solving

_Solved = Iterator[tuple[int, float, list[tuple[int, ...]], bool]]


def _searched(
    units: Continua, inside: Ints, pairs: Ints, weights: Floats
) -> tuple[float, list[tuple[int, ...]]]:
    """Return what was found to gain for some units, and the joins of several; not proved to be the most."""
    place = np.full(len(units.start), -1)
    place[inside] = np.arange(len(inside))
    # What is too far apart never gains.
    matrix = np.full((len(inside), len(inside)), -1.0 * units.slots)
    one, two = place[pairs[:, 0]], place[pairs[:, 1]]
    known = (one >= 0) & (two >= 0)
    one, two = one[known], two[known]
    matrix[one, two] = matrix[two, one] = weights[known]
    slot = units.slot[inside]
    matrix[slot[:, None] == slot] = 0
    gain, joins = search(matrix, slot)
    return gain, [tuple(inside[join].tolist()) for join in joins if len(join) > 1]


def _tried(
    units: Continua, component: Ints, sets: list[Ints], gains: list[Floats]
) -> tuple[list[tuple[Ints, Floats, list[tuple[int, ...]]]], tuple[list[Ints], list[Floats]]]:
    """Solve the components of few joins by trying all sets of them, those of one number together.

    Returns for each number a unit of each component, the most each gains, and the joins
    chosen; then the joins that are left.
    """
    home = np.concatenate([component[rows[:, 0]] for rows in sets])
    many = np.bincount(home, minlength=len(component))
    members = np.full((len(home), units.slots), -1)
    at = 0
    for rows in sets:
        members[np.arange(at, at + len(rows))[:, None], units.slot[rows]] = rows
        at += len(rows)
    gain = np.concatenate(gains)
    order = np.argsort(home, kind="stable")
    found = []
    for number in range(1, TRIED + 1):
        joins = order[many[home[order]] == number].reshape(-1, number)
        if len(joins):
            found.append(best_subsets(joins, members, gain))
    few = [many[component[rows[:, 0]]] > TRIED for rows in sets]
    left = [rows[own] for rows, own in zip(sets, few, strict=True)]
    return found, (left, [one[own] for one, own in zip(gains, few, strict=True)])


def _solved(
    units: Continua, component: Ints, sets: list[Ints], gains: list[Floats], pairs: Ints, weights: Floats
) -> _Solved:
    """Yield for each component a unit of it, the most it gains, the joins chosen, and whether that is proved."""
    if not sum(map(len, sets)):
        return
    home = np.concatenate([component[one[:, 0]] for one in sets])
    gain = np.concatenate(gains)
    members = [tuple(row) for one in sets for row in one.tolist()]
    order = np.argsort(home, kind="stable")
    first = np.flatnonzero(np.r_[True, home[order][1:] != home[order][:-1]])
    last = [*first[1:].tolist(), len(order)]
    numbers, gains_ = order.tolist(), gain.tolist()
    start = units.start.tolist()
    for low, high in zip(first.tolist(), last, strict=True):
        joins = numbers[low:high]
        inside = sorted(
            {unit for join in joins for unit in members[join]}, key=lambda unit: (start[unit], unit)
        )
        bit = {unit: 1 << place for place, unit in enumerate(inside)}
        masks = [sum(bit[unit] for unit in members[join]) for join in joins]
        found = packed(masks, [gains_[join] for join in joins], len(inside))
        if found is None:
            yield inside[0], *_searched(units, np.array(inside), pairs, weights), False
        else:
            yield inside[0], found[0], [members[joins[n]] for n in found[1]], True


def _components(count: int, sets: Sequence[Ints]) -> Ints:
    """Return for each unit the smallest number of a unit that joins lead to from it."""
    edges = np.concatenate([one[:, [0, k]] for one in sets for k in range(1, one.shape[1])])
    parent = np.arange(count)
    while True:
        low = np.minimum(parent[edges[:, 0]], parent[edges[:, 1]])
        before = parent.copy()
        np.minimum.at(parent, edges[:, 0], low)
        np.minimum.at(parent, edges[:, 1], low)
        parent = parent[parent]
        if np.array_equal(before, parent):
            return parent
