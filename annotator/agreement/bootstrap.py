"""Bootstrap intervals over documents (Efron and Tibshirani 1993, ch. 13: percentiles).

Documents are drawn with replacement, a thousand times as many as there are; a figure is a
function of sums over documents, so that one matrix product gives all resamples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotator.agreement.f1 import Tally
from annotator.agreement.sparse import Sparse
from annotator.agreement.table import Floats

RESAMPLES = 1_000
_AT_ONCE = 2_000_000  # weights


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure as a function of sums: `counts` has a row for each document; `value` takes a row a sample.

    `more` has further columns, of which few entries are not 0. NaN is what is undefined.
    """

    counts: Floats
    value: Callable[[Floats], Floats]
    more: Sparse | None = None

    @property
    def point(self) -> float | None:
        """The figure over all documents as they are; None where it is undefined."""
        found = float(self.weighed(np.ones((1, len(self.counts))))[0])
        return found if np.isfinite(found) else None

    def weighed(self, weights: Floats) -> Floats:
        """Return the figure for each row of documents' weights."""
        sums = weights @ self.counts
        if self.more is not None:
            sums = np.concatenate([sums, self.more.weighed(weights)], axis=1)
        return self.value(sums)


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of what resampled documents give."""

    low: float
    high: float


def intervals(
    statistics: dict[str, Statistic],
    seed: int = 0,
    resamples: int = RESAMPLES,
    going_on: Callable[[float], None] = lambda _share: None,
) -> dict[str, Interval | None]:
    """Return the interval of each figure; None where there are fewer than two documents, or hardly a value.

    All come from the same resamples, and from the same again with the same seed. `going_on`
    is told the share that is done, and may raise.
    """
    documents = max((len(one.counts) for one in statistics.values()), default=0)
    if documents < 2:
        return dict.fromkeys(statistics)
    rng = np.random.default_rng(seed)
    step = max(1, min(resamples, _AT_ONCE // documents))
    values: dict[str, list[Floats]] = {name: [] for name in statistics}
    for begin in range(0, resamples, step):
        count = min(step, resamples - begin)
        drawn = rng.integers(0, documents, size=(count, documents))
        place = drawn + np.arange(count)[:, None] * documents
        weights = np.bincount(place.reshape(-1), minlength=count * documents).reshape(count, documents)
        heavy = weights.astype(np.float64)
        for name, one in statistics.items():
            values[name].append(one.weighed(heavy))
        going_on((begin + count) / resamples)
    return {name: _interval(np.concatenate(found)) for name, found in values.items()}


def _interval(values: Floats) -> Interval | None:
    known = values[np.isfinite(values)]
    # Where many resamples are undefined, the rest say little.
    if len(known) < len(values) / 2:
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return Interval(float(low), float(high))


def of_tally(tally: Tally) -> Statistic:
    """Return the mean F1 over pairs of annotators."""
    pairs = len(tally.by_document)
    units = tally.by_document[:, :, :2].sum(axis=2).T
    met = tally.by_document[:, :, 2:].sum(axis=2).T

    def value(sums: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            each = sums[:, pairs:] / sums[:, :pairs]
        known = np.isfinite(each)
        number = known.sum(axis=1)
        found: Floats = np.where(
            number > 0, np.where(known, each, 0).sum(axis=1) / np.maximum(number, 1), np.nan
        )
        return found

    return Statistic(np.concatenate([units, met], axis=1).astype(np.float64), value)
