"""Readings as the parts of spaCy docs: word numbers, spaces, spans, entities, user data.

No `Doc` is built: ten thousand of them take 2.3 GB and most of the time. What a doc
promises to hold is kept as digests, and compared when the file is read back.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from srsly import msgpack

from annotator.core.spans import Origin, Relation
from annotator.formats.exchange import Reading, Record
from annotator.formats.spacy_spans import Placed, Tokenized

SPANS_KEY = "sc"
# A span in a group: id, knowledge base id, label; then start and end in tokens and in characters.
SPAN = struct.Struct(">QQQllll")

Marked = tuple[tuple[int, int, str, str], ...]


class Content(NamedTuple):
    """What a doc holds: `spans` and `ents` are start and end in code points, label and id.

    `tokens` are the starts of all and then the ends of all, as the bytes of 64-bit
    integers; `user_data` is JSON, so that tuples and lists are alike.
    """

    text: str
    tokens: bytes
    spans: Marked
    ents: Marked
    user_data: str

    def digests(self) -> tuple[int, ...]:
        """Return one number for each part, good within this process."""
        return tuple(map(hash, self))


@dataclass(frozen=True, slots=True)
class PackedDoc:
    """One reading, ready to be written.

    `words` are numbers in a `Words`; `entities` first and last token, exclusive, and the
    hashes of label and id.
    """

    words: NDArray[np.int32]
    spaces: bytes
    entities: tuple[tuple[int, int, int, int], ...]
    span_groups: bytes
    user_data: bytes
    strings: frozenset[str]
    promise: tuple[int, ...]


class Words(dict[str, int]):
    """The numbers of all words met, from 0 in order of meeting; `listed` has them in that order."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[str] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self.listed.append(word)
        return number

    def numbered(self, words: Tokenized) -> NDArray[np.int32]:
        """Return the numbers of the tokens of a text."""
        text = words.text
        tokens = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
        return np.fromiter(map(self.__getitem__, tokens), dtype=np.int32, count=len(tokens))


class _Hashes(dict[str, int]):
    def __missing__(self, string: str) -> int:
        value = self[string] = get_string_id(string)
        return value


class Packing:
    """Packs readings; keeps what they share: words, hashes, one msgpack packer."""

    def __init__(self) -> None:
        self.words = Words()
        self._hashes = _Hashes()
        # srsly.msgpack_dumps looks through all entry points at each call: 0.26 ms.
        self._pack = msgpack.Packer(use_bin_type=True).pack

    def numbers(self, words: Tokenized) -> tuple[NDArray[np.int32], bytes]:
        """Return word numbers and spaces of a text, the same for all its readings."""
        return self.words.numbered(words), words.spaces

    def doc(
        self,
        words: Tokenized,
        numbers: tuple[NDArray[np.int32], bytes],
        spans: Sequence[Placed],
        entities: Sequence[Placed],
        user_data: dict[str, Any],
    ) -> PackedDoc:
        """Return one reading ready to be written."""
        promise = Content(
            words.text,
            words.bounds,
            _marked(spans, in_order=False),
            _marked(entities, in_order=True),
            json.dumps(user_data),
        )
        return PackedDoc(
            *numbers,
            entities=tuple(self._entities(entities)),
            span_groups=self._span_groups(spans),
            user_data=self._pack(user_data),
            strings=frozenset([p.name for p in spans] + [p.span.label for p in spans]),
            promise=promise.digests(),
        )

    def _entities(self, entities: Iterable[Placed]) -> Iterator[tuple[int, int, int, int]]:
        for placed in entities:
            label, name = self._hashes[placed.span.label], self._hashes[placed.name]
            for first, last in placed.tokens:
                yield first, last, label, name

    def _span_groups(self, spans: Iterable[Placed]) -> bytes:
        """Return what `SpanGroups.to_bytes` gives for one group."""
        packed = []
        for placed in spans:
            label, name = self._hashes[placed.span.label], self._hashes[placed.name]
            for tokens, characters in zip(placed.tokens, placed.span.fragments, strict=True):
                packed.append(SPAN.pack(name, 0, label, *tokens, *characters))
        group = self._pack({"name": SPANS_KEY, "attrs": {}, "spans": packed})
        groups: bytes = self._pack({group: [SPANS_KEY]})
        return groups


def _marked(spans: Iterable[Placed], *, in_order: bool) -> Marked:
    marks = [(*fragment, p.span.label, p.name) for p in spans for fragment in p.span.fragments]
    return tuple(sorted(marks) if in_order else marks)


def user_data_of(
    record: Record, reading: Reading, spans: Iterable[Placed], relations: Iterable[Relation]
) -> dict[str, Any]:
    """Return what spaCy has no place for: whose reading of which article, and the spans' properties."""
    spans = list(spans)
    by_id = {placed.span.id: placed for placed in spans}
    metadata = record.metadata
    where_set = {
        "url": metadata.url,
        "more": dict(metadata.more),
        "flagged": reading.flagged,
        "origins": {p.name: str(p.span.origin) for p in spans if p.span.origin is not Origin.MANUAL},
    }
    return {
        "key": record.key,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "published": metadata.published,
        "language": metadata.language,
        "annotator": reading.annotator,
        "state": str(reading.state),
        "relations": [[kind, head.name, child.name] for kind, head, child in _in_order(relations, by_id)],
        "attributes": {p.name: dict(p.span.attributes) for p in spans if p.span.attributes},
        "notes": {p.name: p.span.note for p in spans if p.span.note},
    } | {name: value for name, value in where_set.items() if value}


def _in_order(relations: Iterable[Relation], by_id: dict[int, Placed]) -> list[tuple[str, Placed, Placed]]:
    """Return the relations in reading order of their ends, however they are stored."""
    ends = [(r.type, by_id[r.head_id], by_id[r.child_id]) for r in relations]
    return sorted(ends, key=lambda end: (end[1].number, end[2].number, end[0]))
