"""An agreement with the cases behind each of its figures, as the review names them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

import numpy as np

from annotator.agreement.f1 import Tally
from annotator.agreement.table import Table
from annotator.storage import file
from annotator.workspace.agreement import Agreement, Pair, Selection, crossed_agreement, read_table
from annotator.workspace.agreement_index import Behind as Behind
from annotator.workspace.agreement_index import CaseIndex, OfFinal, Scope
from annotator.workspace.agreement_nothing import open_finals
from annotator.workspace.review_rows import Key
from annotator.workspace.workspace import Workspace


class Opens(StrEnum):
    """Where what stands behind a figure can be looked at.

    CASES are those of the review; FINAL are differences from the final reading, which the review
    has no cases of: it is what decides them. A figure over pairs of both sorts is NEITHER.
    """

    CASES = "cases"
    FINAL = "final"
    NEITHER = "neither"


@dataclass(slots=True)
class Compared:
    """An agreement with what stands behind it.

    The `index` has the cases of the review; where the figures are of one annotator and a final
    reading, those of these two. `finals` are the final readings that are compared.
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
    finals: frozenset[str] = frozenset()

    @property
    def scope(self) -> Scope:
        """What the figures are of."""
        found = self.figures
        return Scope(found.annotators, found.labels, tuple(one.id for one in found.over_documents))

    def keys(self, behind: Behind) -> frozenset[Key]:
        """Return the cases of the review behind a figure: whole, as they are settled, whatever of them it counts."""
        return self.index.keys(replace(behind, counted=""), self.scope)

    def opens(self, behind: Behind) -> Opens:
        """Tell where what stands behind a figure can be looked at."""
        sorts = {self.finals.isdisjoint(pair) for pair in self._pairs(behind)}
        if len(sorts) > 1:
            return Opens.NEITHER
        return Opens.FINAL if False in sorts else Opens.CASES

    def of_final(self, behind: Behind, name: str) -> OfFinal:
        """Return which differences from a final reading stand behind a figure, which is called `name`."""
        readers_first = (sorted(pair, key=self.finals.__contains__) for pair in self._pairs(behind))
        pairs = tuple((reader, final) for reader, final in readers_first)
        return OfFinal(pairs, behind, self.scope, self.figures.selection.states, self.index.crossing, name)

    def _pairs(self, behind: Behind) -> list[Pair]:
        return [
            pair
            for pair in combinations(self.figures.annotators, 2)
            if (behind.pair is None or set(pair) == set(behind.pair))
            and (not behind.annotator or behind.annotator in pair)
        ]


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
        finals = frozenset(a.name for a in workspace.annotators() if a.kind == "gold")
        finals = finals.intersection(found.annotators)
        of_two = found.annotators if finals and len(found.annotators) == 2 else ()
        every = Selection(of_two, states=selection.states)
        is_all = selection in (every, replace(every, annotators=of_two[::-1]))
        whole = table if is_all else read_table(workspace, every)[0]
        who = _who(workspace, selection)
        begun.append(
            Compared(
                found,
                CaseIndex(whole),
                _over_pairs(table, exact, found),
                *who,
                open_finals(workspace, selection),
                finals,
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
