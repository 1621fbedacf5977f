"""How spans look: colours, tags, and the measures of lines and lanes at a zoom factor."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText, QTransform

from annotator.core.scheme import Scheme
from annotator.core.spans import Span
from annotator.gui import theme

_TAG_PIXELS = 9.5
_MEASURE = 70  # characters a line, for comfortable reading
_FAINT = 0.35
_KEPT = 2_000  # widths of tags


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How spans of one label are marked; faint while a link may not end there."""

    colour: QColor
    faint: QColor
    tint: QColor
    style: str


class Look:
    """Fonts and measures for one scheme, zoom and mode. Sizes are pixels."""

    roomy_lanes = 6

    def __init__(self, scheme: Scheme, zoom: float) -> None:
        self.font: QFont = theme.reading_font(zoom)
        self.tag_font: QFont = theme.interface_font(_TAG_PIXELS * zoom, bold=True)
        self.tag_font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.3)
        self.tag_metrics = QFontMetricsF(self.tag_font)
        metrics = QFontMetricsF(self.font)
        self.average_width = metrics.horizontalAdvance("Die Angaben gehen auseinander, sagte sie.") / 41
        self.measure = round(self.average_width * _MEASURE)
        self.leading = round(5 * zoom)
        self.line_height = metrics.height() + self.leading
        self.paragraph_gap = round(13 * zoom)
        self.bar = max(2, round(3 * zoom))
        self.tag_height = round(self.tag_metrics.height()) + 1
        self.lane_height = self.bar + self.tag_height
        self.thin_lane_height = self.bar + 1.5
        self.least_tag = self.tag_metrics.horizontalAdvance("AC…")
        self._labels = {
            label.name: _label_look(label.colour, label.colour_dark, label.style) for label in scheme.labels
        }
        self._widths: dict[str, float] = {}
        self._drawn: dict[str, QStaticText] = {}
        self._dots: dict[tuple[int, float], QPixmap] = {}
        self._orders = {label.name: tuple(a.name for a in label.attributes) for label in scheme.labels}
        self._titles = {kind.name: kind.title for kind in scheme.relations}
        self._unknown = _label_look("#5b6472", "#a3adbb", "bar")

    def of(self, label: str) -> LabelLook:
        """Return how a label is marked; labels that the scheme lacks are grey."""
        return self._labels.get(label, self._unknown)

    def tints(self, span: Span) -> bool:
        """Tell whether the text of such a span is tinted where it is outermost."""
        return self.of(span.label).style == "tint"

    def title(self, kind: str) -> str:
        """Return how a relation type is shown; of one that the scheme lacks, its name."""
        return self._titles.get(kind, kind)

    def tags(self, span: Span, fragment: int, *, suggested: bool = False) -> tuple[str, str]:
        """Return the tag at the start of a fragment, in full and short."""
        part = f" {fragment + 1}/{len(span.fragments)}" if len(span.fragments) > 1 else ""
        short = span.label.upper() + part + (" ?" if suggested else "")
        if fragment or not span.attributes:
            return short, short
        order = self._orders.get(span.label, ())
        values = [value for _, value in sorted(span.attributes, key=lambda a: _rank(order, a[0]))]
        return " · ".join([short, *values]), short

    def advance(self, tag: str) -> float:
        """Return how wide a tag is."""
        width = self._widths.get(tag)
        if width is None:
            if len(self._widths) >= _KEPT:
                self._widths.clear()
            width = self._widths[tag] = self.tag_metrics.horizontalAdvance(tag)
        return width

    def drawn(self, tag: str) -> QStaticText:
        """Return a tag ready to be drawn many times."""
        text = self._drawn.get(tag)
        if text is None:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            text = self._drawn[tag] = QStaticText(tag)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(QTransform(), self.tag_font)
        return text

    def dots(self, colour: QColor, scale: float) -> QPixmap:
        """Return one dot of a dotted bar with the space after it, for a screen of this scale."""
        key = colour.rgba(), scale
        tile = self._dots.get(key)
        if tile is None:
            tile = QPixmap(round(2 * self.bar * scale), round(self.bar * scale))
            tile.setDevicePixelRatio(scale)
            tile.fill(QColor(0, 0, 0, 0))
            painter = QPainter(tile)
            painter.fillRect(0, 0, self.bar, self.bar, colour)
            painter.end()
            self._dots[key] = tile
        return tile

    def elided(self, tag: str, room: float) -> str:
        """Return as much of a tag as there is room for."""
        return self.tag_metrics.elidedText(tag, Qt.TextElideMode.ElideRight, room)


def _rank(order: tuple[str, ...], name: str) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


def _label_look(light: str, dark: str, style: str) -> LabelLook:
    in_dark = theme.colours().dark
    colour = QColor(dark if in_dark else light)
    tint, faint = QColor(colour), QColor(colour)
    tint.setAlphaF(0.20 if in_dark else 0.15)
    faint.setAlphaF(_FAINT)
    return LabelLook(colour, faint, tint, style)
