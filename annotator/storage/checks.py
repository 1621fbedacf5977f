"""What an edit may do: to its annotator's own layer, within the text, in characters that can be stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from annotator.core.annotations import Entity
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.spans import Layer, Relation, Span


def check_edit(conn: sqlite3.Connection, edit: Edit, annotator_id: int) -> None:
    """Raise EditError where an edit reaches beyond its annotator's layer or its document's text.

    To be asked inside the edit's transaction, before it is applied. What is not there at
    all is left to that. What it costs goes by the changes alone.
    """
    touched = [e for change in edit.changes for e in (change.before, change.after) if e is not None]
    _check_layers(conn, touched, edit.document_id, annotator_id)
    after = [change.after for change in edit.changes]
    spans = [e for e in after if isinstance(e, Span)]
    if spans:
        _check_spans(conn, spans, edit.document_id)
    made = {span.id: span.layer_id for span in spans}
    for relation in after:
        if isinstance(relation, Relation):
            _check_ends(conn, relation, made)


def _check_layers(
    conn: sqlite3.Connection, touched: list[Entity], document_id: int | None, annotator_id: int
) -> None:
    wrong = EditError("An annotator can change only what they themselves marked in this article.")
    own: set[int] = set()
    for entity in touched:
        if isinstance(entity, Layer):
            # An edit of several documents names none.
            of_another = document_id is not None and entity.document_id != document_id
            if of_another or entity.annotator_id != annotator_id:
                raise wrong
            own.add(entity.id)
    for layer_id in {e.layer_id for e in touched if isinstance(e, Span | Relation)} - own:
        row = conn.execute("SELECT document_id, annotator_id FROM layer WHERE id = ?", (layer_id,)).fetchone()
        # An edit of several documents names none.
        document_is_other = row is not None and document_id is not None and row[0] != document_id
        if row is not None and (document_is_other or row[1] != annotator_id):
            raise wrong


def _check_spans(conn: sqlite3.Connection, spans: list[Span], document_id: int | None) -> None:
    row = conn.execute("SELECT length FROM document WHERE id = ?", (document_id,)).fetchone()
    for span in spans:
        if row is not None and span.end > row[0]:
            raise EditError(
                "A span cannot end at character {end}: the article has {length}.",
                end=span.end,
                length=row[0],
            )
        texts = (span.label, span.note, *(text for pair in span.attributes for text in pair))
        if not all(text.isascii() or _can_be_stored(text) for text in texts):
            raise EditError("This holds half a character, which cannot be saved. Type it anew.")


def _can_be_stored(text: str) -> bool:
    """Tell whether a text is free of lone surrogates, which UTF-8 does not know."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _check_ends(conn: sqlite3.Connection, relation: Relation, made: Mapping[int, int]) -> None:
    """Check that both ends are of the relation's layer; `made` are the layers of spans still to come."""
    for span_id in (relation.head_id, relation.child_id):
        layer_id = made.get(span_id)
        if layer_id is None:
            row = conn.execute("SELECT layer_id FROM span WHERE id = ?", (span_id,)).fetchone()
            layer_id = row[0] if row else relation.layer_id
        if layer_id != relation.layer_id:
            raise EditError("A link joins two spans of one reading.")
