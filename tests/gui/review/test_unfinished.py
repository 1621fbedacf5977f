"""A free edit that is not decided is there again: after closing, a kill, another project, and what others do."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from annotator.core.decisions import Choice
from annotator.core.scheme_draft import SchemeDraft
from annotator.gui import settings
from annotator.gui.review import deciding
from annotator.workspace import scheming
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


def test_an_edit_that_cannot_go_on_says_so_and_stays(at_review, again):
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
    desk.press("Ctrl+A")
    desk.review.editing.labels.label("CLAIM")
    assert kept(desk) == 2
    desk.press("Ctrl+Z", "Esc", "Esc")
    assert kept(desk) == 1
    desk.press("K", "J")
    assert "cannot go on" in offered(desk)


def decide_elsewhere(desk, key):
    """Let another lead decide a case as Ada has it."""
    with closing(Workspace(desk.workspace.path)) as other:
        lead = Review(other, other.annotator("Zoe").id)
        row = next(row for row in lead.rows if row.key == key)
        lead.decide(lead.open(row.document_id, key), Choice.READING, "Ada")


def test_an_edit_of_a_case_that_another_lead_decides_is_never_put_on_top_of_that(at_review, monkeypatch):
    monkeypatch.setattr(deciding, "UNSEEN", 0.0)
    desk = at_review()
    key = desk.find_case("Jana").key
    desk.press("U", "E", "Ctrl+Shift+Right", "Esc", "Esc")
    decide_elsewhere(desk, key)
    desk.window._look_elsewhere()
    desk.settle()
    show_decided(desk, key)
    assert "cannot go on: the case was decided since" in offered(desk)
    desk.press("E")
    assert "was decided since" in desk.said
    assert edited(desk) == [("SOURCE", "energy minister Jana Dvorska")]
    desk.press("Ctrl+Shift+Right", "Return")
    assert desk.final() == [SHORTER]
    assert kept(desk) == 0


def test_an_edit_under_way_is_never_put_on_top_of_what_another_lead_decides(at_review):
    desk = at_review()
    key = desk.find_case("Jana").key
    desk.press("U", "E", "Ctrl+Shift+Right")
    decide_elsewhere(desk, key)
    desk.press("Return", "Return")
    assert "cannot be taken over" in desk.review.editing._problem.text()
    assert desk.final() == [("SOURCE", "energy minister Jana Dvorska")]
    assert kept(desk) == 1


def rename_source(workspace, lead):
    draft = SchemeDraft(workspace.scheme)
    draft.rename(next(one for one in draft.labels if one.name == "SOURCE"), "ORIGIN")
    scheming.change_scheme(workspace, draft.edit(), lead)


@pytest.mark.parametrize("steps", [(), ("Ctrl+Shift+Right",)])
@pytest.mark.parametrize("is_here", [True, False])
@pytest.mark.parametrize("words", ["Jana", "Lisov"])
def test_a_label_renamed_during_an_edit_has_its_new_name_in_the_final_reading(
    at_review, monkeypatch, words, is_here, steps
):
    monkeypatch.setattr(deciding, "UNSEEN", 0.0)
    desk = at_review()
    desk.find_case(words)
    desk.press("U", "E")
    if words == "Lisov":  # whose readings have no source
        desk.press("Ctrl+A")
        desk.review.editing.labels.label("SOURCE")
        assert ("SOURCE", desk.text) in edited(desk)
    else:
        desk.press("Ctrl+Shift+Right")
    if is_here:
        rename_source(desk.workspace, desk.review.review.lead_id)
    else:
        with closing(Workspace(desk.workspace.path)) as other:
            rename_source(other, desk.review.review.lead_id)
    desk.press(*steps, "Return")
    assert desk.final() == []
    assert "changed" in desk.review.editing._problem.text()
    if is_here:
        desk.press("Esc", "Esc")
        assert "cannot go on" not in desk.said
        desk.settle()
        desk.press("E")
    desk.press("Return")
    if desk.review.editing is not None:  # of the readings it was said first, of the scheme now
        desk.press("Return")
    final = desk.final()
    assert {label for label, _ in final} <= {one.name for one in desk.workspace.scheme.labels}
    assert "ORIGIN" in {label for label, _ in final}


def test_an_edit_set_aside_is_there_again_when_the_one_made_instead_is_undone(at_review):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("U", "E", "Ctrl+Shift+Right", "Esc", "Esc", "1", "E", "Ctrl+Shift+Right", "Ctrl+Shift+Right")
    assert kept(desk) == 2
    desk.press("Ctrl+Z", "Ctrl+Z", "Esc", "Esc")
    assert kept(desk) == 1
    desk.press("K", "J")
    assert OFFER in offered(desk)
    desk.press("E")
    assert edited(desk) == [SHORTER]


def test_deciding_drops_what_was_set_aside_too_and_a_key_brings_all_back(at_review):
    desk = at_review()
    desk.find_case("Jana")
    desk.press("U", "E", "Ctrl+Shift+Right", "Esc", "Esc", "1", "E", "Ctrl+Shift+Right", "Esc", "Esc")
    desk.press("Shift+E")
    assert kept(desk) == 0
    desk.press("Shift+E")
    assert kept(desk) == 2
    desk.press("E", "Return")
    assert kept(desk) == 0


def test_an_edit_that_cannot_be_dropped_is_not_said_to_be(at_review):
    desk = at_review()
    edit_shorter(desk)
    desk.press("Esc", "Esc")
    with desk.refused() as failed:
        desk.press("Shift+E")
    assert len(failed) == 1
    assert (OFFER in offered(desk), "was dropped" in offered(desk), kept(desk)) == (True, False, 1)
    desk.press("Shift+E")
    with desk.refused():
        desk.press("Shift+E")
    assert (offered(desk), kept(desk)) == ("", 0)
    desk.press("Shift+E")
    assert (OFFER in offered(desk), kept(desk)) == (True, 1)


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
    before = edited(desk)
    with desk.refused() as failed:
        desk.press("Ctrl+Shift+Right")
    assert len(failed) == 1
    assert edited(desk) == before
    desk.press("Ctrl+Shift+Right")
    assert edited(desk) == [SHORTER]
