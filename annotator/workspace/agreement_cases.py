"""An agreement with the cases behind each of its figures, as the review names them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.f1 import Tally
from annotator.agreement.table import Table
from annotator.storage import file
from annotator.workspace.agreement import Agreement, Pair, Selection, crossed_agreement, read_table
from annotator.workspace.agreement_index import Behind as Behind
from annotator.workspace.agreement_index import CaseIndex, Scope
from annotator.workspace.agreement_nothing import open_finals
from annotator.workspace.review_rows import Key
from annotator.workspace.workspace import Workspace


@dataclass(slots=True)
class Compared:
    """An agreement with what stands behind it.

    `over_pairs` has the exact F1 of each pair in each document of `figures.over_documents`;
    `readers` counts those who have begun anything, `finished` those whose readings are in
    the chosen states; `open_finals` the articles of a final reading chosen by name that is in
    none of them.
    """

    figures: Agreement
    index: CaseIndex
    over_pairs: dict[Pair, list[float | None]]
    readers: int
    finished: int
    open_finals: int = 0

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
    doing: Callable[[str], None] = lambda _part: None,
    counted: Callable[[Compared], None] = lambda _found: None,
) -> Compared:
    """Return the figures of a selection and the cases behind them.

    `doing` is told which part begins, as by `crossed_agreement`; `counted` is given the figures
    that are there first, with the cases behind them. Raises InputError, ProjectError, Cancelled.
    """
    begun: list[Compared] = []

    def first(table: Table, exact: Tally, found: Agreement) -> None:
        # The cases are those of the review: of all annotators and labels.
        is_all = selection == Selection(states=selection.states)
        whole = table if is_all else read_table(workspace, Selection(states=selection.states))[0]
        who = _who(workspace, selection)
        begun.append(
            Compared(
                found,
                CaseIndex(whole),
                _over_pairs(table, exact, found),
                *who,
                open_finals(workspace, selection),
            )
        )
        counted(begun[0])

    # All of one moment: an article that is done no longer is in neither, or in both.
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        found, crossing = crossed_agreement(
            workspace,
            selection,
            progress,
            cancelled,
            with_gamma=with_gamma,
            doing=doing,
            counted=first,
        )
    # The first are read while these are made.
    return replace(begun[0], figures=found, index=begun[0].index.crossed_by(crossing))


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


def _over_pairs(table: Table, exact: Tally, found: Agreement) -> dict[Pair, list[float | None]]:
    counts = exact.by_document
    units, met = counts[:, :, :2].sum(axis=2), counts[:, :, 2:].sum(axis=2)
    values = np.where(units > 0, met / np.maximum(units, 1), np.nan)
    place = {document: n for n, document in enumerate(table.documents.tolist())}
    order = [place[one.id] for one in found.over_documents]
    return {
        (table.annotators[a], table.annotators[b]): [
            None if math.isnan(value) else value for value in values[number, order].tolist()
        ]
        for number, (a, b) in enumerate(table.pairs)
    }
