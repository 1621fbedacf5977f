"""Long work in a thread: progress, an answer or an error, and nothing after cancel."""

import threading

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from annotator.core.errors import Cancelled, ProjectLocked
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.jobs import Job


class Heard(QObject):
    """Writes down what a job said, and in which thread."""

    def __init__(self, job):
        super().__init__()
        self.said, self.threads = [], set()
        for name in ("progressed", "succeeded", "failed"):
            getattr(job, name).connect(lambda value, n=name: self._hear(n, value))
        for name in ("cancelled", "ended"):
            getattr(job, name).connect(lambda n=name: self._hear(n, None))

    def _hear(self, name, value):
        self.threads.add(QThread.currentThread())
        self.said.append((name, value))

    @property
    def names(self):
        return [name for name, _ in self.said]


@pytest.fixture
def home(qapp):
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def start(home, hands):
    """Starts work and returns the job and what is heard of it."""
    gates = []

    def start_(work):
        job = Job(work, home)
        heard = Heard(job)
        job.start()
        return job, heard

    yield start_
    for gate in gates:
        gate.set()


def ended(hands, heard):
    hands.wait_until(lambda: "ended" in heard.names)
    QTest.qWait(10)
    return heard.names


def test_work_reports_progress_and_then_its_answer(start, hands, qapp):
    def work(report, cancelled):
        for number in range(3):
            report(number)
        return 42

    job, heard = start(work)
    assert ended(hands, heard) == ["progressed"] * 3 + ["ended", "succeeded"]
    assert [value for name, value in heard.said if name == "progressed"] == [0, 1, 2]
    assert heard.said[-1] == ("succeeded", 42)
    assert heard.threads == {qapp.thread()}
    assert not job.is_cancelled


def test_an_error_comes_as_itself(start, hands):
    error = ProjectLocked("It is in use.")

    def work(report, cancelled):
        raise error

    _, heard = start(work)
    assert ended(hands, heard) == ["ended", "failed"]
    assert heard.said[-1][1] is error


def test_a_cancelled_job_gives_neither_answer_nor_error(start, hands):
    began = threading.Event()

    def work(report, cancelled):
        began.set()
        while not cancelled():
            pass
        raise Cancelled

    job, heard = start(work)
    assert began.wait(5)
    job.cancel()
    assert ended(hands, heard) == ["ended", "cancelled"]
    assert job.is_cancelled


def test_a_cancel_that_comes_when_all_is_done_is_too_late(start, hands):
    gate = threading.Event()

    def work(report, cancelled):
        gate.wait(5)
        return "done"

    job, heard = start(work)
    job.cancel()
    gate.set()
    assert ended(hands, heard) == ["ended", "succeeded"]


def test_progress_that_comes_after_cancel_is_dropped(start, hands):
    gate = threading.Event()

    def work(report, cancelled):
        gate.wait(5)
        report("late")
        raise Cancelled

    job, heard = start(work)
    job.cancel()
    gate.set()
    assert ended(hands, heard) == ["ended", "cancelled"]


def test_an_error_while_stopping_is_told(start, hands):
    gate = threading.Event()

    def work(report, cancelled):
        gate.wait(5)
        raise ProjectLocked("What had arrived could not be taken back.")

    job, heard = start(work)
    job.cancel()
    gate.set()
    assert ended(hands, heard) == ["ended", "failed"]


# The dialog


@pytest.fixture
def window(qapp):
    # Not `qtbot.addWidget`: that closes the window before the job's own fixture has ended it.
    made = QWidget()
    made.resize(600, 400)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def running(window, hands):
    """Return a job that goes on until its gate opens, with its dialog."""
    gate = threading.Event()

    def work(report, cancelled):
        gate.wait(5)
        if cancelled():
            raise Cancelled

    job = Job(work, window)
    dialog = ProgressDialog("Importing", job, window)
    gone = []
    job.ended.connect(lambda: gone.append(True))
    job.start()
    yield dialog, job, gate
    gate.set()
    hands.wait_until(lambda: gone)


def test_a_short_job_shows_no_dialog(window, hands):
    job = Job(lambda report, cancelled: None, window)
    dialog = ProgressDialog("Importing", job, window)
    shown, gone = [], []
    dialog.destroyed.connect(lambda: gone.append(True))
    job.ended.connect(lambda: shown.append(dialog.isVisible()))
    dialog.show_later()
    job.start()
    hands.wait_until(lambda: gone)
    assert shown == [False]


def test_a_return_typed_ahead_does_not_stop_a_job_but_escape_does(running, hands):
    dialog, _, _ = running
    dialog.show_later()
    hands.wait_until(dialog.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Space)
    assert "Stopping…" not in texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Stopping…" in texts(dialog)


def test_a_long_job_shows_how_far_it_is_and_how_long_it_takes(running, hands):
    dialog, _, _ = running
    dialog.show_later()
    hands.wait_until(dialog.isVisible)
    dialog.show_progress(20, 100, "20 articles")
    bar = dialog.findChild(QProgressBar)
    assert bar.value() / bar.maximum() == 0.2
    assert "20 articles" in texts(dialog)
    dialog._started -= 10
    dialog.show_progress(50, 100, "50 articles")
    assert any(text.startswith("50 articles · about 1") and text.endswith("s left") for text in texts(dialog))
    dialog._started -= 1_000
    dialog.show_progress(50, 100, "50 articles")
    assert "50 articles · about 17 min left" in texts(dialog)
    dialog.show_progress(3 * 2**32, 4 * 2**32, "bytes of a large file")
    assert bar.value() / bar.maximum() == 0.75
    dialog.show_progress(0, 0, "nobody knows")
    assert bar.maximum() == 0


def test_no_time_is_told_that_rests_on_next_to_nothing(running):
    dialog, _, _ = running
    dialog._started -= 10
    dialog.show_progress(2, 1_000, "59 articles")
    assert "59 articles" in texts(dialog)
    dialog._started -= 60
    dialog.show_progress(2, 100_000, "59 articles")  # so long a time is worth telling
    assert any(text.startswith("59 articles · about") for text in texts(dialog))


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("way", ["button", "escape", "close"])
def test_every_way_out_of_the_dialog_cancels_and_it_stays_until_the_job_has_ended(running, hands, qtbot, way):
    from PySide6.QtCore import Qt

    dialog, job, gate = running
    dialog.show()
    if way == "button":
        qtbot.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    elif way == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        dialog.close()
    assert job.is_cancelled
    assert dialog.isVisible()
    assert "Stopping…" in texts(dialog)
    assert not dialog.findChild(QPushButton).isEnabled()
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    gate.set()
    hands.wait_until(lambda: gone)
