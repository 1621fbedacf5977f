"""Keeps the text in sight where it is while heights become known, and brings places into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_IDLE_SLICE = 0.004
_BELOW = 0.3  # of the viewport's height, free below the text
_MARGIN = 110.0  # between a place to be shown and the edge
_ROUNDS = 50
_NEAR = 16  # pixels that what is drawn may reach over its line


class Scroller:
    """The scroll bar of one view. Heights are pixels of the text unless said otherwise."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self.idle = QTimer(view)
        self.idle.timeout.connect(self._measure)
        # While the mouse is at work the text must not move away under it.
        self.gently = False

    @property
    def y(self) -> float:
        """The height of the text that is at the top of the viewport; less than 0 where the title is in sight."""
        return self._view.verticalScrollBar().value() - self._view.column.header

    def update_range(self) -> None:
        """Let the bar reach all of the text; lay out in idle time what was not seen yet."""
        view = self._view
        bar, height = view.verticalScrollBar(), view.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(round(view.layout_.look.line_height))
        total = round(view.column.header + view.layout_.height + height * _BELOW)
        bar.setRange(0, max(0, total - height))
        if not view.layout_.is_measured and not self.idle.isActive():
            self.idle.start(0)

    def settle(self) -> None:
        """Lay out what is in sight, and what reaches into it, without the text seen before moving."""
        view, layout = self._view, self._view.layout_
        bar, height = view.verticalScrollBar(), view.viewport().height()
        reach = height if view.column.cards else _NEAR
        for _ in range(_ROUNDS):
            y = self.y
            first, last = layout.index_at_y(y - reach), layout.index_at_y(y + height + _NEAR)
            if all(map(layout.knows_height, range(first, last + 1))):
                return
            seen = range(layout.index_at_y(y), last + 1)
            anchor = next(filter(layout.knows_height, seen), seen[0])
            before = layout.top(anchor)
            for index in range(first, last + 1):
                layout.laid(index)
            moved = layout.top(anchor) - before
            bar.blockSignals(True)  # this is painting: what is seen stays where it is
            self.update_range()
            if y > 0:
                bar.setValue(round(bar.value() + moved))
            bar.blockSignals(False)

    def reveal(self, offset: int) -> None:
        """Scroll so that a code point's line is well in sight."""
        view = self._view
        if not view.text:
            return
        rect = view.layout_.caret_rect(offset)
        bar, height = view.verticalScrollBar(), view.viewport().height()
        y = rect.top() - self.y
        if self.gently and -rect.height() < y < height:
            return
        margin = min(_MARGIN, height / 4)
        self.update_range()
        if y < margin or y + rect.height() > height - margin:
            top_of_page = y < margin and y > -height
            below = margin if top_of_page else height - margin - rect.height()
            bar.setValue(round(bar.value() + y - below))

    def shows(self, offset: int, height: int | None = None) -> bool:
        """Tell whether the line of a code point is in sight, or would be in a viewport of this height."""
        layout = self._view.layout_
        if not layout.is_laid(layout.index_of(offset)):
            return False
        y = layout.caret_rect(offset).center().y() - self.y
        return 0 <= y <= (self._view.viewport().height() if height is None else height)

    def place(self) -> tuple[int, float]:
        """Return the code point at the top of the viewport, and how far its line is above it."""
        layout = self._view.layout_
        index, line = layout.line_at(self.y)
        return line.start, self.y - layout.top(index) - line.top

    def restore(self, place: tuple[int, float]) -> None:
        """Scroll to what `place` returned, after the lines were broken anew."""
        layout = self._view.layout_
        index, line = layout.line_of(place[0])
        y = layout.top(index) + line.top + place[1]
        self._view.verticalScrollBar().setValue(round(y + self._view.column.header))

    def _measure(self) -> None:
        """Lay out a slice of what was not seen yet, without the visible text moving."""
        layout, bar = self._view.layout_, self._view.verticalScrollBar()
        y = self.y
        index = layout.index_at_y(y)
        before = layout.top(index)
        more = layout.measure_some(_IDLE_SLICE)
        moved = layout.top(index) - before
        self.update_range()
        if y > 0 and moved:
            bar.setValue(round(bar.value() + moved))
        if not more:
            self.idle.stop()
