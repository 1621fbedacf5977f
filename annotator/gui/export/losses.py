"""The list of what a format cannot hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.i18n import mark, told, tr
from annotator.gui.widgets import tooltip
from annotator.workspace.exporting import Loss, LossKind

_Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 28
_HEADINGS = (
    mark("What"),
    mark("Article"),
    mark("Reading of"),
    mark("Label"),
    mark("Text"),
    mark("What becomes of it"),
)
_KINDS = {
    LossKind.MISALIGNED: mark("not on word boundaries"),
    LossKind.OVERLAPPING: mark("overlaps"),
    LossKind.WHITESPACE: mark("white space at its edge"),
    LossKind.EMPTY: mark("empty"),
    LossKind.UNALLOWED: mark("not in the scheme"),
    LossKind.FRAGMENTED: mark("several parts"),
    LossKind.RELATION: mark("link"),
    LossKind.ATTRIBUTE: mark("attribute"),
    LossKind.NOTE: mark("note"),
    LossKind.CHARACTER: mark("character"),
}


class LossModel(QAbstractTableModel):
    """One row for each loss."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses: Sequence[Loss] = ()

    def load(self, losses: Sequence[Loss]) -> None:
        """Show these losses."""
        self.beginResetModel()
        self.losses = losses
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of losses."""
        return 0 if parent.isValid() else len(self.losses)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(_HEADINGS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        loss = self.losses[index.row()]
        texts = (
            kind_name(loss.kind),
            loss.title,
            loss.annotator,
            loss.label,
            " ".join(loss.covered.split()),
            told(loss.detail),
        )
        text = texts[index.column()]
        return tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text


def kind_name(kind: LossKind) -> str:
    """Return what a kind of loss is called."""
    return tr(_KINDS[kind])


class LossTable(QTableView):
    """Lists losses; Enter or a double click on one asks to see it."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses = LossModel(self)
        self.setModel(self.losses)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate((140, 130, 74, 76, 150)):
            self.setColumnWidth(column, width)
        header.setStretchLastSection(True)
        self.setAccessibleName(tr("What the format cannot hold"))
        self.doubleClicked.connect(lambda index: self.asked.emit(self.losses.losses[index.row()]))

    def chosen(self) -> list[Loss]:
        """Return the losses that are selected, all where none is."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.losses.losses[row] for row in rows] or list(self.losses.losses)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to see the loss under the cursor on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.asked.emit(self.losses.losses[self.currentIndex().row()])
            return
        super().keyPressEvent(event)
