"""Draws the links of the span in hand: between the lines of text and beside them, behind the words.

A link leaves from the words and goes along the gap over their line. To another line it
leaves below, and goes down, or up, in the margin unless that line is the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.core.spans import Span
from annotator.gui.article.lanes import Piece
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.shaping import Line
from annotator.gui.theme import Colours

_CORNER = 5.0
_BESIDE = 8.0  # of the text, and between links there
_TRACKS = 3
_DOT = 3.0
_PAD = 3.0  # round a title
_LEADING = 6.0  # what a line has above and below most of its letters
_TITLED = 40  # links; of more, none has a title


@dataclass(slots=True)
class _End:
    """Where one span may be linked to. `over` and `under` are the gaps around its line; pixels of the text.

    `line` is None, and all about where it is, for what is not laid out and so out of sight.
    """

    x: float
    top: float
    bottom: float
    over: float
    under: float
    index: int
    line: Line | None = None


@dataclass(slots=True)
class Route:
    """The corners of the way from a head to a child, in pixels of the text, and what it is called."""

    title: str
    points: list[QPointF]


class Links:
    """The links of one span, in the pixels of its text; nothing outside `y0` to `y1` is drawn."""

    def __init__(
        self, layout: ArticleLayout, links: Sequence[tuple[str, Span, Span]], y0: float, y1: float
    ) -> None:
        self._layout = layout
        self._y0, self._y1 = y0, y1
        self._ends: dict[int, _End] = {}
        self.routes: list[Route] = []
        for kind, head, child in links:
            points = self._route(self._end(head), self._end(child), len(self.routes) % _TRACKS)
            heights = [point.y() for point in points]
            if min(heights) <= y1 and max(heights) >= y0:
                self.routes.append(Route(layout.look.title(kind), points))

    # Where they go

    def _end(self, span: Span) -> _End:
        found = self._ends.get(span.id)
        if found is None:
            found = self._ends[span.id] = self._end_of(span)
        return found

    def _end_of(self, span: Span) -> _End:
        layout = self._layout
        index = layout.index_of(span.start)
        top = layout.top(index)
        if not layout.is_laid(index):
            return _End(layout.width / 2, top, top, top, top, index)
        index, line = layout.line_of(span.start)
        piece = next((p for p in line.pieces if p.span_id == span.id and not p.suggested and not p.gap), None)
        over, under = top + line.top + 1.0, top + line.bottom + 1.0
        if piece is None:
            rect = layout.first_rect(span.fragments[0])
            return _End(rect.center().x(), rect.top(), rect.bottom(), over, under, index, line)
        x, beside = _beside_tag(piece)
        words, bottom = top + line.text_top, top + line.text_bottom
        if piece.tinted:
            return _End(x, words if beside else over, bottom, over, under, index, line)
        bottom += piece.lane * line.lane_height + layout.look.bar
        return _End(x, words, bottom if beside else bottom + layout.look.tag_height, over, under, index, line)

    def _route(self, head: _End, child: _End, track: int) -> list[QPointF]:
        """Return the corners of the way from a head to a child."""
        if head.line is not None and head.line is child.line:
            return [
                QPointF(head.x, head.top),
                QPointF(head.x, head.over),
                QPointF(child.x, head.over),
                QPointF(child.x, child.top),
            ]
        upper, lower = (head, child) if (head.top, head.x) <= (child.top, child.x) else (child, head)
        points = [QPointF(upper.x, upper.bottom), QPointF(upper.x, upper.under)]
        if self._follows(upper, lower):
            points[1].setY(lower.over)
        else:
            left = upper.x + lower.x <= self._layout.width
            beside = _BESIDE * (1 + track / _TRACKS)
            x = -beside if left else self._layout.width + beside
            points += [QPointF(x, upper.under), QPointF(x, lower.over)]
        points += [QPointF(lower.x, lower.over), QPointF(lower.x, lower.top)]
        return points if upper is head else points[::-1]

    def _follows(self, upper: _End, lower: _End) -> bool:
        """Tell whether nothing is between two lines."""
        if upper.line is None or lower.line is None:
            return False
        after = (
            self._layout.line_beside(upper.index, upper.line, 1) if lower.index - upper.index <= 1 else None
        )
        return after is not None and after[1] is lower.line

    # Drawing

    def draw(self, painter: QPainter, colours: Colours) -> None:
        """Draw the lines, to be covered by the words."""
        if not self.routes:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(self.routes) > _TITLED:  # round corners would take longer than all else
            painter.setPen(QColor(colours.accent))
            for route in self.routes:
                painter.drawPolyline(route.points)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(colours.accent), 1.4))
        for route in self.routes:
            painter.drawPath(_rounded(route.points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def draw_titles(self, painter: QPainter, colours: Colours) -> None:
        """Draw a dot at the end that each link points to, and its title on the way, over the words."""
        if not self.routes:
            return
        accent, ground = QColor(colours.accent), QColor(colours.window)
        painter.setPen(accent)
        painter.setBrush(accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for route in self.routes:
            painter.drawEllipse(route.points[-1], _DOT, _DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        look = self._layout.look
        painter.setFont(look.tag_font)
        placed: list[QRectF] = []
        for route in self.routes if len(self.routes) <= _TITLED else ():
            rect = self._title_place(route, placed)
            if rect is not None:
                placed.append(rect)
                painter.fillRect(rect, ground)
                drawn = look.drawn(route.title)
                painter.drawStaticText(QPointF(rect.left() + _PAD, rect.top() - 1.0), drawn)

    def _title_place(self, route: Route, placed: Sequence[QRectF]) -> QRectF | None:
        """Return where a title is: on the longest way along a line in sight, or else beside, where that is free."""
        parts = [(a, b) for a, b in pairwise(route.points) if self._y0 <= a.y() <= self._y1]
        along = [(abs(b.x() - a.x()), a, b) for a, b in parts if a.y() == b.y()]
        if not along:
            return None
        _, a, b = max(along, key=lambda way: way[0])
        look = self._layout.look
        width, height = look.advance(route.title) + 2 * _PAD, look.tag_height - 2.0
        left, right = min(a.x(), b.x()), max(a.x(), b.x())
        centres = [a.x() + part * (b.x() - a.x()) for part in (0.5, 0.3, 0.7, 0.1, 0.9)]
        if right - left < width:
            centres += [right + width / 2 + _PAD, left - width / 2 - _PAD]
        rects = [QRectF(x - width / 2, a.y() - height / 2, width, height) for x in centres]
        for up, down in parts:
            if up.x() == down.x():
                y = (up.y() + down.y() - height) / 2
                rects += [QRectF(up.x() + side, y, width, height) for side in (_PAD, -_PAD - width)]
        room = self._layout.width
        rects = [rect for rect in rects if rect.left() >= 0 and rect.right() <= room] or rects[:1]
        free = (r for r in rects if not any(r.intersects(other) for other in (*placed, *self._taken_near(r))))
        return next(free, rects[0])

    def _taken_near(self, rect: QRectF) -> list[QRectF]:
        """Return where the words and tags are that a title there could cover."""
        layout, found = self._layout, []
        for y in (rect.top(), rect.bottom()):
            index, line = layout.line_at(y)
            top = layout.top(index)
            words = QRectF(0.0, top + line.text_top, layout.width, line.line_height)
            found.append(words.adjusted(0, _LEADING, 0, -_LEADING))
            for piece in line.pieces:
                if piece.tag:
                    under = line.text_bottom + piece.lane * line.lane_height + layout.look.bar
                    tag_y = top + (line.top if piece.tinted else under)
                    height = line.head if piece.tinted else layout.look.tag_height
                    found.append(QRectF(piece.tag_x, tag_y, piece.tag_width, height).adjusted(0, 2, 0, -2))
        return found


def _beside_tag(piece: Piece) -> tuple[float, bool]:
    """Return where a link leaves a piece, and whether it passes by the tag there, else it ends at that."""
    x = (piece.x0 + piece.x1) / 2
    if not piece.tag or not piece.tag_x - 4 < x < piece.tag_x + piece.tag_width + 4:
        return x, True
    if piece.from_right:
        free = piece.tag_x - 6
        return (free, True) if free > piece.x0 + 3 else (piece.tag_x + piece.tag_width / 2, False)
    free = piece.tag_x + piece.tag_width + 6
    return (free, True) if free < piece.x1 - 3 else (piece.tag_x + piece.tag_width / 2, False)


def _rounded(points: Sequence[QPointF]) -> QPainterPath:
    """Return a way with its corners rounded."""
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(corner, _towards(corner, after))
    path.lineTo(points[-1])
    return path


def _towards(corner: QPointF, other: QPointF) -> QPointF:
    """Return where the rounding of a corner ends: some pixels, or half the way, towards the next one."""
    dx, dy = other.x() - corner.x(), other.y() - corner.y()
    length = max(abs(dx), abs(dy))
    part = min(_CORNER, length / 2) / length if length else 0.0
    return QPointF(corner.x() + dx * part, corner.y() + dy * part)
