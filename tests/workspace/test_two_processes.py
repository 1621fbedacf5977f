"""One project, open in two processes, and twice in one of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from annotator.core.edits import add_span
from annotator.core.spans import Fragment
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

_READ = """
import sys
from pathlib import Path
from annotator.workspace.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
print(workspace.conn.execute("SELECT count(*) FROM span").fetchone()[0])
workspace.close()
"""


def _spans_seen_elsewhere(path: Path) -> int:
    ran = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)
    return int(ran.stdout)


def _mark(workspace: Workspace, annotator_id: int, document_id: int, start: int) -> None:
    annotations = workspace.annotations(document_id, annotator_id)
    workspace.execute(add_span(annotations, "ACTOR", (Fragment(start, start + 1),)), annotator_id)


def test_workspace_opened_twice_in_one_process_loses_nothing_to_another_process(tmp_path):
    """Closing a second connection must not drop the first one's locks on the file."""
    article = tmp_path / "article.txt"
    article.write_text("Abcdefgh ijk lmn", encoding="utf-8")
    path = tmp_path / "p.annotator"
    workspace = Workspace.create(path)
    annotator = workspace.annotator("Ada")
    second = Workspace(path)
    import_files(second, [article])
    second.close()
    (document_id,) = workspace.queue(annotator.id)
    for number in range(4):
        _mark(workspace, annotator.id, document_id, number)
        assert _spans_seen_elsewhere(path) == number + 1
    workspace.close()
    assert _spans_seen_elsewhere(path) == 4


def test_a_file_dialog_that_looks_into_the_project_lets_nothing_be_lost(tmp_path):
    """Qt's file dialog opens and closes what it lists, and with that all locks of this process are gone."""
    article = tmp_path / "article.txt"
    article.write_text("Abcdefgh ijk lmn", encoding="utf-8")
    path = tmp_path / "p.annotator"
    workspace = Workspace.create(path)
    annotator = workspace.annotator("Ada")
    import_files(workspace, [article])
    (document_id,) = workspace.queue(annotator.id)
    for number in range(6):
        _mark(workspace, annotator.id, document_id, number)
        for listed in tmp_path.iterdir():
            listed.open("rb").close()
        # The other process finds no locks, believes to be the last, and takes the log away.
        assert _spans_seen_elsewhere(path) == number + 1
        assert len(workspace.annotations(document_id, annotator.id).spans) == number + 1
    workspace.undo(annotator.id)
    assert _spans_seen_elsewhere(path) == 5
    workspace.close()
    assert _spans_seen_elsewhere(path) == 5


def test_a_workspace_is_renewed_with_its_locks(tmp_path):
    path = tmp_path / "p.annotator"
    workspace = Workspace.create(path)
    annotator = workspace.annotator("Ada")
    path.open("rb").close()
    workspace.renew()
    assert workspace.annotator("Ada") == annotator
    _spans_seen_elsewhere(path)
    assert path.with_name(path.name + "-wal").exists()
    workspace.close()
