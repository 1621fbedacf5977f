"""Fixing what a format cannot hold, in the layer of the annotator who asks, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.core import fixes
from annotator.core.annotations import Annotations
from annotator.core.documents import Text
from annotator.core.edits import Edit
from annotator.core.errors import Cancelled, EditError
from annotator.core.spans import Relation, Span
from annotator.core.tokens import Tokens
from annotator.storage import documents, file
from annotator.workspace.exporting import Loss, LossKind
from annotator.workspace.workspace import Annotator, Workspace


class Fix(StrEnum):
    """A way to mend a loss."""

    SNAP = "snap"
    TRIM = "trim"
    KEEP_OUTER = "keep outer"
    KEEP_LABEL = "keep label"


MENDS = {
    Fix.SNAP: LossKind.MISALIGNED,
    Fix.TRIM: LossKind.WHITESPACE,
    Fix.KEEP_OUTER: LossKind.OVERLAPPING,
    Fix.KEEP_LABEL: LossKind.OVERLAPPING,
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a fix does: spans whose ends it moves, spans and links that it deletes, in how many articles."""

    articles: int = 0
    moved: int = 0
    spans: int = 0
    links: int = 0

    def plus(self, edit: Edit) -> Effect:
        """Return this with what one more edit does."""
        moved = sum(isinstance(change.after, Span) for change in edit.changes)
        gone = [change.before for change in edit.changes if change.after is None]
        spans = sum(isinstance(one, Span) for one in gone)
        links = sum(isinstance(one, Relation) for one in gone)
        return Effect(self.articles + 1, self.moved + moved, self.spans + spans, self.links + links)


def document_of(workspace: Workspace, loss: Loss) -> int | None:
    """Return the id of the article that a loss is in, or None where it is no longer shown."""
    with file.known_errors(workspace.path):
        found = documents.find_key(workspace.conn, loss.key)
    return found[0] if found is not None and not found[1] else None


def fix(
    workspace: Workspace, annotator: Annotator, losses: Iterable[Loss], how: Fix, label: str = ""
) -> Effect:
    """Mend the losses in this annotator's own readings, one undoable edit an article; return what was done.

    Losses in other readings are passed over: nobody changes what somebody else said; and so
    are those of a kind that this fix does not mend. `label` is the one to keep. Raises ProjectError.
    """
    done = Effect()
    for reading in _readings(workspace, annotator, (one for one in losses if one.kind == MENDS[how])):
        try:
            edit = reading.edit(how, label)
            workspace.execute(edit, annotator.id)
        except EditError:
            continue  # nothing to do in this one, or it was changed meanwhile
        done = done.plus(edit)
    return done


def effects(
    workspace: Workspace,
    annotator: Annotator,
    losses: Iterable[Loss],
    cancelled: Callable[[], bool] = lambda: False,
) -> Mapping[tuple[Fix, str], Effect]:
    """Return what each fix of these losses would do, by the fix and the label to keep.

    Those that would do nothing are left out. Raises Cancelled.
    """
    found: dict[tuple[Fix, str], Effect] = {}
    by_kind: dict[LossKind, list[Loss]] = defaultdict(list)
    for loss in losses:
        by_kind[loss.kind].append(loss)
    for kind in dict.fromkeys(MENDS.values()):
        for reading in _readings(workspace, annotator, by_kind[kind]):
            if cancelled():
                raise Cancelled
            for how in (one for one, mended in MENDS.items() if mended == kind):
                for label in reading.labels() if how == Fix.KEEP_LABEL else ("",):
                    try:
                        edit = reading.edit(how, label)
                    except EditError:
                        continue
                    found[how, label] = found.get((how, label), Effect()).plus(edit)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading with the spans to mend."""

    annotations: Annotations
    text: Text
    span_ids: list[int]

    def labels(self) -> list[str]:
        return sorted(fixes.labels_met(self.annotations, self.span_ids))

    def edit(self, how: Fix, label: str) -> Edit:
        if how == Fix.KEEP_OUTER:
            return fixes.keep_outer(self.annotations, self.span_ids)
        if how == Fix.KEEP_LABEL:
            return fixes.keep_label(self.annotations, self.span_ids, label)
        if how == Fix.TRIM:
            return fixes.trim(self.annotations, self.span_ids, self.text.text)
        return fixes.snap(self.annotations, self.span_ids, Tokens(self.text.text, self.text.tokens))


def _readings(workspace: Workspace, annotator: Annotator, losses: Iterable[Loss]) -> Iterator[_Reading]:
    """Yield this annotator's readings that losses are in, article by article."""
    by_key: dict[str, tuple[Loss, list[int]]] = {}
    for loss in losses:
        if loss.annotator == annotator.name:
            by_key.setdefault(loss.key, (loss, []))[1].append(loss.span_id)
    for loss, span_ids in by_key.values():
        document_id = document_of(workspace, loss)
        if document_id is not None:
            annotations = workspace.annotations(document_id, annotator.id)
            yield _Reading(annotations, workspace.text(document_id), span_ids)
