"""Undo and redo in the review: at once, or where very much changes in a thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.decisions import Decision
from annotator.core.errors import AnnotatorError, EditError
from annotator.gui.i18n import told, tr
from annotator.gui.long_work import LongWork
from annotator.gui.review.editing import EditPane
from annotator.workspace.review_rows import Row
from annotator.workspace.reviewing import Review, step_much
from annotator.workspace.workspace import Changed, Workspace


class Stepping(QObject):
    """Steps through one lead's history. `stepped` is given what changed, `said` what to say of it."""

    stepped = Signal(object)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, lead_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._lead_id = workspace, lead_id
        self._work = LongWork(parent)
        self._work.stopped.connect(lambda: self.said.emit(tr("Stopped. Nothing was changed.")))
        self.is_writing = False

    def step(self, *, redo: bool, editing: EditPane | None = None) -> None:
        """Undo the lead's last step, or redo; of a free edit its own."""
        if editing is not None:
            editing.session.redo() if redo else editing.session.undo()
        elif self._work.job is None and self._workspace.is_much_ahead(self._lead_id, redo=redo):
            self._start(redo=redo)
        elif self._work.job is None:
            self._at_once(redo=redo)

    def _at_once(self, *, redo: bool) -> None:
        run = self._workspace.redo if redo else self._workspace.undo
        self.is_writing = True
        try:
            changed = run(self._lead_id)
        except EditError as error:
            self.said.emit(told(error.message))
            return
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        finally:
            self.is_writing = False
        self._show(changed, redo=redo)

    def _start(self, *, redo: bool) -> None:
        path, lead_id = self._workspace.path, self._lead_id
        self._work.run(
            tr("Doing again") if redo else tr("Undoing"),
            lambda _report, cancelled: step_much(path, lead_id, redo=redo, cancelled=cancelled),
            lambda changed: self._follow(changed, redo=redo),
            failed=self._fail,
        )

    def _follow(self, changed: Changed | None, *, redo: bool) -> None:
        self._workspace.changed_elsewhere()  # it was us
        if changed is not None:
            self.is_writing = True
            self._workspace.tell(changed)
            self.is_writing = False
        self._show(changed, redo=redo)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, EditError):
            self.said.emit(told(error.message))
        else:
            self._work.show_failure(error)

    def _show(self, changed: Changed | None, *, redo: bool) -> None:
        if changed is None:
            self.said.emit(tr("There is nothing to redo.") if redo else tr("There is nothing to undo."))
            return
        name = told(changed.name)
        self.said.emit(tr("Done again: {name}", name=name) if redo else tr("Undone: {name}", name=name))
        self.stepped.emit(changed)

    def stop(self) -> None:
        """Let what is under way be cut off, and wait for it."""
        self._work.end()


def case_of(review: Review, changed: Changed) -> Row | None:
    """Return the row of the case that a change was about."""
    decisions = [e for c in changed.changes for e in (c.before, c.after) if isinstance(e, Decision)]
    if not decisions or changed.document_id is None:
        return None
    ids = {span.id for said in decisions[0].said for span in said.spans}
    return next(
        (
            row
            for row in review.board.rows.get(changed.document_id, ())
            if row.key[1] in ids and (row.type == "link") == decisions[0].is_of_links
        ),
        None,
    )
