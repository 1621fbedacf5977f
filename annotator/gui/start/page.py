"""The start page: recent projects, new, open, the example."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label

_WIDTH = 660
_SHOWN = 8


class StartPage(QFrame):
    """What is shown while no project is open."""

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, recent: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(label(tr("Annotator"), "title"))
        column.addWidget(label(tr("Who claims what, on whose word."), "muted"))
        column.addSpacing(14)
        column.addLayout(self._buttons())
        column.addSpacing(18)
        column.addWidget(label(tr("Recent projects").upper(), "heading"))
        for path in recent[:_SHOWN]:
            column.addWidget(self._row(path))
        if not recent:
            text = tr(
                "None yet. Open a folder of articles (.txt, .jsonl): a project is made of it. Or try the example."
            )
            column.addWidget(label(text, "muted", wrap=True))
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inner, 8, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, text, role in (
            ("folder", tr("Open a folder of articles…"), "primary"),
            ("open", tr("Open project…"), ""),
            ("new", tr("New project…"), ""),
            ("example", tr("Try the example"), ""),
        ):
            one = button(text, role, partial(self.asked.emit, name))
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(one)
            if role:
                self.setFocusProxy(one)
        row.addStretch(1)
        return row

    def _row(self, path: Path) -> QWidget:
        one = button("", "row", lambda: self.chosen.emit(path))
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        one.setMinimumHeight(46)
        one.setAccessibleName(path.stem)
        inside = QVBoxLayout(one)
        inside.setContentsMargins(8, 4, 8, 4)
        inside.setSpacing(0)
        name = label(path.stem)
        name.setStyleSheet("font-weight: 600")
        place = label(str(path.parent), "muted")
        for text in (name, place):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(text)
        return one
