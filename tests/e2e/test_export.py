"""What leaves the program is what the file holds: by the window's dialog and by the command."""

import json

import pytest

from annotator.workspace.workspace import Workspace

spacy = pytest.importorskip("spacy")


def held(path):
    """Return the spans of each text as the file has them: start, end, label."""
    workspace = Workspace(path)
    try:
        who = workspace.annotator("Ines").id
        found = {}
        for document_id in workspace.queue(who):
            annotations = workspace.annotations(document_id, who)
            if annotations.spans:
                spans = sorted(
                    (f.start, f.end, s.label) for s in annotations.spans.values() for f in s.fragments
                )
                found[workspace.text(document_id).text] = (
                    spans,
                    sorted(r.type for r in annotations.relations.values()),
                )
        return found
    finally:
        workspace.close()


def in_spacy(folder):
    """Return the same as spaCy reads it."""
    nlp, found = spacy.blank("xx"), {}
    for name in ("train.spacy", "dev.spacy"):
        for doc in spacy.tokens.DocBin().from_disk(folder / name).get_docs(nlp.vocab):
            spans = sorted((s.start_char, s.end_char, s.label_) for s in doc.spans["sc"])
            found[doc.text] = (spans, sorted(kind for kind, _, _ in doc.user_data["relations"]))
    return found


def in_jsonl(path):
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["spans"]:
            spans = sorted((s["start"], s["end"], s["label"]) for s in record["spans"])
            found[record["text"]] = (spans, sorted(r["label"] for r in record["relations"]))
    return found


def test_what_the_dialog_exports_is_what_the_file_holds(session, read, known, tmp_path):
    known(read)
    ended = session("export_both", read)
    assert ended.status == 0, ended.said
    assert ended.seen["asked"] == ["Export"] * 2
    assert sum("Written and read back" in text for text in ended.seen["reports"]) == 2
    there = held(read)
    assert len(there) == 2
    assert in_spacy(tmp_path / "for spacy") == there
    assert in_jsonl(tmp_path / "all.jsonl") == there


def test_what_the_command_exports_is_what_the_file_holds(read, command, tmp_path):
    there = held(read)
    for kind, out in (("spacy", "for spacy"), ("jsonl", "all.jsonl")):
        done = command("export", read, tmp_path / out, "--format", kind, "--json")
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        assert (report["spans"], report["relations"]) == (8, 2)
        # A subset of the spans, without overlaps, is among the entities, too.
        assert {loss["kind"] for loss in report["losses"]} == ({"overlapping"} if kind == "spacy" else set())
    assert in_spacy(tmp_path / "for spacy") == there
    assert in_jsonl(tmp_path / "all.jsonl") == there


def test_what_was_exported_comes_back_as_it_was(read, command, tmp_path):
    assert command("export", read, tmp_path / "all.jsonl", "--format", "jsonl").returncode == 0
    again = tmp_path / "again.annotator"
    assert command("import", again, tmp_path / "all.jsonl").returncode == 0
    assert held(again) == held(read)
