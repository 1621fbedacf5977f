"""The figures beside the review: read anew when nothing was decided for a moment; γ, which stays as it is, once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.gui.i18n import told
from annotator.gui.reading import IsCancelled, ReadingJob
from annotator.gui.review.loading import Loader
from annotator.gui.review.side import Side
from annotator.workspace.review_agreement import Settled
from annotator.workspace.reviewing import Selection
from annotator.workspace.workspace import Workspace

_PAUSE_MS = 1_500
_PATIENCE = 1.0  # seconds; what takes longer is for the Agreement screen
_MOST = 100  # articles


class Measuring(QObject):
    """Shows at the side how far those chosen agree, before and after the decisions."""

    def __init__(
        self,
        workspace: Workspace,
        loader: Loader,
        side: Side,
        settled: Callable[[], Settled | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._loader, self._side, self._settled = loader, side, settled
        self._selection = Selection()
        self._gamma = _Gamma(workspace, self)
        self._gamma.known.connect(side.show_gamma)
        loader.measured.connect(side.show_figures)
        loader.unmeasured.connect(self._show_failure)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._measure)

    def begin(self, selection: Selection, documents: int) -> None:
        """Measure readings that were read anew, in so many articles."""
        self._selection = selection
        self._loader.measure(selection, self._settled())
        self._side.show_gamma(None)
        self._gamma.read(selection, documents)

    def soon(self) -> None:
        """Measure anew when nothing more is decided for a moment."""
        self._pause.start()

    def _measure(self) -> None:
        settled = self._settled()
        if self._loader.is_reading("figures"):
            self._pause.start()  # what is being read is let come to its end, however often others save
        elif settled is not None:  # else the cases are being read, and are measured then
            self._loader.measure(self._selection, settled)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._side.show_problem(told(error.message))

    def stop(self) -> None:
        """Let what is under way go."""
        self._pause.stop()
        self._gamma.stop()


class _Gamma(QObject):
    """Reads γ in a thread; `known` is given it, None where it is undefined or would take long."""

    known = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._path = workspace.path
        self._job: ReadingJob | None = None
        self._ending: list[ReadingJob] = []

    def read(self, selection: Selection, documents: int) -> None:
        """Read γ of the readings of so many articles; what still comes of an earlier question is dropped."""
        self._let_go()
        if not 0 < documents <= _MOST:
            return
        job = self._job = ReadingJob(
            self._path, lambda own, _, cancelled: _gamma(own, selection, cancelled), self
        )
        job.ended.connect(lambda: self._end(job))
        job.succeeded.connect(lambda value: None if job.is_cancelled else self.known.emit(value))
        job.failed.connect(_fail)
        job.start()

    def _end(self, job: ReadingJob) -> None:
        if job in self._ending:
            self._ending.remove(job)
        elif self._job is job:
            self._job = None
        job.deleteLater()

    def _let_go(self) -> None:
        """Let what is being read end by itself; nothing is heard of it any more."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self._ending.append(job)

    def stop(self) -> None:
        """Let what is being read go, and wait until its thread has ended."""
        self._let_go()
        for job in self._ending:
            job.blockSignals(True)
            job.wait()
            job.deleteLater()
        self._ending.clear()


def _gamma(own: Workspace, selection: Selection, cancelled: IsCancelled) -> float | None:
    from annotator.agreement.gamma import gamma
    from annotator.workspace.agreement import read_table

    table, _ = read_table(own, selection)
    until = time.monotonic() + _PATIENCE

    def going_on(_share: float) -> None:
        if cancelled() or time.monotonic() > until:
            raise Cancelled

    return gamma(table, going_on=going_on).value


def _fail(error: BaseException) -> None:
    if not isinstance(error, AnnotatorError):
        raise error  # what cannot be read is said by what reads the cases
