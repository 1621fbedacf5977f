"""What an export is offered, and what stands in its way, before anything is begun."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.storage import file
from annotator.workspace.exporting import Kind, check_name
from annotator.workspace.projects import is_project
from annotator.workspace.workspace import Workspace

_INTO_FILLED = "spacy"  # the one folder whose files an export replaces
_LEAST_ROOM = 1_000_000  # bytes


def languages(workspace: Workspace) -> list[str]:
    """Return the languages of the project's articles; empty for those that say none is left out."""
    with file.known_errors(workspace.path):
        rows = workspace.conn.execute(
            "SELECT language FROM document WHERE NOT removed AND language <> '' "
            "GROUP BY language ORDER BY count(*) DESC, language"
        )
        return [row[0] for row in rows]


def place_for(workspace: Workspace, kind: Kind, folder: Path, last: Path | None = None) -> Path:
    """Return where to write: `last` where this kind went before, else a name in `folder` that nothing has.

    An earlier export of spaCy files is offered again: its files are replaced.
    """
    if last is not None and last.parent == folder and refusal(workspace, last, kind) is None:
        return last
    stem, suffix = f"{workspace.name}-{kind.name}", "" if kind.makes_folder else kind.suffix
    number, found = 1, folder / f"{stem}{suffix}"
    while found.exists() and not replaces(found, kind, replaceable_files=False):
        number += 1
        found = folder / f"{stem}-{number}{suffix}"
    return found


def replaces(out: Path, kind: Kind, *, replaceable_files: bool = True) -> bool:
    """Tell whether an earlier export stands where this one goes; files are none without `replaceable_files`."""
    if kind.makes_folder:
        return kind.name == _INTO_FILLED and (out / "train.spacy").is_file()
    return replaceable_files and out.is_file()


def refusal(workspace: Workspace, out: Path, kind: Kind) -> Message | None:
    """Return why nothing can be written to `out`, or None."""
    try:
        return _refusal(workspace, out, kind)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return message("{path} cannot be written: {reason}.", path=str(out), reason=reason)


def _refusal(workspace: Workspace, out: Path, kind: Kind) -> Message | None:
    if is_project(out) or (out.exists() and out.samefile(workspace.path)):
        return message("{path} names a project. Export to another file or folder.", path=str(out))
    if kind.makes_folder:
        if out.exists() and not out.is_dir():
            return message("{path} is a file; name a folder.", path=str(out))
        if out.is_dir() and kind.name != _INTO_FILLED and any(out.iterdir()):
            return message("{path} is there already and not empty; name a new folder.", path=str(out))
    elif out.is_dir():
        return message("{path} is a folder; name a file.", path=str(out))
    elif out.exists() and not out.is_file():
        return message("{path} cannot be written: it is not an ordinary file.", path=str(out))
    try:
        check_name(kind.name, out)
    except InputError as error:
        return error.message
    return _parent_refusal(out, kind)


def _parent_refusal(out: Path, kind: Kind) -> Message | None:
    parent = out if kind.makes_folder and out.is_dir() else out.parent
    while kind.makes_folder and not parent.exists() and parent != parent.parent:
        parent = parent.parent  # folders are made as needed
    if not parent.is_dir():
        return message("There is no folder {path}.", path=str(parent))
    if not os.access(parent, os.W_OK | os.X_OK):
        return message("Nothing can be written into {path}: you are not permitted to.", path=str(parent))
    if _room(parent) < _LEAST_ROOM:
        return message("There is no room left where {path} is.", path=str(parent))
    return None


def _room(folder: Path) -> int:
    import shutil

    return shutil.disk_usage(folder).free
