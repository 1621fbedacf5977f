"""The README of a spaCy project: a table by label and side, whatever labels are called."""

from dataclasses import replace

from annotator.core.documents import Metadata
from annotator.core.scheme import scheme_from_dict
from annotator.core.spans import Fragment, Span
from annotator.formats import writing
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import Options
from annotator.formats.registry import named
from annotator.formats.tokenization import tokenize

LABELS = ("CLAIM", "a\tb|c\n", "train")


def a_record(number):
    text = f"Wir sparen {number} Mal"
    tokens, tokenizer = tokenize(text, "de")
    spans = tuple(Span(n, 1, label, (Fragment(0, 3),)) for n, label in enumerate(LABELS, 1))
    return Record(
        text, Metadata(str(number), language="de"), (Reading("Lena", spans),), f"k{number}",
        tokens=tokens, tokenizer=tokenizer,
    )  # fmt: skip


def test_spacy_project_readme_has_a_row_for_each_label(tmp_path):
    scheme = scheme_from_dict({"name": "s", "labels": [{"name": name} for name in LABELS], "relations": []})
    options = Options(scheme, dev=0.2, test=0.2, language="de")
    writing.write(named("spacy-project"), [a_record(n) for n in range(10)], tmp_path / "out", options)
    lines = (tmp_path / "out/README.md").read_text("utf-8").split("\n")
    at = lines.index("## Counts") + 1
    table = lines[at : lines.index("", at)]
    assert table == [
        "|  | train | dev | test |",
        "| --- | ---: | ---: | ---: |",
        "| articles | 6 | 2 | 2 |",
        "| CLAIM | 6 | 2 | 2 |",
        "| a\\\\tb\\|c\\\\n | 6 | 2 | 2 |",
        "| train | 6 | 2 | 2 |",
    ]


def test_spacy_project_readme_folds_what_lacks_examples(tmp_path):
    names = [f"L{n}" for n in range(40)]
    scheme = scheme_from_dict({"name": "s", "labels": [{"name": name} for name in names], "relations": []})
    records = [a_record(n) for n in range(10)]
    spans = tuple(Span(n, 1, name, (Fragment(0, 3),)) for n, name in enumerate(names, 1))
    records.append(replace(records[0], key="all", text=records[0].text, readings=(Reading("Lena", spans),)))
    writing.write(named("spacy-project"), records, tmp_path / "out", Options(scheme, language="de"))
    lines = (tmp_path / "out/README.md").read_text("utf-8").split("\n")
    missing = [line for line in lines if "is there to" in line]
    assert len(missing) == 1
    assert all(name in missing[0] for name in names)
