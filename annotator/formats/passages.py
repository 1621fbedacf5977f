"""Articles that share passages: wire copies, and agency sentences that stand word for word in two.

Each article is known by fingerprints: hashes of eight words in a row, of which the
smallest among five neighbours is kept (winnowing, Schleimer, Wilkerson and Aiken 2003), so
that any passage of twelve words that two articles share is found, wherever it stands.
MinHash over whole articles would miss it: one sentence shared by two articles of 450 words
makes them alike by 0.03. Punctuation, case and line breaks do not count.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.uint64]

SHINGLE = 8
WINDOW = 5
SHARED = SHINGLE + WINDOW - 1  # words in a row that are always found
# A passage in more articles than these is the site's, not the article's: "Read aloud", "All rights reserved".
_BOILERPLATE_LEAST = 10
_BOILERPLATE_SHARE = 0.05

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


class WordHashes:
    """A number for each distinct word, the same on every machine; 0 where it has no letter or digit."""

    def __init__(self) -> None:
        self._hashes = array("Q")

    def of(self, numbers: NDArray[np.int32], words: Sequence[str]) -> Prints:
        """Return the hashes of a text's words, given as numbers of `words`, which may have grown."""
        for word in words[len(self._hashes) :] if len(words) > len(self._hashes) else ():
            self._hashes.append(_hash(word))
        known: Prints = np.frombuffer(self._hashes, dtype=np.uint64)
        found: Prints = known[numbers]
        spoken: Prints = found[found != 0]
        return spoken


def _hash(word: str) -> int:
    if not any(map(str.isalnum, word)):
        return 0
    digest = hashlib.blake2b(word.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") | 1


def fingerprints(words: Prints) -> Prints:
    """Return the fingerprints, sorted, of a text given as the hashes of its words."""
    length = min(SHINGLE, len(words))
    if not length:
        return np.empty(0, dtype=np.uint64)
    count = len(words) - length + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        hashes = hashes * _BASE + words[place : place + count]
    hashes = (hashes ^ (hashes >> _SHIFT)) * _MIX
    if count > WINDOW:
        windows = hashes[: count - WINDOW + 1]
        for place in range(1, WINDOW):
            windows = np.minimum(windows, hashes[place : count - WINDOW + 1 + place])
        hashes = windows
    hashes.sort()
    # What np.unique does, without asking first what kind of array it has: half the time.
    found: Prints = hashes[np.append(True, hashes[1:] != hashes[:-1])]
    return found


def clusters(prints: Sequence[Prints]) -> list[int]:
    """Return for each article the number of its cluster: the first article that it is joined with.

    Articles that share a fingerprint are in one cluster, and so are those that share
    one with the same third. What stands in very many articles does not join them, but
    where it is most of an article.
    """
    if not prints:
        return []
    owners = np.repeat(np.arange(len(prints)), [len(one) for one in prints])
    hashes = np.concatenate(prints)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    frequent = counts[inverse] > max(_BOILERPLATE_LEAST, _BOILERPLATE_SHARE * len(prints))
    mostly = np.bincount(owners, weights=frequent, minlength=len(prints)) * 2 > np.bincount(
        owners, minlength=len(prints)
    )
    joins = ~frequent | mostly[owners]
    hashes, owners = hashes[joins], owners[joins]
    same = hashes[1:] == hashes[:-1]
    pairs = np.unique(np.stack([owners[:-1][same], owners[1:][same]], axis=1), axis=0)
    return _joined(len(prints), pairs.tolist())


def _joined(count: int, pairs: Sequence[Sequence[int]]) -> list[int]:
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return [root(index) for index in range(count)]
