"""An open project: what it holds, and the one way to change it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.core.annotations import Annotations, Change
from annotator.core.documents import Document, Text
from annotator.core.edits import Edit
from annotator.core.errors import EditError, ProjectError
from annotator.core.ids import fresh_id
from annotator.core.messages import Message
from annotator.core.scheme import Scheme, scheme_from_dict, with_labels
from annotator.core.spans import Layer, State
from annotator.storage import documents, file, history, rows
from annotator.storage.documents import QueueRow as QueueRow
from annotator.workspace.resources import default_scheme


@dataclass(frozen=True, slots=True)
class Annotator:
    """Somebody, or something, that reads documents."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What subscribers are told after a change.

    `document_id` is None where documents came or went; `changes` are those of a layer.
    """

    name: Message
    document_id: int | None
    changes: tuple[Change, ...] = ()


class Workspace:
    """One open project file. Not thread-safe: each thread opens its own.

    With `read_only` the file may be one that this user cannot write to. `conn` and
    `transaction` are for this package's own modules.

    Every method that writes raises ProjectError where the file cannot be written, and
    then nothing has changed.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.conn = file.connect(path, read_only=read_only)
        self._subscribers: list[Callable[[Changed], None]] = []
        self._data_version = self._read_data_version()
        self._scheme: Scheme | None = None

    @classmethod
    def create(cls, path: Path, scheme: Scheme | None = None, source: str = "") -> Workspace:
        """Make a project file with a scheme of its own and open it.

        `source` is the folder it was made for, if any. Raises ProjectError where there
        is a file already.
        """
        first = scheme or default_scheme()

        def fill(conn: sqlite3.Connection) -> None:
            settings = {"source": source, "created": history.now()}
            conn.executemany("INSERT INTO setting VALUES (?, ?)", settings.items())
            _insert_scheme(conn, first)

        file.create(path, fill)
        return cls(path)

    def close(self) -> None:
        """Close the file. The workspace cannot be used afterwards."""
        self.conn.close()

    @property
    def name(self) -> str:
        """The project's name: the file's, without its suffix."""
        return self.path.stem

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Return a context manager for one transaction, for this package's own modules."""
        return file.transaction(self.conn, self.path)

    # Settings and scheme

    def setting(self, name: str) -> str:
        """Return a setting of the project, empty where it is not set."""
        row = self._read("SELECT value FROM setting WHERE name = ?", name)
        return str(row[0][0]) if row else ""

    @property
    def scheme(self) -> Scheme:
        """The project's scheme, in its latest version."""
        if self._scheme is None:
            found = self._read("SELECT body FROM scheme ORDER BY version DESC LIMIT 1")
            if not found:
                raise ProjectError("{path} has no scheme.", path=self.path)
            self._scheme = scheme_from_dict(json.loads(found[0][0]))
        return self._scheme

    def grow_scheme(
        self, conn: sqlite3.Connection, labels: Iterable[str], relations: Iterable[tuple[str, str, str]]
    ) -> list[str]:
        """Add the labels and (type, head, child) relations that the scheme lacks; return the labels' names.

        For this package's own modules, inside a transaction.
        """
        self._scheme = None  # another connection may have grown it
        scheme = self.scheme
        grown = with_labels(scheme, labels, relations)
        if grown is scheme:
            return []
        self._scheme = None
        _insert_scheme(conn, grown)
        return [label.name for label in grown.labels if scheme.label(label.name) is None]

    # Annotators

    def annotators(self) -> list[Annotator]:
        """Return all annotators by name."""
        found = self._read("SELECT id, name FROM annotator ORDER BY name COLLATE NOCASE")
        return [Annotator(*row) for row in found]

    def annotator(self, name: str) -> Annotator:
        """Return the annotator of this name, made if new. Edge white space does not count."""
        name = " ".join(name.split())
        if not name:
            raise EditError("An annotator needs a name.")
        sql = "SELECT id, name FROM annotator WHERE name = ?"
        found = self._read(sql, name)
        if not found:
            with self.transaction() as conn:
                # Another connection may have been quicker.
                conn.execute("INSERT OR IGNORE INTO annotator (id, name) VALUES (?, ?)", (fresh_id(), name))
            found = self._read(sql, name)
        return Annotator(*found[0])

    # Reading

    def document(self, document_id: int) -> Document | None:
        """Return a document, or None where it is not, or no longer, shown."""
        with file.known_errors(self.path):
            return documents.read_document(self.conn, document_id)

    def text(self, document_id: int) -> Text:
        """Return a document's text and token boundaries."""
        with file.known_errors(self.path):
            return documents.read_text(self.conn, document_id)

    def annotations(self, document_id: int, annotator_id: int) -> Annotations:
        """Return an annotator's layer of a document; an empty one, not stored, before their first edit."""
        with file.known_errors(self.path), file.snapshot(self.conn):
            layer = rows.read_layer(self.conn, document_id, annotator_id)
            new = layer or Layer(fresh_id(), document_id, annotator_id)
            return rows.read_annotations(self.conn, new, stored=layer is not None)

    def queue(
        self, annotator_id: int, states: Sequence[State] = (), *, flagged: bool = False, text: str = ""
    ) -> list[int]:
        """Return the ids of an annotator's documents in the order of the queue.

        An empty `states` means all; `text` is looked for in title, outlet and file name.
        """
        with file.known_errors(self.path):
            return documents.queue_ids(self.conn, annotator_id, states, flagged=flagged, text=text)

    def queue_rows(self, annotator_id: int, document_ids: Sequence[int]) -> list[QueueRow]:
        """Return what the queue shows of these documents, by id."""
        with file.known_errors(self.path):
            return documents.queue_rows(self.conn, annotator_id, document_ids)

    def state_counts(self, annotator_id: int) -> tuple[dict[State, int], int]:
        """Return the number of documents in each state for an annotator, and of flagged ones."""
        with file.known_errors(self.path):
            return documents.state_counts(self.conn, annotator_id)

    def next_to_do(self, annotator_id: int, after: int) -> int | None:
        """Return the next document after `after`, going round, that the annotator has not finished."""
        with file.known_errors(self.path):
            return documents.next_to_do(self.conn, annotator_id, after)

    # Changing

    def subscribe(self, subscriber: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `subscriber` after each change, in this thread; return what ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def execute(self, edit: Edit, annotator_id: int) -> None:
        """Apply an edit in one transaction with its row in the history, then tell the subscribers.

        Raises StaleEdit where something was changed meanwhile.
        """
        with self.transaction() as conn:
            rows.apply(conn, edit.changes)
            history.record(conn, edit, annotator_id)
        self._tell(Changed(edit.name, edit.document_id, edit.changes))

    def undo(self, annotator_id: int) -> Changed | None:
        """Take back this annotator's last step; return what changed, or None where there is none."""
        return self._step(annotator_id, history.to_undo, "undone")

    def redo(self, annotator_id: int) -> Changed | None:
        """Do again what this annotator undid last; return what changed, or None."""
        return self._step(annotator_id, history.to_redo, "done")

    def undo_name(self, annotator_id: int) -> Message | None:
        """Return what undo would take back, or None."""
        with file.known_errors(self.path):
            return history.name_to_undo(self.conn, annotator_id)

    def redo_name(self, annotator_id: int) -> Message | None:
        """Return what redo would do again, or None."""
        with file.known_errors(self.path):
            return history.name_to_redo(self.conn, annotator_id)

    def _step(
        self, annotator_id: int, find: Callable[..., history.Entry | None], state: str
    ) -> Changed | None:
        with self.transaction() as conn:
            entry = find(conn, annotator_id)
            if entry is None:
                return None
            changes = entry.changes
            if state == "undone":
                changes = tuple(change.inverse for change in reversed(changes))
            rows.apply(conn, changes)
            history.mark(conn, entry, state)
        changed = Changed(entry.name, entry.document_id, changes)
        self._tell(changed)
        return changed

    def _tell(self, changed: Changed) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(changed)

    def changed_elsewhere(self) -> bool:
        """Tell whether another connection has written since this was last asked."""
        before, self._data_version = self._data_version, self._read_data_version()
        if before != self._data_version:
            self._scheme = None
        return before != self._data_version

    # The place to return to

    def place(self, annotator_id: int) -> tuple[int, int] | None:
        """Return the document and the caret where an annotator was last, or None."""
        found = self._read("SELECT document_id, caret FROM place WHERE annotator_id = ?", annotator_id)
        return (found[0][0], found[0][1]) if found else None

    def save_place(self, annotator_id: int, document_id: int, caret: int) -> None:
        """Remember where an annotator is; `caret` in code points."""
        with self.transaction() as conn:
            conn.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", (annotator_id, document_id, caret))

    def _read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with file.known_errors(self.path):
            return self.conn.execute(sql, values).fetchall()

    def _read_data_version(self) -> int:
        return int(self._read("PRAGMA data_version")[0][0])


def _insert_scheme(conn: sqlite3.Connection, scheme: Scheme) -> None:
    body = json.dumps(scheme.as_dict(), ensure_ascii=False)
    conn.execute("INSERT INTO scheme VALUES (?, ?, ?)", (scheme.version, body, history.now()))
