"""The queue with its filters and how far this annotator is."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.core.spans import State
from annotator.gui.annotate.queue import ROW_HEIGHT, QueueDelegate, QueueModel
from annotator.gui.annotate.session import Session
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label

WIDTH = 268
_TYPING_PAUSE_MS = 120


class QueuePanel(QFrame):
    """Lists the documents; choosing one opens it."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self._session = session
        self._states: tuple[State, ...] = ()
        self._flagged = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Filter by title or outlet…"))
        self.search.setAccessibleName(tr("Filter the queue"))
        self.search.returnPressed.connect(self._open_first)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self.reload)
        self.search.textChanged.connect(self._on_typing)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._buttons = [button("", "chip", checkable=True) for _ in range(6)]
        for number, chip in enumerate(self._buttons):
            chip.clicked.connect(lambda _=False, n=number: self._filter(n))
            self._flow.addWidget(chip)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._progress = label("", "muted", wrap=True)
        self._empty = label("", "muted", wrap=True)
        self.table = QTableView()
        self._set_up_table()
        self.model = QueueModel(session.workspace, session.annotator.id)
        self.table.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 0)
        column.setSpacing(8)
        for widget in (self.search, self._chips, self._bar, self._progress, self._empty):
            column.addWidget(widget)
        self._empty.hide()
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.reload()

    def _set_up_table(self) -> None:
        table = self.table
        table.setItemDelegate(QueueDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(tr("Queue"))
        table.clicked.connect(lambda index: self._open(index.row()))
        table.activated.connect(lambda index: self._open(index.row()))

    def _on_typing(self, text: str) -> None:
        # Only now: its icon takes as long to load as the whole queue.
        self.search.setClearButtonEnabled(bool(text))
        self._typing.start()

    def reload(self) -> None:
        """Read the queue anew, under the filters in force."""
        self.model.load(self._states, flagged=self._flagged, text=self.search.text().strip())
        self.refresh_counts()
        self.show_current()

    def refresh(self, document_id: int) -> None:
        """Reread one document's row, and the counts."""
        self.model.refresh(document_id)
        self.refresh_counts()

    def refresh_counts(self) -> None:
        """Show how many documents are in each state."""
        counts, flagged = self._session.workspace.state_counts(self._session.annotator.id)
        total = sum(counts.values())
        texts = (
            tr("All {n}", n=total),
            tr("To do {n}", n=counts[State.TO_DO]),
            tr("Open {n}", n=counts[State.IN_PROGRESS]),
            tr("Done {n}", n=counts[State.DONE]),
            tr("Skipped {n}", n=counts[State.SKIPPED]),
            tr("Flagged {n}", n=flagged),
        )
        chosen = 5 if self._flagged else list(State).index(self._states[0]) + 1 if self._states else 0
        for number, (chip, text) in enumerate(zip(self._buttons, texts, strict=True)):
            chip.setText(text)
            chip.setChecked(number == chosen)
        self._flow.invalidate()
        finished = counts[State.DONE] + counts[State.SKIPPED]
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(finished)
        self._progress.setText(
            tr("{done} of {total} done", done=f"{counts[State.DONE]:,}", total=f"{total:,}")
        )
        self._show_emptiness(total)

    def _show_emptiness(self, total: int) -> None:
        shown = self.model.rowCount()
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        if not total:
            self._empty.setText(
                tr("No articles yet. Import files or a folder from the project menu (Ctrl+I).")
            )
        elif not shown:
            self._empty.setText(tr("No article matches. Choose another filter, or clear the search."))

    def _filter(self, number: int) -> None:
        self._flagged = number == 5
        self._states = () if number in (0, 5) else (list(State)[number - 1],)
        self.reload()

    def show_current(self) -> None:
        """Mark the open document and bring it into sight."""
        document = self._session.document
        index = self.model.index_of(document.id) if document else None
        selection = self.table.selectionModel()
        if index is None or not index.isValid():
            selection.clear()
            return
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.scrollTo(index)

    def neighbour(self, direction: int) -> int | None:
        """Return the id of the document before or after the open one in the order shown."""
        document = self._session.document
        row = self.model.index_of(document.id).row() if document else -1
        row = row + direction if row >= 0 else 0
        return self.model.id_at(row) if 0 <= row < self.model.rowCount() else None

    @property
    def is_filtered(self) -> bool:
        """Whether a filter or a search leaves documents out."""
        return bool(self._states or self._flagged or self.search.text().strip())

    def next_to_do(self, document_id: int) -> int | None:
        """Return the next document shown, going round, that is neither done nor skipped."""
        count = self.model.rowCount()
        here = self.model.index_of(document_id).row()
        for step in range(1, count + 1):
            row = self.model.row((here + step) % count)
            open_still = row is not None and row.state in (State.TO_DO, State.IN_PROGRESS)
            if row is not None and open_still and row.document.id != document_id:
                return row.document.id
        return None

    def _open(self, row: int) -> None:
        self.chosen.emit(self.model.id_at(row))
        self.left.emit()

    def _open_first(self) -> None:
        self.reload()
        if self.model.rowCount():
            self._open(0)
