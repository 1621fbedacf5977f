"""The table of the queue, and what can be done to several articles that are chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.gui.annotate.queue import ROW_HEIGHT, QueueDelegate, QueueModel
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr, tr_n
from annotator.gui.keys import shown_key
from annotator.gui.rows_table import RowsTable
from annotator.gui.widgets import button, label

_COMMANDS = ("done", "skip", "to_do", "flag")
_CHOOSING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class QueueTable(RowsTable):
    """Enter or a click opens one article; Shift and Ctrl choose several, as everywhere."""

    opened = Signal(int)
    chosen_changed = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.setItemDelegate(QueueDelegate(self))
        self.setAccessibleName(tr("Queue"))
        self.setModel(model)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def enter(self) -> None:
        """Put the keyboard into the list, on the row at hand or the first."""
        self.setFocus()
        if not self.currentIndex().isValid():
            self.selectRow(0)

    def count_chosen(self) -> int:
        """Return how many rows are chosen."""
        return sum(part.height() for part in self._parts())

    def chosen_rows(self) -> list[int]:
        """Return the rows chosen, from the top."""
        return sorted(row for part in self._parts() for row in range(part.top(), part.bottom() + 1))

    def _parts(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(i) for i in range(selection.count())]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the article clicked, unless the click chose several."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = not event.modifiers() & _CHOOSING and self.count_chosen() == 1
        if event.button() == Qt.MouseButton.LeftButton and plain and index.isValid():
            self.opened.emit(index.row())


class ChosenBar(QFrame):
    """What can be done to several articles at once; shown while several are chosen."""

    def __init__(self, command: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label("", "muted", wrap=True)
        self._text.setAccessibleName(tr("Articles chosen"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=4)
        self._buttons = {name: button("", "chip", partial(command, name)) for name in _COMMANDS}
        for one in self._buttons.values():
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 10)
        column.setSpacing(6)
        column.addWidget(self._text)
        column.addWidget(buttons)
        self.show_keys()
        self.hide()

    def show_keys(self) -> None:
        """Name on each button the key that does the same."""
        texts = {
            "done": tr("Done {key}", key=shown_key("queue_done")),
            "skip": tr("Skip {key}", key=shown_key("queue_skip")),
            "to_do": tr("To do {key}", key=shown_key("queue_to_do")),
            "flag": tr("Flag {key}", key=shown_key("queue_flag")),
        }
        for name, text in texts.items():
            self._buttons[name].setText(text.strip())

    def show_number(self, number: int) -> None:
        """Show how many articles are chosen; nothing where it is one."""
        if number > 1:
            self._text.setText(tr_n("{n} article chosen", "{n} articles chosen", number))
        self.setVisible(number > 1)
