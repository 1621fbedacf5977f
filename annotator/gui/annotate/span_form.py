"""The form of the span in hand: its attributes, links, parts and note, kept and filled in anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.core.scheme import Attribute
from annotator.core.spans import Relation, Span
from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.annotate.link_box import LinkBox
from annotator.gui.annotate.session import Session
from annotator.gui.annotate.span_form_rows import Chip, Chips, FormRow, SpanRows, form_layout
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.gui.status import Elided
from annotator.gui.widgets import button, label, show, tooltip

_CHIP_TEXT = 21
_SPAN_TEXT = 120
_MOST_FORMS = 64
_LABEL_WIDTHS = (64, 110)


class SpanForm(QWidget):
    """Shows the span in hand and changes it. A note that is being written is never lost."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._forms: dict[tuple[FormRow, ...], SpanRows] = {}
        self._form: SpanRows | None = None
        self._noted: int | None = None
        self._note_shown = ""
        self._unsaved: dict[int, str] = {}
        self._committing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(7)
        self._heading = Elided("", "heading")
        self._text = label("", wrap=True)
        self._hint = label(
            tr("Arrows move by word, Shift extends. A label's key marks the words; Tab walks the spans."),
            "muted",
            wrap=True,
        )
        self._link = LinkBox(session)
        self._rows = QVBoxLayout()
        self._parts = Chips(self._stay)
        self._parts_row = form_layout()
        self._parts_label = label(tr("Parts"), "muted")
        self._parts_row.addRow(self._parts_label, self._parts)
        self.note = self._make_note()
        self._note_label = label("", "muted")
        self._note_row = form_layout()
        self._note_row.addRow(self._note_label, self.note)
        self._buttons = QWidget()
        self._link_button = button("", "", session.start_link)
        self._delete_button = button("", "", session.delete)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(6)
        buttons.addWidget(self._link_button)
        buttons.addWidget(self._delete_button)
        buttons.addStretch(1)
        for widget in (self._heading, self._text, self._hint, self._link):
            column.addWidget(widget)
        for layout in (self._rows, self._parts_row, self._note_row):
            column.addLayout(layout)
        column.addWidget(self._buttons)
        column.addStretch(1)
        self.forget()

    def _make_note(self) -> QLineEdit:
        note = QLineEdit()
        note.setPlaceholderText(tr("Add a note…"))
        note.setAccessibleName(tr("Note on this span"))
        note.editingFinished.connect(self.commit)
        note.returnPressed.connect(self.left.emit)
        return note

    def forget(self) -> None:
        """Make all forms anew when they are asked for: the scheme, the keys or the colours have changed."""
        for form in self._forms.values():
            self._rows.removeWidget(form)
            form.hide()
            form.deleteLater()
        self._forms, self._form = {}, None
        scheme, metrics = self._session.workspace.scheme, QFontMetrics(self.font())
        names = [_attribute_title(a) for one in scheme.labels for a in one.attributes]
        names += [kind.title for kind in scheme.relations]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self._label_width = min(max(widest + 4, _LABEL_WIDTHS[0]), _LABEL_WIDTHS[1])
        for one in (self._note_label, self._parts_label):
            one.setMinimumWidth(self._label_width)
        key = shown_key("note")
        self._note_label.setText(tr("Note ({key})", key=key) if key else tr("Note"))
        self._link_button.setText(tr("Link {key}", key=shown_key("link")).strip())
        self._delete_button.setText(tr("Delete {key}", key=shown_key("delete")).strip())

    # Showing

    def refresh(self) -> None:
        """Show the span in hand as it now is, and the link that is being chosen."""
        span = self._session.span
        self._link.refresh()
        self._show_note(span)
        for widget in (self._text, self._note_label, self.note):
            show(widget, shown=span is not None)
        show(self._buttons, shown=span is not None and self._session.linking is None)
        show(self._hint, shown=span is None)
        if span is None:
            self._heading.setText(tr("No span in hand").upper())
            self._use(None)
            self._show_parts((), span)
            return
        self._heading.setText(self._heading_of(span).upper())
        self._text.setText(excerpt(span, self._session.text, _SPAN_TEXT))
        links = self._links_of(span)
        form = self._form_for(span, tuple(links))
        form.fill(span, links)
        self._use(form)
        self._show_parts(span.fragments, span)

    def _heading_of(self, span: Span) -> str:
        part = self._session.part
        if part is None:
            return tr("Selected · {label}", label=span.label)
        return tr(
            "Selected · {label} · part {n} of {total}",
            label=span.label,
            n=part + 1,
            total=len(span.fragments),
        )

    def _use(self, form: SpanRows | None) -> None:
        before = self._form
        if form is before:
            return
        focused = before is not None and form is not None and _holds_focus(before)
        self._form = form
        if form is not None:
            form.show()
        if focused:
            self._stay()
        if before is not None:
            before.hide()

    def _stay(self) -> None:
        """Keep the keyboard in the form: in the article, the next Delete would be of the span."""
        self._link_button.setFocus()

    def _form_for(self, span: Span, links: tuple[str, ...]) -> SpanRows:
        """Return the form with the rows that this span needs, made when it is needed first."""
        scheme_label = self._session.workspace.scheme.label(span.label)
        known = scheme_label.attributes if scheme_label else ()
        rows = []
        for a in known:
            chosen = span.attribute(a.name)
            values = a.values if chosen in (None, *a.values) else (*a.values, str(chosen))
            rows.append(FormRow("attribute", _attribute_title(a), a.name, values))
        names = {a.name for a in known}
        rows += [FormRow("value", name, name) for name, _ in span.attributes if name not in names]
        rows += [FormRow("links", title) for title in links]
        shape = tuple(rows)
        if shape not in self._forms:
            if len(self._forms) >= _MOST_FORMS:
                self.forget()
            form = SpanRows(self._session, shape, self._label_width, self._stay)
            self._rows.addWidget(form)
            self._forms[shape] = form
        return self._forms[shape]

    def _links_of(self, span: Span) -> dict[str, list[Chip]]:
        """Return the links of a span under the titles of their rows; those it may head come first."""
        annotations, scheme = self._session.annotations, self._session.workspace.scheme
        assert annotations is not None
        rows: dict[str, list[Chip]] = {
            kind.title: [] for kind in scheme.relations if span.label in kind.heads
        }
        for relation in annotations.relations_of([span.id]):
            kind = scheme.relation(relation.type)
            title = kind.title if kind else relation.type
            outgoing = relation.head_id == span.id
            chips = rows.setdefault(title if outgoing else f"← {title}", [])
            chips.append(self._chip(relation, relation.child_id if outgoing else relation.head_id))
        return rows

    def _chip(self, relation: Relation, other_id: int) -> Chip:
        assert self._session.annotations is not None
        text = excerpt(self._session.annotations.spans[other_id], self._session.text, _CHIP_TEXT)
        return Chip(
            relation.id,
            text,
            tr("Take the link to {text} away", text=text),
            partial(self._session.select, other_id),
            partial(self._session.unlink, relation),
        )

    def _show_parts(self, fragments: Sequence[tuple[int, int]], span: Span | None) -> None:
        several = span is not None and len(fragments) > 1
        show(self._parts_label, shown=several)
        show(self._parts, shown=several)
        if span is None or not several:
            self._parts.fill(())
            return
        chips = []
        for number, (start, end) in enumerate(fragments):
            text = " ".join(self._session.text[start : min(end, start + 4 * _CHIP_TEXT)].split())
            text = text if len(text) <= _CHIP_TEXT else text[: _CHIP_TEXT - 1] + "…"
            go = partial(self._session.select, span.id, number)
            take = partial(self._session.remove_part, number)
            chips.append(Chip(start, text, tr("Take the part {text} off", text=text), go, take))
        self._parts.fill(chips)

    # The note

    def _show_note(self, span: Span | None) -> None:
        """Show a span's note; one that is being written stays as it is."""
        if span is None or span.id != self._noted:
            if self._noted is None or self._unsaved.get(self._noted) != self.note.text():
                self.commit()
            self._noted = span.id if span else None
            self._note_shown = span.note if span else ""
            self._set_note(self._unsaved.pop(span.id, span.note) if span else "")
        elif span.note != self._note_shown:
            written = self.note.text() != self._note_shown
            self._note_shown = span.note
            if not written:
                self._set_note(span.note)
        self.note.setToolTip(tooltip(span.note) if span else "")

    def _set_note(self, text: str) -> None:
        self.note.setText(text)
        if not self.note.hasFocus():
            self.note.setCursorPosition(0)

    def commit(self) -> None:
        """Save the note that is being written, if it is not what it was."""
        if self._committing or self._noted is None or self.note.text() == self._note_shown:
            return
        span_id, text, self._committing = self._noted, self.note.text(), True
        try:
            annotations = self._session.annotations
            if annotations is not None and span_id not in annotations.spans:
                self._keep_homeless(text)
            elif self._session.set_note(span_id, text):
                self._note_shown = text
            elif annotations is not None and span_id in annotations.spans:
                self._unsaved[span_id] = text
        finally:
            self._committing = False

    def _keep_homeless(self, text: str) -> None:
        """Keep a note whose span went away, elsewhere, while it was being written."""
        self._noted = None
        QGuiApplication.clipboard().setText(text)
        self._session.said.emit(tr("The span of this note is gone. The note is in the clipboard."))


def _holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def _attribute_title(attribute: Attribute) -> str:
    key = f" ({attribute.key.upper()})" if attribute.key else ""
    return attribute.name.capitalize() + key
