"""Which spans of two annotators are readings of the same thing.

The one alignment that cases and figures come from, so that they never contradict each other.
Spans with the same label and the same fragments belong together first. What is left is
paired by overlap: same label before another, and the larger share in common before the
smaller. Spans of different labels belong together only where they share half of their
text at least, so that an actor inside a claim is not taken for a claim with a wrong label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement.table import Bools, Floats, Hashes, Ints, Table, key_of, largest

_LEAST = 0.5  # what spans of different labels have in common, of all their text


@dataclass(frozen=True, slots=True)
class Alike:
    """Spans with one label and the same fragments: a number for each set of them, by row.

    `has[set, annotator]` says who has one, `size` how many spans there are.
    """

    number: Ints
    has: Bools
    size: Ints


def alike(table: Table) -> Alike:
    """Return which spans are the same, whoever marked them."""
    number = numbered(key_of(table.document * max(len(table.labels), 1) + table.label, table.bounds))
    count, who = largest(number, -1) + 1, len(table.annotators)
    has = np.zeros(count * who, dtype=np.bool_)
    has[number * who + table.annotator] = True
    return Alike(number, has.reshape(count, who), np.bincount(number, minlength=count))


def numbered(key: Hashes) -> Ints:
    """Return a number from 0 for each distinct key."""
    found: Ints = np.unique(key, return_inverse=True)[1].reshape(-1)
    return found


def told_apart(number: Ints, who: Ints) -> Ints:
    """Return numbers that are equal only one to one: the second that an annotator has of a number has another.

    `who` are the annotators.
    """
    order = np.lexsort((who, number))
    first = np.r_[True, (number[order][1:] != number[order][:-1]) | (who[order][1:] != who[order][:-1])]
    if first.all():
        return number
    places = np.arange(len(order))
    rank = np.zeros(len(order), dtype=np.int64)
    rank[order] = places - np.maximum.accumulate(np.where(first, places, 0))
    return numbered(key_of(number, rank))


def shared_by_all(table: Table, same: Alike) -> Bools:
    """Tell for each row whether all who have read its document have this span, once each.

    Such spans are aligned with each other and with nothing else.
    """
    readers = np.zeros(len(same.size), dtype=np.int64)
    readers[same.number] = table.read.sum(axis=1)[table.document]
    whole = (same.size == readers) & (same.has.sum(axis=1) == readers)
    found: Bools = whole[same.number]
    return found


def pairs(table: Table, a: int, b: int, same: Alike | None = None, among: Bools | None = None) -> Ints:
    """Return pairs of rows, one of each annotator, each row in one pair at most; shape (n, 2).

    `among` says which rows are looked at, all if not given.
    """
    same = same or alike(table)
    wanted = table.both(a, b)[table.document]
    if among is not None:
        wanted &= among
    mine, other = (np.flatnonzero((table.annotator == who) & wanted) for who in (a, b))
    exact = _exact(same, mine, other)
    taken = np.zeros(len(table), dtype=np.bool_)
    taken[exact] = True
    return np.concatenate([exact, _best(table, mine[~taken[mine]], other[~taken[other]])])


def _exact(same: Alike, mine: Ints, other: Ints) -> Ints:
    # Of several alike of one annotator, the first; the last that is written stands.
    row = np.full(len(same.size), -1)
    row[same.number[other[::-1]]] = other[::-1]
    first = np.full(len(same.size), -1)
    first[same.number[mine[::-1]]] = mine[::-1]
    met = np.flatnonzero((row >= 0) & (first >= 0))
    return np.stack([first[met], row[met]], axis=1)


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
    labels, starts = table.label[found], table.start[found].sum(axis=1)
    order = np.lexsort((labels.max(axis=1), labels.min(axis=1), starts, high, low, -shared, ~same))
    found = found[order]
    # Where neither overlaps anything else there is nothing to choose: so it is with most.
    kept = (np.bincount(found[:, 0])[found[:, 0]] == 1) & (np.bincount(found[:, 1])[found[:, 1]] == 1)
    taken: set[int] = set()
    rivals = np.flatnonzero(~kept)
    for place, (row, beside) in zip(rivals.tolist(), found[rivals].tolist(), strict=True):
        if row not in taken and beside not in taken:
            taken.update((row, beside))
            kept[place] = True
    chosen: Ints = found[kept]
    return chosen


def overlaps(table: Table, mine: Ints, other: Ints, lane: Ints | None = None) -> Ints:
    """Return all pairs of a row of `mine` and one of `other` whose fragments overlap; shape (n, 2).

    Only rows in one lane meet; by default the lanes are the documents.
    """
    lane = table.document if lane is None else lane
    width = largest(table.fragment_end, 0) + 1
    first, second = (fragments_of(table, rows) for rows in (mine, other))
    place = [lane[table.fragment_row[one]] * width for one in (first, second)]
    lines = [
        (one, at + table.fragment_start[one], at + table.fragment_end[one])
        for one, at in zip((first, second), place, strict=True)
    ]
    found = touching(lines[0][1:], lines[1][1:])
    rows = np.stack([table.fragment_row[first[found[:, 0]]], table.fragment_row[second[found[:, 1]]]], axis=1)
    if len(table.fragment_row) == len(table):
        return rows
    return np.unique(rows, axis=0).reshape(-1, 2)


def fragments_of(table: Table, rows: Ints) -> Ints:
    """Return the numbers of the fragments of some spans."""
    if len(table.fragment_row) == len(table):
        return rows
    chosen = np.zeros(len(table), dtype=np.bool_)
    chosen[rows] = True
    return np.flatnonzero(chosen[table.fragment_row])


def touching(one: tuple[Ints, Ints], two: tuple[Ints, Ints]) -> Ints:
    """Return all pairs of a range of `one` and one of `two` that overlap, given as starts and ends; shape (n, 2)."""
    within = _starting_inside(one, two, side="left")
    before = _starting_inside(two, one, side="right")[:, ::-1]
    return np.concatenate([within, before])


def _starting_inside(one: tuple[Ints, Ints], two: tuple[Ints, Ints], side: str) -> Ints:
    """Return the pairs in which the range of `two` begins inside that of `one`; with `right` not at its start."""
    order = np.argsort(two[0], kind="stable")
    starts = two[0][order]
    low = np.searchsorted(starts, one[0], side=side)  # type: ignore[call-overload]
    high = np.searchsorted(starts, one[1], side="left")
    counts = np.maximum(high - low, 0)
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    return np.stack([np.repeat(np.arange(len(one[0])), counts), order[places]], axis=1)


def likeness(table: Table, rows: Ints) -> Floats:
    """Return what each pair of rows has in common, as a share of all their code points."""
    a, b = rows[:, 0], rows[:, 1]
    common = np.maximum(
        np.minimum(table.end[a], table.end[b]) - np.maximum(table.start[a], table.start[b]), 0
    ).astype(float)
    lengths = (table.end - table.start).astype(float)
    if len(table.fragment_row) > len(table):
        long = table.fragment_end - table.fragment_start
        lengths = np.bincount(table.fragment_row, weights=long, minlength=len(table))
        count = np.bincount(table.fragment_row, minlength=len(table))
        for number in np.flatnonzero((count[a] > 1) | (count[b] > 1)):
            common[number] = _common(table, int(a[number]), int(b[number]))
    shares: Floats = common / (lengths[a] + lengths[b] - common)
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
