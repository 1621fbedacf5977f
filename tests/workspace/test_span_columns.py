"""Spans read as columns for spaCy and JSONL are those that every other format gets, and the project has."""

from dataclasses import replace

import pytest

from annotator.core import edits
from annotator.core.errors import ProjectDamaged
from annotator.core.spans import Fragment, State
from annotator.formats.kinds import jsonl
from annotator.workspace.choosing import Choice, Selection
from annotator.workspace.exporting import export
from annotator.workspace.importing import import_files

ALL = tuple(State)


@pytest.fixture
def project(workspace, seeds):
    """The example's readings, and one with spans of several parts, notes, attributes and every order."""
    import_files(workspace, [seeds])
    eva = workspace.annotator("Eva").id
    document = workspace.queue(eva)[0]

    def do(make):
        workspace.execute(make(workspace.annotations(document, eva)), eva)

    for label, *fragments in (
        ("CLAIM", Fragment(20, 30), Fragment(2, 4)),
        ("ACTOR", Fragment(2, 9)),
        ("CLAIM", Fragment(2, 9), Fragment(11, 12), Fragment(14, 20)),
        ("CUE", Fragment(0, 40)),
        ("SOURCE", Fragment(2, 9)),
    ):
        parts = tuple(sorted(fragments))
        do(lambda now, label=label, parts=parts: edits.add_span(now, label, parts))
    ids = sorted(workspace.annotations(document, eva).spans)
    do(lambda now: edits.set_note(now, ids[0], "a note, with “signs”\nand lines"))
    do(lambda now: edits.set_attribute(now, ids[1], "kind", "person"))
    return workspace


def readings(workspace, kind, **choice):
    found = {}
    for record in Selection(workspace, Choice(states=ALL, **choice), kind).records():
        for one in record.readings:
            spans = tuple(replace(span, layer_id=0) for span in one.spans)
            found[record.key, one.annotator] = spans, one.relations, one.state, one.flagged
    return found


@pytest.mark.parametrize(
    "choice", [{}, {"labels": ("CLAIM", "SOURCE")}, {"labels": ("CUE",)}, {"annotators": ("Eva",)}]
)
def test_columns_hold_what_other_formats_get(project, choice):
    asked = {"annotators": tuple(one.name for one in project.annotators()), **choice}
    columns, spans = readings(project, "spacy", **asked), readings(project, "brat", **asked)
    assert columns == spans == readings(project, "jsonl", **asked)
    assert any(annotator == "Eva" for _, annotator in columns)
    assert any(its for its, *_ in columns.values())


def test_columns_hold_what_the_project_has(project):
    eva = project.annotator("Eva").id
    known = project.annotations(project.queue(eva)[0], eva).spans.values()
    found = [
        one[0] for (_, name), one in readings(project, "jsonl", annotators=("Eva",)).items() if name == "Eva"
    ]
    assert {replace(span, layer_id=0) for span in known} in [set(spans) for spans in found]


def test_columns_give_single_spans_and_slices(project):
    for record in Selection(project, Choice(states=ALL, annotators=("Eva",)), "spacy").records():
        spans = record.readings[0].spans
        assert [spans[n] for n in range(len(spans))] == list(spans) == list(spans[:])
        assert spans[-1] == list(spans)[-1]
        assert list(spans[1:3]) == list(spans)[1:3]
        with pytest.raises(IndexError):
            spans[len(spans)]


OUT = {"spacy": "out", "jsonl": "out.jsonl"}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM fragment WHERE span_id IN (SELECT min(id) FROM span)",
        "UPDATE span SET origin = 'nowhere' WHERE id IN (SELECT min(id) FROM span)",
        "INSERT INTO fragment SELECT span_id, start + 1, end + 1 FROM fragment WHERE end > start + 1",
    ],
)
@pytest.mark.parametrize("kind", OUT)
def test_a_damaged_span_is_told_of(project, tmp_path, damage, kind):
    project.conn.execute(damage)
    with pytest.raises(ProjectDamaged, match="span that is none"):
        export(project, tmp_path / OUT[kind], kind, Choice(states=ALL))
    assert not (tmp_path / OUT[kind]).exists()


def test_jsonl_is_the_same_from_columns_and_from_single_spans(project, tmp_path):
    records = list(Selection(project, Choice(states=ALL), "jsonl").records())
    single = [
        replace(record, readings=tuple(replace(one, spans=tuple(one.spans)[::-1]) for one in record.readings))
        for record in records
    ]
    assert jsonl.write(records, tmp_path / "a.jsonl") == replace(
        jsonl.write(single, tmp_path / "b.jsonl"), files=[str(tmp_path / "a.jsonl")]
    )
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
