"""The guideline of the label in hand, or of the one that is pointed at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.core.scheme import Label
from annotator.gui.i18n import tr
from annotator.gui.widgets import breakable, label

_MOST = 190  # pixels; a longer text scrolls


class Guideline(QWidget):
    """Nothing is shown where a label has no guideline."""

    def __init__(self) -> None:
        super().__init__()
        self._label: Label | None = None
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
        self.hide()

    def show_label(self, one: Label | None) -> None:
        """Show the guideline of a label."""
        if one is self._label:
            return
        self._label = one
        self.setVisible(bool(one and one.guideline))
        if one is None or not one.guideline:
            return
        self._heading.setText(breakable(tr("Guideline · {label}", label=one.title).upper()))
        self._text.setText(breakable(one.guideline))
        self._area.verticalScrollBar().setValue(0)
        self._area.setAccessibleName(tr("Guideline of {label}", label=one.title))
        self._fit()

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
