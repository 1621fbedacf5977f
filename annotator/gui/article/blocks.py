"""The text of an article cut into blocks that are laid out one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QTextBoundaryFinder

from annotator.core.offsets import Utf16Map
from annotator.core.segments import paragraphs

BLOCK_LENGTH = 2_000
_SEARCH_BACK = 200
# What Qt would drop, swap or not show, each replaced by one unit for one; only shown so.
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\ud800-\udfff]")


@dataclass(slots=True)
class Block:
    """A paragraph, or a piece of a very long one. `start` and `end` are code points."""

    start: int
    end: int
    text: str
    first_of_paragraph: bool
    units: Utf16Map

    def unit(self, offset: int) -> int:
        """Return the UTF-16 offset in the block of a code point of the document."""
        return self.units.to_utf16(min(max(offset, self.start), self.end) - self.start)

    def offset(self, unit: int) -> int:
        """Return the code point in the document of a UTF-16 offset in the block."""
        return self.start + self.units.to_code_point(unit)


def blocks_of(text: str) -> list[Block]:
    """Cut a text at its line breaks, and long paragraphs at spaces."""
    blocks = []
    for start, end in paragraphs(text):
        first = True
        for piece_start, piece_end in _pieces(text, start, end):
            shown = _UNSHOWN.sub(_shown, text[piece_start:piece_end])
            blocks.append(Block(piece_start, piece_end, shown, first, Utf16Map(shown)))
            first = False
    return blocks


def block_at(starts: list[int], offset: int) -> int:
    """Return the index of the block that holds a code point, given all blocks' starts."""
    return max(0, bisect_right(starts, offset) - 1)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > BLOCK_LENGTH:
        cut = text.rfind(" ", start + BLOCK_LENGTH - _SEARCH_BACK, start + BLOCK_LENGTH) + 1
        cut = cut or _between_characters(text, start, start + BLOCK_LENGTH)
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _between_characters(text: str, start: int, cut: int) -> int:
    """Return `cut`, or where the character begins, as a reader sees it, that it would go through."""
    shown = _UNSHOWN.sub(_shown, text[start : cut + _SEARCH_BACK])
    units = Utf16Map(shown)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, shown)
    finder.setPosition(units.to_utf16(cut - start))
    if not finder.isAtBoundary():
        finder.toPreviousBoundary()
    return start + units.to_code_point(finder.position()) if finder.position() > 0 else cut


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\u2060"
