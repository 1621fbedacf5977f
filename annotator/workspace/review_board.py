"""All cases of a project for the list: those of documents without decisions as columns, the others one by one."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from annotator.agreement.cases import Case, Cases, CaseType, Grouping, Listed, cases, group, kinds_of
from annotator.agreement.items import AGREED, Item, Standing, Status
from annotator.agreement.standing import standing
from annotator.agreement.table import Table
from annotator.agreement.units import Units, units
from annotator.core.errors import Cancelled
from annotator.core.memory import without_collecting
from annotator.storage import file, history
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.agreement_reading import told
from annotator.workspace.grounds import Mark
from annotator.workspace.review_accepted import Accepted, accepted
from annotator.workspace.review_rows import ORDER, Reader, Row, excerpt, gold_id, list_rows, rows_of
from annotator.workspace.workspace import Workspace

_TYPES = tuple(CaseType)


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided in one document, but for what all agreed on and was accepted by itself.

    `cases` of spans, the ids of the annotators' `spans` in them, and how many spans of the
    `final` reading follow from them.
    """

    cases: int
    spans: array[int]
    final: int


@dataclass(slots=True)
class Board:
    """All rows of a selection, by document and in their order, and how much all agree on that is not in gold yet.

    `counts` are those of the rows (see `count`). `readers` is how many annotators have read
    anything at all; `left_out` counts documents that only one of those chosen has finished.
    `decided` is what is decided, by document, where anything is; `mark` says of which moment all is.
    """

    rows: dict[int, list[Row]] = field(default_factory=dict)
    agreed: dict[int, int] = field(default_factory=dict)
    left_out: int = 0
    readers: int = 0
    ordered: list[Row] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    decided: dict[int, Decided] = field(default_factory=dict)
    mark: Mark = ()

    @property
    def open_documents(self) -> set[int]:
        """The documents in which something is to be decided or accepted."""
        found = {document for document, waiting in self.agreed.items() if waiting}
        return found.union(d for d, rows in self.rows.items() if any(row.is_open for row in rows))

    def replace(self, document_id: int, rows: list[Row], now: Standing, *, is_read: bool) -> None:
        """Take over how a document stands now; what no two annotators have read any longer is in no list."""
        for held in (self.rows, self.agreed, self.decided):
            held.pop(document_id, None)
        if not is_read:
            return
        self.rows[document_id], self.agreed[document_id] = rows, now.waiting
        decisions = decided_in(now)
        if decisions is not None:
            self.decided[document_id] = decisions


def count(counts: Counter[str], row: Row, by: int) -> None:
    """Count a row by its status and by what `Review.counts` tells beside."""
    keys = {row.status.value}
    if row.is_case:
        keys.add("cases")
    if row.is_open:
        keys |= {"to decide", row.type, *row.kinds}
    elif row.is_case:
        keys |= {"settled", "by rule" if row.rule else "by hand"}
    else:
        keys.add("accepted")
    if row.rule:
        keys.add("automatic")
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


def open_documents(
    reader: Reader, among: Collection[int], cancelled: Callable[[], bool] = lambda: False
) -> set[int]:
    """Return those of some documents in which something is to be decided or accepted. Raises Cancelled.

    That is what `Board.open_documents` has, without the rows.
    """
    workspace, found = reader.workspace, set[int]()
    with without_collecting(), reader.snapshot():
        table, _ = read_table(workspace, reader.selection)
        grouping = group(table)
        simple = accepted(workspace, reader.gold, table, grouping, set(among))
        disputed = set(cases(table, grouping).document.tolist())
        agreed = dict(zip(table.documents.tolist(), _agreed(table, grouping), strict=True))
        found |= {d for d, of in simple.items() if d in disputed or agreed.get(d, 0) > len(of)}
        for document, known in units(table, grouping, set(among) - simple.keys()).items():
            if cancelled():
                raise Cancelled
            now = standing(reader.article(document, known))
            if now.waiting or any(item.is_open for item in now.items):
                found.add(document)
    return found


def open_again(workspace: Workspace, cancelled: Callable[[], bool] = lambda: False) -> set[int]:
    """Return the documents whose gold layer is done, and in which something is to be decided since.

    A reading that changes writes nothing but itself: whether its case is open again follows
    from the cases alone. Raises Cancelled.
    """
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        gold = gold_id(workspace.conn)
        done = workspace.conn.execute(
            "SELECT document_id FROM layer WHERE annotator_id = ? AND state = 'done' AND NOT removed", (gold,)
        ).fetchall()
        if gold is None or not done:
            return set()
        return open_documents(Reader(workspace, Selection(), gold), {d for (d,) in done}, cancelled)


def decided_in(now: Standing) -> Decided | None:
    """Return what is decided in a document as it stands; None where nothing is."""
    items = [i for i in now.items if not i.is_open and i.type != "link" and not (i.type == AGREED and i.rule)]
    if not items:
        return None
    spans = array("q", (i for item in items for ids in item.case.spans.values() for i in ids))
    final = {i for item in items for decision in item.decisions for i in decision.spans}
    return Decided(len(items), spans, len(final))


def _agreed(table: Table, grouping: Grouping) -> list[int]:
    """Return how many agreed groups each document of a table has."""
    heads = grouping.agreed & (grouping.group == np.arange(len(table)))
    found: list[int] = np.bincount(table.document[heads], minlength=len(table.documents)).tolist()
    return found


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
        board.mark = history.read_mark(workspace.conn)
        table, board.left_out = read_table(workspace, self._reader.selection)
        self._at(0)
        decided = self._read_decided()
        grouping = group(table)
        read = np.flatnonzero(table.read.sum(axis=1) >= 2)
        documents = table.documents[read].tolist()
        self._all = len(documents)
        agreed = _agreed(table, grouping)
        board.agreed = {document: agreed[n] for document, n in zip(documents, read.tolist(), strict=True)}
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
            decisions = decided_in(now)
            if decisions is not None:
                self._board.decided[document] = decisions
            self._done += 1
            if self._done % 64 == 0:
                self._at(self._done)


def _kind(case: Case, kinds: Mapping[int, str]) -> str:
    return min(kinds[i] for ids in case.links.values() for i in ids)


def _order(row: Row) -> tuple[int | str, ...]:
    return row.order
