"""Columns of sums over documents of which few entries are not 0: no document has units of all lengths there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.table import Floats, Ints

_CELLS = 2_000_000  # at a time
_DENSE = 16  # an entry takes as long as so many cells of a matrix multiplied whole


@dataclass(frozen=True, slots=True)
class Sparse:
    """A matrix as its entries, those of a column together.

    `filled` are the numbers of the columns that have any, in their order, `first` where the
    entries of each begin.
    """

    documents: int
    columns: int
    document: Ints
    amount: Floats
    filled: Ints
    first: Ints

    @property
    def column(self) -> Ints:
        """The column of each entry."""
        return np.repeat(self.filled, np.diff(np.r_[self.first, len(self.document)]))

    def weighed(self, weights: Floats) -> Floats:
        """Return the sums of each column, the documents weighing as a row says; shape (rows, columns)."""
        sums = np.zeros((len(weights), self.columns))
        step = max(1, _CELLS // max(self.documents, 1))
        for low in range(0, len(self.filled), step):
            sums[:, self.filled[low : low + step]] = self._block(weights, low, low + step)
        return sums

    def _block(self, weights: Floats, low: int, high: int) -> Floats:
        """Return the sums of some of the filled columns."""
        edges = np.r_[self.first, len(self.document)][low : high + 1]
        of_block = slice(edges[0], edges[-1])
        document, amount, first = self.document[of_block], self.amount[of_block], edges[:-1] - edges[0]
        if len(weights) > 1 and len(document) * _DENSE > self.documents * len(first):
            whole = np.zeros((self.documents, len(first)))
            whole[document, np.repeat(np.arange(len(first)), np.diff(edges))] = amount
            found: Floats = weights @ whole
            return found
        rows = (np.add.reduceat(own[document] * amount, first) for own in weights)
        return np.stack(list(rows)) if len(weights) else np.zeros((0, len(first)))


def sparse(document: Ints, column: Ints, amount: Ints | Floats, documents: int, columns: int) -> Sparse:
    """Return a matrix of these entries; those of one document and column are added up."""
    keys = column * max(documents, 1) + document
    if documents * columns <= _CELLS:
        sums = np.bincount(keys, weights=amount).astype(np.float64)
        met = np.flatnonzero(sums)
        sums = sums[met]
    else:
        met, place = np.unique(keys, return_inverse=True)
        sums = np.bincount(place.reshape(-1), weights=amount).astype(np.float64)
    of_column, of_document = np.divmod(met, max(documents, 1))
    filled, first = np.unique(of_column, return_index=True)
    return Sparse(documents, columns, of_document, sums, filled, first)


def beside(parts: Iterable[Sparse], documents: int) -> Sparse:
    """Return matrices of the same documents as one, their columns beside each other."""
    found = list(parts)
    offsets = np.cumsum([0, *(one.columns for one in found)]).tolist()
    entries = np.cumsum([0, *(len(one.document) for one in found)]).tolist()
    none: list[Ints] = [np.empty(0, dtype=np.int64)]
    return Sparse(
        documents,
        offsets[-1],
        np.concatenate([*none, *(one.document for one in found)]),
        np.concatenate([np.empty(0), *(one.amount for one in found)]),
        np.concatenate([*none, *(one.filled + at for one, at in zip(found, offsets, strict=False))]),
        np.concatenate([*none, *(one.first + at for one, at in zip(found, entries, strict=False))]),
    )


def added(parts: Sequence[Sparse], documents: int, columns: int) -> Sparse:
    """Return the sum of matrices of the same shape."""
    document = np.concatenate([np.empty(0, dtype=np.int64), *(one.document for one in parts)])
    column = np.concatenate([np.empty(0, dtype=np.int64), *(one.column for one in parts)])
    amount = np.concatenate([np.empty(0), *(one.amount for one in parts)])
    return sparse(document, column, amount, documents, columns)
