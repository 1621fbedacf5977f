"""The schema of the project file, as append-only migrations.

A migration that has been released is never changed; a new one is added below it.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("annotator")


@migrations()
def m001_documents_layers_history(db: Database) -> None:
    """Create documents, layers with spans and relations, schemes, and the history of edits."""
    for statement in _M001:
        db.execute(statement)


@migrations()
def m002_sides(db: Database) -> None:
    """Create what remembers on which side of a split a document was exported; no user's data."""
    db.execute(
        """
        CREATE TABLE side (
            document_id INTEGER PRIMARY KEY REFERENCES document,
            side TEXT NOT NULL CHECK (side IN ('train', 'dev', 'test'))
        ) STRICT
        """
    )


_M001 = (
    """
    CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE scheme (
        version INTEGER PRIMARY KEY CHECK (version > 0),
        body TEXT NOT NULL CHECK (json_valid(body)),
        created TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE annotator (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'machine', 'gold'))
    ) STRICT
    """,
    # `changes` holds the entities before and after each change, as JSON; for an import
    # it is empty and the rows are those that carry its id in `batch`.
    """
    CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('edit', 'import')),
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undone', 'dropped')),
        annotator_id INTEGER REFERENCES annotator,
        document_id INTEGER,
        name TEXT NOT NULL CHECK (json_valid(name)),
        changes TEXT NOT NULL CHECK (json_valid(changes))
    ) STRICT
    """,
    "CREATE INDEX history_undo ON history (annotator_id, state, id)",
    # Undoing an import sets `removed`: nothing that was read is thrown away.
    """
    CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE CHECK (length(key) = 32),
        title TEXT NOT NULL,
        outlet TEXT NOT NULL,
        published TEXT NOT NULL,
        language TEXT NOT NULL,
        url TEXT NOT NULL,
        more TEXT NOT NULL CHECK (json_valid(more)),
        source TEXT NOT NULL,
        length INTEGER NOT NULL CHECK (length > 0),
        batch INTEGER REFERENCES history,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX document_batch ON document (batch)",
    "CREATE INDEX document_shown ON document (removed)",
    "CREATE INDEX document_length ON document (length)",  # to find a text again
    # Apart from the metadata, so that a page of the queue reads few pages of the file.
    """
    CREATE TABLE document_text (
        document_id INTEGER PRIMARY KEY REFERENCES document,
        text TEXT NOT NULL,
        tokens BLOB NOT NULL,
        tokenizer TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE layer (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document,
        annotator_id INTEGER NOT NULL REFERENCES annotator,
        state TEXT NOT NULL CHECK (state IN ('to do', 'in progress', 'done', 'skipped')),
        flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
        batch INTEGER REFERENCES history,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX layer_reading ON layer (document_id, annotator_id) WHERE NOT removed",
    "CREATE INDEX layer_state ON layer (annotator_id, state, document_id)",
    "CREATE INDEX layer_batch ON layer (batch)",
    """
    CREATE TABLE span (
        id INTEGER PRIMARY KEY,
        layer_id INTEGER NOT NULL REFERENCES layer,
        label TEXT NOT NULL CHECK (label <> ''),
        note TEXT NOT NULL,
        origin TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX span_layer ON span (layer_id)",
    """
    CREATE TABLE fragment (
        span_id INTEGER NOT NULL REFERENCES span,
        start INTEGER NOT NULL CHECK (start >= 0),
        end INTEGER NOT NULL CHECK (start < end),
        PRIMARY KEY (span_id, start)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE attribute (
        span_id INTEGER NOT NULL REFERENCES span,
        name TEXT NOT NULL CHECK (name <> ''),
        value TEXT NOT NULL,
        PRIMARY KEY (span_id, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE relation (
        id INTEGER PRIMARY KEY,
        layer_id INTEGER NOT NULL REFERENCES layer,
        type TEXT NOT NULL CHECK (type <> ''),
        head_id INTEGER NOT NULL REFERENCES span,
        child_id INTEGER NOT NULL REFERENCES span,
        UNIQUE (head_id, child_id, type)
    ) STRICT
    """,
    "CREATE INDEX relation_layer ON relation (layer_id)",
    "CREATE INDEX relation_child ON relation (child_id)",
    # Where each annotator was last, to return there; no user's data, so not in the history.
    """
    CREATE TABLE place (
        annotator_id INTEGER PRIMARY KEY REFERENCES annotator,
        document_id INTEGER NOT NULL REFERENCES document,
        caret INTEGER NOT NULL CHECK (caret >= 0)
    ) STRICT
    """,
)
