"""Claims with what is linked to them: their sources, actors and cues, by the scheme's own relations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from annotator.core.scheme import Scheme
from annotator.core.spans import Span, reading_order
from annotator.formats.exchange import Reading

CLAIM = "CLAIM"
ATTRIBUTED = "attributed_to"


class Role(NamedTuple):
    """What may be linked to a claim: `title` names the other end, `kind` is the relation's type.

    `from_claim` tells whether the claim is its head; `on` is a relation that leads on from
    the other end, "" where the other end itself is meant.
    """

    title: str
    kind: str
    from_claim: bool
    on: str = ""


def claim_label(scheme: Scheme) -> str:
    """Return the label of claims: CLAIM, or else what is attributed to something; "" where there is none."""
    if scheme.label(CLAIM):
        return CLAIM
    attributed = scheme.relation(ATTRIBUTED)
    return attributed.heads[0] if attributed and attributed.heads else ""


def roles_of(scheme: Scheme, label: str) -> list[Role]:
    """Return what may be linked to spans of a label, in the scheme's order."""
    found: list[tuple[Role, str]] = []
    for relation in scheme.relations:
        if label in relation.heads:
            found.append((Role(_titles(scheme, relation.children), relation.name, True), relation.title))
            found += [
                (Role(f"{_titles(scheme, relation.children)}: {_titles(scheme, on.children)}", relation.name,
                      True, on.name), on.title)
                for on in scheme.relations
                if label not in relation.children and set(on.heads) & set(relation.children)
            ]  # fmt: skip
        if label in relation.children:
            found.append((Role(_titles(scheme, relation.heads), relation.name, False), relation.title))
    times = Counter(role.title for role, _ in found)
    return [
        role if times[role.title] == 1 else role._replace(title=f"{role.title} ({title})")
        for role, title in found
    ]


def _titles(scheme: Scheme, labels: tuple[str, ...]) -> str:
    known = [scheme.label(name) for name in labels]
    return "/".join(label.title for label in known if label)


class Links:
    """The relations of one reading, found by their ends."""

    def __init__(self, reading: Reading) -> None:
        by_id = {span.id: span for span in reading.spans}
        self._from: dict[tuple[str, int], list[Span]] = defaultdict(list)
        self._to: dict[tuple[str, int], list[Span]] = defaultdict(list)
        for relation in reading.relations:
            self._from[relation.type, relation.head_id].append(by_id[relation.child_id])
            self._to[relation.type, relation.child_id].append(by_id[relation.head_id])

    def of(self, span: Span, role: Role) -> list[Span]:
        """Return the spans in this role for `span`, in reading order, each once."""
        found = (self._from if role.from_claim else self._to).get((role.kind, span.id), [])
        if role.on:
            found = [other for one in found for other in self._from.get((role.on, one.id), ())]
        return sorted({one.id: one for one in found}.values(), key=reading_order)

    def leading(self, span: Span, role: Role) -> Iterator[tuple[str, int, int]]:
        """Yield the type, head and child of each relation that leads from `span` to what is in this role."""
        ends = (self._from if role.from_claim else self._to).get((role.kind, span.id), [])
        for one in ends:
            head, child = (span.id, one.id) if role.from_claim else (one.id, span.id)
            if not role.on:
                yield role.kind, head, child
            for other in self._from.get((role.on, one.id), ()) if role.on else ():
                yield role.on, one.id, other.id


def claims_of(reading: Reading, label: str) -> Iterator[Span]:
    """Yield the spans of a label in reading order."""
    yield from sorted((span for span in reading.spans if span.label == label), key=reading_order)
