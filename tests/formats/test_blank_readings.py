"""Readings in which nothing is marked: they come back, or their loss is named. Folders of annotators: every name."""

from pathlib import Path

import pytest
from round_trip import options_for, read_all

from annotator.core.spans import Fragment, Span, State
from annotator.formats import writing
from annotator.formats.exchange import LossKind, Reading, Record
from annotator.formats.format import Format
from annotator.formats.registry import named
from annotator.formats.tokenization import tokenize

TEXT = "Ministerin sagte: Wir sparen."
KINDS = (
    "brat",
    "webanno-tsv",
    "conll",
    "xmi",
    "cas-json",
    "labelbuddy",
    "doccano",
    "label-studio",
    "prodigy",
    "jsonl",
)


def a_record(key: str, *readings: Reading) -> Record:
    tokens, tokenizer = tokenize(TEXT + key, "de")
    return Record(
        TEXT + key, readings=readings, key=key, source=f"{key}.txt", tokens=tokens, tokenizer=tokenizer
    )


def marked(annotator: str) -> Reading:
    return Reading(annotator, (Span(1, 1, "CLAIM", (Fragment(18, 28),)),), state=State.DONE)


def readings_back(form: Format, out: Path) -> list[Reading]:
    files = (
        [path for path in sorted(out.rglob("*")) if path.suffix in form.suffixes] if out.is_dir() else [out]
    )
    return [
        r
        for path in files
        for item in read_all(form, path)
        if isinstance(item, Record)
        for r in item.readings
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_reading_comes_back_or_is_named(kind: str, tmp_path: Path) -> None:
    form = named(kind)
    records = [a_record("a", marked("Lena")), a_record("b", Reading("Lena", state=State.DONE)), a_record("c")]
    out = tmp_path / ("out" if form.makes_folder else f"out{form.suffixes[0]}")
    report = writing.write(form, records, out, options_for(records))
    back = readings_back(form, out)
    lost = [loss for loss in report.losses if loss.kind is LossKind.READING]
    looks_read = any("like readings in which nothing is marked" in str(note) for note in report.notes)
    assert len(back) == 2 - len(lost) + looks_read
    assert [(loss.key, loss.annotator) for loss in lost] in ([], [("b", "Lena")])
    assert writing.check(form, records, options_for(records)).losses == report.losses


def test_folders_have_names_that_every_system_takes_and_tells_apart(tmp_path: Path) -> None:
    who = ("CON-", "con-", "CON", "zoë/../x", "Lena", "annotation.conf")
    records = [a_record("a", *map(marked, who))]
    report = writing.write(named("brat"), records, tmp_path / "out", options_for(records))
    folders = [path.name for path in (tmp_path / "out").iterdir() if path.is_dir()]
    assert len({name.casefold() for name in folders}) == len(who)
    assert "Lena" in folders
    said = "\n".join(str(note) for note in report.notes)
    for name in who:
        folder = [note for note in report.notes if f"“{name}”" in str(note)]
        assert bool(folder) == (name not in folders)
    assert "“zoë/../x” are in the folder zoë-..-x" in said
    assert writing.check(named("brat"), records, options_for(records)).notes == report.notes
