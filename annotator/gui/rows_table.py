"""A list of rows of one height: a table of one column, which Qt shows fast whatever its length."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.gui import theme

Index = QModelIndex | QPersistentModelIndex
_ROUND = 5


class RowsTable(QTableView):
    """Rows are chosen whole, several with Shift and Ctrl; letters are left to the keys of actions.

    A QListView takes seconds for a million rows.
    """

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # One of its own: to find the type of the one it comes with, PySide would make the enums of all widgets.
        self._page = QWidget()
        self.setViewport(self._page)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(row_height)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: Qt would look through all rows."""


class RowDelegate(QStyledItemDelegate):
    """Rows of one height; what is selected stands on a ground of the accent's colour.

    `height` in pixels, `inset` of the row drawn in that, `shows_focus` where the keyboard gets a frame.
    """

    height = 40
    inset = (0.0, 1.0, -2.0, -1.0)
    shows_focus = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the fixed height of a row."""
        return QSize(100, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, and the row on it."""
        c, rect = theme.colours(), QRectF(option.rect).adjusted(*self.inset)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent_soft))
            painter.drawRoundedRect(rect, _ROUND, _ROUND)
        if self.shows_focus and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(c.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        self.draw(painter, rect, index, c)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRectF, index: Index, c: theme.Colours) -> None:
        """Draw what a row says."""
        raise NotImplementedError
