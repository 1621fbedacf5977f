"""The list of cases: the rows that a filter lets through, kept up case by case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.agreement.standing import Status
from annotator.core.scheme import Scheme
from annotator.gui import theme
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.review.wording import rule_name, title_of, type_name
from annotator.gui.widgets import tooltip
from annotator.workspace.review_rows import Filter, Row
from annotator.workspace.reviewing import Update

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 50
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CaseModel(QAbstractListModel):
    """Rows in their order; what is decided leaves or comes without the others being looked at."""

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scheme = scheme
        self.rows: list[Row] = []
        self._filter = Filter()

    def load(self, rows: Sequence[Row], filter_: Filter) -> None:
        """Show those of all rows that a filter lets through."""
        self.beginResetModel()
        self._filter = filter_
        self.rows = [row for row in rows if filter_.holds(row)]
        self.endResetModel()

    def apply(self, update: Update) -> None:
        """Show what changed."""
        for row in update.gone:
            place = self.place(row)
            if place is not None:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.rows[place]
                self.endRemoveRows()
        for row in update.come:
            if self._filter.holds(row):
                place = bisect_left(self.rows, row.order, key=_order)
                self.beginInsertRows(QModelIndex(), place, place)
                self.rows.insert(place, row)
                self.endInsertRows()

    def place(self, row: Row) -> int | None:
        """Return where a row is, None where it is not shown."""
        place = bisect_left(self.rows, row.order, key=_order)
        return place if place < len(self.rows) and self.rows[place].order == row.order else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of cases shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what screen readers say of it."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{type_name(row.type)}, {self.labels(row)}: {row.excerpt} ({state(row)})"
        if role == Qt.ItemDataRole.ToolTipRole and row.why:
            return tooltip("; ".join(map(told, row.why)))
        return None

    def labels(self, row: Row) -> str:
        """Return the labels of a case in words."""
        return " / ".join(title_of(self.scheme, label) for label in row.labels) or "–"


def _order(row: Row) -> tuple[int | str, ...]:
    return row.order


def state(row: Row) -> str:
    """Return how a case stands, in a word or two."""
    if row.rule:
        return rule_name(row.rule)
    return {
        Status.OPEN: tr_n("{n} reading", "{n} readings", row.readings),
        Status.LATER: tr("put off"),
        Status.REOPENED: tr("reopened"),
        Status.DECIDED: tr("decided"),
    }[row.status]


class CaseDelegate(QStyledItemDelegate):
    """Draws a case: its type, labels, how it stands, article; and its words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the fixed height of a row."""
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one case."""
        row: Row | None = index.data(ROW)
        if row is None:
            return
        c = theme.colours()
        rect: QRect = option.rect.adjusted(0, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent_soft))
            painter.drawRoundedRect(rect, 5, 5)
        inner = QRectF(rect.adjusted(8, 5, -8, -4))
        left = self._draw_type(painter, inner, row, c)
        model = index.model()
        assert isinstance(model, CaseModel)
        painter.setFont(theme.interface_font(12.5))
        left = (
            _text(painter, QRectF(left, inner.top(), inner.right() - left, 19), model.labels(row), c.text) + 6
        )
        painter.setFont(theme.interface_font(11))
        about = " · ".join(part for part in (state(row), row.title) if part)
        colour = c.bad if row.status == Status.REOPENED else c.muted
        _text(painter, QRectF(left, inner.top(), inner.right() - left, 20), about, colour)
        painter.setFont(theme.interface_font(12.5))
        _text(painter, QRectF(inner.left(), inner.top() + 20, inner.width(), 19), row.excerpt or "–", c.text)
        painter.restore()

    @staticmethod
    def _draw_type(painter: QPainter, rect: QRectF, row: Row, c: theme.Colours) -> float:
        """Draw the type in a frame, and return where it ends."""
        painter.setFont(theme.interface_font(9.5, bold=True))
        text = type_name(row.type).upper()
        colour = QColor(c.muted if row.status == Status.DECIDED else c.bad)
        frame = QRectF(
            rect.left(), rect.top() + 2, QFontMetricsF(painter.font()).horizontalAdvance(text) + 10, 15
        )
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(QColor(c.panel))
        painter.drawRoundedRect(frame, 3, 3)
        painter.setPen(colour)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
        return frame.right() + 6


def _text(painter: QPainter, rect: QRectF, text: str, colour: str) -> float:
    """Draw as much of a text as there is room for, and return where it ends."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
    painter.setPen(QColor(colour))
    painter.drawText(rect, _LEFT, shown)
    return rect.left() + metrics.horizontalAdvance(shown)


class CaseList(QTableView):
    """The cases; `chosen` is given the row the cursor came to."""

    chosen = Signal(object)

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cases = model
        # A table, as its rows of one height come and go without the others being measured again.
        self.setItemDelegate(CaseDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.setModel(model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Cases"))
        self.clicked.connect(lambda index: self.go_to(index.row()))

    def go_to(self, place: int) -> None:
        """Choose the case at a place, the nearest where there is none."""
        place = max(0, min(place, len(self.cases.rows) - 1))
        if self.cases.rows:
            self.setCurrentIndex(self.cases.index(place, 0))
            self.chosen.emit(self.cases.rows[place])
        else:
            self.chosen.emit(None)

    @property
    def place(self) -> int:
        """The place of the case chosen, -1 where none is."""
        return self.currentIndex().row()

    def keyboardSearch(self, search: str) -> None:
        """Do not look for what is typed."""
