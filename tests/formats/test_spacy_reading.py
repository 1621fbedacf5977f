"""Reading `.spacy` files: our own export as it was, others' as spaCy reads them, hostile ones bounded."""

import tempfile
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategy import records
from round_trip import options_for
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from srsly import msgpack

from annotator.core.documents import Metadata
from annotator.core.spans import Fragment, Origin, State
from annotator.formats import spacy_corpus, spacy_reading
from annotator.formats.exchange import LossKind, Problem, Record
from annotator.formats.format import Source
from annotator.formats.registry import named, recognise
from annotator.formats.tokenization import tokenize

tokenize("spaCy", "de")  # loaded here: on its way it uses `random`, which no strategy may
NLP = spacy.blank("de")
PACK = partial(msgpack.packb, use_bin_type=True)


def read(*paths):
    found = [item for path in paths for item in named("spacy").read(Source(path))]
    return [i for i in found if isinstance(i, Record)], [
        str(i.message) for i in found if isinstance(i, Problem)
    ]


def file_of(tmp_path, *docs, name="x.spacy"):
    path = tmp_path / name
    DocBin(store_user_data=True, docs=docs).to_disk(path)
    return path


def said_by(reading):
    by_id = {s.id: (s.label, s.fragments, s.attributes, s.note, s.origin) for s in reading.spans}
    links = sorted((r.type, by_id[r.head_id], by_id[r.child_id]) for r in reading.relations)
    return reading.annotator, reading.state, reading.flagged, sorted(by_id.values()), links


@settings(max_examples=15)
@given(records())
def test_spacy_reads_its_own_export(record):
    if not record.readings:
        return
    metadata = Metadata("Titel", "Bote", "2024-10", "de", "https://x.example", (("author", "Eva"),))
    record = replace(record, metadata=metadata)
    with tempfile.TemporaryDirectory() as folder:
        options = options_for([record])
        report = spacy_corpus.write([record], Path(folder) / "out", replace(options, language="de"))
        found, problems = read(*sorted(Path(folder).rglob("*.spacy")))
    assert problems == []
    lost = {(r.annotator, r.label, r.fragments) for r in report.losses if r.kind is not LossKind.OVERLAPPING}
    promised = []
    for reading in record.readings:
        spans = tuple(s for s in reading.spans if (reading.annotator, s.label, s.fragments) not in lost)
        ids = {span.id for span in spans}
        links = tuple(r for r in reading.relations if {r.head_id, r.child_id} <= ids)
        promised.append(said_by(replace(reading, spans=spans, relations=links)))
    assert sorted(said_by(one.readings[0]) for one in found) == sorted(promised)
    assert {(one.text, one.key, one.metadata) for one in found} == {(record.text, record.key, metadata)}


def test_spacy_files_are_recognised_by_content(tmp_path):
    path = file_of(tmp_path, NLP("Kiew meldet Verluste."), name="train.txt")
    assert recognise(path).name == "spacy"
    other = tmp_path / "x.spacy"
    other.write_bytes(zlib.compress(b"something else"))
    assert recognise(other) is None


def test_spacy_reads_all_groups_and_entities_of_others(tmp_path):
    doc = NLP("Kiew meldet Verluste, Moskau bestreitet 😀 das.")
    doc.spans["sc"] = [Span(doc, 0, 1, "ACTOR"), Span(doc, 0, 3, "CLAIM")]
    doc.spans["more"] = [Span(doc, 0, 1, "ACTOR"), Span(doc, 4, 5, "ACTOR", span_id="Q649", kb_id="Moskau")]
    doc.spans["bare"] = [Span(doc, 5, 7)]
    doc.ents = [Span(doc, 0, 1, "ACTOR"), Span(doc, 2, 3, "LOSS")]
    (record,), problems = read(file_of(tmp_path, doc))
    assert problems == []
    assert record.text == doc.text
    spans = record.readings[0].spans
    assert [(s.label, s.covered(record.text), s.attributes) for s in spans] == [
        ("ACTOR", "Kiew", ()),
        ("CLAIM", "Kiew meldet Verluste", ()),
        ("bare", "bestreitet 😀", ()),
        ("ACTOR", "Moskau", (("id", "Q649"), ("kb_id", "Moskau"))),
        ("LOSS", "Verluste", ()),
    ]
    assert {s.origin for s in spans} == {Origin.IMPORTED}
    assert record.readings[0].annotator == ""


def test_spacy_spans_of_others_that_share_an_id_stay_apart(tmp_path):
    doc = NLP("Kiew und Kiew")
    doc.spans["ruler"] = [Span(doc, 0, 1, "GPE", span_id="kyiv"), Span(doc, 2, 3, "GPE", span_id="kyiv")]
    (record,), _ = read(file_of(tmp_path, doc))
    assert [span.fragments for span in record.readings[0].spans] == [(Fragment(0, 4),), (Fragment(9, 13),)]


def test_spacy_docs_that_say_nothing_have_no_reading(tmp_path):
    plain = NLP("Kiew meldet Verluste.")
    unknown = Doc(NLP.vocab, words=["Ohne", "Leerzeichen", "!"])
    found, problems = read(file_of(tmp_path, plain, unknown, NLP("  \n ")))
    assert [(one.text, one.readings) for one in found] == [("Kiew meldet Verluste.", ()), (unknown.text, ())]
    assert problems == ["The record's text is empty; the record is not taken."]
    assert [one.line for one in found] == [1, 2]


def test_spacy_reads_columns_of_pipelines(tmp_path):
    doc = NLP("Anna Berg sagt ja.")
    doc.ents = [Span(doc, 0, 2, "PER", kb_id="Q1")]
    for token in doc:
        token.lemma_, token.tag_ = token.text.lower(), "X"
    path = tmp_path / "x.spacy"
    DocBin(docs=[doc]).to_disk(path)
    (record,), _ = read(path)
    (span,) = record.readings[0].spans
    assert (span.label, span.covered(record.text), span.attributes) == (
        "PER",
        "Anna Berg",
        (("kb_id", "Q1"),),
    )


def packed(tmp_path, change):
    """A file with one doc, its parts changed by `change`."""
    doc = NLP("Kiew meldet Verluste.")
    doc.spans["sc"] = [Span(doc, 0, 1, "ACTOR")]
    parts = msgpack.unpackb(zlib.decompress(DocBin(store_user_data=True, docs=[doc]).to_bytes()), raw=False)
    change(parts)
    path = tmp_path / "x.spacy"
    path.write_bytes(zlib.compress(msgpack.packb(parts, use_bin_type=True)))
    return path


def group(*spans):
    packed_spans = [spacy_reading.SPAN.pack(0, 0, 0, *span) for span in spans]
    return PACK({PACK({"name": "sc", "attrs": {}, "spans": packed_spans}): ["sc"]})


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.pop("attrs"),
        lambda p: p.update(attrs=[]),
        lambda p: p.update(tokens=p["tokens"][:-8]),
        lambda p: p.update(lengths=b"\xff\xff\xff\xff"),
        lambda p: p.update(lengths=b"\xff\xff\xff\x7f"),
        lambda p: p.update(spaces=b""),
        lambda p: p.update(strings=[]),
        lambda p: p.update(strings=7),
        lambda p: p.update(strings=[1, None]),
        lambda p: p.update(span_groups=[b"\xc1"]),
        lambda p: p.update(user_data=[b"\xc1"]),
        lambda p: p.update(span_groups=[PACK([PACK({"name": "x", "spans": [b"short"]})])]),
    ],
)
def test_spacy_files_that_contradict_themselves_are_said(tmp_path, change):
    found, problems = read(packed(tmp_path, change))
    assert not found
    assert problems


@pytest.mark.parametrize(
    "place", [(0, 99, 0, 4), (-1, 1, 0, 4), (2, 2, 0, 4), (3, 1, 0, 4), (2**31 - 1, -(2**31), 0, 0)]
)
def test_spacy_spans_outside_the_text_are_said(tmp_path, place):
    change = lambda parts: parts.update(span_groups=[group((0, 1, 0, 4), place)])  # noqa: E731
    (record,), problems = read(packed(tmp_path, change))
    assert [span.covered(record.text) for span in record.readings[0].spans] == ["Kiew"]
    assert problems == ["1 spans are not taken: they lie outside the text."]


def test_spacy_files_of_ours_with_wrong_user_data_keep_their_spans(tmp_path):
    data = {"annotator": "Lena", "relations": [["x", "T1"], 7, ["x", "T1", "T9"]], "attributes": {"": {"a": 1}},
            "notes": 3, "state": "lost", "key": 9, "title": ["x"]}  # fmt: skip
    (record,), problems = read(packed(tmp_path, lambda p: p.update(user_data=[PACK(data)])))
    reading = record.readings[0]
    assert (reading.annotator, reading.state, len(reading.spans)) == ("Lena", State.DONE, 1)
    assert len(problems) == 3


def test_spacy_bombs_are_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(spacy_reading, "LARGEST_UNPACKED", 10_000)
    path = tmp_path / "x.spacy"
    path.write_bytes(zlib.compress(b"\x81\xa5attrs" + b"\0" * 50_000_000))
    assert read(path) == ([], ["The file is damaged, or unpacks to more than 0 MB."])


@pytest.mark.parametrize(
    "data",
    [b"", b"\xdd\xff\xff\xff\xff" * 2_000, b"\x91" * 100_000, b"\xdf\xff\xff\xff\xff\xc0", b"\xc6\xff\xff\xff\xff",
     b"\x82\xc4\x02nd\xc3\xc4\x04data\xc4\x01x", b"\xc7\xff\x01x"],
)  # fmt: skip
def test_hostile_msgpack_is_bounded(tmp_path, data):
    path = tmp_path / "x.spacy"
    path.write_bytes(zlib.compress(data))
    found, problems = read(path)
    assert not found
    assert len(problems) == 1


@given(st.binary(max_size=60), st.integers(0, 10_000), st.booleans())
def test_mutated_files_are_read_without_an_exception(noise, place, inside):
    doc = NLP("Kiew meldet Verluste.")
    doc.spans["sc"] = SpanGroup(doc, name="sc", spans=[Span(doc, 0, 1, "ACTOR", span_id="T1")])
    doc.user_data = {"annotator": "Lena", "relations": []}
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    data = zlib.decompress(data) if inside else data
    place %= len(data)
    data = data[:place] + noise + data[place + len(noise) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.spacy"
        path.write_bytes(zlib.compress(data) if inside else data)
        read(path)
