"""The inspector: the span in hand, the labels with their keys, and what to do next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.core.scheme import Label
from annotator.core.spans import Relation, Span
from annotator.gui import theme
from annotator.gui.annotate.session import Session
from annotator.gui.flow import FlowLayout, segments
from annotator.gui.i18n import tr
from annotator.gui.widgets import breakable, button, label, shown_keys, tooltip

WIDTH = 316
_CHIP_TEXT = 21


class Inspector(QFrame):
    """Shows what is in hand and offers what can be done with it."""

    label_pressed = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 14, 14, 14)
        self._column.setSpacing(6)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        self._selected_box = QWidget()
        self._labels_box = QWidget()
        self._guideline = label("", "muted", wrap=True)
        self._guideline_heading = label("", "heading")
        for widget in (self._selected_box, self._labels_box, self._guideline_heading, self._guideline):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.note = QLineEdit()
        self._noted: int | None = None
        self._note_shown = ""
        self._committing = False
        self.rebuild_labels()
        self.refresh()

    def refresh(self) -> None:
        """Show the span in hand as it now is. A note that is being written is kept, and the keyboard in it."""
        span = self._session.span
        same = span is not None and span.id == self._noted
        if not same:
            self.commit()
        pending = self.note.text() if same and self.note.text() != self._note_shown else None
        writing = same and self.window().focusWidget() is self.note
        place = self.note.cursorPosition() if writing else 0
        self._noted = None
        box = self._replaced("_selected_box")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(7)
        if span is None:
            self._show_nothing(column)
        else:
            self._show_span(column, span)
        if pending is not None:
            self.note.setText(pending)
        if writing:
            self.note.setFocus()
            self.note.setCursorPosition(place)
        self._show_guideline(span)
        self._check_label()

    def _check_label(self) -> None:
        """Show which label the span in hand has, also after a click that changed nothing."""
        span = self._session.span
        for row in self._labels_box.findChildren(QPushButton):
            if row.property("label"):
                row.setChecked(span is not None and row.property("label") == span.label)

    def _press_label(self, name: str) -> None:
        self.label_pressed.emit(name)
        self._check_label()

    def _replaced(self, name: str) -> QWidget:
        """Put an empty widget in the place of one that is shown."""
        old: QWidget = getattr(self, name)
        new = QWidget()
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        setattr(self, name, new)
        return new

    def _show_nothing(self, column: QVBoxLayout) -> None:
        column.addWidget(label(tr("No span in hand").upper(), "heading"))
        column.addWidget(
            label(
                tr("Arrows move by word, Shift extends. A label's key marks the words; Tab walks the spans."),
                "muted",
                wrap=True,
            )
        )

    def _show_span(self, column: QVBoxLayout, span: Span) -> None:
        column.addWidget(label(tr("Selected · {label}", label=span.label).upper(), "heading"))
        column.addWidget(label(_shortened(span.covered(self._session.text), 120), wrap=True))
        form = QFormLayout()
        form.setContentsMargins(0, 2, 0, 0)
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._add_attributes(form, span)
        self._add_links(form, span)
        self._add_note(form, span)
        column.addLayout(form)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(button(tr("Link {key}", key="R"), "", self._session.start_link))
        row.addWidget(button(tr("Delete {key}", key=shown_keys("Del")), "", self._session.delete))
        row.addStretch(1)
        column.addLayout(row)

    def _add_attributes(self, form: QFormLayout, span: Span) -> None:
        scheme_label = self._session.workspace.scheme.label(span.label)
        known = scheme_label.attributes if scheme_label else ()
        for attribute in known:
            chosen = span.attribute(attribute.name)
            values = (
                attribute.values if chosen in (None, *attribute.values) else (*attribute.values, str(chosen))
            )
            field = segments(values, chosen, partial(self._session.set_attribute, attribute.name))
            name = attribute.name.capitalize() + (f" ({attribute.key.upper()})" if attribute.key else "")
            form.addRow(label(name, "muted"), field)
        for name, value in span.attributes:
            if name not in {attribute.name for attribute in known}:
                form.addRow(label(name, "muted"), label(value))

    def _add_links(self, form: QFormLayout, span: Span) -> None:
        annotations, scheme = self._session.annotations, self._session.workspace.scheme
        assert annotations is not None
        by_title: dict[str, list[tuple[Relation, Span]]] = {
            kind.title: [] for kind in scheme.relations if span.label in kind.heads
        }
        for relation in annotations.relations_of([span.id]):
            kind = scheme.relation(relation.type)
            title = kind.title if kind else relation.type
            outgoing = relation.head_id == span.id
            other = annotations.spans[relation.child_id if outgoing else relation.head_id]
            by_title.setdefault(title if outgoing else f"← {title}", []).append((relation, other))
        for title, links in by_title.items():
            box = QWidget()
            flow = FlowLayout(box)
            for relation, other in links:
                flow.addWidget(self._chip(relation, other))
            if not links:
                flow.addWidget(label("–", "muted"))
            form.addRow(label(title, "muted"), box)

    def _chip(self, relation: Relation, other: Span) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        text = _shortened(other.covered(self._session.text), _CHIP_TEXT)
        go = button(text, "chip", lambda: self._session.select(other.id))
        go.setToolTip(tr("Go to this span"))
        take = button("✕", "chip", lambda: self._session.unlink(relation))
        take.setToolTip(tr("Take this link away"))
        take.setAccessibleName(tr("Take the link to {text} away", text=text))
        row.addWidget(go)
        row.addWidget(take)
        return box

    def _add_note(self, form: QFormLayout, span: Span) -> None:
        self.note = QLineEdit(span.note)
        self.note.setCursorPosition(0)
        self.note.setToolTip(tooltip(span.note))
        self.note.setPlaceholderText(tr("Add a note…"))
        self.note.setAccessibleName(tr("Note on this span"))
        self._noted, self._note_shown = span.id, self.note.text()
        self.note.editingFinished.connect(self.commit)
        self.note.returnPressed.connect(self.left.emit)
        form.addRow(label(tr("Note (N)"), "muted"), self.note)

    def commit(self) -> None:
        """Save the note that is being written, if it is not what it was."""
        if self._committing or self._noted is None or self.note.text() == self._note_shown:
            return
        text, self._committing = self.note.text(), True
        if self._session.set_note(self._noted, text):
            self._note_shown = text
        self._committing = False

    def rebuild_labels(self) -> None:
        """Show the labels of the scheme."""
        box = self._replaced("_labels_box")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(1)
        column.addWidget(label(tr("Labels").upper(), "heading"))
        for one in self._session.workspace.scheme.labels:
            column.addWidget(self._label_row(one))

    def _label_row(self, one: Label) -> QWidget:
        row = button(one.title, "row", lambda: self._press_label(one.name), checkable=True)
        row.setProperty("label", one.name)
        row.setIcon(_swatch(one))
        row.setAccessibleName(tr("Label {label}, key {key}", label=one.title, key=one.key or "–"))
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        if one.key:
            cap = label(one.key.upper(), "keycap")
            cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _show_guideline(self, span: Span | None) -> None:
        one = self._session.workspace.scheme.label(span.label) if span else None
        self._guideline_heading.setText(tr("Guideline · {label}", label=one.title).upper() if one else "")
        self._guideline.setText(one.guideline if one else "")
        self._guideline_heading.setVisible(bool(one and one.guideline))
        self._guideline.setVisible(bool(one and one.guideline))

    def recolour(self) -> None:
        """Draw the labels' colours anew, after a change between light and dark."""
        self.rebuild_labels()
        self.refresh()


def _swatch(one: Label) -> QIcon:
    pixmap = QPixmap(24, 24)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(one.colour_dark if theme.colours().dark else one.colour))
    painter.drawRoundedRect(3, 3, 18, 18, 5, 5)
    painter.end()
    pixmap.setDevicePixelRatio(2.0)
    return QIcon(pixmap)


def _shortened(text: str, length: int) -> str:
    text = breakable(" ".join(text.split()))
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
