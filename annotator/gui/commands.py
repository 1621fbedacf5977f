"""What the window's project menu does: open, make, change annotator; and what each action runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.core.errors import AnnotatorError
from annotator.gui import settings
from annotator.gui.annotate.handlers import handlers_of
from annotator.gui.annotate.screen import AnnotateScreen
from annotator.gui.dialogs.messages import show_error
from annotator.gui.i18n import tr
from annotator.gui.menus import open_menu
from annotator.gui.places import Places
from annotator.gui.theme import Mode
from annotator.gui.transfer import Transfers
from annotator.gui.window import MainWindow
from annotator.workspace.projects import SUFFIX, find_files, is_project, project_for, projects_folder
from annotator.workspace.resources import resource
from annotator.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Long work is loaded when it is asked for: the article comes first.
    from annotator.gui.jobs import Job
    from annotator.gui.scheme.commands import SchemeCommands
    from annotator.workspace.importing import ImportReport


class ProjectCommands(QObject):
    """Opens projects in one window, and says what each action does there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.transfers = Transfers(window)
        self.places = Places(window, self._set_actions)
        self._schemes: SchemeCommands | None = None
        self.transfers.stopped.connect(self._show_something)
        window.closing.connect(self.transfers.end)
        window.dropped.connect(self.take_dropped)

    @property
    def job(self) -> Job | None:
        """The import or export under way."""
        return self.transfers.job

    # Opening

    def open_named(self, paths: Sequence[Path]) -> None:
        """Open a project, or the project of these articles, importing what is new in them.

        Raises AnnotatorError where it cannot be opened.
        """
        if len(paths) == 1 and is_project(paths[0]):
            self.open(paths[0])
            return
        if self.transfers.is_busy():
            return
        find_files(paths)
        path, source = project_for(paths, _source_of)
        if path.exists():
            self.open(path)
            self.transfers.import_paths(paths, quiet=True)
            return
        Workspace.create(path, source=source).close()
        # Before anybody is asked who works: the readings that come along name people.
        self.transfers.import_into(path, paths, None, lambda report: self._first_opened(path, report))

    def _first_opened(self, path: Path, report: ImportReport) -> None:
        self.try_open(path)
        self.transfers.show_imported(report, quiet=True)

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
        try:
            self._fill(screen)
        except BaseException:
            self.window.close_project()
            self.show_start()
            raise

    def _fill(self, screen: AnnotateScreen) -> None:
        """Open the article where this annotator was, paint it, and only then load all that stands around it."""
        opened = screen.open_last()
        screen.article.viewport().repaint()
        screen.furnish()
        screen.inspector.gaps_pressed.connect(self.places.show_feedback)
        self._set_actions()
        if not opened:
            screen.open_first()
        screen.article.setFocus()

    def show_start(self) -> None:
        """Show the start page."""
        if self.transfers.is_busy():
            return
        self.window.close_project()
        page = self.window.show_start()
        page.chosen.connect(self._open_recent)
        page.forgotten.connect(settings.forget_project)
        page.asked.connect(lambda name: self._start_commands()[name]())
        self._set_actions()

    def _start_commands(self) -> dict[str, Callable[[], None]]:
        return {
            "folder": self.open_folder,
            "open": self.choose_project,
            "new": self.new,
            "example": self.example,
        }

    def _open_recent(self, path: Path) -> None:
        """Open a project of the start page; one that is gone can be taken off the list there."""
        if path.is_file():
            self.try_open(path)
        else:
            self.window.status.say(tr("{path} is no longer there. Delete takes it off the list.", path=path))

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Open what was dropped on the window, or import it into the open project."""
        if self.window.workspace is None or (len(paths) == 1 and is_project(paths[0])):
            self._try(lambda: self.open_named(paths))
        else:
            self.transfers.import_paths(paths)

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
        from annotator.workspace.readers import readers

        current = settings.annotator_of(workspace.path)
        dialog = AskAnnotator(readers(workspace), current, self.window)
        return dialog.name if dialog.exec() else None

    def _show_something(self) -> None:
        """Show where a job that stopped has left things."""
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
            "palette": self.show_palette,
            "menu": lambda: open_menu(self.window.bar.project),
            "view_menu": lambda: open_menu(self.window.bar.view),
        }
        handlers |= {mode.value: partial(self.window.set_mode, mode) for mode in Mode}
        if self.window.screen_ is not None:
            handlers |= self._screen_handlers(self.window.screen_)
            handlers |= self.places.handlers(dict(handlers))
        self.window.set_actions(handlers)  # type: ignore[arg-type]
        self.window.refresh_status()

    def _screen_handlers(self, screen: AnnotateScreen) -> dict[str, Callable[[], object]]:
        return handlers_of(screen) | {
            "import": self.transfers.import_files,
            "import_folder": self.transfers.import_folder,
            "import_as": self.transfers.import_as,
            "export": self.transfers.export,
            "annotator": self.change_annotator,
            "close": self.show_start,
            "scheme": lambda: self._scheme_commands().edit(),
            "undo": lambda: self._step(screen, redo=False),
            "redo": lambda: self._step(screen, redo=True),
        }

    def _step(self, screen: AnnotateScreen, *, redo: bool) -> None:
        """Undo or redo; a change of the scheme in a large project goes on in a thread."""
        session, review = screen.session, self.window.review_
        if review is not None and self.window.is_reviewing and review.editing is not None:
            review.redo() if redo else review.undo()  # of the draft, whatever is ahead in the project
        elif self.window.workspace is not None and self.window.workspace.is_scheme_ahead(
            session.annotator.id, redo=redo
        ):
            self._scheme_commands().undo(redo=redo)
        elif review is not None and self.window.is_reviewing:
            review.redo() if redo else review.undo()
        elif redo:
            session.redo()
        else:
            session.undo()

    def _scheme_commands(self) -> SchemeCommands:
        if self._schemes is None:
            from annotator.gui.scheme.commands import SchemeCommands

            self._schemes = SchemeCommands(self.window)
        return self._schemes

    def show_shortcuts(self) -> None:
        """Show the sheet of shortcuts, in which they can be changed."""
        from annotator.gui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self.window).exec()

    def show_palette(self) -> None:
        """Show the list of everything that can be done."""
        from annotator.gui.palette.offers import offers
        from annotator.gui.palette.panel import Palette

        Palette(offers(self.window, self.try_open), self.window).open()


def _source_of(path: Path) -> str:
    """Return the folder that an existing project was made for."""
    workspace = Workspace(path)
    try:
        return workspace.setting("source")
    finally:
        workspace.close()
