"""The article of a case with the final reading to be edited by all the keys of tagging; coming back decides."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment
from annotator.gui import keys
from annotator.gui.actions import ACTIONS, make_action
from annotator.gui.annotate.article_pane import ArticlePane
from annotator.gui.annotate.inspector import Inspector
from annotator.gui.annotate.label_actions import LabelActions
from annotator.gui.annotate.session import Session
from annotator.gui.article.keys import next_character
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label, show
from annotator.workspace.drafting import Draft, Keep
from annotator.workspace.workspace import Workspace

_UPPER = 0.3  # of the page's height: how far below the middle the first words may have others after them


class EditPane(QWidget):
    """`decided` where the reading is as it should be, `left` where nothing is to be decided.

    `keep` is given what is edited, step by step (see `Draft`).
    """

    decided = Signal()
    left = Signal()
    drop_pressed = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        gold: Annotations,
        zoom: float,
        keep: Keep,
        parent: QWidget | None = None,
        *,
        is_changed: bool = False,
    ) -> None:
        super().__init__(parent)
        self.draft = Draft(workspace, gold.layer.annotator_id, gold, keep, was_changed=is_changed)
        self.session = Session(self.draft, self.draft.annotator_, self)
        self.pane = ArticlePane(self.session)
        self.article = self.pane.article
        self.article.set_zoom(zoom)
        self.inspector = Inspector(self.session)
        self.labels = LabelActions(self.session, self.article)
        self._problem = label("", "wrong", wrap=True)
        self._lay_out()
        self._actions: list[QAction] = []
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(label(tr("The final reading: mark it as in Annotate."), "muted", wrap=True), 1)
        head.addWidget(button(tr("Drop the edit"), "", self.drop_pressed.emit))
        head.addWidget(button(tr("Back  Esc"), "", self.left.emit))
        head.addWidget(
            button(tr("Decide so  {key}", key=keys.shown_key("done")), "primary", self.decided.emit)
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.pane)
        splitter.addWidget(self.inspector)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([900, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._problem.setContentsMargins(16, 0, 16, 8)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        session = self.session
        session.leaving.connect(self.inspector.commit)
        session.updated.connect(self.inspector.refresh)
        for source in (session, self.pane, self.labels):
            source.said.connect(self.said)
        session.failed.connect(self.failed)
        self.inspector.label_pressed.connect(self.labels.label)
        self.inspector.left.connect(self.article.setFocus)
        handlers = {
            "done": self._finish,
            "delete": session.delete,
            "link": session.start_link,
            "unlink": session.start_unlink,
            "cycle": self.pane.cycle,
            "note": self.inspector.note.setFocus,
            "fragment": lambda: session.add_fragment(self.article.selected_fragment()),
            "part": session.next_part,
            "remove_part": session.remove_part,
            "labels": self.inspector.labels.enter,
            "copy": self.pane.copy,
        }
        for name, start, onwards in (
            ("end_on", False, True), ("end_back", False, False), ("start_on", True, True), ("start_back", True, False)
        ):  # fmt: skip
            handlers[name] = self._mover(start=start, onwards=onwards, by_character=False)
            handlers[f"{name}_1"] = self._mover(start=start, onwards=onwards, by_character=True)
        for entry in ACTIONS:
            if entry.name in handlers:
                repeats = entry.name.startswith(("end_", "start_"))
                self._actions.append(
                    make_action(
                        self.article,
                        tr(entry.text),
                        keys.keys_of(entry.name),
                        handlers[entry.name],
                        repeats=repeats,
                    )
                )

    def _mover(self, *, start: bool, onwards: bool, by_character: bool):  # type: ignore[no-untyped-def]
        def step(offset: int) -> int:
            return next_character(self.article, offset, onwards=onwards)

        return lambda: self.session.move_end(
            start=start, onwards=onwards, step=step if by_character else None
        )

    def open(self, document_id: int, place: Fragment, span_id: int | None) -> None:
        """Show the article with the words of a case in its middle, the span of it in hand."""
        self.session.open(document_id)
        self.article.go_to(place.start)
        if span_id is not None:
            self.session.select(span_id)
        self.article.setFocus()
        self._centre(place)
        # Only when the pane has its size the lines are where they will be.
        QTimer.singleShot(0, self, lambda: self._centre(place))

    def _centre(self, place: Fragment) -> None:
        """Scroll so that some words are in the middle; the first of very many in the upper part."""
        article, bar = self.article, self.article.verticalScrollBar()
        first, last = (article.layout_.caret_rect(offset) for offset in place)
        page, (_, top) = article.page_height(), article.text_place(QPoint(0, 0))
        middle = min((first.top() + last.bottom()) / 2, first.top() + page * _UPPER)
        bar.setValue(round(bar.value() + middle - top - page / 2))

    def tell(self, text: str) -> None:
        """Say above the article why the edit could not be decided."""
        self._problem.setText(text)
        show(self._problem, shown=bool(text))

    @property
    def is_changed(self) -> bool:
        """Whether there is anything in the edit to lose."""
        self.inspector.commit()
        return self.draft.is_changed

    @property
    def gold(self) -> Annotations:
        """The final reading as it is now."""
        self.inspector.commit()
        return self.draft.gold

    def escape(self) -> None:
        """Let go of what is in hand, else of the whole edit."""
        if not self.article.hasFocus():
            self.article.setFocus()
        elif not self.session.cancel():
            self.left.emit()

    def _finish(self) -> None:
        if self.session.linking is not None:
            self.session.finish_link()
        else:
            self.decided.emit()

    def close_pane(self) -> None:
        """Let go of the draft."""
        self.session.close()
