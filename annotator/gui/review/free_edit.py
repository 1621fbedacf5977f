"""Free edits of final readings: one under way, and those that were left and go on when their case is in hand again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.gui.review.editing import EditPane
from annotator.workspace.drafting import rebased
from annotator.workspace.review_rows import Key
from annotator.workspace.reviewing import Open
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Left:
    """An edit that was left: the gold layer as edited, and as it was before."""

    base: Annotations
    gold: Annotations


class FreeEdit(QObject):
    """`decided` where the reading is as it should be, `ended` where an edit has begun or ended."""

    decided = Signal()
    left = Signal()
    ended = Signal()
    said = Signal(str)
    failed = Signal(object)
    gaps_pressed = Signal(str)

    def __init__(self, workspace: Workspace, stack: QStackedWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._stack = workspace, stack
        self._home: QWidget | None = stack.currentWidget()
        self._kept: dict[tuple[int, Key], _Left] = {}
        self._opened: Open | None = None
        self.pane: EditPane | None = None
        self.zoom = 1.0

    def has(self, opened: Open) -> bool:
        """Tell whether an edit of a case was left."""
        return _key(opened) in self._kept

    def forget(self, opened: Open) -> None:
        """Let go of the edit of a case that was left, if any."""
        self._kept.pop(_key(opened), None)

    def begin(self, opened: Open, gold: Annotations) -> None:
        """Edit a gold layer, or go on with what was left of the case."""
        left = self._kept.pop(_key(opened), None)
        going_on = rebased(left.gold, left.base, opened.article.gold) if left is not None else None
        if left is not None and going_on is None:
            self.said.emit(tr("The final reading was changed since; the edit that was left cannot go on."))
        self._show(opened, going_on or gold, is_changed=going_on is not None)

    def renew(self, opened: Open) -> bool:
        """Let the edit go on with its case as it now is; tell whether it can."""
        before, pane = self._opened, self.pane
        assert before is not None
        assert pane is not None
        gold = rebased(pane.gold, before.article.gold, opened.article.gold)
        if gold is None:
            return False
        if before.article.gold == opened.article.gold:
            self._opened = opened
            return True
        is_changed = pane.is_changed
        self._remove()
        self._show(opened, gold, is_changed=is_changed)
        return True

    def _show(self, opened: Open, gold: Annotations, *, is_changed: bool) -> None:
        pane = self.pane = EditPane(self._workspace, gold, self.zoom, is_changed=is_changed)
        self._opened = opened
        pane.decided.connect(self.decided)
        pane.left.connect(self.left)
        pane.said.connect(self.said)
        pane.failed.connect(self.failed)
        pane.inspector.gaps_pressed.connect(self.gaps_pressed)
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)
        new = [i for i in gold.spans if i not in opened.article.gold.spans]
        old = [i for d in opened.item.decisions for i in d.spans if i in gold.spans]
        place = Fragment(opened.row.start, opened.row.end)
        pane.open(opened.article.document_id, place, next(iter([*new, *old]), None))
        self.ended.emit()

    def close(self, *, keep: bool = True) -> bool:
        """Go back from the article to the case; tell whether what was changed is kept."""
        pane, opened = self.pane, self._opened
        if pane is None or opened is None:
            return False
        gold = pane.gold
        keeps = keep and pane.is_changed
        if keeps:
            self._kept[_key(opened)] = _Left(opened.article.gold, gold)
        self._remove()
        self.ended.emit()
        return keeps

    def _remove(self) -> None:
        pane, self.pane, self._opened = self.pane, None, None
        assert pane is not None
        assert self._home is not None
        self._stack.setCurrentWidget(self._home)
        self._stack.removeWidget(pane)
        pane.close_pane()
        pane.deleteLater()


def kept_said() -> str:
    """Return that an edit of the case was left, and how it goes on."""
    return tr(
        "Your edit of this case is kept: {key} goes on with it.", key=shown_key("review_edit") or tr("Edit")
    )


def _key(opened: Open) -> tuple[int, Key]:
    return opened.row.document_id, opened.row.key
