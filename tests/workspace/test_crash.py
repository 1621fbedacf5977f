"""Killed at any moment, a project holds all that was acknowledged, and is sound."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import annotator
from annotator.core import edits
from annotator.core.spans import Fragment, State
from annotator.storage.file import connect
from annotator.workspace import importing
from annotator.workspace.exporting import export
from annotator.workspace.reviewing import Review
from annotator.workspace.stats import check, stats
from annotator.workspace.workspace import Workspace

CHECKOUT = Path(annotator.__file__).parents[1]

EDITING = """
import sys
from pathlib import Path
from annotator.core import edits
from annotator.core import edits
from annotator.core.spans import Fragment, State
from annotator.workspace.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
lena = workspace.annotator("Lena").id
(document,) = workspace.queue(lena)
for i in range(10_000):
    now = workspace.annotations(document, lena)
    workspace.execute(edits.add_span(now, "CLAIM", (Fragment(i, i + 1), Fragment(i + 2, i + 3))), lena)
    print("done", flush=True)
    if i % 3 == 0:
        workspace.undo(lena)
        print("done", flush=True)
"""

IMPORTING = """
import sys
from pathlib import Path
from annotator.workspace import import_work, importing
from annotator.workspace.workspace import Workspace

import_work.BATCH = 3
workspace = Workspace(Path(sys.argv[1]))
importing.import_files(workspace, [Path(sys.argv[2])], progress=lambda _: print("read", flush=True))
"""

DECIDING = """
import sys
from pathlib import Path
from annotator.core.decisions import Choice
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
lead = Review(workspace, workspace.annotator("Lead").id)
for n in range(10_000):
    row = next(row for row in lead.rows if row.is_open)
    lead.decide(lead.open(row.document_id, row.key), Choice.READING, "Ada", reason="Slip")
    print("done", flush=True)
    if n % 3 == 2:
        workspace.undo(lead.lead_id)
        lead.refresh(row.document_id)
        print("done", flush=True)
"""


def kill_after(lines, code, *arguments):
    """Run `code`, kill it some moment after it has printed `lines` lines; return how many there were."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    )
    with process:
        printed = 0
        for _ in process.stdout:
            printed += 1
            if printed >= lines:
                break
        time.sleep(random.random() * 0.003)
        process.kill()
        printed += len(process.stdout.read().splitlines())
    return printed


def expected(steps):
    """Return the spans there are after the first `steps` steps of EDITING."""
    found, i = [], 0
    while steps > 0:
        found.append((Fragment(i, i + 1), Fragment(i + 2, i + 3)))
        steps -= 1
        if i % 3 == 0 and steps > 0:
            found.pop()
            steps -= 1
        i += 1
    return found


@pytest.mark.parametrize("lines", [1, 30, 70])
def test_crash_while_editing_loses_nothing_acknowledged(project, write, opened, lines):
    workspace = opened(project)
    importing.import_files(workspace, [write("long.txt", "Kiew meldet Verluste. " * 1_000)])
    lena = workspace.annotator("Lena").id
    workspace.close()

    acknowledged = kill_after(lines, EDITING, project)
    assert acknowledged >= lines

    workspace = opened(project)
    (document,) = workspace.queue(lena)
    stored = [span.fragments for span in workspace.annotations(document, lena).in_order()]
    # The step in hand may have been committed without having been acknowledged.
    assert stored in (expected(acknowledged), expected(acknowledged + 1))
    assert check(workspace) == []
    while workspace.undo(lena):
        pass
    assert workspace.annotations(document, lena).spans == {}


@pytest.mark.parametrize("lines", [2, 9])
def test_crash_while_importing_is_made_good_by_importing_again(tmp_path, scheme, write, seeds, opened, lines):
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in seeds.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    broken, clean = tmp_path / "broken.annotator", tmp_path / "clean.annotator"
    for path in (broken, clean):
        Workspace.create(path, scheme).close()

    kill_after(lines, IMPORTING, broken, folder)

    results = []
    for path in (broken, clean):
        workspace = opened(path)
        importing.import_files(workspace, [folder])
        assert check(workspace) == []
        export(workspace, tmp_path / "out.jsonl", "jsonl")
        results.append((stats(workspace) | {"project": ""}, (tmp_path / "out.jsonl").read_bytes()))
    assert results[0] == results[1]


def test_crash_leaves_a_log_that_the_next_start_takes_in(project, opened):
    workspace = opened(project)
    log = project.with_name(f"{project.name}-wal")
    workspace.annotator("Lena")
    copy = project.with_name("copy.annotator")
    # What a crash leaves: the file and its log, as they are at this moment.
    copy.write_bytes(project.read_bytes())
    copy.with_name(f"{copy.name}-wal").write_bytes(log.read_bytes())
    conn = connect(copy)
    assert conn.execute("SELECT name FROM annotator").fetchall() == [("Lena",)]
    conn.close()


def decided_after(steps):
    """Return how many cases are decided after the first `steps` steps of DECIDING."""
    found = turn = 0
    while steps > 0:
        found, steps = found + 1, steps - 1
        if turn % 3 == 2 and steps > 0:
            found, steps = found - 1, steps - 1
        turn += 1
    return found


@pytest.mark.parametrize("lines", [1, 22])
def test_crash_while_deciding_loses_no_decision(project, write, opened, lines):
    workspace = opened(project)
    importing.import_files(workspace, [write("long.txt", "Kiew meldet Verluste. " * 200)])
    readers = {}
    for name, longer in (("Ada", 0), ("Bo", 1)):
        who = readers[name] = workspace.annotator(name).id
        (document,) = workspace.queue(who)
        now = workspace.annotations(document, who)
        for n in range(150):
            workspace.execute(edits.add_span(now, "CLAIM", (Fragment(20 * n, 20 * n + 9 + longer),)), who)
            now = workspace.annotations(document, who)
        workspace.execute(edits.set_state(now, State.DONE), who)
    layers = [workspace.annotations(document, who) for who in readers.values()]
    lead = workspace.annotator("Lead").id
    workspace.close()

    acknowledged = kill_after(lines, DECIDING, project)
    assert acknowledged >= lines

    workspace = opened(project)
    review = Review(workspace, lead)
    decided = [row for row in review.rows if not row.is_open]
    gold = workspace.annotations(document, review.gold_id)
    # The step in hand may have been committed without having been acknowledged.
    assert len(decided) in (decided_after(acknowledged), decided_after(acknowledged + 1))
    assert [s.fragments for s in gold.in_order()] == [
        (Fragment(row.start, row.start + 9),) for row in sorted(decided, key=lambda row: row.start)
    ]
    assert [workspace.annotations(document, who) for who in readers.values()] == layers
    assert check(workspace) == []
    while workspace.undo(lead):
        pass
    assert not any(row.status == "decided" for row in Review(workspace, lead).rows)
