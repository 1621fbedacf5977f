"""Process start to the first paint, and to the article on screen, against a bare window."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

import annotator
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the settings' folder cannot be chosen there")

PACKAGE = Path(annotator.__file__).resolve().parents[1]

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
def painted():
    print("painted", time.monotonic_ns(), flush=True)
    window.close()
app = QApplication(sys.argv)
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

# The program's own way to its window; `_open` is what it calls once the window is painted.
OURS = """
import sys, time
from PySide6.QtCore import QTimer
from annotator import __main__ as program
import annotator.gui.app as app
real = app._open
def opened(window, paths):
    print("painted", time.monotonic_ns(), flush=True)
    from annotator.gui.article.view import ArticleView
    paint, seen = ArticleView.paintEvent, []
    def painted(view, event):
        paint(view, event)
        if view.text and view.layout_.spans and not seen:
            seen.append(True)
            print("article", time.monotonic_ns(), flush=True)
            QTimer.singleShot(0, window.close)
    ArticleView.paintEvent = painted
    real(window, paths)
app._open = opened
sys.exit(program.main())
"""

SET_UP = """
import sys
from pathlib import Path
from annotator.gui import settings
settings.remember_annotator(Path(sys.argv[1]), sys.argv[2])
"""


@pytest.fixture
def environment(tmp_path, full):
    """The environment of a user with a home of their own, whose compiled modules are kept."""
    new = dict(os.environ)
    home = tmp_path / "home"
    home.mkdir()
    new |= {"HOME": str(home), "PYTHONPATH": str(PACKAGE)}
    new |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    if full:
        new.pop("PYTHONDONTWRITEBYTECODE", None)
        new["PYTHONPYCACHEPREFIX"] = str(tmp_path / "compiled")
    if os.environ.get("ANNOTATOR_BENCH_DISPLAY") == "1" and os.environ.get("DISPLAY"):
        del new["QT_QPA_PLATFORM"]
    return new


@pytest.fixture
def started(environment):
    """Starts a script and returns the seconds to each of the moments that it printed."""

    def started_(script, *arguments):
        command = [sys.executable, "-c", script, *map(str, arguments)]
        start = time.monotonic_ns()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        lines = map(str.split, done.stdout.splitlines())
        return {name: (int(moment) - start) / 1e9 for name, moment in lines}

    return started_


@pytest.fixture
def one_article(tmp_path, seeds, started):
    """A project with one article that Lena has read."""
    line = (seeds / "readings-lena.jsonl").read_text(encoding="utf-8").splitlines()[0]
    source = tmp_path / "lena.jsonl"
    source.write_text(line, encoding="utf-8")
    path = tmp_path / "one.annotator"
    workspace = Workspace.create(path)
    report = import_files(workspace, [source])
    workspace.close()
    assert (report.documents, report.problems) == (1, [])
    started(SET_UP, path.resolve(), "Lena")
    return path.resolve()


def test_start(full, one_article, started, row):
    rounds = 9 if full else 1
    started(BARE)
    if full:
        started(OURS, one_article)  # compiles the modules
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(started(BARE)["painted"])
        ours.append(started(OURS, one_article))
    floor = statistics.median(bare)
    first, article = (statistics.median(one[name] for one in ours) for name in ("painted", "article"))
    row("start to first paint", floor, first, "≤ 1.3×")
    row("start to the article on screen", floor, article, "≤ 2.3×")
