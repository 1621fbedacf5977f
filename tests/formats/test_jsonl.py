"""JSONL: what is written is what is read, in the shape of Prodigy."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.documents import Metadata, document_key
from annotator.core.errors import AnnotatorError
from annotator.core.spans import Fragment, Origin, Relation, Span, State
from annotator.core.tokens import encode_tokens
from annotator.formats.exchange import LossKind, Problem, Reading, Record
from annotator.formats.kinds import jsonl

DATA = Path(__file__).parent / "data"
PRODIGY = Path(__file__).parents[3] / "shared" / "data" / "prodigy"
TEXT = "Ministerin sagte: Wir sparen."
TOKENS = encode_tokens([(10, True), (5, False), (1, True), (3, True), (6, False), (1, False)])
META = Metadata("Ministerin spart", "Tageswert", "2024-10-25", "de", "", (("ressort", "Politik"),))


def spans_of(text=TEXT):
    """Return the three spans of the example in the notes on formats."""
    return (
        Span(71, 9, "SOURCE", (Fragment(0, 10),), (("kind", "office"),)),
        Span(72, 9, "CUE", (Fragment(11, 16),), origin=Origin.SUGGESTED),
        Span(
            73, 9, "CLAIM", (Fragment(18, 28),), (("certainty", "certain"), ("speech", "direct")), "wörtlich"
        ),
    )


def a_record(**changes):
    relations = (Relation(81, 9, "attributed_to", 73, 71), Relation(82, 9, "signals", 72, 73))
    reading = Reading("Lena", spans_of(), relations, State.DONE)
    return replace(Record(TEXT, META, (reading,), tokens=TOKENS, tokenizer="t"), **changes)


def test_jsonl_writes_the_golden_file(tmp_path):
    path = tmp_path / "out.jsonl"
    fragments = (Fragment(0, 10), Fragment(18, 28))
    divided = Reading("Jonas", (Span(5, 1, "CLAIM", fragments), Span(3, 1, "CUE", (Fragment(12, 16),))),
                      (Relation(1, 1, "signals", 3, 5),), State.IN_PROGRESS, flagged=True)  # fmt: skip
    emoji = "🇺🇦 „Nein“,\r\nsagt er.\0"
    records = [
        a_record(),
        a_record(readings=(divided, Reading("Lena", state=State.SKIPPED))),
        Record(emoji, Metadata(url="https://nordblick.example/1"), key="00112233445566778899aabbccddeeff"),
    ]
    report = jsonl.write(records, path, tokens=True)
    assert path.read_bytes() == (DATA / "readings.jsonl").read_bytes()
    assert (report.documents, report.spans, report.relations) == (3, 5, 3)
    assert report.counts == {"CLAIM": 2, "CUE": 2, "SOURCE": 1}
    assert report.files == [str(path)]
    assert [str(note) for note in report.notes] == [
        "1 articles have no token bounds yet.",
        "Prodigy shows the parts of 1 divided spans as spans.",
        "Without token numbers, as they do not begin and end with tokens, are 1 spans.",
        "Prodigy does not see 1 links: their spans are not whole tokens.",
    ]


def test_jsonl_golden_file_reads_without_a_problem():
    found = list(jsonl.read(DATA / "readings.jsonl"))
    assert not [f for f in found if isinstance(f, Problem)]
    assert [len(f.readings) for f in found] == [1, 1, 1, 0]


def test_jsonl_has_the_shape_of_prodigy(tmp_path):
    path = tmp_path / "out.jsonl"
    jsonl.write([a_record()], path, tokens=True)
    line = json.loads(path.read_bytes())
    assert line["tokens"][3] == {"text": "Wir", "start": 18, "end": 21, "id": 3, "ws": True}
    claim = {"start": 18, "end": 28, "token_start": 3, "token_end": 4, "label": "CLAIM"}
    source = {"start": 0, "end": 10, "token_start": 0, "token_end": 0, "label": "SOURCE"}
    assert claim.items() <= line["spans"][2].items()
    relation = {"head": 4, "child": 0, "label": "attributed_to", "head_span": claim, "child_span": source}
    assert relation.items() <= line["relations"][1].items()
    assert line["answer"] == "accept"
    assert line["_annotator_id"] == line["_session_id"] == "Lena"
    assert all(0 <= line[name] < 2**31 for name in ("_input_hash", "_task_hash"))


def test_jsonl_wire_copy_in_two_outlets_stays_two(tmp_path):
    path = tmp_path / "out.jsonl"
    jsonl.write([a_record(), a_record(metadata=replace(META, outlet="Nordblick"))], path)
    one, two = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert one["text"] == two["text"]
    for name in ("key", "_input_hash", "_task_hash"):
        assert one[name] != two[name]


def test_jsonl_without_tokens_keeps_token_numbers(tmp_path):
    path = tmp_path / "out.jsonl"
    jsonl.write([a_record()], path)
    line = json.loads(path.read_bytes())
    assert "tokens" not in line
    assert line["spans"][2]["token_end"] == 4


def test_jsonl_counts_spans_that_are_not_whole_tokens_and_loses_none(tmp_path):
    span = Span(1, 1, "CLAIM", (Fragment(3, 16),))
    report = jsonl.write([a_record(readings=(Reading("Lena", (span,)),))], tmp_path / "out.jsonl")
    assert report.losses == []
    assert any("Without token numbers" in str(note) for note in report.notes)
    entry = json.loads((tmp_path / "out.jsonl").read_bytes())["spans"][0]
    assert "token_start" not in entry
    assert (entry["start"], entry["end"]) == (3, 16)


def test_jsonl_white_space_tokens_count(tmp_path):
    text = "Eins\n\nzwei"
    record = Record(text, META, (Reading("L", (Span(1, 1, "A", (Fragment(6, 10),)),)),),
                    tokens=encode_tokens([(4, False), (2, False), (4, False)]))  # fmt: skip
    jsonl.write([record], tmp_path / "out.jsonl", tokens=True)
    line = json.loads((tmp_path / "out.jsonl").read_bytes())
    assert [token["text"] for token in line["tokens"]] == ["Eins", "\n\n", "zwei"]
    assert line["spans"][0]["token_start"] == 2


def test_jsonl_same_span_twice_is_written_once_and_listed(tmp_path):
    twice = (
        Span(1, 1, "A", (Fragment(0, 10),)),
        Span(2, 1, "A", (Fragment(0, 10),)),
        Span(3, 1, "B", (Fragment(0, 10),)),
    )
    links = (Relation(1, 1, "r", 2, 3), Relation(2, 1, "r", 1, 3))
    report = jsonl.write([a_record(readings=(Reading("L", twice, links),))], tmp_path / "out.jsonl")
    assert (report.spans, report.relations) == (2, 1)
    assert [loss.kind for loss in report.losses] == [LossKind.UNALLOWED]


def test_jsonl_leaves_the_old_file_when_the_records_fail(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("alt")

    def records():
        yield a_record()
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        jsonl.write(records(), path)
    assert path.read_text() == "alt"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_jsonl_refuses_a_file_that_reads_otherwise(tmp_path):
    path = tmp_path / "out.jsonl"
    outside = Span(1, 1, "A", (Fragment(0, 999),))
    with pytest.raises(AnnotatorError, match="line 1 reads otherwise"):
        jsonl.write([a_record(readings=(Reading("L", (outside,)),))], path)
    assert not list(tmp_path.iterdir())


def test_jsonl_says_where_it_cannot_write(tmp_path):
    with pytest.raises(AnnotatorError, match="cannot be written"):
        jsonl.write([a_record()], tmp_path / "no" / "out.jsonl")
    with pytest.raises(AnnotatorError, match="not an ordinary file"):
        jsonl.write([a_record()], tmp_path)


def test_jsonl_writes_nothing_as_an_empty_file(tmp_path):
    report = jsonl.write([], tmp_path / "out.jsonl")
    assert report.documents == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


# There and back

CHARACTERS = st.sampled_from(
    [*"aé ß\r\n\t\0\u2028\u200f\ufeff", "e\u0301", "👨‍👩‍👧", "🇺🇦", "שלום", "\r\n", "\U0010ffff"]
)
ARTICLES = st.lists(CHARACTERS | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@st.composite
def readings(draw, length):
    bounds = st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True)
    spans = {}
    for number in range(draw(st.integers(0, 4))):
        edges = sorted(draw(bounds))
        fragments = tuple(Fragment(s, e) for s, e in zip(edges[::2], edges[1::2], strict=False))
        label = draw(st.sampled_from(["ACTOR", "CLAIM", "Größe 👍"]))
        spans[label, fragments] = Span(
            draw(st.integers(1, 2**62)) * 8 + number,
            7,
            label,
            fragments,
            tuple(sorted(draw(st.dictionaries(NAMES, NAMES, max_size=2)).items())),
            draw(NAMES),
            draw(st.sampled_from(Origin)),
        )
    ids = [span.id for span in spans.values()]
    links = []
    if ids:
        end = st.sampled_from(ids)
        links = draw(
            st.lists(st.tuples(st.sampled_from(["about", "signals"]), end, end), max_size=4, unique=True)
        )
    return Reading(
        draw(st.sampled_from(["Lena", "Jonas 😀", "0", ""])),
        tuple(spans.values()),
        tuple(Relation(n, 7, *link) for n, link in enumerate(links, 1)),
        draw(st.sampled_from(State)),
        draw(st.booleans()),
    )


@st.composite
def records(draw):
    text = "x" + "".join(draw(ARTICLES))
    more = draw(
        st.dictionaries(
            NAMES.filter(lambda n: n not in {"title", "outlet", "published", "language", "url"}),
            NAMES,
            max_size=2,
        )
    )
    metadata = Metadata(*(draw(NAMES) for _ in range(5)), tuple(more.items()))
    tokens = b""
    if draw(st.booleans()):
        cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=5))})
        tokens = encode_tokens([(b - a, False) for a, b in pairwise(cuts)])
    return Record(text, metadata, tuple(draw(st.lists(readings(len(text)), max_size=2))), tokens=tokens)


def plainly(reading):
    """Return a reading without ids: what it says."""
    spans = {s.id: (s.label, s.fragments, s.attributes, s.note, s.origin) for s in reading.spans}
    links = sorted((r.type, spans[r.head_id], spans[r.child_id]) for r in reading.relations)
    return reading.annotator, reading.state, reading.flagged, sorted(spans.values()), links


@settings(deadline=None)
@given(st.lists(records(), max_size=3), st.booleans())
def test_jsonl_reads_what_it_wrote(tmp_path_factory, given_records, tokens):
    path = tmp_path_factory.mktemp("jsonl") / "out.jsonl"
    jsonl.write(given_records, path, tokens=tokens)
    found = list(jsonl.read(path))
    expected = [(r, reading) for r in given_records for reading in r.readings or (None,)]
    assert len(found) == len(expected)
    for got, (record, reading) in zip(found, expected, strict=True):
        assert isinstance(got, Record)
        assert (got.text, got.metadata) == (record.text, record.metadata)
        assert got.key == document_key(record.text, record.metadata)
        assert [plainly(r) for r in got.readings] == ([plainly(reading)] if reading else [])
        for number, span in enumerate(got.readings[0].spans if reading else (), 1):
            assert (span.id, span.layer_id) == (number, 0)
    again = path.with_name("again.jsonl")
    jsonl.write(
        [replace(f, tokens=r.tokens) for f, (r, _) in zip(found, expected, strict=True)], again, tokens=tokens
    )
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.skipif(not PRODIGY.is_dir(), reason="Prodigy's own files in ../shared are not here")
@pytest.mark.parametrize(
    ("name", "documents", "spans", "relations", "problems"),
    [("news_headlines_ner", 373, 303, 0, 0), ("rel_annotations", 149, 466, 263, 4)],
)
def test_jsonl_reads_prodigys_own_files(tmp_path, name, documents, spans, relations, problems):
    found = list(jsonl.read(PRODIGY / f"{name}.jsonl"))
    records = [f for f in found if isinstance(f, Record)]
    assert len(records) == documents
    assert len(found) - documents == problems
    assert sum(len(r.readings[0].spans) for r in records) == spans
    assert sum(len(r.readings[0].relations) for r in records) == relations
    jsonl.write(records, tmp_path / "again.jsonl")
    again = list(jsonl.read(tmp_path / "again.jsonl"))
    assert [plainly(r.readings[0]) for r in again] == [plainly(r.readings[0]) for r in records]
