"""One annotator at one article: which span is in hand, and what each command does to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.core import edits
from annotator.core.annotations import Annotations
from annotator.core.documents import Document
from annotator.core.edits import Edit
from annotator.core.errors import AlreadyThere, AnnotatorError, EditError
from annotator.core.scheme import RelationType
from annotator.core.spans import Fragment, Layer, Relation, Span, State, joined
from annotator.core.tokens import Tokens
from annotator.gui.article.view import ordered_candidates
from annotator.gui.i18n import told, tr
from annotator.workspace.workspace import Annotator, Changed, Workspace

_SHOWN_TEXT = 40


class Session(QObject):
    """What is open and in hand. Every command is one edit of the workspace.

    `selected` is the id of the span in hand; `touched` the one last in hand, which a
    further fragment joins.
    """

    leaving = Signal()
    document_opened = Signal()
    annotations_changed = Signal()
    selected_changed = Signal()
    linking_changed = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.annotator = annotator
        self.document: Document | None = None
        self.text = ""
        self.tokens = Tokens("", b"")
        self.annotations: Annotations | None = None
        self.selected: int | None = None
        self.touched: int | None = None
        self.candidates: list[int] = []
        self.candidate: int | None = None
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
        self.annotations = self.workspace.annotations(document_id, self.annotator.id)
        self.document, self.text = document, stored.text
        self.tokens = Tokens(stored.text, stored.tokens)
        self.selected = self.touched = None
        self._end_linking()
        self.document_opened.emit()
        return True

    def clear(self) -> None:
        """Have no document open."""
        self.document = self.annotations = self.selected = self.touched = None
        self.text, self.tokens = "", Tokens("", b"")
        self._end_linking()
        self.selected_changed.emit()

    def _on_changed(self, changed: Changed) -> None:
        if self.annotations is None or changed.document_id != self.annotations.layer.document_id:
            return
        layers = [e for c in changed.changes for e in (c.before, c.after) if isinstance(e, Layer)]
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
        self.annotations = annotations
        if self.touched not in annotations.spans:
            self.touched = None
        lost = self.selected not in annotations.spans
        if lost:
            self.selected = None
        self._end_linking()
        self.annotations_changed.emit()
        if lost:
            self.selected_changed.emit()

    # The span in hand

    @property
    def span(self) -> Span | None:
        """The span in hand."""
        if self.annotations is None or self.selected is None:
            return None
        return self.annotations.spans.get(self.selected)

    def select(self, span_id: int | None) -> None:
        """Take a span in hand, or none; while linking, choose the other end."""
        if self.candidates and span_id is not None:
            if span_id in self.candidates:
                self.candidate = span_id
                self.finish_link()
            else:
                self.said.emit(tr("The scheme allows no link to this span."))
            return
        self._end_linking()
        if span_id is not None:
            self.touched = span_id
        if span_id != self.selected:
            self.selected = span_id
            self.selected_changed.emit()

    def step(self, direction: int, caret: int) -> None:
        """Take the next span in reading order in hand, or the one before; from the caret if none is."""
        if self.candidates:
            self._step_candidate(direction)
            return
        if self.annotations is None or not self.annotations.spans:
            self.said.emit(tr("There are no spans yet. Select words and press a label's key."))
            return
        ordered = self.annotations.in_order()
        if self.selected is not None:
            ids = [span.id for span in ordered]
            self.select(ids[(ids.index(self.selected) + direction) % len(ids)])
            return
        after = (
            [s for s in ordered if s.start >= caret]
            if direction > 0
            else [s for s in ordered if s.start < caret]
        )
        chosen = (after or ordered)[0] if direction > 0 else (after or ordered)[-1]
        self.select(chosen.id)

    # Commands

    def label(self, name: str, fragment: Fragment | None, *, anew: bool = False) -> None:
        """Relabel the span in hand, or mark `fragment`; with `anew`, mark even where a span is in hand."""
        span = self.span
        if span is not None and not anew:
            self._run(lambda a: edits.relabel(a, self.workspace.scheme, span.id, name))
            return
        fragments = span.fragments if span is not None else (fragment,) if fragment else ()
        if not fragments:
            self.said.emit(tr("Select words first: arrows move, Shift+arrows extend."))
            return
        assert self.annotations is not None
        there = self.annotations.find(name, fragments)
        if there is not None:
            self.said.emit(tr("This is marked as {label} already.", label=name))
            self.select(there.id)
            return
        edit = self._run(lambda a: edits.add_span(a, name, fragments))
        if edit is not None:
            self.select(next(c.after.id for c in edit.changes if isinstance(c.after, Span)))

    def delete(self) -> None:
        """Delete the span in hand."""
        span = self.span
        if span is None:
            self.said.emit(tr("No span is selected. Tab walks the spans."))
            return
        self._run(lambda a: edits.remove_spans(a, [span.id]))

    def add_fragment(self, fragment: Fragment | None) -> None:
        """Add a range to the span last in hand."""
        if self.annotations is None or self.touched is None or fragment is None:
            self.said.emit(tr("First select a span, then the words to add to it."))
            return
        span = self.annotations.spans[self.touched]
        self._run(lambda a: edits.set_fragments(a, span.id, joined([*span.fragments, fragment])))
        self.select(span.id)

    def continue_before(self, label: str, fragment: Fragment | None) -> None:
        """Add a range to the last span of a label that ends before it: a claim goes on after “sagte er”."""
        if self.annotations is None or fragment is None:
            return
        before = [s for s in self.annotations.spans.values() if s.label == label and s.end <= fragment.start]
        if not before:
            self.said.emit(tr("There is no {label} before these words to add them to.", label=label))
            return
        self.touched = max(before, key=lambda s: (s.end, s.start)).id
        self.add_fragment(fragment)

    def move_end(self, *, start: bool, onwards: bool, step: Callable[[int], int] | None = None) -> None:
        """Move the start or the end of the span in hand by one word, or to where `step` leads from it."""
        span = self.span
        if span is None:
            self.said.emit(tr("No span is selected. Tab walks the spans."))
            return
        fragments = list(span.fragments)
        index = 0 if start else -1
        low, high = fragments[index]
        if step is not None:
            moved = step(low if start else high)
        elif start:
            moved = self.tokens.next_start(low) if onwards else self.tokens.previous_start(low)
        else:
            moved = self.tokens.next_end(high) if onwards else self.tokens.previous_end(high)
        new = Fragment(moved, high) if start else Fragment(low, moved)
        if new == fragments[index] or not 0 <= new.start < new.end <= len(self.text):
            self.said.emit(tr("The span cannot go further."))
            return
        fragments[index] = new
        self._run(lambda a: edits.set_fragments(a, span.id, joined(fragments)))

    def set_attribute(self, name: str, value: str | None) -> None:
        """Set an attribute of the span in hand."""
        span = self.span
        if span is not None and span.attribute(name) != value:
            self._run(lambda a: edits.set_attribute(a, span.id, name, value))

    def next_value(self, key: str) -> bool:
        """Set the attribute under `key` of the span in hand to its next value; False if there is none."""
        span = self.span
        label = self.workspace.scheme.label(span.label) if span else None
        for attribute in label.attributes if label else ():
            if attribute.key == key and span is not None:
                values = [None, *attribute.values]
                now = span.attribute(attribute.name)
                following = values[(values.index(now) + 1) % len(values)] if now in values else values[1]
                self.set_attribute(attribute.name, following)
                return True
        return False

    def set_note(self, span_id: int, note: str) -> bool:
        """Write the note of a span; False where it could not be saved."""
        span = self.annotations.spans.get(span_id) if self.annotations else None
        if span is None or span.note == note:
            return True
        return self._run(lambda a: edits.set_note(a, span.id, note)) is not None

    def set_state(self, state: State) -> bool:
        """Mark the article; True where it then has that state."""
        if self.annotations is None:
            return False
        if self.annotations.layer.state == state:
            return True
        return self._run(lambda a: edits.set_state(a, state)) is not None

    def toggle_flag(self) -> None:
        """Flag the article, or take the flag off."""
        self._run(lambda a: edits.set_flag(a, not a.layer.flagged))

    # Links

    def start_link(self) -> None:
        """Offer the spans that the scheme lets the one in hand be linked with.

        Those of the link it lacks come first (a claim's source), then the nearest.
        """
        span = self.span
        if span is None or self.annotations is None:
            self.said.emit(tr("Select a span first, then press R to link it."))
            return
        others = [s for s in self.annotations.spans.values() if s.id != span.id and self._free_kinds(span, s)]
        if not others:
            self.said.emit(
                tr("There is no other span here that {label} may be linked with.", label=span.label)
            )
            return
        missing = self._first_missing(span)
        near = ordered_candidates(others, span)
        self.candidates = [
            s.id for s in sorted(near, key=lambda s: self._free_kinds(span, s)[0][2] is not missing)
        ]
        self.candidate = self.candidates[0]
        self.linking_changed.emit()

    def link_in_words(self) -> str:
        """Return which link Enter would make, and what else can be done."""
        span, other = self.span, self.annotations.spans.get(self.candidate or 0) if self.annotations else None
        if span is None or other is None:
            return ""
        head, child, kind = self._free_kinds(span, other)[0]
        covered = " ".join(other.covered(self.text).split())
        return tr(
            "{head} → {child} as “{kind}”: {text} · Enter links, Tab chooses another, Esc ends",
            head=head.label,
            child=child.label,
            kind=kind.title,
            text=covered if len(covered) <= _SHOWN_TEXT else covered[:_SHOWN_TEXT] + "…",
        )

    def count_unsourced(self) -> int:
        """Return how many tinted spans, claims by default, head no link of their first type."""
        if self.annotations is None:
            return 0
        scheme = self.workspace.scheme
        first = {
            one.name: next((r.name for r in scheme.relations if one.name in r.heads), "")
            for one in scheme.labels
            if one.style == "tint"
        }
        sourced = {(r.type, r.head_id) for r in self.annotations.relations.values()}
        spans = self.annotations.spans.values()
        return sum(1 for s in spans if first.get(s.label) and (first[s.label], s.id) not in sourced)

    def _first_missing(self, span: Span) -> RelationType | None:
        """Return the first relation of the scheme that the span may head and does not."""
        assert self.annotations is not None
        there = {r.type for r in self.annotations.relations_of([span.id]) if r.head_id == span.id}
        kinds = self.workspace.scheme.relations
        return next((kind for kind in kinds if span.label in kind.heads and kind.name not in there), None)

    def _step_candidate(self, direction: int) -> None:
        assert self.annotations is not None
        ids = [s.id for s in self.annotations.in_order() if s.id in set(self.candidates)]
        here = ids.index(self.candidate) if self.candidate in ids else 0
        self.candidate = ids[(here + direction) % len(ids)]
        self.linking_changed.emit()

    def finish_link(self) -> None:
        """Link the span in hand with the chosen one."""
        span, other = self.span, self.annotations.spans.get(self.candidate or 0) if self.annotations else None
        if span is None or other is None:
            return
        head, child, kind = self._free_kinds(span, other)[0]
        self._end_linking()
        self._run(lambda a: edits.add_relation(a, self.workspace.scheme, kind.name, head.id, child.id))

    def cancel(self) -> bool:
        """End linking, or let go of the span in hand; False where there was neither."""
        if self.candidates:
            self._end_linking()
            return True
        if self.selected is not None:
            self.select(None)
            return True
        return False

    def unlink(self, relation: Relation) -> None:
        """Take a link away."""
        self._run(lambda a: edits.remove_relation(a, relation.id))

    def _free_kinds(self, span: Span, other: Span) -> list[tuple[Span, Span, RelationType]]:
        """Return the links that the scheme allows between two spans, either way, and that are not there."""
        assert self.annotations is not None
        there = {(r.type, r.head_id, r.child_id) for r in self.annotations.relations_of([span.id])}
        return [
            (head, child, kind)
            for head, child in ((span, other), (other, span))
            for kind in self.workspace.scheme.relations_between(head.label, child.label)
            if (kind.name, head.id, child.id) not in there
        ]

    def _end_linking(self) -> None:
        if self.candidates:
            self.candidates, self.candidate = [], None
            self.linking_changed.emit()

    # Doing

    def undo(self) -> None:
        """Take back this annotator's last step, and show where it was."""
        self._step_history(self.workspace.undo, tr("There is nothing to undo."), tr("Undone: {name}"))

    def redo(self) -> None:
        """Do again what was undone last, and show where it was."""
        self._step_history(self.workspace.redo, tr("There is nothing to redo."), tr("Done again: {name}"))

    def _step_history(self, step: Callable[[int], Changed | None], nothing: str, done: str) -> None:
        try:
            changed = step(self.annotator.id)
        except AnnotatorError as error:
            self._report(error)
            return
        if changed is None:
            self.said.emit(nothing)
            return
        shown = self.document is not None and changed.document_id == self.document.id
        if changed.document_id is not None and not shown and not self.open(changed.document_id):
            self.said.emit(tr("Its article is no longer in the project."))
            return
        spans = self.annotations.spans if self.annotations else {}
        found = (c.after.id for c in changed.changes if isinstance(c.after, Span) and c.after.id in spans)
        span_id = next(found, None)
        if span_id is not None:
            self.select(span_id)
        self.said.emit(done.format(name=told(changed.name)))

    def _run(self, make: Callable[[Annotations], Edit]) -> Edit | None:
        """Make an edit and apply it; what cannot be done is said, and nothing has changed."""
        if self.annotations is None:
            return None
        try:
            edit = make(self.annotations)
            self.workspace.execute(edit, self.annotator.id)
        except AnnotatorError as error:
            self._report(error)
            return None
        return edit

    def _report(self, error: AnnotatorError) -> None:
        if isinstance(error, EditError):
            self.said.emit(told(error.message))
            if not isinstance(error, AlreadyThere):
                self.reread()
        else:
            self.failed.emit(error)
