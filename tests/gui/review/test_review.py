"""Settling cases with the keys alone."""

import json

import pytest
from PySide6.QtWidgets import QApplication

from annotator.agreement.standing import Status
from annotator.core import edits
from annotator.workspace.importing import import_files
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

TEXT = (
    "The dam above Lisov is safe, energy minister Jana Dvorska said on Tuesday. "
    "Engineers disagree. According to them, two gates leak."
)


def span(label, words, number=None):
    start = TEXT.index(words)
    return {"id": number or f"{label}{start}", "start": start, "end": start + len(words), "label": label}


READINGS = {
    "Ada": [span("CLAIM", "The dam above Lisov is safe"), span("SOURCE", "energy minister Jana Dvorska"),
            span("CLAIM", "two gates leak")],
    "Bo": [span("CLAIM", "The dam above Lisov is safe"), span("SOURCE", "Jana Dvorska"),
           span("CLAIM", "two gates leak"), span("SOURCE", "them")],
    "Cy": [span("CLAIM", "dam above Lisov is safe"), span("ACTOR", "Jana Dvorska"), span("CLAIM", "two gates leak")],
}  # fmt: skip


@pytest.fixture
def read(project):
    """A project in which three annotators have finished an article."""

    def read_(readings=READINGS):
        lines = [
            {"text": TEXT, "meta": {"title": "Dam", "language": "en"}, "spans": spans, "_annotator_id": name}
            for name, spans in readings.items()
        ]
        source = project.with_name("read.jsonl")
        source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        workspace = Workspace(project)
        import_files(workspace, [source])
        workspace.conn.execute("UPDATE layer SET state = 'done'")
        workspace.close()
        return project

    return read_


@pytest.fixture
def at_review(open_desk, read):
    """The window at its review."""

    def open_(readings=READINGS):
        desk = open_desk(read(readings))
        desk.press("F8")
        desk.wait_until(lambda: not desk.window.review_.loader.is_busy)
        return desk

    return open_


def rows(desk):
    return desk.window.review_.list.model.rows


def go_to(desk, words):
    """Go by J to the case with these words."""
    row = next(r for r in rows(desk) if words in r.excerpt)
    while desk.window.review_.case.opened.row != row:
        desk.press("J")
    return row


def final(desk):
    """What the gold layer holds, as another connection reads it, in reading order."""
    other = Workspace(desk.workspace.path)
    try:
        gold = next((a.id for a in other.annotators() if a.kind == "gold"), None)
        (document,) = [d for d in other.queue(0) if other.text(d).text == TEXT]
        found = other.annotations(document, gold) if gold else None
        return [(s.label, s.covered(TEXT)) for s in found.in_order()] if found else []
    finally:
        other.close()


def texts(desk):
    """The words on lanes that are visible."""
    panel = desk.window.review_.panel
    return [(lane.number, lane.name, lane.chosen) for lane in panel.lanes if lane.isVisible()]


def test_enter_alone_takes_what_most_have_and_goes_on(at_review):
    desk = at_review()
    total = len(rows(desk))
    row = go_to(desk, "The dam")
    desk.press("Return")
    assert final(desk) == [("CLAIM", "The dam above Lisov is safe")]
    assert len(rows(desk)) == total - 1
    assert desk.window.review_.case.opened.row != row


def test_a_digit_takes_that_lane_and_names_are_hidden_until_it_is_decided(at_review):
    desk = at_review()
    shown = desk.window.review_.case
    assert not {one for _, name, _ in texts(desk) for one in name.split(", ")} & set(READINGS)
    wanted = shown.lanes[1][0]
    desk.press("2")
    assert [number for number, _, chosen in texts(desk) if chosen] == ["2"]
    desk.press("Return")
    other = Workspace(desk.workspace.path)
    review = Review(other, 0)
    (row,) = [r for r in review.rows if r.status == Status.DECIDED]
    decision = review.open(row.document_id, row.key).item.decisions[-1]
    assert {a.id: a.name for a in other.annotators()}[decision.taken] == wanted
    other.close()
    desk.press("H")
    assert {one for _, name, _ in texts(desk) for one in name.split(", ")} == set(READINGS)


def test_undo_takes_the_decision_back_and_comes_back_to_its_case(at_review):
    desk = at_review()
    case = desk.window.review_.case.opened.row.key
    desk.press("0", "Return")
    assert desk.window.review_.case.opened.row.key != case
    desk.press("Ctrl+Z")
    assert desk.window.review_.case.opened.row.key == case
    assert desk.said.startswith("Undone: decide")
    desk.press("Ctrl+Y")
    assert case not in [row.key for row in rows(desk)]


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
    go_to(desk, "Jana")
    desk.press("U", "E")
    article = desk.window.review_.editing.article
    assert article.hasFocus()
    desk.press("Ctrl+Shift+Right")  # the start one word on
    desk.press("Return")
    assert desk.window.review_.editing is None
    assert [words for _, words in final(desk)] == ["minister Jana Dvorska"]
    desk.press("Ctrl+Z")
    assert final(desk) == []


def test_later_puts_a_case_at_the_end(at_review):
    desk = at_review()
    first = rows(desk)[0].key
    desk.press("L")
    assert rows(desk)[-1].key == first
    assert rows(desk)[-1].status == Status.LATER


def test_agreed_spans_are_accepted_with_one_key(at_review):
    desk = at_review()
    desk.press("A")
    desk.wait_until(lambda: final(desk))
    assert final(desk) == [("CLAIM", "two gates leak")]
    desk.wait_until(lambda: desk.window.review_.review is not None and not desk.window.review_.review.agreed)
    desk.press("Ctrl+Z")
    assert final(desk) == []


def test_all_decided_says_what_is_next(at_review):
    desk = at_review()
    desk.press("A")
    desk.wait_until(lambda: final(desk))
    desk.wait_until(lambda: desk.window.review_.review is not None)
    for _ in range(20):
        if not rows(desk):
            break
        desk.press("1", "Return")
    assert "All cases are decided" in desk.window.review_.panel.message.text()


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ({"Ada": READINGS["Ada"]}, "one annotator"),
        ({"Ada": READINGS["Ada"], "Bo": READINGS["Ada"]}, "agreed spans"),
    ],
)
def test_where_there_is_no_case_it_says_what_to_do(at_review, readings, said):
    desk = at_review(readings)
    panel = desk.window.review_.panel
    assert panel.message.isVisible()
    assert said in panel.message.text()


def test_typing_in_the_filter_decides_nothing(at_review):
    desk = at_review()
    desk.press("Ctrl+F")
    desk.type("jana 0 1 u")
    assert desk.window.review_.list.search.text() == "jana 0 1 u"
    assert final(desk) == []
    desk.press("Esc")
    desk.type("jana")
    desk.press("Return")
    desk.wait_until(lambda: all("Jana" in row.excerpt for row in rows(desk)))
    desk.press("1", "Return")
    assert len(final(desk)) == 1


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
    row = go_to(desk, "The dam")
    ids = desk.window.review_.case.opened.item.case.spans["Bo"]
    desk.press("1", "Return")
    other = Workspace(desk.workspace.path)
    who = other.annotator("Bo").id
    other.execute(edits.remove_spans(other.annotations(row.document_id, who), ids), who)
    other.close()
    desk.wait_until(
        lambda: (
            desk.window.review_.review is not None and any(r.status == Status.REOPENED for r in rows(desk))
        )
    )


def save_elsewhere(desk):
    """Let another program flag an article, and the window look for such changes."""
    other = Workspace(desk.workspace.path)
    bo = other.annotator("Bo").id
    document = next(d for d in other.queue(bo) if other.text(d).text == TEXT)
    other.execute(
        edits.set_flag(other.annotations(document, bo), not other.annotations(document, bo).layer.flagged), bo
    )
    other.close()
    desk.window._look_elsewhere()


def test_what_is_chosen_and_written_stays_when_somebody_else_saves(at_review):
    desk = at_review()
    go_to(desk, "Jana Dvorska")
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
    go_to(desk, "Jana Dvorska")
    desk.press("E")
    review = desk.window.review_
    pane = review.editing
    save_elsewhere(desk)
    QApplication.processEvents()
    assert review.editing is pane
    while review.editing is not None:
        desk.press("Esc")
    desk.wait_until(lambda: not review.loader.is_busy and review.case is not None)
