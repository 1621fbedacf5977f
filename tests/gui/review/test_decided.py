"""What a lead sees of a case that is decided already, and what Enter does with it."""

import pytest

from annotator.agreement.standing import Status
from annotator.gui.review import kept_up
from annotator.workspace.accepting import MAJORITY

DAM, MINISTER = "The dam above Lisov is safe", "energy minister Jana Dvorska"
SHORTER = "minister Jana Dvorska"
GATES = "two gates leak"


def told(lane):
    """What stands under the words of a lane."""
    return lane.accessibleDescription()


def show_decided(desk):
    """Press the chip of what is decided, and go to its first case."""
    desk.review.list._chips["decided"].click()
    desk.review.list.list.go_to(0)
    desk.panel.setFocus()


def decide_by_edit(desk, words="Jana"):
    """Decide a case by a free edit: the minister without her first word."""
    row = desk.find_case(words)
    desk.press("U", "E", "Ctrl+Shift+Right", "Return")
    assert ("SOURCE", SHORTER) in desk.final()
    return row


def test_a_free_edit_is_shown_as_what_is_final_of_its_case(at_review, marked):
    one, other = [marked("SOURCE", MINISTER)], [marked("SOURCE", "Jana Dvorska")]
    desk = at_review({"Ada": one, "Bo": other, "Cy": other})  # more than half have another reading
    decide_by_edit(desk)
    show_decided(desk)
    assert desk.review.case.opened.row.status == Status.DECIDED
    assert not [number for number, _, chosen in desk.lanes() if chosen]
    final = desk.panel.final
    assert "decided by a free edit" in final.accessibleName()
    assert "Source" in told(final)
    drawn = [desk.text[f.start : f.end] for _, fragments in final._said.spans for f in fragments]
    assert drawn == [SHORTER]


def test_a_free_edit_of_links_is_shown_with_the_links_that_are_final(at_review, readings):
    dam, minister = readings["Ada"][0], readings["Ada"][1]
    said = {"Ada": [dam, minister], "Bo": [dam, minister]}
    desk = at_review(said, [("Ada", "attributed_to", DAM, MINISTER)])
    desk.press("U", "E", "Return")
    show_decided(desk)
    row = next(n for n, row in enumerate(desk.rows) if row.type == "link")
    desk.review.list.list.go_to(row)
    assert "decided by a free edit" in desk.panel.final.accessibleName()
    assert "energy minister" in told(desk.panel.final)


def test_enter_on_a_free_edit_goes_on_and_leaves_it_as_it_is(at_review):
    desk = at_review()
    decide_by_edit(desk)
    desk.find_case("The dam")
    desk.press("1", "Return")
    show_decided(desk)
    place = next(n for n, row in enumerate(desk.rows) if row.excerpt != DAM and "Jana" in row.excerpt)
    desk.review.list.list.go_to(place)
    before, decided = desk.final(), len(desk.review.review.history_of(desk.review.case.opened))
    desk.press("Return")
    assert not desk.panel.foot.problem.isVisible()
    assert desk.review.list.list.place == min(place + 1, len(desk.rows) - 1)
    desk.review.list.list.go_to(place)
    assert (desk.final(), len(desk.review.review.history_of(desk.review.case.opened))) == (before, decided)


def test_a_note_written_on_a_free_edit_is_kept_with_the_same_final_reading(at_review):
    desk = at_review()
    decide_by_edit(desk)
    show_decided(desk)
    before, gold = desk.final(), set(desk.gold().spans)
    desk.press("N")
    desk.type("titles stay out")
    desk.press("Return")
    show_decided(desk)
    assert desk.panel.note.text() == "titles stay out"
    assert "decided by a free edit" in desk.panel.final.accessibleName()
    assert (desk.final(), set(desk.gold().spans)) == (before, gold)


def test_a_free_edit_is_edited_again_from_what_is_final(at_review):
    desk = at_review()
    decide_by_edit(desk)
    show_decided(desk)
    desk.press("E", "Ctrl+Shift+Right", "Return")
    assert "Jana Dvorska" in [words for _, words in desk.final()]
    assert SHORTER not in [words for _, words in desk.final()]


@pytest.mark.parametrize("key", ["U", "I"])
def test_a_reading_in_hand_that_has_nothing_here_is_said_to_have_nothing_to_keep(at_review, marked, key):
    desk = at_review({"Ada": [marked("SOURCE", MINISTER)], "Bo": [marked("ACTOR", MINISTER)], "Cy": []})
    place = next(n for n, of in enumerate(desk.review.case.lanes) if "Cy" in of)
    desk.press(str(place + 1), key)
    problem = desk.panel.foot.problem
    assert problem.isVisible()
    assert "has nothing here to keep" in problem.text()
    assert "nothing here" not in desk.said  # once is enough
    desk.press("0")
    desk.press(key)
    assert "press the number of the one" in problem.text()


@pytest.mark.parametrize("chip", ["open", "decided"])
def test_undoing_a_rule_of_very_many_articles_says_what_was_undone(at_review, monkeypatch, chip):
    monkeypatch.setattr(kept_up, "MANY", 0)
    desk = at_review()
    desk.review.accept_agreed(MAJORITY)
    desk.wait_until(desk.final)
    desk.settle()
    if chip == "decided":
        show_decided(desk)
    desk.press("Ctrl+Z")
    desk.wait_until(lambda: desk.review.review.counts()["automatic"] == 0)
    desk.settle()
    assert desk.said.startswith("Undone: ")
    if chip == "decided":
        assert "is not among the cases any more" in desk.panel.message.text()
