"""Decisions to rows and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.core.decisions import Choice, Decision, Said
from annotator.core.spans import Fragment, Relation, Span

_COLUMNS = (
    "id, document_id, lead_id, at, type, start, end, choice, taken, reason, note, scheme_version, rule, "
    "after, said, spans, links, superseded"
)
_PLACES = ", ".join("?" * len(_COLUMNS.split(", ")))


def insert(conn: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """Write decisions."""
    conn.executemany(
        f"INSERT INTO decision ({_COLUMNS}) VALUES ({_PLACES})",  # noqa: S608
        [_texts(pack(one)) for one in decisions],
    )


def read(conn: sqlite3.Connection, where: str = "1", *values: int | str) -> list[Decision]:
    """Return the decisions for which `where` holds, the oldest first."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM decision WHERE {where} ORDER BY id", values)  # noqa: S608
    return [unpack([*row[:14], *map(json.loads, row[14:17]), row[17]]) for row in rows]


def first_of_readers(conn: sqlite3.Connection, document_id: int) -> dict[int, int]:
    """Return by annotator's id the first decision of a document that their reading was part of, superseded ones too."""
    rows = conn.execute(
        "SELECT json_extract(s.value, '$[0]'), min(d.id) FROM decision d, json_each(d.said) s "
        "WHERE d.document_id = ? GROUP BY 1",
        (document_id,),
    )
    return dict(rows.fetchall())


def differing(conn: sqlite3.Connection, wanted: Mapping[int, Decision | None]) -> list[int]:
    """Return the ids of few hundred decisions that are not stored as `wanted`; None is not at all.

    Texts are compared as they are written, which costs a fraction of reading them.
    """
    ids = ", ".join(map(str, wanted))
    found = {row[0]: row for row in conn.execute(f"SELECT {_COLUMNS} FROM decision WHERE id IN ({ids})")}  # noqa: S608
    return [i for i, one in wanted.items() if found.get(i) != (one and tuple(_texts(pack(one))))]


def pack(decision: Decision) -> list[Any]:
    """Return a decision as plain data, its columns in their order."""
    d = decision
    said = [
        [s.annotator_id, s.layer_id, [_span(x) for x in s.spans], [_link(x) for x in s.links]] for s in d.said
    ]
    return [
        d.id, d.document_id, d.lead_id, d.at, d.type, d.start, d.end, d.choice.value, d.taken, d.reason, d.note,
        d.scheme_version, d.rule, d.after, said, list(d.spans), list(d.links), d.superseded,
    ]  # fmt: skip


def unpack(row: list[Any]) -> Decision:
    """Return the decision that `pack` gave."""
    said = tuple(
        Said(who, layer, tuple(_as_span(layer, x) for x in spans), tuple(_as_link(layer, x) for x in links))
        for who, layer, spans, links in row[14]
    )
    start, end = row[5:7]
    choice, taken, reason, note, version, rule, after = row[7:14]
    return Decision(
        *(row[0], row[1], row[2], row[3], row[4], start, end),
        choice=Choice(choice),
        taken=taken,
        reason=reason,
        note=note,
        scheme_version=version,
        rule=rule,
        after=after,
        said=said,
        spans=tuple(row[15]),
        links=tuple(row[16]),
        superseded=row[17],
    )


def _texts(row: list[Any]) -> list[Any]:
    return [json.dumps(one, ensure_ascii=False) if isinstance(one, list) else one for one in row]


def _span(span: Span) -> list[Any]:
    return [span.id, span.label, span.fragments, span.attributes]


def _as_span(layer_id: int, data: list[Any]) -> Span:
    span_id, label, fragments, attributes = data
    parts = tuple(Fragment(*pair) for pair in fragments)
    return Span(span_id, layer_id, label, parts, tuple((name, value) for name, value in attributes))


def _link(relation: Relation) -> list[Any]:
    return [relation.id, relation.type, relation.head_id, relation.child_id]


def _as_link(layer_id: int, data: list[Any]) -> Relation:
    return Relation(data[0], layer_id, *data[1:])
