"""Two leads on one project: nothing is decided that was not in sight before the key."""

import pytest

from annotator.agreement.standing import Status
from annotator.core.decisions import Choice
from annotator.gui.review import deciding
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

DAM = "The dam above Lisov is safe"


def decide_elsewhere(desk, row):
    """Let another lead decide a case."""
    other = Workspace(desk.workspace.path)
    lead = Review(other, other.annotator("Zed").id)
    lead.decide(lead.open(row.document_id, row.key), Choice.NONE)
    other.close()


def decided(desk):
    return [row.key for row in desk.review.review.rows if row.status == Status.DECIDED]


@pytest.mark.parametrize("keys", [["Return"], ["1", "Return"], ["U", "Return"], ["L"]])
def test_what_comes_into_sight_by_itself_is_not_decided_by_a_key_on_its_way(at_review, keys):
    desk = at_review()
    place = len(desk.rows) - 2
    desk.press(*["J"] * place)
    row, after = desk.rows[place], desk.rows[place + 1]
    decide_elsewhere(desk, row)
    desk.window._look_elsewhere()
    desk.settle()
    assert desk.review.case.opened.row.key == after.key  # not the first of the list
    assert desk.review.list.list.place == place
    assert "decided by Zed just now" in desk.panel.foot.problem.text()
    assert "decided by Zed just now" in desk.said
    desk.press(*keys)
    assert decided(desk) == [row.key]
    assert all(one.status == Status.OPEN for one in desk.rows)


def test_a_key_for_a_case_that_another_has_decided_decides_neither_that_nor_the_next(at_review):
    desk = at_review()
    row = desk.find_case(DAM)
    decide_elsewhere(desk, row)
    desk.press("Return", "Return", "1", "Return")
    assert decided(desk) == [row.key]
    assert desk.final() == []
    assert "decided by Zed just now" in desk.panel.foot.problem.text()


def test_after_a_moment_keys_decide_again_what_is_chosen(at_review, monkeypatch):
    monkeypatch.setattr(deciding, "UNSEEN", 0.0)
    desk = at_review()
    row = desk.rows[0]
    decide_elsewhere(desk, row)
    desk.window._look_elsewhere()
    desk.settle()
    desk.press("Return")
    assert decided(desk) == [row.key]  # nothing is proposed
    desk.press("1", "Return")
    assert len(decided(desk)) == 2


def test_what_is_chosen_goes_where_the_readings_of_the_case_changed_meanwhile(at_review, moved):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("1")
    desk.elsewhere("Ada", moved("energy minister Jana Dvorska", by_start=7))
    assert desk.review.deciding.choice is None
    assert "readings changed" in desk.panel.foot.problem.text()
    desk.press("1", "Return")
    assert desk.final() == []
