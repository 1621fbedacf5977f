"""Tables of articles: found by their header or by their longest column, whatever the dialect."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import tables
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Source
from annotator.formats.registry import named, recognise

ROWS = [
    ["Titel", "Datum", "Quelle", "Volltext", "Rubrik"],
    [
        "Sparkurs",
        "25.10.2024",
        "Tageswert",
        'Die Ministerin\nsagte: "Wir sparen".\r\nJa; nein, doch.',
        "Politik",
    ],
    ["Zwei", "2024-10-26 10:00", "Bote", "Nur kurz 😀, sagte der Mann.", ""],
]


def table(rows, delimiter=","):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def read(path):
    found = list(named("table").read(Source(path)))
    return [i for i in found if isinstance(i, Record)], [i for i in found if isinstance(i, Problem)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_table_reads_articles_with_what_is_known_of_them(write, delimiter, codec):
    path = write("articles.csv", table(ROWS, delimiter).encode(codec))
    assert recognise(path).name == "table"
    (first, second), problems = read(path)
    assert problems == []
    assert (first.text, first.line, second.text, second.line) == (ROWS[1][3], 2, ROWS[2][3], 5)
    m = first.metadata
    assert (m.title, m.published, m.outlet, m.more) == (
        "Sparkurs", "2024-10-25", "Tageswert", (("Rubrik", "Politik"),),
    )  # fmt: skip
    assert (second.metadata.published, second.metadata.more) == ("2024-10-26T10:00", ())


def test_table_of_windows_1252_says_so(write):
    rows = [["id", "text"], ["1", "Für Köln"], *([str(n), "x" * 40] for n in range(3_000)), ["z", "“Größe”"]]
    records, problems = read(write("alt.csv", table(rows).encode("cp1252")))
    assert (records[0].text, records[-1].text, problems) == ("Für Köln", "“Größe”", [])
    assert records[0].encoding == "Windows-1252"
    assert records[0].metadata.more == (("id", "1"),)


def test_table_turns_to_windows_1252_where_only_its_end_is(write):
    rows = [["id", "text"], *([str(n), "x" * 40] for n in range(3_000)), ["z", "Größe"]]
    records, problems = read(write("alt.csv", table(rows).encode("cp1252")))
    assert (records[-1].text, problems) == ("Größe", [])


def test_table_without_a_named_column_takes_that_with_most_words_and_says_so(write):
    text = "Dies ist ein Text mit so vielen Wörtern, dass er der Artikel ist"
    path = write("x.csv", table([["nr", "was"], ["1", text]]))
    assert recognise(path).name == "table"
    (record,), (problem,) = read(path)
    assert record.text == text
    assert "was" in str(problem)


def test_table_without_a_header_has_numbers_for_names(write):
    text = "Dies ist ein Text mit so vielen Wörtern, dass er der Artikel ist"
    (record,), _ = read(write("x.csv", table([["1", text], ["2", "Noch einer, " + text]])[:-1]))[0][:1], None
    assert record.text == text
    assert record.metadata.more == (("1", "1"),)


def test_table_says_the_line_of_rows_that_cannot_be_taken(write):
    records, problems = read(write("b.tsv", "id\ttext\n1\tHallo Welt\n2\t\n\n3\ta\tb\n4\n5\tx\t\n"))
    assert [record.text for record in records] == ["Hallo Welt", "x"]
    assert [(p.line, str(p.message)) for p in problems] == [
        (3, "The row has no text; it is not taken."),
        (5, "The row has 3 columns instead of 2; it is not taken."),
        (6, "The row has no text; it is not taken."),
    ]


def test_tables_of_other_things_are_not_taken(write):
    assert recognise(write("numbers.csv", "a,b\n1,2\n3,4\n")) is None
    assert (
        recognise(write("list.tsv", "filename\ttitle\na.txt\tEin Titel mit sehr vielen Wörtern darin hier\n"))
        is None
    )
    records, (problem,) = read(write("numbers.csv", "a,b\n1,2\n3,4\n"))
    assert not records
    assert "No column" in str(problem)


def test_table_bounds_lines_and_cells(write, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST", 1_000)
    path = write("x.csv", "id,text\n1,kurz\n2," + "y" * 5_000 + "\n3,danach\n")
    records, (problem,) = read(path)
    assert [record.text for record in records] == ["kurz"]
    assert "not read beyond line 3" in str(problem)


def test_table_with_a_quotation_mark_that_is_never_closed_ends(write, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST", 1_000)
    path = write("x.csv", 'id,text\n1,"offen\n' + "zeile\n" * 1_000)
    records, (problem,) = read(path)
    assert not records
    assert "not read beyond line 2" in str(problem)


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        ('B,"Zweiter Text\nC,Dritter Text\n', 4),
        ('B,"Zweiter Text\r\nC,Dritter Text', 4),
        ('"B\nb","Zweiter Text\n\n', 5),
        ('B,"', 4),
        ('B,"Zweiter ""Text""\n', 4),
    ],
)
def test_table_says_where_a_quote_is_opened_that_is_never_closed(write, rest, line):
    records, (problem,) = read(write("x.csv", 'title,text\nA,"Erster\nText"\n' + rest))
    assert [record.text for record in records] == ["Erster\nText"]
    assert (problem.line, str(problem.message)) == (
        line,
        "A quote is opened here and never closed; its row and all that follows are not taken.",
    )


def test_table_quote_never_closed_in_the_header_is_said(write):
    records, problems = read(write("x.csv", 'text,"title\nErster Text,A\n'))
    assert not records
    assert [problem.line for problem in problems] == [1]


def test_table_quotes_that_are_closed_or_no_quotes_are_read(write):
    cells = ['"Erster ""Text"""', 'Zweiter 27" Text', '"Dritter" Text', '"Vierter\nText"']
    records, problems = read(write("x.csv", "\n".join(["title,text", *(f"A,{cell}" for cell in cells)])))
    assert problems == []
    assert [record.text for record in records] == [
        'Erster "Text"', 'Zweiter 27" Text', "Dritter Text", "Vierter\nText",
    ]  # fmt: skip


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
)
def test_table_texts_arrive_as_they_are(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("t") / "x.csv"
    path.write_bytes(table([["id", "text", "zz"], *rows], delimiter).encode())
    if "\0" in path.read_text(errors="replace"):
        return
    records, problems = read(path)
    if any("control characters" in str(problem) for problem in problems):
        return
    assert [record.text for record in records] == [row[1] for row in rows if row[1].strip()]


def test_table_reading_leaves_the_file_alone(write):
    path = write("x.csv", table(ROWS))
    before = path.read_bytes()
    read(path)
    assert Path(path).read_bytes() == before
