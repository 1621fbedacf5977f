"""One reading of a case, drawn on the words of the article: what it marks, and where it differs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

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
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.core.offsets import Utf16Map
from annotator.core.spans import Fragment
from annotator.gui import theme
from annotator.gui.article.look import Look

# What Qt would break a line at or not show, each replaced one for one.
_UNSHOWN = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
SIDE = 118  # pixels for the name of the reading
_NARROW = 430  # below this the name stands above the words
_PAD = 11
_BAR = 3
_CAP = 20
GAP = " … "


@dataclass(frozen=True, slots=True)
class Words:
    """Stretches of an article's text: `places` are where they are in it, `text` has “…” between them."""

    places: tuple[Fragment, ...]
    text: str

    def at(self, offset: int) -> int:
        """Return where in `text` a code point of the article is, the nearest that is shown."""
        passed = 0
        for start, end in self.places:
            if offset <= end:
                return passed + max(0, offset - start)
            passed += end - start + len(GAP)
        return len(self.text)

    def is_shown(self, fragment: Fragment) -> bool:
        """Tell whether anything of a range is shown."""
        return any(start < fragment.end and fragment.start < end for start, end in self.places)


@dataclass(frozen=True, slots=True)
class Said:
    """What a lane shows: (label, fragments) of spans, ranges that differ, and a line of words below.

    Words that differ from the final reading come with True.
    """

    spans: tuple[tuple[str, tuple[Fragment, ...]], ...] = ()
    differs: tuple[Fragment, ...] = ()
    caption: tuple[tuple[str, str, bool], ...] = ()  # text, label for its colour or "", differs
    nothing: str = ""


class Lane(QWidget):
    """A reading; a click takes it. `number` is the key that does, empty for the final one."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._words = Words((), "")
        self._said = Said()
        self._map = Utf16Map("")
        self._layout: QTextLayout | None = None
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
            self._words, self._look, self._layout = words, look, None
            self._map = Utf16Map(words.text)
        self._said = said
        self.number, self.name, self.detail = number, name, detail
        self.chosen, self.is_final = chosen, is_final
        self.setAccessibleName(" ".join(part for part in (number, name, detail) if part))
        told = "; ".join(text for text, _, _ in said.caption) or said.nothing
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
        return float(SIDE) if self.has_side and not self._is_narrow else 0.0

    @property
    def _top(self) -> float:
        above = 24.0 if self.has_side and self._is_narrow else 0.0
        return above + (_PAD if self.has_side else 0)

    def _lay_out(self) -> None:
        look = self._look
        if look is None:
            return
        width = max(60.0, self.width() - self._left - 8)
        if self._layout is None or self._layout.lineAt(0).width() != width:
            self._layout = QTextLayout(_UNSHOWN.sub(" ", self._words.text), look.font)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self._layout.setTextOption(option)
            self._layout.beginLayout()
            y = 0.0
            while (line := self._layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0.0, y))
                y += line.height() + (7.0 if self.has_side else 6.0)
            self._layout.endLayout()
        last = self._layout.lineAt(self._layout.lineCount() - 1)
        caption = 20.0 if self._said.caption or self._said.nothing else 0.0
        height = self._top + last.y() + last.height() + 6 + caption + (_PAD if self.has_side else 0)
        if self.has_side and not self._is_narrow:
            height = max(height, 2 * _PAD + 34.0)
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
        if self._layout is None or self._look is None:
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
        for depth, (label, fragments) in enumerate(self._said.spans):
            self._draw_bar(painter, label, fragments, depth % 2)
        painter.setPen(QPen(QColor(c.bad), 2))
        for fragment in self._said.differs:
            self._draw_brackets(painter, self._rects(fragment))
        self._draw_caption(painter, c)

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
        painter.setFont(theme.interface_font(12.5, bold=True))
        painter.setPen(QColor(c.good if self.is_final else c.text))
        room = (self.width() if self._is_narrow else SIDE) - x - 6
        text = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(x, y - 1, room, _CAP), Qt.AlignmentFlag.AlignVCenter, text)
        if self.detail:
            painter.setFont(theme.interface_font(10.5))
            painter.setPen(QColor(c.muted))
            place = QRectF(10, y + 19, SIDE - 14, 16)
            if self._is_narrow:
                used = QFontMetricsF(theme.interface_font(12.5, bold=True)).horizontalAdvance(text)
                place = QRectF(x + used + 8, y, self.width() - x - used - 12, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.detail)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_words(self, painter: QPainter, c: theme.Colours) -> None:
        assert self._layout is not None
        formats = []
        painter.setPen(QColor(c.text))
        if self._emphasis is not None:
            low, high = self._unit(self._emphasis.start), self._unit(self._emphasis.end)
            for first, last in ((0, low), (high, self._map.utf16_length)):
                if first < last:
                    muted = QTextLayout.FormatRange()
                    muted.start, muted.length = first, last - first
                    muted.format.setForeground(QColor(c.muted))
                    formats.append(muted)
        self._layout.draw(painter, QPointF(0, 0), formats)

    def _draw_bar(self, painter: QPainter, label: str, fragments: Sequence[Fragment], lift: int) -> None:
        assert self._look is not None
        look = self._look.of(label)
        for fragment in fragments:
            for rect in self._rects(fragment):
                y = rect.bottom() - 1 + lift * (_BAR + 1)
                bar = QRectF(rect.left(), y, rect.width(), _BAR)
                if look.style == "dots":
                    painter.fillRect(bar, QBrush(look.colour, Qt.BrushStyle.Dense4Pattern))
                else:
                    painter.fillRect(bar, look.colour)

    @staticmethod
    def _draw_brackets(painter: QPainter, rects: list[QRectF]) -> None:
        """Draw bars at both ends of what differs: a shape, not a colour alone."""
        if not rects:
            return
        first, last = rects[0], rects[-1]
        for x, rect, towards in ((first.left(), first, 1), (last.right(), last, -1)):
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 2))
            for y in (rect.top(), rect.bottom() + 2):
                painter.drawLine(QPointF(x, y), QPointF(x + towards * 3, y))

    def _draw_caption(self, painter: QPainter, c: theme.Colours) -> None:
        assert self._look is not None
        y = self.height() - self._top - _PAD - 18
        x, room = 0.0, self.width() - self._left - 8
        if self._said.nothing:
            font = theme.interface_font(11.5)
            font.setItalic(True)
            painter.setFont(font)
            painter.setPen(QColor(c.muted))
            painter.drawText(QRectF(0, y, room, 16), Qt.AlignmentFlag.AlignVCenter, self._said.nothing)
            return
        for text, label, differs in self._said.caption:
            painter.setFont(_caption_font(bool(label), differs))
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(
                ("≠ " if differs else "") + text, Qt.TextElideMode.ElideRight, room - x
            )
            colour = QColor(c.bad) if differs else self._look.of(label).colour if label else QColor(c.muted)
            painter.setPen(colour)
            painter.drawText(QRectF(x, y, room - x, 16), Qt.AlignmentFlag.AlignVCenter, shown)
            x += metrics.horizontalAdvance(shown) + 12
            if x >= room:
                break

    def _unit(self, offset: int) -> int:
        return self._map.to_utf16(self._words.at(offset))

    def _rects(self, fragment: Fragment) -> list[QRectF]:
        """Return where a range is, a rectangle for each line."""
        if self._layout is None or not self._words.is_shown(fragment):
            return []
        first, last = self._unit(fragment.start), self._unit(fragment.end)
        rects = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            low, high = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if low < high:
                x0, x1 = sorted((_x(line, low), _x(line, high)))
                rects.append(QRectF(x0, line.y(), max(2.0, x1 - x0), line.height()))
        return rects


def _x(line: QTextLine, unit: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(unit))[0]


def _caption_font(strong: bool, differs: bool) -> QFont:
    font = theme.interface_font(10.5 if strong else 11.5, bold=strong)
    font.setUnderline(differs)
    return font
