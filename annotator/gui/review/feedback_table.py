"""A table of texts: columns by their share of the width, rows of two lines, the one chosen in full below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from annotator.gui.columns_table import Columns
from annotator.gui.i18n import tr
from annotator.gui.widgets import label, show

_ROW, _HIGH_ROW = 28, 42  # pixels: one line, two lines
_DETAILS = 108  # pixels


class Texts(Columns[tuple[str, ...]]):
    """Rows of texts under headings."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__(headings, tuple)


class TextTable(QWidget):
    """Rows of a model; `shares` of the width for its columns. With `details` the row chosen stands in full below.

    `opened` is given the place of the row on which Enter was pressed: a document, and a code point in it.
    """

    opened = Signal(object, object)  # ids are longer than a signal's int

    def __init__(
        self, model: Texts, shares: Sequence[int], name: str, empty: str, *, details: bool = True
    ) -> None:
        super().__init__()
        self.model, self._shares, self._empty = model, shares, empty
        self._places: Sequence[tuple[int, int]] = ()
        self.table = QTableView()
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self.message: QLabel = label("", "muted", wrap=True)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(_DETAILS)
        self.details.setAccessibleName(tr("The row chosen, in full"))
        self._has_details = details
        self._set_up(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.message, self.table, self.details):
            column.addWidget(widget, int(widget is self.table))
        column.addStretch(0)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_details(now.row()))
        self.say(tr("Reading…"))

    def _set_up(self, name: str) -> None:
        table = self.table
        table.setProperty("role", "columns")
        table.setModel(self.model)
        table.setAccessibleName(name)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_HIGH_ROW if self._has_details else _ROW)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)  # up to the scroll bar, however wide that is

    def say(self, text: str) -> None:
        """Say something in place of the rows."""
        self.message.setText(text)
        show(self.message, shown=bool(text))
        show(self.table, shown=not text)
        show(self.details, shown=not text and self._has_details)

    def show_rows(
        self, rows: Sequence[tuple[str, ...]], places: Sequence[tuple[int, int]] = (), empty: str = ""
    ) -> None:
        """Show these rows, the first of them chosen; `places` say where each leads to.

        Where there are none, `empty` is said, by default what always is.
        """
        self._places = places
        self.model.load(rows)
        self.say("" if rows else empty or self._empty)
        if rows:
            self.table.selectRow(0)
            self._share()

    def _show_details(self, row: int) -> None:
        if not 0 <= row < len(self.model.rows):
            self.details.clear()
            return
        told = zip(self.model.headings, self.model.rows[row], strict=True)
        self.details.setPlainText("\n".join(f"{heading}: {text}" for heading, text in told if text))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._places):
            self.opened.emit(*self._places[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens what a row is about; the window's buttons do not get it."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self._open(self.table.currentIndex().row())
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        width = self.width() - 16  # the scroll bar
        for column, share in enumerate(self._shares):
            self.table.setColumnWidth(column, width * share // sum(self._shares))
