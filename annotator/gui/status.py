"""The status bar: saved or not, counts, selection, what undo would do, and short messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from annotator.core.messages import Message
from annotator.gui import theme
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.widgets import label, tooltip

if TYPE_CHECKING:
    # Not at run time: the window is painted before the project's modules are loaded.
    from annotator.gui.annotate.session import Session
    from annotator.gui.article.selection import Selection

_SAID_MS = 6_000
_LEAST = 34


class Elided(QLabel):
    """A line of plain text, shortened with an ellipsis where it has not room; whole in its tool tip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        self.setProperty("textFormat", 0)  # plain
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Return room for an ellipsis."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _LEAST), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits of the text."""
        rect = self.contentsRect()
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= rect.width()
        tip = "" if fits else tooltip(self.text())
        if tip != self.toolTip():
            self.setToolTip(tip)
        if fits:
            super().paintEvent(event)
            return
        # Not at the top: it makes all of Qt's enums, which the first paint must not wait for.
        from PySide6.QtCore import Qt

        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        middle = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
        painter = QPainter(self)
        try:
            role = self.foregroundRole()
            self.style().drawItemText(painter, rect, middle, self.palette(), True, shown, role)
        finally:
            painter.end()


class StatusBar(QFrame):
    """One line at the foot of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._failed = False
        self.saved = label("")
        self._counts = Elided()
        self._range = Elided()
        self.message = Elided()
        self._undo = Elided()
        self._help = label("")
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
        _colour(self.message, theme.colours().accent)
        self._fading.start()

    def show_help(self, key: str) -> None:
        """Say which key shows all others; none is said where there is none."""
        self._help.setText(tr("{key} shortcuts", key=key) if key else "")

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

    def show_review(self, said: str, undo: Message | None) -> None:
        """Show the state of a project under review."""
        if not self._failed:
            self.show_saved()
        self._counts.setText(said)
        self._range.setText("")
        self._undo.setText(tr("Undo: {name}", name=told(undo)) if undo else "")

    def show_saved(self) -> None:
        """Say that everything is saved."""
        self._failed = False
        self.saved.setText(tr("● Saved"))
        _colour(self.saved, theme.colours().good)

    def show_unsaved(self) -> None:
        """Say that the last step could not be saved, until one is."""
        self._failed = True
        self.saved.setText(tr("● Not saved"))
        _colour(self.saved, theme.colours().bad)


def _colour(widget: QWidget, colour: str) -> None:
    """Colour a text; Qt would work out the style anew also where nothing changes."""
    sheet = f"color: {colour}"
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)
