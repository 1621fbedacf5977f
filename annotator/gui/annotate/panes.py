"""Queue, article and inspector side by side: how wide each is, and which are shown."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

QUEUE, ARTICLE, INSPECTOR = range(3)
_LEAST = (178, 260, 256)
_MOST = (232, 0, 300)  # of the sides, until somebody drags them wider
_COMFORTABLE = 858  # for the article: a line of some 70 characters, and cards beside it
_NARROW = 780  # below this there is no room for the queue beside the article


class Panes(QSplitter):
    """The sides give way to the article as the window gets narrower, until somebody moves them."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for number, widget in enumerate(widgets):
            widget.setMinimumWidth(_LEAST[number])
            self.addWidget(widget)
            self.setStretchFactor(number, int(number == ARTICLE))
        self._is_own = False  # somebody chose the widths
        self._is_chosen = False  # somebody chose whether the queue is shown
        self.splitterMoved.connect(self._on_moved)

    def _pane(self, number: int) -> QWidget:
        found = self.widget(number)
        assert found is not None
        return found

    def put(self, number: int, widget: QWidget) -> None:
        """Put a widget in the place of the one that is there."""
        shown = not self._pane(number).isHidden()
        widget.setMinimumWidth(_LEAST[number])
        before = self.replaceWidget(number, widget)
        assert before is not None
        before.deleteLater()
        self.setStretchFactor(number, 0)
        widget.setVisible(shown)

    def toggle(self, number: int) -> bool:
        """Show a side or hide it; return whether it is shown now."""
        shown = self._pane(number).isHidden()
        self._pane(number).setVisible(shown)
        self._is_chosen |= number == QUEUE
        return shown

    def show_pane(self, number: int) -> None:
        """Show a side, because the keyboard goes there."""
        if self._pane(number).isHidden():
            self.toggle(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(event.size())

    def _fit(self, size: QSize) -> None:
        if not self._is_chosen:
            self._pane(QUEUE).setVisible(size.width() >= _NARROW)
        if self._is_own:
            return
        spare = max(size.width() - _LEAST[QUEUE] - _LEAST[INSPECTOR] - _COMFORTABLE, 0)
        room = [most - least for most, least in zip(_MOST, _LEAST, strict=True)]
        share = min(spare / (room[QUEUE] + room[INSPECTOR]), 1.0)
        sides = [round(_LEAST[n] + share * room[n]) for n in (QUEUE, INSPECTOR)]
        self.setSizes([sides[0], max(size.width() - sum(sides), 0), sides[1]])

    def _on_moved(self) -> None:
        self._is_own = True

    def save(self) -> QByteArray:
        """Return the widths to be remembered; nothing where nobody chose any."""
        return self.saveState() if self._is_own else QByteArray()

    def restore(self, state: QByteArray) -> None:
        """Use widths that were remembered; all panes are shown, as far as there is room."""
        if state.isEmpty() or not self.restoreState(state):
            return
        self._is_own = True
        for number in range(self.count()):
            self._pane(number).show()
