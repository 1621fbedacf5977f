"""The main window: top bar, the screen in use, status bar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QMoveEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.gui import settings, theme
from annotator.gui.i18n import told, tr
from annotator.gui.status import StatusBar
from annotator.gui.top_bar import TopBar
from annotator.gui.widgets import literal

if TYPE_CHECKING:
    from annotator.gui.actions import Where
    from annotator.gui.agreement.screen import AgreementScreen
    from annotator.gui.annotate.screen import AnnotateScreen
    from annotator.gui.review.screen import ReviewScreen
    from annotator.gui.start.page import StartPage
    from annotator.workspace.workspace import Workspace

_SIZE = (1440, 900)
_FRAME = 40  # what the window manager may add above
_ELSEWHERE_MS = 2_000
_GEOMETRY_PAUSE_MS = 600


class MainWindow(QMainWindow):
    """Holds one project at a time. `ProjectCommands` opens, imports and exports for it."""

    closing = Signal()
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Annotator"))
        self.setMinimumSize(700, 480)
        self.setAcceptDrops(True)
        self.workspace: Workspace | None = None
        self.screen_: AnnotateScreen | None = None
        self.review_: ReviewScreen | None = None
        self.agreement_: AgreementScreen | None = None
        self.actions_: dict[str, QAction] = {}
        self._stack = QStackedWidget()
        self.bar = TopBar()
        self.status = StatusBar()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(inner)
        self._moved = QTimer(self)
        self._moved.setSingleShot(True)
        self._moved.setInterval(_GEOMETRY_PAUSE_MS)
        self._moved.timeout.connect(self.save_geometry)
        self._restore()
        self._elsewhere = QTimer(self)
        self._elsewhere.setInterval(_ELSEWHERE_MS)
        self._elsewhere.timeout.connect(self._look_elsewhere)

    # What can be done

    def set_actions(self, handlers: dict[str, object]) -> None:
        """Make the window's actions and menus; handlers not given leave theirs out."""
        from annotator.gui.actions import make_actions

        for action in self.actions_.values():
            action.setShortcuts([])
            action.deleteLater()
        self.actions_ = make_actions(self._homes(), handlers)  # type: ignore[arg-type]
        self.apply_keys()
        self.bar.set_actions(self.actions_)
        self._show_place()
        for one in theme.Mode:
            self.actions_[one].setCheckable(True)
            self.actions_[one].setChecked(one == settings.mode())

    def _homes(self) -> dict[Where, QWidget]:
        """Return where the keys of each place work, as far as those places are there."""
        from annotator.gui.actions import Where

        homes: dict[Where, QWidget] = {Where.WINDOW: self}
        if self.screen_ is not None:
            homes |= {Where.ARTICLE: self.screen_.article, Where.QUEUE: self.screen_.queue.table}
        if self.review_ is not None:
            homes[Where.REVIEW] = self.review_.splitter
        return homes

    def scheme_keys(self) -> dict[str, str]:
        """Return what each key of the open project's labels and attributes does."""
        actions = self.screen_.label_actions if self.screen_ is not None else []
        return {key.toString(): action.text() for action in actions for key in action.shortcuts()}

    def apply_keys(self) -> None:
        """Put the keys in force, after a change of them or of the scheme, and show them."""
        from annotator.gui import keys

        changed = keys.load(self.scheme_keys())
        for name, action in self.actions_.items():
            action.setShortcuts([QKeySequence(key) for key in keys.keys_of(name)])
        self.status.show_help(keys.shown_key("shortcuts"))
        for screen in self.screens() if changed else ():
            screen.show_keys()

    def set_mode(self, mode: theme.Mode) -> None:
        """Use light or dark colours, or the system's."""
        settings.remember("mode", mode)
        self.recolour()
        for one in theme.Mode:
            self.actions_[one].setChecked(one == mode)

    def recolour(self) -> None:
        """Apply the colours in force to everything."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, settings.mode())
        for screen in self.screens():
            screen.recolour()

    # Showing

    def screens(self) -> list[AnnotateScreen | ReviewScreen | AgreementScreen]:
        """Return the screens of the open project that there are so far."""
        return [one for one in (self.screen_, self.review_, self.agreement_) if one is not None]

    @property
    def is_reviewing(self) -> bool:
        """Whether the review is in front."""
        return self.review_ is not None and self._stack.currentWidget() is self.review_

    @property
    def is_comparing(self) -> bool:
        """Whether the agreement is in front."""
        return self.agreement_ is not None and self._stack.currentWidget() is self.agreement_

    def show_annotate(self) -> None:
        """Put the articles in front."""
        if self.screen_ is not None and (self.is_reviewing or self.is_comparing):
            self._stack.setCurrentWidget(self.screen_)
            self.screen_.article.setFocus()
            self._show_place()
            self.refresh_status()

    def show_review(self, review: ReviewScreen) -> None:
        """Put the review in front."""
        if self.review_ is None:
            self.review_ = review
            self._stack.addWidget(review)
            review.said.connect(self.status.say)
            review.failed.connect(self.show_failure)
            review.status_changed.connect(self.refresh_status)
            splitter = settings.state("review_splitter")
            if not splitter.isEmpty():
                review.splitter.restoreState(splitter)
        self._stack.setCurrentWidget(review)
        review.panel.setFocus()
        self._show_place()
        self.refresh_status()

    def show_agreement(self, agreement: AgreementScreen) -> None:
        """Put the agreement in front."""
        if self.agreement_ is None:
            self.agreement_ = agreement
            self._stack.addWidget(agreement)
            agreement.said.connect(self.status.say)
            agreement.status_changed.connect(self.refresh_status)
        self._stack.setCurrentWidget(agreement)
        agreement.enter()
        self._show_place()
        self.refresh_status()

    def _show_place(self) -> None:
        place = "review" if self.is_reviewing else "agreement" if self.is_comparing else "annotate"
        review = self.review_.review if self.review_ is not None else None
        self.bar.show_place(place, review.counts()["to decide"] if review is not None else 0)

    def show_start(self) -> StartPage:
        """Show the start page."""
        from annotator.gui.start.page import StartPage

        page = StartPage(settings.recent())
        self._show(page)
        page.setFocus()
        self.bar.show_no_project()
        self.setWindowTitle(tr("Annotator"))
        self.status.show_nothing()
        return page

    def show_screen(self, workspace: Workspace, screen: AnnotateScreen) -> None:
        """Show a project."""
        self.workspace, self.screen_ = workspace, screen
        self._show(screen)
        screen.said.connect(self.status.say)
        screen.failed.connect(self.show_failure)
        screen.status_changed.connect(self.refresh_status)
        screen.keys_changed.connect(self.apply_keys)
        screen.article.zoomed.connect(self._on_zoom)
        screen.panes.restore(settings.state("panes"))
        screen.article.set_zoom(settings.number("zoom", 1.0))
        # The screen's own subscription ends with it; this one ends with the workspace.
        workspace.subscribe(lambda _: self.status.show_saved())
        self.bar.show_project(workspace.name, workspace.path, screen.session.annotator.name)
        self.setWindowTitle(f"{workspace.name} – {tr('Annotator')}")
        self._elsewhere.start()

    def _show(self, widget: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def close_project(self) -> None:
        """Let go of the project, its place remembered."""
        self._elsewhere.stop()
        self._save_zoom()
        if self.screen_ is not None:
            settings.remember("panes", self.screen_.save_layout())
            self.screen_.close_session()
        if self.review_ is not None:
            settings.remember("review_splitter", self.review_.save_layout())
        for other in (self.review_, self.agreement_):
            if other is not None:
                other.close_screen()
                self._stack.removeWidget(other)
                other.deleteLater()
        if self.workspace is not None:
            self.workspace.close()
        self.workspace = self.screen_ = self.review_ = self.agreement_ = None
        self.bar.show_no_project()

    # Status

    def refresh_status(self) -> None:
        """Show what is saved, counted, selected, and what undo would do."""
        screen, workspace = self.screen_, self.workspace
        if screen is None or workspace is None:
            return
        session = screen.session
        editing = self.review_.editing if self.review_ is not None and self.is_reviewing else None
        steps = editing.draft if editing is not None else workspace  # what undo goes through
        name = steps.undo_name(session.annotator.id)
        redo = steps.redo_name(session.annotator.id)
        if self.is_reviewing and self.review_ is not None:
            self.status.show_review(self.review_.order_said, name)
            self._show_place()
        elif self.is_comparing and self.agreement_ is not None:
            self.status.show_review(self.agreement_.told, name)
        else:
            self.status.show_session(session, screen.article.selection, name)
        for key, text, step in (("undo", tr("Undo"), name), ("redo", tr("Redo"), redo)):
            if key in self.actions_:
                self.actions_[key].setText(literal(f"{text}: {told(step)}") if step else text)
                self.actions_[key].setEnabled(step is not None)

    def show_failure(self, error: AnnotatorError) -> None:
        """Say that something could not be saved or read."""
        from annotator.gui.dialogs.messages import show_error

        self.status.show_unsaved()
        show_error(error, self)
        if self.screen_ is not None:
            self.screen_.session.reread()
        if self.review_ is not None:
            self.review_.reread()

    def _on_zoom(self, zoom: float) -> None:
        self._moved.start()  # the wheel zooms by many small steps
        if self.review_ is not None:
            self.review_.set_zoom(zoom)
        self.refresh_status()

    def show_zoom(self) -> None:
        """Show the review at the zoom of the articles."""
        if self.screen_ is not None and self.review_ is not None:
            self.review_.set_zoom(self.screen_.article.zoom)

    def _save_zoom(self) -> None:
        if self.screen_ is not None:
            settings.remember("zoom", f"{self.screen_.article.zoom:.3f}")

    def _look_elsewhere(self, *, renew: bool = False) -> None:
        """Show what another program has written to the project meanwhile."""
        if self.workspace is None or self.screen_ is None:
            return
        try:
            if renew:
                self.workspace.renew()
            if self.workspace.changed_elsewhere():
                for screen in self.screens():
                    screen.reread()
        except AnnotatorError as error:
            self._elsewhere.stop()
            self.show_failure(error)

    # The window itself

    def _restore(self) -> None:
        available = self.screen().availableSize()
        self.resize(min(_SIZE[0], available.width()), min(_SIZE[1], available.height() - _FRAME))
        geometry = settings.state("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def changeEvent(self, event: QEvent) -> None:
        """Look for changes from elsewhere when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            # A file dialog may have been open, and have opened the project's file, too.
            self._look_elsewhere(renew=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size soon: the process may be killed."""
        super().resizeEvent(event)
        self._moved.start()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place soon."""
        super().moveEvent(event)
        self._moved.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files and folders were dropped, once the program they come from is free again."""
        paths = _files(event.mimeData())
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))

    def save_geometry(self) -> None:
        """Remember where the window is."""
        self._moved.stop()
        self._save_zoom()
        if self.isVisible():
            settings.remember("geometry", self.saveGeometry())

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what is under way; remember the window and the place."""
        self.closing.emit()
        self.save_geometry()
        self.close_project()
        super().closeEvent(event)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
