"""What a lead does to the case in hand: choose, give a reason, edit, decide."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from annotator.agreement.standing import Status
from annotator.core.decisions import Choice
from annotator.core.errors import AnnotatorError, EditError, InputError
from annotator.gui.i18n import told, tr
from annotator.gui.review.case_panel import CasePanel, Put
from annotator.gui.review.editing import EditPane
from annotator.gui.review.final import Chosen
from annotator.gui.review.foot import choices_said
from annotator.gui.review.free_edit import FreeEdit
from annotator.gui.review.proposing import Kept, can_be, first_choice
from annotator.gui.review.showing import Shown, shown
from annotator.gui.review.wording import reason_name
from annotator.workspace.reasons import Reason, find_reason, read_reasons, reasons
from annotator.workspace.review_rows import Key
from annotator.workspace.reviewing import Open, Preview, Review, Update, readings_of
from annotator.workspace.verdicts import Verdict, check

if TYPE_CHECKING:
    from annotator.core.annotations import Annotations
    from annotator.core.decisions import Decision
    from annotator.workspace.workspace import Workspace


UNSEEN = 1.0  # seconds in which no key decides what came into sight by itself


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
        self, workspace: Workspace, lead_id: int, panel: CasePanel, stack: QStackedWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._lead_id = lead_id
        self.review: Review | None = None
        self.case: Shown | None = None
        self.choice: Chosen | None = None
        self.reason = ""
        self._known: Sequence[Reason] = ()
        self._left: dict[tuple[int, Key], Kept] = {}  # what is chosen of cases that are not decided yet
        self.problem = ""  # why what was asked for last cannot be done
        self.is_writing = False
        self.has_changed = False  # the readings of the case in hand, since it was shown
        self._is_suggested = False  # what is chosen, and not by the lead
        self._unseen = 0.0  # until when no key decides
        self._is_decided = False  # the case in hand
        self._panel = panel
        free = self.free = FreeEdit(workspace, lead_id, stack, self)
        free.decided.connect(self._decide_edited)
        free.left.connect(self.close_edit)
        free.drop_pressed.connect(self.drop_edit)
        for mine, its in (
            (self.closed, free.ended),
            (self.said, free.said),
            (self.failed, free.failed),
            (self.gaps_pressed, free.gaps_pressed),
        ):
            its.connect(mine)

    @property
    def editing(self) -> EditPane | None:
        """The free edit under way."""
        return self.free.pane

    def kept(self) -> Kept | None:
        """Return what is chosen and written of the case in hand."""
        if self.case is None:
            return None
        opened = self.case.opened
        choice = None if self._is_suggested else self.choice
        return Kept(opened.row, readings_of(opened), choice, self.reason, self._panel.note.text())

    def begin(self, review: Review, case: Shown, kept: Kept | None = None) -> None:
        """Take a case in hand, with what was decided of it, else with the reading that more than half have.

        What is `kept` of the same case, or was chosen and written when it was last in hand, of
        readings that have not changed, goes on. What was decided of a case that is open again
        is not proposed anew.
        """
        opened, said = case.opened, readings_of(case.opened)
        left = self.kept()
        if left is not None and not self._is_decided:
            self._left[left.row.document_id, left.row.key] = left
        self._is_decided = False
        draft = self._left.pop((opened.row.document_id, opened.row.key), None)
        if kept is None or (kept.row.document_id, kept.row.key) != (opened.row.document_id, opened.row.key):
            kept = draft
        # Readings that changed are to be chosen from anew; what was written of them stays.
        self.has_changed = kept is not None and kept.said != said
        if kept is not None and self.has_changed:
            kept = replace(kept, choice=None)
        stands = opened.row.status in (Status.DECIDED, Status.LATER) and opened.item.decisions
        decided = opened.item.decisions[-1] if stands else None
        self.review, self.case = review, case
        self.problem = self.free.offer(opened)
        self._known = read_reasons(self.workspace)
        self.choice, self._is_suggested = first_choice(review, opened)
        self.reason = ""
        note = ""
        if decided is not None:
            self.reason, note = self._written(decided)
        if kept is not None:
            if kept.choice is not None and can_be(opened, kept.choice):
                self.choice, self._is_suggested = kept.choice, False
            self.reason, note = kept.reason, kept.note
        if note != self._panel.note.text():  # the cursor stays where it is
            self._panel.note.setText(note)

    def let_go(self) -> None:
        """Have no case in hand; what is written of the one there was is kept for it."""
        left = self.kept()
        if left is not None and not self._is_decided:
            self._left[left.row.document_id, left.row.key] = left
        self.review, self.case = None, None

    def put(self, *, names: bool) -> Put | None:
        """Return the case with what the final reading would be; `names` where the annotators' are shown."""
        if self.review is None or self.case is None:
            return None
        opened, final, planned = self.case.opened, Preview(), None
        if self.choice is not None:
            final = self.review.preview(opened, *self.choice)
            if opened.item.type != "link":
                planned = self.review.planned(opened, *self.choice)
        elif opened.row.status == Status.DECIDED:
            final = self.review.final(opened)
        known = {a.name: a for a in self.workspace.annotators()}
        return Put(
            self.case,
            self.choice,
            final,
            planned,
            names,
            known,
            self._known,
            self.problem,
            self._is_suggested,
        )

    def _written(self, decided: Decision) -> tuple[str, str]:
        """Return reason, as it is called now, and note of a decision."""
        reason = find_reason(self._known, decided.reason).name if decided.reason else ""
        return reason, decided.note

    @property
    def _note(self) -> str:
        return " ".join(self._panel.note.text().split())

    # Choosing

    def warn(self, text: str) -> None:
        """Say why the case in hand is another than the lead has seen; it is not proposed how to decide it.

        The key that was on its way decides nothing.
        """
        self._unseen = time.monotonic() + UNSEEN
        if self._is_suggested:
            self.choice, self._is_suggested = None, False
        if self.case is None:
            self._panel.add_to_message(text)
        if self.workspace.redo_name(self._lead_id) is None:  # else the status bar says what the lead undid
            self.said.emit(text)
        self._show_problem(text)

    @property
    def _is_unseen(self) -> bool:
        """Whether the case in hand came into sight by itself just now."""
        return time.monotonic() < self._unseen

    def take(self, place: int) -> None:
        """Choose a reading by its number, from 0."""
        if self.case is not None and place < len(self.case.lanes):
            self.choose(Choice.READING, self.case.lanes[place][0])
            self._panel.show_lane(place)

    def choose(self, choice: Choice, taken: str | None = None) -> None:
        """Choose what the final reading is to be; union and overlap have the label of the reading chosen before."""
        if self.case is None or self.review is None or self._is_unseen:
            return
        opened, before = self.case.opened, self.choice[1] if self.choice else None
        if before is not None and self.review.needs_taken(opened, choice):
            taken = before if opened.item.case.spans.get(before) else None
            if taken is None and not self._is_suggested:
                self._show_problem(
                    tr(
                        "The reading in hand has nothing here to keep: press the number of another, "
                        "then ask for the union or the overlap again."
                    )
                )
                return
        try:
            check(opened.article, opened.item, Verdict(choice, taken))
        except (EditError, InputError) as error:
            self._show_problem(told(error.message))
            return
        final = self.review.preview(opened, choice, taken)
        if choice == Choice.OVERLAP and not final.spans and not final.links:
            self._show_problem(tr("The readings have nothing in common."))
            return
        self.choice, self.problem, self._is_suggested = (choice, taken), "", False
        self.free.set_aside()
        self.changed.emit()

    def _show_problem(self, text: str) -> None:
        """Say it in the panel, and nowhere else: once is enough."""
        self.problem = text
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
            self._panel.foot.write_note()

    # Deciding

    def decide(self) -> None:
        """Decide the case as chosen, and go on to the next."""
        if self.editing is not None or self.case is None or self.review is None or self._is_unseen:
            return
        if self.choice is None:
            self._decide_again()
            return
        opened, review, (choice, taken) = self.case.opened, self.review, self.choice
        note = self._note
        self._run(lambda: review.decide(opened, choice, taken, reason=self.reason, note=note))

    def _decide_again(self) -> None:
        """Leave a decided case as it is, a free edit with another reason or note where these changed, and go on."""
        assert self.case is not None
        assert self.review is not None
        opened, review, note = self.case.opened, self.review, self._note
        decided = opened.item.decisions[-1] if opened.row.status == Status.DECIDED else None
        if decided is not None and (self.reason, note) == self._written(decided):
            self._panel.go_on()
        elif decided is not None and decided.choice == Choice.EDITED:
            gold = opened.article.gold
            self._run(lambda: review.decide_edited(opened, gold, reason=self.reason, note=note))
        else:
            self._show_problem(choices_said())

    def later(self) -> None:
        """Put the case off with what is written of it, and go on to the next."""
        if self.case is not None and self.review is not None and not self._is_unseen:
            opened, review, note = self.case.opened, self.review, self._note
            self._run(
                lambda: review.decide(opened, Choice.LATER, reason=self.reason, note=note), is_decided=False
            )

    def _run(self, decide: Callable[[], Update], *, is_decided: bool = True) -> None:
        """Decide, and say what follows; what cannot be done is said."""
        assert self.case is not None
        assert self.review is not None
        review, document_id = self.review, self.case.opened.article.document_id
        self.is_writing = True
        try:
            update = decide()
        except InputError as error:
            self._show_problem(told(error.message))
            return
        except EditError as error:
            self.decided.emit(review.refresh(document_id), False)
            if not self._is_unseen:  # else it is said already
                self._show_problem(told(error.message))
            return
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        finally:
            self.is_writing = False
        self._panel.setFocus()
        self._follow(update, is_decided=is_decided)

    def _follow(self, update: Update, *, is_decided: bool = True) -> None:
        """Go on to the next case: nothing of the one that is decided is left to go on with."""
        assert self.case is not None
        row = self.case.opened.row
        if is_decided:
            self.free.drop(self.case.opened)
        self._left.pop((row.document_id, row.key), None)
        self._is_decided = True
        self.decided.emit(update, True)

    # Editing

    def edit(self) -> None:
        """Edit the final reading freely, in its article."""
        if self.case is None or self.review is None or self._is_unseen:
            return
        if self.editing is None:
            opened = self.case.opened
            self.free.begin(opened, self._to_edit(self.review, opened))

    def _to_edit(self, review: Review, opened: Open) -> Annotations:
        """Return what a free edit begins with: what is chosen or final, else the union, else one of the readings."""
        if self.choice is None and opened.row.status == Status.DECIDED:
            return opened.article.gold
        some = next((name for name, ids in opened.item.case.spans.items() if ids), None)
        for choice in (self.choice, (Choice.UNION, None), (Choice.UNION, some)):
            if choice is not None and can_be(opened, choice):
                return review.planned(opened, *choice)
        return opened.article.gold

    def _decide_edited(self) -> None:
        """Decide by the edit, which stays where that cannot be done."""
        pane = self.editing
        if pane is None or self.case is None or self.review is None:
            return
        opened, review, gold, note = self.case.opened, self.review, pane.gold, self._note
        self.is_writing = True
        try:
            update = review.decide_edited(opened, gold, reason=self.reason, note=note)
        except EditError as error:
            self._renew(opened, told(error.message))
            return
        except AnnotatorError as error:
            pane.tell(told(error.message))
            self.failed.emit(error)
            return
        finally:
            self.is_writing = False
        self.free.close()
        self._panel.setFocus()
        self._follow(update)

    def _renew(self, opened: Open, problem: str) -> None:
        """Show why an edit was not decided; where its case is still there, it can be decided as that now is."""
        assert self.review is not None
        now = self.review.look_again(opened)
        if now is None or not self.free.renew(now):
            problem += " " + tr("The final reading has other spans here now; the edit cannot be taken over.")
        else:
            self.case = shown(now, self.workspace.text(now.article.document_id).text)
        if self.editing is not None:
            self.editing.tell(problem)
        self.said.emit(problem)

    def close_edit(self) -> None:
        """Go back from the article to the case; what was changed is kept for it."""
        if self.editing is None:
            return
        is_kept = self.free.close()
        self._panel.setFocus()
        if is_kept and self.case is not None:
            self._show_problem(self.free.offer(self.case.opened))

    def drop_edit(self) -> None:
        """Drop the edit of the case in hand, or bring the one dropped last back."""
        if self.case is None:
            return
        opened = self.case.opened
        if self.editing is None:
            self._show_problem(self.free.drop_or_bring_back(opened))
            return
        self.free.close()
        self._panel.setFocus()
        self._show_problem(self.free.drop(opened))
