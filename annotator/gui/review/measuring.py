"""The figures beside the review: read anew when nothing was decided for a moment, and γ after them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.agreement.nominal import Coefficient
from annotator.core.errors import AnnotatorError
from annotator.gui.i18n import told
from annotator.gui.reading import ReadingJob
from annotator.gui.review.figures import NOT_MEASURED
from annotator.gui.review.loading import Loader
from annotator.gui.review.side import Side
from annotator.workspace.review_agreement import MOST, TOO_LONG, TOO_MANY, Among, Figures, Settled, gammas
from annotator.workspace.reviewing import Selection
from annotator.workspace.workspace import Workspace

_PAUSE_MS = 1_500


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
        self._known: Settled | None = None  # when the figures began to be read
        self._gamma = _Gamma(workspace, self)
        self._gamma.known.connect(side.show_gamma)
        loader.measured.connect(self._show)
        loader.unmeasured.connect(self._show_failure)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._measure)

    def begin(self, selection: Selection, documents: int) -> None:
        """Measure readings that were read anew, in so many articles."""
        self._selection, self._known = selection, self._settled()
        self._gamma.begin(selection, documents)
        self._loader.measure(selection, self._known)

    def soon(self) -> None:
        """Measure anew when nothing more is decided for a moment; keys do not wait for γ."""
        self._gamma.let_go()
        self._pause.start()

    def _measure(self) -> None:
        settled = self._settled()
        if self._loader.is_reading("figures"):
            self._pause.start()  # what is being read is let come to its end, however often others save
        elif settled is not None:  # else the cases are being read, and are measured then
            self._known = settled
            self._loader.measure(self._selection, settled)

    def _show(self, found: Figures) -> None:
        self._side.show_figures(found)
        if self._known is not None:
            self._gamma.read(found, self._known)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._side.show_problem(told(error.message))

    def stop(self) -> None:
        """Let what is under way go."""
        self._pause.stop()
        self._gamma.stop()


class _Gamma(QObject):
    """Reads γ in a thread; `known` is given it before review, and after it: None where nothing is decided.

    That before is read once, unless the readings themselves are others.
    """

    known = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._path = workspace.path
        self._selection = Selection()
        self._is_wanted = False
        self._before: tuple[Among, Coefficient] | None = None  # with the figures of the same readings
        self._is_second = False
        self._job: ReadingJob | None = None
        self._ending: list[ReadingJob] = []

    def begin(self, selection: Selection, documents: int) -> None:
        """Forget what was read of other readings; what still comes of an earlier question is dropped."""
        self.let_go()
        self._selection, self._before, self._is_second = selection, None, False
        self._is_wanted = documents <= MOST
        one = NOT_MEASURED if self._is_wanted else Coefficient(None, 0, TOO_MANY)
        self.known.emit(one, one)

    def read(self, found: Figures, settled: Settled) -> None:
        """Read what there is of readings with these figures; what still comes of an earlier question is dropped."""
        self.let_go()
        if not self._is_wanted:
            return
        before = self._before[1] if self._before and self._before[0] == found.before else None
        if before is not None and found.after is None:
            self.known.emit(before, None)
            return
        selection = self._selection
        job = self._job = ReadingJob(
            self._path, lambda own, _, cancelled: gammas(own, selection, settled, before, cancelled), self
        )
        job.ended.connect(lambda: self._end(job))
        job.succeeded.connect(lambda pair: None if job.is_cancelled else self._tell(found.before, *pair))
        job.failed.connect(_fail)
        job.start()

    def _tell(self, of: Among, before: Coefficient, after: Coefficient | None) -> None:
        # The first try falls into the busiest moment: what took too long then may not the second time.
        is_sure = before.reason != TOO_LONG or self._is_second
        self._before, self._is_second = (of, before) if is_sure else None, not is_sure
        self.known.emit(before, after)

    def _end(self, job: ReadingJob) -> None:
        if job in self._ending:
            self._ending.remove(job)
        elif self._job is job:
            self._job = None
        job.deleteLater()

    def let_go(self) -> None:
        """Let what is being read end by itself; nothing is heard of it any more."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self._ending.append(job)

    def stop(self) -> None:
        """Let what is being read go, and wait until its thread has ended."""
        self.let_go()
        for job in self._ending:
            job.blockSignals(True)
            job.wait()
            job.deleteLater()
        self._ending.clear()


def _fail(error: BaseException) -> None:
    if not isinstance(error, AnnotatorError):
        raise error  # what cannot be read is said by what reads the cases
