"""The article view on a long text: opening, marking, walking, scrolling, hit tests, memory.

What a key press costs is measured at three numbers of spans: nothing may grow with them.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import annotator
from annotator.core import edits
from annotator.core.spans import Span
from annotator.core.tokens import Tokens
from annotator.gui import settings, theme
from annotator.gui.article import selection as selecting
from annotator.gui.article.view import ArticleView
from annotator.gui.commands import ProjectCommands
from annotator.gui.window import MainWindow
from annotator.workspace.workspace import Workspace

SIZE = (900, 900)
NOTHING = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module", autouse=True)
def styled(qapp):
    theme.prepare(qapp)
    theme.apply(qapp, theme.Mode.LIGHT)


@pytest.fixture(scope="module")
def sizes(full):
    """The text's length and the numbers of spans; that of the goals stands in the middle."""
    return (1_000_000, (500, 5_000, 50_000)) if full else (6_000, (4, 8, 16))


@pytest.fixture(scope="module")
def long_project(sizes, make_text, make_project):
    """A long text in paragraphs, read by three annotators."""
    length, numbers = sizes
    return make_project(make_text(length), *numbers)


@pytest.fixture(scope="module")
def one_paragraph_project(sizes, make_text, make_project):
    length, numbers = sizes
    return make_project(make_text(length, one_paragraph=True), numbers[1])


class Bare(QWidget):
    """Paints the beginning of a text and nothing else; lays out what is in sight, once."""

    def __init__(self, look):
        super().__init__()
        self.resize(*SIZE)
        self._font, self._width, self._height = look.font, look.measure, look.line_height
        self._layouts = []

    def show_text(self, text):
        self._layouts = []
        y = 0.0
        for start in text.split("\n"):
            for piece in (start[i : i + 2_000] for i in range(0, len(start) or 1, 2_000)):
                if y > SIZE[1]:
                    return
                layout = QTextLayout(piece, QFont(self._font))
                layout.beginLayout()
                inner = 0.0
                while (line := layout.createLine()).isValid():
                    line.setLineWidth(self._width)
                    line.setPosition(QPointF(0.0, inner))
                    inner += self._height
                layout.endLayout()
                self._layouts.append((layout, y))
                y += inner

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setPen(QColor("black"))
        for layout, y in self._layouts:
            layout.draw(painter, QPointF(0.0, y))
        painter.end()


@pytest.fixture
def reading(opened):
    """Reads what a view shows from a project."""

    def reading_(path, spans):
        workspace = opened(path)
        annotator = workspace.annotator(str(spans)).id
        (document,) = workspace.queue(annotator)
        text = workspace.text(document)
        return SimpleNamespace(
            scheme=workspace.scheme,
            text=text.text,
            tokens=Tokens(text.text, text.tokens),
            annotations=workspace.annotations(document, annotator),
        )

    return reading_


@pytest.fixture
def view(qtbot):
    """Makes a view in a window of its own."""

    def view_(scheme):
        made = ArticleView(scheme)
        qtbot.addWidget(made)
        made.resize(*SIZE)
        made.show()
        QTest.qWaitForWindowExposed(made)
        return made

    return view_


@pytest.fixture
def bare(qtbot):
    """Makes a bare window in the fonts of a view."""

    def bare_(made, text):
        window = Bare(made.layout_.look)
        qtbot.addWidget(window)
        window.show()
        QTest.qWaitForWindowExposed(window)
        window.show_text(text)
        return window

    return bare_


def open_in(view, reading):
    view.show_article("Made up", "nobody", reading.text, reading.tokens)
    view.set_annotations(reading.annotations)
    view.viewport().repaint()


@pytest.mark.parametrize("kind", ["paragraphs", "one paragraph"])
def test_open(request, sizes, kind, reading, view, bare, median, row):
    name = {"paragraphs": "long_project", "one paragraph": "one_paragraph_project"}[kind]
    spans = sizes[1][1]
    shown = reading(request.getfixturevalue(name), spans)
    views = []

    def fresh():
        while views:
            views.pop().hide()
        views.append(view(shown.scheme))

    ours = median(lambda: open_in(views[0], shown), 7, fresh)
    window = bare(views[0], shown.text)
    goal = "≤ 50 ms, ≤ 10×" if kind == "paragraphs" else "≤ 120 ms"
    row(f"open, {kind}, {spans:,} spans (repaint)", median(window.repaint, 30), ours, goal)

    def bare_open():
        window.show_text(shown.text)
        window.repaint()

    row(f"open, {kind}, {spans:,} spans (lay out, paint)", median(bare_open, 9), ours, "")
    fresh()
    open_in(views[0], shown)
    again = median(views[0].viewport().repaint, 30)
    row(f"repaint, {kind}, {spans:,} spans", median(window.repaint, 30), again, "")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_read(sizes, number, long_project, opened, median, row):
    spans = sizes[1][number]
    workspace = opened(long_project)
    annotator_id = workspace.annotator(str(spans)).id
    (document,) = workspace.queue(annotator_id)
    layer = workspace.annotations(document, annotator_id).layer.id

    def floor():
        for table in ("fragment", "attribute"):
            sql = f"SELECT {table}.* FROM span JOIN {table} ON span_id = span.id WHERE layer_id = ?"
            workspace.conn.execute(sql, (layer,)).fetchall()
        for table in ("span", "relation"):
            workspace.conn.execute(f"SELECT * FROM {table} WHERE layer_id = ?", (layer,)).fetchall()

    def ours():
        text = workspace.text(document)
        Tokens(text.text, text.tokens)
        workspace.annotations(document, annotator_id)

    row(f"read text, tokens and {spans:,} spans (their rows)", median(floor, 9), median(ours, 9), "")


def test_scroll_and_hit(sizes, long_project, reading, view, bare, median, row):
    spans = sizes[1][1]
    shown = reading(long_project, spans)
    made = view(shown.scheme)
    open_in(made, shown)
    floor = median(bare(made, shown.text).repaint, 30)
    bar = made.verticalScrollBar()

    def frame(by):
        bar.setValue(bar.value() + by)
        made.viewport().repaint()

    step = 3 * bar.singleStep()
    row(
        f"scroll three lines into new text, {spans:,} spans",
        floor,
        median(lambda: frame(step), 60),
        "≤ 16 ms",
    )
    row(f"scroll three lines back, {spans:,} spans", floor, median(lambda: frame(-step), 60), "≤ 16 ms")
    page = made.viewport().height()
    row(f"scroll a page, {spans:,} spans", floor, median(lambda: frame(page), 30), "≤ 16 ms")
    bar.setValue(bar.maximum() // 2)
    made.viewport().repaint()
    row(f"jump to the end, {spans:,} spans", floor, median(lambda: frame(bar.maximum()), 1), "≤ 16 ms")
    bar.setValue(bar.maximum() // 2)
    made.viewport().repaint()
    words = iter(words_from(made, len(made.text) // 2, ()))

    def drag():
        made.select(selecting.over(len(made.text) // 2, next(words)))
        made.viewport().repaint()

    row(f"drag selection, one frame, {spans:,} spans", floor, median(drag, 30), "≤ 16 ms")
    bar.setValue(bar.maximum() // 2)
    made.viewport().repaint()
    index, line = made.layout_.line_at(made.text_place(QPoint(300, 300))[1])

    def floor_hit():
        for x in range(0, 600, 6):
            line.line.xToCursor(x)

    def hit():
        for x in range(0, 600, 6):
            made.layout_.hit(*made.text_place(QPoint(x + 20, 300)))

    assert index >= 0
    row("hit test", median(floor_hit, 30) / 100, median(hit, 30) / 100, "")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_label_key_in_the_view_alone(full, sizes, number, long_project, reading, view, bare, median, row):
    view_alone(full, reading(long_project, sizes[1][number]), view, bare, median, row, "paragraphs")


def test_label_key_in_the_view_alone_in_one_paragraph(
    full, sizes, one_paragraph_project, reading, view, bare, median, row
):
    shown = reading(one_paragraph_project, sizes[1][1])
    view_alone(full, shown, view, bare, median, row, "one paragraph")


def view_alone(full, shown, view, bare, median, row, kind):
    """Edit the annotations, show them, take the new span in hand and paint: no session, file or inspector."""
    made = view(shown.scheme)
    open_in(made, shown)
    while made.layout_.measure_some(1.0):
        pass
    floor = median(bare(made, shown.text).repaint, 30)
    taken = {s.start for s in shown.annotations.spans.values()}
    words = words_from(made, len(made.text) // 2, taken)

    def prepare():
        made.set_selected(None)
        made.go_to(next(words))
        made.viewport().repaint()

    def press():
        edit = edits.add_span(made.annotations, "CLAIM", (made.selected_fragment(),))
        made.set_annotations(made.annotations.changed(edit.changes))
        made.set_selected(next(c.after.id for c in edit.changes if isinstance(c.after, Span)))
        made.viewport().repaint()

    spans = len(shown.annotations.spans)
    rounds = 60 if full else 1
    row(f"label key, the view's part, {kind}, {spans:,} spans", floor, median(press, rounds, prepare), "")

    def step():
        made.set_selected(made.annotations.beside(made.selected, 1).id)
        made.viewport().repaint()

    row(f"Tab, the view's part, {kind}, {spans:,} spans", floor, median(step, rounds), "")


@pytest.fixture
def painted(monkeypatch):
    """Holds the moments at which article views were painted."""
    moments = []
    paint = ArticleView.paintEvent

    def noted(self, event):
        paint(self, event)
        moments.append(time.perf_counter())

    monkeypatch.setattr(ArticleView, "paintEvent", noted)
    return moments


@pytest.fixture
def desk(painted, tmp_path, monkeypatch, full):
    """Opens the whole window on a project, as one of its annotators, and waits until it rests."""
    windows = []
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def desk_(path, annotator):
        settings.remember_annotator(path, annotator)
        window = MainWindow()
        windows.append(window)
        window.commands = ProjectCommands(window)
        window.show()
        window.commands.open(path)
        assert QTest.qWaitForWindowActive(window)
        rest(window, 0.8 if full else 0.0)
        return window

    yield desk_
    for window in windows:
        for editor in window.findChildren(QLineEdit):
            editor.blockSignals(True)
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def rest(window, seconds=0.8):
    """Wait until the view has laid out everything and the window's own timers are through."""
    while window.screen_.article._scroller.idle.isActive():
        QTest.qWait(50)
    QTest.qWait(round(seconds * 1_000))


def words_from(shown, offset, taken):
    """Yield the starts of words from an offset on, a few words apart, those left out that are taken."""
    while True:
        for _ in range(4):
            offset = shown.tokens.next_start(offset)
        if offset not in taken:
            yield offset


def mark_words(window, painted, key, offsets):
    """Return what prepares a word for a label's key, and what presses it; and the times to the first paint."""
    article, session = window.screen_.article, window.screen_.session
    places, to_paint = iter(offsets), []

    def prepare():
        session.select(None)
        article.go_to(next(places))
        article.setFocus()
        QTest.qWait(1)

    def press():
        painted.clear()
        spans, start = len(session.annotations.spans), time.perf_counter()
        QTest.keyClick(window.windowHandle(), key, NOTHING)
        QApplication.processEvents()
        assert len(session.annotations.spans) == spans + 1
        to_paint.append(painted[0] - start)

    return prepare, press, to_paint


@pytest.mark.parametrize("number", [0, 1, 2])
def test_label_key(full, sizes, number, long_project, desk, painted, bare, median, bare_commit, row):
    length, numbers = sizes
    label_key(full, length, numbers[number], long_project, desk, painted, bare, median, bare_commit, row)


def test_label_key_in_one_paragraph(
    full, sizes, one_paragraph_project, desk, painted, bare, median, bare_commit, row
):
    length, numbers = sizes
    case = (full, length, numbers[1], one_paragraph_project)
    label_key(*case, desk, painted, bare, median, bare_commit, row, "one paragraph")


def test_label_key_in_dense_spans(
    full, make_text, make_project, desk, painted, bare, median, bare_commit, row
):
    length, number = (30_000, 5_000) if full else (600, 30)
    path = make_project(make_text(length), number)
    scale = QApplication.primaryScreen().devicePixelRatio()
    words = f"dense, scale {scale:g}"
    goal = "≤ 16 ms at scale 2"
    label_key(full, length, number, path, desk, painted, bare, median, bare_commit, row, words, goal)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_tab(full, sizes, number, long_project, desk, painted, bare, median, row):
    spans = sizes[1][number]
    window = desk(long_project, str(spans))
    article = window.screen_.article

    def press():
        painted.clear()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab, NOTHING)
        QApplication.processEvents()
        assert painted

    floor = median(bare(article, article.text).repaint, 30)
    row(f"Tab to the next span, painted, {spans:,} spans", floor, median(press, 40 if full else 1), "≤ 16 ms")


def label_key(
    full, length, spans, path, desk, painted, bare, median, bare_commit, row, kind="paragraphs", goal="≤ 8 ms"
):
    window = desk(path, str(spans))
    screen = window.screen_
    key = next(label.key for label in screen.workspace.scheme.labels if label.name == "CLAIM")
    taken = {s.start for s in screen.session.annotations.spans.values() if s.label == "CLAIM"}
    rounds = 60 if full else 1
    places = words_from(screen.session, len(screen.session.text) // 2, taken)
    prepare, press, to_paint = mark_words(window, painted, key, places)
    everything = median(press, rounds, prepare)
    made = statistics.median(to_paint)
    floor = median(bare_commit, rounds) + median(bare(screen.article, screen.session.text).repaint, 30)
    row(f"label key to committed and painted, {kind}, {spans:,} spans", floor, made, goal)
    row(f"… and all around it shown, {kind}, {spans:,} spans", floor, everything, "≤ 16 ms")
    other = Workspace(path)
    try:
        stored = other.annotations(screen.session.document.id, screen.session.annotator.id)
        assert stored.spans == screen.session.annotations.spans
    finally:
        other.close()


# Opens a window, waits until it rests, and says how much memory it holds.
MEMORY = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
if len(sys.argv) > 1:
    from annotator.gui import settings, theme
    from annotator.gui.commands import ProjectCommands
    from annotator.gui.window import MainWindow
    theme.prepare(app)
    settings.remember_annotator(Path(sys.argv[1]), sys.argv[2])
    window = MainWindow()
    window.commands = ProjectCommands(window)
else:
    window = QMainWindow()
    window.resize(1440, 900)
window.show()
if len(sys.argv) > 1:
    window.commands.open(Path(sys.argv[1]))
    while not window.screen_.article.layout_.is_measured:
        app.processEvents()
    bar = window.screen_.article.verticalScrollBar()
    for part in range(60):
        bar.setValue(bar.maximum() * part // 60)
        app.processEvents()
app.processEvents()
status = Path("/proc/self/status").read_text()
print(int(status.split("VmRSS:")[1].split()[0]) * 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_of_the_window(sizes, long_project, tmp_path, row):
    spans = sizes[1][1]
    package = str(Path(annotator.__file__).resolve().parents[1])
    environment = dict(os.environ) | {"HOME": str(tmp_path), "PYTHONPATH": package}

    def run(*arguments):
        command = [sys.executable, "-c", MEMORY, *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=100
        )
        return int(done.stdout.split()[-1])

    ours = run(str(long_project), str(spans))
    row(f"memory of the window, {spans:,} spans, scrolled through (bare)", run(), ours, "≤ 160 MB", "MB")
