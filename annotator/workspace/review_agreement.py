"""Agreement before and after review: of the annotators with each other, and of each with the final reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from annotator.agreement import aligning
from annotator.agreement.table import Bools, Ints, Table, key_of
from annotator.agreement.unitizing import alpha_u
from annotator.core.errors import Cancelled
from annotator.core.spans import State
from annotator.storage import file
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.grounds import gold_of
from annotator.workspace.review_board import Board, Decided, read_board
from annotator.workspace.review_rows import Reader, gold_id
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """F1 among annotators (mean over pairs) and with gold; None where there is nothing to compare.

    `exact_after` and `overlap_after` are the same with the `decided` cases read as decided,
    None before the first. `alpha_u` is Krippendorff's for unitizing, of all labels. `settled`
    counts articles whose gold layer is done, and in which nothing is open again since.
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
    decided: int
    alpha_u: float | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What is decided, by document, and the documents in which something is open."""

    decided: Mapping[int, Decided]
    open_documents: Collection[int]


def settled_of(board: Board) -> Settled:
    """Return what is settled by all cases of a selection, as they are now."""
    return Settled(dict(board.decided), board.open_documents)


def figures(
    workspace: Workspace,
    selection: Selection,
    cancelled: Callable[[], bool] = lambda: False,
    known: Settled | None = None,
) -> Figures:
    """Return agreement before and after review. Raises ProjectError, Cancelled.

    `known` is what is settled, where the caller has read all cases of the selection.
    """

    def go_on() -> None:
        if cancelled():
            raise Cancelled

    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        found, left_out = read_table(workspace, selection)
        go_on()
        if known is None:
            known = settled_of(
                read_board(Reader(workspace, selection, gold_of(workspace)), cancelled=cancelled)
            )
        settled, against = _against_gold(workspace, selection, known.open_documents)
    go_on()
    decided, open_, final = _decided(found, known.decided)
    after = _means(found, open_, final) if decided else (None, None)
    go_on()
    return Figures(
        found.annotators,
        len(found.documents),
        left_out,
        settled,
        *_means(found, np.ones(len(found), dtype=np.bool_), np.zeros(len(found.documents), dtype=np.int64)),
        *after,
        against,
        decided,
        alpha_u(found).all.value,
    )


def _means(found: Table, among: Bools, final: Ints) -> tuple[float | None, float | None]:
    """Return exact and overlap F1, the mean over pairs, of rows `among` and of spans that both have.

    `final` is how many of these there are in each document.
    """
    exact: list[float | None] = []
    overlap: list[float | None] = []
    for b in range(len(found.annotators)):
        for a in range(b):
            shared = final * found.both(a, b)
            for counted, values in ((_exact, exact), (_overlap, overlap)):
                values.append(_f1(counted(found, a, b, among) + shared))
    return _mean(exact), _mean(overlap)


def _decided(found: Table, decided: Mapping[int, Decided]) -> tuple[int, Bools, Ints]:
    """Return how many cases are decided, which rows are in none of them, and how many final spans documents have."""
    final = np.zeros(len(found.documents), dtype=np.int64)
    ids, count = [np.zeros(0, dtype=np.int64)], 0
    for place, document in enumerate(found.documents.tolist()):
        of = decided.get(document)
        if of is not None:
            final[place] = of.final
            count += of.cases
            ids.append(np.array(of.spans, dtype=np.int64))
    return count, ~np.isin(found.ids, np.concatenate(ids)), final


def _against_gold(
    workspace: Workspace, selection: Selection, open_documents: Collection[int]
) -> tuple[int, dict[str, float | None]]:
    """Return the number of settled documents, and each annotator's exact F1 with gold there."""
    gold = gold_id(workspace.conn)
    known = {a.id: a for a in workspace.annotators()}
    if gold not in known:
        return 0, {}
    names = selection.annotators or tuple(a.name for a in known.values() if a.kind != "gold")
    with_gold = Selection((*names, known[gold].name), selection.labels, (State.DONE,))
    found, _ = read_table(workspace, with_gold)
    if known[gold].name not in found.annotators:
        return 0, {}
    at = found.annotators.index(known[gold].name)
    settled = found.read[:, at] & ~np.isin(found.documents, sorted(open_documents))
    if not settled.any():
        return 0, {}
    among = settled[found.document]
    against = {name: _f1(_exact(found, n, at, among)) for n, name in enumerate(found.annotators) if n != at}
    return int(settled.sum()), against


def _exact(found: Table, a: int, b: int, among: Bools | None = None) -> Ints:
    mine, other = _rows(found, a, b, among)
    rows = np.concatenate([mine, other])
    # One to one, as in the alignment: of a span that one has twice the other has only one.
    number = aligning.numbered(key_of(found.document[rows], found.label[rows], found.bounds[rows]))
    one, two = np.split(aligning.told_apart(number, found.annotator[rows]), [len(mine)])
    return _counts(found, mine, other, np.isin(one, two), np.isin(two, one))


def _overlap(found: Table, a: int, b: int, among: Bools | None = None) -> Ints:
    mine, other = _rows(found, a, b, among)
    touching = aligning.overlaps(found, mine, other)
    touching = touching[found.label[touching[:, 0]] == found.label[touching[:, 1]]]
    return _counts(found, mine, other, np.isin(mine, touching[:, 0]), np.isin(other, touching[:, 1]))


def _rows(found: Table, a: int, b: int, among: Bools | None) -> tuple[Ints, Ints]:
    wanted = found.both(a, b)[found.document]
    if among is not None:
        wanted &= among
    mine, other = (np.flatnonzero((found.annotator == who) & wanted) for who in (a, b))
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
