import sqlite3
from contextlib import closing

import pytest

from annotator.core import edits
from annotator.core.errors import Cancelled, EditError, ProjectLocked
from annotator.core.query import Sort, parse
from annotator.core.spans import Fragment, State
from annotator.workspace import importing, queueing, searching


@pytest.fixture
def three(workspace, bring, lena):
    bring(a="First text", b="Second text", c="Third text")
    return workspace.queue(lena)


def states(workspace, lena, ids):
    return [workspace.annotations(document, lena).layer.state for document in ids]


def mark(workspace, lena, ids, **what):
    edit = queueing.edit_many(workspace, lena, ids, **what)
    workspace.execute(edit, lena)
    return edit


# Several at once


def test_queueing_marks_several_as_one_step(workspace, lena, three):
    told = []
    workspace.subscribe(told.append)
    mark(workspace, lena, three[:2], state=State.DONE)
    assert states(workspace, lena, three) == [State.DONE, State.DONE, State.TO_DO]
    assert str(workspace.undo_name(lena)) == "mark 2 articles as done"
    workspace.undo(lena)
    assert states(workspace, lena, three) == [State.TO_DO] * 3
    workspace.redo(lena)
    assert states(workspace, lena, three) == [State.DONE, State.DONE, State.TO_DO]
    assert [(change.document_id, len(change.changes)) for change in told] == [(None, 2)] * 3


def test_queueing_marks_only_what_is_not_so_yet(workspace, lena, three):
    mark(workspace, lena, three[:1], state=State.SKIPPED)
    edit = mark(workspace, lena, three, state=State.SKIPPED)
    assert str(edit.name) == "mark 2 articles as skipped"
    with pytest.raises(EditError):
        queueing.edit_many(workspace, lena, three, state=State.SKIPPED)


def test_queueing_flags_several_and_takes_the_flags_off(workspace, lena, three):
    assert str(mark(workspace, lena, three, flagged=True).name) == "flag 3 articles"
    assert workspace.state_counts(lena)[1] == 3
    assert str(mark(workspace, lena, three, flagged=False).name) == "take the flag off 3 articles"
    with pytest.raises(EditError):
        queueing.edit_many(workspace, lena, three, flagged=False)


def test_queueing_leaves_what_is_begun_open_when_it_is_to_be_done_again(workspace, lena, three):
    now = workspace.annotations(three[0], lena)
    workspace.execute(edits.add_span(now, "CLAIM", (Fragment(0, 5),)), lena)
    mark(workspace, lena, three, state=State.DONE)
    mark(workspace, lena, three, state=State.TO_DO)
    assert states(workspace, lena, three) == [State.IN_PROGRESS, State.TO_DO, State.TO_DO]


def test_queueing_of_somebody_elses_layers_is_refused(workspace, lena, three):
    edit = queueing.edit_many(workspace, lena, three, state=State.DONE)
    with pytest.raises(EditError):
        workspace.execute(edit, workspace.annotator("Jonas").id)


def test_queueing_counts_as_work_on_an_import(workspace, lena, write):
    jonas = workspace.annotator("Jonas").id
    importing.import_files(workspace, [write("a.txt", "A text")], actor_id=jonas)
    line = '{"text": "A text", "_annotator_id": "Lena", "spans": []}'
    importing.import_files(workspace, [write("a.jsonl", line)], actor_id=jonas)
    mark(workspace, lena, workspace.queue(lena), flagged=True)
    with pytest.raises(EditError):
        workspace.undo(jonas)
    workspace.undo(lena)
    workspace.undo(jonas)


# Pace


def done_at(workspace, lena, *seconds):
    for second in seconds:
        minutes, rest = divmod(second, 60)
        hours, minutes = divmod(minutes, 60)
        workspace.conn.execute(
            "INSERT INTO history (at, kind, state, annotator_id, name, changes) "
            "VALUES (?, 'edit', 'done', ?, '[\"mark as {state}\", {\"state\": \"done\"}]', '[]')",
            (f"2025-03-04T{hours:02}:{minutes:02}:{rest:02}.000+00:00", lena),
        )


def test_queueing_has_no_pace_before_there_is_enough_to_go_by(workspace, lena):
    assert queueing.pace(workspace, lena) is None
    done_at(workspace, lena, 0, 60, 120, 180, 240)
    assert queueing.pace(workspace, lena) is None
    done_at(workspace, lena, 300)
    assert queueing.pace(workspace, lena) == queueing.Pace(60.0, 5)


def test_queueing_leaves_long_pauses_out_of_the_pace(workspace, lena):
    done_at(workspace, lena, 0, 100, 200, 200 + 3_600, 3_900, 4_000, 4_110, 4_220)
    assert queueing.pace(workspace, lena) == queueing.Pace(100.0, 6)


def test_queueing_takes_the_pace_from_real_steps_of_ones_own(workspace, lena, bring):
    bring(**{f"n{i}": f"Text {i}" for i in range(7)})
    for document in workspace.queue(lena):
        workspace.execute(edits.set_state(workspace.annotations(document, lena), State.DONE), lena)
    assert queueing.pace(workspace, lena).articles == 6
    assert queueing.pace(workspace, workspace.annotator("Jonas").id) is None
    workspace.undo(lena)
    assert queueing.pace(workspace, lena).articles == 5


# Order


def test_queueing_reads_the_order_asked_for(workspace, lena, three):
    order = queueing.read_order(workspace, lena, parse("text"), sort=Sort.TITLE)
    assert order.ids.tolist() == three
    assert order.unfinished == bytearray([1, 1, 1])
    assert queueing.read_around(workspace, lena, three[1], 1, 1).ids.tolist() == three[:2]
    assert queueing.has_more_than(workspace, 2)


def test_queueing_is_interrupted(workspace, lena, three, monkeypatch):
    workspace.conn.set_progress_handler(lambda: 1, 1)
    with pytest.raises(Cancelled):
        queueing.read_order(workspace, lena, parse(""))
    workspace.conn.set_progress_handler(None, 0)


# The place to return to


def test_queueing_keeps_the_place_with_the_edit(workspace, lena, three, project, opened):
    now = workspace.annotations(three[1], lena)
    workspace.execute(edits.add_span(now, "CLAIM", (Fragment(0, 5),)), lena, caret=3)
    assert opened(project).place(lena) == (three[1], 3)


def test_queueing_does_not_wait_to_save_a_place(workspace, lena, three, project):
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectLocked):
            workspace.save_place(lena, three[0], 1)
        assert workspace.conn.execute("PRAGMA busy_timeout").fetchone()[0] > 1_000
        other.execute("ROLLBACK")
    workspace.save_place(lena, three[0], 1)
    assert workspace.place(lena) == (three[0], 1)


# Looking for what others did


def test_queueing_sees_what_others_do_but_not_where_they_are(workspace, lena, three, project, opened, write):
    other = opened(project)
    jonas = other.annotator("Jonas").id
    assert workspace.changed_elsewhere()
    other.save_place(jonas, three[0], 2)
    assert not workspace.changed_elsewhere()
    other.execute(edits.set_flag(other.annotations(three[0], jonas), True), jonas)
    assert workspace.changed_elsewhere()
    other.undo(jonas)
    assert workspace.changed_elsewhere()
    other.redo(jonas)
    assert workspace.changed_elsewhere()
    importing.import_files(other, [write("new.txt", "New")])
    assert workspace.changed_elsewhere()
    assert not workspace.changed_elsewhere()


def test_queueing_remembers_what_others_did_before_a_step_of_ones_own(
    workspace, lena, three, project, opened
):
    other = opened(project)
    jonas = other.annotator("Jonas").id
    other.execute(edits.set_flag(other.annotations(three[0], jonas), True), jonas)
    workspace.execute(edits.set_flag(workspace.annotations(three[0], lena), True), lena)
    assert workspace.changed_elsewhere()
    assert not workspace.changed_elsewhere()


def test_queueing_finds_words_in_texts_whether_they_are_indexed_yet_or_not(workspace, lena, bring):
    bring(a="The weir holds.", b="Nobody says why.", c="Weirs and locks.")
    first, second, third = workspace.queue(lena)
    for _ in range(2):
        assert queueing.read_order(workspace, lena, parse("weir")).ids.tolist()[0] == first
        assert queueing.read_order(workspace, lena, parse("nobody why")).ids.tolist() == [second]
        assert queueing.read_order(workspace, lena, parse('"and locks"')).ids.tolist() == [third]
        searching.complete_index(workspace, lambda *_: None, lambda: False)
