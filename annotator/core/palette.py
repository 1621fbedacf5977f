"""Colours for labels that stay apart, also for colour-blind eyes, and can be read as text.

Each is a pair, for light and for dark. The pairs were chosen one after the other, each as
far as possible from all before it, in both modes, as seen by usual, green-blind and
red-blind eyes; all read at 4.5:1 or more on the grounds of the window.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

PALETTE = (
    ("#0072b2", "#5cb3ea"),
    ("#a95c00", "#f0b04a"),
    ("#00795c", "#3fc79a"),
    ("#8e5aa6", "#c79fe0"),
    ("#6c0b04", "#cd7769"),
    ("#2f2978", "#8285eb"),
    ("#a90e88", "#e17cc2"),
    ("#1d3f3c", "#c9e5e2"),
    ("#4b596f", "#8893a5"),
    ("#7c4a1c", "#e78b30"),
    ("#4c4c9e", "#c1c6f8"),
    ("#ad4a4e", "#f69a9a"),
    ("#53452f", "#bca072"),
    ("#5d3666", "#ba71cb"),
    ("#766880", "#bdb2c6"),
    ("#82414c", "#ddc3c6"),
)
LEAST_CONTRAST = 4.5  # of small text, by the WCAG
STYLES_IN_TURN = ("bar", "dots", "double")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour like #0072b2."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by the WCAG, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def for_one_more(taken: Iterable[tuple[str, str]]) -> tuple[str, str, str]:
    """Return colour, dark colour and style for one more label beside those with the `taken` (colour, style).

    It is the colour least used, whatever the style, in the order of the palette; and of that
    the style least used. A tint is a bar where it lies in another.
    """
    looks = Counter((colour.lower(), "bar" if style == "tint" else style) for colour, style in taken)
    colours = Counter(colour for colour, _ in looks.elements())
    colour, dark = min(PALETTE, key=lambda pair: colours[pair[0]])
    return colour, dark, min(STYLES_IN_TURN, key=lambda style: looks[colour, style])


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
