"""Free edits that are not decided yet, kept in the project beside what was decided."""

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import StaleEdit
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import Fragment
from annotator.workspace import scheming, unfinished
from annotator.workspace.drafting import Draft
from annotator.workspace.reviewing import Review
from annotator.workspace.unfinished import Keeper
from annotator.workspace.workspace import Workspace


def opened_of(review):
    row = next(row for row in review.rows if row.is_open)
    return review.open(row.document_id, row.key)


@pytest.fixture
def lead(boundary, review):
    """The review of one case: Ada's claim is longer than Bo's."""
    return review()


@pytest.fixture
def left(lead):
    """A free edit of the case, one step of which was made; the case."""
    opened = opened_of(lead)
    keeper = Keeper(lead.workspace, lead.lead_id, opened)
    draft = Draft(lead.workspace, lead.gold_id, lead.planned(opened, Choice.UNION), keeper.keep)
    (span,) = draft.gold.spans.values()
    draft.execute(edits.set_fragments(draft.gold, span.id, (Fragment(1, 3),)), lead.gold_id)
    return opened


def found(lead, workspace=None):
    """What was left of the case, as it is now, and the spans of the gold layer with it."""
    now = Review(workspace or lead.workspace, lead.lead_id)
    opened = opened_of(now)
    one = unfinished.find(now.workspace, lead.lead_id, opened)
    gold = one.gold(now.workspace, opened.article.gold) if one else None
    return one, opened, [(s.label, *s.fragments) for s in gold.spans.values()] if gold else None


def change_scheme(workspace, change):
    draft = SchemeDraft(workspace.scheme)
    change(draft)
    scheming.change_scheme(workspace, draft.edit(), workspace.annotator("Lead").id)


def test_an_edit_is_there_for_another_connection_and_no_layer_has_any_of_it(lead, left, article):
    other = Workspace(lead.workspace.path)
    one, opened, spans = found(lead, other)
    assert spans == [("CLAIM", Fragment(1, 3))]
    assert one.has_same_readings(opened)
    assert not other.annotations(article, lead.gold_id).spans
    assert unfinished.last(other, lead.lead_id) == one
    assert unfinished.last(other, lead.lead_id + 1) is None
    other.close()


def test_to_keep_an_edit_is_no_step_and_no_change_that_others_look_for(lead, left):
    other = Workspace(lead.workspace.path)
    names = lead.workspace.undo_name(lead.lead_id), lead.workspace.mark
    Keeper(lead.workspace, lead.lead_id, left).keep(lead.planned(left, Choice.UNION))
    assert (lead.workspace.undo_name(lead.lead_id), lead.workspace.mark) == names
    assert not other.changed_elsewhere()
    other.close()


def test_an_edit_stays_that_of_its_case_when_a_reading_changes(lead, left, boundary, change):
    change(boundary[1], lambda now, i: edits.set_fragments(now, i, (Fragment(0, 7),)))
    one, opened, spans = found(lead)
    assert not one.has_same_readings(opened)
    assert spans == [("CLAIM", Fragment(1, 3))]


def test_an_edit_stays_that_of_its_case_when_the_oldest_span_of_it_goes(lead, left, boundary, change):
    change(boundary[0], lambda now, i: edits.remove_spans(now, [i]))
    one, opened, _ = found(lead)
    assert one is not None
    assert opened.row.key != left.row.key


def test_an_edit_has_the_names_of_labels_that_are_in_force(lead, left):
    change_scheme(lead.workspace, lambda draft: draft.rename(draft.labels[0], "STATEMENT"))
    assert found(lead)[2] == [("STATEMENT", Fragment(1, 3))]


def test_an_edit_dropped_comes_back_as_it_was(lead, left):
    one, _, spans = found(lead)
    unfinished.drop(lead.workspace, one)
    assert found(lead)[0] is None
    unfinished.bring_back(lead.workspace, one)
    assert found(lead)[::2] == (one, spans)


def test_an_edit_of_what_was_decided_otherwise_meanwhile_cannot_go_on(lead, left):
    lead.decide(left, Choice.READING, "Ada")
    row = lead.rows[0]
    again = lead.open(row.document_id, row.key)
    (span,) = again.article.gold.spans.values()
    keeper = Keeper(lead.workspace, lead.lead_id, again)
    keeper.keep(
        again.article.gold.changed(
            edits.set_fragments(again.article.gold, span.id, (Fragment(2, 3),)).changes
        )
    )
    lead.decide(again, Choice.NONE)
    now = lead.open(row.document_id, row.key)
    one = unfinished.find(lead.workspace, lead.lead_id, now)
    assert one.gold(lead.workspace, now.article.gold) is None


def test_a_step_that_cannot_be_kept_is_not_made(lead):
    opened = opened_of(lead)

    def refuse(_):
        raise StaleEdit("no")

    draft = Draft(lead.workspace, lead.gold_id, lead.planned(opened, Choice.UNION), refuse)
    before = draft.gold
    (span,) = before.spans.values()
    with pytest.raises(StaleEdit):
        draft.execute(edits.set_fragments(before, span.id, (Fragment(1, 3),)), lead.gold_id)
    assert [s.fragments for s in draft.gold.spans.values()] == [span.fragments]
    assert not draft.is_changed
    assert draft.undo(0) is None
