"""A user's days with the program: what was acknowledged is there, whatever happened in between."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.workspace import stats
from annotator.workspace.workspace import Workspace

USER = Path(__file__).parent / "user.py"


@pytest.fixture
def held():
    """Returns what a project file holds, read by another program."""
    opened = []

    def read(path, annotator="Ines"):
        workspace = Workspace(path)
        opened.append(workspace)
        who = workspace.annotator(annotator).id
        found = {}
        for document_id in workspace.queue(who):
            document, text = workspace.document(document_id), workspace.text(document_id).text
            annotations = workspace.annotations(document_id, who)
            found[document.metadata.title] = (
                [[s.label, s.covered(text)] for s in annotations.in_order()],
                sorted(r.type for r in annotations.relations.values()),
                annotations.layer.flagged,
            )
        assert stats.check(workspace) == []
        return found

    yield read
    for workspace in opened:
        workspace.close()


def test_a_session_that_is_killed_is_all_there_when_the_program_starts_again(
    session, articles, machine, held, tmp_path
):
    first = session("first_day", articles)
    assert first.status == -signal.SIGKILL
    seen = first.seen
    assert seen["asked"] == ["Who is working?"]
    path = Path(machine["HOME"]) / "Documents" / "Annotator" / "Moldau.annotator"
    assert seen["project"] == str(path.resolve())
    assert seen["articles"] == 3
    assert seen["status"] == "● Saved"
    # What was marked: two of the last three steps came back.
    assert seen["spans"] == [
        ["CLAIM", "The dam above Lisov is safe"],
        ["SOURCE", "energy minister Jana Dvorska"],
        ["ACTOR", "Jana Dvorska"],
        ["CUE", "said on"],
    ]
    copy = tmp_path / "copy"
    shutil.copytree(path.parent, copy)
    there = held(copy / path.name)
    assert there[seen["title"]] == (seen["spans"], seen["links"], True)
    assert seen["links"] == ["attributed_to"]

    second = session("next_day")
    assert second.status == 0, second.said
    assert second.seen["asked"] == []
    for name in ("project", "annotator", "title", "caret", "spans", "links", "flagged", "size", "undo"):
        assert second.seen[name] == seen[name], name
    assert second.seen["after undo"] is False
    assert held(path)[seen["title"]] == (seen["spans"], seen["links"], True)


def test_a_whole_session_by_keys_can_be_undone_to_its_start_and_done_again(session, articles):
    ended = session("whole_session", articles)
    assert ended.status == 0, ended.said
    seen = ended.seen
    steps = {name: (spans, undo) for name, spans, undo in seen["steps"]}
    claim, source = ["CLAIM", "The dam above Lisov is safe"], ["SOURCE", "energy minister Jana Dvorska"]
    assert steps["claim"][0] == [claim]
    assert steps["attribute"][1] == "Undo: set certainty to certain"
    assert steps["note"][1] == "Undo: note on Claim"
    assert steps["actor"][0] == [claim, source, ["ACTOR", "Jana"]]
    assert steps["and by character"][0] == [claim, source, ["ACTOR", "Jana Dvorska"]]
    assert steps["by a fragment"][0][-1] == ["CUE", "said … on Tuesday"]
    assert steps["whose end moves"][0][-1] == ["CUE", "said … on"]
    assert steps["and goes"][0][-1] == ["CUE", "said"]
    assert steps["signals"][1] == "Undo: link Cue to Claim"
    assert steps["linked"][1] == "Undo: link Claim to Source"
    assert steps["two more"][0][-2:] == [["ACTOR", "Engineers"], ["ACTOR", "disagree"]]
    assert [label for label, _ in steps["relabelled"][0]] == [
        "CLAIM",
        *["SOURCE"] * 2,
        "CUE",
        *["SOURCE"] * 2,
    ]
    assert steps["relabelled"][1] == "Undo: relabel 3 spans as Source"
    assert [words for _, words in steps["deleted"][0]] == [claim[1], "said", "Engineers", "disagree"]
    assert steps["deleted"][1] == "Undo: delete 2 spans"
    assert seen["links"] == ["signals"]
    assert seen["undone"] > 20
    for fact in ("as at the start", "as at the end", "redo is over", "went on"):
        assert seen[fact], fact
    assert seen["undo elsewhere"] == "Undo: mark as done"


def test_a_folder_opened_again_leads_to_its_project_with_what_is_new(session, articles, machine):
    assert session("first_look", articles).seen["articles"] == 3
    (articles / "weir.txt").write_text("Weir holds\n\nThe weir holds, its keeper said.\n", encoding="utf-8")
    again = session("look_and_quit", articles)
    assert (again.status, again.seen["asked"], again.seen["articles"]) == (0, [], 4)
    projects = list((Path(machine["HOME"]) / "Documents" / "Annotator").glob("*.annotator"))
    assert len(projects) == 1


def test_quitting_during_the_first_import_leaves_nothing_half_done(session, machine, held, tmp_path):
    folder = tmp_path / "Many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.txt").write_text(
            f"Report {number}\n\n{'The weir holds, its keeper said. ' * 40}"
        )
    ended = session("quit_at_once", folder)
    assert ended.status == 0, ended.said
    assert "Traceback" not in ended.said
    for path in (Path(machine["HOME"]) / "Documents" / "Annotator").glob("*.annotator"):
        held(path)


def test_a_program_killed_at_any_moment_has_saved_each_step_it_acknowledged(
    read, machine, known, held, tmp_path
):
    known(read)
    before = sum(
        len(spans) for spans, _, _ in held(shutil.copy(read, tmp_path / "before.annotator")).values()
    )
    process = subprocess.Popen(
        [sys.executable, str(USER), "steady_work", str(tmp_path / "none.json"), str(read)],
        env=machine, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines = []
    for line in process.stdout:
        lines.append(line)
        if len(lines) == 9:
            process.kill()
            break
    lines += process.stdout.readlines()
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    step, _, saved = lines[-1].split(maxsplit=2)
    assert saved.strip() == "● Saved"
    marked = sum(len(spans) for spans, _, _ in held(read).values()) - before
    assert int(step) <= marked <= int(step) + 1
