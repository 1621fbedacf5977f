"""One reading of a case, drawn on the words of the article: what it marks, and where it differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.core.spans import Fragment
from annotator.gui import theme
from annotator.gui.article.look import Look
from annotator.gui.review.caption import Caption
from annotator.gui.review.lane_text import LaidWords, Said, Words

SIDE = 118  # pixels for the name of the reading
_NARROW = 430  # below this the name stands above the words
_PAD = 11
_BAR = 3
_CAP = 20
_NAME_LINES = 3
_DETAIL = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_NAME_LINE = 17
_FAINT = 0.45  # of what stands there besides, and is not what the case is about


class Lane(QWidget):
    """A reading; a click takes it. `number` is the key that does, empty for the final one."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._words = Words((), "")
        self._said = Said()
        self._laid: LaidWords | None = None
        self._caption = Caption(self._said, 0)
        self._height = 60.0
        self._emphasis: Fragment | None = None
        self.number = ""
        self.name = ""
        self.detail = ""
        self.chosen = False
        self.is_final = False
        self.has_side = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_reading(
        self, look: Look, words: Words, said: Said, *, number: str = "", name: str = "", detail: str = "",
        chosen: bool = False, is_final: bool = False,
    ) -> None:  # fmt: skip
        """Show a reading on these words."""
        if words != self._words or look is not self._look:
            self._words, self._look, self._laid = words, look, None
        self._said = said
        self.number, self.name, self.detail = number, name, detail
        self.chosen, self.is_final = chosen, is_final
        self.setAccessibleName(" ".join(part for part in (number, name, detail) if part))
        told = (
            "; ".join(("≠ " if differs else "") + text for text, _, differs in said.caption) or said.nothing
        )
        self.setAccessibleDescription(told)
        self.setCursor(Qt.CursorShape.ArrowCursor if is_final else Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        self.update()

    def show_plain(self, look: Look, words: Words, emphasis: Fragment) -> None:
        """Show words alone, those beside a range muted."""
        self.has_side = False
        self._emphasis = emphasis
        self.show_reading(look, words, Said())
        self.setAccessibleName(words.text)

    # Measures

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _NARROW

    @property
    def _left(self) -> float:
        if not self.has_side:
            return 0.0
        return 10.0 if self._is_narrow else float(SIDE)

    @property
    def _top(self) -> float:
        above = 20.0 if self.has_side and self._is_narrow else 0.0
        return above + (_PAD if self.has_side else 0)

    def _lay_out(self) -> None:
        look = self._look
        if look is None:
            return
        width = max(60.0, self.width() - self._left - 8)
        if self._laid is None or self._laid.width != width:
            self._laid = LaidWords(self._words, look, width, 7.0 if self.has_side else 6.0)
        self._caption = Caption(self._said, width)
        height = self._top + self._laid.height + 8 + self._caption.height + (_PAD if self.has_side else 0)
        if self.has_side and not self._is_narrow:
            height = max(height, 2 * _PAD + _NAME_LINE * len(self._name_lines()) + self._detail_height)
        if height != self._height:
            self._height = height
            self.setFixedHeight(round(height))

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return QSize(300, round(self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take this reading."""
        if event.button() == Qt.MouseButton.LeftButton and not self.is_final and self.has_side:
            self.pressed.emit()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, tints, differences, words, bars and what is said below."""
        if self._laid is None or self._look is None:
            return
        painter = QPainter(self)
        try:
            self._draw(painter, theme.colours())
        finally:
            painter.end()

    def _draw(self, painter: QPainter, c: theme.Colours) -> None:
        assert self._look is not None
        if self.has_side:
            self._draw_side(painter, c)
        painter.translate(self._left, self._top)
        for label, fragments in self._said.spans:
            for fragment in fragments:
                for rect in self._rects(fragment):
                    painter.fillRect(rect, self._look.of(label).tint)
        hatched = QColor(c.bad)
        hatched.setAlpha(150)
        for fragment in self._said.differs:
            for rect in self._rects(fragment):
                painter.fillRect(rect, QBrush(hatched, Qt.BrushStyle.BDiagPattern))
        self._draw_words(painter, c)
        painter.setOpacity(_FAINT)
        for label, fragments in self._said.faint:
            self._draw_bar(painter, label, fragments, 0)
        painter.setOpacity(1.0)
        for depth, (label, fragments) in enumerate(self._said.spans):
            self._draw_bar(painter, label, fragments, depth % 2)
        painter.setPen(QPen(QColor(c.bad), 2))
        for fragment in self._said.differs:
            self._draw_brackets(painter, self._rects(fragment))
        self._caption.draw(painter, self._laid.height + 8 if self._laid else 0.0, self._look, c)

    def _draw_side(self, painter: QPainter, c: theme.Colours) -> None:
        painter.setPen(QColor(c.border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.chosen:
            painter.fillRect(QRectF(0, 0, self.width(), self.height() - 1), QColor(c.accent_soft))
            painter.fillRect(QRectF(0, 0, 3, self.height() - 1), QColor(c.accent))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = 10.0, float(_PAD + 2)
        if self.number:
            cap = QRectF(x, y, _CAP, _CAP - 2)
            painter.setPen(QColor(c.accent if self.chosen else c.border))
            painter.setBrush(QColor(c.field))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(QColor(c.accent if self.chosen else c.muted))
            painter.setFont(theme.interface_font(11))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.number)
            x += _CAP + 6
        painter.setFont(_name_font())
        painter.setPen(QColor(c.good if self.is_final else c.text))
        lines = self._name_lines()
        for line in lines:
            painter.drawText(QPointF(x, y + 13), line)
            y += _NAME_LINE
        if self.detail:
            painter.setFont(theme.interface_font(10.5))
            painter.setPen(QColor(c.muted))
            place = QRectF(10, y + 1, SIDE - 14, self._detail_height)
            if self._is_narrow:
                used = x + QFontMetricsF(_name_font()).horizontalAdvance(lines[0]) + 8
                place = QRectF(used, y - _NAME_LINE, self.width() - used - 4, 18)
            painter.drawText(place, _DETAIL, self.detail)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    @property
    def _detail_height(self) -> float:
        """The room, in pixels, that what stands under the name has beside the words."""
        metrics = QFontMetricsF(theme.interface_font(10.5))
        return max(
            17.0, metrics.boundingRect(QRectF(0, 0, SIDE - 14, 100), _DETAIL, self.detail).height() + 2
        )

    def _name_lines(self) -> list[str]:
        """Return the names of the readers, broken between them; beside the words there is room for few."""
        metrics = QFontMetricsF(_name_font())
        left = 10.0 + (_CAP + 6 if self.number else 0)
        room = (self.width() * 0.7 if self._is_narrow else SIDE) - left - 4
        lines = [""]
        for name in self.name.split(", "):
            joined = f"{lines[-1]}, {name}" if lines[-1] else name
            if lines[-1] and metrics.horizontalAdvance(joined + ",") > room:
                lines[-1] += ","
                lines.append(name)
            else:
                lines[-1] = joined
        most = 1 if self._is_narrow else _NAME_LINES
        lines = [*lines[: most - 1], ", ".join(line.rstrip(",") for line in lines[most - 1 :])]
        return [
            metrics.elidedText(line, Qt.TextElideMode.ElideRight, room + 1) for line in lines if line
        ] or [""]

    def _draw_words(self, painter: QPainter, c: theme.Colours) -> None:
        assert self._laid is not None
        formats = []
        painter.setPen(QColor(c.text))
        if self._emphasis is not None:
            low, high = self._laid.unit(self._emphasis.start), self._laid.unit(self._emphasis.end)
            for first, last in ((0, low), (high, self._laid.units)):
                if first < last:
                    muted = QTextLayout.FormatRange()
                    muted.start, muted.length = first, last - first
                    muted.format.setForeground(QColor(c.muted))
                    formats.append(muted)
        self._laid.layout.draw(painter, QPointF(0, 0), formats)

    def _draw_bar(self, painter: QPainter, label: str, fragments: Sequence[Fragment], lift: int) -> None:
        assert self._look is not None
        look = self._look.of(label)
        for fragment in fragments:
            for rect in self._rects(fragment):
                y = rect.bottom() - 1 + lift * (_BAR + 1)
                bar = QRectF(rect.left(), y, rect.width(), _BAR)
                if look.style == "dots":
                    painter.fillRect(bar, QBrush(look.colour, Qt.BrushStyle.Dense4Pattern))
                elif look.style == "double":
                    line = bar.height() / 3
                    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), line), look.colour)
                    painter.fillRect(QRectF(bar.left(), bar.bottom() - line, bar.width(), line), look.colour)
                else:
                    painter.fillRect(bar, look.colour)

    def _draw_brackets(self, painter: QPainter, rects: list[QRectF]) -> None:
        """Draw bars at both ends of what differs: a shape, not a colour alone."""
        if not rects or self._laid is None:
            return
        first = [rect for rect in rects if rect.top() == rects[0].top()]
        last = [rect for rect in rects if rect.top() == rects[-1].top()]
        left, right = (last, first) if self._laid.from_right else (first, last)
        ends = (
            (min(rect.left() for rect in left), left[0], 1),
            (max(rect.right() for rect in right), right[0], -1),
        )
        for x, rect, towards in ends:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 2))
            for y in (rect.top(), rect.bottom() + 2):
                painter.drawLine(QPointF(x, y), QPointF(x + towards * 3, y))

    def _rects(self, fragment: Fragment) -> list[QRectF]:
        return self._laid.rects(fragment) if self._laid is not None else []


def _name_font() -> QFont:
    return theme.interface_font(12.5, bold=True)
