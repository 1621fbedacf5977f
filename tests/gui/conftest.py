"""A window on a project of its own, and hands that use it: keys and mouse only."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from annotator.core.scheme import Scheme
from annotator.core.tokens import Tokens
from annotator.gui import settings, theme
from annotator.gui.commands import ProjectCommands
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.window import MainWindow
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

DAM = (
    "Dam is safe, minister says\n\n"
    "The dam above Lisov is safe, energy minister Jana Dvorska said on Tuesday. “We have checked every "
    "gate,” she told Radio Moldau, “and none is cracked.”\n\n"
    "Engineers disagree. According to them, two gates leak.\n"
)
FERRY = (
    "Fähre kehrt um\n\nDie Fähre nach Hvalvik kehrte um 🚢, teilte die Reederei mit. 👩‍👩‍👧 blieben an Bord, "
    "sagte Kapitän Olsen."
)
HARVEST = "Harvest late\n\nThe cooperative expects a late harvest. Rain fell for nine days."
STRIKE = "Strike ends\n\nThe union said the strike was over. The company would not comment."
ARTICLES = (
    (
        DAM,
        {"title": "Dam is safe, minister says", "outlet": "Moldau Post", "published": "2025-03-04", "language": "en"},
    ),
    (FERRY, {"title": "Fähre kehrt um", "outlet": "Nordlicht", "published": "2025-03-05", "language": "de"}),
    (HARVEST, {"title": "Harvest late", "outlet": "Moldau Post", "published": "2025-03", "language": "en"}),
    (STRIKE, {"title": "Strike ends", "outlet": "Abendruf", "published": "2025-03-06T18:40", "language": "en"}),
)  # fmt: skip
ANNOTATOR = "Ines"
PATIENCE_MS = 4_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over what Qt's offscreen platform says of itself whenever a dialog has a least size."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(scope="session", autouse=True)
def styled(qapp: QApplication) -> None:
    """Give the application its style and colours, as a start does."""
    theme.prepare(qapp)
    theme.apply(qapp, theme.Mode.LIGHT)


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own, so that no test finds another's settings."""
    home = tmp_path / "home"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    home.mkdir()
    return home


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project file with the four articles, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.annotator"
    make_project(path, ARTICLES)
    return path


def make_project(
    path: Path, articles: Iterable[tuple[str, dict[str, str]]], scheme: Scheme | None = None
) -> None:
    """Make a project of texts with their metadata, by an import."""
    lines = [json.dumps({"text": text, "meta": meta}) for text, meta in articles]
    source = path.with_suffix(".jsonl")
    source.write_text("\n".join(lines), encoding="utf-8")
    workspace = Workspace.create(path, scheme)
    report = import_files(workspace, [source])
    workspace.close()
    assert report.documents == len(lines)
    assert not report.problems


@pytest.fixture
def project(template: Path, tmp_path: Path) -> Path:
    """Return a project file of this test's own."""
    path = tmp_path / "Moldau.annotator"
    shutil.copyfile(template, path)
    return path.resolve()


def wait_until(condition: Callable[[], object], patience_ms: int = PATIENCE_MS) -> None:
    """Let the window work until a condition holds."""
    until = time.monotonic() + patience_ms / 1_000
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        loop = QEventLoop()  # unlike `QTest.qWait` it lets other threads run
        QTimer.singleShot(5, loop.quit)
        loop.exec()


class Desk:
    """The window and the hands at it. Nothing here calls a handler."""

    def __init__(self, window: MainWindow, commands: ProjectCommands) -> None:
        self.window = window
        self.commands = commands
        self.surprises: list[str] = []
        self._modal_for = 0
        self._watch = QTimer(window)
        self._watch.setInterval(100)
        self._watch.timeout.connect(self._look_for_dialogs)
        self._watch.start()

    @property
    def screen(self):
        return self.window.screen_

    @property
    def session(self):
        return self.window.screen_.session

    @property
    def article(self):
        return self.window.screen_.article

    @property
    def workspace(self) -> Workspace:
        return self.window.workspace

    @property
    def text(self) -> str:
        return self.session.text

    # Keys

    def press(self, *keys: str) -> None:
        """Press keys, in Qt's portable notation, wherever the keyboard is."""
        for key in keys:
            combination = QKeySequence(key)[0]
            # A keyboard sends a key of its own for Shift+Tab.
            code = Qt.Key.Key_Backtab if key == "Shift+Tab" else combination.key()
            target = QApplication.focusWindow() or self.window.windowHandle()
            QTest.keyClick(target, code, combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type a text, wherever the keyboard is."""
        for character in text:
            if character.isascii():
                QTest.keyClick(QApplication.focusWindow(), character)
            else:
                self._send(QEvent.Type.KeyPress, character)
                self._send(QEvent.Type.KeyRelease, character)

    def _send(self, kind: QEvent.Type, character: str) -> None:
        """Send a character that QTest has no key for."""
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def go_to(self, words: str, *, of: int = 0) -> None:
        """Bring the keyboard to the first of these words, by clicks, and extend to the last by keys."""
        start = -1
        for _ in range(of + 1):
            start = self.text.index(words, start + 1)
        self.click(start)
        end = start + len(words)
        for _ in range(len(words)):
            if self.article.selection.end >= end:
                break
            self.press("Shift+Right")
        assert self.marked() == words

    def marked(self) -> str:
        """Return the text selected."""
        selection = self.article.selection
        return self.text[selection.start : selection.end]

    # Mouse

    def place(self, x: float, y: float) -> QPoint:
        """Return the place on the article's viewport of a place in the text's own pixels."""
        return place_in(self.article, x, y)

    def click(self, offset: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click on the character at an offset."""
        QTest.mouseClick(
            self.article.viewport(), Qt.MouseButton.LeftButton, modifiers, place_of(self.article, offset)
        )

    def drag(
        self, start: int, end: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Drag from the left edge of one character to the left edge of another."""
        drag_on(self.article, start, end, modifiers)

    # What is seen

    @property
    def status(self) -> list[str]:
        """The texts of the status bar that are not empty."""
        labels = self.window.status.findChildren(type(self.window.status.saved))
        return [label.text() for label in labels if label.text()]

    @property
    def said(self) -> str:
        """The message in the status bar."""
        return self.window.status.message.text()

    def button(self, text: str, home: QWidget | None = None) -> QPushButton:
        """Return the one visible button whose text begins so."""
        QApplication.processEvents()
        found = [
            b for b in (home or self.window).findChildren(QPushButton)
            if b.text().startswith(text) and b.isVisible()
        ]  # fmt: skip
        assert len(found) == 1, [b.text() for b in found]
        return found[0]

    def click_button(self, text: str, home: QWidget | None = None) -> None:
        """Click a button with the mouse."""
        QTest.mouseClick(self.button(text, home), Qt.MouseButton.LeftButton)

    # The file

    def spans(self) -> list[tuple[str, str]]:
        """Return label and text of the open article's spans as the file has them, in reading order."""
        return [(s.label, s.covered(self.text)) for s in self.stored().in_order()]

    def stored(self):
        """Return the annotations of the open article as another connection reads them."""
        other = Workspace(self.workspace.path)
        try:
            return other.annotations(self.session.document.id, self.session.annotator.id)
        finally:
            other.close()

    def state(self, document_id: int | None = None):
        """Return state and flag of an article as another connection reads them."""
        other = Workspace(self.workspace.path)
        try:
            number = document_id or self.session.document.id
            layer = other.annotations(number, self.session.annotator.id).layer
            return layer.state, layer.flagged
        finally:
            other.close()

    def look_elsewhere_soon(self) -> None:
        """Let the window look for what other programs wrote every few milliseconds."""
        for timer in self.window.findChildren(QTimer):
            if timer.interval() == 2_000:
                timer.setInterval(20)

    wait_until = staticmethod(wait_until)

    # Dialogs

    @contextmanager
    def answering(self, *answers: Callable[[QWidget], object]) -> Iterator[list[QWidget]]:
        """Inside the block, let each dialog that opens be answered by the next of `answers`.

        An answer that leaves its dialog open is followed by Escape.
        """
        seen: list[QWidget] = []
        errors: list[BaseException] = []
        waiting = list(answers)

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or dialog in seen or not waiting or not dialog.isActiveWindow():
                return
            if isinstance(dialog, ProgressDialog):
                return  # it goes by itself
            seen.append(dialog)
            try:
                waiting.pop(0)(dialog)
            except BaseException as error:
                errors.append(error)
            if dialog.isVisible():
                QTest.keyClick(dialog, Qt.Key.Key_Escape)

        timer = QTimer()
        timer.setInterval(10)
        timer.timeout.connect(answer)
        timer.start()
        try:
            yield seen
            wait_until(lambda: not waiting or errors)
        finally:
            timer.stop()
        if errors:
            raise errors[0]
        if self.window.isVisible():
            self.window.activateWindow()  # as a window manager does; Qt's offscreen platform has none
            assert QTest.qWaitForWindowActive(self.window, PATIENCE_MS)

    def _look_for_dialogs(self) -> None:
        """Close a dialog that no test answers: it would hang the run."""
        dialog = QApplication.activeModalWidget()
        self._modal_for = self._modal_for + 1 if dialog is not None else 0
        if self._modal_for > 40:
            self._modal_for = 0
            self.surprises.append(f"{dialog.windowTitle()}: {texts_in(dialog)}")
            dialog.close()


def texts_in(widget: QWidget) -> list[str]:
    """Return the texts of the labels in a widget."""
    from PySide6.QtWidgets import QLabel, QPlainTextEdit

    found = [label.text() for label in widget.findChildren(QLabel) if label.text()]
    return found + [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit)]


def place_in(view, x: float, y: float) -> QPoint:
    """Return the place on the viewport of a place in the text's own pixels."""
    zero = view.text_place(QPoint(0, 0))
    return QPoint(round(x - zero[0]), round(y - zero[1]))


def place_of(view, offset: int) -> QPoint:
    """Return the middle of the character at an offset, on the viewport, scrolled into sight."""
    layout = view.layout_
    view._reveal(offset)
    rects = layout.rects(offset, offset + 1)
    rect = rects[0] if rects else layout.caret_rect(offset)
    return place_in(view, rect.center().x(), rect.center().y())


def send_mouse(view, kind: QEvent.Type, place: QPoint, modifiers: Qt.KeyboardModifier, *, held: bool) -> None:
    """Send a mouse event with modifiers, which QTest cannot for moves."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
    target = view.viewport()
    where = QPointF(place)
    event = QMouseEvent(kind, where, target.mapToGlobal(where), button, buttons, modifiers)
    QApplication.sendEvent(target, event)


def drag_on(view, start: int, end: int, modifiers: Qt.KeyboardModifier) -> None:
    """Drag from the left edge of one character to that of another, in a few steps."""
    layout = view.layout_

    def edge(offset: int) -> QPoint:
        rect = layout.caret_rect(offset)
        return place_in(view, rect.left() + 0.6, rect.center().y())

    send_mouse(view, QEvent.Type.MouseButtonPress, edge(start), modifiers, held=True)
    for part in (1, 2, 3):
        send_mouse(view, QEvent.Type.MouseMove, edge(start + (end - start) * part // 3), modifiers, held=True)
    send_mouse(view, QEvent.Type.MouseButtonRelease, edge(end), modifiers, held=False)


@pytest.fixture
def open_desk(qapp: QApplication) -> Iterator[Callable[[Path], Desk]]:
    """Opens a window on a project, as the annotator who worked there before."""
    made: list[Desk] = []

    def open_(path: Path) -> Desk:
        settings.remember_annotator(path, ANNOTATOR)
        window = MainWindow()
        commands = ProjectCommands(window)
        made.append(Desk(window, commands))
        window.show()
        commands.open(path)
        assert QTest.qWaitForWindowActive(window, PATIENCE_MS)
        assert made[-1].article.hasFocus()
        return made[-1]

    yield open_
    for desk in made:
        close(desk.window)
        assert not desk.surprises


@pytest.fixture
def desk(open_desk: Callable[[Path], Desk], project: Path) -> Desk:
    """Return the window with the project open on its first article."""
    return open_desk(project)


@pytest.fixture
def with_text(open_desk: Callable[[Path], Desk], tmp_path: Path) -> Callable[[str], Desk]:
    """Opens a window on a project with one article of this text."""

    def open_(text: str) -> Desk:
        path = tmp_path / "One.annotator"
        make_project(path, [(text, {"title": "One", "language": "en"})])
        return open_desk(path.resolve())

    return open_


@pytest.fixture
def empty_window(qapp: QApplication) -> Iterator[Desk]:
    """Return the window on its start page."""
    window = MainWindow()
    commands = ProjectCommands(window)
    made = Desk(window, commands)
    commands.show_start()
    window.show()
    assert QTest.qWaitForWindowActive(window, PATIENCE_MS)
    yield made
    close(window)
    assert not made.surprises


def close(window: MainWindow) -> None:
    """Close a window and let go of all of it."""
    for editor in window.findChildren(QLineEdit):
        editor.blockSignals(True)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture(scope="session")
def tokens_of() -> Callable[[str], Tokens]:
    """Return what cuts a text into tokens as an import does."""
    from annotator.formats.tokenization import tokenize

    return lambda text: Tokens(text, tokenize(text, "en")[0])


@pytest.fixture(scope="session")
def hands():
    """Return the mouse as functions of a view, for tests without a window."""
    return sys.modules[__name__]
