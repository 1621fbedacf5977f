"""An open project: what it holds, and the one way to change it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.core.annotations import Annotations, Change
from annotator.core.documents import Document, Text
from annotator.core.edits import Edit
from annotator.core.errors import EditError, ProjectError, StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.memory import without_collecting
from annotator.core.messages import Message
from annotator.core.query import parse
from annotator.core.scheme import Scheme, scheme_from_dict, with_labels
from annotator.core.spans import Layer, State
from annotator.core.titles import titled
from annotator.storage import checks, documents, file, history, queue, rows
from annotator.storage.queue import QueueRow as QueueRow
from annotator.workspace import scheming
from annotator.workspace.connected import Connected
from annotator.workspace.resources import default_scheme

_MUCH = 500_000  # bytes of changes; so many take some 100 ms


@dataclass(frozen=True, slots=True)
class Annotator:
    """Somebody, or something, that reads documents."""

    id: int
    name: str
    kind: str = "person"  # or "machine", or "gold": what leads have decided


@dataclass(frozen=True, slots=True)
class Changed:
    """What subscribers are told after a change.

    `document_id` is None where documents came or went, or the `scheme` was changed, and
    all readings with it; `changes` are those of a layer.
    """

    name: Message
    document_id: int | None
    changes: tuple[Change, ...] = ()
    scheme: bool = False


class Workspace(Connected):
    """One open project file. Not thread-safe: each thread opens its own.

    With `read_only` the file may be one that this user cannot write to. `conn` and
    `transaction` are for this package's own modules.

    Every method that writes raises ProjectError where the file cannot be written, and
    then nothing has changed.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__(path, read_only=read_only)
        self._subscribers: list[Callable[[Changed], None]] = []
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

    @property
    def mark(self) -> tuple[int | str | None, ...]:
        """What differs after every change, as this connection last saw or left the project."""
        return self._mark

    @property
    def name(self) -> str:
        """The project's name: the file's, without its suffix."""
        return self.path.stem

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
        scheme = self.scheme_in_force()
        grown = with_labels(scheme, labels, relations)
        if grown is scheme:
            return []
        self.insert_scheme(conn, grown)
        return [label.name for label in grown.labels if scheme.label(label.name) is None]

    def scheme_in_force(self) -> Scheme:
        """Return the scheme as the file has it: another connection may have changed it.

        For this package's own modules, inside a transaction, as are the next two.
        """
        self._scheme = None
        return self.scheme

    def insert_scheme(self, conn: sqlite3.Connection, scheme: Scheme) -> None:
        """Put a scheme in force, in a version of its own."""
        self._scheme = None
        (last,) = conn.execute("SELECT max(version) FROM scheme").fetchone()
        _insert_scheme(conn, replace(scheme, version=last + 1))

    def tell_scheme(self, name: Message) -> None:
        """Tell the subscribers that the scheme was changed."""
        self._tell(Changed(name, None, scheme=True))

    def _check_scheme(self, conn: sqlite3.Connection) -> None:
        """Refuse what was made by a scheme that has been changed since."""
        known = self._scheme
        if known is None:
            return
        (version,) = conn.execute("SELECT max(version) FROM scheme").fetchone()
        if version != known.version and not scheming.has_only_grown(known, self.scheme_in_force()):
            raise StaleEdit(
                "The scheme was changed in the meantime, elsewhere. Nothing was done; "
                "look at it again and repeat the step."
            )

    # Annotators

    def annotators(self) -> list[Annotator]:
        """Return all annotators by name."""
        found = self._read("SELECT id, name, kind FROM annotator ORDER BY name COLLATE NOCASE")
        return [Annotator(*row) for row in found]

    def annotator(self, name: str) -> Annotator:
        """Return the annotator of this name, made if new. Edge white space does not count."""
        name = " ".join(name.split())
        if not name:
            raise EditError("An annotator needs a name.")
        sql = "SELECT id, name, kind FROM annotator WHERE name = ?"
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

        An empty `states` means all; `text` is a query (see `core.query`), its words looked for
        in title, outlet and file name. `queueing` does the same for very many documents.
        """
        with file.known_errors(self.path):
            order = queue.read_order(self.conn, annotator_id, parse(text), states, flagged=flagged)
            return order.ids.tolist()

    def queue_rows(self, annotator_id: int, document_ids: Sequence[int]) -> list[QueueRow]:
        """Return what the queue shows of these documents, in this order; those that are gone are left out."""
        with file.known_errors(self.path):
            return queue.queue_rows(self.conn, annotator_id, document_ids)

    def state_counts(self, annotator_id: int) -> tuple[dict[State, int], int]:
        """Return the number of documents in each state for an annotator, and of flagged ones."""
        with file.known_errors(self.path):
            return queue.state_counts(self.conn, annotator_id)

    def next_to_do(self, annotator_id: int, after: int) -> int | None:
        """Return the next document after `after`, going round, that the annotator has not finished.

        In the order of import, whatever the queue shows.
        """
        with file.known_errors(self.path):
            return queue.next_to_do(self.conn, annotator_id, after)

    # Changing

    def subscribe(self, subscriber: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `subscriber` after each change, in this thread; return what ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def execute(
        self,
        edit: Edit,
        annotator_id: int,
        *,
        caret: int | None = None,
        actor_id: int | None = None,
        guard: Callable[[sqlite3.Connection], None] = lambda _: None,
    ) -> None:
        """Apply an edit in one transaction with its row in the history, then tell the subscribers.

        `caret`, in code points of the edit's document, becomes the place to return to;
        `actor_id` is who did it and may undo it, where that is not whose layer it is; `guard`
        is asked inside the transaction and raises where the edit's ground has changed.
        Raises StaleEdit where something was changed meanwhile, EditError where the edit is
        of somebody else's layer or reaches beyond the text; then nothing has changed.
        """
        with without_collecting(), self.transaction() as conn:
            self._check_scheme(conn)
            guard(conn)
            checks.check_edit(conn, edit, annotator_id)
            rows.apply(conn, edit.changes)
            history.record(conn, edit, annotator_id if actor_id is None else actor_id)
            if caret is not None and edit.document_id is not None:
                _write_place(conn, annotator_id, edit.document_id, caret)
        self._tell(Changed(titled(edit.name, self.scheme), edit.document_id, edit.changes))

    def undo(self, annotator_id: int, progress: scheming.Progress = scheming.no_progress) -> Changed | None:
        """Take back this annotator's last step; return what changed, or None where there is none.

        `progress` is told how far it is where that changes the scheme, and so perhaps very
        much (see `scheming.step`). Raises StaleEdit where something was changed meanwhile.
        """
        return self._step(annotator_id, history.to_undo, "undone", progress)

    def redo(self, annotator_id: int, progress: scheming.Progress = scheming.no_progress) -> Changed | None:
        """Do again what this annotator undid last, as `undo`; return what changed, or None."""
        return self._step(annotator_id, history.to_redo, "done", progress)

    def undo_name(self, annotator_id: int) -> Message | None:
        """Return what undo would take back, or None."""
        with file.known_errors(self.path):
            return self._titled(history.name_to_undo(self.conn, annotator_id))

    def redo_name(self, annotator_id: int) -> Message | None:
        """Return what redo would do again, or None."""
        with file.known_errors(self.path):
            return self._titled(history.name_to_redo(self.conn, annotator_id))

    def _titled(self, name: Message | None) -> Message | None:
        return titled(name, self.scheme) if name is not None else None

    def is_scheme_ahead(self, annotator_id: int, *, redo: bool = False) -> bool:
        """Tell whether undo, or redo, would change the scheme."""
        with file.known_errors(self.path):
            return history.is_scheme_ahead(self.conn, annotator_id, redo=redo)

    def is_much_ahead(self, annotator_id: int, *, redo: bool = False) -> bool:
        """Tell whether undo, or redo, would change so much that it is for a thread (see `scheming.step`)."""
        with file.known_errors(self.path):
            return history.size_ahead(self.conn, annotator_id, redo=redo) > _MUCH

    def _step(
        self,
        annotator_id: int,
        find: Callable[..., history.Entry | None],
        state: str,
        progress: scheming.Progress,
    ) -> Changed | None:
        with without_collecting(), self.transaction() as conn:
            entry = find(conn, annotator_id)
            if entry is None:
                return None
            if entry.scheme is not None:
                scheming.step_scheme(self, conn, entry, annotator_id, state, progress)
                changed = Changed(titled(entry.name, self.scheme), None, scheme=True)
            else:
                changes = self._step_edit(conn, entry, state)
                changed = Changed(titled(entry.name, self.scheme), entry.document_id, changes)
        self._tell(changed)
        return changed

    def _step_edit(self, conn: sqlite3.Connection, entry: history.Entry, state: str) -> tuple[Change, ...]:
        changes = entry.changes
        if state == "undone":
            changes = tuple(change.inverse for change in reversed(changes))
        present = scheming.in_present(conn, entry, changes)
        rows.apply(conn, present)
        if present is not changes:
            scheming.check_allowed(conn, self.scheme_in_force(), present)
        history.mark(conn, entry, state)
        return present

    def tell(self, changed: Changed) -> None:
        """Tell the subscribers what another connection of this program did, in a thread of its own."""
        self._tell(changed)

    def _tell(self, changed: Changed) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(changed)

    def changed_elsewhere(self) -> bool:
        """Tell whether another connection has changed the project since this was last asked.

        Where annotators are, and the index of the texts, do not count.
        """
        changed = super().changed_elsewhere()
        if changed:
            self._scheme = None
        return changed

    # The place to return to

    def place(self, annotator_id: int) -> tuple[int, int] | None:
        """Return the document and the caret where an annotator was last, or None."""
        found = self._read("SELECT document_id, caret FROM place WHERE annotator_id = ?", annotator_id)
        return (found[0][0], found[0][1]) if found else None

    def save_place(self, annotator_id: int, document_id: int, caret: int) -> None:
        """Remember where an annotator is; `caret` in code points.

        Raises ProjectLocked at once where another program is writing.
        """
        # The user is reading on: where another program is writing, the next move tries again.
        with file.without_waiting(self.conn), self.transaction() as conn:
            _write_place(conn, annotator_id, document_id, caret)


def _write_place(conn: sqlite3.Connection, annotator_id: int, document_id: int, caret: int) -> None:
    conn.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", (annotator_id, document_id, caret))


def _insert_scheme(conn: sqlite3.Connection, scheme: Scheme) -> None:
    body = json.dumps(scheme.as_dict(), ensure_ascii=False)
    conn.execute("INSERT INTO scheme VALUES (?, ?, ?)", (scheme.version, body, history.now()))
