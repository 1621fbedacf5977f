"""Free edits that nobody has decided yet, kept in the project as they are made.

Each is a setting of its own (see `_PREFIX`), of one lead and one case: no layer has any of it, so
it is not a step of the history, and other windows need not look.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass

from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import value_of
from annotator.core.errors import StaleEdit
from annotator.core.ids import fresh_id
from annotator.storage import file, history
from annotator.workspace.deciding import differences
from annotator.workspace.drafting import applied
from annotator.workspace.review_rows import Key
from annotator.workspace.reviewing import Open
from annotator.workspace.scheming import as_of_now_since
from annotator.workspace.workspace import Workspace

_PREFIX = "unfinished"  # then the ids of lead, article and edit


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A free edit that was left. `name` is its row's; `at` when it was changed last, in UTC as in the history.

    `key` finds its case, which has some of `spans`; `said` is equal while its readings stay as
    they are; `changes` are those to the gold layer, under the names of labels after the row
    `after` of the history.
    """

    name: str
    document_id: int
    key: Key
    spans: frozenset[int]
    said: str
    at: str
    after: int
    changes: tuple[Change, ...]

    def is_of(self, opened: Open) -> bool:
        """Tell whether it is of this case, though it may have more spans now, or fewer."""
        kind, spans = opened.item.kind, opened.item.key[2]
        return self.key == opened.row.key or (self.key[0] == kind and not spans.isdisjoint(self.spans))

    def has_same_readings(self, opened: Open) -> bool:
        """Tell whether the readings of its case are those of when it was changed last."""
        return self.said == _said(opened)

    def gold(self, workspace: Workspace, now: Annotations) -> Annotations | None:
        """Return the gold layer with the edit, None where what it changed is no longer as it was."""
        try:
            with file.known_errors(workspace.path):
                changes = as_of_now_since(workspace.conn, self.after, self.changes)
        except StaleEdit:
            return None
        return applied(changes, now)


class Keeper:
    """Keeps the free edit of one case as it is made; one that was left of it gives its place to it.

    `opened` is the case with the gold layer that is edited.
    """

    def __init__(self, workspace: Workspace, lead_id: int, opened: Open) -> None:
        left = find(workspace, lead_id, opened)
        self._workspace, self.opened = workspace, opened
        self._name = left.name if left else f"{_prefix(lead_id, opened.article.document_id)}{fresh_id()}"

    def keep(self, gold: Annotations | None) -> None:
        """Store what was edited, None being nothing. Raises ProjectError."""
        with self._workspace.transaction() as conn:
            if gold is None:
                conn.execute("DELETE FROM setting WHERE name = ?", (self._name,))
                return
            (after,) = conn.execute("SELECT coalesce(max(id), 0) FROM history").fetchone()
            opened, changes = self.opened, tuple(differences(self.opened.article.gold, gold))
            _store(
                conn,
                Unfinished(
                    self._name,
                    opened.article.document_id,
                    opened.row.key,
                    opened.item.key[2],
                    _said(opened),
                    history.now(),
                    after,
                    changes,
                ),
            )


def find(workspace: Workspace, lead_id: int, opened: Open) -> Unfinished | None:
    """Return a lead's unfinished edit of a case, None where there is none."""
    found = [
        one for one in _read(workspace, _prefix(lead_id, opened.article.document_id)) if one.is_of(opened)
    ]
    # Of two cases that have become one the edit made last.
    return max(found, key=lambda one: (one.key == opened.row.key, one.at), default=None)


def last(workspace: Workspace, lead_id: int) -> Unfinished | None:
    """Return the edit that a lead has left unfinished last."""
    return max(_read(workspace, _prefix(lead_id)), key=lambda one: one.at, default=None)


def drop(workspace: Workspace, left: Unfinished) -> None:
    """Let an unfinished edit go. Raises ProjectError."""
    with workspace.transaction() as conn:
        conn.execute("DELETE FROM setting WHERE name = ?", (left.name,))


def bring_back(workspace: Workspace, left: Unfinished) -> None:
    """Have an edit again that was let go. Raises ProjectError."""
    with workspace.transaction() as conn:
        _store(conn, left)


def _prefix(*ids: int) -> str:
    return "".join(f"{part} " for part in (_PREFIX, *ids))


def _read(workspace: Workspace, prefix: str) -> list[Unfinished]:
    with file.known_errors(workspace.path):
        rows = workspace.conn.execute(
            "SELECT name, value FROM setting WHERE name >= ? AND name < ?", (prefix, prefix[:-1] + "!")
        ).fetchall()
    return [_unpacked(*row) for row in rows]


def _store(conn: sqlite3.Connection, one: Unfinished) -> None:
    value = {
        "at": one.at,
        "key": one.key,
        "spans": sorted(one.spans),
        "said": one.said,
        "after": one.after,
        "changes": history.packed(one.changes),
    }
    text = json.dumps(value, ensure_ascii=False)
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (one.name, text))


def _unpacked(name: str, value: str) -> Unfinished:
    data = json.loads(value)
    kind, first = data["key"]
    return Unfinished(
        name,
        int(name.split()[2]),
        (kind, first),
        frozenset(data["spans"]),
        data["said"],
        data["at"],
        data["after"],
        history.unpacked(data["changes"]),
    )


def _said(opened: Open) -> str:
    """Return something that is equal while the readings of a case are."""
    case, article = opened.item.case, opened.article
    spans = {who: sorted(map(repr, map(value_of, own))) for who, own in article.spans(case).items()}
    links = {
        who: sorted((link.type, link.head_id, link.child_id) for link in own)
        for who, own in article.links(case).items()
    }
    return hashlib.blake2b(
        repr((sorted(spans.items()), sorted(links.items()))).encode(), digest_size=16
    ).hexdigest()
