"""Many ranges of numbers at once: a fingerprint of each, and what was noted under it.

A fingerprint is the sum of the values, each times a power of an odd number by its place in
the range, modulo 2**64. The odd number is another one in each process, so that no text can
be made to give the fingerprint of another.
"""

from __future__ import annotations

import secrets

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]

_MIX = np.uint64(0xBF58476D1CE4E5B9)
_ABSENT = -1
_FULL = 6  # a table is made larger when a sixth is taken: the fuller it is, the longer a look-up goes on


def ranges(starts: Ints, counts: Ints) -> Ints:
    """Return `counts[i]` whole numbers from `starts[i]` on, for each i in turn."""
    before = np.cumsum(counts) - counts
    found: Ints = np.repeat(starts - before, counts) + np.arange(counts.sum(), dtype=np.int64)
    return found


def bounds_of(counts: Ints) -> Ints:
    """Return where each of several ranges that lie one after another begins, and where the last ends."""
    found = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=found[1:])
    return found


class Sums:
    """Gives fingerprints; two of them have different odd numbers."""

    def __init__(self) -> None:
        # 5 modulo 8: it takes longest until its powers come again.
        self._base = secrets.randbits(64) & ~7 | 5
        self._up = self._down = np.ones(1, dtype=np.uint64)

    def of(self, values: Hashes, starts: Ints, ends: Ints) -> Hashes:
        """Return the fingerprints of half-open ranges of `values`, the same wherever they lie; of nothing 0."""
        self._grow(len(values) + 1)
        running = np.zeros(len(values) + 1, dtype=np.uint64)
        np.cumsum(values * self._up[: len(values)], out=running[1:])
        found: Hashes = (running[ends] - running[starts]) * self._down[starts]
        return found

    def _grow(self, count: int) -> None:
        if count > len(self._up):
            size = 1 << (count - 1).bit_length()
            self._up, self._down = (_powers(b, size) for b in (self._base, pow(self._base, -1, 1 << 64)))


def _powers(base: int, count: int) -> Hashes:
    powers = np.full(count, base, dtype=np.uint64)
    powers[0] = 1
    found: Hashes = np.cumprod(powers, dtype=powers.dtype)
    return found


class Table:
    """Numbers by keys, looked up many at a time; 0 is no key."""

    def __init__(self) -> None:
        self._resize(12)

    def _resize(self, bits: int) -> None:
        self._bits = bits
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._numbers = np.full(1 << bits, _ABSENT, dtype=np.int32)
        self._count = 0

    def find(self, keys: Hashes) -> Numbers:
        """Return the number of each key, or -1."""
        slots = self._slots(keys)
        numbers: Numbers = self._numbers[slots]
        # A key stands in its slot, or in one of those after it up to the first that is empty.
        missed = np.flatnonzero((self._keys[slots] != keys) & (numbers != _ABSENT))
        slots = slots[missed]
        while len(missed):
            slots = (slots + 1) & (len(self._keys) - 1)
            numbers[missed] = self._numbers[slots]
            on = (self._keys[slots] != keys[missed]) & (numbers[missed] != _ABSENT)
            missed, slots = missed[on], slots[on]
        return numbers

    def add(self, keys: Hashes, numbers: Numbers) -> None:
        """Note the numbers, 0 or more, of distinct keys that are not there yet."""
        if (self._count + len(keys)) * _FULL > len(self._keys):
            taken = self._numbers != _ABSENT
            keys, numbers = np.append(self._keys[taken], keys), np.append(self._numbers[taken], numbers)
            self._resize((len(keys) * _FULL).bit_length())
        self._count += len(keys)
        slots = self._slots(keys)
        while len(keys):
            free = self._numbers[slots] == _ABSENT
            self._keys[slots[free]] = keys[free]
            won = self._keys[slots] == keys  # where several wanted one slot, one of them
            self._numbers[slots[won]] = numbers[won]
            keys, numbers, slots = keys[~won], numbers[~won], (slots[~won] + 1) & (len(self._keys) - 1)

    def _slots(self, keys: Hashes) -> Ints:
        found: Ints = ((keys * _MIX) >> np.uint64(64 - self._bits)).astype(np.int64)
        return found
