"""Fixing what a format cannot hold, in the layer of the annotator who asks, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from annotator.core import fixes
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.tokens import Tokens
from annotator.storage import documents, file
from annotator.workspace.exporting import Loss
from annotator.workspace.workspace import Annotator, Workspace


class Fix(StrEnum):
    """A way to mend a loss."""

    SNAP = "snap"
    TRIM = "trim"
    KEEP_OUTER = "keep outer"
    KEEP_LABEL = "keep label"


def document_of(workspace: Workspace, loss: Loss) -> int | None:
    """Return the id of the article that a loss is in, or None where it is no longer shown."""
    with file.known_errors(workspace.path):
        found = documents.find_key(workspace.conn, loss.key)
    return found[0] if found is not None and not found[1] else None


def fix(workspace: Workspace, annotator: Annotator, losses: Iterable[Loss], how: Fix, label: str = "") -> int:
    """Mend the losses in this annotator's own readings, one undoable edit an article; return how many articles changed.

    Losses in other readings are passed over: nobody changes what somebody else said.
    `label` is the one to keep. Raises ProjectError.
    """
    by_key: dict[str, tuple[Loss, list[int]]] = {}
    spans: dict[str, list[int]] = defaultdict(list)
    for loss in losses:
        if loss.annotator == annotator.name:
            by_key.setdefault(loss.key, (loss, spans[loss.key]))
            spans[loss.key].append(loss.span_id)
    changed = 0
    for loss, span_ids in by_key.values():
        document_id = document_of(workspace, loss)
        if document_id is None:
            continue
        try:
            workspace.execute(_edit(workspace, annotator, document_id, span_ids, how, label), annotator.id)
            changed += 1
        except EditError:
            continue  # nothing to do in this one, or it was changed meanwhile
    return changed


def _edit(
    workspace: Workspace, annotator: Annotator, document_id: int, span_ids: list[int], how: Fix, label: str
) -> Edit:
    annotations = workspace.annotations(document_id, annotator.id)
    if how == Fix.KEEP_OUTER:
        return fixes.keep_outer(annotations, span_ids)
    if how == Fix.KEEP_LABEL:
        return fixes.keep_label(annotations, span_ids, label)
    text = workspace.text(document_id)
    if how == Fix.TRIM:
        return fixes.trim(annotations, span_ids, text.text)
    return fixes.snap(annotations, span_ids, Tokens(text.text, text.tokens))
