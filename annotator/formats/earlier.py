"""Files of an earlier export: replaced where they are as it left them, and else refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from annotator.core.errors import InputError
from annotator.formats.whole import parse_json, read_whole

_CHUNK = 2**20


# BLAKE2b, 128 bits
checksum = partial(hashlib.blake2b, digest_size=16)


def sum_of(path: Path) -> str:
    """Return the checksum of a file, hexadecimal. Raises OSError."""
    found = checksum()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            found.update(part)
    return found.hexdigest()


def refuse_changed(folder: Path, names: Iterable[str], report: str) -> None:
    """Raise InputError where a file in a folder is not as an earlier export left it.

    `report` is the file that holds the checksums of the others by their names.
    """
    sums = _sums(folder / report)
    known = [*([] if sums else [report]), *names]
    for path in (folder / name for name in known):
        if path.is_file() and sum_of(path) != sums.get(path.name):
            raise InputError(
                "{path} was changed since the last export, or is not of one; name another folder, or take it away "
                "first (--replace writes over it).",
                path=path,
            )


def _sums(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        said = parse_json(read_whole(path).decode("utf-8"))
    except (InputError, UnicodeDecodeError):
        return {}
    found = said.get("files") if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}
