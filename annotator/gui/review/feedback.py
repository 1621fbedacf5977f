"""What annotators learn from the decisions: own reading beside the final one, slips by kind, gaps in the guideline."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.gui import settings
from annotator.gui.i18n import told, tr
from annotator.gui.long_work import LongWork
from annotator.gui.readers import reader_name
from annotator.gui.reading import IsCancelled, ReadingJob
from annotator.gui.review.by_rule import show_step
from annotator.gui.review.feedback_rows import (
    Found,
    cases_left_out,
    difference_rows,
    differences_said,
    gap_rows,
    own_rows,
    rows_left_out,
    rule_said,
    slip_rows,
)
from annotator.gui.review.feedback_table import Texts, TextTable
from annotator.gui.review.wording import reason_name, slip_name
from annotator.gui.widgets import button, label, show
from annotator.workspace.feedback import SLIPS, Progress, entries
from annotator.workspace.feedback_differences import Differences, OfFinal
from annotator.workspace.feedback_writing import export, write, write_differences, write_slips
from annotator.workspace.reasons import gap, read_reasons
from annotator.workspace.workspace import Workspace

_SIZE = (1_100, 680)
_LEAST = (560, 400)
_BY_HAND = "feedback_by_hand"
_BY_HAND_KEY = "Ctrl+H"
_AROUND = 40  # pixels of the window that stay in sight around it


class FeedbackWindow(QDialog):
    """Stays beside the review; read anew when it is opened. With a `label` it begins with the gaps in its guideline.

    It begins with the readings of the annotator with the id `who`, by default with those of all, or
    with `behind` with the differences from the final reading behind a figure, of whom that is.
    `article_wanted` is given the document of a case, and a code point in it.
    """

    article_wanted = Signal(object, object)  # ids are longer than a signal's int

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None = None,
        *,
        label: str = "",
        who: int | None = None,
        behind: OfFinal | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked = behind
        self._jobs: dict[ReadingJob, TextTable] = {}
        self._writing = LongWork(self)
        self.setWindowTitle(tr("Feedback"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_choosers(label, who if behind is None else self._reader_of(behind))
        self.own = Texts(
            [tr("Article"), tr("Reading of"), tr("Own reading"), tr("Final"), tr("Reason, note")]
        )
        self.slips = Texts([tr("Annotator"), *map(slip_name, SLIPS)])
        self.gaps = Texts([tr("Article"), tr("Readings"), tr("Final"), tr("Note")])
        self.behind = Texts(
            [
                tr("Article"),
                tr("Reading of"),
                tr("Differs in"),
                tr("Own reading"),
                tr("Final"),
                tr("Reason, note"),
            ]
        )
        self._lay_out()
        self.who.currentIndexChanged.connect(lambda _: self._read_own())
        for chooser in (self.reason, self.label):
            chooser.currentIndexChanged.connect(lambda _: self._read_gaps())
        if label:
            self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self._show_switch()
        self.tabs.currentChanged.connect(lambda _: self._show_switch())
        QShortcut(QKeySequence(_BY_HAND_KEY), self).activated.connect(self.by_hand.click)
        reads = (self._read_own, self._read_slips, self._read_gaps)
        for read in (self._read_behind, *reads) if behind is not None else reads:
            read()

    def _reader_of(self, behind: OfFinal) -> int | None:
        """Return whose differences they are, None where they are of several."""
        readers = {reader for reader, _ in behind.pairs}
        ids = [one.id for one in self._workspace.annotators() if one.name in readers]
        return ids[0] if len(ids) == 1 else None

    def _make_choosers(self, chosen: str, who: int | None) -> None:
        workspace = self._workspace
        self.who = _chooser(tr("Readings of"))
        self.who.addItem(tr("Everybody"), None)
        for one in workspace.annotators():
            if one.kind != "gold":
                self.who.addItem(reader_name(one), one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(who)))
        self.reason = _chooser(tr("Reason"))
        for known in read_reasons(workspace):
            self.reason.addItem(reason_name(known.name), known.name)
        self.reason.setCurrentIndex(max(0, self.reason.findData(gap(workspace).name)))
        self.label = _chooser(tr("Label"))
        self.label.addItem(tr("All labels"), "")
        for of in workspace.scheme.labels:
            self.label.addItem(of.title, of.name)
        self.label.setCurrentIndex(max(0, self.label.findData(chosen)))
        text = tr("Decided by hand only  {key}", key=_BY_HAND_KEY)
        self.by_hand = button(text, "chip", self._switch, checkable=True)
        self.by_hand.setAutoDefault(False)
        self.by_hand.setChecked(bool(settings.text(_BY_HAND)))
        self.own_said, self.slips_said = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.own_said.hide()

    def _lay_out(self) -> None:
        home = self.parentWidget()
        room = home.window().size() if home is not None else self.size()
        width, height = (
            max(least, min(most, there - _AROUND))
            for least, most, there in zip(_LEAST, _SIZE, (room.width(), room.height()), strict=True)
        )
        self.resize(width, height)
        self.setMinimumSize(*_LEAST)
        self._own_table = TextTable(
            self.own, (20, 10, 27, 27, 16), tr("Readings and decisions"),
            tr("No reading differs from what was decided, or nothing was decided yet."),
        )  # fmt: skip
        self._slip_table = TextTable(
            self.slips, (20, *(11 for _ in SLIPS)), tr("Slips by kind"), tr("Nothing was decided yet."), details=False
        )  # fmt: skip
        self._gap_table = TextTable(
            self.gaps, (20, 32, 28, 20), tr("Decisions by reason"), tr("No decision was given this reason.")
        )
        self._behind_table = TextTable(
            self.behind, (18, 10, 10, 24, 24, 14), tr("Behind the figure"), tr("Nothing differs here.")
        )
        self.behind_said = label(self._asked.name if self._asked else "", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(tr("Feedback"), "title"), 1)
        column.addLayout(head)
        tabs = self.tabs = QTabWidget()
        tabs.setDocumentMode(True)
        for table in (self._own_table, self._gap_table, self._behind_table):
            table.opened.connect(self._open)
        if self._asked is not None:
            export = button(tr("Export the list…"), "", self.export_behind)
            tabs.addTab(_page([self.behind_said, export], self._behind_table), tr("Behind the figure"))
        else:
            self._behind_table.setParent(self)
            self._behind_table.hide()
        export = button(tr("Export the list…"), "", self.export_own)
        tabs.addTab(_page([self.who, export], self._own_table, self.own_said), tr("Readings and decisions"))
        export = button(tr("Export the table…"), "", self.export_slips)
        tabs.addTab(_page([self.slips_said, export], self._slip_table), tr("Slips by kind"))
        export = button(tr("Export the list…"), "", self.export)
        tabs.addTab(_page([self.reason, self.label, export], self._gap_table), tr("Decisions by reason"))
        column.addWidget(tabs, 1)
        head.addWidget(self.by_hand)  # last, so that the keyboard does not begin there
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Close"), "", self.reject))
        column.addLayout(row)

    # Reading

    def _read_behind(self) -> None:
        asked = self._asked
        assert asked is not None
        self._read(self._behind_table, lambda own, cancelled: difference_rows(own, asked, cancelled))

    def _say_behind(self, found: Found) -> None:
        """Say of what the differences are, and how many there are."""
        asked = self._asked
        if asked is None:
            return
        said = differences_said(asked, found.total)
        if found.total > len(found.rows):
            said += " " + tr("The first {n} are shown; the list that is exported has all.", n=len(found.rows))
        self.behind_said.setText(said)

    def _show_switch(self) -> None:
        """Offer the switch where it makes a difference."""
        tables = (self._own_table, self._slip_table)
        page = self.tabs.currentWidget()
        self.by_hand.setVisible(any(page.isAncestorOf(table) for table in tables))

    def _switch(self) -> None:
        settings.remember(_BY_HAND, "yes" if self.by_hand.isChecked() else "")
        self._read_own()
        self._read_slips()

    def _read_own(self) -> None:
        who, by_hand = self.who.currentData(), self.by_hand.isChecked()
        self._read(self._own_table, lambda own, cancelled: own_rows(own, who, cancelled, by_hand=by_hand))

    def _read_slips(self) -> None:
        by_hand = self.by_hand.isChecked()
        self._read(self._slip_table, lambda own, cancelled: slip_rows(own, cancelled, by_hand=by_hand))

    def _say_left_out(self, table: TextTable, found: Found) -> str:
        """Say how much the switch leaves out; return what is to be said where no row is left, if anything."""
        n = found.left_out
        if table is self._own_table:
            self.own_said.setText(rows_left_out(n))
            show(self.own_said, shown=bool(n))
            return tr("No reading differs from what was decided by hand.") if n else ""
        if table is self._slip_table:
            self.slips_said.setText(cases_left_out(n))
            return tr("Nothing was decided by hand yet.") if n else ""
        return ""

    def _read_gaps(self) -> None:
        reason, name = self.reason.currentData(), self.label.currentData()
        self._read(self._gap_table, lambda own, cancelled: gap_rows(own, reason, name, cancelled))

    def _open(self, document_id: int, offset: int) -> None:
        """Leave the window for the article of a case."""
        self.accept()
        self.article_wanted.emit(document_id, offset)

    def _read(self, table: TextTable, read: Callable[[Workspace, IsCancelled], Found]) -> None:
        """Read a table in a thread; what still comes of its earlier reading is dropped."""
        for earlier, of in self._jobs.items():
            if of is table:
                earlier.cancel()
        table.say(tr("Reading…"))
        job = ReadingJob(self._workspace.path, lambda own, _, cancelled: read(own, cancelled), self)
        self._jobs[job] = table
        job.ended.connect(partial(self._end, job))
        job.succeeded.connect(partial(self._show, job, table))
        job.failed.connect(partial(self._fail, job, table))
        job.start()

    def _end(self, job: ReadingJob) -> None:
        self._jobs.pop(job, None)
        job.deleteLater()

    def _show(self, job: ReadingJob, table: TextTable, found: Found) -> None:
        if not job.is_cancelled:
            table.show_rows(found.rows, found.places, self._say_left_out(table, found))
            if table is self._behind_table:
                self._say_behind(found)
                table.table.setFocus()

    @staticmethod
    def _fail(job: ReadingJob, table: TextTable, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        if not job.is_cancelled:
            table.say(told(error.message))

    @property
    def is_busy(self) -> bool:
        """Whether anything is being read or written."""
        return bool(self._jobs) or self._writing.job is not None

    def hideEvent(self, event: QHideEvent) -> None:
        """Let what is being read go when the window closes."""
        if not event.spontaneous():
            self._writing.end()
            for job in self._jobs:
                job.cancel()
                job.blockSignals(True)
            for job in self._jobs:
                job.wait()
            self._jobs.clear()
        super().hideEvent(event)

    # Export

    def export(self) -> None:
        """Ask where to, and write the decisions given the chosen reason."""
        path = self._ask("decisions.md")
        if path is not None:
            self.write(path)

    def export_own(self) -> None:
        """Ask where to, and write the decisions that the readings shown differ from."""
        path = self._ask("readings.md")
        if path is not None:
            self.write_own(path)

    def export_slips(self) -> None:
        """Ask where to, and write the slips by kind as a table."""
        path = self._ask("slips.csv", tr("Table (*.csv)"))
        if path is not None:
            self.write_slips(path)

    def export_behind(self) -> None:
        """Ask where to, and write the differences behind the figure."""
        path = self._ask("differences.md")
        if path is not None:
            self.write_behind(path)

    def _ask(self, name: str, kinds: str = "") -> Path | None:
        found, _ = QFileDialog.getSaveFileName(
            self, tr("Export the list"), str(self._workspace.path.parent / name),
            kinds or tr("Markdown (*.md);;Table (*.csv)"),
        )  # fmt: skip
        return Path(found) if found else None

    def write(self, path: Path) -> None:
        """Write the decisions given the chosen reason, as a table where the name ends so."""
        reason, name = self.reason.currentData(), self.label.currentData()
        heading = tr("Decisions: {reason}", reason=reason_name(reason))

        self._write(lambda own, step, cancelled: export(own, path, heading, reason, name, step, cancelled))

    def write_own(self, path: Path) -> None:
        """Write the decisions that the readings shown differ from, as `write`."""
        who, by_hand = self.who.currentData(), self.by_hand.isChecked()
        heading = tr("Readings and decisions: {annotator}", annotator=self.who.currentText())
        if by_hand:
            heading += " · " + tr("decided by hand only")

        def run(own: Workspace, step: Progress, cancelled: IsCancelled) -> None:
            found = entries(own, who, by_hand=by_hand, cancelled=cancelled, progress=step)
            write(own, found, path, heading, rule_said)

        self._write(run)

    def write_slips(self, path: Path) -> None:
        """Write the slips by kind as a table, of what is shown."""
        by_hand = self.by_hand.isChecked()
        self._write(lambda own, _, cancelled: write_slips(own, path, cancelled, by_hand=by_hand))

    def write_behind(self, path: Path) -> None:
        """Write the differences behind the figure, as `write`."""
        asked = self._asked
        assert asked is not None

        def run(own: Workspace, step: Progress, cancelled: IsCancelled) -> None:
            # Not as the window says it: readings may have changed since, and it shows the first alone.
            found = Differences(own, asked, cancelled)
            write_differences(own, found, path, differences_said(asked, len(found)), step, rule_said)

        self._write(run)

    def _write(self, run: Callable[[Workspace, Progress, IsCancelled], object]) -> None:
        """Write a list in a thread."""
        source = self._workspace.path

        def work(report: Callable[[object], None], cancelled: IsCancelled) -> None:
            own = Workspace(source, read_only=True)
            try:
                run(own, lambda *step: report(step), cancelled)
            finally:
                own.close()

        self._writing.run(tr("Export the list"), work, lambda _: None, show=show_step)


def _chooser(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    return made


def _page(choosers: list[QWidget], table: TextTable, said: QWidget | None = None) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 10, 0, 0)
    row = QHBoxLayout()
    for chooser in choosers:
        row.addWidget(chooser, int(not isinstance(chooser, QPushButton)))
    column.addLayout(row)
    if said is not None:
        column.addWidget(said)
    column.addWidget(table, 1)
    return page
