"""In which unit a JSONL file counts: code points, or UTF-16 as browsers do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotator.core.messages import Message, message
from annotator.core.offsets import Utf16Map
from annotator.formats.exchange import converted
from annotator.formats.jsonl_values import as_number


class Units:
    """What is known of a file's unit, from the text that its spans and tokens cover."""

    def __init__(self) -> None:
        self._utf16 = False
        self._said_unknown = False

    def are_code_points(self, text: str, *, is_ours: bool) -> bool:
        """Tell whether the offsets of a record that stores no covered text are code points for certain."""
        return (is_ours and not self._utf16) or Utf16Map(text).utf16_length == len(text)

    def converter(self, data: dict[str, Any], text: str, said: list[Message]) -> Callable[[int], int] | None:
        """Return what turns this record's offsets into code points; None where they are.

        The covered text stored in the record decides; where it stores none, the records
        before do. `said` gets one message a file for either unit that is not certain.
        """
        units = Utf16Map(text)
        if units.utf16_length == units.length:
            return None
        covered = _covered(data)
        if covered:
            return self._proved(covered, text, units, said)
        if self._utf16:
            return units.to_code_point
        if not self._said_unknown and not _is_ours(data) and _astral_before_a_span(data, text):
            self._said_unknown = True
            said.append(
                message(
                    "The file has emoji or other characters above U+FFFF, and does not say whether its "
                    "offsets count characters or UTF-16 units; they are taken as characters."
                )
            )
        return None

    def _proved(
        self, covered: list[tuple[int, int, str]], text: str, units: Utf16Map, said: list[Message]
    ) -> Callable[[int], int] | None:
        if all(text[start:end] == stored for start, end, stored in covered):
            self._utf16 = False
            return None
        if not all(
            text[units.to_code_point(s) : units.to_code_point(e)] == stored for s, e, stored in covered
        ):
            return None
        if not self._utf16:
            self._utf16 = True
            said.append(converted("UTF-16 units"))
        return units.to_code_point


def _covered(data: dict[str, Any]) -> list[tuple[int, int, str]]:
    found = []
    for name in ("spans", "tokens"):
        entries = data.get(name)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("text"), str):
                start, end = as_number(entry.get("start")), as_number(entry.get("end"))
                if start is not None and end is not None and 0 <= start < end:
                    found.append((start, end, entry["text"]))
    return found


def _is_ours(data: dict[str, Any]) -> bool:
    """Tell whether Annotator wrote the record, or somebody in its shape: it counts characters."""
    spans = data.get("spans")
    return "key" in data or (
        isinstance(spans, list) and any(isinstance(s, dict) and "attributes" in s for s in spans)
    )


def _astral_before_a_span(data: dict[str, Any], text: str) -> bool:
    spans = data.get("spans")
    ends = [as_number(s.get("end")) for s in spans if isinstance(s, dict)] if isinstance(spans, list) else []
    last = max((end for end in ends if end is not None), default=0)
    return any(character > "\uffff" for character in text[: max(last, 0)])
