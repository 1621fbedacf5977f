"""The export window: what goes out and as what; what is lost, before it is written; fixes; then the writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.gui import settings
from annotator.gui.actions import make_action
from annotator.gui.dialogs.messages import ask
from annotator.gui.export.form import ExportForm
from annotator.gui.export.losses import LossPage
from annotator.gui.export.sides import SidesPage
from annotator.gui.export.undoing import Undoing
from annotator.gui.export.wording import effect_in_words, notes_in_words, report_in_words
from annotator.gui.i18n import number, told, tr
from annotator.gui.jobs import Job
from annotator.gui.keys import keys_of, shown_key
from annotator.gui.widgets import button, label, literal, show
from annotator.workspace import exporting
from annotator.workspace.exporting import Choice, Loss, WriteReport
from annotator.workspace.fixing import Fix, fix
from annotator.workspace.splitting import Split, split_of
from annotator.workspace.workspace import Annotator, Changed, Workspace

_PAUSE_MS = 250
_SIZE = (900, 680)
_LEAST = (560, 420)
_NOTHING = 3  # the page without a tab
_FRAME = 40  # pixels that the window manager may add above
_SIZE_KEPT = "export_size"
_Found = tuple[WriteReport, Split | None]


class ExportWindow(QDialog):
    """Stays beside the article: a loss that is chosen is shown there, and mended here or there.

    `asked` names a loss to be shown, `article_asked` an article; `exporting` the format, the
    place and the choice to write. It gives way to both, and comes back with all that was chosen.
    """

    asked = Signal(object)
    article_asked = Signal(object)
    exporting = Signal(str, object, object)

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._annotator = annotator
        self._job: Job | None = None
        self._is_stale = False
        self._is_tab_chosen = False
        self._place: QPoint | None = None
        self.report: WriteReport | None = None
        self.setWindowTitle(tr("Export"))
        self.form = ExportForm(workspace)
        self.losses = LossPage(workspace, annotator)
        self.table = self.losses.table
        self.sides = SidesPage(workspace.scheme)
        self.notes = QPlainTextEdit()
        self._nothing = label("", "muted", wrap=True)
        self._said = label("", wrap=True)
        self._told = label("", "muted", wrap=True)
        self._undoing = Undoing(workspace, annotator)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self._lay_out()
        self._connect()
        self._unsubscribe = workspace.subscribe(self._on_changed)
        self._bound()
        self.check()

    def _lay_out(self) -> None:
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(tr("Notes"))
        self._stack = QStackedWidget()
        self._tabs: list[QPushButton] = []
        tabs = QHBoxLayout()
        tabs.setSpacing(4)
        for place, page in enumerate((self.losses, self.sides, self.notes)):
            self._stack.addWidget(page)
            made = button("", "segment", partial(self._choose_tab, place), checkable=True)
            made.setAutoDefault(False)
            made.hide()  # until there is something to show
            self._tabs.append(made)
            tabs.addWidget(made)
        tabs.addStretch(1)
        self._stack.addWidget(_card(self._nothing))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.form)
        column.addWidget(self._said)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._told, 1)
        buttons.addWidget(button(tr("Close"), "", self.reject))
        self._write = button(tr("Export"), "primary", self._export)
        self._write.setDefault(True)
        buttons.addWidget(self._write)
        column.addLayout(buttons)
        self._turn_to(_NOTHING)

    def _connect(self) -> None:
        self.form.changed.connect(self._ask_otherwise)
        self.form.place.textChanged.connect(self._place_changed)
        self.losses.asked.connect(self._show_loss)
        self.losses.said.connect(self.say)
        self.losses.mending.wanted.connect(self._fix)
        self.sides.asked.connect(self._show_article)
        self.sides.said.connect(self.say)
        self.sides.anew.connect(self._split_anew)
        self.finished.connect(lambda _: self._let_go())
        for name, text, redo in (("undo", tr("Undo"), False), ("redo", tr("Redo"), True)):
            make_action(self, text, keys_of(name), partial(self._step, redo=redo), repeats=True)

    # Size

    def _bound(self) -> None:
        """Take the size remembered, as far as the screen has it."""
        room = self.screen().availableSize()
        most = (room.width(), room.height() - _FRAME)
        try:
            width, height = map(int, settings.text(_SIZE_KEPT).split("x"))
        except ValueError:
            width, height = _SIZE
        self.setMinimumSize(min(_LEAST[0], most[0]), min(_LEAST[1], most[1]))
        self.resize(min(width, most[0]), min(height, most[1]))

    # Checking

    @property
    def is_checking(self) -> bool:
        """Whether a look at the losses is under way, or about to be."""
        return self._job is not None or self._pause.isActive()

    def _question(self) -> tuple[str, Choice]:
        """Return what decides on the losses: not how the articles are split."""
        return self.form.kind.name, replace(self.form.choice, dev=0, test=0, new_split=False)

    def _ask_otherwise(self) -> None:
        """Check soon, and take away what was found for another question."""
        self.say("")
        if self._question() != self._asked:
            self._is_tab_chosen = False
            self._cancel()
            self.report = None
            self._said.setText(tr("Checking what the format can hold…"))
            self._fill((), None, ())
            self._enable()
        self.check_soon()

    def _place_changed(self) -> None:
        self.say("")
        self._enable()

    def check_soon(self) -> None:
        """Check again when what was asked for stays as it is for a moment."""
        if self.isHidden():
            self._is_stale = True  # it gave way to the article: nobody looks
        else:
            self._pause.start()

    def check(self) -> None:
        """List, in a thread, what the format cannot hold of what was chosen."""
        self._pause.stop()
        self._cancel()
        self._asked = self._question()
        kind, choice, path = self.form.kind.name, self.form.choice, self.workspace.path

        def work(report: Callable[[Any], None], cancelled: Callable[[], bool]) -> _Found:
            # A query for words may have to bring the index of the texts up to date.
            own = Workspace(path, read_only=not choice.query)
            try:
                found = exporting.preflight(
                    own, kind, choice, lambda done, total: report((done, total)), cancelled
                )
                return found, split_of(own, found, choice)
            finally:
                own.close()

        self._said.setText(tr("Checking what the format can hold…"))
        self.losses.wait()
        # Of the main window: the thread may outlive this one by a moment.
        self._job = job = Job(work, self.parent() or self)
        job.progressed.connect(
            lambda state: self._said.setText(
                tr("Checking: {done} of {total} articles", done=number(state[0]), total=number(state[1]))
            )
        )
        job.succeeded.connect(lambda found: self._show(job, *found))
        job.failed.connect(lambda error: self._failed(job, error))
        job.ended.connect(job.deleteLater)
        self._enable()
        job.start()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, job: Job, report: WriteReport, split: Split | None) -> None:
        if job is not self._job:
            return  # a late answer to an old question
        self._job, self.report = None, report
        self._said.setText(report_in_words(report))
        self._fill(report.losses, split, notes_in_words(report.notes))
        self._enable()

    def _fill(self, losses: Sequence[Loss], split: Split | None, notes: Sequence[str]) -> None:
        self.losses.load(losses)
        if split is not None:
            self.sides.load(split)
        self.notes.setPlainText("\n".join(f"· {note}" for note in notes))
        there = (bool(losses), split is not None, bool(notes))
        texts = (
            f"{tr('Not held as it is')} {number(len(losses))}",
            tr("Sides"),
            f"{tr('Notes')} {number(len(notes))}",
        )
        for tab, is_there, text in zip(self._tabs, there, texts, strict=True):
            tab.setText(literal(text))
            show(tab, shown=is_there)
        is_known = self.report is not None
        self._nothing.setText(
            tr("Nothing is lost. Export writes it, and then reads it back.") if is_known else ""
        )
        if losses and not self._is_tab_chosen:
            self._turn_to(0)
        elif not any(there):
            self._turn_to(_NOTHING)
        elif self._stack.currentIndex() == _NOTHING or not there[self._stack.currentIndex()]:
            self._turn_to(there.index(True))
        # Losses that come later have not been chosen against.
        self._is_tab_chosen &= bool(losses)

    def _choose_tab(self, place: int) -> None:
        self._is_tab_chosen = True
        self._turn_to(place)

    def _turn_to(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        for its, tab in enumerate(self._tabs):
            tab.setChecked(its == place)

    def _failed(self, job: Job, error: BaseException) -> None:
        if job is not self._job:
            return
        self._job, self.report = None, None
        self._fill((), None, ())
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        self._said.setText(_in_words(error))
        self._enable()

    def _on_changed(self, changed: Changed) -> None:
        self._undoing.forget()
        self.check_soon()

    def _enable(self) -> None:
        refused = self.form.refusal()
        self._write.setEnabled(self.report is not None and self._job is None and not refused)
        self._write.setToolTip(refused)

    def say(self, text: str) -> None:
        """Say what came of something."""
        self._told.setText(text)

    # Doing

    def _show_loss(self, loss: Loss) -> None:
        self._give_way()
        self.asked.emit(loss)

    def _show_article(self, document_id: int) -> None:
        self._give_way()
        self.article_asked.emit(document_id)

    def _split_anew(self, anew: bool) -> None:
        self.form.new_split = anew
        self.say(tr("The sides change when this is exported, not before.") if anew else "")
        self.check()

    def _fix(self, losses: Sequence[Loss], how: Fix, name: str) -> None:
        try:
            done = fix(self.workspace, self._annotator, losses, how, name)
        except AnnotatorError as error:
            self.say(_in_words(error))
            return
        finally:
            self.check()
        self._undoing.remember(done.articles)
        what = effect_in_words(done)
        self.say(
            tr("Done: {what}. {key} takes it back.", what=what, key=shown_key("undo"))
            if what
            else tr("Nothing was changed: it is no longer as it was listed.")
        )

    def _step(self, *, redo: bool) -> None:
        try:
            self.say(self._undoing.step(redo=redo))
        except AnnotatorError as error:
            self.say(_in_words(error))

    def _export(self) -> None:
        if self.form.refusal() or (
            self.form.replaces()
            and not ask(
                tr("Replace what is there?"),
                tr(
                    "There is an earlier export at {path}. It is replaced by the new one.", path=self.form.out
                ),
                tr("Replace"),
                self,
            )
        ):
            self._enable()
            return
        self._give_way()
        self.exporting.emit(self.form.kind.name, self.form.out, self.form.choice)

    def written(self) -> None:
        """Close: what was chosen has been written."""
        self.form.remember()
        self.accept()

    def _give_way(self) -> None:
        self._place = self.pos()
        self.hide()

    def come_back(self, text: str = "") -> None:
        """Show the window as it was left, and say why it is here again."""
        self.show()
        if self._place is not None:
            self.move(self._place)  # some window managers put it elsewhere
        self.activateWindow()
        self.say(text)

    def come_back_with(self, error: AnnotatorError | OSError) -> None:
        """Show the window as it was left, and why nothing was written."""
        self.come_back(_in_words(error))

    def _let_go(self) -> None:
        self._pause.stop()
        self._cancel()
        self.losses.mending.stop()
        self._unsubscribe()
        settings.remember(_SIZE_KEPT, f"{self.width()}x{self.height()}")

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew at what was changed while the window had given way."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.check_soon()
        self._enable()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop checking."""
        self.reject()
        super().closeEvent(event)


def _card(line: QLabel) -> QFrame:
    """Return a calm page that says one line, where the tables stand otherwise."""
    made = QFrame()
    made.setObjectName("card")
    line.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column = QVBoxLayout(made)
    column.addWidget(line)
    return made


def _in_words(error: AnnotatorError | OSError) -> str:
    return told(error.message) if isinstance(error, AnnotatorError) else str(error)
