"""Starts the window: it is painted first, and the project opened right after."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from annotator.core.errors import AnnotatorError
from annotator.gui import settings, theme
from annotator.gui.display import is_read
from annotator.gui.i18n import tr
from annotator.gui.window import MainWindow
from annotator.workspace.resources import resource

_SETTLE_MS = 300
_TRANSLATED = ("de",)


def run(paths: Sequence[Path]) -> int:
    """Show the window on a project, on articles, or as it was left; return the exit status."""
    app = make_application()
    window = MainWindow()
    opener = FirstPaint(window, lambda: _open(window, paths))
    window.installEventFilter(opener)
    window.show()
    return app.exec()


def make_application() -> QApplication:
    """Return the application with its style, colours and language."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    theme.prepare(app)
    theme.apply(app, settings.mode())
    _translate(app)
    return app


def _translate(app: QApplication) -> None:
    """Use the first of the user's languages that the program speaks: English is in the source."""
    languages = (name.replace("_", "-").partition("-")[0] for name in QLocale().uiLanguages())
    language = next((one for one in languages if one in ("en", *_TRANSLATED)), "en")
    QLocale.setDefault(_dates_in(language))
    if language in _TRANSLATED:
        _install(app, f"annotator_{language}", str(resource("translations")))
        # Of Qt itself: the names of keys, and the menus of text fields.
        _install(app, f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def _install(app: QApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)


def _dates_in(language: str) -> QLocale:
    """Return the user's own locale where it is of the language shown; “12. März” reads oddly in English."""
    own = QLocale()
    return own if own.name().startswith(language) else QLocale(language)


class FirstPaint(QObject):
    """Calls once, after the window has been painted for the first time."""

    def __init__(self, window: MainWindow, then: object) -> None:
        super().__init__(window)
        self._then = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint."""
        if event.type() == QEvent.Type.Paint and self._then is not None:
            then, self._then = self._then, None
            watched.removeEventFilter(self)
            QTimer.singleShot(0, watched, then)  # type: ignore[call-overload]
        return False


def _settle() -> None:
    """Do what could wait until the article is there."""
    from PySide6.QtGui import QIcon

    gc.freeze()
    gc.enable()
    QApplication.setWindowIcon(QIcon(str(resource("icons", "annotator.svg"))))


def _open(window: MainWindow, paths: Sequence[Path]) -> None:
    from annotator.gui.commands import ProjectCommands
    from annotator.gui.dialogs.crash import CrashGuard
    from annotator.gui.dialogs.messages import show_error
    from annotator.workspace.projects import check_named

    QTimer.singleShot(_SETTLE_MS, _settle)
    QApplication.styleHints().colorSchemeChanged.connect(window.recolour)
    window.guard = CrashGuard()  # type: ignore[attr-defined]
    window.commands = commands = ProjectCommands(window)  # type: ignore[attr-defined]
    try:
        if paths:
            check_named(paths)
            commands.open_named(paths)
            return
        last = settings.text("last")
        if last and Path(last).is_file():
            commands.open(Path(last))
            return
        if last:
            commands.show_start()
            window.status.say(tr("The last project is no longer at {path}.", path=last))
            return
    except AnnotatorError as error:
        if paths and is_read(sys.stderr):
            print(error, file=sys.stderr)  # noqa: T201
            QApplication.exit(1)
            return
        commands.show_start()
        show_error(error, window)
        return
    if window.screen_ is None:
        commands.show_start()
