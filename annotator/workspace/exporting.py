"""Export: which readings go out, and to which format."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.errors import Cancelled, InputError, ProjectError
from annotator.core.memory import collecting_rarely
from annotator.core.messages import Message, message
from annotator.core.spans import Layer, Relation, Span, State, in_reading_order
from annotator.formats.exchange import Loss as Loss
from annotator.formats.exchange import LossKind as LossKind
from annotator.formats.exchange import Reading, Record
from annotator.formats.exchange import WriteReport as WriteReport
from annotator.formats.format import Options
from annotator.formats.registry import named
from annotator.formats.registry import names_to_write as names_to_write
from annotator.formats.writing import check as check_writing
from annotator.formats.writing import write
from annotator.storage import bulk, file, search
from annotator.storage.span_rows import SpanReader
from annotator.workspace import searching
from annotator.workspace.projects import is_project
from annotator.workspace.workspace import Annotator, Workspace

TRAINING = ("spacy", "spacy-project")
TRAINING_STATES = (State.DONE, State.IN_PROGRESS)
GOLD = "gold"
_CHUNK = 200
_NOBODY = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes out: readings of these annotators (none means all) in these states.

    `gold` adds those whose readings are the decided ones. `labels` and `languages` empty mean
    all. `query` is in the language of the search: only articles that it finds for one of the
    annotators, by words, outlet, date, label, state; empty means all. `dev` and `test` are
    the shares of documents for those sets, and `ents_priority` the order in which labels win
    a place in `doc.ents`.
    """

    annotators: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    languages: tuple[str, ...] = ()
    dev: float = 0.2
    test: float = 0.0
    ents_priority: tuple[str, ...] = field(default=())
    query: str = ""
    gold: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A format as it is offered: `makes_folder` where it writes one, `suffix` of its file otherwise."""

    name: str
    title: Message
    makes_folder: bool
    suffix: str


def kinds() -> list[Kind]:
    """Return the formats that can be written, by title."""
    found = map(named, names_to_write())
    made = [Kind(one.name, one.title, one.makes_folder, next(iter(one.suffixes), "")) for one in found]
    return sorted(made, key=lambda one: str(one.title).casefold())


def export(
    workspace: Workspace,
    out: Path,
    kind: str,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WriteReport:
    """Write the chosen readings to `out`, a file or a folder, in the format `kind`.

    Raises InputError where there is nothing to write, AnnotatorError where it cannot be
    written or does not read back as it should, Cancelled; then `out` is as it was.
    """
    if is_project(out) or (out.exists() and out.samefile(workspace.path)):
        raise InputError("{path} names a project. Export to another file or folder.", path=out)
    work = _Export(workspace, kind, choice or Choice(), progress, cancelled)
    # One moment's state, so that a reading edited meanwhile is not written half old, half new.
    with file.snapshot(workspace.conn), collecting_rarely():
        report = write(work.format, work.records(), out, work.options)
    report.notes += work.selection.notes()
    _remember_sides(workspace, report, work.options.sides)
    return report


def preflight(
    workspace: Workspace,
    kind: str,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WriteReport:
    """Return the report that `export` would give, its losses above all, without writing anything.

    Raises as `export`.
    """
    work = _Export(workspace, kind, choice or Choice(), progress, cancelled)
    with file.snapshot(workspace.conn):
        report = check_writing(work.format, work.records(), work.options)
    report.notes += work.selection.notes()
    return report


def _sides(workspace: Workspace) -> dict[str, str]:
    """Return on which side of a split documents were exported before, by key."""
    with file.known_errors(workspace.path):
        sql = "SELECT d.key, s.side FROM side s JOIN document d ON d.id = s.document_id"
        return dict(workspace.conn.execute(sql))


def _remember_sides(workspace: Workspace, report: WriteReport, before: Mapping[str, str]) -> None:
    """Remember where each document went, so that it goes there again."""
    moved = [(side, key) for key, side in report.sides.items() if before.get(key) != side]
    if not moved:
        return
    sql = "INSERT OR REPLACE INTO side SELECT id, ? FROM document WHERE key = ?"
    try:
        with workspace.transaction() as conn:
            conn.executemany(sql, moved)
    except ProjectError:
        report.notes.append(
            message("The project cannot be written to: the next export may put articles on other sides.")
        )


class _Export:
    """One export under way: the format, what goes out, and how."""

    def __init__(
        self,
        workspace: Workspace,
        kind: str,
        choice: Choice,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self.format = named(kind)
        if not self.format.writes:
            known = ", ".join(names_to_write())
            raise InputError("The format {kind} is only read; choose {known}.", kind=kind, known=known)
        self.selection = Selection(workspace, choice, kind)
        self.options = Options(
            workspace.scheme,
            annotators=self.selection.annotators,
            priority=choice.ents_priority,
            dev=choice.dev,
            test=choice.test,
            sides=_sides(workspace),
            language=self.selection.language() if kind in TRAINING else "",
            cancelled=cancelled,
        )
        self._progress, self._cancelled = progress, cancelled

    def records(self) -> Iterator[Record]:
        """Yield the records that were chosen."""
        return self.selection.records(self._progress, self._cancelled)


class Selection:
    """The records that a choice means, and how many readings of each state it met."""

    def __init__(self, workspace: Workspace, choice: Choice, kind: str) -> None:
        self._workspace = workspace
        self._choice = choice
        self._only_read = kind in TRAINING or bool(choice.annotators or choice.states or choice.gold)
        self._annotators = _chosen_annotators(workspace, choice)
        self._query = searching.asked(workspace, choice.query)
        self._states = choice.states or (TRAINING_STATES if kind in TRAINING else tuple(State))
        self._met: Counter[State] = Counter()
        self._in_columns = kind in TRAINING
        self._reader: SpanReader | None = None

    @property
    def annotators(self) -> tuple[str, ...]:
        """The names of those whose readings are chosen."""
        return tuple(annotator.name for annotator in self._annotators)

    def records(
        self,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Record]:
        """Yield the records. Raises InputError where there is none, Cancelled."""
        conn, nothing = self._workspace.conn, True
        self._reader = None
        # By key: the same order on every machine, whatever was imported first.
        with file.known_errors(self._workspace.path):
            ids = [row[0] for row in conn.execute("SELECT id FROM document WHERE NOT removed ORDER BY key")]
            if self._query is not None:
                readers = [annotator.id for annotator in self._annotators] or [_NOBODY]
                met = {id_ for reader in readers for id_ in search.find_ids(conn, reader, self._query)}
                ids = [id_ for id_ in ids if id_ in met]
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            with file.known_errors(self._workspace.path):
                records = self._chunk(chunk)
            for number, document_id in enumerate(chunk, start):
                if cancelled():
                    raise Cancelled
                progress(number, len(ids))
                record = records.pop(document_id, None)
                if record is not None:
                    nothing = False
                    yield record
        if nothing:
            raise InputError("There is nothing to write: no article fits what was chosen.")

    def language(self) -> str:
        """Return the one language of the documents whose readings are chosen, or `xx`."""
        annotators = ", ".join(str(annotator.id) for annotator in self._annotators) or "NULL"
        states = ", ".join(f"'{state}'" for state in self._states)
        with file.known_errors(self._workspace.path):
            rows_ = self._workspace.conn.execute(
                "SELECT DISTINCT d.language FROM document d JOIN layer l ON l.document_id = d.id "  # noqa: S608
                f"WHERE NOT d.removed AND NOT l.removed AND l.annotator_id IN ({annotators}) "
                f"AND l.state IN ({states})"
            ).fetchall()
        found = {row[0] for row in rows_}
        if self._choice.languages:
            found &= set(self._choice.languages)
        return str(found.pop()) or "xx" if len(found) == 1 else "xx"

    def notes(self) -> list[Message]:
        """Say how many readings are not finished, or left out, where nobody chose by state."""
        if self._choice.states or State.SKIPPED in self._states:
            return []
        notes = []
        if self._met[State.IN_PROGRESS]:
            notes.append(
                message(
                    "{n} readings are not marked as done and are in the files; --state done leaves them out.",
                    n=self._met[State.IN_PROGRESS],
                )
            )
        if self._met[State.SKIPPED]:
            notes.append(message("{n} skipped readings are not in the files.", n=self._met[State.SKIPPED]))
        return notes

    def _chunk(self, ids: Sequence[int]) -> dict[int, Record]:
        """Return the records of these documents that were chosen."""
        conn, languages = self._workspace.conn, self._choice.languages
        found = bulk.read_documents(conn, ids)
        if languages:
            found = {id_: one for id_, one in found.items() if one[0].metadata.language in languages}
        layers = bulk.read_layers(conn, found, [annotator.id for annotator in self._annotators])
        self._met.update(layer.state for layer in layers.values())
        chosen = {place: layer for place, layer in layers.items() if layer.state in self._states}
        spans, relations = self._contents(conn, [layer.id for layer in chosen.values()])
        records = {}
        for document, text in found.values():
            its = ((a, chosen.get((document.id, a.id))) for a in self._annotators)
            readings = tuple(
                self._reading(annotator.name, layer, spans.get(layer.id, ()), relations.get(layer.id, ()))
                for annotator, layer in its
                if layer is not None
            )
            if readings or not self._only_read:
                records[document.id] = Record(
                    text.text, document.metadata, readings, document.key, document.source,
                    tokens=text.tokens, tokenizer=text.tokenizer,
                )  # fmt: skip
        return records

    def _contents(
        self, conn: sqlite3.Connection, layer_ids: Sequence[int]
    ) -> tuple[Mapping[int, Sequence[Span]], Mapping[int, Sequence[Relation]]]:
        """Return the spans in reading order and the relations, by layer; only those with chosen labels."""
        labels = self._choice.labels
        if self._in_columns:
            from annotator.formats.span_columns import by_layer

            self._reader = self._reader or SpanReader(conn)
            columns = by_layer(self._reader.read(layer_ids), labels)
            return columns, bulk.read_relations_of(conn, layer_ids)
        found, relations = bulk.read_contents(conn, layer_ids)
        spans = {
            layer_id: tuple(span for span in in_reading_order(its) if not labels or span.label in labels)
            for layer_id, its in found.items()
        }
        return spans, relations

    def _reading(
        self, annotator: str, layer: Layer, spans: Sequence[Span], relations: Iterable[Relation]
    ) -> Reading:
        if self._choice.labels and relations:
            kept = {span.id for span in spans}
            relations = (r for r in relations if r.head_id in kept and r.child_id in kept)
        return Reading(annotator, spans, tuple(relations), layer.state, layer.flagged)


def _chosen_annotators(workspace: Workspace, choice: Choice) -> list[Annotator]:
    known, names = sorted(workspace.annotators(), key=lambda a: a.name), choice.annotators
    unknown = set(names) - {annotator.name for annotator in known}
    if unknown:
        raise InputError(
            "There is no annotator {names} in this project; there are: {known}.",
            names=", ".join(sorted(unknown)),
            known=", ".join(annotator.name for annotator in known) or "–",
        )
    if choice.gold and not any(annotator.kind == GOLD for annotator in known):
        raise InputError("Nothing has been decided in this project: it has no gold reading.")
    everybody = not names and not choice.gold
    return [a for a in known if everybody or a.name in names or (choice.gold and a.kind == GOLD)]
