"""Plain text files: one article a file, with what its head and tail say of it."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.encoding import decode
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Format, Head
from annotator.formats.metadata import propose

SUFFIXES = (".txt", ".text")
LARGEST = 64 * 2**20


def read(path: Path) -> Iterator[Record | Problem]:
    """Yield the file's one record, its text verbatim, or the problem that stands against it."""
    raw = _contents(path)
    if isinstance(raw, Message):
        yield Problem(str(path), None, raw)
        return
    try:
        text, encoding = decode(raw)
    except InputError as error:
        yield Problem(str(path), None, error.message)
        return
    yield Record(text, propose(text, path.name), source=path.name, encoding=encoding)


def _contents(path: Path) -> bytes | Message:
    try:
        status = path.stat()
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            return message("This is a folder or a device, not a file.")
        if status.st_size > LARGEST:
            return _too_large(status.st_size)
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return message("The file cannot be read: {reason}.", reason=reason)
    return raw if len(raw) <= LARGEST else _too_large(len(raw))


def _too_large(size: int) -> Message:
    return message(
        "The file is too large for one article: {size} MB, and {limit} MB is the most.",
        size=-(-size // 2**20),
        limit=LARGEST // 2**20,
    )


def _recognises(head: Head) -> bool:
    return head.path.suffix.lower() in SUFFIXES


FORMAT = Format(
    "text",
    message("Plain text"),
    SUFFIXES,
    rank=-100,
    recognises=_recognises,
    read=lambda source: read(source.path),
)
