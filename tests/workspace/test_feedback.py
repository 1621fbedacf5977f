"""What annotators are told of the decisions on their readings."""

import csv
import io
from collections import Counter

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import Cancelled
from annotator.core.spans import Fragment
from annotator.workspace import feedback, feedback_writing
from annotator.workspace.accepting import MAJORITY
from annotator.workspace.drafting import Draft
from annotator.workspace.review_agreement import figures
from annotator.workspace.reviewing import Selection


@pytest.fixture
def lead(read, review):
    """A review of three cases: a boundary, a label, and a span that only one has."""
    read("Ada", [("CLAIM", 0, 9), ("CLAIM", 12, 20), ("SOURCE", 22, 28)])
    read("Bo", [("CLAIM", 0, 5), ("SOURCE", 12, 20)])
    return review()


def decide_all(review, name, **why):
    while rows := [row for row in review.rows if row.is_open]:
        opened = review.open(rows[0].document_id, rows[0].key)
        review.decide(opened, Choice.READING, name, **why)


def test_slips_are_counted_by_kind_for_those_who_differ(workspace, lead):
    decide_all(lead, "Ada")
    found = feedback.slips(workspace)
    assert found["Ada"] == {"cases": 3}
    assert found["Bo"] == {"cases": 3, "boundary": 1, "label": 1, "missing": 1}


def test_an_annotator_sees_their_reading_beside_the_final_one_with_the_reason(workspace, lead):
    decide_all(lead, "Ada", reason="Slip", note="see 3.2")
    bo = workspace.annotator("Bo").id
    found = {(e.own, e.final, e.decision.reason, e.decision.note) for e in feedback.entries(workspace, bo)}
    assert (("CLAIM: Kiew ",), ("CLAIM: Kiew meld",), "Slip", "see 3.2") in found
    assert len(found) == 3
    assert not list(feedback.entries(workspace, workspace.annotator("Ada").id))


def test_gaps_of_the_guideline_are_a_list_with_examples(workspace, lead, tmp_path):
    decide_all(lead, "Bo", reason="Guideline gap", note="=1+1")
    found = feedback.gaps(workspace)
    assert len(found) == 3
    assert len(feedback.gaps(workspace, label="SOURCE")) == 2
    feedback_writing.write(workspace, found, tmp_path / "gaps.md", "Gaps")
    text = (tmp_path / "gaps.md").read_text(encoding="utf-8")
    assert text.startswith("# Gaps")
    assert "**→ CLAIM: Kiew**" in text
    feedback_writing.write(workspace, found, tmp_path / "gaps.csv", "Gaps")
    rows = list(csv.reader(io.StringIO((tmp_path / "gaps.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1 + 2 * 3
    assert len({row[0] for row in rows[1:]}) == 3
    assert {row[-1] for row in rows[1:]} == {"'=1+1"}


def test_agreement_after_review_is_that_of_settled_articles(workspace, lead):
    before = figures(workspace, Selection())
    assert (before.settled, before.before.exact.value, before.after) == (0, 0.0, None)
    decide_all(lead, "Ada")
    after = figures(workspace, Selection())
    assert (after.settled, after.before.exact.value, after.after.exact.value) == (1, 0.0, 1.0)
    assert after.against == {"Ada": 1.0, "Bo": 0.0}


def test_a_draft_writes_nothing_until_it_is_decided(workspace, article, lead):
    row = lead.rows[0]
    opened = lead.open(row.document_id, row.key)
    draft = Draft(workspace, lead.gold_id, lead.planned(opened, Choice.UNION))
    (span,) = draft.gold.spans.values()
    draft.execute(edits.set_fragments(draft.gold, span.id, (Fragment(1, 3),)), lead.gold_id)
    draft.undo(0)
    draft.redo(0)
    assert workspace.annotations(article, lead.gold_id).spans == {}
    lead.decide_edited(opened, draft.gold)
    (stored,) = workspace.annotations(article, lead.gold_id).spans.values()
    assert (stored.fragments, stored.origin) == ((Fragment(1, 3),), "adjudicated")
    assert workspace.undo(lead.lead_id) is not None
    assert workspace.annotations(article, lead.gold_id).spans == {}


def test_a_decision_stands_once_in_a_table_whoever_differs(workspace, lead):
    decide_all(lead, "Ada")
    every = list(feedback.entries(workspace, same=True))
    rows = list(feedback_writing.table(workspace, every))
    assert (len(every), len(rows)) == (6, 1 + 6)
    assert Counter(row[0] for row in rows[1:]) == dict.fromkeys({f"D{e.decision.id}" for e in every}, 2)
    lines = feedback_writing.markdown(workspace, every, "All")
    assert sum(line.startswith("## ") for line in lines) == 3


def test_reading_the_feedback_can_be_stopped(workspace, lead):
    decide_all(lead, "Ada", reason="Guideline gap")
    for read in (feedback.slips, lambda *stop: feedback.gaps(workspace, None, "", stop[1])):
        asked = []
        with pytest.raises(Cancelled):
            read(workspace, lambda asked=asked: asked.append(1) or len(asked) > 1)


def test_a_list_whose_writing_is_stopped_leaves_the_file_of_before(workspace, lead, tmp_path):
    decide_all(lead, "Ada", reason="Guideline gap")
    for name in ("gaps.md", "gaps.csv"):
        path = tmp_path / name
        path.write_text("before")
        steps = []
        with pytest.raises(Cancelled):
            feedback_writing.export(
                workspace, path, "Gaps", "Guideline gap",
                progress=lambda *step: steps.append(step), cancelled=lambda: len(steps) > 4,  # noqa: B023
            )  # fmt: skip
        assert (path.read_text(), steps) == ("before", [(0, 6), (1, 6), (2, 6), (3, 6), (4, 6)])
        assert feedback_writing.export(workspace, path, "Gaps", "Guideline gap") == 3
    assert sorted(one.name for one in tmp_path.glob("gaps*")) == ["gaps.csv", "gaps.md"]


def test_a_slip_counts_for_each_kind_in_which_a_span_differs(workspace, article, read, review, change):
    read("Cy", [("CLAIM", 0, 9)])
    dan = read("Dan", [("CLAIM", 0, 5)])
    change(dan, lambda now, span_id: edits.set_attribute(now, span_id, "mood", "sure"))
    lead = review()
    decide_all(lead, "Cy")
    assert feedback.slips(workspace)["Dan"] == {"cases": 1, "boundary": 1, "attribute": 1}


@pytest.fixture
def by_both(read, review):
    """A lead who has decided one case, with a note, beside one that a rule has."""
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 22, 28)])
    read("Bo", [("CLAIM", 0, 5)])
    read("Cy", [("CLAIM", 0, 5)])
    lead = review()
    row = next(row for row in lead.rows if row.labels == ("SOURCE",))
    lead.decide(lead.open(row.document_id, row.key), Choice.READING, "Ada", note="see 3.2")
    assert lead.accept_agreed(MAJORITY) == 1
    return lead


def test_what_was_decided_by_hand_can_be_read_and_counted_alone(workspace, by_both):
    assert feedback.slips(workspace)["Ada"] == {"cases": 2, "boundary": 1}
    assert feedback.count_by_rule(workspace) == 1
    by_hand = feedback.slips(workspace, by_hand=True)
    assert (by_hand["Ada"], by_hand["Bo"]) == ({"cases": 1}, {"cases": 1, "missing": 1})
    assert {e.decision.note for e in feedback.entries(workspace, by_hand=True)} == {"see 3.2"}


def test_a_list_says_which_rule_decided(workspace, by_both):
    every = list(feedback.entries(workspace))
    header, *rows = feedback_writing.table(workspace, every)
    told = {(row[header.index("rule")], row[header.index("note")]) for row in rows}
    assert told == {("majority", ""), ("", "see 3.2")}
    lines = list(feedback_writing.markdown(workspace, every, "All", "Regel {}".format))
    assert (lines.count("Regel majority"), lines.count("see 3.2")) == (1, 1)


def test_slips_are_written_as_a_table(workspace, by_both, tmp_path):
    feedback_writing.write_slips(workspace, tmp_path / "slips.csv", by_hand=True)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "slips.csv").read_text(encoding="utf-8-sig"))))
    assert {row["annotator"]: (row["cases"], row["missing"], row["link"]) for row in rows} == {
        "Ada": ("1", "0", "0"),
        "Bo": ("1", "1", "0"),
        "Cy": ("1", "1", "0"),
    }
