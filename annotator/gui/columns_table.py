"""Rows under headings: sorted by any of them, chosen whole, and copied as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.i18n import number, tr
from annotator.gui.rows_table import RowsTable
from annotator.gui.widgets import literal, tooltip

_Row = TypeVar("_Row")
_Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 28
_WIDEST, _NARROWEST = 420, 60  # pixels of a column, where it is as wide as what is in it
_GIVES_WAY = 72  # pixels that a column keeps where there is little room
_LOOKED_AT = 300  # rows, for that
_BESIDE = 22  # pixels around a text
Cell = str | int


class Columns(QAbstractTableModel, Generic[_Row]):
    """Rows of any kind: `cells` gives a row's texts and numbers, one for each heading."""

    def __init__(self, headings: Sequence[str], cells: Callable[[_Row], Sequence[Cell]]) -> None:
        super().__init__()
        self.headings = headings
        self.cells = cells
        self.rows: list[_Row] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def load(self, rows: Sequence[_Row]) -> None:
        """Show these rows, in the order that was asked for."""
        self.beginResetModel()
        self.rows = list(rows)
        if self._sorted_by is not None:
            self.rows = [self.rows[place] for place in self._order(*self._sorted_by)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading; it stands over numbers as they stand."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_text = not self.rows or isinstance(self.cells(self.rows[0])[section], str)
            side = Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text; numbers stand to the right."""
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.TextAlignmentRole,
        ):
            return None
        cell = self.cells(self.rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if isinstance(cell, str) else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        text = cell if isinstance(cell, str) else number(cell)
        return tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column; what is chosen stays chosen."""
        if column < 0:
            return
        self._sorted_by = column, order
        self.layoutAboutToBeChanged.emit()
        places = self._order(column, order)
        self.rows = [self.rows[place] for place in places]
        moved = {place: row for row, place in enumerate(places)}
        old = self.persistentIndexList()
        new = [self.index(moved[one.row()], one.column()) for one in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _order(self, column: int, order: Qt.SortOrder) -> list[int]:
        keys = [self.cells(row)[column] for row in self.rows]
        folded = [key.casefold() if isinstance(key, str) else key for key in keys]
        return sorted(
            range(len(keys)),
            key=lambda place: folded[place],
            reverse=order == Qt.SortOrder.DescendingOrder,
        )


class ColumnsTable(RowsTable, Generic[_Row]):
    """A click on a heading sorts, and so does the menu of the table; Enter or a double click asks for a row.

    `asked` is given the row, `copied` what to say of what is now in the clipboard.
    """

    asked = Signal(object)
    copied = Signal(str)

    def __init__(self, model: Columns[_Row], name: str, parent: QWidget | None = None) -> None:
        super().__init__(_ROW_HEIGHT, parent)
        self.columns = model
        self.kept_for_last = 0.0  # of the room: up to so much the last column needs not give way
        self._wanted: list[int] = []
        self._is_sharing = self._is_dragged = False
        model.setParent(self)
        self.setModel(model)
        self.setProperty("role", "columns")
        self.setAccessibleName(name)
        self._set_up_header()
        self._add_actions()
        self.doubleClicked.connect(lambda index: self.asked.emit(model.rows[index.row()]))

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.show()
        header.setSectionResizeMode(header.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.sectionHandleDoubleClicked.connect(lambda _: self._on_dragged())
        header.sectionResized.connect(lambda *_: self._on_dragged())
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _add_actions(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(tr("Copy as CSV"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda _=False: self.copy())
        self.addAction(copy)
        for column, heading in enumerate(self.columns.headings):
            one = QAction(literal(tr("Sort by “{heading}”", heading=heading)), self)
            one.triggered.connect(lambda _=False, c=column: self.sort_by(c))
            self.addAction(one)

    def sort_by(self, column: int) -> None:
        """Sort by a column; if it is sorted by that, the other way round."""
        header = self.horizontalHeader()
        again = header.sortIndicatorSection() == column
        up = again and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if up else Qt.SortOrder.AscendingOrder)

    def fit(self, most: Sequence[int] = ()) -> None:
        """Make each column as wide as what is in it, within bounds; `most` are those of columns, 0 for the usual.

        Where that is more than there is room for, wide columns give way, until somebody drags one.
        """
        metrics, model = self.fontMetrics(), self.columns
        looked_at = [model.cells(row) for row in model.rows[:_LOOKED_AT]]
        self._wanted = []
        for column, heading in enumerate(model.headings):
            texts = [heading + "   ", *(str(cells[column]) for cells in looked_at)]
            width = max(metrics.horizontalAdvance(text[:80]) for text in texts) + _BESIDE
            widest = (most[column] if column < len(most) else 0) or _WIDEST
            self._wanted.append(min(max(width, _NARROWEST), widest))
        self._share()

    def _share(self) -> None:
        if not self._wanted or self._is_dragged:
            return
        room = self.viewport().width() - 2
        widths = [0 if self.isColumnHidden(column) else width for column, width in enumerate(self._wanted)]
        shown = [column for column in range(len(widths)) if not self.isColumnHidden(column)]
        kept = min(widths[shown[-1]], round(self.kept_for_last * room))
        for limit in range(_WIDEST, _GIVES_WAY - 1, -12):
            if sum(widths) <= room:
                break
            widths = [min(width, limit) for width in widths]
            widths[shown[-1]] = max(widths[shown[-1]], kept)
        self._is_sharing = True
        for column in shown[:-1]:
            self.setColumnWidth(column, widths[column])
        # The last one has all that is left, and more than there is room for only where it must.
        last, rest = shown[-1], room - sum(widths[column] for column in shown[:-1])
        self.setColumnWidth(last, max(rest, min(widths[last], _GIVES_WAY)))
        self._is_sharing = False

    def _on_dragged(self) -> None:
        is_pressed = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        self._is_dragged |= not self._is_sharing and is_pressed and self.horizontalHeader().underMouse()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share()

    def chosen(self) -> list[_Row]:
        """Return the rows that are selected, from top to bottom."""
        selection = self.selectionModel().selection()
        parts = sorted((selection.at(i).top(), selection.at(i).bottom()) for i in range(selection.count()))
        places = dict.fromkeys(place for top, bottom in parts for place in range(top, bottom + 1))
        return [self.columns.rows[place] for place in places]

    def copy(self) -> None:
        """Copy the rows that are selected as CSV, or all where none is."""
        from annotator.workspace.table_text import as_csv

        rows = self.chosen() or self.columns.rows
        text = as_csv([self.columns.headings, *map(self.columns.cells, rows)])
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(tr("In the clipboard as CSV: {n} rows.", n=number(len(rows))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the row under the cursor on Enter."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.asked.emit(self.columns.rows[current.row()])
            return
        super().keyPressEvent(event)
