"""The cases of the Review screen, read in a thread and kept up: a few articles at once, all of them behind."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui.i18n import told, tr
from annotator.gui.review.deciding import Deciding
from annotator.gui.review.editing import EditPane
from annotator.gui.review.loading import Loader
from annotator.gui.review.measuring import Measuring
from annotator.gui.review.panes import Panes
from annotator.gui.review.proposing import Kept
from annotator.gui.review.showing import Shown
from annotator.workspace.reasons import reasons
from annotator.workspace.review_agreement import Settled, settled_of
from annotator.workspace.review_board import Board
from annotator.workspace.review_rows import Row
from annotator.workspace.reviewing import MANY, Review, Selection, Update, gold_of
from annotator.workspace.workspace import Annotator, Workspace


class KeptUp(Panes):
    """Cases that stay in use while others save: nothing in hand, chosen or written is dropped for what is read."""

    said = Signal(str)
    failed = Signal(object)
    status_changed = Signal()

    def __init__(self, workspace: Workspace, lead: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(workspace.scheme, parent)
        self.workspace = workspace
        self.lead = lead
        self.selection = Selection()
        self.review: Review | None = None
        self._gold = gold_of(workspace)
        self._kept: Kept | None = None
        self._is_stale = False  # all is to be read anew when the edit under way is over
        self._arrived: Board | None = None  # read while an edit was under way
        self._meanwhile: set[int] = set()  # documents changed here since the cases began to be read
        self._zoom = 1.0
        self.loader = Loader(workspace, self)
        self.measuring = Measuring(workspace, self.loader, self.side, self._settled, self)
        self.deciding = Deciding(workspace, lead.id, self.panel, self.stack, self)
        self.loader.loaded.connect(self._show_board)
        self.loader.progressed.connect(self._show_progress)
        self.loader.failed.connect(self._show_failure)
        # Not within: what ends an edit may be about to decide by it.
        self.deciding.closed.connect(lambda: QTimer.singleShot(0, self, self._catch_up))

    def show_list(self, *, stays: bool = False) -> None:
        """Show the cases that the filter lets through, at the case in hand; if it `stays`, or else the next."""
        raise NotImplementedError

    def show_update(self, update: Update, *, onwards: bool = False) -> None:
        """Show the rows that changed, and the case that is then at hand."""
        raise NotImplementedError

    @property
    def case(self) -> Shown | None:
        """The case in hand."""
        return self.deciding.case

    @property
    def _here(self) -> Row | None:
        """The row of the case in hand, or of the one that was when the cases began to be read anew."""
        return self.case.opened.row if self.case else self._kept.row if self._kept else None

    @property
    def editing(self) -> EditPane | None:
        """The free edit under way."""
        return self.deciding.editing

    def reload(self) -> None:
        """Read all cases from the start; what the lead has chosen and written of the case in hand is kept for it."""
        if self.editing is not None:
            self._is_stale = True
            return
        self._is_stale, self._arrived = False, None
        self._kept = self.deciding.kept() or self._kept
        self.review = None
        self.deciding.let_go()
        self.panel.set_scheme(self.workspace.scheme, self._zoom)
        self.panel.set_reasons(reasons(self.workspace))
        self.list.model.scheme = self.workspace.scheme
        self.panel.show_message(tr("Reading the cases…"))
        self._begin_reading()

    def _begin_reading(self) -> None:
        self._gold = gold_of(self.workspace, self._gold)
        self._meanwhile.clear()
        self.loader.load(self.selection, self._gold)

    def reread(self) -> None:
        """Show what was changed, here or elsewhere; of very many articles when the thread has read them."""
        if self.editing is not None:
            return  # it is shown when the edit is over
        if self.review is None:
            if not self.loader.is_reading("cases"):
                self.reload()
            return  # what is being read is caught up with when it has come
        self.panel.set_reasons(reasons(self.workspace))
        try:
            update = self.review.catch_up()
        except AnnotatorError:
            update = None  # the thread says why
        if update is None:
            self._read_behind()
        elif update.documents:
            self._kept = self.deciding.kept()
            self.show_update(update)
            self.measuring.soon()

    def _read_behind(self) -> None:
        """Read all cases anew, those that are shown staying in use; what is being read comes to its end first."""
        if self.review is None or self.list.model.scheme != self.workspace.scheme:
            self.reload()
        elif not self.loader.is_reading("cases"):
            self._begin_reading()

    def _settled(self) -> Settled | None:
        return settled_of(self.review.board) if self.review is not None else None

    def _show_progress(self, done: int, total: int) -> None:
        if self.review is None and total:
            self.panel.show_message(tr("Reading the cases… article {n} of {total}", n=done, total=total))

    def _show_board(self, board: Board) -> None:
        if self.editing is not None:
            self._arrived = board
            return
        self._arrived = None
        self._kept = self.deciding.kept() or self._kept
        review = Review(self.workspace, self.lead.id, self.selection, board, self._gold)
        is_up_to_date = review.catch_up() is not None  # with what was changed since it was read
        if not is_up_to_date:
            review.refresh_all(sorted(self._meanwhile)[:MANY])
        self.review = review
        self.show_list(stays=True)
        self.measuring.begin(self.selection, len(board.rows))
        self.status_changed.emit()
        if not is_up_to_date:
            self._read_behind()

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        if self.review is not None:
            self.said.emit(told(error.message))
            return
        self.deciding.let_go()
        self.panel.show_message(told(error.message))

    def _refresh(self, documents: list[int]) -> None:
        """Show documents as they now are; very many are read anew in the thread."""
        if self.review is None or self.editing is not None:
            return  # they are caught up with
        if len(documents) > MANY:
            self._read_behind()
        elif documents:
            self._kept = self.deciding.kept()
            self.show_update(self.review.refresh_all(documents))
            self.measuring.soon()

    def _catch_up(self) -> None:
        """After an edit: show what changed meanwhile."""
        if self.editing is not None:
            return
        if self._is_stale:
            self.reload()
        elif self._arrived is not None:
            self._show_board(self._arrived)
        else:
            self.reread()
