"""The words of a text for formats with one word a row: tokens without white space, in sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotator.core.segments import paragraph_bounds, sentence_at
from annotator.core.spans import Fragment, Span
from annotator.core.tokens import token_ranges
from annotator.formats.exchange import Record

_WORD = re.compile(r"\S+")


def words_of(record: Record) -> list[Fragment]:
    """Return a record's tokens but for white space, cut where they hold some; runs of letters if it has none."""
    text = record.text
    starts, ends = token_ranges(record.tokens)
    pieces = zip(starts, ends, strict=True) if starts else iter([(0, len(text))])
    return [Fragment(*match.span()) for start, end in pieces for match in _WORD.finditer(text, start, end)]


def sentences_of(text: str, words: Sequence[Fragment]) -> Iterator[tuple[int, int]]:
    """Yield the sentences as half-open ranges of words; a paragraph's end ends one."""
    starts, ends = paragraph_bounds(text)
    breaks: list[int] = []
    number = 0
    while number < len(words):
        breaks.append(number)
        start = words[number].start
        paragraph = Fragment(start, max(start, ends[bisect_right(starts, start) - 1]))
        end = sentence_at(text, paragraph, start).end
        number = max(number + 1, bisect_left(words, end, key=lambda word: word.start))
    yield from pairwise([*breaks, len(words)])


def within_spans(words: Sequence[Fragment], spans: Iterable[Span]) -> set[int]:
    """Return the numbers of the words before which a sentence cannot end, because a span goes on there."""
    starts = [word.start for word in words]
    within: set[int] = set()
    for span in spans:
        within.update(range(bisect_right(starts, span.start), bisect_left(starts, span.end)))
    return within
