"""How the cases of one document stand: open, decided, or decided once and reopened, and why.

Nothing is kept of this: it follows from the readings, the decisions and the gold layer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.agreement.cases import Case, CaseType
from annotator.agreement.settling import counterpart
from annotator.agreement.units import Units
from annotator.core.annotations import Annotations
from annotator.core.decisions import Choice, Decision, Said, value_of
from annotator.core.messages import Message, message
from annotator.core.spans import Relation, Span

AGREED = "agreed"  # the type of what everybody has, beside those of cases


class Status(StrEnum):
    """How a case stands."""

    OPEN = "open"
    LATER = "later"
    REOPENED = "reopened"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Item:
    """A case as it stands. `type` is the case's, or "agreed"; `decisions` those it has had and that hold.

    `why` says for a reopened case what is no longer as it was decided; `kind` is the type
    of the links in a case of links.
    """

    type: str
    case: Case
    status: Status
    decisions: tuple[Decision, ...] = ()
    why: tuple[Message, ...] = ()
    kind: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody is to decide it."""
        return self.status != Status.DECIDED

    @property
    def rule(self) -> str:
        """What decided it by itself, empty where nothing did."""
        return self.decisions[-1].rule if self.decisions and not self.is_open else ""

    @property
    def key(self) -> tuple[str, str, frozenset[int]]:
        """What the case is known by while its readings stay as they are."""
        return self.type, self.kind, frozenset(i for ids in self.case.spans.values() for i in ids)


@dataclass(slots=True)
class Article:
    """All that the standing of a document's cases follows from.

    `readers` has the readings by annotator's name, `ids` the annotators' ids; `decisions`
    are those not superseded, the oldest first.
    """

    document_id: int
    readers: Mapping[str, Annotations]
    ids: Mapping[str, int]
    units: Units
    decisions: Sequence[Decision]
    gold: Annotations
    names: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {number: name for name, number in self.ids.items()}

    def spans(self, case: Case) -> dict[str, tuple[Span, ...]]:
        """Return each annotator's spans in a case."""
        return {name: tuple(self.readers[name].spans[i] for i in ids) for name, ids in case.spans.items()}

    def links(self, case: Case) -> dict[str, tuple[Relation, ...]]:
        """Return each annotator's links in a case."""
        return {name: tuple(self.readers[name].relations[i] for i in ids) for name, ids in case.links.items()}


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the ends of links stand for: gold spans, by their ids, or agreed groups not yet in gold, below 0."""

    of: Mapping[int, int]  # span id of a reader
    groups: Mapping[int, Mapping[str, tuple[int, ...]]]  # anchor below 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The items of a document, the agreed groups that are not in gold, and the links all make who could."""

    items: tuple[Item, ...]
    agreed: tuple[Mapping[str, tuple[int, ...]], ...]
    links: tuple[tuple[str, int, int], ...]
    anchors: Anchors


def standing(article: Article) -> Standing:
    """Return how the cases of a document stand."""
    of_spans = [d for d in article.decisions if not d.is_of_links]
    units = [(case, case.type.value) for case in article.units.cases]
    units += [(_agreed_case(article, spans), AGREED) for spans in article.units.agreed]
    unit_of = {i: n for n, (case, _) in enumerate(units) for ids in case.spans.values() for i in ids}
    touching: dict[int, list[Decision]] = defaultdict(list)
    items: list[Item] = []
    for decision in of_spans:
        touched = {unit_of[s.id] for said in decision.said for s in said.spans if s.id in unit_of}
        for number in touched:
            touching[number].append(decision)
        if not touched:
            items += _of_nothing(article, decision)
    agreed = []
    anchors: dict[int, int] = {}
    groups: dict[int, Mapping[str, tuple[int, ...]]] = {}
    for number, (case, kind) in enumerate(units):
        item = _item(article, case, kind, touching[number])
        if item is None:
            agreed.append(case.spans)
            groups[-len(agreed)] = case.spans
            anchors |= {i: -len(agreed) for ids in case.spans.values() for i in ids}
            continue
        items.append(item)
        if not item.is_open:
            anchors |= _anchors(article, case, item.decisions)
    found = Anchors(anchors, groups)
    links, shared = _link_items(article, found)
    return Standing((*items, *links), tuple(agreed), tuple(shared), found)


def _agreed_case(article: Article, spans: Mapping[str, tuple[int, ...]]) -> Case:
    name, ids = next(iter(spans.items()))
    span = article.readers[name].spans[ids[0]]
    return Case(CaseType.MISSING, article.document_id, span.start, span.end, dict(spans), (), {}, 0)


def _item(article: Article, case: Case, kind: str, decisions: list[Decision]) -> Item | None:
    """Return how a group of spans stands; None where all agree and nothing was decided."""
    real = [d for d in decisions if d.choice != Choice.LATER]
    if kind == AGREED:
        if not real:
            # What was put off may still hold something in gold that is no longer what all have.
            held = tuple(d for d in decisions if d.spans or d.links)
            return Item(_type_of(held[-1]), case, Status.LATER, held) if held else None
        (value,) = {value_of(span) for spans in article.spans(case).values() for span in spans}
        final = [article.gold.spans.get(i) for d in real for i in d.spans]
        if [one and value_of(one) for one in final] == [value]:
            return Item(_type_of(real[-1]), case, Status.DECIDED, tuple(real))
    elif not decisions:
        return Item(kind, case, Status.OPEN)
    why = [one for d in decisions for one in _differences(article, case, d)]
    if len(decisions) > 1 and not why:
        why = [message("readings of several cases belong together now")]
    if not why:
        (only,) = decisions
        status = Status.LATER if only.choice == Choice.LATER else Status.DECIDED
        return Item(kind if kind != AGREED else _type_of(only), case, status, (only,))
    if not real:
        return Item(kind, case, Status.OPEN, tuple(decisions))
    return Item(kind, case, Status.REOPENED, tuple(decisions), tuple(dict.fromkeys(why)))


def _type_of(decision: Decision) -> str:
    return decision.type


def _of_nothing(article: Article, decision: Decision) -> Iterable[Item]:
    """Return what is to be decided where all spans of a decision are gone and its final reading is not."""
    here = {article.names.get(said.annotator_id) for said in decision.said if said.spans}
    gone = here & article.readers.keys()
    if not gone or not any(i in article.gold.spans for i in decision.spans):
        return
    spans = {name: () for name in article.readers if name in here}
    case = Case(CaseType.MISSING, article.document_id, decision.start, decision.end, dict(spans),
                (CaseType.MISSING,), {}, 0)  # fmt: skip
    why = tuple(
        message("{annotator} has deleted this", annotator=name) for name in sorted(filter(None, gone))
    )
    status = Status.LATER if decision.choice == Choice.LATER else Status.REOPENED
    yield Item(CaseType.MISSING.value, case, status, (decision,), why)


def _differences(article: Article, case: Case, decision: Decision) -> list[Message]:
    """Say what is no longer as it was when a case was decided."""
    why = []
    final = Counter(value_of(s) for i in decision.spans if (s := article.gold.spans.get(i)) is not None)
    for name, spans in article.spans(case).items():
        said = decision.said_by(article.ids[name])
        now = Counter(map(value_of, spans))
        if said is None:
            if now != final:
                why.append(message("{annotator} has read this since", annotator=name))
        elif now != Counter(map(value_of, said.spans)):
            why.append(_what_changed(name, said.spans, spans))
    if any(i not in article.gold.spans for i in decision.spans):
        why.append(message("the final reading was changed"))
    return why


def _what_changed(name: str, then: Sequence[Span], now: Sequence[Span]) -> Message:
    if not now:
        return message("{annotator} has deleted this", annotator=name)
    if not then:
        return message("{annotator} has marked this since", annotator=name)
    values = [*zip(map(value_of, then), map(value_of, now), strict=False)]
    if len(then) == len(now) == 1:
        ((before, after),) = values
        if before[0] != after[0]:
            return message(
                "{annotator} has changed {old} to {new}", annotator=name, old=before[0], new=after[0]
            )
        if before[1] != after[1]:
            return message("{annotator} has moved the bounds", annotator=name)
        return message("{annotator} has changed an attribute", annotator=name)
    return message("{annotator} has changed this", annotator=name)


# Links


def _anchors(article: Article, case: Case, decisions: Sequence[Decision]) -> dict[int, int]:
    """Return for the spans in a decided group the gold spans that links of them are links of."""
    final = [s for d in decisions for i in d.spans if (s := article.gold.spans.get(i)) is not None]
    found = {}
    for spans in article.spans(case).values():
        left = list(final)
        # Of several spans of one annotator each stands for a final one of its own, as far as there are some.
        for span in sorted(spans, key=lambda s: (not _is_same(s, final), s.start, s.id)):
            met = counterpart(span, left or final)
            if met is not None:
                found[span.id] = met.id
                left = [one for one in left if one is not met]
    return found


def _is_same(span: Span, final: Iterable[Span]) -> bool:
    return any(value_of(span) == value_of(one) for one in final)


def _link_items(article: Article, anchors: Anchors) -> tuple[list[Item], list[tuple[str, int, int]]]:
    """Return the links on which annotators differ who have both ends, and those that all these have."""
    able: dict[str, set[int]] = {}
    heads: dict[str, dict[int, list[int]]] = {}
    made: dict[tuple[int, str], dict[int, dict[str, list[int]]]] = defaultdict(lambda: defaultdict(dict))
    for name, reading in article.readers.items():
        own = heads[name] = defaultdict(list)
        for span_id in reading.spans:
            if span_id in anchors.of:
                own[anchors.of[span_id]].append(span_id)
        able[name] = set(own)
        for relation in reading.relations.values():
            head, child = anchors.of.get(relation.head_id), anchors.of.get(relation.child_id)
            if head is not None and child is not None:
                made[head, relation.type][child].setdefault(name, []).append(relation.id)
    decided: dict[tuple[str, frozenset[int]], list[Decision]] = defaultdict(list)
    for decision in article.decisions:
        if decision.is_of_links:
            decided[_link_key(decision)].append(decision)
    items, shared = [], []
    for (head, kind), children in made.items():
        could = {child: [n for n in able if head in able[n] and child in able[n]] for child in children}
        disputed = [child for child, makers in children.items() if len(makers) < len(could[child])]
        shared += [(kind, head, child) for child in children if child not in disputed]
        if disputed:
            names = sorted({name for child in disputed for name in could[child]})
            links = {n: tuple(sorted(i for c in disputed for i in children[c].get(n, ()))) for n in names}
            spans = {n: tuple(sorted(heads[n][head])) for n in names}
            items.append(_link_item(article, anchors, kind, spans, links, decided))
    items += _changed_links(article, anchors, made, decided, items)
    return items, shared


def _link_key(decision: Decision) -> tuple[str, frozenset[int]]:
    kind = next(link.type for said in decision.said for link in said.links)
    return kind, frozenset(span.id for said in decision.said for span in said.spans)


def _link_item(
    article: Article,
    anchors: Anchors,
    kind: str,
    spans: dict[str, tuple[int, ...]],
    links: dict[str, tuple[int, ...]],
    decided: Mapping[tuple[str, frozenset[int]], list[Decision]],
) -> Item:
    first = [article.readers[name].spans[ids[0]] for name, ids in spans.items()]
    said = [
        frozenset(anchors.of[article.readers[name].relations[i].child_id] for i in ids)
        for name, ids in links.items()
    ]
    case = Case(
        CaseType.LINK,
        article.document_id,
        min(s.start for s in first),
        max(s.end for s in first),
        spans,
        (CaseType.LINK,),
        links,
        sum(one != other for n, one in enumerate(said) for other in said[n + 1 :]),
    )
    item = Item(CaseType.LINK.value, case, Status.OPEN, kind=kind)
    held = [d for (k, ids), ds in decided.items() if k == kind and ids & item.key[2] for d in ds]
    if not held:
        return item
    why = [one for d in held for one in _link_differences(article, case, d)]
    real = any(d.choice != Choice.LATER for d in held)
    if len(held) == 1 and not why:
        return replace(item, status=Status.DECIDED if real else Status.LATER, decisions=tuple(held))
    return replace(
        item,
        status=Status.REOPENED if real else Status.OPEN,
        decisions=tuple(held),
        why=tuple(dict.fromkeys(why)),
    )


def _link_differences(article: Article, case: Case, decision: Decision) -> list[Message]:
    why = []
    for name, links in article.links(case).items():
        said = decision.said_by(article.ids[name])
        if said is None:
            why.append(message("{annotator} has read this since", annotator=name))
        elif _ends(said) != {(r.type, r.child_id) for r in links}:
            why.append(message("the links of {annotator} are others now", annotator=name))
    if any(i not in article.gold.relations for i in decision.links):
        why.append(message("the final reading was changed"))
    return why


def _ends(said: Said) -> set[tuple[str, int]]:
    return {(link.type, link.child_id) for link in said.links}


def _changed_links(
    article: Article,
    anchors: Anchors,
    made: Mapping[tuple[int, str], Mapping[int, Mapping[str, list[int]]]],
    decided: Mapping[tuple[str, frozenset[int]], list[Decision]],
    items: Sequence[Item],
) -> list[Item]:
    """Return decisions about links on which nobody differs any longer, though gold has others than they do."""
    seen = {d.id for item in items for d in item.decisions}
    found = []
    for (kind, span_ids), decisions in decided.items():
        left = [d for d in decisions if d.id not in seen and (d.choice != Choice.LATER or d.links)]
        heads = {anchors.of[i] for i in span_ids if i in anchors.of}
        if not left or len(heads) != 1 or min(heads) < 0:
            continue
        (head,) = heads
        children = set(made.get((head, kind), ()))
        final = {
            r.child_id for r in article.gold.relations_of([head]) if r.type == kind and r.head_id == head
        }
        if final == children:
            continue
        owners = {
            n: tuple(i for i in a.spans if anchors.of.get(i) == head) for n, a in article.readers.items()
        }
        spans = {name: ids for name, ids in owners.items() if ids}
        links = {
            n: tuple(sorted(i for makers in made.get((head, kind), {}).values() for i in makers.get(n, ())))
            for n in spans
        }
        item = _link_item(article, anchors, kind, spans, links, {})
        why = (message("the annotators agree on other links now"),)
        put_off = all(d.choice == Choice.LATER for d in left)
        status = Status.LATER if put_off else Status.REOPENED
        found.append(replace(item, status=status, decisions=tuple(left), why=why))
    return found
