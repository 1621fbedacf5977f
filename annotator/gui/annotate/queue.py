"""The queue: the documents of the project as this annotator finds them."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.core.spans import State
from annotator.gui import theme
from annotator.gui.dates import shown_date
from annotator.gui.i18n import tr, tr_n
from annotator.gui.widgets import tooltip
from annotator.workspace.workspace import QueueRow, Workspace

PAGE = 128
PAGES = 16
ROW_HEIGHT = 52
ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractTableModel):
    """Rows are read by pages as they come into sight; only the ids are kept for all."""

    def __init__(self, workspace: Workspace, annotator_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._annotator_id = annotator_id
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[QueueRow]] = OrderedDict()

    def load(self, states: Sequence[State], *, flagged: bool, text: str) -> None:
        """Show the documents in these states, with this text in title, outlet or file name."""
        self.beginResetModel()
        self._ids = array("q", self._workspace.queue(self._annotator_id, states, flagged=flagged, text=text))
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of documents shown."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return 1."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or its title for screen readers."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.document.metadata.title)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.document.metadata.title}, {state_name(row.state)}"
        return None

    def row(self, number: int) -> QueueRow | None:
        """Return a row, reading its page if need be."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            rows = self._workspace.queue_rows(self._annotator_id, ids)
            self._pages[page] = rows
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return rows[place] if place < len(rows) else None

    def index_of(self, document_id: int) -> QModelIndex:
        """Return the index of a document, invalid where it is not shown."""
        try:
            return self.index(self._ids.index(document_id), 0)
        except ValueError:
            return QModelIndex()

    def id_at(self, number: int) -> int:
        """Return the document's id in a row."""
        return self._ids[number]

    def refresh(self, document_id: int) -> None:
        """Reread one document's row."""
        index = self.index_of(document_id)
        if index.isValid():
            self._pages.pop(index.row() // PAGE, None)
            self.dataChanged.emit(index, index)


def state_name(state: State) -> str:
    """Return what a state is called."""
    return {
        State.TO_DO: tr("To do"),
        State.IN_PROGRESS: tr("Open"),
        State.DONE: tr("Done"),
        State.SKIPPED: tr("Skipped"),
    }[state]


class QueueDelegate(QStyledItemDelegate):
    """Draws a document: how far it is, title, outlet and date, spans, flag."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the fixed height of a row."""
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: QueueRow | None = index.data(ROW)
        if row is None:
            return
        c = theme.colours()
        rect: QRect = option.rect.adjusted(0, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent_soft))
            painter.drawRoundedRect(rect, 5, 5)
        _draw_state(painter, QPointF(rect.left() + 14, rect.top() + 16), row.state, c)
        text = rect.adjusted(28, 5, -8, 0)
        painter.setFont(theme.interface_font(13, bold=True))
        painter.setPen(QColor(c.text))
        title_width = text.width() - (16 if row.flagged else 0)
        title = painter.fontMetrics().elidedText(
            row.document.metadata.title, Qt.TextElideMode.ElideRight, title_width
        )
        painter.drawText(
            QRectF(text.left(), text.top(), title_width, 20), Qt.AlignmentFlag.AlignVCenter, title
        )
        if row.flagged:
            _draw_flag(painter, QPointF(text.right() - 9, text.top() + 4), QColor(c.bad))
        painter.setFont(theme.interface_font(11.5))
        painter.setPen(QColor(c.muted))
        below = QRectF(text.left(), text.top() + 20, text.width(), 17)
        details = painter.fontMetrics().elidedText(describe(row), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, details)
        painter.restore()


def describe(row: QueueRow) -> str:
    """Return the line under a document's title."""
    metadata = row.document.metadata
    parts = [metadata.outlet or row.document.source, shown_date(metadata.published)]
    if row.spans:
        parts.append(tr_n("{n} span", "{n} spans", row.spans))
    return " · ".join(part for part in parts if part)


def _draw_state(painter: QPainter, centre: QPointF, state: State, c: theme.Colours) -> None:
    """Draw a ring, filled by half while open and whole when done, with a bar when skipped."""
    colour = QColor({State.DONE: c.good, State.IN_PROGRESS: c.open}.get(state, c.muted))
    box = QRectF(centre.x() - 4.5, centre.y() - 4.5, 9, 9)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if state == State.DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    painter.setBrush(colour)
    if state == State.IN_PROGRESS:
        painter.drawPie(box, 90 * 16, 180 * 16)
    elif state == State.SKIPPED:
        painter.drawLine(QPointF(box.left() + 2, centre.y()), QPointF(box.right() - 2, centre.y()))


def _draw_flag(painter: QPainter, place: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(place, QPointF(place.x(), place.y() + 12))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(QRectF(place.x(), place.y(), 8, 6))
