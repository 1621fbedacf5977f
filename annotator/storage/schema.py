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


@migrations()
def m003_search_and_queue(db: Database) -> None:
    """Create the index of all texts, what is still to go into it, and an index for the queue."""
    for statement in _M003:
        db.execute(statement)


@migrations()
def m004_scheme_history(db: Database) -> None:
    """Create what keeps the rows that a change of the scheme takes away, so that it can be undone."""
    for statement in _M004:
        db.execute(statement)


@migrations()
def m005_decisions(db: Database) -> None:
    """Create the decisions of leads where readings differ; what follows from them is the gold layer."""
    for statement in _M005:
        db.execute(statement)


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

_M003 = (
    # Diacritics make no difference: names come with them and without. The texts stay where they are.
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        text, content='document_text', content_rowid='document_id', tokenize='unicode61 remove_diacritics 2'
    )
    """,
    # What is in the index is put in order by small steps (`storage.search`), never by a long one inside an insert.
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 200)",
    # Texts go into the index some time after they came, a few at a time: an import does not wait for it,
    # and what is cut off is found here again.
    """
    CREATE TABLE search_waiting (
        document_id INTEGER PRIMARY KEY REFERENCES document
    ) STRICT
    """,
    "INSERT INTO search_waiting SELECT document_id FROM document_text",
    """
    CREATE TRIGGER document_text_waits AFTER INSERT ON document_text BEGIN
        INSERT INTO search_waiting VALUES (new.document_id);
    END
    """,
    # All that the queue asks of a layer, so that counting a million reads the index alone, in the queue's order.
    "DROP INDEX layer_state",
    "CREATE INDEX layer_queue ON layer (annotator_id, document_id, state, flagged) WHERE NOT removed",
    "CREATE INDEX history_running ON history (id) WHERE state = 'running'",
)

_M004 = (
    # Whole rows of the tables without the prefix, by the row of the history that took them away.
    """
    CREATE TABLE shelved_span (
        step INTEGER NOT NULL REFERENCES history,
        id INTEGER NOT NULL,
        layer_id INTEGER NOT NULL,
        label TEXT NOT NULL,
        note TEXT NOT NULL,
        origin TEXT NOT NULL,
        PRIMARY KEY (step, id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE shelved_fragment (
        step INTEGER NOT NULL REFERENCES history,
        span_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        PRIMARY KEY (step, span_id, start)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE shelved_attribute (
        step INTEGER NOT NULL REFERENCES history,
        span_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (step, span_id, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE shelved_relation (
        step INTEGER NOT NULL REFERENCES history,
        id INTEGER NOT NULL,
        layer_id INTEGER NOT NULL,
        type TEXT NOT NULL,
        head_id INTEGER NOT NULL,
        child_id INTEGER NOT NULL,
        PRIMARY KEY (step, id)
    ) STRICT, WITHOUT ROWID
    """,
    # The changes of an edit are a JSON array, those of a scheme an object: few rows, found at once.
    "CREATE INDEX history_scheme ON history (id) WHERE changes >= '{'",
)

_M005 = (
    # `said` is what each reading said when it was decided, under the names of labels after the row
    # `after` of the history; `spans` and `links` are ids in the gold layer.
    """
    CREATE TABLE decision (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document,
        lead_id INTEGER NOT NULL REFERENCES annotator,
        at TEXT NOT NULL,
        type TEXT NOT NULL CHECK (type <> ''),
        start INTEGER NOT NULL CHECK (start >= 0),
        end INTEGER NOT NULL CHECK (start < end),
        choice TEXT NOT NULL CHECK (choice IN ('reading', 'union', 'overlap', 'none', 'edited', 'later')),
        taken INTEGER REFERENCES annotator,
        reason TEXT NOT NULL,
        note TEXT NOT NULL,
        scheme_version INTEGER NOT NULL CHECK (scheme_version > 0),
        rule TEXT NOT NULL,
        after INTEGER NOT NULL,
        said TEXT NOT NULL CHECK (json_valid(said)),
        spans TEXT NOT NULL CHECK (json_valid(spans)),
        links TEXT NOT NULL CHECK (json_valid(links)),
        superseded INTEGER
    ) STRICT
    """,
    "CREATE INDEX decision_document ON decision (document_id)",
)
