"""All figures on one page, in two columns where there is room for them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.core.scheme import Scheme
from annotator.gui.agreement.cells import Wanted, figure
from annotator.gui.agreement.chart import Chart, Point
from annotator.gui.agreement.contents import Tables
from annotator.gui.agreement.grid import FigureTable
from annotator.gui.agreement.headlines import Headlines
from annotator.gui.dates import shown_date
from annotator.gui.i18n import tr, tr_n
from annotator.gui.status import Elided
from annotator.gui.widgets import button, label
from annotator.workspace.agreement import OneDocument
from annotator.workspace.agreement_cases import Behind, Compared

_TWO_COLUMNS, _TWO_WIDE = (
    960,
    1300,
)  # pixels; below them they are one, or where a table would have to be scrolled
_MARGIN, _INSET = 22, 18
_LONGEST_TITLE = 80
_READABLE = 860  # pixels between which a row can be followed


class _Section(QWidget):
    """A heading with what stands below it."""

    def __init__(self, heading: str, *below: QWidget) -> None:
        super().__init__()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(heading.upper(), "heading"))
        for one in below:
            column.addWidget(one)


class FiguresPage(QScrollArea):
    """`asked` is given the cases behind a figure, `nothing` a text where there are none."""

    asked = Signal(object)
    nothing = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Compared | None = None
        self._scheme: Scheme | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.headlines = Headlines()
        self.headlines.asked.connect(self.asked)
        self.tables: dict[str, FigureTable] = {}
        self._sections: dict[str, QWidget] = {}
        self.chart = Chart()
        self.pair = QComboBox()
        self.pair.setAccessibleName(tr("Whose exact F1 is drawn"))
        self.at_hand = Elided(
            "", "muted"
        )  # on one line: a label that wraps asks for the height of a narrow one
        self.more: QPushButton = button("", "row", self._fold)
        self.more.setAutoDefault(True)
        self._lay_out()
        self.chart.asked.connect(self._ask_point)
        self.chart.moved.connect(self._show_point)
        self.pair.currentIndexChanged.connect(lambda _: self._draw())

    # Parts

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        column.setSpacing(14)
        column.addWidget(self.headlines)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(self._left(), 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self._right(), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._columns)
        column.addWidget(self._below())
        column.addStretch(1)
        self._inner = inner
        self.setWidget(inner)

    def _table(self, name: str, heading: str) -> _Section:
        made = self.tables[name] = FigureTable(heading)
        made.asked.connect(self.asked)
        made.nothing.connect(self.nothing)
        made.selectionModel().currentChanged.connect(lambda *_: self._show_cell(made))
        section = self._sections[name] = _Section(heading, made)
        return section

    def _left(self) -> QFrame:
        hint = Elided(tr("Enter on a figure opens its cases in Review."), "muted")
        return _card(
            self._table("labels", tr("Labels")),
            self._table("pairs", tr("Pairs · exact F1")),
            self._table("units", tr("Units: a span with all its links")),
            self._table("attributes", tr("Attributes of matched spans")),
            hint,
        )

    def _right(self) -> QFrame:
        confusion = self._table("confusion", tr("Confusion, token by token"))
        confusion.column.addWidget(
            Elided(tr("The stronger the ground, the larger the share of the row."), "muted")
        )
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.pair)
        across.addStretch(1)
        over = _Section(tr("Over time · exact F1, articles by date"), row, self.chart, self.at_hand)
        return _card(confusion, over)

    def _below(self) -> QFrame:
        self._folded = QWidget()
        inner = QVBoxLayout(self._folded)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        for name, heading in (
            ("coefficients", tr("Of all annotators")),
            ("of_pairs", tr("Of each pair")),
            ("semeval", tr("SemEval-2013, all pairs together")),
        ):
            inner.addWidget(self._table(name, heading))
        self._folded.setMaximumWidth(_READABLE)
        self._folded.hide()
        self._name_fold()
        return _card(self.more, self._folded)

    def _fold(self) -> None:
        self._folded.setVisible(self._folded.isHidden())
        self._name_fold()
        if not self._folded.isHidden():
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.tables["coefficients"]))

    def _name_fold(self) -> None:
        folded = self._folded.isHidden()
        self.more.setText(f"{'▸' if folded else '▾'}  {tr('Other coefficients')}")
        self.more.setAccessibleName(
            tr("Other coefficients, folded") if folded else tr("Other coefficients, unfolded")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.viewport().width()
        half = (width - 3 * _MARGIN) // 2 - 2 * _INSET
        wide = max(table.least_width for table in self.tables.values())
        beside = width >= (_TWO_COLUMNS if wide <= half else _TWO_WIDE)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    # Figures

    def show_found(self, found: Compared, tables: Tables, scheme: Scheme, *, gamma: str = "") -> None:
        """Show all figures; `gamma` is what is said where γ is not there yet."""
        self.found = found
        self._scheme = scheme
        self.headlines.load(found, scheme, gamma=gamma)
        for name, content in tables.items():
            self._sections[name].setVisible(bool(content.rows))
            self.tables[name].load(content, scheme)
        self._offer_pairs(found)
        self._draw()
        self._arrange()

    def show_gamma(self, found: Compared) -> None:
        """Show what came with γ: it alone is new."""
        self.found = found
        if self._scheme is not None:
            self.headlines.load(found, self._scheme)

    def _offer_pairs(self, found: Compared) -> None:
        chosen = self.pair.currentData()
        self.pair.blockSignals(True)
        self.pair.clear()
        self.pair.addItem(tr("Mean of all pairs"), None)
        for pair in found.over_pairs:
            self.pair.addItem(" – ".join(pair), pair)
        self.pair.setCurrentIndex(max(0, self.pair.findData(chosen)) if chosen else 0)
        self.pair.blockSignals(False)
        self.pair.setVisible(len(found.over_pairs) > 1)

    def _draw(self) -> None:
        if self.found is None:
            return
        pair, articles = self.pair.currentData(), self.found.figures.over_documents
        own = self.found.over_pairs.get(tuple(pair)) if pair else None
        values = own if own is not None else [one.f1 for one in articles]
        points = [
            _point(article, value, n, whole=own is None)
            for n, (article, value) in enumerate(zip(articles, values, strict=True), 1)
        ]
        self.chart.load(points)
        reach = self.chart.reach
        self.at_hand.setText(
            tr("The line is the mean of {n} articles, a point is one.", n=2 * reach + 1) if reach
            else tr("A point is an article; ← and → walk them.")
        )  # fmt: skip

    # Keyboard

    def _show_cell(self, table: FigureTable) -> None:
        """Scroll to the cell at hand."""
        if not table.hasFocus():
            return
        place: QRect = table.visualRect(table.currentIndex())
        at = table.viewport().mapTo(self._inner, QPoint(place.left(), place.center().y()))
        self.ensureVisible(at.x(), at.y(), 0, 40)

    def _show_point(self, said: str) -> None:
        self.at_hand.setText(said)
        self.ensureWidgetVisible(self.at_hand, 0, 8)

    def _ask_point(self, document: int) -> None:
        pair = self.pair.currentData()
        title = next((one.title for one in self.chart_articles() if one.id == document), "")
        self.asked.emit(Wanted(Behind(document=document, pair=tuple(pair) if pair else None), title or "–"))

    def chart_articles(self) -> list[OneDocument]:
        """Return the articles in the order of the chart."""
        return self.found.figures.over_documents if self.found is not None else []

    def enter(self) -> None:
        """Put the keyboard into the first table."""
        self.tables["labels"].setFocus()


def _card(*parts: QWidget) -> QFrame:
    made = QFrame()
    made.setObjectName("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(_INSET - 2, 14, _INSET - 2, 14)
    column.setSpacing(18)
    for one in parts:
        column.addWidget(one)
    return made


def _point(article: OneDocument, value: float | None, place: int, *, whole: bool) -> Point:
    title = article.title or tr("Article {n}", n=place)
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1] + "…"
    date = shown_date(article.published) if article.published else ""
    parts = [date, title, tr("exact F1 {value}", value=figure(value))]
    if whole:  # of a pair it would be more than theirs
        parts.append(tr_n("{n} annotator", "{n} annotators", article.annotators))
        parts.append(tr_n("{n} span", "{n} spans", article.spans))
    return Point(
        article.id, value, date.partition(",")[0] or str(place), " · ".join(part for part in parts if part)
    )
