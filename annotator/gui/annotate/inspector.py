"""The inspector: the span in hand, the labels with their keys, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from annotator.gui.annotate.gaps import Gaps
from annotator.gui.annotate.guideline import Guideline
from annotator.gui.annotate.label_list import LabelList
from annotator.gui.annotate.session import Session
from annotator.gui.annotate.span_form import SpanForm
from annotator.gui.annotate.span_list import SpanList

_HEIGHTS = (580, 240)  # of the form with the labels, and of the list of spans


class Inspector(QFrame):
    """Shows what is in hand and offers what can be done with it."""

    label_pressed = Signal(str)
    left = Signal()
    gaps_pressed = Signal(str)

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
        self.form = SpanForm(session)
        self.form.left.connect(self.left)
        self.note = self.form.note
        self.spans = SpanList(session)
        self.spans.left.connect(self.left)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(1)
        for part, share in ((area, 3), (self.spans, 2)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes(_HEIGHTS)
        outer.addWidget(self.splitter, 1)
        self.labels = LabelList()
        self.labels.pressed.connect(self.label_pressed)
        self.labels.pointed.connect(self._point_at)
        self.labels.left.connect(self.left)
        self.labels.entered.connect(lambda part: area.ensureWidgetVisible(part, 0, 40))
        self._pointed = ""
        self.guideline = Guideline()
        self.guideline.gaps_pressed.connect(self.gaps_pressed)
        self._gaps = Gaps(session.workspace)
        for widget in (self.form, self.labels, self.guideline):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.rebuild_labels()
        self.refresh()

    def refresh(self) -> None:
        """Show the span in hand as it now is, and all others."""
        span = self._session.span
        self.form.refresh()
        self.spans.refresh()
        self.labels.check(span.label if span else "")
        self._show_guideline()

    def commit(self) -> None:
        """Save the note that is being written."""
        self.form.commit()

    def rebuild_labels(self) -> None:
        """Show the labels of the scheme, and by them the span in hand and all others."""
        self.form.forget()
        self.spans.set_scheme()
        self.labels.show_scheme(self._session.workspace.scheme)
        self._show_guideline()

    def _point_at(self, name: str) -> None:
        """Show the guideline of the label under the mouse or the keyboard."""
        self._pointed = name
        self._show_guideline()

    def _show_guideline(self) -> None:
        span = self._session.span
        name = self._pointed or (span.label if span else "")
        label = self._session.workspace.scheme.label(name) if name else None
        self.guideline.show_label(label, self._gaps.of(name) if label else 0)

    def show_keys(self) -> None:
        """Name the keys now in force."""
        self.form.forget()
        self.refresh()

    def open_spans(self) -> None:
        """Put the keyboard into the filter of the list of spans, opened where it was closed."""
        if not self.splitter.sizes()[1]:
            self.splitter.setSizes(_HEIGHTS)
        self.spans.open()

    def recolour(self) -> None:
        """Draw the labels' colours anew, after a change between light and dark."""
        self.rebuild_labels()
        self.refresh()
