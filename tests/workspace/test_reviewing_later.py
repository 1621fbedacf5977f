"""Decisions and what comes after them: renamed labels, cases put off, other cases' spans, imports."""

import json

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import InputError
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import Fragment
from annotator.workspace import feedback, importing, scheming, stats
from annotator.workspace.agreement import open_cases
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import TRUSTED, Status


def first(lead, *statuses):
    wanted = frozenset(statuses or (Status.OPEN, Status.REOPENED, Status.LATER))
    row = lead.cases(Filter(statuses=wanted))[0]
    return lead.open(row.document_id, row.key)


def bounds(lead, article):
    found = lead.workspace.annotations(article, lead.gold_id)
    return sorted((s.start, s.end) for s in found.spans.values())


def rename(workspace, part, name):
    draft = SchemeDraft(workspace.scheme)
    getattr(draft, part)[0].name = name
    scheming.change_scheme(workspace, draft.edit(), workspace.annotator("Lead").id)


def test_a_case_is_decided_anew_after_its_label_was_renamed(workspace, article, review, boundary):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    rename(workspace, "labels", "ASSERTION")
    lead = review()
    lead.decide(first(lead, Status.DECIDED), Choice.READING, "Ada")
    assert bounds(lead, article) == [(0, 9)]
    workspace.undo(lead.lead_id)
    lead = review()
    assert bounds(lead, article) == [(0, 5)]
    assert [row.status for row in lead.cases()] == [Status.DECIDED]


def test_decided_links_stay_decided_when_their_type_is_renamed(workspace, read, review):
    spans = [("CLAIM", 0, 4), ("SOURCE", 5, 9), ("SOURCE", 12, 20)]
    read("Ada", spans, [("said_by", 0, 1)])
    read("Bo", spans, [("said_by", 0, 2)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    rename(workspace, "relations", "by")
    assert {row.status for row in review().cases() if row.type == "link"} == {Status.DECIDED}


def test_a_case_put_off_after_all_changed_alike_does_not_leave_two_in_gold(article, review, change, boundary):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    for who in boundary:
        change(who, lambda now, span_id: edits.set_fragments(now, span_id, (Fragment(0, 11),)))
    lead = review()
    lead.later(first(lead))
    lead.accept_agreed()
    assert len(bounds(lead, article)) == 1
    lead.decide(first(lead), Choice.READING, "Ada")
    assert bounds(lead, article) == [(0, 11)]


def test_a_case_put_off_after_its_reading_was_deleted_can_still_be_decided(article, read, review, change):
    ada = read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    change(ada, lambda now, span_id: edits.remove_spans(now, [span_id]))
    lead = review()
    lead.later(first(lead))
    lead = review()
    lead.decide(first(lead), Choice.NONE)
    assert bounds(lead, article) == []


def test_a_file_cannot_write_into_the_final_reading(workspace, article, review, tmp_path, boundary):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    name = next(a.name for a in workspace.annotators() if a.kind == "gold")
    spans = [{"start": 0, "end": 3, "label": "CLAIM"}]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "Another article.", "spans": spans, "_annotator_id": name}))
    report = importing.import_files(workspace, [path])
    assert [p.message for p in report.problems if "decisions" in str(p.message)]
    assert report.spans == 0


def test_another_link_than_the_final_one_is_a_slip(workspace, read, review):
    spans = [("CLAIM", 0, 4), ("SOURCE", 5, 9), ("SOURCE", 12, 20)]
    read("Ada", spans, [("said_by", 0, 1)])
    read("Bo", spans, [("said_by", 0, 2)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    found = feedback.slips(workspace)
    assert (found["Ada"]["link"], found["Bo"]["link"]) == (0, 1)


def edit_gold(lead, article, make):
    now = lead.workspace.annotations(article, lead.gold_id)
    lead.workspace.execute(make(now, next(iter(now.spans))), lead.gold_id)


def whys(lead):
    return [[str(why) for why in row.why] for row in lead.rows if row.status == Status.REOPENED]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_final_reading_edited_elsewhere_opens_its_case_and_says_so(article, read, review, agreed):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 9 if agreed else 5)])
    lead = review()
    if agreed:
        lead.accept_agreed()
    else:
        lead.decide(first(lead), Choice.READING, "Ada")
    edit_gold(lead, article, lambda now, span_id: edits.set_fragments(now, span_id, (Fragment(0, 8),)))
    read("Cy", [("CLAIM", 0, 9)])  # as it was decided
    again = review()
    assert whys(again) == [["the final reading was changed"]]
    again.decide(first(again), Choice.READING, "Ada")
    assert bounds(again, article) == [(0, 9)]
    assert review().rows == again.rows


def test_a_case_that_is_open_again_is_in_one_list_and_tells_its_earlier_final_reading(
    workspace, article, read, review, change
):
    ada = read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    assert first(lead).earlier is None
    row = next(row for row in lead.rows if row.type == "boundary")
    lead.decide(lead.open(article, row.key), Choice.UNION, reason="Slip", note="too short")
    assert lead.open(article, row.key).earlier is None
    change(ada, lambda now, span_id: edits.set_fragments(now, span_id, (Fragment(0, 11),)))
    lead.refresh(article)
    opened = lead.open(article, row.key)
    assert opened.earlier.spans == (("CLAIM", (Fragment(0, 9),), ()),)
    assert (opened.earlier.reason, opened.earlier.note, opened.earlier.who) == ("Slip", "too short", "Lead")
    assert opened.earlier.at == opened.item.decisions[-1].at
    lists = {status: [r.key for r in lead.cases(Filter(statuses=frozenset({status})))] for status in Status}
    assert [status for status, keys in lists.items() if row.key in keys] == [Status.REOPENED]
    assert lists[Status.REOPENED] == [row.key]
    assert [lead.cases(Filter(automatic=True)), lead.counts()["by hand"], lead.counts()["to decide"]] == [
        [],
        0,
        2,
    ]
    lead.later(opened)
    assert lead.open(article, row.key).earlier.spans == (("CLAIM", (Fragment(0, 9),), ()),)


def counted(lead):
    return {key: number for key, number in lead.counts().items() if number}


def test_counts_are_right_after_accepting_by_rule_and_undoing_it(workspace, article, read, review):
    read("Ada", [("CLAIM", 0, 9), ("CLAIM", 10, 15), ("SOURCE", 20, 25), ("SOURCE", 30, 33)])
    read("Bo", [("CLAIM", 0, 9), ("SOURCE", 10, 16), ("SOURCE", 20, 26)])
    lead = review()
    lead.later(first(lead))
    states = [counted(lead)]
    lead.accept_agreed()
    states.append(counted(lead))
    lead.accept_agreed("trusted: Ada")
    assert (lead.counts()["to decide"], lead.counts()["automatic"], lead.agreed) == (1, 3, 0)
    for before in reversed(states):
        workspace.undo(lead.lead_id)
        lead.refresh(article)
        assert counted(lead) == before == counted(review())
    kinds = {key: lead.counts()[key] for key in ("several", "later", "boundary", "missing")}
    assert kinds == {"several": 1, "later": 1, "boundary": 2, "missing": 1}
    (several,) = lead.cases(Filter(types=frozenset({"several"})))
    assert several.type == "several"
    (later,) = lead.cases(Filter(statuses=frozenset({Status.LATER})))
    assert later.type == "missing"


@pytest.mark.parametrize("choice", [Choice.UNION, Choice.OVERLAP])
def test_whose_label_a_union_has_must_be_said_where_readings_differ(workspace, article, read, review, choice):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("SOURCE", 0, 8)])
    read("Cy", [])
    lead = review()
    opened = first(lead)
    assert lead.needs_taken(opened, choice)
    with pytest.raises(InputError, match="differ in label or attributes"):
        lead.decide(opened, choice)
    with pytest.raises(InputError, match="has nothing here"):
        lead.decide(opened, choice, "Cy")
    assert workspace.annotations(article, lead.gold_id).spans == {}
    assert [row.status for row in review().rows] == [Status.OPEN]
    lead.decide(opened, choice, "Bo")
    (final,) = lead.workspace.annotations(article, lead.gold_id).spans.values()
    assert (final.label, final.end) == ("SOURCE", 9 if choice == Choice.UNION else 8)
    assert review().rows == lead.rows
    assert lead.rows[0].status == Status.DECIDED


def test_links_that_differ_in_their_type_only_are_one_case(workspace, article, read, review):
    spans = [("CLAIM", 0, 4), ("SOURCE", 5, 9), ("SOURCE", 12, 20)]
    read("Ada", spans, [("said_by", 0, 1), ("said_by", 0, 2)])
    read("Bo", spans, [("said_by", 0, 2), ("said_by", 0, 1)])
    draft = SchemeDraft(workspace.scheme)
    draft.relations[1].children = draft.labels[:2]
    scheming.change_scheme(workspace, draft.edit(), workspace.annotator("Lead").id)
    workspace.conn.execute("UPDATE relation SET type = 'answers' WHERE id = (SELECT max(id) FROM relation)")
    (case,) = [one for one in open_cases(workspace) if one.type == "link"]
    lead = review()
    (row,) = lead.rows
    opened = lead.open(article, row.key)
    assert {name: len(links) for name, links in opened.item.case.links.items()} == {"Ada": 1, "Bo": 1}
    assert (row.type, case.gain, opened.item.case.gain) == ("link", 1, 1)
    taken = [lead.preview(opened, Choice.READING, name).links[0][0] for name in ("Ada", "Bo")]
    assert taken == ["said_by", "answers"]
    lead.decide(opened, Choice.READING, "Bo")
    lead.accept_agreed()
    final = workspace.annotations(article, lead.gold_id).relations.values()
    assert sorted(link.type for link in final) == ["answers", "said_by"]
    assert not any(one.is_open for one in lead.rows)
    assert review().rows == lead.rows
    workspace.undo(lead.lead_id)
    workspace.undo(lead.lead_id)
    assert [one.key for one in review().rows] == [row.key]


def test_links_that_all_come_to_agree_on_wait_to_be_accepted(workspace, article, read, review):
    who = [read(name, [("CLAIM", 0, 4), ("SOURCE", 5, 9)]) for name in ("Ada", "Bo")]
    lead = review()
    lead.accept_agreed()

    def all_(make):
        for one in who:
            workspace.execute(make(workspace.annotations(article, one)), one)

    def linked(now):
        head, child = sorted(now.spans)
        return edits.add_relation(now, workspace.scheme, "said_by", head, child)

    for make, links in ((linked, 1), (lambda now: edits.remove_relation(now, next(iter(now.relations))), 0)):
        all_(make)
        lead.refresh(article)
        assert (lead.agreed, review().agreed, [row for row in lead.rows if row.is_open]) == (1, 1, [])
        assert lead.accept_agreed() == 1
        assert len(workspace.annotations(article, lead.gold_id).relations) == links
        assert (lead.agreed, review().agreed) == (0, 0)


def test_gold_never_has_a_link_that_the_scheme_forbids(workspace, article, read, review, gold):
    read("Ada", [("CLAIM", 0, 4), ("SOURCE", 5, 9)], [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 4), ("CLAIM", 5, 9)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    lead.accept_agreed()
    lead.decide(first(lead), Choice.READING, "Ada")
    held = gold(lead)
    assert sum(held[1].values()) == 1
    row = next(row for row in lead.rows if row.type == "label")
    lead.decide(lead.open(article, row.key), Choice.READING, "Bo")
    assert sum(gold(lead)[1].values()) == 0
    assert [row.status for row in lead.rows] == [Status.DECIDED] * 3  # the link's case, too, was decided
    link = next(row for row in lead.rows if row.type == "link")
    assert lead.preview(lead.open(article, link.key), Choice.UNION).links == ()
    assert lead.accept_agreed() == 0
    assert stats.check(workspace) == []
    workspace.undo(lead.lead_id)
    assert gold(review()) == held
    lead = review()
    lead.decide(lead.open(article, row.key), Choice.READING, "Bo")
    link = next(row for row in lead.rows if row.type == "link")
    lead.decide(lead.open(article, link.key), Choice.UNION)
    assert len(lead.rows) == 3
    lead.decide(lead.open(article, row.key), Choice.READING, "Ada")
    assert gold(lead) == held  # as it was decided, the source being one again


def test_a_link_whose_end_is_settled_later_leaves_what_was_decided(workspace, article, read, review):
    spans = [("CLAIM", 0, 4), ("SOURCE", 5, 9), ("SOURCE", 12, 20)]
    read("Ada", spans, [("said_by", 0, 1), ("said_by", 0, 2)])
    read("Bo", [*spans[:2], ("SOURCE", 12, 19)])
    lead = review()
    lead.accept_agreed()
    row = next(row for row in lead.rows if row.type == "link")
    lead.decide(lead.open(article, row.key), Choice.READING, "Bo")
    lead.accept_agreed(TRUSTED + "Ada")
    assert {row.status for row in lead.rows} == {Status.DECIDED}
    links = [lead.open(article, row.key).item for row in lead.rows if row.type == "link"]
    assert sorted(item.rule for item in links) == ["", TRUSTED + "Ada"]
    assert len(workspace.annotations(article, lead.gold_id).relations) == 1


def test_a_link_that_was_taken_stays_when_its_maker_deletes_it_and_other_cases_are_decided(
    workspace, article, read, review, gold
):
    ada = read("Ada", [("CLAIM", 0, 4), ("SOURCE", 5, 9), ("CLAIM", 12, 20)], [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 4), ("SOURCE", 5, 9), ("CLAIM", 12, 18)])
    lead = review()
    lead.accept_agreed()
    row = next(row for row in lead.rows if row.type == "link")
    lead.decide(lead.open(article, row.key), Choice.READING, "Ada")
    now = workspace.annotations(article, ada)
    workspace.execute(edits.remove_relation(now, next(iter(now.relations))), ada)
    lead = review()
    assert [row.type for row in lead.rows if row.status == Status.REOPENED] == ["link"]
    row = next(row for row in lead.rows if row.type == "boundary")
    lead.decide(lead.open(article, row.key), Choice.UNION)
    assert sum(gold(lead)[1].values()) == 1
    assert [row.type for row in lead.rows if row.is_open] == ["link"]
