"""What a lane shows, and where on its lines the words of the article are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from annotator.core.offsets import Utf16Map
from annotator.core.spans import Fragment
from annotator.gui.article.blocks import Block
from annotator.gui.article.look import Look
from annotator.gui.article.shaping import LaidBlock, shaped

# What Qt would break a line at or not show, each replaced one for one.
_UNSHOWN = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
GAP = " … "


@dataclass(frozen=True, slots=True)
class Words:
    """Stretches of an article's text: `places` are where they are in it, `text` has “…” between them."""

    places: tuple[Fragment, ...]
    text: str

    def at(self, offset: int) -> int:
        """Return where in `text` a code point of the article is, the nearest that is shown."""
        passed = 0
        for start, end in self.places:
            if offset <= end:
                return passed + max(0, offset - start)
            passed += end - start + len(GAP)
        return len(self.text)

    def is_shown(self, fragment: Fragment) -> bool:
        """Tell whether anything of a range is shown."""
        return any(start < fragment.end and fragment.start < end for start, end in self.places)


@dataclass(frozen=True, slots=True)
class Said:
    """What a lane shows: (label, fragments) of spans, ranges that differ, and what is said below.

    What differs from the final reading comes with True; `faint` are spans that stand there
    besides, and are not what the case is about.
    """

    spans: tuple[tuple[str, tuple[Fragment, ...]], ...] = ()
    differs: tuple[Fragment, ...] = ()
    caption: tuple[tuple[str, str, bool], ...] = ()  # text, label for its colour or "", differs
    nothing: str = ""
    faint: tuple[tuple[str, tuple[Fragment, ...]], ...] = ()


class LaidWords:
    """Words broken into lines of a width, in pixels; from right to left where they are read so."""

    def __init__(self, words: Words, look: Look, width: float, gap: float) -> None:
        self.words, self.look, self.width = words, look, width
        text = _UNSHOWN.sub(" ", words.text)
        block = Block(0, len(text), text, True, Utf16Map(text))
        self._laid: LaidBlock = shaped(block, len(text), look, width)
        self.layout = self._laid.layout
        y = 0.0
        for line in self._laid.lines:
            line.line.setPosition(QPointF(0.0, y))
            y += line.line.height() + gap
        self.height = y - gap

    @property
    def from_right(self) -> bool:
        """Whether the words are read from the right."""
        return self._laid.from_right

    @property
    def units(self) -> int:
        """How many UTF-16 units there are."""
        return self._laid.block.units.utf16_length

    def unit(self, offset: int) -> int:
        """Return the UTF-16 offset in the words of a code point of the article."""
        return self._laid.block.unit(self.words.at(offset))

    def rects(self, fragment: Fragment) -> list[QRectF]:
        """Return where a range of the article is: one rectangle a line, more where directions mix."""
        if not self.words.is_shown(fragment):
            return []
        first, last = self.words.at(fragment.start), self.words.at(fragment.end)
        found = []
        for line in self._laid.lines:
            low, high = max(first, line.start), min(last, line.reach)
            if low < high:
                rect = line.line.rect()
                for x0, x1 in self._laid.runs(line.line, low, high):
                    found.append(QRectF(x0, rect.top(), x1 - x0, rect.height()))
        return found
