"""Texts that a file stores as words only, put together again."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.spans import Fragment
from annotator.formats.drafts import runs


class Rows:
    """The words of a text, joined by a blank, or by a line break where a sentence begins."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._length = 0

    def add(self, word: str, *, new_line: bool) -> int:
        """Take the next word and return its number, from 0."""
        before = "" if not self._parts else "\n" if new_line else " "
        self._parts.append(before + word)
        self._starts.append(self._length + len(before))
        self._length = self._starts[-1] + len(word)
        self._ends.append(self._length)
        return len(self._starts) - 1

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def fragments(self, numbers: Iterable[int]) -> list[Fragment]:
        """Return where these words stand; neighbours are one fragment."""
        return [Fragment(self._starts[first], self._ends[last - 1]) for first, last in runs(numbers)]
