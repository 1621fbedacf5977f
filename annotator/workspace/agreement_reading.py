"""Readings of a project as columns, for agreement: which ones count, their spans, tokens and words."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from annotator.agreement.runs import Units
from annotator.agreement.table import Bools, Columns, Ints, Table, build
from annotator.core.errors import Cancelled, InputError
from annotator.core.scheme import labels_named
from annotator.core.spans import State
from annotator.core.tokens import token_ranges
from annotator.formats.passages import WordHashes, clusters, fingerprints
from annotator.storage import file
from annotator.workspace.agreement_query import found_by
from annotator.workspace.workspace import Workspace

_LABELS = 20  # bits: two small numbers in one are read twice as fast
_OFFSETS = 31
_SPACES = np.array([chr(code).isspace() for code in range(0x10000)])


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose readings of what: empty means all. By default only readings that are done count.

    `queries` are what people type to filter the queue; a document counts that one of them finds.
    With `copies_once`, of articles that share passages, such as wire copies, only one counts:
    the one that most have read, of several the first.
    """

    annotators: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    states: tuple[State, ...] = (State.DONE,)
    copies_once: bool = False
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Documents that were not compared: only one of the chosen has finished them; they are copies."""

    alone: int
    copies: int


def read_table(workspace: Workspace, selection: Selection) -> tuple[Table, int]:
    """Return the chosen readings as columns, and how many documents only one annotator has finished.

    Raises InputError where there is no such annotator or label.
    """
    found, left_out = read(workspace, selection)
    return found, left_out.alone


def read(
    workspace: Workspace,
    selection: Selection,
    cancelled: Callable[[], bool] = lambda: False,
    document: int | None = None,
) -> tuple[Table, LeftOut]:
    """Return the chosen readings as columns, of all documents or of one, and what was left out.

    Raises InputError, Cancelled.
    """
    names = _names(workspace, selection)
    selection = by_name(workspace, selection)
    wanted = found_by(workspace, names, selection.queries, cancelled)
    if document is not None:
        wanted = {document} if wanted is None else wanted & {document}
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        alone = _choose(workspace.conn, names, selection.states, wanted)
        copies = _drop_copies(workspace.conn, cancelled) if selection.copies_once else 0
        return _read(workspace.conn, selection, names), LeftOut(alone, copies)


def by_name(workspace: Workspace, selection: Selection) -> Selection:
    """Return a selection with labels by their names, where somebody asked for them by titles. Raises InputError."""
    return replace(selection, labels=labels_named(workspace.scheme, selection.labels))


def _names(workspace: Workspace, selection: Selection) -> dict[int, str]:
    """Return the chosen annotators' names by id."""
    # The gold layer follows from the others: it is a reading only where it is asked for by name.
    annotators = workspace.annotators()
    known = {annotator.name: annotator.id for annotator in annotators}
    readers = [annotator.name for annotator in annotators if annotator.kind != "gold"]
    unknown = [name for name in selection.annotators if name not in known]
    if unknown:
        raise InputError(
            "There is no annotator {names} in this project; there are: {known}.",
            names=", ".join(unknown),
            known=", ".join(known) or "–",
        )
    return {known[name]: name for name in selection.annotators or readers}


def _choose(
    conn: sqlite3.Connection, names: Mapping[int, str], states: Sequence[State], among: Collection[int] | None
) -> int:
    """Note the chosen layers, but for documents with one of them only; return how many those are.

    `among` are the ids of the documents that count, None for all.
    """
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS chosen_layer "
        "(number INTEGER PRIMARY KEY, id INTEGER, document INTEGER, annotator INTEGER)"
    )
    conn.execute("DELETE FROM chosen_layer")
    who, wanted = ", ".join(map(str, names)) or "NULL", ", ".join("?" * len(states))
    chosen = (
        "FROM layer l JOIN document d ON d.id = l.document_id WHERE NOT l.removed AND NOT d.removed "
        f"AND l.annotator_id IN ({who}) AND l.state IN ({wanted})"
    )
    if among is not None:
        conn.execute("CREATE TEMP TABLE IF NOT EXISTS asked_document (id INTEGER PRIMARY KEY)")
        conn.execute("DELETE FROM asked_document")
        conn.executemany("INSERT INTO asked_document VALUES (?)", [(one,) for one in sorted(among)])
        chosen += " AND d.id IN asked_document"
    several = f"SELECT l.document_id {chosen} GROUP BY l.document_id HAVING count(*) > 1"
    conn.execute(
        f"INSERT INTO chosen_layer (id, document, annotator) SELECT l.id, l.document_id, l.annotator_id {chosen} "
        f"AND l.document_id IN ({several}) ORDER BY l.document_id, l.id",
        (*states, *states),
    )
    (all_,) = conn.execute(f"SELECT count(DISTINCT l.document_id) {chosen}", states).fetchone()
    (kept,) = conn.execute("SELECT count(DISTINCT document) FROM chosen_layer").fetchone()
    return int(all_ - kept)


def _read(conn: sqlite3.Connection, selection: Selection, names: Mapping[int, str]) -> Table:
    numbers, in_document, by = _numbers(
        conn.execute("SELECT number, document, annotator FROM chosen_layer ORDER BY number"), 3
    )
    annotators = tuple(sorted(names[who] for who in np.unique(by).tolist()))
    number = {who: annotators.index(name) for who, name in names.items() if name in annotators}
    reader = np.array([number[who] for who in by.tolist()], dtype=np.int64)
    documents, document = np.unique(in_document, return_inverse=True)
    read_ = np.zeros((len(documents), len(annotators)), dtype=np.bool_)
    read_[document, reader] = True
    labels, columns = _spans(conn, selection.labels, numbers, document, reader)
    relations = conn.execute(
        "SELECT r.id, r.type, r.head_id, r.child_id FROM chosen_layer c JOIN relation r ON r.layer_id = c.id"
    ).fetchall()
    attributes = conn.execute(
        "SELECT a.span_id, a.name, a.value FROM chosen_layer c CROSS JOIN span s ON s.layer_id = c.id "
        "CROSS JOIN attribute a ON a.span_id = s.id"
    )
    lengths = _numbers(
        conn.execute(
            "SELECT length FROM document WHERE id IN (SELECT document FROM chosen_layer) ORDER BY id"
        ),
        1,
    )[0]
    return build(documents, lengths, annotators, labels, read_, columns, relations, attributes)


def _spans(
    conn: sqlite3.Connection, labels: Sequence[str], numbers: Ints, document: Ints, reader: Ints
) -> tuple[tuple[str, ...], Columns]:
    """Return the labels that are met and the fragments of the chosen layers, given by number."""
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS chosen_label (name TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID"
    )
    conn.execute("DELETE FROM chosen_label")
    known = labels or [name for (name,) in conn.execute("SELECT DISTINCT label FROM span")]
    names = sorted(set(known))
    conn.executemany("INSERT INTO chosen_label VALUES (?, ?)", [(name, n) for n, name in enumerate(names)])
    # In this order of the tables the rows come as they lie in the file, sorted as a rule.
    span, kind, place = _numbers(
        conn.execute(
            f"SELECT s.id, c.number << {_LABELS} | l.number, f.start << {_OFFSETS} | f.end "  # noqa: S608
            "FROM chosen_layer c CROSS JOIN span s ON s.layer_id = c.id "
            "CROSS JOIN chosen_label l ON l.name = s.label CROSS JOIN fragment f ON f.span_id = s.id"
        ),
        3,
    )
    layer = np.searchsorted(numbers, kind >> _LABELS)
    if (np.diff(layer) < 0).any() or ((np.diff(layer) == 0) & (np.diff(span) < 0)).any():
        order = np.lexsort((place, span, layer))
        span, kind, place, layer = span[order], kind[order], place[order], layer[order]
    met, label = np.unique(kind & ((1 << _LABELS) - 1), return_inverse=True)
    start, end = place >> _OFFSETS, place & ((1 << _OFFSETS) - 1)
    columns = Columns(span, document[layer], reader[layer], label.reshape(-1), start, end)
    return tuple(names[n] for n in met.tolist()), columns


def _numbers(rows: Iterator[Sequence[int]], columns: int) -> Ints:
    """Return rows of whole numbers as columns."""
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    return flat.reshape(-1, columns).T.copy()


# Texts


def _drop_copies(conn: sqlite3.Connection, cancelled: Callable[[], bool]) -> int:
    """Take the layers of all but one of the documents that share passages away; return how many documents those are."""
    hashes, ids, prints = WordHashes(), list[int](), []
    known: dict[str, int] = {}
    words: list[str] = []
    documents = conn.execute(
        "SELECT c.document, count(*), t.text FROM chosen_layer c JOIN document_text t ON t.document_id = c.document "
        "GROUP BY c.document ORDER BY count(*) DESC, c.document"
    )
    for document, _, text in documents:
        if cancelled():
            raise Cancelled
        numbers = []
        for word in text.split():
            number = known.setdefault(word, len(known))
            if number == len(words):
                words.append(word)
            numbers.append(number)
        ids.append(document)
        prints.append(fingerprints(hashes.of(np.array(numbers, dtype=np.int32), words)))
    dropped = [ids[number] for number, cluster in enumerate(clusters(prints)) if cluster != number]
    conn.executemany("DELETE FROM chosen_layer WHERE document = ?", [(one,) for one in dropped])
    return len(dropped)


def read_units(
    workspace: Workspace, found: Table, going_on: Callable[[int], None] = lambda _done: None
) -> tuple[Units, Units]:
    """Return the tokens and the words of the table's documents as units; `going_on` is told how many are done.

    Tokens are those of the project without white space, words what white space parts.
    """
    of_document = found.document[found.fragment_row]
    order = np.argsort(of_document, kind="stable")
    edges = np.searchsorted(of_document[order], np.arange(len(found.documents) + 1))
    both = [_Gathered(found, order, edges) for _ in range(2)]
    with file.known_errors(workspace.path):
        for number, document_id in enumerate(found.documents.tolist()):
            text = workspace.text(document_id)
            spaces = _spaces(text.text)
            words = _words(spaces)
            tokens = _spoken(text.tokens, spaces)
            both[0].add(number, *(tokens if len(tokens[0]) else words))
            both[1].add(number, *words)
            if number % 256 == 0:
                going_on(number)
    return both[0].units(), both[1].units()


class _Gathered:
    """Units of the documents so far: which of them each fragment touches."""

    def __init__(self, found: Table, order: Ints, edges: Ints) -> None:
        self._found, self._order, self._edges = found, order, edges
        self._counts = np.zeros(len(found.documents), dtype=np.int64)
        self._first, self._last = np.zeros(len(order), dtype=np.int64), np.zeros(len(order), dtype=np.int64)

    def add(self, number: int, starts: Ints, ends: Ints) -> None:
        rows = self._order[self._edges[number] : self._edges[number + 1]]
        self._counts[number] = len(starts)
        self._first[rows] = np.searchsorted(ends, self._found.fragment_start[rows], side="right")
        self._last[rows] = np.searchsorted(starts, self._found.fragment_end[rows], side="left")

    def units(self) -> Units:
        return Units(self._counts, self._first, self._last)


def _spaces(text: str) -> Bools:
    """Tell of each code point whether it is white space."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found: Bools = _SPACES[np.minimum(codes, 0xFFFF)]
    return found


def _words(spaces: Bools) -> tuple[Ints, Ints]:
    edges = np.diff(np.r_[True, spaces, True].astype(np.int8))
    return np.flatnonzero(edges < 0), np.flatnonzero(edges > 0)


def _spoken(encoded: bytes, spaces: Bools) -> tuple[Ints, Ints]:
    """Return the tokens that are not all white space."""
    if encoded.isascii():
        codes = np.frombuffer(encoded, dtype=np.uint8).astype(np.int64)
        lengths = codes >> 1
        ends = np.cumsum(lengths + (codes & 1)) - (codes & 1)
        starts = ends - lengths
    else:
        starts, ends = (np.array(each, dtype=np.int64) for each in token_ranges(encoded))
    if not len(starts):
        return starts, ends
    said = np.r_[0, np.cumsum(~spaces)]
    spoken = said[np.minimum(ends, len(spaces))] > said[np.minimum(starts, len(spaces))]
    return starts[spoken], ends[spoken]


def titles(workspace: Workspace, found: Table) -> list[tuple[str, str]]:
    """Return title and date of the table's documents."""
    with file.known_errors(workspace.path):
        rows: dict[int, tuple[str, str]] = defaultdict(lambda: ("", ""))
        for document, title, published in workspace.conn.execute("SELECT id, title, published FROM document"):
            rows[document] = (title, published)
    return [rows[document] for document in found.documents.tolist()]


def told(workspace: Workspace, document_id: int) -> tuple[str, str]:
    """Return a document's title and text."""
    with file.known_errors(workspace.path):
        row = workspace.conn.execute(
            "SELECT d.title, t.text FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.id = ?",
            (document_id,),
        ).fetchone()
    return str(row[0]), str(row[1])
