"""Reading JSONL: Prodigy's own shape is taken, and nothing bad passes unsaid."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.documents import Metadata
from annotator.core.spans import Fragment, Origin, Relation, State
from annotator.formats import lines
from annotator.formats.exchange import Problem, Record
from annotator.formats.kinds import jsonl

SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = "Ministerin sagte: Wir sparen."


def read_lines(tmp_path, *objects, **options):
    """Write one line an object, text as it is, and return what is read: records and problems."""
    path = tmp_path / "in.jsonl"
    raw = [
        o if isinstance(o, bytes) else (o if isinstance(o, str) else json.dumps(o)).encode() for o in objects
    ]
    path.write_bytes(b"\n".join(raw) + b"\n")
    found = list(jsonl.read(path, **options))
    return [f for f in found if isinstance(f, Record)], [f for f in found if isinstance(f, Problem)]


def prodigy(spans, text=TEXT, **fields):
    return {
        "text": text,
        "spans": spans,
        "meta": {"title": "", "outlet": "", "published": "", "language": ""},
        **fields,
    }


def test_jsonl_reads_prodigys_minimum(tmp_path):
    spans = [{"start": 0, "end": 10, "label": "SOURCE"}, {"start": 18, "end": 28, "label": "CLAIM"}]
    (record,), problems = read_lines(tmp_path, prodigy(spans))
    assert not problems
    (reading,) = record.readings
    assert [(s.id, s.label, s.covered(TEXT), s.origin) for s in reading.spans] == [
        (1, "SOURCE", "Ministerin", Origin.IMPORTED),
        (2, "CLAIM", "Wir sparen", Origin.IMPORTED),
    ]
    assert (reading.annotator, reading.state, record.source, record.line) == ("", State.DONE, "in.jsonl", 1)


@pytest.mark.parametrize(
    "ends",
    [
        {
            "head_span": {"start": 18, "end": 28, "label": "CLAIM"},
            "child_span": {"start": 0, "end": 10, "label": "SOURCE"},
        },
        {"head": 4, "child": 0},
        {"head_id": "b", "child_id": 7},
        {"head_id": "b", "child_id": "7", "head": 0, "child": 4},
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_jsonl_reads_relations_in_every_form(tmp_path, ends, numbered):
    spans = [
        {"start": 18, "end": 28, "label": "CLAIM", "id": "b"},
        {"start": 0, "end": 10, "label": "SOURCE", "id": 7},
    ]
    if numbered:
        spans[0]["token_end"], spans[1]["token_end"] = 4, 0
    bounds = [(0, 10), (11, 16), (16, 17), (18, 21), (22, 28), (28, 29)]
    tokens = [{"text": TEXT[s:e], "start": s, "end": e, "id": n} for n, (s, e) in enumerate(bounds)]
    data = prodigy(spans, tokens=tokens, relations=[{"label": "attributed_to", **ends}])
    (record,), problems = read_lines(tmp_path, data)
    assert not problems
    assert record.readings[0].relations == (Relation(1, 0, "attributed_to", 1, 2),)


def test_jsonl_entries_with_one_id_are_one_span(tmp_path):
    spans = [
        {
            "start": 18,
            "end": 28,
            "label": "CLAIM",
            "id": "T1",
            "note": "n",
            "attributes": {"speech": "direct"},
        },
        {"start": 11, "end": 16, "label": "CUE"},
        {"start": 0, "end": 10, "label": "CLAIM", "id": "T1"},
    ]
    (record,), problems = read_lines(tmp_path, prodigy(spans))
    assert not problems
    claim, cue = record.readings[0].spans
    assert claim.fragments == (Fragment(0, 10), Fragment(18, 28))
    assert (claim.note, claim.attributes, cue.label) == ("n", (("speech", "direct"),), "CUE")


@pytest.mark.parametrize(
    ("fields", "state", "annotator"),
    [
        ({"answer": "accept", "_annotator_id": "ds-a"}, State.DONE, "ds-a"),
        ({"answer": "ignore", "_session_id": "ds-b"}, State.SKIPPED, "ds-b"),
        ({"answer": "accept", "_annotator_id": None, "_session_id": None}, State.DONE, ""),
        ({"answer": "accept", "state": "in progress"}, State.IN_PROGRESS, ""),
        ({"answer": "reject", "state": "done"}, State.DONE, ""),
        ({"answer": "reject"}, State.SKIPPED, ""),
        ({"_annotator_id": "a"}, State.TO_DO, "a"),
        ({"state": "to do"}, State.TO_DO, ""),
    ],
)
def test_jsonl_reads_state_and_annotator(tmp_path, fields, state, annotator):
    (record,), _ = read_lines(tmp_path, prodigy([], **fields))
    (reading,) = record.readings
    assert (reading.state, reading.annotator) == (state, annotator)


def test_jsonl_annotator_asked_for_wins(tmp_path):
    line = prodigy([{"start": 0, "end": 10, "label": "A"}], _annotator_id="x")
    (record,), _ = read_lines(tmp_path, line, annotator="Lena")
    assert record.readings[0].annotator == "Lena"


def test_jsonl_text_alone_is_a_document_without_readings(tmp_path):
    (one, two), problems = read_lines(tmp_path, {"text": TEXT}, {"text": TEXT, "spans": []}, annotator="Lena")
    assert not problems
    assert one.readings == two.readings == ()


def test_jsonl_rejected_records_are_skipped_without_their_spans(tmp_path):
    (record,), (problem,) = read_lines(tmp_path, prodigy([GOOD], answer="reject"))
    assert (record.readings[0].state, record.readings[0].spans) == (State.SKIPPED, ())
    assert "rejected" in str(problem)


def test_jsonl_metadata_stated_wins_and_the_rest_is_proposed(tmp_path):
    text = "Ministerin kündigt Sparkurs an\nTageswert, 25.10.2024, 06:15 Uhr\nSie will sparen."
    meta = {"outlet": "Nordblick", "title": None, "language": "", "source": "feed", "score": 0.5, "page": 3}
    (record,), problems = read_lines(tmp_path, {"text": text, "meta": meta})
    assert not problems
    assert record.metadata == Metadata(
        "Ministerin kündigt Sparkurs an",
        "Nordblick",
        "2024-10-25T06:15",
        "",
        "",
        (("source", "feed"), ("score", "0.5"), ("page", "3")),
    )


def test_jsonl_converts_utf_16_offsets_by_the_stored_text(tmp_path):
    text = "👍👍 Ministerin sagte: Wir sparen."
    ours = {"start": 3, "end": 13, "label": "SOURCE", "text": "Ministerin"}
    theirs = {"start": 5, "end": 15, "label": "SOURCE", "text": "Ministerin"}
    for first in (ours, theirs):
        (record,), problems = read_lines(tmp_path, prodigy([first], text))
        assert record.readings[0].spans[0].covered(text) == "Ministerin"
        assert [str(p.message) for p in problems] == (
            [] if first is ours else ["The file counts in UTF-16 units; its offsets are converted."]
        )


def test_jsonl_converts_by_the_tokens_and_goes_on_so(tmp_path):
    text = "👍👍 Ministerin"
    span = {"start": 5, "end": 15, "label": "SOURCE"}
    tokens = [
        {"text": "👍👍", "start": 0, "end": 4, "id": 0},
        {"text": "Ministerin", "start": 5, "end": 15, "id": 1},
    ]
    relation = {"label": "r", "head_span": span, "child_span": span}
    found, problems = read_lines(
        tmp_path, prodigy([span], text, tokens=tokens, relations=[relation]), prodigy([span], text)
    )
    assert [r.readings[0].spans[0].covered(text) for r in found] == ["Ministerin", "Ministerin"]
    assert found[0].readings[0].relations == (Relation(1, 0, "r", 1, 1),)
    assert [p.line for p in problems] == [1]


def test_jsonl_says_once_that_the_unit_is_unknown(tmp_path):
    line = prodigy([{"start": 3, "end": 13, "label": "SOURCE"}], "👍👍 Ministerin")
    found, problems = read_lines(tmp_path, line, line)
    assert len(found) == 2
    assert len(problems) == 1
    assert "UTF-16" in str(problems[0])


def test_jsonl_says_where_stored_text_and_bounds_differ(tmp_path):
    (record,), (problem,) = read_lines(
        tmp_path, prodigy([{"start": 0, "end": 10, "label": "A", "text": "Minister"}])
    )
    assert record.readings[0].spans[0].fragments == (Fragment(0, 10),)
    assert "Minister" in str(problem)


def test_jsonl_takes_edges_of_white_space_as_they_are(tmp_path):
    (record,), problems = read_lines(tmp_path, prodigy([{"start": 10, "end": 17, "label": "A"}]))
    assert not problems
    assert record.readings[0].spans[0].covered(TEXT) == " sagte:"


GOOD = {"start": 0, "end": 10, "label": "SOURCE"}
BAD_SPANS = [
    ({"start": -1, "end": 5, "label": "A"}, "outside the text"),
    ({"start": 0, "end": 30, "label": "A"}, "outside the text"),
    ({"start": 10**30, "end": 10**31, "label": "A"}, "outside the text"),
    ({"start": 5, "end": 5, "label": "A"}, "holds no text"),
    ({"start": 6, "end": 5, "label": "A"}, "holds no text"),
    ({"start": True, "end": 5, "label": "A"}, "whole numbers"),
    ({"start": 0.0, "end": 5, "label": "A"}, "whole numbers"),
    ({"start": "0", "end": 5, "label": "A"}, "whole numbers"),
    ({"end": 5, "label": "A"}, "whole numbers"),
    ({"start": 0, "end": 5}, "label is missing"),
    ({"start": 0, "end": 5, "label": ""}, "label is missing"),
    ({"start": 0, "end": 5, "label": ["A"]}, "label is missing"),
    ({"start": 0, "end": 5, "label": "\ud800"}, "label is missing"),
    ("span", "whole numbers"),
    (None, "whole numbers"),
    (GOOD, "twice"),
    ({**GOOD, "note": "doch"}, "other attributes or note"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_SPANS)
def test_jsonl_a_bad_span_is_reported_and_the_rest_arrives(tmp_path, bad, reason):
    other = {"start": 18, "end": 28, "label": "CLAIM"}
    (_, record), (problem,) = read_lines(tmp_path, {"text": "davor"}, prodigy([GOOD, bad, other]))
    assert [s.label for s in record.readings[0].spans] == ["SOURCE", "CLAIM"]
    assert reason in str(problem)
    assert problem.line == 2
    assert problem.path.endswith("in.jsonl")


def test_jsonl_one_id_under_two_labels_is_reported(tmp_path):
    spans = [{**GOOD, "id": "T1"}, {"start": 18, "end": 28, "label": "CLAIM", "id": "T1"}]
    (record,), (problem,) = read_lines(tmp_path, prodigy(spans))
    assert [s.label for s in record.readings[0].spans] == ["SOURCE"]
    assert "same id" in str(problem)


@pytest.mark.parametrize("order", [1, -1])
def test_jsonl_a_span_with_a_bad_part_is_not_taken_in_part(tmp_path, order):
    spans = [
        {"start": 18, "end": 28, "label": "CLAIM", "id": "T1"},
        {"start": 18, "end": 99, "label": "CLAIM", "id": "T1"},
    ]
    (record,), problems = read_lines(tmp_path, prodigy([GOOD, *spans[::order]]))
    assert [s.label for s in record.readings[0].spans] == ["SOURCE"]
    assert len(problems) == 2


def test_jsonl_overlapping_parts_are_reported(tmp_path):
    spans = [
        {"start": 0, "end": 10, "label": "A", "id": "T1"},
        {"start": 5, "end": 16, "label": "A", "id": "T1"},
    ]
    (record,), (problem,) = read_lines(tmp_path, prodigy(spans, answer="accept"))
    assert record.readings[0].spans == ()
    assert "overlap" in str(problem)


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        ({"label": "r", "head_id": "T1", "child_id": "T9"}, "no span"),
        ({"label": "r", "head_id": "T1"}, "no span"),
        ({"label": "r", "head_id": ["T1"], "child_id": {}}, "no span"),
        ({"label": "r", "head": 99, "child": 0}, "no span"),
        ({"label": "r", "head": True, "child": 0}, "no span"),
        ({"label": "r", "head_span": {"start": [], "end": {}, "label": 1}, "child_span": GOOD}, "no span"),
        ({"head_id": "T1", "child_id": "T2"}, "label is missing"),
        ({"label": 5, "head_id": "T1", "child_id": "T2"}, "label is missing"),
        ("r", "not an object"),
        ({"label": "about", "head_id": "T1", "child_id": "T2"}, "twice"),
    ],
)
def test_jsonl_a_bad_relation_is_reported_and_the_rest_arrives(tmp_path, relation, reason):
    spans = [{**GOOD, "id": "T1"}, {"start": 18, "end": 28, "label": "CLAIM", "id": "T2"}]
    good = {"label": "about", "head_id": "T1", "child_id": "T2"}
    (record,), (problem,) = read_lines(tmp_path, prodigy(spans, relations=[good, relation]))
    assert record.readings[0].relations == (Relation(1, 0, "about", 1, 2),)
    assert reason in str(problem)


def test_jsonl_a_relation_that_may_mean_two_spans_is_reported(tmp_path):
    spans = [{**GOOD, "token_end": 0}, {"start": 0, "end": 10, "label": "ACTOR", "token_end": 0}]
    (record,), (problem,) = read_lines(
        tmp_path, prodigy(spans, relations=[{"label": "r", "head": 0, "child": 0}])
    )
    assert record.readings[0].relations == ()
    assert "which of several" in str(problem)


BAD_LINES = [
    (b"{", "not JSON"),
    (b'{"text": "a"} x', "not JSON"),
    (b'{"text": NaN}', "not a number in JSON"),
    (b'{"text": "a", "meta": {"n": -Infinity}}', "not a number in JSON"),
    (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "not JSON"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"text": "a", "meta": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "nested too deeply"),
    (b"[1, 2]", "not a JSON object"),
    (b"null", "not a JSON object"),
    (b'"text"', "not a JSON object"),
    (b'{"text": "a\0b"}', "not JSON"),
    (b'{"text": "a\xff"}', "not UTF-8"),
    (b'{"text": "\xed\xa0\x80"}', "not UTF-8"),
    (rb'{"text": "a\ud800b"}', "lone surrogate"),
    (b'{"text": ""}', "text is empty"),
    (rb'{"text": " \n\t"}', "text is empty"),
    (b'{"text": null}', "no text"),
    (b'{"text": ["a"]}', "no text"),
    (b"{}", "no text"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_LINES)
def test_jsonl_a_bad_line_is_reported_and_the_others_arrive(tmp_path, bad, reason):
    found, (problem,) = read_lines(tmp_path, {"text": "davor"}, bad, "", {"text": "danach"})
    assert [r.text for r in found] == ["davor", "danach"]
    assert [r.line for r in found] == [1, 4]
    assert reason in str(problem)
    assert problem.line == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"spans": {"start": 1}}, "spans are not a list"),
        ({"relations": "x"}, "relations are not a list"),
        ({"meta": []}, "meta is not an object"),
        ({"meta": {"a": [1]}}, "neither text nor a number"),
        ({"meta": {"a": True}}, "neither text nor a number"),
        ({"meta": {"\udc00": "x"}}, "neither text nor a number"),
        ({"answer": "maybe"}, "answer"),
        ({"answer": ["accept"]}, "answer"),
        ({"state": "finished"}, "state"),
        ({"state": {}}, "state"),
        ({"flagged": 1}, "flagged"),
        ({"_annotator_id": ["a"]}, "_annotator_id"),
        ({"spans": [{**GOOD, "attributes": [1]}]}, "attributes"),
        ({"spans": [{**GOOD, "attributes": {"kind": None}}]}, "attribute"),
        ({"spans": [{**GOOD, "note": 5}]}, "note"),
        ({"spans": [{**GOOD, "origin": "heaven"}]}, "origin"),
        ({"spans": [{**GOOD, "origin": [[[[]]]]}]}, "origin"),
        ({"versions": [{"text": "x"}]}, "Version 1: it has another text"),
        ({"versions": [{"spans": []}]}, "it does not say whose it is"),
        ({"versions": [7]}, "it is not an object"),
        ({"versions": {"a": 1}}, "versions is not a list"),
    ],
)
def test_jsonl_a_bad_field_is_reported_and_the_record_arrives(tmp_path, fields, reason):
    (record,), (problem,) = read_lines(tmp_path, {**prodigy([GOOD]), **fields})
    assert record.text == TEXT
    assert reason in str(problem)


def test_jsonl_takes_a_mark_crlf_and_no_last_break(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "eins"}\r\n\r\n{"text": "zwei"}')
    assert [(r.text, r.line) for r in jsonl.read(path)] == [("eins", 1), ("zwei", 3)]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_jsonl_utf_16_is_reported(tmp_path, codec):
    path = tmp_path / "in.jsonl"
    path.write_bytes('{"text": "eins"}\n{"text": "zwei"}\n'.encode(codec))
    (problem,) = jsonl.read(path)
    assert "UTF-16" in str(problem)
    assert problem.line == 1


def test_jsonl_passes_over_a_line_that_is_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 50)
    monkeypatch.setattr(lines, "_CHUNK", 10)
    found, (problem,) = read_lines(tmp_path, {"text": "davor"}, {"text": "x" * 200}, {"text": "danach"})
    assert [(r.text, r.line) for r in found] == [("davor", 1), ("danach", 3)]
    assert problem.line == 2


def test_jsonl_a_missing_file_is_a_problem(tmp_path):
    (problem,) = jsonl.read(tmp_path / "weg.jsonl")
    assert "cannot be read" in str(problem)
    (problem,) = jsonl.read(tmp_path)
    assert "cannot be read" in str(problem)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SPANLIKE = st.fixed_dictionaries(
    {},
    optional={
        "start": st.integers(-2, 12) | JSON,
        "end": st.integers(-2, 12) | JSON,
        "label": st.sampled_from(["A", "B"]) | JSON,
        "id": st.sampled_from(["T1", "T2", 1]) | JSON,
        "text": JSON,
        "token_end": st.integers(0, 3) | JSON,
        "attributes": JSON,
        "note": JSON,
        "origin": JSON,
    },
)
LINKLIKE = st.fixed_dictionaries(
    {},
    optional={
        "label": st.just("r") | JSON,
        "head": st.integers(0, 3) | JSON,
        "child": st.integers(0, 3) | JSON,
        "head_span": SPANLIKE | JSON,
        "child_span": SPANLIKE | JSON,
        "head_id": st.just("T1") | JSON,
        "child_id": JSON,
    },
)
HOSTILE = st.fixed_dictionaries(
    {"text": st.sampled_from(["Wort 👍 und mehr", "a\0b", TEXT]) | JSON},
    optional={
        "spans": st.lists(SPANLIKE | JSON, max_size=4) | JSON,
        "relations": st.lists(LINKLIKE | JSON, max_size=3) | JSON,
        "tokens": st.lists(SPANLIKE, max_size=3) | JSON,
        "meta": st.dictionaries(st.sampled_from(["title", "url", "x"]), JSON) | JSON,
        "answer": JSON,
        "state": JSON,
        "flagged": JSON,
        "key": JSON,
        "_annotator_id": JSON,
        "_session_id": JSON,
        "versions": JSON,
    },
)


@settings(deadline=None)
@given(st.lists(HOSTILE | JSON, max_size=3))
def test_jsonl_takes_hostile_records(tmp_path_factory, objects):
    found, _ = read_lines(tmp_path_factory.mktemp("hostile"), *map(json.dumps, objects))
    for record in found:
        record.text.encode()
        for reading in record.readings:
            ids = {span.id for span in reading.spans}
            assert all(0 <= f.start < f.end <= len(record.text) for s in reading.spans for f in s.fragments)
            assert all({r.head_id, r.child_id} <= ids for r in reading.relations)


# Files from elsewhere


@pytest.mark.parametrize("name", ["lena", "jonas"])
def test_jsonl_reads_the_example_readings(name):
    found = list(jsonl.read(SEEDS / f"readings-{name}.jsonl"))
    articles = {path.read_bytes().decode() for path in SEEDS.glob("*.txt")}
    assert all(isinstance(record, Record) and record.text in articles for record in found)
    assert {reading.annotator for record in found for reading in record.readings} == {name.capitalize()}
    assert sum(len(record.readings[0].spans) for record in found) > 150
    assert sum(len(record.readings[0].relations) for record in found) > 100
