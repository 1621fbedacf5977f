"""Search over all texts: keeping the index up, and what a query finds, in context."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from annotator.core.documents import Document
from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import Message, message
from annotator.core.query import Query, has_words, parse
from annotator.core.spans import Fragment, State
from annotator.storage import documents, file, queue, search
from annotator.workspace.workspace import Workspace

FIRST = 200
CONTEXT = 160
# Another connection's edit waits this long at most, and gets its turn in between.
_STEP_SECONDS = 0.02
_REST_SECONDS = 0.02
_CHARACTERS = 60_000
_CHARACTERS_RANGE = (20_000, 400_000)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found, with its first place, and the text around that.

    `places` are all in the document, in reading order; none, and `marked` empty, where
    only metadata were asked for.
    """

    document: Document
    state: State
    flagged: bool
    places: tuple[Fragment, ...]
    before: str
    marked: str
    after: str


# The index


def is_index_behind(workspace: Workspace) -> bool:
    """Tell whether there are texts that are not in the index yet."""
    with file.known_errors(workspace.path):
        return search.is_waiting(workspace.conn)


def complete_index(
    workspace: Workspace,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    rest: float = _REST_SECONDS,
) -> None:
    """Put all texts that wait into the index, in short transactions with `rest` seconds between them.

    What is cut off goes on where it was. `progress` is given how many texts of how many
    are done. Raises Cancelled, ProjectError.
    """
    # Nobody's work is in the index: it need not wait for the disk.
    workspace.conn.execute("PRAGMA synchronous=NORMAL")
    total = search.count_waiting(workspace.conn)
    characters, done = _CHARACTERS, 0
    try:
        while True:
            if cancelled():
                raise Cancelled
            start = time.perf_counter()
            with file.transaction(workspace.conn, workspace.path) as conn:
                number = search.index_some(conn, characters)
            spent = time.perf_counter() - start
            if not number:
                return
            done += number
            progress(done, max(done, total))
            characters = round(characters * min(2.0, max(0.5, _STEP_SECONDS / spent)))
            characters = min(max(characters, _CHARACTERS_RANGE[0]), _CHARACTERS_RANGE[1])
            time.sleep(rest)
    finally:
        workspace.conn.execute("PRAGMA synchronous=FULL")


# Asking


def understood(workspace: Workspace, query: Query) -> Query:
    """Return a query with labels under the names they have in the file, and what cannot be found as problems."""
    names = {title.casefold(): one.name for one in workspace.scheme.labels for title in (one.title, one.name)}
    labels, problems = [], list(query.problems)
    for typed in query.labels:
        name = names.get(typed.casefold())
        if name is None:
            known = ", ".join(one.title for one in workspace.scheme.labels)
            problems.append(
                message("The scheme has no label “{label}”; it has {known}.", label=typed, known=known)
            )
        labels.append(name or typed)
    with file.known_errors(workspace.path):
        unknown = [n for n in query.annotators if queue.find_annotator(workspace.conn, n) is None]
    problems += [message("Nobody in this project is called “{name}”.", name=name) for name in unknown]
    return replace(query, labels=tuple(labels), problems=tuple(problems))


def wordless(query: Query) -> list[Message]:
    """Return, for each term without a letter or digit, that the index has no such word."""
    return [
        message("“{text}” has no letter or digit: the search knows only words.", text=term.text)
        for term in query.terms
        if not has_words(term.text)
    ]


def asked(workspace: Workspace, text: str) -> Query | None:
    """Return the query that a text is, with the index complete where it asks for words; None for no query.

    Raises InputError where something in it cannot be found, ProjectError where texts wait for
    the index and the project cannot be written.
    """
    query = understood(workspace, parse(text))
    if problems := [*query.problems, *wordless(query)]:
        raise InputError(problems[0].template, **dict(problems[0].values))
    if query.terms and is_index_behind(workspace):
        complete_index(workspace, rest=0)
    return None if query.is_empty else query


def find(workspace: Workspace, annotator_id: int, query: Query, limit: int = FIRST) -> list[int]:
    """Return the ids of the first documents that a query finds, in the order of import.

    Raises Cancelled after `Workspace.interrupt`.
    """
    if query.problems or wordless(query):
        return []
    with interruptible(workspace):
        return list(search.find_ids(workspace.conn, annotator_id, query, limit=limit))


def read_hits(
    workspace: Workspace,
    annotator_id: int,
    query: Query,
    document_ids: Sequence[int],
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Hit]:
    """Yield the documents found, each with its first place in context. Raises Cancelled."""
    finder = search.Finder(query.terms) if query.terms else None
    try:
        with interruptible(workspace):
            found = search.read_found(workspace.conn, annotator_id, document_ids)
            reader = annotator_id
            if query.annotators:
                reader = queue.find_annotator(workspace.conn, query.annotators[0]) or annotator_id
            for document_id in document_ids:
                if cancelled():
                    raise Cancelled
                if document_id not in found:
                    continue
                text = documents.read_text(workspace.conn, document_id).text
                places: list[Fragment] = []
                if finder is not None:
                    places = finder.find(text)
                elif query.labels:
                    places = search.read_labelled(workspace.conn, reader, document_id, query.labels)
                yield _hit(found[document_id], text, places)
    finally:
        if finder is not None:
            finder.close()


def _hit(found: search.Found, text: str, places: Sequence[Fragment]) -> Hit:
    start, end = places[0] if places else (0, 0)
    before = " ".join(text[max(0, start - CONTEXT) : start].split())
    marked = " ".join(text[start:end].split())
    after = " ".join(text[end : end + CONTEXT].split())
    # White space at the edges is part of what is around, not of the hit.
    before += " " if text[max(0, start - 1) : start].isspace() else ""
    after = (" " if text[end : end + 1].isspace() and marked else "") + after
    return Hit(found.document, found.state, found.flagged, tuple(places), before, marked, after)


@contextmanager
def interruptible(workspace: Workspace) -> Iterator[None]:
    """Turn an interrupted statement into Cancelled."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise Cancelled from error
        with file.known_errors(workspace.path):
            raise
