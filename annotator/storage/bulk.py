"""Documents and readings a few hundred at a time: one question for all, not some for each."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from annotator.core.documents import Document, Text
from annotator.core.errors import EditError, ProjectDamaged
from annotator.core.ids import fresh_ids
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State
from annotator.storage.documents import DOCUMENT, as_document
from annotator.storage.rows import read_relations

_ORIGINS = {origin.value: origin for origin in Origin}
# Looked up ten times as fast as `State` finds them.
_STATES = {state.value: state for state in State}
_AMONG = "IN (SELECT value FROM json_each(?))"


def read_documents(conn: sqlite3.Connection, ids: Collection[int]) -> dict[int, tuple[Document, Text]]:
    """Return the shown documents among `ids` with their texts, by id.

    Raises ProjectDamaged where a text is missing.
    """
    rows = conn.execute(
        f"SELECT {DOCUMENT}, t.text, t.tokens, t.tokenizer FROM document d "  # noqa: S608
        f"LEFT JOIN document_text t ON t.document_id = d.id WHERE d.id {_AMONG} AND NOT d.removed",
        (_listed(ids),),
    )
    found = {}
    for *columns, text, tokens, tokenizer in rows:
        document = as_document(columns)
        if text is None:
            raise ProjectDamaged(
                "The text of article {id} is missing in the project; open a backup.", id=document.id
            )
        found[document.id] = document, Text(text, tokens, tokenizer)
    return found


def read_layers(
    conn: sqlite3.Connection, document_ids: Collection[int], annotator_ids: Collection[int]
) -> dict[tuple[int, int], Layer]:
    """Return the layers of these annotators for these documents, by document and annotator."""
    rows = conn.execute(
        "SELECT id, document_id, annotator_id, state, flagged FROM layer "  # noqa: S608
        f"WHERE document_id {_AMONG} AND annotator_id {_AMONG} AND NOT removed",
        (_listed(document_ids), _listed(annotator_ids)),
    )
    return {
        (document, annotator): Layer(id_, document, annotator, _STATES[state], bool(flagged))
        for id_, document, annotator, state, flagged in rows
    }


def read_contents(
    conn: sqlite3.Connection, layer_ids: Collection[int]
) -> tuple[dict[int, list[Span]], dict[int, list[Relation]]]:
    """Return the spans and the relations of layers, by layer; a layer that has none is missing."""
    return _read_spans(conn, _listed(layer_ids)), read_relations_of(conn, layer_ids)


def read_relations_of(conn: sqlite3.Connection, layer_ids: Collection[int]) -> dict[int, list[Relation]]:
    """Return the relations of layers, by layer; a layer that has none is missing."""
    relations: defaultdict[int, list[Relation]] = defaultdict(list)
    for relation in read_relations(conn, f"layer_id {_AMONG}", _listed(layer_ids)):
        relations[relation.layer_id].append(relation)
    return relations


def _read_spans(conn: sqlite3.Connection, layers: str) -> dict[int, list[Span]]:
    """Return the spans of layers, asked for layer by layer: so SQLite need not sort them."""
    attributes: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for span_id, name, text in conn.execute(
        "SELECT span_id, name, value FROM span JOIN attribute ON span_id = id "  # noqa: S608 (a constant)
        f"WHERE layer_id {_AMONG} ORDER BY id, name",
        (layers,),
    ):
        attributes[span_id].append((name, text))
    rows = conn.execute(
        "SELECT id, layer_id, label, note, origin, start, end FROM span LEFT JOIN fragment ON span_id = id "  # noqa: S608
        f"WHERE layer_id {_AMONG} ORDER BY layer_id, id, start",
        (layers,),
    )
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    last = None
    try:
        for span_id, layer_id, label, note, origin, start, end in rows:
            fragments: tuple[Fragment, ...] = () if start is None else (Fragment(start, end),)
            if span_id == last:
                fragments = spans[layer_id].pop().fragments + fragments
            last, its_own = span_id, tuple(attributes[span_id]) if span_id in attributes else ()
            spans[layer_id].append(Span(span_id, layer_id, label, fragments, its_own, note, _ORIGINS[origin]))
    except (EditError, KeyError) as error:
        raise ProjectDamaged("The project holds a span that is none: {reason}", reason=error) from error
    return spans


def insert_readings(
    conn: sqlite3.Connection,
    readings: Collection[tuple[Layer, Sequence[Span], Sequence[Relation]]],
    batch: int | None,
) -> None:
    """Insert layers with their spans and relations, whose ids count within their layer and become fresh ones.

    Layer ids of spans and relations do not matter. Rows are made at once: a project may have
    millions of spans.
    """
    span_ids = iter(fresh_ids(sum(len(spans) for _, spans, _ in readings)))
    relation_ids = iter(fresh_ids(sum(len(relations) for _, _, relations in readings)))
    span_rows, fragments, attributes, relation_rows = [], [], [], []
    for layer, spans, relations in readings:
        layer_id, ids = layer.id, {}
        for span, span_id in zip(spans, span_ids, strict=False):
            ids[span.id] = span_id
            span_rows.append((span_id, layer_id, span.label, span.note, span.origin.value))
            for start, end in span.fragments:
                fragments.append((span_id, start, end))
            for name, value in span.attributes:
                attributes.append((span_id, name, value))
        relation_rows += [
            (relation_id, layer_id, r.type, ids[r.head_id], ids[r.child_id])
            for r, relation_id in zip(relations, relation_ids, strict=False)
        ]
    conn.executemany(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged, batch) VALUES (?, ?, ?, ?, ?, ?)",
        [(e.id, e.document_id, e.annotator_id, e.state.value, int(e.flagged), batch) for e, _, _ in readings],
    )
    conn.executemany("INSERT INTO span VALUES (?, ?, ?, ?, ?)", span_rows)
    conn.executemany("INSERT INTO fragment VALUES (?, ?, ?)", fragments)
    conn.executemany("INSERT INTO attribute VALUES (?, ?, ?)", attributes)
    conn.executemany("INSERT INTO relation VALUES (?, ?, ?, ?, ?)", relation_rows)


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
