"""What belongs to one label: names, key, colours, style, guideline, attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.scheme_draft import AttributeDraft, LabelDraft, SchemeDraft, taken_by
from annotator.gui.annotate.guideline import gaps_button, show_gaps
from annotator.gui.flow import Segments
from annotator.gui.i18n import told, tr
from annotator.gui.scheme.fields import ColourField, KeyField, shrink_to_lines
from annotator.gui.scheme.items import ItemList, is_insert
from annotator.gui.widgets import label


class _Guideline(QPlainTextEdit):
    """Text of several lines in which Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(104)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the dialog."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class LabelForm(QWidget):
    """Edits one label of the draft at a time. `holder` says what of the program has a key."""

    changed = Signal()
    gaps_pressed = Signal(str)

    def __init__(
        self, draft: SchemeDraft, holder: Callable[[str], str], gaps: Mapping[str, int] | None = None
    ) -> None:
        super().__init__()
        self._draft = draft
        self._holder = holder
        self._gaps = gaps or {}
        self._label: LabelDraft | None = None
        self.gaps = gaps_button(lambda: self.gaps_pressed.emit(self._was))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the label, as it is stored and exported"))
        self.name.textEdited.connect(self._rename)
        self._title = QLineEdit()
        self._title.setAccessibleName(tr("Title of the label, as it is shown"))
        self._title.textEdited.connect(lambda text: self._set("title", text))
        self._key = KeyField(tr("Key of the label"))
        self._key.pressed.connect(self._set_key)
        self._key_says = label("", "wrong", wrap=True)
        self._styles = {tr("Bar"): "bar", tr("Double"): "double", tr("Dots"): "dots", tr("Tint"): "tint"}
        self._style = Segments(list(self._styles), self._set_style)
        shrink_to_lines(self._style)
        self._colours = ColourField()
        self._colours.changed.connect(self._set_colours)
        self._guideline = _Guideline()
        self._guideline.setAccessibleName(tr("Guideline: what this label is for"))
        self._guideline.setPlaceholderText(tr("What to mark with this label, and what not…"))
        self._guideline.textChanged.connect(self._set_guideline)
        self.attributes = AttributesForm(draft, holder)
        self.attributes.changed.connect(self.changed)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        names, key = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((names, (self.name, self._title)), (key, (self._key, self._key_says))):
            row.setSpacing(8)
            row.addWidget(parts[0], 1 if row is names else 0)
            if row is names:
                row.addWidget(label(tr("Title"), "muted"))
            row.addWidget(parts[1], 1)
        top = Qt.AlignmentFlag.AlignTop
        fields: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            (tr("Name"), names),
            (tr("Key"), key),
            (tr("Style"), self._style),
            (tr("Colour"), self._colours),
            (tr("Guideline"), self._guideline),
            ("", self.gaps),
        )
        for number, (text, field) in enumerate(fields):
            heading = label(text, "muted")
            heading.setContentsMargins(0, 6, 0, 0)
            if text:
                grid.addWidget(heading, number, 0, top)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, number, 1)
            else:
                align = Qt.AlignmentFlag.AlignLeft if field is self.gaps else Qt.AlignmentFlag(0)
                grid.addWidget(field, number, 1, align)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 12, 2)
        column.setSpacing(14)
        column.addLayout(grid)
        column.addWidget(self.attributes)
        column.addStretch(1)

    def show_label(self, one: LabelDraft | None) -> None:
        """Show a label, or nothing."""
        self._label = one
        self.setEnabled(one is not None)
        self._key_says.clear()
        self.name.setText(one.name if one else "")
        self._title.setText(one.title if one else "")
        self._key.show_key(one.key if one else "")
        self._style.choose(next((t for t, style in self._styles.items() if one and style == one.style), None))
        self._guideline.blockSignals(True)
        self._guideline.setPlainText(one.guideline if one else "")
        self._guideline.blockSignals(False)
        show_gaps(self.gaps, self._gaps.get(self._was, 0))
        self._show_colours()
        self.attributes.show_label(one)

    @property
    def _was(self) -> str:
        """The label's name in the project."""
        return (self._label.was or "") if self._label else ""

    def _show_colours(self) -> None:
        one = self._label
        if one is not None:
            self._colours.show_colours(
                one.name.upper(), (one.colour, one.colour_dark), one.style, self._users
            )

    def _users(self, pair: tuple[str, str]) -> str:
        others = (other for other in self._draft.labels if other is not self._label)
        return ", ".join(o.title or o.name for o in others if (o.colour, o.colour_dark) == pair)

    def _rename(self, name: str) -> None:
        if self._label is not None:
            self._draft.rename(self._label, name)
            self._title.setText(self._label.title)
            self._show_colours()
            self.changed.emit()

    def _set(self, field: str, value: str) -> None:
        if self._label is not None:
            setattr(self._label, field, value)
            self._show_colours()
            self.changed.emit()

    def _set_key(self, key: str) -> None:
        if self._label is None:
            return
        self._key_says.setText(_refusal(self._draft, self._holder, key, self._label))
        if not self._key_says.text():
            self._set("key", key)
        self._key.show_key(self._label.key)

    def _set_style(self, text: str | None) -> None:
        if self._label is not None and text is not None:
            self._style.choose(text)
            self._set("style", self._styles[text])

    def _set_colours(self, colour: str, dark: str) -> None:
        if self._label is not None:
            self._label.colour, self._label.colour_dark = colour, dark
            self._show_colours()
            self.changed.emit()

    def _set_guideline(self) -> None:
        if self._label is not None:
            self._label.guideline = self._guideline.toPlainText()
            self.changed.emit()


class AttributesForm(QWidget):
    """The attributes of one label: their names, keys and values."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft, holder: Callable[[str], str]) -> None:
        super().__init__()
        self._draft = draft
        self._holder = holder
        self._label: LabelDraft | None = None
        self.list = ItemList(tr("Attributes"), tr("Attributes of the label"))
        self.list.setMinimumWidth(178)
        self.list.setMaximumWidth(190)
        self.values = ItemList(tr("Values"), tr("Values of the attribute"), editable=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the attribute"))
        self.name.textEdited.connect(self._set_name)
        self._key = KeyField(tr("Key of the attribute"))
        self._key.pressed.connect(self._set_key)
        self._key_says = label("", "wrong", wrap=True)
        self._key_says.hide()
        self.list.chosen.connect(lambda _: self._show_attribute())
        self.list.added.connect(self._add)
        self.list.deleted.connect(self._delete)
        self.list.moved.connect(self._move)
        self.list.entered.connect(lambda _: self._to_name())
        self.values.added.connect(self._add_value)
        self.values.deleted.connect(self._delete_value)
        self.values.moved.connect(self._move_value)
        self.values.renamed.connect(self._rename_value)
        right = QVBoxLayout()
        right.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(tr("Name"), "muted"))
        line.addWidget(self.name, 1)
        line.addWidget(label(tr("Key"), "muted"))
        line.addWidget(self._key)
        right.addLayout(line)
        right.addWidget(self._key_says)
        right.addWidget(self.values, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addLayout(right, 2)
        self.setMinimumHeight(250)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add another attribute from wherever nothing else is added."""
        self._add() if is_insert(event) else super().keyPressEvent(event)

    @property
    def _attribute(self) -> AttributeDraft | None:
        row = self.list.list.currentRow()
        known = self._label.attributes if self._label else []
        return known[row] if 0 <= row < len(known) else None

    def show_label(self, one: LabelDraft | None, row: int = 0) -> None:
        """Show the attributes of a label."""
        self._label = one
        known = one.attributes if one else []
        self.list.show_items([(a.name, None) for a in known], min(row, len(known) - 1))
        self._show_attribute()

    def _show_attribute(self, value: int = 0) -> None:
        one = self._attribute
        self._key_says.hide()
        for field in (self.name, self._key, self.values):
            field.setEnabled(one is not None)
        self.name.setText(one.name if one else "")
        self._key.show_key(one.key if one else "")
        values = one.values if one else []
        self.values.show_items([(v.name, None) for v in values], min(value, len(values) - 1))

    def _to_name(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _add(self) -> None:
        if self._label is not None:
            self._draft.add_attribute(self._label)
            self.show_label(self._label, len(self._label.attributes) - 1)
            self._to_name()
            self.changed.emit()

    def _delete(self, row: int) -> None:
        if self._label is not None:
            del self._label.attributes[row]
            self.show_label(self._label, row)
            self.changed.emit()

    def _move(self, row: int, to: int) -> None:
        if self._label is not None:
            self._label.attributes.insert(to, self._label.attributes.pop(row))
            self.show_label(self._label, to)
            self.changed.emit()

    def _set_name(self, text: str) -> None:
        one = self._attribute
        if one is not None:
            one.name = text
            self.list.show_item(self.list.list.currentRow(), text, None)
            self.changed.emit()

    def _set_key(self, key: str) -> None:
        one = self._attribute
        if one is None or self._label is None:
            return
        self._key_says.setText(_refusal(self._draft, self._holder, key, self._label, one))
        self._key_says.setVisible(bool(self._key_says.text()))
        if not self._key_says.text():
            one.key = key
            self.changed.emit()
        self._key.show_key(one.key)

    def _add_value(self) -> None:
        one = self._attribute
        if one is not None:
            self._draft.add_value(one)
            self._show_attribute(len(one.values) - 1)
            self.values.edit_current()
            self.changed.emit()

    def _delete_value(self, row: int) -> None:
        one = self._attribute
        if one is not None:
            del one.values[row]
            self._show_attribute(row)
            self.changed.emit()

    def _move_value(self, row: int, to: int) -> None:
        one = self._attribute
        if one is not None:
            one.values.insert(to, one.values.pop(row))
            self._show_attribute(to)
            self.changed.emit()

    def _rename_value(self, row: int, text: str) -> None:
        one = self._attribute
        if one is not None and 0 <= row < len(one.values):
            one.values[row].name = text
            self.changed.emit()


def _refusal(
    draft: SchemeDraft,
    holder: Callable[[str], str],
    key: str,
    one: LabelDraft,
    attribute: AttributeDraft | None = None,
) -> str:
    """Return why a key cannot be had, empty where it can."""
    taken = draft.key_holder(key, label=one, attribute=attribute)
    if taken is not None:
        return told(taken_by(key, *taken))
    who = holder(key) if key else ""
    return tr("{key} is taken: {action}. Press another key.", key=key.upper(), action=who) if who else ""
