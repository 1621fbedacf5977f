"""Which cases stand behind a figure: all cases of a table as columns, to be asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.aligning import alike, overlaps
from annotator.agreement.cases import Case, CaseType, Grouping, cases, group
from annotator.agreement.crossing import Crossing
from annotator.agreement.f1 import shared
from annotator.agreement.table import Bools, Table, key_of, mixed
from annotator.core.errors import Cancelled
from annotator.core.spans import State
from annotator.workspace.agreement import Pair
from annotator.workspace.review_rows import Key


@dataclass(frozen=True, slots=True)
class Behind:
    """Which cases: those in which annotators differ. What is empty or None leaves none out.

    `annotator` is one of those who differ. `crossed` are two labels that annotators give to
    the same text, "" being none; of one label twice, all cases of it. `attribute` is one of
    which the values differ. `links` is a type of links going out from `labels`, "" all types:
    cases of such links, and of the spans they join, without which nobody can have the link;
    None leaves links aside. Without `spans` there are none but those. `counted` says what must
    be wrong with a span: "exact" that the other has none of its label and place, "overlap" that
    the other has none of its label over it, "" anything.
    """

    labels: tuple[str, ...] = ()
    pair: Pair | None = None
    annotator: str = ""
    document: int | None = None
    attribute: str = ""
    crossed: tuple[str, str] | None = None
    links: str | None = None
    spans: bool = True
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the figures are of, as in an `Agreement`."""

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfFinal:
    """Which differences of readings from a final one: those behind a figure, which is called `name`.

    `pairs` are a reader and the final reading each, by their names; `states` those of the readings
    that count; `crossing` is that of the figures, for labels confused.
    """

    pairs: tuple[Pair, ...]
    behind: Behind
    scope: Scope
    states: tuple[State, ...]
    crossing: Crossing | None
    name: str


class CaseIndex:
    """All cases of a table as columns, to be asked by figure."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.crossing: Crossing | None = None
        self._grouping = grouping = group(table)
        read_by_two = table.read.sum(axis=1) >= 2
        rows = np.flatnonzero(~grouping.agreed & read_by_two[table.document])
        first, case = np.unique(grouping.group[rows], return_inverse=True)
        self._rows, self._case = rows, case.reshape(-1)
        self._document = table.documents[table.document[first]]
        self._readers = table.read[table.document[first]]
        self._id = np.full(len(first), np.iinfo(np.int64).max)
        np.minimum.at(self._id, self._case, table.ids[rows])
        self._said = np.zeros((len(first), len(table.annotators)), dtype=np.uint64)
        words = mixed(key_of(table.label[rows], table.bounds[rows], table.attributes[rows]))
        np.add.at(self._said, (self._case, table.annotator[rows]), words)
        self._links = list(_links(table, grouping))

    def crossed_by(self, crossing: Crossing | None) -> CaseIndex:
        """Return the same that can be asked for confused labels, too, by the crossing of the figures."""
        found = copy(self)
        found.crossing = crossing
        return found

    def keys(self, behind: Behind, scope: Scope) -> frozenset[Key]:
        """Return the keys of the cases behind a figure."""
        spans = self._id[self._chosen(behind, scope)].tolist()
        return frozenset([*(("", i) for i in spans), *self._links_of(behind, scope)])

    def cases(
        self, behind: Behind, scope: Scope, cancelled: Callable[[], bool] = lambda: False
    ) -> list[Case]:
        """Return the cases behind a figure, in the order of documents and places. Raises Cancelled."""
        spans = set(self._id[self._chosen(behind, scope)].tolist())
        links = {link.place for link in self._links_behind(behind, scope)}
        all_ = cases(self._table, self._grouping)
        order = np.lexsort((all_.type, all_.end, all_.start, all_.document))
        found = []
        for place in order[np.isin(all_.document[order], self._documents(behind, scope))].tolist():
            if cancelled():
                raise Cancelled
            case = all_[place]
            is_of_links = case.type == CaseType.LINK
            if place in links if is_of_links else min(i for own in case.spans.values() for i in own) in spans:
                found.append(case)
        return found

    def count(self, behind: Behind, scope: Scope) -> int:
        """Return how many cases there are behind a figure."""
        spans = int(self._chosen(behind, scope).sum())
        return spans + len(self._links_of(behind, scope))

    def _chosen(self, behind: Behind, scope: Scope) -> Bools:
        """Tell for each case of spans whether it stands behind a figure."""
        found: Bools = np.isin(self._document, self._documents(behind, scope))
        table, rows = self._table, self._rows
        differs = np.zeros(len(found), dtype=np.bool_)
        for a, b in self._pairs(behind, scope):
            both = self._readers[:, a] & self._readers[:, b]
            differs |= both & (self._said[:, a] != self._said[:, b])
        found &= differs
        of_them = np.isin(table.annotator[rows], self._numbers(table.annotators, scope.annotators))
        labels = self._numbers(table.labels, behind.labels or scope.labels)
        wanted = np.isin(table.label[rows], labels) & behind.spans
        if behind.counted:
            wanted &= self._missed(behind, scope)[rows]
        if behind.links is not None:
            wanted |= self._ends(behind.links, labels)[rows]
        found &= self._having(of_them & wanted)
        if behind.attribute:
            found &= self._of_attribute(behind.attribute, labels)
        if behind.crossed is not None:
            found &= self._crossed(behind, scope)
        return found

    @staticmethod
    def _documents(behind: Behind, scope: Scope) -> tuple[int, ...]:
        return scope.documents if behind.document is None else (behind.document,)

    @staticmethod
    def _numbers(known: tuple[str, ...], wanted: Collection[str]) -> list[int]:
        return [number for number, name in enumerate(known) if name in wanted]

    def _pairs(self, behind: Behind, scope: Scope) -> Iterator[tuple[int, int]]:
        names = self._table.annotators
        for a, b in combinations(self._numbers(names, scope.annotators), 2):
            if (behind.pair is None or {names[a], names[b]} == set(behind.pair)) and (
                not behind.annotator or behind.annotator in (names[a], names[b])
            ):
                yield a, b

    def _missed(self, behind: Behind, scope: Scope) -> Bools:
        """Tell for each row of the table whether one of two annotators has the span and the other has not."""
        table = self._table
        is_exact = behind.counted == "exact"
        met = (
            shared(alike(table).number, table.annotator, len(table.annotators))
            if is_exact
            else self._overlapped
        )
        found = np.zeros(len(table), dtype=np.bool_)
        for a, b in self._pairs(behind, scope):
            both = np.isin(table.annotator, (a, b)) & table.both(a, b)[table.document]
            found |= both & ~met(a, b)
        return found

    def _overlapped(self, a: int, b: int) -> Bools:
        """Tell for each row whether a span of the same label of the other annotator lies over it."""
        table = self._table
        mine, other = (np.flatnonzero(table.annotator == who) for who in (a, b))
        found = np.zeros(len(table), dtype=np.bool_)
        lane = table.document * max(len(table.labels), 1) + table.label
        found[overlaps(table, mine, other, lane)] = True
        return found

    def _having(self, rows: Bools) -> Bools:
        """Tell for each case whether one of these rows of cases is in it."""
        found = np.zeros(len(self._id), dtype=np.bool_)
        found[self._case[rows]] = True
        return found

    def _ends(self, kind: str, labels: list[int]) -> Bools:
        """Tell for each row of the table whether it is an end of such a link."""
        links = self._table.links
        wanted = np.isin(self._table.label[links.head], labels)
        if kind:
            wanted &= np.isin(links.type, self._numbers(links.types, (kind,)))
        found = np.zeros(len(self._table), dtype=np.bool_)
        found[links.head[wanted]] = True
        found[links.child[wanted]] = True
        return found

    def _of_attribute(self, name: str, labels: list[int]) -> Bools:
        values = self._table.values
        said = np.zeros(len(self._table), dtype=np.int64)
        wanted = np.isin(values.name, self._numbers(values.names, (name,)))
        said[values.row[wanted]] = values.value[wanted] + 1
        mine = np.isin(self._table.label[self._rows], labels)
        case, value = self._case[mine], said[self._rows[mine]]
        low, high = np.full(len(self._id), np.iinfo(np.int64).max), np.full(len(self._id), -1)
        np.minimum.at(low, case, value)
        np.maximum.at(high, case, value)
        differing: Bools = high > low
        return differing

    def _crossed(self, behind: Behind, scope: Scope) -> Bools:
        """Tell in which cases one annotator has one label where another has the other, and not the first."""
        assert behind.crossed is not None
        assert self.crossing is not None, "confusion is counted last"
        one, other = behind.crossed
        labels = self._table.labels
        of_label = self._table.label[self._rows]
        if one == other:
            return self._having(np.isin(of_label, self._numbers(labels, (one,))))
        names = self._table.annotators
        pairs = [(names[a], names[b]) for a, b in self._pairs(behind, scope)]
        ids = self.crossing.spans(pairs, one, other)
        return self._having(np.isin(self._table.ids[self._rows], ids))

    def _links_of(self, behind: Behind, scope: Scope) -> list[Key]:
        return [link.key for link in self._links_behind(behind, scope)]

    def _links_behind(self, behind: Behind, scope: Scope) -> list[_Link]:
        if behind.links is None:
            return []
        names, labels = self._table.annotators, behind.labels or scope.labels
        pairs = [(names[a], names[b]) for a, b in self._pairs(behind, scope)]
        documents = set(self._documents(behind, scope))
        return [
            link
            for link in self._links
            if link.document in documents
            and (behind.links == "" or behind.links in link.kinds)
            and link.label in labels
            and any(a in link.said and b in link.said and link.said[a] != link.said[b] for a, b in pairs)
        ]


@dataclass(frozen=True, slots=True)
class _Link:
    """A case of links: its place among all cases, its key, their types, and each annotator's links.

    `label` is that of the span they go out from.
    """

    place: int
    key: Key
    document: int
    label: str
    kinds: frozenset[str]
    said: dict[str, frozenset[tuple[str, int]]]


def _links(table: Table, grouping: Grouping) -> Iterator[_Link]:
    links = table.links
    if not len(links.ids):
        return
    row = {number: n for n, number in enumerate(links.ids.tolist())}
    labels = dict(zip(table.ids.tolist(), table.label.tolist(), strict=True))
    found = cases(table, grouping)
    for place in np.flatnonzero(found.type == tuple(CaseType).index(CaseType.LINK)).tolist():
        case = found[place]
        first = min(i for ids in case.spans.values() for i in ids)
        said = {
            name: frozenset(
                (links.types[links.type[row[i]]], int(grouping.group[links.child[row[i]]])) for i in ids
            )
            for name, ids in case.links.items()
        }
        kinds = frozenset(kind for own in said.values() for kind, _ in own)
        yield _Link(place, (min(kinds), first), case.document, table.labels[labels[first]], kinds, said)
