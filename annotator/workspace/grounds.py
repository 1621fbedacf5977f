"""What a decision rests on: readings, decisions and the gold layer, as they were when its case was read."""

from __future__ import annotations

import sqlite3

from annotator.agreement.items import Article, Item
from annotator.core.errors import StaleEdit
from annotator.core.ids import fresh_id
from annotator.storage import file, history
from annotator.workspace.deciding import By
from annotator.workspace.review_rows import gold_id
from annotator.workspace.workspace import Workspace

Mark = tuple[int | str | None, ...]  # differs after every change (see `history.read_mark`)


def gold_of(workspace: Workspace, otherwise: int | None = None) -> int:
    """Return the id of the gold layer's annotator; before the first decision the one it will have."""
    with file.known_errors(workspace.path):
        return gold_id(workspace.conn) or otherwise or fresh_id()


def make_gold(conn: sqlite3.Connection, annotator_id: int) -> None:
    """Make the gold layer's annotator where there is none. Raises StaleEdit where it is another."""
    found = gold_id(conn)
    if found == annotator_id:
        return
    if found is not None:
        raise stale()
    names = {name for (name,) in conn.execute("SELECT name FROM annotator")}
    name = next(n for n in ("gold", *(f"gold {i}" for i in range(2, len(names) + 3))) if n not in names)
    conn.execute("INSERT INTO annotator VALUES (?, ?, 'gold')", (annotator_id, name))


def check_unchanged(conn: sqlite3.Connection, mark: Mark) -> None:
    """Raise StaleEdit where anything was changed since `mark` was read."""
    if history.read_mark(conn) != mark:
        raise stale()


def check_article(now: Article, before: Article) -> None:
    """Raise StaleEdit where a document's readings, its decisions or its gold layer are no longer what they were."""
    if now.readers != before.readers or list(now.decisions) != list(before.decisions):
        raise stale()
    check_gold(now, before)


def check_gold(now: Article, before: Article) -> None:
    """Raise StaleEdit where a document's gold layer is no longer what it was."""
    if now.gold != before.gold and (now.gold.stored or before.gold.stored):
        raise stale()


def check_case(now: Article, item: Item | None, article: Article, before: Item) -> None:
    """Raise StaleEdit where a case, its readings or its decisions are no longer as they were shown.

    `item` is what it is `now`. Other cases of the document may have come or changed.
    """
    if [d.id for d in now.decisions] != [d.id for d in article.decisions]:
        raise stale()
    if item is None or (now.spans(item.case), now.links(item.case)) != (
        article.spans(before.case),
        article.links(before.case),
    ):
        raise StaleEdit(
            "The readings changed since this case was opened. Nothing was done; "
            "look at it again and repeat the step."
        )


def stale() -> StaleEdit:
    """Return what says that something was changed elsewhere."""
    return StaleEdit(
        "This was changed in the meantime, elsewhere. Nothing was done; look at it again and repeat the step."
    )


def by(workspace: Workspace, lead_id: int) -> By:
    """Return who decides now, and under what."""
    with file.known_errors(workspace.path):
        (after,) = workspace.conn.execute("SELECT coalesce(max(id), 0) FROM history").fetchone()
    return By(lead_id, history.now(), workspace.scheme.version, after)
