"""Free edits that are not decided yet, kept in the project beside what was decided."""

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import StaleEdit
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import Fragment, Span
from annotator.workspace import scheming, unfinished
from annotator.workspace.accepting import MAJORITY
from annotator.workspace.deciding import copied
from annotator.workspace.drafting import Draft
from annotator.workspace.reviewing import Review, Status
from annotator.workspace.unfinished import Keeper
from annotator.workspace.workspace import Workspace


def opened_of(review, place=0):
    row = review.rows[place]
    return review.open(row.document_id, row.key)


def leave(lead, opened, *bounds, begun=None):
    """Make one step of a free edit of a case: let the first span that is edited have other bounds."""
    gold = begun or lead.planned(opened, Choice.UNION)
    draft = Draft(lead.workspace, lead.gold_id, gold, Keeper(lead.workspace, lead.lead_id, opened, gold).keep)
    span = next(iter(draft.gold.spans.values()))
    draft.execute(edits.set_fragments(draft.gold, span.id, (Fragment(*bounds),)), lead.gold_id)
    return draft


@pytest.fixture
def lead(boundary, review):
    """The review of one case: Ada's claim is longer than Bo's."""
    return review()


@pytest.fixture
def left(lead):
    """A free edit of the case, one step of which was made; the case."""
    opened = opened_of(lead)
    leave(lead, opened, 1, 3)
    return opened


def found(lead, workspace=None):
    """What was left of the case, as it is now, and the spans of the gold layer with it."""
    now = Review(workspace or lead.workspace, lead.lead_id)
    opened = opened_of(now)
    one = unfinished.find(now.workspace, lead.lead_id, opened)
    gold = one.gold(now.workspace, opened) if one else None
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
    leave(lead, left, 2, 4)
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


def test_an_edit_has_the_names_that_are_in_force_though_they_changed_while_it_was_made(lead, left):
    (span,) = lead.planned(left, Choice.UNION).spans.values()
    gold = lead.planned(left, Choice.UNION)
    keeper = Keeper(lead.workspace, lead.lead_id, left, gold)
    draft = Draft(lead.workspace, lead.gold_id, gold, keeper.keep)
    other = Workspace(lead.workspace.path)
    change_scheme(other, lambda draft: draft.rename(draft.labels[0], "STATEMENT"))
    other.close()
    (span,) = draft.gold.spans.values()
    draft.execute(edits.set_fragments(draft.gold, span.id, (Fragment(2, 4),)), lead.gold_id)
    assert found(lead)[2] == [("STATEMENT", Fragment(2, 4))]


@pytest.fixture
def linked(read, review):
    """The review of a claim of which Ada alone has links, to a source and to another claim: two cases."""
    spans = [("CLAIM", 0, 3), ("SOURCE", 4, 6), ("CLAIM", 7, 9)]
    read("Ada", spans, [("said_by", 0, 1), ("answers", 0, 2)])
    read("Bo", spans)
    return review()


def of_type(lead, kind):
    row = next(row for row in lead.rows if lead.open(row.document_id, row.key).item.kind == kind)
    return lead.open(row.document_id, row.key)


def test_an_edit_of_links_stays_that_of_its_case_when_their_type_is_renamed(linked):
    opened = of_type(linked, "said_by")
    leave(linked, opened, 1, 3, begun=linked.planned(opened, Choice.READING, "Ada"))
    change_scheme(linked.workspace, lambda draft: draft.rename(draft.relations[0], "told_by"))
    now = Review(linked.workspace, linked.lead_id)
    opened = of_type(now, "told_by")
    one = unfinished.find(linked.workspace, linked.lead_id, opened)
    gold = one.gold(linked.workspace, opened)
    assert ("CLAIM", Fragment(1, 3)) in [(s.label, *s.fragments) for s in gold.spans.values()]
    assert [r.type for r in gold.relations.values()] == ["told_by"]


def test_an_edit_of_links_is_not_that_of_others_from_the_same_span(linked):
    opened, other = (of_type(linked, kind) for kind in ("said_by", "answers"))
    leave(linked, opened, 1, 3, begun=linked.planned(opened, Choice.READING, "Ada"))
    assert unfinished.find(linked.workspace, linked.lead_id, other) is None
    assert unfinished.drop(linked.workspace, linked.lead_id, other) == ()
    assert unfinished.find(linked.workspace, linked.lead_id, opened) is not None


def test_an_edit_dropped_comes_back_as_it_was(lead, left):
    one, opened, spans = found(lead)
    dropped = unfinished.drop(lead.workspace, lead.lead_id, opened)
    assert found(lead)[0] is None
    unfinished.bring_back(lead.workspace, dropped)
    assert found(lead)[::2] == (one, spans)


def test_an_edit_that_was_set_aside_is_there_again_when_the_one_made_instead_is_undone(lead, left):
    before = found(lead)
    instead = leave(lead, left, 2, 4)
    assert found(lead)[2] == [("CLAIM", Fragment(2, 4))]
    instead.undo(lead.gold_id)
    assert found(lead)[::2] == before[::2]


def test_all_edits_of_a_case_are_dropped_and_come_back_together(lead, left):
    instead = leave(lead, left, 2, 4)  # as in another window of the same lead
    before = found(lead)
    dropped = unfinished.drop(lead.workspace, lead.lead_id, left)
    assert found(lead)[0] is None
    unfinished.bring_back(lead.workspace, dropped)
    assert found(lead)[::2] == before[::2]
    instead.undo(lead.gold_id)
    assert found(lead)[2] == [("CLAIM", Fragment(1, 3))]


def test_an_edit_goes_on_under_its_own_name(lead, left):
    one, opened, _ = found(lead)
    gold = one.gold(lead.workspace, opened)
    keeper = Keeper(lead.workspace, lead.lead_id, opened, gold, one.name)
    draft = Draft(lead.workspace, lead.gold_id, gold, keeper.keep, was_changed=True)
    (span,) = draft.gold.spans.values()
    draft.execute(edits.set_fragments(draft.gold, span.id, (Fragment(1, 4),)), lead.gold_id)
    assert found(lead)[2] == [("CLAIM", Fragment(1, 4))]
    draft.undo(lead.gold_id)
    assert found(lead)[2] == [("CLAIM", Fragment(1, 3))]
    assert len(unfinished.drop(lead.workspace, lead.lead_id, opened)) == 1


def of_another_lead(lead):
    """Let another lead decide the case as Ada has it."""
    other = Review(lead.workspace, lead.workspace.annotator("Zoe").id)
    other.decide(opened_of(other), Choice.READING, "Ada")


def by_rule(lead):
    lead.accept_agreed(MAJORITY)


def by_redo(lead):
    lead.workspace.redo(lead.lead_id)


@pytest.mark.parametrize("decide", [of_another_lead, by_rule, by_redo])
def test_an_edit_of_a_case_that_was_decided_meanwhile_cannot_go_on(read, boundary, review, decide):
    read("Cy", [("CLAIM", 0, 9)])
    lead = review()
    lead.decide(opened_of(lead), Choice.READING, "Ada")
    lead.workspace.undo(lead.lead_id)
    lead = review()
    leave(lead, opened_of(lead), 1, 3)
    decide(lead)
    one, opened, spans = found(lead)
    assert opened.row.status == Status.DECIDED
    assert (one.was_decided_since(lead.workspace, opened), spans) == (True, None)


def test_an_edit_goes_on_when_a_decision_made_meanwhile_was_undone(lead, left):
    lead.decide(left, Choice.READING, "Ada")
    assert found(lead)[2] is None
    lead.workspace.undo(lead.lead_id)
    assert found(lead)[2] == [("CLAIM", Fragment(1, 3))]


def test_an_edit_goes_on_when_its_case_was_put_off(lead, left):
    lead.later(left)
    one, opened, spans = found(lead)
    assert opened.row.status == Status.LATER
    assert (one.was_decided_since(lead.workspace, opened), spans) == (False, [("CLAIM", Fragment(1, 3))])


def test_an_edit_does_not_go_on_when_its_case_was_decided_and_put_off(lead, left):
    lead.decide(left, Choice.READING, "Ada")
    lead.later(opened_of(lead))
    assert found(lead)[2] is None


def test_an_edit_of_a_decision_goes_on_when_that_was_put_off(lead):
    lead.decide(opened_of(lead), Choice.READING, "Ada")
    opened = opened_of(lead)
    leave(lead, opened, 1, 3, begun=copied(opened.article.gold))
    lead.later(opened)
    assert found(lead)[2] == [("CLAIM", Fragment(1, 3))]


def test_an_edit_of_what_was_decided_otherwise_meanwhile_cannot_go_on(lead, left):
    lead.decide(left, Choice.READING, "Ada")
    row = lead.rows[0]
    again = lead.open(row.document_id, row.key)
    leave(lead, again, 2, 3, begun=copied(again.article.gold))
    lead.decide(again, Choice.NONE)
    assert found(lead)[2] is None


def test_a_step_compares_no_more_spans_where_the_article_has_more(read, review, monkeypatch):
    many = [("SOURCE", n // 9, n // 9 + 1 + n % 9) for n in range(60)]
    read("Ada", [("CLAIM", 0, 9), *many])
    read("Bo", [("CLAIM", 0, 5), *many])
    lead = review()
    lead.accept_agreed()
    opened = lead.open(lead.rows[0].document_id, lead.rows[0].key)
    gold = lead.planned(opened, Choice.UNION)
    keeper = Keeper(lead.workspace, lead.lead_id, opened, gold)
    draft = Draft(lead.workspace, lead.gold_id, gold, keeper.keep)
    assert len(draft.gold.spans) == 61
    (claim,) = (i for i, span in draft.gold.spans.items() if span.label == "CLAIM")
    edit = edits.set_fragments(draft.gold, claim, (Fragment(1, 3),))
    compared, same = [], Span.__eq__
    monkeypatch.setattr(Span, "__eq__", lambda one, other: compared.append(one) or same(one, other))
    draft.execute(edit, lead.gold_id)
    assert len(compared) < 10
    monkeypatch.undo()
    assert unfinished.find(lead.workspace, lead.lead_id, opened).changes[0].after.fragments == (
        Fragment(1, 3),
    )


def test_a_step_that_cannot_be_kept_is_not_made(lead):
    opened = opened_of(lead)

    def refuse(*_):
        raise StaleEdit("no")

    draft = Draft(lead.workspace, lead.gold_id, lead.planned(opened, Choice.UNION), refuse)
    before = draft.gold
    (span,) = before.spans.values()
    with pytest.raises(StaleEdit):
        draft.execute(edits.set_fragments(before, span.id, (Fragment(1, 3),)), lead.gold_id)
    assert [s.fragments for s in draft.gold.spans.values()] == [span.fragments]
    assert not draft.is_changed
    assert draft.undo(0) is None
