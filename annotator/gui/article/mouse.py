"""What the mouse does in the article: select, drag, take spans, add fragments."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.core.segments import sentence_at
from annotator.core.spans import Fragment
from annotator.gui.article import selection as selecting
from annotator.gui.article.selection import Selection

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_Modifier = Qt.KeyboardModifier
_TICK_MS = 30
_FASTEST = 60  # pixels a tick that a drag past the edge scrolls


class Mouse:
    """The mouse over one view. A click selects the word, a double click it alone, a triple the sentence."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._pressed: int | None = None
        self._adds = False
        self._exact = False
        self._at = QPoint()
        self._doubled: tuple[float, QPointF] | None = None
        self._past_edge = QTimer(view)
        self._past_edge.setInterval(_TICK_MS)
        self._past_edge.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection, or take a span by its bar, tag or card."""
        view, modifiers = self._view, event.modifiers()
        point = event.position().toPoint()
        taken = view.span_under(point)
        if taken is not None:
            view.span_clicked.emit(taken)
            return
        x, y = view.text_place(point)
        suggestion = view.suggestion_under(point)
        if suggestion is not None:
            view.suggestion_clicked.emit(suggestion)
            return
        character = view.layout_.character(x, y)
        if view.candidate is not None:
            over = view.layout_.spans_at(character)
            view.span_clicked.emit(next((s.id for s in over if s.id in view.candidates), None))
            return
        if self._is_third(event):
            self._select_sentence(character)
            return
        extends = bool(modifiers & _Modifier.ShiftModifier)
        self._adds = bool(modifiers & _Modifier.ControlModifier)
        if not self._adds:
            view.span_clicked.emit(None)
        offset, _ = view.layout_.hit(x, y)
        self._pressed = view.selection.anchor.start if extends else offset
        if extends:
            self._drag(offset, exact=bool(modifiers & _Modifier.AltModifier))
        else:
            view.select(selecting.word_at(view.tokens, character))

    def move(self, event: QMouseEvent) -> None:
        """Drag a selection, on past the edges; or show where a click would take a span."""
        view = self._view
        self._at = event.position().toPoint()
        if self._pressed is None:
            takes = view.span_under(self._at) is not None or view.suggestion_under(self._at) is not None
            shape = Qt.CursorShape.PointingHandCursor if takes else Qt.CursorShape.IBeamCursor
            if view.viewport().cursor().shape() != shape:
                view.viewport().setCursor(shape)
            return
        self._exact = bool(event.modifiers() & _Modifier.AltModifier)
        self._drag_to(self._at)
        if 0 <= self._at.y() < view.viewport().height():
            self._past_edge.stop()
        elif not self._past_edge.isActive():
            self._past_edge.start()

    def release(self) -> None:
        """End a drag; if it began with Ctrl the range becomes a further fragment of the span in hand."""
        dragged = self._pressed is not None
        self._pressed = None
        self._past_edge.stop()
        if dragged and self._adds:
            self._view.fragment_added.emit()

    def double(self, event: QMouseEvent) -> None:
        """Select the word, and wait for a third click."""
        view, point = self._view, event.position().toPoint()
        if view.candidate is not None or view.span_under(point) is not None:
            return
        self._doubled = time.monotonic(), event.position()
        offset, _ = view.layout_.hit(*view.text_place(point))
        self._pressed, self._adds = offset, False
        view.select(selecting.word_at(view.tokens, view.layout_.character(*view.text_place(point))))

    def _is_third(self, event: QMouseEvent) -> bool:
        """Tell whether a press follows a double click closely."""
        if self._doubled is None:
            return False
        at, place = self._doubled
        self._doubled = None
        late = time.monotonic() - at > QApplication.doubleClickInterval() / 1_000
        near = (event.position() - place).manhattanLength() < QApplication.startDragDistance()
        return near and not late

    def _select_sentence(self, character: int) -> None:
        view = self._view
        bounds = view.layout_.blocks.paragraph(view.layout_.index_of(character))
        sentence = sentence_at(view.text, Fragment(*bounds), character)
        found = selecting.snapped(view.tokens, *sentence) if sentence.start < sentence.end else None
        if found is not None:
            view.select(found)

    def _scroll_on(self) -> None:
        """Scroll while a drag is past an edge, the faster the further it is, and select on."""
        bar, height = self._view.verticalScrollBar(), self._view.viewport().height()
        past = self._at.y() if self._at.y() < 0 else self._at.y() - height
        bar.setValue(bar.value() + max(-_FASTEST, min(_FASTEST, round(past / 2))))
        self._drag_to(self._at)

    def _drag_to(self, point: QPoint) -> None:
        view = self._view
        inside = QPoint(point.x(), max(0, min(point.y(), view.viewport().height() - 1)))
        offset, _ = view.layout_.hit(*view.text_place(inside))
        self._drag(offset, exact=self._exact)

    def _drag(self, offset: int, *, exact: bool) -> None:
        view = self._view
        if self._pressed is None or offset == self._pressed:
            return
        if exact:
            start, end = Fragment(self._pressed, self._pressed), Fragment(offset, offset)
            view.select(Selection(start, end))
            return
        new = selecting.snapped(view.tokens, self._pressed, offset)
        if new is not None:
            view.select(new)
