"""No file, whatever is in it, makes the readers of corpora, tables and documents raise or hang."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Head, Source
from annotator.formats.registry import formats, named, recognise

DATA = Path(__file__).parents[1] / "data"
GOOD = {
    "gnqa": next((DATA / "gnqa").iterdir()),
    "spkatt": next((DATA / "spkatt").iterdir()),
    "redewiedergabe": next((DATA / "redewiedergabe").iterdir()),
    "re3d": DATA / "re3d" / "documents.json",
}
TABLE = b'id;text;Datum\r\n1;"Die Ministerin\r\nsagte: ""Wir sparen"".";25.10.2024\r\n2;\xc3\x84h;\r\n'
PAGE = b"<!doctype html><html lang=de><head><title>x</title><body><article><p>Die Ministerin sagte: ja.</p></html>"
FILES = {**{kind: path.read_bytes() for kind, path in GOOD.items()}, "table": TABLE, "html": PAGE}
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 90), st.integers(), st.floats(), st.text(max_size=4),
        st.sampled_from(["0:1", "2:3", 10**400, "\ud800", "1_1_1", "|", "\0"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def sound(kind, data, suffix=""):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix or named(kind).suffixes[0]}"
        path.write_bytes(data)
        for item in named(kind).read(Source(path)):
            if isinstance(item, Problem):
                str(item)
            elif isinstance(item, Record):
                assert item.text.strip()
                item.text.encode()
                for reading in item.readings:
                    ids = {span.id for span in reading.spans}
                    assert len(ids) == len(reading.spans)
                    assert all(0 <= s.start < s.end <= len(item.text) and s.label for s in reading.spans)
                    assert all({r.head_id, r.child_id} <= ids for r in reading.relations)


@pytest.mark.parametrize("kind", [*FILES, "pdf", "docx"])
@settings(max_examples=25)
@given(data=st.binary(max_size=200))
def test_random_bytes_are_read_without_an_exception(kind, data):
    sound(kind, data)


@pytest.mark.parametrize("kind", FILES)
@given(
    place=st.integers(0, 10_000),
    cut=st.integers(0, 20),
    noise=st.one_of(st.binary(max_size=8), st.just(b'"')),
)
def test_mutated_files_are_read_without_an_exception(kind, place, cut, noise):
    good = FILES[kind]
    place %= len(good)
    sound(kind, good[:place] + noise + good[place + cut :])


@pytest.mark.parametrize("kind", ["gnqa", "spkatt", "re3d"])
@given(data=st.data())
def test_values_of_any_type_are_read_without_an_exception(kind, data):
    lines = FILES[kind].splitlines() if kind == "re3d" else [FILES[kind]]
    made = []
    for line in lines:
        value = json.loads(line)
        for _ in range(3):
            _replace(value, data)
        made.append(json.dumps(value).encode())
    sound(kind, b"\n".join(made))


def _replace(value, data):
    """Put any value somewhere into a JSON value."""
    while True:
        keys = sorted(value) if isinstance(value, dict) else range(len(value))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(value[key], dict | list) or not value[key] or data.draw(st.booleans()):
            value[key] = data.draw(VALUES)
            return
        value = value[key]


@pytest.mark.parametrize("kind", ["gnqa", "spkatt"])
@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b"NaN", b'{"a": 1e999}', b"9" * 100_000]
)
def test_json_that_is_no_such_file_is_said(kind, data, write):
    (problem,) = named(kind).read(Source(write("x.json", data)))
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("kind", [*FILES, "pdf", "docx", "spacy"])
def test_what_cannot_be_opened_is_said(kind, tmp_path):
    for path in (tmp_path / "none.x", tmp_path):
        found = list(named(kind).read(Source(path)))
        assert found
        assert all(isinstance(item, Problem) for item in found)


@given(data=st.binary(max_size=300))
def test_recognising_never_raises(data):
    for suffix in (".json", ".tsv", ".csv", ".html", ".pdf", ".docx", ".spacy", ""):
        for form in formats():
            if form.recognises is not None:
                form.recognises(Head(Path(f"x{suffix}"), data))


def test_each_good_file_is_recognised_as_what_it_is(write):
    for kind, data in FILES.items():
        path = GOOD.get(kind) or write(f"x{named(kind).suffixes[0]}", data)
        assert recognise(path).name == kind
