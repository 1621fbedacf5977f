"""Computing an agreement in a thread: first without γ, which may take long, then with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.agreement.bootstrap import Interval
from annotator.agreement.gamma import Gamma
from annotator.core.errors import AnnotatorError
from annotator.gui.agreement.contents import Tables, tables
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.workspace.agreement import Selection, gamma_alone
from annotator.workspace.agreement_cases import Compared, compare
from annotator.workspace.workspace import Workspace


class Comparing(QObject):
    """One computation at a time; what still comes of an earlier one is dropped.

    First comes what counts spans alone (`counted`: what was found and its tables), then all
    figures, then γ (`is_at_gamma`). `compared` is given what was found, its tables, and how many
    seconds it took; `with_gamma` the same figures with γ among them; `progressed` hundredths;
    `began` the part of the work that begins, as `compare` names it.
    """

    progressed = Signal(int)
    began = Signal(str)
    counted = Signal(object, object)
    compared = Signal(object, object, float)
    with_gamma = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: ReadingJob | None = None
        self._ending: list[ReadingJob] = []
        self.is_at_gamma = False

    @property
    def is_busy(self) -> bool:
        """Whether anything is being computed."""
        return self._job is not None

    def start(self, selection: Selection) -> None:
        """Compute the figures of a selection, those of γ last."""
        self.stop()
        self.is_at_gamma = False
        began = time.monotonic()
        job = self._run(partial(_compared, selection))
        job.succeeded.connect(lambda found: self._end_first(job, selection, found, time.monotonic() - began))

    def _end_first(
        self, job: ReadingJob, selection: Selection, found: tuple[Compared, Tables], seconds: float
    ) -> None:
        if job is not self._job:
            return
        self._job = None
        if found[0].figures.documents:
            self.go_on(selection, found[0])
        self.compared.emit(*found, seconds)

    def go_on(self, selection: Selection, found: Compared) -> None:
        """Compute γ for figures that are there."""
        self.stop()
        self.is_at_gamma = True
        job = self._run(partial(_gamma, selection))
        job.succeeded.connect(lambda made: self._end_second(job, found, made))

    def _end_second(self, job: ReadingJob, found: Compared, made: tuple[Gamma, Interval | None]) -> None:
        if job is self._job:
            self._job = None
            # Everything else stays as it is shown, whatever has been changed meanwhile.
            intervals = found.figures.intervals | {"gamma": made[1]}
            found.figures = replace(found.figures, gamma=made[0], intervals=intervals)
            self.with_gamma.emit(found)

    def _run(self, work: Callable[[Workspace, Report, IsCancelled], Any]) -> ReadingJob:
        job = self._job = ReadingJob(self._workspace.path, work, self)
        job.progressed.connect(lambda said: self._hear(said) if job is self._job else None)
        job.failed.connect(partial(self._fail, job))
        job.ended.connect(partial(self._let_go, job))
        job.start()
        return job

    def _hear(self, said: int | str | tuple[Compared, Tables]) -> None:
        if isinstance(said, int):
            self.progressed.emit(said)
        elif isinstance(said, str):
            self.began.emit(said)
        else:
            self.counted.emit(*said)

    def _fail(self, job: ReadingJob, error: BaseException) -> None:
        if job is self._job:
            self._job = None
            self.failed.emit(error)
        if not isinstance(error, AnnotatorError | OSError):
            raise error

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


def _compared(
    selection: Selection, own: Workspace, report: Report, cancelled: IsCancelled
) -> tuple[Compared, Tables]:
    def counted(found: Compared) -> None:
        if found.figures.documents:
            report((found, tables(found, own.scheme)))

    progress = _hundredths(report)
    found = compare(own, selection, progress, cancelled, with_gamma=False, doing=report, counted=counted)
    return found, tables(found, own.scheme) if found.figures.documents else {}


def _gamma(
    selection: Selection, own: Workspace, report: Report, cancelled: IsCancelled
) -> tuple[Gamma, Interval | None]:
    return gamma_alone(own, selection, _hundredths(report), cancelled)


def _hundredths(report: Report) -> Callable[[int, int], None]:
    """Return what reports a progress where it is another hundredth: each report costs the window time."""
    last = -1

    def told(done: int, total: int) -> None:
        nonlocal last
        if 100 * done // total != last:
            last = 100 * done // total
            report(last)

    return told
