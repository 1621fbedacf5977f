"""Import: files and folders into a project, in small transactions, with a report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.core.annotations import Entity
from annotator.core.documents import Document, Metadata, Text, document_key
from annotator.core.errors import Cancelled
from annotator.core.ids import fresh_id
from annotator.core.messages import Message, message
from annotator.core.scheme import with_labels
from annotator.core.spans import Layer, Origin, Relation, Span
from annotator.formats import jsonl, plaintext
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.tokenization import tokenize
from annotator.storage import documents, history, rows
from annotator.workspace.projects import JSONL_SUFFIXES, find_files
from annotator.workspace.workspace import Workspace

BATCH = 100
_LAST_RESORT = "xx"


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
    """What an import brought, what was there before, and what was not taken."""

    imported: list[Imported] = field(default_factory=list)
    readings: int = 0
    spans: int = 0
    relations: int = 0
    duplicates: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_labels: list[str] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many documents are new."""
        return len(self.imported)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: files read of all, documents so far, the file in hand."""

    done: int
    total: int
    documents: int
    name: str


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    annotator: str | None = None,
    actor_id: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import files and folders.

    `annotator` overrides whose readings they are; `actor_id` is who imports and may
    undo it. Raises InputError where there is nothing to import, ProjectError where the
    project cannot be written, Cancelled.
    """
    files, passed_over = find_files(paths)
    work = _Import(workspace, annotator, actor_id)
    work.report.passed_over = passed_over
    try:
        for number, path in enumerate(files):
            for item in _read(path, annotator):
                work.take(item)
                progress(Progress(number, len(files), work.report.documents, path.name))
                if cancelled():
                    raise Cancelled
        work.finish()
    except BaseException:
        work.abandon()
        raise
    return work.report


def _read(path: Path, annotator: str | None) -> Iterator[Record | Problem]:
    if path.suffix.lower() in JSONL_SUFFIXES:
        return jsonl.read(path, annotator=annotator)
    return plaintext.read(path)


@dataclass(slots=True)
class _Reading:
    document_id: int
    reading: Reading
    place: Record


class _Import:
    """One import under way: what is read waits in memory until a batch is full."""

    def __init__(self, workspace: Workspace, annotator: str | None, actor_id: int | None) -> None:
        self.workspace = workspace
        self.annotator = annotator
        self.report = ImportReport()
        self._new: list[tuple[Document, Text]] = []
        self._restored: list[int] = []
        self._readings: list[_Reading] = []
        self._waiting: dict[str, int] = {}
        with workspace.transaction() as conn:
            history.close_interrupted(conn)
            self.batch = history.begin_import(conn, message("import"), actor_id)

    def take(self, item: Record | Problem) -> None:
        """Take what a reader gave."""
        if isinstance(item, Problem):
            self.report.problems.append(item)
            return
        document_id = self._document(item)
        for reading in item.readings:
            self._readings.append(_Reading(document_id, reading, item))
        if len(self._new) + len(self._readings) >= BATCH:
            self._write()

    def finish(self) -> None:
        """Write what waits and close the row in the history."""
        self._write()
        r = self.report
        name = message("import of {documents} articles, {readings} readings", documents=r.documents, readings=r.readings)
        with self.workspace.transaction() as conn:
            history.finish_import(conn, self.batch, name, empty=not (r.documents or r.readings))

    def abandon(self) -> None:
        """Hide what has arrived: an import comes whole or not at all."""
        with self.workspace.transaction() as conn:
            entry = history.Entry(self.batch, "import", message("import"), None, ())
            history.mark(conn, entry, "undone")
            history.finish_import(conn, self.batch, entry.name, empty=True)

    def _document(self, record: Record) -> int:
        """Return the id of the record's document, which is made if it is new."""
        key = document_key(record.text, record.metadata)
        known = self._waiting.get(key) or self._known(record, key)
        if known is not None:
            if not record.readings:
                self.report.duplicates.append(_place(record))
            return known
        metadata = record.metadata
        more = dict(metadata.more)
        if record.encoding:
            more["encoding"] = record.encoding
        metadata = replace(metadata, more=tuple(sorted(more.items())))
        tokens, tokenizer = tokenize(record.text, metadata.language or _LAST_RESORT)
        document = Document(fresh_id(), key, metadata, len(record.text), record.source)
        self._new.append((document, Text(record.text, tokens, tokenizer)))
        self._waiting[key] = document.id
        m = metadata
        self.report.imported.append(
            Imported(record.source, m.title, m.outlet, m.published, m.language, record.encoding)
        )
        return document.id

    def _known(self, record: Record, key: str) -> int | None:
        conn = self.workspace.conn
        for candidate in filter(None, (record.key, key)):
            found = documents.find_key(conn, candidate)
            if found is None or documents.read_text(conn, found[0]).text != record.text:
                continue
            if found[1]:
                self._restored.append(found[0])
                self._waiting[key] = found[0]
                m = record.metadata
                self.report.imported.append(
                    Imported(record.source, m.title, m.outlet, m.published, m.language, record.encoding)
                )
            return found[0]
        return self._same_text(record) if record.readings else None

    def _same_text(self, record: Record) -> int | None:
        """Return the one document that a reading which says less about its article may belong to."""
        known = filter(None, map(self.workspace.document, documents.find_text(self.workspace.conn, record.text)))
        waiting = (document for document, text in self._new if text.text == record.text)
        same = [d.id for d in (*known, *waiting) if _compatible(d.metadata, record.metadata)]
        return same[0] if len(same) == 1 else None

    def _write(self) -> None:
        """Write what waits, in one transaction."""
        self._grow_scheme()
        annotators = {name: self.workspace.annotator(name).id for name in self._names()}
        with self.workspace.transaction() as conn:
            for document_id in self._restored:
                documents.restore(conn, document_id, self.batch)
            for document, text in self._new:
                documents.insert_document(conn, document, text, self.batch)
            for waiting in self._readings:
                self._write_reading(conn, waiting, annotators.get(waiting.reading.annotator))
        self._new.clear()
        self._restored.clear()
        self._readings.clear()
        self._waiting.clear()

    def _names(self) -> set[str]:
        return {waiting.reading.annotator for waiting in self._readings if waiting.reading.annotator.strip()}

    def _grow_scheme(self) -> None:
        """Add the labels and relations that the readings use and the scheme lacks."""
        scheme = self.workspace.scheme
        labels = [span.label for waiting in self._readings for span in waiting.reading.spans]
        ends = [
            (relation.type, by_id[relation.head_id], by_id[relation.child_id])
            for waiting in self._readings
            for by_id in [{span.id: span.label for span in waiting.reading.spans}]
            for relation in waiting.reading.relations
        ]
        grown = with_labels(scheme, labels, ends)
        if grown is not scheme:
            self.report.new_labels += [label.name for label in grown.labels if scheme.label(label.name) is None]
            self.workspace.save_scheme(grown)

    def _write_reading(self, conn: sqlite3.Connection, waiting: _Reading, annotator_id: int | None) -> None:
        if annotator_id is None:
            self._refuse(waiting, message("The file does not say whose reading this is; name them with --annotator."))
            return
        found = rows.read_layer(conn, waiting.document_id, annotator_id)
        if found is not None:
            before = rows.read_annotations(conn, found)
            if _content(before.spans.values(), before.relations.values()) == _content(
                waiting.reading.spans, waiting.reading.relations
            ):
                self.report.duplicates.append(_place(waiting.place))
            else:
                self._refuse(
                    waiting,
                    message(
                        "{annotator} has another reading of this article already; this one was not taken.",
                        annotator=waiting.reading.annotator,
                    ),
                )
            return
        rows.insert(conn, _entities(waiting, annotator_id), self.batch)
        self.report.readings += 1
        self.report.spans += len(waiting.reading.spans)
        self.report.relations += len(waiting.reading.relations)

    def _refuse(self, waiting: _Reading, why: Message) -> None:
        self.report.problems.append(Problem(waiting.place.source, waiting.place.line, why))


def _compatible(document: Metadata, stated: Metadata) -> bool:
    """Tell whether metadata may be those of a document, said less exactly."""
    return (
        stated.outlet in ("", document.outlet)
        and stated.url in ("", document.url)
        and document.published.startswith(stated.published)
    )


def _place(record: Record) -> str:
    return record.source if record.line is None else f"{record.source}:{record.line}"


def _entities(waiting: _Reading, annotator_id: int) -> list[Entity]:
    """Return layer, spans and relations of a reading under ids of their own."""
    reading = waiting.reading
    layer = Layer(fresh_id(), waiting.document_id, annotator_id, reading.state, reading.flagged)
    ids = {span.id: fresh_id() for span in reading.spans}
    spans = [
        replace(s, id=ids[s.id], layer_id=layer.id, origin=Origin.IMPORTED if s.origin == Origin.MANUAL else s.origin)
        for s in reading.spans
    ]
    relations = [Relation(fresh_id(), layer.id, r.type, ids[r.head_id], ids[r.child_id]) for r in reading.relations]
    return [layer, *spans, *relations]


def _content(spans: Iterable[Span], relations: Iterable[Relation]) -> tuple[list[Any], list[Any]]:
    """Return what a reading says, without ids, for comparison."""
    by_id: dict[int, Any] = {s.id: (s.fragments, s.label, s.attributes, s.note) for s in spans}
    links = sorted((r.type, by_id[r.head_id], by_id[r.child_id]) for r in relations)
    return sorted(by_id.values()), links
