"""How far the lead is: all cases, those decided, and what the list's chips count, add up."""

import re

import pytest


def chips(desk):
    """What the chips count, by what they are called."""
    found = (one.text() for one in desk.review.list._chips.values() if one.isVisible())
    return {name: int(n) for name, n in (text.rsplit(" ", 1) for text in found)}


def progress(desk):
    """How many cases are decided, and how many there are."""
    said = re.match(r"(\d+) of (\d+) cases decided", desk.review.list.count.text())
    bar = desk.review.list.bar
    assert (bar.value(), bar.maximum()) == (int(said[1]), int(said[2]))
    return bar.value(), bar.maximum()


@pytest.fixture
def desk(at_review):
    return at_review()


def accept(desk, how):
    """Accept by a rule, and wait until that shows."""
    before = desk.review.review.counts()["automatic"]
    how()
    desk.wait_until(lambda: desk.review.review.counts()["automatic"] > before)


def test_the_bar_never_sinks_by_what_is_decided_or_accepted_and_adds_up(desk):
    total = len(desk.rows)
    assert progress(desk) == (0, total)
    desk.press("0", "Return")
    assert progress(desk) == (1, total)
    accept(desk, lambda: desk.press("A"))
    assert progress(desk) == (1, total)  # what all agree on is no case
    assert chips(desk)["Accepted"] == 1
    accept(desk, lambda: desk.review.accept_agreed("trusted: Ada"))
    assert progress(desk) == (total, total)
    assert (chips(desk)["Decided"], chips(desk)["By rule"]) == (total, total - 1)
    assert f"{total - 1} of them by rule" in desk.review.list.count.text()
    for name, rows in (("decided", total), ("automatic", total - 1), ("accepted", 1), ("open", 0)):
        desk.review.list.choose(name)
        assert len(desk.rows) == rows == chips(desk)[dict(desk.review.list.chips())[name]]


def test_what_was_put_off_is_said_beside_what_is_to_decide(desk):
    total = len(desk.rows)
    desk.press("L")
    assert progress(desk) == (0, total)
    assert (chips(desk)["To decide"], chips(desk)["Put off"]) == (total, 1)
    assert desk.review.list.count.text().endswith("1 put off")
    tip = desk.review.list._chips["open"].toolTip()
    assert tip == f"{total - 1} open, 0 reopened, 1 put off"
    desk.press("Ctrl+Z")
    assert "put off" not in desk.review.list.count.text()
