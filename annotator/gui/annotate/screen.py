"""The Annotate screen: queue, article and inspector, joined by one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.core.spans import Layer, State
from annotator.gui.annotate.article_pane import ArticlePane
from annotator.gui.annotate.panes import INSPECTOR, QUEUE, Panes
from annotator.gui.annotate.session import Session
from annotator.gui.i18n import tr, tr_n
from annotator.workspace.workspace import Annotator, Changed, Workspace

if TYPE_CHECKING:
    from annotator.workspace.exporting import Loss

_QUEUE, _INSPECTOR = "queue", "inspector"  # the sides' names in the style sheet


class AnnotateScreen(QWidget):
    """One project, worked on by one annotator.

    It is made with the article alone, which can be painted before the rest is loaded;
    `furnish` puts queue and inspector beside it.
    """

    said = Signal(str)
    failed = Signal(object)
    status_changed = Signal()
    keys_changed = Signal()

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.session = Session(workspace, annotator, self)
        self.pane = ArticlePane(self.session)
        self.article = self.pane.article
        self._furnished = False
        self.panes = Panes(_side(_QUEUE), self.pane, _side(_INSPECTOR))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)

    def furnish(self) -> None:
        """Put queue, inspector and all else beside the article."""
        from annotator.gui.annotate.inspector import Inspector
        from annotator.gui.annotate.label_actions import LabelActions
        from annotator.gui.annotate.queue_panel import QueuePanel
        from annotator.gui.annotate.state_bar import StateBar
        from annotator.gui.search.searching import Searching

        self.queue = QueuePanel(self.session)
        self.inspector = Inspector(self.session)
        self.state_bar = StateBar(self.inspector)
        inspector_layout = self.inspector.layout()
        assert inspector_layout is not None
        inspector_layout.addWidget(self.state_bar)
        self.finder = self.pane.add_finder()
        self.searching = Searching(self)
        self.labels = LabelActions(self.session, self.article)
        self.panes.put(QUEUE, self.queue)
        self.panes.put(INSPECTOR, self.inspector)
        self._unsubscribe = self.workspace.subscribe(self._on_changed)
        self._connect()
        self._furnished = True
        self._show_around()

    def _connect(self) -> None:
        session = self.session
        session.leaving.connect(self.inspector.commit)
        session.annotations_changed.connect(self._show_layer)
        session.updated.connect(self._show_updated)
        session.said.connect(self.said)
        session.failed.connect(self.failed)
        self.pane.shown.connect(self._show_around)
        self.pane.moved.connect(self.status_changed)
        self.pane.said.connect(self.said)
        self.labels.said.connect(self.said)
        self.queue.chosen.connect(self.open)
        self.queue.left.connect(self.article.setFocus)
        self.inspector.label_pressed.connect(self.labels.label)
        self.inspector.left.connect(self.article.setFocus)
        self.state_bar.pressed.connect(self._on_state_button)

    def close_session(self) -> None:
        """Remember the place and let go of the workspace."""
        if self._furnished:
            self.inspector.commit()
            self.queue.close_queue()
            self.searching.close()
            self._unsubscribe()
        self.pane.save_place()
        self.session.close()

    @property
    def label_actions(self) -> list[QAction]:
        """What the keys of the scheme do."""
        return self.labels.actions

    # Showing

    def open_last(self) -> bool:
        """Open the article where this annotator was; False where there is none."""
        place = self.workspace.place(self.session.annotator.id)
        if place is None or not self.session.open(place[0]):
            return False
        self.article.go_to(place[1])
        return True

    def open_first(self) -> None:
        """Open the first article of the queue."""
        if self.queue.model.rowCount():
            self.open(self.queue.model.id_at(0))
        else:
            self.pane.show_empty()

    def open(self, document_id: int) -> None:
        """Open a document."""
        if not self.session.open(document_id):
            self.said.emit(tr("This article is no longer in the project."))
            self.queue.reload()

    def show_loss(self, loss: Loss) -> None:
        """Open the article of something that an export would lose, at its span, or where it has its words."""
        from annotator.workspace.fixing import document_of

        document_id = document_of(self.workspace, loss)
        if document_id is None:
            self.said.emit(tr("This article is no longer in the project."))
            return
        self.open(document_id)
        if self.session.annotations is not None and loss.span_id in self.session.annotations.spans:
            self.article.go_to(loss.fragments[0].start)
            self.session.select(loss.span_id)
        elif loss.fragments:
            self.pane.show_place(loss.fragments[0])
        self.article.setFocus()

    def _show_around(self) -> None:
        """Show what belongs to the article that is now open, or to none."""
        self.finder.show_text()
        self.queue.show_current()
        self._show_layer()
        self.status_changed.emit()

    def _show_layer(self) -> None:
        if self.session.annotations is not None:
            self.state_bar.show_layer(self.session.annotations.layer)

    def _show_updated(self) -> None:
        """After the article shows what a command did: all that stands around it, once."""
        self.article.viewport().repaint()  # what is looked at is seen first
        self.said.emit("")  # what was said before is over; what this command says comes next
        self.inspector.refresh()
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
        open_ = self.session.annotations
        if any(isinstance(c.before or c.after, Layer) for c in changed.changes):
            self.queue.show_changes(changed.changes)
        elif open_ is not None and open_.layer.document_id == changed.document_id:
            self.queue.model.show_spans(changed.document_id, len(open_.spans))
        else:
            self.queue.model.refresh(changed.document_id)
        self.pane.remember_place()

    def _check_document(self) -> None:
        """After documents came or went: open one where none is, or the open one is gone."""
        document = self.session.document
        if document is None or self.workspace.document(document.id) is None:
            self.session.clear()
            self.open_first()

    # Commands

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
            self.panes.show_pane(INSPECTOR)
            self.inspector.note.setFocus()
            self.inspector.note.selectAll()

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
        if self.article.hasFocus() and self.inspector.isHidden():
            self.queue.table.setFocus()
        elif self.article.hasFocus():
            self.inspector.note.setFocus() if self.session.span else self.state_bar.first.setFocus()
        elif self.inspector.isAncestorOf(focused) and not spans.isAncestorOf(focused) and spans.model.total:
            self.show_spans()
            spans.enter()
        elif self.inspector.isAncestorOf(focused) and not self.queue.isHidden():
            self.queue.table.setFocus()
        else:
            self.article.setFocus()

    def show_spans(self) -> None:
        """Put the keyboard into the filter of the list of spans, opened where it was closed."""
        self.panes.show_pane(INSPECTOR)
        self.inspector.open_spans()

    def save_layout(self) -> QByteArray:
        """Return the widths of the panes, to be remembered."""
        return self.panes.save()

    def toggle_pane(self, number: int) -> None:
        """Show the queue or the inspector, or hide it; the keyboard does not stay in what is hidden."""
        if not self.panes.toggle(number):
            self.article.setFocus()

    def filter(self) -> None:
        """Put the keyboard into the filter of the queue."""
        self.panes.show_pane(QUEUE)
        self.queue.search.setFocus()

    def choose_label(self) -> None:
        """Put the keyboard onto the labels."""
        self.panes.show_pane(INSPECTOR)
        self.inspector.labels.enter()

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
        self.queue.show_keys()
        self.article.set_scheme(self.workspace.scheme)  # a card without a source names a key

    def reread(self) -> None:
        """Show what was changed from elsewhere."""
        self.article.set_scheme(self.workspace.scheme)
        self.labels.rebuild()
        self.keys_changed.emit()
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


def _side(name: str) -> QWidget:
    """Return what holds the place of a side until it is there."""
    made = QFrame()
    made.setObjectName(name)
    return made
