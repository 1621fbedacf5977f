"""Disagreements as cases: groups of spans that are readings of one thing, and links between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from annotator.agreement.aligning import pairs
from annotator.agreement.f1 import pairs_of
from annotator.agreement.table import Bools, Ints, Table, key_of


class CaseType(StrEnum):
    """In what annotators differ; in the order in which cases are listed."""

    MISSING = "missing"
    LABEL = "label"
    BOUNDARY = "boundary"
    SEVERAL = "several"
    ATTRIBUTE = "attribute"
    LINK = "link"


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
class Grouping:
    """Which group each span is in, and which groups are agreed: everybody has the same."""

    group: Ints
    agreed: frozenset[int]


def group(table: Table) -> Grouping:
    """Join the spans that are aligned for any pair of annotators."""
    parent = np.arange(len(table))
    found = [pairs(table, a, b) for a, b in pairs_of(table)]
    edges = np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)
    while len(edges):
        # The smallest row of a group is its number; each round hands it on along all edges.
        low = np.minimum(parent[edges[:, 0]], parent[edges[:, 1]])
        before = parent.copy()
        np.minimum.at(parent, edges[:, 0], low)
        np.minimum.at(parent, edges[:, 1], low)
        parent = np.minimum(parent, parent[parent])
        if np.array_equal(before, parent):
            break
    return Grouping(parent, _agreed(table, parent))


def _agreed(table: Table, groups: Ints) -> frozenset[int]:
    """Return the groups in which everybody who has read the document has one and the same span."""
    size = np.bincount(groups, minlength=len(table))
    who = np.unique(np.stack([groups, table.annotator], axis=1), axis=0)[:, 0] if len(table) else groups
    annotators = np.bincount(who, minlength=len(table))
    readers = table.read.sum(axis=1)
    same = key_of(table.label, table.bounds, table.attributes)
    uniform = np.ones(len(table), dtype=np.bool_)
    np.logical_and.at(uniform, groups, same == same[groups])
    heads = np.flatnonzero(size)
    whole = (annotators[heads] == readers[table.document[heads]]) & (size[heads] == annotators[heads])
    return frozenset(heads[whole & uniform[heads]].tolist())


def cases(table: Table) -> list[Case]:
    """Return all disagreements in documents that two annotators or more have read, by type, then by gain.

    Every span is in one case or in an agreed group. Links are judged where the groups of
    both ends are agreed; others wait until their ends are settled.
    """
    grouping = group(table)
    shared = table.read.sum(axis=1) >= 2
    found = _span_cases(table, grouping, shared) + _link_cases(table, grouping, shared)
    order = {kind: number for number, kind in enumerate(CaseType)}
    found.sort(key=lambda case: (order[case.type], -case.gain, case.document, case.start, case.end))
    return found


def _span_cases(table: Table, grouping: Grouping, shared: Bools) -> list[Case]:
    open_ = ~np.isin(grouping.group, list(grouping.agreed)) & shared[table.document]
    rows = np.flatnonzero(open_)
    rows = rows[np.argsort(grouping.group[rows], kind="stable")]
    if not len(rows):
        return []
    numbers = grouping.group[rows]
    cuts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    said = (table.document, table.annotator, table.label, table.bounds, table.attributes)
    columns = tuple(column[rows].tolist() for column in (*said, table.ids, table.start, table.end))
    readers = [[int(a) for a in np.flatnonzero(row)] for row in table.read]
    bounds = [*cuts.tolist(), len(rows)]
    return [_case(table, [column[low:high] for column in columns], readers) for low, high in pairwise(bounds)]


def _case(table: Table, columns: list[list[int]], readers: list[list[int]]) -> Case:
    document, annotator, label, bounds, attributes, ids, starts, ends = columns
    readings: dict[int, list[int]] = {reader: [] for reader in readers[document[0]]}
    for place, who in enumerate(annotator):
        readings[who].append(place)
    kinds = []
    if not all(readings.values()):
        kinds.append(CaseType.MISSING)
    if len(set(label)) > 1:
        kinds.append(CaseType.LABEL)
    if len(set(bounds)) > 1 or max(map(len, readings.values())) > 1:
        kinds.append(CaseType.BOUNDARY)
    if len(set(zip(label, attributes, strict=True))) > len(set(label)):
        kinds.append(CaseType.ATTRIBUTE)
    said = [
        tuple(sorted((label[i], bounds[i], attributes[i]) for i in places)) for places in readings.values()
    ]
    return Case(
        kinds[0] if len(kinds) == 1 else CaseType.SEVERAL,
        int(table.documents[document[0]]),
        min(starts),
        max(ends),
        {table.annotators[who]: tuple(ids[i] for i in places) for who, places in readings.items()},
        tuple(kinds),
        {},
        _unlike(said),
    )


def _unlike(said: Sequence[object]) -> int:
    """Return the number of pairs that say different things."""
    return sum(one != other for number, one in enumerate(said) for other in said[number + 1 :])


def _link_cases(table: Table, grouping: Grouping, shared: Bools) -> list[Case]:
    """Return a case for each head and type of link on which annotators differ, all ends being agreed."""
    agreed = np.isin(grouping.group, list(grouping.agreed))
    rows = np.flatnonzero(agreed[table.head] & agreed[table.child] & shared[table.document[table.head]])
    if not len(rows):
        return []
    heads, children = grouping.group[table.head[rows]], grouping.group[table.child[rows]]
    who = table.annotator[table.head[rows]]
    keys, key = np.unique(np.stack([heads, table.relation_type[rows]], axis=1), axis=0, return_inverse=True)
    key = key.reshape(-1)
    # What each annotator links the head with: a sum of hashes, equal where the sets are.
    said = np.zeros((len(keys), len(table.annotators)), dtype=np.uint64)
    np.add.at(said, (key, who), key_of(children))
    readers = table.read[table.document[keys[:, 0]]]
    first = said[np.arange(len(keys)), readers.argmax(axis=1)]
    differ = ((said != first[:, None]) & readers).any(axis=1)
    open_rows = rows[differ[key]]
    order = np.argsort(key[differ[key]], kind="stable")
    counts = np.bincount(key[differ[key]], minlength=len(keys))[differ]
    ends = np.cumsum(counts).tolist()
    ids, linked_by = table.relation_ids[open_rows][order].tolist(), who[differ[key]][order].tolist()
    members = _members(grouping.group, keys[differ, 0])
    found = []
    parts = zip(members, said[differ].tolist(), readers[differ].tolist(), counts.tolist(), ends, strict=True)
    for spans, sums, reads, n, end in parts:
        links = list(zip(linked_by[end - n : end], ids[end - n : end], strict=True))
        found.append(_link_case(table, spans, sums, reads, links))
    return found


def _members(groups: Ints, wanted: Ints) -> list[list[int]]:
    """Return the rows in each wanted group."""
    order = np.argsort(groups, kind="stable")
    low, high = (np.searchsorted(groups[order], wanted, side=side).tolist() for side in ("left", "right"))
    rows = order.tolist()
    return [rows[first:last] for first, last in zip(low, high, strict=True)]


def _link_case(
    table: Table, members: list[int], said: list[int], reads: list[bool], links: list[tuple[int, int]]
) -> Case:
    names, head = table.annotators, members[0]
    own = {int(table.annotator[row]): int(table.ids[row]) for row in members}
    of_each: dict[int, list[int]] = {who: [] for who, has_read in enumerate(reads) if has_read}
    for who, relation_id in links:
        of_each[who].append(relation_id)
    return Case(
        CaseType.LINK,
        int(table.documents[table.document[head]]),
        int(table.start[head]),
        int(table.end[head]),
        {names[who]: (own[who],) for who in of_each},
        (CaseType.LINK,),
        {names[who]: tuple(sorted(ids)) for who, ids in of_each.items()},
        _unlike([said[who] for who in of_each]),
    )
