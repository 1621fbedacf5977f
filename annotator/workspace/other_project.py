"""Another project as something to import: all readings of all its annotators.

It is a source beside the files of `formats`, which know no projects. What is read is a copy,
so that the other project is neither changed nor held, whatever version it is of.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.core.errors import AnnotatorError
from annotator.core.messages import Message, message
from annotator.formats.exchange import Item, Problem, Vocabulary
from annotator.formats.format import Format, Source
from annotator.storage import file
from annotator.workspace.choosing import Choice, Selection
from annotator.workspace.workspace import Workspace

_PAGES = 4_096


def _read(source: Source) -> Iterator[Item]:
    try:
        with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
            copy = Path(folder) / source.path.name
            _copy(source.path, copy)
            workspace = Workspace(copy)
            try:
                yield from _items(workspace, source)
            finally:
                workspace.close()
    except AnnotatorError as error:
        yield Problem(str(source.path), None, _about(error.message, source.path))


def _copy(path: Path, copy: Path) -> None:
    """Copy a project with what is still in its log. Raises ProjectError."""
    with file.known_errors(path):
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as conn, closing(sqlite3.connect(copy)) as target:
            conn.backup(target, pages=_PAGES)


def _items(workspace: Workspace, source: Source) -> Iterator[Item]:
    scheme = workspace.scheme
    yield Vocabulary(
        tuple(label.name for label in scheme.labels),
        tuple((r.name, head, child) for r in scheme.relations for head in r.heads for child in r.children),
        tuple((label.name, one.name, one.values) for label in scheme.labels for one in label.attributes),
    )
    with file.known_errors(workspace.path):
        found = workspace.conn.execute("SELECT 1 FROM document WHERE NOT removed LIMIT 1").fetchone()
    if found is None:
        yield Problem(str(source.path), None, message("The project has no articles."))
        return
    gold = {annotator.name for annotator in workspace.annotators() if annotator.kind == "gold"}
    if gold and not source.annotator:
        yield Problem(
            str(source.path),
            None,
            message(
                "The final reading of this project is not taken: it follows from the decisions made there."
            ),
        )
    with closing(Selection(workspace, Choice(), "").records()) as records:
        for record in records:
            readings = tuple(
                replace(reading, annotator=source.annotator or reading.annotator)
                for reading in record.readings
                if reading.annotator not in gold
            )
            yield replace(record, readings=readings)


def _about(said: Message, path: Path) -> Message:
    """Return a message of the copy as one of the project that was copied."""
    return Message(said.template, tuple((n, path if n == "path" else value) for n, value in said.values))


PROJECT = Format("project", message("Annotator project"), read=_read)
