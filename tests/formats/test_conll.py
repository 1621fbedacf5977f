"""CoNLL columns, in and out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_strategy import records
from round_trip import check_round_trip, read_all, written

from annotator.core.spans import Fragment, Span
from annotator.core.tokens import encode_tokens
from annotator.formats.exchange import REBUILT, LossKind, Problem, Reading, Record
from annotator.formats.registry import named, recognise
from annotator.formats.tokenization import tokenize
from annotator.workspace import exporting, importing
from annotator.workspace.workspace import Workspace

CONLL = named("conll")
DATA = Path(__file__).resolve().parents[1] / "data" / "conll"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

Write = Callable[..., Path]


def spans_of(path: Path) -> list[list[tuple[str, str]]]:
    """Label and text of the spans of each of a file's articles."""
    found = [item for item in read_all(CONLL, path) if isinstance(item, Record)]
    return [
        [(span.label, span.covered(record.text)) for span in record.readings[0].spans] for record in found
    ]


def problems_of(path: Path) -> list[str]:
    return [
        f"{item.line}: {item.message}"
        for item in read_all(CONLL, path)
        if isinstance(item, Problem) and item.message != REBUILT
    ]


def test_conll_golden_file_is_two_articles() -> None:
    items = read_all(CONLL, DATA / "one.conll")
    assert items[0] == Problem(str(DATA / "one.conll"), None, REBUILT)
    assert [item.text for item in items if isinstance(item, Record)] == [
        "Die Ministerin sagte :\nWir sparen .",
        "Kiew schweigt",
    ]
    assert spans_of(DATA / "one.conll") == [
        [("SOURCE", "Die Ministerin"), ("CUE", "sagte"), ("CLAIM", "Wir sparen")],
        [("SOURCE", "Kiew")],
    ]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-X I-X B-X O", ["a b", "c"]),  # BIO
        ("I-X I-X B-X I-Y", ["a b", "c", "d"]),  # IOB1
        ("B-X E-X S-X O", ["a b", "c"]),  # BIOES
        ("B-X L-X U-X I-X", ["a b", "c", "d"]),  # BILOU
        ("B-X M-X E-X O", ["a b c"]),  # BMES
        ("X X Y O", ["a b", "c"]),  # no letters
        ("X-B X-I X-B O", ["a b", "c"]),  # letters last
        ("B I O B", ["a b", "d"]),  # letters alone
        ("B-A-B I-A-B I-A O", ["a b", "c"]),
    ],
)
def test_conll_every_scheme_of_tags_is_read(write: Write, tags: str, spans: list[str]) -> None:
    rows = "\n".join(f"{word} {tag}" for word, tag in zip("abcd", tags.split(), strict=True))
    (found,) = spans_of(write("one.conll", rows + "\n"))
    assert [text for _, text in found] == spans


def test_conll_spans_end_with_the_sentence(write: Write) -> None:
    assert spans_of(write("one.conll", "a I-X\n\nb I-X\n")) == [[("X", "a"), ("X", "b")]]


def test_conll_numbered_rows_with_two_columns_of_tags_nest(write: Write) -> None:
    path = write(
        "one.tsv", "#\thttp://x [2009]\n1\tBayern\tB-ORG\tB-LOC\n2\tMünchen\tI-ORG\tO\n\n1\tx\tO\tO\n"
    )
    assert recognise(path) is CONLL
    assert spans_of(path) == [[("ORG", "Bayern München"), ("LOC", "Bayern")]]
    assert problems_of(path) == []


def test_conll_bad_rows_are_said_and_the_rest_arrives(write: Write) -> None:
    path = write("one.conll", "a\tB-X\nb\nc\t?\nd\tB-Y\n")
    assert spans_of(path) == [[("X", "a"), ("Y", "d")]]
    assert [problem.partition(":")[0] for problem in problems_of(path)] == ["2", "3"]


@pytest.mark.parametrize("content", ["", "\n\n", "-DOCSTART- -X- O O\n\n"])
def test_conll_file_without_words_is_said(write: Write, content: str) -> None:
    assert "no words" in problems_of(write("one.conll", content))[0]


def test_conll_writes_bio_and_names_what_overlaps(tmp_path: Path) -> None:
    text = "Kiew  meldet: Wir\nsiegen. -DOCSTART- Ende."
    tokens, _ = tokenize(text, "xx")
    spans = (
        Span(1, 1, "two words", (Fragment(0, 4),), (("mood", "sure"),)),
        Span(2, 1, "CLAIM", (Fragment(14, 24),)),
        Span(3, 1, "CLAIM", (Fragment(14, 17),)),
        Span(4, 1, "X", (Fragment(0, 2),)),
    )
    record = Record(text, readings=(Reading("Lena", spans),), tokens=tokens, key="k")
    report, (path,) = written(CONLL, [record], tmp_path)
    assert [line for line in path.read_text("utf-8").split("\n") if line][:7] == [
        "-DOCSTART- -X- O O",
        "Kiew _ _ B-twoU_20_words",
        "meldet _ _ O",
        ": _ _ O",
        "Wir _ _ B-CLAIM",
        "siegen _ <s> I-CLAIM",
        ". _ _ O",
    ]
    assert {loss.kind for loss in report.losses} == {
        LossKind.ATTRIBUTE,
        LossKind.OVERLAPPING,
        LossKind.MISALIGNED,
    }
    assert any("white space" in str(note) for note in report.notes)


def test_conll_export_opens_in_spacy(tmp_path: Path) -> None:
    from spacy.training.converters import conll_ner_to_docs

    text = "Kiew meldet Verluste. Wir siegen."
    spans = (Span(1, 1, "SOURCE", (Fragment(0, 4),)), Span(2, 1, "CLAIM", (Fragment(12, 20),)))
    tokens, _ = tokenize(text, "xx")
    record = Record(text, readings=(Reading("Lena", spans),), tokens=tokens, source="one.txt")
    _, (path,) = written(CONLL, [record], tmp_path)
    (doc,) = conll_ner_to_docs(path.read_text("utf-8"), no_print=True)
    assert [(span.label_, span.text) for span in doc.ents] == [("SOURCE", "Kiew"), ("CLAIM", "Verluste")]


@given(records())
def test_conll_round_trip_loses_nothing_unnamed(record: Record) -> None:
    check_round_trip(CONLL, record)


def test_conll_article_is_the_same_whatever_its_spans_go_across(tmp_path: Path) -> None:
    text = "Ein Titel\n\nWir sparen. Sie auch. Er nicht."
    tokens, _ = tokenize(text, "xx")

    def reading(who: str, *places: tuple[int, int]) -> Reading:
        return Reading(who, tuple(Span(n, 1, "X", (Fragment(*place),)) for n, place in enumerate(places, 1)))

    readings = (reading("A"), reading("B", (0, 14), (23, 41)), reading("C", (11, 42)), reading("D", (4, 41)))
    record = Record(text, readings=readings, tokens=tokens, source="one.txt")
    _, paths = written(CONLL, [record], tmp_path)
    found = [item for path in paths for item in read_all(CONLL, path) if isinstance(item, Record)]
    assert {one.text for one in found} == {"Ein Titel\nWir sparen .\nSie auch .\nEr nicht ."}
    assert [[span.covered(one.text) for span in one.readings[0].spans] for one in found] == [
        [],
        ["Ein Titel\nWir", "Sie auch .\nEr nicht"],
        ["Wir sparen .\nSie auch .\nEr nicht ."],
        ["Titel\nWir sparen .\nSie auch .\nEr nicht"],
    ]


def test_conll_several_readings_of_real_articles_come_back_as_theirs(
    workspace: Workspace, opened: Callable[[Path], Workspace], tmp_path: Path
) -> None:
    folder = SHARED / "polnear-6annotators"
    if not folder.is_dir():
        pytest.skip("there is no shared data here")
    importing.import_files(workspace, [folder])
    exporting.export(workspace, tmp_path / "out", "conll")
    Workspace.create(tmp_path / "again.annotator").close()
    report = importing.import_files(opened(tmp_path / "again.annotator"), [tmp_path / "out"])
    assert (report.documents, report.readings) == (10, 60)


def test_conll_words_come_back_whatever_stands_between_them(tmp_path: Path) -> None:
    text = "\n a\xa0b \r\n\r\n c"
    record = Record(
        text, readings=(Reading("L"),), tokens=encode_tokens([(len(text), False)]), source="x.txt"
    )
    _, (path,) = written(CONLL, [record], tmp_path)
    (found,) = [item for item in read_all(CONLL, path) if isinstance(item, Record)]
    assert found.text.split() == text.split()


_GOOD = (DATA / "one.conll").read_bytes()


@given(
    st.one_of(
        st.binary(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.binary(max_size=4)), max_size=6)
    )
)
def test_conll_reads_anything_without_a_crash(
    tmp_path_factory: pytest.TempPathFactory, bad: bytes | list[tuple[int, bytes]]
) -> None:
    raw = bad if isinstance(bad, bytes) else _GOOD
    for place, piece in bad if isinstance(bad, list) else ():
        raw = raw[:place] + piece + raw[place + len(piece) :]
    path = tmp_path_factory.mktemp("fuzz") / "one.conll"
    path.write_bytes(raw)
    for item in read_all(CONLL, path):
        if isinstance(item, Record):
            assert all(span.end <= len(item.text) for span in item.readings[0].spans)


def test_conll_recognises_only_its_files(write: Write) -> None:
    assert recognise(write("a.txt", "Kiew NNP B-ORG\nsagt VBZ O\n\n")) is CONLL
    assert recognise(write("b.txt", "Wir sparen an Vitamin B-12\n")) is not CONLL
    assert recognise(write("c.tsv", "text\tlabel\nKiew\tB\n")) is not CONLL
    assert recognise(write("d.conllu", "1\tKiew\tKiew\tPROPN\t_\t_\t0\troot\t_\t_\n")) is not CONLL


@pytest.mark.skipif(not SHARED.is_dir(), reason="doccano's files in ../shared are not here")
def test_conll_real_files_arrive() -> None:
    assert spans_of(SHARED / "doccano" / "example.conll") == [[("LOC", "JAPAN"), ("PER", "Nadim Ladki")]]
    folder = SHARED / "doccano-transformer-labeling"
    for name, count in (
        ("labeling.conll2003.user1", 1), ("labeling.conll2003.user2", 2), ("labeling_text_label.conll2003.user0", 2)
    ):  # fmt: skip
        lines = (folder / name).read_text("utf-8").split("\n")
        found = spans_of(folder / name)
        assert len(found) == count == sum(line.startswith("-DOCSTART-") for line in lines)
        assert sum(map(len, found)) == sum(" B-" in line for line in lines)


def test_conll_files_of_several_people_have_their_names(workspace: Workspace) -> None:
    folder = SHARED / "doccano-transformer-labeling"
    if not folder.is_dir():
        pytest.skip("doccano's files in ../shared are not here")
    report = importing.import_files(workspace, sorted(folder.glob("labeling.conll2003.*")))
    assert report.readers == {"labeling.conll2003.user1": 1, "labeling.conll2003.user2": 2}
    assert report.documents == 2
