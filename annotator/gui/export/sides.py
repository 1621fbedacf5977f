"""The split before it is written: how many articles and spans are on each side, and which articles."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotator.core.scheme import Scheme
from annotator.gui.columns_table import Columns, ColumnsTable
from annotator.gui.dialogs.messages import ask
from annotator.gui.export.wording import side_name, split_in_words
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label, show
from annotator.workspace.splitting import Placed, Split

_OUTLET, _GROUP, _BEFORE = 2, 3, 4
_MOST = (90, 300, 120, 150)
_LabelRow = tuple[str, dict[str, int]]


class SidesPage(QWidget):
    """`asked` for an article to be shown, by its id; `anew` whether all are to be split anew."""

    asked = Signal(object)
    anew = Signal(bool)
    said = Signal(str)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._titles = {label.name: label.title for label in scheme.labels}
        self._split: Split | None = None
        self._digits = 1
        self._line = label("", wrap=True)
        self._anew = button(tr("Split anew…"), "", self._ask_anew)
        self._keep = button(tr("Keep the sides"), "", lambda: self.anew.emit(False))
        for one in (self._anew, self._keep):
            one.setAutoDefault(False)
        self.articles = ColumnsTable[Placed](
            Columns(
                [tr("Side"), tr("Article"), tr("Outlet"), tr("Shares passages"), tr("Before")], self._article
            ),
            tr("Articles by side"),
        )
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(10)
        self.labels = self._label_table([])
        self._splitter.addWidget(self.labels)
        self._splitter.addWidget(self.articles)
        self._splitter.setSizes([300, 520])
        self._lay_out()
        self.articles.asked.connect(lambda placed: self.asked.emit(placed.document_id))
        self.articles.copied.connect(self.said)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._line, 1)
        for one in (self._anew, self._keep):
            top.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._splitter, 1)

    def _label_table(self, sides: list[str]) -> ColumnsTable[_LabelRow]:
        headings = [tr("Spans"), *map(side_name, sides)]

        def cells(row: _LabelRow) -> tuple[str | int, ...]:
            return row[0], *(row[1].get(side, 0) for side in sides)

        made = ColumnsTable[_LabelRow](Columns(headings, cells), tr("Spans by label and side"))
        made.setMinimumWidth(160)
        made.copied.connect(self.said)
        return made

    def _article(self, one: Placed) -> tuple[str, ...]:
        # Of one width, so that they are sorted as numbers.
        group = f"{one.group:>{self._digits}}".replace(" ", "\u2007")
        group = tr("group {n}", n=group) if one.group else ""
        return side_name(one.side), one.title, one.outlet, group, side_name(one.before)

    def load(self, split: Split) -> None:
        """Show a split; clusters stand together."""
        sides_before = self._split.sides if self._split is not None else []
        self._split = split
        self._line.setText(split_in_words(split))
        if split.sides != sides_before:
            old, self.labels = self.labels, self._label_table(split.sides)
            self._splitter.replaceWidget(0, self.labels)
            old.deleteLater()
        total = {side: split.count(side) for side in split.sides}
        spans = [(self._titles.get(name, name), by_side) for name, by_side in split.spans.items()]
        self.labels.columns.load([(tr("Articles"), total), *spans])
        self.labels.fit()
        self._digits = len(str(max((one.group for one in split.articles), default=0)))
        order = {side: place for place, side in enumerate(split.sides)}
        self.articles.columns.load(
            sorted(
                split.articles,
                key=lambda one: (order[one.side], not one.group, one.group, one.title.casefold()),
            )
        )
        for column, is_empty in (
            (_OUTLET, not any(one.outlet for one in split.articles)),
            (_GROUP, not any(one.group for one in split.articles)),
            (_BEFORE, not any(one.before for one in split.articles)),
        ):
            self.articles.setColumnHidden(column, is_empty)
        self.articles.fit(_MOST)
        show(self._keep, shown=split.choice.new_split)
        show(self._anew, shown=not split.choice.new_split and bool(split.kept))

    def _ask_anew(self) -> None:
        assert self._split is not None
        if ask(
            tr("Split all articles anew?"),
            tr(
                "Articles may come to another side than in earlier exports: what a model was trained on may then "
                "evaluate it, and its scores would be too good. Models should be trained anew. The new sides are "
                "kept when this is exported; until then, nothing changes."
            ),
            tr("Split anew"),
            self,
        ):
            self.anew.emit(True)
