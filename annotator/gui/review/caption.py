"""What is said under the words of a lane: labels, values and links side by side, on as many lines as they need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from annotator.gui import theme
from annotator.gui.article.look import Look
from annotator.gui.review.lane_text import Said

LINE = 18.0
_BETWEEN = 12.0
_MOST_LINES = 3  # what does not fit on them is cut off with “…”
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class _Piece:
    rect: QRectF
    text: str
    label: str
    differs: bool


class Caption:
    """What a reading says, laid out in a width; `height` in pixels, 0 where there is nothing to say."""

    def __init__(self, said: Said, width: float) -> None:
        self._nothing = said.nothing
        self._pieces = [] if said.nothing else _flow(said, width)
        self.height = 0.0
        if said.nothing:
            room = QFontMetricsF(_nothing_font()).boundingRect(
                QRectF(0, 0, width, 1_000), _WRAPPED, said.nothing
            )
            self.height = max(LINE, room.height() + 2)
        elif self._pieces:
            self.height = self._pieces[-1].rect.bottom() + 2
        self._width = width

    def draw(self, painter: QPainter, y: float, look: Look, c: theme.Colours) -> None:
        """Draw it from a height on."""
        if self._nothing:
            painter.setFont(_nothing_font())
            painter.setPen(QColor(c.muted))
            painter.drawText(QRectF(0, y, self._width, self.height), _WRAPPED, self._nothing)
            return
        for piece in self._pieces:
            painter.setFont(_font(bool(piece.label), piece.differs))
            own = look.of(piece.label).colour if piece.label else QColor(c.muted)
            painter.setPen(QColor(c.bad) if piece.differs else own)
            painter.drawText(piece.rect.translated(0, y), Qt.AlignmentFlag.AlignVCenter, piece.text)


def _flow(said: Said, width: float) -> list[_Piece]:
    """Return the pieces from left to right, on a new line where there is no room."""
    found: list[_Piece] = []
    x, line = 0.0, 0
    for text, label, differs in said.caption:
        metrics = QFontMetricsF(_font(bool(label), differs))
        shown = ("≠ " if differs else "") + text
        if x and x + metrics.horizontalAdvance(shown) > width and line < _MOST_LINES - 1:
            x, line = 0.0, line + 1
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(0.0, width - x))
        found.append(_Piece(QRectF(x, line * LINE, width - x, 16), shown, label, differs))
        x += metrics.horizontalAdvance(shown) + _BETWEEN
        if x >= width and line == _MOST_LINES - 1:
            break
    return found


def _nothing_font() -> QFont:
    font = theme.interface_font(11.5)
    font.setItalic(True)
    return font


def _font(strong: bool, differs: bool) -> QFont:
    font = theme.interface_font(10.5 if strong else 11.5, bold=strong)
    font.setUnderline(differs)
    return font
