"""Draws the part of an article that is in sight: title, text and spans, cards, links, selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from annotator.core.spans import Fragment, Span
from annotator.gui import theme
from annotator.gui.article import cards as margin
from annotator.gui.article.cards import Card
from annotator.gui.article.column import draw_header
from annotator.gui.article.links import Links
from annotator.gui.article.paint import Painter

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_ABOVE = 8  # pixels that a frame, and a link's end, reach over the line's own


class Page:
    """What one view has drawn last, so that the mouse finds it again."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._cards: list[Card] = []
        self._marks: list[tuple[QRectF, Span]] = []

    def claim_at(self, x: float, y: float) -> int | None:
        """Return the claim whose card, or mark in the margin, is at a place of the text."""
        card = next((card.span.id for card in self._cards if card.rect.contains(x, y)), None)
        return card if card is not None else self.marked_at(x, y)

    def marked_at(self, x: float, y: float) -> int | None:
        """Return the claim whose mark, for want of a source, is at a place of the text."""
        return next((span.id for rect, span in self._marks if rect.contains(x, y)), None)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw what of the viewport lies in a rectangle."""
        view, colours = self._view, theme.colours()
        painter.fillRect(rect, QColor(colours.window))
        scrolled = view.verticalScrollBar().value()
        painter.translate(view.column.left, -scrolled)
        if rect.top() + scrolled < view.column.header:
            draw_header(painter, view.column, view.zoom, *view.heading)
        if not view.text:
            return
        painter.translate(0, view.column.header)
        y = scrolled - view.column.header
        self._draw_text(painter, colours, y + rect.top() - _ABOVE, y + rect.bottom() + _ABOVE)
        self._draw_claims(painter, y)

    def _draw_text(self, painter: QPainter, colours: theme.Colours, y0: float, y1: float) -> None:
        view, layout = self._view, self._view.layout_
        first, last = layout.index_at_y(y0), layout.index_at_y(y1)
        low, high = layout.laid(first).lines, layout.laid(last).lines
        # Of a very long block only the lines in sight count.
        start = next((line.start for line in low if layout.top(first) + line.bottom >= y0), low[-1].start)
        end = next((line.start for line in high if layout.top(last) + line.top > y1), high[-1].reach)
        ends = view.candidates if view.candidate is not None else None
        brush = Painter(painter, layout, colours, Fragment(start, end), y0, y1, ends)
        for number in view.found.between(start, end):
            brush.range(*view.found[number], colours.found)
        self._draw_selection(brush, colours)
        for index in range(first, last + 1):
            layout.laid(index)
        links = self._links(y0, y1)
        links.draw(painter, colours)
        for index in range(first, last + 1):
            brush.block(index)
        if view.selected is not None:
            for index in range(first, last + 1):
                brush.in_hand(index, layout.spans[view.selected])
        self._draw_marks(brush, colours)
        links.draw_titles(painter, colours)

    def _links(self, y0: float, y1: float) -> Links:
        """Return the links of the span in hand."""
        view, spans = self._view, self._view.layout_.spans
        if view.selected is None or view.annotations is None:
            return Links(view.layout_, (), y0, y1)
        found = view.annotations.relations_of([view.selected])
        ends = [(link.type, spans[link.head_id], spans[link.child_id]) for link in found]
        return Links(view.layout_, ends, y0, y1)

    def _draw_selection(self, brush: Painter, colours: theme.Colours) -> None:
        view = self._view
        if view.part is not None:
            brush.range(*view.part, colours.selection)
        elif view.selected is None and view.selection.start < view.selection.end:
            brush.range(view.selection.start, view.selection.end, colours.selection)

    def _draw_marks(self, brush: Painter, colours: theme.Colours) -> None:
        view, spans = self._view, self._view.layout_.spans
        if view.current is not None:
            brush.frame(view.current, colours.accent)
        if view.selection.start == view.selection.end and view.hasFocus():
            caret = view.layout_.caret_rect(view.selection.caret)
            brush.painter.fillRect(caret, QColor(colours.accent))
        if view.selected is None or view.annotations is None:
            return
        brush.outline(spans[view.selected], colours.accent)
        if view.candidate is not None:
            brush.outline(spans[view.candidate], colours.accent, dashed=True)

    def _draw_claims(self, painter: QPainter, y: float) -> None:
        """Draw the cards of the claims in sight, or where there is no room for them the marks of those unsourced."""
        view, layout = self._view, self._view.layout_
        self._cards, self._marks = [], []
        if view.annotations is None:
            return
        height = view.viewport().height()
        # Cards of claims just above may push those in sight down.
        above = layout.index_at_y(y - height if view.column.cards else y)
        spans = layout.claims_starting_in(above, layout.index_at_y(y + height))
        if not view.column.cards:
            self._draw_unsourced(painter, view.cards.without_source(spans, view.annotations))
            return
        self._cards = view.cards.of(
            spans, view.annotations, view.text, lambda span: layout.text_top(span.start) - 4
        )
        view.cards.place(self._cards, layout.width + margin.SPACE)
        near = [c for c in self._cards if c.rect.bottom() >= y - 4 and c.rect.top() <= y + height + 4]
        view.cards.draw(painter, near, layout.look, view.selected)

    def _draw_unsourced(self, painter: QPainter, spans: list[Span]) -> None:
        """Draw one mark beside each line on which a claim without a source begins; it stands for the first."""
        view, lines = self._view, set()
        for span in sorted(spans, key=lambda span: (span.start, span.id)):
            caret = view.layout_.caret_rect(span.start)
            if caret.top() not in lines:
                lines.add(caret.top())
                rect = view.cards.mark_rect(caret, view.column.margin)
                self._marks.append((rect, span))
                view.cards.draw_mark(painter, rect)
