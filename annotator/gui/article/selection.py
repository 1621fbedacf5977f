"""The word or range that the keyboard is on, and how keys move it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.core.spans import Fragment
from annotator.core.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Selection:
    """From `anchor` to `focus`, each a token or, between characters, an empty range."""

    anchor: Fragment
    focus: Fragment

    @property
    def start(self) -> int:
        """The first code point selected."""
        return min(self.anchor.start, self.focus.start)

    @property
    def end(self) -> int:
        """The end, exclusive."""
        return max(self.anchor.end, self.focus.end)

    @property
    def caret(self) -> int:
        """Where the moving end is: after the focus, or before it when it lies before the anchor."""
        return self.focus.start if self.focus.start < self.anchor.start else self.focus.end


def at(offset: int) -> Selection:
    """Return an empty selection between two characters."""
    place = Fragment(offset, offset)
    return Selection(place, place)


def over(start: int, end: int) -> Selection:
    """Return the selection of a range whose end moves."""
    return Selection(Fragment(start, start), Fragment(end, end))


def exactly(tokens: Tokens, start: int, end: int) -> Selection:
    """Return the selection of a range, by whole tokens where it begins and ends with some."""
    by_tokens = snapped(tokens, start, end)
    if by_tokens is not None and (by_tokens.start, by_tokens.end) == (start, end):
        return by_tokens
    return over(start, end)


def word_at(tokens: Tokens, offset: int) -> Selection:
    """Return the selection of the token at an offset, or the next one, or an empty one."""
    token = tokens.touched(offset, offset + 1) or tokens.touched(offset, offset)
    if token is None:
        start = tokens.next_start(offset)
        token = tokens.touched(start, start + 1) or Fragment(offset, offset)
    return Selection(token, token)


def next_word(tokens: Tokens, selection: Selection, *, extend: bool) -> Selection:
    """Move, or extend, by one token onwards."""
    start = tokens.next_start(selection.focus.start)
    token = tokens.touched(start, start + 1)
    if token is None:
        return selection
    return Selection(selection.anchor if extend else token, token)


def previous_word(tokens: Tokens, selection: Selection, *, extend: bool) -> Selection:
    """Move, or extend, by one token back."""
    start = tokens.previous_start(selection.focus.start)
    token = tokens.touched(start, start + 1)
    if token is None:
        return selection
    return Selection(selection.anchor if extend else token, token)


def snapped(tokens: Tokens, start: int, end: int) -> Selection | None:
    """Return the selection of all tokens that a range touches, the end of the range moving."""
    touched = tokens.touched(min(start, end), max(start, end))
    if touched is None:
        return None
    first = tokens.touched(touched.start, touched.start + 1) or touched
    last = tokens.touched(touched.end - 1, touched.end) or touched
    return Selection(first, last) if start <= end else Selection(last, first)
