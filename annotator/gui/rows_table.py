"""A list of rows of one height: a table of one column, which Qt shows fast whatever its length."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget


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
