"""Done, skip and flag, at the foot of the inspector."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from annotator.core.spans import Layer, State
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.widgets import button


class StateBar(QFrame):
    """What to do with the article as a whole."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self.first = button(tr("Done, next {key}", key="⏎"), "primary", lambda: self.pressed.emit("done"))
        self._skip = button(tr("Skip {key}", key="X"), "", lambda: self.pressed.emit("skip"))
        self._flag = button(tr("Flag {key}", key="F"), "", lambda: self.pressed.emit("flag"), checkable=True)
        for one in (self.first, self._skip, self._flag):
            flow.addWidget(one)
        flow.setContentsMargins(14, 8, 14, 14)

    def show_layer(self, layer: Layer) -> None:
        """Show whether the article is flagged or skipped."""
        self._flag.setChecked(layer.flagged)
        self._flag.setText(tr("Flagged {key}", key="F") if layer.flagged else tr("Flag {key}", key="F"))
        self._skip.setText(
            tr("Skipped {key}", key="X") if layer.state == State.SKIPPED else tr("Skip {key}", key="X")
        )
        self.first.setText(
            tr("Done ✓ next {key}", key="⏎") if layer.state == State.DONE else tr("Done, next {key}", key="⏎")
        )
