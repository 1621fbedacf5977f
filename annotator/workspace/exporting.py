"""Export: which readings go out, and to which format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import Message, message
from annotator.core.spans import State
from annotator.formats.exchange import Loss as Loss
from annotator.formats.exchange import Reading, Record
from annotator.formats.exchange import WriteReport as WriteReport
from annotator.storage import documents, file, rows
from annotator.workspace.projects import is_project
from annotator.workspace.workspace import Annotator, Workspace

FORMATS = ("spacy", "jsonl")
TRAINING_STATES = (State.DONE, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes out: readings of these annotators (none means all) in these states.

    `languages` empty means all. `dev` is the share of documents for the dev set, and
    `ents_priority` the order in which labels win a place in `doc.ents`.
    """

    annotators: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    languages: tuple[str, ...] = ()
    dev: float = 0.2
    ents_priority: tuple[str, ...] = field(default=())


def export(
    workspace: Workspace,
    out: Path,
    kind: str,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WriteReport:
    """Write the chosen readings to `out`, a folder for `spacy`, a file for `jsonl`.

    Raises InputError where there is nothing to write, AnnotatorError where it cannot be
    written or does not read back as it should, Cancelled; then `out` is as it was.
    """
    choice = choice or Choice()
    if kind not in FORMATS:
        raise InputError("There is no format {kind}; choose {known}.", kind=kind, known=", ".join(FORMATS))
    if is_project(out) or (out.exists() and out.samefile(workspace.path)):
        raise InputError("{path} names a project. Export to another file or folder.", path=out)
    selection = _Selection(workspace, choice, kind)
    # One moment's state, so that a reading edited meanwhile is not written half old, half new.
    with file.snapshot(workspace.conn):
        records = selection.records(progress, cancelled)
        if kind == "jsonl":
            from annotator.formats import jsonl

            report = jsonl.write(records, out)
        else:
            from annotator.formats import spacy_corpus

            report = spacy_corpus.write(
                records,
                out,
                scheme=workspace.scheme,
                dev=choice.dev,
                ents_priority=choice.ents_priority,
                language=selection.language(),
                cancelled=cancelled,
            )
    report.notes += selection.notes()
    return report


class _Selection:
    """The records that a choice means, and how many readings of each state it met."""

    def __init__(self, workspace: Workspace, choice: Choice, kind: str) -> None:
        self._workspace = workspace
        self._choice = choice
        self._only_read = kind == "spacy" or bool(choice.annotators or choice.states)
        self._annotators = _chosen_annotators(workspace, choice.annotators)
        self._states = choice.states or (tuple(State) if kind == "jsonl" else TRAINING_STATES)
        self._met: Counter[State] = Counter()

    def records(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Iterator[Record]:
        """Yield the records. Raises InputError where there is none, Cancelled."""
        conn, nothing = self._workspace.conn, True
        # By key: the same order on every machine, whatever was imported first.
        with file.known_errors(self._workspace.path):
            ids = [row[0] for row in conn.execute("SELECT id FROM document WHERE NOT removed ORDER BY key")]
        for number, document_id in enumerate(ids):
            if cancelled():
                raise Cancelled
            progress(number, len(ids))
            with file.known_errors(self._workspace.path):
                record = self._record(document_id)
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

    def _record(self, document_id: int) -> Record | None:
        conn, languages = self._workspace.conn, self._choice.languages
        document = documents.read_document(conn, document_id)
        if document is None or (languages and document.metadata.language not in languages):
            return None
        readings = tuple(self._readings(document_id))
        if self._only_read and not readings:
            return None
        text = documents.read_text(conn, document_id)
        return Record(
            text.text, document.metadata, readings, document.key, document.source,
            tokens=text.tokens, tokenizer=text.tokenizer,
        )  # fmt: skip

    def _readings(self, document_id: int) -> Iterator[Reading]:
        for annotator in self._annotators:
            layer = rows.read_layer(self._workspace.conn, document_id, annotator.id)
            if layer is None:
                continue
            self._met[layer.state] += 1
            if layer.state in self._states:
                content = rows.read_annotations(self._workspace.conn, layer)
                spans, relations = tuple(content.in_order()), tuple(content.relations.values())
                yield Reading(annotator.name, spans, relations, layer.state, layer.flagged)


def _chosen_annotators(workspace: Workspace, names: Sequence[str]) -> list[Annotator]:
    known = sorted(workspace.annotators(), key=lambda a: a.name)
    unknown = set(names) - {annotator.name for annotator in known}
    if unknown:
        raise InputError(
            "There is no annotator {names} in this project; there are: {known}.",
            names=", ".join(sorted(unknown)),
            known=", ".join(annotator.name for annotator in known) or "–",
        )
    return [annotator for annotator in known if not names or annotator.name in names]
