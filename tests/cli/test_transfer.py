"""What of the readings comes in and goes out."""

import json

import pytest

TEXTS = ("Kyiv reports losses.", "Moscow denies that.")


@pytest.fixture
def project(command, tmp_path):
    lines = [
        {"text": t, "spans": [{"start": 0, "end": 4, "label": "ACTOR"}], "_annotator_id": "Lena"}
        for t in TEXTS
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert command("import", "p", "in.jsonl", "--state", "in progress").status == 0
    return tmp_path / "p.annotator"


def written(tmp_path):
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_import_with_a_state(project, command, tmp_path):
    assert command("export", "p", "out.jsonl", "--format", "jsonl").status == 0
    assert {line["state"] for line in written(tmp_path)} == {"in progress"}


def test_import_with_a_state_that_there_is_not(command, tmp_path):
    (tmp_path / "in.txt").write_text("Text.", encoding="utf-8")
    assert command("import", "p", "in.txt", "--state", "gone").status == 2


def test_export_by_a_query(project, command, tmp_path):
    assert (
        command("export", "p", "out.jsonl", "--format", "jsonl", "--query", "moscow label:ACTOR").status == 0
    )
    assert [line["text"] for line in written(tmp_path)] == [TEXTS[1]]


def test_export_by_a_query_that_means_nothing_here(project, command):
    ended = command("export", "p", "out.jsonl", "--format", "jsonl", "--query", "label:NONE")
    assert ended.status == 1
    assert "NONE" in ended.err


@pytest.mark.parametrize("label", ["ACTOR", "actor", "Actor"])
def test_export_of_one_label_named_as_people_see_it(project, command, tmp_path, label):
    assert command("export", "p", "out.jsonl", "--format", "jsonl", "--label", label).status == 0
    assert [len(line["spans"]) for line in written(tmp_path)] == [1, 1]


@pytest.mark.parametrize("option", [("--label", "Nope"), ("--ents-priority", "actor,Nope")])
def test_a_label_that_is_not_there_is_no_empty_export(project, command, tmp_path, option):
    ended = command("export", "p", "out", "--format", "spacy", *option)
    assert ended.status == 1
    assert "no label Nope" in ended.err
    assert "ACTOR" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_dry_run_does_not_say_that_it_wrote(project, command, tmp_path):
    ended = command("export", "p", "out", "--format", "spacy", "--dry-run")
    assert ended.status == 0
    assert "written and read back" not in ended.err
    assert "nothing is written" in ended.err
    assert not (tmp_path / "out").exists()


def test_the_split_is_shown_by_side_and_label(project, command):
    ended = command("export", "p", "out", "--format", "spacy", "--dry-run")
    table = {name: numbers for name, *numbers in map(str.split, ended.err.splitlines())}
    assert table["articles"] == ["1", "1"]
    assert sorted(table["ACTOR"]) == ["0", "1"]  # “Mosc” is no word, and so not among them


def test_what_stands_in_a_text_does_not_break_the_lines_of_a_report(command, tmp_path):
    text = "An actor\nwith a \x1b[31mred line\tand " + "more " * 60
    line = {
        "text": text,
        "spans": [{"start": 0, "end": len(text) - 1, "label": "A\tB"}],
        "_annotator_id": "L",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert command("import", "p", "in.jsonl").status == 0
    ended = command("export", "p", "out", "--format", "brat", "--dry-run")
    assert "losses" in ended.err or "loss" in ended.err
    assert "\x1b" not in ended.err
    assert max(map(len, ended.err.splitlines())) < 400
    assert all(
        line.startswith(("note", "character", "not", "white", "nothing")) for line in ended.err.splitlines()
    )


def test_export_of_gold_readings_where_there_are_none(project, command):
    ended = command("export", "p", "out.jsonl", "--format", "jsonl", "--gold")
    assert ended.status == 1
    assert "gold" in ended.err


def test_only_formats_that_can_be_written_are_offered_for_export_and_read_for_import(tmp_path, command):
    refused = command("export", tmp_path / "p.annotator", tmp_path / "out", "--format", "pdf")
    assert refused.status == 2
    assert "'jsonl'" in refused.err
    refused = command("import", tmp_path / "p.annotator", tmp_path, "--format", "html-report")
    assert refused.status == 2
    assert "'pdf'" in refused.err
