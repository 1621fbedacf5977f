"""The project's own reasons for decisions: renamed, moved, removed, undone; the gap stays known."""

import pytest

from annotator.core.decisions import Choice
from annotator.core.errors import EditError
from annotator.workspace import feedback, feedback_writing
from annotator.workspace.reasons import (
    Reason,
    count_gaps,
    find_reason,
    gap,
    read_reasons,
    reasons,
    set_reasons,
)
from annotator.workspace.reviewing import Review


@pytest.fixture
def lead(workspace):
    return workspace.annotator("Lead").id


def renamed(workspace, old, new):
    return [
        Reason(new, one.is_gap, (*one.was, one.name)) if one.name == old else one
        for one in read_reasons(workspace)
    ]


@pytest.fixture
def decided(workspace, article, lead, read):
    """A case about CLAIM and one about SOURCE, the first marked as a gap in the guideline."""
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 12, 20)])
    read("Bo", [])
    review = Review(workspace, lead)
    for row in review.rows[:]:
        reason = "Guideline gap" if "CLAIM" in row.labels else "Slip"
        review.decide(review.open(article, row.key), Choice.READING, "Ada", reason=reason)


def test_what_was_marked_as_a_gap_stays_one_under_another_name(workspace, decided, lead):
    set_reasons(workspace, lead, renamed(workspace, "Guideline gap", "Hole"))
    assert gap(workspace).name == "Hole"
    assert count_gaps(workspace) == {"CLAIM": 1}
    assert len(feedback.gaps(workspace)) == 1
    assert len(feedback.gaps(workspace, label="SOURCE")) == 0
    assert find_reason(read_reasons(workspace), "Guideline gap").name == "Hole"
    assert "Hole" in {
        cell for row in feedback_writing.table(workspace, feedback.gaps(workspace)) for cell in row
    }


def test_another_reason_can_mean_a_gap(workspace, decided, lead):
    set_reasons(workspace, lead, [Reason("Slip", is_gap=True), Reason("Guideline gap")])
    assert count_gaps(workspace) == {"SOURCE": 1}
    workspace.undo(lead)
    assert count_gaps(workspace) == {"CLAIM": 1}


def test_a_reason_that_is_removed_stays_with_its_decisions(workspace, decided, lead):
    set_reasons(workspace, lead, ["Guideline gap"])
    assert [len(feedback.gaps(workspace, name)) for name in ("Slip", "Guideline gap")] == [1, 1]


def test_names_alone_keep_what_is_known_of_them(workspace, lead):
    set_reasons(workspace, lead, ["Other", "Guideline gap"])
    assert (reasons(workspace), gap(workspace).name) == (("Other", "Guideline gap"), "Guideline gap")


def test_a_list_of_names_as_older_programs_wrote_it_is_read(workspace):
    workspace.conn.execute("INSERT INTO setting VALUES ('reasons', '[\"Too long\", \"Guideline gap\"]')")
    assert read_reasons(workspace) == (Reason("Too long"), Reason("Guideline gap", is_gap=True))


@pytest.mark.parametrize(
    "wrong", [[], [""], ["A", " A "], [Reason("A", is_gap=True), Reason("B", is_gap=True)]]
)
def test_a_list_that_is_none_is_refused_and_changes_nothing(workspace, lead, wrong):
    before = read_reasons(workspace)
    with pytest.raises(EditError):
        set_reasons(workspace, lead, wrong)
    assert read_reasons(workspace) == before
