"""The same words again: where else a text has exactly what is selected somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.spans import Fragment

_EDGE = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Like:
    """A string to find again; where it begins or ends a word, so must what is found."""

    text: str
    begins_word: bool
    ends_word: bool

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Like:
        """Return what to look for where this part of a text is selected."""
        return cls(text[start:end], _is_edge(text, start), _is_edge(text, end))

    def places(
        self, text: str, start: int = 0, end: int | None = None, *, any_case: bool = False
    ) -> Iterator[Fragment]:
        """Yield where it begins between two offsets, in reading order, without overlaps."""
        pattern = re.compile(re.escape(self.text), re.IGNORECASE if any_case else 0)
        at, end = start, len(text) if end is None else end
        while (match := pattern.search(text, at)) is not None and match.start() < end:
            begins = not self.begins_word or _is_edge(text, match.start())
            ends = not self.ends_word or _is_edge(text, match.end())
            if begins and ends:
                yield Fragment(match.start(), match.end())
            at = match.end() if begins and ends else match.start() + 1

    @property
    def words(self) -> str:
        """What the index of words can look for: all but a first word that may begin elsewhere."""
        return self.text if self.begins_word else re.sub(r"\A\w+", "", self.text)


def _is_edge(text: str, offset: int) -> bool:
    """Tell whether no word goes on across an offset."""
    return not (_EDGE.match(text[max(0, offset - 1) : offset]) and _EDGE.match(text[offset : offset + 1]))
