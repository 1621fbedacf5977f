"""One import under way: what was read becomes rows, a batch at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.core.documents import Document, Text, document_key
from annotator.core.ids import fresh_id
from annotator.core.messages import Message, message
from annotator.core.plain_spans import labels_of
from annotator.core.scheme import Scheme
from annotator.core.spans import Layer, Relation, Span, State
from annotator.formats.exchange import Item, Problem, Reading, Record, Vocabulary
from annotator.formats.format import Source
from annotator.storage import bulk, documents, file, history, rows
from annotator.workspace.arrivals import Arrivals, New
from annotator.workspace.finding import EMPTY, Found, is_empty
from annotator.workspace.import_report import FileRead, Imported, ImportReport
from annotator.workspace.scheming import shrink_back
from annotator.workspace.sound import says_the_same, sound
from annotator.workspace.workspace import Workspace

BATCH = 1_000  # documents and readings; a batch is one transaction
BATCH_CHARACTERS = 4_000_000


@dataclass(slots=True)
class _Reading:
    document_id: int
    reading: Reading
    source: str
    line: int | None
    file: FileRead


class Import:
    """One import under way: what is read waits in memory until a batch is full."""

    def __init__(
        self,
        workspace: Workspace,
        actor_id: int | None,
        state: State | None,
        passed_over: list[str],
        *,
        machine: bool,
        cancelled: Callable[[], bool],
    ) -> None:
        self.workspace = workspace
        self._state = state
        self._machine = machine
        self.report = ImportReport(passed_over=passed_over)
        self._file = FileRead("", Message(""))  # the one that is being read
        self._root, self._folder = Path(), ""  # what was named, and where in it that is
        self._readings: list[_Reading] = []
        self._vocabularies: list[Vocabulary] = []
        self._characters = 0
        self._grown: tuple[Scheme, Scheme] | None = None  # the scheme before this import, and after
        with workspace.transaction() as conn:
            history.close_interrupted(conn)
            self.batch = history.begin_import(conn, message("import"), actor_id)
            self._arrivals = Arrivals(conn, cancelled)

    def read(self, one: Found, annotator: str | None, came_to: Callable[[int], None]) -> Iterator[Item]:
        """Yield what a file holds, each reading with the name of somebody."""
        assert one.format.read is not None
        name = one.path.name if one.path == one.root else str(one.path.relative_to(one.root))
        self._file, self._root = FileRead(_readable(name), one.format.title), one.root
        folder = os.path.dirname(self._file.name)  # noqa: PTH120 (a name to show)
        self._folder = f"{folder}{os.sep}" if folder else ""
        self.report.files.append(self._file)
        reader = annotator or _readable(one.reader)
        nothing = True
        for item in one.format.read(Source(one.path, annotator, came_to)):
            nothing = False
            yield self._with_reader(item, reader, told=not annotator) if isinstance(item, Record) else item
        if nothing and is_empty(one.path):
            yield Problem(str(one.path), None, EMPTY)

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
            if item.is_note:
                self.report.note(item.message, self._file.name)
            else:
                self._refuse(replace(item, path=self._named(item.path)), self._file)
            return
        source = _readable(item.source)
        item = item if source == item.source else replace(item, source=source)
        place = self._folder + source
        with file.known_errors(self.workspace.path):
            document_id = self._document(item, place)
        for reading in item.readings:
            taken = sound(reading, len(item.text))
            if taken != reading:
                why = message(
                    "Spans, attributes or relations without a name or a place in the text are not taken."
                )
                self._refuse(Problem(place, item.line, why), self._file)
            if self._state is not None:
                taken = replace(taken, state=self._state)
            self._readings.append(_Reading(document_id, taken, place, item.line, self._file))
        self._characters += len(item.text)
        if len(self._arrivals.waiting) + len(self._readings) >= BATCH or self._characters >= BATCH_CHARACTERS:
            self._write()

    def finish(self) -> None:
        """Write what waits and close the row in the history."""
        self._write()
        n, m = self.report.documents, self.report.readings
        name = _name(n, m)
        with self.workspace.transaction() as conn:
            history.finish_import(conn, self.batch, name, empty=not (n or m))

    def abandon(self) -> None:
        """Hide what has arrived, and what the scheme grew by: an import comes whole or not at all."""
        with self.workspace.transaction() as conn:
            history.hide_import(conn, self.batch)
            if self._grown is not None:
                shrink_back(self.workspace, conn, *self._grown)
            history.finish_import(conn, self.batch, message("import"), empty=True)

    def _named(self, path: str) -> str:
        """Return what a file is called in a report: as it was named, or its place in the folder that was."""
        within = Path(path)
        if within != self._root and within.is_relative_to(self._root):
            path = str(within.relative_to(self._root))
        return _readable(path)

    def _document(self, record: Record, place: str) -> int:
        """Return the id of the record's document, which is made if it is new; `place` is where it was read."""
        key = document_key(record.text, record.metadata)
        known, hidden = self._arrivals.find(record, key)
        if known is not None:
            if not record.readings:
                self._note_known(_place(place, record.line), self._file)
            return known
        metadata = record.metadata
        if record.encoding:
            more = dict(metadata.more) | {"encoding": record.encoding}
            metadata = replace(metadata, more=tuple(sorted(more.items())))
        document_id = fresh_id() if hidden is None else hidden
        document = Document(document_id, key, metadata, len(record.text), record.source)
        self._arrivals.add(New(document, Text(record.text, b""), hidden is not None))
        m = metadata
        self._file.documents += 1
        self.report.imported.append(
            Imported(place, m.title, m.outlet, m.published, m.language, record.encoding)
        )
        return document_id

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
                waiting.file.readings += 1
                waiting.file.spans += len(reading.spans)
                waiting.file.relations += len(reading.relations)
        bulk.insert_readings(conn, pending, self.batch)
        self.report.readings += len(taken)
        self.report.spans += sum(len(reading.spans) for reading in taken)
        self.report.relations += sum(len(reading.relations) for reading in taken)
        return taken

    def _grow_scheme(self, conn: sqlite3.Connection, readings: Sequence[Reading]) -> None:
        """Add the labels and relations that the readings use and the scheme lacks."""
        labels = list(dict.fromkeys(label for reading in readings for label in labels_of(reading.spans)))
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
            self._refuse(Problem(waiting.source, waiting.line, why), waiting.file)
            return False
        if fresh and self._arrivals.is_waiting(waiting.document_id):
            return True
        found = rows.read_layer(conn, waiting.document_id, annotator_id)
        if found is None:
            return True
        before = rows.read_annotations(conn, found)
        if says_the_same(
            (before.spans.values(), before.relations.values()), (reading.spans, reading.relations)
        ):
            self._note_known(_place(waiting.source, waiting.line), waiting.file)
        else:
            why = message(
                "{annotator} has another reading of this article already; this one was not taken. Imported under "
                "another name (--annotator) it is kept beside it.",
                annotator=reading.annotator,
            )
            self._refuse(Problem(waiting.source, waiting.line, why), waiting.file)
        return False

    def _refuse(self, problem: Problem, file_: FileRead) -> None:
        self.report.problems.append(problem)
        file_.problems.append(problem)

    def _note_known(self, place: str, file_: FileRead) -> None:
        self.report.duplicates.append(place)
        file_.known += 1


def _name(documents: int, readings: int) -> Message:
    """Return what an import is called in the history."""
    if documents == 1:
        if not readings:
            return message("import of 1 article")
        if readings == 1:
            return message("import of 1 article, 1 reading")
        return message("import of 1 article, {readings} readings", readings=readings)
    if not readings:
        return message("import of {documents} articles", documents=documents)
    if readings == 1:
        return message("import of {documents} articles, 1 reading", documents=documents)
    return message(
        "import of {documents} articles, {readings} readings", documents=documents, readings=readings
    )


def _readable(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 replaced: the project holds only Unicode."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _place(source: str, line: int | None) -> str:
    return source if line is None else f"{source}:{line}"
