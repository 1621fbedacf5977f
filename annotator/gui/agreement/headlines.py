"""The figures at the top, large, with what chance would make of them below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.agreement.bootstrap import Interval
from annotator.core.messages import Message
from annotator.core.scheme import Label, Scheme
from annotator.gui import theme
from annotator.gui.agreement.cells import Wanted, figure
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import number, told, tr, tr_n
from annotator.gui.widgets import tooltip
from annotator.workspace.agreement_cases import Behind, Compared

SIDE = 6  # pixels between a frame and its texts
_LARGE, _SMALL = 27, 11.5


class Headline(QPushButton):
    """One figure with its name; a button, as it opens its cases."""

    def __init__(self, text: str, below: str, said: str, why: str = "") -> None:
        super().__init__()
        self._figure, self._below = text, below
        self.setFlat(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter presses it, as it does in a dialog
        self.setAccessibleName(said)
        self.setToolTip(tooltip(why))

    def sizeHint(self) -> QSize:
        """Return the room for both lines."""
        large, small = self._fonts()
        width = max(
            QFontMetrics(large).horizontalAdvance(self._figure),
            QFontMetrics(small).horizontalAdvance(self._below),
        )
        return QSize(width + 2 * SIDE + 2, 58)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a figure is never cut."""
        return self.sizeHint()

    @staticmethod
    def _fonts() -> tuple[QFont, QFont]:
        return theme.interface_font(_LARGE, bold=True), theme.interface_font(_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figure, its name below, and a frame where the keyboard or the mouse is."""
        painter, c = QPainter(self), theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(c.accent if self.hasFocus() else c.border), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        large, small = self._fonts()
        inner = self.rect().adjusted(SIDE, 2, -SIDE, -4)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(large)
        painter.setPen(QColor(c.text))
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), 34), side, self._figure)
        painter.setFont(small)
        painter.setPen(QColor(c.muted))
        painter.drawText(QRect(inner.left(), inner.top() + 34, inner.width(), 18), side, self._below)
        painter.end()


class Headlines(QWidget):
    """All figures at the top. `asked` is given the cases behind one."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, gap=14)
        self.lines: list[Headline] = []

    def load(self, found: Compared, scheme: Scheme, *, gamma: str = "") -> None:
        """Show the figures; `gamma` is what is said in its place while it is not there."""
        place = next((n for n, one in enumerate(self.lines) if one.hasFocus()), None)
        for one in self.lines:
            self._row.removeWidget(one)
            one.deleteLater()
        figures = found.figures
        later = "" if figures.is_whole else gamma
        made = [
            _line(
                name,
                value,
                reason,
                figures.intervals.get(key),
                waiting,
                documents=figures.documents,
                is_first=not figures.is_whole,
            )
            for name, value, reason, key, waiting in (
                (tr("exact F1"), figures.exact.all.mean, figures.exact.all.reason, "exact_f1", ""),
                (tr("overlap F1"), figures.overlap.all.mean, figures.overlap.all.reason, "overlap_f1", ""),
                (
                    tr("αU (1995, 2004)"),
                    figures.alpha_u.all.value,
                    figures.alpha_u.all.reason,
                    "alpha_u",
                    later,
                ),
                (tr("γ · α 3, β 1"), figures.gamma.value, figures.gamma.reason, "gamma", gamma),
            )
        ]
        names = {tr("exact F1"): "exact", tr("overlap F1"): "overlap", "αU": "exact", "γ": "exact"}
        wanted = [Wanted(Behind(counted=counted), name) for name, counted in names.items()]
        unit = main_unit(found, scheme)
        if unit is not None:
            name = tr("{label} as a unit", label=unit.title)
            one_unit = figures.units.labels[unit.name]
            why = tr("Of every other label from which links go out: see Units, below.")
            between = figures.intervals.get(f"unit_f1/{unit.name}")
            made.append(
                _line(name, one_unit.mean, one_unit.reason, between, more=why, documents=figures.documents)
            )
            wanted.append(Wanted(Behind(labels=(unit.name,), links=""), name))
        for one, behind in zip(made, wanted, strict=True):
            one.clicked.connect(lambda _=False, behind=behind: self.asked.emit(behind))
            self._row.addWidget(one)
            one.show()
        self.lines = made
        made.append(self._articles(found))
        self._row.addWidget(made[-1])
        made[-1].show()
        self._fit()
        if place is not None:
            made[min(place, len(made) - 1)].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines need: of itself it would ask for the height of its narrowest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = self._row.heightForWidth(self.width())
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _articles(self, found: Compared) -> Headline:
        figures = found.figures
        said = [
            tr_n("{n} article read by two or more", "{n} articles read by two or more", figures.documents)
        ]
        if figures.left_out:
            said.append(
                tr_n("{n} left out: one reader only", "{n} left out: one reader only", figures.left_out)
            )
        if figures.copies:
            said.append(tr_n("{n} left out: copy", "{n} left out: copies", figures.copies))
        said += [
            tr("{annotator} in {n} of them", annotator=name, n=number(figures.read[name]))
            for name in sorted(found.finals)
            if figures.read.get(name, figures.documents) < figures.documents
        ]
        below = " · ".join([said[0].partition(" ")[2], *said[1:]])
        made = Headline(number(figures.documents), below, " · ".join(said))
        made.clicked.connect(lambda _=False: self.asked.emit(Wanted(Behind(links=""), tr("all"))))
        return made


def main_unit(found: Compared, scheme: Scheme) -> Label | None:
    """Return the label whose spans have the most to be linked with, such as claims; None where nothing is linked."""
    heads = [label for label in scheme.labels if label.name in found.figures.units.labels]
    kinds = {label.name: sum(label.name in r.heads for r in scheme.relations) for label in heads}
    return max(heads, key=lambda label: kinds[label.name], default=None)


def _line(
    name: str,
    value: float | None,
    reason: Message | None,
    interval: Interval | None,
    waiting: str = "",
    more: str = "",
    *,
    documents: int,
    is_first: bool = False,
) -> Headline:
    """Make the line of one figure; `more` is said of it besides its interval."""
    if waiting:
        return Headline("…", f"{name} · {waiting}", f"{name}: {waiting}")
    if value is None:
        why = tr("Undefined: {reason}", reason=told(reason)) if reason is not None else tr("Undefined")
        return Headline("–", name, f"{name}: {why}", why)
    said = f"{name}: {figure(value)}"
    if interval is None and is_first:
        return Headline(figure(value), name, said, tr("The interval is not computed yet."))
    if interval is None:
        why = (
            tr("No interval: it takes two articles or more.") if documents < 2
            else tr("No interval: of most resamples of the articles the figure is undefined.")
        )  # fmt: skip
        return Headline(figure(value), name, said, " ".join(part for part in (why, more) if part))
    low, high = figure(interval.low), figure(interval.high)
    between = f"{low}–{high}"
    why = tr("95 % of 1,000 resamples of the articles lie between {low} and {high}", low=low, high=high)
    return Headline(figure(value), f"{name} · {between}", f"{said}. {why}", f"{why}. {more}" if more else why)
