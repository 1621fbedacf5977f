"""The list of cases: the rows that a filter lets through, kept up case by case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from annotator.agreement.standing import Status
from annotator.core.scheme import Scheme
from annotator.gui import theme
from annotator.gui.i18n import tr, tr_n
from annotator.gui.review.wording import rule_name, status_name, title_of, type_name, why_open
from annotator.gui.rows_table import Index, RowDelegate, RowsTable
from annotator.gui.widgets import tooltip
from annotator.workspace.review_rows import Filter, Row
from annotator.workspace.reviewing import Update

ROW = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 50
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


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

    def find(self, row: Row) -> int | None:
        """Return where a case is, also where its row has changed; None where it is not shown."""
        place = self.place(row)
        if place is not None:
            return place
        same = (n for n, one in enumerate(self.rows) if is_same(one, row))
        return next(same, None)

    def near(self, row: Row) -> int:
        """Return where a case is; where it is not shown, where the one after it is."""
        place = self.find(row)
        return bisect_left(self.rows, row.order, key=_order) if place is None else place

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of cases shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what screen readers say of it."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{type_name(row.type)}, {self.labels(row)}: {row.excerpt} ({state(row)})"
        if role == Qt.ItemDataRole.ToolTipRole and row.why:
            return tooltip(why_open(row.why))
        return None

    def labels(self, row: Row) -> str:
        """Return the labels of a case in words."""
        return " / ".join(title_of(self.scheme, label) for label in row.labels) or "–"


def is_same(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one case."""
    return (one.document_id, one.key) == (other.document_id, other.key)


def _order(row: Row) -> tuple[int | str, ...]:
    return row.order


def state(row: Row) -> str:
    """Return how a case stands, in a word or two."""
    if row.rule:
        return rule_name(row.rule)
    if row.status == Status.OPEN and row.type == "missing":
        return tr("{n} of {total}", n=len(row.annotators), total=row.readings)
    return status_name(row.status) or tr_n("{n} reading", "{n} readings", row.readings)


class CaseDelegate(RowDelegate):
    """Draws a case: its type, labels, how it stands, article; and its words."""

    height = ROW_HEIGHT

    def draw(self, painter: QPainter, rect: QRectF, index: Index, c: theme.Colours) -> None:
        """Draw one case."""
        row: Row | None = index.data(ROW)
        model = index.model()
        if row is None or not isinstance(model, CaseModel):
            return
        inner = rect.adjusted(8, 5, -8, -4)
        left = self._draw_type(painter, inner, row, c)
        painter.setFont(theme.interface_font(12.5))
        first = QRectF(left, inner.top(), inner.right() - left, 19)
        left = _text(painter, first, model.labels(row), c.text) + 6
        painter.setFont(theme.interface_font(11))
        about = " · ".join(part for part in (state(row), row.title) if part)
        colour = c.bad if row.status == Status.REOPENED else c.muted
        _text(painter, QRectF(left, inner.top(), inner.right() - left, 20), about, colour)
        painter.setFont(theme.interface_font(12.5))
        _text(painter, QRectF(inner.left(), inner.top() + 20, inner.width(), 19), row.excerpt or "–", c.text)

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
    painter.setLayoutDirection(
        Qt.LayoutDirection.LayoutDirectionAuto
    )  # words of an article may be read from the right
    painter.drawText(rect, _LEFT, shown)
    return rect.left() + metrics.horizontalAdvance(shown)


class CaseList(RowsTable):
    """The cases; `chosen` is given the row the cursor came to."""

    chosen = Signal(object)

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.cases = model
        self.setItemDelegate(CaseDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Cases"))
        self.clicked.connect(lambda index: self.go_to(index.row()))

    def go_to(self, place: int) -> None:
        """Choose the case at a place, the nearest where there is none."""
        place = max(0, min(place, len(self.cases.rows) - 1))
        if self.cases.rows:
            self.setCurrentIndex(self.cases.index(place, 0))
            self.scrollTo(self.currentIndex())  # also where the rows around it have changed
            self.chosen.emit(self.cases.rows[place])
        else:
            self.chosen.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the case in sight where what is above needs other room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the case that a key leads to; Home and End are those of the list, not of its one column."""
        before, ends = self.place, {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.cases.rows) - 1}
        if not event.modifiers() and event.key() in ends:
            self.go_to(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
        if self.place != before:
            self.go_to(self.place)

    def show_update(self, update: Update, here: Row | None, *, onwards: bool) -> int:
        """Show the rows that changed; return the place of the case `here`, or `onwards` of the one after it."""
        place = self.place
        self.cases.apply(update)
        if here is not None and not onwards:
            return self.cases.near(here)
        if here is not None and self._is_still_before(update, here):
            place += 1
        return place

    def _is_still_before(self, update: Update, here: Row) -> bool:
        """Tell whether a case that was decided is still shown, at or before the place where it was."""
        return any(
            is_same(row, here) and row.order <= here.order
            and self.cases.place(row) is not None
            for row in update.come
        )  # fmt: skip

    @property
    def place(self) -> int:
        """The place of the case chosen, -1 where none is."""
        return self.currentIndex().row()
