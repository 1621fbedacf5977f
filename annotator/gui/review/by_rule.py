"""What rules decide by themselves, their audit, and what else stands in the menu of the review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui.i18n import number, tr, tr_n
from annotator.gui.long_work import LongWork
from annotator.workspace.accepting import ALL_AGREE, MAJORITY, TRUSTED, accept
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import Review, Selection, set_machine
from annotator.workspace.workspace import Annotator, Workspace

if TYPE_CHECKING:
    from annotator.gui.dialogs.progress import ProgressDialog
    from annotator.gui.review.screen import ReviewScreen

_AUDITED = 20


class ByRule(QObject):
    """Accepts by a rule in a thread. `accepted` is given the documents that have changed."""

    accepted = Signal(list)
    said = Signal(str)

    def __init__(self, workspace: Workspace, lead_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._lead_id = workspace, lead_id
        self._work = LongWork(parent)
        self._work.stopped.connect(lambda: self.said.emit(tr("Stopped. Nothing was changed.")))

    def accept(self, selection: Selection, gold: int, rule: str = ALL_AGREE) -> None:
        """Accept what nobody needs to decide, as one step."""
        path, lead_id = self._workspace.path, self._lead_id

        def work(report: Callable[[object], None], cancelled: Callable[[], bool]) -> tuple[int, list[int]]:
            own = Workspace(path)
            try:
                return accept(own, lead_id, selection, rule, lambda *step: report(step), cancelled, gold=gold)
            finally:
                own.close()

        self._work.run(tr("Accept by rule"), work, self._accepted, show=show_step)

    def _accepted(self, result: tuple[int, list[int]]) -> None:
        count, touched = result
        if not count:
            self.said.emit(tr("There is nothing to accept by this rule."))
            return
        self._workspace.changed_elsewhere()  # it was us
        self.said.emit(tr_n("{n} reading accepted. Undo takes it back.", "{n} readings accepted. Undo takes them back.",
                            count))  # fmt: skip
        self.accepted.emit(touched)

    def stop(self) -> None:
        """Let what is under way be cut off, and wait for it."""
        self._work.end()


def audited(review: Review) -> Filter | None:
    """Return a filter for some of what rules decided, drawn at random; None where none has decided anything."""
    drawn = review.audit_sample(_AUDITED, seed=review.counts()["automatic"])
    return Filter(automatic=True, rows=frozenset(row.key for row in drawn)) if drawn else None


def fill_menu(menu: QMenu, screen: ReviewScreen) -> None:
    """Offer what is done now and then."""
    menu.clear()

    def add(text: str, run: Callable[[], object], *, on: bool | None = None) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        action.triggered.connect(lambda _=False: run())

    add(tr("Show names"), screen.toggle_names, on=screen.names_shown)
    add(tr("Also unfinished readings"), screen.toggle_unfinished, on=len(screen.selection.states) > 1)
    menu.addSeparator()
    readers = [a for a in screen.workspace.annotators() if a.kind != "gold" and a.id != screen.lead.id]
    add(tr("Accept what all agree on"), screen.accept_agreed)
    add(tr("Accept what more than half have"), partial(screen.accept_agreed, MAJORITY))
    for one in readers:
        rule = partial(screen.accept_agreed, TRUSTED + one.name)
        add(tr("Accept the readings of {annotator}", annotator=one.name), rule)
    add(tr("Audit a sample of what rules decided"), screen.audit)
    menu.addSeparator()
    for one in readers:
        is_machine = one.kind == "machine"
        text = tr("{annotator} is a machine", annotator=one.name)
        add(text, partial(_set_machine, screen, one, machine=not is_machine), on=is_machine)
    menu.addSeparator()
    add(tr("Reasons…"), screen.edit_reasons)
    add(tr("Feedback…"), screen.show_feedback)


def _set_machine(screen: ReviewScreen, one: Annotator, *, machine: bool) -> None:
    try:
        set_machine(screen.workspace, screen.lead.id, one.id, machine=machine)
    except AnnotatorError as error:
        screen.failed.emit(error)


def show_step(dialog: ProgressDialog, step: tuple[int, int]) -> None:
    """Show how far a step of long work is: so many done, of so many."""
    dialog.show_progress(*step, tr("{n} of {total}", n=number(step[0]), total=number(step[1])))
