"""A user of the real program: keys and mouse from within its own process, and what was then to be seen.

    python user.py STORY REPORT [PATH]...

starts the program as the command line does, plays the story, and writes what was seen to
REPORT as JSON. Stories end by quitting, or by being killed.
"""

import json
import os
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from annotator.__main__ import main
from annotator.gui import app as program
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.export.window import ExportWindow
from annotator.gui.window import MainWindow

PATIENCE = 20.0
PLACE_IS_SAVED_MS = 700


class User:
    """Hands and eyes at one window."""

    def __init__(self, report: Path) -> None:
        self.report = report
        self.seen: dict[str, object] = {"asked": []}
        self._answers: list[Callable[[QWidget], None]] = []
        self._answered: list[QWidget] = []
        self._watch = QTimer()
        self._watch.setInterval(20)
        self._watch.timeout.connect(self._answer)
        self._watch.start()

    @property
    def window(self) -> MainWindow:
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

    @property
    def session(self):
        return self.window.screen_.session

    @property
    def article(self):
        return self.window.screen_.article

    def wait(self, condition: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until, "waited in vain"
            pause(10)

    def wait_for_articles(self) -> None:
        """Wait until a project is open and nothing is being imported."""
        self.wait(lambda: hasattr(self.window, "commands"))
        self.wait(lambda: self.window.screen_ is not None and self.window.commands.job is None)
        self.wait(lambda: self.session.document is not None)
        self.window.activateWindow()  # as a window manager does
        pause(30)

    # Dialogs

    def expect(self, answer: Callable[[QWidget], None]) -> None:
        """Answer the next dialog so."""
        self._answers.append(answer)

    def _answer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog in self._answered or isinstance(dialog, ProgressDialog):
            return
        if not dialog.isActiveWindow():
            return
        self._answered.append(dialog)
        self.seen["asked"].append(dialog.windowTitle())
        if self._answers:
            self._answers.pop(0)(dialog)
        else:
            fail(f"nobody expected {dialog.windowTitle()}: {texts_in(dialog)}")

    # Keys and mouse

    def press(self, *keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.window.windowHandle(), combination.key(), combination.keyboardModifiers())

    def click(self, offset: int) -> None:
        view = self.article
        view._reveal(offset)
        rect = view.layout_.rects(offset, offset + 1)[0].center()
        x, y = view.text_place(QPoint(0, 0))
        place = QPoint(round(rect.x() - x), round(rect.y() - y))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def take(self, words: str) -> None:
        """Select these words: a click on the first, and keys to the last."""
        start = self.session.text.index(words)
        self.click(start)
        while self.article.selection.end < start + len(words):
            self.press("Shift+Right")

    def find(self, title: str) -> None:
        """Go through the queue to an article."""
        for key in ("Ctrl+PgUp", "Ctrl+PgDown"):
            for _ in range(10):
                if self.session.document.metadata.title.startswith(title):
                    return
                self.press(key)
        raise AssertionError(title)

    # What is seen

    def look(self) -> None:
        """Write down what the window shows."""
        selection, annotations = self.article.selection, self.session.annotations
        self.seen |= {
            "project": str(self.window.workspace.path),
            "annotator": self.session.annotator.name,
            "title": self.session.document.metadata.title,
            "marked": self.session.text[selection.start : selection.end],
            "caret": selection.start,
            "size": [self.window.width(), self.window.height()],
            "articles": self.window.screen_.queue.model.rowCount(),
            "spans": [[s.label, s.covered(self.session.text)] for s in annotations.in_order()],
            "links": sorted(r.type for r in annotations.relations.values()),
            "flagged": annotations.layer.flagged,
            "status": self.window.status.saved.text(),
            "undo": self.window.actions_["undo"].text(),
            "redo": self.window.actions_["redo"].text(),
        }

    def write(self) -> None:
        self.report.write_text(json.dumps(self.seen), encoding="utf-8")


def pause(milliseconds: int) -> None:
    """Let the program work for a while; unlike `QTest.qWait` this lets its threads run, too."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def fail(why: str) -> None:
    print(why, file=sys.stderr, flush=True)
    os._exit(3)


def texts_in(dialog: QWidget) -> list[str]:
    found = [label.text() for label in dialog.findChildren(QLabel)]
    return found + [edit.toPlainText() for edit in dialog.findChildren(QPlainTextEdit)]


def named(name: str) -> Callable[[QWidget], None]:
    """Type a name into a dialog and press Enter."""

    def answer(dialog: QWidget) -> None:
        editor = dialog.findChild(QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Return)

    return answer


# Stories


def first_day(user: User) -> None:
    """Open a folder for the first time, mark and link, take steps back and forth, and be killed."""
    user.expect(named("Ines"))
    user.wait_for_articles()
    user.window.resize(770, 640)
    user.find("Dam is safe")
    user.take("The dam above Lisov is safe")
    user.press("2", "S", "S")
    user.take("energy minister Jana Dvorska")
    user.press("3", "K", "K")
    user.take("said on")
    user.press("4")
    user.take("Jana Dvorska")
    user.press("1")
    user.press("Esc")
    user.take("The dam above Lisov is safe")
    user.press("O", "R", "Return")
    user.find("Fähre")
    user.article.go_to(user.session.text.index("🚢"))
    user.press("1")
    user.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Y")
    user.find("Dam is safe")
    user.take("two gates")
    pause(PLACE_IS_SAVED_MS)
    user.press("F")
    user.look()
    user.write()
    os.kill(os.getpid(), signal.SIGKILL)


def whole_session(user: User) -> None:
    """Do everything that can be done to spans by keys, take all of it back, do it again, and go on."""
    user.expect(named("Ines"))
    user.wait_for_articles()
    user.find("Dam is safe")
    path = user.window.workspace.path
    start = rows(path)
    steps = user.seen["steps"] = []

    def step(name: str, *keys: str) -> None:
        user.press(*keys)
        steps.append([name, spans_of(user), user.window.actions_["undo"].text()])

    user.take("The dam above Lisov is safe")
    step("claim", "2")
    step("attribute", "S", "S", "C")
    user.press("N")
    QTest.keyClicks(QApplication.focusWidget(), "who measured?")
    step("note", "Return")
    user.take("energy minister Jana Dvorska")
    step("source", "3")
    user.take("Jana")
    step("actor", "1")
    step("its end by word", "Ctrl+Right")
    step("and by character", "Ctrl+Alt+Left", "Ctrl+Alt+Left", "Ctrl+Alt+Right", "Ctrl+Alt+Right")
    user.take("said")
    step("cue, continued", "4")
    user.take("on Tuesday")
    step("by a fragment", "J")
    step("whose end moves", "P", "P", "Ctrl+Left")
    step("and goes", "Shift+J")
    step("signals", "R", "Return")
    user.take("The dam above Lisov is safe")
    step("linked", "O", "R", "Return")
    step("unlinked and linked", "Shift+R", "Return", "R", "Return")
    user.take("Engineers")
    step("two more", "1", "Right", "1")
    user.press("Ctrl+L")
    QTest.keyClicks(QApplication.focusWidget(), "actor")
    user.press("Down", "Ctrl+Home", "Ctrl+A")
    step("relabelled", "3")
    user.press("Esc", "Ctrl+L", "Esc", "Ctrl+L")
    QTest.keyClicks(QApplication.focusWidget(), "source")
    user.press("Down", "Ctrl+Home", "Shift+Down")
    step("deleted", "Delete")
    user.press("Esc")
    step("flagged", "F")
    user.seen["text"] = user.session.text
    user.seen["links"] = sorted(r.type for r in user.session.annotations.relations.values())
    end = rows(path)
    undone = 0
    while user.window.actions_["undo"].isEnabled():
        user.press("Ctrl+Z")
        undone += 1
    user.seen["undone"] = undone
    user.seen["as at the start"] = rows(path) == start
    for _ in range(undone):
        user.press("Ctrl+Y")
    user.seen["as at the end"] = rows(path) == end
    user.seen["redo is over"] = not user.window.actions_["redo"].isEnabled()
    title = user.session.document.metadata.title
    user.press("Return")
    user.seen["went on"] = user.session.document.metadata.title != title
    user.seen["undo elsewhere"] = user.window.actions_["undo"].text()
    user.write()
    user.press("Ctrl+Q")


def spans_of(user: User) -> list[list[str]]:
    annotations = user.session.annotations
    return [[s.label, s.covered(user.session.text)] for s in annotations.in_order()]


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what the file holds of all readings."""
    conn = sqlite3.connect(path)
    tables = ("layer", "span", "fragment", "attribute", "relation")
    found = {table: sorted(conn.execute(f"SELECT * FROM {table}")) for table in tables}
    conn.close()
    return found


def first_look(user: User) -> None:
    """Open a folder for the first time, and quit."""
    user.expect(named("Ines"))
    look_and_quit(user)


def next_day(user: User) -> None:
    """Come back, look, redo the last step, and quit."""
    user.wait_for_articles()
    user.look()
    user.press("Ctrl+Z")
    user.seen["after undo"] = user.session.annotations.layer.flagged
    user.press("Ctrl+Y")
    user.write()
    user.press("Ctrl+Q")


def look_and_quit(user: User) -> None:
    user.wait_for_articles()
    user.look()
    user.write()
    user.press("Ctrl+Q")


def quit_at_once(user: User) -> None:
    """Quit while the articles are still being imported."""
    user.wait(lambda: hasattr(user.window, "commands") and user.window.commands.job is not None)
    user.write()
    user.window.close()


def steady_work(user: User) -> None:
    """Mark word after word, telling each step that was acknowledged, until killed."""
    user.wait_for_articles()
    user.press("Ctrl+Home")
    step = 0
    while True:
        user.press("1", "Right")
        step += 1
        os.write(
            1, f"{step} {len(user.session.annotations.spans)} {user.window.status.saved.text()}\n".encode()
        )
        if user.article.selection.end >= len(user.session.text) - 1:
            user.press("Ctrl+PgDown", "Ctrl+Home")


def export_both(user: User) -> None:
    """Export for spaCy and as JSONL through the export window."""
    user.wait_for_articles()
    reports: list[str] = []

    def read(dialog: QWidget) -> None:
        reports.extend(texts_in(dialog))
        QTest.mouseClick(dialog.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)

    for kind, name in (("spacy", "for spacy"), ("jsonl", "all.jsonl")):
        done = len(user.seen["asked"]) + 1
        user.press("Ctrl+E")
        user.wait(lambda: isinstance(QApplication.activeWindow(), ExportWindow))
        asking = QApplication.activeWindow()
        choice = asking.findChildren(QComboBox)[0]
        QTest.keyClick(choice, Qt.Key.Key_Home)
        while choice.currentData().name != kind:
            QTest.keyClick(choice, Qt.Key.Key_Down)
        place = next(e for e in asking.findChildren(QLineEdit) if "/" in e.text())
        place.selectAll()
        QTest.keyClicks(place, str(user.report.parent / name))
        export = asking.findChildren(QPushButton)[-1]
        user.wait(export.isEnabled)
        pause(400)  # what was typed is being checked again
        user.wait(export.isEnabled)
        user.expect(read)
        QTest.keyClick(place, Qt.Key.Key_Return)
        user.wait(lambda n=done: len(user.seen["asked"]) >= n and user.window.commands.job is None)
        user.wait(lambda: QApplication.activeModalWidget() is None)
        user.window.activateWindow()
        pause(30)
    user.seen["reports"] = reports
    user.write()
    user.press("Ctrl+Q")


STORIES = {
    story.__name__: story
    for story in (
        first_day,
        whole_session,
        first_look,
        next_day,
        look_and_quit,
        quit_at_once,
        steady_work,
        export_both,
    )
}


def play(story: str, report: Path) -> None:
    user = User(report)
    try:
        STORIES[story](user)
    except BaseException:
        traceback.print_exc()
        os._exit(3)


if __name__ == "__main__":
    name, where, *paths = sys.argv[1:]
    make = program.make_application

    def with_user() -> QApplication:
        application = make()
        QTimer.singleShot(0, lambda: play(name, Path(where)))
        return application

    program.make_application = with_user
    sys.argv = ["annotator", *paths]
    sys.exit(main())
