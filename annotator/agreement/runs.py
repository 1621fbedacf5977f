"""Which units of the text, characters or tokens or words, each annotator has marked as what.

What is said changes only where a span begins or ends: units between two such places are
one run, and are judged together, for all documents at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from annotator.agreement import nominal
from annotator.agreement.bootstrap import Statistic
from annotator.agreement.f1 import Tally
from annotator.agreement.nominal import Coefficient
from annotator.agreement.sparse import Sparse, added, sparse
from annotator.agreement.table import Bools, Floats, Hashes, Ints, Table, key_of, largest

_FEW = 12  # bits; up to so many, a set of labels is the number of a place in a list
_BITS = 64  # labels in one number


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

    `codes[run, annotator]` are a number for each set of labels that is met, 0 for none, -1
    where the annotator has not read the document; `sets` say which labels each number stands for.
    """

    document: Ints
    size: Ints
    codes: Ints
    sets: Bools

    def says(self, annotator: int, label: int) -> Bools:
        """Tell for each run whether the annotator has marked it with a label."""
        codes = self.codes[:, annotator]
        found: Bools = self.sets[:, label][codes] & (codes >= 0)
        return found


def runs(table: Table, units: Units) -> Runs:
    """Return what all annotators say, as runs."""
    offsets = np.r_[0, np.cumsum(units.counts)]
    at = offsets[table.document[table.fragment_row]]
    first, last = at + units.first, at + units.last
    cuts = _sorted_once(np.concatenate([offsets, first, last]))
    starts = cuts[:-1]
    place = np.searchsorted(offsets, starts, side="right") - 1
    codes, sets = _coded(table, np.searchsorted(cuts, first), np.searchsorted(cuts, last), len(starts))
    codes[~table.read[place]] = -1
    return Runs(place, np.diff(cuts), codes, sets)


def _sorted_once(values: Ints) -> Ints:
    values.sort()  # several times as fast as `np.unique`
    return values[np.r_[True, values[1:] != values[:-1]]]


def _coded(table: Table, first: Ints, last: Ints, count: int) -> tuple[Ints, Bools]:
    """Return for each run and annotator the number of the set of labels, and the sets, the empty one first.

    `first` and `last`, exclusive, are the runs of each fragment.
    """
    labels, who = len(table.labels), len(table.annotators)
    said = np.zeros((max(1, -(-labels // _BITS)), count, who), dtype=np.uint64)
    column = table.annotator[table.fragment_row] * labels + table.label[table.fragment_row]
    order = np.argsort(column, kind="stable")
    edges = np.searchsorted(column[order], np.arange(who * labels + 1))
    for number, (low, high) in enumerate(pairwise(edges.tolist())):
        rows = order[low:high]
        # One label of one annotator at a time: all at once take hundreds of megabytes.
        change = np.bincount(first[rows], minlength=count + 1) - np.bincount(last[rows], minlength=count + 1)
        own, label = np.flatnonzero(np.cumsum(change)[:-1]), number % labels
        said[label // _BITS, own, number // labels] |= np.uint64(1 << label % _BITS)
    codes, met = _numbered_words(said.reshape(len(said), count * who))
    sets = met[np.arange(labels) // _BITS].T >> (np.arange(labels) % _BITS).astype(np.uint64) & np.uint64(1)
    return codes.reshape(count, who), sets.astype(np.bool_)


def _numbered_words(said: Hashes) -> tuple[Ints, Hashes]:
    """Return a number for each distinct column, 0 for the one of zeros, and the columns in the order of the numbers."""
    codes = np.zeros(said.shape[1], dtype=np.int64)
    some = np.flatnonzero(said.any(axis=0))
    words = said[:, some]
    key = words[0] if len(words) == 1 else key_of(*words)
    if int(np.max(key, initial=0)) < 1 << _FEW:
        met = np.flatnonzero(np.bincount(key.astype(np.int64))).astype(np.uint64)
        codes[some] = np.searchsorted(met, key) + 1
        found = met[None, :]
    else:
        _, where, number = np.unique(key, return_index=True, return_inverse=True)
        codes[some] = number.reshape(-1) + 1
        found = words[:, where]
    return codes, np.concatenate([np.zeros((len(said), 1), dtype=np.uint64), found], axis=1)


def distinct(codes: Ints, size: Ints) -> tuple[Ints, Ints]:
    """Return the distinct rows of `codes` with how many units say so: few, however long the texts are."""
    base, number = largest(codes, 0) + 2, np.zeros(len(codes), dtype=np.int64)
    if base ** codes.shape[1] > 1 << 20:
        _, where, place = np.unique(key_of(*codes.T), return_index=True, return_inverse=True)
        return codes[where], np.bincount(place.reshape(-1), weights=size).astype(np.int64)
    for column in codes.T:
        number = number * base + column + 1
    counts = np.bincount(number, weights=size)
    met = np.flatnonzero(counts)
    powers = base ** np.arange(codes.shape[1])[::-1]
    return met[:, None] // powers % base - 1, counts[met].astype(np.int64)


def of_label(found: Runs, label: int) -> Ints:
    """Return codes for one label alone: 1 where it is marked, 0 elsewhere, -1 where nobody has read."""
    said: Ints = np.where(found.codes < 0, -1, found.sets[:, label][found.codes])
    return said


def alpha(found: Runs) -> Coefficient:
    """Return Krippendorff's nominal alpha of units, a set of labels being one category (Krippendorff 2004)."""
    if found.codes.shape[1] < 2:
        return Coefficient(None, 0, nominal.ONE_ANNOTATOR)
    return nominal.alpha(*distinct(found.codes, found.size))


def matches(table: Table, found: Runs) -> Tally:
    """Count the units that two annotators have marked with one label."""
    labels, documents = len(table.labels), len(table.documents)
    by_kind = np.zeros((len(table.pairs), labels, 4), dtype=np.int64)
    by_document = np.zeros((len(table.pairs), documents, 4), dtype=np.int64)
    for number, (a, b) in enumerate(table.pairs):
        both = table.both(a, b)[found.document]
        for label in range(labels):
            first, second = found.says(a, label) & both, found.says(b, label) & both
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
        first, second = (found.sets[codes] for codes in rows.T)
        common, left, right = first & second, first & ~second, second & ~first
        nothing = ~common.any(axis=1)
        one, other = (
            np.c_[own, ~own.any(axis=1) & (others.any(axis=1) | nothing)].astype(np.float64)
            for own, others in ((left, right), (right, left))
        )
        cells = (one * counts[:, None]).T @ other
        crossed += (cells + cells.T) / 2
        crossed[np.arange(labels), np.arange(labels)] += counts @ common
    return crossed


def fleiss_statistic(table: Table, found: Runs) -> Statistic:
    """Return Fleiss' kappa as a function of documents' weights, over units that every annotator has judged."""
    who = max(len(table.annotators), 1)
    whole: Bools = np.asarray((found.codes >= 0).all(axis=1))
    agreed = _by_document(table, found, whole * _agreeing(table, found) / max(len(table.pairs), 1))

    def value(sums: Floats) -> Floats:
        number = sums[:, 1:].sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = ((sums[:, 1:] / number[:, None]) ** 2).sum(axis=1)
            kappa = (sums[:, 0] / (number / who) - expected) / (1 - expected)
        return np.where(expected < 1 - 1e-12, kappa, np.nan)

    return Statistic(agreed[:, None], value, _totals(table, found, whole))


def alpha_statistic(table: Table, found: Runs) -> Statistic:
    """Return Krippendorff's nominal alpha as a function of documents' weights."""
    judged = (found.codes >= 0).sum(axis=1)
    unlike = judged * (judged - 1) - 2 * _agreeing(table, found)
    observed = _by_document(table, found, unlike / np.maximum(judged - 1, 1))

    def value(sums: Floats) -> Floats:
        number = sums[:, 1:].sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = (number**2 - (sums[:, 1:] ** 2).sum(axis=1)) / (number - 1)
            return np.where(expected > 0, 1 - sums[:, 0] / expected, np.nan)

    return Statistic(observed[:, None], value, _totals(table, found, judged > 1))


def _agreeing(table: Table, found: Runs) -> Ints:
    """Return for each run how many pairs of its readers say the same."""
    agreeing = np.zeros(len(found.size), dtype=np.int64)
    for a, b in table.pairs:
        agreeing += (found.codes[:, a] == found.codes[:, b]) & (found.codes[:, a] >= 0)
    return agreeing


def _by_document(table: Table, found: Runs, values: Ints | Floats) -> Floats:
    weights = values * found.size
    return np.bincount(found.document, weights=weights, minlength=len(table.documents)).astype(np.float64)


def _totals(table: Table, found: Runs, among: Bools) -> Sparse:
    """Return by document how many units its readers put into each category, `among` some of the runs."""
    shape, parts = (len(table.documents), len(found.sets)), []
    for codes in found.codes.T:  # one at a time: few are left of very many runs
        own = (codes >= 0) & among
        parts.append(sparse(found.document[own], codes[own], found.size[own], *shape))
    return added(parts, *shape)
