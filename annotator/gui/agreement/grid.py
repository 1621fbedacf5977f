"""A table of figures as high as it is long, walked with the arrows; Enter opens what stands behind a cell."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.core.scheme import Scheme
from annotator.gui import theme
from annotator.gui.agreement.cells import UNDEFINED, Cell, Content, Wanted
from annotator.gui.i18n import tr
from annotator.gui.widgets import tooltip

_Index = QModelIndex | QPersistentModelIndex
_CELL = Qt.ItemDataRole.UserRole
_INK = Qt.ItemDataRole.UserRole + 1
_ROW, _HEAD = 29, 30
_PAD, _THIN = 9, 5  # pixels on either side of a text; the smaller where a table is wide
_WIDEST = 220  # pixels of a column; what is longer is in its tool tip
_LEAST = 50  # pixels of a head
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def ground(colour: str, shade: float) -> QColor:
    """Return a ground of a colour, the stronger the larger `shade` (0 to 1), on which text can be read."""
    made = QColor(colour)
    made.setAlphaF((0.38 if theme.colours().dark else 0.5) * min(max(shade, 0.0), 1.0))
    return made


class FigureModel(QAbstractTableModel):
    """The cells of one table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = Content((), ())
        self.colours: dict[str, str] = {}
        self.pad = _PAD

    def load(self, content: Content, scheme: Scheme) -> None:
        """Show other cells."""
        dark = theme.colours().dark
        self.beginResetModel()
        self.content = content
        self.colours = {one.name: one.colour_dark if dark else one.colour for one in scheme.labels}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.content.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.content.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a head, or what a screen reader calls a row."""
        if orientation == Qt.Orientation.Vertical:
            return self.content.rows[section][0].text if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.content.heads[section]
            return text if role == Qt.ItemDataRole.DisplayRole else tooltip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == 0 else _RIGHT
        if role == _INK:
            inks = self.content.inks
            return self.colours.get(inks[section], "") if section < len(inks) else ""
        return None

    def cell(self, index: _Index) -> Cell | None:
        """Return a cell."""
        rows = self.content.rows
        inside = 0 <= index.row() < len(rows) and 0 <= index.column() < len(rows[index.row()])
        return rows[index.row()][index.column()] if inside else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell, its text, or what is said of it."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == _CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(index, cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cell.why or cell.text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() == 0 else _RIGHT
        return None

    def said(self, index: _Index, cell: Cell) -> str:
        """Return a cell with its row and column in words, and where it is undefined why."""
        value = cell.why if cell.text == UNDEFINED and cell.why else cell.text
        return value if index.column() == 0 else f"{self.name(index)}: {value}"

    def name(self, index: _Index) -> str:
        """Return what a cell is of: its row, and its column where that is not of a figure alone."""
        row, head = self.content.rows[index.row()][0].text, self.content.heads[index.column()]
        return f"{row}, {head}" if index.column() and head else row


class _Delegate(QStyledItemDelegate):
    """Draws a cell: ground, text, and a frame where the keyboard is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: Cell | None = index.data(_CELL)
        model, c = index.model(), theme.colours()
        if cell is None or not isinstance(model, FigureModel):
            return
        rect: QRect = option.rect
        painter.save()
        if cell.shade:
            painter.fillRect(rect, ground(model.colours.get(cell.ground, c.accent), cell.shade))
        painter.setPen(QColor(c.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.interface_font(theme.INTERFACE_PIXELS, bold=bool(cell.label)))
        painter.setPen(QColor(self._ink(cell, model, c)))
        inner = rect.adjusted(model.pad, 0, -model.pad, -1)
        text = QFontMetrics(painter.font()).elidedText(
            cell.text, Qt.TextElideMode.ElideRight, max(0, inner.width())
        )
        painter.drawText(inner, _LEFT if index.column() == 0 else _RIGHT, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        painter.restore()

    @staticmethod
    def _ink(cell: Cell, model: FigureModel, c: theme.Colours) -> str:
        if cell.label:
            return model.colours.get(cell.label, c.text)
        return c.text if cell.behind is not None or cell.shade else c.muted


class _Heads(QHeaderView):
    """The heads, those of labels in their colours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setFixedHeight(_HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Draw one head."""
        c, model = theme.colours(), self.model()
        ink = model.headerData(logicalIndex, Qt.Orientation.Horizontal, _INK)
        painter.save()
        painter.fillRect(rect, QColor(c.panel))
        painter.setPen(QColor(c.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.interface_font(12, bold=bool(ink)))
        painter.setPen(QColor(ink or c.muted))
        pad = model.pad if isinstance(model, FigureModel) else _PAD
        inner = rect.adjusted(pad, 0, -pad, -1)
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, _LEFT if logicalIndex == 0 else _RIGHT, shown)
        painter.restore()


class FigureTable(QTableView):
    """`asked` is given the cases behind the cell on which Enter was pressed, or that was clicked.

    `nothing` is told where there are none.
    """

    asked = Signal(object)
    nothing = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Heads(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        self._widths: list[tuple[int, int]] = []  # that a column must have, and that it wants for its head
        self.clicked.connect(self._ask)

    def load(self, content: Content, scheme: Scheme) -> None:
        """Show other figures, the keyboard staying where it was."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.figures.load(content, scheme)
        self._widths = [self._wanted_width(n) for n in range(len(content.heads))]
        self._fit()
        place = self.figures.index(min(row, len(content.rows) - 1), min(column, len(content.heads) - 1))
        if row >= 0 and place.isValid():
            self.setCurrentIndex(place)

    def _wanted_width(self, column: int) -> tuple[int, int]:
        text = QFontMetrics(theme.interface_font(theme.INTERFACE_PIXELS, bold=column == 0))
        head = QFontMetrics(theme.interface_font(12, bold=True))
        content = self.figures.content
        widest = max((text.horizontalAdvance(row[column].text) for row in content.rows), default=0)
        long = head.horizontalAdvance(content.heads[column])
        least = min(max(widest, min(long, _LEAST)), _WIDEST) + 2
        return least, max(least, min(long, _WIDEST) + 2)

    @property
    def least_width(self) -> int:
        """How many pixels it takes to show all columns, their heads cut."""
        return sum(low + 2 * _THIN for low, _ in self._widths)

    def _fit(self) -> None:
        """Give the columns all the room there is; where it is too little, heads are cut, then columns scrolled to."""
        if not self._widths:
            return
        room = self.viewport().width() or self.width()
        least, wanted = (sum(one[n] for one in self._widths) for n in (0, 1))
        self.figures.pad = _PAD if wanted + 2 * _PAD * len(self._widths) <= room else _THIN
        around = 2 * self.figures.pad
        given = min(1.0, max(0.0, (room - least - around * len(self._widths)) / max(wanted - least, 1)))
        widths = [low + int(given * (high - low)) + around for low, high in self._widths]
        share, rest = divmod(max(0, room - sum(widths)), len(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width + share + (rest if column == 0 else 0))
        below = self.horizontalScrollBar().sizeHint().height() if sum(widths) > room else 0
        height = _HEAD + _ROW * len(self.figures.content.rows) + below + 1
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first figure."""
        is_new = not self.currentIndex().isValid()
        super().focusInEvent(event)  # takes the first cell
        if is_new and self.figures.rowCount():
            self.setCurrentIndex(self.figures.index(0, min(1, self.figures.columnCount() - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what stands behind the cell on Enter."""
        if event.key() in (*_ENTER, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _ask(self, index: _Index) -> None:
        cell = self.figures.cell(index)
        if cell is None:
            return
        if cell.behind is not None:
            self.asked.emit(Wanted(cell.behind, self.figures.name(index)))
        elif cell.why:
            self.nothing.emit(cell.why)
        else:
            self.nothing.emit(tr("There are no cases behind this."))

    def keyboardSearch(self, search: str) -> None:
        """Do not look for what is typed."""
