"""The tokens of the plain words of many texts, all at once.

Words of letters alone, and those with one sign behind them that any such word loses, are told
by their length. A dictionary of all words met does not fit into a processor's cache: asking it
for each word would take longer than all else that an import does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.formats.unsplit import SIGNS, Unsplit

_KNOWN = 0x3001  # code points; all white space is among them, and what lies beyond is no letter here
_BEFORE_SIGNS = 0x530  # Latin, Greek and Cyrillic
_LETTER, _OTHER, _WHITE = 0, 1, 2
_LONGEST = 63  # characters of a token that takes one byte
_BUCKETS = 1 << 16
_SPACE = 0x20
_LEFT_OUT, END = b"\xff", b"\0"  # no token that takes one byte is the first, and none at all has the second


class Parts(NamedTuple):
    """The tokens of some texts, `END` behind each text, in pieces: words that are not plain are left out between.

    There is one piece more than words left out, each with whether a space follows it.
    """

    pieces: list[bytes]
    words: list[str]
    spaced: list[bool]


class _Cut(NamedTuple):
    """Where words begin and end in texts laid end to end; `widths` of the white space behind them but for one space."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    spaced: NDArray[np.bool_]
    widths: NDArray[np.intp]
    last: NDArray[np.intp]  # the numbers of each text's last word


class PlainWords:
    """Finds the plain words of texts in one language. Making one takes some 20 ms."""

    def __init__(self, unsplit: Unsplit) -> None:
        characters = list(map(chr, range(_KNOWN)))
        kinds = [_LETTER if c.isalpha() else _WHITE if c.isspace() else _OTHER for c in characters]
        self._kinds = np.array([*kinds, _OTHER], np.uint8)  # the last one stands for all beyond
        self._rows = np.zeros(_KNOWN + 1, np.intp)
        self._rows[list(map(ord, SIGNS))] = range(1, len(SIGNS) + 1)
        letters = [c for c in characters[:_BEFORE_SIGNS] if c.isalpha()]
        self._loses = np.zeros((len(SIGNS) + 1, _BEFORE_SIGNS + 1), bool)
        for row, sign in enumerate(SIGNS, 1):
            self._loses[row, [ord(c) for c in letters if unsplit.loses(c, sign)]] = True
        # Exceptions, by what is quickly known of a word; others in the same place are not plain, either.
        self._rare = np.zeros(_BUCKETS, bool)
        for word in unsplit.exceptions:
            self._rare[_bucket(ord(word[0]), ord(word[len(word) > 1]), ord(word[-1]), len(word))] = True

    def parts(self, texts: Sequence[str]) -> Parts | None:
        """Return the tokens of texts that begin with a word each, or None where a gap is very wide."""
        # A break behind each text ends its last word.
        joined = "\n".join([*texts, ""])
        codes = np.frombuffer(joined.encode("utf-32-le"), "<u4")
        kinds = self._kinds.take(codes, mode="clip")
        cut = _cut(codes, kinds, texts)
        if np.max(cut.widths) > _LONGEST:
            return None
        signed, plain = self._plain(codes, kinds, cut)
        lengths = (cut.ends - cut.starts).astype(np.uint8)
        rows = np.zeros((len(plain), 4), np.uint8)
        rows[:, 0] = np.where(plain, (lengths - signed) << 1 | (cut.spaced & ~signed), ord(_LEFT_OUT))
        rows[:, 1] = 2 | cut.spaced
        rows[:, 2] = cut.widths << 1
        kept = np.zeros(rows.shape, bool)
        kept[:, 0] = True
        kept[:, 1] = signed
        kept[:, 2] = cut.widths
        kept[cut.last, 3] = True
        left = np.flatnonzero(~plain)
        places = zip(cut.starts[left].tolist(), cut.ends[left].tolist(), strict=True)
        pieces = rows[kept].tobytes().split(_LEFT_OUT)
        return Parts(pieces, [joined[start:end] for start, end in places], cut.spaced[left].tolist())

    def _plain(
        self, codes: NDArray[np.uint32], kinds: NDArray[np.uint8], cut: _Cut
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which words are plain with a sign behind them, and which are plain at all."""
        others = np.zeros(len(kinds) + 1, np.int32)  # signs and white space before each character
        np.cumsum(kinds != _LETTER, out=others[1:])
        letters = others[cut.starts] == others[cut.ends - 1]  # but for the last character of each
        lengths = (cut.ends - cut.starts).astype(np.uint32)
        first, last, before = codes[cut.starts], codes[cut.ends - 1], codes[cut.ends - 2]
        second = codes[cut.starts + (lengths > 1)]
        row = self._rows.take(last, mode="clip")
        signed = letters & (lengths > 2) & self._loses[row, np.minimum(before, _BEFORE_SIGNS)]
        signed &= ~self._rare[_bucket(first, second, before, lengths - 1)]
        plain = letters & (kinds[cut.ends - 1] == _LETTER) | signed
        plain &= (lengths <= _LONGEST) & ~self._rare[_bucket(first, second, last, lengths)]
        return signed & plain, plain


def _cut(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], texts: Sequence[str]) -> _Cut:
    white = kinds == _WHITE
    edges = np.flatnonzero(white[1:] != white[:-1]) + 1
    starts = np.concatenate(([0], edges[1::2]))
    ends = edges[0::2]
    bounds = np.fromiter(accumulate(len(text) + 1 for text in texts), np.intp, len(texts))
    last = np.searchsorted(starts, bounds) - 1
    following = np.concatenate((starts[1:], [0]))
    following[last] = bounds - 1
    spaced = codes[ends] == _SPACE
    return _Cut(starts, ends, spaced, following - ends - spaced, last)


def _bucket(first: Any, second: Any, last: Any, length: Any) -> Any:
    """Return a number, or an array of them, for words with these characters and lengths."""
    return (first ^ second << 3 ^ last << 7 ^ length << 12) & (_BUCKETS - 1)
