"""What a doc will hold, as five numbers: computed from what is to be written, and from what was.

`words` and `spaces` together say the text and its tokens; `spans` and `ents` say where each
lies in tokens (those of `spans` in code points too), its label and its id, in order.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from annotator.formats.spacy_batch import Batch, values_of
from annotator.formats.spacy_spans import Placement
from annotator.formats.spacy_sums import Hashes, Ints, Sums, bounds_of

FIELDS = ("words", "spaces", "spans", "ents", "user_data")


class Promises:
    """Computes fingerprints of docs and their parts, comparable among those of one such object.

    `characters` gives those of words.
    """

    def __init__(self, characters: Sums) -> None:
        self._characters, self._items = characters, Sums()
        self._factors = np.array([secrets.randbits(64) | 1 for _ in range(6)], dtype=np.uint64)

    def of(
        self, batch: Batch, words: Hashes, documents: Ints, placement: Placement, user_data: Iterable[bytes]
    ) -> Hashes:
        """Return a row for each reading, with the columns that `FIELDS` names.

        `words` are the fingerprints of all words, `user_data` is packed.
        """
        count = len(documents)
        found = np.zeros((count, len(FIELDS)), dtype=np.uint64)
        found[:, 0] = self.items(words, batch.tokens)[documents]
        found[:, 1] = self.items(batch.spaces, batch.tokens)[documents]
        reading, of, entity = placement.readings[placement.of], placement.of, placement.entity
        labels = hashes(placement.spans.names)[placement.spans.labels[of]]
        names = hashes(ids_of(placement))[placement.numbers[of]]
        marks = self.marks(placement.places, labels, names)
        found[:, 2] = self.items(marks, np.searchsorted(reading, np.arange(count + 1)))
        order = np.lexsort((placement.places[:, 0], reading))
        order = order[entity[order]]
        marks = self.marks(placement.places[order, :2], labels[order], names[order])
        found[:, 3] = self.items(marks, np.searchsorted(reading[order], np.arange(count + 1)))
        found[:, 4] = [*map(of_data, user_data)]
        return found

    def words(self, values: Hashes, starts: Ints, ends: Ints) -> Hashes:
        """Return the fingerprints of words, given as ranges of characters; see `values_of`."""
        return self._characters.of(values, starts, ends)

    def known(self, strings: Sequence[str]) -> Hashes:
        """Return the fingerprints of single words."""
        codes = np.frombuffer("".join(strings).encode("utf-32-le"), dtype=np.uint32)
        bounds = bounds_of(np.array([*map(len, strings)], dtype=np.int64))
        return self.words(values_of(codes), bounds[:-1], bounds[1:])

    def items(self, values: Any, bounds: Ints) -> Hashes:
        """Return a fingerprint of the values between each two of the bounds."""
        return self._items.of(values.astype(np.uint64), bounds[:-1], bounds[1:])

    def marks(self, places: Any, labels: Hashes, names: Hashes) -> Hashes:
        """Return a number for each span: where it lies, and the hashes of its label and id."""
        first, *others = self._factors
        found: Hashes = labels * first + names * others[0]
        for column in range(places.shape[1]):
            found += places[:, column].astype(np.uint64) * others[1 + column]
        return found


def ids_of(placement: Placement) -> list[str]:
    """Return the ids that spans have in the file by their numbers, from 0, which none has."""
    return [f"T{number}" for number in range(int(np.max(placement.numbers, initial=0)) + 1)]


def hashes(strings: Iterable[str]) -> Hashes:
    """Return a hash of each string, the same within this process."""
    return np.array([*map(hash, strings)], dtype=np.int64).view(np.uint64)


def of_data(packed: bytes) -> int:
    """Return a hash of packed data."""
    return hash(packed) & (1 << 64) - 1
