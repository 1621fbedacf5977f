"""What a start loads and when, and what it leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import annotator

CHECKOUT = Path(annotator.__file__).resolve().parents[1]
HEAVY = ("spacy", "numpy", "sqlite_utils", "click", "thinc", "hypothesis")

RUN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from annotator.gui import app

found = {{}}
heavy = {heavy!r}
opens = app._open

def opened(window, paths):
    found["first paint"] = [name for name in heavy if name in sys.modules]
    # PySide makes a class when it is first asked for, and Qt's enums take 18 ms and more.
    loaded = vars(sys.modules["PySide6.QtCore"])
    found["classes"] = [name for name in ("Qt", "QTimer") if name in loaded]
    found["menus"] = "annotator.gui.menus" in sys.modules
    from annotator.gui.article.view import ArticleView
    paints = ArticleView.paintEvent
    def painted(view, event):
        paints(view, event)
        found.setdefault("beside", "annotator.gui.annotate.queue_panel" in sys.modules)
    ArticleView.paintEvent = painted
    opens(window, paths)
    window_ = window

    def look():
        job = window_.commands.job
        if job is not None or ({wanted} and window_.screen_ is None):
            QTimer.singleShot(20, look)
            return
        if window_.screen_ is not None:
            window_.grab()
            found["title"] = window_.screen_.session.document.metadata.title
        found["article"] = [name for name in heavy if name in sys.modules]
        window_.close()

    QTimer.singleShot(50, look)

app._open = opened
found["status"] = app.run([Path(path) for path in {paths!r}])
print(json.dumps(found))
"""


def start(home: Path, *paths: Path, wanted: bool = True):
    """Start the window in a process of its own and return what it had loaded when."""
    script = RUN.format(heavy=HEAVY, paths=[str(path) for path in paths], wanted=wanted)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60, cwd=home
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_heavy_is_loaded_before_the_first_paint(own_machine):
    found = start(own_machine, wanted=False)
    assert found["first paint"] == []
    assert found["classes"] == ["QTimer"]  # which shows that the other would be seen
    assert not found["menus"]
    assert found["article"] == []
    assert found["status"] == 0


def test_an_article_of_a_project_is_shown_without_anything_heavy(own_machine, project):
    from annotator.gui import settings

    settings.remember_annotator(project, "Ines")
    found = start(own_machine, project)
    assert found["title"] == "Dam is safe, minister says"
    assert found["first paint"] == []
    assert found["article"] == []


def test_the_project_that_was_open_last_is_shown_without_anything_heavy(own_machine, project):
    from annotator.gui import settings

    settings.remember_annotator(project, "Ines")
    settings.remember("last", str(project))
    found = start(own_machine)
    assert found["title"] == "Dam is safe, minister says"
    assert found["article"] == []


def test_the_article_is_painted_before_the_queue_is_loaded(own_machine, project):
    from annotator.gui import settings
    from annotator.workspace.workspace import Workspace

    workspace = Workspace(project)
    annotator = workspace.annotator("Ines")
    workspace.save_place(annotator.id, workspace.queue(annotator.id)[0], 0)
    workspace.close()
    settings.remember_annotator(project, "Ines")
    assert start(own_machine, project)["beside"] is False


COUNT = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
widget = QWidget()
before = sys.getrefcount(None)
for number in range(2_000):
    widget.setToolTip("tip")
    widget.resize(100 + number % 7, 100)
    widget.setObjectName("name")
    widget.setEnabled(True)
    widget.update()
print(abs(sys.getrefcount(None) - before))
"""


def test_qt_calls_do_not_use_up_the_references_to_none():
    # PySide6 6.12.0 on CPython 3.11 drops one with each call, until the interpreter aborts.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 50


@pytest.mark.parametrize(
    "module", ["annotator.__main__", "annotator.core.errors", "annotator.workspace.projects"]
)
def test_the_entry_loads_neither_qt_nor_anything_heavy(module):
    script = f"import sys, {module}; print([n for n in ('PySide6', *{HEAVY!r}) if n in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]", done.stderr
