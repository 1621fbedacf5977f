"""A written `.spacy` file, read back and compared with what it promised.

It is unpacked and compared bit by bit: as a whole, large files would take gigabytes. Of what was
read, spaCy builds some docs itself, so that a wrong idea of the format is seen as well.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from srsly import msgpack

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.formats.earlier import checksum
from annotator.formats.spacy_bin import (
    BEGIN,
    ID,
    INSIDE,
    IOB,
    ORTH,
    OUTSIDE,
    ROW,
    TYPE,
    Docs,
    Strings,
    bytes_header,
    head,
)
from annotator.formats.spacy_docs import SPAN, SPAN_FIELDS, SPANS_KEY
from annotator.formats.spacy_promises import FIELDS, Promises, hashes, of_data
from annotator.formats.spacy_sample import Sample, promised
from annotator.formats.spacy_spool import ahead
from annotator.formats.spacy_sums import Hashes, Ints, Numbers, Table, bounds_of

_READ = 1 << 18  # bytes of the file
_AT_ONCE = 100_000  # tokens
_DOCS_AT_ONCE = 500
_WORDS, _SPACES, _SPANS, _ENTS, _DATA = range(len(FIELDS))
_UNSOUND = (
    zlib.error,
    EOFError,
    msgpack.UnpackException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
)


class _DiffersError(Exception):
    """The doc with this number and title is not what was promised."""

    def __init__(self, number: int, title: str, found: Hashes) -> None:
        super().__init__(number)
        self.number, self.title, self.found = number, title, found


def check_file(path: Path, name: str, docs: Docs, known: Known, cancelled: Callable[[], bool]) -> str:
    """Read `path`, compare it with `docs` and return its checksum; `name` is what the user calls the file.

    Raises AnnotatorError where they differ, saying in what and where, Cancelled.
    """
    seen = checksum()
    try:
        with path.open("rb") as file:
            _Reading(_Stream(ahead(_unpacked(file, seen.update)), cancelled), docs, known).compare()
    except _DiffersError as error:
        differs = error.found != docs.promises[error.number]
        raise AnnotatorError(
            "{file} was written wrongly: {parts} of “{title}” differ. Nothing was replaced.",
            file=name,
            parts=", ".join(field for field, wrong in zip(FIELDS, differs.tolist(), strict=True) if wrong),
            title=error.title,
        ) from None
    except _UNSOUND as error:
        raise AnnotatorError(
            "{file} was written wrongly and cannot be read back: {reason}. Nothing was replaced.",
            file=name,
            reason=f"{type(error).__name__}: {error}",
        ) from error
    return seen.hexdigest()


def _unpacked(file: BinaryIO, seen: Callable[[bytes], None]) -> Iterator[bytes]:
    decompressor = zlib.decompressobj()
    while data := file.read(_READ):
        seen(data)
        yield decompressor.decompress(data)
    if not decompressor.eof or decompressor.unused_data:
        raise EOFError


class _Stream:
    """Bytes that come in blocks, to be read in other pieces, unless it is `cancelled`."""

    def __init__(self, blocks: Iterator[bytes], cancelled: Callable[[], bool]) -> None:
        self._blocks = blocks
        self._cancelled = cancelled
        self._block = memoryview(b"")

    def read(self, size: int) -> bytes:
        """Return so many bytes, or all that are left."""
        parts = []
        while size:
            if not self._block:
                if self._cancelled():
                    raise Cancelled
                block = next(self._blocks, None)
                if block is None:
                    break
                self._block = memoryview(block)
            parts.append(self._block[:size])
            self._block = self._block[size:]
            size -= len(parts[-1])
        return b"".join(parts)

    def expect(self, data: bytes) -> None:
        """Go on behind these bytes. Raises ValueError where others stand there."""
        found = self.read(len(data))
        if found != data:
            raise ValueError(found[:40])


class _Reading:
    """One file being read; `found` fills with what its docs are."""

    def __init__(self, stream: _Stream, docs: Docs, known: Known) -> None:
        self._stream = stream
        self._promises = known.promises
        self._lengths = docs.lengths
        self._bounds = bounds_of(self._lengths)
        self._promised = docs.promises
        self._found = np.zeros_like(self._promised)
        self._known = known
        known.forget()
        self._sample = Sample(len(self._lengths))
        # Making one looks through all entry points.
        self._inner = msgpack.Unpacker(raw=False, strict_map_key=False)

    def compare(self) -> None:
        """Read all. Raises _DiffersError for the first doc that is not what was promised."""
        stream, count = self._stream, len(self._lengths)
        total = int(self._bounds[-1])
        stream.expect(head(total))
        for first, last in self._parts():
            self._read_tokens(first, last)
        stream.expect(msgpack.packb("spaces") + bytes_header(total))
        for first, last in self._parts():
            self._read_spaces(first, last)
        unpacker = msgpack.Unpacker(stream, raw=False, strict_map_key=False)
        _expect(unpacker, "lengths", self._lengths.astype(np.int32).tobytes())
        strings = {*_items(unpacker, "strings")}
        _expect(unpacker, "cats", [{}] * count)
        _expect(unpacker, "flags", [{"has_unknown_spaces": False}] * count)
        self._read_groups(_items(unpacker, "span_groups", count))
        self._read_user_data(_items(unpacker, "user_data", count))
        if unpacker.read_bytes(1):
            raise ValueError("more than the docs")
        if missing := self._known.used() - strings:
            raise KeyError(min(missing))
        docs = self._sample.docs(self._known.of(self._sample.hashes()))
        for number, doc in zip(self._sample.numbers, docs, strict=True):
            found = promised(doc, self._promises)
            if (found != self._promised[number]).any():
                raise _DiffersError(number, str(doc.user_data.get("title", "")), found)

    def _parts(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of docs that have so many tokens together, or one doc that has more."""
        first = 0
        while first < len(self._lengths):
            most = np.searchsorted(self._bounds, self._bounds[first] + _AT_ONCE, side="right")
            last = max(int(most) - 1, first + 1)
            yield first, last
            first = last

    def _read_tokens(self, first: int, last: int) -> None:
        bounds = self._bounds[first : last + 1] - self._bounds[first]
        rows = np.frombuffer(self._stream.read(int(bounds[-1]) * ROW), dtype=np.uint64).reshape(-1, ROW // 8)
        words = self._known.words(self._known.numbers(np.ascontiguousarray(rows[:, ORTH])))
        self._found[first:last, _WORDS] = self._promises.items(words, bounds)
        self._found[first:last, _ENTS] = self._entities(rows, bounds)
        for number in self._sample.among(first, last):
            self._sample.rows.append(
                rows[slice(*bounds[number - first : number - first + 2].tolist())].copy()
            )

    def _entities(self, rows: Hashes, bounds: Ints) -> Hashes:
        at = np.flatnonzero(rows[:, IOB] != OUTSIDE)
        marked = rows[at]
        doc = np.searchsorted(bounds, at, side="right") - 1
        # The first token of an entity, then more of the same.
        begins = marked[:, IOB] == BEGIN
        goes_on = (marked[:, IOB] == INSIDE) & np.append(
            False,
            (np.diff(at) == 1)
            & (np.diff(doc) == 0)
            & (marked[1:, [TYPE, ID]] == marked[:-1, [TYPE, ID]]).all(axis=1),
        )
        first = np.flatnonzero(begins)
        last = np.append(first, len(at))[1:]
        places = np.stack([at[first], at[first] + last - first], axis=1) - bounds[doc[first], None]
        labels, names = (self._known.strings(marked[first, column]) for column in (TYPE, ID))
        marks = self._promises.marks(places, labels, names)
        found = self._promises.items(marks, np.searchsorted(doc[first], np.arange(len(bounds))))
        unsound = [doc[~(begins | goes_on)]]
        if np.count_nonzero(rows[:, [TYPE, ID]]) != np.count_nonzero(marked[:, [TYPE, ID]]):
            stray = np.flatnonzero((rows[:, IOB] == OUTSIDE) & rows[:, [TYPE, ID]].any(axis=1))
            unsound.append(np.searchsorted(bounds, stray, side="right") - 1)
        found[np.concatenate(unsound)] ^= np.uint64(1)
        return found

    def _read_spaces(self, first: int, last: int) -> None:
        bounds = self._bounds[first : last + 1] - self._bounds[first]
        data = self._stream.read(int(bounds[-1]))
        spaces = np.frombuffer(data, dtype=np.uint8)
        self._found[first:last, _SPACES] = self._promises.items(spaces, bounds)
        for number in self._sample.among(first, last):
            self._sample.spaces.append(data[slice(*bounds[number - first : number - first + 2].tolist())])

    def _read_groups(self, groups: Iterator[bytes]) -> None:
        for first in range(0, len(self._lengths), _DOCS_AT_ONCE):
            last = min(first + _DOCS_AT_ONCE, len(self._lengths))
            data = [next(groups) for _ in range(first, last)]
            parts = [*map(self._spans, data)]
            bounds = bounds_of(np.array([len(part) // SPAN.size for part in parts]))
            rows = np.frombuffer(b"".join(parts), dtype=SPAN_FIELDS)
            labels, names = (
                self._known.strings(rows[field].astype(np.uint64)) for field in ("label", "name")
            )
            marks = self._promises.marks(rows["places"].astype(np.int64), labels, names)
            self._found[first:last, _SPANS] = self._promises.items(marks + rows["kb_id"], bounds)
            for number in self._sample.among(first, last):
                own = rows[slice(*bounds[number - first : number - first + 2].tolist())]
                self._sample.named += [own["label"].astype(np.uint64), own["name"].astype(np.uint64)]
                self._sample.groups.append(data[number - first])

    def _spans(self, data: bytes) -> bytes:
        """Return the spans in what a doc has of groups: one group. Raises ValueError where it is another."""
        ((packed, keys),) = self._unpack(data).items()
        group = self._unpack(packed)
        if keys != [SPANS_KEY] or group["name"] != SPANS_KEY or group["attrs"]:
            raise ValueError(keys)
        found: bytes = b"".join(group["spans"])
        return found

    def _read_user_data(self, items: Iterator[bytes]) -> None:
        """Read the last part, and compare what was found of each doc."""
        wrong = (self._found != self._promised)[:, :_DATA].any(axis=1).tolist()
        promised = self._promised[:, _DATA].tolist()
        for number, packed in enumerate(items):
            found = of_data(packed)
            if wrong[number] or found != promised[number]:
                self._found[number, _DATA] = found
                raise _DiffersError(number, str(self._unpack(packed).get("title", "")), self._found[number])
            if number in self._sample.numbers:
                self._sample.user_data.append(packed)

    def _unpack(self, data: bytes) -> Any:
        self._inner.feed(data)
        return self._inner.unpack()


class Known:
    """The strings that files may have, by spaCy's hashes of them, and which of them one has."""

    def __init__(self, strings: Strings, promises: Promises) -> None:
        self._strings = strings.all
        found, first = np.unique(strings.hashes, return_index=True)
        self._table = Table()
        self._table.add(found, first.astype(np.int32))
        # What is not known is the last.
        self._words = np.append(promises.known(strings.all), np.uint64(0))
        self._hashes = np.append(hashes(strings.all), np.uint64(0))
        self.promises = promises
        self.forget()

    def forget(self) -> None:
        """Begin another file."""
        self._used = np.zeros(len(self._strings) + 1, dtype=np.bool_)

    def numbers(self, found: Hashes) -> Numbers:
        """Return the numbers of strings by their hashes, -1 where one is not known."""
        numbers = self._table.find(found)
        self._used[numbers] = True
        return numbers

    def words(self, numbers: Numbers) -> Hashes:
        """Return the fingerprints of words."""
        return self._words[numbers]

    def strings(self, found: Hashes) -> Hashes:
        """Return Python's hashes of strings for spaCy's."""
        return self._hashes[self.numbers(found)]

    def of(self, found: Hashes) -> list[str]:
        """Return strings by their hashes, those that are known."""
        return [self._strings[number] for number in self._table.find(found).tolist() if number >= 0]

    def used(self) -> set[str]:
        """Return all strings whose numbers were asked for."""
        return {self._strings[number] for number in np.flatnonzero(self._used[:-1]).tolist()}


def _items(unpacker: Any, key: str, count: int | None = None) -> Iterator[Any]:
    """Return what stands in a list, to be read one by one. Raises ValueError where there are not so many."""
    _expect(unpacker, key)
    found = unpacker.read_array_header()
    if count not in (None, found):
        raise ValueError(f"{key}: {found}")
    return (unpacker.unpack() for _ in range(found))


def _expect(unpacker: Any, *values: Any) -> None:
    """Go on behind these values. Raises ValueError where others stand there."""
    data = b"".join(map(msgpack.Packer(use_bin_type=True).pack, values))
    found = unpacker.read_bytes(len(data))
    if found != data:
        raise ValueError(f"{values[0]}: {found[:40]}")
