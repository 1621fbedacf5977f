"""The table of the queue, and what can be done to several articles that are chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.gui.annotate.queue import ROW_HEIGHT, QueueDelegate, QueueModel
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr, tr_n
from annotator.gui.rows_table import RowsTable
from annotator.gui.widgets import button, label, shown_keys

_CHOOSING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
# What each command does to all that are chosen, while the keyboard is in the table.
_KEYS = {"done": "D", "skip": "X", "to_do": "Ctrl+Return", "flag": "F"}


class QueueTable(RowsTable):
    """Enter or a click opens one article; Shift and Ctrl choose several, as everywhere.

    `commanded` names what is to be done to those chosen.
    """

    opened = Signal(int)
    chosen_changed = Signal()
    commanded = Signal(str)

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.setItemDelegate(QueueDelegate(self))
        self.setAccessibleName(tr("Queue"))
        self.setModel(model)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys for what is chosen; leave all others to the table."""
        pressed = QKeySequence(event.keyCombination())
        for name, key in _KEYS.items():
            if pressed == QKeySequence(key):
                self.commanded.emit(name)
                return
        super().keyPressEvent(event)


class ChosenBar(QFrame):
    """What can be done to several articles at once; shown while several are chosen."""

    def __init__(self, command: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label("", "muted", wrap=True)
        self._text.setAccessibleName(tr("Articles chosen"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=4)
        for name, text in (
            ("done", tr("Done {key}", key=_KEYS["done"])),
            ("skip", tr("Skip {key}", key=_KEYS["skip"])),
            ("to_do", tr("To do {key}", key=shown_keys("Ctrl+Return").replace("Return", "⏎"))),
            ("flag", tr("Flag {key}", key=_KEYS["flag"])),
        ):
            flow.addWidget(button(text, "chip", partial(command, name)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 10)
        column.setSpacing(6)
        column.addWidget(self._text)
        column.addWidget(buttons)
        self.hide()

    def show_number(self, number: int) -> None:
        """Show how many articles are chosen; nothing where it is one."""
        if number > 1:
            self._text.setText(tr_n("{n} article chosen", "{n} articles chosen", number))
        self.setVisible(number > 1)
