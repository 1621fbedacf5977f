"""Files inside a ZIP archive, unpacked in memory only and no further than is sound."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from annotator.core.errors import InputError

BEGINNING = b"PK\x03\x04"
MOST_MEMBERS = 20_000
LARGEST_MEMBER = 256 * 2**20
LARGEST_ALL = 2 * 2**30

_TAIL = 2**16 + 22
_DIRECTORY = 16 * 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)


def is_packed(path: Path) -> bool:
    """Tell whether a file is an archive; False where it cannot be opened, as reading it will say."""
    try:
        with path.open("rb") as file:
            return file.read(4) == BEGINNING
    except (OSError, ValueError):
        return False


class Member(NamedTuple):
    """A file in an archive: its place there, which is never used as a path, and its entry."""

    name: PurePosixPath
    entry: zipfile.ZipInfo


class Archive:
    """An open archive. Whatever its headers claim, no more is unpacked than the limits allow."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._left = LARGEST_ALL

    def members(self) -> list[Member]:
        """Return the files in it, without folders and hidden files, in its order."""
        found = []
        for entry in self._file.infolist():
            parts = [part for part in entry.filename.replace("\\", "/").split("/") if part.strip(".")]
            hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
            if parts and not hidden and not entry.is_dir():
                found.append(Member(PurePosixPath(*parts), entry))
        return found

    def read(self, member: Member) -> bytes:
        """Return a member's bytes. Raises InputError: too large, encrypted or damaged."""
        if member.entry.flag_bits & 1:
            raise InputError("{name} in the archive is encrypted.", name=member.name.name)
        limit = min(LARGEST_MEMBER, self._left)
        try:
            with self._file.open(member.entry) as unpacked:
                raw = unpacked.read(limit + 1)
        except (*_BROKEN, OSError, ValueError) as error:
            raise InputError(
                "{name} in the archive is damaged: {reason}.", name=member.name.name, reason=str(error)
            ) from error
        if len(raw) > limit:
            raise InputError(
                "{name} in the archive is too large: {limit} MB is the most.",
                name=member.name.name,
                limit=limit // 2**20,
            )
        self._left -= len(raw)
        return raw

    def open(self, member: Member) -> IO[bytes]:
        """Return a member's bytes as a file. Raises InputError as `read` does."""
        return io.BytesIO(self.read(member))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive. Raises InputError where it is none, or has too many members."""
    try:
        _check_directory(path)
        file = zipfile.ZipFile(path)
    except (*_BROKEN, OSError, ValueError) as error:
        raise InputError("The archive cannot be read: {reason}.", reason=str(error)) from error
    with file:
        if len(file.infolist()) > MOST_MEMBERS:
            raise InputError("The archive has more than {limit} files.", limit=MOST_MEMBERS)
        yield Archive(file)


def _check_directory(path: Path) -> None:
    """Refuse an archive whose list of files alone would fill the memory."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    at = tail.rfind(b"PK\5\6")
    if size > LARGEST_ALL or (at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY):
        raise InputError("The archive is too large, or has too many files.")


def names_in(path: Path) -> list[str]:
    """Return the names in an archive, none where it cannot be read."""
    try:
        with opened(path) as archive:
            return [str(member.name) for member in archive.members()]
    except InputError:
        return []
