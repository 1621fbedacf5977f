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
from typing import Any

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.uint64]
Numbers = NDArray[np.int64]

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
        return self.of_several(numbers, np.array([0, len(numbers)]), words)[0]

    def of_several(
        self, numbers: NDArray[np.int32], bounds: Numbers, words: Sequence[str]
    ) -> tuple[Prints, Numbers]:
        """Return the hashes of the words of texts that lie between `bounds`, and the bounds of these."""
        for word in words[len(self._hashes) :] if len(words) > len(self._hashes) else ():
            self._hashes.append(_hash(word))
        known: Prints = np.frombuffer(self._hashes, dtype=np.uint64)
        found: Prints = known[numbers]
        spoken = np.flatnonzero(found)
        return found[spoken], np.searchsorted(spoken, bounds)


def _hash(word: str) -> int:
    if not word.isalnum() and not any(map(str.isalnum, word)):
        return 0
    digest = hashlib.blake2b(word.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") | 1


def fingerprints(words: Prints) -> Prints:
    """Return the fingerprints, sorted, of a text given as the hashes of its words."""
    found, _ = fingerprints_of(words, np.array([0, len(words)]))
    # What np.unique does, without asking first what kind of array it has: half the time.
    found.sort()
    return found[_first_of_each(found)]


def fingerprints_of(words: Prints, bounds: Numbers) -> tuple[Prints, Numbers]:
    """Return the fingerprints of texts, given as the hashes of their words, and whose each is.

    A text that says something twice may have a fingerprint twice.
    """
    counts = np.diff(bounds)
    short = np.flatnonzero((counts > 0) & (counts < SHINGLE + WINDOW))
    brief = [_shingles(words[bounds[n] : bounds[n + 1]]) for n in short.tolist()]
    long = np.flatnonzero(counts >= SHINGLE + WINDOW)
    windows = counts[long] - (SHINGLE + WINDOW - 2)
    owners = np.repeat(long, windows)
    hashes = _windows(_shingles(words)) if len(long) else words[:0]
    # Of the windows over all words, those that lie in one text.
    within = np.arange(windows.sum()) - np.repeat(np.cumsum(windows) - windows, windows)
    hashes = hashes[np.repeat(bounds[long], windows) + within]
    # Windows side by side mostly have the same smallest hash.
    new = _first_of_each(hashes) | _first_of_each(owners)
    return (
        np.concatenate([hashes[new], *brief]),
        np.concatenate([owners[new], np.repeat(short, [*map(len, brief)])]),
    )


def _shingles(words: Prints) -> Prints:
    """Return a hash of each eight words in a row, or of all where there are fewer."""
    length = min(SHINGLE, len(words))
    count = len(words) - length + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        hashes *= _BASE
        hashes += words[place : place + count]
    found: Prints = (hashes ^ (hashes >> _SHIFT)) * _MIX
    return found


def _windows(hashes: Prints) -> Prints:
    """Return the smallest of each five hashes in a row."""
    count = len(hashes) - WINDOW + 1
    smallest = hashes[:count].copy()
    for place in range(1, WINDOW):
        np.minimum(smallest, hashes[place : place + count], out=smallest)
    return smallest


def _first_of_each(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each value whether it is another one than that before it."""
    new = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def clusters(prints: Sequence[Prints]) -> list[int]:
    """Return for each article the number of its cluster; see `clusters_of`."""
    owners = np.repeat(np.arange(len(prints)), [len(one) for one in prints])
    return clusters_of(np.concatenate([*prints, np.empty(0, np.uint64)]), owners, len(prints))


def clusters_of(hashes: Prints, owners: NDArray[Any], count: int) -> list[int]:
    """Return for each article the number of its cluster: the first article that it is joined with.

    `hashes` are the fingerprints of so many articles, `owners` says whose each is. Articles
    that share a fingerprint are in one cluster, and so are those that share one with the
    same third. What stands in very many articles does not join them, but where it is
    most of an article.
    """
    totals = np.bincount(owners, minlength=count)
    several = np.sort(hashes)
    several = several[1:][several[1:] == several[:-1]]
    if not len(several):
        return list(range(count))
    met = several[np.minimum(np.searchsorted(several, hashes), len(several) - 1)] == hashes
    hashes, owners = hashes[met], owners[met]
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    once = _first_of_each(hashes) | _first_of_each(owners)
    totals -= np.bincount(owners[~once], minlength=count)
    hashes, owners = hashes[once], owners[once]
    _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    frequent = counts[inverse] > max(_BOILERPLATE_LEAST, _BOILERPLATE_SHARE * count)
    mostly = np.bincount(owners, weights=frequent, minlength=count) * 2 > totals
    joins = ~frequent | mostly[owners]
    hashes, owners = hashes[joins], owners[joins]
    same = hashes[1:] == hashes[:-1]
    pairs = np.unique(np.stack([owners[:-1][same], owners[1:][same]], axis=1), axis=0)
    return _joined(count, pairs.tolist())


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
