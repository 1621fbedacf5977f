"""Import: files and folders into a project, in small transactions, with a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.core.errors import Cancelled, InputError, ProjectError
from annotator.core.memory import collecting_rarely
from annotator.core.messages import Message
from annotator.core.spans import State
from annotator.formats.exchange import Problem as Problem
from annotator.formats.registry import named, readable
from annotator.formats.registry import names_to_read as names_to_read
from annotator.workspace.finding import Found, find
from annotator.workspace.import_report import FileRead as FileRead
from annotator.workspace.import_report import Imported as Imported
from annotator.workspace.import_report import ImportReport as ImportReport
from annotator.workspace.import_work import Import
from annotator.workspace.other_project import PROJECT
from annotator.workspace.projects import SUFFIX
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: bytes read of all, documents so far, the file in hand."""

    done: int
    total: int
    documents: int
    name: str


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    annotator: str | None = None,
    kind: str | None = None,
    state: State | None = None,
    machine: bool = False,
    actor_id: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import files and folders.

    `annotator` overrides whose readings they are, `kind` the format of the files, and `state`
    how far the readings are, which is otherwise what a file says, and done where it does not;
    with `machine` a model or a pattern made the readings, and their annotators are marked so;
    `actor_id` is who imports and may undo it. Raises InputError where there is nothing to
    import, ProjectError where the project cannot be written, Cancelled.
    """
    if annotator is not None and not annotator.strip():
        raise InputError("An annotator needs a name.")
    files, passed_over = find(paths, kind)
    if any(one.path.samefile(workspace.path) for one in files if one.format is PROJECT):
        raise InputError("{path} is the project itself; name another.", path=workspace.path)
    with collecting_rarely():
        work = Import(workspace, actor_id, state, passed_over, machine=machine, cancelled=cancelled)
        return _import(work, files, annotator, progress, cancelled)


def _import(
    work: Import,
    files: Sequence[Found],
    annotator: str | None,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> ImportReport:
    try:
        sizes = [_size(one.path) for one in files]
        before, total = 0, sum(sizes)
        for one, size in zip(files, sizes, strict=True):
            position = _Position()
            for item in work.read(one, annotator, position.come_to):
                work.take(item)
                done = before + min(position.read, size)
                progress(Progress(done, total, work.report.documents, one.path.name))
                if cancelled():
                    raise Cancelled
            before += size
        work.finish()
    except Cancelled:
        work.abandon()
        raise
    except BaseException:
        with suppress(ProjectError):  # what went wrong first is what to say
            work.abandon()
        raise
    return work.report


def read_kinds() -> list[tuple[str, Message]]:
    """Return the formats that can be read, by title: the name and the title of each."""
    found = [(name, named(name).title) for name in names_to_read()]
    return sorted(found, key=lambda one: str(one[1]).casefold())


def file_kinds() -> list[tuple[Message, tuple[str, ...]]]:
    """Return the titles of all formats that can be imported, each with the endings of its files, by title."""
    return sorted([*readable(), (PROJECT.title, (SUFFIX,))], key=lambda one: str(one[0]).casefold())


@dataclass(slots=True)
class _Position:
    """How many bytes of a file have been read."""

    read: int = 0

    def come_to(self, read: int) -> None:
        self.read = read


def _size(path: Path) -> int:
    """Return the bytes of a file; none where it cannot be asked, as reading it will say."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
