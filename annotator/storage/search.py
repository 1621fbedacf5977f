"""The index of all texts: filling it a few texts at a time, and asking it.

Words are runs of letters and digits; case and diacritics make no difference, and “ß” is “ss”.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.core.documents import Document
from annotator.core.query import Query, Term
from annotator.core.spans import Fragment, State
from annotator.storage.documents import DOCUMENT, as_document
from annotator.storage.matching import match_expression
from annotator.storage.queue import filter_of

_LEAST_PAGES, _CHARACTERS_A_PAGE = 4, 1_000
_STARTS, _ENDS = "\ufdd0", "\ufdd1"
# One for one, so that offsets stay; none of them is part of a word.
_HARMLESS = {0: " ", ord(_STARTS): "\ufffd", ord(_ENDS): "\ufffd"}


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a query finds, as far as its metadata and the asker's layer go."""

    document: Document
    state: State
    flagged: bool


# Filling


def count_waiting(conn: sqlite3.Connection) -> int:
    """Return how many texts are not in the index yet."""
    return int(conn.execute("SELECT count(*) FROM search_waiting").fetchone()[0])


def is_waiting(conn: sqlite3.Connection) -> bool:
    """Tell whether there are texts that are not in the index yet."""
    return conn.execute("SELECT 1 FROM search_waiting LIMIT 1").fetchone() is not None


def index_some(conn: sqlite3.Connection, characters: int) -> int:
    """Put texts of about so many characters into the index, one at least; return how many texts.

    To be called inside a transaction; 0 where nothing is left to do.
    """
    waiting = conn.execute(
        "SELECT w.document_id, d.length FROM search_waiting w JOIN document d ON d.id = w.document_id "
        "ORDER BY w.document_id LIMIT 500"
    )
    taken: list[tuple[int]] = []
    lengths: list[int] = []
    for document_id, length in waiting:
        if taken and sum(lengths) + length > characters:
            break
        taken.append((document_id,))
        lengths.append(length)
    waiting.close()
    conn.executemany(
        "INSERT INTO search (rowid, text) SELECT document_id, text FROM document_text WHERE document_id = ?",
        taken,
    )
    conn.executemany("DELETE FROM search_waiting WHERE document_id = ?", taken)
    if taken:
        # In step with what came in, or the merging would take longer than the rest.
        pages = _LEAST_PAGES + sum(lengths) // _CHARACTERS_A_PAGE
        conn.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
    return len(taken)


# Asking


def find_ids(
    conn: sqlite3.Connection,
    annotator_id: int,
    query: Query,
    *,
    after: int = -1,
    before: int = 2**63 - 1,
    backwards: bool = False,
    limit: int = -1,
) -> Iterator[int]:
    """Yield the ids of the documents that a query finds between two ids, in the order of import.

    Those in `search_waiting` are not found by their words. `limit` -1 means all.
    """
    made = filter_of(conn, annotator_id, query)
    if query.terms:
        # CROSS: the index leads, whatever the planner guesses of the rest.
        made.lead, made.key = "search CROSS JOIN document d ON d.id = search.rowid", "search.rowid"
        made.add("search MATCH ?", match_expression(query.terms))
    made.add(f"{made.key} > ? AND {made.key} < ?", after, before)
    sql = f"SELECT d.id FROM {made.sql} ORDER BY {made.key} {'DESC' if backwards else ''} LIMIT ?"  # noqa: S608
    for (document_id,) in conn.execute(sql, [*made.parameters, limit]):
        yield document_id


def read_found(conn: sqlite3.Connection, annotator_id: int, document_ids: Sequence[int]) -> dict[int, Found]:
    """Return what is known of documents besides their texts, by id."""
    rows = conn.execute(
        f"SELECT {DOCUMENT}, coalesce(l.state, '{State.TO_DO}'), coalesce(l.flagged, 0) FROM document d "  # noqa: S608
        "LEFT JOIN layer l ON l.document_id = d.id AND l.annotator_id = ? AND NOT l.removed "
        f"WHERE d.id IN ({', '.join('?' * len(document_ids))})",
        (annotator_id, *document_ids),
    )
    return {row[0]: Found(as_document(row[:10]), State(row[10]), bool(row[11])) for row in rows}


def read_labelled(
    conn: sqlite3.Connection, reader: int, document_id: int, labels: Sequence[str]
) -> list[Fragment]:
    """Return the first fragments of a reader's spans with one of these labels, in reading order."""
    wanted = ", ".join("?" * len(labels))
    rows = conn.execute(
        "SELECT min(f.start), f.end FROM layer l JOIN span s ON s.layer_id = l.id "  # noqa: S608
        "JOIN fragment f ON f.span_id = s.id WHERE l.document_id = ? AND l.annotator_id = ? AND NOT l.removed "
        f"AND casefold(s.label) IN ({wanted}) GROUP BY s.id ORDER BY 1, 2",
        (document_id, reader, *map(str.casefold, labels)),
    )
    return [Fragment(*row) for row in rows]


class Finder:
    """Says where in a text the terms of a query are, by the rules of the index itself.

    The index is not asked for that: a prefix of many words would be gone through for each text.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._expression = match_expression(terms)
        self._conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._conn.execute(
            "CREATE VIRTUAL TABLE one USING fts5 (text, tokenize='unicode61 remove_diacritics 2', columnsize=0)"
        )

    def find(self, text: str) -> list[Fragment]:
        """Return where the terms are, in reading order, overlaps joined; nothing where one is missing."""
        self._conn.execute("BEGIN")
        self._conn.execute("INSERT INTO one VALUES (?)", (_harmless(text),))
        row = self._conn.execute(
            "SELECT highlight(one, 0, ?, ?) FROM one WHERE one MATCH ?", (_STARTS, _ENDS, self._expression)
        ).fetchone()
        self._conn.execute("ROLLBACK")
        return _marked(row[0]) if row else []

    def close(self) -> None:
        """Let go of it."""
        self._conn.close()


def _harmless(text: str) -> str:
    """Return a text of the same length without what the marks cannot stand beside."""
    return text.translate(_HARMLESS) if any(chr(code) in text for code in _HARMLESS) else text


def _marked(text: str) -> list[Fragment]:
    """Return what stands between the marks, counted without them."""
    found = []
    marks = 0
    at = text.find(_STARTS)
    while at >= 0:
        end = text.index(_ENDS, at)
        found.append(Fragment(at - marks, end - marks - 1))
        marks += 2
        at = text.find(_STARTS, end)
    return found
