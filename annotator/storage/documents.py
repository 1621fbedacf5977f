"""Documents in the file: adding them and reading them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from annotator.core.documents import Document, Metadata, Text
from annotator.core.errors import ProjectDamaged

_NOTHING_MORE = "{}"
DOCUMENT = "d.id, d.key, d.title, d.outlet, d.published, d.language, d.url, d.more, d.length, d.source"


def insert_document(conn: sqlite3.Connection, document: Document, text: Text, batch: int | None) -> None:
    """Add a document and its text."""
    insert_documents(conn, [(document, text)], batch)


def insert_documents(
    conn: sqlite3.Connection, arrived: Collection[tuple[Document, Text]], batch: int | None
) -> None:
    """Add documents and their texts."""
    conn.executemany(
        "INSERT INTO document (id, key, title, outlet, published, language, url, more, source, length, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (d.id, d.key, m.title, m.outlet, m.published, m.language, m.url, _as_json(m), d.source, d.length, batch)
            for d, m in ((document, document.metadata) for document, _ in arrived)
        ],
    )  # fmt: skip
    conn.executemany(
        "INSERT INTO document_text VALUES (?, ?, ?, ?)",
        [(document.id, text.text, text.tokens, text.tokenizer) for document, text in arrived],
    )


def find_key(conn: sqlite3.Connection, key: str) -> tuple[int, bool] | None:
    """Return the id of the document with this key and whether it is removed, or None."""
    row = conn.execute("SELECT id, removed FROM document WHERE key = ?", (key,)).fetchone()
    return (row[0], bool(row[1])) if row else None


def lengths(conn: sqlite3.Connection) -> set[int]:
    """Return which lengths documents have, removed ones too."""
    return {row[0] for row in conn.execute("SELECT DISTINCT length FROM document")}


def version(conn: sqlite3.Connection) -> int:
    """Return a number that is another one when another connection has changed the file."""
    return int(conn.execute("PRAGMA data_version").fetchone()[0])


def find_text(conn: sqlite3.Connection, text: str, stated: Metadata | None = None) -> list[int]:
    """Return the ids of the shown documents whose text is exactly this.

    Where outlet and address are `stated`, only those with them, which is asked first:
    comparing the texts takes time.
    """
    m = stated or Metadata()
    rows = conn.execute(
        "SELECT d.id FROM document d JOIN document_text t ON t.document_id = d.id "
        "WHERE d.length = :length AND NOT d.removed AND :outlet IN ('', d.outlet) AND :url IN ('', d.url) "
        "AND t.text = :text",
        {"length": len(text), "outlet": m.outlet, "url": m.url, "text": text},
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
    sql = f"SELECT {DOCUMENT} FROM document d WHERE id = ? AND NOT removed"  # noqa: S608
    row = conn.execute(sql, (document_id,)).fetchone()
    return as_document(row) if row else None


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


def _as_json(metadata: Metadata) -> str:
    return json.dumps(dict(metadata.more), ensure_ascii=False) if metadata.more else _NOTHING_MORE


def as_document(row: Sequence[Any]) -> Document:
    """Make a document of what `DOCUMENT` selects."""
    ident, key, title, outlet, published, language, url, more, length, source = row
    pairs = tuple(sorted(json.loads(more).items())) if more != _NOTHING_MORE else ()
    return Document(ident, key, Metadata(title, outlet, published, language, url, pairs), length, source)
