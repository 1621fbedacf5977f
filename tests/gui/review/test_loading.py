"""Reading the cases in a thread, and long work over the screen: what is let go is not heard of again."""

import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from annotator.gui.long_work import LongWork
from annotator.gui.review import loading, measuring
from annotator.gui.review.loading import Loader
from annotator.gui.review.side import Side
from annotator.workspace.review_agreement import Settled
from annotator.workspace.reviewing import Selection


@pytest.fixture
def gates(monkeypatch):
    """Lets each reading wait at a gate of its own; it gives the number of the reading."""
    opened: list[threading.Event] = []

    def read(*_):
        gate = threading.Event()
        opened.append(gate)
        number = len(opened)
        gate.wait(10)
        return number

    monkeypatch.setattr(loading, "read_board", read)
    monkeypatch.setattr(loading, "figures", read)
    yield opened
    for gate in opened:
        gate.set()


@pytest.fixture
def loader(workspace, qapp):
    home = QObject()
    made = Loader(workspace, home)
    made.heard = []
    made.loaded.connect(lambda value: made.heard.append(("cases", value)))
    made.measured.connect(lambda value: made.heard.append(("figures", value)))
    yield made
    made.stop()
    home.deleteLater()


def test_what_an_earlier_reading_brings_is_dropped_and_nobody_waits_for_it(loader, gates, hands):
    loader.load(Selection(), 1)
    loader.measure(Selection())
    hands.wait_until(lambda: len(gates) == 2)
    loader.load(Selection(), 1)  # does not wait
    loader.measure(Selection())
    hands.wait_until(lambda: len(gates) == 4)
    for gate in gates:
        gate.set()
    hands.wait_until(lambda: not loader.is_busy and not loader.children())
    assert sorted(value for _, value in loader.heard) == [3, 4]


def test_an_answer_that_is_on_its_way_when_all_is_read_anew_is_dropped(loader, gates, hands):
    loader.load(Selection(), 1)
    hands.wait_until(lambda: len(gates) == 1)
    (job,) = loader.children()
    gates[0].set()
    job.wait()  # its answer waits to be heard
    loader.load(Selection(), 1)
    hands.wait_until(lambda: len(gates) == 2)
    gates[1].set()
    hands.wait_until(lambda: not loader.is_busy)
    assert loader.heard == [("cases", 2)]


def test_long_work_that_is_ended_leaves_no_dialog_and_says_nothing(qapp, hands):
    window, heard = QWidget(), []
    work = LongWork(window)
    work.stopped.connect(lambda: heard.append("stopped"))
    begun = threading.Event()

    def wait(_report, cancelled):
        begun.set()
        while not cancelled():
            pass
        return "done"

    work.run("Work", wait, heard.append)
    begun.wait(10)
    work.run("More", wait, heard.append)  # one at a time
    work.end()
    QTest.qWait(400)  # the dialog would come after 300 ms
    assert work.job is None
    assert not any(dialog.isVisible() for dialog in window.findChildren(QDialog))
    assert heard == []
    work.run("Again", lambda *_: "again", heard.append)
    hands.wait_until(lambda: heard == ["again"])
    window.deleteLater()


def test_nobody_waits_for_a_gamma_that_is_no_longer_asked_for(workspace, qapp, hands, monkeypatch):
    begun, gate, asked = [], threading.Event(), []

    def read(*_):
        begun.append(1)
        if len(begun) == 1:
            gate.wait(10)  # it does not look whether it is still wanted
        return float(len(begun))

    monkeypatch.setattr(measuring, "_gamma", read)
    home = QObject()
    side = Side()
    monkeypatch.setattr(side, "show_gamma", asked.append)
    loader = Loader(workspace, home)
    made = measuring.Measuring(workspace, loader, side, lambda: Settled({}, ()), home)
    made.begin(Selection(), 1)
    hands.wait_until(lambda: begun)
    made.begin(Selection(), 1)  # at once, though the first has not ended
    hands.wait_until(lambda: 2.0 in asked)
    gate.set()
    hands.wait_until(lambda: len(asked) == 3)
    made.stop()
    loader.stop()
    assert asked == [None, None, 2.0]
    home.deleteLater()
    side.deleteLater()
