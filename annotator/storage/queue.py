"""The queue: which documents an annotator finds, in which order, and how far they are with each."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.core.documents import Document
from annotator.core.errors import Cancelled
from annotator.core.query import Dates, Query, Sort, Term, has_words, sort_key
from annotator.core.spans import State
from annotator.storage.documents import DOCUMENT, as_document
from annotator.storage.matching import match_expression

_FINISHED = f"('{State.DONE}', '{State.SKIPPED}')"
_NEXT = (
    "SELECT d.id FROM document d WHERE d.id > ? AND d.id <= ? AND d.id <> ? AND NOT d.removed "  # noqa: S608
    "AND NOT EXISTS (SELECT 1 FROM layer l WHERE l.document_id = d.id AND l.annotator_id = ? "
    f"AND NOT l.removed AND l.state IN {_FINISHED}) ORDER BY d.id LIMIT 1"
)
_CHUNK = 2_000
_STATE_ORDER = " ".join(f"WHEN '{state}' THEN {number}" for number, state in enumerate(State))
_ORDER = {
    Sort.IMPORTED: "",
    Sort.TITLE: "sort_key(d.title), d.id",
    Sort.OUTLET: "sort_key(d.outlet), d.published, d.id",
    Sort.DATE: "d.published = '', d.published, d.id",
    Sort.STATE: f"CASE coalesce(mine.state, '{State.TO_DO}') {_STATE_ORDER} END, d.id",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A document as one annotator's queue shows it."""

    document: Document
    state: State
    flagged: bool
    spans: int


@dataclass(frozen=True, slots=True)
class Order:
    """Documents in the order of the queue: their ids, and for each 1 where it is still to be finished."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    unfinished: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Filter:
    """A query as SQL: `joins` and `where` speak of the document as `d`, of the asker's layer as `mine`.

    `lead` is read first, in the order of `key`: what is asked of layers leaves out most documents.
    """

    lead: str = "document d"
    key: str = "d.id"
    joins: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=lambda: ["NOT d.removed"])
    joined: list[object] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        """Let a further condition hold."""
        self.where.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        """What follows `FROM`."""
        return f"{self.lead} {' '.join(self.joins)} WHERE {' AND '.join(self.where)}"

    @property
    def parameters(self) -> list[object]:
        """The values for `sql`."""
        return [*self.joined, *self.values]


def filter_of(
    conn: sqlite3.Connection,
    annotator_id: int,
    query: Query,
    states: Sequence[State] = (),
    *,
    flagged: bool = False,
) -> Filter:
    """Return what a query asks of documents, but for its words.

    `states` and `flagged` are asked of the annotator's own readings besides; empty and
    False ask nothing.
    """
    made = Filter()
    if query.problems:
        made.add("0")
    _add_reading(made, "mine", annotator_id, states, True if flagged else None, ())
    named = [find_annotator(conn, name) for name in query.annotators]
    reader = named[0] if named else annotator_id
    if any(one is None for one in named):
        made.add("0")
    elif named:
        for other in named:
            made.add("EXISTS (SELECT 1 FROM layer o WHERE o.document_id = d.id AND o.annotator_id = ? "
                     "AND NOT o.removed)", other)  # fmt: skip
    if reader is not None and (query.states or query.flagged is not None or query.labels):
        _add_reading(made, "asked", reader, query.states, query.flagged, query.labels, leads=not query.terms)
    if query.outlets:
        made.add(_any("instr(casefold(d.outlet), ?)", len(query.outlets)), *map(str.casefold, query.outlets))
    if query.dates:
        conditions = [_date_condition(dates) for dates in query.dates]
        values = [value for dates in query.dates for value in (dates.first, dates.last, dates.last) if value]
        made.add(f"({' OR '.join(conditions)})", *values)
    return made


def find_annotator(conn: sqlite3.Connection, name: str) -> int | None:
    """Return the id of the annotator of a name, whatever its case, or None."""
    row = conn.execute(
        "SELECT id FROM annotator WHERE casefold(name) = ? ORDER BY name <> ? LIMIT 1",
        (name.casefold(), name),
    ).fetchone()
    return int(row[0]) if row else None


def _add_reading(
    made: Filter,
    name: str,
    reader: int,
    states: Sequence[State],
    flagged: bool | None,
    labels: Sequence[str],
    *,
    leads: bool = False,
) -> None:
    """Join a reader's layer, and ask things of it; where nobody has begun, it is to do and has no flag."""
    needed = flagged is True or labels or (states and State.TO_DO not in states)
    if needed and leads:
        made.lead = f"layer {name} CROSS JOIN document d ON d.id = {name}.document_id"
        made.key = f"{name}.document_id"
        made.add(f"{name}.annotator_id = ? AND NOT {name}.removed", reader)
    else:
        made.joins.append(
            f"{'' if needed else 'LEFT '}JOIN layer {name} ON {name}.document_id = d.id "
            f"AND {name}.annotator_id = ? AND NOT {name}.removed"
        )
        made.joined.append(reader)
    if states:
        state = f"{name}.state" if needed else f"coalesce({name}.state, '{State.TO_DO}')"
        made.add(f"{state} IN ({', '.join('?' * len(states))})", *states)
    if flagged is not None:
        made.add(f"coalesce({name}.flagged, 0) = ?", int(flagged))
    for label in labels:
        made.add(
            f"EXISTS (SELECT 1 FROM span s WHERE s.layer_id = {name}.id AND casefold(s.label) = ?)",  # noqa: S608
            label.casefold(),
        )


def _any(condition: str, times: int) -> str:
    return f"({' OR '.join([condition] * times)})"


def _date_condition(dates: Dates) -> str:
    conditions = ["d.published <> ''"]
    if dates.first:
        conditions.append("d.published >= ?")
    if dates.last:
        conditions.append("substr(d.published, 1, length(?)) <= ?")
    return f"({' AND '.join(conditions)})"


def read_order(
    conn: sqlite3.Connection,
    annotator_id: int,
    query: Query,
    states: Sequence[State] = (),
    *,
    flagged: bool = False,
    sort: Sort = Sort.IMPORTED,
    cancelled: Callable[[], bool] = lambda: False,
) -> Order:
    """Return the documents in the queue, in its order.

    Words of the query are looked for in title, outlet, file name and text. Raises Cancelled.
    """
    made = filter_of(conn, annotator_id, query, states, flagged=flagged)
    waiting = (
        bool(query.terms) and conn.execute("SELECT 1 FROM search_waiting LIMIT 1").fetchone() is not None
    )
    for term in query.terms:
        _add_term(made, term, waiting=waiting)
    conn.create_function("sort_key", 1, sort_key, deterministic=True)
    rows = conn.execute(
        f"SELECT d.id, coalesce(mine.state, '') NOT IN {_FINISHED} FROM {made.sql} "  # noqa: S608
        f"ORDER BY {_ORDER[sort] or made.key}",
        made.parameters,
    )
    return _collected(rows, cancelled)


def _add_term(made: Filter, term: Term, *, waiting: bool) -> None:
    """Let a term stand in what is said of a document or in its text; `waiting`: some texts are not indexed yet."""
    folded = term.text.casefold()
    places = {"instr(casefold(d.title || ' ' || d.outlet || ' ' || d.source), ?)": folded}
    if has_words(term.text):
        places["d.id IN (SELECT rowid FROM search WHERE search MATCH ?)"] = match_expression([term])
        if waiting:
            places["d.id IN (SELECT w.document_id FROM search_waiting w JOIN document_text t "
                   "ON t.document_id = w.document_id WHERE instr(casefold(t.text), ?))"] = folded  # fmt: skip
    made.add(f"({' OR '.join(places)})", *places.values())


def read_around(
    conn: sqlite3.Connection, annotator_id: int, document_id: int, before: int, after: int
) -> Order:
    """Return the documents around one, in the order of import, unfiltered."""
    sql = (
        f"SELECT d.id, coalesce(l.state, '') NOT IN {_FINISHED} FROM document d "  # noqa: S608
        "LEFT JOIN layer l ON l.document_id = d.id AND l.annotator_id = ? AND NOT l.removed "
        "WHERE NOT d.removed AND d.id {} ? ORDER BY d.id {} LIMIT ?"
    )
    earlier = conn.execute(sql.format("<", "DESC"), (annotator_id, document_id, before)).fetchall()
    later = conn.execute(sql.format(">=", "ASC"), (annotator_id, document_id, after))
    return _collected(iter([*reversed(earlier), *later]))


def _collected(rows: Iterator[tuple[int, int]], cancelled: Callable[[], bool] = lambda: False) -> Order:
    order = Order()
    for number, (document_id, unfinished) in enumerate(rows, 1):
        order.ids.append(document_id)
        order.unfinished.append(unfinished)
        if number % _CHUNK == 0 and cancelled():
            raise Cancelled
    return order


def has_more_than(conn: sqlite3.Connection, number: int) -> bool:
    """Tell whether the project has more shown documents than this, without counting them all."""
    sql = "SELECT 1 FROM document WHERE NOT removed LIMIT 1 OFFSET ?"
    return conn.execute(sql, (number,)).fetchone() is not None


def queue_rows(conn: sqlite3.Connection, annotator_id: int, document_ids: Sequence[int]) -> list[QueueRow]:
    """Return what the queue shows of these documents, in this order; those that are gone are left out."""
    rows = conn.execute(
        f"SELECT {DOCUMENT}, coalesce(l.state, 'to do'), coalesce(l.flagged, 0), "  # noqa: S608
        "(SELECT count(*) FROM span s WHERE s.layer_id = l.id) "
        "FROM document d LEFT JOIN layer l ON l.document_id = d.id AND l.annotator_id = ? AND NOT l.removed "
        f"WHERE d.id IN ({', '.join('?' * len(document_ids))})",
        (annotator_id, *document_ids),
    )
    found = {row[0]: QueueRow(as_document(row[:10]), State(row[10]), bool(row[11]), row[12]) for row in rows}
    return [found[document_id] for document_id in document_ids if document_id in found]


def state_counts(conn: sqlite3.Connection, annotator_id: int) -> tuple[dict[State, int], int]:
    """Return how many shown documents are in each state for this annotator, and how many flagged."""
    total = conn.execute("SELECT count(*) FROM document WHERE NOT removed").fetchone()[0]
    # Sums rather than groups: nothing is to be sorted.
    sums = ", ".join(f"total(l.state = '{state}')" for state in State)
    *numbers, flagged = conn.execute(
        f"SELECT {sums}, total(l.flagged) FROM layer l JOIN document d ON d.id = l.document_id "  # noqa: S608
        "WHERE l.annotator_id = ? AND NOT l.removed AND NOT d.removed",
        (annotator_id,),
    ).fetchone()
    counts = dict(zip(State, map(int, numbers), strict=True))
    counts[State.TO_DO] += total - sum(counts.values())
    return counts, int(flagged)


def next_to_do(conn: sqlite3.Connection, annotator_id: int, after: int) -> int | None:
    """Return the first document after `after`, then from the start, that is not done or skipped."""
    for low, high in ((after, 2**63 - 1), (-1, after)):
        row = conn.execute(_NEXT, (low, high, after, annotator_id)).fetchone()
        if row:
            return int(row[0])
    return None
