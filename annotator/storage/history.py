"""The history: what was done, by whom, and enough of it to undo and redo."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from annotator.core.annotations import Change, Entity
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.messages import Message
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State

_KINDS = {"layer": Layer, "span": Span, "relation": Relation}
_COLUMNS = "id, kind, name, document_id, changes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history: an edit, or an import with all it brought."""

    id: int
    kind: str
    name: Message
    document_id: int | None
    changes: tuple[Change, ...]


def record(conn: sqlite3.Connection, edit: Edit, annotator_id: int) -> int:
    """Append an edit; what this annotator had undone can no longer be redone."""
    _drop_undone(conn, annotator_id)
    changes = json.dumps([[_pack(c.before), _pack(c.after)] for c in edit.changes], ensure_ascii=False)
    return _insert(conn, "edit", "done", annotator_id, edit.document_id, edit.name, changes)


def begin_import(conn: sqlite3.Connection, name: Message, annotator_id: int | None) -> int:
    """Append an import that is under way and return its id, for `batch`."""
    return _insert(conn, "import", "running", annotator_id, None, name, "[]")


def finish_import(conn: sqlite3.Connection, batch: int, name: Message, *, empty: bool) -> None:
    """Mark an import as done, under its final name, or drop it where it brought nothing.

    Where it brought something, what its annotator had undone can no longer be redone.
    """
    state = "dropped" if empty else "done"
    if not empty:
        (annotator_id,) = conn.execute("SELECT annotator_id FROM history WHERE id = ?", (batch,)).fetchone()
        _drop_undone(conn, annotator_id)
    conn.execute("UPDATE history SET state = ?, name = ? WHERE id = ?", (state, _pack_name(name), batch))


def hide_import(conn: sqlite3.Connection, batch: int) -> bool:
    """Hide what an import brought, but for what has been worked on since; tell whether all is hidden."""
    conn.execute(
        "UPDATE layer SET removed = 1 WHERE batch = :batch AND NOT EXISTS (SELECT 1 FROM history h "
        "WHERE h.annotator_id = layer.annotator_id AND h.state = 'done' AND h.id > :batch "
        "AND h.document_id = layer.document_id)",
        {"batch": batch},
    )
    conn.execute(
        "UPDATE document SET removed = 1 WHERE batch = ? AND NOT EXISTS "
        "(SELECT 1 FROM layer l WHERE l.document_id = document.id AND NOT l.removed)",
        (batch,),
    )
    shown = conn.execute(
        "SELECT 1 FROM layer WHERE batch = :batch AND NOT removed "
        "UNION ALL SELECT 1 FROM document WHERE batch = :batch AND NOT removed LIMIT 1",
        {"batch": batch},
    )
    return shown.fetchone() is None


def close_interrupted(conn: sqlite3.Connection) -> int:
    """Mark imports that were cut off as done with what had arrived; return how many."""
    return conn.execute("UPDATE history SET state = 'done' WHERE state = 'running'").rowcount


def to_undo(conn: sqlite3.Connection, annotator_id: int) -> Entry | None:
    """Return the annotator's last entry that is not undone."""
    return _entry(conn, "done", "DESC", annotator_id)


def to_redo(conn: sqlite3.Connection, annotator_id: int) -> Entry | None:
    """Return the entry that the annotator undid last."""
    return _entry(conn, "undone", "ASC", annotator_id)


def name_to_undo(conn: sqlite3.Connection, annotator_id: int) -> Message | None:
    """Return the name of the annotator's last entry that is not undone, without its changes."""
    return _name(conn, "done", "DESC", annotator_id)


def name_to_redo(conn: sqlite3.Connection, annotator_id: int) -> Message | None:
    """Return the name of the entry that the annotator undid last, without its changes."""
    return _name(conn, "undone", "ASC", annotator_id)


def _name(conn: sqlite3.Connection, state: str, order: str, annotator_id: int) -> Message | None:
    row = conn.execute(
        f"SELECT name FROM history WHERE annotator_id = ? AND state = ? ORDER BY id {order} LIMIT 1",  # noqa: S608
        (annotator_id, state),
    ).fetchone()
    return _unpack_name(row[0]) if row else None


def _unpack_name(packed: str) -> Message:
    template, values = json.loads(packed)
    return Message(template, tuple(values.items()))


def mark(conn: sqlite3.Connection, entry: Entry, state: str) -> None:
    """Set an entry's state; for an import, show or hide what it brought.

    Raises EditError where hiding it would hide the work of others.
    """
    conn.execute("UPDATE history SET state = ? WHERE id = ?", (state, entry.id))
    if entry.kind != "import":
        return
    if state == "done":
        conn.execute("UPDATE document SET removed = 0 WHERE batch = ?", (entry.id,))
        conn.execute("UPDATE layer SET removed = 0 WHERE batch = ?", (entry.id,))
    elif not hide_import(conn, entry.id):
        raise EditError("Others have worked on these articles since; the import cannot be undone.")


def _drop_undone(conn: sqlite3.Connection, annotator_id: int | None) -> None:
    conn.execute(
        "UPDATE history SET state = 'dropped' WHERE annotator_id = ? AND state = 'undone'", (annotator_id,)
    )


def _entry(conn: sqlite3.Connection, state: str, order: str, annotator_id: int) -> Entry | None:
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM history WHERE annotator_id = ? AND state = ? ORDER BY id {order} LIMIT 1",  # noqa: S608
        (annotator_id, state),
    ).fetchone()
    if row is None:
        return None
    changes = tuple(Change(_unpack(before), _unpack(after)) for before, after in json.loads(row[4]))
    return Entry(row[0], row[1], _unpack_name(row[2]), row[3], changes)


def _insert(
    conn: sqlite3.Connection,
    kind: str,
    state: str,
    annotator_id: int | None,
    document_id: int | None,
    name: Message,
    changes: str,
) -> int:
    row = conn.execute(
        "INSERT INTO history (at, kind, state, annotator_id, document_id, name, changes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (now(), kind, state, annotator_id, document_id, _pack_name(name), changes),
    )
    assert row.lastrowid is not None
    return row.lastrowid


def now() -> str:
    """Return the time in UTC, to the millisecond, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _pack_name(name: Message) -> str:
    return json.dumps([name.template, dict(name.values)], ensure_ascii=False, default=str)


def _pack(entity: Entity | None) -> dict[str, Any] | None:
    if entity is None:
        return None
    return {"is": type(entity).__name__.lower(), **asdict(entity)}


def _unpack(data: dict[str, Any] | None) -> Entity | None:
    if data is None:
        return None
    kind = _KINDS[data.pop("is")]
    if kind is Layer:
        data["state"] = State(data["state"])
    elif kind is Span:
        data["fragments"] = tuple(Fragment(*pair) for pair in data["fragments"])
        data["attributes"] = tuple((name, value) for name, value in data["attributes"])
        data["origin"] = Origin(data["origin"])
    entity: Entity = kind(**data)
    return entity
