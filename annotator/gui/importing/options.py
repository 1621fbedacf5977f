"""Import with options: which files, what they are, whose readings they hold, and how far those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.spans import State
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.widgets import breakable, button, label
from annotator.workspace.exporting import GOLD
from annotator.workspace.importing import read_kinds
from annotator.workspace.workspace import Workspace

_NAMED = 4  # files that are named; of the others there is the number


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is told of the files, and not found in them; None where nothing is."""

    kind: str | None = None
    annotator: str | None = None
    state: State | None = None
    machine: bool = False


class ImportWindow(QDialog):
    """Gives `paths` and `options`; `filters` are those of the dialog for files."""

    def __init__(self, workspace: Workspace, filters: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import with options"))
        self.setMinimumWidth(460)
        self.paths: tuple[Path, ...] = ()
        self._filters = filters
        self._chosen = label(tr("No file is chosen yet."), "muted", wrap=True)
        self._kinds = QComboBox()
        self._kinds.addItem(tr("As found in each file"), "")
        for name, title in read_kinds():
            self._kinds.addItem(told(title), name)
        self._who = QLineEdit()
        self._who.setPlaceholderText(tr("as the files say"))
        names = [one.name for one in workspace.annotators() if one.kind != GOLD]
        self._who.setCompleter(QCompleter(names, self))
        self._states = QComboBox()
        self._states.addItem(tr("As the files say, otherwise done"), "")
        for state, text in _states():
            self._states.addItem(text, state.value)
        self._machine = QCheckBox(tr("A model or a pattern made the readings"))
        self._lay_out()

    def _lay_out(self) -> None:
        files = button(tr("Files…"), "", self._choose_files)
        folder = button(tr("Folder…"), "", self._choose_folder)
        for one in (files, folder):
            one.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(files)
        row.addWidget(folder)
        row.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(tr("Format"), self._kinds)
        form.addRow(tr("Readings of"), self._who)
        form.addRow(tr("State"), self._states)
        form.addRow("", self._machine)
        for field, name in (
            (self._kinds, tr("Format")),
            (self._who, tr("Readings of")),
            (self._states, tr("State")),
        ):
            field.setAccessibleName(name)
        self._import = button(tr("Import"), "primary", self.accept)
        self._import.setDefault(True)
        self._import.setEnabled(False)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addStretch(1)
        below.addWidget(button(tr("Cancel"), "", self.reject))
        below.addWidget(self._import)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self._chosen)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(below)

    @property
    def options(self) -> ImportOptions:
        """What is told of the files."""
        state = self._states.currentData()
        return ImportOptions(
            self._kinds.currentData() or None,
            " ".join(self._who.text().split()) or None,
            State(state) if state else None,
            self._machine.isChecked(),
        )

    def take(self, paths: Sequence[Path]) -> None:
        """Import these files and folders."""
        self.paths = tuple(paths)
        names = ", ".join(path.name or str(path) for path in self.paths[:_NAMED])
        more = len(self.paths) - _NAMED
        if more > 0:
            names += tr_n(" and {n} more", " and {n} more", more)
        self._chosen.setText(breakable(names))
        self._import.setEnabled(bool(self.paths))

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Import files"), "", self._filters)
        if names:
            self.take([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Import a folder"))
        if name:
            self.take([Path(name)])


def _states() -> list[tuple[State, str]]:
    return [
        (State.DONE, tr("done")),
        (State.IN_PROGRESS, tr("in progress")),
        (State.TO_DO, tr("to do")),
        (State.SKIPPED, tr("skipped")),
    ]
