"""Settling cases with the keys alone."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.agreement.standing import Status
from annotator.core import edits
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace


def test_enter_alone_takes_what_most_have_and_goes_on(at_review):
    desk = at_review()
    total = len(desk.rows)
    row = desk.find_case("The dam")
    desk.press("Return")
    assert desk.final() == [("CLAIM", "The dam above Lisov is safe")]
    assert len(desk.rows) == total - 1
    assert desk.window.review_.case.opened.row != row


def test_a_digit_takes_that_lane_and_names_are_hidden_until_it_is_decided(at_review, readings):
    desk = at_review()
    shown = desk.window.review_.case
    assert not {one for _, name, _ in desk.lanes() for one in name.split(", ")} & readings.keys()
    wanted = shown.lanes[1][0]
    desk.press("2")
    assert [number for number, _, chosen in desk.lanes() if chosen] == ["2"]
    desk.press("Return")
    other = Workspace(desk.workspace.path)
    review = Review(other, 0)
    (row,) = [r for r in review.rows if r.status == Status.DECIDED]
    decision = review.open(row.document_id, row.key).item.decisions[-1]
    assert {a.id: a.name for a in other.annotators()}[decision.taken] == wanted
    other.close()
    desk.press("H")
    assert {one for _, name, _ in desk.lanes() for one in name.split(", ")} == readings.keys()


def test_undo_takes_the_decision_back_and_comes_back_to_its_case(at_review):
    desk = at_review()
    case = desk.window.review_.case.opened.row.key
    desk.press("0", "Return")
    assert desk.window.review_.case.opened.row.key != case
    desk.press("Ctrl+Z")
    assert desk.window.review_.case.opened.row.key == case
    assert desk.said.startswith("Undone: decide")
    desk.press("Ctrl+Y")
    assert case not in [row.key for row in desk.rows]


def test_reason_and_note_go_with_the_decision(at_review):
    desk = at_review()
    desk.press("1", "R", "R", "N")
    desk.type("Titles stay out")
    desk.press("Return")
    other = Workspace(desk.workspace.path)
    review = Review(other, 0)
    (row,) = [r for r in review.rows if r.status == Status.DECIDED]
    decision = review.open(row.document_id, row.key).item.decisions[-1]
    other.close()
    assert (decision.reason, decision.note) == ("Slip", "Titles stay out")


def test_editing_decides_when_coming_back(at_review):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("U", "E")
    article = desk.window.review_.editing.article
    assert article.hasFocus()
    desk.press("Ctrl+Shift+Right")  # the start one word on
    desk.press("Return")
    assert desk.window.review_.editing is None
    assert [words for _, words in desk.final()] == ["minister Jana Dvorska"]
    desk.press("Ctrl+Z")
    assert desk.final() == []


def test_later_puts_a_case_at_the_end(at_review):
    desk = at_review()
    first = desk.rows[0].key
    desk.press("L")
    assert desk.rows[-1].key == first
    assert desk.rows[-1].status == Status.LATER


def test_agreed_spans_are_accepted_with_one_key(at_review):
    desk = at_review()
    desk.press("A")
    desk.wait_until(lambda: desk.final())
    assert desk.final() == [("CLAIM", "two gates leak")]
    desk.wait_until(lambda: desk.window.review_.review is not None and not desk.window.review_.review.agreed)
    desk.press("Ctrl+Z")
    assert desk.final() == []


def test_all_decided_says_what_is_next(at_review):
    desk = at_review()
    desk.press("A")
    desk.wait_until(lambda: desk.final())
    desk.wait_until(lambda: desk.window.review_.review is not None)
    for _ in range(20):
        if not desk.rows:
            break
        desk.press("1", "Return")
    assert "All cases are decided" in desk.window.review_.panel.message.text()


@pytest.mark.parametrize(
    ("names", "said"),
    [((), "Nobody has marked"), (("Ada",), "one annotator"), (("Ada", "Bo"), "agreed spans")],
)
def test_where_there_is_no_case_it_says_what_to_do(at_review, readings, names, said):
    desk = at_review(dict.fromkeys(names, readings["Ada"]))
    panel = desk.window.review_.panel
    assert panel.message.isVisible()
    assert said in panel.message.text()


def test_typing_in_the_filter_decides_nothing(at_review):
    desk = at_review()
    desk.press("Ctrl+F")
    desk.type("jana 0 1 u")
    assert desk.window.review_.list.search.text() == "jana 0 1 u"
    assert desk.final() == []
    desk.press("Esc")
    desk.type("jana")
    desk.press("Return")
    desk.wait_until(lambda: all("Jana" in row.excerpt for row in desk.rows))
    desk.press("1", "Return")
    assert len(desk.final()) == 1


def test_the_same_keys_do_other_things_in_the_article(at_review):
    desk = at_review()
    desk.press("F7")
    assert desk.article.hasFocus()
    desk.press("F8")
    assert desk.window.review_.panel.hasFocus()
    assert QApplication.focusWidget() is desk.window.review_.panel


def test_what_an_annotator_changes_meanwhile_reopens_the_case(at_review):
    desk = at_review()
    desk.look_elsewhere_soon()
    row = desk.find_case("The dam")
    ids = desk.window.review_.case.opened.item.case.spans["Bo"]
    desk.press("1", "Return")
    other = Workspace(desk.workspace.path)
    who = other.annotator("Bo").id
    other.execute(edits.remove_spans(other.annotations(row.document_id, who), ids), who)
    other.close()
    desk.wait_until(
        lambda: desk.window.review_.review is not None and any(r.status == Status.REOPENED for r in desk.rows)
    )


def save_elsewhere(desk):
    """Let another program flag an article, and the window look for such changes."""
    other = Workspace(desk.workspace.path)
    bo = other.annotator("Bo").id
    document = next(d for d in other.queue(bo) if other.text(d).text == desk.text)
    other.execute(
        edits.set_flag(other.annotations(document, bo), not other.annotations(document, bo).layer.flagged), bo
    )
    other.close()
    desk.window._look_elsewhere()


def test_what_is_chosen_and_written_stays_when_somebody_else_saves(at_review):
    desk = at_review()
    desk.find_case("Jana Dvorska")
    review = desk.window.review_
    row = review.case.opened.row
    desk.press("2", "R", "N")
    desk.type("too long")
    chosen, reason = review.deciding.choice, review.deciding.reason
    save_elsewhere(desk)
    desk.wait_until(lambda: not review.loader.is_busy and review.case is not None)
    assert review.case.opened.row.key == row.key
    assert (review.deciding.choice, review.deciding.reason) == (chosen, reason)
    assert review.panel.note.text() == "too long"


def test_a_free_edit_stays_when_somebody_else_saves(at_review):
    desk = at_review()
    desk.find_case("Jana Dvorska")
    desk.press("E")
    review = desk.window.review_
    pane = review.editing
    save_elsewhere(desk)
    QApplication.processEvents()
    assert review.editing is pane
    while review.editing is not None:
        desk.press("Esc")
    desk.wait_until(lambda: not review.loader.is_busy and review.case is not None)


def test_escape_leads_back_from_a_filter_that_lets_nothing_through(at_review):
    desk = at_review()
    total = len(desk.rows)
    desk.press("Ctrl+F")
    desk.type("nowhere")
    desk.press("Return")
    assert "There is no such case" in desk.panel.message.text()
    desk.press("Esc")
    assert len(desk.rows) == total
    assert desk.panel.hasFocus()


def test_the_filter_finds_kinds_by_their_word_and_the_chips_count_what_it_lets_through(at_review):
    desk = at_review()
    kinds = {row.key for row in desk.rows if "missing" in {row.type, *row.kinds}}
    assert 0 < len(kinds) < len(desk.rows)
    desk.press("Ctrl+F")
    desk.type("missing")
    desk.press("Return")
    assert {row.key for row in desk.rows} == kinds
    chips = desk.review.list._chips
    assert chips["open"].text() == f"To decide {len(kinds)}"
    desk.press("0", "Return")
    assert chips["open"].text() == f"To decide {len(kinds) - 1}"


def test_undoing_a_rule_from_its_audit_leads_back_to_the_open_cases(at_review):
    desk = at_review()
    total = len(desk.rows)
    desk.press("A")
    desk.wait_until(desk.final)
    desk.wait_until(lambda: desk.review.review.counts()["automatic"])
    desk.review.audit()
    assert {row.status for row in desk.rows} == {Status.DECIDED}
    desk.press("Ctrl+Z")
    assert len(desk.rows) == total
    assert not desk.panel.message.isVisible()


def test_the_palette_finds_kinds_rules_and_machines(at_review):
    desk = at_review()
    wanted = len([row for row in desk.rows if "missing" in {row.type, *row.kinds}])
    desk.press("Ctrl+K")
    desk.type("show cases missing")
    desk.press("Return")
    assert len(desk.rows) == wanted
    desk.press("Ctrl+K")
    desk.type("bo is a machine")
    desk.press("Return")
    assert next(one.kind for one in desk.workspace.annotators() if one.name == "Bo") == "machine"
    desk.press("Ctrl+K")
    desk.type("audit")
    desk.press("Return")
    assert "No rule has decided anything yet" in desk.said


def test_the_sheet_begins_with_the_keys_of_the_review_and_finds_them_by_its_name(at_review):
    desk = at_review()

    def look(sheet):
        assert [heading.text() for heading, _ in sheet._headings][:2] == ["REVIEW", "IN THE REVIEW"]
        desk.type("review")
        shown = [row for row in sheet._rows if not row.isHidden()]
        assert sum(row.name.startswith("review_") for row in shown) > 20

    with desk.answering(look):
        desk.press("?")


def test_the_case_in_hand_stays_in_sight_in_the_list(at_review):
    text = " ".join(f"Word{n}." for n in range(40))
    spans = [
        {"start": at, "end": at + 5, "label": "CLAIM"}
        for n in range(40)
        if (at := text.index(f"Word{n}.")) >= 0
    ]
    desk = at_review({"Ada": spans, "Bo": spans[:1]}, text=text)
    desk.window.resize(900, 600)
    cases = desk.review.list.list

    def is_in_sight():
        QApplication.processEvents()
        return cases.viewport().rect().contains(cases.visualRect(cases.currentIndex()))

    desk.press("End", "1", "Return")
    assert is_in_sight()
    desk.press("Ctrl+K")
    desk.type("show cases missing")
    desk.press("Return")
    assert cases.place == len(desk.rows) - 1
    assert is_in_sight()
    desk.press("A")
    desk.wait_until(lambda: ("CLAIM", "Word0") in desk.final())
    desk.wait_until(lambda: not desk.review.by_rule._work.job)
    assert cases.place == len(desk.rows) - 1
    assert is_in_sight()  # though the list is lower now
    desk.press("Home", "Ctrl+Z", "Ctrl+Z")
    assert cases.place == len(desk.rows) - 1
    assert is_in_sight()
