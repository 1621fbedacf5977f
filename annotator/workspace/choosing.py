"""Which readings go out: those that were chosen, as records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from annotator.core.documents import Document, Text
from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import Message, message
from annotator.core.query import FIELDS
from annotator.core.scheme import labels_named
from annotator.core.spans import Layer, Relation, Span, State
from annotator.formats.exchange import Reading, Record
from annotator.formats.registry import named
from annotator.storage import bulk, file, search
from annotator.storage.span_rows import SpanReader
from annotator.workspace import searching
from annotator.workspace.workspace import Annotator, Workspace

T = TypeVar("T")

TRAINING = ("spacy", "spacy-project")
IN_COLUMNS = (*TRAINING, "jsonl")  # those that need not look at each span
TRAINING_STATES = (State.DONE, State.IN_PROGRESS)
GOLD = "gold"
_CHUNK = 200
_NOBODY = 0
_FIELD = re.compile(r"(?<!\S)([A-Za-z]+):(?=\w)")
_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes out: readings of these annotators in these states.

    No annotators means all; but what is made to train with then gets the final reading alone of
    each article that is decided. `gold` adds those whose readings are the final ones. `labels`
    and `languages` empty mean all. `query` is in the language of the search: only articles that
    it finds for one of the annotators, by words, outlet, date, label, state; empty means all. `dev` and `test` are
    the shares of documents for those sets, and `ents_priority` the order in which labels win
    a place in `doc.ents`. With `new_split` articles need not stay on the side where they were.
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
    new_split: bool = False


class _Asked(NamedTuple):
    """Some documents by id, their chosen layers by document and annotator, and the spans of these to come."""

    documents: Mapping[int, tuple[Document, Text]]
    layers: Mapping[tuple[int, int], Layer]
    numbers: Future[tuple[str, str, str, str]]


class Selection:
    """The records that a choice means, and whose readings it met."""

    def __init__(self, workspace: Workspace, choice: Choice, kind: str) -> None:
        self._workspace = workspace
        scheme = workspace.scheme
        self._choice = choice = replace(
            choice,
            labels=labels_named(scheme, choice.labels),
            ents_priority=labels_named(scheme, choice.ents_priority),
        )
        self._only_read = kind in TRAINING or bool(choice.annotators or choice.states or choice.gold)
        self._annotators = _chosen_annotators(workspace, choice)
        self._has_gold = any(one.kind == GOLD for one in self._annotators)
        _refuse_unknown_fields(choice.query)
        self._query = searching.asked(workspace, choice.query)
        self._states = choice.states or (TRAINING_STATES if kind in TRAINING else tuple(State))
        self._final_alone = bool(kind) and named(kind).trains and not (choice.annotators or choice.gold)
        self._skipped = self._unfinished = self._decided = self._half_decided = 0
        self._taken: Counter[str] = Counter()
        self._open_again: set[int] = set()
        self._in_columns = kind in IN_COLUMNS

    @property
    def annotators(self) -> tuple[str, ...]:
        """The names of those whose readings are chosen."""
        return tuple(annotator.name for annotator in self._annotators)

    @property
    def priority(self) -> tuple[str, ...]:
        """The labels that win a place in `doc.ents`, first first."""
        return self._choice.ents_priority

    def records(
        self,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generator[Record]:
        """Yield the records. Raises InputError where there is none, Cancelled.

        Where it is not read to its end, it must be closed before the workspace is: a thread reads for it.
        """
        conn, nothing = self._workspace.conn, True
        self._skipped = self._unfinished = self._decided = self._half_decided = 0
        self._taken.clear()
        self._open_again = self._read_open_again(cancelled)
        # By key: the same order on every machine, whatever was imported first.
        with file.known_errors(self._workspace.path):
            ids = [row[0] for row in conn.execute("SELECT id FROM document WHERE NOT removed ORDER BY key")]
            if self._query is not None:
                readers = [annotator.id for annotator in self._annotators] or [_NOBODY]
                met = {id_ for reader in readers for id_ in search.find_ids(conn, reader, self._query)}
                ids = [id_ for id_ in ids if id_ in met]
        with closing(self._by_document(ids)) as records:
            for number, record in enumerate(records):
                if cancelled():
                    raise Cancelled
                progress(number, len(ids))
                if record is not None:
                    nothing = False
                    yield record
        if nothing:
            raise InputError("There is nothing to write: no article fits what was chosen.")
        progress(len(ids), len(ids))

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
        """Say whose readings are written, and how many are not finished or left out where nobody chose by state."""
        notes = []
        if len(self._taken) > 1 or self._decided:
            listed = ", ".join(f"{name} {n:,}" for name, n in sorted(self._taken.items()))
            notes.append(message("Readings in the files: {listed}.", listed=listed))
        if self._decided:
            notes.append(
                message(
                    "Of {n} articles that are decided, only the final reading is written.", n=self._decided
                )
            )
        if self._half_decided and (self._final_alone or self._choice.gold):
            notes.append(_half_decided(self._half_decided, instead=self._final_alone))
        if self._choice.states or State.SKIPPED in self._states:
            return notes
        if self._unfinished:
            notes.append(
                message("One reading is not marked as done and is in the files; --state done leaves it out.")
                if self._unfinished == 1
                else message(
                    "{n} readings are not marked as done and are in the files; --state done leaves them out.",
                    n=self._unfinished,
                )
            )
        if self._skipped:
            notes.append(
                message("One skipped reading is not in the files.")
                if self._skipped == 1
                else message("{n} skipped readings are not in the files.", n=self._skipped)
            )
        return notes

    def _by_document(self, ids: Sequence[int]) -> Generator[Record | None]:
        """Yield the record of each document, or None where it was not chosen."""
        with file.known_errors(self._workspace.path):
            reader = SpanReader(self._workspace.conn)
        with ThreadPoolExecutor(1) as pool:
            coming = _done(self._asked, ids[:_CHUNK], reader, pool)
            for start in range(0, len(ids), _CHUNK):
                with file.known_errors(self._workspace.path):
                    asked = coming.result()
                    # Before all else: nothing is asked of the connection while a thread does.
                    spans, relations = self._contents(asked, reader)
                    coming = _done(self._asked, ids[start + _CHUNK : start + 2 * _CHUNK], reader, pool)
                try:
                    for document_id in ids[start : start + _CHUNK]:
                        yield self._record(document_id, asked, spans, relations)
                except GeneratorExit:
                    self._workspace.conn.interrupt()  # nobody waits for what the thread finds
                    raise

    def _asked(self, ids: Sequence[int], reader: SpanReader, pool: ThreadPoolExecutor) -> _Asked:
        """Read these documents but for what was marked in them: that is looked for in a thread from now on."""
        conn, languages = self._workspace.conn, self._choice.languages
        found = bulk.read_documents(conn, ids)
        if languages:
            found = {id_: one for id_, one in found.items() if one[0].metadata.language in languages}
        layers = bulk.read_layers(conn, found, [annotator.id for annotator in self._annotators])
        self._skipped += sum(layer.state is State.SKIPPED for layer in layers.values())
        chosen = {place: layer for place, layer in layers.items() if layer.state in self._states}
        numbers = pool.submit(reader.numbers, [layer.id for layer in chosen.values()])
        return _Asked(found, chosen, numbers)

    def _record(
        self,
        document_id: int,
        asked: _Asked,
        spans: Mapping[int, Sequence[Span]],
        relations: Mapping[int, Sequence[Relation]],
    ) -> Record | None:
        if document_id not in asked.documents:
            return None
        document, text = asked.documents[document_id]
        readings = tuple(
            self._reading(annotator.name, layer, spans.get(layer.id, ()), relations.get(layer.id, ()))
            for annotator, layer in self._taken_of(document_id, asked.layers)
        )
        if self._only_read and not readings:
            return None
        return Record(
            text.text, document.metadata, readings, document.key, document.source,
            tokens=text.tokens, tokenizer=text.tokenizer,
        )  # fmt: skip

    def _taken_of(
        self, document_id: int, chosen: Mapping[tuple[int, int], Layer]
    ) -> Sequence[tuple[Annotator, Layer]]:
        """Return whose layers of a document go out."""
        every = [(one, chosen.get((document_id, one.id))) for one in self._annotators]
        taken = [(one, layer) for one, layer in every if layer is not None]
        if self._has_gold:
            taken = self._final_for(document_id, taken)
        self._taken.update([one.name for one, _ in taken])
        self._unfinished += sum([layer.state is State.IN_PROGRESS for _, layer in taken])
        return taken

    def _final_for(
        self, document_id: int, taken: list[tuple[Annotator, Layer]]
    ) -> list[tuple[Annotator, Layer]]:
        """Return the final reading alone where a format trains with it, and count it."""
        # A final reading that is not done lacks what is still to be decided, and so does one
        # of which a case is open again.
        final = [
            (one, layer)
            for one, layer in taken
            if one.kind == GOLD and layer.state is State.DONE and document_id not in self._open_again
        ]
        self._half_decided += not final and any(one.kind == GOLD for one, _ in taken)
        if self._final_alone:
            self._decided += bool(final)
            return final or [(one, layer) for one, layer in taken if one.kind != GOLD]
        return taken

    def _read_open_again(self, cancelled: Callable[[], bool]) -> set[int]:
        """Return the documents that were decided and are no longer."""
        if not (self._final_alone or self._choice.gold):
            return set()
        from annotator.workspace.review_board import open_again

        return open_again(self._workspace, cancelled)

    def _contents(
        self, asked: _Asked, reader: SpanReader
    ) -> tuple[Mapping[int, Sequence[Span]], Mapping[int, Sequence[Relation]]]:
        """Return the spans in reading order and the relations, by layer; only those with chosen labels."""
        from annotator.formats.span_columns import by_layer

        layer_ids = [layer.id for layer in asked.layers.values()]
        columns = by_layer(reader.read(layer_ids, asked.numbers.result()), self._choice.labels)
        relations = bulk.read_relations_of(self._workspace.conn, layer_ids)
        if self._in_columns:
            return columns, relations
        return {layer_id: tuple(its) for layer_id, its in columns.items()}, relations

    def _reading(
        self, annotator: str, layer: Layer, spans: Sequence[Span], relations: Iterable[Relation]
    ) -> Reading:
        if self._choice.labels and relations:
            kept = {span.id for span in spans}
            relations = (r for r in relations if r.head_id in kept and r.child_id in kept)
        return Reading(annotator, spans, tuple(relations), layer.state, layer.flagged)


def _done(function: Callable[..., T], *given: Any) -> Future[T]:
    """Do something now; what it gives, or what it raises, is told when its turn has come."""
    future: Future[T] = Future()
    try:
        future.set_result(function(*given))
    except Exception as error:
        future.set_exception(error)
    return future


def _half_decided(n: int, *, instead: bool) -> Message:
    """Say of how many articles the final reading is not finished; `instead` where others are written for it."""
    if instead:
        return (
            message(
                "Cases are still open in one article: the annotators' readings of it are written instead."
            )
            if n == 1
            else message(
                "Cases are still open in {n} articles: the annotators' readings of them are written instead.",
                n=n,
            )
        )
    return (
        message("The final reading of one article in the files is not finished: cases are still open.")
        if n == 1
        else message(
            "The final readings of {n} articles in the files are not finished: cases are still open.", n=n
        )
    )


def _refuse_unknown_fields(query: str) -> None:
    """Raise InputError for what looks like a field: an export must not take it for words that are nowhere."""
    for name in _FIELD.findall(_QUOTED.sub(" ", query)):
        if name.lower() not in FIELDS:
            raise InputError(
                "The search knows no field {field}; it knows {known}. In quotes it is looked for as words.",
                field=f"{name}:",
                known=", ".join(f"{one}:" for one in FIELDS),
            )


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
