"""Computing an agreement in a thread: first without γ, which may take long, then with it."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.core.errors import AnnotatorError
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.workspace.agreement import Selection
from annotator.workspace.agreement_cases import Compared, compare
from annotator.workspace.workspace import Workspace


class Comparing(QObject):
    """One computation at a time; what still comes of an earlier one is dropped.

    `compared` is given what was found and how many seconds it took; `progressed` hundredths.
    """

    progressed = Signal(int)
    compared = Signal(object, float)
    with_gamma = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: ReadingJob | None = None
        self._ending: list[ReadingJob] = []

    @property
    def is_busy(self) -> bool:
        """Whether anything is being computed."""
        return self._job is not None

    def start(self, selection: Selection) -> None:
        """Compute the figures of a selection, those of γ last."""
        self.stop()
        began = time.monotonic()
        job = self._run(selection, with_gamma=False)
        job.succeeded.connect(lambda found: self._end_first(job, selection, found, time.monotonic() - began))

    def _end_first(self, job: ReadingJob, selection: Selection, found: Compared, seconds: float) -> None:
        if job is not self._job:
            return
        self._job = None
        if found.figures.documents:
            again = self._run(selection, with_gamma=True)
            again.succeeded.connect(lambda whole: self._end_second(again, whole))
        self.compared.emit(found, seconds)

    def _end_second(self, job: ReadingJob, found: Compared) -> None:
        if job is self._job:
            self._job = None
            self.with_gamma.emit(found)

    def _run(self, selection: Selection, *, with_gamma: bool) -> ReadingJob:
        def work(own: Workspace, report: Report, cancelled: IsCancelled) -> Any:
            return compare(
                own,
                selection,
                lambda done, total: report(100 * done // total),
                cancelled,
                with_gamma=with_gamma,
            )

        job = self._job = ReadingJob(self._workspace.path, work, self)
        job.progressed.connect(lambda done: self.progressed.emit(done) if job is self._job else None)
        job.failed.connect(partial(self._fail, job))
        job.ended.connect(partial(self._let_go, job))
        job.start()
        return job

    def _fail(self, job: ReadingJob, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        if job is self._job:
            self._job = None
            self.failed.emit(error)

    def _let_go(self, job: ReadingJob) -> None:
        if job in self._ending:
            self._ending.remove(job)
        job.deleteLater()

    def stop(self) -> None:
        """Let what is being computed go, without waiting for it."""
        job, self._job = self._job, None
        if job is not None:
            self._ending.append(job)
            job.cancel()
            self.stopped.emit()

    def close(self) -> None:
        """Let everything go, and wait until the threads have ended."""
        self.stop()
        for job in list(self._ending):
            job.blockSignals(True)
            job.wait()
            job.blockSignals(False)
