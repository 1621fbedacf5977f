"""Widgets side by side, broken to the next line where they do not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from annotator.gui.widgets import button


class Segments(QWidget):
    """A row of joined buttons, of which one or none is chosen; a click on it lets go."""

    def __init__(self, values: Sequence[str], on_choose: Callable[[str | None], object]) -> None:
        super().__init__()
        self._chosen: str | None = None
        self._on_choose = on_choose
        self._buttons = {}
        row = FlowLayout(self, gap=-1)  # neighbours share their border
        for value in values:
            one = button(value, "segment", checkable=True)
            one.clicked.connect(lambda _=False, v=value: self._press(v))
            row.addWidget(one)
            self._buttons[value] = one

    def choose(self, chosen: str | None) -> None:
        """Show which is chosen."""
        self._chosen = chosen
        for value, one in self._buttons.items():
            one.setChecked(value == chosen)

    def _press(self, value: str) -> None:
        self._on_choose(None if value == self._chosen else value)
        self.choose(self._chosen)  # where it was refused, Qt has checked the button nevertheless


class FlowLayout(QLayout):
    """Puts widgets side by side and breaks to the next line where they do not fit."""

    def __init__(self, parent: QWidget, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}  # by width: Qt asks many times over
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        parent.setSizePolicy(policy)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return none: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Ask the items anew for their sizes."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the least size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, outer: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        rect = outer.marginsRemoved(margins)
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x = rect.x()
                y += line_height + max(self._gap, 4)
                line_height = 0
            size.setWidth(min(size.width(), max(rect.width(), 1)))
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line_height = max(line_height, size.height())
        return y + line_height - rect.y() + margins.top() + margins.bottom()
