"""Exact F1 over the articles in their order, drawn; its points are walked with the arrows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.gui import theme
from annotator.gui.agreement import chart_marks
from annotator.gui.agreement.chart_marks import Mark
from annotator.gui.agreement.points import Point
from annotator.gui.i18n import decimal, tr
from annotator.gui.widgets import tooltip

_LEFT, _RIGHT, _TOP, _FOOT = 34, 14, 12, 26
_MARKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_FEW = 40  # points that a line joins one by one; of more it is their moving mean
_MANY = 1_000  # points of which most lie on each other
_SETTLED = 30  # milliseconds without another size
_NEAR = 14
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class Chart(QWidget):
    """`asked` is given the document of the point that was opened, `moved` the text of what is at hand.

    The arrows walk the points; Tab goes on to the guidelines between them, where there are any.
    """

    asked = Signal(object)  # ids are larger than a signal's int
    moved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: list[Point] = []
        self.place = -1
        self.marks: list[Mark] = []
        self.mark = -1  # the one at hand, while no point is
        self._least = 0.0  # where the axis begins
        self._line: list[float] = []  # of each point, the mean of its neighbours and itself
        self._cloud: tuple[object, QPixmap] | None = (
            None  # many points as a picture, and what it was made for
        )
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self._settling.timeout.connect(self._make_cloud)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(220, 230)
        self.setMaximumHeight(262)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Exact F1 over the articles"))

    def sizeHint(self) -> QSize:
        """Return a size to read it at."""
        return QSize(480, 230)

    def load(self, points: Sequence[Point], marks: Sequence[Mark] = ()) -> None:
        """Show other articles; those without a value have no point, and are none to the marks."""
        here = self.points[self.place].document if 0 <= self.place < len(self.points) else None
        self.points = [point for point in points if point.value is not None]
        self.place = next((n for n, point in enumerate(self.points) if point.document == here), -1)
        self.marks, self.mark = list(marks), -1
        values = [point.value or 0.0 for point in self.points]
        self._least, self._line, self._cloud = _below(values), _means(values, self.reach), None
        self.update()

    # Places

    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(
            _LEFT, _TOP, -_RIGHT, -_FOOT - (chart_marks.ROW if self.marks else 0)
        )

    def _y(self, value: float) -> float:
        inner, least = self._inner(), self._least
        return inner.bottom() - (value - least) / (1 - least) * inner.height()

    def _along(self, values: Sequence[float]) -> list[tuple[float, float]]:
        """Return where values are drawn that stand for the points in their order."""
        inner, last = self._inner(), max(len(values) - 1, 1)
        left, bottom, least = inner.left(), inner.bottom(), self._least
        across, up = inner.width() / last, inner.height() / (1 - least)
        if len(values) == 1:
            left += inner.width() / 2
        return [(left + n * across, bottom - (value - least) * up) for n, value in enumerate(values)]

    def place_of(self, number: int) -> QPointF:
        """Return where a point is drawn."""
        inner, last = self._inner(), max(len(self.points) - 1, 1)
        share = number / last if len(self.points) > 1 else 0.5
        return QPointF(inner.left() + share * inner.width(), self._y(self.points[number].value or 0.0))

    def places_of_marks(self) -> list[float]:
        """Return where the lines of the guidelines are drawn: half-way between two points."""
        return [
            (self.place_of(mark.before - 1).x() + self.place_of(mark.before).x()) / 2 for mark in self.marks
        ]

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, line and points."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.interface_font(11))
            self._draw(painter, theme.colours())
        finally:
            painter.end()

    def _draw(self, painter: QPainter, c: theme.Colours) -> None:
        self._draw_axes(painter, c)
        if self.points:
            chosen = self.mark if self.hasFocus() else -1
            chart_marks.draw(painter, self._inner(), self.marks, self.places_of_marks(), chosen)
            self._draw_cloud(painter, c)
            self._draw_dates(painter, c)
            self._draw_point_at_hand(painter, c)
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _draw_axes(self, painter: QPainter, c: theme.Colours) -> None:
        inner, least = self._inner(), self._least
        for mark in _MARKS:
            if mark < least:
                continue
            y = self._y(mark)
            painter.setPen(QPen(QColor(c.border), 1))
            painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
            painter.setPen(QColor(c.muted))
            place = QRectF(0, y - 9, _LEFT - 8, 18)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, decimal(mark, 1)
            )

    def _draw_cloud(self, painter: QPainter, c: theme.Colours) -> None:
        """Draw line and points; many of them once, when the chart has come to its size."""
        if len(self.points) <= _FEW:
            self._draw_line(painter, c)
            self._draw_points(painter, c)
        elif self._cloud is not None and self._cloud[0] == self._cloud_of(c):
            painter.drawPixmap(0, 0, self._cloud[1])
        elif len(self.points) <= _MANY:
            painter.drawPixmap(0, 0, self._make_cloud())
        else:
            self._settling.start()

    def _cloud_of(self, c: theme.Colours) -> object:
        """Return what the picture of the points follows from, besides them."""
        return self.size().toTuple(), self.devicePixelRatioF(), c, bool(self.marks)

    def _make_cloud(self) -> QPixmap:
        """Draw line and points into a picture: with many it takes longer than a key may."""
        c, ratio = theme.colours(), self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_points(painter, c)
        self._draw_line(painter, c)  # above, or they would hide it
        painter.end()
        self._cloud = self._cloud_of(c), picture
        self.update()
        return picture

    def _draw_line(self, painter: QPainter, c: theme.Colours) -> None:
        places = self._along(self._line)
        step = max(1, len(places) // max(self.width(), 1))  # one a pixel: more are not seen
        shown = [*places[:-1:step], places[-1]]
        painter.setPen(
            QPen(
                QColor(c.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            )
        )
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shown]))

    @property
    def reach(self) -> int:
        """How many neighbours on either side each place of the line is the mean of."""
        return 0 if len(self.points) <= _FEW else max(2, len(self.points) // 25)

    def _draw_points(self, painter: QPainter, c: theme.Colours) -> None:
        many = len(self.points)
        colour = QColor(c.accent)
        if many > _FEW:
            colour.setAlphaF(0.45 if many <= _MANY else 0.25)
        size = 6.4 if many <= _FEW else 3.2 if many <= _MANY else 2.6
        places = self._along([point.value or 0.0 for point in self.points])
        if many > _MANY:  # those that lie on each other are drawn once
            places = list({(int(x / 2) * 2.0, int(y / 2) * 2.0) for x, y in places})
        painter.setPen(QPen(colour, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in places]))

    def _draw_point_at_hand(self, painter: QPainter, c: theme.Colours) -> None:
        if 0 <= self.place < len(self.points) and self.mark < 0:
            painter.setPen(QPen(QColor(c.text), 2))
            painter.setBrush(QColor(c.panel))
            painter.drawEllipse(self.place_of(self.place), 5, 5)

    def _draw_dates(self, painter: QPainter, c: theme.Colours) -> None:
        """Write the dates of the first and the last article, and between them as many as there is room for."""
        metrics, inner, last = QFontMetricsF(painter.font()), self._inner(), len(self.points) - 1
        painter.setPen(QColor(c.muted))
        widest = (
            max(metrics.horizontalAdvance(point.date) for point in (self.points[0], self.points[-1])) + 24
        )
        many = min(last, max(1, int(inner.width() // max(widest, 1)) - 1), 4) if last else 0
        chosen = list(dict.fromkeys(round(last * n / many) if many else 0 for n in range(many + 1)))
        end = -1.0
        for number in self.dated(chosen):
            text = self.points[number].date
            width = metrics.horizontalAdvance(text)
            x = min(max(self.place_of(number).x() - width / 2, inner.left()), self.width() - 4 - width)
            if x > end:
                painter.drawText(
                    QRectF(x, inner.bottom() + 6, width + 2, 18), Qt.AlignmentFlag.AlignLeft, text
                )
                end = x + width + 12

    def dated(self, places: Sequence[int]) -> list[int]:
        """Return at which of these points a date is written: at both ends, between them where it is another."""
        found: list[int] = []
        last = self.points[places[-1]].date
        for number in places[:-1]:
            text = self.points[number].date
            is_first = not found
            if text and (is_first or (text != last and text != self.points[found[-1]].date)):
                found.append(number)
        return [*found, places[-1]] if last else found

    # Keyboard and mouse

    def go_to(self, place: int) -> None:
        """Take a point in hand and say what it is."""
        if not self.points:
            return
        self.place, self.mark = max(0, min(place, len(self.points) - 1)), -1
        self._tell(self.points[self.place].said)

    def go_to_mark(self, number: int) -> None:
        """Take a guideline in hand and say what it changed."""
        self.mark = number
        self._tell(self.marks[number].said)

    def _tell(self, said: str) -> None:
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.moved.emit(said)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first point, coming back at the last guideline."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.BacktabFocusReason and self.marks:
            self.go_to_mark(len(self.marks) - 1)
        elif self.mark < 0 or event.reason() == Qt.FocusReason.TabFocusReason:
            self.go_to(max(self.place, 0))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Go to the next guideline, back to the points, or on to the next widget."""
        step = self.mark + (1 if next else -1)
        if self.points and 0 <= step < len(self.marks):
            self.go_to_mark(step)
        elif self.points and step == -1 and self.mark == 0:
            self.go_to(self.place)
        else:
            return super().focusNextPrevChild(next)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the points; open the articles' cases on Enter."""
        key = Qt.Key(event.key())
        if key in _STEPS and self.mark >= 0:
            self.go_to(self.marks[self.mark].before - (_STEPS[key] < 0))
        elif key in _STEPS:
            self.go_to(self.place + _STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.points) - 1)
        elif key in _ENTER and self.mark < 0 <= self.place < len(self.points):
            self.asked.emit(self.points[self.place].document)
        else:
            super().keyPressEvent(event)

    def _nearest(self, at: QPointF) -> int | None:
        if not self.points:
            return None
        # Those further to one side are not near.
        low, high = (
            bisect_left(range(len(self.points)), at.x() + side, key=lambda n: self.place_of(n).x())
            for side in (-_NEAR, _NEAR)
        )
        near = range(low, high)
        if not near:
            return None
        found = min(near, key=lambda n: (self.place_of(n) - at).manhattanLength())
        return found if (self.place_of(found) - at).manhattanLength() <= _NEAR else None

    def _said_at(self, at: QPointF) -> str:
        """Return what is said of what is under the mouse."""
        found = self._nearest(at)
        if found is not None:
            return self.points[found].said
        near = [
            mark.said
            for mark, x in zip(self.marks, self.places_of_marks(), strict=True)
            if abs(x - at.x()) <= chart_marks.NEAR
        ]
        return near[0] if near else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the point under the mouse, and open it."""
        found = self._nearest(event.position())
        if found is not None:
            self.go_to(found)
            self.asked.emit(self.points[found].document)

    def event(self, event: QEvent) -> bool:
        """Say what the point or the guideline under the mouse is."""
        if event.type() == QEvent.Type.ToolTip:
            said = self._said_at(QPointF(self.mapFromGlobal(event.globalPos())))  # type: ignore[attr-defined]
            if said:
                QToolTip.showText(event.globalPos(), tooltip(said), self)  # type: ignore[attr-defined]
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _below(values: Sequence[float]) -> float:
    """Return where the axis begins: at a mark below all values."""
    lowest = min(values, default=0.0)
    return max((mark for mark in _MARKS[:-1] if mark <= lowest), default=0.0)


def _means(values: Sequence[float], reach: int) -> list[float]:
    """Return of each value the mean of it and of so many neighbours on either side."""
    if not reach:
        return list(values)
    sums, last = list(accumulate(values, initial=0.0)), len(values)
    edges = ((max(0, n - reach), min(last, n + reach + 1)) for n in range(last))
    return [(sums[high] - sums[low]) / (high - low) for low, high in edges]
