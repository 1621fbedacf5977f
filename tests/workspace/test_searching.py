import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

import annotator
from annotator.core.edits import add_span
from annotator.core.errors import Cancelled
from annotator.core.query import parse
from annotator.core.spans import Fragment
from annotator.storage.header import APPLICATION_ID
from annotator.storage.schema import migrations
from annotator.workspace import importing, searching

CHECKOUT = Path(annotator.__file__).parents[1]


def found(workspace, typed, who=1):
    query = searching.understood(workspace, parse(typed))
    return searching.find(workspace, who, query)


def hits(workspace, typed, who=1):
    query = searching.understood(workspace, parse(typed))
    return list(searching.read_hits(workspace, who, query, searching.find(workspace, who, query)))


def is_sound(workspace):
    workspace.conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    return not searching.is_index_behind(workspace)


@pytest.fixture
def indexed(workspace, bring):
    """Three articles, all in the index."""
    bring(
        one="Truppen in Kursk\n\n🚢 Die Truppen,\r\nsagt Kiew, stehen in Kursk.",
        two="Nichts Neues\n\nIn Seoul schweigt man.",
        three="Kursk again\n\nWashington speaks of Kursk.",
    )
    searching.complete_index(workspace, rest=0)
    return workspace


def test_searching_completes_the_index_step_by_step(workspace, bring, monkeypatch):
    monkeypatch.setattr(searching, "_CHARACTERS", 1)
    monkeypatch.setattr(searching, "_CHARACTERS_RANGE", (1, 1))
    bring(**{f"n{i}": f"Article {i} of Kursk." for i in range(5)})
    steps = []
    searching.complete_index(workspace, lambda *step: steps.append(step), rest=0)
    assert steps == [(n, 5) for n in range(1, 6)]
    assert is_sound(workspace)
    assert len(found(workspace, "kursk")) == 5
    searching.complete_index(workspace, lambda *step: steps.append(step), rest=0)
    assert len(steps) == 5


def test_searching_goes_on_with_the_index_where_it_was_cancelled(workspace, bring, monkeypatch):
    monkeypatch.setattr(searching, "_CHARACTERS", 1)
    monkeypatch.setattr(searching, "_CHARACTERS_RANGE", (1, 1))
    bring(**{f"n{i}": f"Article {i} of Kursk." for i in range(5)})
    answers = iter([False, False, True])
    with pytest.raises(Cancelled):
        searching.complete_index(workspace, cancelled=lambda: next(answers), rest=0)
    assert len(found(workspace, "kursk")) == 2
    searching.complete_index(workspace, rest=0)
    assert len(found(workspace, "kursk")) == 5


def test_searching_shows_hits_in_context(indexed):
    first, second = hits(indexed, "kursk")
    assert (first.document.metadata.title, second.document.metadata.title) == (
        "Truppen in Kursk",
        "Kursk again",
    )
    assert (first.before, first.marked, first.after[:6]) == ("Truppen in ", "Kursk", " 🚢 Die")
    text = indexed.text(first.document.id).text
    assert [text[a:b] for a, b in first.places] == ["Kursk", "Kursk"]


def test_searching_joins_the_lines_of_a_hit(indexed):
    (hit,) = hits(indexed, '"truppen sagt"')
    assert hit.marked == "Truppen, sagt"
    assert indexed.text(hit.document.id).text[slice(*hit.places[0])] == "Truppen,\r\nsagt"


def test_searching_for_a_label_shows_its_spans(indexed):
    lena = indexed.annotator("Lena").id
    document = found(indexed, "washington")[0]
    now = indexed.annotations(document, lena)
    start = indexed.text(document).text.index("Washington")
    indexed.execute(add_span(now, "CLAIM", (Fragment(start, start + 10),)), lena)
    (hit,) = hits(indexed, "label:claim", lena)
    assert (hit.marked, len(hit.places)) == ("Washington", 1)
    assert hits(indexed, "label:claim") == []
    (hit,) = hits(indexed, "label:claim annotator:lena")
    assert hit.marked == "Washington"
    (hit,) = hits(indexed, "annotator:Lena")
    assert (hit.marked, hit.places, hit.after[:5]) == ("", (), "Kursk")


@pytest.mark.parametrize("typed", ["label:quote", "annotator:Nobody", "date:soon", "🚢", "+++ kursk"])
def test_searching_says_what_cannot_be_found(indexed, typed):
    query = searching.understood(indexed, parse(typed))
    assert query.problems or searching.wordless(query)
    assert found(indexed, typed) == []


def test_searching_follows_an_import_undone_and_done_again(workspace, write):
    lena = workspace.annotator("Lena").id
    importing.import_files(workspace, [write("a.txt", "Kursk is here.")], actor_id=lena)
    searching.complete_index(workspace, rest=0)
    assert len(found(workspace, "kursk")) == 1
    workspace.undo(lena)
    assert found(workspace, "kursk") == []
    workspace.redo(lena)
    assert len(found(workspace, "kursk")) == 1
    workspace.undo(lena)
    importing.import_files(workspace, [write("a.txt", "Kursk is here.")])
    assert not searching.is_index_behind(workspace)
    assert len(found(workspace, "kursk")) == 1


def test_searching_does_not_find_an_import_undone_before_it_was_in_the_index(workspace, write):
    lena = workspace.annotator("Lena").id
    importing.import_files(workspace, [write("a.txt", "Kursk is here.")], actor_id=lena)
    workspace.undo(lena)
    searching.complete_index(workspace, rest=0)
    assert found(workspace, "kursk") == []
    workspace.redo(lena)
    assert len(found(workspace, "kursk")) == 1


def test_searching_indexes_a_project_of_an_older_version(tmp_path, opened):
    path = tmp_path / "old.annotator"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        migrations.apply(Database(conn), stop_before="m003_search_and_queue")
        conn.execute('INSERT INTO scheme VALUES (1, \'{"name": "s", "labels": [{"name": "A"}]}\', \'\')')
        conn.execute(
            "INSERT INTO document (id, key, title, outlet, published, language, url, more, source, length) "
            "VALUES (1, ?, 'T', '', '', '', '', '{}', '', 5)",
            ("0" * 32,),
        )
        conn.execute("INSERT INTO document_text VALUES (1, 'Kursk', x'0a', 'test')")
        conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        conn.execute("PRAGMA user_version=2")
    workspace = opened(path)
    assert searching.is_index_behind(workspace)
    searching.complete_index(workspace, rest=0)
    assert found(workspace, "kursk") == [1]


INDEXING = """
import sys
from pathlib import Path
from annotator.workspace import searching
from annotator.workspace.workspace import Workspace
searching._CHARACTERS, searching._CHARACTERS_RANGE = 1, (1, 1)
workspace = Workspace(Path(sys.argv[1]))
searching.complete_index(workspace, lambda *step: print(step, flush=True), rest=0)
"""


def test_searching_survives_a_kill_while_the_index_grows(workspace, bring, project):
    bring(**{f"n{i}": f"Article {i} of Kursk." for i in range(40)})
    process = subprocess.Popen(
        [sys.executable, "-c", INDEXING, str(project)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    )
    with process:
        for _ in range(3):
            process.stdout.readline()
        process.kill()
    workspace.conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    assert len(found(workspace, "kursk")) >= 3
    searching.complete_index(workspace, rest=0)
    assert is_sound(workspace)
    assert len(found(workspace, "kursk")) == 40


def test_searching_from_two_connections_at_once_indexes_each_text_once(workspace, bring, project, opened):
    bring(**{f"n{i}": f"Article {i} of Kursk." for i in range(30)})
    others = [opened(project) for _ in range(2)]
    threads = [
        threading.Thread(target=searching.complete_index, args=(w,), kwargs={"rest": 0.001}) for w in others
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert is_sound(workspace)
    assert len(found(workspace, "kursk")) == 30


def test_searching_is_interrupted_from_another_thread(indexed):
    started = threading.Event()

    def stop():
        started.wait()
        indexed.interrupt()

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    thread = threading.Timer(0.05, stop)
    thread.start()
    started.set()
    with pytest.raises(Cancelled), searching.interruptible(indexed):
        indexed.conn.execute(endless).fetchone()
    thread.join()


def test_searching_leaves_no_sign_for_those_who_look_for_changes(workspace, bring, project, opened):
    bring(one="Kursk")
    other = opened(project)
    searching.complete_index(other, rest=0)
    assert not workspace.changed_elsewhere()
