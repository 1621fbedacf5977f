"""What a lead sees of a case before and after it is decided, by the keys alone."""

import re

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.agreement.standing import Status

DAM, MINISTER = "The dam above Lisov is safe", "energy minister Jana Dvorska"


def told(lane):
    """What stands under the words of a lane."""
    return lane.accessibleDescription()


def lane_of(desk, name):
    """The lane of an annotator, whose name is hidden."""
    place = next(n for n, of in enumerate(desk.review.case.lanes) if name in of)
    return desk.panel.lanes[place], str(place + 1)


def test_the_final_strip_shows_the_links_that_come_along_and_those_still_to_settle(at_review, readings):
    links = [
        (name, "attributed_to", DAM, words) for name, words in (("Ada", MINISTER), ("Bo", "Jana Dvorska"))
    ]
    desk = at_review({name: readings[name] for name in ("Ada", "Bo")}, links)
    desk.find_case(MINISTER)
    desk.press("2")
    assert told(desk.panel.final) == f"Source; “{DAM}” → Source (still to settle)"
    desk.press("A")  # now the claim, of which both have the same, is final
    desk.wait_until(desk.final)
    desk.settle()
    desk.find_case(MINISTER)
    desk.press("2")
    assert told(desk.panel.final) == f"Source; “{DAM}” → Source"
    desk.press("Return")
    assert len(desk.gold().relations) == 1


def test_a_link_that_the_scheme_forbids_between_final_labels_is_not_said_to_be_settled_still(
    at_review, marked
):
    """The claim is attributed to what is a source to Ada, and an actor in the end."""
    desk = at_review(
        {
            "Ada": [marked("CLAIM", DAM), marked("SOURCE", MINISTER)],
            "Bo": [marked("CLAIM", "dam above Lisov is safe"), marked("ACTOR", MINISTER)],
        },
        [("Ada", "attributed_to", DAM, MINISTER)],
    )
    desk.find_case("The dam")
    number = lane_of(desk, "Ada")[1]
    desk.press(number)
    assert told(desk.panel.final) == f"Claim; Source → “{MINISTER}” (still to settle)"
    desk.find_case(MINISTER)
    desk.press(lane_of(desk, "Bo")[1], "Return")
    desk.find_case("The dam")
    desk.press(number)
    assert told(desk.panel.final) == "Claim"
    desk.press("Return")
    assert not desk.gold().relations


def test_a_lane_says_whose_links_are_not_those_of_all_in_it(at_review):
    desk = at_review(links=[("Ada", "attributed_to", DAM, MINISTER)])
    desk.find_case(DAM)
    lane, number = lane_of(desk, "Ada")
    assert told(lane) == f"Claim; Source → “{MINISTER}” (as {desk.review.case.letters['Ada']})"
    desk.press(number)
    assert f"“{MINISTER}” (still to settle)" in told(desk.panel.final)


def test_a_reader_without_the_span_is_shown_with_what_they_have_there(at_review, marked):
    desk = at_review(
        {"Ada": [marked("CLAIM", DAM), marked("ACTOR", "dam")], "Bo": [marked("CLAIM", DAM)], "Cy": []}
    )
    desk.find_case("dam")
    letter = desk.review.case.letters["Bo"]
    assert told(lane_of(desk, "Bo")[0]) == f"no Actor here; has Claim over “{DAM}” (as {letter})"
    desk.find_case(DAM)
    assert told(lane_of(desk, "Cy")[0]) == "nothing is marked here"


def test_a_case_that_is_open_again_shows_what_was_final_and_why_it_is_open_and_hides_names(at_review, moved):
    desk = at_review()
    desk.find_case("The dam")
    desk.press("1", "R", "N")
    desk.type("as agreed")
    desk.press("Return")
    desk.elsewhere("Bo", moved(DAM, by_start=4))
    row = next(row for row in desk.rows if row.status == Status.REOPENED)
    desk.review.list.list.go_to(desk.rows.index(row))
    panel = desk.panel
    assert "has moved the bounds" in panel.why.text()
    assert panel.before.isVisible()
    assert "because: Guideline – as agreed" in told(panel.before)
    assert (desk.review.deciding.reason, panel.note.text()) == ("", "")
    assert not desk.names_told()
    desk.press("H")
    assert panel.why.text() == "Open again: Bo has moved the bounds."
    assert "reopened" in desk.review.list.model.data(desk.review.list.list.currentIndex())


def test_names_are_hidden_in_all_that_is_said_of_an_open_case_and_shown_once_it_is_decided(at_review):
    desk = at_review()
    for _ in desk.rows:
        assert not desk.names_told()
        desk.press("J")
    desk.find_case("The dam")
    desk.press(lane_of(desk, "Cy")[1], "Return")
    desk.review.list.choose("decided")
    assert "Cy" in desk.shown()
    history = desk.review.side._history.text()
    assert "Lead" not in history  # it is Ines who works here
    assert history.splitlines()[0].endswith(", Ines")
    assert history.splitlines()[1] == "the reading of Cy"


def test_a_union_of_readings_with_other_labels_asks_whose_label_and_says_it(at_review, marked):
    desk = at_review({"Ada": [marked("SOURCE", "Jana Dvorska")], "Bo": [marked("ACTOR", "Jana Dvorska")]})
    desk.press("U")
    assert "press the number" in desk.panel.foot.problem.text()
    assert desk.panel.foot.problem.isVisible()
    desk.press("Return")
    assert desk.final() == []
    desk.press(lane_of(desk, "Bo")[1])
    assert not desk.panel.foot.problem.isVisible()
    letter = desk.review.case.letters["Bo"]
    desk.press("U")
    assert f"Actor (as {letter})" in told(desk.panel.final)
    desk.press("Return")
    assert desk.final() == [("ACTOR", "Jana Dvorska")]


def test_enter_without_a_choice_says_what_to_press(at_review, marked):
    desk = at_review({"Ada": [marked("SOURCE", MINISTER)], "Bo": [marked("SOURCE", "Jana Dvorska")]})
    desk.press("Return")
    assert "Press the number of a reading" in desk.panel.foot.problem.text()
    assert desk.final() == []


@pytest.mark.parametrize("home", ["list", "panel"])
def test_arrows_home_and_end_go_through_the_cases(at_review, home):
    desk = at_review()
    (desk.review.list.list if home == "list" else desk.panel).setFocus()

    def at():
        return desk.rows.index(desk.review.case.opened.row)

    places = []
    for key in ("Down", "Up", "End", "Home"):
        desk.press(key)
        places.append(at())
    assert places == [1, 0, len(desk.rows) - 1, 0]
    assert len(desk.rows) > 2


def test_a_note_goes_with_a_case_that_is_put_off_and_the_chip_finds_it(at_review):
    desk = at_review()
    first = desk.rows[0].key
    desk.press("N")
    desk.type("ask Bo")
    desk.press("Esc", "L")
    desk.review.list.choose("later")
    assert [row.key for row in desk.rows] == [first]
    assert desk.panel.note.text() == "ask Bo"


def test_cases_that_differ_in_several_ways_have_a_chip(at_review, marked):
    several = [marked("SOURCE", MINISTER, kind="office"), marked("SOURCE", "Jana Dvorska", kind="named")]
    desk = at_review({"Ada": [several[0], marked("CUE", "said")], "Bo": [several[1]]})
    assert "several" in {row.type for row in desk.rows}
    desk.click_button("Several 1")
    assert [row.type for row in desk.rows] == ["several"]


FAR = (
    "Nothing is new here, the ministry says again.\n\n" * 120
    + "Kiew meldet Verluste, sagt ein Sprecher.\n\n" * 60
)


def test_a_free_edit_opens_with_the_case_in_the_middle(at_review):
    start = FAR.index("Kiew")
    spans = [{"id": "a", "start": start, "end": start + n, "label": "CLAIM"} for n in (4, 20)]
    desk = at_review({"Ada": spans[:1], "Bo": spans[1:]}, text=FAR)
    desk.press("1", "E")
    article = desk.review.editing.article
    QApplication.processEvents()
    desk.wait_until(lambda: article.layout_.is_laid(article.layout_.index_of(start)))
    assert start <= article.selection.caret <= start + 20
    y = article.layout_.caret_rect(start).center().y() - article.text_place(QPoint(0, 0))[1]
    assert 0.3 < y / article.page_height() < 0.7
    desk.press("Esc", "Esc")


@pytest.mark.parametrize("size", [(1100, 700), (700, 600)])
def test_a_long_claim_leaves_the_final_reading_and_the_buttons_in_sight(at_review, size):
    text = (
        "The ministry says "
        + "that the dam is safe and that nobody need leave the valley now, " * 14
        + "it says."
    )
    spans = [{"id": "a", "start": 18, "end": len(text) - n, "label": "CLAIM"} for n in (10, 30, 70)]
    desk = at_review({name: [one] for name, one in zip(("Ada", "Bo", "Cy"), spans, strict=True)}, text=text)
    desk.window.resize(*size)
    QTest.qWait(50)
    desk.press("3")
    panel = desk.panel
    for widget in (panel.final, desk.button("Decide", panel), desk.button("Union", panel)):
        top = widget.mapTo(panel, QPoint(0, 0)).y()
        assert 0 <= top < top + min(widget.height(), 60) <= panel.height()
    # The lane that was taken is in sight, as a whole.
    lane, area = panel.lanes[2], panel.area
    top = lane.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert -1 <= top <= area.viewport().height() - lane.height() + 1
    desk.press("PgUp", "PgUp", "PgUp")
    assert area.verticalScrollBar().value() == 0


def test_what_is_chosen_stays_when_the_list_is_filtered(at_review):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("2", "R")
    chosen = desk.review.deciding.choice
    desk.press("Ctrl+F")
    desk.type("jana")
    desk.press("Return")
    assert desk.review.deciding.choice == chosen
    assert desk.review.deciding.reason == "Guideline"


def test_what_is_chosen_and_written_is_there_again_when_the_lead_comes_back_to_the_case(at_review):
    desk = at_review()
    desk.press("2", "R", "N")
    desk.type("ask Bo")
    desk.press("Esc", "J")
    assert desk.panel.note.text() == ""
    desk.press("K")
    assert [number for number, _, chosen in desk.lanes() if chosen] == ["2"]
    assert (desk.review.deciding.reason, desk.panel.note.text()) == ("Guideline", "ask Bo")


def test_a_reading_that_changed_since_is_not_decided_and_that_is_said_in_the_panel(at_review, moved):
    desk = at_review()
    desk.find_case("The dam")
    desk.press("1")
    review = desk.review
    edit = moved(DAM, by_end=-5)
    other = type(desk.workspace)(desk.workspace.path)
    who = other.annotator("Ada").id
    other.execute(edit(other.annotations(review.case.opened.article.document_id, who)), who)
    other.close()
    desk.press("Return")
    assert desk.final() == []
    assert desk.panel.foot.problem.isVisible()


def test_of_two_readings_that_differ_in_a_label_both_sides_are_marked_until_one_is_chosen(at_review, marked):
    desk = at_review({"Ada": [marked("CLAIM", DAM)], "Bo": [marked("SOURCE", DAM)]})

    def differing():
        return [told(lane).startswith("≠") for lane in desk.panel.lanes if lane.isVisible()]

    assert differing() == [True, True]
    desk.press("2")
    assert sorted(differing()) == [False, True]


def test_more_than_half_suggest_a_reading_and_fewer_none(at_review, marked):
    long, short = [marked("CLAIM", DAM)], [marked("CLAIM", "dam above Lisov is safe")]
    other, least = [marked("CLAIM", "Lisov is safe")], [marked("CLAIM", "safe")]
    desk = at_review({"Ada": long, "Bo": long, "Cy": short, "Dee": other, "Eve": least})
    desk.press("Return")
    assert desk.final() == []
    assert "Press the number of a reading" in desk.panel.foot.problem.text()


def test_what_is_suggested_is_marked_as_such_until_it_is_chosen(at_review):
    desk = at_review()
    desk.find_case("The dam")
    assert "suggested: most readers" in desk.panel.final.accessibleName()
    number = next(number for number, _, chosen in desk.lanes() if chosen)
    desk.press(number)
    assert f"reading {number}" in desk.panel.final.accessibleName()


def test_links_are_quoted_shortly_and_those_not_all_have_come_first(at_review, marked):
    claim = marked("CLAIM", "Engineers disagree. According to them, two gates leak")
    dam, minister, bo = marked("CLAIM", DAM), marked("SOURCE", MINISTER), marked("SOURCE", "Jana Dvorska")
    readings = {"Ada": [dam, minister, claim], "Bo": [dam, bo, claim], "Cy": [dam, bo, claim]}
    long = "Engineers disagree. According to them, two gates leak"
    links = [(name, "attributed_to", long, words) for name, words in
             (("Ada", MINISTER), ("Bo", "Jana Dvorska"), ("Cy", "Jana Dvorska"))]  # fmt: skip
    desk = at_review(readings, [*links, ("Ada", "attributed_to", DAM, MINISTER)])
    desk.find_case(MINISTER)
    lane, _ = lane_of(desk, "Ada")
    quoted = re.findall("“(.*?)”", told(lane))
    assert [words[:10] for words in quoted] == [DAM[:10], long[:10]]
    assert all(len(words) <= 40 for words in quoted)
