"""Which spans, of however many annotators, are readings of one thing: the groups that cases are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement.aligning import Alike, alike, pairs, shared_by_all
from annotator.agreement.table import Bools, Ints, Table, key_of


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which group each span is in, by row, and whether that is agreed: everybody has the same.

    A group's number is its smallest row.
    """

    group: Ints
    agreed: Bools


def group(table: Table, same: Alike | None = None) -> Grouping:
    """Join the spans that are aligned for any pair of annotators."""
    same = same or alike(table)
    whole = shared_by_all(table, same)
    first = np.full(len(same.size), len(table))
    rows = np.arange(len(table))
    first[same.number[::-1]] = rows[::-1]
    parent = np.where(whole, first[same.number], rows)
    found = [pairs(table, a, b, same, ~whole) for a, b in table.pairs]
    edges = np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)
    while len(edges):
        # Each round hands the smallest number on along all edges.
        low = np.minimum(parent[edges[:, 0]], parent[edges[:, 1]])
        before = parent.copy()
        np.minimum.at(parent, edges[:, 0], low)
        np.minimum.at(parent, edges[:, 1], low)
        parent = np.minimum(parent, parent[parent])
        if np.array_equal(before, parent):
            break
    return Grouping(parent, _agreed(table, parent))


def _agreed(table: Table, groups: Ints) -> Bools:
    """Tell for each row whether in its group all who have read the document have one span, and the same."""
    size = np.bincount(groups, minlength=len(table))
    has = np.zeros((len(table), len(table.annotators)), dtype=np.bool_)
    has[groups, table.annotator] = True
    readers = table.read.sum(axis=1)[table.document]
    whole = (size == readers) & (has.sum(axis=1) == readers)
    said = key_of(table.label, table.bounds, table.attributes)
    whole[groups[said != said[groups]]] = False
    found: Bools = whole[groups]
    return found
