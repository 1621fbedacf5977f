"""What an export is offered, and what stands in its way."""

import json
from dataclasses import replace

import pytest

from annotator.workspace import offers
from annotator.workspace.exporting import Choice, export, kinds, preflight
from annotator.workspace.importing import import_files
from annotator.workspace.splitting import split_of

TEXTS = ("Kyiv reports losses.", "Moscow denies that.", "Seoul asks for more.")


@pytest.fixture
def filled(workspace, write):
    """Three articles that Lena has read."""
    lines = [
        {
            "text": text,
            "spans": [{"start": 0, "end": 4 + (n > 0) + (n == 1), "label": "ACTOR"}],
            "_annotator_id": "Lena",
        }
        for n, text in enumerate(TEXTS)
    ]
    import_files(workspace, [write("in.jsonl", "\n".join(map(json.dumps, lines)))])
    return workspace


def kind(name):
    return next(one for one in kinds() if one.name == name)


def test_no_two_formats_are_offered_one_place(filled, tmp_path):
    places = [offers.place_for(filled, one, tmp_path) for one in kinds()]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", ["jsonl", "csv-spans", "brat", "spacy-project"])
def test_what_is_there_is_not_offered(filled, tmp_path, name):
    first = offers.place_for(filled, kind(name), tmp_path)
    if kind(name).makes_folder:
        first.mkdir()
        (first / "mine.txt").write_text("mine")
    else:
        first.write_text("mine")
    second = offers.place_for(filled, kind(name), tmp_path)
    assert second != first
    assert not second.exists()
    assert offers.refusal(filled, second, kind(name)) is None


def test_an_earlier_export_is_offered_to_be_replaced(filled, tmp_path):
    out = offers.place_for(filled, kind("spacy"), tmp_path)
    export(filled, out, "spacy")
    assert offers.place_for(filled, kind("spacy"), tmp_path) == out
    assert offers.replaces(out, kind("spacy"))
    chosen = tmp_path / "chosen.jsonl"
    chosen.write_text("")
    assert offers.place_for(filled, kind("jsonl"), tmp_path, chosen) == chosen


def test_what_cannot_be_written_is_refused_beforehand(filled, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    cases = (
        ("jsonl", filled.path, "names a project"),
        ("jsonl", tmp_path / "full", "is a folder"),
        ("jsonl", tmp_path / "none" / "out.jsonl", "There is no folder"),
        ("jsonl", tmp_path / "out.csv", "must be a file and end in"),
        ("brat", tmp_path / "file", "is a file"),
        ("brat", tmp_path / "full", "not empty"),
        ("brat", tmp_path / "file" / "out", "There is no folder"),
        ("jsonl", tmp_path / ("n" * 400), "cannot be written"),
    )
    for name, out, reason in cases:
        assert reason in str(offers.refusal(filled, out, kind(name))), out
    for name, out in (
        ("spacy", tmp_path / "full"),
        ("brat", tmp_path / "new" / "deep"),
        ("jsonl", tmp_path / "o.jsonl"),
    ):
        assert offers.refusal(filled, out, kind(name)) is None


def test_no_room_is_told_beforehand(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(offers, "_room", lambda _: 0)
    assert "no room" in str(offers.refusal(filled, tmp_path / "o.jsonl", kind("jsonl")))


def test_a_new_split_need_not_keep_the_sides(filled, tmp_path):
    choice = Choice(dev=0.1)
    export(filled, tmp_path / "first", "spacy", choice)
    before = preflight(filled, "spacy", choice).sides
    turned = {key: "dev" if side == "train" else "train" for key, side in before.items()}
    assert len(before) == 3
    with filled.transaction() as conn:
        for key, side in turned.items():
            conn.execute(
                "UPDATE side SET side = ? WHERE document_id = (SELECT id FROM document WHERE key = ?)",
                (side, key),
            )
    kept = split_of(filled, preflight(filled, "spacy", choice), choice)
    assert {one.side == one.before for one in kept.articles} == {True}
    assert kept.kept == len(before)
    anew = replace(choice, new_split=True)
    split = split_of(filled, preflight(filled, "spacy", anew), anew)
    assert (split.kept, split.moved) == (0, len(before))
    assert split_of(filled, preflight(filled, "spacy", choice), choice).kept == len(
        before
    )  # nothing was changed yet
    export(filled, tmp_path / "second", "spacy", anew)
    assert preflight(filled, "spacy", choice).sides == before


def test_a_split_tells_articles_and_spans_by_side(filled):
    choice = Choice()
    report = preflight(filled, "spacy", choice)
    split = split_of(filled, report, choice)
    assert sum(split.count(side) for side in split.sides) == report.documents == len(split.articles)
    assert sum(n for counts in split.spans.values() for n in counts.values()) == report.spans
    assert split_of(filled, preflight(filled, "jsonl"), choice) is None
