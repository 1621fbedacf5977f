"""Which project belongs to what a user names, and which files there are to import.

Nothing heavy is imported here: it runs before the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.core.errors import InputError
from annotator.storage.header import SUFFIX as SUFFIX
from annotator.storage.header import check_header

TEXT_SUFFIXES = (".txt", ".text")
JSONL_SUFFIXES = (".jsonl", ".ndjson")
_TOLD_BY_NAME = (*TEXT_SUFFIXES, *JSONL_SUFFIXES)


def is_project(path: Path) -> bool:
    """Tell whether a path names a project file, there or not."""
    return path.suffix.lower() == SUFFIX and not path.is_dir()


def check_named(paths: Sequence[Path]) -> None:
    """Check what was named on the command line: one project, or files and folders to import.

    Raises ProjectError, InputError.
    """
    if len(paths) == 1 and is_project(paths[0]):
        check_header(paths[0])
    elif any(is_project(path) for path in paths):
        raise InputError("Name one project, or files and folders of articles, not both.")
    else:
        find_files(paths)


def projects_folder() -> Path:
    """Return where projects made of folders are kept."""
    from platformdirs import user_documents_path

    return user_documents_path() / "Annotator"


def project_for(paths: Sequence[Path], source_of: Callable[[Path], str]) -> tuple[Path, str]:
    """Return the project file for articles, there or not, and the folder it stands for.

    It is named after the folder. `source_of` tells which folder an existing project was
    made for, so that two folders of one name get two projects.
    """
    first = paths[0].resolve()
    folder = first if first.is_dir() else first.parent
    number = 1
    while True:
        name = folder.name or "articles"
        path = projects_folder() / f"{name if number == 1 else f'{name} {number}'}{SUFFIX}"
        if not path.exists() or source_of(path) == str(folder):
            return path, str(folder)
        number += 1


def find_files(paths: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Return the files in what was named, folders searched, each with the path that named it.

    Raises InputError where a path does not exist, or there is nothing to import at all.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if (p.is_file() or leads_out(p, path)) and not _hidden(p, path)
            )
            for file in inside:
                found.setdefault(file, path)
        elif path.exists():
            found[path] = path
        else:
            raise InputError("There is no file or folder {path}.", path=path)
    if not any(
        file == root or leads_out(file, root) or _importable(file) for file, root in _likely_first(found)
    ):
        raise InputError(
            "There is nothing to import in {paths}: no file of a format that Annotator reads.",
            paths=", ".join(map(str, paths)),
        )
    return list(found.items())


def leads_out(path: Path, root: Path) -> bool:
    """Tell whether something in a folder is a link to what is not in it."""
    return path != root and path.is_symlink() and not path.resolve().is_relative_to(root.resolve())


def _likely_first(found: dict[Path, Path]) -> list[tuple[Path, Path]]:
    """Put what is told by its name first: knowing a format by its content takes loading them all."""
    return sorted(found.items(), key=lambda item: item[0].suffix.lower() not in _TOLD_BY_NAME)


def _importable(file: Path) -> bool:
    if file.suffix.lower() in _TOLD_BY_NAME:
        return True
    from annotator.formats.registry import recognise

    try:
        return recognise(file) is not None
    except (OSError, ValueError):
        return False


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
