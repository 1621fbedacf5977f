"""The queue of a project of any size: its order, its pace, and the next place like this one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from annotator.core import edits
from annotator.core.edits import Edit
from annotator.core.errors import Cancelled, EditError
from annotator.core.query import Query, Sort
from annotator.core.spans import State
from annotator.storage import file, history, queue, rows
from annotator.storage.queue import Order as Order
from annotator.workspace.workspace import Changed, Workspace

LONGEST_PAUSE = 30 * 60
_INTERVALS = 50
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an annotator has taken for an article of late: the median, in seconds, of so many."""

    seconds: float
    articles: int


def read_order(
    workspace: Workspace,
    annotator_id: int,
    query: Query,
    states: Sequence[State] = (),
    *,
    flagged: bool = False,
    sort: Sort = Sort.IMPORTED,
    cancelled: Callable[[], bool] = lambda: False,
) -> Order:
    """Return the documents in an annotator's queue, in its order; see `Workspace.queue`.

    Raises Cancelled, also after `Workspace.interrupt`.
    """
    with file.known_errors(workspace.path):
        try:
            return queue.read_order(
                workspace.conn, annotator_id, query, states, flagged=flagged, sort=sort, cancelled=cancelled
            )
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Cancelled from error
            raise


def read_around(workspace: Workspace, annotator_id: int, document_id: int, before: int, after: int) -> Order:
    """Return so many documents before one, and after it with itself, in the order of import."""
    with file.known_errors(workspace.path):
        return queue.read_around(workspace.conn, annotator_id, document_id, before, after)


def has_more_than(workspace: Workspace, number: int) -> bool:
    """Tell whether the project has more documents than this; counting a million takes its time."""
    with file.known_errors(workspace.path):
        return queue.has_more_than(workspace.conn, number)


def pace(workspace: Workspace, annotator_id: int) -> Pace | None:
    """Return how fast an annotator finishes articles, or None where there is too little to go by.

    It rests on the times from one article marked as done to the next; pauses of more
    than `LONGEST_PAUSE` seconds are left out.
    """
    with file.known_errors(workspace.path):
        times = history.times_done(workspace.conn, annotator_id, 2 * _INTERVALS)
    moments = [datetime.fromisoformat(at) for at in times]
    taken = [(later - earlier).total_seconds() for later, earlier in pairwise(moments)]
    usual = [seconds for seconds in taken if 0 <= seconds <= LONGEST_PAUSE][:_INTERVALS]
    return Pace(median(usual), len(usual)) if len(usual) >= _FEWEST else None


def mark_many(
    workspace: Workspace,
    annotator_id: int,
    document_ids: Iterable[int],
    *,
    state: State | None = None,
    flagged: bool | None = None,
) -> Changed:
    """Give documents a state, or a flag, as one edit; where all have the flag, take it off instead.

    Raises EditError where nothing would change.
    """
    ids = list(document_ids)
    try:
        edit = edit_many(workspace, annotator_id, ids, state=state, flagged=flagged)
    except EditError:
        if not flagged:
            raise
        edit = edit_many(workspace, annotator_id, ids, flagged=False)
    workspace.execute(edit, annotator_id)
    return Changed(edit.name, edit.document_id, edit.changes)


def edit_many(
    workspace: Workspace,
    annotator_id: int,
    document_ids: Iterable[int],
    *,
    state: State | None = None,
    flagged: bool | None = None,
) -> Edit:
    """Return the one edit that gives documents a state, or a flag. Raises EditError where nothing would change."""
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        readings = rows.read_readings(workspace.conn, document_ids, annotator_id)
    if state is not None:
        return edits.set_state_of_many(readings, state)
    return edits.set_flag_of_many(readings, bool(flagged))
