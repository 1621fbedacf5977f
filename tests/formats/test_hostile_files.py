"""No file, whatever is in it, makes the readers of corpora, tables and documents raise or hang."""

import io
import json
import tempfile
import zlib
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_trip import written
from test_extracted import pdf

from annotator.core.documents import Metadata
from annotator.core.spans import Fragment, Relation, Span
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.format import Head, Source
from annotator.formats.registry import formats, named, names, recognise
from annotator.formats.tokenization import tokenize

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
READABLE = [name for name in names() if named(name).read is not None]
JSON_LINES = ("doccano", "jsonl", "prodigy", "re3d")
JSON_WHOLE = ("cas-json", "gnqa", "label-studio", "labelbuddy", "spkatt")
TEXT = "🇺🇦 Die Ministerin sagte: „Wir sparen.“\nDas Amt schwieg."
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 90), st.integers(), st.floats(), st.text(max_size=4),
        st.sampled_from(["0:1", "2:3", 10**400, "\ud800", "1_1_1", "|", "\0"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@cache
def good(kind):
    """A file of a kind with spans and links in it where the kind has them, and those that lie beside it."""
    if kind in FILES or kind in ("text", "pdf", "docx", "labelbuddy"):
        made = {"text": TEXT.encode(), "pdf": pdf(["Wir sparen.", "Das Amt schwieg."]), "docx": _word()}
        made["labelbuddy"] = (DATA / "labelbuddy" / "documents.json").read_bytes()
        return {f"x{named(kind).suffixes[0]}": made.get(kind) or FILES[kind]}
    tokens, tokenizer = tokenize(TEXT, "de")
    spans = [
        Span(n, 1, label, (Fragment(TEXT.index(words), TEXT.index(words) + len(words)),), attributes)
        for n, (label, words, attributes) in enumerate(
            [
                ("SOURCE", "Ministerin", (("kind", "office"),)),
                ("CUE", "sagte", ()),
                ("CLAIM", "Wir sparen", ()),
            ],
            1,
        )
    ]
    links = (Relation(4, 1, "attributed_to", 3, 1), Relation(5, 1, "signals", 2, 3))
    one = Record(TEXT, Metadata(language="de"), (Reading("Lena", tuple(spans), links),), "00aa", "x.txt",
                 tokens=tokens, tokenizer=tokenizer)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        _, paths = written(named(kind), [one], Path(folder))
        return {path.name: path.read_bytes() for path in paths}


def _word():
    raw = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Wir sparen.")
    document.add_table(1, 2).cell(0, 0).text = "Das Amt schwieg."
    document.save(raw)
    return raw.getvalue()


def main_file(kind):
    """The name and the contents of the file that a reader of the kind is given."""
    suffixes = named(kind).suffixes or (".spacy",)
    return next(
        (name, data) for name, data in sorted(good(kind).items(), reverse=True) if name.endswith(suffixes)
    )


def sound(kind, data, suffix="", name="", beside=()):
    with tempfile.TemporaryDirectory() as folder:
        for other, contents in beside:
            (Path(folder) / other).write_bytes(contents)
        path = Path(folder) / (name or f"x{suffix or (*named(kind).suffixes, '.spacy')[0]}")
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
                    assert all({r.head_id, r.child_id} <= ids and r.type for r in reading.relations)


@pytest.mark.parametrize("kind", READABLE)
@settings(max_examples=25)
@given(data=st.binary(max_size=200))
def test_random_bytes_are_read_without_an_exception(kind, data):
    sound(kind, data)


@pytest.mark.parametrize("kind", READABLE)
def test_the_files_to_be_damaged_are_sound_themselves(kind, tmp_path):
    for name, data in good(kind).items():
        (tmp_path / name).write_bytes(data)
    found = list(named(kind).read(Source(tmp_path / main_file(kind)[0])))
    assert [one for one in found if isinstance(one, Record)]


@pytest.mark.parametrize("kind", READABLE)
@settings(max_examples=40)
@given(
    place=st.integers(0, 100_000),
    cut=st.integers(0, 20),
    noise=st.one_of(
        st.binary(max_size=8),
        st.sampled_from(
            [b'"', b"\t", b"\n", b"\0", b"9" * 30, b"-1", b"\xf0\x9f", b"[", b"]]>", b"_", b"null"]
        ),
    ),
)
def test_mutated_files_are_read_without_an_exception(kind, place, cut, noise):
    name, contents = main_file(kind)
    # What is packed is damaged before it is packed, too: else its own checks alone are tested.
    for unpack, pack in ((bytes, bytes), *([(zlib.decompress, zlib.compress)] if kind == "spacy" else ())):
        plain = unpack(contents)
        at = place % len(plain)
        damaged = pack(plain[:at] + noise + plain[at + cut :])
        sound(kind, damaged, name=name, beside=[one for one in good(kind).items() if one[0] != name])


@given(place=st.integers(0, 10_000), cut=st.integers(0, 20), noise=st.binary(max_size=8))
@settings(max_examples=40)
def test_mutated_companions_are_read_without_an_exception(place, cut, noise):
    files = good("brat")
    text = next(name for name in files if name.endswith(".txt"))
    at = place % len(files[text])
    beside = [(name, data) for name, data in files.items() if not name.endswith((".txt", ".ann"))]
    beside.append((text, files[text][:at] + noise + files[text][at + cut :]))
    name, contents = main_file("brat")
    sound("brat", contents, name=name, beside=beside)


@pytest.mark.parametrize("kind", [*JSON_LINES, *JSON_WHOLE])
@settings(max_examples=60)
@given(data=st.data())
def test_values_of_any_type_are_read_without_an_exception(kind, data):
    name, contents = main_file(kind)
    made = []
    for line in contents.splitlines() if kind in JSON_LINES else [contents]:
        value = json.loads(line)
        for _ in range(3):
            _replace(value, data)
        made.append(json.dumps(value).encode())
    sound(kind, b"\n".join(made), name=name)


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


@pytest.mark.parametrize("kind", ["cas-json", "gnqa", "spkatt"])
@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b"NaN", b'{"a": 1e999}', b"9" * 100_000]
)
def test_json_that_is_no_such_file_is_said(kind, data, write):
    (problem,) = named(kind).read(Source(write("x.json", data)))
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("kind", READABLE)
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


def test_a_layer_without_a_name_gives_no_span_without_a_label():
    head = ["#FORMAT=WebAnno TSV 3.3", "#T_SP=|a|value", "#T_RL=|b|BT_x", "", "", "#Text=Wir sparen."]
    rows = ["1-1\t0-3\tWir\t_\tCLAIM\t_\t_\t", "1-2\t4-10\tsparen\tx\t_\t_\t1-1\t"]
    lines = [*head, *rows, "1-3\t10-11\t.\t_\t_\t_\t_\t"]
    sound("webanno-tsv", "\n".join(lines).encode())
