"""The panes of the Review screen: cases, the case in hand, agreement and history."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.scheme import Scheme
from annotator.gui.review.case_panel import CasePanel
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.side import Side

_WIDTHS = (290, 830, 290)
_LEAST = (180, 280, 170)
_MOST = (0.3, 1.0, 0.21)  # of the width: in a small window the case has most of it
_WITH_SIDE = 900  # pixels; below them agreement and history make room


class Panes(QWidget):
    """Three panes side by side, the first page of a stack; a free edit is another."""

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ListPanel(scheme)
        self.panel = CasePanel(scheme)
        self.side = Side()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, widget in enumerate((self.list, self.panel, self.side)):
            widget.setMinimumWidth(_LEAST[number])
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, int(number == 1))
        self.splitter.setSizes(_WIDTHS)
        self.splitter.splitterMoved.connect(lambda *_: self._remember())
        self._wanted = (_WIDTHS[0], _WIDTHS[2])
        self._is_laid_out = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()  # the keys of the review are those of its first page alone
        self.stack.addWidget(self.splitter)
        column.addWidget(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the case where there is little."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= _WITH_SIDE)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the widths that were restored, if any, for those wanted."""
        super().showEvent(event)
        if not self._is_laid_out:
            self._is_laid_out = True
            self._remember()
            self._share()

    def _remember(self) -> None:
        left, _, right = self.splitter.sizes()
        self._wanted = (left or self._wanted[0], right or self._wanted[1])

    def _share(self) -> None:
        """Give the outer panes the widths wanted, and in a small window no more than their share."""
        width = self.width()
        left, right = (
            min(wanted, max(_LEAST[n], round(width * _MOST[n])))
            for wanted, n in zip(self._wanted, (0, 2), strict=True)
        )
        right = right if width >= _WITH_SIDE else 0
        self.splitter.setSizes([left, width - left - right, right])

    def next_pane(self) -> None:
        """Put the keyboard into the next of list and case."""
        (self.list.list if self.panel.hasFocus() else self.panel).setFocus()

    def save_layout(self) -> QByteArray:
        """Return the widths of the panes, to be remembered."""
        return self.splitter.saveState()
