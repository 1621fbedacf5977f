"""Imports into the project of a window and exports from it, each in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from annotator.core.errors import AnnotatorError
from annotator.gui.dialogs.messages import Report
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.long_work import LongWork, Work
from annotator.gui.window import MainWindow
from annotator.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Dialogs and long work are loaded when they are asked for: the article comes first.
    from annotator.gui.annotate.screen import AnnotateScreen
    from annotator.gui.dialogs.progress import ProgressDialog
    from annotator.gui.export.strip import ExportStrip
    from annotator.gui.export.window import ExportWindow
    from annotator.gui.importing.options import ImportOptions
    from annotator.gui.jobs import Job
    from annotator.workspace.exporting import Choice, Loss, WriteReport
    from annotator.workspace.importing import ImportReport
    from annotator.workspace.importing import Progress as ImportProgress


class Transfers(QObject):
    """Runs one import or export at a time. `stopped` is emitted where one ended without a result."""

    stopped = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._work = LongWork(window)
        self._work.stopped.connect(self._stop)
        self._on_stop: Callable[[], object] | None = None
        self._asking: ExportWindow | None = None
        self._strip: ExportStrip | None = None

    @property
    def job(self) -> Job | None:
        """The import or export that is under way."""
        return self._work.job

    def is_busy(self) -> bool:
        """Tell whether an import or export is under way, and say so to the user."""
        if self.job is None:
            return False
        self.window.status.say(tr("Please wait: an import or export is still under way."))
        return True

    def end(self) -> None:
        """Stop what is under way and wait until it has: what it began is taken back."""
        self._work.end()

    # Import

    def import_files(self) -> None:
        """Ask for files and import them."""
        names, _ = QFileDialog.getOpenFileNames(self.window, tr("Import files"), "", _file_filters())
        if names:
            self.import_paths([Path(name) for name in names])

    def import_folder(self) -> None:
        """Ask for a folder and import what is in it."""
        name = QFileDialog.getExistingDirectory(self.window, tr("Import a folder"))
        if name:
            self.import_paths([Path(name)])

    def import_as(self) -> None:
        """Ask for files and what they are, and import them."""
        from annotator.gui.importing.options import ImportWindow

        workspace = self.window.workspace
        if workspace is None or self.is_busy():
            return
        asking = ImportWindow(workspace, _file_filters(), self.window)
        if asking.exec():
            self.import_paths(asking.paths, options=asking.options)
        asking.deleteLater()

    def import_paths(
        self, paths: Sequence[Path], *, quiet: bool = False, options: ImportOptions | None = None
    ) -> None:
        """Import files and folders into the open project; `quiet` reports only what is wrong.

        With `options` all that came of it is shown, file by file.

        With `quiet` it stands in no one's history: opening a folder is not a step to undo.
        """
        screen, workspace = self.window.screen_, self.window.workspace
        if screen is not None and workspace is not None:
            actor = None if quiet else screen.session.annotator.id

            def then(report: ImportReport) -> None:
                self.show_imported(report, quiet=quiet, whole=options is not None)

            self.import_into(workspace.path, paths, actor, then, options)

    def import_into(
        self,
        path: Path,
        paths: Sequence[Path],
        actor: int | None,
        then: Callable[[ImportReport], None],
        options: ImportOptions | None = None,
    ) -> None:
        """Import files and folders into the project at `path`, then call `then` with the report."""
        from annotator.workspace import importing

        told_of_them = asdict(options) if options is not None else {}

        def work(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> ImportReport:
            workspace = Workspace(path)
            try:
                return importing.import_files(
                    workspace, paths, actor_id=actor, progress=report, cancelled=cancelled, **told_of_them
                )
            finally:
                workspace.close()

        def progress(dialog: ProgressDialog, state: ImportProgress) -> None:
            text = tr_n("{n} article", "{n} articles", state.documents) + f" · {state.name}"
            dialog.show_progress(state.done, state.total, text)

        self._run(tr("Importing"), work, then, progress)

    def show_imported(self, report: ImportReport, *, quiet: bool, whole: bool = False) -> None:
        """Show what came in, and file by file where something is to be read, or with `whole`."""
        workspace, screen = self.window.workspace, self.window.screen_
        if workspace is None or screen is None:
            return
        from annotator.gui.dialogs.reports import import_report

        workspace.changed_elsewhere()
        text, _ = import_report(report)
        if report.new_labels:
            screen.reread()
        screen.show_documents_changed()
        for other in (self.window.review_, self.window.agreement_):
            if other is not None:
                other.reread()
        if report.documents or report.readings or not quiet:
            screen.said.emit(text)
        if whole or report.problems or (not quiet and (report.duplicates or report.passed_over)):
            from annotator.gui.importing.result import ImportResult

            ImportResult(report, self.window).exec()
        screen.article.setFocus()

    # Export

    def export(self) -> None:
        """Ask what and where, show what would be lost, and export it; the same window again where it gave way."""
        screen, workspace = self.window.screen_, self.window.workspace
        if screen is None or workspace is None or self.is_busy():
            return
        if self._asking is None:
            self._ask_export(screen, workspace)
        else:
            self._back_to_export()

    def _ask_export(self, screen: AnnotateScreen, workspace: Workspace) -> None:
        from annotator.gui.export.window import ExportWindow

        asking = self._asking = ExportWindow(workspace, screen.session.annotator, self.window)
        asking.asked.connect(lambda loss: self._give_way(screen, loss))
        asking.article_asked.connect(lambda document_id: self._give_way(screen, document_id))
        asking.exporting.connect(lambda kind, out, choice: self._export_as_asked(asking, kind, out, choice))
        screen.destroyed.connect(asking.reject)
        asking.finished.connect(self._export_asked)
        asking.finished.connect(asking.deleteLater)
        asking.show()

    def _give_way(self, screen: AnnotateScreen, what: Loss | int) -> None:
        """Show a loss, or an article, and over it the way back to the list."""
        from annotator.gui.export.strip import ExportStrip

        self.window.show_annotate()
        if self._strip is None:
            self._strip = ExportStrip(self._back_to_export)
            screen.pane.add_above(self._strip)
            self._strip.show()
        if isinstance(what, int):
            screen.open(what)
            self._strip.show_article()
        else:
            screen.show_loss(what)
            self._strip.show_loss(what, screen.session.annotator)
        self.window.activateWindow()
        screen.article.setFocus()

    def _back_to_export(self) -> None:
        self._take_strip_away()
        if self._asking is not None:
            self._asking.come_back()

    def _take_strip_away(self) -> None:
        strip, self._strip = self._strip, None
        if strip is not None and isValid(strip):
            strip.hide()
            strip.deleteLater()

    def _export_asked(self) -> None:
        self._asking = None
        self._take_strip_away()

    def _export_as_asked(self, asking: ExportWindow, kind: str, out: Path, choice: Choice) -> None:
        """Export what the window asks for; it comes back where that fails, with all that was chosen."""

        def failed(error: BaseException) -> None:
            if not isinstance(error, AnnotatorError | OSError):
                asking.come_back()
                raise error
            asking.come_back_with(error)

        if self.is_busy():
            asking.come_back(tr("Please wait: an import or export is still under way."))
            return
        self._on_stop = lambda: asking.come_back(tr("Stopped. Nothing was written."))
        self.export_to(asking.workspace.path, kind, out, choice, written=asking.written, failed=failed)

    def _stop(self) -> None:
        """Say that the user ended what was under way."""
        then, self._on_stop = self._on_stop, None
        self.stopped.emit()
        if then is not None:
            then()

    def export_to(
        self,
        path: Path,
        kind: str,
        out: Path,
        choice: Choice,
        *,
        written: Callable[[], object] = lambda: None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Export from the project at `path`, call `written`, and show the report; or `failed`, with the error."""
        from annotator.gui.dialogs.reports import export_report

        def work(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> WriteReport:
            from annotator.workspace import exporting

            own = Workspace(path)
            try:
                return exporting.export(
                    own, out, kind, choice, lambda done, total: report((done, total)), cancelled
                )
            finally:
                own.close()

        def progress(shown: ProgressDialog, state: tuple[int, int]) -> None:
            done, total = state
            if done >= total > 0:
                # How long reading back takes is not known.
                shown.show_progress(0, 0, tr("Written; reading it back…"))
                return
            shown.show_progress(done, total, tr("{done} of {total} articles", done=done, total=total))

        def exported(report: WriteReport) -> None:
            self._on_stop = None
            written()
            Report(tr("Export"), *export_report(report), self.window).exec()

        self._run(tr("Exporting"), work, exported, progress, failed)

    def _run(
        self,
        title: str,
        work: Work,
        succeeded: Callable[[Any], None],
        show: Callable[[ProgressDialog, Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        if not self.is_busy():
            self._work.run(title, work, succeeded, show=show, failed=failed or self._failed)

    def _failed(self, error: BaseException) -> None:
        self._work.show_failure(error)
        self.stopped.emit()


def _file_filters() -> str:
    """Return what can be imported as a file dialog's filters: all of it, each format, and any file."""
    from annotator.workspace.importing import file_kinds

    kinds = [(told(title), " ".join(f"*{ending}" for ending in endings)) for title, endings in file_kinds()]
    every = " ".join(dict.fromkeys(pattern for _, patterns in kinds for pattern in patterns.split()))
    filters = [(tr("Articles and readings"), every), *kinds, (tr("All files"), "*")]
    return ";;".join(f"{title} ({patterns})" for title, patterns in filters)
