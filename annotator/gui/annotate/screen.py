"""The Annotate screen: queue, article and inspector, joined by one session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.core.spans import Fragment, Layer, State
from annotator.gui import keys as keys_in_force
from annotator.gui.actions import make_action
from annotator.gui.annotate import inspector, queue_panel
from annotator.gui.annotate.find import FindBar
from annotator.gui.annotate.inspector import Inspector
from annotator.gui.annotate.linking import DIGITS
from annotator.gui.annotate.queue_panel import QueuePanel
from annotator.gui.annotate.session import Session
from annotator.gui.annotate.state_bar import StateBar
from annotator.gui.article import selection as selecting
from annotator.gui.article.selection import Selection
from annotator.gui.article.view import ArticleView
from annotator.gui.dates import shown_date
from annotator.gui.i18n import tr, tr_n
from annotator.gui.search.searching import Searching
from annotator.workspace.workspace import Annotator, Changed, Workspace

if TYPE_CHECKING:
    from annotator.workspace.exporting import Loss

_PLACE_PAUSE_MS = 400


class AnnotateScreen(QWidget):
    """One project, worked on by one annotator."""

    said = Signal(str)
    failed = Signal(object)
    status_changed = Signal()
    keys_changed = Signal()

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.session = Session(workspace, annotator, self)
        self.article = ArticleView(workspace.scheme)
        self.session.caret = lambda: self.article.selection.start
        self.queue = QueuePanel(self.session)
        self.inspector = Inspector(self.session)
        self.state_bar = StateBar(self.inspector)
        inspector_layout = self.inspector.layout()
        assert inspector_layout is not None
        inspector_layout.addWidget(self.state_bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.finder = FindBar(self.article)
        self.searching = Searching(self)
        for number, (widget, stretch, least) in enumerate(
            ((self.queue, 0, 178), (self._article_box(), 1, 260), (self.inspector, 0, 256))
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

    def _article_box(self) -> QWidget:
        """Return the article with the find bar over it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self.article, 1)
        return box

    def add_below(self, panel: QWidget, height: int) -> None:
        """Put a panel under the article, this high at first where there is room."""
        box = self.finder.parentWidget()
        layout = box.layout() if box is not None else None
        assert layout is not None
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        layout.replaceWidget(self.article, halves)
        self.article.setMinimumHeight(120)
        halves.addWidget(self.article)
        halves.addWidget(panel)
        halves.setStretchFactor(0, 1)
        height = min(height, self.height() * 2 // 5)
        halves.setSizes([self.height() - height, height])

    def _connect(self) -> None:
        session, article = self.session, self.article
        session.leaving.connect(self.inspector.commit)
        session.document_opened.connect(self._show_document)
        session.annotations_changed.connect(self._show_annotations)
        session.selected_changed.connect(self._show_selected)
        session.linking_changed.connect(self._show_linking)
        session.range_changed.connect(self._show_range)
        session.updated.connect(self._show_updated)
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
        self.queue.close_queue()
        self.searching.close()
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
            tr("Import files or a folder from the project menu, or choose an article in the queue."),
            "",
            self.session.tokens,
        )
        self.finder.show_text()
        self.status_changed.emit()

    def open(self, document_id: int) -> None:
        """Open a document."""
        if not self.session.open(document_id):
            self.said.emit(tr("This article is no longer in the project."))
            self.queue.reload()

    def show_place(self, place: Fragment) -> None:
        """Select a range of the open article, with no span in hand, and bring it into sight."""
        self.session.select(None)
        self.article.select(selecting.exactly(self.session.tokens, *place))

    def show_loss(self, loss: Loss) -> None:
        """Open the article of something that an export would lose, at its span."""
        from annotator.workspace.fixing import document_of

        document_id = document_of(self.workspace, loss)
        if document_id is None:
            self.said.emit(tr("This article is no longer in the project."))
            return
        self.open(document_id)
        self.article.go_to(loss.fragments[0].start)
        if self.session.annotations is not None and loss.span_id in self.session.annotations.spans:
            self.session.select(loss.span_id)

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
        self.finder.show_text()
        self.queue.show_current()
        self._place.start()

    def _show_annotations(self) -> None:
        if self.session.annotations is not None:
            self.article.set_annotations(self.session.annotations)
            self.state_bar.show_layer(self.session.annotations.layer)

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

    def _show_updated(self) -> None:
        """After the article shows what a command did: all that stands around it, once."""
        self.inspector.refresh()
        self.status_changed.emit()

    def _show_range(self) -> None:
        """Let the keyboard be on the part of the span in hand, at the end of it that moved last."""
        session, fragment = self.session, self.session.fragment
        self.article.set_part(fragment if session.part is not None else None)
        if fragment is not None:
            selection = selecting.exactly(session.tokens, *fragment)
            if session.moved == "start":
                selection = Selection(selection.focus, selection.anchor)
            self.article.select(selection)

    def _on_selection(self) -> None:
        self._place.start()
        if not self.session.telling:  # else it comes once, when all is told
            self.status_changed.emit()

    def _on_changed(self, changed: Changed) -> None:
        if changed.scheme:
            self.reread()
            self.status_changed.emit()
            return
        if changed.document_id is None:
            if changed.changes:
                self.queue.show_changes(changed.changes)
            else:
                self.show_documents_changed()
            return
        layer = any(isinstance(c.before or c.after, Layer) for c in changed.changes)
        if layer:
            self.queue.show_changes(changed.changes)
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
        keys: dict[str, dict[str, None]] = {}
        for one in self.workspace.scheme.labels:
            if one.key:
                self._add(tr("Mark as {label}", label=one.title), one.key, partial(self.label, one.name))
                again = partial(self.label_anew, one.name)
                self._add_free(tr("Mark also as {label}", label=one.title), f"Ctrl+{one.key}", again)
                on = partial(self.continue_before, one.name)
                self._add_free(tr("Add to the {label} before", label=one.title), f"Alt+{one.key}", on)
            for attribute in one.attributes:
                if attribute.key:
                    keys.setdefault(attribute.key, {})[attribute.name] = None
        for key, names in keys.items():
            text = tr("Next value of {attribute}", attribute=" / ".join(names))
            self._add(text, key, partial(self._next_value, key))
        self.keys_changed.emit()

    def _add(self, text: str, key: str, handler: Callable[[], object]) -> None:
        self.label_actions.append(make_action(self.article, text, (key,), handler))

    def _add_free(self, text: str, key: str, handler: Callable[[], object]) -> None:
        """Add an action unless its keys are those of another: Ctrl+E exports, whatever E marks."""
        if not keys_in_force.holder(key, "", {}):
            self._add(text, key, handler)

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
        self.session.select(self._cycled, self._part_at(self._cycled, self._cycle_place))

    def _part_at(self, span_id: int, offset: int) -> int | None:
        """Return which fragment of a span in several parts an offset lies in."""
        assert self.session.annotations is not None
        fragments = self.session.annotations.spans[span_id].fragments
        places = (i for i, fragment in enumerate(fragments) if fragment.start <= offset < fragment.end)
        return next(places, None) if len(fragments) > 1 else None

    def finish(self) -> None:
        """Choose the link's other end, or mark the article as done and open the next to do."""
        if self.session.linking is not None:
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
        """Return the next to do in the order that the queue shows."""
        return self.queue.next_to_do(document_id)

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
        elif self.finder.isAncestorOf(self.focusWidget() or self):
            self.finder.leave()
        elif self.queue.search.hasFocus():
            self.queue.search.clear()
        elif self.inspector.labels.search.hasFocus():
            self.inspector.labels.search.clear()
        elif self.inspector.spans.search.hasFocus():
            self.inspector.spans.clear_filter()
        self.article.setFocus()

    def next_pane(self) -> None:
        """Put the keyboard into the next of queue, article, inspector and list of spans."""
        focused, spans = self.focusWidget() or self, self.inspector.spans
        if self.article.hasFocus():
            self.inspector.note.setFocus() if self.session.span else self.state_bar.first.setFocus()
        elif self.inspector.isAncestorOf(focused) and not spans.isAncestorOf(focused) and spans.model.total:
            self.show_spans()
            spans.enter()
        elif self.inspector.isAncestorOf(focused):
            self.queue.table.setFocus()
        else:
            self.article.setFocus()

    def show_spans(self) -> None:
        """Put the keyboard into the filter of the list of spans, opened where it was closed."""
        if not self.inspector.splitter.sizes()[1]:
            self.inspector.splitter.setSizes(inspector.HEIGHTS)
        self.inspector.spans.open()

    def save_layout(self) -> QByteArray:
        """Return the widths of the panes, to be remembered."""
        return self.splitter.saveState()

    def recolour(self) -> None:
        """Draw everything in the colours now in force."""
        self.article.set_scheme(self.workspace.scheme)
        self.inspector.recolour()
        self.queue.table.viewport().update()
        self.status_changed.emit()

    def show_keys(self) -> None:
        """Name the keys now in force on the buttons."""
        self.inspector.show_keys()
        self.state_bar.show_keys()
        self.article.set_scheme(self.workspace.scheme)  # a card without a source names a key

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
        self.searching.show_documents_changed()
        self.session.reread()
        self._check_document()
        self.status_changed.emit()
