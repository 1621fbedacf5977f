"""Decisions and what comes after them: renamed labels, cases put off, other cases' spans, imports."""

import json

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import Fragment
from annotator.workspace import feedback, importing, scheming
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import Status


@pytest.fixture
def change(workspace, article):
    """Lets an annotator change the only span of theirs."""

    def change_(who, make):
        now = workspace.annotations(article, who)
        workspace.execute(make(now, next(iter(now.spans))), who)

    return change_


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


def test_a_case_is_decided_anew_after_its_label_was_renamed(workspace, article, read, review):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
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


def test_a_case_put_off_after_all_changed_alike_does_not_leave_two_in_gold(article, read, review, change):
    both = read("Ada", [("CLAIM", 0, 9)]), read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    for who in both:
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


def test_a_file_cannot_write_into_the_final_reading(workspace, article, read, review, tmp_path):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
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
