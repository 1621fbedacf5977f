"""Asks who is working."""

from __future__ import annotations

import getpass
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import settings
from annotator.gui.i18n import tr, tr_n
from annotator.gui.widgets import button, label, show
from annotator.workspace.readers import Reader

_NAME = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 9  # rows without scrolling
_ROW = 28


class AskAnnotator(QDialog):
    """Gives the name of an annotator: one of the project's, or a new one.

    What is typed is the name; the list shows whose names have it, and gives one only by a key
    or a click: what is completed for the user can be somebody else's name.
    """

    def __init__(self, known: Sequence[Reader], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Who is working?"))
        self.setMinimumWidth(420)
        self._field = QLineEdit(current or settings.text("annotator_name") or _system_name())
        self._field.setAccessibleName(tr("Your name"))
        self._field.setPlaceholderText(tr("Your name"))
        self._field.selectAll()
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setProperty("role", "items")
        self._list.setAccessibleName(tr("Who reads in this project"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.installEventFilter(self)
        for reader in known:
            self._list.addItem(_item(reader))
        self._new = label("", "muted", wrap=True)
        self._lay_out()
        self._field.textEdited.connect(lambda _: self._filter())
        self._field.textChanged.connect(lambda _: self._check())
        self._list.itemClicked.connect(self._take)
        self._list.currentItemChanged.connect(lambda item, _: self._take(item))
        self._list.itemActivated.connect(lambda _: self.accept())
        self._check()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(label(tr("Who is working?"), "title"))
        text = tr(
            "Your readings are kept under your name, apart from everybody else's. Choose a name or type a new one."
        )
        column.addWidget(label(text, "muted", wrap=True))
        column.addWidget(self._field)
        column.addWidget(self._list)
        column.addWidget(self._new)
        rows = min(self._list.count(), _MOST_SHOWN)
        self._list.setFixedHeight(rows * _ROW + 10)
        show(self._list, shown=rows > 0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), "", self.reject))
        self._accept = button(tr("Start"), "primary", self.accept)
        self._accept.setDefault(True)
        row.addWidget(self._accept)
        column.addLayout(row)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _filter(self) -> None:
        """Show those whose names have what was typed."""
        typed = self.name.casefold()
        self._list.blockSignals(True)
        self._list.setCurrentRow(-1)
        self._list.blockSignals(False)
        for item in self._items():
            item.setHidden(typed not in item.data(_NAME).casefold())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._field.setText(item.data(_NAME))

    def _check(self) -> None:
        self._accept.setEnabled(bool(self.name))
        is_new = bool(self.name) and all(item.data(_NAME) != self.name for item in self._items())
        told = tr("“{name}” has no reading here yet.", name=self.name)
        self._new.setText(told if is_new and self._list.count() else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down from the field into the list; letters typed in the list go on in the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        shown = [row for row, item in enumerate(self._items()) if not item.isHidden()]
        if watched is self._field and event.key() == Qt.Key.Key_Down and shown:
            self._list.setFocus()
            self._list.setCurrentRow(shown[0])
            return True
        if watched is self._list:
            if event.key() == Qt.Key.Key_Up and shown and self._list.currentRow() <= shown[0]:
                self._field.setFocus()
                return True
            if event.text().isprintable() and event.text().strip():
                self._field.setFocus()
                self._field.setText("")
                self._field.insert(event.text())
                self._filter()
                return True
        return super().eventFilter(watched, event)

    @property
    def name(self) -> str:
        """The name given."""
        return " ".join(self._field.text().split())


def _item(reader: Reader) -> QListWidgetItem:
    told = tr_n("{n} reading", "{n} readings", reader.readings)
    if reader.is_machine:
        told += " · " + tr("a model or pattern")
    item = QListWidgetItem(f"{reader.name}  ·  {told}")
    item.setData(_NAME, reader.name)
    item.setSizeHint(QSize(0, _ROW))
    return item


def _system_name() -> str:
    try:
        return getpass.getuser().capitalize()
    except (OSError, KeyError, ImportError):
        return ""
