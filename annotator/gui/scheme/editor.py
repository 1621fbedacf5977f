"""The editor of the scheme: a draft is changed as one likes, and saved as one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.scheme import Scheme
from annotator.core.scheme_draft import LabelDraft, RelationDraft, SchemeDraft
from annotator.gui import settings
from annotator.gui.annotate.label_list import swatch
from annotator.gui.dialogs.messages import ask, show_error
from annotator.gui.flow import Segments
from annotator.gui.i18n import told, tr
from annotator.gui.scheme.items import ItemList, is_insert
from annotator.gui.scheme.label_form import LabelForm
from annotator.gui.scheme.relation_form import RelationForm
from annotator.gui.widgets import button, label
from annotator.workspace import scheming

_LIST_WIDTH = (178, 236)
_SIZE = (1000, 740)
_LEAST_WIDTH = 680


class SchemeEditor(QDialog):
    """Edits a draft of the scheme. `saving` is emitted with a draft that is whole and changed.

    `gaps` are the numbers of decisions marked as a gap in a label's guideline; `gaps_pressed`
    is given the label whose are to be shown.
    """

    saving = Signal(object)
    gaps_pressed = Signal(str)

    def __init__(
        self,
        scheme: Scheme,
        holder: Callable[[str], str],
        parent: QWidget | None = None,
        gaps: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(parent)
        self.draft = SchemeDraft(scheme)
        self._holder = holder
        self.setWindowTitle(tr("Scheme"))
        available = self.screen().availableSize()
        beside = max(_LEAST_WIDTH, parent.window().width()) if parent is not None else _SIZE[0]
        self.resize(min(_SIZE[0], available.width() - 40, beside), min(_SIZE[1], available.height() - 60))
        self._name = QLineEdit(scheme.name)
        self._name.setAccessibleName(tr("Name of the scheme"))
        self._name.textEdited.connect(self._set_name)
        self._pages = QStackedWidget()
        self._parts = {tr("Labels"): 0, tr("Relation types"): 1}
        self._tabs = Segments(list(self._parts), self._show_part)
        self.labels = ItemList(tr("Labels"), tr("Labels"))
        self.relations = ItemList(tr("Relation types"), tr("Relation types"))
        self.label_form = LabelForm(self.draft, holder, gaps)
        self.label_form.gaps_pressed.connect(self.gaps_pressed)
        self.relation_form = RelationForm(self.draft)
        self._message = label("", "wrong", wrap=True)
        self._message.setAccessibleName(tr("What is to be mended"))
        self._save = button(tr("Save"), "primary", self.save)
        self._connect()
        self._lay_out()
        self._show_all()
        self._shortcut("Ctrl+S", self.save)
        self._shortcut("Ctrl+Return", self.save)
        self._shortcut("Ctrl+Tab", lambda: self._show_part(None))
        self.labels.list.setFocus()

    def _shortcut(self, keys: str, handler: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(handler)

    def _connect(self) -> None:
        labels, relations = self.labels, self.relations
        labels.chosen.connect(lambda _: self.label_form.show_label(self._label))
        labels.added.connect(self._add_label)
        labels.deleted.connect(self._delete_label)
        labels.moved.connect(self._move_label)
        labels.entered.connect(lambda _: _enter(self.label_form.name))
        relations.chosen.connect(lambda _: self.relation_form.show_relation(self._relation))
        relations.added.connect(self._add_relation)
        relations.deleted.connect(self._delete_relation)
        relations.moved.connect(self._move_relation)
        relations.entered.connect(lambda _: _enter(self.relation_form.name))
        self.label_form.changed.connect(self._on_label_changed)
        self.relation_form.changed.connect(self._on_relation_changed)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        self._tabs.setMinimumWidth(_LIST_WIDTH[1])
        top.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(label(tr("Name"), "muted"))
        self._name.setMinimumWidth(100)
        self._name.setMaximumWidth(250)
        top.addWidget(self._name, 2)
        for one in (button(tr("Import…"), "", self._import), button(tr("Export…"), "", self._export)):
            one.setAutoDefault(False)
            top.addWidget(one)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.label_form)
        self._pages.addWidget(_page(self.labels, area))
        self._pages.addWidget(_page(self.relations, self.relation_form))
        hint = label(
            tr(
                "Ins adds, Del deletes, Alt+↑ and Alt+↓ move, Esc leads back to the list, "
                "Ctrl+Tab changes the part, Ctrl+S saves."
            ),
            "muted",
        )
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(self._message)
        says.addWidget(hint)
        foot.addLayout(says, 1)
        cancel = button(tr("Cancel"), "", self.reject)
        for one in (cancel, self._save):
            one.setAutoDefault(False)
            foot.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    # Showing

    @property
    def _label(self) -> LabelDraft | None:
        row = self.labels.list.currentRow()
        return self.draft.labels[row] if 0 <= row < len(self.draft.labels) else None

    @property
    def _relation(self) -> RelationDraft | None:
        row = self.relations.list.currentRow()
        return self.draft.relations[row] if 0 <= row < len(self.draft.relations) else None

    def _show_all(self) -> None:
        self._tabs.choose(
            next(text for text, page in self._parts.items() if page == self._pages.currentIndex())
        )
        self._show_labels(0)
        self._show_relations(0)
        self._say_troubles()

    def _show_part(self, text: str | None) -> None:
        """Show labels or relation types; None goes to the other."""
        page = 1 - self._pages.currentIndex() if text is None else self._parts[text]
        self._pages.setCurrentIndex(page)
        self._tabs.choose(next(t for t, number in self._parts.items() if number == page))
        if page:
            self._show_relations(max(0, self.relations.list.currentRow()))
        (self.relations if page else self.labels).list.setFocus()

    def _show_labels(self, row: int) -> None:
        items = [(_shown(one), swatch(one.colour, one.colour_dark, one.style)) for one in self.draft.labels]
        self.labels.show_items(items, min(row, len(items) - 1))
        self.label_form.show_label(self._label)

    def _show_relations(self, row: int) -> None:
        items = [(_shown(one), None) for one in self.draft.relations]
        self.relations.show_items(items, min(row, len(items) - 1))
        self.relation_form.show_relation(self._relation)

    def _on_label_changed(self) -> None:
        one = self._label
        if one is not None:
            row = self.labels.list.currentRow()
            self.labels.show_item(row, _shown(one), swatch(one.colour, one.colour_dark, one.style))
        self._say_troubles()

    def _on_relation_changed(self) -> None:
        one = self._relation
        if one is not None:
            self.relations.show_item(self.relations.list.currentRow(), _shown(one), None)
        self._say_troubles()

    def _say_troubles(self) -> None:
        troubles = self.draft.troubles(self._holder)
        said = troubles or self.draft.warnings()
        self._message.setText(told(said[0].message) if said else "")
        self._message.setVisible(bool(said))

    # Changing

    def _set_name(self, text: str) -> None:
        self.draft.name = text

    def _add_label(self) -> None:
        self.draft.add_label().key = self.draft.free_key(self._holder)
        self._show_labels(len(self.draft.labels) - 1)
        self._say_troubles()
        _enter(self.label_form.name)

    def _delete_label(self, row: int) -> None:
        self.draft.remove_label(self.draft.labels[row])
        self._show_labels(row)
        self._say_troubles()

    def _move_label(self, row: int, to: int) -> None:
        self.draft.labels.insert(to, self.draft.labels.pop(row))
        self._show_labels(to)

    def _add_relation(self) -> None:
        self.draft.add_relation()
        self._show_relations(len(self.draft.relations) - 1)
        self._say_troubles()
        _enter(self.relation_form.name)

    def _delete_relation(self, row: int) -> None:
        del self.draft.relations[row]
        self._show_relations(row)
        self._say_troubles()

    def _move_relation(self, row: int, to: int) -> None:
        self.draft.relations.insert(to, self.draft.relations.pop(row))
        self._show_relations(to)

    # Files

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Import a scheme"), settings.text("scheme_folder"), tr("Schemes (*.toml);;All files (*)")
        )
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Make the draft what a scheme file says; nothing is saved yet."""
        try:
            scheme = scheming.read_scheme_file(path)
        except (AnnotatorError, OSError) as error:
            show_error(error, self)
            return
        settings.remember("scheme_folder", str(path.parent))
        self.draft.replace(scheme)
        self._name.setText(scheme.name)
        self._show_all()

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Export the scheme"),
            str(Path(settings.text("scheme_folder")) / f"{tr('scheme')}.toml"),
            tr("Schemes (*.toml)"),
        )
        if name:
            self.export_file(Path(name))

    def export_file(self, path: Path) -> None:
        """Write the draft to a scheme file."""
        try:
            scheming.write_scheme_file(self.draft.scheme(), path)
        except OSError as error:
            show_error(error, self)
            return
        settings.remember("scheme_folder", str(path.parent))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add another from wherever nothing else is added; Esc leads to the list first, then closes."""
        items = self.relations if self._pages.currentIndex() else self.labels
        if is_insert(event):
            items.added.emit()
        elif event.key() == Qt.Key.Key_Escape and self.focusWidget() not in (None, self, items.list):
            items.list.setFocus()
        else:
            super().keyPressEvent(event)

    # Ending

    def save(self) -> None:
        """Ask for the draft to be saved, or show what is to be mended first."""
        self.setFocus()  # a value that is being written is taken over
        troubles = self.draft.troubles(self._holder)
        if troubles:
            self._say_troubles()
            self._go_to(troubles[0].part)
        elif self.draft.is_changed:
            self.saving.emit(self.draft)
        else:
            self.accept()

    def _go_to(self, part: LabelDraft | RelationDraft | None) -> None:
        if isinstance(part, LabelDraft):
            self._show_part(next(text for text, page in self._parts.items() if page == 0))
            self._show_labels(self.draft.labels.index(part))
        elif part is not None:
            self._show_part(next(text for text, page in self._parts.items() if page == 1))
            self._show_relations(self.draft.relations.index(part))

    def reject(self) -> None:
        """Close, after asking where something would be lost."""
        if not self.draft.is_changed or ask(
            tr("Close without saving?"),
            tr("The scheme was changed here and is not saved yet."),
            tr("Discard the changes"),
            self,
        ):
            super().reject()


def _page(items: ItemList, form: QWidget) -> QWidget:
    page = QWidget()
    items.setMinimumWidth(_LIST_WIDTH[0])
    items.setMaximumWidth(_LIST_WIDTH[1])
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(items, 1)
    row.addWidget(form, 3)
    return page


def _shown(one: LabelDraft | RelationDraft) -> str:
    key = f"  ({one.key.upper()})" if isinstance(one, LabelDraft) and one.key else ""
    return f"{one.title or one.name}{key}"


def _enter(field: QLineEdit) -> None:
    field.setFocus()
    field.selectAll()
