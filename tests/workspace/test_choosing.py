"""Which readings go out where there are more than are read at once, and what happens where some cannot be read."""

import json
import shutil
import sqlite3
import threading

import pytest

from annotator.core.errors import ProjectDamaged
from annotator.workspace.choosing import Choice, Selection
from annotator.workspace.exporting import export, preflight
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

COUNT = 450
AT_ONCE = 200


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    lines = []
    for number in range(COUNT):
        text = f"Artikel {number}: Kiew meldet Verluste."
        start = text.index("Kiew")
        spans = [{"start": start, "end": start + 4, "label": "ACTOR"}] * (number % 3 > 0)
        lines.append(json.dumps({"text": text, "spans": spans, "_annotator_id": "Lena"}))
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    workspace = Workspace.create(folder / "many.annotator")
    import_files(workspace, [folder / "in.jsonl"])
    workspace.close()
    return folder / "many.annotator"


@pytest.fixture
def project(many, tmp_path):
    return shutil.copy(many, tmp_path / "many.annotator")


@pytest.fixture
def workspace(project):
    workspace = Workspace(project)
    yield workspace
    workspace.close()


def texts(path):
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def without_text(project, place):
    """Take the text of one article away, counted in the order in which they are read."""
    with sqlite3.connect(project) as conn:
        ids = [id_ for (id_,) in conn.execute("SELECT id FROM document ORDER BY key")]
        conn.execute("DELETE FROM document_text WHERE document_id = ?", (ids[place],))
    conn.close()


def test_all_readings_go_out_with_their_own_spans(workspace, tmp_path):
    report = export(workspace, tmp_path / "out.jsonl", "jsonl")
    assert (report.documents, report.spans) == (COUNT, COUNT * 2 // 3)
    for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        number = int(found["text"].partition(":")[0].removeprefix("Artikel "))
        covered = [found["text"][span["start"] : span["end"]] for span in found["spans"]]
        assert covered == ["Kiew"] * (number % 3 > 0)


@pytest.mark.parametrize("table", ["document_text", "span", "fragment"])
def test_damage_is_said_as_damage_wherever_it_is_met(project, tmp_path, table):
    with sqlite3.connect(project) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, size = (conn.execute(sql).fetchone()[0] for sql in (
            f"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'", "PRAGMA page_size",
        ))  # fmt: skip
    conn.close()
    content = bytearray(project.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    project.write_bytes(content)
    workspace = Workspace(project)
    with pytest.raises(ProjectDamaged):
        export(workspace, tmp_path / "out.jsonl", "jsonl")
    with pytest.raises(ProjectDamaged):
        preflight(workspace, "conll")
    workspace.close()
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(("place", "arrive"), [(10, 0), (AT_ONCE + 10, AT_ONCE), (COUNT - 1, 2 * AT_ONCE)])
def test_what_is_read_before_a_damage_arrives(project, tmp_path, place, arrive):
    without_text(project, place)
    into = Workspace.create(tmp_path / "into.annotator")
    report = import_files(into, [project])
    assert report.documents == arrive
    assert "is missing in the project" in str(report.problems[-1])
    into.close()


@pytest.mark.parametrize("after", [1, AT_ONCE, AT_ONCE + 1, COUNT])
def test_nothing_is_read_any_more_after_closing(workspace, after):
    running = threading.active_count()
    records = Selection(workspace, Choice(), "jsonl").records()
    for _ in range(after):
        next(records)
    records.close()
    assert threading.active_count() == running
    assert len([*Selection(workspace, Choice(), "jsonl").records()]) == COUNT
