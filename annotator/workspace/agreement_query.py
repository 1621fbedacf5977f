"""Which documents are compared: those that the filter of the queue finds by a text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from annotator.core.errors import InputError
from annotator.core.query import Query, parse
from annotator.storage import file, queue
from annotator.workspace.searching import understood
from annotator.workspace.workspace import Workspace

_NOBODY = 0  # asks where a query is not about anybody's reading


def found_by(
    workspace: Workspace,
    readers: Collection[int],
    queries: Sequence[str],
    cancelled: Callable[[], bool] = lambda: False,
) -> set[int] | None:
    """Return the ids of the documents that any of these queries finds; None where there is none to ask.

    A state, a label or a flag is asked of each of `readers`, unless the query names an
    annotator: one of them having it is enough. Words are looked for as in the queue, in title,
    outlet, file name and text. Raises InputError where a query asks for what cannot be, Cancelled.
    """
    asked = [query for query in (_understood(workspace, text) for text in queries) if not query.is_empty]
    if not asked:
        return None
    found: set[int] = set()
    with file.known_errors(workspace.path):
        for query in asked:
            for reader in readers if _is_of_reading(query) else (_NOBODY,):
                found.update(queue.read_order(workspace.conn, reader, query, cancelled=cancelled).ids)
    return found


def _understood(workspace: Workspace, text: str) -> Query:
    query = understood(workspace, parse(text))
    problems = query.problems
    if problems:
        raise InputError(problems[0].template, **dict(problems[0].values))
    return query


def _is_of_reading(query: Query) -> bool:
    return not query.annotators and bool(query.states or query.labels or query.flagged is not None)
