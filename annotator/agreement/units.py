"""What there is to settle in each document: groups of spans, those in which all agree among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from annotator.agreement.cases import Case, CaseType, cases, group
from annotator.agreement.table import Table


@dataclass(slots=True)
class Units:
    """The groups of one document: those in which readings differ, of links too, and those that all share."""

    cases: list[Case] = field(default_factory=list)
    links: list[Case] = field(default_factory=list)
    agreed: list[dict[str, tuple[int, ...]]] = field(default_factory=list)


def units(table: Table) -> dict[int, Units]:
    """Return the groups of each document that two annotators or more have read, by the document's id."""
    found: dict[int, Units] = {}
    for document, readers in zip(table.documents.tolist(), table.read.sum(axis=1).tolist(), strict=True):
        if readers >= 2:
            found[document] = Units()
    for case in cases(table):
        of = found[case.document]
        (of.links if case.type == CaseType.LINK else of.cases).append(case)
    _add_agreed(table, found)
    return found


def _add_agreed(table: Table, found: dict[int, Units]) -> None:
    grouping = group(table)
    members: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    documents, ids = table.documents[table.document].tolist(), table.ids.tolist()
    who, agreed = table.annotator.tolist(), grouping.agreed.tolist()
    for row, head in enumerate(grouping.group.tolist()):
        if agreed[row] and documents[row] in found:
            members[head][table.annotators[who[row]]] = (ids[row],)
    for head, spans in members.items():
        found[documents[head]].agreed.append(spans)
