"""Short dialogs: something known went wrong, or a report is to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui.i18n import told, tr
from annotator.gui.widgets import button, label


class Report(QDialog):
    """A sentence, and lines of detail that can be copied; with `yes`, a question."""

    def __init__(
        self, title: str, text: str, lines: Sequence[str], parent: QWidget | None = None, *, yes: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        heading = label(title)
        heading.setStyleSheet("font-size: 17px; font-weight: 600")
        column.addWidget(heading)
        column.addWidget(label(text, wrap=True))
        if lines:
            self._details = QPlainTextEdit("\n".join(lines))
            self._details.setReadOnly(True)
            self._details.setMinimumHeight(min(300, 40 + 20 * len(lines)))
            self._details.setAccessibleName(tr("Details"))
            column.addWidget(self._details, 1)
        else:
            column.addStretch(1)
        row = QHBoxLayout()
        if lines:
            row.addWidget(
                button(tr("Copy"), "", lambda: QGuiApplication.clipboard().setText("\n".join((text, *lines))))
            )
        row.addStretch(1)
        if yes:
            row.addWidget(button(tr("Cancel"), "", self.reject))
        close = button(yes or tr("Close"), "primary", self.accept)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)


def ask(title: str, text: str, yes: str, parent: QWidget | None) -> bool:
    """Ask whether to go on; `yes` is what the button that goes on says."""
    dialog = Report(title, text, (), parent, yes=yes)
    return bool(dialog.exec())


def show_error(error: AnnotatorError | OSError, parent: QWidget | None) -> None:
    """Show a known error."""
    text = told(error.message) if isinstance(error, AnnotatorError) else str(error)
    Report(tr("That did not work"), text, (), parent).exec()
