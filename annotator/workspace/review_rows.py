"""The list of cases: one light row each, read for a whole project or for one document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.agreement.cases import CaseType
from annotator.agreement.items import AGREED, Article, Item, Standing, Status
from annotator.agreement.table import table
from annotator.agreement.units import Units, units
from annotator.core.annotations import Annotations
from annotator.core.decisions import Decision
from annotator.core.ids import fresh_id
from annotator.core.messages import Message
from annotator.core.spans import Layer
from annotator.storage import decision_rows, file, rows
from annotator.workspace.agreement import Selection
from annotator.workspace.agreement_reading import by_name, told
from annotator.workspace.decisions import decisions
from annotator.workspace.workspace import Workspace

EXCERPT = 120  # characters of the text shown in a row
TYPES = (*(kind.value for kind in CaseType), AGREED)
ORDER = {name: number for number, name in enumerate(TYPES)}
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

    @property
    def is_case(self) -> bool:
        """Whether readings differ, or somebody decided: not what all agree on and a rule accepted."""
        return self.type != AGREED or not self.rule


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows to show; what is empty means all.

    `types` are of cases; a case that differs in several ways has the types of all.
    `automatic` is True for what a rule decided, False for what did not come by itself;
    `cases` is True for cases alone, False for what all agree on and was accepted; `rows` are
    single ones, by their keys. `words` are looked for in annotators' names, too; without
    `names` only in those of cases that are decided, so that nothing tells who read an open
    one how.
    """

    statuses: frozenset[Status] = frozenset()
    types: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    annotators: frozenset[str] = frozenset()
    documents: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    automatic: bool | None = None
    cases: bool | None = None
    rows: frozenset[Key] = frozenset()
    names: bool = True

    def holds(self, row: Row) -> bool:
        """Tell whether a row is to be shown."""
        return (
            (not self.statuses or row.status in self.statuses)
            and (self.automatic is None or self.automatic == bool(row.rule))
            and (self.cases is None or self.cases == row.is_case)
            and (not self.types or row.type in self.types or not self.types.isdisjoint(row.kinds))
            and (not self.labels or not self.labels.isdisjoint(row.labels))
            and (not self.annotators or not self.annotators.isdisjoint(row.annotators))
            and (not self.documents or row.document_id in self.documents)
            and (not self.rows or row.key in self.rows)
            and (not self.words or self._has_words(row))
        )

    def _has_words(self, row: Row) -> bool:
        names = row.annotators if self.names or not row.is_open else ()
        said = " ".join((row.excerpt, row.title, *row.labels, *names)).casefold()
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
        self.selection = by_name(workspace, selection)
        self.gold = gold
        self.annotators: dict[int, str] = {}
        self._is_reading = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that the block reads be of one moment, the annotators too."""
        if self._is_reading:
            yield
            return
        wanted = set(self.selection.annotators)
        with file.known_errors(self.workspace.path), file.snapshot(self.workspace.conn):
            self.annotators = {
                a.id: a.name
                for a in self.workspace.annotators()
                if (a.name in wanted if wanted else a.kind != "gold")
            }
            self._is_reading = True
            try:
                yield
            finally:
                self._is_reading = False

    def article(self, document_id: int, known: Units | None = None) -> Article:
        """Return all that the standing of a document's cases follows from; `known` are its groups."""
        conn = self.workspace.conn
        with self.snapshot():
            readers = self._readers(conn, document_id)
            layer = rows.read_layer(conn, document_id, self.gold)
            new = layer or Layer(fresh_id(), document_id, self.gold)
            gold = rows.read_annotations(conn, new, stored=layer is not None)
            decided = decisions(conn, "document_id = ?", document_id)
            told_ = decision_rows.first_of_readers(conn, document_id)
        ids = {name: number for number, name in self.annotators.items()}
        found = known or _units(document_id, readers)
        return Article(document_id, readers, ids, found, decided, gold, self.workspace.scheme, told_)

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


def rows_of(workspace: Workspace, article: Article, now: Standing) -> list[Row]:
    """Return the rows of a document as it stands."""
    labels = {s.id: s.label for own in article.readers.values() for s in own.spans.values()}
    return list_rows(workspace, article.document_id, now.items, labels)


def list_rows(
    workspace: Workspace, document_id: int, items: Iterable[Item], labels: Mapping[int, str]
) -> list[Row]:
    """Return the rows of some items of a document; `labels` are those of spans."""
    title, text = told(workspace, document_id)
    found, items = [], list(items)
    for item, key in zip(items, keys_of(items), strict=True):
        own = [labels[i] for ids in item.case.spans.values() for i in ids]
        found.append(_row(item, key, own or labels_before(workspace, item.decisions), title, text))
    return found


def labels_before(workspace: Workspace, decisions_: Iterable[Decision]) -> list[str]:
    """Return the labels that readings had which are gone, the last time that there were any."""
    found = list(decisions_)
    while found:
        labels = [span.label for decision in found for said in decision.said for span in said.spans]
        if labels:
            return labels
        with file.known_errors(workspace.path):
            found = [
                d
                for one in found
                for d in decision_rows.read(
                    workspace.conn, "document_id = ? AND superseded = ?", one.document_id, one.id
                )
            ]
    return []


def excerpt(text: str, start: int, end: int) -> str:
    """Return on one line what a row shows of a range."""
    return " ".join(text[start : min(end, start + EXCERPT)].split())


def key_of(item: Item) -> Key:
    """Return what finds an item again among those of its document."""
    ids = [i for spans in item.case.spans.values() for i in spans]
    return item.kind, min(ids) if ids else -item.decisions[-1].id


def keys_of(items: Iterable[Item]) -> list[Key]:
    """Return what finds each of all items of a document again.

    Several cases of links may begin at one place, as some were decided before the ends of others
    were settled: that with the oldest link has the place alone, others their own, too.
    """
    items = list(items)
    alike: dict[Key, list[int]] = {}
    for number, item in enumerate(items):
        alike.setdefault(key_of(item), []).append(number)
    found = [key_of(item) for item in items]
    for (kind, place), numbers in alike.items():
        for number in sorted(numbers, key=lambda n: _oldest(items[n]))[1:]:
            found[number] = (f"{kind} {_oldest(items[number])}", place)
    return found


def _oldest(item: Item) -> int:
    links = [i for own in item.case.links.values() for i in own]
    return min(links, default=item.decisions[-1].id if item.decisions else 0)


def _row(item: Item, key: Key, labels: Iterable[str], title: str, text: str) -> Row:
    case = item.case
    later = int(item.status == Status.LATER)
    order = (later, ORDER[item.type], -case.gain, case.document, case.start, case.end, key[1], key[0])
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
        excerpt(text, case.start, case.end),
        title,
        item.why,
        order,
    )
