"""Where words stand in a text, whatever their case."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from annotator.core.spans import Fragment

PART = 8_192
# Characters that may become several when their case is folded (“ß” becomes “ss”); those that do not are sorted out.
_MAY_GROW = re.compile("[ßİŉǰΐΰևẖ-ẞὐ-ῼﬀ-ﬗ]")
_SPACES = dict.fromkeys(
    map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), " "
)
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")


def folded(text: str) -> str:
    """Return a text in which case, and the kind of a space or line break, makes no difference."""
    return text.translate(_SPACES).casefold()


class Found:
    """Places in reading order that do not overlap."""

    def __init__(self) -> None:
        self.starts, self.ends = array("q"), array("q")

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Fragment:
        return Fragment(self.starts[index], self.ends[index])

    def between(self, start: int, end: int) -> range:
        """Return the indexes of the places that reach into a range."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def first_from(self, offset: int) -> int:
        """Return the index of the first place that begins at or after an offset; `len` where none does."""
        return bisect_left(self.starts, offset)


def search(text: str, wanted: str, found: Found) -> Iterator[int]:
    """Add to `found` where `wanted` stands, from left to right, overlaps left out.

    Only whole characters are found: “s” is no part of “ß”, “ss” is all of it. Yields after
    each stretch of the text how far it has come, so that the caller can pause or stop there.
    """
    key = folded(wanted)
    spaces = " " in key
    at = 0
    for begin in range(0, len(text), PART) if key else ():
        end = min(begin + PART, len(text))
        # A place that begins before `end` has at most as many characters as the key.
        part = text[begin : end + len(key)]
        for start, stop in _places(part.translate(_SPACES) if spaces else part, key, max(at - begin, 0)):
            if start >= end - begin:
                break
            at = begin + stop
            found.starts.append(begin + start)
            found.ends.append(at)
        yield end


def _places(text: str, key: str, first: int) -> Iterator[tuple[int, int]]:
    """Yield where a folded key stands in a text from an offset on."""
    shown, length = text.casefold(), len(key)
    grown = _grown(text) if len(shown) != len(text) else []
    at = first + sum(end - start - 1 for offset, start, end in grown if offset < first)
    begins, ends = _Offsets(grown), _Offsets(grown)
    while (at := shown.find(key, at)) >= 0:
        if not grown:
            yield at, at + length
            at += length
            continue
        start, stop = begins.at(at), ends.at(at + length)
        if start is None or stop is None:
            at += 1
        else:
            yield start, stop
            at += length


def _grown(text: str) -> list[tuple[int, int, int]]:
    """Return the characters that grow: offset, and start and end in the folded text."""
    grown, more = [], 0
    for match in _MAY_GROW.finditer(text):
        length = len(match[0].casefold())
        if length > 1:
            offset = match.start()
            grown.append((offset, offset + more, offset + more + length))
            more += length - 1
    return grown


class _Offsets:
    """Leads from places in a folded text back to offsets in the text, asked from left to right."""

    def __init__(self, grown: list[tuple[int, int, int]]) -> None:
        self._grown = grown
        self._next = 0

    def at(self, place: int) -> int | None:
        """Return the offset of the character that begins at a place, None inside of one that grew."""
        grown, number = self._grown, self._next
        while number < len(grown) and grown[number][1] <= place:
            number += 1
        self._next = number
        if not number:
            return place
        offset, start, end = grown[number - 1]
        if place == start:
            return offset
        return offset + 1 + place - end if place >= end else None
