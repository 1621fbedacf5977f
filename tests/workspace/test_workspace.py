import pytest

from annotator.core import edits
from annotator.core.errors import (
    EditError,
    ProjectError,
    ProjectLocked,
    ProjectNotWritable,
    StaleEdit,
)
from annotator.core.scheme import scheme_from_dict
from annotator.core.spans import Fragment, State
from annotator.storage import file, rows
from annotator.workspace.resources import default_scheme
from annotator.workspace.stats import check
from annotator.workspace.workspace import Workspace

ONE, TWO = (Fragment(0, 4),), (Fragment(23, 29),)


def add(workspace, document_id, annotator_id, label="CLAIM", fragments=ONE):
    """Add a span as the annotator and return its id."""
    edit = edits.add_span(workspace.annotations(document_id, annotator_id), label, fragments)
    workspace.execute(edit, annotator_id)
    return edit.changes[-1].after.id


def seen(workspace, document_id, annotator_id):
    """Return what the annotator's layer holds, leaving out the id of a layer that is not stored."""
    found = workspace.annotations(document_id, annotator_id)
    return (found.layer if found.stored else None, found.spans, found.relations)


# Projects


def test_workspace_create_makes_a_sound_project(tmp_path, opened):
    Workspace.create(tmp_path / "new.annotator", source="/articles").close()
    workspace = opened(tmp_path / "new.annotator")
    assert workspace.name == "new"
    assert workspace.scheme == default_scheme()
    assert workspace.setting("source") == "/articles"
    assert workspace.setting("created").startswith("20")
    assert workspace.setting("no such") == ""
    assert workspace.annotators() == []
    assert check(workspace) == []


def test_workspace_create_never_overwrites(project):
    before = project.read_bytes()
    with pytest.raises(ProjectError):
        Workspace.create(project)
    assert project.read_bytes() == before


def test_workspace_create_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(scheme_from_dict({"name": "", "labels": [{"name": "A"}]}).__class__, "as_dict", fail)
    with pytest.raises(RuntimeError):
        Workspace.create(tmp_path / "new.annotator")
    assert list(tmp_path.iterdir()) == []


def test_workspace_keeps_its_own_scheme(workspace, scheme):
    assert workspace.scheme == scheme


def test_workspace_closed_leaves_one_file(project):
    workspace = Workspace(project)
    workspace.annotator("Lena")
    workspace.close()
    assert [p.name for p in project.parent.iterdir()] == [project.name]


# Annotators


def test_workspace_annotators_are_made_once_and_listed_by_name(workspace):
    jonas, lena, anna = (workspace.annotator(name) for name in ("Jonas", "lena", "Anna"))
    assert workspace.annotator(" Jonas\n") == jonas
    assert workspace.annotators() == [anna, jonas, lena]


@pytest.mark.parametrize("name", ["", "   ", "\n\t\u00a0"])
def test_workspace_annotators_need_a_name(workspace, name):
    with pytest.raises(EditError):
        workspace.annotator(name)
    assert workspace.annotators() == []


def test_workspace_annotator_made_elsewhere_meanwhile_is_the_same(project, opened, monkeypatch):
    first, second = opened(project), opened(project)
    read = Workspace._read
    raced = []

    def slow(self, sql, *values):
        found = read(self, sql, *values)
        if self is first and "annotator" in sql and not raced:
            raced.append(second.annotator("Lena"))
        return found

    monkeypatch.setattr(Workspace, "_read", slow)
    assert first.annotator("Lena") == raced[0]


# Edits


def test_workspace_annotations_are_empty_before_the_first_edit(workspace, article, lena):
    found = workspace.annotations(article, lena)
    assert not found.stored
    assert (found.layer.document_id, found.layer.annotator_id, found.layer.state) == (
        article,
        lena,
        State.TO_DO,
    )
    assert workspace.annotations(article, lena).layer.id != found.layer.id
    assert workspace.undo_name(lena) is None


def test_workspace_executes_an_edit_and_tells_the_subscribers(workspace, article, lena):
    told = []
    leave = workspace.subscribe(told.append)
    before = workspace.annotations(article, lena)
    edit = edits.add_span(before, "CLAIM", ONE)
    workspace.execute(edit, lena)
    assert workspace.annotations(article, lena) == before.changed(edit.changes)
    (changed,) = told
    assert (str(changed.name), changed.document_id, changed.changes) == ("label Claim", article, edit.changes)
    leave()
    workspace.undo(lena)
    assert len(told) == 1


def test_workspace_undo_and_redo_say_what_they_did(workspace, article, lena):
    add(workspace, article, lena)
    assert str(workspace.undo_name(lena)) == "label Claim"
    assert workspace.redo_name(lena) is None
    told = []
    workspace.subscribe(told.append)
    undone = workspace.undo(lena)
    assert (str(undone.name), undone.document_id) == ("label Claim", article)
    assert str(workspace.redo_name(lena)) == "label Claim"
    redone = workspace.redo(lena)
    assert told == [undone, redone]
    assert workspace.undo(lena) is not None
    assert workspace.undo(lena) is None
    assert len(told) == 3


def test_workspace_undo_and_redo_bring_back_the_same_rows(workspace, article, lena, scheme):
    claim, source = add(workspace, article, lena), add(workspace, article, lena, "SOURCE", TWO)
    now = workspace.annotations(article, lena)
    workspace.execute(edits.add_relation(now, scheme, "said_by", claim, source), lena)
    full = seen(workspace, article, lena)
    workspace.execute(edits.remove_spans(workspace.annotations(article, lena), [claim, source]), lena)
    workspace.undo(lena)
    assert seen(workspace, article, lena) == full
    for _ in range(3):
        workspace.undo(lena)
    assert seen(workspace, article, lena) == (None, {}, {})
    for _ in range(3):
        workspace.redo(lena)
    assert seen(workspace, article, lena) == full


def test_workspace_undoes_and_redoes_after_a_restart(project, workspace, article, lena, opened):
    add(workspace, article, lena)
    add(workspace, article, lena, "SOURCE", TWO)
    full = seen(workspace, article, lena)
    workspace.undo(lena)
    workspace.close()
    again = opened(project)
    assert str(again.redo_name(lena)) == "label Source"
    again.redo(lena)
    assert seen(again, article, lena) == full
    again.undo(lena)
    again.undo(lena)
    assert again.undo(lena) is None
    assert seen(again, article, lena) == (None, {}, {})


def test_workspace_undo_never_touches_another_annotators_work(workspace, article, lena, jonas):
    add(workspace, article, lena)
    add(workspace, article, jonas)
    kept = seen(workspace, article, jonas)
    add(workspace, article, lena, "SOURCE", TWO)
    while workspace.undo(lena):
        assert seen(workspace, article, jonas) == kept
    assert workspace.redo_name(jonas) is None
    workspace.undo(jonas)
    while workspace.redo(lena):
        assert seen(workspace, article, jonas) == (None, {}, {})


def test_workspace_drops_what_was_undone_at_the_next_edit(workspace, article, lena, jonas):
    add(workspace, article, lena)
    workspace.undo(lena)
    add(workspace, article, jonas)
    assert workspace.redo_name(lena)
    add(workspace, article, lena, "SOURCE", TWO)
    assert workspace.redo(lena) is None


def test_workspace_refuses_a_stale_edit_and_changes_nothing(workspace, article, lena):
    span = add(workspace, article, lena)
    old = workspace.annotations(article, lena)
    workspace.execute(edits.set_note(old, span, "new"), lena)
    kept, told = seen(workspace, article, lena), []
    workspace.subscribe(told.append)
    with pytest.raises(StaleEdit):
        workspace.execute(edits.set_attribute(old, span, "kind", "a"), lena)
    assert seen(workspace, article, lena) == kept
    assert str(workspace.undo_name(lena)) == "note on Claim"
    assert told == []


# Two programs on one file


def test_workspace_sees_that_another_program_has_written(project, workspace, article, lena, opened):
    other = opened(project)
    assert not workspace.changed_elsewhere()
    add(workspace, article, lena)
    assert not workspace.changed_elsewhere()
    add(other, article, lena, "SOURCE", TWO)
    assert workspace.changed_elsewhere()
    assert not workspace.changed_elsewhere()
    assert len(workspace.annotations(article, lena).spans) == 2


def test_workspace_takes_no_two_first_edits_of_one_layer(project, workspace, article, lena, opened):
    other = opened(project)
    mine, theirs = workspace.annotations(article, lena), other.annotations(article, lena)
    workspace.execute(edits.add_span(mine, "CLAIM", ONE), lena)
    kept = seen(workspace, article, lena)
    with pytest.raises(StaleEdit):
        other.execute(edits.add_span(theirs, "SOURCE", TWO), lena)
    assert seen(other, article, lena) == kept
    assert other.undo(lena)


def test_workspace_takes_no_link_to_a_span_deleted_elsewhere(
    project, workspace, article, lena, opened, scheme
):
    claim, source = add(workspace, article, lena), add(workspace, article, lena, "SOURCE", TWO)
    other = opened(project)
    stale = other.annotations(article, lena)
    workspace.execute(edits.remove_spans(workspace.annotations(article, lena), [source]), lena)
    with pytest.raises(StaleEdit):
        other.execute(edits.add_relation(stale, scheme, "said_by", claim, source), lena)
    assert check(other) == []


def test_workspace_takes_no_link_twice(project, workspace, article, lena, opened, scheme):
    claim, source = add(workspace, article, lena), add(workspace, article, lena, "SOURCE", TWO)
    other = opened(project)
    edits_of_both = [
        edits.add_relation(w.annotations(article, lena), scheme, "said_by", claim, source)
        for w in (workspace, other)
    ]
    workspace.execute(edits_of_both[0], lena)
    with pytest.raises(StaleEdit):
        other.execute(edits_of_both[1], lena)
    assert len(other.annotations(article, lena).relations) == 1


def test_workspace_undo_of_what_was_changed_elsewhere_is_refused(project, workspace, article, lena, opened):
    span = add(workspace, article, lena)
    # As if another annotator's tool had written to this layer.
    workspace.conn.execute("UPDATE span SET note = 'changed' WHERE id = ?", (span,))
    with pytest.raises(StaleEdit):
        workspace.undo(lena)
    assert workspace.undo_name(lena)
    assert span in workspace.annotations(article, lena).spans


def test_workspace_reads_one_moments_annotations(project, workspace, article, lena, opened, monkeypatch):
    span = add(workspace, article, lena)
    before, other, real = workspace.annotations(article, lena), opened(project), rows.read_layer

    def read_layer(conn, *asked):
        found = real(conn, *asked)
        if conn is workspace.conn:
            other.execute(edits.remove_spans(before, [span]), lena)
        return found

    monkeypatch.setattr(rows, "read_layer", read_layer)
    assert workspace.annotations(article, lena) == before
    monkeypatch.undo()
    assert workspace.annotations(article, lena).spans == {}


def test_workspace_locked_by_another_program(project, article, lena, opened, monkeypatch):
    monkeypatch.setattr(file, "BUSY_TIMEOUT_MS", 100)
    mine, other = opened(project), opened(project)
    edit = edits.add_span(mine.annotations(article, lena), "CLAIM", ONE)
    with other.transaction(), pytest.raises(ProjectLocked):
        mine.execute(edit, lena)
    mine.execute(edit, lena)
    assert len(mine.annotations(article, lena).spans) == 1


def test_workspace_on_a_full_disk_does_no_half_edit(workspace, article, lena):
    span = add(workspace, article, lena)
    kept, told = seen(workspace, article, lena), []
    workspace.subscribe(told.append)
    pages = workspace.conn.execute("PRAGMA page_count").fetchone()[0]
    workspace.conn.execute(f"PRAGMA max_page_count={pages}")
    edit = edits.set_note(workspace.annotations(article, lena), span, "long " * 5_000)
    with pytest.raises(ProjectNotWritable):
        workspace.execute(edit, lena)
    assert seen(workspace, article, lena) == kept
    assert str(workspace.undo_name(lena)) == "label Claim"
    assert told == []
    workspace.conn.execute("PRAGMA max_page_count=100000")
    workspace.execute(edit, lena)


# Reading


def test_workspace_gives_documents_and_texts(workspace, article):
    assert workspace.text(article).text == "Kiew meldet Verluste, Moskau bestreitet."
    document = workspace.document(article)
    assert (document.length, document.source) == (40, "one.txt")
    assert workspace.document(404) is None


def test_workspace_queue_follows_the_edits(workspace, bring, lena, jonas):
    bring(a="Erster Text.", b="Zweiter Text.", c="Dritter Text.")
    first, second, third = workspace.queue(lena)
    workspace.execute(edits.set_state(workspace.annotations(first, lena), State.DONE), lena)
    workspace.execute(edits.set_flag(workspace.annotations(second, lena), flagged=True), lena)
    add(workspace, third, lena)
    assert workspace.queue(lena, [State.TO_DO]) == [second]
    assert workspace.queue(lena, flagged=True) == [second]
    assert workspace.queue(lena, text="c.txt") == [third]
    assert workspace.queue(jonas, [State.TO_DO]) == [first, second, third]
    counts, flagged = workspace.state_counts(lena)
    assert counts == {State.TO_DO: 1, State.IN_PROGRESS: 1, State.DONE: 1, State.SKIPPED: 0}
    assert flagged == 1
    assert workspace.next_to_do(lena, first) == second
    assert workspace.next_to_do(lena, third) == second
    (row,) = workspace.queue_rows(lena, [third])
    assert (row.state, row.spans) == (State.IN_PROGRESS, 1)


def test_workspace_remembers_the_place_of_each_annotator(project, workspace, article, lena, jonas, opened):
    assert workspace.place(lena) is None
    workspace.save_place(lena, article, 3)
    workspace.save_place(lena, article, 5)
    assert opened(project).place(lena) == (article, 5)
    assert workspace.place(jonas) is None
