"""Agreement over time: whose, in which order, the chart, and what is said of its points."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from annotator.gui.agreement.cells import Wanted
from annotator.gui.agreement.chart import Chart
from annotator.gui.agreement.chart_marks import Mark, made_of
from annotator.gui.agreement.parts import Section
from annotator.gui.agreement.points import Point
from annotator.gui.i18n import tr
from annotator.gui.status import Elided
from annotator.workspace.agreement_cases import Behind, Compared
from annotator.workspace.agreement_guidelines import marks


class OverTime(Section):
    """`asked` is given the cases behind a point, `told` when something is said of one below the chart."""

    asked = Signal(object)
    told = Signal()

    def __init__(self) -> None:
        row, chart = QWidget(), Chart()
        # On one line: a label that wraps asks for the height of a narrow one.
        at_hand = Elided("", "muted")
        super().__init__(tr("Over time · exact F1"), row, chart, at_hand)
        self.chart, self.at_hand = chart, at_hand
        self.pair, self.order = QComboBox(), QComboBox()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.pair)
        across.addWidget(self.order)
        across.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.column.setStretchFactor(self.chart, 1)
        self.column.addStretch(0)
        self._found: Compared | None = None
        self._was_ordered = False  # by whoever looks
        self.pair.setAccessibleName(tr("Whose exact F1 is drawn"))
        self.order.setAccessibleName(tr("In which order the articles are drawn"))
        self.order.addItem(tr("Articles by date"), False)
        self.order.addItem(tr("Articles in the order read"), True)
        self.chart.asked.connect(self._ask)
        self.chart.moved.connect(self._tell)
        self.pair.currentIndexChanged.connect(lambda _: self._draw())
        self.order.currentIndexChanged.connect(lambda _: self._draw())
        self.order.activated.connect(lambda _: setattr(self, "_was_ordered", True))

    def load(self, found: Compared) -> None:
        """Show other figures, of the same pair and in the same order where there are such."""
        is_same = self._found is not None and self._found.over_pairs is found.over_pairs
        self._found = found
        if is_same:  # those that were counted first, and now have others beside them
            self.chart.update()
            return
        self._offer_pairs(found)
        self._offer_order(found)
        self._draw()

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

    def _offer_order(self, found: Compared) -> None:
        """Offer the order read where there is one; take it where a guideline came into force meanwhile."""
        times = sorted(one.read for one in found.figures.over_documents)
        several = len(set(times)) > 1
        self.order.setVisible(several)
        if not several or not self._was_ordered:
            self.order.blockSignals(True)
            self.order.setCurrentIndex(int(several and bool(marks(times, found.figures.guidelines))))
            self.order.blockSignals(False)

    def _draw(self) -> None:
        if self._found is None:
            return
        pair, articles = self.pair.currentData(), self._found.figures.over_documents
        own = self._found.over_pairs.get(tuple(pair)) if pair else None
        values = own if own is not None else [one.f1 for one in articles]
        drawn = [both for both in zip(articles, values, strict=True) if both[1] is not None]
        lines: list[Mark] = []
        by_read = bool(self.order.currentData())
        if by_read:
            drawn.sort(key=lambda both: both[0].read)
            lines = made_of(marks([one.read for one, _ in drawn], self._found.figures.guidelines))
        points = [
            Point(article, value, n, whole=own is None, by_read=by_read)
            for n, (article, value) in enumerate(drawn, 1)
        ]
        self.chart.load(points, lines)
        reach = self.chart.reach
        said = [
            tr("The line is the mean of {n} articles, a point is one.", n=2 * reach + 1) if reach
            else tr("A point is an article; ← and → walk them.")
        ]  # fmt: skip
        if lines:
            said.append(tr("A dashed line is a new guideline; Tab says what it changed."))
        self.at_hand.setText(" ".join(said))

    def _tell(self, said: str) -> None:
        self.at_hand.setText(said)
        self.told.emit()

    def _ask(self, document: int) -> None:
        pair = self.pair.currentData()
        articles = self._found.figures.over_documents if self._found is not None else []
        title = next((one.title for one in articles if one.id == document), "")
        behind = Behind(document=document, pair=tuple(pair) if pair else None, counted="exact")
        self.asked.emit(Wanted(behind, title or "–"))
