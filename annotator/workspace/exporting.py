"""Export: the chosen readings to a file or folder, in a format."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.core.errors import InputError, ProjectError
from annotator.core.memory import collecting_rarely
from annotator.core.messages import Message, message
from annotator.formats.exchange import Loss as Loss
from annotator.formats.exchange import LossKind as LossKind
from annotator.formats.exchange import Record
from annotator.formats.exchange import WriteReport as WriteReport
from annotator.formats.exchange import folded as folded
from annotator.formats.format import Options
from annotator.formats.registry import named, suffixes
from annotator.formats.registry import names_to_write as names_to_write
from annotator.formats.writing import check as check_writing
from annotator.formats.writing import write
from annotator.storage import file
from annotator.workspace.choosing import GOLD as GOLD
from annotator.workspace.choosing import TRAINING, Selection
from annotator.workspace.choosing import Choice as Choice
from annotator.workspace.projects import is_project
from annotator.workspace.workspace import Workspace

_FILES = (".spacy", ".zip", ".gz", ".tar", ".tgz", ".xz", ".bz2", ".7z")


@dataclass(frozen=True, slots=True)
class Kind:
    """A format as it is offered: `makes_folder` where it writes one, `suffix` of its file otherwise.

    Those that `trains` marks get only the final reading of articles that are decided.
    """

    name: str
    title: Message
    makes_folder: bool
    suffix: str
    trains: bool


def kinds() -> list[Kind]:
    """Return the formats that can be written, by title."""
    found = map(named, names_to_write())
    made = [
        Kind(one.name, one.title, one.makes_folder, next(iter(one.endings), ""), one.trains) for one in found
    ]
    return sorted(made, key=lambda one: str(one.title).casefold())


def check_name(kind: str, out: Path) -> None:
    """Raise InputError where `out` is not called as what is written: a file by its ending, a folder without one."""
    form = named(kind)
    ending = out.suffix.lower()
    if form.makes_folder:
        if ending and not out.is_dir() and ending in {*suffixes(), *_FILES}:
            raise InputError(
                "{path} is called as a file is, and the format {kind} writes a folder; name a folder.",
                path=out,
                kind=kind,
            )
    elif form.writes and (ending not in form.endings or out.is_dir()):
        raise InputError(
            "The format {kind} writes one file; {path} must be a file and end in {endings}.",
            kind=kind,
            path=out,
            endings=" / ".join(form.endings),
        )


def export(
    workspace: Workspace,
    out: Path,
    kind: str,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    replace: bool = False,
) -> WriteReport:
    """Write the chosen readings to `out`, a file or a folder, in the format `kind`.

    In a folder what an earlier export wrote is replaced; what somebody changed since only with
    `replace`. `progress` gets the number of articles that are out, of how many; after all of them it is
    read back. Raises InputError where there is nothing to write, AnnotatorError where it cannot be
    written or does not read back as it should, Cancelled; then `out` is as it was.
    """
    if is_project(out) or (out.exists() and out.samefile(workspace.path)):
        raise InputError("{path} names a project. Export to another file or folder.", path=out)
    check_name(kind, out)
    work = _Export(workspace, kind, choice or Choice(), progress, cancelled, replace=replace)
    # One moment's state, so that a reading edited meanwhile is not written half old, half new.
    with file.snapshot(workspace.conn), collecting_rarely(), closing(work.records()) as records:
        report = write(work.format, records, out, work.options)
    report.notes += work.selection.notes()
    _remember_sides(workspace, report, work.options.sides)
    return report


def preflight(
    workspace: Workspace,
    kind: str,
    choice: Choice | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WriteReport:
    """Return the report that `export` would give, its losses above all, without writing anything.

    Raises as `export`.
    """
    work = _Export(workspace, kind, choice or Choice(), progress, cancelled)
    with file.snapshot(workspace.conn), closing(work.records()) as records:
        report = check_writing(work.format, records, work.options)
    report.notes += work.selection.notes()
    return report


def sides_before(workspace: Workspace) -> dict[str, str]:
    """Return on which side of a split documents were exported before, by key."""
    with file.known_errors(workspace.path):
        sql = "SELECT d.key, s.side FROM side s JOIN document d ON d.id = s.document_id"
        return dict(workspace.conn.execute(sql))


def _remember_sides(workspace: Workspace, report: WriteReport, before: Mapping[str, str]) -> None:
    """Remember where each document went, so that it goes there again."""
    moved = [(side, key) for key, side in report.sides.items() if before.get(key) != side]
    if not moved:
        return
    sql = "INSERT OR REPLACE INTO side SELECT id, ? FROM document WHERE key = ?"
    try:
        with workspace.transaction() as conn:
            conn.executemany(sql, moved)
    except ProjectError:
        report.notes.append(
            message("The project cannot be written to: the next export may put articles on other sides.")
        )


class _Export:
    """One export under way: the format, what goes out, and how."""

    def __init__(
        self,
        workspace: Workspace,
        kind: str,
        choice: Choice,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        *,
        replace: bool = False,
    ) -> None:
        self.format = named(kind)
        if not self.format.writes:
            known = ", ".join(names_to_write())
            raise InputError("The format {kind} is only read; choose {known}.", kind=kind, known=known)
        self.selection = Selection(workspace, choice, kind)
        self.options = Options(
            workspace.scheme,
            annotators=self.selection.annotators,
            priority=self.selection.priority,
            dev=choice.dev,
            test=choice.test,
            sides={} if choice.new_split else sides_before(workspace),
            language=self.selection.language() if kind in TRAINING else "",
            replace=replace,
            cancelled=cancelled,
        )
        self._progress, self._cancelled = progress, cancelled

    def records(self) -> Generator[Record]:
        """Yield the records that were chosen."""
        return self.selection.records(self._progress, self._cancelled)
