"""What belongs to one relation type: names, and between which labels it may be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.core.scheme_draft import RelationDraft, SchemeDraft
from annotator.gui.i18n import tr
from annotator.gui.scheme.fields import TickList
from annotator.gui.widgets import label


class RelationForm(QWidget):
    """Edits one relation type of the draft at a time."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft) -> None:
        super().__init__()
        self._draft = draft
        self._relation: RelationDraft | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the relation type, as it is stored and exported"))
        self.name.textEdited.connect(self._rename)
        self._title = QLineEdit()
        self._title.setAccessibleName(tr("Title of the relation type, as it is shown"))
        self._title.textEdited.connect(lambda text: self._set("title", text))
        self.heads = TickList(tr("Labels from which it may go"))
        self.children_ = TickList(tr("Labels to which it may go"))
        self.heads.ticked.connect(lambda row, on: self._tick("heads", row, on=on))
        self.children_.ticked.connect(lambda row, on: self._tick("children", row, on=on))
        grid = QGridLayout(self)
        grid.setContentsMargins(2, 2, 12, 2)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        left = Qt.AlignmentFlag.AlignLeft
        for place, (text, field) in enumerate(((tr("Name"), self.name), (tr("Title"), self._title))):
            grid.addWidget(label(text, "muted"), 0, place, left)
            grid.addWidget(field, 1, place)
        for place, (text, ticks) in enumerate(((tr("From"), self.heads), (tr("To"), self.children_))):
            grid.addWidget(label(text.upper(), "heading"), 2, place, left)
            grid.addWidget(ticks, 3, place)
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(3, 1)

    def show_relation(self, one: RelationDraft | None) -> None:
        """Show a relation type, or nothing."""
        self._relation = one
        self.setEnabled(one is not None)
        self.name.setText(one.name if one else "")
        self._title.setText(one.title if one else "")
        for ticks, ends in (
            (self.heads, one.heads if one else []),
            (self.children_, one.children if one else []),
        ):
            ticks.show_names([(label_.title or label_.name, label_ in ends) for label_ in self._draft.labels])

    def _rename(self, name: str) -> None:
        if self._relation is not None:
            self._draft.rename(self._relation, name)
            self._title.setText(self._relation.title)
            self.changed.emit()

    def _set(self, field: str, value: str) -> None:
        if self._relation is not None:
            setattr(self._relation, field, value)
            self.changed.emit()

    def _tick(self, field: str, row: int, *, on: bool) -> None:
        if self._relation is None:
            return
        ends = getattr(self._relation, field)
        one = self._draft.labels[row]
        if on and one not in ends:
            ends.append(one)
        elif not on:
            setattr(self._relation, field, [end for end in ends if end is not one])
        self.changed.emit()
