"""How aligned spans compare, and whether their labels agree.

The four ways of counting of SemEval-2013 task 9.1 (Segura-Bedmar, Martínez and Herrero-Zazo
2013, after the MUC conferences): *strict* asks for the same bounds and the same label,
*exact* for the bounds alone, *partial* takes overlapping bounds for half, *type* asks for
the label alone. One of two annotators stands for the key there; F1 is the same either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.aligning import Alike, pairs
from annotator.agreement.grouping import Grouping
from annotator.agreement.runs import Runs
from annotator.agreement.table import Bools, Ints, Table


@dataclass(frozen=True, slots=True)
class Counts:
    """Spans by outcome: correct, incorrect, partial, missing (only the first has it), spurious (only the second)."""

    correct: int
    incorrect: int
    partial: int
    missing: int
    spurious: int

    @property
    def f1(self) -> float | None:
        """Twice the correct ones, half the partial ones, of all spans of both; None where there is none."""
        both = self.correct + self.incorrect + self.partial
        total = 2 * both + self.missing + self.spurious
        return (2 * self.correct + self.partial) / total if total else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.partial + other.partial,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )


WAYS = ("strict", "exact", "partial", "type")


def aligned(table: Table, same: Alike) -> list[Ints]:
    """Return the aligned rows of all pairs of annotators, in their order."""
    return [pairs(table, a, b, same) for a, b in table.pairs]


def counts(table: Table, found: Sequence[Ints]) -> list[dict[str, Counts]]:
    """Return the counts of all pairs by way of counting; `found` are the aligned rows."""
    return [_counts(table, a, b, rows) for (a, b), rows in zip(table.pairs, found, strict=True)]


def _counts(table: Table, a: int, b: int, rows: Ints) -> dict[str, Counts]:
    both = table.both(a, b)[table.document]
    missing, spurious = (int(((table.annotator == who) & both).sum()) - len(rows) for who in (a, b))
    bounds = table.bounds[rows[:, 0]] == table.bounds[rows[:, 1]]
    label = table.label[rows[:, 0]] == table.label[rows[:, 1]]

    def of(correct: Bools, *, half: bool = False) -> Counts:
        right = int(correct.sum())
        rest = len(rows) - right
        return Counts(right, 0 if half else rest, rest if half else 0, missing, spurious)

    return {
        "strict": of(bounds & label),
        "exact": of(bounds),
        "partial": of(bounds, half=True),
        "type": of(label),
    }


def label_codes(table: Table, found: Sequence[Ints]) -> list[Ints]:
    """Return for each pair of annotators the labels of their aligned spans, as codes of two columns."""
    return [table.label[rows].reshape(-1, 2) for rows in found]


def grouped(table: Table, grouping: Grouping) -> Runs:
    """Return the labels of aligned spans: an item for each group of two annotators or more, a category a label.

    An annotator who has none in the group, or several, has not judged it.
    """
    rows = np.flatnonzero((table.read.sum(axis=1) >= 2)[table.document])
    heads, number = np.unique(grouping.group[rows], return_inverse=True)
    spans = np.zeros((len(heads), len(table.annotators)), dtype=np.int64)
    codes = np.full(spans.shape, -1)
    np.add.at(spans, (number, table.annotator[rows]), 1)
    codes[number, table.annotator[rows]] = table.label[rows]
    codes[spans != 1] = -1
    judged = (codes >= 0).sum(axis=1) >= 2
    codes = codes[judged]
    labels = np.eye(len(table.labels), dtype=np.bool_)
    return Runs(table.document[heads[judged]], np.ones(len(codes), dtype=np.int64), codes, labels)
