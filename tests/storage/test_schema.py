import sqlite3

import pytest
from sqlite_utils import Database

from annotator.storage import file
from annotator.storage.header import SCHEMA_VERSION
from annotator.storage.schema import migrations

KEY = "0" * 32


@pytest.fixture
def conn(project):
    conn = file.connect(project)
    conn.execute("INSERT INTO annotator (id, name) VALUES (1, 'Lena')")
    conn.execute(
        "INSERT INTO document (id, key, title, outlet, published, language, url, more, source, length) "
        "VALUES (1, ?, '', '', '', '', '', '{}', '', 5)",
        (KEY,),
    )
    conn.execute(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (1, 1, 1, 'done', 0)"
    )
    conn.execute("INSERT INTO span VALUES (1, 1, 'CLAIM', '', 'manual')")
    conn.execute("INSERT INTO span VALUES (2, 1, 'SOURCE', '', 'manual')")
    conn.execute("INSERT INTO relation VALUES (1, 1, 'said_by', 1, 2)")
    yield conn
    conn.close()


def test_schema_version_counts_the_migrations():
    pending = migrations.pending(Database(memory=True))
    assert len(pending) == SCHEMA_VERSION
    assert [m.name[:4] for m in pending] == [f"m{n:03}" for n in range(1, SCHEMA_VERSION + 1)]


def test_schema_has_only_strict_tables(conn):
    tables = conn.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ).fetchall()
    ours = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_sqlite_"))}
    assert "search_waiting" in ours
    assert all(ours.values())


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO fragment VALUES (1, 3, 3)",
        "INSERT INTO fragment VALUES (1, 4, 3)",
        "INSERT INTO fragment VALUES (1, -1, 3)",
        "INSERT INTO fragment VALUES (1, 'a', 3)",
        "INSERT INTO fragment VALUES (9, 1, 3)",
        "INSERT INTO attribute VALUES (1, '', 'x')",
        "INSERT INTO span VALUES (3, 1, '', '', 'manual')",
        "INSERT INTO span VALUES (3, 9, 'CLAIM', '', 'manual')",
        "INSERT INTO relation VALUES (2, 1, '', 1, 1)",
        "INSERT INTO relation VALUES (2, 1, 'said_by', 1, 9)",
        "INSERT INTO relation VALUES (2, 1, 'said_by', 1, 2)",
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (2, 1, 1, 'done', 0)",
        "UPDATE layer SET state = 'finished'",
        "UPDATE layer SET flagged = 2",
        "UPDATE document SET length = 0",
        "UPDATE document SET key = 'short'",
        "UPDATE document SET more = '{'",
        "INSERT INTO annotator (id, name) VALUES (2, 'Lena')",
        "INSERT INTO annotator (id, name) VALUES (2, '')",
        "INSERT INTO scheme VALUES (0, '{}', '')",
        "INSERT INTO scheme VALUES (2, 'not json', '')",
        "INSERT INTO history (at, kind, state, name, changes) VALUES ('', 'edit', 'lost', '[]', '[]')",
        "DELETE FROM span WHERE id = 1",
        "DELETE FROM document",
    ],
)
def test_schema_refuses(conn, statement):
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute(statement)


def test_schema_lets_a_removed_reading_make_room_for_another(conn):
    conn.execute("UPDATE layer SET removed = 1")
    conn.execute(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (2, 1, 1, 'done', 0)"
    )


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT id FROM document WHERE key = ?", "(key=?)"),
        ("SELECT id FROM document WHERE length = ?", "document_length"),
        ("SELECT id FROM layer WHERE document_id = ? AND annotator_id = 1 AND NOT removed", "layer_reading"),
        ("SELECT state FROM layer WHERE annotator_id = ? AND NOT removed", "layer_queue"),
        ("SELECT id FROM history WHERE state = 'running' AND id > ?", "history_running"),
        ("SELECT id FROM span WHERE layer_id = ?", "span_layer"),
        ("SELECT id FROM relation WHERE child_id = ?", "relation_child"),
        (
            "SELECT id FROM history WHERE annotator_id = ? AND state = 'done' ORDER BY id DESC LIMIT 1",
            "history_undo",
        ),
    ],
)
def test_schema_has_an_index_for(conn, query, index):
    plan = conn.execute(f"EXPLAIN QUERY PLAN {query}", (1,)).fetchall()
    assert index in plan[0][3]
    assert len(plan) == 1
