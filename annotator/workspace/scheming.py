"""Changing the scheme of a project: one step of the history, with all that follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.annotations import Change
from annotator.core.errors import Cancelled, SchemeError, StaleEdit
from annotator.core.scheme import Scheme, scheme_from_dict
from annotator.core.scheme_edits import Names, SchemeEdit, as_of_now, growth
from annotator.core.scheme_text import scheme_text as scheme_text
from annotator.core.spans import Relation, Span
from annotator.storage import file, history, scheme_rows
from annotator.storage.scheme_rows import Loss as Loss
from annotator.workspace.resources import read_scheme

if TYPE_CHECKING:
    from annotator.workspace.workspace import Changed, Workspace

Progress = Callable[[int, int], None]
SMALL = 2_000  # spans; a project with no more follows a change of its scheme in less than 50 ms
_LOOK_EVERY = 10_000  # steps of SQLite's machine


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def loss(workspace: Workspace, edit: SchemeEdit) -> Loss:
    """Count what would go with a change of the scheme."""
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        return scheme_rows.loss(workspace.conn, edit)


def is_small(workspace: Workspace) -> bool:
    """Tell whether the project follows a change of its scheme at once."""
    with file.known_errors(workspace.path):
        counted = workspace.conn.execute(
            "SELECT count(*) FROM (SELECT 1 FROM span LIMIT ?)", (SMALL + 1,)
        ).fetchone()
    return bool(counted[0] <= SMALL)


def change_scheme(
    workspace: Workspace,
    edit: SchemeEdit,
    annotator_id: int,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Put a scheme in force, with all that follows from it for all readings, as one step to undo.

    Raises StaleEdit where the scheme is no longer what the edit found, or where a new name
    stands on annotations already; SchemeError where the new scheme is not whole; Cancelled.
    """
    scheme_from_dict(edit.after.as_dict())  # whole?
    with _stoppable(workspace.conn, cancelled), workspace.transaction() as conn:
        now = workspace.scheme_in_force()
        if now != edit.before:
            raise StaleEdit(
                "The scheme was changed elsewhere in the meantime. Nothing was saved; "
                "open it anew and repeat the change."
            )
        done = as_of_now(edit, now)
        phase = history.record_scheme(conn, done, annotator_id)
        scheme_rows.change(conn, done, phase, progress)
        workspace.insert_scheme(conn, done.after)
    workspace.tell_scheme(edit.name)


def step_scheme(
    workspace: Workspace,
    conn: sqlite3.Connection,
    entry: history.Entry,
    annotator_id: int,
    state: str,
    progress: Progress = no_progress,
) -> None:
    """Undo a change of the scheme or do it again, inside the workspace's transaction.

    Raises StaleEdit where anything stands in the way; nothing is lost or guessed.
    """
    assert entry.scheme is not None
    row, event = history.scheme_event_of(conn, entry.id)
    if history.scheme_events(conn, row):
        raise StaleEdit(
            "The scheme was changed again since, by somebody else. That change is to be undone first."
        )
    now = workspace.scheme_in_force()
    if state == "undone":
        edit = as_of_now(entry.scheme.inverse, now)
        scheme_rows.change_back(conn, edit, event.phase, progress)
        history.mark_scheme(conn, entry, annotator_id, event.phase)
    else:
        edit = as_of_now(entry.scheme, now)
        phase = history.mark_scheme(conn, entry, annotator_id)
        scheme_rows.carry(conn, event.phase, phase)
        scheme_rows.change(conn, edit, phase, progress)
    workspace.insert_scheme(conn, edit.after)


def step(
    path: Path,
    annotator_id: int,
    *,
    redo: bool,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = lambda: False,
) -> Changed | None:
    """Undo an annotator's last step, or redo, over a connection of its own: for a thread."""
    from annotator.workspace.workspace import Workspace

    workspace = Workspace(path)
    try:
        with _stoppable(workspace.conn, cancelled):
            take = workspace.redo if redo else workspace.undo
            return take(annotator_id, progress)
    finally:
        workspace.close()


def in_present(
    conn: sqlite3.Connection, entry: history.Entry, changes: tuple[Change, ...]
) -> tuple[Change, ...]:
    """Return the changes of an older edit as they are under the scheme now in force.

    Raises StaleEdit where they are about something that has gone with a change of it.
    """
    return as_of_now_since(conn, entry.id, changes)


def as_of_now_since(conn: sqlite3.Connection, after: int, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return changes under the names now in force, made under those after a row of the history.

    Raises StaleEdit as `in_present` does.
    """
    for event in history.scheme_events(conn, after):
        edit = history.scheme_edit(conn, event.step)
        names = Names(edit.inverse if event.undone else edit)
        shelved = {}
        if event.undone:
            ids = {e.id for c in changes for e in (c.before, c.after) if isinstance(e, Span)}
            shelved = scheme_rows.shelved_attributes(conn, event.phase, ids)
        changes = tuple(names.change(change, shelved) for change in changes)
    return changes


def check_allowed(conn: sqlite3.Connection, scheme: Scheme, changes: tuple[Change, ...]) -> None:
    """Check that what older changes brought back is in the scheme. Raises StaleEdit."""
    for change in changes:
        match change.after:
            case Span() as span if scheme.label(span.label) is None:
                raise _not_in_scheme(span.label)
            case Relation() as relation:
                ends = [
                    conn.execute("SELECT label FROM span WHERE id = ?", (i,)).fetchone()
                    for i in (relation.head_id, relation.child_id)
                ]
                if None in ends:
                    continue  # the foreign keys will say so
                kinds = scheme.relations_between(ends[0][0], ends[1][0])
                if relation.type not in {kind.name for kind in kinds}:
                    raise _not_in_scheme(relation.type)


def _not_in_scheme(name: str) -> StaleEdit:
    return StaleEdit(
        "The scheme does not allow “{name}” here since it was changed. Undo that change of the scheme first.",
        name=name,
    )


def has_only_grown(old: Scheme, new: Scheme) -> bool:
    """Tell whether a scheme has at most got more labels and relations since."""
    return growth(old, new) is not None


def shrink_back(workspace: Workspace, conn: sqlite3.Connection, before: Scheme, grown: Scheme) -> None:
    """Take labels out of the scheme again that an import brought which was stopped.

    Left as it is where anybody uses them, or the scheme has changed since.
    """
    now = workspace.scheme_in_force()
    new = [label.name for label in grown.labels if before.label(label.name) is None]
    if now == grown and not scheme_rows.uses(conn, new):
        workspace.insert_scheme(conn, before)


def read_scheme_file(path: Path) -> Scheme:
    """Read a scheme from a file. Raises SchemeError, OSError."""
    import tomllib

    try:
        return read_scheme(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError("{path} is no scheme file: {reason}", path=path, reason=error) from error


def write_scheme_file(scheme: Scheme, path: Path) -> None:
    """Write a scheme to a file, whole or not at all. Raises OSError."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(scheme_text(scheme), encoding="utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _stoppable(conn: sqlite3.Connection, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Let the user stop even a long statement. Raises Cancelled; the transaction inside is rolled back."""
    conn.set_progress_handler(cancelled, _LOOK_EVERY)
    try:
        yield
    except Exception:
        conn.set_progress_handler(None, 0)
        if cancelled():
            raise Cancelled from None
        raise
    finally:
        conn.set_progress_handler(None, 0)
