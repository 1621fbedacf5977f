"""Documents and readings a few hundred at a time: one question for all, not some for each."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice, repeat

from annotator.core.documents import Document, Text
from annotator.core.errors import ProjectDamaged
from annotator.core.ids import fresh_ids
from annotator.core.plain_spans import PlainSpans
from annotator.core.spans import Layer, Origin, Relation, Span, State
from annotator.storage.documents import DOCUMENT, as_document
from annotator.storage.rows import read_relations

_VALUES = {origin: origin.value for origin in Origin}
# Looked up ten times as fast as `State` finds them.
_STATES = {state.value: state for state in State}
_WIDTH = 20
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


def read_relations_of(conn: sqlite3.Connection, layer_ids: Collection[int]) -> dict[int, list[Relation]]:
    """Return the relations of layers, by layer; a layer that has none is missing."""
    relations: defaultdict[int, list[Relation]] = defaultdict(list)
    for relation in read_relations(conn, f"layer_id {_AMONG}", _listed(layer_ids)):
        relations[relation.layer_id].append(relation)
    return relations


def insert_readings(
    conn: sqlite3.Connection,
    readings: Collection[tuple[Layer, Sequence[Span], Sequence[Relation]]],
    batch: int | None,
) -> None:
    """Insert layers with their spans and relations, whose ids count within their layer and become fresh ones.

    Layer ids of spans and relations do not matter. Rows are made at once: a project may have
    millions of spans.
    """
    ids = fresh_ids(sum(len(spans) for _, spans, _ in readings))
    relation_ids = iter(fresh_ids(sum(len(relations) for _, _, relations in readings)))
    span_rows: list[Iterable[tuple[object, ...]]] = []
    fragments: list[Iterable[tuple[int, int, int]]] = []
    attributes: list[tuple[int, str, str]] = []
    relation_rows: list[tuple[object, ...]] = []
    for layer, spans, relations in readings:
        its, ids = ids[: len(spans)], ids[len(spans) :]
        if isinstance(spans, PlainSpans):
            origins = map(_VALUES.__getitem__, spans.origins)
            span_rows.append(zip(its, repeat(layer.id), spans.labels, repeat(""), origins))
            fragments.append(zip(its, spans.starts, spans.ends, strict=True))
        else:
            span_rows.append(
                [(i, layer.id, s.label, s.note, s.origin.value) for i, s in zip(its, spans, strict=True)]
            )
            fragments.append([(i, *place) for i, s in zip(its, spans, strict=True) for place in s.fragments])
            attributes += [(i, *pair) for i, s in zip(its, spans, strict=True) for pair in s.attributes]
        if relations:
            known = dict(zip((span.id for span in spans), its, strict=True))
            relation_rows += [
                (relation_id, layer.id, r.type, known[r.head_id], known[r.child_id])
                for r, relation_id in zip(relations, relation_ids, strict=False)
            ]
    conn.executemany(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged, batch) VALUES (?, ?, ?, ?, ?, ?)",
        [(e.id, e.document_id, e.annotator_id, e.state.value, int(e.flagged), batch) for e, _, _ in readings],
    )
    _insert(conn, "span", 5, chain.from_iterable(span_rows))
    _insert(conn, "fragment", 3, chain.from_iterable(fragments))
    _insert(conn, "attribute", 3, attributes)
    _insert(conn, "relation", 5, relation_rows)


def _insert(conn: sqlite3.Connection, table: str, columns: int, rows: Iterable[Iterable[object]]) -> None:
    """Insert rows, `_WIDTH` of them with each statement: one by one takes nearly twice as long."""
    values, size = chain.from_iterable(rows), columns * _WIDTH
    parts = [*iter(lambda: tuple(islice(values, size)), ())]
    rest = parts.pop() if parts and len(parts[-1]) < size else ()
    row = f"({', '.join('?' * columns)})"
    conn.executemany(f"INSERT INTO {table} VALUES {', '.join([row] * _WIDTH)}", parts)  # noqa: S608 (constants)
    if rest:
        conn.execute(f"INSERT INTO {table} VALUES {', '.join([row] * (len(rest) // columns))}", rest)  # noqa: S608


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
