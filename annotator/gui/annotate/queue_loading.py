"""Gets the queue's order: at once in a project of usual size, in a thread where there are very many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.query import Query, Sort
from annotator.core.spans import State
from annotator.gui.jobs import Job
from annotator.gui.reading import IsCancelled, ReadingJob, Report
from annotator.workspace import queueing
from annotator.workspace.queueing import Order
from annotator.workspace.workspace import Workspace

SMALL = 2_000
_BEFORE, _AFTER = 400, 1_600
_STEP = 5_000
_START_MS = 60  # the article on screen comes first


@dataclass(frozen=True, slots=True)
class Wish:
    """Which documents are to be listed, and how."""

    query: Query = field(default_factory=Query)
    states: tuple[State, ...] = ()
    flagged: bool = False
    sort: Sort = Sort.IMPORTED

    @property
    def is_filter(self) -> bool:
        """Whether documents are left out."""
        return bool(self.states or self.flagged or not self.query.is_empty)


class QueueLoader(QObject):
    """Answers the last wish; what comes late for another is dropped.

    `loaded` brings the order and the row of each document (None where they go by id),
    `counted` the numbers of `Workspace.state_counts`.
    """

    loaded = Signal(object, object)
    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, annotator_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._annotator_id = annotator_id
        self._wish = Wish()
        self._count = False
        self._again = False
        self._job: Job | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_START_MS)
        self._later.timeout.connect(self._start)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None or self._later.isActive()

    def load(self, wish: Wish, near: int | None, *, count: bool, first: bool) -> None:
        """Load the order, and the numbers with `count`; `first` shows what is `near` a document meanwhile."""
        same = wish == self._wish and self._job is not None
        self._wish, self._count = wish, count or (self._count and self.is_busy)
        if not queueing.has_more_than(self._workspace, SMALL):
            self.stop()
            self._load_now()
            return
        if same:
            self._again = True  # once more when this is through, however often that was asked
            return
        if first and wish == Wish():
            around = queueing.read_around(self._workspace, self._annotator_id, near or 0, _BEFORE, _AFTER)
            self.loaded.emit(around, None)
        self._cancel()
        self._later.start(_START_MS if first else 0)

    def _load_now(self) -> None:
        wish, self._count = self._wish, False
        order = queueing.read_order(
            self._workspace, self._annotator_id, wish.query, wish.states, flagged=wish.flagged, sort=wish.sort
        )
        self.counted.emit(self._workspace.state_counts(self._annotator_id))
        self.loaded.emit(order, _places(order, wish.sort))

    def _start(self) -> None:
        annotator_id, wish, count = self._annotator_id, self._wish, self._count

        def work(own: Workspace, report: Report, cancelled: IsCancelled) -> Any:
            order = queueing.read_order(
                own, annotator_id, wish.query, wish.states,
                flagged=wish.flagged, sort=wish.sort, cancelled=cancelled,
            )  # fmt: skip
            report((order, _places(order, wish.sort)))
            return own.state_counts(annotator_id) if count else None

        job = self._job = ReadingJob(self._workspace.path, work, self)
        job.progressed.connect(lambda answer: self._answer(job, answer))
        job.succeeded.connect(lambda counts: self._finish(job, counts))
        job.failed.connect(lambda error: None if job.is_cancelled else self.failed.emit(error))
        job.ended.connect(lambda: self._end(job))
        job.start()

    def _answer(self, job: Job, answer: tuple[Order, dict[int, int] | None]) -> None:
        if job is self._job:
            self.loaded.emit(*answer)

    def _finish(self, job: Job, counts: Any) -> None:
        if counts is not None and not job.is_cancelled:
            self.counted.emit(counts)

    def _end(self, job: Job) -> None:
        job.deleteLater()
        if job is self._job:
            self._job = None
            if self._again:
                self._again, self._count = False, True
                self._later.start(0)
            else:
                self._count = False

    def _cancel(self) -> Job | None:
        job, self._job, self._again = self._job, None, False
        if job is not None:
            job.cancel()
        return job

    def stop(self) -> None:
        """End what is under way, and wait until it has ended: it stops at once."""
        self._later.stop()
        job = self._cancel()
        if job is not None:
            job.wait()


def _places(order: Order, sort: Sort) -> dict[int, int] | None:
    """Return the row of each document where the order does not go by id; in steps that let others run."""
    if sort == Sort.IMPORTED:
        return None
    places: dict[int, int] = {}
    for start in range(0, len(order.ids), _STEP):
        places.update(zip(order.ids[start : start + _STEP], range(start, start + _STEP), strict=False))
    return places
