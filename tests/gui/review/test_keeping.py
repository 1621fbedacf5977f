"""What a lead has in hand stays: beside what others save, what cannot be written, and what leads elsewhere."""

import threading

import pytest

from annotator.agreement.standing import Status
from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import ProjectLocked
from annotator.gui.review import feedback as feedback_window
from annotator.gui.review import loading
from annotator.gui.review.feedback import FeedbackWindow
from annotator.gui.review.loading import read_board
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

DAM = "The dam above Lisov is safe"
SHORTER = ("SOURCE", "minister Jana Dvorska")


def written(desk, name, edit):
    """Let another program change a reading; the window does not look yet."""
    other = Workspace(desk.workspace.path)
    who = other.annotator(name).id
    document = next(d for d in other.queue(who) if other.text(d).text == desk.text)
    other.execute(edit(other.annotations(document, who)), who)
    other.close()


def flagged(now):
    return edits.set_flag(now, not now.layer.flagged)


def edit_shorter(desk):
    """Begin a free edit of the source, and let it begin one word later."""
    desk.find_case("Jana")
    desk.press("U", "E", "Ctrl+Shift+Right")
    assert desk.review.editing.draft.is_changed


@pytest.fixture
def refused(monkeypatch):
    """Lets figures, or cases, be refused."""

    def refuse(name):
        def locked(*_, **__):
            raise ProjectLocked("{path} is in use by another program.", path="p")

        monkeypatch.setattr(loading, name, locked)

    return refuse


@pytest.fixture
def gates(monkeypatch):
    """Lets each reading of all cases wait at a gate of its own."""
    opened = []

    def read(*given, **named):
        gate = threading.Event()
        opened.append(gate)
        found = read_board(*given, **named)
        gate.wait(10)
        return found

    monkeypatch.setattr(loading, "read_board", read)
    yield opened
    for gate in opened:
        gate.set()


def test_a_free_edit_stays_when_a_reading_changed_and_is_decided_by_the_same_key_again(at_review, moved):
    desk = at_review()
    edit_shorter(desk)
    written(desk, "Bo", moved("Jana Dvorska", by_end=3))
    desk.press("Return")
    assert desk.final() == []
    assert desk.review.editing is not None
    assert "readings changed" in desk.shown()
    desk.press("Return")
    assert desk.review.editing is None
    assert desk.final() == [SHORTER]
    desk.settle()
    assert [row.status for row in desk.review.review.rows if "Jana" in row.excerpt] == [Status.DECIDED]


def test_a_free_edit_goes_on_top_of_what_another_lead_has_decided_in_the_article(at_review):
    desk = at_review()
    edit_shorter(desk)
    other = Workspace(desk.workspace.path)
    lead = Review(other, other.annotator("Zed").id)
    row = next(row for row in lead.rows if DAM in row.excerpt)
    lead.decide(lead.open(row.document_id, row.key), Choice.READING, "Ada")
    other.close()
    desk.press("Return")
    assert desk.final() == [("CLAIM", DAM)]
    assert desk.review.editing is not None
    desk.press("Return")
    assert desk.final() == [("CLAIM", DAM), SHORTER]


def test_a_free_edit_stays_when_the_project_is_in_use(at_review):
    desk = at_review()
    edit_shorter(desk)
    with desk.refused() as failed:
        desk.press("Return")
    assert len(failed) == 1
    assert desk.review.editing is not None
    desk.press("Return")
    assert desk.final() == [SHORTER]


def test_a_free_edit_is_kept_when_the_lead_leaves_it(at_review):
    desk = at_review()
    edit_shorter(desk)
    review = desk.review
    every = Filter(rows=frozenset(row.key for row in desk.rows))
    review.show_behind(every, review.selection.states, "Figure")
    assert review.editing is None
    assert desk.panel.foot.problem.isVisible()
    desk.find_case("Jana")
    desk.press("E")
    while review.editing is not None:
        desk.press("Esc")
    desk.find_case(DAM)
    desk.find_case("Jana")
    desk.press("E", "Return")
    assert desk.final() == [SHORTER]


def test_a_free_edit_that_was_left_goes_when_something_else_is_chosen(at_review):
    desk = at_review()
    edit_shorter(desk)
    while desk.review.editing is not None:
        desk.press("Esc")
    desk.press("1", "U", "E", "Return")
    assert [words for _, words in desk.final()] == ["energy minister Jana Dvorska"]


def test_reason_and_note_stay_when_a_reading_changed(at_review, moved):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("1", "R", "R", "N")
    desk.type("A long considered note")
    reason = desk.review.deciding.reason
    written(desk, "Bo", moved("Jana Dvorska", by_end=3))
    desk.press("Return")
    assert desk.final() == []
    assert (desk.panel.note.text(), desk.review.deciding.reason) == ("A long considered note", reason)
    assert reason


def test_what_was_decided_is_not_a_draft_of_the_case(at_review):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("1", "R", "Return", "Ctrl+Z")
    assert desk.review.case.opened.row.excerpt.startswith("energy")
    assert desk.review.deciding.reason == ""


def test_figures_that_cannot_be_read_are_said_at_the_side_alone(at_review, refused):
    refused("figures")
    desk = at_review()
    desk.window.resize(1_200, 700)
    desk.wait_until(lambda: not desk.review.loader.is_busy)
    assert not desk.panel.message.isVisible()
    assert desk.panel.lanes[0].isVisible()
    assert "in use by another program" in desk.shown()
    desk.find_case(DAM)
    desk.press("Return")
    assert len(desk.final()) == 1


def test_without_a_case_in_sight_no_key_decides(at_review, refused):
    desk = at_review()
    refused("read_board")
    desk.review.toggle_unfinished()
    desk.wait_until(lambda: not desk.review.loader.is_busy)
    assert desk.panel.message.isVisible()
    desk.press("1", "Return", "L", "X", "Return")
    assert desk.final() == []
    assert desk.review.case is None


def test_the_cases_stay_in_hand_while_all_are_read_anew_however_often_others_save(at_review, gates):
    desk = at_review_through(at_review, gates)
    review = desk.review
    boards = []
    review.loader.loaded.connect(boards.append)
    for _ in range(3):
        written(desk, "Bo", flagged)
        forget_document(desk)
        desk.window._look_elsewhere()
    desk.wait_until(lambda: len(gates) == 2)  # one reading, not one for each
    row = desk.find_case(DAM)
    desk.press("Return")
    assert len(desk.final()) == 1
    gates[1].set()
    desk.wait_until(lambda: len(boards) == 1)
    assert Status.DECIDED in {one.status for one in review.review.rows if one.key == row.key}
    for gate in gates:
        gate.set()


def forget_document(desk):
    """Let the last step not say which article it changed, as those of several do not."""
    other = Workspace(desk.workspace.path)
    other.conn.execute("UPDATE history SET document_id = NULL WHERE id = (SELECT max(id) FROM history)")
    other.close()


def at_review_through(at_review, gates):
    """Open the review, whose first reading goes through its gate."""
    opening = threading.Thread(target=lambda: _open_first(gates))
    opening.start()
    desk = at_review()
    opening.join()
    return desk


def _open_first(gates):
    while not gates:
        threading.Event().wait(0.01)
    gates[0].set()


def test_what_others_change_is_shown_without_reading_all_anew(at_review, moved, monkeypatch):
    desk = at_review()
    desk.find_case("Jana")
    monkeypatch.setattr(loading, "read_board", None)
    desk.elsewhere("Bo", lambda now: edits.remove_spans(now, list(now.spans)))
    assert {row.type for row in desk.rows if DAM in row.excerpt} == {"several"}


def test_the_filter_does_not_tell_whose_reading_it_is_while_names_are_hidden(at_review):
    desk = at_review()
    everything = len(desk.rows)
    desk.review.list.search.setFocus()
    desk.type("Cy")
    desk.press("Return")
    assert desk.rows == []
    desk.press("Esc", "Esc")
    desk.review.toggle_names()
    desk.review.list.search.setFocus()
    desk.type("Bo")
    desk.press("Return")
    assert 0 < len(desk.rows) <= everything


def test_the_list_of_decisions_is_written_in_a_thread(at_review, monkeypatch, tmp_path):
    desk = at_review()
    gate, threads = threading.Event(), []

    def export(*given):
        threads.append(threading.current_thread())
        gate.wait(10)
        return real(*given)

    real = feedback_window.export
    monkeypatch.setattr(feedback_window, "export", export)
    window = FeedbackWindow(desk.workspace, desk.review)
    window.show()
    desk.wait_until(lambda: not window.is_busy)
    window.write(tmp_path / "list.md")
    assert window.is_busy
    gate.set()
    desk.wait_until(lambda: not window.is_busy)
    assert threads != [threading.main_thread()]
    assert (tmp_path / "list.md").read_text(encoding="utf-8").startswith("# ")
    window.close()
