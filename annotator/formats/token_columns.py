"""Encoded tokens (see `core.tokens`) as arrays: for all of a text, or of many, at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_MORE = 0x80


def decoded(encoded: bytes, bounds: Ints) -> tuple[Ints, Ints]:
    """Return the numbers that stand in `encoded`, and where those of each part of it begin."""
    codes = np.frombuffer(encoded, dtype=np.uint8).astype(np.int64)
    if encoded.isascii():
        return codes, bounds
    last = np.flatnonzero(codes < _MORE)
    first = np.append(-1, last)[:-1] + 1
    values = np.zeros(len(last), dtype=np.int64)
    for place in range(int((last - first).max(initial=-1)) + 1):
        at = np.minimum(first + place, last)
        values += np.where(first + place <= last, (codes[at] & (_MORE - 1)) << min(7 * place, 62), 0)
    return values, np.searchsorted(last, bounds)


class TokenNumbers:
    """Which tokens start and end at two offsets; white space tokens count, as in Prodigy."""

    def __init__(self, encoded: bytes) -> None:
        numbers, _ = decoded(encoded, np.zeros(1, dtype=np.int64))
        lengths = numbers >> 1
        self._ends = np.cumsum(lengths + (numbers & 1)) - (numbers & 1)
        self._starts = self._ends - lengths

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the numbers of the tokens that start and end there, or None where one of them does not."""
        firsts, lasts, sound = self.of_all([start], [end])
        return (firsts[0], lasts[0]) if sound[0] else None

    def of_all(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int], list[bool]]:
        """Return what `within` gives for each start and end: the numbers, and which of them are sound."""
        if not len(self._starts):
            nothing = [0] * len(starts)
            return nothing, nothing, [False] * len(starts)
        first, last = self._starts.searchsorted(starts), self._ends.searchsorted(ends)
        sound = self._starts.take(first, mode="clip") == starts
        sound &= self._ends.take(last, mode="clip") == ends
        return first.tolist(), last.tolist(), sound.tolist()
