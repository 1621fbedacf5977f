"""The article view: shows one article with one annotator's spans, and selects in it.

It holds no truth: it is given annotations, and tells what the user selected.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.core.annotations import Annotations
from annotator.core.scheme import Scheme
from annotator.core.segments import sentence_at
from annotator.core.spans import Fragment, Span
from annotator.core.tokens import Tokens
from annotator.gui import theme
from annotator.gui.article import cards as margin
from annotator.gui.article import selection as selecting
from annotator.gui.article.cards import Card, Cards
from annotator.gui.article.keys import moved
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.look import Look
from annotator.gui.article.paint import Painter
from annotator.gui.article.selection import Selection
from annotator.gui.i18n import tr
from annotator.gui.widgets import breakable

MARGIN = 40
_NARROW = 600  # below this many pixels the margins shrink
_NARROW_MARGIN = 22
_LEAST_WIDTH = 120
_TOP = 26
_TITLE_PIXELS = 24
_IDLE_SLICE = 0.004
_LEAST_CHARACTERS = 42  # a line may shrink to this to make room for the cards
_ZOOM_STEP = 1.1
_TITLE_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_TOWARDS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
ZOOM_RANGE = (0.6, 3.0)


class ArticleView(QAbstractScrollArea):
    """One article, its spans, and the selection in it. Offsets are code points."""

    selection_changed = Signal()
    span_clicked = Signal(object)
    span_stepped = Signal(int)
    fragment_added = Signal()
    zoomed = Signal(float)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self.zoom = 1.0
        self.layout_ = ArticleLayout(Look(scheme, 1.0))
        self.tokens = Tokens("", b"")
        self.text = ""
        self._title, self._details = "", ""
        self._spans: dict[int, Span] = {}
        self._annotations: Annotations | None = None
        self.selection = selecting.at(0)
        self._selected: int | None = None
        self._candidates: Sequence[int] = ()
        self._candidate: int | None = None
        self._pressed: int | None = None
        self._adds = False
        self._cards = Cards(scheme, 1.0)
        self._shown_cards: list[Card] = []
        self._wanted_x: float | None = None
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._measure)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One of its own: to find the type of the one it comes with, PySide would make the enums of all widgets.
        self._page = QWidget()
        self.setViewport(self._page)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Article"))
        self._place_column()

    # What is shown

    def show_article(self, title: str, details: str, text: str, tokens: Tokens) -> None:
        """Show another article, without spans, at its beginning."""
        self._title, self._details = breakable(title), details
        self.text, self.tokens = text, tokens
        self._spans, self._annotations, self._selected = {}, None, None
        self._candidates, self._candidate = (), None
        self.selection = selecting.word_at(tokens, 0)
        self.layout_.set_text(text)
        self.setAccessibleDescription(title)
        self._place_column()
        self.verticalScrollBar().setValue(0)
        self._idle.start(0)

    def set_annotations(self, annotations: Annotations) -> None:
        """Show these spans and links."""
        self._annotations = annotations
        self._spans = annotations.spans
        if self._selected not in self._spans:
            self._selected = None
        self.layout_.set_spans(annotations)
        self._update_range()
        self.viewport().update()

    def set_scheme(self, scheme: Scheme) -> None:
        """Mark spans as this scheme says; also after a change of colours."""
        self._scheme = scheme
        self._set_look()

    def set_zoom(self, zoom: float) -> None:
        """Show text this many times its usual size."""
        zoom = min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1])
        if zoom != self.zoom:
            self.zoom = zoom
            self._set_look()
            self.zoomed.emit(zoom)

    def _set_look(self) -> None:
        self.layout_.look = Look(self._scheme, self.zoom)
        self._cards = Cards(self._scheme, self.zoom)
        self.layout_.width = -1.0
        self._place_column()
        self._reveal(self.selection.caret)

    def set_selected(self, span_id: int | None) -> None:
        """Outline a span and draw its links, or none."""
        if span_id != self._selected:
            self._selected = span_id
            if span_id is not None:
                span = self._spans[span_id]
                self.selection = selecting.exactly(self.tokens, *span.fragments[0])
                self._reveal(span.start)
                self.selection_changed.emit()
            self.viewport().update()

    def set_candidates(self, span_ids: Sequence[int], current: int | None) -> None:
        """While linking: the spans that may be the other end, and the one chosen so far."""
        self._candidates, self._candidate = span_ids, current
        if current is not None:
            self._reveal(self._spans[current].start)
        self.viewport().update()

    # The selection

    def select(self, selection: Selection) -> None:
        """Select words or a range, and show where it ends."""
        if selection != self.selection:
            self.selection = selection
            self._reveal(selection.caret)
            self.viewport().update()
            self.selection_changed.emit()

    def go_to(self, offset: int) -> None:
        """Put the keyboard on the word at a code point."""
        self.select(selecting.word_at(self.tokens, min(offset, len(self.text))))
        self._reveal(self.selection.caret)

    def selected_fragment(self) -> Fragment | None:
        """Return what a label key would mark: the selection, or the word where it is empty."""
        start, end = self.selection.start, self.selection.end
        if start == end:
            return self.tokens.touched(start, end)
        return Fragment(start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection, or leave the key to others. While linking, arrows choose the other end."""
        if self._candidates and Qt.Key(event.key()) in _TOWARDS:
            self.span_stepped.emit(_TOWARDS[Qt.Key(event.key())])
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._move_line(event)
            return
        self._wanted_x = None
        new = moved(event, self)
        if new is None:
            super().keyPressEvent(event)
            return
        self.span_clicked.emit(None)
        self.select(new)

    def _move_line(self, event: QKeyEvent) -> None:
        page = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        direction = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
        rect = self.layout_.caret_rect(self.selection.focus.start)
        x = self._wanted_x if self._wanted_x is not None else rect.center().x()
        y = rect.center().y()
        far = y + direction * self.viewport().height() * 0.85 if page else y
        while (y - far) * direction <= 0:
            beside = self._line_with_words(y, direction)
            if beside is None:
                break
            y = beside
        new = selecting.word_at(self.tokens, self.layout_.character(x, y))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            new = Selection(self.selection.anchor, new.focus)
        self.span_clicked.emit(None)
        self.select(new)
        self._wanted_x = x

    def _line_with_words(self, y: float, direction: int) -> float | None:
        """Return the middle of the first line with words below (1) or above (-1) the line at a height."""
        index, line = self.layout_.line_at(y)
        while (beside := self.layout_.line_beside(index, line, direction)) is not None:
            index, line = beside
            if line.start < line.end and self.tokens.touched(line.start, line.end) is not None:
                return self.layout_.top(index) + (line.text_top + line.text_bottom) / 2
        return None

    def event(self, event: QEvent) -> bool:
        """Take Tab for walking the spans; F6 leaves the view."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Tab and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.span_stepped.emit(1)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self.span_stepped.emit(-1)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or take a span by its bar or tag."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._wanted_x = None
        x, y = self._text_place(event.position().toPoint())
        offset, span_id = self.layout_.hit(x, y)
        card = self._card_at(x, y)
        span_id = card.span.id if card is not None else span_id
        if span_id is not None:
            self.span_clicked.emit(span_id)
            return
        character = self.layout_.character(x, y)
        if self._candidates:
            inner = next((s for s in self.layout_.spans_at(character) if s.id in set(self._candidates)), None)
            self.span_clicked.emit(inner.id if inner else None)
            return
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not self._adds:
            self.span_clicked.emit(None)
        self._pressed = self.selection.anchor.start if extends else offset
        if extends:
            self._drag(offset, exact=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            self.select(selecting.word_at(self.tokens, character))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a selection; show where a click would take a span."""
        point = event.position().toPoint()
        x, y = self._text_place(point)
        offset, span_id = self.layout_.hit(x, y)
        if self._pressed is None:
            takes = span_id is not None or self._card_at(x, y) is not None
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if takes else Qt.CursorShape.IBeamCursor
            )
            return
        self._drag(offset, exact=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def _drag(self, offset: int, *, exact: bool) -> None:
        assert self._pressed is not None
        if offset == self._pressed:
            return
        if exact:
            self.select(Selection(Fragment(self._pressed, self._pressed), Fragment(offset, offset)))
            return
        new = selecting.snapped(self.tokens, self._pressed, offset)
        if new is not None:
            self.select(new)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; if it began with Ctrl the range becomes a further fragment of the span in hand."""
        dragged = self._pressed is not None
        self._pressed = None
        if dragged and self._adds:
            self.fragment_added.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the sentence. A single click has selected the word."""
        place = self._text_place(event.position().toPoint())
        if self.layout_.hit(*place)[1] is None:
            offset = self.layout_.character(*place)
            index = self.layout_.index_of(offset)
            block = self.layout_.blocks[index]
            sentence = sentence_at(self.text, Fragment(block.start, block.end), offset)
            found = selecting.snapped(self.tokens, *sentence) if sentence.start < sentence.end else None
            if found is not None:
                self.select(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP))
        else:
            super().wheelEvent(event)

    # Geometry

    @property
    def _left(self) -> int:
        return max(
            self._margin, (self.viewport().width() - round(self.layout_.width) - self._room_for_cards) // 2
        )

    @property
    def _margin(self) -> int:
        return MARGIN if self.viewport().width() >= _NARROW else _NARROW_MARGIN

    @property
    def _room_for_cards(self) -> int:
        """The pixels that margin cards take: none where the window is too narrow for them."""
        room = round(margin.SPACE + self._cards.width)
        least = self.layout_.look.average_width * _LEAST_CHARACTERS
        return room if self.viewport().width() >= least + 2 * self._margin + room else 0

    def _card_at(self, x: float, y: float) -> Card | None:
        return next((card for card in self._shown_cards if card.rect.contains(x, y)), None)

    @property
    def _header_height(self) -> int:
        if not self._title:
            return _TOP
        return _TOP + self._title_rect().height() + 34

    def _title_rect(self) -> QRect:
        room = QRect(0, 0, round(self.layout_.width), 4_000)
        return QFontMetrics(self._title_font()).boundingRect(room, _TITLE_FLAGS, self._title)

    def _title_font(self) -> QFont:
        return theme.interface_font(_TITLE_PIXELS * self.zoom, bold=True)

    def _text_place(self, point: QPoint) -> tuple[float, float]:
        return point.x() - self._left, point.y() + self.verticalScrollBar().value() - self._header_height

    def _place_column(self) -> None:
        room = self.viewport().width() - 2 * self._margin - self._room_for_cards
        width = float(max(min(self.layout_.look.measure, room), _LEAST_WIDTH))
        if width != self.layout_.width:
            self.layout_.width = width
            self.layout_.relayout()
            self._idle.start(0)
        self._update_range()
        self.viewport().update()

    def _update_range(self) -> None:
        bar = self.verticalScrollBar()
        total = round(self._header_height + self.layout_.height + self.viewport().height() * 0.3)
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self.layout_.look.line_height))
        bar.setRange(0, max(0, total - self.viewport().height()))

    def _measure(self) -> None:
        """Lay out a slice of what was not seen yet, without the visible text moving."""
        bar = self.verticalScrollBar()
        y = bar.value() - self._header_height
        index = self.layout_.index_at_y(y)
        before = self.layout_.top(index)
        more = self.layout_.measure_some(_IDLE_SLICE)
        moved_by = self.layout_.top(index) - before
        self._update_range()
        if y > 0 and moved_by:
            bar.setValue(round(bar.value() + moved_by))
        if not more:
            self._idle.stop()

    def _reveal(self, offset: int) -> None:
        """Scroll so that a code point's line is well in sight."""
        if not self.text:
            return
        rect = self.layout_.caret_rect(offset)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        y = rect.top() + self._header_height - bar.value()
        margin = min(110.0, height / 4)
        self._update_range()
        if y < margin or y + rect.height() > height - margin:
            top_of_page = y < margin and y > -height
            bar.setValue(
                round(bar.value() + y - (margin if top_of_page else height - margin - rect.height()))
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew and keep the place."""
        super().resizeEvent(event)
        y = self.verticalScrollBar().value() - self._header_height
        index, line = self.layout_.line_at(y)
        below = y - self.layout_.top(index) - line.top
        self._place_column()
        if y > 0:
            index, line = self.layout_.line_of(line.start)
            top = self.layout_.top(index) + line.top + below
            self.verticalScrollBar().setValue(round(top + self._header_height))

    def sizeHint(self) -> QSize:
        """Return room for a comfortable line."""
        return QSize(self.layout_.look.measure + 2 * MARGIN, 600)

    # Painting

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the selection as active."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the selection as resting."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part of the article that is in sight."""
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.rect(), theme.colours())
        finally:
            # An error keeps the painter alive, and Qt crashes when it outlives this event.
            painter.end()

    def _paint(self, painter: QPainter, rect: QRect, colours: theme.Colours) -> None:
        painter.fillRect(rect, QColor(colours.window))
        scrolled = self.verticalScrollBar().value()
        painter.translate(self._left, -scrolled)
        self._paint_header(painter, colours)
        if not self.text:
            return
        painter.translate(0, self._header_height)
        y0 = rect.top() + scrolled - self._header_height - 60
        y1 = rect.bottom() + scrolled - self._header_height + 2
        self._paint_text(painter, colours, y0, y1)

    def _paint_header(self, painter: QPainter, colours: theme.Colours) -> None:
        rect = self._title_rect().translated(0, _TOP)
        painter.setFont(self._title_font())
        painter.setPen(QColor(colours.text))
        painter.drawText(rect, _TITLE_FLAGS, self._title)
        painter.setFont(theme.interface_font(13 * self.zoom))
        painter.setPen(QColor(colours.muted))
        line = QRectF(0, rect.bottom() + 5, self.layout_.width, 22 * self.zoom)
        width = round(self.layout_.width)
        details = painter.fontMetrics().elidedText(self._details, Qt.TextElideMode.ElideRight, width)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, details)

    def _paint_text(self, painter: QPainter, colours: theme.Colours, y0: float, y1: float) -> None:
        layout = self.layout_
        first = layout.index_at_y(y0)
        last = first
        while last + 1 < len(layout.blocks) and layout.top(last) + layout.laid(last).height < y1:
            last += 1
        visible = Fragment(layout.blocks[first].start, layout.blocks[last].end + 1)
        brush = Painter(painter, layout, colours, visible)
        self._paint_selection(brush, colours)
        for index in range(first, last + 1):
            brush.block(index, self._spans, self._candidates)
        self._paint_cards(painter, first, last)
        self._paint_marks(brush, colours)

    def _paint_cards(self, painter: QPainter, first: int, last: int) -> None:
        """Draw the cards of the claims in sight; those just above may push them down."""
        self._shown_cards = []
        if self._annotations is None or not self._room_for_cards:
            return
        layout = self.layout_
        above = layout.index_at_y(layout.top(first) - self.viewport().height())
        spans = layout.spans_starting_in(above, last)
        tops = {span.id: layout.caret_rect(span.start).top() - 4 for span in spans}
        cards = self._cards.of(spans, self._annotations, self.text, tops)
        self._cards.place(cards, layout.width + margin.SPACE)
        self._shown_cards = cards
        for card in cards:
            self._cards.draw(painter, card, layout.look, selected=card.span.id == self._selected)

    def _paint_selection(self, brush: Painter, colours: theme.Colours) -> None:
        if self._selected is None and self.selection.start < self.selection.end:
            brush.range(self.selection.start, self.selection.end, colours.selection)

    def _paint_marks(self, brush: Painter, colours: theme.Colours) -> None:
        if self.selection.start == self.selection.end and self.hasFocus():
            brush.painter.fillRect(self.layout_.caret_rect(self.selection.caret), QColor(colours.accent))
        if self._selected is None or self._annotations is None:
            return
        span = self._spans[self._selected]
        brush.outline(span, colours.accent)
        for relation in self._annotations.relations_of([span.id]):
            brush.link(self._spans[relation.head_id], self._spans[relation.child_id])
        if self._candidate is not None:
            brush.outline(self._spans[self._candidate], colours.accent, dashed=True)


def ordered_candidates(spans: Collection[Span], near: Span) -> list[Span]:
    """Return spans by their distance from `near`."""
    return sorted(spans, key=lambda s: (max(near.start - s.end, s.start - near.end, 0), s.start, s.id))
