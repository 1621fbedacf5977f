"""What the page is put together from: sections under a heading, and cards that hold them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.gui.widgets import label

INSET = 18  # pixels between a card's edge and what is in it


class Section(QWidget):
    """A heading with what stands below it."""

    def __init__(self, heading: str, *below: QWidget) -> None:
        super().__init__()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(heading.upper(), "heading"))
        for one in below:
            column.addWidget(one)


def card(*parts: QWidget) -> QFrame:
    """Return a card with these parts under each other."""
    made = QFrame()
    made.setObjectName("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(INSET - 2, 14, INSET - 2, 14)
    column.setSpacing(18)
    for one in parts:
        column.addWidget(one, 1 if one.sizePolicy().expandingDirections() & Qt.Orientation.Vertical else 0)
    column.addStretch(0)
    return made
