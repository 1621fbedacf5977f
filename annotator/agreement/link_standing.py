"""How links stand: judged once their ends are settled, those of one span that exclude each other as one case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.agreement.cases import Case, CaseType
from annotator.agreement.items import Anchors, Article, Item, Status, Triple
from annotator.agreement.settling import settled_links
from annotator.core.decisions import Choice, Decision
from annotator.core.messages import Message, message
from annotator.core.spans import Relation

FINAL_CHANGED = message("the final reading was changed")
_To = tuple[str, int]  # a link's type, and what its child stands for
_Makers = Mapping[str, Sequence[int]]  # the ids of links by annotator


@dataclass(frozen=True, slots=True)
class LinkStanding:
    """The links on which annotators differ who have both ends, as cases, and those that all these have.

    Of the latter, those that somebody has decided about are left out. `waiting` counts the
    links that all these agree on, to make or not, and gold has otherwise.
    """

    items: tuple[Item, ...]
    shared: tuple[Triple, ...]
    waiting: int


def link_items(article: Article, anchors: Anchors) -> LinkStanding:
    """Return how the links of a document stand."""
    found = _Links(article, anchors)
    items = [item for head in found.made for item in found.items(head)]
    seen = {d.id for item in items for d in item.decisions}
    items += found.changed(seen)
    shared = tuple(found.shared())
    return LinkStanding(tuple(items), shared, found.waiting(shared))


@dataclass(frozen=True, slots=True)
class _Judged:
    """The decisions about links, by the ids of the spans the links start at, and the ids of all links in them."""

    at: Mapping[int, Sequence[Decision]]
    links: frozenset[int]


def _judged(decisions: Iterable[Decision]) -> _Judged:
    at: dict[int, list[Decision]] = defaultdict(list)
    links: set[int] = set()
    for decision in decisions:
        if decision.is_of_links:
            for said in decision.said:
                if decision.choice != Choice.LATER:
                    links.update(link.id for link in said.links)
                for span in said.spans:
                    at[span.id].append(decision)
    return _Judged(at, frozenset(links))


class _Links:
    """The links of one document, by what their ends stand for."""

    def __init__(self, article: Article, anchors: Anchors) -> None:
        self._article, self._of = article, anchors.of
        self._judged = _judged(article.decisions)
        self._heads: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.made: dict[int, dict[_To, dict[str, list[int]]]] = defaultdict(dict)
        for name, reading in article.readers.items():
            for span_id in reading.spans:
                if (anchor := anchors.of.get(span_id)) is not None:
                    self._heads[anchor][name].append(span_id)
            for relation in reading.relations.values():
                head, child = anchors.of.get(relation.head_id), anchors.of.get(relation.child_id)
                if head is not None and child is not None:
                    makers = self.made[head].setdefault((relation.type, child), {})
                    makers.setdefault(name, []).append(relation.id)

    def _able(self, head: int, child: int) -> list[str]:
        """Return the annotators who have both ends."""
        there = self._heads[child]
        return [name for name in self._article.readers if name in self._heads[head] and name in there]

    def _is_disputed(self, head: int, to: _To) -> bool:
        return len(self.made[head][to]) < len(self._able(head, to[1]))

    def shared(self) -> Iterator[Triple]:
        """Yield the links that all make who have both ends, and about which nothing was decided."""
        for head, targets in self.made.items():
            for (kind, child), makers in targets.items():
                ids = [i for own in makers.values() for i in own]
                if self._judged.links.isdisjoint(ids) and not self._is_disputed(head, (kind, child)):
                    yield kind, head, child

    def waiting(self, shared: Iterable[Triple]) -> int:
        """Return how many links all agree on that gold has otherwise, though it has their ends."""
        article = self._article
        gold = {(r.type, r.head_id, r.child_id): i for i, r in article.gold.relations.items()}
        decided = {i for d in article.decisions for i in d.links}
        lacking = sum(
            head > 0 and child > 0 and (kind, head, child) not in gold for kind, head, child in shared
        )
        unmade = sum(
            i not in decided
            and {head, child} <= self._heads.keys()
            and (kind, child) not in self.made.get(head, ())
            for (kind, head, child), i in gold.items()
        )
        return lacking + unmade

    def items(self, head: int) -> Iterator[Item]:
        """Yield the cases of the links that start at one place."""
        for disputed in _joined([to for to in self.made[head] if self._is_disputed(head, to)]):
            able = {name for _, child in disputed for name in self._able(head, child)}
            yield self._standing(self._item(head, disputed, sorted(able)))

    def _item(self, head: int, targets: Sequence[_To], names: Sequence[str], kind: str = "") -> Item:
        """Return an open case of the links that lead from one place to others."""
        article, makers = self._article, [self.made[head][to] for to in targets]
        spans = {name: tuple(sorted(self._heads[head][name])) for name in names}
        links = {name: tuple(sorted(i for own in makers for i in own.get(name, ()))) for name in names}
        first = [article.readers[name].spans[ids[0]] for name, ids in spans.items()]
        said = [frozenset(to for to, own in zip(targets, makers, strict=True) if n in own) for n in names]
        gain = sum(one != other for n, one in enumerate(said) for other in said[n + 1 :])
        start, end = min(s.start for s in first), max(s.end for s in first)
        case = Case(CaseType.LINK, article.document_id, start, end, spans, (CaseType.LINK,), links, gain)
        return Item(CaseType.LINK.value, case, Status.OPEN, kind=kind or min(to[0] for to in targets))

    def _standing(self, item: Item) -> Item:
        """Return a case with what was decided of it."""
        kinds = {r.type for own in self._article.links(item.case).values() for r in own}
        ids = (i for own in item.case.spans.values() for i in own)
        held = {d.id: d for i in ids for d in self._judged.at.get(i, ()) if kinds & _kinds(d)}
        if not held:
            return item
        decisions = tuple(held[i] for i in sorted(held))
        why = tuple(dict.fromkeys(self._why(item.case, decisions)))
        put_off = [d.choice == Choice.LATER for d in decisions]
        if not why and len(set(put_off)) == 1:
            status = Status.LATER if all(put_off) else Status.DECIDED
        else:
            status = Status.OPEN if all(put_off) else Status.REOPENED
        return replace(item, status=status, decisions=decisions, why=() if status == Status.OPEN else why)

    def _why(self, case: Case, decisions: Sequence[Decision]) -> Iterator[Message]:
        """Say what is no longer as it was when links were decided."""
        for name, links in self._article.links(case).items():
            said = [one for d in decisions if (one := d.said_by(self._article.ids[name])) is not None]
            if not said:
                yield message("{annotator} has read this since", annotator=name)
            elif {(r.type, r.child_id) for one in said for r in one.links} != {
                (r.type, r.child_id) for r in links
            }:
                yield message("the links of {annotator} are others now", annotator=name)
        if not all(self._holds(decision) for decision in decisions):
            yield FINAL_CHANGED

    def _holds(self, decision: Decision) -> bool:
        """Tell whether gold has those links that were decided, and none that was decided against."""
        relations = self._article.gold.relations
        if any(i not in relations for i in decision.links):
            return False
        if decision.choice in (Choice.EDITED, Choice.LATER):
            return True
        said = {one.annotator_id: self._triples(one.links) for one in decision.said}
        chosen = settled_links(said, decision.choice, decision.taken)
        in_gold = {(r.type, r.head_id, r.child_id) for i in decision.links for r in (relations[i],)}
        return in_gold == chosen and not self._in_gold(set().union(*said.values()) - chosen)

    def _triples(self, links: Iterable[Relation]) -> set[Triple]:
        of = self._of
        return {
            (r.type, of[r.head_id], of[r.child_id]) for r in links if r.head_id in of and r.child_id in of
        }

    def _in_gold(self, links: set[Triple]) -> bool:
        found = self._article.gold.relations_of({head for _, head, _ in links}) if links else ()
        return any((r.type, r.head_id, r.child_id) in links for r in found)

    def changed(self, seen: Collection[int]) -> list[Item]:
        """Return what was decided, but for those `seen`, of links on which nobody differs any longer.

        As a case only where gold has others than they do.
        """
        at: dict[int, dict[int, Decision]] = defaultdict(dict)
        for span_id, decisions in self._judged.at.items():
            head = self._of.get(span_id, 0)
            at[head] |= {d.id: d for d in decisions if d.id not in seen and _is_held(d)}
        found: list[Item] = []
        for head in sorted(one for one in at if one > 0):
            for kinds, decisions in _by_kinds(at[head].values()):
                targets = [to for to in self.made.get(head, ()) if to[0] in kinds]
                if self._final(head, kinds) != set(targets):
                    found.append(self._reopened(head, targets, kinds, decisions))
        return found

    def _final(self, head: int, kinds: Collection[str]) -> set[_To]:
        """Return where links of gold lead from one place, as far as that is settled."""
        settled = self._heads
        return {
            (r.type, r.child_id)
            for r in self._article.gold.relations_of([head])
            if r.head_id == head and r.type in kinds and r.child_id in settled
        }

    def _reopened(
        self, head: int, targets: Sequence[_To], kinds: Collection[str], decisions: Sequence[Decision]
    ) -> Item:
        item = self._item(head, targets, sorted(self._heads[head]), min(kinds))
        status = Status.LATER if all(d.choice == Choice.LATER for d in decisions) else Status.REOPENED
        why = (message("the annotators agree on other links now"),)
        return replace(item, status=status, decisions=tuple(decisions), why=why)


def _kinds(decision: Decision) -> frozenset[str]:
    """Return the types of the links that a decision was about."""
    return frozenset(link.type for said in decision.said for link in said.links)


def _is_held(decision: Decision) -> bool:
    """Tell whether something in gold follows from a decision, or is to be kept out."""
    return decision.choice != Choice.LATER or bool(decision.links)


def _by_kinds(decisions: Iterable[Decision]) -> Iterator[tuple[frozenset[str], list[Decision]]]:
    """Yield decisions that are about links of a type in common together."""
    left = sorted(decisions, key=lambda d: d.id)
    while left:
        kinds, group = _kinds(left[0]), [left[0]]
        while more := [d for d in left if d not in group and kinds & _kinds(d)]:
            group += more
            kinds = kinds.union(*map(_kinds, more))
        left = [d for d in left if d not in group]
        if kinds:
            yield kinds, sorted(group, key=lambda d: d.id)


def _joined(targets: Sequence[_To]) -> Iterator[list[_To]]:
    """Yield the targets that share a type or a place together: one says what another excludes."""
    left = sorted(targets)
    while left:
        group = [left.pop(0)]
        for one in group:  # which grows meanwhile
            near = [to for to in left if to[0] == one[0] or to[1] == one[1]]
            group += near
            left = [to for to in left if to not in near]
        yield sorted(group)
