"""An error that nobody expected: told, logged without article text, and the window goes on."""

import logging
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.core.errors import ProjectLocked
from annotator.gui.dialogs import crash
from annotator.gui.dialogs.crash import CrashGuard, describe

SECRET = "The dam above Lisov is safe, energy minister Jana Dvorska said"
pytestmark = pytest.mark.qt_no_exception_capture


@pytest.fixture
def guard(qapp, monkeypatch):
    """Guard this test, and leave everything as it was."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    logger = logging.getLogger("annotator")
    before = list(logger.handlers)
    made = CrashGuard()
    yield made
    for handler in [h for h in logger.handlers if h not in before]:
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True
    made.deleteLater()


class Slot(QObject):
    """Calls something from Qt's event loop."""

    called = Signal()

    def __init__(self, work):
        super().__init__()
        self.called.connect(work)


def fails(kind=ValueError, text=SECRET):
    def work():
        raise kind(text)

    return work


def log_of(guard):
    return guard.log_path.read_text(encoding="utf-8")


def test_an_error_in_a_slot_is_told_with_the_place_of_the_log(desk, guard, hands):
    slot, seen = Slot(fails()), {}

    def look(dialog):
        seen["texts"] = "\n".join(hands.texts_in(dialog))
        seen["buttons"] = [button.text() for button in dialog.findChildren(QPushButton)]
        desk.click_button("Copy", dialog)
        seen["clipboard"] = QApplication.clipboard().text()

    with desk.answering(look):
        slot.called.emit()
    assert str(guard.log_path) in seen["texts"]
    assert "Your work is safe" in seen["texts"]
    assert "ValueError" in seen["texts"]
    assert seen["buttons"] == ["Copy", "Close"]
    assert "ValueError" in seen["clipboard"]
    assert "test_crash.py" in seen["clipboard"]


def test_no_word_of_an_article_gets_into_dialog_log_or_clipboard(desk, guard, hands):
    article = desk.text
    slot, seen = Slot(fails(text=article)), []

    def look(dialog):
        desk.click_button("Copy", dialog)
        seen.extend([*hands.texts_in(dialog), QApplication.clipboard().text(), dialog.windowTitle()])

    with desk.answering(look):
        slot.called.emit()
    told = "\n".join([*seen, log_of(guard)])
    assert "ValueError" in told
    for part in ("Lisov", "Dvorska", "minister", "Moldau"):
        assert part not in told.replace(str(desk.workspace.path), "")


def test_the_window_goes_on_after_an_error(desk, guard):
    slot = Slot(fails())
    desk.go_to("Radio Moldau")
    with desk.answering(lambda dialog: None):
        slot.called.emit()
    desk.press("3")
    assert desk.spans() == [("SOURCE", "Radio Moldau")]
    assert desk.status[0] == "● Saved"


def test_an_error_behind_a_key_leaves_the_file_as_it_was(desk, guard, monkeypatch):
    with desk.answering(lambda dialog: None), monkeypatch.context() as broken:
        broken.setattr("annotator.storage.history.record", lambda *args: fails()())
        desk.press("1")
    assert desk.spans() == []
    desk.press("1")
    assert desk.spans() == [("ACTOR", "Dam")]


_PAINTING = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from annotator.gui.dialogs.crash import CrashGuard

class Broken(QWidget):
    def paintEvent(self, event):
        raise ValueError("The dam above Lisov is safe")

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
app.setQuitLockEnabled(False)
guard = CrashGuard()

def look():
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        print(dialog.windowTitle(), flush=True)
        broken.close()
        dialog.accept()
        QTimer.singleShot(50, lambda: app.exit(7))

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
broken = Broken()
broken.show()
QTimer.singleShot(10000, lambda: app.exit(1))
raise SystemExit(app.exec())
"""


def test_an_error_while_painting_is_told_and_does_no_more_harm():
    # In a process of its own: under a test's event loop PySide keeps such an error for the test.
    ran = subprocess.run([sys.executable, "-c", _PAINTING], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout.strip()) == (7, "An unexpected error")
    assert "Lisov" not in ran.stdout


def test_an_error_in_a_thread_is_told_in_the_window(desk, guard, hands):
    thread = threading.Thread(target=fails())
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        thread.start()
        thread.join()
    assert any(str(guard.log_path) in text for text in seen)
    assert SECRET not in "\n".join(seen) + log_of(guard)


def test_an_error_in_an_import_is_told_and_the_next_import_works(desk, guard, hands, monkeypatch, write):
    path = write("weir.txt", "The weir holds.\n\nNobody says why it should not.")
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))), monkeypatch.context() as broken:
        broken.setattr("annotator.workspace.importing.import_files", lambda *args, **kwargs: fails()())
        desk.commands.transfers.import_paths([path], quiet=True)
        desk.wait_until(lambda: seen)
    assert any(str(guard.log_path) in text for text in seen)
    assert SECRET not in "\n".join(seen) + log_of(guard)
    desk.commands.transfers.import_paths([path], quiet=True)
    desk.wait_until(lambda: desk.screen.queue.model.rowCount() == 5)


def test_many_errors_at_once_open_one_dialog(desk, guard):
    slot = Slot(fails())
    again = QTimer()
    again.setInterval(5)
    again.timeout.connect(fails())
    with desk.answering(lambda dialog: (again.start(), QTest.qWait(60), again.stop())) as seen:
        slot.called.emit()
    assert len(seen) == 1
    assert log_of(guard).count("ValueError") > 3


def test_a_known_error_that_nobody_caught_is_told_by_its_own_sentence(desk, guard, hands):
    slot = Slot(
        lambda: (_ for _ in ()).throw(
            ProjectLocked("{path} is in use by another program.", path="x.annotator")
        )
    )
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        slot.called.emit()
    assert "x.annotator is in use by another program." in seen


@pytest.mark.parametrize(("kind", "spoken"), [(ValueError, False), (KeyError, False), (LookupError, False),
                                              (UnicodeError, False), (Exception, False), (TypeError, True),
                                              (OSError, True), (AttributeError, True)])  # fmt: skip
def test_only_errors_of_code_and_system_are_quoted(kind, spoken):
    try:
        raise kind("what it says")
    except kind as error:
        text = describe(kind, error, error.__traceback__)
    assert kind.__name__ in text
    assert ("what it says" in text) == spoken


def test_an_error_behind_another_is_not_quoted_either():
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as first:
            raise TypeError("a code matter") from first
    except TypeError as error:
        text = describe(TypeError, error, error.__traceback__)
    assert SECRET not in text


def test_the_log_is_not_in_the_way_where_it_cannot_be_written(qapp, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(crash, "_log_folder", lambda: tmp_path / "file" / "log")
    logger = logging.getLogger("annotator")
    before = list(logger.handlers)
    assert crash._open_log() == tmp_path / "file" / "log" / "annotator.log"
    for handler in [h for h in logger.handlers if h not in before]:
        logger.removeHandler(handler)
    logger.propagate = True


def test_a_long_log_begins_anew_and_the_old_one_is_kept(guard, monkeypatch):
    guard.log_path.parent.mkdir(parents=True, exist_ok=True)
    guard.log_path.write_text("x" * 1_000_001, encoding="utf-8")
    logger = logging.getLogger("annotator")
    before = list(logger.handlers)
    crash._open_log()
    for handler in [h for h in logger.handlers if h not in before]:
        logger.removeHandler(handler)
        handler.close()
    assert not guard.log_path.exists()
    assert guard.log_path.with_suffix(".old.log").stat().st_size == 1_000_001
