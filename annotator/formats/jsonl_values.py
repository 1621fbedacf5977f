"""Values from a JSON file that nobody vouches for, taken only as what they should be."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from annotator.core.messages import Message, message

_SHOWN = 40


def no_number(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python would take."""
    raise ValueError(f"{name} is not a number in JSON")


def json_reason(error: json.JSONDecodeError) -> str:
    """Return what is wrong with JSON in words that a place can follow: “Unterminated string starting”."""
    return error.msg.removesuffix(" at")


_DECODER = json.JSONDecoder(parse_constant=no_number)


def parse_object(line: str) -> dict[str, Any] | Message:
    """Return the JSON object of a line, or why there is none."""
    try:
        value = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        return message(
            "The line is not JSON: {reason} at character {column}.",
            reason=json_reason(error),
            column=error.colno,
        )
    except RecursionError:
        return message("The line is nested too deeply to be read.")
    except ValueError as error:
        return message("The line is not JSON: {reason}.", reason=str(error).partition(";")[0])
    if not isinstance(value, dict):
        return message("The line is not a JSON object, as one record is.")
    return value


def as_text(value: object) -> str | None:
    """Return `value` where it is a text that UTF-8 can hold, or None."""
    if type(value) is not str:
        return None
    if value.isascii():
        return value
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return value


def as_text_or_number(value: object) -> str | None:
    """Return a text, or a number as text, or None; true and false are no numbers."""
    if type(value) is int or (type(value) is float and math.isfinite(value)):
        return str(value)
    return as_text(value)


def as_number(value: object) -> int | None:
    """Return a whole number, or None; true, false and 1.0 are none."""
    return value if type(value) is int else None


def as_id(value: object) -> str:
    """Return an id, text or number, as text; "" where there is none."""
    return as_text_or_number(value) or ""


def shown(value: object) -> str:
    """Return `value` as a message can show it."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = json.dumps(value[:_SHOWN] if isinstance(value, str) else value, ensure_ascii=not as_text(value))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
