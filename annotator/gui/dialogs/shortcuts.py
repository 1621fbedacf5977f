"""The sheet of shortcuts, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.widgets import label


class ShortcutSheet(QDialog):
    """Lists groups of texts with their keys."""

    def __init__(
        self, groups: Iterable[tuple[str, list[tuple[str, list[str]]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts"))
        self.resize(760, 640)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(22, 18, 22, 18)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        row = 0
        for title, entries in groups:
            heading = label(title.upper(), "heading")
            heading.setContentsMargins(0, 10 if row else 0, 0, 2)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for text, keys in entries:
                grid.addWidget(label(text), row, 0)
                grid.addWidget(
                    _caps(keys), row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                )
                row += 1
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)


def _caps(keys: list[str]) -> QWidget:
    box = QWidget()
    flow = FlowLayout(box, gap=4)
    for key in keys:
        flow.addWidget(label(key, "keycap"))
    box.setMinimumWidth(250)
    return box


def keys_of(action: QAction) -> list[str]:
    """Return an action's keys as this platform writes them."""
    return [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
