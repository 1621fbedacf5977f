"""How spans look: colours, tags, and the measures of lines and lanes at a zoom factor."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from annotator.core.scheme import Scheme
from annotator.core.spans import Span
from annotator.gui import theme

_TAG_PIXELS = 9.5
_MEASURE = 70  # characters a line, for comfortable reading


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How spans of one label are marked."""

    colour: QColor
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
        self._orders = {label.name: tuple(a.name for a in label.attributes) for label in scheme.labels}
        self._unknown = _label_look("#5b6472", "#a3adbb", "bar")

    def of(self, label: str) -> LabelLook:
        """Return how a label is marked; labels that the scheme lacks are grey."""
        return self._labels.get(label, self._unknown)

    def tints(self, span: Span) -> bool:
        """Tell whether the text of such a span is tinted where it is outermost."""
        return self.of(span.label).style == "tint"

    def tags(self, span: Span, fragment: int) -> tuple[str, str]:
        """Return the tag at the start of a fragment, in full and short."""
        part = f" {fragment + 1}/{len(span.fragments)}" if len(span.fragments) > 1 else ""
        short = span.label.upper() + part
        order = self._orders.get(span.label, ())
        values = (
            []
            if fragment
            else [value for _, value in sorted(span.attributes, key=lambda a: _rank(order, a[0]))]
        )
        return " · ".join([short, *values]), short


def _rank(order: tuple[str, ...], name: str) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


def _label_look(light: str, dark: str, style: str) -> LabelLook:
    in_dark = theme.colours().dark
    colour = QColor(dark if in_dark else light)
    tint = QColor(colour)
    tint.setAlphaF(0.20 if in_dark else 0.15)
    return LabelLook(colour, tint, style)
