"""Agreement on links, on attributes, and on units: a claim together with its source and actors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement import nominal
from annotator.agreement.aligning import Alike, numbered, overlaps
from annotator.agreement.f1 import Spread, Tally, shared, spread_of, tally
from annotator.agreement.nominal import Coefficient
from annotator.agreement.table import Bools, Ints, Table, key_of, mixed


def relations(table: Table, same: Alike) -> Tally:
    """Count links of one type whose ends match exactly: label and fragments of head and child."""
    links = table.links
    number = numbered(key_of(links.type, same.number[links.head], same.number[links.child]))
    who = table.annotator[links.head]
    met = shared(number, who, len(table.annotators))
    return tally(table, table.document[links.head], who, links.type, links.types, met)


def overlapping_relations(table: Table) -> Tally:
    """Count links of one type of which both ends overlap those of one of the other's, with the same labels."""
    links = table.links
    met = {pair: _met(len(links.ids), _linked(table, *pair)) for pair in table.pairs}
    return tally(
        table, table.document[links.head], table.annotator[links.head], links.type, links.types,
        lambda a, b: met[a, b],
    )  # fmt: skip


def _met(count: int, rows: Ints) -> Bools:
    found = np.zeros(count, dtype=np.bool_)
    found[rows] = True
    return found


def _linked(table: Table, a: int, b: int) -> Ints:
    """Return all pairs of links of two annotators with one type and overlapping ends; shape (n, 2)."""
    links, both = table.links, table.both(a, b)[table.document]
    ends = np.unique(np.concatenate([links.head, links.child])) if len(links.ids) else links.head
    mine, other = (ends[(table.annotator[ends] == who) & both[ends]] for who in (a, b))
    lane = table.document * max(len(table.labels), 1) + table.label
    touching = overlaps(table, mine, other, lane)
    # Heads that overlap, joined with the links from them.
    from_head = np.argsort(links.head, kind="stable")
    heads = links.head[from_head]
    left = _joined(heads, touching[:, 0])
    right = _joined(heads, touching[left[:, 0], 1])
    one, two = from_head[left[right[:, 0], 1]], from_head[right[:, 1]]
    rows = len(table) + 1
    known = touching[:, 0] * rows + touching[:, 1]
    fits = (links.type[one] == links.type[two]) & np.isin(links.child[one] * rows + links.child[two], known)
    return np.stack([one[fits], two[fits]], axis=1)


def _joined(keys: Ints, wanted: Ints) -> Ints:
    """Return pairs of a place in `wanted` and a place in the sorted `keys` that are equal; shape (n, 2)."""
    low, high = np.searchsorted(keys, wanted, side="left"), np.searchsorted(keys, wanted, side="right")
    counts = high - low
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    return np.stack([np.repeat(np.arange(len(wanted)), counts), places], axis=1)


# Units


@dataclass(frozen=True, slots=True)
class Heads:
    """The spans that are units: those of a label from which links go out, with how many they have."""

    rows: Ints
    out: Ints


def heads(table: Table) -> Heads:
    """Return the spans of all labels from which any link goes out; a claim without a source is a unit, too."""
    links = table.links
    labels = np.unique(table.label[links.head])
    rows = np.flatnonzero(np.isin(table.label, labels))
    return Heads(rows, np.bincount(links.head, minlength=len(table)))


def units(table: Table, same: Alike) -> Tally:
    """Count the units that are the same: the span's label and fragments, its links' types and their other ends."""
    links, found = table.links, heads(table)
    said = np.zeros(len(table), dtype=np.uint64)
    np.add.at(said, links.head, mixed(key_of(links.type, same.number[links.child])))
    number = numbered(key_of(same.number, said))[found.rows]
    return _tally_of(table, found, shared(number, table.annotator[found.rows], len(table.annotators)))


def overlapping_units(table: Table, aligned: Sequence[Ints]) -> Tally:
    """Count the units that overlap as aligned, with the same label, and of which each link overlaps one of the other's.

    `aligned` are the aligned rows of all pairs of annotators.
    """
    found = heads(table)
    is_unit = _met(len(table), found.rows)
    hits = {}
    for pair, rows in zip(table.pairs, aligned, strict=True):
        same = table.label[rows[:, 0]] == table.label[rows[:, 1]]
        both = rows[is_unit[rows].all(axis=1) & same]
        linked = _linked(table, *pair)
        beside = np.full(len(table), -1)
        beside[both[:, 0]], beside[both[:, 1]] = both[:, 1], both[:, 0]
        linked = linked[beside[table.links.head[linked[:, 0]]] == table.links.head[linked[:, 1]]]
        known = np.zeros(len(table), dtype=np.int64)
        for column in (0, 1):
            np.add.at(known, table.links.head[np.unique(linked[:, column])], 1)
        whole = (known[both] == found.out[both]).all(axis=1)
        hits[pair] = _met(len(table), both[whole])[found.rows]
    return _tally_of(table, found, lambda a, b: hits[a, b])


def _tally_of(table: Table, found: Heads, met: Callable[[int, int], Bools]) -> Tally:
    labels, kind = np.unique(table.label[found.rows], return_inverse=True)
    names = tuple(table.labels[label] for label in labels)
    return tally(table, table.document[found.rows], table.annotator[found.rows], kind, names, met)


# Attributes


@dataclass(frozen=True, slots=True)
class AttributeFigures:
    """Of one attribute on aligned spans of its label: F1 of the values that are set, and Cohen's kappa.

    For kappa, not set is a value of its own; it rests on the spans on which one of the two has set it.
    """

    f1: Spread
    kappa: list[Coefficient]


def attributes(table: Table, aligned: Sequence[Ints]) -> dict[tuple[str, str], AttributeFigures]:
    """Return the figures of each attribute, by label and name; `aligned` are the rows of all pairs."""
    found = table.values
    keys = np.unique(np.stack([table.label[found.row], found.name], axis=1), axis=0)
    figures = {}
    for label, name in sorted(keys.tolist(), key=lambda k: (table.labels[k[0]], found.names[k[1]])):
        said = np.zeros(len(table), dtype=np.int64)
        chosen = found.name == name
        said[found.row[chosen]] = found.value[chosen] + 1
        codes = [
            said[rows][(table.label[rows] == label).all(axis=1) & (said[rows] > 0).any(axis=1)]
            for rows in aligned
        ]
        values = [_value_f1(one) for one in codes]
        spread = spread_of(table, values, int(sum((one > 0).sum() for one in codes)))
        figures[table.labels[label], found.names[name]] = AttributeFigures(
            spread, [nominal.cohen(one) for one in codes]
        )
    return figures


def _value_f1(codes: Ints) -> float | None:
    total = int((codes > 0).sum())
    same = int((codes[:, 0] == codes[:, 1]).sum())
    return 2 * same / total if total else None
