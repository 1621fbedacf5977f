"""Disagreements as cases: groups of spans that are readings of one thing, and links between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import overload

import numpy as np

from annotator.agreement.aligning import numbered
from annotator.agreement.grouping import Grouping as Grouping
from annotator.agreement.grouping import group as group
from annotator.agreement.table import Bools, Hashes, Ints, Table, key_of, largest, mixed


class CaseType(StrEnum):
    """In what annotators differ; in the order in which cases are listed."""

    MISSING = "missing"
    LABEL = "label"
    BOUNDARY = "boundary"
    SEVERAL = "several"
    ATTRIBUTE = "attribute"
    LINK = "link"


_ORDER = tuple(CaseType)
_KINDS = (CaseType.MISSING, CaseType.LABEL, CaseType.BOUNDARY, CaseType.ATTRIBUTE)


@dataclass(frozen=True, slots=True)
class Case:
    """One disagreement.

    `document` is a document's id; `kinds` all that it differs in; `spans` the span ids of each
    annotator's reading, empty where they have none; `links` the relation ids of each, for a
    case of links; `gain` how many pairs of annotators settling it brings to agree.
    """

    type: CaseType
    document: int
    start: int
    end: int
    spans: dict[str, tuple[int, ...]]
    kinds: tuple[CaseType, ...]
    links: dict[str, tuple[int, ...]]
    gain: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases of spans as columns, an entry a case, in the order of their documents.

    `type` is an index into the members of `CaseType`, `kinds` in which of them readings
    differ, as bits; `first` is the smallest id of a span, `readers` how many have read the
    document. The labels and annotators of a case's spans are those from `low` to `high` of
    `label` and `annotator`, indexes into those of the table, one annotator after the other.
    """

    type: list[int]
    kinds: list[int]
    document: list[int]
    start: list[int]
    end: list[int]
    gain: list[int]
    first: list[int]
    readers: list[int]
    low: list[int]
    high: list[int]
    label: list[int]
    annotator: list[int]


def kinds_of(bits: int) -> tuple[CaseType, ...]:
    """Return in what a case of `Listed` differs."""
    return tuple(kind for number, kind in enumerate(_KINDS) if bits >> number & 1)


class Cases(Sequence[Case]):
    """Disagreements in their order, made when they are looked at: there may be a hundred thousand.

    The columns, an entry a case, can be asked without making any: `type` is an index into
    the members of `CaseType`, `document` an id; `start`, `end` and `gain` as in `Case`.
    """

    def __init__(self, spans: _SpanCases, links: _LinkCases) -> None:
        self._parts = (spans, links)
        columns = [
            np.concatenate([getattr(part, name) for part in self._parts])
            for name in ("type", "gain", "document", "start", "end")
        ]
        kind, gain, document, start, end = columns
        order = np.lexsort((end, start, document, -gain, kind))
        self._place = order
        self.type, self.gain, self.document, self.start, self.end = (column[order] for column in columns)

    def __len__(self) -> int:
        return len(self._place)

    @overload
    def __getitem__(self, index: int) -> Case: ...
    @overload
    def __getitem__(self, index: slice) -> list[Case]: ...
    def __getitem__(self, index: int | slice) -> Case | list[Case]:
        if isinstance(index, slice):
            return [self._made(place) for place in self._place[index].tolist()]
        return self._made(int(self._place[index]))

    def __iter__(self) -> Iterator[Case]:
        return map(self._made, self._place.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def where(self, wanted: Bools) -> list[Case]:
        """Return the cases for which a column says so, in their order."""
        return [self._made(place) for place in self._place[wanted].tolist()]

    def listed(self) -> Listed:
        """Return what a list says of the cases of spans; those of links are few enough to be made."""
        return self._parts[0].listed()

    def _made(self, place: int) -> Case:
        spans, links = self._parts
        return spans.case(place) if place < len(spans.type) else links.case(place - len(spans.type))


def cases(table: Table, grouping: Grouping | None = None) -> Cases:
    """Return all disagreements in documents that two annotators or more have read, by type, then by gain.

    Every span of them is in one case or in an agreed group. Links are judged where the groups
    of both ends are agreed; others wait until their ends are settled. `grouping` is that of
    the table, where the caller has it.
    """
    grouping = grouping or group(table)
    shared = table.read.sum(axis=1) >= 2
    return Cases(_SpanCases(table, grouping, shared), _LinkCases(table, grouping, shared))


class _SpanCases:
    """The groups that are not agreed, as columns."""

    def __init__(self, table: Table, grouping: Grouping, shared: Bools) -> None:
        self._table = table
        rows = np.flatnonzero(~grouping.agreed & shared[table.document])
        rows = rows[np.argsort(grouping.group[rows], kind="stable")]
        numbers = grouping.group[rows]
        first = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]) if len(rows) else rows
        self._rows, self._low, self._high = rows, first, np.r_[first[1:], len(rows)]
        count = len(first)
        number = np.repeat(np.arange(count), self._high - first)
        place = table.document[rows[first]]
        self.document = table.documents[place]
        self.start = np.minimum.reduceat(table.start[rows], first) if count else first
        self.end = np.maximum.reduceat(table.end[rows], first) if count else first
        self._readers = table.read[place]
        flags = self._flags(number, count)
        self._kinds = flags
        self.type = _types(flags)
        said = np.zeros((count, len(table.annotators)), dtype=np.uint64)
        words = mixed(key_of(table.label[rows], table.bounds[rows], table.attributes[rows]))
        np.add.at(said, (number, table.annotator[rows]), words)
        self.gain = _unlike(said, self._readers)

    def _flags(self, number: Ints, count: int) -> Bools:
        """Tell for each case in which of `_KINDS` its readings differ."""
        table, rows, first = self._table, self._rows, self._low
        spans = np.zeros((count, len(table.annotators)), dtype=np.int64)
        np.add.at(spans, (number, table.annotator[rows]), 1)
        label, bounds, attributes = (column[rows] for column in (table.label, table.bounds, table.attributes))
        unlike = np.zeros((count, 2), dtype=np.bool_)
        for column, values in enumerate((label, bounds)):
            unlike[number[values != values[first][number]], column] = True
        # Within one label, that is: other labels have other attributes.
        of_label = numbered(key_of(number, label))
        one = np.zeros(largest(of_label, -1) + 1, dtype=np.uint64)
        one[of_label] = attributes
        differing = np.zeros(count, dtype=np.bool_)
        differing[number[attributes != one[of_label]]] = True
        missing = ((spans == 0) & self._readers).any(axis=1)
        return np.stack([missing, unlike[:, 0], unlike[:, 1] | (spans > 1).any(axis=1), differing], axis=1)

    def case(self, place: int) -> Case:
        table, names = self._table, self._table.annotators
        rows = self._rows[self._low[place] : self._high[place]]
        spans: dict[str, list[int]] = {names[who]: [] for who in np.flatnonzero(self._readers[place])}
        for who, span in zip(table.annotator[rows].tolist(), table.ids[rows].tolist(), strict=True):
            spans[names[who]].append(span)
        return Case(
            _ORDER[self.type[place]],
            int(self.document[place]),
            int(self.start[place]),
            int(self.end[place]),
            {name: tuple(found) for name, found in spans.items()},
            tuple(kind for kind, said in zip(_KINDS, self._kinds[place].tolist(), strict=True) if said),
            {},
            int(self.gain[place]),
        )

    def listed(self) -> Listed:
        """Return the columns of a list, by document."""
        table, count = self._table, len(self._low)
        number = np.repeat(np.arange(count), self._high - self._low)
        by_reader = self._rows[np.lexsort((self._rows, table.annotator[self._rows], number))]
        order = np.argsort(self.document, kind="stable")
        first = np.minimum.reduceat(table.ids[self._rows], self._low) if count else self._low
        kinds = self._kinds @ (1 << np.arange(len(_KINDS)))
        columns = (
            self.type, kinds, self.document, self.start, self.end, self.gain, first,
            self._readers.sum(axis=1), self._low, self._high,
        )  # fmt: skip
        ordered = [column[order].tolist() for column in columns]
        return Listed(*ordered, *(column[by_reader].tolist() for column in (table.label, table.annotator)))


def _types(flags: Bools) -> Ints:
    one = np.array([_ORDER.index(kind) for kind in _KINDS])[flags.argmax(axis=1)]
    found: Ints = np.where(flags.sum(axis=1) > 1, _ORDER.index(CaseType.SEVERAL), one)
    return found


def _unlike(said: Hashes, readers: Bools) -> Ints:
    """Return for each case the number of pairs of readers that say different things."""
    found = np.zeros(len(said), dtype=np.int64)
    for a, b in combinations(range(said.shape[1]), 2):
        found += (said[:, a] != said[:, b]) & readers[:, a] & readers[:, b]
    return found


class _LinkCases:
    """Links from one span on which annotators differ, all ends being agreed, as columns.

    Those of one type are one case, with those of other types that some have to the same child.
    """

    def __init__(self, table: Table, grouping: Grouping, shared: Bools) -> None:
        self._table, links, agreed = table, table.links, grouping.agreed
        rows = np.flatnonzero(agreed[links.head] & agreed[links.child] & shared[table.document[links.head]])
        who = table.annotator[links.head[rows]]
        heads, children = grouping.group[links.head[rows]], grouping.group[links.child[rows]]
        key = self._joined(heads, links.type[rows], children, who)
        # What each annotator links the head with: a sum of hashes, equal where the sets are.
        said = np.zeros((largest(key, -1) + 1, len(table.annotators)), dtype=np.uint64)
        np.add.at(said, (key, who), mixed(key_of(links.type[rows], children)))
        head = np.zeros(len(said), dtype=np.int64)
        head[key] = heads
        readers = table.read[table.document[head]] if len(said) else np.zeros(said.shape, dtype=np.bool_)
        gain = _unlike(said, readers)
        open_ = np.flatnonzero(gain)
        self._head, self._readers = head[open_], readers[open_]
        self.document = table.documents[table.document[self._head]]
        self.start, self.end, self.gain = table.start[self._head], table.end[self._head], gain[open_]
        self.type = np.full(len(open_), _ORDER.index(CaseType.LINK))
        self._links, self._link_low, self._link_high = _members(key, open_)
        self._links = rows[self._links]
        self._spans, self._low, self._high = _members(grouping.group, self._head)

    def _joined(self, heads: Ints, types: Ints, children: Ints, who: Ints) -> Ints:
        """Return for each link the number of the case it would be in."""
        key, link, to = (
            numbered(key_of(*columns))
            for columns in ((heads, types), (heads, types, children), (heads, children))
        )
        makers = np.zeros((largest(link, -1) + 1, len(self._table.annotators)), dtype=np.bool_)
        makers[link, who] = True
        disputed = makers.sum(axis=1)[link] < self._table.read.sum(axis=1)[self._table.document[heads]]
        first = np.arange(largest(key, -1) + 1)
        while True:
            # Each round hands the smallest number on along types that differ about one child.
            before, low = first.copy(), np.full(largest(to, -1) + 1, len(first))
            np.minimum.at(low, to[disputed], first[key[disputed]])
            np.minimum.at(first, key[disputed], low[to[disputed]])
            first = first[first]
            if np.array_equal(before, first):
                return np.unique(first[key], return_inverse=True)[1].reshape(-1)

    def case(self, place: int) -> Case:
        table, names = self._table, self._table.annotators
        members = self._spans[self._low[place] : self._high[place]]
        own = dict(zip(table.annotator[members].tolist(), table.ids[members].tolist(), strict=True))
        readers = np.flatnonzero(self._readers[place]).tolist()
        links: dict[int, list[int]] = {who: [] for who in readers}
        rows = self._links[self._link_low[place] : self._link_high[place]]
        linked_by = table.annotator[table.links.head[rows]].tolist()
        for who, relation in zip(linked_by, table.links.ids[rows].tolist(), strict=True):
            links[who].append(relation)
        return Case(
            CaseType.LINK,
            int(self.document[place]),
            int(self.start[place]),
            int(self.end[place]),
            {names[who]: (own[who],) for who in readers},
            (CaseType.LINK,),
            {names[who]: tuple(sorted(ids)) for who, ids in links.items()},
            int(self.gain[place]),
        )


def _members(numbers: Ints, wanted: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the places of all numbers in their order, and for each wanted one where its own begin and end."""
    order = np.argsort(numbers, kind="stable")
    low, high = (np.searchsorted(numbers[order], wanted, side=side) for side in ("left", "right"))
    return order, low, high
