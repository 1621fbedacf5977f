"""How well a few typed letters fit a text: by the beginnings of its words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WITHIN = 3  # letters that are looked for inside of words too
_FAR = 100


def fit(wanted: str, text: str) -> int | None:
    """Return how far a text is from what was typed, 0 at best; None where it does not fit.

    Each typed word is made of beginnings of words in the text, in their order: “nea” or
    “n a” fits “Next article”. Umlauts may be typed as they are, without dots or spelt out.
    """
    distances = [_fit(wanted.split(), words) for words in _spellings(text)]
    return min((one for one in distances if one is not None), default=None)


def _fit(wanted: list[str], words: tuple[str, ...]) -> int | None:
    total = 0
    for one in wanted:
        letters = _folded(one)
        distance = _spelt(letters, words)
        if distance is None:
            if len(letters) < _WITHIN or not any(letters in word for word in words):
                return None
            distance = _FAR
        total += distance
    return total


def _spelt(letters: str, words: tuple[str, ...]) -> int | None:
    """Return how far the words are whose beginnings spell `letters`: more words, and later ones, are further."""
    reached = {0: 0}  # how many letters are spelt, and the least distance of that
    for number, word in enumerate(words):
        for done, distance in list(reached.items()):
            step = distance + (2 if done else number)
            for length in range(1, _common(letters[done:], word) + 1):
                reached[done + length] = min(step, reached.get(done + length, step))
    return reached.get(len(letters))


def _common(one: str, other: str) -> int:
    """Return how many letters two words have in common at their beginning."""
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number]:
        number += 1
    return number


@lru_cache(2_048)
def _spellings(text: str) -> tuple[tuple[str, ...], ...]:
    lower = unicodedata.normalize("NFC", text.casefold())
    return tuple(
        dict.fromkeys(tuple(_WORD.findall(_folded(one))) for one in (lower, lower.translate(_SPELT_OUT)))
    )


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))
