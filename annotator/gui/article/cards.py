"""Margin cards: beside each claim, who says it, or that nobody does yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QTextLayout, QTextOption

from annotator.core.annotations import Annotations
from annotator.core.offsets import Utf16Map
from annotator.core.scheme import Scheme
from annotator.core.spans import Span
from annotator.gui import theme
from annotator.gui.article.look import Look
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key

WIDTH = 204
SPACE = 34  # between text and cards
_GAP = 8.0
_PADDING = 8.0
_LINES = 2
_LONGEST = 300  # characters laid out of a claim, a source
_KEPT = 500
_MARK = 15.0
_EDGE = 2.0  # of a picture round its card, for the frame


@dataclass(slots=True)
class Card:
    """One claim's card. `source` is the text of its source, empty where it has none.

    `drawn` is its picture, selected or not.
    """

    span: Span
    source_span: Span | None
    source: str
    body: QTextLayout
    wanted: float = 0.0
    rect: QRectF = field(default_factory=QRectF)
    drawn: tuple[bool, QPixmap] | None = None


class Cards:
    """Makes, places and draws the cards of one article at a zoom factor."""

    def __init__(self, scheme: Scheme, zoom: float) -> None:
        self.width = WIDTH * zoom
        self._zoom = zoom
        self._relations = {
            label.name: next((r.name for r in scheme.relations if label.name in r.heads), "")
            for label in scheme.labels
            if label.style == "tint"
        }
        self._heading = theme.interface_font(12 * zoom, bold=True)
        self._plain = theme.interface_font(12 * zoom)
        self._line = QFontMetricsF(self._plain).height()
        self._made: dict[int, Card] = {}
        self._drawn: list[Card] = []

    def of(
        self, spans: Iterable[Span], annotations: Annotations, text: str, top_of: Callable[[Span], float]
    ) -> list[Card]:
        """Return cards for those spans that get one; `top_of` says where each wants to be."""
        cards = []
        for span in spans:
            kind = self._relations.get(span.label)
            if kind:
                card = self._card(span, _source(span, kind, annotations), text)
                card.wanted = top_of(span)
                cards.append(card)
        cards.sort(key=lambda card: (card.wanted, card.span.start, card.span.id))
        return cards

    def without_source(self, spans: Iterable[Span], annotations: Annotations) -> list[Span]:
        """Return those of the spans that would have a card, and no source on it."""
        kinds = ((span, self._relations.get(span.label)) for span in spans)
        return [span for span, kind in kinds if kind and _source(span, kind, annotations) is None]

    def place(self, cards: list[Card], left: float) -> None:
        """Put each card beside its claim, or below the card before it."""
        free = float("-inf")
        for card in cards:
            top = max(card.wanted, free)
            height = self._line * (1 + card.body.lineCount()) + 2 * _PADDING - 2
            card.rect = QRectF(left, top, self.width, height)
            free = card.rect.bottom() + _GAP

    def draw(self, painter: QPainter, cards: list[Card], look: Look, selected: int | None) -> None:
        """Draw cards; their pictures are kept as long as they are drawn each time."""
        kept = {id(card) for card in cards}
        for card in self._drawn:
            if id(card) not in kept:
                card.drawn = None
        self._drawn = cards
        scale = painter.device().devicePixelRatioF()
        for card in cards:
            in_hand = card.span.id == selected
            if card.drawn is None or card.drawn[0] != in_hand or card.drawn[1].devicePixelRatio() != scale:
                card.drawn = in_hand, self._picture(card, look, scale, selected=in_hand)
            painter.drawPixmap(card.rect.topLeft() - QPointF(_EDGE, _EDGE), card.drawn[1])

    def _picture(self, card: Card, look: Look, scale: float, *, selected: bool) -> QPixmap:
        size = (card.rect.size() * scale).toSize() + QSize(1, 1) * round(2 * _EDGE * scale)
        picture = QPixmap(size)
        picture.setDevicePixelRatio(scale)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.translate(_EDGE, _EDGE)
        try:
            self._draw(painter, card, QRectF(0, 0, card.rect.width(), card.rect.height()), look, selected)
        finally:
            painter.end()
        return picture

    def _draw(self, painter: QPainter, card: Card, rect: QRectF, look: Look, selected: bool) -> None:
        c = theme.colours()
        edge = look.of(card.span.label).colour if card.source_span is not None else QColor(c.bad)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(c.accent if selected else c.border), 2 if selected else 1))
        painter.setBrush(QColor(c.panel))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(rect.left(), rect.top() + 3, 3, rect.height() - 6), edge)
        inner = rect.adjusted(_PADDING + 4, _PADDING - 2, -_PADDING, 0)
        self._draw_heading(painter, card, look, inner)
        painter.setPen(QColor(c.text))
        card.body.draw(painter, QPointF(inner.left(), inner.top() + self._line + 1))

    def mark_rect(self, line: QRectF, margin: float) -> QRectF:
        """Return where the mark of a claim without a source is: in the margin, where there is no room for cards."""
        size = min(_MARK * self._zoom, margin - 5)
        return QRectF(-size - 3, line.center().y() - size / 2, size, size)

    def draw_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the mark of a claim without a source."""
        c = theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(c.bad), 1.5))
        painter.setBrush(QColor(c.panel))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
        painter.setFont(theme.interface_font(rect.height() * 0.72, bold=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "!")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_heading(self, painter: QPainter, card: Card, look: Look, inner: QRectF) -> None:
        c = theme.colours()
        line = QRectF(inner.left(), inner.top(), inner.width(), self._line)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._heading)
        metrics = QFontMetricsF(self._heading)
        if card.source_span is None:
            painter.setPen(QColor(c.bad))
            shown = metrics.elidedText(no_source_yet(), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, middle, shown)
            return
        says = " " + tr("says")
        room = line.width() - QFontMetricsF(self._plain).horizontalAdvance(says)
        name = metrics.elidedText(card.source, Qt.TextElideMode.ElideRight, room)
        painter.setPen(look.of(card.source_span.label).colour)
        painter.drawText(line, middle, name)
        painter.setFont(self._plain)
        painter.setPen(QColor(c.muted))
        painter.drawText(line.adjusted(metrics.horizontalAdvance(name), 0, 0, 0), middle, says)

    def _card(self, span: Span, source: Span | None, text: str) -> Card:
        """Return the card of a claim: the one made before, while claim and source are the same."""
        found = self._made.get(span.id)
        if found is None or found.span is not span or found.source_span is not source:
            if len(self._made) >= _KEPT:
                self._made.clear()
            name = _in_one_line(source, text) if source is not None else ""
            found = self._made[span.id] = Card(span, source, name, self._body(_in_one_line(span, text)))
        return found

    def _body(self, claim: str) -> QTextLayout:
        """Lay out the claim in at most two lines, the second shortened."""
        width = self.width - 2 * _PADDING - 4
        layout = self._laid_out(claim, width)
        first = Utf16Map(claim).to_code_point(layout.lineAt(0).textLength()) if layout.lineCount() > 1 else 0
        if not first:
            return layout
        rest = QFontMetricsF(self._plain).elidedText(claim[first:], Qt.TextElideMode.ElideRight, width)
        return self._laid_out(claim[:first] + rest, width)

    def _laid_out(self, text: str, width: float) -> QTextLayout:
        layout = QTextLayout(text, self._plain)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, y))
            y += self._line
        layout.endLayout()
        return layout


def no_source_yet() -> str:
    """Say that a claim has no source, and which key gives it one."""
    return tr("no source yet · {key}", key=shown_key("link")).rstrip("· ")


def _in_one_line(span: Span, text: str) -> str:
    parts = (text[start : min(end, start + _LONGEST)] for start, end in span.fragments)
    return " ".join(" … ".join(parts).split())


def _source(span: Span, kind: str, annotations: Annotations) -> Span | None:
    """Return the span that a claim is attributed to, the first in the text where there are several."""
    sources = [
        annotations.spans[r.child_id]
        for r in annotations.relations_of([span.id])
        if r.type == kind and r.head_id == span.id
    ]
    return min(sources, key=lambda s: s.start, default=None)
