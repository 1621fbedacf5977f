"""The text of an article cut into blocks that are laid out one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from PySide6.QtCore import QTextBoundaryFinder

from annotator.core.offsets import Utf16Map
from annotator.core.segments import paragraph_bounds

BLOCK_LENGTH = 2_000
_SEARCH_BACK = 200
_KEPT = 4_000
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


class Blocks(Sequence[Block]):
    """All blocks of a text; each is made when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.starts, self.ends = paragraph_bounds(text)
        self._continued: frozenset[int] = frozenset()
        if max(map(int.__sub__, self.ends, self.starts)) > BLOCK_LENGTH:
            self._cut_long_ones()
        self._made: dict[int, Block] = {}

    def _cut_long_ones(self) -> None:
        pieces = [_pieces(self._text, *bounds) for bounds in zip(self.starts, self.ends, strict=True)]
        self._continued = frozenset(_numbers_of_later(pieces))
        self.starts = [start for some in pieces for start, _ in some]
        self.ends = [end for some in pieces for _, end in some]

    def at(self, offset: int) -> int:
        """Return the index of the block that holds a code point."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def begins_paragraph(self, index: int) -> bool:
        """Tell whether a block is not the continuation of a very long paragraph."""
        return index not in self._continued

    def paragraph(self, index: int) -> tuple[int, int]:
        """Return a paragraph's bounds, or those of a block of a very long one with its neighbours."""
        first = index if self.begins_paragraph(index) else index - 1
        last = index + 1 if index + 1 in self._continued else index
        return self.starts[first], self.ends[last]

    def reach(self, index: int) -> int:
        """Return where the next block begins: the end of a block with the line break after it."""
        return self.starts[index + 1] if index + 1 < len(self.starts) else len(self._text)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> list[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | list[Block]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        found = self._made.get(index)
        if found is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            start, end = self.starts[index], self.ends[index]
            shown = _UNSHOWN.sub(_shown, self._text[start:end])
            found = Block(start, end, shown, self.begins_paragraph(index), Utf16Map(shown))
            self._made[index] = found
        return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a long paragraph at spaces."""
    pieces = []
    while end - start > BLOCK_LENGTH:
        cut = text.rfind(" ", start + BLOCK_LENGTH - _SEARCH_BACK, start + BLOCK_LENGTH) + 1
        cut = cut or _between_characters(text, start, start + BLOCK_LENGTH)
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _numbers_of_later(pieces: list[list[tuple[int, int]]]) -> Iterator[int]:
    """Yield the numbers of the pieces that are not the first of their paragraph."""
    number = 0
    for some in pieces:
        yield from range(number + 1, number + len(some))
        number += len(some)


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
