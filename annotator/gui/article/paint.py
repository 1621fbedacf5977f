"""Draws what is visible of an article: tints, text, bars, tags."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout

from annotator.core.spans import Fragment, Span
from annotator.gui.article.lanes import Piece
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.look import Look
from annotator.gui.article.shaping import LaidBlock, Line
from annotator.gui.theme import Colours

_OUTLINE = 2.0
_DASH = 5.0


class Painter:
    """Paints the blocks of one layout with one painter; coordinates are the text's own.

    Nothing outside `y0` to `y1` is drawn. While `ends` are given, a link may only end at these spans.
    """

    def __init__(
        self,
        painter: QPainter,
        layout: ArticleLayout,
        colours: Colours,
        visible: Fragment,
        y0: float,
        y1: float,
        ends: Container[int] | None,
    ) -> None:
        self.painter = painter
        self.visible = visible
        self.layout = layout
        self.look: Look = layout.look
        self.colours = colours
        self._y0, self._y1 = y0, y1
        self._ends = ends
        self._scale = painter.device().devicePixelRatioF()
        # Of a double bar: whole pixels of the screen, so that both lines are equally crisp.
        self._thin = max(1, int(self.look.bar * self._scale / 3)) / self._scale
        self._second = round(self.look.bar * self._scale) / self._scale

    def block(self, index: int) -> None:
        """Draw one block at its place."""
        laid = self.layout.laid(index)
        top = self.layout.top(index)
        lines = [line for line in laid.lines if self._is_in_sight(line, top)]
        for line in lines:
            for piece in line.pieces:
                if piece.tinted and not piece.gap:
                    self._tint(line, piece, top)
        self._text(laid, top)
        self.painter.setFont(self.look.tag_font)
        for line in lines:
            for piece in line.pieces:
                self._piece(line, piece, top)

    def range(self, start: int, end: int, colour: str) -> None:
        """Fill the ground of a range."""
        for rect in self._visible_rects(Fragment(start, end)):
            self.painter.fillRect(rect.adjusted(0, -1, 0, 1), QColor(colour))

    def _visible_rects(self, fragment: Fragment) -> list[QRectF]:
        start, end = max(fragment.start, self.visible.start), min(fragment.end, self.visible.end)
        return self.layout.rects(start, end) if start < end else []

    def outline(self, span: Span, colour: str, *, dashed: bool = False) -> None:
        """Draw a frame round each stretch of a span."""
        for fragment in span.fragments:
            self.frame(fragment, colour, dashed=dashed)

    def frame(self, fragment: Fragment, colour: str, *, dashed: bool = False) -> None:
        """Draw a frame round each line of a range."""
        pen = QPen(QColor(colour), _OUTLINE)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for rect in self._visible_rects(fragment):
            self.painter.drawRoundedRect(rect.adjusted(-2.5, -1.5, 2.5, 1.5), 4, 4)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def in_hand(self, index: int, span: Span) -> None:
        """Frame the bars of a span in one block, and name them, where lanes are too thin for tags."""
        laid, top = self.layout.laid(index), self.layout.top(index)
        for line in laid.lines:
            if line.lanes > self.look.roomy_lanes and self._is_in_sight(line, top):
                for piece in line.pieces:
                    if piece.span_id == span.id and not (piece.suggested or piece.tinted or piece.gap):
                        self._framed(line, piece, top, self.look.tags(span, piece.fragment)[1])

    def _framed(self, line: Line, piece: Piece, top: float, tag: str) -> None:
        accent, bar = QColor(self.colours.accent), self.look.bar
        y = top + line.text_bottom + piece.lane * line.lane_height + 1
        rect = QRectF(piece.x0, y, piece.x1 - piece.x0, bar)
        self.painter.fillRect(rect.adjusted(-4, -4, 4, 4), accent)
        self.painter.fillRect(rect.adjusted(-2, -2, 2, 2), QColor(self.colours.window))
        self._bar(piece, y, self.look.of(piece.label).colour)
        width = self.look.advance(tag) + 8
        x = piece.x0 - 4 - width
        if x < 0:
            x = piece.x1 + 4 if piece.x1 + 4 + width <= self.layout.width else piece.x0 - 4
        box = QRectF(x, y + bar / 2 - self.look.tag_height / 2 - 1, width, self.look.tag_height + 2)
        self.painter.fillRect(box, accent)
        self.painter.setFont(self.look.tag_font)
        self.painter.setPen(QColor(self.colours.on_accent))
        self.painter.drawStaticText(QPointF(box.left() + 4, box.top() + 1), self.look.drawn(tag))

    def _is_in_sight(self, line: Line, top: float) -> bool:
        return top + line.bottom >= self._y0 and top + line.top <= self._y1

    # Text and spans

    def _text(self, laid: LaidBlock, top: float) -> None:
        self.painter.setPen(QColor(self.colours.text))
        clip = QRectF(-1_000, self._y0, self.layout.width + 2_000, self._y1 - self._y0)
        nothing: list[QTextLayout.FormatRange] = []
        laid.layout.draw(self.painter, QPointF(0.0, top), nothing, clip)

    def _tint(self, line: Line, piece: Piece, top: float) -> None:
        look = self.look.of(piece.label)
        rect = QRectF(piece.x0, top + line.text_top, piece.x1 - piece.x0, line.text_bottom - line.text_top)
        self.painter.fillRect(rect, look.tint)
        left, right = (piece.last, piece.first) if piece.from_right else (piece.first, piece.last)
        if left:
            self.painter.fillRect(QRectF(rect.left(), rect.top(), 1.5, rect.height()), look.colour)
        if right:
            self.painter.fillRect(QRectF(rect.right() - 1.5, rect.top(), 1.5, rect.height()), look.colour)

    def _piece(self, line: Line, piece: Piece, top: float) -> None:
        look = self.look.of(piece.label)
        offered = self._ends is None or (not piece.suggested and piece.span_id in self._ends)
        colour = look.colour if offered else look.faint
        if piece.tinted:
            self._tinted_marks(line, piece, top, colour)
            return
        bar = self.look.bar
        y = top + line.text_bottom + piece.lane * line.lane_height + 1
        if piece.gap:
            self._dotted(piece.x0, piece.x1, y + bar / 2, colour)
        elif piece.suggested:
            self._dashed(piece, y, max(2.0, bar - 1), colour)
        else:
            self._bar(piece, y, colour)
        if piece.tag:
            self._tag(piece, y + bar, colour)

    def _bar(self, piece: Piece, y: float, colour: QColor) -> None:
        bar, width = self.look.bar, piece.x1 - piece.x0
        style = self.look.of(piece.label).style
        if style == "dots":
            tile = self.look.dots(colour, self._scale)
            self.painter.drawTiledPixmap(QRectF(piece.x0, y, width, bar), tile)
            return
        if style == "double":
            self.painter.fillRect(QRectF(piece.x0, y, width, self._thin), colour)
            self.painter.fillRect(QRectF(piece.x0, y + self._second, width, self._thin), colour)
        else:
            self.painter.fillRect(QRectF(piece.x0, y, width, bar), colour)
        if piece.first:
            x = piece.x1 - 1.5 if piece.from_right else piece.x0
            self.painter.fillRect(QRectF(x, y - 2, 1.5, bar + 2), colour)

    def _tinted_marks(self, line: Line, piece: Piece, top: float, colour: QColor) -> None:
        if piece.gap:
            self._dotted(piece.x0, piece.x1, top + line.text_bottom - 1, colour)
        if piece.tag:
            self._tag(piece, top + line.text_top - 2.0 - self.look.tag_metrics.height(), colour)

    def _tag(self, piece: Piece, y: float, colour: QColor) -> None:
        self.painter.setPen(colour)
        self.painter.drawStaticText(QPointF(piece.tag_x, y), self.look.drawn(piece.tag))

    def _dotted(self, x0: float, x1: float, y: float, colour: QColor) -> None:
        self.painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
        self.painter.drawLine(QPointF(x0, y), QPointF(x1, y))

    def _dashed(self, piece: Piece, y: float, height: float, colour: QColor) -> None:
        x = piece.x0
        while x < piece.x1 - 0.5:
            self.painter.fillRect(QRectF(x, y, min(_DASH, piece.x1 - x), height), colour)
            x += 1.7 * _DASH
