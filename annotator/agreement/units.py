"""What there is to settle in each document: groups of spans, those in which all agree among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from annotator.agreement.cases import Case, CaseType, Grouping, cases, group
from annotator.agreement.table import Bools, Table


@dataclass(slots=True)
class Units:
    """The groups of one document: those in which readings differ, of links too, and those that all share."""

    cases: list[Case] = field(default_factory=list)
    links: list[Case] = field(default_factory=list)
    agreed: list[dict[str, tuple[int, ...]]] = field(default_factory=list)


def units(
    table: Table, grouping: Grouping | None = None, among: Collection[int] | None = None
) -> dict[int, Units]:
    """Return the groups of each document that two annotators or more have read, by the document's id.

    `grouping` is that of the table, where the caller has it; `among` are ids of the only
    documents that are asked for.
    """
    grouping = grouping or group(table)
    wanted = table.read.sum(axis=1) >= 2
    if among is not None:
        wanted &= np.isin(table.documents, sorted(among))
    found = {document: Units() for document in table.documents[wanted].tolist()}
    all_cases = cases(table, grouping)
    for case in all_cases.where(np.isin(all_cases.document, table.documents[wanted])):
        of = found[case.document]
        (of.links if case.type == CaseType.LINK else of.cases).append(case)
    _add_agreed(table, grouping, wanted, found)
    return found


def _add_agreed(table: Table, grouping: Grouping, wanted: Bools, found: dict[int, Units]) -> None:
    rows = np.flatnonzero(grouping.agreed & wanted[table.document])
    members: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    heads, who, ids = grouping.group[rows].tolist(), table.annotator[rows].tolist(), table.ids[rows].tolist()
    for head, reader, span in zip(heads, who, ids, strict=True):
        members[head][table.annotators[reader]] = (span,)
    places = table.documents[table.document[list(members)]].tolist() if members else []
    for document, spans in zip(places, members.values(), strict=True):
        found[document].agreed.append(spans)
