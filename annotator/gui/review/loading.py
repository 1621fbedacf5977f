"""Reading all cases, and how far annotators agree, each in a thread with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.gui.jobs import Job
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.workspace.review_agreement import Settled, figures
from annotator.workspace.review_board import read_board
from annotator.workspace.review_rows import Reader
from annotator.workspace.reviewing import Selection
from annotator.workspace.workspace import Workspace

_Read = Callable[[Workspace, Report, IsCancelled], Any]


class Loader(QObject):
    """One reading of each kind at a time; what still comes of an earlier one is dropped.

    `failed` is given why the cases could not be read, `unmeasured` why the figures could not.
    """

    progressed = Signal(int, int)
    loaded = Signal(object)
    measured = Signal(object)
    failed = Signal(object)
    unmeasured = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._path = workspace.path
        self._jobs: dict[str, Job] = {}
        self._ending: list[Job] = []

    def load(self, selection: Selection, gold: int) -> None:
        """Read all cases. Figures that are being read are of what was before, and let go."""
        self._let_go("cases")
        self._let_go("figures")

        def read(own: Workspace, report: Report, cancelled: IsCancelled) -> Any:
            return read_board(Reader(own, selection, gold), lambda *step: report(step), cancelled)

        self._start("cases", read, self.loaded.emit, self.failed.emit)

    def measure(self, selection: Selection, settled: Settled | None = None) -> None:
        """Read how far annotators agree; `settled` is what is settled by the cases, where they are known."""
        self._let_go("figures")

        def read(own: Workspace, _: Report, cancelled: IsCancelled) -> Any:
            return figures(own, selection, cancelled, settled)

        self._start("figures", read, self.measured.emit, self.unmeasured.emit)

    def _start(
        self, kind: str, read: _Read, then: Callable[[Any], None], failed: Callable[[Any], None]
    ) -> None:
        job = self._jobs[kind] = ReadingJob(self._path, read, self)

        def heard(tell: Callable[[Any], None], value: Any) -> None:
            if job not in self._ending:
                tell(value)

        job.progressed.connect(partial(heard, lambda step: self.progressed.emit(*step)))
        job.succeeded.connect(partial(heard, then))
        job.failed.connect(partial(heard, failed))
        for how in (job.succeeded, job.failed, job.cancelled):
            how.connect(lambda *_: self._end(kind, job))
        job.start()

    def _end(self, kind: str, job: Job) -> None:
        if self._jobs.get(kind) is job:
            del self._jobs[kind]
        if job in self._ending:
            self._ending.remove(job)
        job.deleteLater()

    def _let_go(self, kind: str) -> None:
        """Let what is being read end by itself; nothing is heard of it any more."""
        job = self._jobs.pop(kind, None)
        if job is not None:
            job.cancel()
            self._ending.append(job)

    def is_reading(self, kind: str) -> bool:
        """Whether "cases", or "figures", are being read."""
        return kind in self._jobs

    @property
    def is_busy(self) -> bool:
        """Whether anything is being read."""
        return bool(self._jobs)

    def stop(self) -> None:
        """Let everything go, and wait until the threads have ended."""
        for kind in list(self._jobs):
            self._let_go(kind)
        for job in self._ending:
            job.blockSignals(True)
            job.wait()
            job.deleteLater()
        self._ending.clear()
