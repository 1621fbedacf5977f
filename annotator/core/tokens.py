"""Token boundaries of a document, stored compactly and used for snapping and export.

Each token takes one byte, `length << 1 | followed by a space`, and more (base 128,
low digits first) where it is longer than 63 characters. The tokens and the single
spaces between them cover the whole text, as spaCy's do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from annotator.core.spans import Fragment

_MORE = 0x80
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
    if encoded.isascii():
        lengths: Iterable[int] = encoded.translate(_LENGTH)
        advances: Iterable[int] = encoded.translate(_ADVANCE)
    else:
        pairs = decode_tokens(encoded)
        lengths = [length for length, _ in pairs]
        advances = [length + space for length, space in pairs]
    starts = list(accumulate(advances, initial=0))
    starts.pop()
    return starts, list(map(int.__add__, starts, lengths))


class Tokens:
    """The tokens of one text that are not white space, for snapping and walking."""

    __slots__ = ("ends", "length", "starts")

    def __init__(self, text: str, encoded: bytes) -> None:
        starts, ends = token_ranges(encoded)
        self.length = len(text)
        pairs = [
            (start, end)
            for start, end in zip(starts, ends, strict=True)
            if not text[start].isspace() or not text[start:end].isspace()
        ]
        self.starts = [start for start, _ in pairs]
        self.ends = [end for _, end in pairs]

    def touched(self, start: int, end: int) -> Fragment | None:
        """Return the range of whole tokens that `start:end` touches.

        An empty range touches the token it stands in, or the one it ends.
        None where it touches only white space.
        """
        if start == end:
            first = bisect_right(self.starts, start) - 1
            if first < 0 or self.ends[first] < start:
                return None
            return Fragment(self.starts[first], self.ends[first])
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        if first > last:
            return None
        return Fragment(self.starts[first], self.ends[last])

    def next_start(self, offset: int) -> int:
        """Return the start of the first token after `offset`, or the text's end."""
        index = bisect_right(self.starts, offset)
        return self.starts[index] if index < len(self.starts) else self.length

    def previous_start(self, offset: int) -> int:
        """Return the start of the last token before `offset`, or 0."""
        index = bisect_left(self.starts, offset)
        return self.starts[index - 1] if index else 0

    def next_end(self, offset: int) -> int:
        """Return the end of the first token that ends after `offset`, or the text's end."""
        index = bisect_right(self.ends, offset)
        return self.ends[index] if index < len(self.ends) else self.length

    def previous_end(self, offset: int) -> int:
        """Return the end of the last token that ends before `offset`, or 0."""
        index = bisect_left(self.ends, offset)
        return self.ends[index - 1] if index else 0

    def aligned(self, start: int, end: int) -> bool:
        """Tell whether a token starts at `start` and one ends at `end`."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.ends, end)
        return (
            first < len(self.starts)
            and last < len(self.ends)
            and self.starts[first] == start
            and self.ends[last] == end
        )
