"""An agreement with the cases behind each of its figures, as the review names them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotator.agreement import f1
from annotator.agreement.aligning import alike
from annotator.agreement.table import Table
from annotator.storage import file
from annotator.workspace.agreement import Agreement, Pair, Selection, crossed_agreement, read_table
from annotator.workspace.agreement_index import Behind as Behind
from annotator.workspace.agreement_index import CaseIndex, Scope
from annotator.workspace.review_rows import Key
from annotator.workspace.workspace import Workspace

_FIGURES = 90  # hundredths of the work; the rest finds the cases


@dataclass(slots=True)
class Compared:
    """An agreement with what stands behind it.

    `over_pairs` has the exact F1 of each pair in each document of `figures.over_documents`;
    `readers` counts those who have begun anything, `finished` those whose readings are in
    the chosen states.
    """

    figures: Agreement
    index: CaseIndex
    over_pairs: dict[Pair, list[float | None]]
    readers: int
    finished: int

    @property
    def scope(self) -> Scope:
        """What the figures are of."""
        found = self.figures
        return Scope(found.annotators, found.labels, tuple(one.id for one in found.over_documents))

    def keys(self, behind: Behind) -> frozenset[Key]:
        """Return the cases behind a figure."""
        return self.index.keys(behind, self.scope)


def compare(
    workspace: Workspace,
    selection: Selection,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    with_gamma: bool = True,
) -> Compared:
    """Return the figures of a selection and the cases behind them. Raises InputError, ProjectError, Cancelled."""
    # All of one moment: an article that is done no longer is in neither, or in both.
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        found, crossing = crossed_agreement(
            workspace,
            selection,
            lambda done, total: progress(done * _FIGURES // 100, total),
            cancelled,
            with_gamma=with_gamma,
        )
        # The cases are those of the review: of all annotators and labels.
        whole, _ = read_table(workspace, Selection(states=selection.states))
        chosen = whole
        if selection.annotators or selection.labels:
            chosen, _ = read_table(
                workspace, Selection(selection.annotators, selection.labels, selection.states)
            )
        progress(_FIGURES + 5, 100)
        who = _who(workspace, selection)
    return Compared(found, CaseIndex(whole, crossing), _over_pairs(chosen, found), *who)


def _who(workspace: Workspace, selection: Selection) -> tuple[int, int]:
    marks = ", ".join("?" * len(selection.states))
    finished = f"count(DISTINCT iif(l.state IN ({marks}), l.annotator_id, NULL))"
    with file.known_errors(workspace.path):
        row = workspace.conn.execute(
            f"SELECT count(DISTINCT l.annotator_id), {finished} FROM layer l "  # noqa: S608
            "JOIN annotator a ON a.id = l.annotator_id WHERE NOT l.removed AND a.kind <> 'gold'",
            selection.states,
        ).fetchone()
    return int(row[0]), int(row[1])


def _over_pairs(table: Table, found: Agreement) -> dict[Pair, list[float | None]]:
    counts = f1.exact(table, alike(table)).by_document
    units, met = counts[:, :, :2].sum(axis=2), counts[:, :, 2:].sum(axis=2)
    values = np.where(units > 0, met / np.maximum(units, 1), np.nan)
    place = {document: n for n, document in enumerate(table.documents.tolist())}
    order = [place[one.id] for one in found.over_documents if one.id in place]
    return {
        (table.annotators[a], table.annotators[b]): [
            None if math.isnan(value) else value for value in values[number, order].tolist()
        ]
        for number, (a, b) in enumerate(table.pairs)
    }
