"""Free edits that nobody has decided yet, kept in the project as they are made.

Each is a setting of its own (see `_PREFIX`), of one lead and one case: no layer has any of it, so
it is not a step of the history, and other windows need not look.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import Choice, value_of
from annotator.core.errors import StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.spans import Relation, Span
from annotator.storage import decision_rows, file, history
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

    `key` finds its case, which has some of `spans`, and where it is one of links some of `links`;
    `said` is equal while its readings stay as they are, `decisions` are those it was made over;
    `changes` are those to the gold layer, under the names of labels after the row `after` of the
    history.
    """

    name: str
    document_id: int
    key: Key
    spans: frozenset[int]
    links: frozenset[int]
    said: str
    decisions: frozenset[int]
    at: str
    after: int
    changes: tuple[Change, ...]

    def is_of(self, opened: Open) -> bool:
        """Tell whether it is of this case, though it may have more spans or links now, or fewer."""
        links = _links(opened)
        if not self.links or not links:
            # Several cases of links may begin at one span: only that with the same name is this one.
            is_alike = self.key == opened.row.key if opened.item.type == "link" else not self.key[0]
            return is_alike and not self.spans.isdisjoint(opened.item.key[2])
        return not self.links.isdisjoint(links)

    def has_same_readings(self, opened: Open) -> bool:
        """Tell whether the readings of its case are those of when it was changed last."""
        return self.said == _said(opened)

    def was_decided_since(self, workspace: Workspace, opened: Open) -> bool:
        """Tell whether its case was decided since, or a decision undone: then it cannot go on."""
        return self.decisions != _decisions(workspace, opened)

    def gold(self, workspace: Workspace, opened: Open) -> Annotations | None:
        """Return the gold layer of its case with the edit, None where it cannot go on.

        It cannot where its case was decided since, or what it changed is no longer as it was.
        """
        if self.was_decided_since(workspace, opened):
            return None
        try:
            with file.known_errors(workspace.path):
                is_renamed = bool(history.scheme_events(workspace.conn, _moment(opened)))
                if is_renamed and self.after != _moment(opened):
                    return None  # the case as it was opened has other names than there are now
                changes = self.changes
                if not is_renamed:
                    changes = as_of_now_since(workspace.conn, self.after, changes)
        except StaleEdit:
            return None
        return applied(changes, opened.article.gold)


class Keeper:
    """Keeps the free edit of one case as it is made, in a row of its own or in that called `name`.

    `opened` is the case with the gold layer that is edited, `begun` that layer as the edit
    begins with it: planned, or as it was left.
    """

    def __init__(
        self, workspace: Workspace, lead_id: int, opened: Open, begun: Annotations, name: str = ""
    ) -> None:
        self._workspace, self.opened = workspace, opened
        self.name = name or f"{_prefix(lead_id, opened.article.document_id)}{fresh_id()}"
        self._begun = {
            entity.id
            for change in differences(opened.article.gold, begun)
            if isinstance(entity := change.after or change.before, Span | Relation)
        }

    def keep(self, gold: Annotations | None, touched: Collection[int] = ()) -> None:
        """Store what was edited, None being nothing; all of it is among `touched` spans and links.

        Raises ProjectError.
        """
        with self._workspace.transaction() as conn:
            if gold is None:
                conn.execute("DELETE FROM setting WHERE name = ?", (self.name,))
            else:
                _store(conn, self._left(gold, touched))

    def taken_over(self, gold: Annotations, touched: Collection[int], now: Open) -> Annotations | None:
        """Return the edit as one of the case as it now is, None where it cannot go on (see `Unfinished.gold`)."""
        return self._left(gold, touched).gold(self._workspace, now)

    def is_same_ground(self, now: Open) -> bool:
        """Tell whether the gold layer of its case is as it was, under the same names."""
        with file.known_errors(self._workspace.path):
            renamed = history.scheme_events(self._workspace.conn, _moment(self.opened))
        return not renamed and self.opened.article.gold == now.article.gold

    def _left(self, gold: Annotations, touched: Collection[int]) -> Unfinished:
        # Not all of the layer is compared: no step costs more where the article has more spans.
        ids, opened = sorted(self._begun.union(touched)), self.opened
        changes = differences(_only(opened.article.gold, ids), _only(gold, ids))
        return Unfinished(
            self.name,
            opened.article.document_id,
            opened.row.key,
            opened.item.key[2],
            _links(opened),
            _said(opened),
            _decisions(self._workspace, opened),
            history.now(),
            _moment(opened),
            tuple(changes),
        )


def find(workspace: Workspace, lead_id: int, opened: Open) -> Unfinished | None:
    """Return a lead's unfinished edit of a case, of several the one made last; None where there is none."""
    return max(_of(workspace, lead_id, opened), key=_when, default=None)


def last(workspace: Workspace, lead_id: int) -> Unfinished | None:
    """Return the edit that a lead has left unfinished last."""
    return max(_read(workspace, _prefix(lead_id)), key=_when, default=None)


def drop(workspace: Workspace, lead_id: int, opened: Open) -> tuple[Unfinished, ...]:
    """Let all unfinished edits of a case go, and return them. Raises ProjectError."""
    found = _of(workspace, lead_id, opened)
    if found:
        with workspace.transaction() as conn:
            conn.executemany("DELETE FROM setting WHERE name = ?", [(one.name,) for one in found])
    return found


def bring_back(workspace: Workspace, dropped: Iterable[Unfinished]) -> None:
    """Have edits again that were let go. Raises ProjectError."""
    with workspace.transaction() as conn:
        for one in dropped:
            _store(conn, one)


def _of(workspace: Workspace, lead_id: int, opened: Open) -> tuple[Unfinished, ...]:
    found = _read(workspace, _prefix(lead_id, opened.article.document_id))
    return tuple(one for one in found if one.is_of(opened))


def _when(one: Unfinished) -> tuple[str, int]:
    return one.at, int(one.name.split()[-1])


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
        "links": sorted(one.links),
        "said": one.said,
        "decisions": sorted(one.decisions),
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
        frozenset(data.get("links", ())),
        data["said"],
        frozenset(data.get("decisions", ())),
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


def _links(opened: Open) -> frozenset[int]:
    """Return the ids of all readings' links in a case of links, none of any other."""
    return frozenset(i for own in opened.item.case.links.values() for i in own)


def _decisions(workspace: Workspace, opened: Open) -> frozenset[int]:
    """Return the ids of the decisions of a case that hold; one that was put off holds until it is decided anew."""
    found, rest = set[int](), list(opened.item.decisions)
    while rest:
        one = rest.pop()
        if one.choice != Choice.LATER:
            found.add(one.id)
            continue
        with file.known_errors(workspace.path):
            rest += decision_rows.read(
                workspace.conn, "document_id = ? AND superseded = ?", one.document_id, one.id
            )
    return frozenset(found)


def _moment(opened: Open) -> int:
    """Return the last row of the history when a case was opened: its labels have the names of then."""
    return int(opened.mark[0] or 0)


def _only(layer: Annotations, ids: Iterable[int]) -> Annotations:
    """Return a layer with no more than these spans and links."""
    spans, links = layer.spans, layer.relations
    return Annotations(
        layer.layer, {i: spans[i] for i in ids if i in spans}, {i: links[i] for i in ids if i in links}
    )
