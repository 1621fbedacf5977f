"""The rows of a span's form, for attributes, links and parts: made once, filled for one span after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

from annotator.core.spans import Span
from annotator.gui.actions import make_action
from annotator.gui.annotate.session import Session
from annotator.gui.flow import FlowLayout, Segments
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.gui.widgets import button, label, tooltip

_MOST = 8


@dataclass(frozen=True, slots=True)
class FormRow:
    """What one row of a form is for; a form is kept for each sequence of rows."""

    kind: str  # attribute, value or links
    title: str
    name: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that a span has: a click goes there, ✕ or Delete takes it away."""

    key: int
    text: str
    takes: str
    go: Callable[[], object]
    take: Callable[[], object]


class SpanRows(QWidget):
    """Rows for attributes and links, made once and filled for one span after another."""

    def __init__(
        self, session: Session, rows: Sequence[FormRow], label_width: int, emptied: Callable[[], object]
    ) -> None:
        super().__init__()
        self._segments: list[tuple[FormRow, Segments]] = []
        self._values: list[tuple[FormRow, QLabel]] = []
        self._chips: list[tuple[FormRow, Chips]] = []
        form = form_layout()
        self.setLayout(form)
        for row in rows:
            title = label(row.title, "muted")
            title.setMinimumWidth(label_width)
            if row.kind == "attribute":
                segments = Segments(row.values, partial(session.set_attribute, row.name))
                segments.setAccessibleName(row.title)
                self._segments.append((row, segments))
                form.addRow(title, segments)
            elif row.kind == "value":
                value = label("", wrap=True)
                self._values.append((row, value))
                form.addRow(title, value)
            else:
                chips = Chips(emptied)
                self._chips.append((row, chips))
                form.addRow(title, chips)
        self.hide()

    def fill(self, span: Span, links: dict[str, list[Chip]]) -> None:
        """Show the values and links of a span."""
        for row, segments in self._segments:
            segments.choose(span.attribute(row.name))
        for row, value in self._values:
            value.setText(span.attribute(row.name) or "")
        for row, chips in self._chips:
            chips.fill(links[row.title])


class Chips(QWidget):
    """Chips side by side, made anew only when they are others than before."""

    def __init__(self, emptied: Callable[[], object]) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._emptied = emptied
        self._shown: tuple[tuple[int, str], ...] | None = None
        self._made: list[tuple[QWidget, QWidget]] = []
        self._flow.addWidget(label("–", "muted"))

    def fill(self, chips: Sequence[Chip]) -> None:
        """Show these chips; where the keyboard was in one that goes, it moves to the next."""
        shown = tuple((chip.key, chip.text) for chip in chips)
        if shown == self._shown:
            return
        self._shown = shown
        focused = next(
            (n for n, (go, take) in enumerate(self._made) if go.hasFocus() or take.hasFocus()), None
        )
        self._made = []
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            assert old is not None
            old.hide()
            old.deleteLater()
        for chip in chips[:_MOST]:
            self._flow.addWidget(self._make(chip))
        if not chips:
            self._flow.addWidget(label("–", "muted"))
        elif len(chips) > _MOST:
            more = tr("and {n} more · {key} chooses", n=len(chips) - _MOST, key=shown_key("unlink"))
            self._flow.addWidget(label(more, "muted"))
        if focused is not None and self._made:
            self._made[min(focused, len(self._made) - 1)][0].setFocus()
        elif focused is not None:
            self._emptied()

    def _make(self, chip: Chip) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        go = button(chip.text, "chip", chip.go)
        go.setToolTip(tr("Go there"))
        take = button("✕", "chip", chip.take)
        take.setToolTip(tooltip(chip.takes))
        take.setAccessibleName(chip.takes)
        make_action(box, chip.takes, ("Del", "Backspace"), chip.take)
        row.addWidget(go)
        row.addWidget(take)
        self._made.append((go, take))
        return box


def form_layout() -> QFormLayout:
    """Return the layout that all rows of the form share."""
    form = QFormLayout()
    form.setContentsMargins(0, 2, 0, 0)
    form.setVerticalSpacing(7)
    form.setHorizontalSpacing(10)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form
