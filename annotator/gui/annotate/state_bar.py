"""Done, skip and flag, at the foot of the inspector."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from annotator.core.spans import Layer, State
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.gui.widgets import button


class StateBar(QFrame):
    """What to do with the article as a whole."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self._layer: Layer | None = None
        self.first = button("", "primary", lambda: self.pressed.emit("done"))
        self._skip = button("", "", lambda: self.pressed.emit("skip"))
        self._flag = button("", "", lambda: self.pressed.emit("flag"), checkable=True)
        for one in (self.first, self._skip, self._flag):
            flow.addWidget(one)
        flow.setContentsMargins(14, 8, 14, 14)

        self.show_keys()

    def show_layer(self, layer: Layer) -> None:
        """Show whether the article is flagged or skipped."""
        self._layer = layer
        self._flag.setChecked(layer.flagged)
        self.show_keys()

    def show_keys(self) -> None:
        """Name on each button the key that does the same."""
        state = self._layer.state if self._layer is not None else None
        flagged = self._layer is not None and self._layer.flagged
        done, skip, flag = (shown_key(name) for name in ("done", "skip", "flag"))
        self.first.setText(
            (
                tr("Done ✓ next {key}", key=done) if state == State.DONE else tr("Done, next {key}", key=done)
            ).strip()
        )
        self._skip.setText(
            (tr("Skipped {key}", key=skip) if state == State.SKIPPED else tr("Skip {key}", key=skip)).strip()
        )
        self._flag.setText((tr("Flagged {key}", key=flag) if flagged else tr("Flag {key}", key=flag)).strip())
