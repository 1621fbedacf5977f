"""import, export, stats and check: what they print where, and their exit status."""

import json
import os
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from annotator import __version__
from annotator.core.spans import State
from annotator.workspace.resources import resource

COMMANDS = ("import", "export", "stats", "check")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


# Help and usage


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_on_stdout(command, arguments):
    ended = command(*arguments)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Usage: annotator")
    assert "--help" in ended.out


def test_help_lists_the_commands_and_the_window(program):
    ended = program("--help")
    assert (ended.status, ended.err) == (0, "")
    assert "annotator [PATH]" in ended.out
    for name in COMMANDS:
        assert f"\n  {name} " in ended.out


def test_version(program):
    assert program("--version") == (0, f"annotator, version {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["import"],
        ["import", "p.annotator"],
        ["import", "p.annotator", ".", "--annotator", " "],
        ["export", "p.annotator", "out"],
        ["export", "p.annotator", "out", "--format", "csv"],
        ["export", "p.annotator", "out", "--format", "spacy", "--dev", "1"],
        ["export", "p.annotator", "out", "--format", "spacy", "--dev", "0"],
        ["export", "p.annotator", "out", "--format", "spacy", "--state", "perhaps"],
        ["stats"],
        ["check", "one", "two"],
    ],
)
def test_wrong_usage_ends_with_2(command, everything, arguments):
    ended = command(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "Usage: annotator" in ended.err
    assert everything() == {}


def test_wrong_usage_ends_the_process_with_2(program):
    ended = program("stats", "--nonsense")
    assert (ended.status, ended.out) == (2, "")
    assert "--nonsense" in ended.err


@pytest.mark.parametrize("arguments", [["stats"], ["check"], ["export", "out", "--format", "jsonl"]])
def test_a_project_that_is_not_there(command, everything, arguments):
    name, *rest = arguments
    assert command(name, "none.annotator", *rest) == (
        1,
        "",
        "annotator: There is no project at none.annotator.\n",
    )
    assert everything() == {}


# Import


def test_import_makes_the_project_and_talks_on_stderr(command, write):
    path = write("in/one.txt", "Kyiv reports losses.")
    ended = command("import", "new", path)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.splitlines()[-1] == (
        "new.annotator: 1 new document, 0 readings with 0 spans and 0 relations; 0 there already, 0 problems"
    )
    assert command("stats", "new.annotator", "--json").json["documents"] == 1


def test_import_report_as_json(command, write, readings):
    write("in/lena.jsonl", readings)
    write("in/one.txt", "Kyiv reports losses.")
    write("in/picture.png", b"\x89PNG")
    ended = command("import", "p.annotator", "in", "--json")
    assert (ended.status, ended.err) == (0, "")
    report = ended.json
    assert set(report) == {
        "project", "documents", "readings", "spans", "relations",
        "imported", "duplicates", "passed_over", "readers", "new_labels", "notes", "problems",
    }  # fmt: skip
    numbers = [report[name] for name in ("documents", "readings", "spans", "relations")]
    assert numbers == [2, 1, 3, 1]
    assert report["passed_over"] == ["picture.png"]
    assert set(report["imported"][0]) == {"source", "title", "outlet", "published", "language", "encoding"}
    assert (report["duplicates"], report["new_labels"], report["problems"]) == ([], [], [])


def test_import_a_second_time_says_what_is_there(command, write, readings):
    write("in/lena.jsonl", readings)
    write("in/one.txt", "Kyiv reports losses.")
    command("import", "p.annotator", "in")
    before = command("stats", "p.annotator").out
    ended = command("import", "p.annotator", "in")
    assert (ended.status, ended.out) == (0, "")
    assert "one.txt: in the project already" in ended.err
    assert "lena.jsonl:1: in the project already" in ended.err
    assert "0 new documents, 0 readings" in ended.err
    report = command("import", "p.annotator", "in", "--json").json
    assert len(report["duplicates"]) == 2
    assert command("stats", "p.annotator").out == before


def test_import_annotator_overrides_the_file(command, write, readings):
    write("lena.jsonl", readings)
    assert command("import", "p.annotator", "lena.jsonl", "--annotator", " Jonas ").status == 0
    assert list(command("stats", "p.annotator", "--json").json["annotators"]) == ["Jonas"]


def test_import_of_readings_by_nobody_says_whose_they_are_taken_for(command, write, readings):
    write("lena.jsonl", readings.replace('"_annotator_id": "Lena"', '"_annotator_id": ""'))
    ended = command("import", "p.annotator", "lena.jsonl")
    assert ended.status == 0
    assert "taken as those of “lena”" in ended.err
    ended = command("import", "q.annotator", "lena.jsonl", "--annotator", "Lena")
    assert (ended.status, "taken as" in ended.err) == (0, False)


def test_import_under_a_format_that_is_named(command, write):
    write("in/one.txt", '{"text": "Kyiv reports losses."}')
    assert command("import", "p.annotator", "in", "--format", "text").status == 0
    assert "Kyiv" in command("import", "q.annotator", "in/one.txt", "--format", "jsonl").err
    assert command("import", "p.annotator", "in", "--format", "nothing").status == 2


def test_import_takes_the_good_files_and_names_the_bad_one(command, write, readings):
    write("in/bad.jsonl", readings + "{not json\n")
    write("in/one.txt", "Kyiv reports losses.")
    write("in/zero.txt", "")
    ended = command("import", "p.annotator", "in")
    assert (ended.status, ended.out) == (1, "")
    assert "bad.jsonl" in ended.err
    assert "zero.txt" in ended.err
    stats = command("stats", "p.annotator", "--json").json
    assert (stats["documents"], stats["spans"]) == (2, 3)
    ended = command("import", "p.annotator", "in", "--json")
    assert ended.status == 1
    problems = {(problem["path"].replace(os.sep, "/"), problem["line"]) for problem in ended.json["problems"]}
    assert problems == {("bad.jsonl", 2), ("zero.txt", None)}
    assert all(problem["message"] for problem in ended.json["problems"])


def test_import_of_nothing_makes_no_project(command, write, everything):
    write("in/picture.png", b"\x89PNG")
    before = everything()
    ended = command("import", "p.annotator", "in")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("annotator: There is nothing to import in in")
    assert everything() == before


# Stats and check


def test_stats_as_json(command, read):
    ended = command("stats", read, "--json")
    assert (ended.status, ended.err) == (0, "")
    assert ended.json == {
        "project": "read",
        "documents": 2,
        "characters": 83,
        "spans": 3,
        "relations": 1,
        "annotators": {"Lena": {"documents": 1, "spans": 3, "relations": 1}},
        "labels": {"ACTOR": 1, "CLAIM": 1, "SOURCE": 1},
        "states": {"done": 1},
        "languages": {"de": 1, "en": 1},
    }


def test_stats_for_people(command, read):
    ended = command("stats", read)
    assert (ended.status, ended.err) == (0, "")
    rows = [line.split() for line in ended.out.splitlines()]
    assert ["documents", "2"] in rows
    assert ["Lena", "1", "3", "1"] in rows
    assert ["CLAIM", "1"] in rows


def test_check_of_a_sound_project(command, read, everything):
    before = everything()
    ended = command("check", read)
    assert (ended.status, ended.out, ended.err) == (0, "", f"{read}: sound\n")
    assert command("check", read, "--json").json == {"project": str(read), "sound": True, "findings": []}
    assert everything() == before


def test_check_says_what_is_wrong(command, read, opened):
    opened(read).conn.execute("UPDATE fragment SET end = 9999 WHERE start = 4")
    ended = command("check", read)
    assert ended.status == 1
    assert "ends at 9999" in ended.out
    assert ended.err == f"{read}: wrong: 1\n"
    ended = command("check", read, "--json")
    assert (ended.status, ended.err, ended.json["sound"]) == (1, "", False)
    assert len(ended.json["findings"]) == 1


# Export


def test_export_jsonl_comes_back_the_same(command, read, tmp_path):
    ended = command("export", read, "out.jsonl", "--format", "jsonl")
    assert (ended.status, ended.out) == (0, "")
    assert "written and read back: 2 documents, 3 spans, 1 relation; 0 losses" in ended.err
    assert command("import", "again.annotator", "out.jsonl").status == 0
    old, new = (command("stats", path, "--json").json for path in (read, "again.annotator"))
    assert new | {"project": ""} == old | {"project": ""}
    assert command("check", "again.annotator").status == 0
    first = (tmp_path / "out.jsonl").read_bytes()
    refused = command("export", "again.annotator", "out.jsonl", "--format", "jsonl")
    assert (refused.status, refused.out) == (1, "")
    assert "out.jsonl is there already" in refused.err
    assert command("export", "again.annotator", "out.jsonl", "--format", "jsonl", "--replace").status == 0
    assert (tmp_path / "out.jsonl").read_bytes() == first


def test_export_spacy_holds_the_projects_spans(command, read, tmp_path, opened):
    ended = command("export", read, "out", "--format", "spacy", "--json")
    assert (ended.status, ended.err) == (0, "")
    assert set(ended.json) == {"documents", "spans", "relations", "files", "counts", "notes", "losses"}
    assert ended.json["spans"] == 3
    docs = [
        doc
        for name in ("train.spacy", "dev.spacy")
        if (tmp_path / "out" / name).exists()
        for doc in DocBin().from_disk(tmp_path / "out" / name).get_docs(spacy.blank("de").vocab)
    ]
    (doc,) = docs
    workspace = opened(read)
    (document,) = (i for i in workspace.queue(1) if "🚢" in workspace.text(i).text)
    stored = workspace.annotations(document, workspace.annotator("Lena").id)
    text = workspace.text(document).text
    assert doc.text == text
    written = sorted((s.label_, s.start_char, s.end_char, s.text) for s in doc.spans["sc"])
    assert written == sorted((s.label, s.start, s.end, s.covered(text)) for s in stored.spans.values())


def test_export_lists_what_the_format_cannot_hold(command, write, readings):
    write("lena.jsonl", readings.replace('"start": 9', '"start": 10'))  # in the middle of a word
    command("import", "p.annotator", "lena.jsonl")
    report = command("export", "p.annotator", "out", "--format", "spacy", "--json").json
    (loss,) = (loss for loss in report["losses"] if loss["kind"] == "misaligned")
    assert set(loss) == {"kind", "document", "title", "annotator", "label", "fragments", "text", "detail"}
    assert (loss["annotator"], loss["label"], loss["text"]) == ("Lena", "CLAIM", "eldet Verluste")


def test_export_of_unknown_annotators_or_nothing(command, read, everything):
    before = everything()
    for choice, words in (
        (["--annotator", "Nobody"], "There is no annotator Nobody"),
        (["--state", State.SKIPPED], "There is nothing to write"),
        (["--language", "fr"], "There is nothing to write"),
    ):
        for kind, out in (("spacy", "out"), ("jsonl", "out.jsonl")):
            ended = command("export", read, out, "--format", kind, *choice)
            assert (ended.status, ended.out) == (1, "")
            assert words in ended.err
            assert everything() == before


@pytest.mark.parametrize("kind", ["spacy", "jsonl"])
def test_export_to_where_nothing_can_be_written(command, read, write, everything, kind):
    write("file", "in the way")
    before = everything()
    ended = command("export", read, "file/out", "--format", kind)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("annotator: ")
    assert ended.err.count("\n") == 1
    assert everything() == before


def test_export_over_a_thing_of_the_other_kind(command, read, write, everything):
    write("folder/file", "in the way")
    before = everything()
    for out, kind in (("folder", "jsonl"), ("folder/file", "spacy")):
        ended = command("export", read, out, "--format", kind)
        assert (ended.status, ended.out) == (1, "")
        assert ended.err.startswith("annotator: ")
        assert everything() == before


@pytest.mark.parametrize("kind", ["spacy", "jsonl"])
@pytest.mark.parametrize("out", ["read.annotator", "./read.annotator", "other.annotator", "link"])
def test_export_never_over_a_project(command, read, write, tmp_path, everything, kind, out):
    write("other.annotator", read.read_bytes())
    if out == "link":
        (tmp_path / "link").symlink_to(read)
    before = everything()
    ended = command("export", read, out, "--format", kind)
    assert (ended.status, ended.out) == (1, "")
    assert "names a project" in ended.err
    assert everything() == before


@pytest.mark.skipif(AS_ROOT or sys.platform == "win32", reason="root may write everywhere")
@pytest.mark.parametrize("kind", ["spacy", "jsonl"])
def test_export_to_a_folder_that_may_not_be_written(command, read, tmp_path, everything, kind):
    (tmp_path / "closed").mkdir(mode=0o500)
    before = everything()
    ended = command("export", read, "closed/out", "--format", kind)
    assert (ended.status, ended.out) == (1, "")
    assert everything() == before


def test_export_that_fails_leaves_the_file_before(command, read, everything, monkeypatch):
    command("export", read, "out.jsonl", "--format", "jsonl")
    command("export", read, "out", "--format", "spacy")
    before = everything()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for out, kind in (("out.jsonl", "jsonl"), ("out", "spacy")):
        ended = command("export", read, out, "--format", kind, "--replace")
        assert (ended.status, ended.out) == (1, "")
        assert "No space left" in ended.err
        assert everything() == before


def test_data_and_talk_stay_apart_in_a_process(program, read):
    ended = program("stats", read, "--json")
    assert (ended.status, ended.err) == (0, "")
    assert ended.json["annotators"]["Lena"] == {"documents": 1, "spans": 3, "relations": 1}


def test_data_are_utf8_whatever_the_system_writes(program, write):
    write("in/Київ.txt", "Київ повідомляє про втрати 🚢.")
    ended = program("import", "p.annotator", "in", "--json", PYTHONIOENCODING="cp1252")
    assert (ended.status, ended.err) == (0, "")
    assert [item["source"] for item in ended.json["imported"]] == ["Київ.txt"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names are Unicode elsewhere")
def test_import_of_a_file_whose_name_is_no_utf8(program, tmp_path):
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(bytes(tmp_path / "in") + b"/caf\xe9.txt")).write_text("Kyiv reports losses.")
    assert program("import", "p.annotator", "in", "--json").status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_data_that_find_no_room_are_said(program, read):
    with Path("/dev/full").open("wb") as full:
        ended = program("stats", read, stdout=full)
    assert ended.status == 1
    assert ended.err == "annotator: No space left on device.\n"


def test_stats_pays_neither_for_the_window_nor_for_spacy(program, read):
    ended = program("stats", read, PYTHONPROFILEIMPORTTIME="1")
    assert ended.status == 0
    loaded = {line.rpartition("|")[2].strip() for line in ended.err.splitlines()}
    assert "annotator.cli.main" in loaded
    assert not loaded & {"PySide6", "spacy", "numpy"}


def test_agreement_and_cases_of_the_example(command):
    command("import", "p.annotator", resource("seeds"))
    found = json.loads(command("agreement", "p.annotator", "--json").out)
    assert found["annotators"] == ["Jonas", "Lena"]
    assert found["documents"] == 5
    assert 0.5 < found["exact_f1"]["mean"] < found["overlap_f1"]["mean"] < 1
    assert set(found["exact_f1"]["labels"]) == {"ACTOR", "CLAIM", "CUE", "SOURCE"}
    listed = json.loads(command("cases", "p.annotator", "--json").out)
    assert {"missing", "boundary", "label", "link", "attribute"} <= {case["type"] for case in listed}
    assert "exact F1" in command("agreement", "p.annotator").out
    assert command("cases", "p.annotator", "--label", "CUE").out.count("\n") < len(listed)
    assert "no annotator Nobody" in command("agreement", "p.annotator", "--annotator", "Nobody").err
