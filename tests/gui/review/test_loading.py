"""Reading the cases in a thread, and long work over the screen: what is let go is not heard of again."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from annotator.agreement.nominal import Coefficient
from annotator.gui.long_work import LongWork
from annotator.gui.review import loading, measuring
from annotator.gui.review.loading import Loader
from annotator.gui.review.side import Side
from annotator.workspace.review_agreement import TOO_LONG, TOO_MANY, Among, Figures, Settled
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


FIGURE = Coefficient(0.5, 4)
AMONG = Among(FIGURE, FIGURE, FIGURE)
FOUND = Figures(("Ada", "Bo"), 1, 0, 0, AMONG, None, {}, 0)
DECIDED = replace(FOUND, after=AMONG, decided=1)


@pytest.fixture
def measured(workspace, qapp, monkeypatch):
    """What measures, with what it has shown of γ, and the question of each reading; all that is read is given."""
    home, side = QObject(), Side()
    loader = Loader(workspace, home)
    monkeypatch.setattr(measuring, "_PAUSE_MS", 1)
    monkeypatch.setattr(loading, "figures", lambda *_: made.figures)
    monkeypatch.setattr(measuring, "gammas", lambda *asked: made.read(*asked))
    made = measuring.Measuring(workspace, loader, side, lambda: Settled({}, ()), home)
    made.figures, made.shown, made.asked = FOUND, [], []
    made._gamma.known.connect(lambda *pair: made.shown.append(pair))

    def read(_own, _selection, _settled, before, _cancelled):
        made.asked.append(before)
        number = len(made.asked)
        return before or Coefficient(number, 1), None if made.figures.after is None else Coefficient(
            -number, 1
        )

    made.read = read
    yield made
    made.stop()
    loader.stop()
    home.deleteLater()
    side.deleteLater()


def values(pair):
    return tuple(one and one.value for one in pair)


def test_nobody_waits_for_a_gamma_that_is_no_longer_asked_for(measured, hands):
    gate, read = threading.Event(), measured.read

    def slow(*question):
        found = read(*question)
        if len(measured.asked) == 1:
            gate.wait(10)  # it does not look whether it is still wanted
        return found

    measured.read = slow
    measured.begin(Selection(), 1)
    hands.wait_until(lambda: measured.asked)
    measured.begin(Selection(), 1)  # at once, though the first has not ended
    hands.wait_until(lambda: (2, None) in map(values, measured.shown))
    gate.set()
    hands.wait_until(lambda: not measured._gamma._ending)
    assert [values(pair) for pair in measured.shown] == [(None, None), (None, None), (2, None)]


def test_gamma_before_is_read_once_and_after_whenever_something_is_decided(measured, hands):
    measured.begin(Selection(), 1)
    hands.wait_until(lambda: measured.asked)
    hands.wait_until(lambda: len(measured.shown) == 2)
    for number in (2, 3):
        measured.figures = DECIDED
        measured.soon()
        hands.wait_until(lambda number=number: len(measured.asked) == number)
        hands.wait_until(lambda number=number: len(measured.shown) == number + 1)
    assert measured.asked == [None, Coefficient(1, 1), Coefficient(1, 1)]
    measured.figures = FOUND  # all that was decided is undone
    measured.soon()
    hands.wait_until(lambda: len(measured.shown) == 5)
    assert [values(pair) for pair in measured.shown[1:]] == [(1, None), (1, -2), (1, -3), (1, None)]
    assert len(measured.asked) == 3


def test_gamma_before_is_read_anew_when_the_readings_are_others(measured, hands):
    measured.begin(Selection(), 1)
    hands.wait_until(lambda: len(measured.shown) == 2)
    measured.figures = replace(FOUND, before=replace(AMONG, exact=Coefficient(0.4, 5)))
    measured.soon()
    hands.wait_until(lambda: len(measured.shown) == 3)
    assert measured.asked == [None, None]
    assert values(measured.shown[-1]) == (2, None)


def test_gamma_that_took_too_long_gets_a_second_try(measured, hands):
    slow = Coefficient(None, 0, TOO_LONG)
    measured.read = lambda _own, _selection, _settled, before, _: (
        measured.asked.append(before) or before or slow,
        None,
    )
    measured.begin(Selection(), 1)
    hands.wait_until(lambda: len(measured.shown) == 2)
    for number in (3, 4):
        measured.soon()
        hands.wait_until(lambda number=number: len(measured.shown) == number)
    assert measured.asked == [None, None]
    assert [before.reason for before, _ in measured.shown[1:]] == [TOO_LONG] * 3


def test_gamma_of_very_many_articles_is_not_asked_for(measured, hands):
    measured.begin(Selection(), 101)
    hands.wait_until(lambda: not measured._loader.is_busy)
    assert measured.asked == []
    assert {one.reason for pair in measured.shown for one in pair} == {TOO_MANY}
