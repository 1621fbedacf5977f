"""The texts of some documents as one array of characters, with their tokens and words as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.formats.spacy_sums import Hashes, Ints, Numbers, Sums, Table, bounds_of
from annotator.formats.token_columns import decoded

_SPACE = ord(" ")
_BROKEN = b"\x80"


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts one after another, with their tokens.

    `values` are the `codes` of the characters plus 1. `chars` and `tokens` say where those of
    each text begin, and where the last end. `starts` and `ends`, exclusive, of the tokens count
    code points from the first text's start; `spaces` has a 1 for each token that a space follows.
    """

    texts: Sequence[str]
    encoded: Sequence[bytes]
    codes: NDArray[np.uint32]
    values: Hashes
    chars: Ints
    tokens: Ints
    starts: Ints
    ends: Ints
    spaces: NDArray[np.uint8]

    @classmethod
    def of(cls, texts: Sequence[str], encoded: Sequence[bytes]) -> Batch:
        """Return texts with their tokens, given as `core.tokens` stores them."""
        # What breaks off within a number would go on in the next text's: it counts as none.
        encoded = [b"" if one[-1:] >= _BROKEN else one for one in encoded]
        codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32)
        chars = bounds_of(np.array([*map(len, texts)], dtype=np.int64))
        sizes, tokens = decoded(b"".join(encoded), bounds_of(np.array([*map(len, encoded)], dtype=np.int64)))
        lengths, spaces = sizes >> 1, (sizes & 1).astype(np.uint8)
        ends = np.cumsum(lengths + spaces, dtype=np.int64) - spaces
        return cls(texts, encoded, codes, values_of(codes), chars, tokens, ends - lengths, ends, spaces)

    def misfits(self) -> list[int]:
        """Return which texts have tokens that do not make up the text."""
        starts, ends, chars = self.starts, self.ends, self.chars
        covered = np.append(0, ends + self.spaces)[self.tokens]
        wrong = np.diff(covered) != np.diff(chars)
        wrong[self._texts_of(np.flatnonzero(starts >= ends))] = True
        if not wrong.any():
            spaced = np.flatnonzero(self.spaces)
            wrong[self._texts_of(spaced[self.codes[ends[spaced]] != _SPACE])] = True
        return np.flatnonzero(wrong).tolist()

    def _texts_of(self, tokens: Ints) -> Ints:
        return np.searchsorted(self.tokens, tokens, side="right") - 1


def values_of(codes: NDArray[np.uint32]) -> Hashes:
    """Return characters as numbers from 1, to be summed up."""
    return codes.astype(np.uint64) + np.uint64(1)


class Vocabulary:
    """All strings met, numbered from 0."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.sums = Sums()
        self._table = Table()
        self._known: dict[str, int] = {}

    def words(self, batch: Batch) -> tuple[Numbers, Hashes]:
        """Return the numbers of all tokens, and their fingerprints, as `sums` gives them."""
        prints = self.sums.of(batch.values, batch.starts, batch.ends)
        keys = np.maximum(prints, np.uint64(1))
        numbers = self._table.find(keys)
        new = np.flatnonzero(numbers < 0)
        if len(new):
            fresh, first, which = np.unique(keys[new], return_index=True, return_inverse=True)
            numbers[new] = len(self.strings) + which.reshape(-1)
            self._table.add(fresh, np.arange(len(fresh), dtype=np.int32) + np.int32(len(self.strings)))
            text, at = "".join(batch.texts), new[first]
            bounds = zip(batch.starts[at].tolist(), batch.ends[at].tolist(), strict=True)
            self.strings += [text[start:end] for start, end in bounds]
        return numbers, prints

    def number(self, string: str) -> int:
        """Return the number of a label or an id."""
        found = self._known.get(string)
        if found is None:
            found = self._known[string] = len(self.strings)
            self.strings.append(string)
        return found
