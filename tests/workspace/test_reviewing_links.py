"""Links that were decided, and what becomes of them as their ends, or the readings, change."""

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.spans import State
from annotator.workspace.reviewing import Status


@pytest.fixture
def lead(read, review):
    """A review of a claim that Ada links to a source that Bo has made longer, both being final as Ada has them."""
    read("Ada", [("CLAIM", 0, 4), ("SOURCE", 5, 9)], [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 4), ("SOURCE", 5, 12)])
    found = review()
    decide(found, "boundary", Choice.READING, "Ada")
    decide(found, "link", Choice.READING, "Ada")
    return found


def opened(lead, kind):
    row = next(row for row in lead.rows if row.type == kind)
    return lead.open(row.document_id, row.key)


def decide(lead, kind, choice, taken=None):
    lead.decide(opened(lead, kind), choice, taken)


def how(lead, kind="link"):
    return [row.status for row in lead.rows if row.type == kind]


def links(gold, lead):
    return sum(gold(lead)[1].values())


def ada(lead):
    who = lead.workspace.annotator("Ada").id
    return lead.workspace.annotations(lead.rows[0].document_id, who), who


def test_a_link_goes_with_its_end_and_comes_with_it_again(lead, review, gold):
    held = gold(lead)
    decide(lead, "boundary", Choice.NONE)
    assert (links(gold, lead), how(lead)) == (0, [Status.DECIDED])
    assert lead.counts()["settled"] == lead.counts()["cases"] == 2
    assert review().rows == lead.rows
    lead.workspace.undo(lead.lead_id)
    assert gold(review()) == held
    lead.workspace.redo(lead.lead_id)
    lead = review()
    decide(lead, "boundary", Choice.READING, "Bo")
    assert (links(gold, lead), how(lead)) == (1, [Status.DECIDED])
    while lead.workspace.undo(lead.lead_id):
        pass
    assert gold(review())[0] == {}


def test_a_link_decided_otherwise_while_its_end_is_gone_is_so_when_that_comes_again(lead, gold):
    decide(lead, "boundary", Choice.NONE)
    assert lead.preview(opened(lead, "link"), Choice.READING, "Ada").links == ()
    decide(lead, "link", Choice.NONE)
    decide(lead, "boundary", Choice.READING, "Ada")
    assert (links(gold, lead), how(lead)) == (0, [Status.DECIDED])


def test_a_link_stays_while_its_end_is_put_off(lead, review, gold):
    lead.later(opened(lead, "boundary"))
    assert (links(gold, lead), how(lead)) == (1, [Status.DECIDED])
    assert lead.agreed == review().agreed == 0
    lead.accept_agreed()
    assert links(gold, lead) == 1
    decide(lead, "boundary", Choice.UNION)
    assert (links(gold, lead), how(lead)) == (1, [Status.DECIDED])


def test_a_link_made_by_hand_goes_with_its_end(lead, review, gold):
    link = opened(lead, "link")
    lead.decide_edited(link, lead.planned(link, Choice.UNION))
    decide(lead, "boundary", Choice.NONE)
    assert (links(gold, lead), how(lead)) == (0, [Status.DECIDED])
    assert review().rows == lead.rows
    lead.workspace.undo(lead.lead_id)
    assert links(gold, review()) == 1


def test_a_link_cut_by_hand_in_another_case_opens_its_own(lead, gold):
    boundary = opened(lead, "boundary")
    draft = lead.planned(boundary, Choice.READING, "Ada")
    cut = edits.remove_relation(draft, next(iter(draft.relations)))
    lead.decide_edited(boundary, draft.changed(cut.changes))
    assert (links(gold, lead), how(lead)) == (0, [Status.REOPENED])
    decide(lead, "boundary", Choice.UNION)
    assert (links(gold, lead), how(lead)) == (0, [Status.REOPENED])


def test_a_link_that_is_made_again_as_it_was_is_none_that_changed(lead, review, article, gold):
    now, who = ada(lead)
    (link,) = now.relations.values()
    lead.workspace.execute(edits.remove_relation(now, link.id), who)
    assert how(review()) == [Status.REOPENED]
    now = lead.workspace.annotations(article, who)
    edit = edits.add_relation(now, lead.workspace.scheme, link.type, link.head_id, link.child_id)
    lead.workspace.execute(edit, who)
    again = review()
    assert how(again) == [Status.DECIDED]
    decide(again, "boundary", Choice.READING, "Bo")
    assert (links(gold, again), how(again)) == (1, [Status.DECIDED])


def test_what_nobody_links_any_longer_is_decided_by_whatever_is_chosen(lead, review, gold):
    now, who = ada(lead)
    lead.workspace.execute(edits.remove_relation(now, next(iter(now.relations))), who)
    again = review()
    again.later(opened(again, "link"))
    assert (how(again), links(gold, again)) == ([Status.LATER], 1)
    decide(again, "link", Choice.READING, "Ada")
    assert (how(again), links(gold, again)) == ([Status.DECIDED], 0)
    assert review().rows == again.rows


def test_a_link_that_another_reader_makes_later_opens_the_case_unless_it_is_the_final_one(
    lead, review, article
):
    bo = lead.workspace.annotator("Bo").id

    def linked():
        now = lead.workspace.annotations(article, bo)
        head, child = (s.id for s in now.in_order())
        return edits.add_relation(now, lead.workspace.scheme, "said_by", head, child)

    lead.workspace.execute(linked(), bo)
    assert how(review()) == [Status.DECIDED]
    lead.workspace.undo(bo)
    again = review()
    decide(again, "link", Choice.NONE)
    lead.workspace.execute(linked(), bo)
    again = review()
    assert how(again) == [Status.REOPENED]
    row = next(row for row in again.rows if row.type == "link")
    assert [str(why) for why in row.why] == ["the links of Bo are others now"]


def test_who_reads_later_opens_the_links_they_differ_in(read, review, gold):
    spans = [("CLAIM", 0, 4), ("SOURCE", 5, 9)]
    read("Ada", spans, [("said_by", 0, 1)])
    read("Bo", spans)
    lead = review()
    lead.accept_agreed()
    decide(lead, "link", Choice.READING, "Ada")
    read("Cy", spans, [("said_by", 0, 1)])
    assert how(review()) == [Status.DECIDED]
    read("Di", spans)
    again = review()
    row = next(row for row in again.rows if row.type == "link")
    assert [str(why) for why in row.why] == ["Di has read this since"]
    decide(again, "link", Choice.NONE)
    assert (how(review()), links(gold, again)) == ([Status.DECIDED], 0)


def test_a_reading_that_is_not_shown_keeps_the_links_taken_from_it(lead, review, article, gold):
    for name in ("Cy", "Di"):
        who = lead.workspace.annotator(name).id
        now = lead.workspace.annotations(article, who)
        lead.workspace.execute(edits.set_state(now, State.DONE), who)
    again = review()
    for row in [row for row in again.rows if row.is_open]:
        again.decide(again.open(article, row.key), Choice.READING, "Ada")
    now, who = ada(again)
    again.workspace.execute(edits.set_state(now, State.IN_PROGRESS), who)
    again = review()
    again.accept_agreed()
    assert links(gold, again) == 1


@pytest.mark.parametrize("taken", [False, True])
def test_of_links_that_come_to_be_one_the_final_reading_has_that_which_was_taken(
    read, review, article, gold, taken
):
    """The union of the claims over which readers differ is the claim that both have beside."""
    read("Ada", [("CLAIM", 0, 4), ("CLAIM", 0, 3), ("SOURCE", 5, 9)], [("said_by", 0, 2), ("said_by", 1, 2)])
    read("Bo", [("CLAIM", 0, 4), ("CLAIM", 2, 4), ("SOURCE", 5, 9)])
    lead = review()
    lead.accept_agreed()
    (row,) = [row for row in lead.rows if row.is_open and row.type != "link"]
    lead.decide(lead.open(article, row.key), Choice.READING, "Ada")
    for link in [one for one in lead.rows if one.type == "link"]:
        is_taken = (link.key[1] == row.key[1]) == taken
        lead.decide(lead.open(article, link.key), Choice.UNION if is_taken else Choice.NONE)
    for choice, spans in ((Choice.UNION, 2), (Choice.NONE, 2), (Choice.READING, 3)):
        lead.decide(lead.open(article, row.key), choice, "Bo" if choice == Choice.READING else None)
        assert how(lead) == [Status.DECIDED] * 2
        assert sum(gold(lead)[0].values()) == spans
        assert links(gold, lead) == (0 if choice == Choice.NONE and taken else 1)
        assert review().rows == lead.rows
