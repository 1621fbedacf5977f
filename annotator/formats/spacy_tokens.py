"""The tokens that training will see: spaCy cuts the text anew with the pipeline's tokenizer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.core.messages import Message, message
from annotator.core.tokens import encode_tokens
from annotator.formats.exchange import Record
from annotator.formats.tokenization import LONGEST_PIECE, blank, identity_of, tokenize

if TYPE_CHECKING:
    from spacy.language import Language


def language_of(record: Record) -> str:
    """Return the code of a record's language without a region, or ""."""
    return record.metadata.language.lower().partition("-")[0]


@lru_cache(maxsize=4)
def pipeline(language: str) -> Language:
    """Return a pipeline of this language, or of any where spaCy lacks it, that only cuts text; to be left as it is."""
    return blank(language)


class PipelineTokens:
    """Gives each record the tokens of one language, its stored ones where they are those.

    `language` is the pipeline's: the one asked for, or `xx` where spaCy does not have it.
    """

    def __init__(self, language: str) -> None:
        self._nlp = pipeline(language)
        self.identity, self.language = identity_of(self._nlp), str(self._nlp.lang)
        rules = getattr(self._nlp.tokenizer, "rules", None) or {}
        self._spaced_rules = [rule for rule in rules if len(rule.split()) > 1]

    def refusal(self, record: Record) -> Message | None:
        """Say that and why spaCy cannot take this record, or return None."""
        title = record.metadata.title or record.key
        spans = sum(len(reading.spans) for reading in record.readings)
        if len(record.text) > self._nlp.max_length:
            return message(
                "“{title}” and its spans ({n}) are left out: spaCy takes at most {most} characters.",
                title=title,
                n=spans,
                most=self._nlp.max_length,
            )
        try:
            if not record.text.isascii():
                record.text.encode("utf-8")
        except UnicodeEncodeError:
            return message(
                "“{title}” and its spans ({n}) are left out: half a character in it cannot be stored.",
                title=title,
                n=spans,
            )
        return None

    def __call__(self, record: Record) -> bytes:
        """Return the tokens of the record's text as `core.tokens` stores them."""
        if self._needs_whole_text(record.text):
            doc = self._nlp.make_doc(record.text)
            return encode_tokens((len(token), bool(token.whitespace_)) for token in doc)
        if record.tokens and record.tokenizer == self.identity:
            return record.tokens
        return self.anew(record)

    def anew(self, record: Record) -> bytes:
        """Return the tokens of a record whose stored ones are of no use."""
        return tokenize(record.text, self.language)[0]

    def _needs_whole_text(self, text: str) -> bool:
        """Tell whether `tokenize`, which goes piece by piece, may differ from spaCy here."""
        if any(rule in text for rule in self._spaced_rules):
            return True
        return not _has_spaces(text) and max(map(len, text.split()), default=0) > LONGEST_PIECE


def _has_spaces(text: str) -> bool:
    """Tell whether spaces stand so close that no word between them can be too long."""
    last = -1
    while len(text) - last - 1 > LONGEST_PIECE:
        # From one space to the last that is near enough: cheaper than to measure every word.
        last = text.rfind(" ", last + 1, last + 2 + LONGEST_PIECE)
        if last < 0:
            return False
    return True
