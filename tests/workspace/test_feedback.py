"""What annotators are told of the decisions on their readings."""

import csv
import io

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.spans import Fragment, State
from annotator.workspace import feedback
from annotator.workspace.drafting import Draft
from annotator.workspace.review_agreement import figures
from annotator.workspace.reviewing import Review, Selection


@pytest.fixture
def review(workspace, article):
    """A review of three cases: a boundary, a label, and a span that only one has."""
    readings = {
        "Ada": [("CLAIM", 0, 9), ("CLAIM", 12, 20), ("SOURCE", 22, 28)],
        "Bo": [("CLAIM", 0, 5), ("SOURCE", 12, 20)],
    }
    for name, spans in readings.items():
        who = workspace.annotator(name).id
        for label, start, end in spans:
            now = workspace.annotations(article, who)
            workspace.execute(edits.add_span(now, label, (Fragment(start, end),)), who)
        workspace.execute(edits.set_state(workspace.annotations(article, who), State.DONE), who)
    return Review(workspace, workspace.annotator("Lead").id)


def decide_all(review, name, **why):
    while rows := [row for row in review.rows if row.is_open]:
        opened = review.open(rows[0].document_id, rows[0].key)
        review.decide(opened, Choice.READING, name, **why)


def test_slips_are_counted_by_kind_for_those_who_differ(workspace, review):
    decide_all(review, "Ada")
    found = feedback.slips(workspace)
    assert found["Ada"] == {"cases": 3}
    assert found["Bo"] == {"cases": 3, "boundary": 1, "label": 1, "missing": 1}


def test_an_annotator_sees_their_reading_beside_the_final_one_with_the_reason(workspace, review):
    decide_all(review, "Ada", reason="Slip", note="see 3.2")
    bo = workspace.annotator("Bo").id
    found = {(e.own, e.final, e.decision.reason, e.decision.note) for e in feedback.entries(workspace, bo)}
    assert (("CLAIM: Kiew ",), ("CLAIM: Kiew meld",), "Slip", "see 3.2") in found
    assert len(found) == 3
    assert not list(feedback.entries(workspace, workspace.annotator("Ada").id))


def test_gaps_of_the_guideline_are_a_list_with_examples(workspace, review, tmp_path):
    decide_all(review, "Bo", reason="Guideline gap", note="=1+1")
    found = feedback.gaps(workspace)
    assert len(found) == 3
    assert len(feedback.gaps(workspace, label="SOURCE")) == 2
    feedback.write(workspace, found, tmp_path / "gaps.md", "Gaps")
    text = (tmp_path / "gaps.md").read_text(encoding="utf-8")
    assert text.startswith("# Gaps")
    assert "**→ CLAIM: Kiew**" in text
    feedback.write(workspace, found, tmp_path / "gaps.csv", "Gaps")
    rows = list(csv.reader(io.StringIO((tmp_path / "gaps.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1 + 2 * 3
    assert {row[-1] for row in rows[1:]} == {"'=1+1"}


def test_agreement_after_review_is_that_of_settled_articles(workspace, review):
    before = figures(workspace, Selection())
    assert (before.settled, before.exact, before.exact_after) == (0, 0.0, None)
    decide_all(review, "Ada")
    after = figures(workspace, Selection())
    assert (after.settled, after.exact, after.exact_after) == (1, 0.0, 1.0)
    assert after.against == {"Ada": 1.0, "Bo": 0.0}


def test_a_draft_writes_nothing_until_it_is_decided(workspace, article, review):
    row = review.rows[0]
    opened = review.open(row.document_id, row.key)
    draft = Draft(workspace, review.gold_id, review.planned(opened, Choice.UNION))
    (span,) = draft.gold.spans.values()
    draft.execute(edits.set_fragments(draft.gold, span.id, (Fragment(1, 3),)), review.gold_id)
    draft.undo(0)
    draft.redo(0)
    assert workspace.annotations(article, review.gold_id).spans == {}
    review.decide_edited(opened, draft.gold)
    (stored,) = workspace.annotations(article, review.gold_id).spans.values()
    assert (stored.fragments, stored.origin) == ((Fragment(1, 3),), "adjudicated")
    assert workspace.undo(review.lead_id) is not None
    assert workspace.annotations(article, review.gold_id).spans == {}
