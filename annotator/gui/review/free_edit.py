"""Free edits of final readings: one under way, and those that were left and go on when their case is in hand again."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.core.annotations import Annotations
from annotator.core.errors import AnnotatorError
from annotator.core.spans import Fragment
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.gui.review.editing import EditPane
from annotator.gui.review.wording import when
from annotator.workspace import unfinished
from annotator.workspace.review_rows import Key
from annotator.workspace.reviewing import Open
from annotator.workspace.scheming import has_only_grown
from annotator.workspace.unfinished import Keeper, Unfinished
from annotator.workspace.workspace import Workspace


class FreeEdit(QObject):
    """`decided` where the reading is as it should be, `ended` where an edit has begun or ended, `stepped` in between.

    What is edited is kept in the project with each step, until its case is decided or it is dropped.
    """

    decided = Signal()
    left = Signal()
    drop_pressed = Signal()
    ended = Signal()
    stepped = Signal()
    said = Signal(str)
    failed = Signal(object)
    gaps_pressed = Signal(str)

    def __init__(self, workspace: Workspace, lead_id: int, stack: QStackedWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._lead_id, self._stack = workspace, lead_id, stack
        self._home: QWidget | None = stack.currentWidget()
        self._opened: Open | None = None
        self._is_aside = False  # what was left of the case in hand, as something else was chosen
        self._dropped: tuple[Unfinished, ...] = ()  # last, to be had again
        self._keeper: Keeper | None = None
        self.pane: EditPane | None = None
        self.zoom = 1.0

    # What was left

    def offer(self, opened: Open) -> str:
        """Return what is said of the edit that was left of a case; nothing where there is none."""
        self._is_aside = False
        left = self._find(opened)
        if left is None:
            return ""
        time = _shown_time(left.at)
        if left.gold(self._workspace, opened) is None:
            if left.was_decided_since(self._workspace, opened):
                return tr(
                    "Your edit of {time} is not decided, and cannot go on: "
                    "the case was decided since, or a decision of it undone.", time=time,
                )  # fmt: skip
            return tr(
                "Your edit of {time} is not decided, and cannot go on: the final reading was changed since.",
                time=time,
            )
        keys = {
            "key": shown_key("review_edit") or tr("Edit"),
            "drop": _drop_key(),
        }
        if not left.has_same_readings(opened):
            return tr(
                "Your edit of {time} is not decided, and the readings changed since: {key} goes on with it, "
                "{drop} drops it, and so does any decision.", time=time, **keys,
            )  # fmt: skip
        return tr(
            "Your edit of {time} is not decided: {key} goes on with it, {drop} drops it, and so does any decision.",
            time=time, **keys,
        )  # fmt: skip

    def set_aside(self) -> None:
        """Begin the next edit of the case in hand with what is chosen; what was left stays beside it."""
        self._is_aside = True

    def drop(self, opened: Open) -> str:
        """Let go of the edits that were left of a case; return how they come back, nothing where there are none.

        Where that fails, it is said that they are still there.
        """
        try:
            dropped = unfinished.drop(self._workspace, self._lead_id, opened)
        except AnnotatorError as error:
            self.failed.emit(error)
            return self.offer(opened)
        if not dropped:
            return ""
        self._dropped = dropped
        return tr("Your edit was dropped; {drop} brings it back.", drop=_drop_key())

    def drop_or_bring_back(self, opened: Open) -> str:
        """Drop the edit that was left of a case, or have again the one dropped last; return what is said of it."""
        said, dropped = self.drop(opened), self._dropped
        if said or not any(one.is_of(opened) for one in dropped):
            return said or tr("There is no edit of this case to drop.")
        try:
            unfinished.bring_back(self._workspace, dropped)
        except AnnotatorError as error:
            self.failed.emit(error)
        return self.offer(opened)

    def last(self) -> tuple[int, Key] | None:
        """Return article and key of the case that an edit was left of last, None where there is none."""
        left = unfinished.last(self._workspace, self._lead_id)
        return (left.document_id, left.key) if left is not None else None

    def _find(self, opened: Open) -> Unfinished | None:
        return unfinished.find(self._workspace, self._lead_id, opened)

    # The edit under way

    def begin(self, opened: Open, gold: Annotations) -> None:
        """Edit a gold layer, or go on with what was left of the case."""
        left = None if self._is_aside else self._find(opened)
        going_on = left.gold(self._workspace, opened) if left is not None else None
        if left is None or going_on is None:
            if left is not None:
                self._tell_why_not(left, opened)
            self._show(opened, Keeper(self._workspace, self._lead_id, opened, gold), gold)
            return
        keeper = Keeper(self._workspace, self._lead_id, opened, going_on, left.name)
        self._show(opened, keeper, going_on, is_changed=True)
        if not left.has_same_readings(opened):
            assert self.pane is not None
            self.pane.tell(
                tr("The readings changed since this edit was made: look at them before you decide.")
            )

    def _tell_why_not(self, left: Unfinished, opened: Open) -> None:
        if left.was_decided_since(self._workspace, opened):
            self.said.emit(
                tr(
                    "The case was decided since, or a decision of it undone; the edit that was left cannot go on."
                )
            )
        else:
            self.said.emit(tr("The final reading was changed since; the edit that was left cannot go on."))

    def renew(self, opened: Open) -> bool:
        """Let the edit go on with its case as it now is; tell whether it can."""
        before, pane, keeper = self._opened, self.pane, self._keeper
        assert before is not None
        assert pane is not None
        assert keeper is not None
        gold = keeper.taken_over(pane.gold, pane.draft.touched, opened)
        if gold is None:
            return False
        if keeper.is_same_ground(opened) and before.article.scheme == opened.article.scheme:
            self._opened = keeper.opened = opened
            return True
        is_changed = pane.is_changed
        self._remove()
        keeper = Keeper(self._workspace, self._lead_id, opened, gold, keeper.name)
        self._show(opened, keeper, gold, is_changed=is_changed)
        return True

    def _show(self, opened: Open, keeper: Keeper, gold: Annotations, *, is_changed: bool = False) -> None:
        self._keeper = keeper
        pane = self.pane = EditPane(self._workspace, gold, self.zoom, keeper.keep, is_changed=is_changed)
        self._opened = opened
        pane.draft.subscribe(lambda _: self.stepped.emit())
        pane.decided.connect(self._decide)
        pane.left.connect(self.left)
        pane.drop_pressed.connect(self.drop_pressed)
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

    def _decide(self) -> None:
        """Have it decided so, unless its labels may have other names now."""
        assert self._opened is not None
        before, pane = self._opened.article.scheme, self.pane
        if pane is not None and before is not None and not has_only_grown(before, self._workspace.scheme):
            pane.tell(tr("The scheme was changed just now: leave the edit, and go on with it from its case."))
            return
        self.decided.emit()

    def close(self) -> bool:
        """Go back from the article to the case; tell whether anything of the edit is kept."""
        pane = self.pane
        if pane is None:
            return False
        keeps = pane.is_changed
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


def _drop_key() -> str:
    return shown_key("review_drop") or tr("Drop the edit")


def _shown_time(at: str) -> str:
    """Return when something was, as the clock here shows it; of today the time alone."""
    is_today = datetime.fromisoformat(at).astimezone().date() == datetime.now(UTC).astimezone().date()
    return when(at).rpartition(" ")[2] if is_today else when(at)
