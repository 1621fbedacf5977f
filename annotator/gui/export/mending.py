"""The fixes of what a format cannot hold: what each would do to the rows selected is said before it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui.export.wording import effect_in_words
from annotator.gui.i18n import number, told, tr, tr_n
from annotator.gui.jobs import Job
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.gui.widgets import button, label, literal, show, tooltip
from annotator.workspace.exporting import Loss, LossKind
from annotator.workspace.fixing import MENDS, Effect, Fix, effects
from annotator.workspace.workspace import Annotator, Workspace

_PAUSE_MS = 120
_NAMES = 3  # of other annotators that are named
Found = Mapping[tuple[Fix, str], Effect]


def _title(how: Fix) -> str:
    return {
        Fix.SNAP: tr("Snap to words"),
        Fix.TRIM: tr("Trim white space"),
        Fix.KEEP_OUTER: tr("Keep the outer"),
        Fix.KEEP_LABEL: tr("Keep label"),
    }[how]


class Mending(QWidget):
    """A line and the buttons. `wanted` is given the losses selected, the fix and the label to keep."""

    wanted = Signal(object, object, str)

    def __init__(self, workspace: Workspace, annotator: Annotator) -> None:
        super().__init__()
        self._workspace, self._annotator = workspace, annotator
        self._chosen: Sequence[Loss] = ()
        self._job: Job | None = None
        self.line = label("", "muted", wrap=True)
        self.buttons: dict[Fix, QPushButton] = {}
        self._menu = QMenu(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        for how in Fix:
            made = button(_title(how), "", None if how == Fix.KEEP_LABEL else partial(self._ask, how))
            made.setAutoDefault(False)
            self.buttons[how] = made
            row.addWidget(made)
        self.buttons[Fix.KEEP_LABEL].setMenu(self._menu)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addLayout(row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    def show_losses(self, chosen: Sequence[Loss], kinds: Collection[LossKind], listed: int) -> None:
        """Offer what mends the `chosen` of the `listed` losses; fixes of other `kinds` than are there are hidden."""
        self.stop()
        self._chosen = chosen
        for how, made in self.buttons.items():
            show(made, shown=MENDS[how] in kinds)
        why = self._refusal(listed)
        self._say(why or tr("Looking at what the fixes would do…"), {})
        if not why:
            self._pause.start()

    def stop(self) -> None:
        """Drop what is being looked at."""
        self._pause.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _mine(self) -> list[Loss]:
        return [one for one in self._chosen if one.annotator == self._annotator.name]

    def _refusal(self, listed: int) -> str:
        """Return why nothing can be fixed, empty where something may be."""
        if not self._chosen:
            return tr(
                "No row is selected. The fixes change the selected rows only; Ctrl+A selects all {n}.",
                n=number(listed),
            )
        if not any(one.kind in MENDS.values() for one in self._chosen):
            return tr("There is no fix for what is selected; Enter shows it in its article.")
        mine = self._mine()
        if not mine:
            return (
                self._of_others(len(self._chosen))
                + " "
                + tr("You work as {name}.", name=self._annotator.name)
            )
        if not any(one.kind in MENDS.values() for one in mine):
            return tr("There is no fix for what is selected; Enter shows it in its article.")
        return ""

    def _of_others(self, n: int) -> str:
        names = list(
            dict.fromkeys(one.annotator for one in self._chosen if one.annotator != self._annotator.name)
        )
        shown = ", ".join(names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
        return (
            tr("The selected row is in the reading of {names}: nobody else changes it.", names=shown)
            if n == 1
            else tr(
                "{n} selected rows are in readings of {names}: nobody else changes them.",
                n=number(n),
                names=shown,
            )
        )

    def _look(self) -> None:
        chosen, annotator = list(self._mine()), self._annotator

        def work(own: Workspace, report: Report, cancelled: IsCancelled) -> Found:
            del report
            return effects(own, annotator, chosen, cancelled)

        self._job = job = ReadingJob(self._workspace.path, work, self.window().parent() or self)
        job.succeeded.connect(lambda found: self._show(job, found))
        job.failed.connect(lambda error: self._failed(job, error))
        job.ended.connect(job.deleteLater)
        job.start()

    def _show(self, job: Job, found: Found) -> None:
        if job is not self._job:
            return  # a late answer to an old question
        self._job = None
        parts = [
            f"{_title(how)}: {effect_in_words(effect)}."
            for (how, _), effect in found.items()
            if how != Fix.KEEP_LABEL
        ]
        if not found:
            parts.append(tr("No fix changes anything in what is selected."))
        elif not parts:
            parts.append(tr("“Keep label” says for each label what it deletes."))
        others = len(self._chosen) - len(self._mine())
        if others:
            parts.append(self._of_others(others))
        self._say(" ".join(parts), found)

    def _failed(self, job: Job, error: BaseException) -> None:
        if job is not self._job:
            return
        self._job = None
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        self._say(told(error.message) if isinstance(error, AnnotatorError) else str(error), {})

    def _say(self, text: str, found: Found) -> None:
        self.line.setText(text)
        by_label = {name: effect for (how, name), effect in found.items() if how == Fix.KEEP_LABEL}
        for how, made in self.buttons.items():
            effect = found.get((how, ""))
            able = bool(by_label) if how == Fix.KEEP_LABEL else effect is not None
            made.setEnabled(able)
            made.setToolTip(tooltip(self._tip(effect) if able else text))
        self._menu.clear()
        for name, effect in by_label.items():
            action = self._menu.addAction(literal(f"{self._label(name)}: {effect_in_words(effect)}"))
            action.triggered.connect(lambda _=False, n=name: self._ask(Fix.KEEP_LABEL, n))

    def _tip(self, effect: Effect | None) -> str:
        steps = effect.articles if effect is not None else 0
        text = tr(
            "Only {name}'s own readings are changed; each article is one step to undo.",
            name=self._annotator.name,
        )
        return text + (" " + tr_n("{n} article changes.", "{n} articles change.", steps) if steps else "")

    def _label(self, name: str) -> str:
        found = self._workspace.scheme.label(name)
        return found.title if found is not None else name

    def _ask(self, how: Fix, name: str = "") -> None:
        self.wanted.emit(self._mine(), how, name)
