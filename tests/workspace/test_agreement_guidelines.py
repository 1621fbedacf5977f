"""What came into force between the articles that were read, and what it changed."""

import json
import time

import pytest

from annotator.core import edits
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import Fragment, State
from annotator.workspace import scheming
from annotator.workspace.agreement import Selection, agreement
from annotator.workspace.agreement_guidelines import Guideline, guidelines, marks
from annotator.workspace.agreement_report import page
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

TEXTS = ("The dam is safe, Dvorska said.", "The ferry turned back, Olsen said.", "The strike was over.")


@pytest.fixture
def workspace(tmp_path):
    """Three articles that nobody has read."""
    source = tmp_path / "in.jsonl"
    lines = [json.dumps({"text": text, "meta": {"title": text[:9]}}) for text in TEXTS]
    source.write_text("\n".join(lines), encoding="utf-8")
    made = Workspace.create(tmp_path / "p.annotator")
    assert not import_files(made, [source]).problems
    yield made
    made.close()


@pytest.fixture
def lead(workspace):
    return workspace.annotator("Lead").id


def read(workspace, number, *names):
    """Let annotators mark the beginning of an article, and finish it."""
    document = workspace.queue(0)[number]
    for name in names:
        who = workspace.annotator(name).id
        workspace.execute(
            edits.add_span(workspace.annotations(document, who), "CLAIM", (Fragment(0, 7),)), who
        )
        workspace.execute(edits.set_state(workspace.annotations(document, who), State.DONE), who)
    time.sleep(0.003)  # times are of milliseconds
    return document


def change(workspace, lead, make):
    draft = SchemeDraft(workspace.scheme)
    make(draft, {label.name: label for label in draft.labels})
    scheming.change_scheme(workspace, draft.edit(), lead)
    time.sleep(0.003)


def told(found):
    return [[str(said) for said in one.said] for one in found]


def test_a_guideline_stands_between_what_was_read_before_and_after(workspace, lead):
    later = read(workspace, 2, "Ada", "Bo")
    change(workspace, lead, lambda _, of: setattr(of["CLAIM"], "guideline", "“that” stays out."))
    first = read(workspace, 0, "Ada", "Bo")
    found = agreement(workspace, Selection(), with_gamma=False)
    by_read = sorted(found.over_documents, key=lambda one: one.read)
    assert [one.id for one in by_read] == [later, first]
    (one,) = found.guidelines
    assert marks([one.read for one in by_read], found.guidelines) == {1: [one]}
    assert one.version == workspace.scheme.version
    assert told([one]) == [["Claim: “that” stays out."]]
    made = page(found, "p")
    assert "in the order read" in made
    assert f"guideline {one.version}: Claim: “that” stays out." in made


def test_what_changed_is_said_and_what_is_none_of_the_annotators_business_is_not(workspace, lead):
    change(workspace, lead, lambda _, of: setattr(of["CLAIM"], "key", ""))
    assert guidelines(workspace) == []

    def make(draft, of):
        draft.rename(of["CUE"], "SIGNAL")
        of["CUE"].title = "Signal"
        draft.remove_label(of["ACTOR"])
        new = draft.add_label()
        new.name, new.title = "PLACE", "Place"

    change(workspace, lead, make)
    (said,) = told(guidelines(workspace))
    assert {"new label Place", "label Actor gone", "Cue is now Signal"} <= set(said)


def test_a_change_taken_back_is_none(workspace, lead):
    change(workspace, lead, lambda _, of: setattr(of["CLAIM"], "guideline", "Short."))
    workspace.undo(lead)
    assert guidelines(workspace) == []
    workspace.redo(lead)
    assert told(guidelines(workspace)) == [["Claim: Short."]]


def test_labels_that_an_import_brings_are_no_guideline(workspace, tmp_path):
    line = {"text": TEXTS[0], "spans": [{"start": 0, "end": 7, "label": "NEW"}], "_annotator_id": "Ada"}
    (tmp_path / "more.jsonl").write_text(json.dumps(line), encoding="utf-8")
    import_files(workspace, [tmp_path / "more.jsonl"])
    assert workspace.scheme.label("NEW")
    assert guidelines(workspace) == []


def test_nothing_stands_before_the_first_or_after_the_last_article():
    known = [Guideline(n, f"2026-0{n}-15", ()) for n in (1, 2, 3, 5)]
    assert marks(["2026-02-01", "2026-04-01", "2026-05-01"], known) == {1: known[1:3]}
    assert marks(["2026-02-01"], known) == marks([], known) == {}
