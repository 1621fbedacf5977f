"""The export window: what goes out and as what; what is lost, before it is written; fixes; then the writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.gui import settings
from annotator.gui.dialogs.messages import ask, show_error
from annotator.gui.export.form import ExportForm
from annotator.gui.export.losses import LossTable, kind_name
from annotator.gui.i18n import number, told, tr, tr_n
from annotator.gui.jobs import Job
from annotator.gui.widgets import button, label
from annotator.workspace import exporting
from annotator.workspace.exporting import LossKind, WriteReport
from annotator.workspace.fixing import Fix, fix
from annotator.workspace.workspace import Annotator, Changed, Workspace

_PAUSE_MS = 250
_FIXES = (
    (Fix.SNAP, LossKind.MISALIGNED),
    (Fix.TRIM, LossKind.WHITESPACE),
    (Fix.KEEP_OUTER, LossKind.OVERLAPPING),
)


class ExportWindow(QDialog):
    """Stays beside the article: a loss that is chosen is shown there, and mended here or there.

    `asked` names a loss to be shown; `exporting` the format, the place and the choice to write.
    """

    asked = Signal(object)
    exporting = Signal(str, object, object)

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._annotator = annotator
        self._job: Job | None = None
        self.report: WriteReport | None = None
        self.setWindowTitle(tr("Export"))
        self.resize(860, 640)
        self.form = ExportForm(workspace)
        self.table = LossTable()
        self._said = label("", wrap=True)
        self._notes = label("", "muted", wrap=True)
        self._fixes = self._make_fixes()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self._lay_out()
        self.form.changed.connect(self.check_soon)
        self.form.place.textChanged.connect(self._enable)
        self.table.asked.connect(self.asked)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._unsubscribe = workspace.subscribe(self._on_changed)
        self.finished.connect(lambda _: self._let_go())
        self.check()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(label(tr("Export"), "title"))
        column.addWidget(self.form)
        column.addWidget(self._said)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        for one in self._fixes.values():
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._notes)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(tr("Close"), "", self.reject))
        self._write = button(tr("Export"), "primary", self._export)
        self._write.setDefault(True)
        buttons.addWidget(self._write)
        column.addLayout(buttons)

    def _make_fixes(self) -> dict[Fix, QPushButton]:
        def made(text: str, how: Fix) -> QPushButton:
            one = button(text, "", lambda: self._fix(how))
            one.setAutoDefault(False)
            return one

        keep = QPushButton(tr("Keep label"))
        keep.setAutoDefault(False)
        menu = QMenu(keep)
        for one in self._workspace.scheme.labels:
            action = menu.addAction(one.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=one.name: self._fix(Fix.KEEP_LABEL, name))
        keep.setMenu(menu)
        return {
            Fix.SNAP: made(tr("Snap to words"), Fix.SNAP),
            Fix.TRIM: made(tr("Trim white space"), Fix.TRIM),
            Fix.KEEP_OUTER: made(tr("Keep the outer"), Fix.KEEP_OUTER),
            Fix.KEEP_LABEL: keep,
        }

    # Checking

    @property
    def is_checking(self) -> bool:
        """Whether a look at the losses is under way."""
        return self._job is not None

    def check_soon(self) -> None:
        """Check again when what was asked for stays as it is for a moment."""
        self._pause.start()

    def check(self) -> None:
        """List, in a thread, what the format cannot hold of what was chosen."""
        self._pause.stop()
        self._cancel()
        kind, choice, path = self.form.kind.name, self.form.choice, self._workspace.path

        def work(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> WriteReport:
            own = Workspace(path, read_only=True)
            try:
                return exporting.preflight(
                    own, kind, choice, lambda done, total: report((done, total)), cancelled
                )
            finally:
                own.close()

        self._said.setText(tr("Checking what the format can hold…"))
        # Of the main window: the thread may outlive this one by a moment.
        self._job = job = Job(work, self.parent() or self)
        job.progressed.connect(
            lambda state: self._said.setText(
                tr("Checking: {done} of {total} articles", done=state[0], total=state[1])
            )
        )
        job.succeeded.connect(lambda report: self._show(job, report))
        job.failed.connect(lambda error: self._failed(job, error))
        job.ended.connect(job.deleteLater)
        self._enable()
        job.start()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, job: Job, report: WriteReport) -> None:
        if job is not self._job:
            return  # a late answer to an old question
        self._job, self.report = None, report
        self.table.losses.load(report.losses)
        self._said.setText(_in_words(report))
        self._notes.setText("\n".join(f"· {told(note)}" for note in report.notes))
        self._notes.setVisible(bool(report.notes))
        self._enable()

    def _failed(self, job: Job, error: BaseException) -> None:
        if job is not self._job:
            return
        self._job, self.report = None, None
        self.table.losses.load(())
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        self._said.setText(told(error.message) if isinstance(error, AnnotatorError) else str(error))
        self._notes.setVisible(False)
        self._enable()

    def _on_changed(self, changed: Changed) -> None:
        self.check_soon()

    def _enable(self) -> None:
        self._write.setEnabled(
            self.report is not None and self._job is None and bool(self.form.place.text().strip())
        )
        mine = {loss.kind for loss in self.table.chosen() if loss.annotator == self._annotator.name}
        for how, kind in _FIXES:
            self._fixes[how].setEnabled(kind in mine)
        self._fixes[Fix.KEEP_LABEL].setEnabled(LossKind.OVERLAPPING in mine)
        shown = {loss.kind for loss in self.table.losses.losses}
        for how, kind in (*_FIXES, (Fix.KEEP_LABEL, LossKind.OVERLAPPING)):
            self._fixes[how].setVisible(kind in shown)
            whose = tr(
                "Only {name}'s own readings are changed; each article is one step to undo.",
                name=self._annotator.name,
            )
            self._fixes[how].setToolTip(whose)

    # Doing

    def _fix(self, how: Fix, name: str = "") -> None:
        try:
            fix(self._workspace, self._annotator, self.table.chosen(), how, name)
        except AnnotatorError as error:
            show_error(error, self)
        self.check()

    def _export(self) -> None:
        if self.form.replaces() and not ask(
            tr("Replace what is there?"),
            tr("There is an earlier export at {path}. It is replaced by the new one.", path=self.form.out),
            tr("Replace"),
            self,
        ):
            return
        settings.remember("export_folder", str(self.form.out.parent))
        settings.remember("export_kind", self.form.kind.name)
        self.accept()
        self.exporting.emit(self.form.kind.name, self.form.out, self.form.choice)

    def _let_go(self) -> None:
        self._cancel()
        self._unsubscribe()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop checking."""
        self.reject()
        super().closeEvent(event)


def _in_words(report: WriteReport) -> str:
    parts = [
        tr_n("{n} document", "{n} documents", report.documents),
        tr_n("{n} span", "{n} spans", report.spans),
        tr_n("{n} link", "{n} links", report.relations),
    ]
    text = ", ".join(parts) + "."
    if report.counts.get("train") is not None:
        sides = " · ".join(
            f"{side} {number(report.counts[side])}"
            for side in ("train", "dev", "test")
            if side in report.counts
        )
        text += " " + tr("Articles by side: {sides}.", sides=sides)
    if not report.losses:
        return text + " " + tr("The format holds everything that was chosen.")
    kinds = Counter(loss.kind for loss in report.losses)
    listed = ", ".join(f"{kind_name(kind)} {number(n)}" for kind, n in kinds.most_common())
    return text + " " + tr("It cannot hold: {listed}. Enter shows one in its article.", listed=listed)
