"""Agreement before and after review: of the annotators with each other, and of each with the final reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from annotator.agreement import aligning
from annotator.agreement.table import Bools, Ints, Table, key_of
from annotator.core.spans import State
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.review_rows import gold_id
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """F1 among annotators (mean over pairs) and with gold; None where there is nothing to compare.

    `exact_after` and `overlap_after` are the mean over pairs with the articles that are
    settled read as decided. `settled` counts articles whose gold layer is done.
    """

    annotators: tuple[str, ...]
    documents: int
    left_out: int
    settled: int
    exact: float | None
    overlap: float | None
    exact_after: float | None
    overlap_after: float | None
    against: dict[str, float | None]


def figures(workspace: Workspace, selection: Selection) -> Figures:
    """Return agreement before and after review. Raises ProjectError."""
    found, left_out = read_table(workspace, selection)
    pairs = [(a, b) for b in range(len(found.annotators)) for a in range(b)]
    counts = {pair: (_exact(found, *pair), _overlap(found, *pair)) for pair in pairs}
    settled, against = _against_gold(workspace, selection)
    after: list[float | None] = [None, None]
    if settled:
        for n in (0, 1):
            after[n] = _mean(_f1(np.where(_in(found, settled), _same(c[n]), c[n])) for c in counts.values())
    return Figures(
        found.annotators,
        len(found.documents),
        left_out,
        len(settled),
        _mean(_f1(c[0]) for c in counts.values()),
        _mean(_f1(c[1]) for c in counts.values()),
        after[0],
        after[1],
        against,
    )


def _against_gold(workspace: Workspace, selection: Selection) -> tuple[set[int], dict[str, float | None]]:
    """Return the settled documents, and each annotator's exact F1 with gold there."""
    gold = gold_id(workspace.conn)
    known = {a.id: a for a in workspace.annotators()}
    if gold not in known:
        return set(), {}
    names = selection.annotators or tuple(a.name for a in known.values() if a.kind != "gold")
    with_gold = Selection((*names, known[gold].name), selection.labels, (State.DONE,))
    found, _ = read_table(workspace, with_gold)
    if known[gold].name not in found.annotators:
        return set(), {}
    at = found.annotators.index(known[gold].name)
    settled = set(found.documents[found.read[:, at]].tolist())
    against = {name: _f1(_exact(found, n, at)) for n, name in enumerate(found.annotators) if n != at}
    return settled, against


def _in(found: Table, documents: set[int]) -> Bools:
    return np.isin(found.documents, sorted(documents))[None, :]


def _same(counts: Ints) -> Ints:
    """Return counts of readings that are all alike, as many as there were."""
    units = (counts[0] + counts[1] + 1) // 2
    return np.stack([units, units, units, units])


def _exact(found: Table, a: int, b: int) -> Ints:
    mine, other = _rows(found, a, b)
    key = key_of(found.document, found.label, found.bounds)
    return _counts(found, mine, other, np.isin(key[mine], key[other]), np.isin(key[other], key[mine]))


def _overlap(found: Table, a: int, b: int) -> Ints:
    mine, other = _rows(found, a, b)
    touching = aligning.overlaps(found, mine, other)
    touching = touching[found.label[touching[:, 0]] == found.label[touching[:, 1]]]
    return _counts(found, mine, other, np.isin(mine, touching[:, 0]), np.isin(other, touching[:, 1]))


def _rows(found: Table, a: int, b: int) -> tuple[Ints, Ints]:
    both = found.read[:, a] & found.read[:, b]
    mine, other = (np.flatnonzero((found.annotator == who) & both[found.document]) for who in (a, b))
    return mine, other


def _counts(found: Table, mine: Ints, other: Ints, met: Bools, met_back: Bools) -> Ints:
    """Return by document: spans of the one, of the other, those met of each; shape (4, documents)."""
    size = len(found.documents)
    columns: Sequence[Ints] = [
        np.bincount(found.document[rows], minlength=size)
        for rows in (mine, other, mine[met], other[met_back])
    ]
    return np.stack(columns)


def _f1(counts: Ints) -> float | None:
    first, second, met, met_back = counts.sum(axis=1).tolist()
    return (met + met_back) / (first + second) if first + second else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
