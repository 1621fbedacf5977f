"""The Annotate screen: queue, article and inspector, joined by one session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.core.spans import Layer, State
from annotator.gui.actions import make_action
from annotator.gui.annotate import inspector, queue_panel
from annotator.gui.annotate.inspector import Inspector
from annotator.gui.annotate.queue_panel import QueuePanel
from annotator.gui.annotate.session import Session
from annotator.gui.annotate.state_bar import StateBar
from annotator.gui.article.view import ArticleView
from annotator.gui.dates import shown_date
from annotator.gui.i18n import tr, tr_n
from annotator.workspace.workspace import Annotator, Changed, Workspace

_PLACE_PAUSE_MS = 400


class AnnotateScreen(QWidget):
    """One project, worked on by one annotator."""

    said = Signal(str)
    failed = Signal(object)
    status_changed = Signal()

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.session = Session(workspace, annotator, self)
        self.article = ArticleView(workspace.scheme)
        self.queue = QueuePanel(self.session)
        self.inspector = Inspector(self.session)
        self.state_bar = StateBar(self.inspector)
        inspector_layout = self.inspector.layout()
        assert inspector_layout is not None
        inspector_layout.addWidget(self.state_bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, (widget, stretch, least) in enumerate(
            ((self.queue, 0, 178), (self.article, 1, 260), (self.inspector, 0, 256))
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, stretch)
        self.splitter.setSizes([queue_panel.WIDTH, 900, inspector.WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self._place = QTimer(self)
        self._place.setSingleShot(True)
        self._place.setInterval(_PLACE_PAUSE_MS)
        self._place.timeout.connect(self.save_place)
        self.label_actions: list[QAction] = []
        self._cycle_place = 0
        self._cycled: int | None = None
        self._unsubscribe = workspace.subscribe(self._on_changed)
        self._connect()
        self.rebuild_label_actions()

    def _connect(self) -> None:
        session, article = self.session, self.article
        session.leaving.connect(self.inspector.commit)
        session.document_opened.connect(self._show_document)
        session.annotations_changed.connect(self._show_annotations)
        session.selected_changed.connect(self._show_selected)
        session.linking_changed.connect(self._show_linking)
        session.said.connect(self.said)
        session.failed.connect(self.failed)
        article.selection_changed.connect(self._on_selection)
        article.span_clicked.connect(session.select)
        article.span_stepped.connect(lambda direction: session.step(direction, article.selection.start))
        article.fragment_added.connect(lambda: session.add_fragment(article.selected_fragment()))
        self.queue.chosen.connect(self.open)
        self.queue.left.connect(self.article.setFocus)
        self.inspector.label_pressed.connect(self.label)
        self.inspector.left.connect(self.article.setFocus)
        self.state_bar.pressed.connect(self._on_state_button)

    def close_session(self) -> None:
        """Remember the place and let go of the workspace."""
        self.inspector.commit()
        self.save_place()
        self._unsubscribe()
        self.session.close()

    # Showing

    def open_last(self) -> None:
        """Open the article where this annotator was, or the first one."""
        place = self.workspace.place(self.session.annotator.id)
        if place is not None and self.session.open(place[0]):
            self.article.go_to(place[1])
        elif self.queue.model.rowCount():
            self.open(self.queue.model.id_at(0))
        else:
            self.show_empty()
        self.article.setFocus()

    def show_empty(self) -> None:
        """Say what to do where there is no article."""
        self.article.show_article(
            tr("No article is open"),
            tr("Import files (Ctrl+I) or a folder (Ctrl+Shift+I), or choose an article in the queue."),
            "",
            self.session.tokens,
        )
        self.status_changed.emit()

    def open(self, document_id: int) -> None:
        """Open a document."""
        if not self.session.open(document_id):
            self.said.emit(tr("This article is no longer in the project."))
            self.queue.reload()

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
        self._show_annotations()
        self.queue.show_current()
        self.inspector.refresh()
        self._place.start()

    def _show_annotations(self) -> None:
        if self.session.annotations is not None:
            self.article.set_annotations(self.session.annotations)
            self.state_bar.show_layer(self.session.annotations.layer)
        self.inspector.refresh()
        self.status_changed.emit()

    def _show_selected(self) -> None:
        self.article.set_selected(self.session.selected)
        self.inspector.refresh()
        self.status_changed.emit()

    def _show_linking(self) -> None:
        self.article.set_candidates(self.session.candidates, self.session.candidate)
        if self.session.candidates:
            self.said.emit(self.session.link_in_words())
        else:
            self.said.emit("")

    def _on_selection(self) -> None:
        self._place.start()
        self.status_changed.emit()

    def _on_changed(self, changed: Changed) -> None:
        if changed.document_id is None:
            self.show_documents_changed()
            return
        layer = any(isinstance(c.before or c.after, Layer) for c in changed.changes)
        if layer:
            self.queue.refresh(changed.document_id)
        else:
            self.queue.model.refresh(changed.document_id)
        self._place.start()

    def _check_document(self) -> None:
        """After documents came or went: open one where none is, or the open one is gone."""
        document = self.session.document
        if document is None or self.workspace.document(document.id) is None:
            if self.queue.model.rowCount():
                self.open(self.queue.model.id_at(0))
            else:
                self.session.clear()
                self.show_empty()

    def save_place(self) -> None:
        """Remember the article and the caret, to return there."""
        self._place.stop()
        if self.session.document is None:
            return
        try:
            self.workspace.save_place(
                self.session.annotator.id, self.session.document.id, self.article.selection.start
            )
        except AnnotatorError:
            # Nobody's work: the next move tries again, and no dialog breaks into reading.
            return

    # Commands

    def rebuild_label_actions(self) -> None:
        """Give each label of the scheme its keys, and each attribute its own."""
        for action in self.label_actions:
            self.article.removeAction(action)
            action.deleteLater()
        self.label_actions = []
        keys: dict[str, None] = {}
        for one in self.workspace.scheme.labels:
            if one.key:
                self._add(tr("Mark as {label}", label=one.title), one.key, partial(self.label, one.name))
                again = partial(self.label_anew, one.name)
                self._add(tr("Mark also as {label}", label=one.title), f"Ctrl+{one.key}", again)
                on = partial(self.continue_before, one.name)
                self._add(tr("Add to the {label} before", label=one.title), f"Alt+{one.key}", on)
            keys |= dict.fromkeys(a.key for a in one.attributes if a.key)
        for key in keys:
            text = tr("Next value of the attribute under {key}", key=key.upper())
            self._add(text, key, partial(self._next_value, key))

    def _add(self, text: str, key: str, handler: Callable[[], object]) -> None:
        self.label_actions.append(make_action(self.article, text, (key,), handler))

    def label(self, name: str) -> None:
        """Mark the selection, or relabel the span in hand."""
        self.session.label(name, self.article.selected_fragment())

    def label_anew(self, name: str) -> None:
        """Mark the words of the span in hand with a further label."""
        self.session.label(name, self.article.selected_fragment(), anew=True)

    def continue_before(self, name: str) -> None:
        """Add the selection as a fragment to the span of this label before it."""
        self.session.continue_before(name, self.article.selected_fragment())

    def _next_value(self, key: str) -> None:
        if not self.session.next_value(key):
            self.said.emit(tr("The span in hand has no attribute under {key}.", key=key.upper()))

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
        self.session.select(self._cycled)

    def finish(self) -> None:
        """Choose the link's other end, or mark the article as done and open the next to do."""
        if self.session.candidates:
            self.session.finish_link()
        else:
            self._mark_and_go(State.DONE)

    def skip(self) -> None:
        """Mark the article as skipped and open the next to do."""
        self._mark_and_go(State.SKIPPED)

    def _mark_and_go(self, state: State) -> None:
        document = self.session.document
        if document is None or not self.session.set_state(state):
            return
        unsourced = self.session.count_unsourced() if state == State.DONE else 0
        following = self._next_to_do(document.id)
        if following is not None:
            self.open(following)
        if unsourced:
            self.said.emit(
                tr_n("Done, but {n} claim has no source.", "Done, but {n} claims have no source.", unsourced)
            )
        elif following is None:
            self.said.emit(tr("That was the last article to do."))

    def _next_to_do(self, document_id: int) -> int | None:
        """Return the next to do: in the queue as it is filtered, or of the whole project."""
        if self.queue.is_filtered:
            return self.queue.next_to_do(document_id)
        return self.workspace.next_to_do(self.session.annotator.id, document_id)

    def to_do_again(self) -> None:
        """Take back that the article is done or skipped."""
        self.session.set_state(State.TO_DO if not self.article_has_spans() else State.IN_PROGRESS)

    def article_has_spans(self) -> bool:
        """Tell whether anything is marked in the open article."""
        return bool(self.session.annotations and self.session.annotations.spans)

    def _on_state_button(self, name: str) -> None:
        {"done": self.finish, "skip": self.skip, "flag": self.session.toggle_flag, "to_do": self.to_do_again}[
            name
        ]()

    def neighbour(self, direction: int) -> None:
        """Open the article before or after in the order shown."""
        found = self.queue.neighbour(direction)
        if found is None:
            self.said.emit(tr("That is the end of the queue."))
        else:
            self.open(found)

    def write_note(self) -> None:
        """Put the keyboard into the note of the span in hand."""
        if self.session.span is None:
            self.said.emit(tr("No span is selected. Tab walks the spans."))
        else:
            self.inspector.note.setFocus()
            self.inspector.note.selectAll()

    def copy(self) -> None:
        """Copy the text of the span in hand, or of the selection."""
        span, fragment = self.session.span, self.article.selected_fragment()
        if span is not None:
            QGuiApplication.clipboard().setText(span.covered(self.session.text))
        elif fragment is not None:
            QGuiApplication.clipboard().setText(self.session.text[fragment.start : fragment.end])

    def escape(self) -> None:
        """End linking, let go of the span, and put the keyboard back into the article."""
        if self.article.hasFocus():
            self.session.cancel()
        elif self.queue.search.hasFocus():
            self.queue.search.clear()
        self.article.setFocus()

    def next_pane(self) -> None:
        """Put the keyboard into the next of queue, article and inspector."""
        if self.article.hasFocus():
            self.inspector.note.setFocus() if self.session.span else self.state_bar.first.setFocus()
        elif self.inspector.isAncestorOf(self.focusWidget() or self):
            self.queue.table.setFocus()
        else:
            self.article.setFocus()

    def save_layout(self) -> QByteArray:
        """Return the widths of the panes, to be remembered."""
        return self.splitter.saveState()

    def recolour(self) -> None:
        """Draw everything in the colours now in force."""
        self.article.set_scheme(self.workspace.scheme)
        self.inspector.recolour()
        self.queue.table.viewport().update()
        self.status_changed.emit()

    def reread(self) -> None:
        """Show what was changed from elsewhere."""
        self.article.set_scheme(self.workspace.scheme)
        self.rebuild_label_actions()
        self.inspector.rebuild_labels()
        self.queue.reload()
        self.session.reread()
        self._check_document()

    def show_documents_changed(self) -> None:
        """Show that documents or readings came in."""
        self.queue.reload()
        self.session.reread()
        self._check_document()
        self.status_changed.emit()
