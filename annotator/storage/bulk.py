"""Documents and readings a few hundred at a time: one question for all, not some for each."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from annotator.core.documents import Document, Text
from annotator.core.errors import ProjectDamaged
from annotator.core.spans import Layer, Relation, Span
from annotator.storage.documents import DOCUMENT, as_document
from annotator.storage.rows import as_layer, read_relations, read_spans

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
    return {(row[1], row[2]): as_layer(row) for row in rows}


def read_contents(
    conn: sqlite3.Connection, layer_ids: Collection[int]
) -> tuple[dict[int, list[Span]], dict[int, list[Relation]]]:
    """Return the spans and the relations of layers, by layer; a layer that has none is missing."""
    among, listed = f"layer_id {_AMONG}", _listed(layer_ids)
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    relations: defaultdict[int, list[Relation]] = defaultdict(list)
    for span in read_spans(conn, among, listed):
        spans[span.layer_id].append(span)
    for relation in read_relations(conn, among, listed):
        relations[relation.layer_id].append(relation)
    return spans, relations


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
