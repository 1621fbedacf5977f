"""Coefficients for one label an item: kappa, pi and alpha. None where they are undefined.

`codes` is a matrix, one row an item and one column an annotator, of category numbers from
0; -1 where the annotator has not judged the item.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.table import Ints, largest

NO_ITEMS = "no item that two annotators have judged"
ONE_CATEGORY = "only one category was ever used"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient, the number of items it rests on, and where it is None why."""

    value: float | None
    items: int
    reason: str = ""


def cohen(codes: Ints) -> Coefficient:
    """Return Cohen's kappa of two annotators (Cohen 1960, p. 40); each keeps their own distribution."""
    both = codes[(codes >= 0).all(axis=1)]
    if not len(both):
        return Coefficient(None, 0, NO_ITEMS)
    table = _table(both)
    expected = float(table.sum(axis=0) @ table.sum(axis=1))
    return _corrected(float(np.trace(table)), expected, len(both))


def scott(codes: Ints) -> Coefficient:
    """Return Scott's pi of two annotators (Scott 1955, p. 323); one distribution for both."""
    both = codes[(codes >= 0).all(axis=1)]
    if not len(both):
        return Coefficient(None, 0, NO_ITEMS)
    table = _table(both)
    shares = (table.sum(axis=0) + table.sum(axis=1)) / 2
    return _corrected(float(np.trace(table)), float(shares @ shares), len(both))


def fleiss(codes: Ints) -> Coefficient:
    """Return Fleiss' kappa (Fleiss 1971, p. 379) over the items that every annotator has judged."""
    whole = codes[(codes >= 0).all(axis=1)]
    if not len(whole) or codes.shape[1] < 2:
        return Coefficient(None, 0, NO_ITEMS)
    return fleiss_of_counts(counts_of(whole))


def fleiss_of_counts(counts: Ints) -> Coefficient:
    """Return Fleiss' kappa of a matrix that counts for each item how many judged it as each category."""
    raters = int(counts[0].sum())
    agreed = float(((counts * (counts - 1)).sum(axis=1) / (raters * (raters - 1))).mean())
    shares = counts.sum(axis=0) / counts.sum()
    return _corrected(agreed, float(shares @ shares), len(counts))


def alpha(codes: Ints) -> Coefficient:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2004, p. 228); judgements may be missing."""
    return alpha_of_counts(counts_of(codes))


def alpha_of_counts(counts: Ints) -> Coefficient:
    """Return Krippendorff's alpha of a matrix that counts how many judged each item as each category."""
    counts = counts[counts.sum(axis=1) >= 2]
    if not len(counts):
        return Coefficient(None, 0, NO_ITEMS)
    judged = counts.sum(axis=1)
    observed = float(((judged**2 - (counts**2).sum(axis=1)) / (judged - 1)).sum())
    totals = counts.sum(axis=0)
    pairable = int(totals.sum())
    expected = (pairable**2 - int((totals**2).sum())) / (pairable - 1)
    if expected == 0:
        return Coefficient(None, len(counts), ONE_CATEGORY)
    return Coefficient(1 - observed / expected, len(counts))


def counts_of(codes: Ints) -> Ints:
    """Return for each item how many annotators judged it as each category."""
    categories = largest(codes, -1) + 1
    counts = np.zeros((len(codes), categories), dtype=np.int64)
    items, annotators = np.nonzero(codes >= 0)
    np.add.at(counts, (items, codes[items, annotators]), 1)
    return counts


def _table(codes: Ints) -> NDArray[np.float64]:
    categories = largest(codes, -1) + 1
    table = np.zeros((categories, categories))
    np.add.at(table, (codes[:, 0], codes[:, 1]), 1)
    return table / len(codes)


def _corrected(observed: float, expected: float, items: int) -> Coefficient:
    if expected >= 1:
        return Coefficient(None, items, ONE_CATEGORY)
    return Coefficient((observed - expected) / (1 - expected), items)
