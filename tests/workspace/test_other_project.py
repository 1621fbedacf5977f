"""Another project as something to import."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from annotator.core import edits
from annotator.core.errors import InputError
from annotator.core.scheme import scheme_from_dict
from annotator.core.spans import Fragment, State
from annotator.workspace.exporting import Choice, Selection
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

TEXT = "Kiew meldet Verluste, Moskau bestreitet 😀 das."


@pytest.fixture
def other(tmp_path, write):
    """A project with two readings that use what a reading can hold, and an article nobody read."""
    path = tmp_path / "other.annotator"
    scheme = scheme_from_dict(
        {
            "name": "other",
            "labels": [
                {"name": "CLAIM"},
                {"name": "WITNESS", "attributes": [{"name": "a", "values": ["b"]}]},
            ],
            "relations": [{"name": "saw", "heads": ["WITNESS"], "children": ["CLAIM"]}],
        }
    )
    workspace = Workspace.create(path, scheme)
    import_files(workspace, [write("o/a.txt", TEXT), write("o/b.txt", "Etwas anderes.")])
    document_id = next(
        row[0]
        for row in workspace.conn.execute("SELECT id FROM document")
        if workspace.text(row[0]).text == TEXT
    )
    for name, state in (("Lena", State.SKIPPED), ("Jonas", State.DONE)):
        who = workspace.annotator(name).id

        def do(make, *values, who=who):
            edit = make(workspace.annotations(document_id, who), *values)
            workspace.execute(edit, who)
            return edit

        do(edits.add_span, "CLAIM", (Fragment(0, 4), Fragment(12, 20)))
        do(edits.add_span, "WITNESS", (Fragment(22, 28),))
        claim, witness = workspace.annotations(document_id, who).in_order()
        do(edits.set_note, claim.id, "sagt wer?")
        do(edits.set_attribute, witness.id, "a", "b")
        do(edits.add_relation, scheme, "saw", witness.id, claim.id)
        do(edits.set_state, state)
        if name == "Lena":
            do(edits.set_flag, True)
    workspace.close()
    return path


def content(path: Path):
    workspace = Workspace(path)
    try:
        found = {}
        for record in Selection(workspace, Choice(), "").records():
            for reading in record.readings:
                by_id = {s.id: (s.label, s.fragments, s.attributes, s.note, s.origin) for s in reading.spans}
                found[record.text, record.metadata, reading.annotator] = (
                    reading.state,
                    reading.flagged,
                    sorted(by_id.values()),
                    [(r.type, by_id[r.head_id], by_id[r.child_id]) for r in reading.relations],
                )
            if not record.readings:
                found[record.text, record.metadata, ""] = None
        return found
    finally:
        workspace.close()


def test_everything_of_another_project_arrives(workspace, other):
    before = other.read_bytes()
    report = import_files(workspace, [other])
    assert (report.documents, report.readings, report.spans, report.relations) == (2, 2, 4, 2)
    assert not report.problems
    assert content(workspace.path) == content(other)
    assert len(content(other)) == 3
    assert other.read_bytes() == before
    assert workspace.scheme.label("WITNESS")
    assert workspace.scheme.relations_between("WITNESS", "CLAIM")


def test_a_project_imported_twice_is_there_once(workspace, other):
    import_files(workspace, [other])
    again = import_files(workspace, [other])
    assert (again.documents, again.readings, again.problems) == (0, 0, [])
    assert len(again.duplicates) == 3


def test_a_project_copied_away_under_another_name_is_the_same(workspace, other, tmp_path):
    import_files(workspace, [other])
    copy = Path(shutil.copy(other, tmp_path / "copy.annotator"))
    assert import_files(workspace, [copy]).documents == 0


def test_changes_in_the_log_arrive(workspace, other):
    held = Workspace(other)
    try:
        import_files(held, [write_beside(other, "c.txt", "Noch ein Artikel.")])
        assert import_files(workspace, [other]).documents == 3
    finally:
        held.close()


def write_beside(path, name, text):
    made = path.parent / name
    made.write_text(text)
    return made


def test_a_project_is_not_imported_into_itself(workspace):
    with pytest.raises(InputError, match="the project itself"):
        import_files(workspace, [workspace.path])


def test_projects_in_a_folder_are_passed_over(workspace, other, write):
    write("o/a.txt", TEXT)
    report = import_files(workspace, [other.parent])
    assert "other.annotator" in report.passed_over
    assert report.readings == 0


@pytest.mark.parametrize("damage", ["text", "other database", "newer", "cut", "empty"])
def test_what_is_no_project_is_said(workspace, other, damage):
    if damage == "text":
        other.write_text("no project")
    elif damage == "empty":
        other.write_bytes(b"")
    elif damage == "cut":
        other.write_bytes(other.read_bytes()[:5_000])
    elif damage == "newer":
        with sqlite3.connect(other) as conn:
            conn.execute("PRAGMA user_version=999")
        conn.close()
    else:
        other.unlink()
        with sqlite3.connect(other) as conn:
            conn.execute("CREATE TABLE t (a)")
        conn.close()
    before = other.read_bytes()
    report = import_files(workspace, [other])
    assert [problem.path for problem in report.problems] == [str(other)]
    assert str(other) in str(report.problems[0].message)
    assert report.documents == 0
    assert other.read_bytes() == before


def test_a_project_without_articles_is_said(workspace, tmp_path):
    path = tmp_path / "none.annotator"
    Workspace.create(path).close()
    (problem,) = import_files(workspace, [path]).problems
    assert "no articles" in str(problem)
