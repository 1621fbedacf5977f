"""What happens on an unexpected error: a log without article text, and a dialog that says so."""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from annotator import __version__
from annotator.core.errors import AnnotatorError
from annotator.gui.dialogs.messages import Report, show_error
from annotator.gui.i18n import tr

_LOG_BYTES = 1_000_000
_logger = logging.getLogger("annotator")
# Errors whose message speaks of code or system; others may quote what was read.
_SPEAKING = (
    AttributeError,
    TypeError,
    NameError,
    ImportError,
    AssertionError,
    OSError,
    sqlite3.Error,
    RuntimeError,
)


class CrashGuard(QObject):
    """Catches what nobody caught, in any thread. Made once, before a project is opened."""

    _happened = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.log_path = _open_log()
        self._shown = False
        # Queued: an error while painting must not open a dialog inside that paint.
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        qInstallMessageHandler(_log_qt)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = describe(kind, error, trace)
        _logger.error("%s", text)
        if not self._shown:  # one that waited until the dialog is closed would open it again
            self._happened.emit(error, text)

    def _show(self, error: BaseException | None, text: str) -> None:
        if self._shown:
            return
        self._shown = True
        try:
            if isinstance(error, AnnotatorError):
                show_error(error, None)
                return
            sentence = tr(
                "Something went wrong inside Annotator. Your work is safe: every step was saved when you made it. "
                "You can go on; if it happens again, close the window and open it anew. The log is at {path}.",
                path=self.log_path,
            )
            Report(tr("An unexpected error"), sentence, text.splitlines()).exec()
        finally:
            self._shown = False


def describe(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """Return what happened and where, without anything that could quote an article."""
    lines = [f"Annotator {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    frames = traceback.extract_tb(trace)
    lines += [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    lines.append(f"{kind.__name__}: {error}" if isinstance(error, _SPEAKING) else kind.__name__)
    return "\n".join(lines)


def _log_folder() -> Path:
    state = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(state) / "annotator" / "log"


def _open_log() -> Path:
    folder = _log_folder()
    path = folder / "annotator.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    _logger.propagate = False
    return path


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    del context
    if kind != QtMsgType.QtDebugMsg:
        _logger.warning("Qt: %s", text)
