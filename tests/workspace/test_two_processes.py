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
