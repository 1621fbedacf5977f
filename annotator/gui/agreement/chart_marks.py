"""The guidelines that came into force between the articles of a chart: where their lines stand, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from annotator.gui import theme
from annotator.gui.dates import shown_date
from annotator.gui.i18n import told, tr
from annotator.workspace.agreement_guidelines import Guideline

ROW = 18  # pixels that the names take below the axis
NEAR = 5
_GAP = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """One or more versions that came into force before the point of this number, from 0.

    `title` names the last of them, `gist` is what changed, and `said` both, with the dates.
    """

    before: int
    title: str
    gist: str
    said: str


def made_of(places: Mapping[int, Sequence[Guideline]]) -> list[Mark]:
    """Return the marks of guidelines, in the order of the articles."""
    return [_mark(place, versions) for place, versions in sorted(places.items())]


def _mark(place: int, versions: Sequence[Guideline]) -> Mark:
    texts = [", ".join(told(one) for one in version.said) for version in versions]
    said = [
        tr("From {date} on: guideline {version}: {text}", date=shown_date(one.at[:10]), version=one.version, text=text)
        for one, text in zip(versions, texts, strict=True)
    ]  # fmt: skip
    title = tr("guideline {version}", version=versions[-1].version)
    return Mark(place, title, ", ".join(texts), " · ".join(said))


def draw(
    painter: QPainter, inner: QRectF, marks: Sequence[Mark], places: Sequence[float], chosen: int
) -> None:
    """Draw a dashed line at each place (x), and below it what fits of what changed."""
    c, metrics = theme.colours(), QFontMetricsF(painter.font())
    ends = [*places, inner.right() + _GAP][1:]
    top = inner.bottom() + ROW + 6
    for number, (mark, x, end) in enumerate(zip(marks, places, ends, strict=True)):
        ink = QColor(c.accent if number == chosen else c.muted)
        painter.setPen(QPen(ink, 2 if number == chosen else 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, inner.top() - 4), QPointF(x, top + 4))
        painter.setPen(ink)
        whole, last = f"{mark.title}: {mark.gist}", number == len(marks) - 1
        room = end - x - _GAP
        left = x - (places[number - 1] if number else inner.left()) - _GAP
        if last and metrics.horizontalAdvance(whole) > room and left > room:
            # At the right edge there is more room on the other side; the neighbour there gives way.
            text = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, left)
            area = QRectF(x - left - 4, top, left, ROW)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            continue
        if last or len(marks) == 1 or room > metrics.horizontalAdvance(mark.title):
            text = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(0.0, room))
            painter.drawText(
                QRectF(x + 4, top, room, ROW),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                text,
            )
