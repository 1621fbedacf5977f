"""brat standoff, in and out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_strategy import records
from round_trip import check_round_trip, read_all, scheme_of, written

from annotator.core.spans import Fragment, Relation, Span, State
from annotator.formats.brat_conf import parse_conf, write_conf, write_visual
from annotator.formats.exchange import LossKind, Problem, Reading, Record, Vocabulary
from annotator.formats.registry import formats, named, recognise
from annotator.workspace import importing
from annotator.workspace.workspace import Workspace

BRAT = named("brat")
TEXT = "Ministerin sagte: Wir sparen.\nMehr nicht, 👩‍👩‍👧 sagte sie.\n"
DATA = Path(__file__).resolve().parents[1] / "data" / "brat"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

Write = Callable[..., Path]


@pytest.fixture
def read(write: Write) -> Callable[..., tuple[Record, list[str]]]:
    """Reads lines as an .ann file beside a text; returns its record and the problems as line and sentence."""

    def read_(ann: str | bytes, text: str | bytes = TEXT) -> tuple[Record, list[str]]:
        write("one.txt", text)
        items = read_all(BRAT, write("one.ann", ann))
        problems = [f"{item.line}: {item.message}" for item in items if isinstance(item, Problem)]
        (record,) = [item for item in items if isinstance(item, Record)]
        return record, problems

    return read_


def spans_of(record: Record) -> list[tuple[str, str]]:
    (reading,) = record.readings
    return [(span.label, span.covered(record.text)) for span in reading.spans]


def links_of(record: Record) -> set[tuple[str, str, str]]:
    (reading,) = record.readings
    covered = {span.id: span.covered(record.text) for span in reading.spans}
    return {(link.type, covered[link.head_id], covered[link.child_id]) for link in reading.relations}


def test_brat_golden_file_says_all_that_a_line_can_say() -> None:
    items = read_all(BRAT, DATA / "one.ann")
    (record,) = items
    assert isinstance(record, Record)
    assert spans_of(record) == [
        ("Source", "Die Ministerin"),
        ("Cue", "sagte … :"),
        ("Content", "Wir sparen"),
        ("Attribution", "sagte"),
        ("Content", "nicht am\nKlima"),
        ("Source", "sie"),
    ]
    assert links_of(record) == {
        ("Source", "sagte", "Die Ministerin"),
        ("Cue", "sagte", "sagte … :"),
        ("Content", "sagte", "Wir sparen"),
        ("Content", "sagte", "nicht am\nKlima"),
        ("same_as", "sie", "Die Ministerin"),
        ("said", "sie", "Wir sparen"),
        ("Equiv", "Die Ministerin", "sie"),
    }
    (reading,) = record.readings
    by_text = {span.covered(record.text): span for span in reading.spans}
    assert by_text["Die Ministerin"].attributes == (("Reference", "Wikidata:Q42 Ministerin"),)
    assert by_text["Wir sparen"].attributes == (("Certainty", "very sure"), ("Quoted", "true"))
    assert by_text["sagte"].attributes == (("Negated", "true"),)
    assert by_text["sie"].note == "same_as: why?"
    assert by_text["Wir sparen"].note == "Wer ist wir?\nUnd wo?"


def test_brat_golden_settings_become_a_vocabulary() -> None:
    (vocabulary,) = read_all(BRAT, DATA / "annotation.conf")
    assert isinstance(vocabulary, Vocabulary)
    assert vocabulary.labels == ("Source", "Cue", "Content", "Attribution")
    assert vocabulary.relations == (
        ("same_as", "Source", "Source"),
        ("same_as", "Source", "Cue"),
        ("Source", "Attribution", "Source"),
        ("Content", "Attribution", "Content"),
        ("Content", "Attribution", "Attribution"),
    )
    assert vocabulary.attributes == (
        ("Content", "Certainty", ("sure", "hedged")),
        ("Source", "Quoted", ("true",)),
        ("Cue", "Quoted", ("true",)),
        ("Content", "Quoted", ("true",)),
    )


def test_brat_fragments_out_of_order_are_sorted(read: Callable[..., tuple[Record, list[str]]]) -> None:
    record, problems = read("T1\tCLAIM 22 28;18 21\tsparen Wir\n")
    assert spans_of(record) == [("CLAIM", "Wir … sparen")]
    assert not problems


def test_brat_one_trigger_of_two_events_is_said(read: Callable[..., tuple[Record, list[str]]]) -> None:
    ann = "T1\tAtt 11 16\tsagte\nT2\tS 0 10\tMinisterin\nT3\tC 18 28\tWir sparen\nE1\tAtt:T1 S:T2\nE2\tAtt:T1 C:T3\n"
    record, problems = read(ann)
    assert links_of(record) == {("S", "sagte", "Ministerin"), ("C", "sagte", "Wir sparen")}
    assert [problem.partition(":")[0] for problem in problems] == ["4", "5"]


def test_brat_event_without_roles_is_its_trigger(read: Callable[..., tuple[Record, list[str]]]) -> None:
    record, problems = read("T1\tAtt 11 16\tsagte\t\nE1\tAtt:T1 \nA1\tSure E1\n")
    assert spans_of(record) == [("Att", "sagte")]
    assert record.readings[0].spans[0].attributes == (("Sure", "true"),)
    assert not problems


def test_brat_role_filled_by_an_event_leads_to_its_trigger(
    read: Callable[..., tuple[Record, list[str]]],
) -> None:
    record, _ = read("E1\tA:T1 Of:E2\nE2\tB:T2\nT1\tA 11 16\tsagte\nT2\tB 22 28\tsparen\n")
    assert links_of(record) == {("Of", "sagte", "sparen")}


def test_brat_empty_file_is_a_reading_to_do(read: Callable[..., tuple[Record, list[str]]]) -> None:
    record, problems = read("")
    assert (record.text, record.readings, problems) == (TEXT, (Reading("", state=State.TO_DO),), [])


def test_brat_missing_text_is_said(write: Write) -> None:
    (problem,) = read_all(BRAT, write("alone.ann", "T1\tA 0 1\tx\n"))
    assert isinstance(problem, Problem)
    assert "alone.txt" in str(problem)


def test_brat_covered_text_over_two_lines_is_one_span(read: Callable[..., tuple[Record, list[str]]]) -> None:
    record, problems = read("T1\tCLAIM 22 34\tsparen.\nMehr\nT2\tCUE 11 16\tsagte\nnot a line\n")
    assert spans_of(record) == [("CLAIM", "sparen.\nMehr"), ("CUE", "sagte")]
    assert [problem.partition(":")[0] for problem in problems] == ["4"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T1\tCLAIM 0 5\tsagte", "is not “sagte”"),
        ("T1\tCLAIM 5 5\t", "no text"),
        ("T1\tCLAIM 0 9999\t", "outside the text"),
        ("T1\tCLAIM x y\tz", "not brat's"),
        ("R1\tsaid Arg1:T1 Arg2:T9", "not in the file"),
        ("E1\tAtt:T7 Source:T8", "not in the file"),
        ("A1\tSure T9", "no span or event"),
        ("#1\tAnnotatorNotes T9\tx", "no span or event"),
        ("whatever", "not brat's"),
        ("E1", "not brat's"),
        ("R1\tx", "not brat's"),
    ],
)
def test_brat_bad_line_is_a_problem_and_the_rest_arrives(
    read: Callable[..., tuple[Record, list[str]]], line: str, what: str
) -> None:
    record, problems = read(f"T1\tCUE 11 16\tsagte\n{line.replace('T1', 'T2', line.startswith('T'))}\n")
    assert spans_of(record) == [("CUE", "sagte")]
    assert what in problems[0]
    assert problems[0].startswith("2:")


@pytest.mark.parametrize("bad", ["T2\tCLAIM 0 5\tsagte", "T2\tCLAIM 0 9999\t", "T2\tCLAIM 5 5\t"])
def test_brat_what_hangs_on_a_span_left_out_is_said(
    read: Callable[..., tuple[Record, list[str]]], bad: str
) -> None:
    lines = [
        "T1\tCUE 11 16\tsagte",
        bad,
        "A1\tSure T2",
        "M1\tTone T2 calm",
        "N1\tReference T2 Wikidata:Q1\tx",
        "#1\tAnnotatorNotes T2\twhy",
        "E1\tAtt:T2",
        "A2\tNegated E1",
        "#2\tAnnotatorNotes E1\tand why",
        "R1\tsaid Arg1:T2 Arg2:T1",
        "#3\tAnnotatorNotes R1\tno",
        "A3\tSure T1",
    ]
    record, problems = read("\n".join(lines))
    assert spans_of(record) == [("CUE", "sagte")]
    assert record.readings[0].spans[0].attributes == (("Sure", "true"),)
    assert problems[1:] == [
        "3: Sure is on T2, which is left out; it is left out too.",
        "4: Tone is on T2, which is left out; it is left out too.",
        "5: Reference is on T2, which is left out; it is left out too.",
        "6: AnnotatorNotes is on T2, which is left out; it is left out too.",
        "7: Att is left out: its trigger is left out.",
        "8: Negated is on E1, which is left out; it is left out too.",
        "9: AnnotatorNotes is on E1, which is left out; it is left out too.",
        "10: said is left out: an end of it is left out.",
        "11: AnnotatorNotes is on R1, which is left out; it is left out too.",
    ]


def test_brat_what_hangs_on_a_span_that_is_no_line_is_said(
    read: Callable[..., tuple[Record, list[str]]],
) -> None:
    _, problems = read(
        "T2\tCLAIM x y\tsagte\nE1\tAtt:T2\nA1\tSure T2\nA2\tSure E1\n#1\tAnnotatorNotes T2\ty\n"
    )
    assert [problem.partition(":")[0] for problem in problems] == ["1", "2", "3", "4", "5"]
    assert problems[1] == "2: Att is left out: its trigger T2 is not in the file."


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("\ufeffErst 😀 dann", (8, 12)),  # code points with the mark, as brat counts
        ("\ufeffErst 😀 dann", (7, 11)),
        ("a\r\nb dann", (4, 8)),  # counted without the CR
        ("😀😀 dann", (5, 9)),  # UTF-16 units
        ("ääää dann", (9, 13)),  # bytes
    ],
)
def test_brat_unit_of_offsets_is_told_by_the_covered_text(
    read: Callable[..., tuple[Record, list[str]]], text: str, offsets: tuple[int, int]
) -> None:
    stated = text.removeprefix("\ufeff")[-4:]
    record, _ = read(f"T1\tX {offsets[0]} {offsets[1]}\t{stated}\n", text)
    assert spans_of(record) == [("X", stated)]


def test_brat_writes_what_brat_can_read(tmp_path: Path) -> None:
    spans = (
        Span(
            1,
            1,
            "Äußerung",
            (Fragment(18, 21), Fragment(22, 34)),
            (("mood", "sure"), ("real", "true")),
            "a\nb",
        ),
        Span(2, 1, "CUE", (Fragment(11, 16),), (("mood", "x\ty"),), "no\ttab"),
    )
    record = Record(TEXT, readings=(Reading("Lena", spans),), source="one.txt")
    report, paths = written(BRAT, [record], tmp_path)
    assert [path.name for path in paths] == ["annotation.conf", "one.ann", "one.txt", "visual.conf"]
    assert (tmp_path / "out" / "one.ann").read_text("utf-8") == (
        "T1\tU_c4_u_U_df_erung 18 21;22 29;30 34\tWir sparen. Mehr\n".replace("U_c4_u_", "U_c4_u")
        + "A1\tmood T1 sure\nA2\treal T1\n"
        "#1\tAnnotatorNotes T1\ta\n#2\tAnnotatorNotes T1\tb\nT2\tCUE 11 16\tsagte\n"
    )
    assert [loss.kind for loss in report.losses] == [LossKind.CHARACTER, LossKind.CHARACTER]
    assert "| Äußerung" in (tmp_path / "out" / "visual.conf").read_text("utf-8")


def test_brat_export_opens_in_pybrat(tmp_path: Path) -> None:
    from pybrat.parser import BratParser

    spans = (
        Span(1, 1, "CLAIM", (Fragment(18, 21), Fragment(22, 34))),
        Span(2, 1, "CUE", (Fragment(TEXT.rindex("sagte"), TEXT.rindex("sagte") + 5),), (("real", "true"),)),
    )
    links = (Relation(1, 1, "said", 1, 2),)
    written(BRAT, [Record(TEXT, readings=(Reading("Lena", spans, links),), source="one.txt")], tmp_path)
    (found,) = BratParser(error="raise").parse(tmp_path / "out")
    assert found.text == TEXT
    assert [(one.type, one.mention) for one in found.entities] == [
        ("CLAIM", "Wir sparen. Mehr"),
        ("CUE", "sagte"),
    ]
    assert all(
        one.mention == " ".join(TEXT[part.start : part.end] for part in one.spans) for one in found.entities
    )
    assert [(one.type, one.arg1.type, one.arg2.type) for one in found.relations] == [("said", "CLAIM", "CUE")]


@given(records(annotators=1))
def test_brat_settings_written_are_read(record: Record) -> None:
    scheme = scheme_of([record])
    vocabulary = parse_conf(write_conf(scheme))
    assert vocabulary.labels == tuple(label.name for label in scheme.labels)
    assert set(vocabulary.relations) == {
        (one.name, head, child) for one in scheme.relations for head in one.heads for child in one.children
    }
    assert {(label, name) for label, name, _ in vocabulary.attributes} == {
        (label.name, attribute.name) for label in scheme.labels for attribute in label.attributes
    }
    assert all(re.match(r"[\w-]+ \| |[\[\w-]|$", line) for line in write_visual(scheme).splitlines())


@given(records())
def test_brat_round_trip_loses_nothing_unnamed(record: Record) -> None:
    check_round_trip(BRAT, record)


_GOOD = (DATA / "one.ann").read_bytes()


@given(
    st.one_of(
        st.binary(max_size=200), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=6)
    )
)
def test_brat_reads_anything_without_a_crash(
    tmp_path_factory: pytest.TempPathFactory, bad: bytes | list[tuple[int, bytes]]
) -> None:
    raw = bad if isinstance(bad, bytes) else _GOOD
    for place, piece in bad if isinstance(bad, list) else ():
        raw = raw[:place] + piece + raw[place + len(piece) :]
    folder = tmp_path_factory.mktemp("fuzz")
    for name, content in (
        ("one.ann", raw),
        ("one.txt", (DATA / "one.txt").read_bytes()),
        ("annotation.conf", raw),
    ):
        (folder / name).write_bytes(content)
    for name in ("one.ann", "annotation.conf"):
        for item in read_all(BRAT, folder / name):
            assert item is not None
            if isinstance(item, Record) and item.readings:
                assert all(span.end <= len(item.text) for span in item.readings[0].spans)
    (folder / "one.txt").write_bytes(raw)
    read_all(BRAT, folder / "one.ann")


def test_brat_recognises_only_its_files(write: Write) -> None:
    assert recognise(write("a.ann", "T1\tA 0 1\tx\n")) is BRAT
    assert recognise(write("b.ann", "")) is BRAT
    assert recognise(write("annotation.conf", "# x\n[entities]\nA\n")) is BRAT
    assert recognise(write("c.ann", "<xml/>")) is not BRAT
    assert recognise(write("d.txt", "T1\tA 0 1\tx\n")) is not BRAT
    assert BRAT in formats()


# Real files, where they are


@pytest.mark.parametrize(
    "name",
    ["polnear-6annotators", "polnear-single", "bratiaa-example", "brat-conll2002", "brat-tutorial-news"],
)
def test_brat_real_files_arrive_entirely(name: str) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip("there is no shared data here")
    for path in folder.rglob("*.ann"):
        _check_real(path)


def _check_real(path: Path) -> None:
    lines = [line.split("\t") for line in path.read_text("utf-8").split("\n") if line.strip()]
    items = read_all(BRAT, path)
    (record,) = [item for item in items if isinstance(item, Record)]
    assert all("several events" in str(item) for item in items if isinstance(item, Problem))
    if not lines:
        assert record.readings == (Reading("", state=State.TO_DO),)
        return
    (reading,) = record.readings
    stated = Counter(
        (line[1].split()[0], "".join(sorted(line[2].split()))) for line in lines if line[0].startswith("T")
    )
    arrived = Counter(
        (span.label, "".join(sorted(" ".join(record.text[a:b] for a, b in span.fragments).split())))
        for span in reading.spans
    )
    assert arrived == stated
    counts = Counter(line[0][0] for line in lines)
    events = [line[1].split() for line in lines if line[0].startswith("E")]
    roles = {(event[0], role) for event in events for role in event[1:]}
    equal = sum(len(line[1].split()) - 2 for line in lines if line[0] == "*")
    assert len(reading.relations) == len(roles) + counts["R"] + equal
    assert sum(len(span.attributes) for span in reading.spans) == counts["A"] + counts["M"] + counts["N"]
    assert sum(len(span.note.split("\n")) for span in reading.spans if span.note) == counts["#"]


def test_brat_real_folder_imports_with_six_annotators(workspace: Workspace) -> None:
    folder = SHARED / "polnear-6annotators"
    if not folder.is_dir():
        pytest.skip("there is no shared data here")
    report = importing.import_files(workspace, [folder])
    assert report.documents == 10
    assert report.readings == 60
    assert len(report.readers) == 6
    assert set(report.new_labels) >= {"Source", "Cue", "Content", "Attribution"}
