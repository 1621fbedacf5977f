"""What a lead decided by hand, beside what rules decided, in the feedback's tables and lists."""

import csv
import io

import pytest
from PySide6.QtTest import QTest

from annotator.core.decisions import Choice
from annotator.gui.review.feedback import FeedbackWindow
from annotator.workspace.accepting import MAJORITY
from annotator.workspace.reviewing import Review


@pytest.fixture
def by_both(at_review):
    """The review of which one case was decided by hand, and another by more than half."""
    desk = at_review()
    review = Review(desk.workspace, desk.review.lead.id)
    row = next(row for row in review.rows if "Jana" in row.excerpt)
    review.decide(review.open(row.document_id, row.key), Choice.READING, "Ada", reason="Slip", note="see 3.2")
    review.accept_agreed(MAJORITY)
    return desk


@pytest.fixture
def opened(by_both):
    """Opens the feedback and waits until all is read."""

    def open_():
        window = FeedbackWindow(by_both.workspace, by_both.review)
        window.show()
        assert QTest.qWaitForWindowActive(window, 4_000)
        by_both.wait_until(lambda: not window.is_busy)
        return window

    yield open_
    for window in by_both.review.findChildren(FeedbackWindow):
        window.close()


def cells(window, column):
    return [row[column] for row in window.own.rows]


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_a_row_that_a_rule_decided_says_which(opened):
    assert set(cells(opened(), 4)) == {"by rule (majority)", "Slip – see 3.2"}


def test_the_lists_say_which_rule_decided(by_both, opened, tmp_path):
    window = opened()
    for name in ("all.md", "all.csv"):
        window.write_own(tmp_path / name)
        by_both.wait_until(lambda: not window.is_busy)
    assert "\nby rule (majority)\n" in (tmp_path / "all.md").read_text(encoding="utf-8")
    told = {(row["rule"], row["reason"]) for row in read_csv(tmp_path / "all.csv")}
    assert told == {("majority", ""), ("", "Slip")}


def test_a_key_leaves_out_what_rules_decided_and_says_how_much_that_is(by_both, opened, tmp_path):
    window = opened()
    every, cases = len(window.own.rows), [int(row[1]) for row in window.slips.rows]
    assert window.own_said.isHidden()
    QTest.keySequence(window, "Ctrl+H")
    by_both.wait_until(lambda: not window.is_busy)
    assert set(cells(window, 4)) == {"Slip – see 3.2"}
    left = every - len(window.own.rows)
    assert left > 0
    assert window.own_said.text().startswith(f"{left} row")
    assert {row[1] for row in window.slips.rows} == {"1"}
    assert window.slips_said.text().startswith(f"{max(cases) - 1} case")
    for write, name in ((window.write_own, "own.csv"), (window.write_slips, "slips.csv")):
        write(tmp_path / name)
        by_both.wait_until(lambda: not window.is_busy)
    assert {row["rule"] for row in read_csv(tmp_path / "own.csv")} == {""}
    assert {row["cases"] for row in read_csv(tmp_path / "slips.csv")} == {"1"}
    window.by_hand.click()
    by_both.wait_until(lambda: not window.is_busy)
    assert (len(window.own.rows), window.own_said.isHidden()) == (every, True)


def test_whether_only_what_was_decided_by_hand_is_shown_is_remembered(opened):
    first = opened()
    assert not first.by_hand.isChecked()
    first.by_hand.click()
    first.close()
    again = opened()
    assert again.by_hand.isChecked()
    assert set(cells(again, 4)) == {"Slip – see 3.2"}


def test_what_the_switch_leaves_out_is_said_where_nothing_is_left(by_both, opened):
    by_both.workspace.undo(by_both.review.lead.id)  # what the rule decided
    by_both.workspace.undo(by_both.review.lead.id)  # what was decided by hand
    Review(by_both.workspace, by_both.review.lead.id).accept_agreed(MAJORITY)
    window = opened()
    window.by_hand.click()
    by_both.wait_until(lambda: not window.is_busy)
    assert (window.own.rows, window.slips.rows) == ([], [])
    assert window._own_table.message.text() == "No reading differs from what was decided by hand."
    assert window._slip_table.message.text() == "Nothing was decided by hand yet."


def test_the_switch_is_only_where_it_counts(opened):
    window = opened()
    assert not window.by_hand.hasFocus()
    shown = []
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        shown.append(window.by_hand.isVisible())
    assert shown == [True, True, False]
