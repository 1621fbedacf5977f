"""All spans of the article in reading order: to find one, and to delete or relabel many at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.spans import Span
from annotator.gui.actions import make_action
from annotator.gui.annotate.session import Session
from annotator.gui.annotate.span_rows import ROW_HEIGHT, SPAN, SpanDelegate, SpanModel
from annotator.gui.i18n import number, tr
from annotator.gui.rows_table import RowsTable
from annotator.gui.widgets import label

LEAST_HEIGHT = 96
_TYPING_PAUSE_MS = 80
_Select = QItemSelectionModel.SelectionFlag


class SpanTable(RowsTable):
    """A table of one column whose letters are left to the keys of the labels."""

    topped = Signal()
    confirmed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave upwards from the first row, and with Enter to the article."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0 and not event.modifiers():
            self.topped.emit()
        else:
            super().keyPressEvent(event)


class SpanList(QFrame):
    """The span in hand is the row at hand, both ways; several rows may be selected."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spans")
        self._session = session
        self._syncing = False
        self._label_actions: list[QAction] = []
        self._heading = label("", "heading")
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Filter by label or text…"))
        self.search.setAccessibleName(tr("Filter the spans"))
        self.search.installEventFilter(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self._empty = label("", "muted", wrap=True)
        self.model = SpanModel(session.workspace.scheme)
        self.table = SpanTable(ROW_HEIGHT)
        self._set_up_table()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._heading)
        top.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 4)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.refresh()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(SpanDelegate(self.model, table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setAccessibleName(tr("Spans"))
        table.selectionModel().currentRowChanged.connect(lambda index, _: self._on_row(index))
        table.clicked.connect(self._on_row)
        table.confirmed.connect(self.left.emit)
        table.topped.connect(self.search.setFocus)
        make_action(table, tr("Delete the spans"), ("Del", "Backspace"), self._delete)

    # Showing

    def refresh(self) -> None:
        """Show the spans as they now are, and the one in hand as the row at hand."""
        session = self._session
        self._syncing = True
        try:
            self.model.show(session.annotations, session.text)
            self._show_count()
            self._show_in_hand()
        finally:
            self._syncing = False

    def _show_count(self) -> None:
        all_, shown = self.model.total, self.model.rowCount()
        count = number(all_) if shown == all_ else f"{number(shown)} / {number(all_)}"
        self._heading.setText(f"{tr('Spans').upper()} {count}")
        self.search.setEnabled(bool(all_))
        self._empty.setText(
            tr("No span matches. Clear the filter, or look for another label or other words.")
            if all_
            else tr("Nothing is marked in this article yet.")
        )
        emptied = self.table.hasFocus() and not shown
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        if emptied:
            self.left.emit()  # else Qt would put the keyboard anywhere

    def _show_in_hand(self) -> None:
        selection = self.table.selectionModel()
        span = self._session.span
        row = self.model.row_of(span) if span else -1
        if row < 0:
            # The span in hand is another than the filter shows: nothing here is to be deleted by mistake.
            if span is not None or not self.table.hasFocus():
                selection.clear()
            return
        index = self.model.index(row, 0)
        if self.table.currentIndex().row() != row or not (selection.hasSelection() or self.table.hasFocus()):
            selection.setCurrentIndex(index, _Select.ClearAndSelect | _Select.Rows)
        self.table.scrollTo(index)

    def _on_row(self, index: QModelIndex) -> None:
        span = self.model.data(index, SPAN)
        if not self._syncing and isinstance(span, Span):
            self._session.point(span.id)

    def _filter(self) -> None:
        self._typing.stop()
        self._syncing = True
        try:
            self.model.filter(self.search.text())
            self._show_count()
            self._show_in_hand()
        finally:
            self._syncing = False

    def set_scheme(self) -> None:
        """Draw by the scheme and the colours now in force, and give each label its key here, too."""
        scheme = self._session.workspace.scheme
        self.model.set_scheme(scheme)
        for action in self._label_actions:
            self.table.removeAction(action)
            action.deleteLater()
        self._label_actions = [
            make_action(
                self.table,
                tr("Relabel the spans as {label}", label=one.title),
                (one.key,),
                partial(self._relabel, one.name),
            )
            for one in scheme.labels
            if one.key
        ]
        self.table.viewport().update()

    # Keys

    def chosen(self) -> list[int]:
        """Return the ids of the selected rows' spans."""
        selection = self.table.selectionModel().selection()
        parts = sorted((selection.at(i).top(), selection.at(i).bottom()) for i in range(selection.count()))
        return list(dict.fromkeys(i for part in parts for i in self.model.ids_between(*part)))

    def _relabel(self, name: str) -> None:
        self._session.relabel_spans(self.chosen(), name)

    def _delete(self) -> None:
        self._session.delete_spans(self.chosen())
        if self._session.selected is None and self.table.hasFocus():
            self._on_row(self.table.currentIndex())

    def open(self) -> None:
        """Put the keyboard into the filter; from there, Down leads into the list."""
        self.search.setFocus()
        self.search.selectAll()

    def enter(self) -> None:
        """Put the keyboard into the list, on the span in hand or the first."""
        self._filter()
        if not self.model.rowCount():
            self.search.setFocus()
            return
        self.table.setFocus()
        if not self.table.currentIndex().isValid() or not self.table.selectionModel().hasSelection():
            row = max(self.table.currentIndex().row(), 0)
            self.table.selectRow(row)
            self._on_row(self.table.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter, Down and Enter lead into the list."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.enter()
            return True
        return super().eventFilter(watched, event)

    def clear_filter(self) -> None:
        """Show all spans again."""
        self.search.clear()
        self._filter()
