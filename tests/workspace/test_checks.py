"""What an edit may not do, whoever made it: nothing of it is stored then."""

import pytest

from annotator.core import edits
from annotator.core.annotations import Change
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.messages import message
from annotator.core.spans import Fragment, Relation, Span

ONE, TWO = (Fragment(0, 4),), (Fragment(23, 29),)


def refused(workspace, edit, annotator_id, words):
    before = list(workspace.conn.iterdump())
    with pytest.raises(EditError, match=words):
        workspace.execute(edit, annotator_id)
    assert list(workspace.conn.iterdump()) == before


def test_an_edit_of_somebody_elses_layer_is_refused(workspace, article, lena, jonas):
    mine = workspace.annotations(article, lena)
    workspace.execute(edits.add_span(mine, "CLAIM", ONE), lena)
    mine = workspace.annotations(article, lena)
    (span,) = mine.spans
    for edit in (
        edits.set_note(mine, span, "mine?"),
        edits.remove_spans(mine, [span]),
        edits.set_flag(mine, flagged=True),
        edits.add_span(mine, "SOURCE", TWO),
    ):
        refused(workspace, edit, jonas, "only what they themselves")


def test_a_layer_made_for_somebody_else_is_refused(workspace, article, lena, jonas):
    refused(
        workspace, edits.add_span(workspace.annotations(article, lena), "CLAIM", ONE), jonas, "themselves"
    )


def test_an_edit_named_after_another_document_is_refused(workspace, bring, article, lena):
    bring(two="Another article of some length, for once.")
    other = next(i for i in workspace.queue(lena) if i != article)
    edit = edits.add_span(workspace.annotations(article, lena), "CLAIM", ONE)
    refused(workspace, Edit(edit.name, other, edit.changes), lena, "themselves")


@pytest.mark.parametrize("fragments", [(Fragment(0, 41),), (Fragment(0, 4), Fragment(38, 500))])
def test_a_span_beyond_the_text_is_refused(workspace, article, lena, fragments):
    edit = edits.add_span(workspace.annotations(article, lena), "CLAIM", fragments)
    refused(workspace, edit, lena, "the article has 40")
    workspace.execute(edits.add_span(workspace.annotations(article, lena), "CLAIM", (Fragment(0, 40),)), lena)


@pytest.mark.parametrize("half", ["\ud800", "a\udfff"])
def test_half_a_character_is_refused(workspace, article, lena, half):
    workspace.execute(edits.add_span(workspace.annotations(article, lena), "CLAIM", ONE), lena)
    now = workspace.annotations(article, lena)
    (span,) = now.spans
    refused(workspace, edits.set_note(now, span, half), lena, "half a character")
    refused(workspace, edits.set_attribute(now, span, "mood", half), lena, "half a character")
    refused(workspace, edits.add_span(now, half, TWO), lena, "half a character")
    workspace.execute(edits.set_note(now, span, "🚢 and ü are whole"), lena)


def test_a_link_into_another_reading_is_refused(workspace, article, lena, jonas):
    for annotator, label in ((lena, "CLAIM"), (jonas, "SOURCE")):
        workspace.execute(edits.add_span(workspace.annotations(article, annotator), label, ONE), annotator)
    mine, theirs = workspace.annotations(article, lena), workspace.annotations(article, jonas)
    ends = next(iter(mine.spans)), next(iter(theirs.spans))
    relation = Relation(77, mine.layer.id, "said_by", *ends)
    refused(workspace, Edit(message("link"), article, (Change(None, relation),)), lena, "one reading")


def test_spans_and_their_link_may_come_in_one_edit(workspace, article, lena):
    begun = edits.add_span(workspace.annotations(article, lena), "CLAIM", ONE)
    claim = begun.changes[-1].after
    source = Span(claim.id + 1, claim.layer_id, "SOURCE", TWO)
    link = Relation(claim.id + 2, claim.layer_id, "said_by", claim.id, source.id)
    changes = (*begun.changes, Change(None, source), Change(None, link))
    workspace.execute(Edit(message("claim with its source"), article, changes), lena)
    stored = workspace.annotations(article, lena)
    assert (len(stored.spans), len(stored.relations)) == (2, 1)
