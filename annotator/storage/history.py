"""The history: what was done, by whom, and enough of it to undo and redo."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from annotator.core.annotations import Change, Entity
from annotator.core.decisions import Decision, ReaderKind, Setting
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.messages import Message, message
from annotator.core.scheme_edits import SchemeEdit, scheme_edit_from_dict
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State
from annotator.storage import decision_rows

_KINDS = {
    "layer": Layer, "span": Span, "relation": Relation, "decision": Decision, "setting": Setting,
    "readerkind": ReaderKind,
}  # fmt: skip
_LAST_STEPS = 2_000
_LONG = 1_000_000  # characters of changes that are read one by one
_COLUMNS = "id, kind, name, document_id, changes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history: an edit, an import with all it brought, or a change of the scheme."""

    id: int
    kind: str
    name: Message
    document_id: int | None
    changes: tuple[Change, ...]
    scheme: SchemeEdit | None = None


@dataclass(frozen=True, slots=True)
class SchemeEvent:
    """A change of the scheme came into force, by being done or done again, or was undone.

    `phase` is the id of the row with which it came into force; what it took away is
    shelved under that.
    """

    phase: int
    step: int
    undone: bool


def record(conn: sqlite3.Connection, edit: Edit, annotator_id: int) -> int:
    """Append an edit; what this annotator had undone can no longer be redone."""
    _drop_undone(conn, annotator_id)
    return _insert(conn, "edit", "done", annotator_id, edit.document_id, edit.name, packed(edit.changes))


def packed(changes: Iterable[Change]) -> str:
    """Return changes as text, JSON, under the names of labels that they have."""
    # One by one, so that other threads get their turn where there are very many.
    each = (json.dumps([_pack(c.before), _pack(c.after)], ensure_ascii=False) for c in changes)
    return f"[{', '.join(each)}]"


def unpacked(changes: str) -> tuple[Change, ...]:
    """Return the changes that `packed` gave."""
    return tuple(Change(_unpack(before), _unpack(after)) for before, after in _each(changes))


def record_scheme(conn: sqlite3.Connection, edit: SchemeEdit, annotator_id: int) -> int:
    """Append a change of the scheme and return its id; what was undone can no longer be redone."""
    _drop_undone(conn, annotator_id)
    changes = json.dumps({"scheme": edit.as_dict()}, ensure_ascii=False)
    return _insert(conn, "edit", "done", annotator_id, None, edit.name, changes)


def mark_scheme(conn: sqlite3.Connection, entry: Entry, annotator_id: int, phase: int | None = None) -> int:
    """Set a change of the scheme to undone, where its `phase` is given, else to done; return the new phase.

    When it was in force stands in rows of its own, which nobody can undo: older edits are
    read by them.
    """
    undone = phase is not None
    conn.execute("UPDATE history SET state = ? WHERE id = ?", ("undone" if undone else "done", entry.id))
    event = {"undone": entry.id, "phase": phase} if undone else {"done": entry.id}
    return _insert(conn, "edit", "dropped", annotator_id, None, entry.name, json.dumps(event))


def scheme_events(conn: sqlite3.Connection, after: int) -> list[SchemeEvent]:
    """Return what happened to the scheme after a row of the history, without what was taken back since.

    A change that was undone and done again counts as one that was never undone.
    """
    events: list[SchemeEvent] = []
    for row_id, changes in conn.execute(
        "SELECT id, changes FROM history WHERE changes >= '{' AND id > ? ORDER BY id", (after,)
    ):
        data = json.loads(changes)
        if "undone" in data:
            event = SchemeEvent(data["phase"], data["undone"], undone=True)
        else:
            event = SchemeEvent(row_id, data.get("done", row_id), undone=False)
        _append(events, event, when=event.undone)
    # Last, so that of several undoings of one change the first remains: its rows are those of then.
    found: list[SchemeEvent] = []
    for event in events:
        _append(found, event, when=not event.undone)
    return found


def _append(events: list[SchemeEvent], event: SchemeEvent, *, when: bool) -> None:
    """Append an event, or cancel the last one where `when` holds and that is its opposite."""
    if when and events and events[-1].step == event.step and events[-1].undone != event.undone:
        events.pop()
    else:
        events.append(event)


def scheme_event_of(conn: sqlite3.Connection, step: int) -> tuple[int, SchemeEvent]:
    """Return the row and the event that happened last to a change of the scheme."""
    row_id, changes = conn.execute(
        "SELECT id, changes FROM history WHERE changes >= '{' AND id >= :step AND (id = :step "
        "OR json_extract(changes, '$.undone') = :step OR json_extract(changes, '$.done') = :step) "
        "ORDER BY id DESC LIMIT 1",
        {"step": step},
    ).fetchone()
    phase = json.loads(changes).get("phase")
    return row_id, SchemeEvent(phase or row_id, step, undone=phase is not None)


def scheme_edit(conn: sqlite3.Connection, step: int) -> SchemeEdit:
    """Return the change of the scheme that a row of the history holds."""
    (changes,) = conn.execute("SELECT changes FROM history WHERE id = ?", (step,)).fetchone()
    return scheme_edit_from_dict(json.loads(changes)["scheme"])


def is_scheme_ahead(conn: sqlite3.Connection, annotator_id: int, *, redo: bool) -> bool:
    """Tell whether what the annotator's next undo (or redo) concerns is a change of the scheme."""
    state, order = ("undone", "ASC") if redo else ("done", "DESC")
    row = conn.execute(
        f"SELECT changes >= '{{' FROM history WHERE annotator_id = ? AND state = ? ORDER BY id {order} LIMIT 1",  # noqa: S608
        (annotator_id, state),
    ).fetchone()
    return bool(row and row[0])


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
        "AND h.document_id = layer.document_id) "
        # An edit of several documents says in its changes which.
        "AND (annotator_id, document_id) NOT IN (SELECT h.annotator_id, "
        "coalesce(json_extract(c.value, '$[1].document_id'), json_extract(c.value, '$[0].document_id')) "
        "FROM history h, json_each(h.changes) c WHERE h.id > :batch AND h.kind = 'edit' "
        "AND h.state = 'done' AND h.document_id IS NULL AND h.changes < '{' AND "
        # What has none is a span of a layer that is there, too; with NULL the whole would be unknown.
        "coalesce(json_extract(c.value, '$[1].document_id'), json_extract(c.value, '$[0].document_id')) "
        "IS NOT NULL)",
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


def times_done(conn: sqlite3.Connection, annotator_id: int, number: int) -> list[str]:
    """Return when an annotator last marked so many articles as done, one by one, the last first.

    Looks at the last steps only, so there may be fewer.
    """
    rows = conn.execute(
        "SELECT at, name FROM history WHERE annotator_id = ? AND state = 'done' ORDER BY id DESC LIMIT ?",
        (annotator_id, _LAST_STEPS),
    )
    return list(islice((at for at, name in rows if name == _MARKED_DONE), number))


def read_mark(conn: sqlite3.Connection) -> tuple[int | str | None, ...]:
    """Return what differs after every change of what people see in a project, and costs little to read.

    Documents that an import under way brings are among it. Where annotators are is not.
    """
    row = conn.execute(
        "SELECT (SELECT max(id) FROM history), (SELECT max(id) FROM document), "
        "(SELECT max(version) FROM scheme), (SELECT max(id) FROM annotator), "
        "(SELECT group_concat(id) FROM history WHERE state = 'running'), "
        "(SELECT group_concat("
        "coalesce((SELECT max(id) FROM history h WHERE h.annotator_id = a.id AND h.state = 'done'), 0) || ':' || "
        "coalesce((SELECT min(id) FROM history h WHERE h.annotator_id = a.id AND h.state = 'undone'), 0)) "
        "FROM annotator a)"
    ).fetchone()
    return tuple(row)


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
    if row[4].startswith("{"):
        edit = scheme_edit_from_dict(json.loads(row[4])["scheme"])
        return Entry(row[0], row[1], _unpack_name(row[2]), row[3], (), edit)
    return Entry(row[0], row[1], _unpack_name(row[2]), row[3], unpacked(row[4]))


def _each(changes: str) -> Iterator[list[Any]]:
    """Yield the changes of an edit; many megabytes one by one, so that other threads get their turn."""
    if len(changes) < _LONG:
        yield from json.loads(changes)
        return
    decode, place = json.JSONDecoder().raw_decode, 1
    while True:
        change, place = decode(changes, place)
        yield change
        if changes[place] == "]":
            return
        place = changes.index("[", place)


def size_ahead(conn: sqlite3.Connection, annotator_id: int, *, redo: bool) -> int:
    """Return how many bytes the changes take that the annotator's next undo, or redo, is of; 0 without any."""
    state, order = ("undone", "ASC") if redo else ("done", "DESC")
    row = conn.execute(
        f"SELECT id FROM history WHERE annotator_id = ? AND state = ? ORDER BY id {order} LIMIT 1",  # noqa: S608
        (annotator_id, state),
    ).fetchone()
    if row is None:
        return 0
    with conn.blobopen("history", "changes", row[0], readonly=True) as blob:  # its length alone is read
        return len(blob)


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
    if isinstance(entity, Decision):
        return {"is": "decision", "row": decision_rows.pack(entity)}
    # All its values are plain; `asdict` would copy each of them, which takes as long as all else.
    return {"is": type(entity).__name__.lower(), **{f.name: getattr(entity, f.name) for f in fields(entity)}}


def _unpack(data: dict[str, Any] | None) -> Entity | None:
    if data is None:
        return None
    kind = _KINDS[data.pop("is")]
    if kind is Decision:
        return decision_rows.unpack(data["row"])
    if kind is Layer:
        data["state"] = State(data["state"])
    elif kind is Span:
        data["fragments"] = tuple(Fragment(*pair) for pair in data["fragments"])
        data["attributes"] = tuple((name, value) for name, value in data["attributes"])
        data["origin"] = Origin(data["origin"])
    entity: Entity = kind(**data)
    return entity


_MARKED_DONE = _pack_name(message("mark as {state}", state=State.DONE.value))
