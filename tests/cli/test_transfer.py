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
