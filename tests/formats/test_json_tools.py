"""Small files in the shapes of Prodigy, doccano, Label Studio and labelbuddy, read as they are meant."""

import json
import zipfile
from pathlib import Path

import pytest
from round_trip import read_all

from annotator.core.spans import State
from annotator.formats import json_records, zipped
from annotator.formats.exchange import Problem, Record
from annotator.formats.jsonl_sessions import dataset_prefix
from annotator.formats.registry import named, recognise

DATA = Path(__file__).parents[1] / "data"
SHARED = Path(__file__).parents[3] / "shared" / "data"


def read(name, path):
    assert recognise(path).name == name
    found = read_all(named(name), path)
    return [one for one in found if isinstance(one, Record)], [
        str(one) for one in found if isinstance(one, Problem)
    ]


def spans_of(record, number=0):
    return [(one.label, one.covered(record.text)) for one in record.readings[number].spans]


# Prodigy


def test_prodigy_review_gives_each_version_to_its_annotator():
    (first, rejected, accepted, unnamed), problems = read("jsonl", DATA / "prodigy" / "review.jsonl")
    assert {one.annotator: (one.state, len(one.spans), len(one.relations)) for one in first.readings} == {
        "vera": (State.DONE, 1, 0),
        "anna-lena": (State.DONE, 2, 1),
        "ben": (State.DONE, 2, 1),
        "carl": (State.SKIPPED, 0, 0),
    }
    (ben,) = rejected.readings
    assert (ben.annotator, ben.state, ben.spans) == ("ben", State.SKIPPED, ())
    assert accepted.readings[0].annotator == "vera"
    assert unnamed.readings[0].annotator == ""
    (problem,) = problems
    assert "rejected" in problem


def test_prodigy_annotator_asked_for_gets_the_decisions_alone():
    found = read_all(named("jsonl"), DATA / "prodigy" / "review.jsonl", "Mara")
    records = [one for one in found if isinstance(one, Record)]
    assert [[reading.annotator for reading in one.readings] for one in records] == [["Mara"]] * 4
    assert any("several annotators" in str(one) for one in found if isinstance(one, Problem))


@pytest.mark.parametrize(
    ("ids", "prefix"),
    [
        ([], ""),
        (["lena"], ""),
        (["news-lena"], "news-"),
        (["my-news-lena"], "my-news-"),
        (["news-lena", "news-leo"], "news-"),
        (["news-anna", "news-anna-lena"], "news-"),
        (["a-lena", "b-lena"], ""),
        (["news-lena", "2025-04-06_12-01-02", "news-2025-04-06_12-01-02"], "news-"),
    ],
)
def test_prodigy_sessions_begin_with_the_dataset(ids, prefix):
    assert dataset_prefix(ids) == prefix


# doccano


def test_doccano_reads_every_shape():
    (one, two, three, four, five), problems = read("doccano", DATA / "doccano" / "both.jsonl")
    assert spans_of(one) == [("SOURCE", "Ministerin"), ("CLAIM", "Wir sparen")]
    assert (one.metadata.outlet, one.metadata.more) == ("Tageswert", (("comments", "Gut.\nZweiter Blick"),))
    assert spans_of(two) == [("CLAIM", "Wir")]
    assert two.metadata.more == (("seite", "3"),)
    (link,) = three.readings[0].relations
    assert (link.type, link.head_id, link.child_id) == ("attributed_to", 2, 1)
    assert [(r.annotator, len(r.spans)) for r in four.readings] == [("1", 1), ("2", 1)]
    assert five.readings == ()
    assert [("U+FFFF" in p, "no span that was taken" in p, "whole article" in p) for p in problems] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, True),
    ]


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return path


def test_doccano_archives_name_their_annotators(tmp_path):
    line = json.dumps({"text": "Wir sparen.", "label": [[0, 3, "A"]]})
    blank = json.dumps({"text": "Und nun?", "label": []})
    members = {
        "lena.jsonl": line,
        "jonas.jsonl": f"{line}\n{blank}",
        "unknown.jsonl": blank,
        "../../x.jsonl": line,
    }
    found, problems = read("doccano", packed(tmp_path / "all.zip", members))
    assert not problems
    assert [(r.source, [(one.annotator, one.state) for one in r.readings]) for r in found] == [
        ("all.zip/lena.jsonl", [("lena", State.DONE)]),
        ("all.zip/jonas.jsonl", [("jonas", State.DONE)]),
        ("all.zip/jonas.jsonl", [("jonas", State.TO_DO)]),
        ("all.zip/unknown.jsonl", []),
        ("all.zip/x.jsonl", [("x", State.DONE)]),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_doccano_archives_may_not_explode(tmp_path, monkeypatch):
    line = json.dumps({"text": "Wir sparen.", "label": [[0, 3, "A"]]})
    monkeypatch.setattr(zipped, "LARGEST_MEMBER", 50_000)
    path = packed(tmp_path / "bomb.zip", {"a.jsonl": b" " * 9_000_000, "b.jsonl": line})
    (record,), (problem,) = read("doccano", path)
    assert (record.source, "too large" in problem) == ("bomb.zip/b.jsonl", True)


# Label Studio


def test_label_studio_reads_regions_attributes_relations_and_predictions():
    (one, two, three, five), problems = read("label-studio", DATA / "label-studio" / "tasks.json")
    assert [(r.annotator, r.state) for r in one.readings] == [
        ("lena@t.example", State.DONE), ("4", State.SKIPPED), ("ner-1", State.DONE)
    ]  # fmt: skip
    source, claim = one.readings[0].spans
    assert (claim.covered(one.text), claim.attributes, claim.note) == (
        "Wir sparen",
        (("speech", "direct, loud"),),
        "wörtlich",
    )
    (link,) = one.readings[0].relations
    assert (link.type, link.head_id, link.child_id) == ("attributed_to", claim.id, source.id)
    assert (one.metadata.title, one.metadata.more) == ("Sie spart", (("score", "0.5"),))
    assert spans_of(one, 2) == [("SOURCE", "Ministerin")]
    assert spans_of(two) == [("A", "Wir"), ("B", "Wir"), ("A", "sparen")]
    assert [(r.type, r.head_id, r.child_id) for r in two.readings[0].relations] == [
        ("relation", 1, 3), ("relation", 3, 1)
    ]  # fmt: skip
    assert (spans_of(three), spans_of(five), five.text) == ([], [("A", "Wir")], "Wir sparen jetzt.")
    for reason in ("mood is said of the whole", "UTF-16", "hypertextlabels", "the address"):
        assert any(reason in problem for problem in problems), reason


def test_label_studio_is_recognised_though_its_first_task_is_long(tmp_path):
    path = tmp_path / "long.json"
    result = [
        {"id": "a", "from_name": "l", "type": "labels", "value": {"start": 0, "end": 4, "labels": ["A"]}}
    ]
    task = {
        "id": 1,
        "annotations": [{"completed_by": 1, "result": result}],
        "data": {"text": "Wort " * 40_000},
    }
    path.write_text(json.dumps([task]))
    (record,), problems = read("label-studio", path)
    assert (spans_of(record), problems) == ([("A", "Wort")], [])


# labelbuddy


def test_labelbuddy_reads_characters_and_bytes():
    found, problems = read("labelbuddy", DATA / "labelbuddy" / "documents.json")
    assert [spans_of(record) for record in found] == [
        [("A", "Über"), ("B", "sparen")],
        [("B", "sparen")],
        [("B", "sparen")],
    ]
    assert found[0].readings[0].spans[1].note == "fraglich"
    assert (found[0].metadata.title, found[0].metadata.outlet) == ("Sparen", "Tageswert")
    assert found[0].metadata.more == (("seite", "3"),)
    assert ["UTF-16" in problem for problem in problems] == [True, False]
    assert "without its text" in problems[1]


# Objects one by one


@pytest.mark.parametrize(
    ("raw", "lines", "problems"),
    [
        ('[{"a": 1},\n {"a": 2}]', [1, 2], 0),
        ('[\n\n{"a": 1}\n,{"a":\n2}\n]', [3, 4], 0),
        ('[{"a": 1}, 7, {"a": 2}]', [1, 1], 1),
        ('[{"a": 1}, {"a": 2', [1], 1),
        ('[{"a": 1} {"a": 2}]', [1], 1),
        ('{"a": 1}\n{"a": 2}', [1, 2], 0),
        ('{\n"a": 1\n}', [1], 0),
        ('{"a": 1,\n"b": 2}', [1], 0),
        ('{"a": 1}\nnonsense\n{"a": 2}', [1, 3], 1),
        ("\ufeff[]", [], 0),
    ],
)
def test_objects_come_one_by_one(tmp_path, raw, lines, problems):
    path = tmp_path / "in.json"
    path.write_text(raw, "utf-8")
    found = list(json_records.read_objects(path))
    assert [one.line for one in found if not isinstance(one, Problem)] == lines
    assert sum(isinstance(one, Problem) for one in found) == problems


# Files from elsewhere

COUNTS = {
    "prodigy/news_headlines_ner.jsonl": ("jsonl", 373, 303, 0),
    "prodigy/rel_annotations.jsonl": ("jsonl", 149, 466, 263),
    "doccano/example.jsonl": ("doccano", 1, 4, 3),
    "doccano/example_overlapping.jsonl": ("doccano", 1, 1, 0),
    "doccano-transformer-labeling/labeling.jsonl": ("doccano", 2, 16, 0),
    "doccano-transformer-labeling/labeling_text_label.jsonl": ("doccano", 2, 11, 0),
}


@pytest.mark.parametrize(("name", "expected"), COUNTS.items())
def test_real_files_arrive_whole(name, expected):
    if not SHARED.is_dir():
        pytest.skip("there is no shared data here")
    kind, documents, spans, relations = expected
    found, _ = read(kind, SHARED / name)
    readings = [reading for record in found for reading in record.readings]
    assert (len(found), sum(len(r.spans) for r in readings), sum(len(r.relations) for r in readings)) == (
        documents, spans, relations
    )  # fmt: skip
