"""What OUT may be called: a name that fits what is written, or - for stdout."""

import json

import pytest


@pytest.fixture
def project(command, write, readings):
    write("lena.jsonl", readings)
    assert command("import", "p.annotator", "lena.jsonl").status == 0
    return "p.annotator"


@pytest.mark.parametrize(
    ("kind", "out"),
    [
        ("doccano", "z.zip"),
        ("jsonl", "x.jsonl.gz"),
        ("jsonl", "folder"),
        ("label-studio", "x.jsonl"),
        ("csv-spans", "x.txt"),
        ("brat", "x.ann"),
        ("brat", "x.zip"),
        ("spacy", "train.spacy"),
        ("spacy-project", "x.jsonl"),
        ("html-report", "x.html"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_name_that_does_not_fit_is_refused(command, project, everything, kind, out, more):
    before = everything()
    ended = command("export", project, out, "--format", kind, *more)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1), ended
    assert f"format {kind} writes" in ended.err
    assert out in ended.err
    assert everything() == before


@pytest.mark.parametrize(("kind", "out"), [("brat", "2024.10"), ("jsonl", "X.JSONL"), ("jsonl", "x.ndjson")])
def test_a_name_that_fits_is_taken(command, project, tmp_path, kind, out):
    assert command("export", project, out, "--format", kind).status == 0
    assert (tmp_path / out).exists()


@pytest.mark.parametrize("kind", ["jsonl", "doccano", "csv-spans"])
def test_a_file_goes_to_stdout(program, command, project, tmp_path, everything, kind):
    ending = "csv" if kind == "csv-spans" else "jsonl"
    assert command("export", project, f"out.{ending}", "--format", kind).status == 0
    before = everything()
    ended = program("export", project, "-", "--format", kind)
    assert ended.status == 0
    assert ended.out == (tmp_path / f"out.{ending}").read_text(encoding="utf-8")
    assert "written and read back" in ended.err
    assert everything() == before


def test_stdout_takes_one_thing(command, project):
    assert command("export", project, "-", "--format", "jsonl", "--json").status == 2
    ended = command("export", project, "-", "--format", "brat")
    assert (ended.status, ended.out) == (1, "")
    assert "name a folder" in ended.err
    report = json.loads(command("export", project, "-", "--format", "jsonl", "--json", "--dry-run").out)
    assert report["documents"] == 1


def test_what_somebody_changed_is_replaced_only_when_asked(command, project, tmp_path):
    assert command("export", project, "out", "--format", "spacy").status == 0
    assert command("export", project, "out", "--format", "spacy").status == 0
    (tmp_path / "out/config.cfg").write_text("[mine]")
    ended = command("export", project, "out", "--format", "spacy")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "config.cfg was changed" in ended.err
    assert (tmp_path / "out/config.cfg").read_text() == "[mine]"
    assert command("export", project, "out", "--format", "spacy", "--replace").status == 0
    assert (tmp_path / "out/config.cfg").read_text() != "[mine]"
