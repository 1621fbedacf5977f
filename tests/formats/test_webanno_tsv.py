"""WebAnno TSV 3.3, in and out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_strategy import records
from round_trip import check_round_trip, read_all, written

from annotator.core.spans import Fragment, Relation, Span
from annotator.formats.exchange import LossKind, Problem, Reading, Record
from annotator.formats.format import Format
from annotator.formats.registry import named, recognise
from annotator.formats.webanno_rows import escape_text, escape_value, items, unescape_text, unescape_value
from annotator.workspace import importing
from annotator.workspace.workspace import Workspace

TSV = named("webanno-tsv")
DATA = Path(__file__).resolve().parents[1] / "data" / "webanno-tsv"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SUITE = SHARED / "webanno-tsv3-suite"

Write = Callable[..., Path]
Content = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]


def one(form: Format, path: Path) -> tuple[Record, list[str]]:
    """The file's record, and its problems as line and sentence."""
    items_ = read_all(form, path)
    problems = [f"{item.line}: {item.message}" for item in items_ if isinstance(item, Problem)]
    (record,) = [item for item in items_ if isinstance(item, Record)]
    return record, problems


def content(record: Record, **names: str) -> Content:
    """Spans and relations without ids; `names` are labels to be called otherwise."""
    reading = record.readings[0] if record.readings else Reading("")
    spans = {
        span.id: (names.get(span.label, span.label), span.fragments, span.attributes)
        for span in reading.spans
    }
    links = [(link.type, spans[link.head_id], spans[link.child_id]) for link in reading.relations]
    return sorted(spans.values()), sorted(links)


def test_webanno_golden_file_says_all_that_a_row_can_say() -> None:
    record, problems = one(TSV, DATA / "one.tsv")
    assert record.text == "Die Ministerin 😀 sagte: Wir sparen.\n Mehr\tnicht."
    (reading,) = record.readings
    assert {(s.label, s.covered(record.text), s.attributes) for s in reading.spans} == {
        ("SOURCE", "Die Ministerin", ()),
        ("CUE", "sagte", (("mood", "sure"),)),
        ("CLAIM", "Wir sparen", ()),
        ("Q_1", "Wir", ()),
        ("PART", "spar", ()),
        ("Claim", "nicht", ()),
    }
    covered = {span.id: span.covered(record.text) for span in reading.spans}
    links = {(link.type, covered[link.head_id], covered[link.child_id]) for link in reading.relations}
    assert links == {("said|by", "Die Ministerin", "Wir sparen")}
    assert not problems


def test_webanno_offsets_in_characters_are_found_out(write: Write) -> None:
    def less(found: re.Match[str]) -> str:
        return "\t" + "-".join(str(int(offset) - (int(offset) > 15)) for offset in found.groups()) + "\t"

    text = re.sub(r"(?m)(?<=\d)\t(\d+)-(\d+)\t", less, (DATA / "one.tsv").read_text("utf-8"))
    record, _ = one(TSV, write("one.tsv", text))
    assert record.text.startswith("Die Ministerin 😀 sagte: Wir sparen.\n")
    assert ("CLAIM", "Wir sparen") in {
        (span.label, span.covered(record.text)) for span in record.readings[0].spans
    }


HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.Span|value\n#T_RL=a.Link|value|BT_a.Span\n\n\n#Text=Wir sparen\n"


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("1-1\t0-3\tUns\tX\t_\t_\t\n", "is not “Uns”"),
        ("1-1\t0-3\tWir\tX\t\n", "columns"),
        ("whatever\n", "no row"),
        ("1-1\t0-3\tWir\tX\tsaid\t7-7\t\n", "refers to nothing"),
        ("1-1\t0-3\tWir\tX\tsaid\tx\t\n", "refers to nothing"),
        ("1-1\t0-3\tWir\t_\tsaid\t1-2\t\n", "nothing is there"),
        ("1-1.1\t3-3\t\tX\t_\t_\t\n", "covers nothing"),
        ("1-1\t0-3\tWir\tX[1]|X[2]\t_\t_\t\n", "stands twice"),
    ],
)
def test_webanno_bad_row_is_a_problem_and_the_rest_arrives(write: Write, rows: str, what: str) -> None:
    record, problems = one(TSV, write("one.tsv", f"{HEAD}{rows}1-2\t4-10\tsparen\tCLAIM\t_\t_\t\n"))
    assert ("CLAIM", "sparen") in {
        (span.label, span.covered(record.text)) for span in record.readings[0].spans
    }
    assert what in problems[0]
    assert problems[0].startswith("7:")


@pytest.mark.parametrize(
    ("content_", "what"),
    [
        ("#FORMAT=WebAnno TSV 2.1\n", "version 3"),
        ("#FORMAT=WebAnno TSV 3.3\n", "no text"),
        ("#FORMAT=WebAnno TSV 3.3\n\n\n#Text=x\n1-1\t9999999999-9999999999\tx\t\n", "nothing is known"),
    ],
)
def test_webanno_file_without_a_text_is_refused(write: Write, content_: str, what: str) -> None:
    (problem,) = read_all(TSV, write("one.tsv", content_))
    assert what in str(problem)


def test_webanno_old_versions_escape_as_java_does(write: Write) -> None:
    head = HEAD.replace("3.3", "3.1").replace("Wir sparen", "\\u00fcber \\uD83D\\uDE00\\tx")
    record, problems = one(TSV, write("one.tsv", f"{head}1-1\t0-4\tüber\tX\t_\t_\t\n"))
    assert record.text == "über 😀\tx"
    assert not problems


def test_webanno_lines_may_end_with_crlf(write: Write) -> None:
    path = write("one.tsv", (DATA / "one.tsv").read_bytes().replace(b"\n", b"\r\n"))
    assert content(one(TSV, path)[0]) == content(one(TSV, DATA / "one.tsv")[0])


def test_webanno_file_without_layers_is_a_reading_that_found_nothing(write: Write) -> None:
    record, _ = one(TSV, write("one.tsv", "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=x\n1-1\t0-1\tx\t\n"))
    assert record.readings == (Reading(""),)


def test_webanno_writes_rows_as_inception_does(tmp_path: Path) -> None:
    text = "Er 😀 sagte: Wir sparen.\n\nMehr nicht."
    spans = (
        Span(1, 1, "CUE", (Fragment(5, 10),), (("Art der", "x|y"),), "a\nb"),
        Span(2, 1, "CLAIM", (Fragment(12, 22),)),
        Span(3, 1, "PART", (Fragment(16, 20),), (("mood", "\r"),)),
        Span(4, 1, "EDGE", (Fragment(15, 20),)),
        Span(5, 1, "EDGE", (Fragment(15, 22),)),
    )
    links = (Relation(1, 1, "said_by", 2, 1),)
    report, (path,) = written(TSV, [Record(text, readings=(Reading("Lena", spans, links),))], tmp_path)
    assert path.read_text("utf-8").split("\n") == [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=webanno.custom.Span|ArtU_20_der|note|value",
        "#T_RL=webanno.custom.Relation|value|BT_webanno.custom.Span",
        "",
        "",
        "#Text=Er 😀 sagte: Wir sparen.\\n\\n",
        "1-1\t0-2\tEr\t_\t_\t_\t_\t_\t",
        "1-2\t3-5\t😀\t_\t_\t_\t_\t_\t",
        "1-3\t6-12\tsagte:\t_\t_\t_\t_\t_\t",
        "1-3.1\t6-11\tsagte\tx\\|y\ta\\nb\tCUE\tsaid\\_by\t1-4[2_0]\t",
        "1-4\t13-16\tWir\t*[2]\t*[2]\tCLAIM[2]\t_\t_\t",
        "1-5\t17-24\tsparen.\t_\t_\t_\t_\t_\t",
        "1-5.1\t17-21\tspar\t*\t*\tPART\t_\t_\t",
        "1-5.2\t17-23\tsparen\t*[2]\t*[2]\tCLAIM[2]\t_\t_\t",
        "",
        "#Text=Mehr nicht.",
        "2-1\t26-30\tMehr\t_\t_\t_\t_\t_\t",
        "2-2\t31-37\tnicht.\t_\t_\t_\t_\t_\t",
        "",
        "",
    ]
    assert [loss.kind for loss in report.losses] == [
        LossKind.WHITESPACE,
        LossKind.WHITESPACE,
        LossKind.CHARACTER,
    ]


@given(records())
def test_webanno_round_trip_loses_nothing_unnamed(record: Record) -> None:
    check_round_trip(TSV, record)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_webanno_escapes_come_back(text: str) -> None:
    assert unescape_text(escape_text(text)) == text
    assert unescape_value(escape_value(text)) == text
    cell = f"{escape_value(text) or '*'}[3]|{escape_value(text) or '*'}[4]"
    assert [(item.value, item.id) for item in items(cell)] == [(text, 3), (text, 4)]


_GOOD = (DATA / "one.tsv").read_bytes()


@given(
    st.one_of(
        st.binary(max_size=200), st.lists(st.tuples(st.integers(0, 700), st.binary(max_size=4)), max_size=6)
    )
)
def test_webanno_reads_anything_without_a_crash(
    tmp_path_factory: pytest.TempPathFactory, bad: bytes | list[tuple[int, bytes]]
) -> None:
    raw = b"#FORMAT=WebAnno TSV 3.3\n" + bad if isinstance(bad, bytes) else _GOOD
    for place, piece in bad if isinstance(bad, list) else ():
        raw = raw[:place] + piece + raw[place + len(piece) :]
    path = tmp_path_factory.mktemp("fuzz") / "one.tsv"
    path.write_bytes(raw)
    for item in read_all(TSV, path):
        if isinstance(item, Record) and item.readings:
            assert all(span.end <= len(item.text) for span in item.readings[0].spans)


def test_webanno_recognises_only_its_files(write: Write) -> None:
    assert recognise(write("one.txt", "#FORMAT=WebAnno TSV 3.2\n")) is TSV
    assert recognise(write("two.tsv", "text\tlabel\nx\ty\n")) is not TSV


# INCEpTION's own cases, where they are

# Where the two files of a case differ themselves: an XMI's spans may begin or end in white
# space, which a TSV's cannot, and white space at the text's end is in no TSV.
_EDGES = {"testAnnotationWithLeadingWhitespace", "testAnnotationWithTrailingWhitespace"}
_TEXT = {"testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken"}


@pytest.mark.skipif(not SUITE.is_dir(), reason="INCEpTION's cases in ../shared are not here")
@pytest.mark.parametrize("case", sorted(path.parent.name for path in SUITE.glob("*/reference.xmi")))
def test_webanno_and_xmi_of_a_case_say_the_same(case: str) -> None:
    tsv, _ = one(TSV, SUITE / case / "reference.tsv")
    xmi, _ = one(named("xmi"), SUITE / case / "reference.xmi")
    if case in _EDGES:
        (span,), (wide,) = tsv.readings[0].spans, xmi.readings[0].spans
        assert span.covered(tsv.text) == wide.covered(xmi.text).strip()
        return
    assert tsv.text == (xmi.text.rstrip() if case in _TEXT else xmi.text)
    # Some cases have NamedEntity in the XMI and webanno.custom.Span in the TSV, both without a value.
    assert content(tsv) == content(xmi, NamedEntity="Span" if not _entities(tsv) else "NamedEntity")


def _entities(record: Record) -> bool:
    return any(span.label == "NamedEntity" for reading in record.readings for span in reading.spans)


def test_webanno_files_of_one_folder_are_its_annotators(workspace: Workspace) -> None:
    folder = SHARED / "inception-curation-suite" / "simpleSpanDiffWithLabelStacking2Test"
    if not folder.is_dir():
        pytest.skip("INCEpTION's cases in ../shared are not here")
    report = importing.import_files(workspace, [folder])
    assert report.documents == 1
    assert set(report.readers) == {"user1", "user2", "curator"}
