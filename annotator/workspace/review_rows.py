"""The list of cases: one light row each, read for a whole project or for one document."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from annotator.agreement.cases import Case, CaseType
from annotator.agreement.standing import AGREED, Article, Item, Standing, Status, standing
from annotator.agreement.table import table
from annotator.agreement.units import Units, units
from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import Decision
from annotator.core.errors import Cancelled, StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.messages import Message
from annotator.core.spans import Layer, Span
from annotator.storage import decision_rows, file, rows
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.scheming import as_of_now_since
from annotator.workspace.workspace import Workspace

EXCERPT = 120  # characters of the text shown in a row
TYPES = (*(kind.value for kind in CaseType), AGREED)
_ORDER = {name: number for number, name in enumerate(TYPES)}
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list. `key` finds it again in its document; `order` is its place among all.

    `kinds` are all that it differs in, `labels` those of its spans, `annotators` those of
    its readings that are not empty.
    """

    document_id: int
    key: Key
    type: str
    kinds: tuple[str, ...]
    status: Status
    rule: str
    start: int
    end: int
    labels: tuple[str, ...]
    annotators: tuple[str, ...]
    readings: int
    excerpt: str
    title: str
    why: tuple[Message, ...]
    order: tuple[int | str, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody is to decide it."""
        return self.status != Status.DECIDED


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows to show; what is empty means all.

    `types` are of cases; a case that differs in several ways has the types of all.
    `automatic` is True for what a rule decided, False for what did not come by itself;
    `rows` are single ones, by their keys.
    """

    statuses: frozenset[Status] = frozenset()
    types: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    annotators: frozenset[str] = frozenset()
    documents: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    automatic: bool | None = None
    rows: frozenset[Key] = frozenset()

    def holds(self, row: Row) -> bool:
        """Tell whether a row is to be shown."""
        return (
            (not self.statuses or row.status in self.statuses)
            and (self.automatic is None or self.automatic == bool(row.rule))
            and (not self.types or row.type in self.types or not self.types.isdisjoint(row.kinds))
            and (not self.labels or not self.labels.isdisjoint(row.labels))
            and (not self.annotators or not self.annotators.isdisjoint(row.annotators))
            and (not self.documents or row.document_id in self.documents)
            and (not self.rows or row.key in self.rows)
            and (not self.words or self._has_words(row))
        )

    def _has_words(self, row: Row) -> bool:
        said = " ".join((row.excerpt, row.title, *row.labels, *row.annotators)).casefold()
        return all(word.casefold() in said for word in self.words)


# Reading


def gold_id(conn: sqlite3.Connection) -> int | None:
    """Return the id of the project's gold annotator, None before the first decision."""
    row = conn.execute("SELECT id FROM annotator WHERE kind = 'gold' ORDER BY id LIMIT 1").fetchone()
    return int(row[0]) if row else None


class Reader:
    """Reads documents of a selection with their decisions, in one thread."""

    def __init__(self, workspace: Workspace, selection: Selection, gold: int) -> None:
        self.workspace = workspace
        self.selection = selection
        self.gold = gold
        wanted = set(selection.annotators)
        self.annotators = {
            a.id: a.name for a in workspace.annotators() if (a.name in wanted if wanted else a.kind != "gold")
        }

    def article(self, document_id: int, known: Units | None = None) -> Article:
        """Return all that the standing of a document's cases follows from; `known` are its groups."""
        with file.known_errors(self.workspace.path), file.snapshot(self.workspace.conn):
            conn = self.workspace.conn
            readers = self._readers(conn, document_id)
            layer = rows.read_layer(conn, document_id, self.gold)
            new = layer or Layer(fresh_id(), document_id, self.gold)
            gold = rows.read_annotations(conn, new, stored=layer is not None)
            decisions = _decisions(conn, document_id)
        ids = {name: number for number, name in self.annotators.items()}
        found = known or _units(document_id, readers)
        return Article(document_id, readers, ids, found, decisions, gold)

    def _readers(self, conn: sqlite3.Connection, document_id: int) -> dict[str, Annotations]:
        found = {}
        for layer_row in conn.execute(
            "SELECT id, document_id, annotator_id, state, flagged FROM layer WHERE document_id = ? AND NOT removed",
            (document_id,),
        ).fetchall():
            layer = rows.as_layer(layer_row)
            if layer.annotator_id in self.annotators and layer.state in self.selection.states:
                own = rows.read_annotations(conn, layer)
                found[self.annotators[layer.annotator_id]] = self._of_labels(own)
        return dict(sorted(found.items()))

    def _of_labels(self, own: Annotations) -> Annotations:
        labels = self.selection.labels
        if not labels:
            return own
        spans = {i: s for i, s in own.spans.items() if s.label in labels}
        links = {i: r for i, r in own.relations.items() if r.head_id in spans and r.child_id in spans}
        return Annotations(own.layer, spans, links)


def _units(document_id: int, readers: Mapping[str, Annotations]) -> Units:
    spans = sorted(
        ((s, name) for name, own in readers.items() for s in own.spans.values()), key=lambda pair: pair[0].id
    )
    links = [r for own in readers.values() for r in own.relations.values()]
    found = table(
        [(document_id, name) for name in readers],
        [(s.id, document_id, name, s.label, *f) for s, name in spans for f in s.fragments],
        [(r.id, r.type, r.head_id, r.child_id) for r in links],
        {s.id: s.attributes for s, _ in spans if s.attributes},
    )
    return units(found).get(document_id, Units())


def _decisions(conn: sqlite3.Connection, document_id: int) -> list[Decision]:
    """Return the decisions that hold, what was said in them under the names now in force."""
    found = decision_rows.read(conn, "document_id = ? AND superseded IS NULL", document_id)
    if not found:
        return found
    (last,) = conn.execute("SELECT max(id) FROM history WHERE changes >= '{'").fetchone()
    return [d if last is None or last <= d.after else _renamed(conn, d) for d in found]


def _renamed(conn: sqlite3.Connection, decision: Decision) -> Decision:
    said = tuple(
        replace(one, spans=tuple(_now(conn, decision.after, span) for span in one.spans))
        for one in decision.said
    )
    return replace(decision, said=said)


def _now(conn: sqlite3.Connection, after: int, span: Span) -> Span:
    try:
        (change,) = as_of_now_since(conn, after, (Change(span, span),))
    except StaleEdit:
        return span  # of something that has gone: the case is open again
    assert isinstance(change.after, Span)
    return change.after


@dataclass(slots=True)
class Board:
    """All rows of a selection, by document, and how many agreed spans are not in gold yet.

    `readers` is how many annotators have read anything at all; `left_out` counts documents
    that only one of those chosen has finished.
    """

    rows: dict[int, list[Row]]
    agreed: dict[int, int]
    left_out: int
    readers: int = 0


def read_board(
    reader: Reader,
    progress: Callable[[int, int], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Board:
    """Return the rows of all documents. Raises Cancelled."""
    workspace = reader.workspace
    found, left_out = read_table(workspace, reader.selection)
    by_document = units(found)
    labels = dict(zip(found.ids.tolist(), (found.labels[n] for n in found.label.tolist()), strict=True))
    links = found.links
    kinds = dict(zip(links.ids.tolist(), (links.types[n] for n in links.type.tolist()), strict=True))
    with file.known_errors(workspace.path):
        decided = {d for (d,) in workspace.conn.execute("SELECT DISTINCT document_id FROM decision")}
        (readers,) = workspace.conn.execute(
            "SELECT count(DISTINCT l.annotator_id) FROM layer l JOIN annotator a ON a.id = l.annotator_id "
            "WHERE NOT l.removed AND a.kind <> 'gold'"
        ).fetchone()
    board = Board({}, {}, left_out, readers)
    for done, (document_id, of) in enumerate(by_document.items()):
        if done % 64 == 0:
            progress(done, len(by_document))
            if cancelled():
                raise Cancelled
        if document_id in decided:
            article = reader.article(document_id, of)
            now = standing(article)
            board.rows[document_id] = rows_of(workspace, article, now)
            board.agreed[document_id] = len(now.agreed)
        else:
            items = [Item(case.type.value, case, Status.OPEN) for case in of.cases]
            items += [Item(case.type.value, case, Status.OPEN, kind=_kind(case, kinds)) for case in of.links]
            board.rows[document_id] = _rows(workspace, document_id, items, labels) if items else []
            board.agreed[document_id] = len(of.agreed)
    return board


def _kind(case: Case, kinds: Mapping[int, str]) -> str:
    return next(kinds[i] for ids in case.links.values() for i in ids)


def rows_of(workspace: Workspace, article: Article, now: Standing) -> list[Row]:
    """Return the rows of a document as it stands."""
    labels = {s.id: s.label for own in article.readers.values() for s in own.spans.values()}
    return _rows(workspace, article.document_id, now.items, labels)


def _rows(
    workspace: Workspace, document_id: int, items: Iterable[Item], labels: Mapping[int, str]
) -> list[Row]:
    title, text = _told(workspace, document_id)
    return [
        _row(item, (labels[i] for ids in item.case.spans.values() for i in ids), title, text)
        for item in items
    ]


def _told(workspace: Workspace, document_id: int) -> tuple[str, str]:
    with file.known_errors(workspace.path):
        row = workspace.conn.execute(
            "SELECT d.title, t.text FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.id = ?",
            (document_id,),
        ).fetchone()
    return str(row[0]), str(row[1])


def key_of(item: Item) -> Key:
    """Return what finds an item again among those of its document."""
    ids = [i for spans in item.case.spans.values() for i in spans]
    return item.kind, min(ids) if ids else -item.decisions[-1].id


def _row(item: Item, labels: Iterable[str], title: str, text: str) -> Row:
    case, key = item.case, key_of(item)
    later = int(item.status == Status.LATER)
    order = (later, _ORDER[item.type], -case.gain, case.document, case.start, case.end, key[1], key[0])
    return Row(
        case.document,
        key,
        item.type,
        tuple(kind.value for kind in case.kinds),
        item.status,
        item.rule,
        case.start,
        case.end,
        tuple(dict.fromkeys(labels)),
        tuple(name for name, ids in case.spans.items() if ids),
        len(case.spans),
        " ".join(text[case.start : min(case.end, case.start + EXCERPT)].split()),
        title,
        item.why,
        order,
    )
