"""Token boundaries as spaCy's tokenizer sets them, without paying for its documents.

spaCy cuts a text at white space and then each piece by itself, so what a piece becomes
can be remembered: a warm tokenizer looks most pieces up. The tokens are those of
`spacy.blank(language)`, but for two bounds: rules with a space in them (Spanish
“EE. UU.”) do not apply, and a run of more than `LONGEST_PIECE` characters without white
space is cut there, because spaCy's time grows with the square of the run.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from annotator.core.tokens import encode_tokens

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST_PIECE = 300
ANY_LANGUAGE = "xx"

_REMEMBERED = 200_000
_PIECE = re.compile(rf"\S{{1,{LONGEST_PIECE}}} ?|\s+")
_CODE = re.compile(r"[a-z]{2,3}")


class Tokenizer:
    """The tokenizer of one language; `identity` names it, such as `spacy-3.8.18/de`.

    A language that spaCy does not know, or cannot load here, gets the tokenizer for any
    language, and the identity says `xx`. Making one costs about 0.1 s.
    """

    def __init__(self, language: str) -> None:
        import spacy
        from spacy.about import __version__

        nlp = _blank(language.lower().partition("-")[0])
        self.identity = f"spacy-{__version__}/{nlp.lang}"
        self._by_pieces = type(nlp.tokenizer) is spacy.tokenizer.Tokenizer
        self._pieces = _Pieces(nlp)

    def __call__(self, text: str) -> bytes:
        """Return the tokens of `text` as `core.tokens` stores them; they cover all of it."""
        if self._by_pieces:
            return b"".join(map(self._pieces.__getitem__, _PIECE.findall(text)))
        return self._pieces.tokens(text)


def tokenize(text: str, language: str) -> tuple[bytes, str]:
    """Return the tokens of `text`, as `core.tokens` stores them, and the tokenizer's identity.

    `language` is a two-letter code; empty or unknown means any language.
    """
    tokenizer = _tokenizer(language)
    return tokenizer(text), tokenizer.identity


@lru_cache(maxsize=16)
def _tokenizer(language: str) -> Tokenizer:
    return Tokenizer(language)


def _blank(language: str) -> Language:
    import spacy

    # The code becomes part of a module's name: nothing but a code may get there.
    if _CODE.fullmatch(language):
        try:
            return spacy.blank(language)
        except ImportError:
            pass
    return spacy.blank(ANY_LANGUAGE)


class _Pieces(dict[str, bytes]):
    """The encoded tokens of each piece of text met so far; a piece ends with its one space."""

    def __init__(self, nlp: Language) -> None:
        super().__init__()
        self._nlp = nlp

    def __missing__(self, piece: str) -> bytes:
        if len(self) >= _REMEMBERED:
            # spaCy keeps every word it met, too: a new one forgets with us.
            self.clear()
            self._nlp = _blank(str(self._nlp.lang))
        encoded = self[piece] = self.tokens(piece)
        return encoded

    def tokens(self, text: str) -> bytes:
        doc: Any = self._nlp.tokenizer(text)
        return encode_tokens((len(token.text), bool(token.whitespace_)) for token in doc)
