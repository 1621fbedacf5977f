"""A written `.spacy` file, read back with spaCy and compared with what it promised.

spaCy's own reader opens the file. Then the arrays of every doc are decoded here, and the
first docs are built by spaCy as well: building all would take half as long as tokenizing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_ID, ENT_IOB, ENT_TYPE, ORTH  # type: ignore[import-not-found]  # compiled
from spacy.strings import get_string_id
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from srsly import msgpack

from annotator.core.errors import AnnotatorError
from annotator.formats.spacy_bin import BEGIN, INSIDE, OUTSIDE
from annotator.formats.spacy_docs import SPAN, SPANS_KEY, Content, Marked, PackedDoc

BUILT = 25


def check_file(path: Path, name: str, docs: Sequence[PackedDoc]) -> None:
    """Read `path` and compare it with `docs`; `name` is what the user calls the file.

    Raises AnnotatorError where they differ, saying in what and where.
    """
    bin_ = DocBin().from_disk(path)
    if len(bin_) != len(docs):
        raise AnnotatorError(
            "{file} was written wrongly: {found} texts instead of {count}. Nothing was replaced.",
            file=name,
            found=len(bin_),
            count=len(docs),
        )
    _compare(name, _decoded(bin_), docs)
    _compare(name, map(content_of, islice(bin_.get_docs(Vocab()), BUILT)), docs[:BUILT])


def content_of(doc: Doc) -> Content:
    """Return what a doc of spaCy holds."""
    text = doc.text
    starts = np.array([token.idx for token in doc], dtype=np.int64)
    ends = starts + np.array([len(token) for token in doc], dtype=np.int64)
    return Content(
        text,
        starts.tobytes() + ends.tobytes(),
        tuple(_mark(text, span) for span in doc.spans.get(SPANS_KEY, ())),
        tuple(_mark(text, span) for span in doc.ents),
        json.dumps(doc.user_data),
    )


def _mark(text: str, span: Any) -> tuple[int, int, str, str]:
    consistent = text[span.start_char : span.end_char] == span.text
    return (span.start_char, span.end_char, span.label_, span.id_) if consistent else (-1, -1, "", "")


def _compare(name: str, contents: Iterable[Content], docs: Sequence[PackedDoc]) -> None:
    for content, doc in zip(contents, docs, strict=True):
        digests = content.digests()
        if digests != doc.promise:
            pairs = zip(Content._fields, digests, doc.promise, strict=True)
            raise AnnotatorError(
                "{file} was written wrongly: {parts} of “{title}” differ. Nothing was replaced.",
                file=name,
                parts=", ".join(field for field, found, promised in pairs if found != promised),
                title=json.loads(content.user_data).get("title", ""),
            )


def _decoded(bin_: DocBin) -> Iterator[Content]:
    strings = {get_string_id(string): string for string in bin_.strings}
    words = _Words(strings)
    unpack = _unpacker()
    attrs = [*map(int, bin_.attrs)]
    orth = attrs.index(ORTH)
    for rows, spaces, groups, user_data in zip(
        bin_.tokens, bin_.spaces, bin_.span_groups, bin_.user_data, strict=True
    ):
        text, starts, ends = words.text(rows[:, orth], spaces[:, 0])
        yield Content(
            text,
            starts.tobytes() + ends.tobytes(),
            _spans(unpack, groups, starts.tolist(), ends.tolist(), strings),
            _entities(rows, attrs, starts, ends, strings),
            json.dumps(unpack(user_data)),
        )


class _Words:
    """All strings of a file by their hashes, without and with the space that may follow."""

    def __init__(self, strings: Mapping[int, str]) -> None:
        self._hashes = np.array(sorted(strings), dtype=np.uint64)
        ordered = [strings[one] for one in self._hashes.tolist()]
        self._lengths = np.array([*map(len, ordered)], dtype=np.int64)
        self._spaced = np.array([w for string in ordered for w in (string, string + " ")], dtype=object)

    def text(
        self, orths: NDArray[np.uint64], spaces: NDArray[np.bool_]
    ) -> tuple[str, NDArray[np.int64], NDArray[np.int64]]:
        """Return a doc's text and the starts and ends of its words. Raises KeyError for an unknown hash."""
        places = np.minimum(np.searchsorted(self._hashes, orths), len(self._hashes) - 1)
        if (self._hashes[places] != orths).any():
            raise KeyError
        lengths = self._lengths[places]
        ends = np.cumsum(lengths + spaces) - spaces
        return "".join(self._spaced[2 * places + spaces].tolist()), ends - lengths, ends


def _unpacker() -> Any:
    # As for the packer: making one looks through all entry points.
    unpacker = msgpack.Unpacker(raw=False, strict_map_key=False)

    def unpack(data: bytes) -> Any:
        unpacker.feed(data)
        return unpacker.unpack()

    return unpack


def _spans(unpack: Any, groups: bytes, starts: list[int], ends: list[int], strings: dict[int, str]) -> Marked:
    marks = []
    for group, keys in unpack(groups).items():
        if keys != [SPANS_KEY]:
            return ((-1, -1, "", ""),)
        for packed in unpack(group)["spans"]:
            name, _, label, first, last, start, end = SPAN.unpack(packed)
            consistent = starts[first] == start and ends[last - 1] == end
            marks.append((start, end, strings[label], strings[name]) if consistent else (-1, -1, "", ""))
    return tuple(marks)


def _entities(
    rows: NDArray[np.uint64],
    attrs: list[int],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    strings: dict[int, str],
) -> Marked:
    iob, label, name = map(attrs.index, (ENT_IOB, ENT_TYPE, ENT_ID))
    first = np.flatnonzero(rows[:, iob] == BEGIN)
    # An entity ends where the next token is not inside one.
    last = np.flatnonzero((rows[:, iob] != OUTSIDE) & (np.append(rows[1:, iob], OUTSIDE) != INSIDE))
    labels, names = rows[first, label].tolist(), rows[first, name].tolist()
    marks = zip(
        starts[first].tolist(),
        ends[last].tolist(),
        map(strings.__getitem__, labels),
        map(strings.__getitem__, names),
        strict=True,
    )
    return tuple(marks)
