"""The queue with its filters and how far this annotator is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QPoint, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.core.annotations import Change
from annotator.core.query import Sort, parse
from annotator.core.spans import Layer, State
from annotator.gui import settings
from annotator.gui.annotate.queue import QueueModel
from annotator.gui.annotate.queue_loading import QueueLoader, Wish
from annotator.gui.annotate.queue_marking import Marking
from annotator.gui.annotate.queue_table import ChosenBar, QueueTable
from annotator.gui.annotate.session import Session
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import number, told, tr
from annotator.gui.pace import pace_in_words
from annotator.gui.typing_field import TypingField
from annotator.gui.widgets import button, label, tooltip
from annotator.workspace import queueing
from annotator.workspace.queueing import Order
from annotator.workspace.searching import understood

_LOOKING_MS = 150
_UNFINISHED = (State.TO_DO, State.IN_PROGRESS)


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
        self._sort = _remembered_sort()
        self._counts: dict[State, int] | None = None
        self._flags = 0
        self._edited: dict[int, bool] = {}  # while an order is still to come
        self._open_first_found = False
        self._loader = QueueLoader(session.workspace, session.annotator.id, self)
        self._loader.loaded.connect(self._show_order)
        self._loader.counted.connect(self._show_counted)
        self._loader.failed.connect(session.failed)
        self.search = self._make_search()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._buttons = [button("", "chip", checkable=True) for _ in range(6)]
        for place, chip in enumerate(self._buttons):
            chip.clicked.connect(lambda _=False, n=place: self._filter(n))
            self._flow.addWidget(chip)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._progress = label("", "muted", wrap=True)
        self._sort_button = self._make_sort_button()
        self._empty = label("", "muted", wrap=True)
        self._empty.hide()
        self.model = QueueModel(session.workspace, session.annotator.id)
        self.table = QueueTable(self.model)
        self.table.opened.connect(self._open)
        self.marking = Marking(session, self.model, self.table)
        self._many = ChosenBar(self.marking.mark)
        self.table.chosen_changed.connect(lambda: self._many.show_number(self.table.count_chosen()))
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOKING_MS)
        self._looking.timeout.connect(self._say_looking)
        self._lay_out()
        self._load(count=True, first=True)

    def _make_search(self) -> TypingField:
        search = TypingField(tr("Filter: words, label:claim…"), tr("Filter the queue"), takes_escape=False)
        search.setToolTip(
            tooltip(
                tr(
                    "Words of title, outlet, file name or text, and state:todo, label:claim, annotator:Lena, outlet:…, "
                    "date:2024-10..2024-12, flag:yes. All must hold."
                )
            )
        )
        search.entered.connect(self._open_first)
        search.downwards.connect(self._enter_table)
        search.paused.connect(self._load)
        search.textChanged.connect(self._on_typing)
        return search

    def _make_sort_button(self) -> QPushButton:
        made = button("⇅ " + sort_name(self._sort), "chip", self.choose_sort)
        made.setAccessibleName(tr("Order of the queue"))
        made.setToolTip(tooltip(tr("Order of the queue")))
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 0)
        column.setSpacing(8)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(self._progress, 1)
        below.addWidget(self._sort_button)
        for widget in (self.search, self._chips, self._bar):
            column.addWidget(widget)
        column.addLayout(below)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        column.addWidget(self._many)
        column.addStretch(0)

    def close_queue(self) -> None:
        """End what is under way."""
        self._loader.stop()
        self.search.settle()
        self._looking.stop()
        self.marking.stop()

    # What is shown

    def _on_typing(self, text: str) -> None:
        # Only now: its icon takes as long to load as the whole queue.
        self.search.setClearButtonEnabled(bool(text))
        self._open_first_found = False

    def show_keys(self) -> None:
        """Name the keys now in force."""
        self._many.show_keys()

    def reload(self) -> None:
        """Read the queue anew, under the filters in force."""
        self._load(count=True)

    def _load(self, *, count: bool = False, first: bool = False) -> None:
        self.search.settle()
        self._edited.clear()
        session = self._session
        near = session.document.id if session.document else None
        if first and near is None:
            place = session.workspace.place(session.annotator.id)
            near = place[0] if place else None
        self._loader.load(self._wish(), near, count=count, first=first)
        if self._loader.is_busy:
            self._looking.start()

    def _wish(self) -> Wish:
        text = self.search.text().strip()
        query = understood(self._session.workspace, parse(text)) if text else parse("")
        return Wish(query, self._states, self._flagged, self._sort)

    def _show_order(self, order: Order, places: dict[int, int] | None) -> None:
        self._looking.stop()
        self.model.show_order(order, places)
        for document_id, unfinished in self._edited.items():
            self.model.refresh(document_id, unfinished=unfinished)
        if self._counts is not None:
            self._show_counts()
        self._show_emptiness()
        self.show_current()
        if self._open_first_found:
            self._open_first_found = False
            if self.model.rowCount():
                self._open(0)

    def _show_counted(self, counted: tuple[dict[State, int], int]) -> None:
        if self._edited:
            # What was marked since may or may not be among them.
            self._edited.clear()
            self._load(count=True)
            return
        self._counts, self._flags = counted
        self._show_counts()

    def _say_looking(self) -> None:
        if self._loader.is_busy and (self.is_filtered or self._sort != Sort.IMPORTED):
            self._progress.setText(tr("Looking…"))

    def show_changes(self, changes: Iterable[Change]) -> None:
        """Show that layers changed: their rows, and the numbers."""
        touched: dict[int, bool] = {}
        finished = False
        for change in changes:
            layer = change.after or change.before
            if not isinstance(layer, Layer) or layer.annotator_id != self._session.annotator.id:
                continue
            before, after = (_state_of(change.before), _state_of(change.after))
            if self._counts is not None:
                self._counts[before[0]] -= 1
                self._counts[after[0]] += 1
                self._flags += after[1] - before[1]
            finished |= (before[0] == State.DONE) != (after[0] == State.DONE)
            touched[layer.document_id] = after[0] in _UNFINISHED
        if self._loader.is_busy:
            self._edited |= touched
        for document_id, unfinished in touched.items():
            self.model.refresh(document_id, unfinished=unfinished)
        if finished:
            self._show_pace()
        if self._counts is not None:
            self._show_counts()

    def _show_counts(self) -> None:
        """Show how many documents are in each state."""
        counts = self._counts
        assert counts is not None
        total = sum(counts.values())
        texts = (
            tr("All {n}", n=number(total)),
            tr("To do {n}", n=number(counts[State.TO_DO])),
            tr("Open {n}", n=number(counts[State.IN_PROGRESS])),
            tr("Done {n}", n=number(counts[State.DONE])),
            tr("Skipped {n}", n=number(counts[State.SKIPPED])),
            tr("Flagged {n}", n=number(self._flags)),
        )
        for chip, text in zip(self._buttons, texts, strict=True):
            if chip.text() != text:
                chip.setText(text)
        self._show_chosen_chip()
        self._flow.invalidate()
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(counts[State.DONE] + counts[State.SKIPPED])
        if not self._progress.text() or not self._loader.is_busy:
            self._show_pace()
        self._show_emptiness()

    def _show_chosen_chip(self) -> None:
        chosen = 5 if self._flagged else list(State).index(self._states[0]) + 1 if self._states else 0
        for place, chip in enumerate(self._buttons):
            chip.setChecked(place == chosen)

    def _show_pace(self) -> None:
        """Show how much is done, and how long the rest will take if that can be told."""
        counts, session = self._counts, self._session
        if counts is None:
            return
        text = tr(
            "{done} of {total} done", done=number(counts[State.DONE]), total=number(sum(counts.values()))
        )
        left = counts[State.TO_DO] + counts[State.IN_PROGRESS]
        pace = queueing.pace(session.workspace, session.annotator.id) if left else None
        estimate, reason = pace_in_words(pace, left) if pace is not None else ("", "")
        self._progress.setText(f"{text} · {estimate}" if estimate else text)
        self._progress.setToolTip(tooltip(reason))

    def _show_emptiness(self) -> None:
        shown = self.model.rowCount()
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        if shown:
            return
        problems = self._wish().query.problems
        if self._counts is not None and not sum(self._counts.values()):
            self._empty.setText(tr("No articles yet. Import files or a folder from the project menu."))
        elif problems:
            self._empty.setText(" ".join(told(problem) for problem in problems))
        elif self.is_filtered:
            self._empty.setText(tr("No article matches. Choose another filter, or clear the search."))
        else:
            self._empty.setText("")

    # Filter and order

    def _filter(self, place: int) -> None:
        self._flagged = place == 5
        self._states = () if place in (0, 5) else (list(State)[place - 1],)
        self._show_chosen_chip()
        self._load()

    def choose_sort(self) -> None:
        """Let the order be chosen from a menu."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self._sort_button)
        menu.aboutToHide.connect(menu.deleteLater)
        for sort in Sort:
            action = menu.addAction(sort_name(sort))
            action.setCheckable(True)
            action.setChecked(sort == self._sort)
            action.triggered.connect(lambda _=False, s=sort: self._set_sort(s))
        menu.popup(self._sort_button.mapToGlobal(QPoint(0, self._sort_button.height())))

    def _set_sort(self, sort: Sort) -> None:
        if sort != self._sort:
            self._sort = sort
            settings.remember("queue_sort", sort)
            self._sort_button.setText("⇅ " + sort_name(sort))
            self._load()

    @property
    def is_filtered(self) -> bool:
        """Whether a filter or a search leaves documents out."""
        return bool(self._states or self._flagged or self.search.text().strip())

    # Where one is

    def show_current(self) -> None:
        """Mark the open document and bring it into sight."""
        document = self._session.document
        index = self.model.index_of(document.id) if document else None
        self.model.show_open(document.id if document else None)
        selection = self.table.selectionModel()
        if index is None or not index.isValid():
            selection.clear()
            return
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.scrollTo(index)

    def neighbour(self, direction: int) -> int | None:
        """Return the id of the document before or after the open one in the order shown."""
        document = self._session.document
        row = self.model.row_of(document.id) if document else -1
        row = row + direction if row >= 0 else 0
        return self.model.id_at(row) if 0 <= row < self.model.rowCount() else None

    def next_to_do(self, document_id: int) -> int | None:
        """Return the next document in the order shown, going round, that is neither done nor skipped."""
        if self._loader.is_busy and not self.is_filtered and self._sort == Sort.IMPORTED:
            # Only what is near is known as yet.
            return self._session.workspace.next_to_do(self._session.annotator.id, document_id)
        found = self.model.next_unfinished(document_id)
        return found if found != document_id else None

    def _open(self, row: int) -> None:
        self.chosen.emit(self.model.id_at(row))
        self.left.emit()

    def _open_first(self) -> None:
        if not self.search.text().strip():
            self.left.emit()
            return
        self._open_first_found = True
        self._load()

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.enter()


def _state_of(layer: object) -> tuple[State, bool]:
    """Return state and flag of a layer, of one that is not there too."""
    return (layer.state, layer.flagged) if isinstance(layer, Layer) else (State.TO_DO, False)


def _remembered_sort() -> Sort:
    try:
        return Sort(settings.text("queue_sort", Sort.IMPORTED))
    except ValueError:
        return Sort.IMPORTED


def sort_name(sort: Sort) -> str:
    """Return what an order of the queue is called."""
    return {
        Sort.IMPORTED: tr("As imported"),
        Sort.TITLE: tr("Title"),
        Sort.OUTLET: tr("Outlet"),
        Sort.DATE: tr("Date"),
        Sort.STATE: tr("State"),
    }[sort]
