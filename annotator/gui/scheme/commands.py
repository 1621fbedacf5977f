"""Opens the editor of the scheme, saves what it made, and undoes and redoes that: in a thread where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.core.errors import AnnotatorError, EditError
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.scheme_edits import SchemeEdit
from annotator.gui import keys
from annotator.gui.dialogs.messages import Report, show_error
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.jobs import Job
from annotator.gui.scheme.editor import SchemeEditor
from annotator.gui.window import MainWindow
from annotator.workspace import scheming
from annotator.workspace.reasons import count_gaps
from annotator.workspace.scheming import Loss
from annotator.workspace.workspace import Changed, Workspace

_Work = Callable[[Workspace, scheming.Progress, Callable[[], bool]], Any]


class SchemeCommands(QObject):
    """Belongs to one window; does one thing at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._job: Job | None = None
        window.closing.connect(self._end)

    def edit(self) -> None:
        """Show the editor on the open project's scheme."""
        workspace = self.window.workspace
        if workspace is None or self._job is not None:
            return
        screen = self.window.screen_
        if screen is not None:
            screen.inspector.commit()
        gaps = count_gaps(workspace)
        editor = SchemeEditor(workspace.scheme, lambda key: keys.holder(key, "", {}), self.window, gaps)
        editor.saving.connect(partial(self._weigh, editor))
        editor.gaps_pressed.connect(partial(_show_gaps, editor, workspace))
        editor.exec()
        editor.deleteLater()
        if screen is not None:
            screen.article.setFocus()

    # Saving

    def _weigh(self, editor: SchemeEditor, draft: SchemeDraft) -> None:
        """Count what would go, ask, and save."""
        edit = draft.edit()

        def weighed(loss: Loss) -> None:
            if not loss or self._agreed(loss, editor):
                self._save(edit, editor)

        self._do(tr("Looking what goes"), lambda w, *_: scheming.loss(w, edit), weighed, editor)

    def _agreed(self, loss: Loss, parent: QWidget) -> bool:
        text, lines = in_words(loss)
        title = tr("Save, and delete what goes with it?")
        return bool(Report(title, text, lines, parent, yes=tr("Delete and save")).exec())

    def _save(self, edit: SchemeEdit, editor: SchemeEditor) -> None:
        screen = self.window.screen_
        assert screen is not None
        who = screen.session.annotator.id

        def work(workspace: Workspace, progress: scheming.Progress, cancelled: Callable[[], bool]) -> None:
            scheming.change_scheme(workspace, edit, who, progress, cancelled)

        def saved(_: object) -> None:
            editor.accept()
            self._show(tr("The scheme is saved."))

        self._do(tr("Changing the scheme"), work, saved, editor)

    # Undo and redo

    def undo(self, *, redo: bool = False) -> None:
        """Undo or redo a change of the scheme that may take long."""
        screen, workspace = self.window.screen_, self.window.workspace
        if screen is None or workspace is None or self._job is not None:
            return
        who, path = screen.session.annotator.id, workspace.path
        try:
            small = scheming.is_small(workspace)
        except AnnotatorError as error:
            self._failed(self.window, error)
            return
        if small:
            screen.session.redo() if redo else screen.session.undo()
            return

        def work(_: Workspace, progress: scheming.Progress, cancelled: Callable[[], bool]) -> Changed | None:
            return scheming.step(path, who, redo=redo, progress=progress, cancelled=cancelled)

        def done(changed: Changed | None) -> None:
            if changed is not None:
                name = told(changed.name)
                self._show(tr("Done again: {name}", name=name) if redo else tr("Undone: {name}", name=name))

        self._do(tr("Changing the scheme"), work, done, self.window)

    # Running

    def _do(self, title: str, work: _Work, then: Callable[[Any], None], parent: QWidget) -> None:
        """Do work at once where the project is small, else in a thread with a connection of its own."""
        workspace = self.window.workspace
        if workspace is None or self._job is not None:
            return
        try:
            if scheming.is_small(workspace):
                then(work(workspace, scheming.no_progress, lambda: False))
                return
        except (AnnotatorError, OSError) as error:
            self._failed(parent, error)
            return
        path = workspace.path

        def in_thread(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
            own = Workspace(path)
            try:
                return work(own, lambda done, total: report((done, total)), cancelled)
            finally:
                own.close()

        job = self._job = Job(in_thread, self)
        dialog = ProgressDialog(title, job, parent)
        job.progressed.connect(lambda state: dialog.show_progress(state[0], state[1], ""))
        job.ended.connect(self._ended)
        job.ended.connect(job.deleteLater)
        job.succeeded.connect(then)
        job.failed.connect(partial(self._failed, parent))
        job.cancelled.connect(lambda: self.window.status.say(tr("Stopped. Nothing was changed.")))
        keyboard = parent.focusWidget()
        parent.setEnabled(False)

        def enable() -> None:
            parent.setEnabled(True)
            if keyboard is not None:
                keyboard.setFocus()

        job.ended.connect(enable)
        dialog.show_later()
        job.start()

    def _show(self, text: str) -> None:
        """Show the scheme now in force, on whatever connection it was changed."""
        workspace, screen = self.window.workspace, self.window.screen_
        if workspace is not None and screen is not None:
            if workspace.changed_elsewhere():
                screen.reread()
            screen.article.setFocus()
            screen.said.emit(text)

    def _failed(self, parent: QWidget, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        if isinstance(error, EditError) and parent is self.window:
            self.window.status.say(told(error.message))
        else:
            show_error(error, parent)

    def _ended(self) -> None:
        self._job = None

    def _end(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.wait()


def in_words(loss: Loss) -> tuple[str, list[str]]:
    """Return what goes with a change of the scheme as a sentence, and line by line."""
    spans, values, links = (
        sum(number for _, number in part) for part in (loss.labels, loss.values, loss.relations)
    )
    what = [
        *([tr_n("{n} span", "{n} spans", spans)] if spans else []),
        *([tr_n("{n} attribute value", "{n} attribute values", values)] if values else []),
        *([tr_n("{n} link", "{n} links", links)] if links else []),
    ]
    sentence = tr(
        "With what was deleted here go {what}, of {annotators} in {articles}. Undo brings all of it back.",
        what=", ".join(what),
        annotators=tr_n("{n} annotator", "{n} annotators", loss.annotators),
        articles=tr_n("{n} article", "{n} articles", loss.documents),
    )
    return sentence, [
        *(f"{name}: {tr_n('{n} span', '{n} spans', n)}" for name, n in loss.labels),
        *(
            f"{label} · {name}: {tr_n('{n} attribute value', '{n} attribute values', n)}"
            for (label, name), n in loss.values
        ),
        *(f"{name}: {tr_n('{n} link', '{n} links', n)}" for name, n in loss.relations),
    ]


def _show_gaps(editor: SchemeEditor, workspace: Workspace, label: str) -> None:
    from annotator.gui.review.feedback import FeedbackWindow

    FeedbackWindow(workspace, editor, label=label).show()
