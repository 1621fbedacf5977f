"""Edits the project's own list of reasons: by keys, saved as one step that undo takes back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui import theme
from annotator.gui.i18n import told, tr
from annotator.gui.review.wording import reason_name
from annotator.gui.scheme.items import ItemList
from annotator.gui.widgets import button, label
from annotator.workspace.reasons import find_reason, read_reasons, set_reasons
from annotator.workspace.workspace import Workspace

_ICON = 12


class ReasonsDialog(QDialog):
    """Shows the reasons of a project; what is done to them counts when it is saved. `saved` after that."""

    saved = Signal()

    def __init__(self, workspace: Workspace, actor_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._actor_id = workspace, actor_id
        self._before = read_reasons(workspace)
        self.reasons = list(self._before)
        self.setWindowTitle(tr("Reasons"))
        self.resize(440, 460)
        self.items = ItemList(tr("Reasons for decisions"), tr("Reasons"), editable=True)
        self._about = label("", "muted", wrap=True)
        self._message = label("", "wrong", wrap=True)
        self._gap = button(tr("Means a guideline gap  {key}", key="Ctrl+G"), "", self.mark_gap)
        self._gap.setAutoDefault(False)
        self._lay_out()
        self.items.chosen.connect(lambda _: self._enable())
        self.items.added.connect(self._add)
        self.items.deleted.connect(self._delete)
        self.items.moved.connect(self._move)
        self.items.renamed.connect(self._rename)
        for keys, run in (("Ctrl+G", self.mark_gap), ("Ctrl+S", self.save), ("Ctrl+Return", self.save)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self._show(0)
        self.items.list.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(self.items, 1)
        column.addWidget(self._gap)
        column.addWidget(self._about)
        hint = tr("Ins adds, Del deletes, Alt+↑ and Alt+↓ move, F2 renames, Ctrl+S saves.")
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self._message)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel, save = button(tr("Cancel"), "", self.reject), button(tr("Save"), "primary", self.save)
        for one in (cancel, save):
            one.setAutoDefault(False)
            row.addWidget(one)
        column.addLayout(row)

    def _show(self, current: int) -> None:
        icon = _gap_icon()
        shown = [(reason_name(one.name), icon if one.is_gap else None) for one in self.reasons]
        self.items.show_items(shown, min(current, len(shown) - 1))
        self._tell()

    def _tell(self) -> None:
        """Say which reason means a gap, and what can be done with the one chosen."""
        name = next((reason_name(one.name) for one in self.reasons if one.is_gap), "–")
        text = tr(
            "◆ “{name}”: decisions with this reason are listed under the guideline of their labels.",
            name=name,
        )
        self._about.setText(text)
        self._message.clear()
        self._enable()

    def _enable(self) -> None:
        row = self.items.list.currentRow()
        self._gap.setEnabled(0 <= row < len(self.reasons) and not self.reasons[row].is_gap)

    def _add(self) -> None:
        known = {one.name for one in self.reasons} | {reason_name(one.name) for one in self.reasons}
        name = next(
            n
            for n in (tr("New reason"), *(f"{tr('New reason')} {i}" for i in range(2, 1000)))
            if n not in known
        )
        self.reasons.append(find_reason(self._before, name))
        self._show(len(self.reasons) - 1)
        self.items.edit_current()

    def _delete(self, row: int) -> None:
        if self.reasons[row].is_gap:
            self._message.setText(tr("One reason means a guideline gap: choose another for that first."))
            return
        del self.reasons[row]
        self._show(row)

    def _move(self, row: int, to: int) -> None:
        self.reasons.insert(to, self.reasons.pop(row))
        self._show(to)

    def _rename(self, row: int, text: str) -> None:
        old, name = self.reasons[row], " ".join(text.split())
        if name and name != reason_name(old.name):
            # Decisions keep the name of their time; only a name that was saved can stand in one.
            was = (*old.was, old.name) if old.name in {one.name for one in self._before} else old.was
            self.reasons[row] = replace(old, name=name, was=was)
        self.items.show_item(row, reason_name(self.reasons[row].name), None)
        self._tell()

    def mark_gap(self) -> None:
        """Let the reason chosen be the one that means a gap in the guideline."""
        row = self.items.list.currentRow()
        if 0 <= row < len(self.reasons):
            self.reasons = [replace(one, is_gap=number == row) for number, one in enumerate(self.reasons)]
            self._show(row)
            self.items.list.setFocus()

    def save(self) -> None:
        """Save the list as one step, or say what is to be mended."""
        self.items.list.setFocus()  # a name that is being written is taken over
        try:
            set_reasons(self._workspace, self._actor_id, self.reasons)
        except AnnotatorError as error:
            self._message.setText(told(error.message))
            return
        self.saved.emit()
        self.accept()


def _gap_icon() -> QIcon:
    pixmap = QPixmap(_ICON, _ICON)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setPen(QColor(theme.colours().accent))
    painter.drawText(pixmap.rect(), 0x84, "◆")
    painter.end()
    return QIcon(pixmap)
