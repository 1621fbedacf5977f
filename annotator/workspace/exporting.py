"""Export: which readings go out, and to which format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import message
from annotator.core.spans import State
from annotator.formats.exchange import Reading, Record
from annotator.formats.exchange import WriteReport as WriteReport
from annotator.storage import documents, file, rows
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
    annotators = _chosen_annotators(workspace, choice.annotators)
    total = len(_document_ids(workspace))
    records = _watched(workspace, annotators, choice, kind, total, progress, cancelled)
    if kind == "jsonl":
        from annotator.formats import jsonl

        report = jsonl.write(records, out)
    elif kind == "spacy":
        from annotator.formats import spacy_corpus

        report = spacy_corpus.write(
            records, out, scheme=workspace.scheme, dev=choice.dev, ents_priority=choice.ents_priority
        )
    else:
        raise InputError("There is no format {kind}; choose {known}.", kind=kind, known=", ".join(FORMATS))
    _add_notes(workspace, report, choice, kind)
    return report


def _watched(  # noqa: PLR0913
    workspace: Workspace,
    annotators: list[Annotator],
    choice: Choice,
    kind: str,
    total: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Iterator[Record]:
    for number, record in enumerate(_records(workspace, annotators, choice, kind)):
        if cancelled():
            raise Cancelled
        progress(number, total)
        yield record


def _records(
    workspace: Workspace, annotators: list[Annotator], choice: Choice, kind: str
) -> Iterator[Record]:
    states = choice.states or (tuple(State) if kind == "jsonl" else TRAINING_STATES)
    for document_id in _document_ids(workspace):
        document = workspace.document(document_id)
        if document is None or (choice.languages and document.metadata.language not in choice.languages):
            continue
        readings = []
        for annotator in annotators:
            layer = rows.read_layer(workspace.conn, document_id, annotator.id)
            if layer is not None and layer.state in states:
                content = rows.read_annotations(workspace.conn, layer)
                spans, relations = tuple(content.in_order()), tuple(content.relations.values())
                readings.append(Reading(annotator.name, spans, relations, layer.state, layer.flagged))
        if not readings and (kind == "spacy" or choice.annotators or choice.states):
            continue
        text = workspace.text(document_id)
        yield Record(
            text.text, document.metadata, tuple(readings), document.key, document.source,
            tokens=text.tokens, tokenizer=text.tokenizer,
        )  # fmt: skip


def _document_ids(workspace: Workspace) -> list[int]:
    """Return the documents' ids by key: the same on every machine, whatever was imported first."""
    with file.known_errors(workspace.path):
        return [
            row[0] for row in workspace.conn.execute("SELECT id FROM document WHERE NOT removed ORDER BY key")
        ]


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


def _add_notes(workspace: Workspace, report: WriteReport, choice: Choice, kind: str) -> None:
    """Say which readings were left out for their state, and which are not finished."""
    if kind != "spacy" or choice.states:
        return
    counts = {state: 0 for state in State}
    for annotator in _chosen_annotators(workspace, choice.annotators):
        for state, number in documents.state_counts(workspace.conn, annotator.id)[0].items():
            counts[state] += number
    if counts[State.IN_PROGRESS]:
        report.notes.append(
            message(
                "{n} readings are not marked as done and are in the files; --state done leaves them out.",
                n=counts[State.IN_PROGRESS],
            )
        )
    if counts[State.SKIPPED]:
        report.notes.append(message("{n} skipped readings are not in the files.", n=counts[State.SKIPPED]))
