"""Which documents were changed since a mark was read: those that have to be looked at again."""

from __future__ import annotations

import sqlite3

from annotator.workspace.grounds import Mark


def changed_since(conn: sqlite3.Connection, before: Mark, now: Mark) -> set[int] | None:
    """Return the documents that any step has changed between two marks (see `history.read_mark`).

    None where that is not known by documents: after imports, changes of the scheme, and
    steps of several documents, or of none.
    """
    if before == now:
        return set()
    if not before or before[1:5] != now[1:5] or now[4] or _is_of_many(conn, before[0], now[0]):
        return None
    found: set[int] = set()
    for old, new in zip(_last_done(before), _last_done(now), strict=True):
        if new == old:
            continue
        if new > old and old and not _is_done(conn, old):
            return None  # steps were undone, and others done since: how many were undone is not known
        # Steps are undone and done again in their order, so all that changed lie between.
        low, high = sorted((old, new))
        for document, kind in conn.execute(
            "SELECT document_id, kind FROM history WHERE id > ? AND id <= ? "
            "AND annotator_id = (SELECT annotator_id FROM history WHERE id = ?)",
            (low, high, high),
        ):
            if document is None or kind != "edit":
                return None
            found.add(document)
    return found


def _is_of_many(conn: sqlite3.Connection, before: object, now: object) -> bool:
    """Tell whether any new step is not an edit of one document."""
    sql = "SELECT 1 FROM history WHERE id > ? AND id <= ? AND (kind <> 'edit' OR document_id IS NULL)"
    return conn.execute(sql + " LIMIT 1", (before or 0, now or 0)).fetchone() is not None


def _is_done(conn: sqlite3.Connection, step: int) -> bool:
    row = conn.execute("SELECT state = 'done' FROM history WHERE id = ?", (step,)).fetchone()
    return bool(row and row[0])


def _last_done(mark: Mark) -> list[int]:
    """Return the last step of each annotator that is not undone, 0 where there is none; in one order."""
    return [int(one.partition(":")[0]) for one in str(mark[5] or "").split(",") if one]
