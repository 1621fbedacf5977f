"""What the window's project menu does: open, make, import, export, change annotator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.core.errors import AnnotatorError
from annotator.gui import settings
from annotator.gui.annotate.screen import AnnotateScreen
from annotator.gui.article.keys import next_character
from annotator.gui.dialogs.messages import Report, show_error
from annotator.gui.i18n import tr, tr_n
from annotator.gui.window import MainWindow, shortcut_groups
from annotator.workspace.projects import (
    JSONL_SUFFIXES,
    SUFFIX,
    TEXT_SUFFIXES,
    find_files,
    is_project,
    project_for,
    projects_folder,
)
from annotator.workspace.resources import resource
from annotator.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Dialogs and long work are loaded when they are asked for: the article comes first.
    from annotator.gui.dialogs.progress import ProgressDialog
    from annotator.gui.jobs import Job
    from annotator.workspace.importing import ImportReport
    from annotator.workspace.importing import Progress as ImportProgress


class ProjectCommands(QObject):
    """Opens projects in one window and runs its long jobs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        window.closing.connect(self.end_job)
        self.job: Job | None = None

    # Opening

    def open_named(self, paths: Sequence[Path]) -> None:
        """Open a project, or the project of these articles, importing what is new in them.

        Raises AnnotatorError where it cannot be opened.
        """
        if len(paths) == 1 and is_project(paths[0]):
            self.open(paths[0])
            return
        if self.job is not None:
            return
        find_files(paths)
        path, source = project_for(paths, _source_of)
        if path.exists():
            self.open(path)
            self.import_paths(paths, quiet=True)
            return
        Workspace.create(path, source=source).close()
        # Before anybody is asked who works: the readings that come along name people.
        self._import(path, paths, None, lambda report: self._first_opened(path, report))

    def _first_opened(self, path: Path, report: ImportReport) -> None:
        self.try_open(path)
        self._imported(report, quiet=True)

    def open(self, path: Path) -> None:
        """Open a project and show it, after asking who works if that is not known yet.

        Raises AnnotatorError.
        """
        workspace = Workspace(path.resolve())
        try:
            name = settings.annotator_of(workspace.path) or self._ask_annotator(workspace)
            if name is None:
                workspace.close()
                if self.window.workspace is None:
                    self.show_start()
                return
            annotator = workspace.annotator(name)
            screen = AnnotateScreen(workspace, annotator)
        except BaseException:
            workspace.close()
            raise
        self.window.close_project()
        settings.remember_project(workspace.path)
        settings.remember("last", str(workspace.path))
        settings.remember_annotator(workspace.path, annotator.name)
        self.window.show_screen(workspace, screen)
        self._set_actions()
        screen.open_last()

    def show_start(self) -> None:
        """Show the start page."""
        if self.job is not None:
            return
        self.window.close_project()
        page = self.window.show_start()
        page.chosen.connect(self.try_open)
        page.asked.connect(lambda name: self._start_commands()[name]())
        self._set_actions()

    def _start_commands(self) -> dict[str, Callable[[], None]]:
        return {
            "folder": self.open_folder,
            "open": self.choose_project,
            "new": self.new,
            "example": self.example,
        }

    def try_open(self, path: Path) -> None:
        """Open a project, or say why it cannot be."""
        self._try(lambda: self.open(path))

    def _try(self, command: Callable[[], None]) -> None:
        try:
            command()
        except (AnnotatorError, OSError) as error:
            show_error(error, self.window)

    def choose_project(self) -> None:
        """Ask for a project file and open it."""
        folder = str(self.window.workspace.path.parent if self.window.workspace else projects_folder())
        name, _ = QFileDialog.getOpenFileName(
            self.window, tr("Open project"), folder, tr("Projects (*.annotator);;All files (*)")
        )
        if name:
            self.try_open(Path(name))

    def new(self) -> None:
        """Ask where, and make an empty project."""
        folder = projects_folder()
        name, _ = QFileDialog.getSaveFileName(
            self.window,
            tr("New project"),
            str(folder / f"{tr('project')}{SUFFIX}"),
            tr("Projects (*.annotator)"),
        )
        if name:
            path = Path(name) if name.endswith(SUFFIX) else Path(name + SUFFIX)

            def make() -> None:
                Workspace.create(path).close()
                self.open(path)

            self._try(make)

    def open_folder(self) -> None:
        """Ask for a folder of articles and open the project made of it."""
        name = QFileDialog.getExistingDirectory(self.window, tr("Open a folder of articles"))
        if name:
            self._try(lambda: self.open_named([Path(name)]))

    def example(self) -> None:
        """Open the articles that come with the program."""
        self._try(lambda: self.open_named([resource("seeds")]))

    def change_annotator(self) -> None:
        """Ask who works now, and show their readings."""
        workspace = self.window.workspace
        if workspace is not None:
            name = self._ask_annotator(workspace)
            if name is not None:
                settings.remember_annotator(workspace.path, name)
                path = workspace.path
                self._try(lambda: self.open(path))

    def _ask_annotator(self, workspace: Workspace) -> str | None:
        from annotator.gui.dialogs.ask_annotator import AskAnnotator

        current = settings.annotator_of(workspace.path)
        dialog = AskAnnotator([a.name for a in workspace.annotators()], current, self.window)
        return dialog.name if dialog.exec() else None

    # Import and export

    def import_files(self) -> None:
        """Ask for files and import them."""
        patterns = " ".join(f"*{suffix}" for suffix in (*TEXT_SUFFIXES, *JSONL_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            self.window,
            tr("Import files"),
            "",
            tr("Articles and readings ({patterns});;All files (*)", patterns=patterns),
        )
        if names:
            self.import_paths([Path(name) for name in names])

    def import_folder(self) -> None:
        """Ask for a folder and import what is in it."""
        name = QFileDialog.getExistingDirectory(self.window, tr("Import a folder"))
        if name:
            self.import_paths([Path(name)])

    def import_paths(self, paths: Sequence[Path], *, quiet: bool = False) -> None:
        """Import files and folders in a thread; `quiet` shows the report only if something is wrong.

        With `quiet` it stands in no one's history: opening a folder is not a step to undo.
        """
        screen, workspace = self.window.screen_, self.window.workspace
        if screen is not None and workspace is not None:
            actor = None if quiet else screen.session.annotator.id
            self._import(workspace.path, paths, actor, lambda report: self._imported(report, quiet=quiet))

    def _import(
        self, path: Path, paths: Sequence[Path], actor: int | None, then: Callable[[ImportReport], None]
    ) -> None:
        from annotator.workspace import importing

        def work(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> ImportReport:
            workspace = Workspace(path)
            try:
                return importing.import_files(
                    workspace, paths, actor_id=actor, progress=report, cancelled=cancelled
                )
            finally:
                workspace.close()

        def progress(dialog: ProgressDialog, state: ImportProgress) -> None:
            text = tr_n("{n} article", "{n} articles", state.documents) + f" · {state.name}"
            dialog.show_progress(state.done, state.total, text)

        self._run(tr("Importing"), work, progress, then)

    def _imported(self, report: ImportReport, *, quiet: bool) -> None:
        workspace, screen = self.window.workspace, self.window.screen_
        if workspace is None or screen is None:
            return
        from annotator.gui.dialogs.reports import import_report

        workspace.changed_elsewhere()
        text, lines = import_report(report)
        if report.new_labels:
            screen.reread()
        screen.show_documents_changed()
        if report.documents or report.readings or not quiet:
            screen.said.emit(text)
        if report.problems or (not quiet and (report.duplicates or report.passed_over)):
            Report(tr("Import"), text, lines, self.window).exec()
        screen.article.setFocus()

    def export(self) -> None:
        """Ask what and where, and export it in a thread."""
        workspace = self.window.workspace
        if workspace is None or self.job is not None:
            return
        from annotator.gui.dialogs.export import ExportDialog
        from annotator.gui.dialogs.reports import export_report

        dialog = ExportDialog(workspace, self.window)
        if not dialog.exec():
            return
        path, out, kind, choice = workspace.path, dialog.out, dialog.kind, dialog.choice

        def work(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
            from annotator.workspace import exporting

            own = Workspace(path)
            try:
                return exporting.export(
                    own, out, kind, choice, lambda done, total: report((done, total)), cancelled
                )
            finally:
                own.close()

        def progress(shown: ProgressDialog, state: tuple[int, int]) -> None:
            shown.show_progress(*state, tr("{done} of {total} articles", done=state[0], total=state[1]))

        def exported(report: Any) -> None:
            Report(tr("Export"), *export_report(report), self.window).exec()

        self._run(tr("Exporting"), work, progress, exported)

    def _run(
        self,
        title: str,
        work: Callable[[Callable[[Any], None], Callable[[], bool]], Any],
        progress: Callable[[ProgressDialog, Any], None],
        succeeded: Callable[[Any], None],
    ) -> None:
        from annotator.gui.dialogs.progress import ProgressDialog
        from annotator.gui.jobs import Job

        if self.job is not None:
            return
        job = Job(work, self)
        dialog = ProgressDialog(title, job, self.window)
        self.job = job
        job.progressed.connect(lambda state: progress(dialog, state))
        job.ended.connect(self._job_ended)
        job.ended.connect(job.deleteLater)
        job.succeeded.connect(succeeded)
        job.failed.connect(self._job_failed)
        job.cancelled.connect(self._show_something)
        dialog.show_later()
        job.start()

    def _job_ended(self) -> None:
        self.job = None

    def end_job(self) -> None:
        """Stop what is under way and wait until it has: what it began is taken back."""
        if self.job is not None:
            self.job.cancel()
            self.job.wait()

    def _job_failed(self, error: BaseException) -> None:
        if isinstance(error, AnnotatorError | OSError):
            show_error(error, self.window)
            self._show_something()
        else:
            raise error

    def _show_something(self) -> None:
        screen = self.window.screen_
        if screen is None:
            self.show_start()
        else:
            screen.show_documents_changed()
        self.window.status.say(tr("Stopped. Nothing was added or replaced."))

    # Actions

    def _set_actions(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "new": self.new,
            "open": self.choose_project,
            "quit": self.window.close,
            "shortcuts": self.show_shortcuts,
        }
        if self.window.screen_ is not None:
            handlers |= self._screen_handlers(self.window.screen_)
        self.window.set_actions(handlers)  # type: ignore[arg-type]
        self.window.refresh_status()

    def _screen_handlers(self, screen: AnnotateScreen) -> dict[str, Callable[[], object]]:
        session, article = screen.session, screen.article

        def move(*, start: bool, onwards: bool, by_character: bool = False) -> Callable[[], None]:
            def step(offset: int) -> int:
                return next_character(article, offset, onwards=onwards)

            return lambda: session.move_end(start=start, onwards=onwards, step=step if by_character else None)

        return {
            "import": self.import_files,
            "import_folder": self.import_folder,
            "export": self.export,
            "annotator": self.change_annotator,
            "close": self.show_start,
            "undo": session.undo,
            "redo": session.redo,
            "done": screen.finish,
            "skip": screen.skip,
            "flag": session.toggle_flag,
            "to_do": screen.to_do_again,
            "next_article": lambda: screen.neighbour(1),
            "previous_article": lambda: screen.neighbour(-1),
            "filter": screen.queue.search.setFocus,
            "delete": session.delete,
            "link": session.start_link,
            "cycle": screen.cycle,
            "note": screen.write_note,
            "fragment": lambda: session.add_fragment(article.selected_fragment()),
            "end_on": move(start=False, onwards=True),
            "end_back": move(start=False, onwards=False),
            "start_on": move(start=True, onwards=True),
            "start_back": move(start=True, onwards=False),
            "end_on_1": move(start=False, onwards=True, by_character=True),
            "end_back_1": move(start=False, onwards=False, by_character=True),
            "start_on_1": move(start=True, onwards=True, by_character=True),
            "start_back_1": move(start=True, onwards=False, by_character=True),
            "escape": screen.escape,
            "copy": screen.copy,
            "pane": screen.next_pane,
            "zoom_in": lambda: article.set_zoom(article.zoom * 1.1),
            "zoom_out": lambda: article.set_zoom(article.zoom / 1.1),
            "zoom_reset": lambda: article.set_zoom(1.0),
        }

    def show_shortcuts(self) -> None:
        """Show the sheet of shortcuts."""
        from annotator.gui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(shortcut_groups(self.window), self.window).exec()


def _source_of(path: Path) -> str:
    """Return the folder that an existing project was made for."""
    workspace = Workspace(path)
    try:
        return workspace.setting("source")
    finally:
        workspace.close()
