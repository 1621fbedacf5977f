"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.core.errors import AnnotatorError, InputError

_BUFFER = 1 << 20  # bytes


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Open a file that becomes `path` when the block ends without an error.

    The bytes go to a hidden file in the same folder, reach the disk, and only then take
    the name, with the permissions of the file they replace. On any error, in the block
    too, the hidden file goes and `path` is as it was. `Path(file.name)` is the hidden
    file, for whoever wants to check it (after `flush`) before it takes the name.

    Raises AnnotatorError where the system refuses: no such folder, no permission, full disk.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise AnnotatorError("{path} cannot be written: it is not an ordinary file.", path=str(path))
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            with temporary.open("xb", buffering=_BUFFER) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
            _sync_folder(target.parent)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        if error.filename not in (None, str(temporary), str(target), str(target.parent)):
            raise  # about another file, that the block was using
        reason = error.strerror or str(error)
        raise AnnotatorError("{path} cannot be written: {reason}.", path=str(path), reason=reason) from error


@contextmanager
def atomic_folder(out: Path) -> Iterator[Path]:
    """Give a hidden folder that becomes `out` when the block ends without an error.

    Raises InputError where `out` is there already and not empty, AnnotatorError where the
    system refuses; `out` is then as it was.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError("{path} is there already and not empty; name a new folder.", path=out)
    part = out.with_name(f".{secrets.token_hex(8)}.part")
    try:
        part.mkdir(parents=True)
        try:
            yield part
            if out.exists():
                out.rmdir()
            part.rename(out)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnnotatorError("{path} cannot be written: {reason}.", path=str(out), reason=reason) from error


def _sync_folder(folder: Path) -> None:
    """Make the new name itself reach the disk; Windows cannot open a folder, and needs not."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems cannot sync a folder; the file is whole all the same.
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
