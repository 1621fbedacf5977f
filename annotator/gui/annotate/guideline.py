"""The guideline of the label in hand, or of the one that is pointed at, and how many gaps were found in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.core.scheme import Label
from annotator.gui.i18n import tr, tr_n
from annotator.gui.widgets import breakable, button, label

_MOST = 190  # pixels; a longer text scrolls


class Guideline(QWidget):
    """Nothing is shown where a label has no guideline and no gaps; `gaps_pressed` is given the label's name."""

    gaps_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._label: Label | None = None
        self.gaps = gaps_button(self._press_gaps)
        self._heading = label("", "heading", wrap=True)
        self._text = label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._area)
        column.addWidget(self.gaps, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_label(self, one: Label | None, gaps: int = 0) -> None:
        """Show the guideline of a label, and the number of decisions that were marked as a gap in it."""
        show_gaps(self.gaps, gaps)
        self.setVisible(bool(one and (one.guideline or gaps)))
        if one is self._label:
            return
        self._label = one
        if one is None:
            return
        self._heading.setText(breakable(tr("Guideline · {label}", label=one.title).upper()))
        self._text.setText(breakable(one.guideline))
        self._area.setVisible(bool(one.guideline))
        self._area.verticalScrollBar().setValue(0)
        self._area.setAccessibleName(tr("Guideline of {label}", label=one.title))
        self._fit()

    def _press_gaps(self) -> None:
        if self._label is not None:
            self.gaps_pressed.emit(self._label.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width()
        height = self._text.heightForWidth(width)
        scrolls = height > _MOST
        if scrolls:
            height = self._text.heightForWidth(width - self._area.verticalScrollBar().sizeHint().width())
        self._area.setFixedHeight(max(0, min(height, _MOST)))
        # Only a text that scrolls has anything for the keyboard to do.
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)


def gaps_button(pressed: Callable[[], object]) -> QPushButton:
    """Return the button that leads from a guideline to the decisions marked as a gap in it."""
    made = button("", "chip", pressed)
    made.setAutoDefault(False)
    made.hide()
    return made


def show_gaps(one: QPushButton, count: int) -> None:
    """Say how many there are; the button is hidden where there is none."""
    one.setText(tr_n("{n} guideline gap", "{n} guideline gaps", count) + " →")
    one.setVisible(bool(count))
