"""Looks at a project file without opening it, and without importing anything heavy."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.core.errors import ProjectDamaged, ProjectError, ProjectNotWritable, ProjectTooNew

SUFFIX = ".annotator"
APPLICATION_ID = 0x414E4E4F  # "ANNO"
SCHEMA_VERSION = 5  # the number of migrations in `storage.schema`
_HEADER_LENGTH = 100
_MAGIC = b"SQLite format 3\0"


def check_header(path: Path) -> None:
    """Check that `path` is a project that this version can read and that may be written to.

    Raises ProjectError; the file is only read. Not to be called while this process has the
    project open: closing the file would drop SQLite's locks on it.
    """
    header = _read(path)
    if (
        not header.startswith(_MAGIC)
        or len(header) < _HEADER_LENGTH
        or _number(header, 68, 4) != APPLICATION_ID
    ):
        raise no_project(path)
    check_version(path, _number(header, 60, 4))
    page_size = _number(header, 16, 2)
    check_size(path, _number(header, 28, 4) * (65_536 if page_size == 1 else page_size))
    check_access(path)


def no_project(path: Path) -> ProjectDamaged:
    """Return the error for a file that is something else."""
    return ProjectDamaged(
        "{path} is not an Annotator project, or its beginning is damaged. Nothing was changed; "
        "open a backup of it, or another file.",
        path=path,
    )


def check_size(path: Path, expected: int) -> None:
    """Raise ProjectDamaged where a file has fewer bytes than its pages take."""
    # Pages that are not here yet may be in the log, which SQLite brings in when it opens the file.
    if path.stat().st_size < expected and not _has_log(path):
        raise ProjectDamaged(
            "{path} is damaged: its end is missing. Nothing was changed; keep the file and open a backup.",
            path=path,
        )


def is_writable(path: Path) -> bool:
    """Tell whether a project there can be written to: the file, and logs beside it. True where none is."""
    return not path.is_file() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def check_access(path: Path) -> None:
    """Raise ProjectError where there is no such file or it may not be written to."""
    if not path.is_file():
        raise ProjectError("There is no project at {path}.", path=path)
    if not is_writable(path):
        raise ProjectNotWritable(
            "{path} cannot be written to. Ask for permission, or copy it to a folder of your own "
            "and open the copy.",
            path=path,
        )


def check_version(path: Path, version: int) -> None:
    """Raise ProjectTooNew where a file of this version was written by a newer program."""
    if version > SCHEMA_VERSION:
        raise ProjectTooNew(
            "{path} was written by a newer version of Annotator (file version {found}, this one reads up to "
            "{known}). Nothing was changed; update Annotator to open it.",
            path=path,
            found=version,
            known=SCHEMA_VERSION,
        )


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise ProjectError("There is no project at {path}.", path=path)
    try:
        with path.open("rb") as file:
            return file.read(_HEADER_LENGTH)
    except OSError as error:
        raise ProjectNotWritable(
            "{path} cannot be read: {reason}.", path=path, reason=error.strerror
        ) from error


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def _number(header: bytes, start: int, length: int) -> int:
    return int.from_bytes(header[start : start + length], "big")
