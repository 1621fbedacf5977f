"""Draws what is visible of an article: tints, text, bars, tags, links."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextLayout

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

    def block(self, index: int) -> None:
        """Draw one block at its place."""
        laid = self.layout.laid(index)
        top = self.layout.top(index)
        lines = [line for line in laid.lines if top + line.bottom >= self._y0 and top + line.top <= self._y1]
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

    # Links

    def link(self, head: Span, child: Span) -> None:
        """Draw a curve from one span to another, with a dot at the end it points to."""
        start, end = self._anchor(head, child), self._anchor(child, head)
        lift = min(46.0, 14.0 + abs(end.x() - start.x()) * 0.12)
        if max(start.y(), end.y()) < self._y0 or min(start.y(), end.y()) - lift > self._y1:
            return
        path = QPainterPath(start)
        middle = (start.y() + end.y()) / 2
        high = min(start.y(), end.y()) - lift if abs(start.y() - end.y()) < self.look.line_height else middle
        path.cubicTo(QPointF(start.x(), high), QPointF(end.x(), high), end)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.colours.accent), 1.4))
        self.painter.drawPath(path)
        self.painter.setBrush(QColor(self.colours.accent))
        self.painter.drawEllipse(end, 3.0, 3.0)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _anchor(self, span: Span, towards: Span) -> QPointF:
        """Return the middle of the span's first stretch, on the side where the other one is."""
        rect = self._place(span)
        below = towards.start > span.end and self._place(towards).top() > rect.bottom()
        return QPointF(rect.center().x(), rect.bottom() + 2 if below else rect.top() - 2)

    def _place(self, span: Span) -> QRectF:
        """Return where a span begins; about where, if that is not laid out and so out of sight."""
        index = self.layout.index_of(span.start)
        if self.layout.is_laid(index):
            return self.layout.first_rect(span.fragments[0])
        return QRectF(0, self.layout.top(index), self.layout.width / 2, self.look.line_height)

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
        if piece.first:
            self.painter.fillRect(QRectF(rect.left(), rect.top(), 1.5, rect.height()), look.colour)
        if piece.last:
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
        elif look.style == "dots":
            tile = self.look.dots(colour, self._scale)
            self.painter.drawTiledPixmap(QRectF(piece.x0, y, piece.x1 - piece.x0, bar), tile)
        else:
            self.painter.fillRect(QRectF(piece.x0, y, piece.x1 - piece.x0, bar), colour)
            if piece.first:
                self.painter.fillRect(QRectF(piece.x0, y - 2, 1.5, bar + 2), colour)
        if piece.tag:
            self._tag(piece, y + bar, colour)

    def _tinted_marks(self, line: Line, piece: Piece, top: float, colour: QColor) -> None:
        if piece.gap:
            self._dotted(piece.x0, piece.x1, top + line.text_bottom - 1, colour)
        if piece.tag:
            self._tag(piece, top + line.text_top - 2.0 - self.look.tag_metrics.height(), colour)

    def _tag(self, piece: Piece, y: float, colour: QColor) -> None:
        self.painter.setPen(colour)
        self.painter.drawStaticText(QPointF(piece.x0, y), self.look.drawn(piece.tag))

    def _dotted(self, x0: float, x1: float, y: float, colour: QColor) -> None:
        self.painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
        self.painter.drawLine(QPointF(x0, y), QPointF(x1, y))

    def _dashed(self, piece: Piece, y: float, height: float, colour: QColor) -> None:
        x = piece.x0
        while x < piece.x1 - 0.5:
            self.painter.fillRect(QRectF(x, y, min(_DASH, piece.x1 - x), height), colour)
            x += 1.7 * _DASH
