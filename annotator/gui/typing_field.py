"""A field whose words are looked for when the typing pauses, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE_MS = 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_held_back(event: QEvent, *keys: Qt.Key) -> bool:
    """Tell whether an event asks if one of these keys is an action's, and say that here it is not."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in keys:
        return False
    event.accept()
    return True


class TypingField(QLineEdit):
    """`paused` when the typing has; `entered`, `downwards` and `escaped` for Enter, ↓ and Esc.

    Without `takes_escape` that key stays the window's.
    """

    paused = Signal()
    entered = Signal()
    downwards = Signal()
    escaped = Signal()

    def __init__(
        self, hint: str, name: str, *, takes_escape: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self._own = (*_ENTER, Qt.Key.Key_Escape) if takes_escape else _ENTER
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self.textChanged.connect(lambda _: self._pause.start())

    @property
    def is_typed_in(self) -> bool:
        """Whether there is something new that was not looked for yet."""
        return self._pause.isActive()

    def settle(self) -> None:
        """Wait for no pause: what is new is being looked for."""
        self._pause.stop()

    def event(self, event: QEvent) -> bool:
        """Keep its keys from actions of the window."""
        return is_held_back(event, *self._own) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the keys that are not text."""
        key = event.key()
        if key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Down:
            self.downwards.emit()
        elif key == Qt.Key.Key_Escape and key in self._own:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
