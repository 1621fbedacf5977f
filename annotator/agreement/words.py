"""Agreement on the labels of tokens: which words each annotator has marked as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.f1 import Matches
from annotator.agreement.table import Bools, Ints, Table, largest


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of all documents on one line.

    `document` is each token's document as an index into the table's; `starts` and `ends`
    are code points in it.
    """

    document: Ints
    starts: Ints
    ends: Ints


def words(ranges: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Words:
    """Return the tokens of the table's documents, given as starts and ends for each in its order."""
    counts = [len(starts) for starts, _ in ranges]
    starts, ends = (
        np.concatenate(
            [np.empty(0, dtype=np.int64), *(np.asarray(one[which], dtype=np.int64) for one in ranges)]
        )
        for which in (0, 1)
    )
    return Words(np.repeat(np.arange(len(ranges)), counts), starts, ends)


def marked(table: Table, tokens: Words, annotator: int, label: int) -> Bools:
    """Tell for each token whether a span of this label and annotator touches it."""
    width = max(largest(tokens.ends, 0), largest(table.fragment_end, 0)) + 1
    rows = (table.annotator == annotator) & (table.label == label)
    chosen = rows[table.fragment_row]
    place = table.document[table.fragment_row[chosen]] * width
    line_starts, line_ends = tokens.document * width + tokens.starts, tokens.document * width + tokens.ends
    first = np.searchsorted(line_ends, place + table.fragment_start[chosen], side="right")
    last = np.searchsorted(line_starts, place + table.fragment_end[chosen], side="left")
    change = np.zeros(len(tokens.starts) + 1, dtype=np.int64)
    np.add.at(change, first, 1)
    np.add.at(change, last, -1)
    covered: Bools = np.cumsum(change)[:-1] > 0
    return covered


def judged(table: Table, tokens: Words, label: int | None = None) -> Ints:
    """Return the category of each token for each annotator, -1 where they have not read its document.

    With a label, 1 where it is marked so and 0 elsewhere; without, a number for each set of
    labels that is met, 0 for none.
    """
    labels = range(len(table.labels)) if label is None else [label]
    codes = np.zeros((len(tokens.starts), len(table.annotators)), dtype=np.int64)
    for who in range(len(table.annotators)):
        for number, name in enumerate(labels):
            # Sets of more than 62 labels would not fit: later ones then share a place.
            codes[:, who] |= marked(table, tokens, who, name).astype(np.int64) << (number % 62)
    if label is None:
        _, inverse = np.unique(np.r_[0, codes.reshape(-1)], return_inverse=True)
        codes = inverse[1:].reshape(codes.shape)
    codes[~table.read[tokens.document]] = -1
    return codes


def matches(table: Table, tokens: Words, a: int, b: int) -> dict[str, Matches]:
    """Return by label which tokens two annotators have marked, and "" for all labels."""
    both = (table.read[:, a] & table.read[:, b])[tokens.document]
    found = {}
    for number, name in enumerate(table.labels):
        first, second = (marked(table, tokens, who, number) & both for who in (a, b))
        met = int((first & second).sum())
        found[name] = Matches(int(first.sum()), int(second.sum()), met, met)
    columns = [(m.first, m.second, m.first_met, m.second_met) for m in found.values()]
    found[""] = (
        Matches(*(sum(column) for column in zip(*columns, strict=True))) if columns else Matches(0, 0, 0, 0)
    )
    return found
