"""Agreement in a project: which readings count, their figures, and their cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.agreement import f1, nominal, words
from annotator.agreement.cases import Case as Case
from annotator.agreement.cases import cases
from annotator.agreement.f1 import Matches, Spread
from annotator.agreement.nominal import Coefficient
from annotator.agreement.table import Table, table
from annotator.core.errors import InputError
from annotator.core.spans import State
from annotator.core.tokens import token_ranges
from annotator.storage import file
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose readings of what: empty means all. By default only readings that are done count."""

    annotators: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    states: tuple[State, ...] = (State.DONE,)


@dataclass(slots=True)
class Measured:
    """A figure for all labels and for each, over pairs of annotators."""

    all: Spread
    labels: dict[str, Spread] = field(default_factory=dict)


@dataclass(slots=True)
class Agreement:
    """All figures of a selection. `left_out` counts documents that only one of them has finished."""

    annotators: tuple[str, ...]
    documents: int
    left_out: int
    spans: int
    exact: Measured
    overlap: Measured
    tokens: Measured
    token_fleiss: Coefficient
    token_alpha: Coefficient
    token_cohen: dict[tuple[str, str], Coefficient]
    by_label: dict[str, Coefficient]


def read_table(workspace: Workspace, selection: Selection) -> tuple[Table, int]:
    """Return the chosen readings as columns, and how many documents only one annotator has finished.

    Raises InputError where there is no such annotator.
    """
    known = {annotator.name: annotator.id for annotator in workspace.annotators()}
    unknown = [name for name in selection.annotators if name not in known]
    if unknown:
        raise InputError(
            "There is no annotator {names} in this project; there are: {known}.",
            names=", ".join(unknown),
            known=", ".join(known) or "–",
        )
    names = {known[name]: name for name in selection.annotators or known}
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        return _read(workspace, selection, names)


def _read(workspace: Workspace, selection: Selection, names: Mapping[int, str]) -> tuple[Table, int]:
    conn = workspace.conn
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS chosen_layer (id INTEGER PRIMARY KEY, document INTEGER, annotator INTEGER)"
    )
    conn.execute("DELETE FROM chosen_layer")
    who, states = ", ".join(map(str, names)) or "NULL", ", ".join("?" * len(selection.states))
    conn.execute(
        "INSERT INTO chosen_layer SELECT l.id, l.document_id, l.annotator_id FROM layer l "  # noqa: S608
        f"JOIN document d ON d.id = l.document_id WHERE NOT l.removed AND NOT d.removed AND l.annotator_id IN ({who}) "
        f"AND l.state IN ({states})",
        selection.states,
    )
    single = "SELECT document FROM chosen_layer GROUP BY document HAVING count(*) < 2"
    alone = conn.execute(single).fetchall()
    conn.execute(
        f"DELETE FROM chosen_layer WHERE document IN ({single})"  # noqa: S608
    )
    readings = [
        (document, names[a]) for document, a in conn.execute("SELECT document, annotator FROM chosen_layer")
    ]
    where, values = "", list(selection.labels)
    if selection.labels:
        where = f"WHERE s.label IN ({', '.join('?' * len(values))})"
    fragments = [
        (span, document, names[a], label, start, end)
        for span, document, a, label, start, end in conn.execute(
            "SELECT s.id, c.document, c.annotator, s.label, f.start, f.end FROM chosen_layer c "  # noqa: S608
            f"JOIN span s ON s.layer_id = c.id JOIN fragment f ON f.span_id = s.id {where} ORDER BY s.id, f.start",
            values,
        )
    ]
    kept = {row[0] for row in fragments}
    relations = [
        row
        for row in conn.execute(
            "SELECT r.id, r.type, r.head_id, r.child_id FROM chosen_layer c JOIN relation r ON r.layer_id = c.id"
        )
        if row[2] in kept and row[3] in kept
    ]
    attributes: dict[int, tuple[tuple[str, str], ...]] = {}
    for span, name, value in conn.execute(
        "SELECT a.span_id, a.name, a.value FROM chosen_layer c JOIN span s ON s.layer_id = c.id "
        "JOIN attribute a ON a.span_id = s.id ORDER BY a.span_id, a.name"
    ):
        attributes[span] = (*attributes.get(span, ()), (name, value))
    return table(readings, fragments, relations, attributes), len(alone)


def agreement(workspace: Workspace, selection: Selection | None = None) -> Agreement:
    """Return all figures of the chosen readings. Raises InputError, ProjectError."""
    found, left_out = read_table(workspace, selection or Selection())
    tokens = _tokens(workspace, found)
    everything = words.judged(found, tokens)
    pairs = f1.pairs_of(found)
    return Agreement(
        found.annotators,
        len(found.documents),
        left_out,
        len(found),
        _measured(found, {pair: f1.exact(found, *pair) for pair in pairs}),
        _measured(found, {pair: f1.overlapping(found, *pair) for pair in pairs}),
        _measured(found, {pair: words.matches(found, tokens, *pair) for pair in pairs}),
        nominal.fleiss(everything),
        nominal.alpha(everything),
        {(found.annotators[a], found.annotators[b]): nominal.cohen(everything[:, [a, b]]) for a, b in pairs},
        {
            name: nominal.fleiss(words.judged(found, tokens, number))
            for number, name in enumerate(found.labels)
        },
    )


def open_cases(workspace: Workspace, selection: Selection | None = None) -> list[Case]:
    """Return the disagreements in the chosen readings. Raises InputError, ProjectError."""
    return cases(read_table(workspace, selection or Selection())[0])


def _tokens(workspace: Workspace, found: Table) -> words.Words:
    ranges = []
    for document_id in found.documents.tolist():
        text = workspace.text(document_id)
        starts, ends = token_ranges(text.tokens)
        spoken = [
            (start, end)
            for start, end in zip(starts, ends, strict=True)
            if not text.text[start:end].isspace()
        ]
        ranges.append(([start for start, _ in spoken], [end for _, end in spoken]))
    return words.words(ranges)


def _measured(found: Table, by_pair: Mapping[tuple[int, int], Mapping[str, Matches]]) -> Measured:
    def over(label: str) -> Spread:
        return f1.spread(found, {pair: matches[label].f1 for pair, matches in by_pair.items()})

    return Measured(over(""), {label: over(label) for label in found.labels})


def as_dict(found: Agreement) -> dict[str, Any]:
    """Return the figures as plain data; what is undefined is None, with a reason."""
    return {
        "annotators": list(found.annotators),
        "documents": found.documents,
        "left_out": found.left_out,
        "spans": found.spans,
        "exact_f1": _measured_dict(found.exact),
        "overlap_f1": _measured_dict(found.overlap),
        "token_f1": _measured_dict(found.tokens),
        "token_kappa": {
            "fleiss": _coefficient(found.token_fleiss),
            "labels": {name: _coefficient(one) for name, one in found.by_label.items()},
            "cohen": [
                {"annotators": list(pair), **_coefficient(one)} for pair, one in found.token_cohen.items()
            ],
        },
        "token_alpha": _coefficient(found.token_alpha),
    }


def _measured_dict(found: Measured) -> dict[str, Any]:
    return _spread(found.all) | {"labels": {name: _spread(one) for name, one in found.labels.items()}}


def _spread(found: Spread) -> dict[str, Any]:
    pairs: Sequence[dict[str, Any]] = [
        {"annotators": list(pair), "value": value} for pair, value in found.pairs.items()
    ]
    return {"mean": found.mean, "sd": found.sd, "pairs": list(pairs)}


def _coefficient(found: Coefficient) -> dict[str, Any]:
    said: dict[str, Any] = {"value": found.value, "items": found.items}
    return said | ({"reason": found.reason} if found.reason else {})
