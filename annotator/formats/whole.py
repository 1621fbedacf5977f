"""Files that are read whole, and the JSON in them, in bounded time and memory."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotator.core.errors import InputError
from annotator.core.messages import Message
from annotator.formats.encoding import decode, decode_utf8_first
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Source
from annotator.formats.jsonl_values import json_reason, no_number

LARGEST = 256 * 2**20

_DECODER = json.JSONDecoder(parse_constant=no_number)


def read_whole(path: Path, limit: int = LARGEST) -> bytes:
    """Return the bytes of a file of at most `limit` bytes. Raises InputError, saying why not."""
    try:
        status = path.stat()
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise InputError("This is a folder or a device, not a file.")
        raw = b""
        if status.st_size <= limit:
            with path.open("rb") as file:
                raw = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("The file cannot be read: {reason}.", reason=reason) from error
    if status.st_size > limit or len(raw) > limit:
        raise InputError(
            "The file is too large: {size} MB, and {limit} MB is the most.",
            size=-(-max(status.st_size, len(raw)) // 2**20),
            limit=limit // 2**20,
        )
    return raw


def read_text(source: Source, limit: int) -> tuple[str, str] | Problem:
    """Return a file's text and encoding, UTF-8 wherever it can be that, or why it cannot be had."""
    try:
        return decode_utf8_first(read_whole(source.path, limit))
    except InputError as error:
        return Problem(str(source.path), None, error.message)


def read_one_json(
    source: Source, limit: int, make: Callable[[Any, Source, list[Message]], Record]
) -> Iterator[Record | Problem]:
    """Yield the one record that `make` makes of a file's JSON, after the problems that it said.

    Where it raises InputError, or the file is too large or no JSON, that is the problem.
    """
    said: list[Message] = []
    record = None
    try:
        record = make(parse_json(decode(read_whole(source.path, limit)).text), source, said)
    except InputError as error:
        said.append(error.message)
    for each in said:
        yield Problem(str(source.path), None, each)
    if record:
        yield record


def parse_json(text: str) -> Any:
    """Return what a JSON text says. Raises InputError: not JSON, nested too deeply, NaN, a huge number."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise InputError(
            "This is not JSON: {reason} in line {line}.", reason=json_reason(error), line=error.lineno
        ) from error
    except RecursionError as error:
        raise InputError("The file is nested too deeply to be read.") from error
    except ValueError as error:
        raise InputError("This is not JSON: {reason}.", reason=str(error).partition(";")[0]) from error
