"""A free edit of the gold layer before it is decided: all the commands of an article, nothing in any layer."""

# ruff: noqa: ARG002 (as in a workspace)

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from annotator.core.annotations import Annotations, Change
from annotator.core.edits import Edit
from annotator.core.messages import Message
from annotator.core.spans import Layer, Relation, Span
from annotator.core.titles import titled
from annotator.workspace import scheming
from annotator.workspace.deciding import copied
from annotator.workspace.workspace import Annotator, Changed, Workspace

Keep = Callable[[Annotations | None, Collection[int]], None]


class Draft(Workspace):
    """A workspace whose one layer lives in memory; texts and scheme are those of the project.

    It shares the project's connection, and is to be let go, not closed. Before each step `keep`
    is given the layer as it will be, None where nothing is left to keep, and the ids of the spans
    and links that any step was of; what it raises undoes the step. With `was_changed` there is
    something to keep from the start.
    """

    def __init__(
        self,
        workspace: Workspace,
        annotator_id: int,
        gold: Annotations,
        keep: Keep = lambda _gold, _touched: None,
        *,
        was_changed: bool = False,
    ) -> None:
        self.path = workspace.path
        self.conn = workspace.conn
        self._origin = workspace
        self._subscribers = []
        self._gold = gold
        self._keep, self._was_changed = keep, was_changed
        self.touched: set[int] = set()
        self._done: Sequence[Edit] = ()
        self._undone: Sequence[Edit] = ()
        self.annotator_ = Annotator(annotator_id, "gold", "gold")
        self._scheme = workspace.scheme

    def close(self) -> None:
        """Leave the project's connection as it is."""

    @property
    def gold(self) -> Annotations:
        """The layer as it is now."""
        return self._gold

    @property
    def is_changed(self) -> bool:
        """Whether anything was done that is not undone."""
        return self._was_changed or bool(self._done)

    def annotations(self, document_id: int, annotator_id: int) -> Annotations:
        """Return the layer as it is now."""
        return self._gold

    def execute(self, edit: Edit, annotator_id: int, **_: Any) -> None:
        """Apply an edit in memory; nobody else can come between. Raises ProjectError where it cannot be kept."""
        self._apply(edit, edit.changes, [*self._done, edit], ())

    def undo(self, annotator_id: int, progress: scheming.Progress = scheming.no_progress) -> Changed | None:
        """Take back the last edit of the draft, or return None."""
        if not self._done:
            return None
        *rest, edit = self._done
        return self._apply(edit, edit.inverse.changes, rest, [*self._undone, edit])

    def redo(self, annotator_id: int, progress: scheming.Progress = scheming.no_progress) -> Changed | None:
        """Do again what was undone last, or return None."""
        if not self._undone:
            return None
        *rest, edit = self._undone
        return self._apply(edit, edit.changes, [*self._done, edit], rest)

    def undo_name(self, annotator_id: int) -> Message | None:
        """Return what undo would take back, or None."""
        return titled(self._done[-1].name, self.scheme) if self._done else None

    def redo_name(self, annotator_id: int) -> Message | None:
        """Return what redo would do again, or None."""
        return titled(self._undone[-1].name, self.scheme) if self._undone else None

    def save_place(self, annotator_id: int, document_id: int, caret: int) -> None:
        """Remember nothing: a draft is not a place to return to."""

    def _apply(
        self, edit: Edit, changes: tuple[Change, ...], done: Sequence[Edit], undone: Sequence[Edit]
    ) -> Changed:
        gold = self._gold.changed(changes)
        self.touched.update(
            entity.id
            for change in changes
            if isinstance(entity := change.after or change.before, Span | Relation)
        )
        self._keep(gold if done or self._was_changed else None, self.touched)
        self._gold, self._done, self._undone = gold, done, undone
        changed = Changed(titled(edit.name, self.scheme), edit.document_id, changes)
        self._tell(changed)
        return changed


def applied(edits: Iterable[Change], now: Annotations) -> Annotations | None:
    """Return a layer with changes that were made to a value it had before.

    None where something was changed in both, or is linked with what is there no longer.
    """
    found = copied(now)
    changes = [_of(now.layer, change) for change in edits]
    for change in changes:
        entity = change.after or change.before
        held = now.relations if isinstance(entity, Relation) else now.spans
        if not isinstance(entity, Span | Relation) or held.get(entity.id) != change.before:
            return None
    found = found.changed(changes)
    ends = (i for r in found.relations.values() for i in (r.head_id, r.child_id))
    return found if all(i in found.spans for i in ends) else None


def _of(layer: Layer, change: Change) -> Change:
    """Return a change of the same in another layer: one that is not stored yet gets a new id each time."""
    before, after = (
        replace(one, layer_id=layer.id) if isinstance(one, Span | Relation) else one
        for one in (change.before, change.after)
    )
    return Change(before, after)
