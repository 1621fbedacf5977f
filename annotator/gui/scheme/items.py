"""A list that is added to, deleted from and put in order by keys, or by the buttons under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label

_ROW = 28
_Key = Qt.Key


class _List(QListWidget):
    """Tells which key was pressed instead of acting on it."""

    asked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds, Delete deletes, Alt with an arrow moves, Enter or F2 goes to the name."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        asked = {
            _Key.Key_Insert: "add",
            _Key.Key_Delete: "delete",
            _Key.Key_Up: "up" if alt else "",
            _Key.Key_Down: "down" if alt else "",
            _Key.Key_Return: "enter",
            _Key.Key_Enter: "enter",
            _Key.Key_F2: "enter",
        }.get(_Key(event.key()), "")
        if asked == "add":
            self.setFocus()  # a name that is being written is taken over
        if asked and self.state() != QListWidget.State.EditingState:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)


def is_insert(event: QKeyEvent) -> bool:
    """Tell whether a key asks for one more."""
    return _Key(event.key()) == _Key.Key_Insert and event.modifiers() == Qt.KeyboardModifier.NoModifier


class ItemList(QWidget):
    """Shows names with icons. What is done to them is told by the place in the list; nothing is done here.

    With `editable`, a name is written in the list itself.
    """

    chosen = Signal(int)
    added = Signal()
    deleted = Signal(int)
    moved = Signal(int, int)
    entered = Signal(int)
    renamed = Signal(int, str)

    def __init__(self, heading: str, name: str, *, editable: bool = False) -> None:
        super().__init__()
        self._editable = editable
        self._filling = False
        self.list = _List()
        self.list.setProperty("role", "items")
        self.list.setAccessibleName(name)
        self.list.setToolTip(tr("Ins adds, Del deletes, Alt+↑ and Alt+↓ move, F2 renames"))
        self.list.setIconSize(QSize(12, 12))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        if not editable:
            self.list.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemChanged.connect(self._on_changed)
        self.list.asked.connect(self._on_asked)
        self.list.itemDoubleClicked.connect(lambda _: self._on_asked("enter"))
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(heading.upper(), "heading"))
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        for what, text, spoken in (
            ("add", tr("Add"), tr("Add to {list}", list=name)),
            ("delete", tr("Delete"), tr("Delete from {list}", list=name)),
            ("up", "↑", tr("Move up in {list}", list=name)),
            ("down", "↓", tr("Move down in {list}", list=name)),
        ):
            one = button(text, "chip", lambda w=what: self._on_asked(w))  # type: ignore[misc]
            one.setAccessibleName(spoken)
            one.setAutoDefault(False)
            self._buttons[what] = one
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)

    def show_items(self, items: Sequence[tuple[str, QIcon | None]], current: int) -> None:
        """Show names with icons, the one at `current` chosen (-1: none)."""
        self._filling = True
        self.list.clear()
        for text, icon in items:
            item = QListWidgetItem(text)
            item.setSizeHint(QSize(0, _ROW))
            if icon is not None:
                item.setIcon(icon)
            if self._editable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(current)
        self._filling = False
        self._enable()

    def show_item(self, row: int, text: str, icon: QIcon | None) -> None:
        """Show another name and icon in a row."""
        item = self.list.item(row)
        if item is not None:
            self._filling = True
            item.setText(text)
            if icon is not None:
                item.setIcon(icon)
            self._filling = False

    def edit_current(self) -> None:
        """Let the chosen name be written."""
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _enable(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self._buttons["delete"].setEnabled(row >= 0)
        self._buttons["up"].setEnabled(row > 0)
        self._buttons["down"].setEnabled(0 <= row < count - 1)

    def _on_row(self, row: int) -> None:
        self._enable()
        if not self._filling:
            self.chosen.emit(row)

    def _on_changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.renamed.emit(self.list.row(item), item.text())

    def _on_asked(self, what: str) -> None:
        row = self.list.currentRow()
        to = row + {"up": -1, "down": 1}.get(what, 0)
        if what == "add":
            self.added.emit()
        elif row < 0:
            return
        elif what == "delete":
            self.deleted.emit(row)
        elif what == "enter" and self._editable:
            self.edit_current()
        elif what == "enter":
            self.entered.emit(row)
        elif 0 <= to < self.list.count():
            self.moved.emit(row, to)
