"""The container of a `.spacy` file, written in pieces: what `DocBin.to_bytes` would give.

Only tokens and entities are among a doc's columns; spaCy computes the rest from the words.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_ID, ENT_IOB, ENT_TYPE, ORTH  # type: ignore[import-not-found]  # compiled
from spacy.strings import get_string_id
from spacy.tokens import DocBin
from srsly import msgpack

from annotator.core.errors import AnnotatorError
from annotator.formats.spacy_docs import PackedDoc, Words

INSIDE, OUTSIDE, BEGIN = 1, 2, 3

# Level 6, zlib's and DocBin's default, takes three times as long for files a sixth smaller.
_LEVEL = 1
_LARGEST = (1 << 32) - 1


def write_docs(file: BinaryIO, docs: Sequence[PackedDoc], words: Words) -> None:
    """Write docs as one `.spacy` file.

    Raises AnnotatorError where they are more than the format can hold (134 million tokens).
    """
    compressor = zlib.compressobj(_LEVEL)
    file.writelines(map(compressor.compress, _pieces(docs, words)))
    file.write(compressor.flush())


def _pieces(docs: Sequence[PackedDoc], words: Words) -> Iterator[bytes]:
    header = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID"], store_user_data=True)
    pack = msgpack.Packer(use_bin_type=True).pack
    attrs = [*map(int, header.attrs)]
    lengths = np.array([len(doc.words) for doc in docs], dtype=np.int32)
    total = int(lengths.sum())
    used, hashes = _vocabulary(docs, words)
    strings = set(used).union(*(doc.strings for doc in docs))
    yield bytes([0x80 | 10])
    yield pack("version") + pack(header.version)
    yield pack("attrs") + pack(attrs)
    yield pack("tokens") + _bytes_header(total * len(attrs) * 8)
    for doc in docs:
        yield _columns(doc, hashes, attrs).tobytes()
    yield pack("spaces") + _bytes_header(total)
    for doc in docs:
        yield doc.spaces
    yield pack("lengths") + pack(lengths.tobytes())
    yield pack("strings") + pack(sorted(strings))
    yield pack("cats") + pack([{}] * len(docs))
    yield pack("flags") + pack([{"has_unknown_spaces": False}] * len(docs))
    yield pack("span_groups") + _array_header(len(docs))
    for doc in docs:
        yield pack(doc.span_groups)
    yield pack("user_data") + _array_header(len(docs))
    for doc in docs:
        yield pack(doc.user_data)


def _vocabulary(docs: Sequence[PackedDoc], words: Words) -> tuple[list[str], NDArray[np.uint64]]:
    """Return the words that occur in these docs, and the hashes of all by number."""
    occurs = np.zeros(len(words), dtype=bool)
    for doc in docs:
        occurs[doc.words] = True
    used = [word for word, there in zip(words, occurs.tolist(), strict=True) if there]
    hashes = np.fromiter(map(get_string_id, words), dtype=np.uint64, count=len(words))
    return used, hashes


def _columns(doc: PackedDoc, hashes: NDArray[np.uint64], attrs: list[int]) -> NDArray[np.uint64]:
    """Return a row for each token, with the columns that `attrs` says."""
    orth, iob, label, name = map(attrs.index, (ORTH, ENT_IOB, ENT_TYPE, ENT_ID))
    rows = np.zeros((len(doc.words), len(attrs)), dtype=np.uint64)
    rows[:, orth] = hashes[doc.words]
    rows[:, iob] = OUTSIDE
    for first, last, label_hash, name_hash in doc.entities:
        rows[first:last, iob] = INSIDE
        rows[first, iob] = BEGIN
        rows[first:last, label] = label_hash
        rows[first:last, name] = name_hash
    return rows


def _bytes_header(length: int) -> bytes:
    if length > _LARGEST:
        raise AnnotatorError("These articles are too many for one spaCy file: choose fewer.")
    return b"\xc6" + struct.pack(">I", length)


def _array_header(length: int) -> bytes:
    return b"\xdd" + struct.pack(">I", length)
