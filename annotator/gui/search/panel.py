"""The panel under the article that searches all texts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QProgressBar, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.core.query import Query, parse
from annotator.gui.i18n import number, told, tr, tr_n
from annotator.gui.reading import IsCancelled, Report
from annotator.gui.search.asking import Asker
from annotator.gui.search.hits import HitDelegate, HitModel
from annotator.gui.typing_field import TypingField, is_held_back
from annotator.gui.widgets import button, label
from annotator.workspace import searching
from annotator.workspace.searching import FIRST, Hit
from annotator.workspace.workspace import Annotator, Workspace

HEIGHT = 290
_PAGE = 20
_LONGEST = 1_000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchPanel(QFrame):
    """A field, how many articles were found, and the hits. Enter opens one; the panel stays.

    `chosen` is given the hit to open; `left` says that the keyboard is to go to the article.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, workspace: Workspace, annotator: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._workspace = workspace
        self._annotator = annotator
        self._query = Query()
        self._open_first_found = False
        self._asker = Asker(workspace, self)
        self._asker.indexed.connect(self._show_indexing)
        self._asker.answered.connect(self._show_answer)
        self._asker.ended.connect(lambda _: self._show_end())
        self._asker.failed.connect(self._show_failure)
        self.field = TypingField(tr("Search all articles…"), tr("Search all articles"))
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumWidth(90)
        self.field.textChanged.connect(self._on_typing)
        self.field.paused.connect(self.search)
        self.field.entered.connect(self._on_enter)
        self.field.downwards.connect(self._enter_list)
        self.field.escaped.connect(self.leave)
        self.count = label("", "muted")
        self.count.setAccessibleName(tr("Articles found"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self.words = label("", "muted", wrap=True)
        self.model = HitModel()
        self.list = QListView()
        self._set_up_list()
        self._lay_out()
        self._show_help()

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Articles found"))
        self.list.clicked.connect(self._open)
        self.list.installEventFilter(self)

    def _lay_out(self) -> None:
        close = button("✕", "chip", self.leave)
        close.setToolTip(tr("Close"))
        close.setAccessibleName(tr("Close"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 4)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    # Opening and closing

    def open(self, text: str = "") -> None:
        """Show the panel with the keyboard in its field; `text` is what to look for, else what was last."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Close the panel; the keyboard goes to the article."""
        self.field.settle()
        self._asker.drop()
        self._bar.hide()
        self.hide()
        self.left.emit()

    def stop(self) -> None:
        """End what is under way, for good."""
        self.field.settle()
        self._asker.stop()

    # Asking

    def _on_typing(self) -> None:
        self._open_first_found = False
        self._asker.drop()

    def search(self) -> None:
        """Look for what is in the field."""
        self.field.settle()
        self._asker.drop()
        self.model.clear()
        self.count.setText("")
        self._bar.hide()
        query = searching.understood(self._workspace, parse(self.field.text()))
        problems = (*query.problems, *searching.wordless(query))
        self._query = query
        if problems:
            self._say(" ".join(map(told, problems)), wrong=True)
        elif query.is_empty:
            self._show_help()
        else:
            self._say("")
            self._ask(query)

    def _ask(self, query: Query) -> None:
        annotator_id = self._annotator.id

        def question(own: Workspace, report: Report, cancelled: IsCancelled) -> None:
            ids = searching.find(own, annotator_id, query, FIRST + 1)
            report(len(ids))
            hits: list[Hit] = []
            for hit in searching.read_hits(own, annotator_id, query, ids[:FIRST], cancelled):
                hits.append(hit)
                if len(hits) == _PAGE:
                    report(hits)
                    hits = []
            report(hits)

        self._asker.ask(question, words=bool(query.terms))

    # Answers

    def _show_indexing(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.show()
        self._say(
            tr(
                "The articles are made ready for searching, {done} of {total}. This is done once; you can work on.",
                done=number(done),
                total=number(total),
            )
        )

    def _show_answer(self, answer: Any) -> None:
        """Show how many articles there are, or some more of them."""
        self._bar.hide()
        if isinstance(answer, int):
            self._say("" if answer else self._nothing())
            if answer > FIRST:
                self.count.setText(tr("first {n} of more", n=number(FIRST)))
            else:
                self.count.setText(tr_n("{n} article", "{n} articles", answer))
            return
        first = not self.model.rowCount()
        self.model.add(answer)
        if first and answer:
            self.list.setCurrentIndex(self.model.index(0, 0))
            if self._open_first_found:
                self._open(self.model.index(0, 0))

    def _show_end(self) -> None:
        self._bar.hide()
        self._open_first_found = False

    def _nothing(self) -> str:
        if any(not term.prefix for term in self._query.terms):
            return tr("No article has that. A * at the end of a word finds all that begins so: nord*.")
        return tr("No article has that. Leave something out, or close the panel with Esc.")

    def _show_failure(self, error: BaseException) -> None:
        self._bar.hide()
        if not isinstance(error, AnnotatorError):
            raise error
        self._say(told(error.message), wrong=True)

    def _show_help(self) -> None:
        self._say(
            tr(
                "Words, “phrases”, nord* — and label:claim, annotator:Lena, state:todo, flag:yes, outlet:…, "
                "date:2024-10 or date:2024-10..2024-12. All must hold. ↓ goes to the hits, Enter opens one."
            )
        )

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.words.setProperty("role", "wrong" if wrong else "muted")
        self.words.style().polish(self.words)
        self.list.setVisible(not text)

    def _open(self, index: QModelIndex) -> None:
        hit = self.model.hit(index.row())
        self._open_first_found = False
        if hit is not None:
            self.chosen.emit(hit)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the hits, Esc closes, Enter opens, and from the first the arrow leads back to the field."""
        if is_held_back(event, Qt.Key.Key_Escape, *_ENTER):
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _ENTER:
            self._on_enter()
        elif key == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
            self.field.setFocus()
        else:
            return False
        return True

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()

    def _on_enter(self) -> None:
        """Open the hit at hand, or the first as soon as it is there."""
        if self.field.is_typed_in:
            self.search()
        index = self.list.currentIndex()
        if index.isValid():
            self._open(index)
        elif self._asker.is_busy:
            self._open_first_found = True
