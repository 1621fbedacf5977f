"""JSON objects from a file one by one: a line each, a list of them, or one object alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.exchange import Problem
from annotator.formats.jsonl_values import json_reason, no_number, parse_object
from annotator.formats.lines import read_lines
from annotator.formats.whole import parse_json, read_whole

_DECODER = json.JSONDecoder(parse_constant=no_number)
_SPACE = " \t\r\n"
_PEEK = 4_096


class Found(NamedTuple):
    """An object and the line that it begins on, from 1."""

    line: int
    data: dict[str, Any]


def read_objects(path: Path) -> Iterator[Found | Problem]:
    """Yield the objects of a file, and a problem for what is none.

    Lines are read in bounded memory; a list, or an object over several lines, is read whole.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(_PEEK).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        if beginning == b"[":
            yield from _listed(path, read_whole(path).decode("utf-8-sig"))
            return
    except UnicodeDecodeError as error:
        yield Problem(str(path), None, message("The file is not UTF-8 (byte {n}).", n=error.start + 1))
        return
    except InputError as error:
        yield Problem(str(path), None, error.message)
        return
    except (OSError, ValueError):
        pass  # said below
    yield from _lines(path)


def entry_at_beginning(text: str) -> dict[str, Any]:
    """Return the object that a text begins with, or that begins the list in it; an empty one where there is none."""
    start = _after(text, 0)
    if text[start : start + 1] == "[":
        start = _after(text, start + 1)
    if text[start : start + 1] != "{":
        return {}
    try:
        found = _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _lines(path: Path) -> Iterator[Found | Problem]:
    for line in read_lines(path):
        if isinstance(line, Problem):
            yield line
            continue
        data = parse_object(line.text)
        if isinstance(data, Message):
            if line.text.rstrip(_SPACE) == "{" or (line.number == 1 and _is_beginning(line.text)):
                yield _alone(path, line.number, data)
                return
            yield Problem(str(path), line.number, data)
        else:
            yield Found(line.number, data)


def _is_beginning(text: str) -> bool:
    """Tell whether a line may begin an object that goes on in the next."""
    try:
        _DECODER.raw_decode(text)
    except json.JSONDecodeError as error:
        return text.startswith("{") and not text[error.pos :].strip(_SPACE)
    except (ValueError, RecursionError):
        pass
    return False


def _alone(path: Path, line: int, why: Message) -> Found | Problem:
    """Return the one object of a file, or say what is wrong with its first line, or with it."""
    try:
        data = parse_json(read_whole(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Problem(str(path), None, message("The file is not UTF-8 (byte {n}).", n=error.start + 1))
    except InputError as error:
        return Problem(str(path), None, error.message)
    return Found(line, data) if isinstance(data, dict) else Problem(str(path), line, why)


def _listed(path: Path, text: str) -> Iterator[Found | Problem]:
    """Yield the objects of a list, each decoded alone."""
    at = _after(text, _after(text, 0) + 1)
    line = 1 + text.count("\n", 0, at)
    while text[at : at + 1] != "]":
        try:
            data, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Problem(str(path), line, _reason(error))
            return
        if isinstance(data, dict):
            yield Found(line, data)
        else:
            yield Problem(str(path), line, message("An entry is not a JSON object, as one record is."))
        following = _after(text, end)
        if text[following : following + 1] == ",":
            following = _after(text, following + 1)
        elif text[following : following + 1] != "]":
            torn = message("The list is not whole: a comma or its end is missing; the rest is not read.")
            yield Problem(str(path), line, torn)
            return
        line += text.count("\n", at, following)
        at = following


def _reason(error: ValueError | RecursionError) -> Message:
    if isinstance(error, RecursionError):
        return message("An entry is nested too deeply to be read; the rest is not read.")
    reason = json_reason(error) if isinstance(error, json.JSONDecodeError) else str(error).partition(";")[0]
    return message("An entry is not JSON: {reason}; the rest is not read.", reason=reason)


def _after(text: str, at: int) -> int:
    """Return the place of the next character that is not white space."""
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at
