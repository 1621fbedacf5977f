"""Token boundaries of a document, stored compactly and used for snapping and export.

Each token takes one byte, `length << 1 | followed by a space`, and more (base 128,
low digits first) where it is longer than 63 characters. The tokens and the single
spaces between them cover the whole text, as spaCy's do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from annotator.core.spans import Fragment

_MORE = 0x80
_CHUNK = 1_024  # bytes
_START, _END = 0, 1
_ADVANCE = bytes((byte >> 1) + (byte & 1) for byte in range(256))
_LENGTH = bytes(byte >> 1 for byte in range(256))


def encode_tokens(tokens: Iterable[tuple[int, bool]]) -> bytes:
    """Encode pairs of length in code points and "followed by a space"."""
    encoded = bytearray()
    for length, space in tokens:
        number = length << 1 | space
        while number >= _MORE:
            encoded.append(number & 0x7F | _MORE)
            number >>= 7
        encoded.append(number)
    return bytes(encoded)


def decode_tokens(encoded: bytes) -> list[tuple[int, bool]]:
    """Return the pairs that `encode_tokens` was given."""
    if encoded.isascii():
        return [(byte >> 1, bool(byte & 1)) for byte in encoded]
    pairs, number, shift = [], 0, 0
    for byte in encoded:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < _MORE:
            pairs.append((number >> 1, bool(number & 1)))
            number = shift = 0
    return pairs


def token_ranges(encoded: bytes) -> tuple[list[int], list[int]]:
    """Return the starts and the ends, exclusive, of all tokens in code points."""
    starts, lengths = token_lengths(encoded)
    return starts, list(map(int.__add__, starts, lengths))


def token_lengths(encoded: bytes) -> tuple[list[int], Sequence[int]]:
    """Return the starts and the lengths of all tokens in code points."""
    if encoded.isascii():
        lengths: Sequence[int] = encoded.translate(_LENGTH)
        advances: Iterable[int] = encoded.translate(_ADVANCE)
    else:
        pairs = decode_tokens(encoded)
        lengths = [length for length, _ in pairs]
        advances = [length + space for length, space in pairs]
    starts = list(accumulate(advances, initial=0))
    starts.pop()
    return starts, lengths


class Tokens:
    """The tokens of one text that are not white space, for snapping and walking.

    Decoded some hundred at a time where they are asked for: a long text opens at once.
    """

    __slots__ = ("_chunk_starts", "_chunks", "_decoded", "_text", "length")

    def __init__(self, text: str, encoded: bytes) -> None:
        self.length = len(text)
        self._text = text
        self._chunks = _chunks(encoded)
        self._chunk_starts = list(accumulate(map(_advance, self._chunks), initial=0))
        self._decoded: dict[int, tuple[list[int], list[int]]] = {}

    def touched(self, start: int, end: int) -> Fragment | None:
        """Return the range of whole tokens that `start:end` touches.

        An empty range touches the token it stands in, or the one it ends.
        None where it touches only white space.
        """
        last = self._last_starting_before(max(end, start + 1))
        if start == end:
            return last if last is not None and start <= last.end else None
        first = self._first_after(start, edge=_END)
        if first is None or last is None or first.start > last.start:
            return None
        return Fragment(first.start, last.end)

    def next_start(self, offset: int) -> int:
        """Return the start of the first token after `offset`, or the text's end."""
        token = self._first_after(offset, edge=_START)
        return self.length if token is None else token.start

    def previous_start(self, offset: int) -> int:
        """Return the start of the last token before `offset`, or 0."""
        token = self._last_starting_before(offset)
        return 0 if token is None else token.start

    def next_end(self, offset: int) -> int:
        """Return the end of the first token that ends after `offset`, or the text's end."""
        token = self._first_after(offset, edge=_END)
        return self.length if token is None else token.end

    def previous_end(self, offset: int) -> int:
        """Return the end of the last token that ends before `offset`, or 0."""
        token = self._last_starting_before(offset)
        if token is not None and token.end >= offset:
            token = self._last_starting_before(token.start)
        return 0 if token is None else token.end

    def aligned(self, start: int, end: int) -> bool:
        """Tell whether a token starts at `start` and one ends at `end`."""
        first, last = self._last_starting_before(start + 1), self._last_starting_before(end)
        return first is not None and last is not None and first.start == start and last.end == end

    def _first_after(self, offset: int, *, edge: int) -> Fragment | None:
        """Return the first token with an edge, start or end, after `offset`."""
        for number in range(self._chunk_at(offset), len(self._chunks)):
            ranges = self._ranges(number)
            index = bisect_right(ranges[edge], offset)
            if index < len(ranges[edge]):
                return Fragment(ranges[_START][index], ranges[_END][index])
        return None

    def _last_starting_before(self, offset: int) -> Fragment | None:
        for number in range(self._chunk_at(offset), -1, -1):
            starts, ends = self._ranges(number)
            index = bisect_left(starts, offset) - 1
            if index >= 0:
                return Fragment(starts[index], ends[index])
        return None

    def _chunk_at(self, offset: int) -> int:
        return min(max(0, bisect_right(self._chunk_starts, offset) - 1), len(self._chunks) - 1)

    def _ranges(self, number: int) -> tuple[list[int], list[int]]:
        """Return the starts and the ends of a chunk's tokens, those of white space left out."""
        found = self._decoded.get(number)
        if found is None:
            text, base = self._text, self._chunk_starts[number]
            pairs = [
                (base + start, base + end)
                for start, end in zip(*token_ranges(self._chunks[number]), strict=True)
                if not text[base + start].isspace() or not text[base + start : base + end].isspace()
            ]
            found = self._decoded[number] = [start for start, _ in pairs], [end for _, end in pairs]
        return found


def _chunks(encoded: bytes) -> list[bytes]:
    """Cut encoded tokens between tokens; nothing is one empty chunk."""
    chunks: list[bytes] = []
    start = 0
    while start < len(encoded) or not chunks:
        end = start + _CHUNK
        while end < len(encoded) and encoded[end - 1] & _MORE:
            end += 1
        chunks.append(encoded[start:end])
        start = end
    return chunks


def _advance(encoded: bytes) -> int:
    """Return how many code points these tokens and their spaces cover."""
    if encoded.isascii():
        return sum(encoded.translate(_ADVANCE))
    return sum(length + space for length, space in decode_tokens(encoded))
