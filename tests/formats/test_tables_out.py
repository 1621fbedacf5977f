"""Tables for spreadsheets: every span, or every claim with who says it; safe to open."""

import csv
import tempfile
from collections import Counter
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategy import records
from round_trip import options_for

from annotator.core.documents import Metadata
from annotator.core.errors import AnnotatorError, InputError
from annotator.core.scheme import scheme_from_dict
from annotator.core.spans import Fragment, Relation, Span, State
from annotator.formats import csv_writing, writing
from annotator.formats.csv_writing import safe, write_table
from annotator.formats.exchange import LossKind, Reading, Record
from annotator.formats.format import Options, Source
from annotator.formats.registry import named, recognise
from annotator.formats.tokenization import tokenize
from annotator.workspace.resources import default_scheme

tokenize("spaCy", "de")  # loaded here: on its way it uses `random`, which no strategy may
TEXT = "Kiew verliere, sagte Blinken 😀, „den Krieg“.\n=1+1"


def part(word):
    start = TEXT.index(word)
    return Fragment(start, start + len(word))


def reading(**changes):
    spans = (
        Span(1, 9, "CLAIM", (part("Kiew verliere"), part("den Krieg")),
             (("certainty", "hedged"), ("mood", "=sure"), ("speech", "indirect")), "@note"),
        Span(2, 9, "SOURCE", (part("Blinken"),), (("kind", "named"),)),
        Span(3, 9, "ACTOR", (part("Blinken"),)),
        Span(4, 9, "CUE", (part("sagte"),)),
        Span(5, 9, "ACTOR", (part("Kiew"),)),
        Span(6, 9, "ACTOR", (part("=1+1"),)),
    )  # fmt: skip
    links = [("attributed_to", 1, 2), ("refers_to", 2, 3), ("signals", 4, 1), ("about", 1, 5)]
    relations = tuple(Relation(n, 9, *link) for n, link in enumerate(links, 1))
    return replace(Reading("Lena", spans, relations, State.IN_PROGRESS, flagged=True), **changes)


def a_record(*readings):
    metadata = Metadata("-Titel", "Bote", "2024-10-25", "de", "https://x.example")
    return Record(TEXT, metadata, readings or (reading(),), "k1", source="one.txt")


def rows(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def written(kind, out, *given_, scheme=None):
    return writing.write(named(kind), given_, out, Options(scheme or default_scheme(), ("Lena",)))


def test_claims_table_says_who_claims_what(tmp_path):
    out = tmp_path / "claims.csv"
    report = written("csv-claims", out, a_record(), replace(a_record(), readings=()))
    (row,) = rows(out)
    assert row == {
        "key": "k1", "title": "'-Titel", "outlet": "Bote", "published": "2024-10-25", "language": "de",
        "url": "https://x.example", "annotator": "Lena", "state": "in progress", "flagged": "yes",
        "claim": "Kiew verliere … den Krieg", "start": "0", "end": "42", "parts": "0-13 33-42",
        "Source": "Blinken", "Source: Actor": "Blinken", "Actor": "Kiew", "Cue": "sagte",
        "speech": "indirect", "certainty": "hedged", "other attributes": "mood==sure", "note": "'@note",
    }  # fmt: skip
    assert (report.documents, report.spans, report.relations, report.files) == (1, 1, 4, [str(out)])
    assert [str(note) for note in report.notes] == [
        "1 articles without a reading are not written: this format has no place for them."
    ]
    lost = [(loss.kind, loss.label, loss.covered) for loss in report.losses]
    assert lost == [(LossKind.ATTRIBUTE, "SOURCE", "Blinken"), (LossKind.LEFT_OUT, "ACTOR", "=1+1")]
    assert writing.check(named("csv-claims"), [a_record()], Options(default_scheme())).losses == report.losses


def test_claims_table_names_readings_and_links_that_it_has_not(tmp_path):
    spans = a_record().readings[0].spans
    apart = reading(annotator="Jonas", spans=spans[1:], relations=(Relation(1, 9, "refers_to", 2, 3),))
    blank = reading(annotator="Mara", spans=(), relations=())
    record = replace(a_record(), readings=(*a_record().readings, apart, blank))
    report = written("csv-claims", tmp_path / "claims.csv", record)
    lost = Counter((loss.annotator, loss.kind) for loss in report.losses if loss.annotator != "Lena")
    assert lost == {
        ("Jonas", LossKind.READING): 1,
        ("Jonas", LossKind.LEFT_OUT): 5,
        ("Jonas", LossKind.RELATION): 1,
        ("Mara", LossKind.READING): 1,
    }
    (loss,) = written("csv-spans", tmp_path / "spans.csv", record).losses
    assert (loss.kind, loss.annotator, loss.fragments) == (LossKind.READING, "Mara", ())


def test_spans_table_holds_every_span_with_its_links(tmp_path):
    out = tmp_path / "spans.csv"
    report = written("csv-spans", out, a_record(), replace(a_record(), readings=()))
    found = rows(out)
    assert [row["label"] for row in found] == ["CLAIM", "ACTOR", "CUE", "SOURCE", "ACTOR", "ACTOR"]
    claim = found[0]
    assert (claim["id"], claim["speech"], claim["links"]) == ("T1", "indirect", "about T2 | attributed_to T4")
    assert found[5]["text"] == "'=1+1"
    assert (report.documents, report.spans, report.relations) == (1, 6, 4)
    assert len(report.notes) == 1


def test_tables_open_in_pandas(tmp_path):
    pandas = pytest.importorskip("pandas")
    written("csv-claims", tmp_path / "c.csv", a_record())
    table = pandas.read_csv(tmp_path / "c.csv", keep_default_na=False)
    assert next(iter(table.columns)) == "key"
    assert table.loc[0, "Source"] == "Blinken"


def test_tables_are_not_read_as_articles(tmp_path):
    written("csv-claims", tmp_path / "c.csv", a_record())
    written("csv-spans", tmp_path / "s.csv", a_record())
    for name in ("c.csv", "s.csv"):
        assert recognise(tmp_path / name).name == "table"
        (problem,) = named("table").read(Source(tmp_path / name))
        assert "not of articles" in str(problem)


def test_an_attribute_called_as_a_column_has_one_of_its_own(tmp_path):
    span = Span(1, 0, "CLAIM", (Fragment(0, 4),), (("label", "x"), ("text", "y")))
    record = a_record(Reading("Lena", (span,)))
    writing.write(named("csv-spans"), [record], tmp_path / "s.csv", options_for([record]))
    (row,) = rows(tmp_path / "s.csv")
    assert (row["label"], row["label (attribute)"], row["text (attribute)"]) == ("CLAIM", "x", "y")


def test_claims_follow_the_scheme(tmp_path):
    scheme = scheme_from_dict(
        {
            "name": "other",
            "labels": [{"name": "SAYING", "title": "Saying"}, {"name": "WHO", "title": "Who"}],
            "relations": [
                {"name": "attributed_to", "heads": ["SAYING"], "children": ["WHO"]},
                {"name": "against", "title": "Against", "heads": ["SAYING"], "children": ["WHO"]},
            ],
        }
    )
    spans = (Span(1, 0, "SAYING", (Fragment(0, 4),)), Span(2, 0, "WHO", (part("Blinken"),)))
    links = (Relation(1, 0, "attributed_to", 1, 2), Relation(2, 0, "against", 1, 2))
    written("csv-claims", tmp_path / "c.csv", a_record(Reading("Lena", spans, links)), scheme=scheme)
    (row,) = rows(tmp_path / "c.csv")
    assert (row["claim"], row["Who (attributed to)"], row["Who (Against)"]) == ("Kiew", "Blinken", "Blinken")


def test_where_there_is_nothing_to_write_it_is_said(tmp_path):
    none = scheme_from_dict({"name": "x", "labels": [{"name": "A"}]})
    with pytest.raises(InputError, match="no claims"):
        written("csv-claims", tmp_path / "c.csv", a_record(), scheme=none)
    with pytest.raises(InputError, match="no article has a span of the label CLAIM"):
        written("csv-claims", tmp_path / "c.csv", a_record(reading(spans=(), relations=())))
    with pytest.raises(InputError, match="no article has a reading"):
        written("csv-spans", tmp_path / "c.csv", replace(a_record(), readings=()))
    assert not list(tmp_path.iterdir())


def test_a_table_that_reads_otherwise_takes_no_name(tmp_path, monkeypatch):
    numbers = count()
    monkeypatch.setattr(csv_writing, "_packed", lambda cells: str(next(numbers)).encode())
    with pytest.raises(AnnotatorError, match="reads otherwise"):
        written("csv-spans", tmp_path / "c.csv", a_record())
    assert not list(tmp_path.iterdir())


CELL = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    st.sampled_from(["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n", '"', ";", ",", "'=x", "\r\n", "", " =x"]),
)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=5))
def test_tables_hold_any_text_and_no_formula(cells):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        write_table(path, cells)
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.reader(file))
    assert found == [[safe(cell) for cell in row] for row in cells]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in found for cell in row)
    assert all(
        a in (b, f"'{b}")
        for row, was in zip(found, cells, strict=True)
        for a, b in zip(row, was, strict=True)
    )


@settings(max_examples=25)
@given(records())
def test_spans_tables_hold_every_span_of_any_record(record):
    if not record.readings:
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.csv"
        report = writing.write(named("csv-spans"), [record], out, options_for([record]))
        found = rows(out)
    spans = [(r.annotator, s) for r in record.readings for s in r.spans]
    assert report.spans == len(spans) == len(found)
    expected = sorted(
        (who, safe(s.label), str(s.start), safe(s.covered(record.text)), safe(s.note)) for who, s in spans
    )
    assert sorted((f["annotator"], f["label"], f["start"], f["text"], f["note"]) for f in found) == expected
