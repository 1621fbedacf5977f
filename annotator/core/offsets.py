"""Code points and UTF-16 code units.

Qt counts UTF-16 units; everything else here counts code points. This is the only
place that converts.
"""

from __future__ import annotations

import sys
from bisect import bisect_left

_ASTRAL_WIDTH = 4


class Utf16Map:
    """Converts offsets of one text; costs nothing for text without astral characters."""

    __slots__ = ("_astral", "_astral_units", "length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._astral = _astral_positions(text)
        self._astral_units = [position + n for n, position in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of the code point offset `offset`."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def to_code_point(self, units: int) -> int:
        """Return the code point offset of the UTF-16 offset `units`.

        An offset between the two halves of a surrogate pair counts as before it.
        """
        if not self._astral:
            return units
        return units - bisect_left(self._astral_units, units)

    @property
    def utf16_length(self) -> int:
        """The length of the text in UTF-16 code units."""
        return self.length + len(self._astral)


def _astral_positions(text: str) -> list[int]:
    # CPython stores a string with an astral character at four bytes a character.
    if sys.getsizeof(text) < _ASTRAL_WIDTH * len(text):
        return []
    return [position for position, character in enumerate(text) if character > "\uffff"]
