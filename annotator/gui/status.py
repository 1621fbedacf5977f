"""The status bar: saved or not, counts, selection, what undo would do, and short messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from annotator.core.messages import Message
from annotator.gui import theme
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.widgets import label

if TYPE_CHECKING:
    # Not at run time: the window is painted before the project's modules are loaded.
    from annotator.gui.annotate.session import Session
    from annotator.gui.article.selection import Selection

_SAID_MS = 6_000


class StatusBar(QFrame):
    """One line at the foot of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._failed = False
        self.saved = label("")
        self._counts = label("")
        self._range = label("")
        self.message = label("")
        self._undo = label("")
        self._help = label(tr("? shortcuts"))
        self.message.setAccessibleName(tr("Message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(20)
        for widget in (self.saved, self._counts, self._range):
            row.addWidget(widget)
        row.addWidget(self.message, 1)
        row.addWidget(self._undo)
        row.addWidget(self._help)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_SAID_MS)
        self._fading.timeout.connect(lambda: self.message.setText(""))
        self.show_nothing()

    def say(self, text: str) -> None:
        """Show a short message for some seconds."""
        self.message.setText(text)
        colour = theme.colours().accent
        self.message.setStyleSheet(f"color: {colour}")
        self._fading.start()

    def show_nothing(self) -> None:
        """Show that no project is open."""
        self._failed = False
        for widget in (self.saved, self._counts, self._range, self._undo):
            widget.setText("")

    def show_session(self, session: Session, selection: Selection, undo: Message | None) -> None:
        """Show the state of an open project."""
        if not self._failed:
            self.show_saved()
        annotations = session.annotations
        if annotations is not None:
            spans = tr_n("{n} span", "{n} spans", len(annotations.spans))
            links = tr_n("{n} link", "{n} links", len(annotations.relations))
            self._counts.setText(f"{spans} · {links}")
        else:
            self._counts.setText("")
        start, end = selection.start, selection.end
        self._range.setText(tr("Chars {start}–{end}", start=start, end=end) if session.document else "")
        self._undo.setText(tr("Undo: {name}", name=told(undo)) if undo else "")

    def show_saved(self) -> None:
        """Say that everything is saved."""
        self._failed = False
        self.saved.setText(tr("● Saved"))
        self.saved.setStyleSheet(f"color: {theme.colours().good}")

    def show_unsaved(self) -> None:
        """Say that the last step could not be saved, until one is."""
        self._failed = True
        self.saved.setText(tr("● Not saved"))
        self.saved.setStyleSheet(f"color: {theme.colours().bad}")
