"""What of the readings comes in and goes out."""

import json
import sqlite3

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


def test_a_new_split_need_not_keep_the_sides(project, command, tmp_path):
    def sides(*more):
        assert (
            command("export", "p", "corpus", "--format", "spacy", "--state", "in progress", *more).status == 0
        )
        return json.loads((tmp_path / "corpus" / "report.json").read_text(encoding="utf-8"))["split"]

    before = sides()
    with sqlite3.connect(project) as conn:
        conn.execute("UPDATE side SET side = CASE side WHEN 'dev' THEN 'train' ELSE 'dev' END")
    assert sides()["train"] == before["dev"]
    assert sides("--new-split")["train"] == before["train"]


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


def test_how_a_file_was_read_is_a_note_and_no_failure(command, write):
    write("in/a.conll", "-DOCSTART- -X- O O\n\nKiew _ _ B-LOC\nmeldet _ _ O\n")
    ended = command("import", "p.annotator", "in")
    assert ended.status == 0
    assert "note: a.conll: The file has words and no text" in ended.err
    assert "0 problems" in ended.err
    (note,) = command("import", "q.annotator", "in", "--json").json["notes"]
    assert (note["path"], note["files"]) == ("a.conll", 1)


def test_a_query_by_an_unknown_field_is_refused(command, seeds):
    command("import", "p.annotator", seeds)
    for query in ("foo:bar", "moscow Staet:done"):
        ended = command("export", "p", "out.jsonl", "--format", "jsonl", "--query", query)
        assert (ended.status, ended.err.count("\n")) == (1, 1)
        assert "knows no field" in ended.err
        assert "state:" in ended.err
    for query in ('"foo:bar"', "https://x.example", "label:CLAIM"):
        ended = command("export", "p", "out.jsonl", "--format", "jsonl", "--query", query, "--dry-run")
        assert "knows no field" not in ended.err


def test_a_mistyped_place_of_the_project_makes_no_folders(command, write, everything):
    write("a.txt", "Kiew meldet.")
    before = everything()
    ended = command("import", "nodir/x.annotator", "a.txt")
    assert (ended.status, ended.err) == (1, "annotator: There is no folder nodir to make the project in.\n")
    assert everything() == before


def test_a_broken_line_is_said_in_words(command, write):
    write("a.jsonl", '{"text": "Kiew')
    assert "Unterminated string starting at character 10." in command("import", "p", "a.jsonl").err
