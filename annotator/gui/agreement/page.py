"""All figures on one page, in two columns where there is room for them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.core.scheme import Scheme
from annotator.gui.agreement.contents import Tables
from annotator.gui.agreement.grid import FigureTable
from annotator.gui.agreement.headlines import SIDE, Headlines
from annotator.gui.agreement.over_time import OverTime
from annotator.gui.agreement.parts import INSET, Section, card
from annotator.gui.i18n import tr
from annotator.gui.status import Elided
from annotator.gui.widgets import button
from annotator.workspace.agreement_cases import Behind, Compared, Opens

_TWO_COLUMNS = 960  # pixels; below them there is one
_MARGIN = 22
_READABLE = 860  # pixels between which a row can be followed


class FiguresPage(QScrollArea):
    """`asked` is given the cases behind a figure, `nothing` a text where there are none."""

    asked = Signal(object)
    nothing = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme: Scheme | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.headlines = Headlines()
        self.headlines.asked.connect(self.asked)
        self.tables: dict[str, FigureTable] = {}
        self._sections: dict[str, QWidget] = {}
        self.over = OverTime()
        self.more: QPushButton = button("", "row", self._fold)
        self.more.setAutoDefault(True)
        self._lay_out()
        self.over.asked.connect(self.asked)
        self.over.told.connect(lambda: self.ensureWidgetVisible(self.over.at_hand, 0, 8))

    # Parts

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        column.setSpacing(14)
        column.addWidget(self.headlines)
        rest = QVBoxLayout()
        rest.setContentsMargins(SIDE, 0, 0, 0)  # what the figures above have around their texts
        rest.setSpacing(14)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(self._left(), 1)
        self._columns.addWidget(self._right(), 1)
        rest.addLayout(self._columns)
        rest.addWidget(self._below())
        rest.addStretch(1)
        column.addLayout(rest)
        self._inner = inner
        self.setWidget(inner)

    def _table(self, name: str, heading: str) -> Section:
        made = self.tables[name] = FigureTable(heading)
        made.asked.connect(self.asked)
        made.nothing.connect(self.nothing)
        made.selectionModel().currentChanged.connect(lambda *_: self._show_cell(made))
        section = self._sections[name] = Section(heading, made)
        return section

    def _left(self) -> QFrame:
        self.hint = Elided("", "muted")
        return card(
            self._table("labels", tr("Labels")),
            self._table("pairs", tr("Pairs · exact F1")),
            self._table("units", tr("Units: a span with all its links")),
            self._table("attributes", tr("Attributes of matched spans")),
            self.hint,
        )

    def _right(self) -> QFrame:
        confusion = self._table("confusion", tr("Confusion, token by token"))
        self._crossed = Elided(tr("The stronger the ground, the larger the share of the row."), "muted")
        confusion.column.addWidget(self._crossed)
        return card(confusion, self.over)

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
        return card(self.more, self._folded)

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
        bar = self.width() - width  # inside the margin, so that all ends in one line
        self._column.setContentsMargins(_MARGIN - SIDE, 4, max(4, _MARGIN - bar), _MARGIN)
        half = (width - 3 * _MARGIN) // 2 - 2 * INSET
        whole = width - 2 * _MARGIN - 2 * INSET
        # One column where a table has room in it, and would have to be scrolled in a half.
        pinched = any(half < table.least_width <= whole for table in self.tables.values())
        beside = width >= _TWO_COLUMNS and not pinched
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    # Figures

    def show_found(self, found: Compared, tables: Tables, scheme: Scheme, *, gamma: str = "") -> None:
        """Show all figures; `gamma` is what is said where γ is not there yet."""
        self._scheme = scheme
        self.headlines.load(found, scheme, gamma=gamma)
        self.hint.setText(
            {
                Opens.CASES: tr("Enter on a figure opens its cases in Review."),
                Opens.FINAL: tr("Enter on a figure lists what differs from the final reading."),
                Opens.NEITHER: tr(
                    "Enter on a pair opens its cases, or lists what differs from the final reading."
                ),
            }[found.opens(Behind())]
        )
        for name, content in tables.items():
            self._sections[name].setVisible(bool(content.rows))
            if content.rows:
                self.tables[name].load(content, scheme)
        self.over.load(found)
        self._arrange()

    def show_gamma(self, found: Compared) -> None:
        """Show what came with γ: it alone is new."""
        if self._scheme is not None:
            self.headlines.load(found, self._scheme)

    # Keyboard

    def _show_cell(self, table: FigureTable) -> None:
        """Scroll to the cell at hand, and say what it is of: its row's name may be out of sight."""
        if not table.hasFocus():
            return
        cell = table.figures.cell(table.currentIndex())
        if table is self.tables["confusion"] and cell is not None:
            self._crossed.setText(table.figures.said(table.currentIndex(), cell))
        place: QRect = table.visualRect(table.currentIndex())
        at = table.viewport().mapTo(self._inner, QPoint(place.left(), place.center().y()))
        self.ensureVisible(at.x(), at.y(), 0, 40)

    def enter(self) -> None:
        """Put the keyboard into the first table."""
        self.tables["labels"].setFocus()
