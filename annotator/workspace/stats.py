"""What a project holds, in numbers; and whether it is sound."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from annotator.core.documents import document_key
from annotator.core.errors import AnnotatorError, ProjectDamaged
from annotator.core.scheme import Scheme
from annotator.core.spans import Origin
from annotator.core.tokens import decode_tokens
from annotator.storage import documents, file
from annotator.workspace.workspace import Workspace

_SHOWN = "WHERE NOT l.removed AND l.document_id IN (SELECT id FROM document WHERE NOT removed)"
_ORIGINS = frozenset(Origin)
_LAYERS = f"FROM layer l {_SHOWN}"
_SPANS = f"FROM span s JOIN layer l ON l.id = s.layer_id {_SHOWN}"
_RELATIONS = f"FROM relation r JOIN layer l ON l.id = r.layer_id {_SHOWN}"
_ANNOTATORS = (
    "SELECT a.name, count(*), "  # noqa: S608
    "sum((SELECT count(*) FROM span s WHERE s.layer_id = l.id)), "
    "sum((SELECT count(*) FROM relation r WHERE r.layer_id = l.id)) "
    f"FROM layer l JOIN annotator a ON a.id = l.annotator_id {_SHOWN} GROUP BY a.name ORDER BY a.name"
)


def stats(workspace: Workspace) -> dict[str, Any]:
    """Return the numbers of documents, spans, relations, by annotator, label, state and language."""
    conn = workspace.conn

    def one(sql: str) -> int:
        return int(conn.execute(sql).fetchone()[0])

    def pairs(sql: str) -> dict[str, int]:
        return dict(conn.execute(sql).fetchall())

    with file.known_errors(workspace.path), file.snapshot(conn):
        return {
            "project": workspace.name,
            "documents": one("SELECT count(*) FROM document WHERE NOT removed"),
            "characters": one("SELECT coalesce(sum(length), 0) FROM document WHERE NOT removed"),
            "spans": one(f"SELECT count(*) {_SPANS}"),
            "relations": one(f"SELECT count(*) {_RELATIONS}"),
            "annotators": {
                name: {"documents": layers, "spans": spans, "relations": relations}
                for name, layers, spans, relations in conn.execute(_ANNOTATORS)
            },
            "labels": pairs(f"SELECT s.label, count(*) {_SPANS} GROUP BY s.label ORDER BY s.label"),
            "states": pairs(f"SELECT l.state, count(*) {_LAYERS} GROUP BY l.state ORDER BY l.state"),
            "languages": pairs(
                "SELECT language, count(*) FROM document WHERE NOT removed "
                "GROUP BY language ORDER BY language"
            ),
        }


def check(workspace: Workspace) -> list[str]:
    """Return what is wrong with a project: in the file, in its rows, and in what they mean."""
    conn = workspace.conn
    with file.known_errors(workspace.path), file.snapshot(conn):
        found = [f"file: {row[0]}" for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if found:
            return found
        found += [
            f"table {table}, row {row}: points to nothing in {parent}"
            for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check")
        ]
        found += _check_documents(conn)
        found += _check_spans(conn)
        found += _check_relations(conn)
        try:
            scheme = workspace.scheme
        except AnnotatorError as error:
            return [*found, f"scheme: {error}"]
        return found + _check_scheme(conn, scheme)


def _check_documents(conn: sqlite3.Connection) -> list[str]:
    found = []
    for (document_id,) in conn.execute("SELECT id FROM document WHERE NOT removed").fetchall():
        document = documents.read_document(conn, document_id)
        assert document is not None
        name = f"document {document.key} ({document.source})"
        try:
            stored = documents.read_text(conn, document_id)
        except ProjectDamaged:
            found.append(f"{name}: its text is missing")
            continue
        if len(stored.text) != document.length:
            found.append(f"{name}: its text has {len(stored.text)} characters, not {document.length}")
        elif document_key(stored.text, document.metadata) != document.key:
            found.append(f"{name}: its text or metadata are not those of its key")
        if sum(length + space for length, space in decode_tokens(stored.tokens)) != len(stored.text):
            found.append(f"{name}: its tokens do not cover its text")
    return found


def _check_spans(conn: sqlite3.Connection) -> list[str]:
    found = [
        f"span {span}: ends at {end}, its document at {length}"
        for span, end, length in conn.execute(
            "SELECT f.span_id, f.end, d.length FROM fragment f JOIN span s ON s.id = f.span_id "
            "JOIN layer l ON l.id = s.layer_id JOIN document d ON d.id = l.document_id WHERE f.end > d.length"
        )
    ]
    found += [
        f"span {span}: has no fragment"
        for (span,) in conn.execute("SELECT id FROM span WHERE id NOT IN (SELECT span_id FROM fragment)")
    ]
    found += [
        f"span {span}: its fragments overlap"
        for (span,) in conn.execute(
            "SELECT DISTINCT a.span_id FROM fragment a JOIN fragment b "
            "ON b.span_id = a.span_id AND b.start > a.start AND b.start < a.end"
        )
    ]
    found += [
        f"span {span}: its origin “{origin}” is unknown"
        for span, origin in conn.execute("SELECT id, origin FROM span")
        if origin not in _ORIGINS
    ]
    return found


def _check_relations(conn: sqlite3.Connection) -> list[str]:
    return [
        f"relation {relation}: its ends lie in other layers"
        for (relation,) in conn.execute(
            "SELECT r.id FROM relation r JOIN span h ON h.id = r.head_id JOIN span c ON c.id = r.child_id "
            "WHERE h.layer_id <> r.layer_id OR c.layer_id <> r.layer_id"
        )
    ]


def _check_scheme(conn: sqlite3.Connection, scheme: Scheme) -> list[str]:
    found = [
        f"label {label}: {number} spans, but it is not in the scheme"
        for label, number in conn.execute("SELECT label, count(*) FROM span GROUP BY label")
        if scheme.label(label) is None
    ]
    for kind, head, child, number in conn.execute(
        "SELECT r.type, h.label, c.label, count(*) FROM relation r JOIN span h ON h.id = r.head_id "
        "JOIN span c ON c.id = r.child_id GROUP BY r.type, h.label, c.label"
    ):
        if kind not in {r.name for r in scheme.relations_between(head, child)}:
            found.append(
                f"relation {kind}: {number} from {head} to {child}, but the scheme does not allow it"
            )
    return found


def as_json(report: object) -> str:
    """Return a report as JSON, for `--json`."""
    return json.dumps(report, ensure_ascii=False, indent=2, default=str)
