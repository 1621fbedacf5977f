"""Reading all cases, and accepting by a rule, each in a thread with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.gui.jobs import Job
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.workspace.review_agreement import figures
from annotator.workspace.review_board import read_board
from annotator.workspace.review_rows import Reader
from annotator.workspace.reviewing import Selection, accept
from annotator.workspace.workspace import Workspace


class Loader(QObject):
    """One reading at a time; what still comes of an earlier one is dropped."""

    progressed = Signal(int, int)
    loaded = Signal(object)
    measured = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._path = workspace.path
        self._jobs: list[Job] = []

    def load(self, selection: Selection, gold: int) -> None:
        """Read all cases."""
        self.stop()

        def read(own: Workspace, report: Report, cancelled: IsCancelled) -> Any:
            return read_board(Reader(own, selection, gold), lambda *step: report(step), cancelled)

        job = self._start(read)
        job.progressed.connect(lambda step: self.progressed.emit(*step))
        job.succeeded.connect(self.loaded)

    def measure(self, selection: Selection) -> None:
        """Read how far annotators agree."""
        job = self._start(lambda own, _report, _cancelled: figures(own, selection))
        job.succeeded.connect(self.measured)

    def _start(self, read: Callable[[Workspace, Report, IsCancelled], Any]) -> Job:
        job = ReadingJob(self._path, read, self)
        self._jobs.append(job)
        job.ended.connect(lambda: self._end(job))
        job.failed.connect(self.failed)
        job.start()
        return job

    def _end(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        job.deleteLater()

    @property
    def is_busy(self) -> bool:
        """Whether anything is being read."""
        return bool(self._jobs)

    def stop(self) -> None:
        """Let what is being read go, and wait until its thread has ended."""
        for job in list(self._jobs):
            job.cancel()
            job.blockSignals(True)
            job.wait()
            job.blockSignals(False)
            job.deleteLater()
        self._jobs = []


def accept_job(path: Path, lead_id: int, selection: Selection, rule: str, gold: int, parent: QObject) -> Job:
    """Return the job that accepts by a rule; it is not started."""

    def work(report: Report, cancelled: IsCancelled) -> Any:
        own = Workspace(path)
        try:
            return accept(own, lead_id, selection, rule, lambda *step: report(step), cancelled, gold=gold)
        finally:
            own.close()

    return Job(work, parent)
