"""Margin cards: beside each claim, who says it, or that nobody does yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from annotator.core.annotations import Annotations
from annotator.core.scheme import Scheme
from annotator.core.spans import Span
from annotator.gui import theme
from annotator.gui.article.look import Look
from annotator.gui.i18n import tr

WIDTH = 204
SPACE = 34  # between text and cards
_GAP = 8.0
_PADDING = 8.0
_LINES = 2


@dataclass(slots=True)
class Card:
    """One claim's card. `source` is the text of its source, empty where it has none."""

    span: Span
    source: str
    source_label: str
    body: str
    wanted: float
    rect: QRectF


class Cards:
    """Makes, places and draws the cards of one article at a zoom factor."""

    def __init__(self, scheme: Scheme, zoom: float) -> None:
        self.width = WIDTH * zoom
        self._relations = {
            label.name: next((r.name for r in scheme.relations if label.name in r.heads), "")
            for label in scheme.labels
            if label.style == "tint"
        }
        self._heading = theme.interface_font(12 * zoom, bold=True)
        self._plain = theme.interface_font(12 * zoom)
        self._line = QFontMetricsF(self._plain).height()

    def of(
        self, spans: Iterable[Span], annotations: Annotations, text: str, tops: dict[int, float]
    ) -> list[Card]:
        """Return cards for those spans that get one; `tops` says where each wants to be."""
        cards = []
        for span in spans:
            kind = self._relations.get(span.label)
            if kind:
                source = _source(span, kind, annotations)
                name = " ".join(source.covered(text).split()) if source else ""
                body = " ".join(span.covered(text).split())
                cards.append(Card(span, name, source.label if source else "", body, tops[span.id], QRectF()))
        cards.sort(key=lambda card: (card.wanted, card.span.start, card.span.id))
        return cards

    def place(self, cards: list[Card], left: float) -> None:
        """Put each card beside its claim, or below the card before it."""
        free = float("-inf")
        for card in cards:
            top = max(card.wanted, free)
            card.rect = QRectF(left, top, self.width, self._height(card))
            free = card.rect.bottom() + _GAP

    def draw(self, painter: QPainter, card: Card, look: Look, *, selected: bool) -> None:
        """Draw one card."""
        c = theme.colours()
        edge = QColor(c.bad) if not card.source else look.of(card.span.label).colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(c.accent if selected else c.border), 2 if selected else 1))
        painter.setBrush(QColor(c.panel))
        painter.drawRoundedRect(card.rect, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(card.rect.left(), card.rect.top() + 3, 3, card.rect.height() - 6), edge)
        inner = card.rect.adjusted(_PADDING + 4, _PADDING - 2, -_PADDING, 0)
        self._draw_heading(painter, card, look, inner)
        body = self._body(card)
        painter.setPen(QColor(c.text))
        body.draw(painter, QPointF(inner.left(), inner.top() + self._line + 1))

    def _draw_heading(self, painter: QPainter, card: Card, look: Look, inner: QRectF) -> None:
        c = theme.colours()
        line = QRectF(inner.left(), inner.top(), inner.width(), self._line)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._heading)
        metrics = QFontMetricsF(self._heading)
        if not card.source:
            painter.setPen(QColor(c.bad))
            painter.drawText(
                line,
                middle,
                metrics.elidedText(tr("no source yet · R"), Qt.TextElideMode.ElideRight, line.width()),
            )
            return
        says = " " + tr("says")
        room = line.width() - QFontMetricsF(self._plain).horizontalAdvance(says)
        name = metrics.elidedText(card.source, Qt.TextElideMode.ElideRight, room)
        painter.setPen(look.of(card.source_label).colour)
        painter.drawText(line, middle, name)
        painter.setFont(self._plain)
        painter.setPen(QColor(c.muted))
        painter.drawText(line.adjusted(metrics.horizontalAdvance(name), 0, 0, 0), middle, says)

    def _height(self, card: Card) -> float:
        return self._line * (1 + self._body(card).lineCount()) + 2 * _PADDING - 2

    def _body(self, card: Card) -> QTextLayout:
        """Lay out the claim in at most two lines, the second shortened."""
        width = self.width - 2 * _PADDING - 4
        metrics = QFontMetricsF(self._plain)
        text = metrics.elidedText(card.body, Qt.TextElideMode.ElideRight, width * _LINES * 0.93)
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


def _source(span: Span, kind: str, annotations: Annotations) -> Span | None:
    """Return the span that a claim is attributed to, the first in the text where there are several."""
    sources = [
        annotations.spans[r.child_id]
        for r in annotations.relations_of([span.id])
        if r.type == kind and r.head_id == span.id
    ]
    return min(sources, key=lambda s: s.start, default=None)
