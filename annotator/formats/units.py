"""In which unit a file counts, told by the covered text that it stores beside its offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate

from annotator.core.messages import Message, message
from annotator.core.offsets import Utf16Map
from annotator.formats.exchange import converted

Convert = Callable[[int], int]


def converter(
    text: str, covered: Sequence[tuple[int, int, str]], ends: Sequence[int], said: list[Message]
) -> Convert:
    """Return what turns a file's offsets in `text` into code points.

    `covered` are pairs of offsets with the text that stands there by the file, `ends` all the ends
    of spans. The unit that agrees most often counts: code points, UTF-16, then UTF-8. `said` gets a
    message where it is not code points, or cannot be told.
    """
    if text.isascii():
        return _same
    hits = _hits(text, covered, _same)
    if covered and hits < len(covered):
        for unit, convert in (("UTF-16 units", Utf16Map(text).to_code_point), ("UTF-8 bytes", _bytes(text))):
            if _hits(text, covered, convert) > hits:
                said.append(converted(unit))
                return convert
    if not covered and any(character > "\uffff" for character in text[: max(0, *ends, 0)]):
        said.append(
            message(
                "The file has emoji or other characters above U+FFFF, and does not say whether its "
                "offsets count characters or UTF-16 units; they are taken as characters."
            )
        )
    return _same


def _same(offset: int) -> int:
    return offset


def _bytes(text: str) -> Convert:
    positions = [0, *accumulate(len(character.encode("utf-8", "surrogatepass")) for character in text)]

    def convert(offset: int) -> int:
        # Beyond the text stays beyond it.
        return bisect_left(positions, offset) if offset <= positions[-1] else offset

    return convert


def _hits(text: str, covered: Sequence[tuple[int, int, str]], convert: Convert) -> int:
    hits = 0
    for start, end, stored in covered:
        if 0 <= start < end:
            first = convert(start)
            # Without a copy of what may be the whole text, again and again.
            hits += convert(end) - first == len(stored) and text.startswith(stored, first)
    return hits
