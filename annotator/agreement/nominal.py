"""Coefficients for one label an item: kappa, pi and alpha. None where they are undefined.

`codes` is a matrix, one row an item and one column an annotator, of category numbers from
0; -1 where the annotator has not judged the item. `weights` say how many such items there
are, one each if not given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement.table import Floats, Ints, largest
from annotator.core.messages import Message, message

NO_ITEMS = message("no item that two annotators have judged")
NOT_BY_ALL = message("no item that every annotator has judged; Krippendorff's α does not ask for that")
NO_UNITS = message("nobody has marked anything to agree on")
ONE_CATEGORY = message("only one category was ever used")
ONE_ANNOTATOR = message(
    "it takes two annotators who have finished the same article; import the reading of another, or let "
    "another mark it too"
)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient, the number of items it rests on, and where it is None why."""

    value: float | None
    items: int
    reason: Message | None = None


def cohen(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Cohen's kappa of two annotators (Cohen 1960, p. 40); each keeps their own distribution."""
    table, items = _crossed(codes, weights)
    if not items:
        return Coefficient(None, 0, NO_ITEMS)
    expected = float(table.sum(axis=0) @ table.sum(axis=1))
    return _corrected(float(np.trace(table)), expected, items)


def scott(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Scott's pi of two annotators (Scott 1955, p. 323); one distribution for both."""
    table, items = _crossed(codes, weights)
    if not items:
        return Coefficient(None, 0, NO_ITEMS)
    shares = (table.sum(axis=0) + table.sum(axis=1)) / 2
    return _corrected(float(np.trace(table)), float(shares @ shares), items)


def fleiss(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Fleiss' kappa (Fleiss 1971, p. 379) over the items that every annotator has judged."""
    whole = (codes >= 0).all(axis=1)
    if codes.shape[1] < 2:
        return Coefficient(None, 0, ONE_ANNOTATOR)
    if not whole.any():
        some = ((codes >= 0).sum(axis=1) >= 2).any()
        return Coefficient(None, 0, NOT_BY_ALL if some else NO_ITEMS)
    return fleiss_of_counts(counts_of(codes[whole]), None if weights is None else weights[whole])


def fleiss_of_counts(counts: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Fleiss' kappa of a matrix that counts for each item how many judged it as each category."""
    weights = _ones(counts, weights)
    raters, items = int(counts[0].sum()), int(weights.sum())
    agreed = float((counts * (counts - 1)).sum(axis=1) @ weights / (raters * (raters - 1) * items))
    totals = weights @ counts
    shares = totals / totals.sum()
    return _corrected(agreed, float(shares @ shares), items)


def alpha(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2004, p. 228); judgements may be missing."""
    return alpha_of_counts(counts_of(codes), weights)


def alpha_of_counts(counts: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Krippendorff's alpha of a matrix that counts how many judged each item as each category."""
    pairable = counts.sum(axis=1) >= 2
    counts, weights = counts[pairable], _ones(counts, weights)[pairable]
    items = int(weights.sum())
    if not items:
        return Coefficient(None, 0, NO_ITEMS)
    judged = counts.sum(axis=1)
    observed = float(weights @ ((judged**2 - (counts**2).sum(axis=1)) / (judged - 1)))
    totals = weights @ counts
    number = int(totals.sum())
    expected = (number**2 - int((totals**2).sum())) / (number - 1)
    if expected == 0:
        return Coefficient(None, items, ONE_CATEGORY)
    return Coefficient(1 - observed / expected, items)


def counts_of(codes: Ints) -> Ints:
    """Return for each item how many annotators judged it as each category."""
    categories = largest(codes, -1) + 1
    counts = np.zeros((len(codes), categories), dtype=np.int64)
    items, annotators = np.nonzero(codes >= 0)
    np.add.at(counts, (items, codes[items, annotators]), 1)
    return counts


def _crossed(codes: Ints, weights: Ints | None) -> tuple[Floats, int]:
    """Return two annotators' shares of items by category of the first and of the second."""
    both = (codes >= 0).all(axis=1)
    weights, codes = _ones(codes, weights)[both], codes[both]
    items = int(weights.sum())
    categories = largest(codes, -1) + 1
    table = np.zeros((categories, categories))
    np.add.at(table, (codes[:, 0], codes[:, 1]), weights)
    return table / max(items, 1), items


def _ones(rows: Ints, weights: Ints | None) -> Ints:
    return np.ones(len(rows), dtype=np.int64) if weights is None else weights


def _corrected(observed: float, expected: float, items: int) -> Coefficient:
    if expected >= 1 - 1e-15:
        return Coefficient(None, items, ONE_CATEGORY)
    return Coefficient((observed - expected) / (1 - expected), items)
