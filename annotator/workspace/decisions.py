"""The decisions of leads that hold, told in the names of labels now in force."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TypeVar, cast

from annotator.core.annotations import Change
from annotator.core.decisions import Decision
from annotator.core.errors import StaleEdit
from annotator.core.spans import Relation, Span
from annotator.storage import decision_rows
from annotator.workspace.scheming import as_of_now_since

_Said = TypeVar("_Said", Span, Relation)


def decisions(conn: sqlite3.Connection, where: str, *values: int | str) -> list[Decision]:
    """Return the decisions that hold and for which `where` does, what was said in them under the names now in force."""
    found = decision_rows.read(conn, f"superseded IS NULL AND {where}", *values)
    if not found:
        return found
    (last,) = conn.execute("SELECT max(id) FROM history WHERE changes >= '{'").fetchone()
    return [d if last is None or last <= d.after else _renamed(conn, d) for d in found]


def _renamed(conn: sqlite3.Connection, decision: Decision) -> Decision:
    said = tuple(
        replace(
            one,
            spans=tuple(_now(conn, decision.after, span) for span in one.spans),
            links=tuple(_now(conn, decision.after, link) for link in one.links),
        )
        for one in decision.said
    )
    return replace(decision, said=said)


def _now(conn: sqlite3.Connection, after: int, said: _Said) -> _Said:
    try:
        (change,) = as_of_now_since(conn, after, (Change(said, said),))
    except StaleEdit:
        return said  # of something that has gone: the case is open again
    return cast("_Said", change.after)
