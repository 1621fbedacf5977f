"""Documents: immutable text with metadata and a key that is the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text.

    `published` is an ISO 8601 date as exact as known (`2024-10`, `2024-10-31` or
    `2024-10-31T21:27`); `language` a two-letter code; `more` anything else.
    """

    title: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article as stored. `length` counts code points."""

    id: int
    key: str
    metadata: Metadata
    length: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text, verbatim, with its token boundaries (see `core.tokens`)."""

    text: str
    tokens: bytes = field(repr=False)
    tokenizer: str = ""


def document_key(text: str, metadata: Metadata) -> str:
    """Return 32 hexadecimal digits over the text and the identifying metadata.

    Outlet, date and address identify; title and language do not, so that correcting
    them later does not make the article another one.
    """
    import hashlib  # not at the top: it loads OpenSSL, and opening an article needs none

    identity = text, metadata.outlet, metadata.published, metadata.url
    canonical = ",".join(map(encode_basestring_ascii, identity))  # a list in JSON
    return hashlib.sha256(f"[{canonical}]".encode("ascii")).hexdigest()[:32]
