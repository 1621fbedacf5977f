"""The main window: top bar, the screen in use, status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.gui import settings, theme
from annotator.gui.i18n import told, tr
from annotator.gui.status import StatusBar
from annotator.gui.widgets import label, literal, shown_keys, tooltip

if TYPE_CHECKING:
    from annotator.gui.annotate.screen import AnnotateScreen
    from annotator.gui.start.page import StartPage
    from annotator.workspace.workspace import Workspace

_SIZE = (1440, 900)
_FRAME = 40  # what the window manager may add above
_ELSEWHERE_MS = 2_000
_GEOMETRY_PAUSE_MS = 600


class MainWindow(QMainWindow):
    """Holds one project at a time. `ProjectCommands` opens, imports and exports for it."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Annotator"))
        self.setMinimumSize(700, 480)
        self.workspace: Workspace | None = None
        self.screen_: AnnotateScreen | None = None
        self.actions_: dict[str, QAction] = {}
        self._stack = QStackedWidget()
        self._bar = self._make_bar()
        self.status = StatusBar()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
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

    # Parts

    def _make_bar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 5, 10, 5)
        row.setSpacing(4)
        self._project_button = self._menu_button(tr("Annotator"), tr("Project menu"), bold=True)
        self._annotator_button = self._menu_button("", tr("Who is working"))
        self._annotator_button.hide()
        self._title = label("", "muted")
        row.addWidget(self._project_button)
        row.addWidget(self._annotator_button)
        row.addStretch(1)
        row.addWidget(self._title)
        row.addStretch(1)
        self._view_button = self._menu_button(tr("View"), tr("View menu"))
        row.addWidget(self._view_button)
        return bar

    def _menu_button(self, text: str, name: str, *, bold: bool = False) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setProperty("role", "plain")
        made.setAccessibleName(name)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFont(theme.interface_font(theme.INTERFACE_PIXELS, bold=bold))
        return made

    def set_actions(self, handlers: dict[str, object]) -> None:
        """Make the window's actions and menus; handlers not given leave theirs out."""
        from annotator.gui.actions import make_actions

        for action in self.actions_.values():
            action.setShortcuts([])
            action.deleteLater()
        article = self.screen_.article if self.screen_ is not None else self
        self.actions_ = make_actions(self, article, handlers)  # type: ignore[arg-type]
        self._fill_menus()

    def _fill_menus(self) -> None:
        def menu(button: QToolButton, *names: str) -> QMenu:
            made = QMenu(button)
            for name in names:
                if not name:
                    made.addSeparator()
                elif name in self.actions_:
                    made.addAction(self.actions_[name])
            old = button.menu()
            button.setMenu(made)
            if old is not None:
                old.deleteLater()
            return made

        menu(
            self._project_button,
            "new", "open", "", "import", "import_folder", "export", "", "undo", "redo", "", "close", "quit",
        )  # fmt: skip
        menu(self._annotator_button, "annotator")
        view = menu(self._view_button, "zoom_in", "zoom_out", "zoom_reset", "", "shortcuts", "")
        for mode, text in (
            (theme.Mode.SYSTEM, tr("Colours of the system")),
            (theme.Mode.LIGHT, tr("Light")),
            (theme.Mode.DARK, tr("Dark")),
        ):
            action = view.addAction(text)
            action.setCheckable(True)
            action.setChecked(settings.text("mode", theme.Mode.SYSTEM) == mode)
            action.triggered.connect(lambda _=False, m=mode: self.set_mode(m))

    def set_mode(self, mode: theme.Mode) -> None:
        """Use light or dark colours, or the system's."""
        settings.remember("mode", mode)
        self.recolour()
        self._fill_menus()

    def recolour(self) -> None:
        """Apply the colours in force to everything."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, settings.mode())
        if self.screen_ is not None:
            self.screen_.recolour()

    # Showing

    def show_start(self) -> StartPage:
        """Show the start page."""
        from annotator.gui.start.page import StartPage

        page = StartPage(settings.recent())
        self._show(page)
        page.setFocus()
        self._project_button.setText(tr("Annotator") + "  ▾")
        self._annotator_button.hide()
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
        screen.article.zoomed.connect(self._on_zoom)
        splitter = settings.state("splitter")
        if not splitter.isEmpty():
            screen.splitter.restoreState(splitter)
        screen.article.set_zoom(settings.number("zoom", 1.0))
        # The screen's own subscription ends with it; this one ends with the workspace.
        workspace.subscribe(lambda _: self.status.show_saved())
        self._project_button.setText(literal(workspace.name) + "  ▾")
        self._project_button.setToolTip(tooltip(str(workspace.path)))
        self._annotator_button.setText(literal(screen.session.annotator.name))
        self._annotator_button.show()
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
        if self.screen_ is not None:
            settings.remember("splitter", self.screen_.save_layout())
            self.screen_.close_session()
        if self.workspace is not None:
            self.workspace.close()
        self.workspace = self.screen_ = None

    # Status

    def refresh_status(self) -> None:
        """Show what is saved, counted, selected, and what undo would do."""
        screen, workspace = self.screen_, self.workspace
        if screen is None or workspace is None:
            return
        session = screen.session
        name = workspace.undo_name(session.annotator.id)
        redo = workspace.redo_name(session.annotator.id)
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

    def _on_zoom(self, zoom: float) -> None:
        settings.remember("zoom", f"{zoom:.3f}")
        self.refresh_status()

    def _look_elsewhere(self) -> None:
        """Show what another program has written to the project meanwhile."""
        if self.workspace is None or self.screen_ is None:
            return
        try:
            if self.workspace.changed_elsewhere():
                self.screen_.reread()
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
            self._look_elsewhere()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size soon: the process may be killed."""
        super().resizeEvent(event)
        self._moved.start()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place soon."""
        super().moveEvent(event)
        self._moved.start()

    def save_geometry(self) -> None:
        """Remember where the window is."""
        self._moved.stop()
        if self.isVisible():
            settings.remember("geometry", self.saveGeometry())

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what is under way; remember the window and the place."""
        self.closing.emit()
        self.save_geometry()
        self.close_project()
        super().closeEvent(event)


def shortcut_groups(window: MainWindow) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return the groups of the shortcut sheet: label keys first, then the table of actions."""
    from annotator.gui.actions import ACTIONS
    from annotator.gui.dialogs.shortcuts import keys_of

    groups: dict[str, list[tuple[str, list[str]]]] = {}
    if window.screen_ is not None:
        groups[tr("Labels and attributes")] = [
            (action.text(), keys_of(action)) for action in window.screen_.label_actions
        ]
        groups[tr("In the article")] = [
            (tr("Move by word; with Shift extend"), ["←", "→", "↑", "↓"]),
            (tr("Move by character; with Shift extend"), [shown_keys("Alt+Left"), shown_keys("Alt+Right")]),
            (
                tr("Start and end of the line, of the article"),
                [shown_keys(keys) for keys in ("Home", "End", "Ctrl+Home", "Ctrl+End")],
            ),
            (tr("Next span, span before"), [shown_keys("Tab"), shown_keys("Shift+Tab")]),
        ]
    for entry in ACTIONS:
        if entry.name in window.actions_:
            action = window.actions_[entry.name]
            groups.setdefault(tr(entry.group), []).append((tr(entry.text), keys_of(action)))
    return list(groups.items())
