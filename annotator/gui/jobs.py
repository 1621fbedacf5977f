"""Long work off the UI thread: progress, cancel, and late answers dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from annotator.core.errors import Cancelled


class Job(QObject):
    """One piece of work in a thread of its own.

    `work` is called with `report`, to be given whatever describes the progress, and
    `cancelled`, to be asked now and then. Signals arrive in the thread that made the job:
    `ended` first, then how; progress and an answer that come after `cancel` are dropped.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _reported = Signal(object)
    _done = Signal(object, object)

    def __init__(
        self, work: Callable[[Callable[[Any], None], Callable[[], bool]], Any], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="annotator-job", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next safe point."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._stop.is_set()

    def _run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = self._work(self._reported.emit, self._stop.is_set)
        except BaseException as caught:
            error = caught
        self._done.emit(result, error)

    def _report(self, progress: object) -> None:
        if not self._stop.is_set():
            self.progressed.emit(progress)

    def _finish(self, result: object, error: BaseException | None) -> None:
        self.ended.emit()
        if error is not None and not isinstance(error, Cancelled):
            self.failed.emit(error)
        elif error is not None:
            self.cancelled.emit()
        else:
            self.succeeded.emit(result)
