"""Asks what to export, as what, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.core.spans import State
from annotator.gui import settings
from annotator.gui.dialogs.messages import ask
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label
from annotator.workspace.exporting import Choice
from annotator.workspace.workspace import Workspace


class ExportDialog(QDialog):
    """Gives `kind`, `out` and `choice` when it was accepted."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(520)
        self._kind = QComboBox()
        self._kind.addItem(tr("spaCy training data (train.spacy, dev.spacy, config.cfg)"), "spacy")
        self._kind.addItem(tr("JSONL in Prodigy's shape, everything"), "jsonl")
        self._who = QComboBox()
        self._who.addItem(tr("Everybody's readings"), "")
        for annotator in workspace.annotators():
            self._who.addItem(annotator.name, annotator.name)
        self._states = QComboBox()
        self._states.addItem(tr("Begun and done"), (State.DONE, State.IN_PROGRESS))
        self._states.addItem(tr("Only done"), (State.DONE,))
        self._states.addItem(tr("All, also articles nobody has read"), ())
        self._dev = QSpinBox()
        self._dev.setRange(1, 90)
        self._dev.setValue(20)
        self._dev.setSuffix(tr(" % of the articles"))
        self._out = QLineEdit()
        self._kind.currentIndexChanged.connect(self._kind_changed)
        self._out.textChanged.connect(self._check)
        self._lay_out()
        self._kind_changed()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(tr("Export"), "title"))
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._out, 1)
        row.addWidget(button(tr("Choose…"), "", self._choose))
        self._dev_label = label(tr("For evaluation"))
        form.addRow(label(tr("Format")), self._kind)
        form.addRow(label(tr("Readings of")), self._who)
        form.addRow(label(tr("Which")), self._states)
        form.addRow(self._dev_label, self._dev)
        self._where_label = label("")
        form.addRow(self._where_label, where)
        column.addLayout(form)
        self._hint = label("", "muted", wrap=True)
        column.addWidget(self._hint)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(tr("Cancel"), "", self.reject))
        self._accept = button(tr("Export"), "primary", self.accept)
        self._accept.setDefault(True)
        buttons.addWidget(self._accept)
        column.addLayout(buttons)

    @property
    def kind(self) -> str:
        """The format's name."""
        return str(self._kind.currentData())

    @property
    def out(self) -> Path:
        """Where to write: a folder for spaCy, a file for JSONL."""
        return Path(self._out.text().strip()).expanduser()

    @property
    def choice(self) -> Choice:
        """Which readings go out."""
        who = self._who.currentData()
        states = tuple(State(state) for state in self._states.currentData())
        return Choice(annotators=(who,) if who else (), states=states, dev=self._dev.value() / 100)

    def _kind_changed(self) -> None:
        spacy = self.kind == "spacy"
        self._dev.setVisible(spacy)
        self._dev_label.setVisible(spacy)
        self._states.setCurrentIndex(0 if spacy else 2)
        self._where_label.setText(tr("Into the folder") if spacy else tr("Into the file"))
        self._hint.setText(
            tr(
                "What the format cannot hold is listed span by span; "
                "the files are read back and compared before this is done."
            )
        )
        folder = Path(settings.text("export_folder", str(self._workspace.path.parent)))
        name = f"{self._workspace.name}-spacy" if spacy else f"{self._workspace.name}.jsonl"
        self._out.setText(str(folder / name))

    def _choose(self) -> None:
        if self.kind == "spacy":
            name = QFileDialog.getExistingDirectory(self, tr("Export into a folder"), str(self.out.parent))
        else:
            name, _ = QFileDialog.getSaveFileName(
                self, tr("Export into a file"), str(self.out), tr("JSONL (*.jsonl)")
            )
        if name:
            self._out.setText(name)

    def _check(self) -> None:
        self._accept.setEnabled(bool(self._out.text().strip()))

    def _replaces(self) -> bool:
        """Tell whether files of an earlier export stand where this one goes."""
        return (self.out / "train.spacy").exists() if self.kind == "spacy" else self.out.exists()

    def accept(self) -> None:
        """Ask before anything is replaced, and remember the folder."""
        if self._replaces() and not ask(
            tr("Replace what is there?"),
            tr("There is an earlier export at {path}. It is replaced by the new one.", path=self.out),
            tr("Replace"),
            self,
        ):
            return
        settings.remember("export_folder", str(self.out.parent))
        super().accept()
