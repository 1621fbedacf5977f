"""The container of a `.spacy` file, written in pieces: what `DocBin.to_bytes` would give.

Only tokens and entities are among a doc's columns; spaCy computes the rest from the words.
The pieces are compressed in threads while the next ones are made, and never all in memory.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from spacy import attrs
from spacy.strings import get_string_id
from spacy.tokens import DocBin
from srsly import msgpack

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.formats.spacy_docs import MARK, Packed
from annotator.formats.spacy_promises import FIELDS
from annotator.formats.spacy_spool import Kept, Spool, in_threads
from annotator.formats.spacy_sums import Hashes, Ints, bounds_of, ranges

INSIDE, OUTSIDE, BEGIN = 1, 2, 3
ATTRS: list[int] = [*map(int, DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID"]).attrs)]
VERSION = DocBin().version

# Level 6, zlib's and DocBin's default, takes three times as long for files a sixth smaller.
_LEVEL = 1
_ZLIB = b"\x78\x01"  # how zlib's own streams begin
_BLOCK = 1 << 20  # bytes
_LARGEST = (1 << 32) - 1
_ADLER, _LOW = 65_521, 0xFFFF
# Columns of a token's row, and how many bytes it has.
ORTH, IOB, TYPE, ID = map(ATTRS.index, (attrs.ORTH, attrs.ENT_IOB, attrs.ENT_TYPE, attrs.ENT_ID))
ROW = 8 * len(ATTRS)

_Piece = bytes | memoryview


class Strings:
    """All strings that files may need, with spaCy's hashes."""

    def __init__(self, strings: Sequence[str]) -> None:
        self.all = strings
        self.hashes: Hashes = np.fromiter(map(get_string_id, strings), dtype=np.uint64, count=len(strings))
        self._order = sorted(range(len(strings)), key=strings.__getitem__)

    def those(self, chosen: NDArray[np.bool_]) -> list[str]:
        """Return the chosen strings once each, sorted."""
        flags = chosen.tolist()
        return [*dict.fromkeys([self.all[number] for number in self._order if flags[number]])]


@dataclass(frozen=True, slots=True)
class Docs:
    """What goes into one file: of each batch the readings that are chosen."""

    spool: Spool
    strings: Strings
    chosen: Sequence[tuple[Packed, Ints]]

    @property
    def lengths(self) -> Ints:
        """The number of tokens of each doc."""
        return np.concatenate([np.empty(0, np.int64), *(each.lengths[which] for each, which in self.chosen)])

    @property
    def promises(self) -> Hashes:
        """What each doc will hold; see `Promises`."""
        found = [each.promises[which] for each, which in self.chosen]
        return np.concatenate([np.empty((0, len(FIELDS)), np.uint64), *found])


def write_docs(file: BinaryIO, docs: Docs, cancelled: Callable[[], bool]) -> None:
    """Write docs as one `.spacy` file.

    Raises AnnotatorError where they are more than the format can hold (134 million tokens), Cancelled.
    """
    total = zlib.adler32(b"")
    file.write(_ZLIB)
    for size, checksum, compressed in in_threads(_compressed, _blocks(_pieces(docs))):
        if cancelled():
            raise Cancelled
        total = _adler32_of_both(total, checksum, size)
        file.write(compressed)
    file.write(zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS).flush() + struct.pack(">I", total))


def _blocks(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    """Yield some pieces at a time, so many that they can be compressed by themselves without loss."""
    waiting: list[_Piece] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += memoryview(piece).nbytes
        if size >= _BLOCK:
            yield waiting
            waiting, size = [], 0
    yield waiting


def _compressed(block: Sequence[_Piece]) -> tuple[int, int, bytes]:
    """Return a block's size, its checksum, and what stands for it in a stream that goes on behind it."""
    compressor = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    size, checksum, compressed = 0, zlib.adler32(b""), []
    for piece in block:
        size += memoryview(piece).nbytes
        checksum = zlib.adler32(piece, checksum)
        compressed.append(compressor.compress(piece))
    return size, checksum, b"".join(compressed) + compressor.flush(zlib.Z_SYNC_FLUSH)


def _adler32_of_both(first: int, second: int, size: int) -> int:
    """Return the checksum of two blocks one after the other; `size` is the second's. After RFC 1950, section 8.2."""
    low = ((first & _LOW) + (second & _LOW) - 1) % _ADLER
    high = ((first >> 16) + (second >> 16) + size * ((first & _LOW) - 1)) % _ADLER
    return high << 16 | low


def _pieces(docs: Docs) -> Iterator[_Piece]:
    pack = msgpack.Packer(use_bin_type=True).pack
    lengths = docs.lengths
    count, total = len(lengths), int(lengths.sum())
    used = np.zeros(len(docs.strings.all), dtype=np.bool_)
    yield head(total)
    for packed, chosen in docs.chosen:
        yield _rows(docs, packed, chosen, used)
    yield pack("spaces") + bytes_header(total)
    for packed, chosen in docs.chosen:
        offsets = packed.offsets[chosen]
        yield _parts(docs.spool, packed.spaces, offsets, offsets + packed.lengths[chosen])
    yield pack("lengths") + pack(lengths.astype(np.int32).tobytes())
    yield pack("strings") + pack(docs.strings.those(used))
    yield pack("cats") + pack([{}] * count)
    yield pack("flags") + pack([{"has_unknown_spaces": False}] * count)
    yield pack("span_groups") + _array_header(count)
    for packed, chosen in docs.chosen:
        yield _parts(docs.spool, packed.groups, *_of(packed.group_bounds, chosen))
    yield pack("user_data") + _array_header(count)
    for packed, chosen in docs.chosen:
        yield _parts(docs.spool, packed.user_data, *_of(packed.user_bounds, chosen))


def head(tokens: int) -> bytes:
    """Return the beginning of a file's contents, up to its tokens."""
    pack = msgpack.Packer(use_bin_type=True).pack
    before: bytes = pack("version") + pack(VERSION) + pack("attrs") + pack(ATTRS) + pack("tokens")
    return bytes([0x80 | 10]) + before + bytes_header(tokens * ROW)


def _rows(docs: Docs, packed: Packed, chosen: Ints, used: Any) -> memoryview:
    """Return a row for each token, with the columns that `ATTRS` says; note which strings it takes."""
    spool, hashes = docs.spool, docs.strings.hashes
    offsets, lengths = packed.offsets[chosen], packed.lengths[chosen]
    words = np.frombuffer(_parts(spool, packed.words, 4 * offsets, 4 * (offsets + lengths)), dtype=np.int32)
    marks = spool.array(packed.marks, np.int32).reshape(-1, MARK)
    begins = np.full(len(packed.lengths), -1, dtype=np.int64)
    begins[chosen] = bounds_of(lengths)[:-1]
    marks = marks[begins[marks[:, 0]] >= 0]
    used[words] = True
    used[marks[:, 3:5]] = True
    rows = np.zeros((len(words), len(ATTRS)), dtype=np.uint64)
    rows[:, ORTH] = hashes[words]
    rows[:, IOB] = OUTSIDE
    marks = marks[marks[:, 5] == 1]
    first, sizes = begins[marks[:, 0]] + marks[:, 1], marks[:, 2] - marks[:, 1]
    marked = ranges(first, sizes)
    rows[marked, IOB] = INSIDE
    rows[first, IOB] = BEGIN
    rows[marked, TYPE] = np.repeat(hashes[marks[:, 3]], sizes)
    rows[marked, ID] = np.repeat(hashes[marks[:, 4]], sizes)
    return rows.data


def _parts(spool: Spool, kept: Kept, starts: Ints, ends: Ints) -> bytes:
    data, edges = spool.read(kept), zip(starts.tolist(), ends.tolist(), strict=True)
    return b"".join([data[start:end] for start, end in edges])


def _of(bounds: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Return where the chosen ones begin and end."""
    return bounds[chosen], bounds[chosen + 1]


def bytes_header(length: int) -> bytes:
    """Return what stands before so many bytes. Raises AnnotatorError where they are too many."""
    if length > _LARGEST:
        raise AnnotatorError("These articles are too many for one spaCy file: choose fewer.")
    return b"\xc6" + struct.pack(">I", length)


def _array_header(length: int) -> bytes:
    return b"\xdd" + struct.pack(">I", length)
