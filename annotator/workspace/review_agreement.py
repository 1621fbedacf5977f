"""Agreement before and after review: of the annotators with each other, and of each with the final reading."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
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
from annotator.workspace.review_rows import gold_id
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """F1 among annotators (mean over pairs) and with gold; None where there is nothing to compare.

    `exact_after` and `overlap_after` are the same with the `decided` cases read as decided,
    None before the first. `alpha_u` is Krippendorff's for unitizing, of all labels. `settled`
    counts articles whose gold layer is done.
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


def figures(
    workspace: Workspace, selection: Selection, cancelled: Callable[[], bool] = lambda: False
) -> Figures:
    """Return agreement before and after review. Raises ProjectError, Cancelled."""

    def go_on() -> None:
        if cancelled():
            raise Cancelled

    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        found, left_out = read_table(workspace, selection)
        go_on()
        settled, against = _against_gold(workspace, selection)
        decided, open_, final = _decided(workspace, found)
    go_on()
    after = _means(found, open_, final) if decided else (None, None)
    go_on()
    return Figures(
        found.annotators,
        len(found.documents),
        left_out,
        len(settled),
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


def _decided(workspace: Workspace, found: Table) -> tuple[int, Bools, Ints]:
    """Return how many cases are decided, which rows are in none of them, and how many final spans documents have."""
    with file.known_errors(workspace.path):
        rows = workspace.conn.execute(
            "SELECT document_id, said, json_array_length(spans) FROM decision WHERE superseded IS NULL "
            "AND choice <> 'later' AND type NOT IN ('agreed', 'link')"
        ).fetchall()
    place = {document: number for number, document in enumerate(found.documents.tolist())}
    final = np.zeros(len(found.documents), dtype=np.int64)
    ids: list[int] = []
    for document, said, spans in rows:
        if document in place:
            final[place[document]] += spans
            ids += [span[0] for _, _, own, _ in json.loads(said) for span in own]
    return len(rows), ~np.isin(found.ids, ids), final


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


def _exact(found: Table, a: int, b: int, among: Bools | None = None) -> Ints:
    mine, other = _rows(found, a, b, among)
    key = key_of(found.document, found.label, found.bounds)
    return _counts(found, mine, other, np.isin(key[mine], key[other]), np.isin(key[other], key[mine]))


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
