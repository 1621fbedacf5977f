"""Where everything of an article is: blocks, lines, and the pieces of spans under them."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QRectF

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment, Span
from annotator.gui.article import pieces
from annotator.gui.article.blocks import Blocks
from annotator.gui.article.heights import Heights
from annotator.gui.article.lanes import Piece
from annotator.gui.article.look import Look
from annotator.gui.article.placing import Placed
from annotator.gui.article.shaping import LaidBlock, Line, shaped, x_of

KEPT = 400  # laid-out blocks,
KEPT_CHARACTERS = 120_000  # and as many characters in them; some 300 bytes each


class ArticleLayout:
    """Lays out the blocks of one article when they are asked for, and guesses the others' heights."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = 560.0
        self.set_text("")

    # What is shown

    def set_text(self, text: str) -> None:
        """Show another text, without spans."""
        self.blocks = Blocks(text)
        self._placed = Placed(self.blocks.starts)
        self._suggested = Placed(self.blocks.starts)
        self.relayout()

    def set_spans(self, annotations: Annotations) -> None:
        """Show these spans; only the lines of spans that changed are made anew."""
        self._refresh(self._placed.show(annotations))

    def set_suggestions(self, suggestions: Iterable[Span]) -> None:
        """Show these, too, as spans that nobody has accepted yet."""
        self._refresh(self._suggested.put(suggestions))

    def relayout(self) -> None:
        """Forget all positions, after a change of width, font or text."""
        self._laid: OrderedDict[int, LaidBlock] = OrderedDict()
        self._kept_characters = 0
        per_line = int(max(8.0, self.width / self.look.average_width))
        line, gap = self.look.line_height, self.look.paragraph_gap
        bounds = zip(self.blocks.starts, self.blocks.ends, strict=True)
        self._heights = Heights([-(-(end - start) // per_line) * line + gap for start, end in bounds])
        self._measured = bytearray(len(self.blocks))
        self._next_unmeasured = 0

    def measure_some(self, seconds: float) -> bool:
        """Lay out blocks not yet seen for at most this long; tell whether some are left."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            index = self._measured.find(0, self._next_unmeasured)
            if index < 0:
                self._next_unmeasured = len(self.blocks)
                return False
            self._next_unmeasured = index
            self._set_height(index, (self._laid.get(index) or self._lay_out(index)).height)
        return True

    @property
    def is_measured(self) -> bool:
        """Whether no height is guessed."""
        return self._next_unmeasured >= len(self.blocks)

    def knows_height(self, index: int) -> bool:
        """Tell whether a block's height is not guessed."""
        return bool(self._measured[index])

    # Spans

    @property
    def spans(self) -> dict[int, Span]:
        """The spans shown, by id; not to be changed."""
        return self._placed.spans

    @property
    def suggestions(self) -> dict[int, Span]:
        """The suggestions shown, by id; not to be changed."""
        return self._suggested.spans

    def spans_at(self, offset: int) -> list[Span]:
        """Return the spans with a fragment over a code point, innermost first."""
        near = self._placed.spans_in(self.index_of(offset))
        over = [span for span in near if any(f.start <= offset < f.end for f in span.fragments)]
        return sorted(over, key=lambda span: (span.end - span.start, span.id))

    def claims_starting_in(self, first: int, last: int) -> list[Span]:
        """Return the spans that begin in these blocks and are of labels that tint the text."""
        found = {i for index in range(first, last + 1) for i in self._placed.ids_in(index)}
        low = self.blocks.starts[first]
        spans = (self.spans[i] for i in found)
        return [span for span in spans if self.look.tints(span) and span.start >= low]

    # Positions

    @property
    def height(self) -> float:
        """The height of the whole text, in part guessed."""
        return self._heights.total

    def top(self, index: int) -> float:
        """Return where a block begins, its gap included."""
        return self._heights.top(index)

    def index_at_y(self, y: float) -> int:
        """Return the index of the block at a height."""
        return self._heights.at(y)

    def index_of(self, offset: int) -> int:
        """Return the index of the block that holds a code point."""
        return self.blocks.at(offset)

    def laid(self, index: int) -> LaidBlock:
        """Return a block laid out; its height is then known, and `top` of later ones may move."""
        found = self._laid.get(index)
        if found is not None:
            self._laid.move_to_end(index)
            return found
        found = self._lay_out(index)
        self._laid[index] = found
        self._kept_characters += len(found.block.text)
        while len(self._laid) > KEPT or (self._kept_characters > KEPT_CHARACTERS and len(self._laid) > 1):
            _, oldest = self._laid.popitem(last=False)
            self._kept_characters -= len(oldest.block.text)
        self._set_height(index, found.height)
        return found

    def is_laid(self, index: int) -> bool:
        """Tell whether a block's lines are at hand."""
        return index in self._laid

    def line_of(self, offset: int) -> tuple[int, Line]:
        """Return the block's index and the line that holds a code point."""
        index = self.index_of(offset)
        lines = self.laid(index).lines
        return index, next((line for line in lines if offset < line.end), lines[-1])

    def text_top(self, offset: int) -> float:
        """Return where the text of the line of a code point begins."""
        index, line = self.line_of(offset)
        return self.top(index) + line.text_top

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
            laid = self.laid(index)
            top = self.top(index)
            for line in laid.lines:
                first, last = max(start, line.start), min(end, line.end)
                if first < last:
                    y, height = top + line.text_top, line.text_bottom - line.text_top
                    rects += [QRectF(x0, y, x1 - x0, height) for x0, x1 in laid.runs(line.line, first, last)]
        return rects

    def first_rect(self, fragment: Fragment) -> QRectF:
        """Return the rectangle of a fragment's first line."""
        _, line = self.line_of(fragment.start)
        found = self.rects(fragment.start, min(fragment.end, max(line.end, fragment.start + 1)))
        return found[0] if found else self.caret_rect(fragment.start)

    def caret_rect(self, offset: int) -> QRectF:
        """Return where a caret before a code point stands."""
        index, line = self.line_of(offset)
        x = x_of(line.line, self.blocks[index].unit(offset))
        return QRectF(x, self.top(index) + line.text_top, 1.5, line.text_bottom - line.text_top)

    # What is at a place

    def hit(self, x: float, y: float) -> tuple[int, int | None]:
        """Return the code point whose edge is nearest to a place, and the span whose bar or tag is there, if any."""
        index, line = self.line_at(y)
        offset = min(self.blocks[index].offset(line.line.xToCursor(x)), line.end)
        piece = self._piece_at(index, line, x, y)
        return offset, piece.span_id if piece is not None and not piece.suggested else None

    def piece_at(self, x: float, y: float) -> Piece | None:
        """Return the piece of a span, or of a suggestion, whose bar or tag is at a place."""
        return self._piece_at(*self.line_at(y), x, y)

    def _piece_at(self, index: int, line: Line, x: float, y: float) -> Piece | None:
        inside = y - self.top(index)
        nearly: Piece | None = None
        for piece in line.pieces:
            part = self._part_at(line, piece, x, inside)
            if part is not None:
                if part:
                    return piece
                nearly = nearly or piece
        return nearly

    def _part_at(self, line: Line, piece: Piece, x: float, y: float) -> bool | None:
        """Return None where a place in the block is not a piece's; True where it is no other's.

        The tag of one span may reach below the bar of the next, and there each has its own height.
        """
        on_words = piece.x0 - 1 <= x <= piece.x1 + 1
        on_tag = bool(piece.tag) and piece.tag_x - 1 <= x <= piece.tag_x + piece.tag_width + 1
        if not (on_words or on_tag):
            return None
        if piece.tinted:  # the space above the words, as these themselves are to be selected
            bottom = line.text_top if line.start < line.end else line.text_bottom
            return True if not piece.gap and line.top <= y < bottom else None
        top = line.text_bottom + piece.lane * line.lane_height
        if not top <= y < top + line.lane_height:
            return None
        return on_words if y < top + self.look.bar + 1 else on_tag

    def character(self, x: float, y: float) -> int:
        """Return the code point of the character at a place, or of the nearest one in its line."""
        index, line = self.line_at(y)
        block, laid = self.blocks[index], self.laid(index)
        near = line.line.xToCursor(x)
        # Where the direction changes, or one has no width, the nearest edge may be that of another character.
        for unit in (
            near,
            laid.layout.previousCursorPosition(near),
            *range(block.unit(line.start), block.unit(line.end)),
        ):
            start, end = block.offset(unit), block.offset(laid.layout.nextCursorPosition(unit))
            whole = line.start <= start < min(end, line.end) and laid.layout.isValidCursorPosition(unit)
            if whole and any(x0 <= x < x1 for x0, x1 in laid.runs(line.line, start, end)):
                return start
        last = block.offset(laid.layout.previousCursorPosition(block.unit(line.end)))
        return max(line.start, min(block.offset(near), last))

    def line_at(self, y: float) -> tuple[int, Line]:
        """Return the line at a height, with its block's index."""
        index = self.index_at_y(y)
        lines = self.laid(index).lines
        inside = y - self.top(index)
        return index, next((line for line in lines if inside < line.bottom), lines[-1])

    # Laying out

    def _refresh(self, touched: list[range]) -> None:
        """Bring blocks whose spans changed up to date, or let them be measured again when there is time."""
        if not self._laid:
            touched = [range(len(self.blocks))] if touched else []
        narrow = {index for blocks in touched for index in blocks if len(blocks) <= len(self._laid)}
        wide = [blocks for blocks in touched if len(blocks) > len(self._laid)]
        laid = {index for index in self._laid if index in narrow or any(index in blocks for blocks in wide)}
        for blocks in wide:
            self._measured[blocks.start : blocks.stop] = bytes(len(blocks))
            self._next_unmeasured = min(self._next_unmeasured, blocks.start)
        for index in narrow - laid:
            self._measured[index] = 0
            self._next_unmeasured = min(self._next_unmeasured, index)
        for index in laid:
            found = self._laid[index]
            self._place(index, found)
            self._set_height(index, found.height)

    def _set_height(self, index: int, height: float) -> None:
        self._measured[index] = 1
        if height != self._heights[index]:
            self._heights[index] = height

    def _gap_before(self, index: int) -> float:
        """Return the space above a block: none within a paragraph, and none beside an empty line."""
        blocks = self.blocks
        follows_text = index > 0 and blocks.starts[index - 1] < blocks.ends[index - 1]
        has_text = blocks.starts[index] < blocks.ends[index]
        return (
            self.look.paragraph_gap if has_text and follows_text and blocks.begins_paragraph(index) else 0.0
        )

    def _lay_out(self, index: int) -> LaidBlock:
        laid = shaped(self.blocks[index], self.blocks.reach(index), self.look, self.width)
        self._place(index, laid)
        return laid

    def _place(self, index: int, laid: LaidBlock) -> None:
        suggested = self._suggested.spans_in(index) if self._suggested.spans else []
        marks = pieces.marks_of(self._placed.spans_in(index), suggested, self.look)
        pieces.place(laid, marks, self.look, self.width, self._gap_before(index))
