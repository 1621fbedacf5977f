"""The disjoint joins of units that gain most together, proved to do so.

Of a few joins all sets are tried, for very many components in one go; more are taken unit by
unit along the text, keeping the best way to every set of units that are used ahead.
"""

from __future__ import annotations

import numpy as np

from annotator.agreement.table import Floats, Ints

STEPS = 100_000  # to solve a component; one that takes more is searched
_CROWDED = 24


def best_subsets(joins: Ints, members: Ints, gain: Floats) -> tuple[Ints, Floats, list[tuple[int, ...]]]:
    """Return of each row of joins a unit, the most that disjoint ones gain together, and which those are.

    `members` are the units of each join by slot, -1 where there is none.
    """
    subsets = np.zeros(1, dtype=np.int64)
    total = np.zeros((1, len(joins)))
    for place in range(joins.shape[1]):
        own = members[joins[:, place]]
        clash = np.zeros(len(joins), dtype=np.int64)
        for before in range(place):
            met = ((own == members[joins[:, before]]) & (own >= 0)).any(axis=1)
            clash |= met.astype(np.int64) << before
        more = np.where(subsets[:, None] & clash, -np.inf, total + gain[joins[:, place]])
        subsets, total = np.concatenate([subsets, subsets | 1 << place]), np.concatenate([total, more])
    best_ = total.argmax(axis=0)
    taken = members[joins[(subsets[best_][:, None] >> np.arange(joins.shape[1]) & 1).astype(np.bool_)]]
    chosen = [tuple(unit for unit in row if unit >= 0) for row in taken.tolist()]
    return members[joins[:, 0]].max(axis=1), total.max(axis=0), chosen


def packed(masks: list[int], gains: list[float], count: int) -> tuple[float, list[int]] | None:
    """Return the most that disjoint sets gain together, and which sets; None where that takes too many steps.

    Sets are masks of `count` bits in the order of the text.
    """
    starting: list[list[int]] = [[] for _ in range(count)]
    for number, mask in enumerate(masks):
        starting[(mask & -mask).bit_length() - 1].append(number)
    # By the bits used ahead, from the present one on: the most gained so far, and how.
    states: dict[int, tuple[float, object]] = {0: (0.0, None)}
    steps = 0
    for place in range(count):
        following: dict[int, tuple[float, object]] = {}
        here = [(masks[number] >> place, gains[number], number) for number in starting[place]]
        steps += len(states) * (1 + len(here))
        if steps > STEPS:
            return None
        for used, way in states.items():
            rest = used >> 1
            if rest not in following or following[rest][0] < way[0]:
                following[rest] = way
            if used & 1:
                continue
            for mask, gain, number in here:
                if not used & mask:
                    ahead, total = (used | mask) >> 1, way[0] + gain
                    if ahead not in following or following[ahead][0] < total:
                        following[ahead] = (total, (number, way[1]))
        states = _useful(following) if len(following) > _CROWDED else following
    most, link = states[0]
    chosen = []
    while link is not None:
        number, link = link  # type: ignore[misc]
        chosen.append(number)
    return most, chosen


def _useful(states: dict[int, tuple[float, object]]) -> dict[int, tuple[float, object]]:
    """Return the states of which none uses more than another and gains no more."""
    kept = {}
    for used, way in states.items():
        bits, worse = used, False
        while bits:
            low = bits & -bits
            less = states.get(used ^ low)
            if less is not None and less[0] >= way[0]:
                worse = True
                break
            bits ^= low
        if not worse:
            kept[used] = way
    return kept
