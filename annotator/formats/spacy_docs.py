"""Readings as the parts of spaCy docs: word numbers, spaces, spans, entities, user data.

No `Doc` is built: ten thousand of them take 2.3 GB and most of the time. What a doc
promises to hold is kept as fingerprints, and compared when the file is read back.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from spacy.strings import get_string_id
from srsly import msgpack

from annotator.core.span_columns import ORIGINS
from annotator.core.spans import Relation
from annotator.formats.exchange import Reading, Record
from annotator.formats.spacy_batch import Batch, Vocabulary
from annotator.formats.spacy_promises import Promises, ids_of
from annotator.formats.spacy_spans import Placement
from annotator.formats.spacy_spool import Kept, Spool
from annotator.formats.spacy_sums import Hashes, Ints, Numbers, bounds_of

SPANS_KEY = "sc"
# A span in a group: id, knowledge base id, label; then start and end in tokens and in characters.
SPAN = struct.Struct(">QQQllll")
SPAN_FIELDS = [("name", ">u8"), ("kb_id", ">u8"), ("label", ">u8"), ("places", ">i4", 4)]
# The same as msgpack packs it: a byte that says "bytes", one that says how many.
_PACKED_SPAN = np.dtype([("kind", "u1"), ("size", "u1"), *SPAN_FIELDS])
_BYTES = 0xC4
# A row for each fragment of a span: reading, first and last token, label, id, and whether it is an entity.
MARK = 6
_ORIGINS = [str(origin) for origin in ORIGINS]  # the first one goes without saying


@dataclass(frozen=True, slots=True)
class Packed:
    """Some documents with their readings, ready to be written, most of it in a spool.

    `lengths` counts the tokens of each reading, `offsets` says where they begin among the
    `words`, which all readings of a document share; `groups` and `user_data` of a
    reading lie between its bounds.
    """

    lengths: Ints
    offsets: Ints
    words: Kept
    spaces: Kept
    marks: Kept
    groups: Kept
    group_bounds: Ints
    user_data: Kept
    user_bounds: Ints
    promises: Hashes


class Packing:
    """Packs readings; keeps what they share: strings and their hashes, one msgpack packer."""

    def __init__(self, spool: Spool, vocabulary: Vocabulary) -> None:
        self.spool = spool
        self.promises = Promises(vocabulary.sums)
        self._vocabulary = vocabulary
        self._hashes = _Hashes()
        # srsly.msgpack_dumps looks through all entry points at each call: 0.26 ms.
        self._packer = msgpack.Packer(use_bin_type=True)

    def pack(
        self,
        batch: Batch,
        words: Numbers,
        prints: Hashes,
        documents: Ints,
        placement: Placement,
        user_data: Sequence[Mapping[str, Any]],
    ) -> Packed:
        """Return a batch ready to be written; `words` and `prints` are as `Vocabulary.words` gives them."""
        offsets = batch.tokens[documents]
        lengths = batch.tokens[documents + 1] - offsets
        marks = self._marks(placement)
        groups = self._groups(placement, marks)
        data = [self._packer.pack(each) for each in user_data]
        packed = [self._packer.pack(each) for each in data]
        keep = self.spool.keep
        return Packed(
            lengths,
            offsets,
            keep(words.tobytes()),
            keep(batch.spaces.tobytes()),
            keep(marks.tobytes()),
            keep(b"".join(groups)),
            _bounds(groups),
            keep(b"".join(packed)),
            _bounds(packed),
            self.promises.of(batch, prints, documents, placement, data),
        )

    def _marks(self, placement: Placement) -> Numbers:
        of = placement.of
        labels, names = (
            np.array([*map(self._vocabulary.number, strings)], dtype=np.int32)
            for strings in (placement.spans.names, ids_of(placement))
        )
        marks = np.empty((len(of), MARK), dtype=np.int32)
        marks[:, 0] = placement.readings[of]
        marks[:, 1:3] = placement.places[:, :2]
        marks[:, 3] = labels[placement.spans.labels[of]]
        marks[:, 4] = names[placement.numbers[of]]
        marks[:, 5] = placement.entity
        return marks

    def _groups(self, placement: Placement, marks: Numbers) -> list[bytes]:
        """Return for each reading what `SpanGroups.to_bytes` gives for one group, as msgpack packs it."""
        rows = np.zeros(len(marks), dtype=_PACKED_SPAN)
        rows["kind"], rows["size"] = _BYTES, SPAN.size
        for column, name in ((3, "label"), (4, "name")):
            known, which = np.unique(marks[:, column], return_inverse=True)
            hashes = [self._hashes[self._vocabulary.strings[number]] for number in known.tolist()]
            rows[name] = np.array(hashes, dtype=np.uint64)[which.reshape(-1)] if hashes else 0
        rows["places"] = placement.places
        data, size = rows.tobytes(), rows.itemsize
        edges = np.searchsorted(marks[:, 0], np.arange(len(placement.bounds))).tolist()
        pack, header = self._packer.pack, self._packer.pack_array_header
        before = b"\x83" + pack("name") + pack(SPANS_KEY) + pack("attrs") + pack({}) + pack("spans")
        key = pack([SPANS_KEY])
        return [
            pack(b"\x81" + pack(before + header(last - first) + data[size * first : size * last]) + key)
            for first, last in pairwise(edges)
        ]


class _Hashes(dict[str, int]):
    def __missing__(self, string: str) -> int:
        value = self[string] = get_string_id(string)
        return value


def _bounds(parts: Sequence[bytes]) -> Ints:
    return bounds_of(np.array([*map(len, parts)], dtype=np.int64))


def user_data_of(record: Record, reading: Reading, properties: Properties) -> dict[str, Any]:
    """Return what spaCy has no place for: whose reading of which article, and its spans' properties."""
    metadata = record.metadata
    where_set = {
        "url": metadata.url,
        "more": dict(metadata.more),
        "flagged": reading.flagged,
        "origins": properties.origins,
    }
    return {
        "key": record.key,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "published": metadata.published,
        "language": metadata.language,
        "annotator": reading.annotator,
        "state": str(reading.state),
        "relations": properties.relations,
        "attributes": properties.attributes,
        "notes": properties.notes,
    } | {name: value for name, value in where_set.items() if value}


class Properties(NamedTuple):
    """What is known of the spans of a reading but for place and label, by the ids that they have in the file."""

    relations: list[list[str]]
    attributes: dict[str, dict[str, str]]
    notes: dict[str, str]
    origins: dict[str, str]


class PropertiesOf:
    """Gives the properties of the spans of some readings."""

    def __init__(self, placement: Placement) -> None:
        spans, bounds = placement.spans, placement.bounds
        self._noted, self._described = spans.notes, spans.attributes
        kept = np.flatnonzero(placement.kept)
        ids = ids_of(placement)
        self._names = [ids[number] for number in placement.numbers[kept].tolist()]
        self._ids, self._keys = spans.ids[kept].tolist(), spans.keys[kept].tolist()
        self._edges = np.searchsorted(kept, bounds).tolist()
        origins = spans.origins[kept]
        said = np.flatnonzero(origins)
        self._origins = [
            (self._names[which], _ORIGINS[origin])
            for which, origin in zip(said.tolist(), origins[said].tolist(), strict=True)
        ]
        self._origin_edges = np.searchsorted(said, self._edges).tolist()

    def reading(self, number: int, relations: Sequence[Relation]) -> Properties:
        """Return those of one reading, with these relations; `number` is its in the placement."""
        its = slice(*self._edges[number : number + 2])
        names, keys, noted, described = self._names[its], self._keys[its], self._noted, self._described
        return Properties(
            _in_order(relations, dict(zip(self._ids[its], names, strict=True))) if relations else [],
            {n: dict(described[k]) for n, k in zip(names, keys, strict=True) if k in described}
            if described
            else {},
            {n: noted[k] for n, k in zip(names, keys, strict=True) if k in noted} if noted else {},
            dict(self._origins[slice(*self._origin_edges[number : number + 2])]),
        )


def _in_order(relations: Iterable[Relation], names: Mapping[int, str]) -> list[list[str]]:
    """Return the relations in reading order of their ends, however they are stored."""
    places = {span_id: place for place, span_id in enumerate(names)}
    ends = sorted((places[r.head_id], places[r.child_id], r.type, r.head_id, r.child_id) for r in relations)
    return [[kind, names[head], names[child]] for _, _, kind, head, child in ends]
