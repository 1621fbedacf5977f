"""Documents in which nothing was decided but what all agree on: read as columns, as there may be very many."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement.cases import Grouping
from annotator.agreement.table import Ints, Table
from annotator.storage import file
from annotator.workspace.workspace import Workspace

_Value = tuple[str, int, int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Accepted:
    """One agreed group in gold: the row of the table it begins with, its smallest span id, and the rule."""

    row: int
    first: int
    rule: str


def accepted(
    workspace: Workspace, gold: int, table: Table, grouping: Grouping, decided: set[int]
) -> dict[int, list[Accepted]]:
    """Return what was accepted in those of the `decided` documents in which it all still stands as it was.

    Left out are documents with other decisions, with links or discontinuous spans, and those
    in which anything accepted is no longer agreed or no longer as it was: they are looked at
    one by one (see `standing`).
    """
    found = _Decisions(workspace, gold, table, grouping, decided)
    return found.standing(_gold(workspace, gold))


class _Decisions:
    """The decisions that hold, with the groups they are about."""

    def __init__(
        self, workspace: Workspace, gold: int, table: Table, grouping: Grouping, decided: set[int]
    ) -> None:
        self._table, self._grouping = table, grouping
        self._left = decided - _with_links(table)
        with file.known_errors(workspace.path):
            (scheme,) = workspace.conn.execute("SELECT max(id) FROM history WHERE changes >= '{'").fetchone()
            others = workspace.conn.execute(
                "SELECT DISTINCT document_id FROM decision WHERE superseded IS NULL "
                "AND (type <> 'agreed' OR choice <> 'reading' OR rule = '' OR after < ?)",
                (scheme or 0,),
            )
            linked = workspace.conn.execute(
                "SELECT DISTINCT l.document_id FROM relation r JOIN layer l ON l.id = r.layer_id "
                "WHERE l.annotator_id = ? AND NOT l.removed",
                (gold,),
            )
            self._left -= {document for (document,) in (*others, *linked)}
            self._rows = workspace.conn.execute(
                "SELECT document_id, rule, said, spans FROM decision WHERE superseded IS NULL "
                "AND type = 'agreed' AND choice = 'reading'"
            ).fetchall()

    def standing(self, final: Mapping[int, _Value]) -> dict[int, list[Accepted]]:
        """Return the documents all of whose decisions are of a group of their own that is as in gold."""
        table, groups = self._table, self._grouping
        rows = [row for row in self._rows if row[0] in self._left]
        said = [[span[0] for _, _, own, _ in json.loads(row[2]) for span in own] for row in rows]
        places = iter(_places(table, [one for ids in said for one in ids]).tolist())
        group, agreed = groups.group.tolist(), groups.agreed.tolist()
        value = _values(table, groups)
        found: dict[int, list[Accepted]] = defaultdict(list)
        taken: set[int] = set()
        for (document, rule, _, spans), ids in zip(rows, said, strict=True):
            of = {group[place] for place in [next(places) for _ in ids] if place >= 0}
            ids_in_gold = json.loads(spans)
            head = next(iter(of)) if len(of) == 1 else -1
            as_it_was = (
                head >= 0 and agreed[head] and head not in taken and len(ids_in_gold) == 1
                and head in value and final.get(ids_in_gold[0]) == value[head]
            )  # fmt: skip
            if as_it_was:
                taken.add(head)
                found[document].append(Accepted(head, 0, rule))
            else:
                self._left.discard(document)
        first = _first(table, groups)
        return {
            document: [Accepted(one.row, first[one.row], one.rule) for one in found[document]]
            for document in self._left
        }


def _with_links(table: Table) -> set[int]:
    return set(table.documents[np.unique(table.document[table.links.head])].tolist())


def _places(table: Table, ids: list[int]) -> Ints:
    """Return the rows of span ids, -1 where there is none."""
    order = np.argsort(table.ids, kind="stable")
    wanted = np.array(ids, dtype=np.int64)
    if not len(order):
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(table.ids[order], wanted), len(order) - 1)
    found: Ints = np.where(table.ids[order[place]] == wanted, order[place], -1)
    return found


def _first(table: Table, grouping: Grouping) -> list[int]:
    """Return the smallest span id of each group, by the row it begins with."""
    first = np.full(len(table), np.iinfo(np.int64).max)
    np.minimum.at(first, grouping.group, table.ids)
    return first.tolist()


def _values(table: Table, grouping: Grouping) -> dict[int, _Value]:
    """Return what agreed groups say, by the row they begin with, but for those in several pieces."""
    said: dict[int, list[tuple[str, str]]] = defaultdict(list)
    held = table.values
    for row, name, value in zip(held.row.tolist(), held.name.tolist(), held.value.tolist(), strict=True):
        said[row].append((held.names[name], held.values[value]))
    whole = np.bincount(table.fragment_row, minlength=len(table)) == 1
    heads = np.flatnonzero(grouping.agreed & whole & (grouping.group == np.arange(len(table))))
    columns = (heads, table.label[heads], table.start[heads], table.end[heads])
    return {
        row: (table.labels[label], start, end, tuple(sorted(said.get(row, ()))))
        for row, label, start, end in zip(*(column.tolist() for column in columns), strict=True)
    }


def _gold(workspace: Workspace, gold: int) -> dict[int, _Value]:
    """Return what the spans of the final reading say, but for those in several pieces."""
    attributes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    of_gold = (
        "FROM layer l JOIN span s ON s.layer_id = l.id JOIN {} x ON x.span_id = s.id "
        "WHERE l.annotator_id = ? AND NOT l.removed"
    )
    with file.known_errors(workspace.path):
        for span, name, value in workspace.conn.execute(
            f"SELECT s.id, x.name, x.value {of_gold.format('attribute')}", (gold,)
        ):
            attributes[span].append((name, value))
        spans = workspace.conn.execute(
            f"SELECT s.id, s.label, min(x.start), max(x.end) {of_gold.format('fragment')} "
            "GROUP BY s.id HAVING count(*) = 1",
            (gold,),
        )
        return {
            span: (label, start, end, tuple(sorted(attributes.get(span, ()))))
            for span, label, start, end in spans
        }
