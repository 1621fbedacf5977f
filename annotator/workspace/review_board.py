"""All cases of a project for the list: those of documents without decisions as columns, the others one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from annotator.agreement.cases import Case, Cases, CaseType, Listed, cases, group, kinds_of
from annotator.agreement.items import AGREED, Item, Status
from annotator.agreement.standing import standing
from annotator.agreement.table import Table
from annotator.agreement.units import Units, units
from annotator.core.errors import Cancelled
from annotator.core.memory import without_collecting
from annotator.storage import file
from annotator.workspace.agreement import read_table
from annotator.workspace.review_accepted import Accepted, accepted
from annotator.workspace.review_rows import ORDER, Reader, Row, excerpt, list_rows, rows_of, told

_TYPES = tuple(CaseType)


@dataclass(slots=True)
class Board:
    """All rows of a selection, by document and in their order, and how much all agree on that is not in gold yet.

    `counts` are those of the rows (see `count`). `readers` is how many annotators have read
    anything at all; `left_out` counts documents that only one of those chosen has finished.
    """

    rows: dict[int, list[Row]] = field(default_factory=dict)
    agreed: dict[int, int] = field(default_factory=dict)
    left_out: int = 0
    readers: int = 0
    ordered: list[Row] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def count(counts: Counter[str], row: Row, by: int) -> None:
    """Count a row by its status, its open types, and whether it came by itself."""
    keys = {row.status.value}
    if row.rule:
        keys.add("automatic")
    elif row.is_open:
        keys |= {"to decide", row.type, *row.kinds}
    else:
        keys.add("by hand")
    for key in keys:
        counts[key] += by


def read_board(
    reader: Reader,
    progress: Callable[[int, int], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Board:
    """Return the rows of all documents, as they were at one moment. Raises Cancelled."""
    with without_collecting(lasting=True), reader.snapshot():
        return _Reading(reader, progress, cancelled).board()


class _Reading:
    """One reading of all cases."""

    def __init__(
        self, reader: Reader, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        self._reader, self._workspace = reader, reader.workspace
        self._progress, self._cancelled = progress, cancelled
        self._board = Board()
        self._done = self._all = 0

    def board(self) -> Board:
        board, workspace = self._board, self._workspace
        table, board.left_out = read_table(workspace, self._reader.selection)
        self._at(0)
        decided = self._read_decided()
        grouping = group(table)
        read = np.flatnonzero(table.read.sum(axis=1) >= 2)
        documents = table.documents[read].tolist()
        self._all = len(documents)
        agreed = np.bincount(table.document[grouping.agreed & (grouping.group == np.arange(len(table)))],
                             minlength=len(table.documents))  # fmt: skip
        board.agreed = dict(zip(documents, agreed[read].tolist(), strict=True))
        board.rows = {document: [] for document in documents}
        found = cases(table, grouping)
        if decided:
            simple = accepted(workspace, self._reader.gold, table, grouping, decided)
            decided -= simple.keys()
            self._list_accepted(table, simple)
        self._list_spans(table, found.listed(), decided)
        self._list_links(table, found, decided)
        self._stand(units(table, grouping, decided) if decided else {})
        board.ordered = [row for rows in board.rows.values() for row in rows]
        board.ordered.sort(key=_order)
        for row in board.ordered:
            count(board.counts, row, 1)
        return board

    def _at(self, done: int) -> None:
        self._progress(done, max(self._all, done))
        if self._cancelled():
            raise Cancelled

    def _read_decided(self) -> set[int]:
        conn = self._workspace.conn
        with file.known_errors(self._workspace.path):
            (self._board.readers,) = conn.execute(
                "SELECT count(DISTINCT l.annotator_id) FROM layer l JOIN annotator a ON a.id = l.annotator_id "
                "WHERE NOT l.removed AND a.kind <> 'gold'"
            ).fetchone()
            return {document for (document,) in conn.execute("SELECT DISTINCT document_id FROM decision")}

    def _list_spans(self, table: Table, listed: Listed, decided: Collection[int]) -> None:
        """Make the rows of the cases in documents without decisions."""
        names, labels = table.annotators, table.labels
        kinds = [tuple(kind.value for kind in kinds_of(bits)) for bits in range(16)]
        types = [kind.value for kind in _TYPES]
        here, skipped, title, text, rows = None, False, "", "", list[Row]()
        columns = zip(
            listed.type, listed.kinds, listed.document, listed.start, listed.end, listed.gain,
            listed.first, listed.readers, listed.low, listed.high, strict=True,
        )  # fmt: skip
        for kind, bits, document, start, end, gain, first, readers, low, high in columns:
            if document != here:
                here = document
                rows = self._board.rows[document]
                skipped = document in decided
                if not skipped:
                    title, text = told(self._workspace, document)
                    self._done += 1
                    if self._done % 64 == 0:
                        self._at(self._done)
            if skipped:
                continue
            rows.append(
                Row(
                    document, ("", first), types[kind], kinds[bits], Status.OPEN, "", start, end,
                    tuple([labels[n] for n in dict.fromkeys(listed.label[low:high])]),
                    tuple([names[n] for n in dict.fromkeys(listed.annotator[low:high])]),
                    readers, excerpt(text, start, end), title, (),
                    (0, ORDER[types[kind]], -gain, document, start, end, first, ""),
                )
            )  # fmt: skip

    def _list_accepted(self, table: Table, simple: Mapping[int, list[Accepted]]) -> None:
        """Make the rows of what was accepted, in documents in which nothing else was decided."""
        read = table.read.tolist()
        for document, of in simple.items():
            if document not in self._board.rows or not of:
                continue
            self._board.agreed[document] -= len(of)
            title, text = told(self._workspace, document)
            readers = read[int(table.document[of[0].row])]
            names = tuple(name for name, has in zip(table.annotators, readers, strict=True) if has)
            for one in of:
                start, end = int(table.start[one.row]), int(table.end[one.row])
                self._board.rows[document].append(
                    Row(
                        document, ("", one.first), AGREED, (), Status.DECIDED, one.rule, start, end,
                        (table.labels[table.label[one.row]],), names, len(names),
                        excerpt(text, start, end), title, (),
                        (0, ORDER[AGREED], 0, document, start, end, one.first, ""),
                    )
                )  # fmt: skip

    def _list_links(self, table: Table, found: Cases, decided: Collection[int]) -> None:
        of_links = found.type == _TYPES.index(CaseType.LINK)
        of_links &= ~np.isin(found.document, sorted(decided))
        if not of_links.any():
            return
        by_document: dict[int, list[Item]] = {}
        kinds = {i: table.links.types[n] for i, n in
                 zip(table.links.ids.tolist(), table.links.type.tolist(), strict=True)}  # fmt: skip
        labels = {i: table.labels[n] for i, n in zip(table.ids.tolist(), table.label.tolist(), strict=True)}
        for case in found.where(of_links):
            item = Item(case.type.value, case, Status.OPEN, kind=_kind(case, kinds))
            by_document.setdefault(case.document, []).append(item)
        for document, items in by_document.items():
            self._board.rows[document] += list_rows(self._workspace, document, items, labels)

    def _stand(self, decided: Mapping[int, Units]) -> None:
        """Read the documents that have decisions."""
        for document, known in decided.items():
            article = self._reader.article(document, known)
            now = standing(article)
            self._board.rows[document] = rows_of(self._workspace, article, now)
            self._board.agreed[document] = now.waiting
            self._done += 1
            if self._done % 64 == 0:
                self._at(self._done)


def _kind(case: Case, kinds: Mapping[int, str]) -> str:
    return min(kinds[i] for ids in case.links.values() for i in ids)


def _order(row: Row) -> tuple[int | str, ...]:
    return row.order
