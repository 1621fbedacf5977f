"""Asks who is working."""

from __future__ import annotations

import getpass

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui import settings
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label


class AskAnnotator(QDialog):
    """Gives the name of an annotator: one of the project's, or a new one."""

    def __init__(self, known: list[str], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Who is working?"))
        self.setMinimumWidth(400)
        self._names = QComboBox()
        self._names.setEditable(True)
        # What is completed or inserted for the user can be somebody else's name.
        self._names.setCompleter(None)  # type: ignore[arg-type]
        self._names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._names.addItems(known)
        self._names.setEditText(current or settings.text("annotator_name") or _system_name())
        self._names.setAccessibleName(tr("Your name"))
        editor = self._names.lineEdit()
        assert editor is not None
        editor.selectAll()
        editor.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(label(tr("Who is working?"), "title"))
        text = tr(
            "Your readings are kept under your name, apart from everybody else's. Choose a name or type a new one."
        )
        column.addWidget(label(text, "muted", wrap=True))
        if known:
            names = tr("In this project there are readings by {names}.", names=", ".join(known))
            column.addWidget(label(names, "muted", wrap=True))
        column.addWidget(self._names)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), "", self.reject))
        self._accept = button(tr("Start"), "primary", self.accept)
        self._accept.setDefault(True)
        row.addWidget(self._accept)
        column.addLayout(row)
        self._check()

    def _check(self) -> None:
        self._accept.setEnabled(bool(self.name))

    @property
    def name(self) -> str:
        """The name given."""
        return " ".join(self._names.currentText().split())


def _system_name() -> str:
    try:
        return getpass.getuser().capitalize()
    except (OSError, KeyError, ImportError):
        return ""
