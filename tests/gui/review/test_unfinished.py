"""A free edit that is not decided is there again: after closing, a kill, another project, and what others do."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from annotator.core.decisions import Choice
from annotator.gui import settings
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

SHORTER = ("SOURCE", "minister Jana Dvorska")
OFFER = "is not decided"


@pytest.fixture
def again(open_desk):
    """Opens the review of a project once more, as the same lead or as another."""

    def again_(desk, path=None, lead=None):
        path = path or desk.workspace.path
        desk.window.close()
        opened = open_desk(path)
        if lead is not None:
            settings.remember_annotator(path, lead)
            opened.commands.open(path)
        return type(desk)(opened, desk.text)

    return again_


def edit_shorter(desk):
    """Begin a free edit of the source, and let it begin one word later."""
    desk.find_case("Jana")
    desk.press("U", "E", "Ctrl+Shift+Right")


def offered(desk):
    """What is said of the case in hand below its readings."""
    problem = desk.panel.foot.problem
    return problem.text() if problem.isVisible() else ""


def kept(desk):
    """How many unfinished edits the file has."""
    with closing(sqlite3.connect(desk.workspace.path)) as conn:
        return conn.execute("SELECT count(*) FROM setting WHERE name LIKE 'unfinished %'").fetchone()[0]


def edited(desk):
    """The spans of the edit under way."""
    return [(s.label, s.covered(desk.text)) for s in desk.review.editing.draft.gold.in_order()]


def test_an_edit_in_the_middle_of_which_the_window_closes_goes_on_when_it_opens_again(at_review, again):
    desk = at_review()
    edit_shorter(desk)
    desk = again(desk)
    assert "Jana" in desk.review.case.opened.row.excerpt  # where the lead was
    assert OFFER in offered(desk)
    assert desk.final() == []
    desk.press("E")
    assert edited(desk) == [SHORTER]
    desk.press("Ctrl+Shift+Right")
    assert edited(desk) == [("SOURCE", "Jana Dvorska")]
    desk.press("Ctrl+Z", "Ctrl+Z")  # no further than to where it was taken up
    assert edited(desk) == [SHORTER]
    desk.press("Ctrl+Y", "Ctrl+Z", "Return")
    assert desk.final() == [SHORTER]
    assert kept(desk) == 0
    desk.press("Ctrl+Z")
    assert desk.final() == []


def test_an_edit_survives_a_kill_at_each_step(at_review, again, tmp_path):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("U", "E")
    assert kept(desk) == 0  # nothing was done yet
    desk.press("Ctrl+Shift+Right")
    killed = tmp_path / "killed.annotator"
    for ending in ("", "-wal"):
        shutil.copyfile(f"{desk.workspace.path}{ending}", f"{killed}{ending}")
    desk.press("Return")
    desk = again(desk, killed)
    assert OFFER in offered(desk)
    desk.press("E", "Return")
    assert desk.final() == [SHORTER]


def test_a_note_that_is_being_written_in_an_edit_is_there_after_closing(at_review, again):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("U", "E", "N")
    desk.type("whole title")
    desk = again(desk)
    desk.press("E")
    assert [span.note for span in desk.review.editing.draft.gold.spans.values()] == ["whole title"]


def test_nothing_is_left_of_an_edit_that_was_undone(at_review, again):
    desk = at_review()
    edit_shorter(desk)
    assert kept(desk) == 1
    desk.press("Ctrl+Z")
    assert kept(desk) == 0
    desk.press("Ctrl+Y")
    assert kept(desk) == 1
    desk.press("Ctrl+Z")
    desk = again(desk)
    desk.find_case("Jana")
    assert offered(desk) == ""


def test_an_edit_is_dropped_by_a_key_and_brought_back_by_it(at_review):
    desk = at_review()
    edit_shorter(desk)
    desk.press("Esc", "Esc")
    assert OFFER in offered(desk)
    desk.press("Shift+E")
    assert kept(desk) == 0
    assert "brings it back" in offered(desk)
    desk.press("Shift+E", "E", "Return")
    assert desk.final() == [SHORTER]
    desk.find_case("Lisov")
    desk.press("Shift+E")
    assert "no edit" in offered(desk)


def test_an_edit_is_dropped_in_its_article(at_review):
    desk = at_review()
    edit_shorter(desk)
    desk.click_button("Drop the edit")
    assert desk.review.editing is None
    assert kept(desk) == 0
    desk.press("E")
    assert edited(desk) == [("SOURCE", "energy minister Jana Dvorska")]
    desk.click_button("Drop the edit")
    assert "dropped" not in offered(desk)


def test_deciding_otherwise_drops_an_edit_and_putting_the_case_off_does_not(at_review):
    desk = at_review()
    edit_shorter(desk)
    desk.press("Esc", "Esc", "L")
    assert kept(desk) == 1
    desk.find_case("Jana")
    assert OFFER in offered(desk)
    desk.press("1")
    assert kept(desk) == 1  # only looked at
    desk.press("K", "J")
    assert OFFER in offered(desk)
    desk.press("1", "Return")
    assert kept(desk) == 0
    assert len(desk.final()) == 1


def test_an_edit_says_that_readings_changed_since(at_review, again, moved):
    desk = at_review()
    edit_shorter(desk)
    path = desk.workspace.path
    desk.window.close()
    with closing(Workspace(path)) as other:
        who = other.annotator("Bo").id
        (document,) = [d for d in other.queue(who) if other.text(d).text == desk.text]
        other.execute(moved("Jana Dvorska", by_end=3)(other.annotations(document, who)), who)
    desk = again(desk, path)
    assert "readings changed since" in offered(desk)
    desk.press("E")
    assert "readings changed" in desk.shown()
    assert edited(desk) == [SHORTER]
    desk.press("Return")
    assert desk.final() == [SHORTER]


def show_decided(desk, key):
    desk.review.show_behind(Filter(rows=frozenset([key])), desk.review.selection.states, "Figure")
    assert [row.key for row in desk.rows] == [key]


def test_an_edit_that_cannot_go_on_says_so(at_review, again):
    desk = at_review()
    key = desk.find_case("Jana").key
    desk.press("1", "Return")
    show_decided(desk, key)
    desk.press("E", "Ctrl+Shift+Right")
    path = desk.workspace.path
    desk.window.close()
    with closing(Workspace(path)) as other:
        lead = Review(other, other.annotator("Zoe").id)
        row = next(row for row in lead.rows if row.key == key)
        lead.decide(lead.open(row.document_id, key), Choice.NONE)
    desk = again(desk, path)
    show_decided(desk, key)
    assert "cannot go on" in offered(desk)
    desk.press("E")
    assert edited(desk) == []


def test_the_edit_of_one_lead_is_not_offered_to_another(at_review, again):
    desk = at_review()
    edit_shorter(desk)
    desk = again(desk, lead="Zoe")
    desk.find_case("Jana")
    assert offered(desk) == ""
    desk.press("E", "Return")
    assert kept(desk) == 1


def test_an_edit_that_cannot_be_kept_is_not_made(at_review):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("U", "E")
    desk.review.deciding.failed.disconnect()  # it would be a dialog
    failed = []
    desk.review.deciding.failed.connect(failed.append)
    lock = sqlite3.connect(desk.workspace.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    desk.workspace.conn.execute("PRAGMA busy_timeout = 50")
    before = edited(desk)
    desk.press("Ctrl+Shift+Right")
    lock.execute("ROLLBACK")
    lock.close()
    assert len(failed) == 1
    assert edited(desk) == before
    desk.press("Ctrl+Shift+Right")
    assert edited(desk) == [SHORTER]
