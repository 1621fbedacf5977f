"""Some docs of a written file, built by spaCy itself, as the numbers that they promised to be."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from srsly import msgpack

from annotator.formats.spacy_batch import values_of
from annotator.formats.spacy_bin import ATTRS, ID, ORTH, TYPE, VERSION
from annotator.formats.spacy_docs import SPANS_KEY
from annotator.formats.spacy_promises import Promises, hashes, of_data
from annotator.formats.spacy_sums import Hashes, Ints

BUILT = 25


class Sample:
    """Docs spread over a file of so many; `numbers` says which. Their parts are put in as they are read."""

    def __init__(self, count: int) -> None:
        self.numbers: list[int] = np.unique(
            np.linspace(0, count - 1, min(BUILT, count)).astype(np.int64)
        ).tolist()
        self.rows: list[Hashes] = []
        self.spaces: list[bytes] = []
        self.groups: list[bytes] = []
        self.user_data: list[bytes] = []
        self.named: list[Hashes] = []

    def among(self, first: int, last: int) -> list[int]:
        """Return which of the docs from `first` to `last` are wanted."""
        return [number for number in self.numbers if first <= number < last]

    def hashes(self) -> Hashes:
        """Return the hashes of all strings that the docs need."""
        rows = [np.unique(rows[:, [ORTH, TYPE, ID]]) for rows in self.rows]
        return np.unique(np.concatenate([*self.named, *rows, np.empty(0, np.uint64)]))

    def docs(self, strings: Iterable[str]) -> list[Doc]:
        """Return the docs as spaCy reads them; `strings` are those with these hashes."""
        message = {
            "version": VERSION,
            "attrs": ATTRS,
            "tokens": b"".join(rows.tobytes() for rows in self.rows),
            "spaces": b"".join(self.spaces),
            "lengths": np.array([*map(len, self.rows)], dtype=np.int32).tobytes(),
            "strings": sorted(strings),
            "cats": [{}] * len(self.rows),
            "flags": [{"has_unknown_spaces": False}] * len(self.rows),
            "span_groups": self.groups,
            "user_data": self.user_data,
        }
        read = DocBin().from_bytes(zlib.compress(msgpack.packb(message, use_bin_type=True), 1))
        return [*read.get_docs(Vocab())]


def promised(doc: Doc, promises: Promises) -> Hashes:
    """Return what a doc of spaCy holds, as it would have been promised."""
    text = doc.text  # put together anew each time
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    tokens = [(token.idx, len(token), bool(token.whitespace_)) for token in doc]
    starts, lengths, spaces = np.array(tokens, dtype=np.int64).reshape(-1, 3).T
    all_of_it: Ints = np.array([0, len(doc)])
    words = promises.words(values_of(codes), starts, starts + lengths)
    return np.concatenate(
        [
            promises.items(words, all_of_it),
            promises.items(spaces, all_of_it),
            _marks(promises, [(_places(text, s), s.label_, s.id_) for s in doc.spans.get(SPANS_KEY, ())]),
            _marks(promises, [(_places(text, e)[:2], e.label_, e.id_) for e in doc.ents]),
            np.array([of_data(msgpack.packb(doc.user_data, use_bin_type=True))], dtype=np.uint64),
        ]
    )


def _places(text: str, span: Any) -> tuple[int, ...]:
    consistent = text[span.start_char : span.end_char] == span.text
    return (span.start, span.end, span.start_char, span.end_char) if consistent else (0, 0, 0, 0)


def _marks(promises: Promises, marks: list[tuple[tuple[int, ...], str, str]]) -> Hashes:
    if not marks:
        return np.zeros(1, dtype=np.uint64)
    places = np.array([place for place, _, _ in marks], dtype=np.int64)
    labels, names = hashes(label for _, label, _ in marks), hashes(name for _, _, name in marks)
    return promises.items(promises.marks(places, labels, names), np.array([0, len(marks)]))
