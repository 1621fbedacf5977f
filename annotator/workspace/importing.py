"""Import: files and folders into a project, in small transactions, with a report."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.core.documents import Document, Text, document_key
from annotator.core.errors import Cancelled, InputError, ProjectError
from annotator.core.ids import fresh_id
from annotator.core.memory import collecting_rarely
from annotator.core.messages import Message, message
from annotator.core.scheme import Scheme
from annotator.core.spans import Layer, Relation, Span, State
from annotator.formats.exchange import Item, Problem, Reading, Record, Vocabulary
from annotator.formats.format import Source
from annotator.formats.registry import names_to_read as names_to_read
from annotator.formats.registry import readable
from annotator.storage import bulk, documents, file, history, rows
from annotator.workspace.arrivals import Arrivals, New
from annotator.workspace.finding import Found, find
from annotator.workspace.other_project import PROJECT
from annotator.workspace.projects import SUFFIX
from annotator.workspace.scheming import shrink_back
from annotator.workspace.workspace import Workspace

BATCH = 1_000  # documents and readings; a batch is one transaction
BATCH_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Imported:
    """One document that came in, and how its file was read."""

    source: str
    title: str
    outlet: str
    published: str
    language: str
    encoding: str


@dataclass(slots=True)
class ImportReport:
    """What an import brought, what was there before, and what was not taken.

    `readers` are the annotators named after a file or folder, because no file says whose
    readings they are, with the number of readings.
    """

    imported: list[Imported] = field(default_factory=list)
    readings: int = 0
    spans: int = 0
    relations: int = 0
    duplicates: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    readers: dict[str, int] = field(default_factory=dict)
    new_labels: list[str] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many documents are new."""
        return len(self.imported)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: bytes read of all, documents so far, the file in hand."""

    done: int
    total: int
    documents: int
    name: str


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    annotator: str | None = None,
    kind: str | None = None,
    state: State | None = None,
    machine: bool = False,
    actor_id: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import files and folders.

    `annotator` overrides whose readings they are, `kind` the format of the files, and `state`
    how far the readings are, which is otherwise what a file says, and done where it does not;
    with `machine` a model or a pattern made the readings, and their annotators are marked so;
    `actor_id` is who imports and may undo it. Raises InputError where there is nothing to
    import, ProjectError where the project cannot be written, Cancelled.
    """
    if annotator is not None and not annotator.strip():
        raise InputError("An annotator needs a name.")
    files, passed_over = find(paths, kind)
    if any(one.path.samefile(workspace.path) for one in files if one.format is PROJECT):
        raise InputError("{path} is the project itself; name another.", path=workspace.path)
    with collecting_rarely():
        work = _Import(workspace, actor_id, state, passed_over, machine=machine)
        return _import(work, files, annotator, progress, cancelled)


def _import(
    work: _Import,
    files: Sequence[Found],
    annotator: str | None,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> ImportReport:
    try:
        sizes = [_size(one.path) for one in files]
        before, total = 0, sum(sizes)
        for one, size in zip(files, sizes, strict=True):
            position = _Position()
            for item in work.read(one, annotator, position.come_to):
                work.take(item)
                done = before + min(position.read, size)
                progress(Progress(done, total, work.report.documents, one.path.name))
                if cancelled():
                    raise Cancelled
            before += size
        work.finish()
    except Cancelled:
        work.abandon()
        raise
    except BaseException:
        with suppress(ProjectError):  # what went wrong first is what to say
            work.abandon()
        raise
    return work.report


def file_kinds() -> list[tuple[Message, tuple[str, ...]]]:
    """Return the titles of all formats that can be imported, each with the endings of its files, by title."""
    return sorted([*readable(), (PROJECT.title, (SUFFIX,))], key=lambda one: str(one[0]).casefold())


@dataclass(slots=True)
class _Position:
    """How many bytes of a file have been read."""

    read: int = 0

    def come_to(self, read: int) -> None:
        self.read = read


def _size(path: Path) -> int:
    """Return the bytes of a file; none where it cannot be asked, as reading it will say."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


@dataclass(slots=True)
class _Reading:
    document_id: int
    reading: Reading
    source: str
    line: int | None


class _Import:
    """One import under way: what is read waits in memory until a batch is full."""

    def __init__(
        self,
        workspace: Workspace,
        actor_id: int | None,
        state: State | None,
        passed_over: list[str],
        *,
        machine: bool,
    ) -> None:
        self.workspace = workspace
        self._state = state
        self._machine = machine
        self.report = ImportReport(passed_over=passed_over)
        self._readings: list[_Reading] = []
        self._vocabularies: list[Vocabulary] = []
        self._characters = 0
        self._grown: tuple[Scheme, Scheme] | None = None  # the scheme before this import, and after
        with workspace.transaction() as conn:
            history.close_interrupted(conn)
            self.batch = history.begin_import(conn, message("import"), actor_id)
            self._arrivals = Arrivals(conn)

    def read(self, one: Found, annotator: str | None, came_to: Callable[[int], None]) -> Iterator[Item]:
        """Yield what a file holds, each reading with the name of somebody."""
        assert one.format.read is not None
        reader = annotator or _readable(one.reader)
        for item in one.format.read(Source(one.path, annotator, came_to)):
            yield self._with_reader(item, reader, told=not annotator) if isinstance(item, Record) else item

    def _with_reader(self, record: Record, reader: str, *, told: bool) -> Record:
        if not record.readings:
            return record
        nameless = sum(not reading.annotator.strip() for reading in record.readings)
        if not nameless:
            return record
        if told:
            self.report.readers[reader] = self.report.readers.get(reader, 0) + nameless
        named = (r if r.annotator.strip() else replace(r, annotator=reader) for r in record.readings)
        return replace(record, readings=tuple(named))

    def take(self, item: Item) -> None:
        """Take what a reader gave."""
        if isinstance(item, Vocabulary):
            self._vocabularies.append(item)
            return
        if isinstance(item, Problem):
            self.report.problems.append(replace(item, path=_readable(item.path)))
            return
        source = _readable(item.source)
        item = item if source == item.source else replace(item, source=source)
        with file.known_errors(self.workspace.path):
            document_id = self._document(item)
        for reading in item.readings:
            sound = self._sound(reading, item)
            if self._state is not None:
                sound = replace(sound, state=self._state)
            self._readings.append(_Reading(document_id, sound, item.source, item.line))
        self._characters += len(item.text)
        if len(self._arrivals.waiting) + len(self._readings) >= BATCH or self._characters >= BATCH_CHARACTERS:
            self._write()

    def finish(self) -> None:
        """Write what waits and close the row in the history."""
        self._write()
        n, m = self.report.documents, self.report.readings
        name = message("import of {documents} articles, {readings} readings", documents=n, readings=m)
        with self.workspace.transaction() as conn:
            history.finish_import(conn, self.batch, name, empty=not (n or m))

    def abandon(self) -> None:
        """Hide what has arrived, and what the scheme grew by: an import comes whole or not at all."""
        with self.workspace.transaction() as conn:
            history.hide_import(conn, self.batch)
            if self._grown is not None:
                shrink_back(self.workspace, conn, *self._grown)
            history.finish_import(conn, self.batch, message("import"), empty=True)

    def _document(self, record: Record) -> int:
        """Return the id of the record's document, which is made if it is new."""
        key = document_key(record.text, record.metadata)
        known, hidden = self._arrivals.find(record, key)
        if known is not None:
            if not record.readings:
                self.report.duplicates.append(_place(record.source, record.line))
            return known
        metadata = record.metadata
        if record.encoding:
            more = dict(metadata.more) | {"encoding": record.encoding}
            metadata = replace(metadata, more=tuple(sorted(more.items())))
        document_id = fresh_id() if hidden is None else hidden
        document = Document(document_id, key, metadata, len(record.text), record.source)
        self._arrivals.add(New(document, Text(record.text, b""), hidden is not None))
        m = metadata
        self.report.imported.append(
            Imported(record.source, m.title, m.outlet, m.published, m.language, record.encoding)
        )
        return document_id

    def _sound(self, reading: Reading, record: Record) -> Reading:
        """Return the reading without what no project can hold, whatever the format let pass."""
        length = len(record.text)
        if not reading.relations and all(
            s.label and s.fragments[-1][1] <= length and (not s.attributes or s is _named(s))
            for s in reading.spans
        ):
            return reading
        spans = tuple(s for s in map(_named, reading.spans) if s.label and s.end <= length)
        ids = {span.id for span in spans}
        links = {
            (r.type, r.head_id, r.child_id): r
            for r in reading.relations
            if r.type and r.head_id in ids and r.child_id in ids
        }
        sound = replace(reading, spans=spans, relations=tuple(links.values()))
        if sound != reading:
            why = message(
                "Spans, attributes or relations without a name or a place in the text are not taken."
            )
            self.report.problems.append(Problem(record.source, record.line, why))
        return sound

    def _write(self) -> None:
        """Write what waits, in one transaction."""
        names = {waiting.reading.annotator for waiting in self._readings}
        found = [self.workspace.annotator(name) for name in names if name.strip()]
        # Gold follows from the decisions: nobody else writes there.
        by_name = zip((name for name in names if name.strip()), found, strict=True)
        annotators = {name: one.id for name, one in by_name if one.kind != "gold"}
        self._arrivals.cut()
        machines = {w.reading.annotator for w in self._readings if self._machine or w.reading.is_machine}
        with self.workspace.transaction() as conn:
            waiting = self._arrivals.waiting.values()
            for new in waiting:
                if new.hidden:
                    documents.restore(conn, new.document, new.text, self.batch)
            arrived = [(new.document, new.text) for new in waiting if not new.hidden]
            documents.insert_documents(conn, arrived, self.batch)
            self._mark_machines(conn, [annotators[name] for name in machines if name in annotators])
            self._grow_scheme(conn, self._write_readings(conn, annotators))
        self._arrivals.written()
        self._readings.clear()
        self._vocabularies.clear()
        self._characters = 0

    def _mark_machines(self, conn: sqlite3.Connection, annotator_ids: Iterable[int]) -> None:
        """Mark annotators as machines; where a file alone says so, only those of whom there was nothing yet."""
        known = "" if self._machine else (
            " AND NOT EXISTS (SELECT 1 FROM layer l WHERE l.annotator_id = annotator.id AND l.batch IS NOT :batch)"
        )  # fmt: skip
        conn.executemany(
            f"UPDATE annotator SET kind = 'machine' WHERE id = :id AND kind = 'person'{known}",  # noqa: S608
            [{"id": one, "batch": self.batch} for one in annotator_ids],
        )

    def _write_readings(self, conn: sqlite3.Connection, annotators: dict[str, int]) -> list[Reading]:
        """Write the readings that are new, and return them."""
        taken: list[Reading] = []
        pending: list[tuple[Layer, Sequence[Span], Sequence[Relation]]] = []
        made: set[tuple[int, int | None]] = set()
        for waiting in self._readings:
            annotator_id = annotators.get(waiting.reading.annotator)
            place = waiting.document_id, annotator_id
            if place in made:
                bulk.insert_readings(conn, pending, self.batch)
                pending.clear()
            if self._is_new(conn, waiting, annotator_id, fresh=place not in made):
                assert annotator_id is not None
                reading = waiting.reading
                layer = Layer(fresh_id(), waiting.document_id, annotator_id, reading.state, reading.flagged)
                pending.append((layer, reading.spans, reading.relations))
                made.add(place)
                taken.append(waiting.reading)
        bulk.insert_readings(conn, pending, self.batch)
        self.report.readings += len(taken)
        self.report.spans += sum(len(reading.spans) for reading in taken)
        self.report.relations += sum(len(reading.relations) for reading in taken)
        return taken

    def _grow_scheme(self, conn: sqlite3.Connection, readings: Sequence[Reading]) -> None:
        """Add the labels and relations that the readings use and the scheme lacks."""
        labels = list(dict.fromkeys(span.label for reading in readings for span in reading.spans))
        ends: list[tuple[str, str, str]] = []
        for vocabulary in self._vocabularies:
            labels += vocabulary.labels
            ends += vocabulary.relations
        for reading in readings:
            if not reading.relations:
                continue
            label = {span.id: span.label for span in reading.spans}
            ends += [(r.type, label[r.head_id], label[r.child_id]) for r in reading.relations]
        if labels:
            before = self.workspace.scheme_in_force()
            self.report.new_labels += self.workspace.grow_scheme(conn, labels, ends)
            if self.workspace.scheme.version != before.version:
                first = self._grown[0] if self._grown else before
                self._grown = first, self.workspace.scheme

    def _is_new(
        self, conn: sqlite3.Connection, waiting: _Reading, annotator_id: int | None, *, fresh: bool
    ) -> bool:
        """Tell whether a reading is to be written; where not, say why.

        `fresh`: this batch has none of the annotator for the document so far.
        """
        reading = waiting.reading
        if annotator_id is None:
            why = (
                message(
                    "The final reading follows from the decisions made here; this one is not taken. "
                    "It can come in under another name, with --annotator."
                )
                if waiting.reading.annotator.strip()
                else message("The file does not say whose reading this is; name them with --annotator.")
            )
            self._refuse(waiting, why)
            return False
        if fresh and self._arrivals.is_waiting(waiting.document_id):
            return True
        found = rows.read_layer(conn, waiting.document_id, annotator_id)
        if found is None:
            return True
        before = rows.read_annotations(conn, found)
        if _content(before.spans.values(), before.relations.values()) == _content(
            reading.spans, reading.relations
        ):
            self.report.duplicates.append(_place(waiting.source, waiting.line))
        else:
            why = message(
                "{annotator} has another reading of this article already; this one was not taken.",
                annotator=reading.annotator,
            )
            self._refuse(waiting, why)
        return False

    def _refuse(self, waiting: _Reading, why: Message) -> None:
        self.report.problems.append(Problem(waiting.source, waiting.line, why))


def _named(span: Span) -> Span:
    """Return the span without attributes that have no name."""
    if all(name for name, _ in span.attributes):
        return span
    return replace(span, attributes=tuple(pair for pair in span.attributes if pair[0]))


def _readable(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 replaced: the project holds only Unicode."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _place(source: str, line: int | None) -> str:
    return source if line is None else f"{source}:{line}"


def _content(spans: Iterable[Span], relations: Iterable[Relation]) -> tuple[list[Any], list[Any]]:
    """Return what a reading says, without ids, for comparison."""
    by_id: dict[int, Any] = {s.id: (s.fragments, s.label, s.attributes, s.note) for s in spans}
    links = sorted((r.type, by_id[r.head_id], by_id[r.child_id]) for r in relations)
    return sorted(by_id.values()), links
