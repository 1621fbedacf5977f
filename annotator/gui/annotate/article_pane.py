"""The article in hand: what the session says is shown in the view, and the place remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.core.spans import Fragment
from annotator.gui.annotate.linking import DIGITS
from annotator.gui.annotate.session import Session
from annotator.gui.article import selection as selecting
from annotator.gui.article.selection import Selection
from annotator.gui.article.view import ArticleView
from annotator.gui.dates import shown_date
from annotator.gui.i18n import tr, tr_n

if TYPE_CHECKING:
    from annotator.gui.annotate.find import FindBar

_PLACE_PAUSE_MS = 400


class ArticlePane(QWidget):
    """The article view with what stands over and under it."""

    shown = Signal()  # another article, or none
    moved = Signal()  # the caret or the selection, by itself
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.article = ArticleView(session.workspace.scheme)
        session.caret = lambda: self.article.selection.start
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.article, 1)
        self._place = QTimer(self)
        self._place.setSingleShot(True)
        self._place.setInterval(_PLACE_PAUSE_MS)
        self._place.timeout.connect(self.save_place)
        self._cycle_place = 0
        self._cycled: int | None = None
        self._connect()

    def _connect(self) -> None:
        session, article = self.session, self.article
        session.document_opened.connect(self._show_document)
        session.annotations_changed.connect(self._show_annotations)
        session.selected_changed.connect(self._show_selected)
        session.linking_changed.connect(self._show_linking)
        session.range_changed.connect(self._show_range)
        article.selection_changed.connect(self._on_selection)
        article.span_clicked.connect(session.select)
        article.span_stepped.connect(lambda direction: session.step(direction, article.selection.start))
        article.fragment_added.connect(lambda: session.add_fragment(article.selected_fragment()))

    def add_finder(self) -> FindBar:
        """Put a find bar over the article."""
        from annotator.gui.annotate.find import FindBar

        finder = FindBar(self.article)
        self._column.insertWidget(0, finder)
        return finder

    def add_above(self, panel: QWidget) -> None:
        """Put a panel over the article, until it is deleted."""
        self._column.insertWidget(0, panel)

    def add_below(self, panel: QWidget, height: int) -> None:
        """Put a panel under the article, this high at first where there is room."""
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        self._column.replaceWidget(self.article, halves)
        self.article.setMinimumHeight(120)
        halves.addWidget(self.article)
        halves.addWidget(panel)
        halves.setStretchFactor(0, 1)
        height = min(height, self.height() * 2 // 5)
        halves.setSizes([self.height() - height, height])

    # Showing

    def show_empty(self) -> None:
        """Say what to do where there is no article."""
        self.article.show_article(
            tr("No article is open"),
            tr("Import files or a folder from the project menu, or choose an article in the queue."),
            "",
            self.session.tokens,
        )
        self.shown.emit()

    def show_place(self, place: Fragment) -> None:
        """Select a range of the open article, with no span in hand, and bring it into sight."""
        self.session.select(None)
        self.article.select(selecting.exactly(self.session.tokens, *place))

    def _show_document(self) -> None:
        document = self.session.document
        assert document is not None
        m = document.metadata
        language = {"de": tr("German"), "en": tr("English")}.get(m.language, m.language)
        details = (
            m.outlet or document.source,
            shown_date(m.published),
            language,
            tr_n("{n} character", "{n} characters", document.length),
        )
        shown = " · ".join(part for part in details if part)
        self.article.show_article(m.title, shown, self.session.text, self.session.tokens)
        self.shown.emit()
        self._place.start()

    def _show_annotations(self) -> None:
        if self.session.annotations is not None:
            self.article.set_annotations(self.session.annotations)

    def _show_selected(self) -> None:
        self.article.set_selected(self.session.selected)

    def _show_linking(self) -> None:
        linking = self.session.linking
        if linking is None:
            self.article.removeEventFilter(self)
            self.article.set_candidates((), None)
        else:
            self.article.installEventFilter(self)
            self.article.set_candidates(linking.ends, linking.candidate)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While linking, the digits choose what the link is to be; no label is meant then."""
        if isinstance(event, QKeyEvent) and event.text() in DIGITS and event.text():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.session.choose_kind(DIGITS.index(event.text()))
                return True
        return super().eventFilter(watched, event)

    def _show_range(self) -> None:
        """Let the keyboard be on the part of the span in hand, at the end of it that moved last."""
        session, fragment = self.session, self.session.fragment
        self.article.set_part(fragment if session.part is not None else None)
        if fragment is not None:
            selection = selecting.exactly(session.tokens, *fragment)
            if session.moved == "start":
                selection = Selection(selection.focus, selection.anchor)
            self.article.select(selection)

    def remember_place(self) -> None:
        """Save the place soon, when nothing more happens."""
        self._place.start()

    def _on_selection(self) -> None:
        self._place.start()
        if not self.session.telling:  # else it comes once, when all is told
            self.moved.emit()

    def save_place(self) -> None:
        """Remember the article and the caret, to return there."""
        self._place.stop()
        if self.session.document is None:
            return
        try:
            self.session.workspace.save_place(
                self.session.annotator.id, self.session.document.id, self.article.selection.start
            )
        except AnnotatorError:
            # Nobody's work: the next move tries again, and no dialog breaks into reading.
            return

    def cycle(self) -> None:
        """Take the innermost span under the caret in hand, then the one around it, and so on."""
        if self.session.selected is None or self.session.selected != self._cycled:
            self._cycle_place = self.article.selection.start
        under = [span.id for span in self.article.layout_.spans_at(self._cycle_place)]
        if not under:
            self.said.emit(tr("There is no span under the caret."))
            return
        here = under.index(self.session.selected) if self.session.selected in under else -1
        self._cycled = under[(here + 1) % len(under)]
        self.session.select(self._cycled, self._part_at(self._cycled, self._cycle_place))

    def _part_at(self, span_id: int, offset: int) -> int | None:
        """Return which fragment of a span in several parts an offset lies in."""
        assert self.session.annotations is not None
        fragments = self.session.annotations.spans[span_id].fragments
        places = (i for i, fragment in enumerate(fragments) if fragment.start <= offset < fragment.end)
        return next(places, None) if len(fragments) > 1 else None

    def copy(self) -> None:
        """Copy the text of the span in hand, or of the selection."""
        span, fragment = self.session.span, self.article.selected_fragment()
        if span is not None:
            QGuiApplication.clipboard().setText(span.covered(self.session.text))
        elif fragment is not None:
            QGuiApplication.clipboard().setText(self.session.text[fragment.start : fragment.end])
