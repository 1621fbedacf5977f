"""Which units of the text, characters or tokens or words, each annotator has marked as what.

What is said changes only where a span begins or ends: units between two such places are
one run, and are judged together, for all documents at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement import nominal
from annotator.agreement.bootstrap import Statistic
from annotator.agreement.f1 import Tally
from annotator.agreement.nominal import Coefficient
from annotator.agreement.table import Bools, Floats, Ints, Table, largest, mixed

_FEW = 12  # up to so many labels, a set of them is the number of a place in a list


@dataclass(frozen=True, slots=True)
class Units:
    """The units of all documents: how many each has, and the first and last, exclusive, of each fragment."""

    counts: Ints
    first: Ints
    last: Ints


def characters(table: Table) -> Units:
    """Return the code points of the documents as units."""
    return Units(table.lengths, table.fragment_start, table.fragment_end)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of units: each one's document and size, and what the annotators say of it.

    `marked[run, annotator, label]`; `codes` are a number for each set of labels that is met,
    0 for none, -1 where the annotator has not read the document; `sets` say which labels
    each number stands for.
    """

    document: Ints
    size: Ints
    marked: Bools
    codes: Ints
    sets: Bools


def runs(table: Table, units: Units) -> Runs:
    """Return what all annotators say, as runs."""
    offsets = np.r_[0, np.cumsum(units.counts)]
    row, who, labels = table.fragment_row, len(table.annotators), len(table.labels)
    at = offsets[table.document[row]]
    first, last = at + units.first, at + units.last
    cuts = _sorted_once(np.concatenate([offsets, first, last]))
    starts = cuts[:-1]
    place = np.searchsorted(offsets, starts, side="right") - 1
    change = np.zeros(len(cuts) * who * labels, dtype=np.int32)
    column = table.annotator[row] * labels + table.label[row]
    np.add.at(change, np.searchsorted(cuts, first) * (who * labels) + column, 1)
    np.add.at(change, np.searchsorted(cuts, last) * (who * labels) + column, -1)
    marked = np.cumsum(change.reshape(len(cuts), who, labels), axis=0, dtype=np.int32)[:-1] > 0
    codes, sets = _coded(marked)
    codes[~table.read[place]] = -1
    return Runs(place, np.diff(cuts), marked, codes, sets)


def _sorted_once(values: Ints) -> Ints:
    values.sort()  # several times as fast as `np.unique`
    return values[np.r_[True, values[1:] != values[:-1]]]


def _coded(marked: Bools) -> tuple[Ints, Bools]:
    """Return for each run and annotator the number of the set of labels, and the sets, the empty one first."""
    labels = marked.shape[2]
    if labels <= _FEW:
        bits = marked @ (1 << np.arange(labels)) if labels else np.zeros(marked.shape[:2], dtype=np.int64)
        met = np.bincount(bits.reshape(-1), minlength=1) > 0
        met[0] = True
        known = np.flatnonzero(met)
        return (np.cumsum(met) - 1)[bits], (known[:, None] >> np.arange(labels) & 1).astype(np.bool_)
    # Sums of hashes: equal only where the sets are.
    hashes = (marked * mixed(np.arange(1, labels + 1, dtype=np.uint64))).sum(axis=2, dtype=np.uint64)
    flat = np.r_[np.uint64(0), hashes.reshape(-1)]
    _, where, codes = np.unique(flat, return_index=True, return_inverse=True)
    rows = np.concatenate([np.zeros((1, labels), dtype=np.bool_), marked.reshape(-1, labels)])
    return codes[1:].reshape(hashes.shape), rows[where]


def distinct(codes: Ints, size: Ints) -> tuple[Ints, Ints]:
    """Return the distinct rows of `codes` with how many units say so: few, however long the texts are."""
    base, number = largest(codes, 0) + 2, np.zeros(len(codes), dtype=np.int64)
    if base ** codes.shape[1] > 1 << 20:
        rows, inverse = np.unique(codes, axis=0, return_inverse=True)
        return rows, np.bincount(inverse.reshape(-1), weights=size, minlength=len(rows)).astype(np.int64)
    for column in codes.T:
        number = number * base + column + 1
    counts = np.bincount(number, weights=size)
    met = np.flatnonzero(counts)
    powers = base ** np.arange(codes.shape[1])[::-1]
    return met[:, None] // powers % base - 1, counts[met].astype(np.int64)


def of_label(found: Runs, label: int) -> Ints:
    """Return codes for one label alone: 1 where it is marked, 0 elsewhere, -1 where nobody has read."""
    return np.where(found.codes < 0, -1, found.marked[:, :, label])


def alpha(table: Table, units: Units) -> Coefficient:
    """Return Krippendorff's nominal alpha of units, a set of labels being one category (Krippendorff 2004)."""
    if len(table.annotators) < 2:
        return Coefficient(None, 0, nominal.ONE_ANNOTATOR)
    found = runs(table, units)
    return nominal.alpha(*distinct(found.codes, found.size))


def matches(table: Table, found: Runs) -> Tally:
    """Count the units that two annotators have marked with one label."""
    labels, documents = len(table.labels), len(table.documents)
    by_kind = np.zeros((len(table.pairs), labels, 4), dtype=np.int64)
    by_document = np.zeros((len(table.pairs), documents, 4), dtype=np.int64)
    for number, (a, b) in enumerate(table.pairs):
        both = table.both(a, b)[found.document]
        for label in range(labels):
            first: Bools = found.marked[:, a, label] & both
            second: Bools = found.marked[:, b, label] & both
            met: Bools = first & second
            for place, chosen in enumerate((first, second, met)):
                in_each = np.bincount(
                    found.document[chosen], weights=found.size[chosen], minlength=documents
                ).astype(np.int64)
                by_kind[number, label, place] = in_each.sum()
                by_document[number, :, place] += in_each
        by_kind[number, :, 3] = by_kind[number, :, 2]
        by_document[number, :, 3] = by_document[number, :, 2]
    return Tally(table.labels, by_kind, by_document)


def confusion(table: Table, found: Runs) -> Floats:
    """Return how many units one annotator marked as the row's label and another as the column's.

    Over all pairs, symmetric; the last row and column are no label. Where both have a label it
    stands on the diagonal; of the others, each of one's against each of the other's, or against none.
    """
    labels = len(table.labels)
    crossed = np.zeros((labels + 1, labels + 1))
    for a, b in table.pairs:
        both = table.both(a, b)[found.document]
        rows, counts = distinct(found.codes[both][:, [a, b]], found.size[both])
        for (one, other), count in zip(rows.tolist(), counts.tolist(), strict=True):
            first, second = (set(np.flatnonzero(found.sets[code]).tolist()) for code in (one, other))
            cells = [(label, label) for label in first & second]
            left, right = first - second, second - first
            if left or right or not cells:
                cells += [(x, y) for x in left or {labels} for y in right or {labels}]
            for x, y in cells:
                crossed[x, y] += count / 2
                crossed[y, x] += count / 2
    return crossed


def fleiss_statistic(table: Table, found: Runs) -> Statistic:
    """Return Fleiss' kappa as a function of documents' weights, over units that every annotator has judged."""
    whole: Bools = np.asarray(table.read.all(axis=1))
    pairs = max(len(table.pairs), 1)
    agreed = _by_document(table, found, _agreeing(table, found) / pairs) * whole
    totals = _totals(table, found) * whole[:, None]

    def value(sums: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = sums[:, 1:] / sums[:, 1:].sum(axis=1, keepdims=True)
            items = sums[:, 1:].sum(axis=1) / max(len(table.annotators), 1)
            expected = (shares**2).sum(axis=1)
            kappa = (sums[:, 0] / items - expected) / (1 - expected)
        return np.where(expected < 1 - 1e-12, kappa, np.nan)

    return Statistic(np.concatenate([agreed[:, None], totals], axis=1), value)


def alpha_statistic(table: Table, found: Runs) -> Statistic:
    """Return Krippendorff's nominal alpha as a function of documents' weights."""
    readers = table.read.sum(axis=1)
    unlike = _by_document(
        table, found, (readers * (readers - 1))[found.document] - 2 * _agreeing(table, found)
    )
    observed = np.where(readers > 1, unlike / np.maximum(readers - 1, 1), 0)
    totals = _totals(table, found) * (readers > 1)[:, None]

    def value(sums: Floats) -> Floats:
        number = sums[:, 1:].sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = (number**2 - (sums[:, 1:] ** 2).sum(axis=1)) / (number - 1)
            return np.where(expected > 0, 1 - sums[:, 0] / expected, np.nan)

    return Statistic(np.concatenate([observed[:, None], totals], axis=1), value)


def _agreeing(table: Table, found: Runs) -> Ints:
    """Return for each run how many pairs of its readers say the same."""
    agreeing = np.zeros(len(found.size), dtype=np.int64)
    for a, b in table.pairs:
        agreeing += (found.codes[:, a] == found.codes[:, b]) & (found.codes[:, a] >= 0)
    return agreeing


def _by_document(table: Table, found: Runs, values: Ints | Floats) -> Floats:
    weights = values * found.size
    return np.bincount(found.document, weights=weights, minlength=len(table.documents)).astype(np.float64)


def _totals(table: Table, found: Runs) -> Floats:
    """Return by document how many units its readers put into each category."""
    categories, documents = len(found.sets), len(table.documents)
    totals = np.zeros(documents * categories)
    for codes in found.codes.T:
        read = codes >= 0
        cell = found.document[read] * categories + codes[read]
        totals += np.bincount(cell, weights=found.size[read], minlength=documents * categories)
    return totals.reshape(documents, categories)
