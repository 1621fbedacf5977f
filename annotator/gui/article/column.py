"""Where the text stands in the view: its column, the title above it, the cards beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from annotator.gui import theme
from annotator.gui.article import cards
from annotator.gui.article.look import Look

MARGIN = 40
_NARROW = 600  # below this many pixels the margins shrink
_NARROW_MARGIN = 22
_LEAST_WIDTH = 120
_LEAST_CHARACTERS = 42  # a line may shrink to this to make room for the cards
_TOP = 26
_TITLE_PIXELS = 24
_LEAST_PIXELS = 11
_DETAILS_PIXELS = 13
_DETAILS_ROOM = 34
_TITLE_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Column:
    """Pixels of the viewport: `left` of the text, `width` of its lines, `header` above it.

    `cards` is the room for margin cards with the space before them, 0 where there is none.
    """

    left: int
    width: float
    header: int
    cards: int
    margin: int
    title: QRect
    title_font: QFont


def column_in(room: int, look: Look, zoom: float, title: str) -> Column:
    """Return the column for a viewport of `room` pixels: a comfortable line, less where there is no room."""
    beside = round(cards.SPACE + cards.WIDTH * zoom)
    least = look.average_width * _LEAST_CHARACTERS + beside
    # The margins give way before the cards do.
    margin = MARGIN if room >= max(_NARROW, least + 2 * MARGIN) else _NARROW_MARGIN
    if room < least + 2 * margin:
        beside = 0
        margin = MARGIN if room >= _NARROW else _NARROW_MARGIN
    width = max(min(look.measure, room - 2 * margin - beside), _LEAST_WIDTH)
    left = max(margin, (room - width - beside) // 2)
    shown, header, font = QRect(), _TOP, _title_font(zoom, title, width)
    if title:
        shown = QFontMetrics(font).boundingRect(QRect(0, 0, width, 4_000), _TITLE_FLAGS, title)
        header += shown.height() + round(_DETAILS_ROOM * max(1.0, zoom))
    return Column(left, float(width), header, beside, margin, shown, font)


def draw_header(painter: QPainter, column: Column, zoom: float, title: str, details: str) -> None:
    """Draw title and details above the text."""
    colours = theme.colours()
    rect = column.title.translated(0, _TOP)
    painter.setFont(column.title_font)
    painter.setPen(QColor(colours.text))
    painter.drawText(rect, _TITLE_FLAGS, title)
    painter.setFont(theme.interface_font(_DETAILS_PIXELS * zoom))
    painter.setPen(QColor(colours.muted))
    line = QRectF(0, rect.bottom() + 5, column.width, 22 * zoom)
    shown = painter.fontMetrics().elidedText(details, Qt.TextElideMode.ElideRight, round(column.width))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _title_font(zoom: float, title: str, width: float) -> QFont:
    """Return the font of a title: smaller than the zoom wants where its longest word would not fit."""
    font = theme.interface_font(_TITLE_PIXELS * zoom, bold=True)
    metrics = QFontMetrics(font)
    longest = max(map(metrics.horizontalAdvance, re.split(r"[\s\u200b]+", title)))
    if longest > width:
        font = theme.interface_font(max(_TITLE_PIXELS * zoom * width / longest - 1, _LEAST_PIXELS), bold=True)
    return font
