"""Where everything of an article is: blocks, lines, and the pieces of spans under them."""

from __future__ import annotations

import time
import unicodedata
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextLine, QTextOption

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment, Span, reading_order
from annotator.gui.article import lanes
from annotator.gui.article.blocks import Block, block_at, blocks_of
from annotator.gui.article.lanes import Piece
from annotator.gui.article.look import Look

KEPT = 400  # laid-out blocks; some 70 kB each


@dataclass(slots=True)
class Line:
    """One line of a block. `start` and `end` are code points; the rest pixels in the block."""

    start: int
    end: int
    line: QTextLine
    top: float
    text_top: float
    text_bottom: float
    bottom: float
    lane_height: float
    pieces: list[Piece]


@dataclass(slots=True)
class LaidBlock:
    """A block with its lines; `layout` draws the text."""

    layout: QTextLayout
    lines: list[Line]
    height: float


class ArticleLayout:
    """Lays out the blocks of one article when they are asked for, and guesses the others' heights."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = 560.0
        self.blocks: list[Block] = blocks_of("")
        self._starts = [0]
        self._heights = [0.0]
        self._measured = bytearray(1)
        self._next_unmeasured = 0
        self._tops: list[float] | None = None
        self._laid: OrderedDict[int, LaidBlock] = OrderedDict()
        self._spans: dict[int, Span] = {}
        self._by_block: dict[int, set[int]] = {}
        # Span and fragment whose tag found no room on the line before.
        self._carried: set[tuple[int, int]] = set()

    # What is shown

    def set_text(self, text: str) -> None:
        """Show another text, without spans."""
        self.blocks = blocks_of(text)
        self._starts = [block.start for block in self.blocks]
        self._spans, self._by_block = {}, {}
        self.relayout()

    def set_spans(self, annotations: Annotations) -> None:
        """Show these spans; only the blocks of spans that changed are laid out anew."""
        new = annotations.spans
        changed = [s for i, s in self._spans.items() if new.get(i) is not s and new.get(i) != s]
        changed += [s for i, s in new.items() if self._spans.get(i) is not s and self._spans.get(i) != s]
        touched: set[int] = set()
        for span in changed:
            for index in self._indexes(span):
                touched.add(index)
                members = self._by_block.setdefault(index, set())
                (members.add if new.get(span.id) == span else members.discard)(span.id)
        self._spans = dict(new)
        for index in touched:
            self._laid.pop(index, None)

    def relayout(self) -> None:
        """Forget all positions, after a change of width, font or text."""
        self._laid.clear()
        per_line = max(8.0, self.width / self.look.average_width)
        heights = []
        for block in self.blocks:
            lines = -(-(block.end - block.start) // int(per_line))
            heights.append(lines * self.look.line_height + self.look.paragraph_gap)
        self._heights = heights
        self._measured = bytearray(len(heights))
        self._next_unmeasured = 0
        self._tops = None

    def measure_some(self, seconds: float) -> bool:
        """Lay out blocks not yet seen for at most this long; tell whether some are left."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            index = self._measured.find(0, self._next_unmeasured)
            if index < 0:
                return False
            self._next_unmeasured = index
            self._set_height(index, self._lay_out(index).height)
        return True

    # Positions

    @property
    def height(self) -> float:
        """The height of the whole text, in part guessed."""
        tops = self._all_tops()
        return tops[-1]

    def top(self, index: int) -> float:
        """Return where a block begins, its gap included."""
        return self._all_tops()[index]

    def index_at_y(self, y: float) -> int:
        """Return the index of the block at a height."""
        tops = self._all_tops()
        return min(max(0, bisect_right(tops, y) - 1), len(self.blocks) - 1)

    def index_of(self, offset: int) -> int:
        """Return the index of the block that holds a code point."""
        return block_at(self._starts, offset)

    def laid(self, index: int) -> LaidBlock:
        """Return a block laid out; its height is then known, and `top` of later ones may move."""
        found = self._laid.get(index)
        if found is not None:
            self._laid.move_to_end(index)
            return found
        found = self._lay_out(index)
        self._laid[index] = found
        if len(self._laid) > KEPT:
            self._laid.popitem(last=False)
        self._set_height(index, found.height)
        return found

    def _set_height(self, index: int, height: float) -> None:
        self._measured[index] = 1
        if abs(height - self._heights[index]) > 0.1:
            self._heights[index] = height
            self._tops = None

    def line_of(self, offset: int) -> tuple[int, Line]:
        """Return the block's index and the line that holds a code point."""
        index = self.index_of(offset)
        lines = self.laid(index).lines
        for line in lines:
            if offset < line.end:
                return index, line
        return index, lines[-1]

    def line_beside(self, index: int, line: Line, direction: int) -> tuple[int, Line] | None:
        """Return the line after (1) or before (-1) a line, with its block's index; None at the ends."""
        lines = self.laid(index).lines
        number = [one.start for one in lines].index(line.start) + direction
        if 0 <= number < len(lines):
            return index, lines[number]
        index += direction
        if not 0 <= index < len(self.blocks):
            return None
        return index, self.laid(index).lines[0 if direction > 0 else -1]

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Return the rectangles, in the text's pixels, that cover a range."""
        rects = []
        for index in range(self.index_of(start), self.index_of(max(start, end - 1)) + 1):
            laid, block = self.laid(index), self.blocks[index]
            top = self.top(index)
            for line in laid.lines:
                first, last = max(start, line.start), min(end, line.end)
                if first < last:
                    for x0, x1 in self._runs(block, line.line, first, last):
                        rects.append(
                            QRectF(x0, top + line.text_top, x1 - x0, line.text_bottom - line.text_top)
                        )
        return rects

    def first_rect(self, fragment: Fragment) -> QRectF:
        """Return the rectangle of a fragment's first line."""
        _, line = self.line_of(fragment.start)
        found = self.rects(fragment.start, min(fragment.end, max(line.end, fragment.start + 1)))
        return found[0] if found else self.caret_rect(fragment.start)

    def caret_rect(self, offset: int) -> QRectF:
        """Return where a caret before a code point stands."""
        index, line = self.line_of(offset)
        x = _x(line.line, self.blocks[index].unit(offset))
        return QRectF(x, self.top(index) + line.text_top, 1.5, line.text_bottom - line.text_top)

    def hit(self, x: float, y: float) -> tuple[int, int | None]:
        """Return the code point whose edge is nearest to a place, and the span whose bar or tag is there, if any."""
        index, line = self.line_at(y)
        block, inside = self.blocks[index], y - self.top(index)
        offset = min(block.offset(line.line.xToCursor(x)), line.end)
        for piece in line.pieces:
            if self._on_bar(line, piece, x, inside):
                return offset, piece.span_id
        return offset, None

    def character(self, x: float, y: float) -> int:
        """Return the code point of the character at a place, or of the nearest one in its line."""
        index, line = self.line_at(y)
        block, shaped = self.blocks[index], self.laid(index).layout
        near = line.line.xToCursor(x)
        # Where the direction changes, the nearest edge may be that of another character.
        for unit in (
            near,
            shaped.previousCursorPosition(near),
            *range(block.unit(line.start), block.unit(line.end)),
        ):
            start, end = block.offset(unit), block.offset(shaped.nextCursorPosition(unit))
            whole = line.start <= start < min(end, line.end) and shaped.isValidCursorPosition(unit)
            if whole and any(x0 <= x < x1 for x0, x1 in self._runs(block, line.line, start, end)):
                return start
        last = block.offset(shaped.previousCursorPosition(block.unit(line.end)))
        return max(line.start, min(block.offset(near), last))

    def line_at(self, y: float) -> tuple[int, Line]:
        """Return the line at a height, with its block's index."""
        index = self.index_at_y(y)
        lines = self.laid(index).lines
        inside = y - self.top(index)
        return index, next((line for line in lines if inside < line.bottom), lines[-1])

    def _on_bar(self, line: Line, piece: Piece, x: float, y: float) -> bool:
        right = max(piece.x1, piece.x0 + piece.tag_width)
        if piece.tinted:
            return (
                bool(piece.tag)
                and piece.x0 <= x <= piece.x0 + piece.tag_width
                and line.top <= y < line.text_top
            )
        top = line.text_bottom + piece.lane * line.lane_height
        return piece.x0 - 1 <= x <= right + 1 and top <= y < top + line.lane_height

    def spans_at(self, offset: int) -> list[Span]:
        """Return the spans with a fragment over a code point, innermost first."""
        members = self._by_block.get(self.index_of(offset), set())
        over = [
            self._spans[i]
            for i in members
            if any(f.start <= offset < f.end for f in self._spans[i].fragments)
        ]
        return sorted(over, key=lambda span: (span.end - span.start, span.id))

    def spans_starting_in(self, first: int, last: int) -> list[Span]:
        """Return the spans that begin in these blocks."""
        found = {i for index in range(first, last + 1) for i in self._by_block.get(index, ())}
        low = self.blocks[first].start
        return [self._spans[i] for i in found if self._spans[i].start >= low]

    # Laying out

    def _all_tops(self) -> list[float]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0.0))
        return self._tops

    def _gap_before(self, index: int) -> float:
        """Return the space above a block: none within a paragraph, and none beside an empty line."""
        block = self.blocks[index]
        follows_text = index > 0 and self.blocks[index - 1].text
        return self.look.paragraph_gap if block.first_of_paragraph and block.text and follows_text else 0.0

    def _indexes(self, span: Span) -> range:
        return range(self.index_of(span.start), self.index_of(max(span.start, span.end - 1)) + 1)

    def _outermost(self, spans: list[Span]) -> set[int]:
        """Return the ids of the spans of a block to tint: of those that overlap, the first and longest."""
        tinted: set[int] = set()
        end = -1
        for span in sorted(filter(self.look.tints, spans), key=reading_order):
            if span.start >= end:
                tinted.add(span.id)
                end = span.end
        return tinted

    def _lay_out(self, index: int) -> LaidBlock:
        block = self.blocks[index]
        layout = QTextLayout(block.text, self.look.font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(self.look.average_width * 8)
        if _reads_from_right(block.text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        lines: list[Line] = []
        spans = sorted((self._spans[i] for i in self._by_block.get(index, ())), key=lambda s: s.id)
        tinted = self._outermost(spans)
        self._carried.clear()
        y = self._gap_before(index)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            made = self._line(block, line, y, spans, tinted)
            lines.append(made)
            y = made.bottom
        layout.endLayout()
        if not block.text:
            y = self.look.paragraph_gap
            lines[0].text_top, lines[0].text_bottom, lines[0].bottom = 0.0, y, y
        return LaidBlock(layout, lines, y)

    def _line(self, block: Block, line: QTextLine, y: float, spans: list[Span], tinted: set[int]) -> Line:
        start = block.offset(line.textStart())
        end = block.offset(line.textStart() + line.textLength())
        pieces = [
            piece for span in spans if start < end and span.start < end and start < span.end
            for piece in self._pieces(block, line, start, end, span, span.id in tinted)
        ]  # fmt: skip
        count = lanes.place(pieces)
        lane_height = self.look.lane_height if count <= self.look.roomy_lanes else self.look.thin_lane_height
        self._set_tags(pieces, roomy=count <= self.look.roomy_lanes)
        head = self.look.tag_height + 2.0 if any(p.tinted and p.tag for p in pieces) else 0.0
        head = max(head, self.look.leading)
        line.setPosition(QPointF(0.0, y + head))
        bottom = y + head + line.height()
        return Line(start, end, line, y, y + head, bottom, bottom + count * lane_height, lane_height, pieces)

    def _pieces(
        self, block: Block, line: QTextLine, start: int, end: int, span: Span, tinted: bool
    ) -> list[Piece]:
        weight = span.end - span.start
        pieces = []
        for number, fragment in enumerate(span.fragments):
            if fragment.start < end and start < fragment.end:
                inside = Fragment(max(start, fragment.start), min(end, fragment.end))
                for run, (x0, x1) in enumerate(self._runs(block, line, *inside)):
                    piece = Piece(
                        span.id,
                        x0,
                        x1,
                        weight,
                        inside.start == fragment.start,
                        inside.end == fragment.end,
                        tinted=tinted,
                    )
                    if run == 0 and (piece.first or (span.id, number) in self._carried):
                        piece.tag, piece.short_tag = self.look.tags(span, number)
                        self._carried.discard((span.id, number))
                        piece.fragment = number
                    pieces.append(piece)
            if number + 1 < len(span.fragments):
                gap = Fragment(max(start, fragment.end), min(end, span.fragments[number + 1].start))
                if gap.start < gap.end:
                    pieces += [
                        Piece(span.id, x0, x1, weight, first=False, last=False, gap=True, tinted=tinted)
                        for x0, x1 in self._runs(block, line, *gap)
                    ]
        return pieces

    def _set_tags(self, pieces: list[Piece], *, roomy: bool) -> None:
        metrics: QFontMetricsF = self.look.tag_metrics
        for piece in pieces:
            if not piece.tag:
                continue
            if not roomy and not piece.tinted:
                piece.tag = ""
                continue
            room = lanes.tag_room(pieces, piece, self.width) - 3
            tag = piece.tag
            if metrics.horizontalAdvance(tag) > room:
                tag = piece.short_tag
            if metrics.horizontalAdvance(tag) > room:
                tag = self._shortened_tag(piece, tag, room)
            piece.tag = tag
            piece.tag_width = metrics.horizontalAdvance(tag)

    def _shortened_tag(self, piece: Piece, tag: str, room: float) -> str:
        """Return what fits of a tag; nothing where the fragment goes on, and its next line has the room."""
        if not piece.last:
            self._carried.add((piece.span_id, piece.fragment))
            return ""
        if room <= self.look.least_tag:
            return ""
        return self.look.tag_metrics.elidedText(tag, Qt.TextElideMode.ElideRight, room)

    def _runs(self, block: Block, line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
        """Return the stretches of pixels that a range covers on a line, trailing spaces left out."""
        first, last = block.unit(start), block.unit(end)
        line_end = line.textStart() + line.textLength()
        if last >= line_end:
            shown = block.text if block.units.utf16_length == len(block.text) else None
            while shown and last > first + 1 and shown[last - 1].isspace():
                last -= 1
        if not _has_right_to_left(block.text):
            x0 = _x(line, first)
            x1 = _x(line, last)
            return [(x0, max(x1, x0 + 2.0))]
        return _visual_runs(line, first, last)


def _x(line: QTextLine, unit: int) -> float:
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
            runs.append((x0, max(x1, x0 + 2.0)))
    return runs or [(_x(line, first), _x(line, first) + 2.0)]


_RIGHT_TO_LEFT = frozenset(("R", "AL", "RLE", "RLO", "RLI"))


@lru_cache(KEPT)  # asked for each piece of each line of a block
def _has_right_to_left(text: str) -> bool:
    # U+0590 is the first character of a right-to-left script.
    return max(text, default="") >= "\u0590" and any(
        unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text
    )


def _reads_from_right(text: str) -> bool:
    if max(text, default="") < "\u0590":
        return False
    strong = next((kind for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    return strong != "L"
