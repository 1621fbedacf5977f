"""Coefficients for one label an item: kappa, pi and alpha. None where they are undefined.

`codes` is a matrix, one row an item and one column an annotator, of category numbers from
0; -1 where the annotator has not judged the item. `weights` say how many such items there
are, one each if not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.table import Ints, largest
from annotator.core.messages import Message, message

NO_ITEMS = message("no item that two annotators have judged")
NOT_BY_ALL = message("no item that every annotator has judged; Krippendorff's α does not ask for that")
NO_UNITS = message("nobody has marked anything to agree on")
NO_DISAGREEMENT = message("no disagreement is possible: the units leave no room for another place")
ONE_CATEGORY = message("only one category was ever used")
NOT_YET = message("being computed")
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
    codes, weights = _judged_by_all(codes, weights)
    items = int(weights.sum())
    if not items:
        return Coefficient(None, 0, NO_ITEMS)
    first, second = (totals / items for totals in _totals(codes, weights))
    return _corrected(float(_alike(codes) @ weights) / items, float(first @ second), items)


def scott(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Scott's pi of two annotators (Scott 1955, p. 323); one distribution for both."""
    codes, weights = _judged_by_all(codes, weights)
    items = int(weights.sum())
    if not items:
        return Coefficient(None, 0, NO_ITEMS)
    shares = _totals(codes, weights).sum(axis=0) / (2 * items)
    return _corrected(float(_alike(codes) @ weights) / items, float(shares @ shares), items)


def fleiss(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Fleiss' kappa (Fleiss 1971, p. 379) over the items that every annotator has judged."""
    raters = codes.shape[1]
    if raters < 2:
        return Coefficient(None, 0, ONE_ANNOTATOR)
    judged = (codes >= 0).sum(axis=1)
    codes, weights = _judged_by_all(codes, weights)
    items = int(weights.sum())
    if not items:
        return Coefficient(None, 0, NOT_BY_ALL if (judged >= 2).any() else NO_ITEMS)
    agreed = float(_alike(codes) @ weights) / (raters * (raters - 1) / 2 * items)
    shares = _totals(codes, weights).sum(axis=0) / (raters * items)
    return _corrected(agreed, float(shares @ shares), items)


def alpha(codes: Ints, weights: Ints | None = None) -> Coefficient:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2004, p. 228); judgements may be missing."""
    weights = _ones(codes, weights)
    pairable = (codes >= 0).sum(axis=1) >= 2
    codes, weights = codes[pairable], weights[pairable]
    items = int(weights.sum())
    if not items:
        return Coefficient(None, 0, NO_ITEMS)
    judged = (codes >= 0).sum(axis=1)
    observed = float(weights @ ((judged * (judged - 1) - 2 * _alike(codes)) / (judged - 1)))
    totals = _totals(codes, weights).sum(axis=0)
    number = int(totals.sum())
    expected = (number**2 - int((totals**2).sum())) / (number - 1)
    if expected == 0:
        return Coefficient(None, items, ONE_CATEGORY)
    return Coefficient(1 - observed / expected, items)


# Nothing here has a cell for each item and category: of sets of labels there may be thousands.


def _alike(codes: Ints) -> Ints:
    """Return for each item how many pairs of annotators have judged it the same."""
    found = np.zeros(len(codes), dtype=np.int64)
    for one, other in combinations(codes.T, 2):
        found += (one == other) & (one >= 0)
    return found


def _totals(codes: Ints, weights: Ints) -> Ints:
    """Return how many items each annotator has judged as each category; shape (annotators, categories)."""
    categories = largest(codes, -1) + 1
    counts = [np.bincount(own[own >= 0], weights=weights[own >= 0], minlength=categories) for own in codes.T]
    return np.stack(counts).astype(np.int64)


def _judged_by_all(codes: Ints, weights: Ints | None) -> tuple[Ints, Ints]:
    whole = (codes >= 0).all(axis=1)
    return codes[whole], _ones(codes, weights)[whole]


def _ones(rows: Ints, weights: Ints | None) -> Ints:
    return np.ones(len(rows), dtype=np.int64) if weights is None else weights


def _corrected(observed: float, expected: float, items: int) -> Coefficient:
    if expected >= 1 - 1e-15:
        return Coefficient(None, items, ONE_CATEGORY)
    return Coefficient((observed - expected) / (1 - expected), items)
