"""What a lead does to the case in hand: choose, give a reason, edit, decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.core.decisions import Choice, Decision
from annotator.core.errors import AnnotatorError, EditError
from annotator.gui.i18n import told, tr
from annotator.gui.review.case_panel import CasePanel
from annotator.gui.review.editing import EditPane
from annotator.gui.review.wording import reason_name
from annotator.workspace.reasons import find_reason, read_reasons, reasons
from annotator.workspace.review_rows import Row
from annotator.workspace.reviewing import Open, Preview, Review, Update

if TYPE_CHECKING:
    from annotator.gui.review.showing import Shown
    from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Kept:
    """What a lead has chosen and written of a case, for when it is shown anew."""

    row: Row
    choice: tuple[Choice, str | None] | None
    reason: str
    note: str


class Deciding(QObject):
    """The case in hand and what is chosen of it.

    `changed` where the case is to be shown anew, `decided` is given what follows in the
    list and whether it goes on to the next case; `closed` where a free edit has begun or ended.
    """

    changed = Signal()
    decided = Signal(object, bool)
    closed = Signal()
    said = Signal(str)
    failed = Signal(object)
    gaps_pressed = Signal(str)

    def __init__(
        self, workspace: Workspace, panel: CasePanel, stack: QStackedWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.review: Review | None = None
        self.case: Shown | None = None
        self.choice: tuple[Choice, str | None] | None = None
        self.reason = ""
        self.editing: EditPane | None = None
        self.is_writing = False
        self.zoom = 1.0
        self._panel, self._stack = panel, stack
        self._home: QWidget | None = stack.currentWidget()

    def kept(self) -> Kept | None:
        """Return what is chosen and written of the case in hand."""
        if self.case is None:
            return None
        return Kept(self.case.opened.row, self.choice, self.reason, self._panel.note.text())

    def begin(self, review: Review, case: Shown, kept: Kept | None = None) -> None:
        """Take a case in hand, with what was decided of it, else with the reading that most have.

        What is `kept` of the same case, of readings that have not changed, goes on.
        """
        opened = case.opened
        decided = opened.item.decisions[-1] if opened.item.decisions else None
        self.review, self.case = review, case
        self.choice, self.reason = _first_choice(review, opened, decided), ""
        if decided is not None and decided.reason:
            self.reason = find_reason(read_reasons(self.workspace), decided.reason).name
        self._panel.note.setText(decided.note if decided else "")
        if kept is not None and (kept.row.document_id, kept.row.key) == (
            opened.row.document_id,
            opened.row.key,
        ):
            if kept.choice is not None and (
                kept.choice[1] is None or kept.choice[1] in opened.item.case.spans
            ):
                self.choice = kept.choice
            self.reason = kept.reason
            self._panel.note.setText(kept.note)

    def let_go(self) -> None:
        """Have no case in hand."""
        self.review, self.case = None, None

    @property
    def final(self) -> Preview:
        """What the final reading would be."""
        if self.review is None or self.case is None or self.choice is None:
            return Preview()
        return self.review.preview(self.case.opened, *self.choice)

    @property
    def _note(self) -> str:
        return " ".join(self._panel.note.text().split())

    # Choosing

    def take(self, place: int) -> None:
        """Choose a reading by its number, from 0."""
        if self.case is not None and place < len(self.case.lanes):
            self.choose(Choice.READING, self.case.lanes[place][0])
            self._panel.show_lane(place)

    def choose(self, choice: Choice, taken: str | None = None) -> None:
        """Choose what the final reading is to be."""
        if self.case is None or self.review is None:
            return
        final = self.review.preview(self.case.opened, choice, taken)
        if choice == Choice.OVERLAP and not final.spans and not final.links:
            self.said.emit(tr("The readings have nothing in common."))
            return
        self.choice = choice, taken
        self.changed.emit()

    def next_reason(self) -> None:
        """Choose the next of the project's reasons, and after the last none."""
        known = ["", *reasons(self.workspace)]
        place = known.index(self.reason) if self.reason in known else 0
        self._set_reason(known[(place + 1) % len(known)])
        self.said.emit(tr("Reason: {reason}", reason=reason_name(self.reason) or "–"))

    def toggle_reason(self, reason: str) -> None:
        """Choose a reason, or none where it is chosen already."""
        self._set_reason("" if reason == self.reason else reason)

    def _set_reason(self, reason: str) -> None:
        self.reason = reason
        self._panel.show_reason(reason)

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        if self.case is not None:
            self._panel.note.setFocus()
            self._panel.note.selectAll()

    # Deciding

    def decide(self) -> None:
        """Decide the case as chosen, and go on to the next."""
        if self.editing is not None or self.case is None or self.review is None:
            return
        if self.choice is None:
            self.said.emit(tr("Choose a reading by its number first, or U, I, 0, E."))
            return
        opened, review, (choice, taken) = self.case.opened, self.review, self.choice
        note = self._note
        self._run(lambda: review.decide(opened, choice, taken, reason=self.reason, note=note))

    def later(self) -> None:
        """Put the case off, and go on to the next."""
        if self.case is not None and self.review is not None:
            opened, review = self.case.opened, self.review
            self._run(lambda: review.later(opened))

    def _run(self, decide: Callable[[], Update]) -> None:
        """Decide, and say what follows; what cannot be done is said."""
        assert self.case is not None
        assert self.review is not None
        review, document_id = self.review, self.case.opened.article.document_id
        self.is_writing = True
        try:
            update = decide()
        except EditError as error:
            self.said.emit(told(error.message))
            self.decided.emit(review.refresh(document_id), False)
            return
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        finally:
            self.is_writing = False
        self._panel.setFocus()
        self.decided.emit(update, True)

    # Editing

    def edit(self) -> None:
        """Edit the final reading freely, in its article."""
        if self.case is None or self.review is None or self.editing is not None:
            return
        opened = self.case.opened
        choice, taken = self.choice or (Choice.UNION, None)
        gold = self.review.planned(opened, choice, taken)
        pane = self.editing = EditPane(self.workspace, gold, self.zoom)
        pane.decided.connect(self._decide_edited)
        pane.left.connect(self.close_edit)
        pane.said.connect(self.said)
        pane.failed.connect(self.failed)
        pane.inspector.gaps_pressed.connect(self.gaps_pressed)
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)
        new = [i for i in gold.spans if i not in opened.article.gold.spans]
        old = [i for d in opened.item.decisions for i in d.spans if i in gold.spans]
        pane.open(opened.article.document_id, opened.row.start, next(iter([*new, *old]), None))
        self.closed.emit()

    def _decide_edited(self) -> None:
        pane = self.editing
        if pane is None or self.case is None or self.review is None:
            return
        opened, review, gold = self.case.opened, self.review, pane.gold
        note = self._note
        self.close_edit()
        self._run(lambda: review.decide_edited(opened, gold, reason=self.reason, note=note))

    def close_edit(self) -> None:
        """Go back from the article to the case."""
        pane, self.editing = self.editing, None
        if pane is not None:
            assert self._home is not None
            self._stack.setCurrentWidget(self._home)
            self._stack.removeWidget(pane)
            pane.close_pane()
            pane.deleteLater()
            self._panel.setFocus()
            self.closed.emit()


def _first_choice(review: Review, opened: Open, decided: Decision | None) -> tuple[Choice, str | None] | None:
    """Return what was decided, else the reading that most have."""
    names = opened.article.names
    if decided is not None and decided.choice not in (Choice.LATER, Choice.EDITED):
        taken = names.get(decided.taken) if decided.taken is not None else None
        if decided.choice != Choice.READING or taken in opened.item.case.spans:
            return decided.choice, taken
    proposal = review.proposal(opened)
    return (Choice.READING, proposal) if proposal is not None else None
