"""Readings before and after review, as columns: after it all have the final spans of decided cases for their own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from annotator.agreement.table import Bools, Columns, Ints, Table, build, key_of
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.agreement_reading import by_name
from annotator.workspace.review_board import Decided
from annotator.workspace.review_rows import gold_id
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Final:
    """The final reading of a table's documents, one entry a fragment, those of a span together and sorted.

    `span` are ids; `document` and `label` indexes into the table's documents and into `labels`:
    the table's, then others. `done` tells of each document whether its gold layer is.
    """

    span: Ints
    document: Ints
    label: Ints
    start: Ints
    end: Ints
    labels: tuple[str, ...]
    done: Bools


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings `before` review and `after`: None where nothing is decided; how many cases are `decided`.

    What follows from decisions in `after`, and what it has of the final reading, has numbers
    for ids, no links and no attributes: it is there to be measured. `left_out` counts
    documents that only one annotator has finished.
    """

    before: Table
    after: Table | None
    final: Final
    decided: int
    left_out: int


def read_both(workspace: Workspace, selection: Selection, decided: Mapping[int, Decided]) -> Readings:
    """Return the readings before and after what is `decided`, by document. Raises InputError."""
    before, left_out = read_table(workspace, selection)
    final = _read_final(workspace, before, by_name(workspace, selection).labels)
    here = [decided[document] for document in before.documents.tolist() if document in decided]
    after = _after(workspace, before, final, here) if here else None
    return Readings(before, after, final, sum(of.cases for of in here), left_out)


def with_final(found: Table, final: Final, among: Bools) -> Table:
    """Return a table of the documents `among` in which the final reading is the last of all annotators."""
    read = np.c_[found.read, np.ones(len(found.documents), dtype=np.bool_)] & among[:, None]
    last = _columns_of(final, among[final.document], len(found.annotators), len(found))
    own = _columns(found, among[found.document])
    return _built(found, final.labels, [own, last], (*found.annotators, ""), read)


def _after(workspace: Workspace, found: Table, final: Final, decided: Sequence[Decided]) -> Table:
    own = np.concatenate([np.array(of.spans, dtype=np.int64) for of in decided])
    wanted = np.isin(final.span, _final_ids(workspace, decided, set(own.tolist())))
    left = ~np.isin(found.ids, own)
    parts = [_columns(found, left)]
    for who, read in enumerate(found.read.T):
        first = (who + 1) * max(len(found), len(final.span))
        parts.append(_columns_of(final, wanted & read[final.document], who, first))
    made = _built(found, final.labels, parts)
    # What an annotator has anyway, they do not have twice: gold does not, either.
    key, kept = key_of(made.document, made.annotator, made.label, made.bounds), int(left.sum())
    once = np.r_[np.ones(kept, dtype=np.bool_), ~np.isin(key[kept:], key[:kept])]
    return made if once.all() else _built(found, final.labels, [_columns(made, once)])


def _final_ids(workspace: Workspace, decided: Sequence[Decided], own: set[int]) -> list[int]:
    """Return the ids of the final spans that follow from decisions about any of the annotators' spans `own`."""
    found: set[int] = set()
    # What a rule accepted and is decided otherwise since is very rare, and much to look at.
    for but in (" AND NOT (d.type = 'agreed' AND d.rule <> '')", ""):
        rows = workspace.conn.execute(
            "SELECT json_extract(d.said, '$[0][2][0][0]'), d.said, s.value FROM decision d, json_each(d.spans) s "  # noqa: S608
            f"WHERE d.superseded IS NULL AND d.choice <> 'later' AND d.type <> 'link'{but}"
        )
        found = {one for first, said, one in rows if first in own or not own.isdisjoint(_spans_in(said))}
        if len(found) == sum(of.final for of in decided):
            break
    return sorted(found)


def _spans_in(said: str) -> list[int]:
    return [span[0] for reading in json.loads(said) for span in reading[2]]


def _read_final(workspace: Workspace, found: Table, labels: Sequence[str]) -> Final:
    """Return the final reading of a table's documents; `labels` are the only ones that count, if any."""
    gold, conn = gold_id(workspace.conn), workspace.conn
    done = [
        document
        for (document,) in conn.execute(
            "SELECT document_id FROM layer WHERE annotator_id = ? AND state = 'done' AND NOT removed", (gold,)
        )
    ]
    number = {name: place for place, name in enumerate(found.labels)}
    spans = [
        (span, document, number.setdefault(label, len(number)), start, end)
        for span, document, label, start, end in conn.execute(
            "SELECT s.id, l.document_id, s.label, f.start, f.end FROM layer l JOIN span s ON s.layer_id = l.id "
            "JOIN fragment f ON f.span_id = s.id WHERE l.annotator_id = ? AND NOT l.removed "
            "ORDER BY s.id, f.start",
            (gold,),
        )
        if not labels or label in labels
    ]
    span, document, label, start, end = np.array(spans, dtype=np.int64).reshape(-1, 5).T
    here = np.isin(document, found.documents)
    place = np.searchsorted(found.documents, document[here])
    is_done = np.isin(found.documents, np.array(done, dtype=np.int64))
    return Final(span[here], place, label[here], start[here], end[here], tuple(number), is_done)


def _columns(found: Table, rows: Bools) -> Columns:
    """Return some of a table's spans, told apart by their rows."""
    chosen = rows[found.fragment_row]
    row = found.fragment_row[chosen]
    place = found.fragment_start[chosen], found.fragment_end[chosen]
    return Columns(row, found.document[row], found.annotator[row], found.label[row], *place)


def _columns_of(final: Final, chosen: Bools, who: int, first: int) -> Columns:
    """Return some fragments of the final reading as an annotator's, their spans told apart by numbers from `first`."""
    span = first + np.cumsum(np.r_[True, final.span[1:] != final.span[:-1]])[chosen]
    columns = (one[chosen] for one in (final.label, final.start, final.end))
    return Columns(span, final.document[chosen], np.full(len(span), who), *columns)


def _built(
    found: Table,
    labels: tuple[str, ...],
    parts: Sequence[Columns],
    annotators: tuple[str, ...] = (),
    read: Bools | None = None,
) -> Table:
    """Return a table of some spans in the documents of another."""
    whole = Columns(*(np.concatenate([getattr(p, one.name) for p in parts]) for one in fields(Columns)))
    readers, read = annotators or found.annotators, found.read if read is None else read
    return build(found.documents, found.lengths, readers, labels, read, whole, (), ())
