"""The lines of a UTF-8 file one by one, in bounded memory."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from annotator.core.messages import message
from annotator.formats.exchange import Problem

LONGEST = 32 * 2**20
_CHUNK = 2**20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"{\0", b"\0{", b"[\0", b"\0[")


class Line(NamedTuple):
    """A line that is not blank, without its break; numbers count from 1."""

    number: int
    text: str


def read_lines(path: Path, came_to: Callable[[int], None] = lambda _: None) -> Iterator[Line | Problem]:
    """Yield the lines that are not blank, and a problem for each that cannot be had.

    A line ends with LF or CRLF. A mark (BOM) at the file's start is left out. A line of
    more than `LONGEST` bytes is passed over without ever being held whole. `came_to` is
    told before each line at which byte it ends.
    """
    try:
        with path.open("rb") as file:
            for line in lines_in(file, path):
                came_to(file.tell())
                yield line
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Problem(str(path), None, message("The file cannot be read: {reason}.", reason=reason))


def lines_in(file: IO[bytes], path: Path) -> Iterator[Line | Problem]:
    """Yield the lines of an open file, as `read_lines` does; `path` is named in problems. Raises OSError."""
    number = 0
    while raw := file.readline(LONGEST + 1):
        number += 1
        if number == 1:
            if raw.startswith(_UTF_16):
                yield Problem(str(path), 1, message("The file is UTF-16; please save it as UTF-8."))
                return
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if len(raw) > LONGEST:
            _pass_over(file, raw)
            too_long = message("The line has more than {limit} MB; it is not read.", limit=LONGEST // 2**20)
            yield Problem(str(path), number, too_long)
        elif not raw.isspace() and raw:
            yield _decoded(path, number, raw)


def _pass_over(file: IO[bytes], part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = file.readline(_CHUNK)


def _decoded(path: Path, number: int, raw: bytes) -> Line | Problem:
    try:
        return Line(number, raw.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        damaged = message("The line is not UTF-8 (byte {offset}); it is not read.", offset=error.start + 1)
        return Problem(str(path), number, damaged)
