"""Draws what is visible of an article: tints, text, bars, tags, links."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.core.spans import Fragment, Span
from annotator.gui.article.lanes import Piece
from annotator.gui.article.layout import ArticleLayout, LaidBlock, Line
from annotator.gui.article.look import Look
from annotator.gui.theme import Colours

_OUTLINE = 2.0


class Painter:
    """Paints the blocks of one layout with one painter; coordinates are the text's own."""

    def __init__(self, painter: QPainter, layout: ArticleLayout, colours: Colours, visible: Fragment) -> None:
        self.painter = painter
        self.visible = visible
        self.layout = layout
        self.look: Look = layout.look
        self.colours = colours

    def block(self, index: int, spans: dict[int, Span], candidates: Collection[int]) -> None:
        """Draw one block at its place. `candidates` are drawn as ends that a link may take."""
        laid = self.layout.laid(index)
        top = self.layout.top(index)
        for line in laid.lines:
            for piece in line.pieces:
                if piece.tinted and not piece.gap:
                    self._tint(line, piece, top, spans[piece.span_id])
        self._text(laid, top)
        self.painter.setFont(self.look.tag_font)
        for line in laid.lines:
            for piece in line.pieces:
                self._piece(
                    line,
                    piece,
                    top,
                    spans[piece.span_id],
                    faint=bool(candidates) and piece.span_id not in candidates,
                )

    def range(self, start: int, end: int, colour: str) -> None:
        """Fill the ground of a range."""
        for rect in self._visible_rects(Fragment(start, end)):
            self.painter.fillRect(rect.adjusted(0, -1, 0, 1), QColor(colour))

    def _visible_rects(self, fragment: Fragment) -> list[QRectF]:
        start, end = max(fragment.start, self.visible.start), min(fragment.end, self.visible.end)
        return self.layout.rects(start, end) if start < end else []

    def outline(self, span: Span, colour: str, *, dashed: bool = False) -> None:
        """Draw a frame round each stretch of a span."""
        pen = QPen(QColor(colour), _OUTLINE)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for fragment in span.fragments:
            for rect in self._visible_rects(fragment):
                self.painter.drawRoundedRect(rect.adjusted(-2.5, -1.5, 2.5, 1.5), 4, 4)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def link(self, head: Span, child: Span) -> None:
        """Draw a curve from one span to another, with a dot at the end it points to."""
        start, end = self._anchor(head, child), self._anchor(child, head)
        path = QPainterPath(start)
        lift = min(46.0, 14.0 + abs(end.x() - start.x()) * 0.12)
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
        rect = self.layout.first_rect(span.fragments[0])
        if towards.start > span.end and self.layout.first_rect(towards.fragments[0]).top() > rect.bottom():
            return QPointF(rect.center().x(), rect.bottom() + 2)
        return QPointF(rect.center().x(), rect.top() - 2)

    def _tint(self, line: Line, piece: Piece, top: float, span: Span) -> None:
        rect = QRectF(piece.x0, top + line.text_top, piece.x1 - piece.x0, line.text_bottom - line.text_top)
        self.painter.fillRect(rect, self.look.of(span.label).tint)
        edge = self.look.of(span.label).colour
        if piece.first:
            self.painter.fillRect(QRectF(rect.left(), rect.top(), 1.5, rect.height()), edge)
        if piece.last:
            self.painter.fillRect(QRectF(rect.right() - 1.5, rect.top(), 1.5, rect.height()), edge)

    def _text(self, laid: LaidBlock, top: float) -> None:
        self.painter.setPen(QColor(self.colours.text))
        laid.layout.draw(self.painter, QPointF(0.0, top))

    def _piece(self, line: Line, piece: Piece, top: float, span: Span, *, faint: bool) -> None:
        look = self.look.of(span.label)
        colour = QColor(look.colour)
        if faint:
            colour.setAlphaF(0.35)
        if piece.tinted:
            self._tinted_marks(line, piece, top, colour)
            return
        y = top + line.text_bottom + piece.lane * line.lane_height + 1
        width = piece.x1 - piece.x0
        if piece.gap:
            self._dotted(piece.x0, piece.x1, y + self.look.bar / 2, colour)
        elif look.style == "dots":
            step = self.look.bar
            x = piece.x0
            while x < piece.x1 - 0.5:
                self.painter.fillRect(QRectF(x, y, min(step, piece.x1 - x), step), colour)
                x += 2 * step
        else:
            self.painter.fillRect(QRectF(piece.x0, y, width, self.look.bar), colour)
            if piece.first:
                self.painter.fillRect(QRectF(piece.x0, y - 2, 1.5, self.look.bar + 2), colour)
        if piece.tag:
            self.painter.setPen(colour)
            self.painter.drawText(
                QPointF(piece.x0, y + self.look.bar + self.look.tag_metrics.ascent()), piece.tag
            )

    def _tinted_marks(self, line: Line, piece: Piece, top: float, colour: QColor) -> None:
        if piece.gap:
            self._dotted(piece.x0, piece.x1, top + line.text_bottom - 1, colour)
        if piece.tag:
            self.painter.setPen(colour)
            baseline = top + line.text_top - 2.0 - self.look.tag_metrics.descent()
            self.painter.drawText(QPointF(piece.x0, baseline), piece.tag)

    def _dotted(self, x0: float, x1: float, y: float, colour: QColor) -> None:
        self.painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
        self.painter.drawLine(QPointF(x0, y), QPointF(x1, y))
