"""Rows to values and back."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from annotator.core.annotations import Annotations, Change, Entity
from annotator.core.decisions import Decision, ReaderKind, Setting
from annotator.core.edits import Reading
from annotator.core.errors import EditError, ProjectDamaged, StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State
from annotator.storage import decision_rows

_MANY = (Layer, Span, Relation, Decision)
_FEW = 20  # changes that are applied one by one
_CHUNK = 500
_ORIGINS = {origin.value: origin for origin in Origin}
_DELETE = {
    Layer: ("DELETE FROM layer WHERE id = ?",),
    Span: (
        "DELETE FROM fragment WHERE span_id = ?",
        "DELETE FROM attribute WHERE span_id = ?",
        "DELETE FROM span WHERE id = ?",
    ),
    Relation: ("DELETE FROM relation WHERE id = ?",),
    Decision: ("DELETE FROM decision WHERE id = ?",),
    Setting: ("DELETE FROM setting WHERE name = ?",),
    ReaderKind: (),
}


def read_annotations(conn: sqlite3.Connection, layer: Layer, *, stored: bool = True) -> Annotations:
    """Return a layer with all its spans and relations."""
    spans = {span.id: span for span in read_spans(conn, "layer_id = ?", layer.id)} if stored else {}
    relations = {r.id: r for r in read_relations(conn, "layer_id = ?", layer.id)} if stored else {}
    return Annotations(layer, spans, relations, stored)


def read_layer(conn: sqlite3.Connection, document_id: int, annotator_id: int) -> Layer | None:
    """Return an annotator's layer of a document, or None where there is none yet."""
    row = conn.execute(
        "SELECT id, document_id, annotator_id, state, flagged FROM layer "
        "WHERE document_id = ? AND annotator_id = ? AND NOT removed",
        (document_id, annotator_id),
    ).fetchone()
    return as_layer(row) if row else None


def read_readings(conn: sqlite3.Connection, document_ids: Iterable[int], annotator_id: int) -> list[Reading]:
    """Return an annotator's layers of documents without their spans; new ones where there is none yet."""
    readings = []
    for document_id in document_ids:
        layer = read_layer(conn, document_id, annotator_id)
        if layer is None:
            readings.append(
                Reading(Layer(fresh_id(), document_id, annotator_id), stored=False, has_spans=False)
            )
            continue
        span = conn.execute("SELECT 1 FROM span WHERE layer_id = ? LIMIT 1", (layer.id,)).fetchone()
        readings.append(Reading(layer, stored=True, has_spans=span is not None))
    return readings


def as_layer(row: tuple[int, int, int, str, int]) -> Layer:
    """Make a layer of id, document, annotator, state and flag."""
    return Layer(row[0], row[1], row[2], State(row[3]), bool(row[4]))


def read_spans(conn: sqlite3.Connection, where: str, value: int | str) -> list[Span]:
    """Return the spans for which `where` (of table span, with one parameter) holds, by id."""
    attributes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for span_id, name, text in conn.execute(
        f"SELECT span_id, name, value FROM span JOIN attribute ON span_id = id WHERE {where} ORDER BY id, name",  # noqa: S608 (a constant of this module's callers)
        (value,),
    ):
        attributes[span_id].append((name, text))
    rows = conn.execute(
        "SELECT id, layer_id, label, note, origin, start, end FROM span LEFT JOIN fragment ON span_id = id "  # noqa: S608
        f"WHERE {where} ORDER BY id, start",
        (value,),
    )
    spans: list[Span] = []
    try:
        for span_id, layer_id, label, note, origin, start, end in rows:
            fragments: tuple[Fragment, ...] = () if start is None else (Fragment(start, end),)
            if spans and spans[-1].id == span_id:
                fragments = (*spans.pop().fragments, *fragments)
            its_own = tuple(attributes.get(span_id, ()))
            spans.append(Span(span_id, layer_id, label, fragments, its_own, note, _ORIGINS[origin]))
    except (EditError, KeyError) as error:
        raise ProjectDamaged("The project holds a span that is none: {reason}", reason=error) from error
    return spans


def read_relations(conn: sqlite3.Connection, where: str, value: int | str) -> list[Relation]:
    """Return the relations for which `where` (with one parameter) holds, by id."""
    rows = conn.execute(
        f"SELECT id, layer_id, type, head_id, child_id FROM relation WHERE {where} ORDER BY id",  # noqa: S608
        (value,),
    )
    return [Relation(*row) for row in rows]


def insert(conn: sqlite3.Connection, entities: Iterable[Entity], batch: int | None = None) -> None:
    """Insert entities, in bulk; layers carry the import's id."""
    layers, spans, relations, decisions = [], [], [], []
    for entity in entities:
        match entity:
            case Layer() as e:
                layers.append((e.id, e.document_id, e.annotator_id, e.state, e.flagged, batch))
            case Span() as e:
                spans.append(e)
            case Relation() as e:
                relations.append((e.id, e.layer_id, e.type, e.head_id, e.child_id))
            case Decision() as e:
                decisions.append(e)
            case Setting() as e:
                conn.execute("INSERT INTO setting VALUES (?, ?)", (e.name, e.value))
            case ReaderKind():
                raise AssertionError("an annotator's kind is changed, never made")
    many = conn.executemany
    many(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged, batch) VALUES (?, ?, ?, ?, ?, ?)",
        layers,
    )
    many(
        "INSERT INTO span VALUES (?, ?, ?, ?, ?)",
        [(s.id, s.layer_id, s.label, s.note, s.origin) for s in spans],
    )
    many("INSERT INTO fragment VALUES (?, ?, ?)", [(s.id, *f) for s in spans for f in s.fragments])
    many("INSERT INTO attribute VALUES (?, ?, ?)", [(s.id, *a) for s in spans for a in s.attributes])
    many("INSERT INTO relation VALUES (?, ?, ?, ?, ?)", relations)
    decision_rows.insert(conn, decisions)


def apply(conn: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Make the rows what `changes` say, inside the caller's transaction.

    Raises StaleEdit where a row is not as the change found it.
    """
    conn.execute("PRAGMA defer_foreign_keys=ON")
    changes = list(changes)
    if len(changes) > _FEW:
        changes = _apply_many(conn, changes)
    for change in changes:
        entity = change.before or change.after
        assert entity is not None
        found = read_entity(conn, entity)
        if isinstance(change.before, Decision) and isinstance(change.after, Decision):
            _supersede(conn, found, change.before, change.after)
            continue
        _check(found, change.before)
        match change.before, change.after:
            case Layer(), Layer() as layer:
                _update_layer(conn, layer)
            case ReaderKind(), ReaderKind() as kind:
                conn.execute("UPDATE annotator SET kind = ? WHERE id = ?", (kind.kind, kind.id))
            case before, after:
                if before is not None:
                    _delete(conn, before)
                if after is not None:
                    insert(conn, (after,))


def _supersede(conn: sqlite3.Connection, found: Entity | None, before: Decision, after: Decision) -> None:
    """Change which decision took the place of one, and which final links are its: all else stays as it was made.

    What readings said is not compared: who read it may have it under the names of today's scheme.
    """
    _check(replace(found, said=()) if isinstance(found, Decision) else found, replace(before, said=()))
    links = json.dumps(list(after.links))
    conn.execute(
        "UPDATE decision SET superseded = ?, links = ? WHERE id = ?", (after.superseded, links, after.id)
    )


def _check(found: Entity | None, before: Entity | None) -> None:
    if found != before:
        raise StaleEdit(
            "This was changed in the meantime, elsewhere. Nothing was done; "
            "look at it again and repeat the step."
        )


def _apply_many(conn: sqlite3.Connection, changes: list[Change]) -> list[Change]:
    """Apply the changes of what there may be very many of in bulk; return all others.

    One after another, five thousand would take half a second.
    """
    of_kind, others = _net(changes)
    for kind, own in of_kind.items():
        _check_many(conn, kind, own)
    for kind, own in of_kind.items():
        # A layer that stays is told of its state alone: which import brought it stands there, too.
        gone = [
            (i,) for i, c in own.items() if c.before is not None and (c.after is None or kind is not Layer)
        ]
        for statement in _DELETE[kind]:
            conn.executemany(statement, gone)
    for change in of_kind[Layer].values():
        if change.before is not None and isinstance(change.after, Layer):
            _update_layer(conn, change.after)
    made = (
        change.after
        for kind, own in of_kind.items()
        for change in own.values()
        if change.before is None or kind is not Layer
    )
    insert(conn, (entity for entity in made if entity is not None))
    return others


def _net(changes: list[Change]) -> tuple[dict[type, dict[int, Change]], list[Change]]:
    """Return what changes come to, by kind and id, and those that are to be applied one by one.

    What is changed twice counts as changed once, from the first to the last.
    """
    of_kind: dict[type, dict[int, Change]] = {kind: {} for kind in _MANY}
    others: list[Change] = []
    for change in changes:
        entity = change.after or change.before
        if not isinstance(entity, Layer | Span | Relation | Decision):
            others.append(change)
            continue
        own = of_kind[type(entity)]
        earlier = own.get(entity.id)
        if earlier is None:
            own[entity.id] = change
        else:
            _check(earlier.after, change.before)
            own[entity.id] = Change(earlier.before, change.after)
    decisions = of_kind[Decision]
    superseded = [i for i, c in decisions.items() if c.before is not None and c.after is not None]
    return of_kind, [*others, *(decisions.pop(i) for i in superseded)]


def _check_many(conn: sqlite3.Connection, kind: type, changes: dict[int, Change]) -> None:
    ids = list(changes)
    for start in range(0, len(ids), _CHUNK):
        wanted = {i: changes[i].before for i in ids[start : start + _CHUNK]}
        for entity_id, found in _differing(conn, kind, wanted):
            _check(found, wanted[entity_id])


def _differing(
    conn: sqlite3.Connection, kind: type, wanted: Mapping[int, Entity | None]
) -> Iterable[tuple[int, Entity | None]]:
    """Return ids, with what is stored under them, of what may not be stored as `wanted`."""
    if kind is Decision:
        ids = decision_rows.differing(conn, cast("Mapping[int, Decision | None]", wanted))
        return [(i, next(iter(decision_rows.read(conn, "id = ?", i)), None)) for i in ids]
    where = f"? AND id IN ({', '.join(map(str, wanted))})"
    stored = _read_layers(conn, where) if kind is Layer else (
        read_spans(conn, where, 1) if kind is Span else read_relations(conn, where, 1)
    )  # fmt: skip
    found = {entity.id: entity for entity in stored}
    return [(i, found.get(i)) for i in wanted]


def _read_layers(conn: sqlite3.Connection, where: str) -> list[Layer]:
    sql = f"SELECT id, document_id, annotator_id, state, flagged FROM layer WHERE {where} AND NOT removed"  # noqa: S608
    return [as_layer(row) for row in conn.execute(sql, (1,))]


def _delete(conn: sqlite3.Connection, entity: Entity) -> None:
    key = entity.name if isinstance(entity, Setting) else entity.id
    for statement in _DELETE[type(entity)]:
        conn.execute(statement, (key,))


def _update_layer(conn: sqlite3.Connection, layer: Layer) -> None:
    values = (layer.state, layer.flagged, layer.id)
    conn.execute("UPDATE layer SET state = ?, flagged = ? WHERE id = ?", values)


def read_entity(conn: sqlite3.Connection, entity: Entity) -> Entity | None:
    """Return what is stored under the id of `entity`, or None."""
    match entity:
        case Layer():
            row = conn.execute(
                "SELECT id, document_id, annotator_id, state, flagged FROM layer "
                "WHERE id = ? AND NOT removed",
                (entity.id,),
            ).fetchone()
            return as_layer(row) if row else None
        case Span():
            return next(iter(read_spans(conn, "id = ?", entity.id)), None)
        case Relation():
            return next(iter(read_relations(conn, "id = ?", entity.id)), None)
        case Decision():
            return next(iter(decision_rows.read(conn, "id = ?", entity.id)), None)
        case Setting():
            row = conn.execute("SELECT name, value FROM setting WHERE name = ?", (entity.name,)).fetchone()
            return Setting(*row) if row else None
        case ReaderKind():
            row = conn.execute("SELECT id, kind FROM annotator WHERE id = ?", (entity.id,)).fetchone()
            return ReaderKind(*row) if row else None
