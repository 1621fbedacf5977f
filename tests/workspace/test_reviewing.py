"""Cases are settled into a gold layer, and nobody's reading is changed by it."""

from collections import Counter

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import StaleEdit
from annotator.core.spans import Fragment, State
from annotator.workspace.reasons import reasons, set_reasons
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import MAJORITY, TRUSTED, Status, set_machine


def first(review, **filters):
    row = review.cases(Filter(statuses=frozenset({Status.OPEN, Status.REOPENED}), **filters))[0]
    return review.open(row.document_id, row.key)


def test_a_reading_taken_becomes_gold_and_nobodys_layer_changes(
    workspace, article, review, spans_of, boundary
):
    before = [workspace.annotations(article, who) for who in boundary]
    lead = review()
    update = lead.decide(first(lead), Choice.READING, "Bo", reason="Slip", note="too long")
    assert spans_of(lead) == [("CLAIM", Fragment(0, 5))]
    assert [row.status for row in update.come] == [Status.DECIDED]
    assert [workspace.annotations(article, who) for who in boundary] == before
    (decision,) = lead.open(article, update.come[0].key).item.decisions
    assert (decision.taken, decision.reason, decision.note) == (boundary[1], "Slip", "too long")
    assert workspace.annotations(article, lead.gold_id).layer.state == State.DONE


@pytest.mark.parametrize(
    ("choice", "bounds"), [(Choice.UNION, [(0, 9)]), (Choice.OVERLAP, [(3, 5)]), (Choice.NONE, [])]
)
def test_union_overlap_and_none(read, review, choice, bounds, spans_of):
    read("Ada", [("CLAIM", 3, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    opened = first(lead)
    preview = lead.preview(opened, choice)
    lead.decide(opened, choice)
    assert [value[1][0] for value in preview.spans] == bounds
    assert spans_of(lead) == [("CLAIM", Fragment(*pair)) for pair in bounds]


def test_a_decision_is_undone_and_done_again_as_one_step(workspace, review, spans_of, boundary):
    lead = review()
    lead.decide(first(lead), Choice.UNION)
    workspace.undo(lead.lead_id)
    assert spans_of(lead) == []
    assert [row.status for row in review().rows] == [Status.OPEN]
    workspace.redo(lead.lead_id)
    assert spans_of(lead) == [("CLAIM", Fragment(0, 9))]
    assert [row.status for row in review().rows] == [Status.DECIDED]
    assert workspace.undo_name(lead.lead_id).template == "decide {label}"


def test_a_reading_that_changes_reopens_its_case_and_says_why(workspace, review, boundary, change):
    _, bo = boundary
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    change(bo, lambda now, span_id: edits.set_fragments(now, span_id, (Fragment(0, 4),)))
    (row,) = review().rows
    assert row.status == Status.REOPENED
    assert [str(why) for why in row.why] == ["Bo has moved the bounds"]
    workspace.undo(bo)
    assert [row.status for row in review().rows] == [Status.DECIDED]


def test_those_who_come_to_agree_on_something_else_reopen_the_case(
    article, review, spans_of, boundary, change
):
    _, bo = boundary
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    change(bo, lambda now, span_id: edits.set_fragments(now, span_id, (Fragment(0, 9),)))
    again = review()
    (row,) = again.rows
    assert (row.status, row.type) == (Status.REOPENED, "agreed")
    again.decide(again.open(article, row.key), Choice.READING, "Bo")
    assert spans_of(again) == [("CLAIM", Fragment(0, 9))]


def test_what_is_deleted_after_it_was_taken_reopens_the_case(article, read, review, spans_of, change):
    ada = read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    change(ada, lambda now, span_id: edits.remove_spans(now, [span_id]))
    again = review()
    (row,) = again.rows
    assert row.status == Status.REOPENED
    again.decide(again.open(article, row.key), Choice.NONE)
    assert spans_of(again) == []
    (decided,) = review().rows
    assert (decided.status, decided.labels, row.labels) == (Status.DECIDED, ("CLAIM",), ("CLAIM",))
    assert review().counts()["by hand"] == 1
    again.decide(again.open(article, decided.key), Choice.NONE, note="still")
    assert review().rows == again.rows
    assert [(row.status, row.labels) for row in again.rows] == [(Status.DECIDED, ("CLAIM",))]
    name = again.workspace.undo_name(again.lead_id)
    assert dict(name.values)["label"] == "Claim"


def test_a_reader_who_comes_later_reopens_what_they_differ_in(read, review, boundary):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    read("Cy", [("CLAIM", 0, 7)])
    (row,) = review().rows
    assert [str(why) for why in row.why] == ["Cy has read this since"]


def test_a_decision_of_what_was_changed_meanwhile_is_refused(review, spans_of, boundary, change):
    ada, _ = boundary
    lead = review()
    opened = first(lead)
    change(ada, lambda now, span_id: edits.set_fragments(now, span_id, (Fragment(0, 8),)))
    with pytest.raises(StaleEdit):
        lead.decide(opened, Choice.READING, "Ada")
    assert spans_of(lead) == []


def test_a_second_decision_of_the_same_case_is_refused(review, boundary):
    lead, other = review(), review()
    opened = first(other)
    lead.decide(first(lead), Choice.READING, "Ada")
    with pytest.raises(StaleEdit):
        other.decide(opened, Choice.READING, "Bo")


def test_later_stays_open_after_all_others(read, review):
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)])
    read("Bo", [])
    lead = review()
    opened = first(lead)
    lead.later(opened)
    assert [row.status for row in lead.rows] == [Status.OPEN, Status.LATER]
    assert lead.rows[1].key == opened.row.key
    lead.decide(lead.open(*(lead.rows[1].document_id, lead.rows[1].key)), Choice.NONE)
    assert Counter(row.status for row in lead.rows) == {Status.OPEN: 1, Status.DECIDED: 1}


def test_a_decided_case_put_off_keeps_its_final_reading_until_it_is_decided_anew(review, spans_of, boundary):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    lead.later(lead.open(lead.rows[0].document_id, lead.rows[0].key))
    assert (lead.rows[0].status, spans_of(lead)) == (Status.LATER, [("CLAIM", Fragment(0, 9))])
    lead.decide(lead.open(lead.rows[0].document_id, lead.rows[0].key), Choice.READING, "Bo")
    assert spans_of(lead) == [("CLAIM", Fragment(0, 5))]


def test_links_are_cases_once_both_ends_are_settled(workspace, article, read, review, gold, spans_of):
    spans = [("CLAIM", 0, 9), ("SOURCE", 20, 25)]
    read("Ada", spans, [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 8), ("SOURCE", 20, 25)])
    lead = review()
    assert [row.type for row in lead.rows] == ["boundary"]
    lead.decide(first(lead), Choice.READING, "Bo")
    assert [row.type for row in lead.cases(Filter(statuses=frozenset({Status.OPEN})))] == ["link"]
    lead.decide(first(lead), Choice.READING, "Ada")
    (link,) = gold(lead)[1]
    assert (link[0], link[1][1]) == ("said_by", (Fragment(0, 8),))
    assert len(spans_of(lead)) == 2  # the agreed end came along
    workspace.undo(lead.lead_id)
    assert spans_of(lead) == [("CLAIM", Fragment(0, 8))]


def test_a_link_that_all_make_goes_along(read, review, gold):
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)], [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 8), ("SOURCE", 20, 25)], [("said_by", 0, 1)])
    lead = review()
    lead.accept_agreed()
    assert gold(lead)[1] == Counter()
    lead.decide(first(lead), Choice.READING, "Bo")
    assert len(gold(lead)[1]) == 1
    assert not any(row.is_open for row in lead.rows)


def test_agreed_spans_are_accepted_by_rule_in_one_step(workspace, read, review, spans_of):
    everybody = [("CLAIM", 0, 9), ("SOURCE", 20, 25)]
    for name, more in (
        ("Ada", [("CLAIM", 10, 15)]),
        ("Bo", [("CLAIM", 10, 15)]),
        ("Cy", [("CLAIM", 10, 16)]),
    ):
        read(name, everybody + more)
    lead = review()
    assert (lead.agreed, lead.accept_agreed()) == (2, 2)
    assert (lead.agreed, lead.counts()["automatic"]) == (0, 2)
    assert len(lead.audit_sample(1, seed=3)) == 1
    assert lead.audit_sample(1, seed=3) == lead.audit_sample(1, seed=3)
    assert lead.accept_agreed(MAJORITY) == 1
    assert spans_of(lead)[1] == ("CLAIM", Fragment(10, 15))
    workspace.undo(lead.lead_id)
    workspace.undo(lead.lead_id)
    assert spans_of(lead) == []
    again = review()
    again.accept_agreed(TRUSTED + "Cy")
    assert spans_of(again)[1] == ("CLAIM", Fragment(10, 16))


def test_agreed_spans_are_accepted_beside_what_was_decided_before(read, review, spans_of):
    read("Ada", [("CLAIM", 0, 9), ("CLAIM", 10, 15), ("SOURCE", 20, 25)])
    read("Bo", [("CLAIM", 0, 8), ("CLAIM", 10, 16), ("SOURCE", 20, 25)])
    lead = review()
    lead.decide(first(lead), Choice.UNION)
    assert lead.accept_agreed() == 1
    assert len(spans_of(lead)) == 2


def test_one_automatic_decision_can_be_decided_otherwise(read, review, spans_of):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 9)])
    lead = review()
    lead.accept_agreed()
    (row,) = lead.cases(Filter(automatic=True))
    lead.decide(lead.open(row.document_id, row.key), Choice.NONE, reason="Guideline")
    assert spans_of(lead) == []
    assert [(r.status, r.rule) for r in review().rows] == [(Status.DECIDED, "")]


def test_reasons_are_the_projects_own_and_machines_are_marked(workspace, review):
    lead = review().lead_id
    model = workspace.annotator("model").id
    set_reasons(workspace, lead, ["Too long", "Gap"])
    set_machine(workspace, lead, model, machine=True)
    kinds = {a.name: a.kind for a in workspace.annotators()}
    assert (reasons(workspace), kinds["model"]) == (("Too long", "Gap"), "machine")
    workspace.undo(lead)
    workspace.undo(lead)
    assert {a.kind for a in workspace.annotators()} == {"person"}
    assert "Slip" in reasons(workspace)
