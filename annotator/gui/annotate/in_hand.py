"""What is open and in hand, and how an edit of it is made, taken back and told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.core.annotations import Annotations
from annotator.core.documents import Document
from annotator.core.edits import Edit
from annotator.core.errors import AlreadyThere, AnnotatorError, EditError
from annotator.core.spans import Fragment, Layer, Span
from annotator.core.tokens import Tokens
from annotator.gui.annotate.linking import Linking
from annotator.gui.annotate.telling import Telling
from annotator.gui.i18n import told, tr
from annotator.gui.keys import shown_key
from annotator.workspace.workspace import Annotator, Changed, Workspace


class InHand(Telling):
    """One annotator at one article.

    `selected` is the id of the span in hand, `part` which of its fragments is (None: the
    span as a whole); `touched` is the span last in hand, which a further fragment joins;
    `linking` is the choice of a link under way.
    """

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.annotator = annotator
        self.document: Document | None = None
        self.text = ""
        self.tokens = Tokens("", b"")
        self.annotations: Annotations | None = None
        self.selected: int | None = None
        self.part: int | None = None
        self.touched: int | None = None
        self.linking: Linking | None = None
        self.caret: Callable[[], int | None] = lambda: None  # where the keyboard is in the text
        self.moved = ""  # which end of what is in hand was moved last, "start" or "end"
        self._unsubscribe = workspace.subscribe(self._on_changed)

    def close(self) -> None:
        """Stop listening to the workspace."""
        self._unsubscribe()

    # Opening

    def open(self, document_id: int) -> bool:
        """Open a document; False where it is gone."""
        self.leaving.emit()
        document = self.workspace.document(document_id)
        if document is None:
            return False
        stored = self.workspace.text(document_id)
        annotations = self.workspace.annotations(document_id, self.annotator.id)
        with self._one_step():
            self.annotations, self.document, self.text = annotations, document, stored.text
            self.tokens = Tokens(stored.text, stored.tokens)
            self.selected = self.part = self.touched = None
            self._end_linking()
            self._pending |= {"document_opened", "annotations_changed", "selected_changed", "range_changed"}
        return True

    def clear(self) -> None:
        """Have no document open."""
        with self._one_step():
            self.document = self.annotations = self.selected = self.part = self.touched = None
            self.text, self.tokens = "", Tokens("", b"")
            self._end_linking()
            self._pending.add("selected_changed")

    def _on_changed(self, changed: Changed) -> None:
        if self.annotations is None:
            return
        own = self.annotations.layer.document_id
        layers = [e for c in changed.changes for e in (c.before, c.after) if isinstance(e, Layer)]
        if changed.document_id is None:  # of several articles
            layers = [layer for layer in layers if layer.document_id == own]
        if changed.document_id != own and not layers:
            return
        if any(layer.id != self.annotations.layer.id for layer in layers):
            # A layer that was not stored when the article was opened came back by redo.
            self.reread()
            return
        self._set_annotations(self.annotations.changed(changed.changes))

    def reread(self) -> None:
        """Read the annotations anew, after changes from elsewhere."""
        if self.document is not None:
            self._set_annotations(self.workspace.annotations(self.document.id, self.annotator.id))

    def _set_annotations(self, annotations: Annotations) -> None:
        before = self.span
        with self._one_step():
            self.annotations = annotations
            self._pending.add("annotations_changed")
            if before is not None and self.span is not None and self.span.fragments != before.fragments:
                self._pending.add("range_changed")
            if self.touched not in annotations.spans:
                self.touched = None
            if self.selected not in annotations.spans and self.selected is not None:
                self.selected = None
                self._pending.add("selected_changed")
            span = self.span
            if self.part is not None and (span is None or self.part >= len(span.fragments)):
                self.part = None
                self._pending.add("range_changed")
            self._end_linking()

    # The span in hand

    @property
    def span(self) -> Span | None:
        """The span in hand."""
        if self.annotations is None or self.selected is None:
            return None
        return self.annotations.spans.get(self.selected)

    @property
    def fragment(self) -> Fragment | None:
        """The range in hand: the chosen part of the span, or its first or last one, that moved last."""
        span = self.span
        return span.fragments[self._index(start=self.moved != "end")] if span else None

    def _index(self, *, start: bool) -> int:
        if self.part is not None:
            return self.part
        return 0 if start else -1

    def select(self, span_id: int | None, part: int | None = None) -> None:
        """Take a span, or one of its parts, in hand, or none."""
        if span_id != self.selected:
            self.leaving.emit()
        with self._one_step():
            self._end_linking()
            if span_id is not None:
                self.touched = span_id
            if (span_id, part) != (self.selected, self.part):
                self.selected, self.part, self.moved = span_id, part, ""
                self._pending |= {"selected_changed", "range_changed"}

    def step(self, direction: int, caret: int) -> None:
        """Take the next span in reading order in hand, or the one before; from the caret if none is."""
        if self.annotations is None or not self.annotations.spans:
            self._say(tr("There are no spans yet. Select words and press a label's key."))
        elif self.selected is not None:
            self.select(self.annotations.beside(self.selected, direction).id)
        else:
            found = self.annotations.from_offset(caret, direction)
            assert found is not None
            self.select(found.id)

    def next_part(self) -> None:
        """Take the next fragment of the span in hand, and after the last the span as a whole."""
        span = self._span_or_say()
        if span is None:
            return
        if len(span.fragments) == 1:
            self._say(
                tr(
                    "This span has one part only. {key} adds the selected words to the span last in hand.",
                    key=shown_key("fragment"),
                )
            )
            return
        part = 0 if self.part is None else self.part + 1
        self.select(span.id, part if part < len(span.fragments) else None)

    def _span_or_say(self) -> Span | None:
        if self.span is None:
            self._say(tr("No span is selected. Tab walks the spans."))
        return self.span

    def _end_linking(self) -> None:
        if self.linking is not None:
            self.linking = None
            self._pending.add("linking_changed")
            self._to_say.append("")

    # Doing

    def undo(self) -> None:
        """Take back this annotator's last step, and show where it was."""
        self._step_history(
            self.workspace.undo, tr("There is nothing to undo."), lambda name: tr("Undone: {name}", name=name)
        )

    def redo(self) -> None:
        """Do again what was undone last, and show where it was."""
        self._step_history(
            self.workspace.redo,
            tr("There is nothing to redo."),
            lambda name: tr("Done again: {name}", name=name),
        )

    def _step_history(
        self, step: Callable[[int], Changed | None], nothing: str, done: Callable[[str], str]
    ) -> None:
        with self._one_step():
            try:
                changed = step(self.annotator.id)
            except AnnotatorError as error:
                self._report(error)
                return
            if changed is None:
                self._say(nothing)
                return
            shown = self.document is not None and changed.document_id == self.document.id
            if changed.document_id is not None and not shown and not self.open(changed.document_id):
                self._say(tr("Its article is no longer in the project."))
                return
            spans = self.annotations.spans if self.annotations else {}
            found = (c.after.id for c in changed.changes if isinstance(c.after, Span) and c.after.id in spans)
            span_id = next(found, None)
            if span_id is not None:
                self.select(span_id)
            self._say(done(told(changed.name)))

    def _run(self, make: Callable[[Annotations], Edit]) -> Edit | None:
        """Make an edit and apply it; what cannot be done is said, and nothing has changed."""
        if self.annotations is None:
            return None
        with self._one_step():
            try:
                edit = make(self.annotations)
                self.workspace.execute(edit, self.annotator.id, caret=self.caret())
            except AnnotatorError as error:
                self._report(error)
                return None
            return edit

    def _report(self, error: AnnotatorError) -> None:
        with self._one_step():
            if isinstance(error, EditError):
                self._say(told(error.message))
                if not isinstance(error, AlreadyThere):
                    self.reread()
            else:
                self._errors.append(error)
