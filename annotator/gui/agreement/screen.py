"""The Agreement screen: what is compared, the figures, and what to do where there are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.gamma import NOT_ASKED
from annotator.agreement.nominal import NOT_YET
from annotator.core.errors import AnnotatorError
from annotator.gui.agreement import handing_on
from annotator.gui.agreement.cells import Wanted
from annotator.gui.agreement.chips import Chips
from annotator.gui.agreement.comparing import Comparing
from annotator.gui.agreement.contents import Tables, why_neither
from annotator.gui.agreement.nothing import why_nothing
from annotator.gui.agreement.page import FiguresPage
from annotator.gui.i18n import decimal, told, tr, tr_n
from annotator.gui.keys import shown_key
from annotator.gui.widgets import button, label, show
from annotator.workspace.agreement_cases import Compared, Opens
from annotator.workspace.review_rows import Filter
from annotator.workspace.workspace import Changed, Workspace


class AgreementScreen(QWidget):
    """The figures of one project, computed in a thread and kept until they are asked for anew.

    `cases_wanted` is given a filter for the review, the states of the readings, and what the
    cases are those of; `differences_wanted` which differences from the final reading.
    """

    said = Signal(str)
    status_changed = Signal()
    cases_wanted = Signal(object, object, str)
    differences_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.found: Compared | None = None
        self.is_stale = False
        self._tables: Tables = {}
        self._seconds = 0.0
        self._part = ""  # of the work, as `compare` names it
        self._was_left = False  # while something was being computed
        self.comparing = Comparing(workspace, self)
        self.chips = Chips()
        self.csv = button(tr("Copy as CSV"), "", self.copy)
        self.report = button(tr("Report…"), "", self.save_report)
        self.notice = label("", "muted", wrap=True)
        self.again = button("", "", self.compute)
        self.stop = button(tr("Stop"), "", self.cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(tr("How far the figures are"))
        self.message = label("", "muted", wrap=True)
        self.page = FiguresPage()
        self._stack = QStackedWidget()
        for one in (self.csv, self.report, self.again, self.stop):
            one.setAutoDefault(True)  # Enter presses them
        self._lay_out()
        self._unsubscribe = workspace.subscribe(self._on_changed)
        self.chips.changed.connect(self.compute)
        self.page.asked.connect(self._ask)
        self.page.nothing.connect(self.said)
        self.comparing.progressed.connect(self._show_progress)
        self.comparing.began.connect(self._show_part)
        self.comparing.counted.connect(self._show_first)
        self.comparing.compared.connect(self._show_found)
        self.comparing.with_gamma.connect(self._show_whole)
        self.comparing.failed.connect(self._show_failure)
        self.compute()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(22, 14, 22, 6)
        row.setSpacing(8)
        row.addWidget(self.chips, 1)
        for one in (self.csv, self.report):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        self._line = QFrame()  # at the foot: as it comes and goes, nothing that is read moves
        self._line.setObjectName("foot")
        line = QHBoxLayout(self._line)
        line.setContentsMargins(22, 6, 22, 6)
        line.setSpacing(10)
        line.addWidget(self.notice, 1)
        line.addWidget(self.bar, 1)
        line.addWidget(self.again)
        line.addWidget(self.stop)
        empty = QFrame()
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(22, 20, 22, 20)
        self.message.setMaximumWidth(620)
        inner.addWidget(self.message)
        inner.addStretch(1)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.page)
        column.addWidget(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._line)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of this screen do, by the ends of their names in the table."""
        return {"again": self.compute, "copy": self.copy, "report": self.save_report}

    # Computing

    def compute(self) -> None:
        """Compute the figures anew; what is shown stays until they are there."""
        self.is_stale = False
        self.chips.load(self.workspace.annotators(), self.workspace.scheme)
        if len(self.chips.selection.annotators) == 1:
            self.comparing.stop()
            self.found = None
            self._show_message(tr("Choose two annotators or more: agreement is between them."))
            return
        self._part = "reading"
        self.comparing.start(self.chips.selection)
        self.bar.setValue(0)
        if self.found is None:
            self._show_message(tr("Comparing the readings…"))
        self._show_line()

    def cancel(self) -> None:
        """Stop computing; what is there already stays."""
        self.comparing.stop()
        self._show_stopped()

    def _show_stopped(self) -> None:
        if self.found is None:
            self._show_message(tr("Stopped. {key} computes the figures.", key=shown_key("agreement_again")))
        else:
            self._show_page(gamma=tr("stopped"))
        self._show_line()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let what is being computed go where another screen is looked at; not where the window is minimised."""
        super().hideEvent(event)
        if not event.spontaneous() and self.comparing.is_busy:
            self._was_left = True
            self.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        """Take up again what was let go."""
        super().showEvent(event)
        if not self._was_left or self.comparing.is_busy:
            return
        self._was_left = False
        if self.found is None or not self._has_all or self.is_stale or not self.comparing.is_at_gamma:
            self.compute()
            return
        self.comparing.go_on(self.found.figures.selection, self.found)
        self._show_page(gamma=told(NOT_YET))
        self._show_line()

    def _show_progress(self, done: int) -> None:
        self.bar.setValue(done)

    def _show_part(self, part: str) -> None:
        self._part = part
        self._show_line()

    def _show_first(self, found: Compared, tables: Tables) -> None:
        """Show what is there first; where other figures are shown, they stay until all are there."""
        if self.found is None or not self.found.figures.is_whole:
            self.found, self._tables = found, tables
            self._show_page(gamma=told(NOT_YET))
            self._stack.setCurrentWidget(self.page)

    def _show_found(self, found: Compared, tables: Tables, seconds: float) -> None:
        self.found, self._tables, self._seconds = found, tables, seconds
        if found.figures.documents:
            self._show_page(gamma=told(NOT_YET))
            self._stack.setCurrentWidget(self.page)
        else:
            self._show_message(why_nothing(found))
        self.bar.setValue(0)
        self._show_line()
        self.status_changed.emit()

    def _show_whole(self, found: Compared) -> None:
        self.found = found
        self.page.show_gamma(found)
        self._show_line()

    def _show_page(self, *, gamma: str = "") -> None:
        if self.found is not None:
            self.page.show_found(self.found, self._tables, self.workspace.scheme, gamma=gamma)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError | OSError):
            self._show_stopped()  # it is said elsewhere, and noted
            return
        text = told(error.message) if isinstance(error, AnnotatorError) else str(error)
        self.found = None
        self._show_message(text)
        self._show_line()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self._stack.setCurrentIndex(0)
        self._show_line()

    # What happens meanwhile

    def _on_changed(self, changed: Changed) -> None:
        self.mark_changed()

    def mark_changed(self) -> None:
        """Say that the figures are those of before a change."""
        if not self.is_stale and (self.found is not None or self.comparing.is_busy):
            self.is_stale = True
            self._show_line()

    reread = mark_changed

    def _show_line(self) -> None:
        """Show what goes on, or that something has changed; nothing where there is neither."""
        busy, key = self.comparing.is_busy, shown_key("agreement_again")
        begun = self.found is not None and not self.found.figures.is_whole and not busy
        stale = (self.is_stale or begun) and not busy
        text = ""
        if busy:
            text = tr("Computing γ…") if self.comparing.is_at_gamma else _doing(self._part)
        elif begun:
            text = tr("Stopped. {key} computes the figures.", key=key)
        elif stale:
            text = tr("Something has changed since these figures were computed.")
        self.notice.setText(text)
        self.again.setText(tr("Compute anew") + (f"  {key}" if key else ""))
        show(self.again, shown=stale)
        show(self.stop, shown=busy)
        show(self.bar, shown=busy)
        show(self._line, shown=busy or stale)
        has = self._has_all
        for one in (self.csv, self.report):
            one.setEnabled(has)

    # What leads out of here

    def _ask(self, wanted: Wanted) -> None:
        if self.found is None:
            return
        opens = self.found.opens(wanted.behind)
        if opens == Opens.NEITHER:
            self.said.emit(why_neither())
            return
        if opens == Opens.FINAL:
            self.differences_wanted.emit(self.found.of_final(wanted.behind, wanted.name))
            return
        keys = self.found.keys(wanted.behind)
        if not keys:
            self.said.emit(tr("There are no cases behind this."))
            return
        self.cases_wanted.emit(Filter(rows=keys), self.found.figures.selection.states, wanted.name)

    @property
    def _has_all(self) -> bool:
        """Whether there are figures to hand on; γ may come later."""
        return self.found is not None and bool(self.found.figures.documents) and self.found.figures.is_whole

    def copy(self) -> None:
        """Put all tables into the clipboard as CSV."""
        if self.found is None or not self._has_all:
            self.said.emit(tr("There are no figures yet."))
            return
        self.said.emit(handing_on.copy(self.found.figures))

    def save_report(self) -> None:
        """Ask where, and save all figures as a page to read."""
        if self.found is None or not self._has_all:
            self.said.emit(tr("There are no figures yet."))
            return
        said = handing_on.save_report(self.found.figures, self.workspace, self)
        if said:
            self.said.emit(said)

    # The window

    @property
    def told(self) -> str:
        """What the status bar says of the figures."""
        if self.found is None or not self._has_all:
            return ""
        figures = self.found.figures
        return " · ".join((
            tr_n("{n} span", "{n} spans", figures.spans),
            tr_n("{n} article", "{n} articles", figures.documents),
            tr_n("{n} annotator", "{n} annotators", len(figures.annotators)),
            tr("1,000 resamples in {seconds} s", seconds=decimal(self._seconds, 1)),
        ))  # fmt: skip

    def enter(self) -> None:
        """Put the keyboard where it was, or on the first chip."""
        here = self.focusWidget()
        (here if here is not None and here.isEnabled() else self.chips.annotators).setFocus()

    def next_pane(self) -> None:
        """Put the keyboard into the next of chips and tables."""
        if self._stack.currentWidget() is self.page and not self.page.isAncestorOf(self.focusWidget()):
            self.page.enter()
        else:
            self.chips.annotators.setFocus()

    def escape(self) -> None:
        """Stop what is being computed; else go to the chips."""
        if self.comparing.is_busy:
            self.cancel()
        else:
            self.chips.annotators.setFocus()

    def recolour(self) -> None:
        """Draw everything in the colours now in force."""
        if self.found is not None and self.found.figures.documents:
            has = self.found.figures.gamma.reason != NOT_ASKED
            self._show_page(gamma="" if has else told(NOT_YET) if self.comparing.is_busy else tr("stopped"))

    def show_keys(self) -> None:
        """Name the keys now in force."""
        self._show_line()

    def close_screen(self) -> None:
        """Let go of the workspace."""
        self._unsubscribe()
        self.comparing.close()


def _doing(part: str) -> str:
    """Return what is being computed, in words."""
    return {
        "reading": tr("Reading what is marked…"),
        "counting": tr("Counting F1…"),
        "units": tr("Reading the tokens of the articles…"),
        "figures": tr("Computing κ and α…"),
        "unitizing": tr("Computing αU…"),
        "intervals": tr("Computing the intervals…"),
    }.get(part, tr("Computing…"))
