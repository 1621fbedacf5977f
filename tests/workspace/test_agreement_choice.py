"""Which articles are compared, by what people type into the filter of the queue; and cases in words."""

import json

import pytest

from annotator.core.errors import InputError
from annotator.core.spans import State
from annotator.workspace.agreement import Selection, agreement, open_cases
from annotator.workspace.agreement_cases import Behind, compare
from annotator.workspace.agreement_listing import as_dict, counts, in_words, who_has_what
from annotator.workspace.importing import import_files
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

TEXTS = {
    "Dam": ("2025-03-01", "The dam is safe, Jana Dvorska said."),
    "Ferry": ("2025-03-09", "The ferry turned back, Olsen said."),
    "Strike": ("2025-04-02", "The strike was over, the union said."),
}


def span(text, words, label, **more):
    start = text.index(words)
    return {"id": words, "start": start, "end": start + len(words), "label": label, **more}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Three articles read by Ada and Bo; Ada has a cue in the strike."""
    folder = tmp_path_factory.mktemp("choice")
    lines = []
    for title, (date, text) in TEXTS.items():
        claim = text.partition(",")[0]
        for who in ("Ada", "Bo"):
            short = claim if who == "Ada" or title != "Dam" else claim.partition(" ")[2]
            spans = [span(text, short, "CLAIM")]
            if who == "Ada" and title == "Strike":
                spans.append(span(text, "said", "CUE"))
            meta = {"title": title, "published": date, "outlet": "Nordblick"}
            lines.append(json.dumps({"text": text, "meta": meta, "spans": spans, "_annotator_id": who}))
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = Workspace.create(folder / "p.annotator")
    assert not import_files(made, [folder / "in.jsonl"]).problems
    yield made
    made.close()


def compared(workspace, *queries, **chosen):
    found = agreement(workspace, Selection(queries=queries, **chosen), with_gamma=False)
    return [one.title for one in found.over_documents]


@pytest.mark.parametrize(
    ("queries", "titles"),
    [
        ((), ["Dam", "Ferry", "Strike"]),
        (("",), ["Dam", "Ferry", "Strike"]),
        (("date:2025-03",), ["Dam", "Ferry"]),
        (("Dvorska",), ["Dam"]),
        (("date:2025-03 said", "label:cue"), ["Dam", "Ferry", "Strike"]),
        (("label:cue",), ["Strike"]),
        (("annotator:Bo label:cue",), []),
        (("state:done outlet:nordblick ferry",), ["Ferry"]),
        (("state:skipped",), []),
    ],
)
def test_only_what_a_query_finds_is_compared(workspace, queries, titles):
    assert compared(workspace, *queries) == titles


def test_what_is_asked_of_readings_is_asked_of_those_that_are_compared(workspace):
    assert compared(workspace, "label:cue", annotators=("Ada", "Bo")) == ["Strike"]
    assert agreement(workspace, Selection(("Bo",), queries=("label:cue",)), with_gamma=False).left_out == 0
    assert compared(workspace, "state:done", states=(State.IN_PROGRESS,)) == []


@pytest.mark.parametrize("query", ["label:nothing", "annotator:Nobody", "date:soon"])
def test_a_query_that_cannot_be_is_said(workspace, query):
    with pytest.raises(InputError):
        compared(workspace, query)


def test_figures_and_cases_are_of_the_same_articles(workspace):
    chosen = Selection(queries=("date:2025-03",))
    found = compare(workspace, chosen, with_gamma=False)
    (case,) = open_cases(workspace, chosen)
    assert len(found.keys(Behind())) == 1
    assert case.document == found.figures.over_documents[0].id
    assert all(len(values) == 2 for values in found.over_pairs.values())


def test_cases_in_words(workspace):
    cue, dam = in_words(workspace, Selection())
    assert (dam.title, dam.text) == ("Dam", "The dam is safe")
    assert who_has_what(dam) == "Ada: CLAIM | Bo: CLAIM “dam is safe”"
    assert who_has_what(cue) == "Ada: CUE | Bo: –"
    assert {kind.value: n for kind, n in counts(one.case.type for one in (cue, dam)).items()} == {
        "missing": 1,
        "boundary": 1,
    }
    plain = as_dict(dam)
    assert plain["readings"]["Bo"][0] | {"id": 0} == {
        "id": 0, "label": "CLAIM", "fragments": [[4, 15]], "text": "dam is safe", "attributes": {}, "links": [],
    }  # fmt: skip
    assert (plain["title"], plain["start"], plain["end"]) == ("Dam", 0, 15)
    assert in_words(workspace, Selection(queries=("ferry",))) == []


def test_a_review_of_labels_takes_their_titles_too(workspace):
    titled = workspace.scheme.label("CLAIM").title
    assert titled != "CLAIM"
    for name in (titled, "CLAIM"):
        review = Review(workspace, 0, Selection(labels=(name,)))
        (row,) = [row for row in review.rows if row.is_open]
        opened = review.open(row.document_id, row.key)
        assert opened is not None
        assert len(opened.item.case.spans) == 2
