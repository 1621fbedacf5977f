"""The start page: recent projects, new, open, the example."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.i18n import tr
from annotator.gui.status import Elided
from annotator.gui.widgets import button, label, tooltip

_WIDTH = 720
_SHOWN = 8
_MARGIN = 16
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class StartPage(QFrame):
    """What is shown while no project is open."""

    asked = Signal(str)
    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, recent: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(label(tr("Annotator"), "title"))
        column.addWidget(label(tr("Who claims what, on whose word."), "muted"))
        column.addSpacing(14)
        column.addWidget(self._buttons())
        column.addSpacing(18)
        self._heading = label(tr("Recent projects").upper(), "heading")
        column.addWidget(self._heading)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column.addLayout(self._list)
        self._rows = [_Row(path, self) for path in recent[:_SHOWN]]
        for row in self._rows:
            self._list.addWidget(row)
        none = tr(
            "None yet. Open a folder of articles (.txt, .jsonl): a project is made of it. Or try the example."
        )
        drop = tr("Files and folders can also be dropped on this window.")
        column.addWidget(label(drop if recent else f"{none} {drop}", "muted", wrap=True))
        column.addStretch(3)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(inner, 8, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)

    def _buttons(self) -> QWidget:
        from annotator.gui.flow import FlowLayout

        box = QWidget()
        row = FlowLayout(box, gap=8)
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
        return box

    def forget(self, row: _Row) -> None:
        """Take a project off the list; its file stays."""
        number = self._rows.index(row)
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.forgotten.emit(row.path)
        if self._rows:
            self._rows[min(number, len(self._rows) - 1)].open.setFocus()
        else:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the buttons with arrows; Enter presses one; Delete takes a project off the list."""
        here = self.focusWidget()
        row = here.parentWidget() if here is not None else None
        code = Qt.Key(event.key())
        shown = [
            one
            for one in self.findChildren(QPushButton)
            if one.isVisible() and one.property("role") != "chip"
        ]
        if not isinstance(here, QPushButton):
            super().keyPressEvent(event)
        elif code in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here.click()
        elif code in _STEPS and here in shown:
            number = shown.index(here) + _STEPS[code]
            if 0 <= number < len(shown):
                shown[number].setFocus()
        elif code == Qt.Key.Key_Delete and isinstance(row, _Row):
            self.forget(row)
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    """One recent project: where it is, and a cross that takes it off the list."""

    def __init__(self, path: Path, page: StartPage) -> None:
        super().__init__()
        self.path = path
        there = path.is_file()
        self.open = button("", "row", lambda: page.chosen.emit(path))
        self.open.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.open.setMinimumHeight(46)
        self.open.setAccessibleName(path.stem)
        self.open.setAccessibleDescription(str(path.parent) if there else tr("no longer there"))
        self.open.setToolTip(tooltip(str(path)))
        inside = QVBoxLayout(self.open)
        inside.setContentsMargins(8, 4, 8, 4)
        inside.setSpacing(0)
        name = Elided(path.stem)
        if there:
            name.setStyleSheet("font-weight: 600")
        else:
            name.setProperty("role", "muted")
        place = str(path.parent) if there else f"{tr('no longer there')} · {path.parent}"
        for text in (name, Elided(place, "muted")):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(text)
        cross = button("✕", "chip", lambda: page.forget(self))
        cross.setToolTip(tr("Take off this list; the file stays (Del)"))
        cross.setAccessibleName(tr("Take {name} off this list", name=path.stem))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.open, 1)
        row.addWidget(cross)
