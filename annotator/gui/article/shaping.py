"""One block of text broken into lines, and where its characters are on them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotator.core.spans import Span
from annotator.gui.article.blocks import Block
from annotator.gui.article.lanes import Piece
from annotator.gui.article.look import Look

# Right-to-left scripts, and the marks that turn text to the left.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LEAST_WIDTH = 2.0  # of what covers nothing wide
Tag = tuple[int, int, bool]  # of a span, its fragment, and whether that is suggested


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as a block shows it: tinted or under a bar; `suggested` where nobody accepted it yet."""

    span: Span
    tinted: bool = False
    suggested: bool = False


@dataclass(slots=True)
class Line:
    """One line of a block. `start`, `end` are code points; the rest pixels in the block.

    `reach` is the end with the line break after it. The pieces were made of `marks`, and
    of `carried`: the tags that found no room on the line before.
    """

    start: int
    end: int
    reach: int
    line: QTextLine
    line_height: float
    top: float = 0.0
    text_top: float = 0.0
    text_bottom: float = 0.0
    bottom: float = 0.0
    lane_height: float = 0.0
    lanes: int = 0
    head: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    marks: list[Mark] | None = None
    carried: frozenset[Tag] = frozenset()
    carries: frozenset[Tag] = frozenset()


@dataclass(slots=True)
class LaidBlock:
    """A block with its lines; `layout` draws the text."""

    block: Block
    layout: QTextLayout
    lines: list[Line]
    mixed: bool
    from_right: bool
    height: float = 0.0

    def runs(self, line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
        """Return the stretches of pixels that a range covers on a line, trailing spaces left out."""
        block = self.block
        first, last = block.unit(start), block.unit(end)
        if last >= line.textStart() + line.textLength() and block.units.utf16_length == len(block.text):
            while last > first + 1 and block.text[last - 1].isspace():
                last -= 1
        if self.mixed:
            return _visual_runs(line, first, last) or self._without_glyphs(line, first, last)
        x0 = x_of(line, first)
        return [(x0, max(x_of(line, last), x0 + _LEAST_WIDTH))]

    def beginning(
        self, line: QTextLine, start: int, end: int, runs: list[tuple[float, float]]
    ) -> tuple[int, bool]:
        """Return which of the stretches of a range its first character is in, and whether it is read from the right.

        Where a stretch is read in both directions, that of the paragraph counts.
        """
        if not self.mixed:
            return 0, False
        first, last = self.block.unit(start), self.block.unit(end)
        at = [run.boundingRect().center().x() for run in line.glyphRuns(first, 1)]
        beside = len(runs) - 1 if self.from_right else 0
        number = next((n for n, (x0, x1) in enumerate(runs) if at and x0 - 1 <= at[0] <= x1 + 1), beside)
        x0, x1 = runs[number]
        directions = {
            run.isRightToLeft()
            for run in line.glyphRuns(first, last - first)
            if x0 - 1 <= run.boundingRect().center().x() <= x1 + 1
        }
        return number, directions.pop() if len(directions) == 1 else self.from_right

    def _without_glyphs(self, line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
        """Return where what shows no glyph is: spaces at the end of a mixed line are beyond all words."""
        x = x_of(line, first)
        if last >= line.textStart() + line.textLength():
            rect = line.naturalTextRect()
            x = rect.left() - _LEAST_WIDTH if self.from_right else rect.right()
        return [(x, x + _LEAST_WIDTH)]


def shaped(block: Block, reach: int, look: Look, width: float) -> LaidBlock:
    """Break a block into lines of a width in pixels; they have no place yet."""
    layout = QTextLayout(block.text, look.font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(look.average_width * 8)
    mixed = not block.text.isascii() and _RIGHT_TO_LEFT.search(block.text) is not None
    from_right = mixed and _reads_from_right(block.text)
    if from_right:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    lines: list[Line] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        last = block.offset(end)
        lines.append(Line(block.offset(start), last, last, line, line.height()))
    layout.endLayout()
    lines[-1].reach = max(reach, lines[-1].end)
    return LaidBlock(block, layout, lines, mixed, from_right)


def set_top(line: Line, y: float) -> None:
    """Put a line at a height in its block."""
    if line.top != y or line.text_top != y + line.head:
        line.line.setPosition(QPointF(0.0, y + line.head))
    line.top, line.text_top = y, y + line.head
    line.text_bottom = line.text_top + line.line_height
    line.bottom = line.text_bottom + line.lanes * line.lane_height


def x_of(line: QTextLine, unit: int) -> float:
    """Return where a UTF-16 offset is on a line."""
    # PySide returns the place with the unit it stands at; its stubs say `object`.
    return cast("tuple[float, int]", line.cursorToX(unit))[0]


def _visual_runs(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """Under right-to-left text a range can lie in several stretches: join those of its glyphs.

    `cursorToX` does not tell where a run of the other direction begins and ends.
    """
    rects = [run.boundingRect().normalized() for run in line.glyphRuns(first, last - first)]
    runs: list[tuple[float, float]] = []
    for x0, x1 in sorted((rect.left(), rect.right()) for rect in rects):
        if runs and x0 <= runs[-1][1] + 1.0:
            runs[-1] = (runs[-1][0], max(x1, runs[-1][1]))
        else:
            runs.append((x0, max(x1, x0 + _LEAST_WIDTH)))
    return runs


def _reads_from_right(text: str) -> bool:
    strong = next((kind for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    return strong != "L"
