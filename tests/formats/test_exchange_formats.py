"""The JSON formats of other tools: what they promised reads back, and no file harms their readers."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategy import records
from round_trip import check_round_trip, options_for, read_all, written

from annotator.core.documents import Metadata
from annotator.core.spans import Fragment, Relation, Span, State
from annotator.core.tokens import encode_tokens
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.registry import named, recognise
from annotator.formats.tokenization import tokenize

tokenize("spaCy", "de")  # loaded here: on its way it uses `random`, which no strategy may
NAMES = ("prodigy", "doccano", "label-studio", "labelbuddy")
DATA = Path(__file__).parents[3] / "shared" / "data"
TEXT = "🇺🇦 Ministerin sagte: Wir sparen.\r\nNein!"
TOKENS = encode_tokens([(2, True), (10, True), (5, False), (1, True), (3, True), (6, False), (1, False), (2, False),
                        (4, False), (1, False)])  # fmt: skip


def a_record(**changes):
    spans = (
        Span(1, 9, "SOURCE", (Fragment(3, 13),), (("kind", "office"),)),
        Span(2, 9, "CLAIM", (Fragment(21, 31),), (), "wörtlich"),
    )
    readings = (
        Reading("Lena", spans, (Relation(1, 9, "attributed_to", 2, 1),), State.DONE),
        Reading("Jonas", spans[1:], (), State.SKIPPED),
    )
    metadata = Metadata(
        "Sie spart", "Tageswert", "2024-10-25", "de", "https://t.example/1", (("ressort", "Politik"),)
    )
    values = {"readings": readings, "key": "00aa", "source": "one.txt", "tokens": TOKENS} | changes
    return Record(TEXT, metadata, **values)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=80)
@given(record=records())
def test_what_no_loss_names_comes_back(name, record):
    check_round_trip(named(name), record)


@pytest.mark.parametrize("name", NAMES)
def test_metadata_come_back(name, tmp_path):
    record = a_record(readings=a_record().readings[:1])
    _, files = written(named(name), [record], tmp_path)
    assert [item.metadata for item in read_all(named(name), files[0])] == [record.metadata]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "prodigy"])
def test_what_was_written_is_recognised_again(name, tmp_path):
    _, files = written(named(name), [a_record(), a_record(readings=(), key="00bb")], tmp_path)
    assert {recognise(path).name for path in files} == {name}


@pytest.mark.parametrize("name", ["prodigy", "doccano", "label-studio"])
def test_readings_come_back_with_their_annotators(name, tmp_path):
    _, files = written(named(name), [a_record()], tmp_path)
    found = [r for item in read_all(named(name), files[0]) for r in item.readings]
    assert {reading.annotator: len(reading.spans) for reading in found} == {"Lena": 2, "Jonas": 1}
    (lena,) = (reading for reading in found if reading.annotator == "Lena")
    assert [(r.type, lena.spans[r.head_id - 1].label) for r in lena.relations] == [("attributed_to", "CLAIM")]
    skipped = {reading.annotator for reading in found if reading.state is State.SKIPPED}
    assert skipped == (set() if name == "doccano" else {"Jonas"})


@pytest.mark.parametrize("name", NAMES)
def test_an_annotator_asked_for_wins(name, tmp_path):
    _, files = written(named(name), [a_record(readings=a_record().readings[:1])], tmp_path)
    found = [r for item in read_all(named(name), files[0], "Mara") for r in item.readings]
    assert {reading.annotator for reading in found} == {"Mara"}


# What nobody vouches for

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_KEYS = {
    "doccano": "text label labels entities relations annotations Comments meta user offsets id start_offset end_offset "
    "type from_id to_id",
    "label-studio": "data text annotations predictions result value start end labels id type from_name to_name from_id "
    "to_id direction choices completed_by email was_cancelled model_version meta",
    "labelbuddy": "text annotations metadata display_title utf8_text_md5_checksum start_char end_char start_byte "
    "end_byte label_name extra_data",
    "prodigy": "text spans relations tokens meta versions sessions answer _session_id _annotator_id start end label "
    "head child head_span child_span token_end _task_hash",
}
_SOME = st.sampled_from(
    [
        "labels",
        "relation",
        "choices",
        "right",
        "bi",
        "Wort 👍 mehr",
        "ds-a",
        "T1",
        "reject",
        0,
        1,
        2,
        5,
        6,
        10**30,
        -1,
    ]
)


def _hostile(name):
    key = st.sampled_from(_KEYS[name].split()) | st.text(max_size=3)
    return st.recursive(
        _SOME | JSON,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(key, inner, max_size=7),
        max_leaves=25,
    )


def _sound(items):
    for item in items:
        if isinstance(item, Problem):
            str(item)
            continue
        item.text.encode()
        for reading in item.readings:
            ids = {span.id for span in reading.spans}
            assert all(s.label and s.end <= len(item.text) for s in reading.spans)
            assert all({r.head_id, r.child_id} <= ids for r in reading.relations)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150)
@given(data=st.data())
def test_records_of_wrong_shape_are_taken_or_said(name, tmp_path_factory, data):
    path = tmp_path_factory.mktemp("hostile") / "in.json"
    objects = data.draw(st.lists(_hostile(name), max_size=3))
    listed = data.draw(st.booleans())
    path.write_text(
        json.dumps(objects) if listed else "\n".join(map(json.dumps, objects)), "utf-8", "replace"
    )
    recognise(path)
    _sound(read_all(named(name), path))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=120)
@given(data=st.data())
def test_damaged_files_are_taken_or_said(name, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    _, files = written(named(name), [a_record()], folder)
    raw = bytearray(files[0].read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4) | st.sampled_from(
            [b"[" * 3000, b"9" * 5000, b"NaN", b"\\ud800", b"\0", b"null", b"-1", b"1e999"]))  # fmt: skip
    path = folder / f"damaged{files[0].suffix}"
    path.write_bytes(raw)
    recognise(path)
    _sound(read_all(named(name), path))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "raw", [b"", b"[", b"{", b"[[[", b"\xff\xfe[\0", b"\xff" * 50, b"[1,2]", b"[{}]", b"{\n\n}", b"\0" * 9, b"[{},]",
            b"[" * 200_000, b'{"text":' * 50_000]
)  # fmt: skip
def test_what_is_no_such_file_is_said(name, raw, tmp_path):
    path = tmp_path / "in.json"
    path.write_bytes(raw)
    recognise(path)
    started = time.monotonic()
    assert all(isinstance(item, Problem) for item in read_all(named(name), path))
    assert time.monotonic() - started < 30  # not hanging, however slow the machine


def test_options_name_the_annotators():
    assert options_for([a_record()]).annotators == ("Jonas", "Lena")


@pytest.mark.parametrize("name", [*(name for name in NAMES if name != "prodigy"), "jsonl"])
def test_a_long_article_is_recognised_again_whatever_its_file_is_called(name, tmp_path):
    long = Record(TEXT * 4_000, readings=a_record().readings[:1], key="00aa", source="one.txt")
    _, files = written(named(name), [long], tmp_path)
    path = files[0].rename(files[0].with_suffix(""))
    assert recognise(path) is named(name)
