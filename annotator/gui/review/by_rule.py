"""What rules decide by themselves, their audit, and what else stands in the menu of the review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that the menu of the review offers; `on` where it is a switch."""

    text: str
    run: Callable[[], object]
    on: bool | None = None


def fill_menu(menu: QMenu, screen: ReviewScreen) -> None:
    """Offer what is done now and then."""
    menu.clear()
    switches = [
        Offered(tr("Show names"), screen.toggle_names, screen.names_shown),
        Offered(tr("Also unfinished readings"), screen.toggle_unfinished, len(screen.selection.states) > 1),
    ]
    rest = [Offered(tr("Reasons…"), screen.edit_reasons), Offered(tr("Feedback…"), screen.show_feedback)]
    for group in (switches, rules(screen), machines(screen), rest):
        if not menu.isEmpty():
            menu.addSeparator()
        for one in group:
            action = menu.addAction(one.text.replace("&", "&&"))
            if one.on is not None:
                action.setCheckable(True)
                action.setChecked(one.on)
            action.triggered.connect(lambda _=False, run=one.run: run())


def rules(screen: ReviewScreen) -> list[Offered]:
    """Return the rules that can accept readings, and their audit."""
    found = [
        Offered(tr("Accept what all agree on"), screen.accept_agreed),
        Offered(tr("Accept what more than half have"), partial(screen.accept_agreed, MAJORITY)),
    ]
    for one in _readers(screen):
        text = tr("Accept the readings of {annotator}", annotator=one.name)
        found.append(Offered(text, partial(screen.accept_agreed, TRUSTED + one.name)))
    return [*found, Offered(tr("Audit a sample of what rules decided"), screen.audit)]


def machines(screen: ReviewScreen) -> list[Offered]:
    """Return what says of each annotator whether it is a machine."""
    found = []
    for one in _readers(screen):
        is_machine = one.kind == "machine"
        text = tr("{annotator} is a machine", annotator=one.name)
        found.append(Offered(text, partial(_set_machine, screen, one, machine=not is_machine), is_machine))
    return found


def _readers(screen: ReviewScreen) -> list[Annotator]:
    return [a for a in screen.workspace.annotators() if a.kind != "gold" and a.id != screen.lead.id]


def _set_machine(screen: ReviewScreen, one: Annotator, *, machine: bool) -> None:
    try:
        set_machine(screen.workspace, screen.lead.id, one.id, machine=machine)
    except AnnotatorError as error:
        screen.failed.emit(error)


def show_step(dialog: ProgressDialog, step: tuple[int, int]) -> None:
    """Show how far a step of long work is: so many done, of so many."""
    dialog.show_progress(*step, tr("{n} of {total}", n=number(step[0]), total=number(step[1])))
