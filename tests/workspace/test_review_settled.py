"""What counts as settled when readings go, change, or are overridden after they were decided."""

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.spans import Fragment, State
from annotator.formats.registry import named
from annotator.workspace import choosing, feedback
from annotator.workspace.reasons import count_gaps, gap
from annotator.workspace.review_agreement import figures
from annotator.workspace.reviewing import Selection, Status
from annotator.workspace.workspace import Workspace


def opened(lead, kind):
    row = next(row for row in lead.rows if row.type == kind)
    return lead.open(row.document_id, row.key)


def set_state(workspace, article, who, state):
    workspace.execute(edits.set_state(workspace.annotations(article, who), state), who)


def mark(workspace, article, who, label, *bounds):
    workspace.execute(edits.add_span(workspace.annotations(article, who), label, (Fragment(*bounds),)), who)


def exported(workspace):
    """Whose readings would be trained with."""
    selection = choosing.Selection(workspace, choosing.Choice(), "spacy")
    assert named("spacy").trains
    return [sorted(reading.annotator for reading in record.readings) for record in selection.records()]


@pytest.fixture
def decided(read, review, workspace):
    """A review of a boundary, decided, and a source that both have, accepted; who Ada and Bo are."""
    who = (
        read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)]),
        read("Bo", [("CLAIM", 0, 5), ("SOURCE", 20, 25)]),
    )
    lead = review()
    lead.accept_agreed()
    lead.decide(opened(lead, "boundary"), Choice.READING, "Ada")
    return lead, who


def test_where_one_reader_is_left_nothing_is_said_to_be_deleted(workspace, article, decided, review, gold):
    lead, (_ada, bo) = decided
    before = gold(lead)
    set_state(workspace, article, bo, State.IN_PROGRESS)
    lead.refresh(article)
    assert (lead.rows, lead.agreed, lead.board.rows) == ([], 0, {})
    assert (review().rows, gold(review())) == ([], before)
    set_state(workspace, article, bo, State.DONE)
    lead.refresh(article)
    assert [row.status for row in lead.rows] == [Status.DECIDED] * 2
    assert lead.rows == review().rows


def test_what_another_reader_no_longer_shows_is_not_deleted(workspace, article, decided, read, review):
    lead, (_ada, bo) = decided
    read("Cy", [("CLAIM", 0, 9), ("SOURCE", 20, 25)])
    set_state(workspace, article, bo, State.IN_PROGRESS)
    lead.refresh(article)
    assert not any("deleted" in why.template for row in lead.rows for why in row.why)
    assert lead.rows == review().rows


def test_a_final_reading_is_not_trained_with_alone_once_a_case_is_open_again(
    workspace, article, decided, change
):
    _lead, (_ada, bo) = decided
    assert exported(workspace) == [["gold"]]
    assert figures(workspace, Selection()).settled == 1
    now = workspace.annotations(article, bo)
    (claim,) = (s.id for s in now.spans.values() if s.label == "CLAIM")
    workspace.execute(edits.set_fragments(now, claim, (Fragment(0, 4),)), bo)
    assert exported(workspace) == [["Ada", "Bo"]]
    found = figures(workspace, Selection())
    assert (found.settled, found.against, found.decided) == (0, {}, 0)
    workspace.undo(bo)
    assert exported(workspace) == [["gold"]]


@pytest.mark.parametrize("both", [False, True])
def test_a_final_reading_is_not_trained_with_alone_once_there_is_a_new_case(
    workspace, article, read, review, both
):
    """Where nothing was decided but what all agree on, and where something was."""
    bo = read("Bo", [("SOURCE", 20, 25), *([("CLAIM", 0, 5)] if both else [])])
    ada = read("Ada", [("SOURCE", 20, 25), *([("CLAIM", 0, 9)] if both else [])])
    lead = review()
    lead.accept_agreed()
    if both:
        lead.decide(opened(lead, "boundary"), Choice.NONE)
    assert exported(workspace) == [["gold"]]
    mark(workspace, article, bo, "ACTOR", 30, 35)
    assert exported(workspace) == [["Ada", "Bo"]]
    mark(workspace, article, ada, "ACTOR", 30, 35)  # all have it now, and the final reading has not
    assert exported(workspace) == [["Ada", "Bo"]]
    review().accept_agreed()
    assert exported(workspace) == [["gold"]]


def test_what_all_agreed_on_and_the_lead_overrode_is_told_as_any_other_decision(workspace, read, review):
    read("Ada", [("SOURCE", 20, 25), ("CLAIM", 0, 9)])
    read("Bo", [("SOURCE", 20, 25), ("CLAIM", 0, 9)])
    lead = review()
    lead.accept_agreed()
    assert not list(feedback.entries(workspace, same=True))  # nobody decided it
    lead.decide(
        lead.open(lead.rows[0].document_id, lead.rows[0].key), Choice.NONE, reason=gap(workspace).name
    )
    assert {entry.slips for entry in feedback.entries(workspace)} == {("extra",)}
    assert len(feedback.gaps(workspace)) == 1
    assert sum(count_gaps(workspace).values()) == 1
    assert feedback.slips(workspace)["Ada"] == {"cases": 1, "extra": 1}
    found = figures(workspace, Selection())
    assert (found.decided, found.after.exact.value) == (1, 1.0)


def test_after_review_only_what_is_decided_still_counts_as_decided(workspace, article, decided):
    _lead, (ada, _bo) = decided
    found = figures(workspace, Selection())
    assert (found.decided, found.before.exact.value, found.after.exact.value) == (1, 0.5, 1.0)
    now = workspace.annotations(article, ada)
    claim = next(s.id for s in now.spans.values() if s.label == "CLAIM")
    workspace.execute(edits.set_fragments(now, claim, (Fragment(0, 8),)), ada)
    found = figures(workspace, Selection())
    assert (found.decided, found.before.exact.value, found.after) == (0, 0.5, None)


def test_after_review_of_others_nothing_is_decided_of_those_chosen(workspace, article, decided, read):
    _lead, (_ada, _bo) = decided
    read("Cy", [("CLAIM", 30, 35)])
    read("Di", [("CLAIM", 30, 35)])
    found = figures(workspace, Selection(annotators=("Cy", "Di")))
    assert (found.decided, found.after) == (0, None)


def test_rows_name_annotators_in_one_order_however_they_are_read(workspace, read, review):
    for name in ("Zoe", "Ada", "Émile", "bo"):
        read(name, [("SOURCE", 20, 25)])
    lead = review()
    lead.accept_agreed()
    at_once = [row.annotators for row in review().rows]
    lead.refresh(lead.rows[0].document_id)
    assert at_once == [row.annotators for row in lead.rows]
    assert review().rows == lead.rows


def test_only_what_was_changed_elsewhere_is_read_again(workspace, article, decided, review):
    _, (_, bo) = decided
    lead = review()
    row = next(row for row in lead.rows if row.type == "boundary")
    lead.decide(lead.open(row.document_id, row.key), Choice.NONE)
    assert lead.catch_up().documents == []  # what it decided itself it knows
    other = Workspace(workspace.path)
    mark(other, article, bo, "ACTOR", 30, 35)
    update = lead.catch_up()
    assert [row.type for row in update.come] == ["missing"]
    other.undo(bo)
    assert [row.type for row in lead.catch_up().gone] == ["missing"]
    other.redo(bo)
    assert [row.type for row in lead.catch_up().come] == ["missing"]
    other.undo(bo)
    mark(other, article, bo, "ACTOR", 30, 34)  # what was undone cannot be done again
    update = lead.catch_up()
    assert update is None or [row.end for row in update.come] == [34]
    other.close()


def test_what_cannot_be_told_by_articles_is_read_anew(workspace, article, decided):
    lead, (_ada, _bo) = decided
    other = Workspace(workspace.path)
    other.undo(lead.lead_id)
    other.undo(lead.lead_id)  # what was accepted by rule, in several articles
    assert lead.catch_up() is None
    other.close()
