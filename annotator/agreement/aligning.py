"""Which spans of two annotators are readings of the same thing.

The one alignment that cases and figures come from, so that they never contradict each other.
Spans with the same label and the same fragments belong together first. What is left is
paired by overlap: same label before another, and the larger share in common before the
smaller. Spans of different labels belong together only where they share half of their
text at least, so that an actor inside a claim is not taken for a claim with a wrong label.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.table import Ints, Table, key_of, largest

_LEAST = 0.5  # what spans of different labels have in common, of all their text


def pairs(table: Table, a: int, b: int) -> Ints:
    """Return pairs of rows, one of each annotator, each row in one pair at most; shape (n, 2)."""
    both = table.read[:, a] & table.read[:, b]
    mine = np.flatnonzero((table.annotator == a) & both[table.document])
    other = np.flatnonzero((table.annotator == b) & both[table.document])
    exact = _exact(table, mine, other)
    left_mine = np.setdiff1d(mine, exact[:, 0], assume_unique=True)
    left_other = np.setdiff1d(other, exact[:, 1], assume_unique=True)
    return np.concatenate([exact, _best(table, left_mine, left_other)])


def _exact(table: Table, mine: Ints, other: Ints) -> Ints:
    key = key_of(table.document, table.label, table.bounds)
    _, first, second = np.intersect1d(key[mine], key[other], return_indices=True)
    return np.stack([mine[first], other[second]], axis=1)


def _best(table: Table, mine: Ints, other: Ints) -> Ints:
    """Pair what overlaps, the most alike first."""
    found = overlaps(table, mine, other)
    if not len(found):
        return found
    same = table.label[found[:, 0]] == table.label[found[:, 1]]
    shared = likeness(table, found)
    fits = same | (shared >= _LEAST)
    found, same, shared = found[fits], same[fits], shared[fits]
    # The same order whichever annotator comes first.
    low = np.minimum(table.start[found[:, 0]], table.start[found[:, 1]])
    high = np.maximum(table.end[found[:, 0]], table.end[found[:, 1]])
    labels = table.label[found]
    order = np.lexsort((labels.max(axis=1), labels.min(axis=1), high, low, -shared, ~same))
    taken: set[int] = set()
    kept = []
    for row, beside in found[order].tolist():
        if row not in taken and beside not in taken:
            taken.update((row, beside))
            kept.append((row, beside))
    return np.array(kept, dtype=np.int64).reshape(-1, 2)


def overlaps(table: Table, mine: Ints, other: Ints) -> Ints:
    """Return all pairs of a row of `mine` and one of `other` whose fragments overlap; shape (n, 2)."""
    width = largest(table.fragment_end, 0) + 1
    place = table.document[table.fragment_row] * width
    starts, ends = place + table.fragment_start, place + table.fragment_end
    first, second = (np.flatnonzero(np.isin(table.fragment_row, rows)) for rows in (mine, other))
    found = [
        _touching(starts, ends, one, two, swapped=swapped)
        for one, two, swapped in ((first, second, False), (second, first, True))
    ]
    touching = np.concatenate(found)
    rows = table.fragment_row[touching]
    return np.unique(rows, axis=0).reshape(-1, 2)


def _touching(starts: Ints, ends: Ints, one: Ints, two: Ints, *, swapped: bool) -> Ints:
    """Return the pairs in which the fragment of `two` begins inside that of `one`, or, if swapped, after its start."""
    order = two[np.argsort(starts[two], kind="stable")]
    low = np.searchsorted(starts[order], starts[one], side="right" if swapped else "left")
    high = np.searchsorted(starts[order], ends[one], side="left")
    counts = np.maximum(high - low, 0)
    first = np.repeat(one, counts)
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    columns = (order[places], first) if swapped else (first, order[places])
    return np.stack(columns, axis=1)


def likeness(table: Table, rows: Ints) -> NDArray[np.float64]:
    """Return what each pair of rows has in common, as a share of all their code points."""
    lengths = np.bincount(
        table.fragment_row, weights=table.fragment_end - table.fragment_start, minlength=len(table)
    )
    count = np.bincount(table.fragment_row, minlength=len(table))
    a, b = rows[:, 0], rows[:, 1]
    common = np.maximum(
        np.minimum(table.end[a], table.end[b]) - np.maximum(table.start[a], table.start[b]), 0
    ).astype(float)
    for number in np.flatnonzero((count[a] > 1) | (count[b] > 1)):
        common[number] = _common(table, int(a[number]), int(b[number]))
    shares: NDArray[np.float64] = common / (lengths[a] + lengths[b] - common)
    return shares


def _common(table: Table, a: int, b: int) -> int:
    def fragments(row: int) -> list[tuple[int, int]]:
        low, high = np.searchsorted(table.fragment_row, [row, row + 1])
        columns = table.fragment_start[low:high].tolist(), table.fragment_end[low:high].tolist()
        return list(zip(*columns, strict=True))

    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in fragments(a)
        for other_start, other_end in fragments(b)
    )
