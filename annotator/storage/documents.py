"""Documents in the file: adding them, reading them, and the queue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotator.core.documents import Document, Metadata, Text
from annotator.core.errors import ProjectDamaged
from annotator.core.spans import State

_DOCUMENT = "d.id, d.key, d.title, d.outlet, d.published, d.language, d.url, d.more, d.length, d.source"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A document as one annotator's queue shows it."""

    document: Document
    state: State
    flagged: bool
    spans: int


def insert_document(conn: sqlite3.Connection, document: Document, text: Text, batch: int | None) -> None:
    """Add a document and its text."""
    m = document.metadata
    conn.execute(
        "INSERT INTO document (id, key, title, outlet, published, language, url, more, source, length, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.id, document.key, m.title, m.outlet, m.published, m.language, m.url, _as_json(m),
            document.source, document.length, batch,
        ),
    )  # fmt: skip
    conn.execute(
        "INSERT INTO document_text VALUES (?, ?, ?, ?)", (document.id, text.text, text.tokens, text.tokenizer)
    )


def find_key(conn: sqlite3.Connection, key: str) -> tuple[int, bool] | None:
    """Return the id of the document with this key and whether it is removed, or None."""
    row = conn.execute("SELECT id, removed FROM document WHERE key = ?", (key,)).fetchone()
    return (row[0], bool(row[1])) if row else None


def find_text(conn: sqlite3.Connection, text: str) -> list[int]:
    """Return the ids of the shown documents whose text is exactly this."""
    rows = conn.execute(
        "SELECT d.id FROM document d JOIN document_text t ON t.document_id = d.id "
        "WHERE d.length = ? AND NOT d.removed AND t.text = ?",
        (len(text), text),
    )
    return [row[0] for row in rows]


def restore(conn: sqlite3.Connection, document: Document, text: Text, batch: int) -> None:
    """Show a removed document again, as part of this import and with the metadata it has there.

    The import that brought it before can no longer be redone: this one has its document.
    """
    conn.execute(
        "UPDATE history SET state = 'dropped' WHERE state = 'undone' "
        "AND id = (SELECT batch FROM document WHERE id = ?)",
        (document.id,),
    )
    m = document.metadata
    conn.execute(
        "UPDATE document SET removed = 0, batch = ?, title = ?, language = ?, more = ?, source = ? "
        "WHERE id = ?",
        (batch, m.title, m.language, _as_json(m), document.source, document.id),
    )
    conn.execute(
        "UPDATE document_text SET tokens = ?, tokenizer = ? WHERE document_id = ?",
        (text.tokens, text.tokenizer, document.id),
    )


def read_document(conn: sqlite3.Connection, document_id: int) -> Document | None:
    """Return a document that is shown, or None."""
    sql = f"SELECT {_DOCUMENT} FROM document d WHERE id = ? AND NOT removed"  # noqa: S608
    row = conn.execute(sql, (document_id,)).fetchone()
    return _document(row) if row else None


def read_text(conn: sqlite3.Connection, document_id: int) -> Text:
    """Return a document's text and tokens. Raises ProjectDamaged where they are missing."""
    row = conn.execute(
        "SELECT text, tokens, tokenizer FROM document_text WHERE document_id = ?", (document_id,)
    ).fetchone()
    if row is None:
        raise ProjectDamaged(
            "The text of article {id} is missing in the project; open a backup.", id=document_id
        )
    return Text(*row)


def queue_ids(
    conn: sqlite3.Connection, annotator_id: int, states: Sequence[State], *, flagged: bool, text: str
) -> list[int]:
    """Return the ids of the documents in the queue, in its order.

    `states` empty means all; `text` is looked for in title, outlet and file name.
    """
    where: list[str] = ["NOT d.removed"]
    values: list[object] = [annotator_id]
    if states:
        where.append(f"coalesce(l.state, 'to do') IN ({', '.join('?' * len(states))})")
        values += states
    if flagged:
        where.append("l.flagged")
    if text:
        where.append("instr(casefold(d.title || ' ' || d.outlet || ' ' || d.source), ?)")
        values.append(text.casefold())
    rows = conn.execute(
        "SELECT d.id FROM document d LEFT JOIN layer l ON l.document_id = d.id AND l.annotator_id = ? "  # noqa: S608
        f"AND NOT l.removed WHERE {' AND '.join(where)} ORDER BY d.id",
        values,
    )
    return [row[0] for row in rows]


def queue_rows(conn: sqlite3.Connection, annotator_id: int, document_ids: Sequence[int]) -> list[QueueRow]:
    """Return what the queue shows of these documents, in the order of their ids."""
    rows = conn.execute(
        f"SELECT {_DOCUMENT}, coalesce(l.state, 'to do'), coalesce(l.flagged, 0), "  # noqa: S608
        "(SELECT count(*) FROM span s WHERE s.layer_id = l.id) "
        "FROM document d LEFT JOIN layer l ON l.document_id = d.id AND l.annotator_id = ? AND NOT l.removed "
        f"WHERE d.id IN ({', '.join('?' * len(document_ids))}) ORDER BY d.id",
        (annotator_id, *document_ids),
    )
    return [QueueRow(_document(row[:10]), State(row[10]), bool(row[11]), row[12]) for row in rows]


def state_counts(conn: sqlite3.Connection, annotator_id: int) -> tuple[dict[State, int], int]:
    """Return how many shown documents are in each state for this annotator, and how many flagged."""
    total = conn.execute("SELECT count(*) FROM document WHERE NOT removed").fetchone()[0]
    counts, flagged = dict.fromkeys(State, 0), 0
    for state, number, flags in conn.execute(
        "SELECT l.state, count(*), sum(l.flagged) FROM layer l JOIN document d ON d.id = l.document_id "
        "WHERE l.annotator_id = ? AND NOT l.removed AND NOT d.removed GROUP BY l.state",
        (annotator_id,),
    ):
        counts[State(state)] += number
        flagged += flags
    counts[State.TO_DO] += total - sum(counts.values())
    return counts, flagged


def next_to_do(conn: sqlite3.Connection, annotator_id: int, after: int) -> int | None:
    """Return the first document after `after`, then from the start, that is not done or skipped."""
    for low, high in ((after, 2**63 - 1), (-1, after)):
        row = conn.execute(
            "SELECT d.id FROM document d WHERE d.id > ? AND d.id <= ? AND d.id <> ? AND NOT d.removed "
            "AND NOT EXISTS (SELECT 1 FROM layer l WHERE l.document_id = d.id AND l.annotator_id = ? "
            "AND NOT l.removed AND l.state IN ('done', 'skipped')) ORDER BY d.id LIMIT 1",
            (low, high, after, annotator_id),
        ).fetchone()
        if row:
            return int(row[0])
    return None


def _as_json(metadata: Metadata) -> str:
    return json.dumps(dict(metadata.more), ensure_ascii=False)


def _document(row: Sequence[Any]) -> Document:
    ident, key, title, outlet, published, language, url, more, length, source = row
    pairs = tuple(sorted(json.loads(more).items()))
    return Document(ident, key, Metadata(title, outlet, published, language, url, pairs), length, source)
