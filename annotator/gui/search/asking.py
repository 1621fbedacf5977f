"""Questions to all texts, each in a thread with a connection of its own; only the last is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.gui.jobs import Job
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.workspace.searching import complete_index, is_index_behind
from annotator.workspace.workspace import Workspace

# Between two steps of the index, in seconds: while somebody waits for it, and else.
_SHORT_REST, _REST = 0.002, 0.02
_WORTH_TELLING = 500


class Asker(QObject):
    """Runs one question at a time; another takes its place, and what still comes for it is dropped.

    `indexed` is told how many texts of how many are in the index, while a question waits
    for that and they are not few; `answered` is given what the question reports, and `ended` its result.
    """

    indexed = Signal(int, int)
    answered = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._path = workspace.path
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def ask(
        self, question: Callable[[Workspace, Report, IsCancelled], Any], *, words: bool, hurry: bool = True
    ) -> None:
        """Ask; `words` where the index is needed, which is completed first."""
        self.drop()
        rest = _SHORT_REST if hurry else _REST

        def work(own: Workspace, report: Report, cancelled: IsCancelled) -> Any:
            if words and is_index_behind(own):
                complete_index(own, lambda *step: report(step), cancelled, rest=rest)
            return question(own, report, cancelled)

        job = self._job = ReadingJob(self._path, work, self)
        job.progressed.connect(self._progress)
        job.succeeded.connect(lambda result: None if job.is_cancelled else self.ended.emit(result))
        job.failed.connect(lambda error: None if job.is_cancelled else self.failed.emit(error))
        job.ended.connect(lambda: self._end(job))
        job.start()

    def _progress(self, what: Any) -> None:
        if isinstance(what, tuple):
            if what[1] >= _WORTH_TELLING:
                self.indexed.emit(*what)
        else:
            self.answered.emit(what)

    def _end(self, job: Job) -> None:
        job.deleteLater()
        if job is self._job:
            self._job = None

    def drop(self) -> Job | None:
        """Let the question go, if there is one."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        return job

    def stop(self) -> None:
        """Let the question go, and wait until its thread has ended."""
        job = self.drop()
        if job is not None:
            job.wait()
