"""Marks all articles that are chosen in the queue, as one step."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.core.errors import AnnotatorError, EditError
from annotator.core.spans import State
from annotator.gui.annotate.queue import QueueModel
from annotator.gui.annotate.queue_table import QueueTable
from annotator.gui.annotate.session import Session
from annotator.gui.i18n import number, told, tr
from annotator.gui.jobs import Job
from annotator.workspace import queueing
from annotator.workspace.workspace import Changed, Workspace

MOST_AT_ONCE = 10_000
_MARKED_HERE = 200  # more take a thread
_STATES = {"done": State.DONE, "skip": State.SKIPPED, "to_do": State.TO_DO}


class Marking(QObject):
    """Does to what is chosen what a key or button of the queue says: a state, or the flag."""

    def __init__(self, session: Session, model: QueueModel, table: QueueTable) -> None:
        super().__init__(table)
        self._session = session
        self._model = model
        self._table = table
        self._job: Job | None = None

    def stop(self) -> None:
        """Wait for what is under way: it is done all the same, but there will be nobody to tell."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()

    def mark(self, command: str) -> None:
        """Mark all that are chosen as `done`, `skip`, `to_do` or with the `flag`."""
        session = self._session
        rows = self._table.count_chosen()
        if not rows:
            session.said.emit(tr("No article is chosen. Shift+arrows and Ctrl+Space choose several."))
            return
        if rows > MOST_AT_ONCE:
            session.said.emit(tr("Choose at most {n} articles at once.", n=number(MOST_AT_ONCE)))
            return
        if self._job is not None:
            return
        ids = [self._model.id_at(row) for row in self._table.chosen_rows()]
        state, flagged = _STATES.get(command), True if command == "flag" else None
        if rows > _MARKED_HERE:
            self._mark_in_thread(ids, state, flagged)
            return
        try:
            changed = queueing.mark_many(
                session.workspace, session.annotator.id, ids, state=state, flagged=flagged
            )
        except AnnotatorError as error:
            self._say_unmarked(error)
        else:
            self._say_marked(changed)

    def _mark_in_thread(self, ids: list[int], state: State | None, flagged: bool | None) -> None:
        """Mark very many without the window waiting."""
        workspace, annotator_id = self._session.workspace, self._session.annotator.id

        def work(_report: object, _cancelled: object) -> Changed:
            own = Workspace(workspace.path)
            try:
                return queueing.mark_many(own, annotator_id, ids, state=state, flagged=flagged)
            finally:
                own.close()

        def marked(changed: Changed) -> None:
            if not job.is_cancelled:
                workspace.tell(changed)
                self._say_marked(changed)

        job = self._job = Job(work, self)
        job.ended.connect(self._end)
        job.succeeded.connect(marked)
        job.failed.connect(self._say_unmarked)
        job.start()

    def _end(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    def _say_marked(self, changed: Changed) -> None:
        self._session.updated.emit()
        self._session.said.emit(tr("Done: {name}. Undo takes it back.", name=told(changed.name)))

    def _say_unmarked(self, error: BaseException) -> None:
        if isinstance(error, EditError):
            self._session.said.emit(told(error.message))
        elif isinstance(error, AnnotatorError):
            self._session.failed.emit(error)
        else:
            raise error
