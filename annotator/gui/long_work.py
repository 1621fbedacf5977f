"""Long work that is waited for: one at a time, in a thread, with a dialog that shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui.dialogs.messages import show_error

if TYPE_CHECKING:
    # Dialogs and jobs are loaded when they are asked for: the article comes first.
    from annotator.gui.dialogs.progress import ProgressDialog
    from annotator.gui.jobs import Job

Work = Callable[[Callable[[Any], None], Callable[[], bool]], Any]


class LongWork(QObject):
    """Runs work over a window, which it blocks. `stopped` is emitted where the user ended it."""

    stopped = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: ProgressDialog | None = None
        self.job: Job | None = None

    def run(
        self,
        title: str,
        work: Work,
        succeeded: Callable[[Any], None],
        *,
        show: Callable[[ProgressDialog, Any], None] = lambda _dialog, _state: None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Begin, unless something is under way; `show` is given what the work reports.

        Known errors are shown where `failed` is not given.
        """
        from annotator.gui.dialogs.progress import ProgressDialog
        from annotator.gui.jobs import Job

        if self.job is not None:
            return
        job = self.job = Job(work, self)
        dialog = self._dialog = ProgressDialog(title, job, self._window)
        job.progressed.connect(lambda state: show(dialog, state))
        job.ended.connect(self._let_go)
        job.succeeded.connect(succeeded)
        job.failed.connect(failed or self.show_failure)
        job.cancelled.connect(self.stopped)
        dialog.show_later()
        job.start()

    def _let_go(self) -> None:
        job, self.job, self._dialog = self.job, None, None
        if job is not None:
            job.deleteLater()

    def show_failure(self, error: BaseException) -> None:
        """Show a known error; another is a bug."""
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        show_error(error, self._window)

    def end(self) -> None:
        """Stop what is under way and wait until it has: what it began is taken back. Nothing more is heard of it."""
        job, dialog = self.job, self._dialog
        if job is None:
            return
        job.cancel()
        job.blockSignals(True)
        job.wait()
        self._let_go()
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()
