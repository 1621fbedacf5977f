"""What to export, as what, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from annotator.core.spans import State
from annotator.gui import settings
from annotator.gui.i18n import told, tr
from annotator.gui.widgets import button, label
from annotator.workspace.exporting import Choice, Kind, kinds
from annotator.workspace.workspace import Workspace


class ExportForm(QWidget):
    """Gives `kind`, `out` and `choice`; `changed` where the losses may now be others."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kinds = QComboBox()
        for kind in kinds():
            self._kinds.addItem(told(kind.title), kind)
        self._who = QComboBox()
        self._who.addItem(tr("Everybody"), "")
        for annotator in workspace.annotators():
            self._who.addItem(annotator.name, annotator.name)
        self._states = QComboBox()
        self._states.addItem(tr("Begun and done"), (State.DONE, State.IN_PROGRESS))
        self._states.addItem(tr("Only done"), (State.DONE,))
        self._states.addItem(tr("All, also articles nobody has read"), ())
        self._labels = QComboBox()
        self._labels.addItem(tr("All labels"), "")
        for one in workspace.scheme.labels:
            self._labels.addItem(one.title, one.name)
        self._dev, self._test = _share(20, 1), _share(0, 0)
        self.place = QLineEdit()
        self._lay_out()
        self._choose_kind(settings.text("export_kind", "spacy"))
        for box in (self._who, self._states, self._labels):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        for spin in (self._dev, self._test):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        self._kinds.currentIndexChanged.connect(self._kind_changed)
        self._kind_changed()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._place_label = label("")
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.place, 1)
        choose = button(tr("Choose…"), "", self._choose)
        choose.setAutoDefault(False)
        row.addWidget(choose)
        self._dev_label, self._test_label = label(tr("For evaluation")), label(tr("For a test"))
        cells = (
            (0, 0, label(tr("Format")), self._kinds, 3),
            (1, 0, label(tr("Readings of")), self._who, 1),
            (1, 2, label(tr("Which")), self._states, 1),
            (2, 0, label(tr("Labels")), self._labels, 1),
            (3, 0, self._dev_label, self._dev, 1),
            (3, 2, self._test_label, self._test, 1),
            (4, 0, self._place_label, where, 3),
        )
        for line, place, name, field, width in cells:
            grid.addWidget(name, line, place)
            grid.addWidget(field, line, place + 1, 1, width)
            name.setBuddy(self.place if field is where else field)
            (self.place if field is where else field).setAccessibleName(name.text())
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    @property
    def kind(self) -> Kind:
        """The format."""
        kind = self._kinds.currentData()
        assert isinstance(kind, Kind)
        return kind

    @property
    def out(self) -> Path:
        """Where to write: a folder or a file, as the format does."""
        return Path(self.place.text().strip()).expanduser()

    @property
    def choice(self) -> Choice:
        """Which readings go out."""
        who, name = self._who.currentData(), self._labels.currentData()
        return Choice(
            annotators=(who,) if who else (),
            labels=(name,) if name else (),
            states=tuple(State(state) for state in self._states.currentData()),
            dev=self._dev.value() / 100,
            test=self._test.value() / 100,
        )

    def replaces(self) -> bool:
        """Tell whether an earlier export stands where this one goes."""
        return (self.out / "train.spacy").exists() if self.kind.makes_folder else self.out.exists()

    def _choose_kind(self, name: str) -> None:
        for number in range(self._kinds.count()):
            if self._kinds.itemData(number).name == name:
                self._kinds.setCurrentIndex(number)

    def _kind_changed(self) -> None:
        kind = self.kind
        spacy = kind.name == "spacy"
        for widget in (self._dev, self._dev_label, self._test, self._test_label):
            widget.setVisible(spacy)
        self._states.setCurrentIndex(0 if spacy else 2)
        self._place_label.setText(tr("Into the folder") if kind.makes_folder else tr("Into the file"))
        folder = Path(settings.text("export_folder", str(self._workspace.path.parent)))
        name = (
            f"{self._workspace.name}-{kind.name}"
            if kind.makes_folder
            else f"{self._workspace.name}{kind.suffix}"
        )
        self.place.setText(str(folder / name))
        self.changed.emit()

    def _choose(self) -> None:
        if self.kind.makes_folder:
            name = QFileDialog.getExistingDirectory(self, tr("Export into a folder"), str(self.out.parent))
        else:
            name, _ = QFileDialog.getSaveFileName(self, tr("Export into a file"), str(self.out))
        if name:
            self.place.setText(name)


def _share(value: int, least: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, 90)
    made.setValue(value)
    made.setSuffix(tr(" % of the articles"))
    return made
