"""The article view: shows one article with one annotator's spans, and selects in it.

It holds no truth: it is given annotations, and tells what the user selected.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from annotator.core.annotations import Annotations
from annotator.core.finding import Found
from annotator.core.scheme import Scheme
from annotator.core.spans import Fragment, Span
from annotator.core.tokens import Tokens
from annotator.gui.article import selection as selecting
from annotator.gui.article.cards import Cards, no_source_yet
from annotator.gui.article.column import MARGIN, column_in
from annotator.gui.article.keys import Keys
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.look import Look
from annotator.gui.article.mouse import Mouse
from annotator.gui.article.page import Page
from annotator.gui.article.scrolling import Scroller
from annotator.gui.article.selection import Selection
from annotator.gui.i18n import tr
from annotator.gui.widgets import breakable, tooltip

_ZOOM_STEP = 1.1
_TOWARDS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_READ_OUT = 120  # characters of a selection told to screen readers
ZOOM_RANGE = (0.6, 3.0)


class ArticleView(QAbstractScrollArea):
    """One article, its spans, and the selection in it. Offsets are code points.

    `selected` is the id of the span in hand; `candidates` and `candidate` the spans that a
    link may end at and the one chosen so far, while there is a choice.
    """

    selection_changed = Signal()
    span_clicked = Signal(object)
    suggestion_clicked = Signal(object)
    span_stepped = Signal(int)
    fragment_added = Signal()
    zoomed = Signal(float)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self.zoom = 1.0
        self.layout_ = ArticleLayout(Look(scheme, 1.0))
        self.cards = Cards(scheme, 1.0)
        self.tokens = Tokens("", b"")
        self.text = ""
        self.heading = ("", "")
        self.annotations: Annotations | None = None
        self.selection = selecting.at(0)
        self.selected: int | None = None
        self.part: Fragment | None = None
        self.candidates: Container[int] = ()
        self.candidate: int | None = None
        self.found = Found()
        self.current: Fragment | None = None
        self._keys = Keys(self)
        self._mouse = Mouse(self)
        self._page = Page(self)
        self._scroller = Scroller(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One of its own: to find the type of the one it comes with, PySide would make the enums of all widgets.
        self._sheet = QWidget()
        self.setViewport(self._sheet)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Article"))
        self._place_column()

    # What is shown

    def show_article(self, title: str, details: str, text: str, tokens: Tokens) -> None:
        """Show another article, without spans, at its beginning."""
        self.heading = breakable(title), details
        self.text, self.tokens = text, tokens
        self.annotations = self.selected = self.part = None
        self.candidates, self.candidate = (), None
        self.found, self.current = Found(), None
        self.selection = selecting.word_at(tokens, 0)
        self.layout_.set_text(text)
        self.setAccessibleDescription(title)
        self._place_column()
        self.verticalScrollBar().setValue(0)

    def set_annotations(self, annotations: Annotations) -> None:
        """Show these spans and links."""
        self.annotations = annotations
        self.layout_.set_spans(annotations)
        if self.selected not in self.layout_.spans:
            self.selected = None
        if self.candidate not in self.layout_.spans:
            self.candidates, self.candidate = (), None
        self._scroller.update_range()
        self.viewport().update()

    def set_suggestions(self, suggestions: Iterable[Span]) -> None:
        """Show these spans as dashes: nobody has accepted them yet. They may have ids of their own kind."""
        self.layout_.set_suggestions(suggestions)
        self._scroller.update_range()
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
        at_caret, place = self._scroller.shows(self.selection.caret), self._scroller.place()
        self.layout_.look = Look(self._scheme, self.zoom)
        self.cards = Cards(self._scheme, self.zoom)
        self.layout_.width = -1.0
        self._place_column()
        if at_caret:
            self._reveal(self.selection.caret)
        else:
            self._scroller.restore(place)

    def set_selected(self, span_id: int | None) -> None:
        """Outline a span and draw its links, or none."""
        if span_id == self.selected:
            return
        self.selected = span_id
        if span_id is not None:
            span = self.layout_.spans[span_id]
            self.selection = selecting.exactly(self.tokens, *span.fragments[0])
            self._reveal(span.start)
            self._read_out(f"{span.label}: ", *span.fragments)
            self.selection_changed.emit()
        self.viewport().update()

    def set_part(self, part: Fragment | None) -> None:
        """Mark one fragment of the span in hand, or none."""
        if part != self.part:
            self.part = part
            self.viewport().update()

    def set_candidates(self, span_ids: Container[int], current: int | None) -> None:
        """While linking: the spans that may be the other end, and the one chosen so far."""
        self.candidates, self.candidate = span_ids, current
        if current is not None:
            span = self.layout_.spans[current]
            self._reveal(span.start)
            self._read_out(f"{span.label}: ", *span.fragments)
        self.viewport().update()

    def set_found(self, found: Found, current: Fragment | None) -> None:
        """Mark the places found, and frame the one that the finder is at."""
        self.found, self.current = found, current
        self.viewport().update()

    # The selection

    def select(self, selection: Selection) -> None:
        """Select words or a range, and show where it ends."""
        if selection != self.selection:
            self.selection = selection
            self._reveal(selection.caret)
            if self.selected is None:
                self._read_out("", Fragment(selection.start, selection.end))
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

    def _read_out(self, before: str, *fragments: Fragment) -> None:
        """Tell screen readers what is in hand."""
        parts = (self.text[start : min(end, start + _READ_OUT)] for start, end in fragments)
        told = before + " … ".join(parts)[:_READ_OUT]
        self.setAccessibleDescription(told)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection, or leave the key to others. While linking, arrows choose the other end."""
        if self.candidate is not None and event.key() in _TOWARDS:
            self.span_stepped.emit(_TOWARDS[event.key()])
            return
        new = self._keys.moved(event)
        if new is None:
            super().keyPressEvent(event)
            return
        self.span_clicked.emit(None)
        self.select(new)

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

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or take a span."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._scroller.gently = True
            self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a selection; show where a click would take a span."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.release()
            self._scroller.gently = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._scroller.gently = True
            self._mouse.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP))
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what the bar or mark under the mouse stands for: its tag may have had no room."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip(self._explained(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _explained(self, point: QPoint) -> str:
        place = self.text_place(point)
        if self._page.marked_at(*place) is not None:
            return no_source_yet()
        piece = self.layout_.piece_at(*place) if self.text else None
        if piece is None:
            return ""
        span = (self.layout_.suggestions if piece.suggested else self.layout_.spans)[piece.span_id]
        tag, _ = self.layout_.look.tags(span, 0, suggested=piece.suggested)
        return f"{tag}\n{span.note}" if span.note else tag

    def span_under(self, point: QPoint) -> int | None:
        """Return the span whose bar, tag, card or mark is at a place of the viewport."""
        place = self.text_place(point)
        claim = self._page.claim_at(*place)
        return claim if claim is not None else self.layout_.hit(*place)[1]

    def suggestion_under(self, point: QPoint) -> int | None:
        """Return the suggestion whose dashes or tag are at a place of the viewport."""
        piece = self.layout_.piece_at(*self.text_place(point)) if self.layout_.suggestions else None
        return piece.span_id if piece is not None and piece.suggested else None

    # Geometry

    def text_place(self, point: QPoint) -> tuple[float, float]:
        """Return where in the text a place of the viewport is, in pixels from its first line."""
        return point.x() - self.column.left, point.y() + self._scroller.y

    def page_height(self) -> float:
        """Return how many pixels of the text are in sight."""
        return self.viewport().height()

    def _place_column(self) -> None:
        layout = self.layout_
        self.column = column_in(self.viewport().width(), layout.look, self.zoom, self.heading[0])
        if self.column.width != layout.width:
            layout.width = self.column.width
            layout.relayout()
        self._scroller.update_range()
        self.viewport().update()

    def _reveal(self, offset: int) -> None:
        self._scroller.reveal(offset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew and keep the place; a span in hand stays in sight if it was."""
        super().resizeEvent(event)
        below, place = self._scroller.y > 0, self._scroller.place()
        caret = self.selection.caret
        seen = self.selected is not None and self._scroller.shows(caret, event.oldSize().height())
        self._place_column()
        if below:
            self._scroller.restore(place)
        if seen and not self._scroller.shows(caret):
            self._reveal(caret)

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
        self._scroller.settle()
        painter = QPainter(self.viewport())
        try:
            self._page.draw(painter, event.rect())
        finally:
            # An error keeps the painter alive, and Qt crashes when it outlives this event.
            painter.end()
