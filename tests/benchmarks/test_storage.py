"""One edit committed."""

from annotator.core import edits
from annotator.core.spans import Fragment
from annotator.workspace.workspace import Workspace


def test_one_edit(full, make_text, make_project, median, bare_commit, row):
    size, spans = (1_000_000, 5_000) if full else (4_000, 20)
    workspace = Workspace(make_project(make_text(size), spans))
    annotator = workspace.annotator(str(spans)).id
    (document,) = workspace.queue(annotator)
    now = workspace.annotations(document, annotator)
    made = (edits.add_span(now, "CLAIM", (Fragment(i, i + 1),)) for i in range(0, size, 7))
    edit = None

    def next_edit():
        nonlocal edit
        edit = next(made)

    rounds = 300 if full else 1
    floor = median(bare_commit, rounds)
    row(
        "one edit committed", floor, median(lambda: workspace.execute(edit, annotator), rounds, next_edit), ""
    )
    workspace.close()


def test_one_undo(full, make_text, make_project, median, bare_commit, row):
    size, spans = (1_000_000, 5_000) if full else (4_000, 20)
    workspace = Workspace(make_project(make_text(size), spans))
    annotator = workspace.annotator(str(spans)).id
    (document,) = workspace.queue(annotator)
    rounds = 100 if full else 1
    now = workspace.annotations(document, annotator)
    for i in range(rounds):
        edit = edits.add_span(now, "CLAIM", (Fragment(7 * i, 7 * i + 1),))
        workspace.execute(edit, annotator)
    floor = median(bare_commit, rounds)
    row("one undo committed", floor, median(lambda: workspace.undo(annotator), rounds), "")
    workspace.close()
