"""What to export, as what, and where to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.core.spans import State
from annotator.gui import settings
from annotator.gui.i18n import told, tr
from annotator.gui.typing_field import TypingField
from annotator.gui.widgets import button, label, literal, show, tooltip
from annotator.workspace import offers
from annotator.workspace.choosing import TRAINING
from annotator.workspace.exporting import GOLD, Choice, Kind, kinds
from annotator.workspace.readers import readers
from annotator.workspace.workspace import Workspace

_LONGEST = 500


class ExportForm(QWidget):
    """Gives `kind`, `out` and `choice`; `changed` where the losses may now be others.

    What few people need is folded away until it is asked for.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kinds = QComboBox()
        for kind in kinds():
            self._kinds.addItem(told(kind.title), kind)
        self._who, self._labels, self._states = QComboBox(), QComboBox(), QComboBox()
        self._languages = QComboBox()
        self._fill()
        self._dev, self._test = _share(20, 1), _share(0, 0)
        self._query = _line(tr("words, label:claim, state:done, outlet:…, date:2024-10"))
        self._priority = _line(
            tr("label, label …: the first wins where entities overlap; as in the scheme if empty")
        )
        self._more = button(tr("More options"), "", self._toggle_more, checkable=True)
        self._more.setAutoDefault(False)
        self.new_split = False
        self.place = QLineEdit()
        self._wrong = label("", "wrong", wrap=True)
        self._lay_out()
        self._choose_kind(settings.text("export_kind", "spacy"))
        for box in (self._who, self._states, self._labels, self._languages):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        for spin in (self._dev, self._test):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        for line in (self._query, self._priority):
            line.paused.connect(self.changed)
            line.entered.connect(self.changed)
        self._kinds.currentIndexChanged.connect(self._kind_changed)
        self._kind_changed()

    def _fill(self) -> None:
        # Those of whom nothing is left, as their import was undone, have nothing to go out.
        reading = {one.name for one in readers(self._workspace)}
        annotators = [one for one in self._workspace.annotators() if one.kind == GOLD or one.name in reading]
        self._who.addItem(tr("Everybody"), "")
        for annotator in annotators:
            self._who.addItem(annotator.name, annotator.name)
        self._has_gold = any(annotator.kind == GOLD for annotator in annotators)
        self._states.addItem(tr("Begun and done"), (State.DONE, State.IN_PROGRESS))
        self._states.addItem(tr("Only done"), (State.DONE,))
        self._states.addItem(tr("All, also articles nobody has read"), ())
        self._labels.addItem(tr("All labels"), "")
        for one in self._workspace.scheme.labels:
            self._labels.addItem(one.title, one.name)
        self._languages.addItem(tr("All languages"), "")
        for code in offers.languages(self._workspace):
            self._languages.addItem({"de": tr("German"), "en": tr("English")}.get(code, code), code)
        for box in (self._who, self._labels, self._languages, self._kinds, self._states):
            # Long names must not make the window wide.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
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
        query, language, priority = label(tr("Articles")), label(tr("Language")), label(tr("Entities"))
        cells = (
            (0, 0, label(tr("Format")), self._kinds, 3),
            (1, 0, label(tr("Readings of")), self._who, 1),
            (1, 2, label(tr("Which")), self._states, 1),
            (2, 0, label(tr("Labels")), self._labels, 1),
            (3, 0, self._dev_label, self._dev, 1),
            (3, 2, self._test_label, self._test, 1),
            (4, 0, query, self._query, 1),
            (4, 2, language, self._languages, 1),
            (5, 0, priority, self._priority, 3),
            (6, 0, self._place_label, where, 3),
        )
        for line, place, name, field, width in cells:
            grid.addWidget(name, line, place)
            grid.addWidget(field, line, place + 1, 1, width)
            name.setBuddy(self.place if field is where else field)
            (self.place if field is where else field).setAccessibleName(name.text())
        grid.addWidget(self._more, 2, 3)
        grid.addWidget(self._wrong, 7, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._folded = (query, self._query, language, self._languages)
        self._of_training = (self._dev_label, self._dev, self._test_label, self._test)
        self._of_entities = (priority, self._priority)
        # In this order Tab goes through them.
        order: list[QWidget] = [
            self._kinds,
            self._who,
            self._states,
            self._labels,
            self._more,
            self._dev,
            self._test,
        ]
        order += [self._query, self._languages, self._priority, self.place, choose]
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

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
        who, name, language = (box.currentData() for box in (self._who, self._labels, self._languages))
        return Choice(
            annotators=(who,) if who else (),
            labels=(name,) if name else (),
            states=tuple(State(state) for state in self._states.currentData()),
            languages=(language,) if language else (),
            dev=self._dev.value() / 100,
            test=self._test.value() / 100,
            ents_priority=self._priorities()[0] if self._trains else (),
            query=self._query.text().strip(),
            new_split=self.new_split,
        )

    @property
    def _trains(self) -> bool:
        return self.kind.name in TRAINING

    def _priorities(self) -> tuple[tuple[str, ...], list[str]]:
        """Return the labels typed, by name or title, and what is none."""
        known = {one.title.casefold(): one.name for one in self._workspace.scheme.labels}
        known |= {one.name.casefold(): one.name for one in self._workspace.scheme.labels}
        typed = [text.strip() for text in self._priority.text().split(",") if text.strip()]
        found = tuple(known[text.casefold()] for text in typed if text.casefold() in known)
        return found, [text for text in typed if text.casefold() not in known]

    def refusal(self) -> str:
        """Return why nothing can be written as it stands, empty where it can, and show it."""
        text = ""
        if not self.place.text().strip():
            text = tr("Say where to export to.")
        elif self._trains and (unknown := self._priorities()[1]):
            text = tr("There is no label {names}.", names=", ".join(unknown))
        elif self._trains and self._dev.value() + self._test.value() >= 100:
            text = tr("The shares for evaluation and test leave nothing to train with.")
        elif (found := offers.refusal(self._workspace, self.out, self.kind)) is not None:
            text = told(found)
        self._wrong.setText(text)
        show(self._wrong, shown=bool(text))
        return text

    def replaces(self) -> bool:
        """Tell whether an earlier export stands where this one goes."""
        return offers.replaces(self.out, self.kind)

    def remember(self) -> None:
        """Remember what was exported where, to propose it again."""
        settings.remember("export_folder", str(self.out.parent))
        settings.remember("export_kind", self.kind.name)
        settings.remember(self._last, str(self.out))

    @property
    def _last(self) -> str:
        """Where the place is remembered to which this project went last in this format."""
        return f"export_place/{self._workspace.name}/{self.kind.name}"

    def _toggle_more(self) -> None:
        self._show_fields()
        if self._more.isChecked():
            self._query.setFocus()

    def _show_fields(self) -> None:
        more = self._more.isChecked()
        for folded in self._folded:
            show(folded, shown=more)
        for widget in self._of_training:
            show(widget, shown=self._trains)
        for entities in self._of_entities:
            show(entities, shown=more and self._trains)
        self._more.setText(literal(tr("Fewer options") if more else tr("More options")))

    def _choose_kind(self, name: str) -> None:
        for number in range(self._kinds.count()):
            if self._kinds.itemData(number).name == name:
                self._kinds.setCurrentIndex(number)

    def _kind_changed(self) -> None:
        kind = self.kind
        self._show_fields()
        self._states.setCurrentIndex(0 if self._trains else 2)
        final = kind.trains and self._has_gold
        self._who.setItemText(0, tr("The final reading, otherwise everybody") if final else tr("Everybody"))
        self._place_label.setText(tr("Into the folder") if kind.makes_folder else tr("Into the file"))
        folder = Path(settings.text("export_folder", str(self._workspace.path.parent)))
        last = settings.text(self._last)
        self.place.setText(str(offers.place_for(self._workspace, kind, folder, Path(last) if last else None)))
        self.changed.emit()

    def _choose(self) -> None:
        if self.kind.makes_folder:
            name = QFileDialog.getExistingDirectory(self, tr("Export into a folder"), str(self.out.parent))
        else:
            name, _ = QFileDialog.getSaveFileName(self, tr("Export into a file"), str(self.out))
        if name:
            self.place.setText(name)


def _line(hint: str) -> TypingField:
    """Return a field whose Enter is not that of the window."""
    made = TypingField(hint, "", takes_escape=False)
    made.setMaxLength(_LONGEST)
    made.setToolTip(tooltip(hint))
    return made


def _share(value: int, least: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, 90)
    made.setValue(value)
    made.setSuffix(tr(" % of the articles"))
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    return made
