"""Agreement before and after review: of the annotators with each other, and of each with the final reading."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement import f1
from annotator.agreement.f1 import Spread
from annotator.agreement.gamma import gamma
from annotator.agreement.nominal import Coefficient
from annotator.agreement.table import Table
from annotator.agreement.unitizing import alpha_u
from annotator.core.errors import Cancelled
from annotator.core.messages import message
from annotator.storage import file
from annotator.workspace.agreement import Selection
from annotator.workspace.grounds import gold_of
from annotator.workspace.review_after import Readings, read_both, with_final
from annotator.workspace.review_board import Board, Decided, read_board
from annotator.workspace.review_rows import Reader
from annotator.workspace.workspace import Workspace

MOST = 100  # articles of which γ is asked for
TOO_MANY = message("of more than {n} articles it takes long: see Agreement", n=MOST)
TOO_LONG = message("it takes longer than ten seconds: see Agreement")
_PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Among:
    """How far annotators agree: F1, the mean over pairs, and Krippendorff's αU, of all labels."""

    exact: Coefficient
    overlap: Coefficient
    alpha_u: Coefficient


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement among annotators `before` and `after` review, and exact F1 of each `against` gold.

    After review is with the `decided` cases read as decided, None before the first. `settled`
    counts articles whose gold layer is done, and in which nothing is open again since; each
    annotator's F1 with gold is that there, None where there is nothing to compare.
    """

    annotators: tuple[str, ...]
    documents: int
    left_out: int
    settled: int
    before: Among
    after: Among | None
    against: dict[str, float | None]
    decided: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What is decided, by document, and the documents in which something is open."""

    decided: Mapping[int, Decided]
    open_documents: Collection[int]


def settled_of(board: Board) -> Settled:
    """Return what is settled by all cases of a selection, as they are now."""
    return Settled(dict(board.decided), board.open_documents)


def read_readings(workspace: Workspace, selection: Selection, known: Settled) -> Readings:
    """Return the readings before and after what is settled. Raises ProjectError, InputError."""
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        return read_both(workspace, selection, known.decided)


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
        if known is None:
            known = settled_of(
                read_board(Reader(workspace, selection, gold_of(workspace)), cancelled=cancelled)
            )
        go_on()
        found = read_both(workspace, selection, known.decided)
    go_on()
    before = _among(found.before)
    go_on()
    after = None if found.after is None else _among(found.after)
    go_on()
    settled, against = _against_gold(found, known.open_documents)
    names, documents = found.before.annotators, len(found.before.documents)
    return Figures(names, documents, found.left_out, settled, before, after, against, found.decided)


def gammas(
    workspace: Workspace,
    selection: Selection,
    known: Settled,
    before: Coefficient | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Coefficient, Coefficient | None]:
    """Return γ before review and after what is settled, as far as it does not take long.

    `before` is that before review, where it is known. After review is None where nothing is
    decided. Raises ProjectError, Cancelled.
    """
    found = read_readings(workspace, selection, known)
    before = before or _gamma(found.before, cancelled)
    if found.after is None:
        return before, None
    return before, before if before.reason == TOO_LONG else _gamma(found.after, cancelled)


def _gamma(table: Table, cancelled: Callable[[], bool]) -> Coefficient:
    until = time.monotonic() + _PATIENCE

    def going_on(_share: float) -> None:
        if cancelled() or time.monotonic() > until:
            raise Cancelled

    try:
        found = gamma(table, going_on=going_on)
    except Cancelled:
        if cancelled():
            raise
        return Coefficient(None, 0, TOO_LONG)
    return Coefficient(found.value, found.units, found.reason)


def _among(table: Table) -> Among:
    exact, overlap = (_mean(f1.spread(table, one)) for one in (f1.exact(table), f1.overlapping(table)))
    return Among(exact, overlap, alpha_u(table).all)


def _mean(found: Spread) -> Coefficient:
    return Coefficient(found.mean, found.items, found.reason)


def _against_gold(found: Readings, open_documents: Collection[int]) -> tuple[int, dict[str, float | None]]:
    """Return the number of settled documents, and each annotator's exact F1 with gold there."""
    before = found.before
    settled = found.final.done & ~np.isin(before.documents, sorted(open_documents))
    if not settled.any():
        return 0, {}
    table = with_final(before, found.final, settled)
    gold, pairs = len(before.annotators), f1.spread(table, f1.exact(table)).pairs
    return int(settled.sum()), {name: pairs[name, table.annotators[gold]] for name in before.annotators}
