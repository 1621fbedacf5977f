"""What of a reading spaCy can hold: spans on token boundaries, and a subset without overlaps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Span
from annotator.core.tokens import Tokens, decode_tokens
from annotator.formats.exchange import LossKind

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text with the starts and ends, exclusive, of its tokens in code points.

    `spaces` has a 1 for each token that a space follows; `bounds` are the starts and the
    ends once more, as the bytes of 64-bit integers.
    """

    text: str
    encoded: bytes
    starts: list[int]
    ends: list[int]
    spaces: bytes
    bounds: bytes


class Placed(NamedTuple):
    """A span whose fragments are whole tokens; `tokens` holds half-open ranges of them.

    `number` counts the spans of the layer, left out or not, in reading order from 1;
    `name` is the id made of it, which joins the fragments in the file.
    """

    span: Span
    number: int
    name: str
    tokens: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A span that is not in the file, or not everywhere, and why."""

    span: Span
    kind: LossKind
    detail: Message


def tokenized(text: str, encoded: bytes) -> Tokenized:
    """Return the text with its tokens decoded."""
    codes = np.frombuffer(encoded, dtype=np.uint8)
    if not encoded.isascii():
        pairs = decode_tokens(encoded)
        codes = np.array([length << 1 | space for length, space in pairs], dtype=np.int64)
    lengths, spaces = codes >> 1, codes & 1
    starts = np.zeros(len(codes), dtype=np.int64)
    np.cumsum((lengths + spaces)[:-1], out=starts[1:])
    ends = starts + lengths
    bounds = starts.tobytes() + ends.tobytes()
    return Tokenized(text, encoded, starts.tolist(), ends.tolist(), spaces.astype(np.uint8).tobytes(), bounds)


def place(words: Tokenized, span: Span, number: int) -> Placed | Refused:
    """Find the tokens of a span. One bad fragment leaves the whole span out."""
    ranges = []
    for start, end in span.fragments:
        first, last = bisect_left(words.starts, start), bisect_left(words.ends, end)
        if (
            max(first, last) >= len(words.starts)
            or words.starts[first] != start
            or words.ends[last] != end
            or words.text[start].isspace()
            or words.text[end - 1].isspace()
        ):
            return _refused(words, span, Fragment(start, end))
        ranges.append((first, last + 1))
    return Placed(span, number, f"T{number}", tuple(ranges))


def without_overlaps(
    placed: Sequence[Placed], token_count: int, ranks: dict[str, int]
) -> tuple[list[Placed], list[Refused]]:
    """Choose the spans for `doc.ents`, and list the others with the span that won.

    By the label's rank, then the longer, then the earlier. A span of several fragments
    is taken with all of them or not at all; each fragment becomes an entity.
    """
    taken: list[Placed] = []
    refused: list[Refused] = []
    owner: list[Placed | None] = [None] * token_count
    for candidate in sorted(placed, key=_precedence(ranks)):
        winner = next((o for first, last in candidate.tokens for o in owner[first:last] if o), None)
        if winner is not None:
            refused.append(_beaten(candidate, winner))
            continue
        taken.append(candidate)
        for first, last in candidate.tokens:
            owner[first:last] = [candidate] * (last - first)
    return taken, refused


def _precedence(ranks: dict[str, int]) -> Callable[[Placed], tuple[int, int, int]]:
    def key(placed: Placed) -> tuple[int, int, int]:
        length = 0
        for start, end in placed.span.fragments:
            length += end - start
        return ranks[placed.span.label], -length, placed.number

    return key


def _refused(words: Tokenized, span: Span, fragment: Fragment) -> Refused:
    """Say what is wrong with the first bad fragment of a span."""
    part = words.text[fragment.start : fragment.end]
    if not part.strip():
        return Refused(span, LossKind.EMPTY, message("Left out: it holds only white space."))
    if part != part.strip():
        return Refused(span, LossKind.WHITESPACE, message("Left out: it starts or ends with white space."))
    touched = Tokens(words.text, words.encoded).touched(*fragment)
    assert touched is not None, "text that is not white space touches a token"
    return Refused(
        span,
        LossKind.MISALIGNED,
        message(
            "Left out: {part} cuts a word. The whole words are {words} ({start}–{end}).",
            part=_shown(part),
            words=_shown(words.text[touched.start : touched.end]),
            start=touched.start,
            end=touched.end,
        ),
    )


def _beaten(loser: Placed, winner: Placed) -> Refused:
    return Refused(
        loser.span,
        LossKind.OVERLAPPING,
        message(
            "Among the spans, but not among the entities: {label} {name} ({start}–{end}) has its place.",
            label=winner.span.label,
            name=winner.name,
            start=winner.span.start,
            end=winner.span.end,
        ),
    )


def _shown(text: str) -> str:
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"
