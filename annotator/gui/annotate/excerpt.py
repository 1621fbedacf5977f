"""A span's words, short enough for a row or a chip."""

from __future__ import annotations

from annotator.core.spans import Span
from annotator.gui.widgets import breakable

_MOST_FRAGMENTS = 12
_WHITE = 4  # characters of the text looked at for one shown: white space is joined


def excerpt(span: Span, text: str, length: int) -> str:
    """Return the words of a span on one line, at most `length` characters and an ellipsis.

    What it costs does not grow with the span.
    """
    pieces = []
    cut = len(span.fragments) > _MOST_FRAGMENTS
    for start, end in span.fragments[:_MOST_FRAGMENTS]:
        pieces.append(text[start : min(end, start + _WHITE * length)])
        cut = cut or end > start + _WHITE * length
    shown = breakable(" ".join(" … ".join(pieces).split()))
    if len(shown) > length:
        return shown[: length - 1].rstrip() + "…"
    return shown + "…" if cut else shown
