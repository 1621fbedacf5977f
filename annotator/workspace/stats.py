"""What a project holds, in numbers; and whether it is sound."""

from __future__ import annotations

import json
from typing import Any

from annotator.core.documents import document_key
from annotator.core.scheme import Scheme
from annotator.core.tokens import decode_tokens
from annotator.storage import documents, file
from annotator.workspace.workspace import Workspace

_SHOWN = "NOT l.removed AND l.document_id IN (SELECT id FROM document WHERE NOT removed)"


def stats(workspace: Workspace) -> dict[str, Any]:
    """Return the numbers of documents, spans, relations, by annotator, label, state and language."""
    with file.known_errors(workspace.path):
        one = lambda sql: workspace.conn.execute(sql).fetchone()[0]  # noqa: E731
        pairs = lambda sql: dict(workspace.conn.execute(sql).fetchall())  # noqa: E731
        annotators = workspace.conn.execute(
            "SELECT a.name, count(*), "  # noqa: S608
            "sum((SELECT count(*) FROM span s WHERE s.layer_id = l.id)), "
            "sum((SELECT count(*) FROM relation r WHERE r.layer_id = l.id)) "
            f"FROM layer l JOIN annotator a ON a.id = l.annotator_id WHERE {_SHOWN} GROUP BY a.name ORDER BY a.name"
        ).fetchall()
        return {
            "project": workspace.name,
            "documents": one("SELECT count(*) FROM document WHERE NOT removed"),
            "characters": one("SELECT coalesce(sum(length), 0) FROM document WHERE NOT removed"),
            "spans": one(f"SELECT count(*) FROM span s JOIN layer l ON l.id = s.layer_id WHERE {_SHOWN}"),  # noqa: S608
            "relations": one(
                f"SELECT count(*) FROM relation r JOIN layer l ON l.id = r.layer_id WHERE {_SHOWN}"
            ),  # noqa: S608
            "annotators": {
                name: {"documents": layers, "spans": spans, "relations": relations}
                for name, layers, spans, relations in annotators
            },
            "labels": pairs(
                "SELECT s.label, count(*) FROM span s JOIN layer l ON l.id = s.layer_id "  # noqa: S608
                f"WHERE {_SHOWN} GROUP BY s.label ORDER BY s.label"
            ),
            "states": pairs(
                f"SELECT l.state, count(*) FROM layer l WHERE {_SHOWN} GROUP BY l.state ORDER BY l.state"
            ),  # noqa: S608
            "languages": pairs(
                "SELECT language, count(*) FROM document WHERE NOT removed GROUP BY language ORDER BY language"
            ),
        }


def check(workspace: Workspace) -> list[str]:
    """Return what is wrong with a project: in the file, in its rows, and in what they mean."""
    with file.known_errors(workspace.path):
        found = [
            f"file: {row[0]}" for row in workspace.conn.execute("PRAGMA integrity_check") if row[0] != "ok"
        ]
        if found:
            return found
        found += [
            f"table {table}, row {row}: points to nothing in {parent}"
            for table, row, parent, _ in workspace.conn.execute("PRAGMA foreign_key_check")
        ]
        found += _check_documents(workspace)
        found += _check_spans(workspace)
        found += _check_relations(workspace, workspace.scheme)
    return found


def _check_documents(workspace: Workspace) -> list[str]:
    found = []
    for (document_id,) in workspace.conn.execute("SELECT id FROM document WHERE NOT removed").fetchall():
        document = documents.read_document(workspace.conn, document_id)
        stored = documents.read_text(workspace.conn, document_id)
        if document is None:
            continue
        name = f"document {document.key} ({document.source})"
        if len(stored.text) != document.length:
            found.append(f"{name}: its text has {len(stored.text)} characters, not {document.length}")
        elif document_key(stored.text, document.metadata) != document.key:
            found.append(f"{name}: its text or metadata are not those of its key")
        if sum(length + space for length, space in decode_tokens(stored.tokens)) != len(stored.text):
            found.append(f"{name}: its tokens do not cover its text")
    return found


def _check_spans(workspace: Workspace) -> list[str]:
    found = [
        f"span {span}: ends at {end}, its document at {length}"
        for span, end, length in workspace.conn.execute(
            "SELECT f.span_id, f.end, d.length FROM fragment f JOIN span s ON s.id = f.span_id "
            "JOIN layer l ON l.id = s.layer_id JOIN document d ON d.id = l.document_id WHERE f.end > d.length"
        )
    ]
    found += [
        f"span {span}: has no fragment"
        for (span,) in workspace.conn.execute(
            "SELECT id FROM span WHERE id NOT IN (SELECT span_id FROM fragment)"
        )
    ]
    known = {label.name for label in workspace.scheme.labels}
    found += [
        f"label {label}: {number} spans, but it is not in the scheme"
        for label, number in workspace.conn.execute("SELECT label, count(*) FROM span GROUP BY label")
        if label not in known
    ]
    return found


def _check_relations(workspace: Workspace, scheme: Scheme) -> list[str]:
    found = []
    for relation, kind, layer, head_layer, head, child_layer, child in workspace.conn.execute(
        "SELECT r.id, r.type, r.layer_id, h.layer_id, h.label, c.layer_id, c.label FROM relation r "
        "JOIN span h ON h.id = r.head_id JOIN span c ON c.id = r.child_id"
    ):
        if not layer == head_layer == child_layer:
            found.append(f"relation {relation}: its ends lie in other layers")
        if kind not in {r.name for r in scheme.relations_between(head, child)}:
            found.append(f"relation {relation}: the scheme allows no {kind} from {head} to {child}")
    return found


def as_json(report: object) -> str:
    """Return a report as JSON, for `--json`."""
    return json.dumps(report, ensure_ascii=False, indent=2, default=str)
