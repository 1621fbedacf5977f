"""Token boundaries as spaCy's tokenizer sets them, without paying for its documents.

spaCy cuts a text at white space and then each word by itself, so what a word becomes can be
remembered, and most words need not be asked of spaCy at all (`formats.unsplit`). The tokens
are those of `spacy.blank(language)`, but for two bounds: rules with a space in them (Spanish
“EE. UU.”) do not apply, and a run of more than `LONGEST_PIECE` characters without white
space is cut there, because spaCy's time grows with the square of the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain, filterfalse
from typing import TYPE_CHECKING, Any

from annotator.core.tokens import encode_tokens
from annotator.formats.unsplit import Unsplit

if TYPE_CHECKING:
    from spacy.language import Language

    from annotator.formats.plain_words import Parts, PlainWords

LONGEST_PIECE = 300
ANY_LANGUAGE = "xx"

_ONE_BYTE = 64  # tokens shorter than this take one
_REMEMBERED = 400_000
_TOGETHER = 100_000  # characters
_PIECE = re.compile(rf"\S{{1,{LONGEST_PIECE}}} ?|\s+")
_BREAK = "\n\n"  # one token; a single break would be a rule's own word
_SPACE = re.compile(r"\s+")
_CODE = re.compile(r"[a-z]{2,3}")


class Tokenizer:
    """The tokenizer of one language; `identity` names it, such as `spacy-3.8.18/de`.

    A language that spaCy does not know, or cannot load here, gets the tokenizer for any
    language, and the identity says `xx`. Making one costs about 0.1 s.
    """

    def __init__(self, language: str) -> None:
        nlp = blank(language.lower().partition("-")[0])
        self.identity = identity_of(nlp)
        self._by_pieces = _goes_by_rules(nlp)
        self._words = _Words(nlp)
        self._plain = self._words.plain() if self._by_pieces else None

    def __call__(self, text: str) -> bytes:
        """Return the tokens of `text` as `core.tokens` stores them; they cover all of it."""
        if not self._by_pieces:
            return self._words.asked(text)
        if "  " in text:
            return self._words.piecewise(text)
        *words, last = text.split(" ")
        try:
            return b"".join(map(self._words.__getitem__, words)) + self._words.piecewise(last)
        except _AtEdgeError:
            return self._words.piecewise(text)

    def many(self, texts: Sequence[str]) -> list[bytes]:
        """Return the tokens of each text, as `__call__` does; sooner where they are many."""
        found: list[bytes] = []
        for group in _groups(texts):
            parts = self._plain.parts(group) if self._plain and _begin_with_words(group) else None
            found += map(self, group) if parts is None else self._words.filled(parts)
        return found


def _groups(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in groups of some `_TOGETHER` characters."""
    group: list[str] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text)
        if size >= _TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _begin_with_words(texts: Iterable[str]) -> bool:
    return all(text and not text[0].isspace() for text in texts)


def tokenize(text: str, language: str) -> tuple[bytes, str]:
    """Return the tokens of `text`, as `core.tokens` stores them, and the tokenizer's identity.

    `language` is a two-letter code; empty or unknown means any language.
    """
    tokenizer = _tokenizer(language)
    return tokenizer(text), tokenizer.identity


def tokenize_many(texts: Sequence[str], language: str) -> tuple[list[bytes], str]:
    """Return the tokens of each text and the tokenizer's identity, as `tokenize` does."""
    tokenizer = _tokenizer(language)
    return tokenizer.many(texts), tokenizer.identity


@lru_cache(maxsize=16)
def _tokenizer(language: str) -> Tokenizer:
    return Tokenizer(language)


def identity_of(nlp: Language) -> str:
    """Return the name of a pipeline's tokenizer, such as `spacy-3.8.18/de`."""
    from spacy.about import __version__

    return f"spacy-{__version__}/{nlp.lang}"


def blank(language: str) -> Language:
    """Return a new pipeline that only cuts text; one for any language where spaCy lacks this one."""
    import spacy

    # The code becomes part of a module's name: nothing but a code may get there.
    nlp = None
    if _CODE.fullmatch(language):
        with suppress(ImportError):
            nlp = spacy.blank(language)
    nlp = nlp or spacy.blank(ANY_LANGUAGE)
    if _goes_by_rules(nlp):
        # What else spaCy would work out of each new word (its shape, whether it is like a number) is
        # no matter to its rules, and takes longer than they do.
        vocab: Any = nlp.vocab
        vocab.lex_attr_getters = {}
    return nlp


def _goes_by_rules(nlp: Language) -> bool:
    import spacy

    return type(nlp.tokenizer) is spacy.tokenizer.Tokenizer


class _AtEdgeError(Exception):
    """White space other than one space stands beside a space: the two are one token."""


class _Words(dict[str, bytes]):
    """The encoded tokens of each word met so far, as they are where one space follows it."""

    def __init__(self, nlp: Language) -> None:
        super().__init__()
        self._last: dict[str, bytes] = {}
        self._nlp = nlp
        self._unsplit = Unsplit(nlp.tokenizer) if hasattr(nlp.tokenizer, "rules") else None

    def __missing__(self, word: str) -> bytes:
        """Return the tokens of what stands between two single spaces. Raises _AtEdgeError."""
        if not word:
            raise _AtEdgeError
        run = None if word.isalpha() else _SPACE.search(word)
        if run or len(word) > LONGEST_PIECE:
            # Words around a line break: as a pair they are not met again, and not remembered.
            return self._broken(word, *run.span()) if run else self.piecewise(word + " ")
        self._forget(1)
        encoded = self._known(word)
        self[word] = encoded = self.asked(word + " ") if encoded is None else encoded
        return encoded

    def _forget(self, coming: int) -> None:
        """Forget all words where so many more would be too many."""
        if len(self) + coming > _REMEMBERED:
            # spaCy keeps every word it met, too: a new one forgets with us.
            self.clear()
            self._last.clear()
            self._nlp = blank(str(self._nlp.lang))

    def _known(self, word: str) -> bytes | None:
        """Return the tokens of a word that spaCy need not be asked for, or None."""
        lengths = self._unsplit.lengths(word) if self._unsplit else None
        if lengths is None:
            return None
        if len(word) < _ONE_BYTE:
            *others, last = lengths
            return bytes([*(n << 1 for n in others), last << 1 | 1])
        return encode_tokens([*((n, False) for n in lengths[:-1]), (lengths[-1], True)])

    def learn(self, words: Iterable[str]) -> None:
        """Find the tokens of words without white space in them, asking spaCy only once."""
        new = [*filterfalse(self.__contains__, dict.fromkeys(words))]
        new = [word for word in new if len(word) <= LONGEST_PIECE]
        self._forget(len(new))
        asked = []
        for word in new:
            encoded = self._known(word)
            if encoded is None:
                asked.append(word)
            else:
                self[word] = encoded
        if asked:
            self.update(zip(asked, self._asked_together(asked), strict=True))

    def _asked_together(self, words: Sequence[str]) -> list[bytes]:
        """Return the tokens of each word as they are where one space follows it."""
        import numpy as np

        # Lines between them keep rules for several words out.
        doc: Any = self._nlp.tokenizer("".join([f"{word} {_BREAK}" for word in words]))
        found = doc.to_array(["LENGTH", "SPACY"]).astype(np.int64)
        ends = np.cumsum(found.sum(axis=1))
        places = np.cumsum([len(word) + 1 + len(_BREAK) for word in words])
        breaks = np.searchsorted(ends, places)
        numbers = found[:, 0] << 1 | found[:, 1]
        sound = (ends[breaks] == places) & (numbers[breaks] == len(_BREAK) << 1)
        if not sound.all() or np.max(numbers) >= _ONE_BYTE << 1:
            return [self.asked(word + " ") for word in words]
        encoded, first = numbers.astype(np.uint8).tobytes(), 0
        tokens = []
        for last in breaks.tolist():
            tokens.append(encoded[first:last])
            first = last + 1
        return tokens

    def _broken(self, word: str, start: int, end: int) -> bytes:
        """Return the tokens of words with white space, from `start` to `end`, between them."""
        if word[-1].isspace():
            raise _AtEdgeError
        if _SPACE.search(word, end):
            return self.piecewise(word + " ")
        space = encode_tokens([(end - start, False)])
        return (self._ending(word[:start]) if start else b"") + space + self[word[end:]]

    def plain(self) -> PlainWords | None:
        """Return what knows the plain words of the language, or None where none are known to be."""
        from annotator.formats.plain_words import PlainWords

        return PlainWords(self._unsplit) if self._unsplit and self._unsplit.sound else None

    def filled(self, parts: Parts) -> list[bytes]:
        """Return the tokens of texts of which those of plain words are known."""
        self.learn(parts.words)
        words = zip(parts.words, parts.spaced, strict=True)
        others = [self[word] if spaced else self._ending(word) for word, spaced in words]
        others.append(b"")
        whole = b"".join(chain.from_iterable(zip(parts.pieces, others, strict=True)))
        return whole.split(b"\0")[:-1]  # no token has a zero: it ends a text

    def piecewise(self, text: str) -> bytes:
        """Return the tokens of any text, cut at white space here."""
        return b"".join(map(self._piece, _PIECE.findall(text)))

    def _piece(self, piece: str) -> bytes:
        if piece[-1] == " " and not piece[0].isspace():
            return self[piece[:-1]]
        if piece[0].isspace():
            return encode_tokens([(len(piece), False)])
        return self._ending(piece)

    def _ending(self, word: str) -> bytes:
        """Return the tokens of a word that no space follows."""
        encoded = self._last.get(word)
        if encoded is None:
            if len(word) > LONGEST_PIECE:
                return self.piecewise(word)
            encoded = self._last[word] = _without_space(self[word])
        return encoded

    def asked(self, text: str) -> bytes:
        """Return the tokens of a text as spaCy gives them."""
        doc: Any = self._nlp.tokenizer(text)
        return encode_tokens((len(token.text), bool(token.whitespace_)) for token in doc)


def _without_space(encoded: bytes) -> bytes:
    """Return tokens without the space that follows the last of them."""
    last = len(encoded) - 1
    while last and encoded[last - 1] & 0x80:
        last -= 1  # a long token's first byte has the bit
    return encoded[:last] + bytes([encoded[last] & 0xFE]) + encoded[last + 1 :]
