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


def chosen_by(article: Article, anchors: Anchors, decision: Decision) -> frozenset[Triple] | None:
    """Return the links that a decision takes, by what their ends stand for now; None of a free edit, or one put off."""
    if decision.choice in (Choice.EDITED, Choice.LATER):
        return None
    found = _Allowed(article, anchors)
    said = {one.annotator_id: found.triples(one.links) for one in decision.said}
    return settled_links(said, decision.choice, decision.taken)


class _Allowed:
    """Links by what their ends stand for, without those that the scheme forbids between the final labels."""

    def __init__(self, article: Article, anchors: Anchors) -> None:
        self._article, self._anchors = article, anchors
        self._known: dict[Triple, bool] = {}

    def triple(self, link: Relation) -> Triple | None:
        """Return what a link stands for, None where an end is not settled, or the final reading cannot have it."""
        head, child = self._anchors.of.get(link.head_id), self._anchors.of.get(link.child_id)
        if head is None or child is None:
            return None
        found = link.type, head, child
        if found not in self._known:
            self._known[found] = self._is_allowed(*found)
        return found if self._known[found] else None

    def triples(self, links: Iterable[Relation]) -> set[Triple]:
        """Return what links stand for that the final reading can have."""
        return {found for link in links if (found := self.triple(link)) is not None}

    def _is_allowed(self, kind: str, head: int, child: int) -> bool:
        scheme = self._article.scheme
        return scheme is None or kind in {
            one.name for one in scheme.relations_between(self._label(head), self._label(child))
        }

    def _label(self, anchor: int) -> str:
        if anchor > 0:
            return self._article.gold.spans[anchor].label
        name, ids = next(iter(self._anchors.groups[anchor].items()))
        return self._article.readers[name].spans[ids[0]].label


@dataclass(frozen=True, slots=True)
class _Judged:
    """The decisions about links: by the ids of the spans the links start at, and by those of all links in them.

    `links` are those about which something was decided, and not only put off.
    """

    at: Mapping[int, Sequence[Decision]]
    of: Mapping[int, Sequence[Decision]]
    links: frozenset[int]


def _judged(decisions: Iterable[Decision]) -> _Judged:
    at: dict[int, list[Decision]] = defaultdict(list)
    of: dict[int, list[Decision]] = defaultdict(list)
    links: set[int] = set()
    for decision in decisions:
        if decision.is_of_links:
            for said in decision.said:
                if decision.choice != Choice.LATER:
                    links.update(link.id for link in said.links)
                for link in said.links:
                    of[link.id].append(decision)
                for span in said.spans:
                    at[span.id].append(decision)
    return _Judged(at, of, frozenset(links))


class _Links:
    """The links of one document, by what their ends stand for."""

    def __init__(self, article: Article, anchors: Anchors) -> None:
        self._article, self._of = article, anchors.of
        self._anchors, allowed = anchors, _Allowed(article, anchors)
        self._allowed = allowed
        self._judged = _judged(article.decisions)
        self._heads: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.made: dict[int, dict[_To, dict[str, list[int]]]] = defaultdict(dict)
        for name, reading in article.readers.items():
            for span_id in reading.spans:
                if (anchor := anchors.of.get(span_id)) is not None:
                    self._heads[anchor][name].append(span_id)
            for relation in reading.relations.values():
                if (triple := allowed.triple(relation)) is not None:
                    kind, head, child = triple
                    makers = self.made[head].setdefault((kind, child), {})
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
            for part, decisions in self._parts(head, disputed):
                able = {name for _, child in part for name in self._able(head, child)}
                yield self._standing(self._item(head, part, sorted(able)), decisions)

    def _parts(self, head: int, group: Sequence[_To]) -> Iterator[tuple[list[_To], list[Decision]]]:
        """Yield targets that belong together with what was decided of them.

        What somebody had when others of the group were decided, and could not be judged as its
        ends were not settled, is a case of its own: nothing has changed in what was decided.
        """
        owners = {to: self._owners(head, to) for to in group}
        kinds = {kind for kind, _ in group}
        heads = (i for own in self._heads[head].values() for i in own)
        near = {d.id: d for i in heads for d in self._judged.at.get(i, ()) if kinds & _kinds(d)}
        near |= {i: d for owned in owners.values() for i, d in owned.items()}
        new = [to for to in group if not owners[to] and any(self._is_newer(head, to, d) for d in near)]
        if new:
            late = [to for to in group if not owners[to] and to not in new]
            yield [to for to in group if to not in late], [near[i] for i in sorted(near)]
        else:
            late = [to for to in group if not owners[to]]
            yield from _by_owner({to: owned for to, owned in owners.items() if owned})
        for part in _joined(late):
            yield part, []

    def _owners(self, head: int, to: _To) -> dict[int, Decision]:
        """Return the decisions that links to a place were part of."""
        ids = (i for own in self.made[head][to].values() for i in own)
        return {d.id: d for i in ids for d in self._judged.of.get(i, ())}

    def _is_newer(self, head: int, to: _To, decision: int) -> bool:
        """Tell whether a link was made since a decision: ids come in the order of time."""
        return any(i > decision for own in self.made[head][to].values() for i in own)

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

    def _standing(self, item: Item, held: Sequence[Decision]) -> Item:
        """Return a case with what was decided of it."""
        if not held:
            return item
        decisions = tuple(held)
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
                if name not in self._known_at(decisions[0].id):
                    yield message("{annotator} has read this since", annotator=name)
                continue
            then = {(r.type, r.child_id) for one in said for r in one.links}
            heads = {span.id for one in said for span in one.spans}
            own = self._article.readers[name].relations_of(heads.union(case.spans[name]))
            # What is older was there, and came to this case by a decision about its ends.
            new = {(r.type, r.child_id) for r in links if r.id > decisions[-1].id}
            if not (new <= then <= {(r.type, r.child_id) for r in own}):
                yield message("the links of {annotator} are others now", annotator=name)
        if not all(self._holds(decision) for decision in decisions):
            yield FINAL_CHANGED

    def _known_at(self, decision: int) -> set[str]:
        """Return the annotators whose readings were part of this decision or of an earlier one."""
        told = {one.annotator_id for d in self._article.decisions if d.id <= decision for one in d.said}
        return {name for name in self._article.readers if self._article.ids[name] in told}

    def _holds(self, decision: Decision) -> bool:
        """Tell whether gold has those links that were decided, and none that was decided against."""
        relations = self._article.gold.relations
        if any(i not in relations for i in decision.links):
            return False
        chosen = chosen_by(self._article, self._anchors, decision)
        if chosen is None:
            return True
        said = self._allowed.triples(link for one in decision.said for link in one.links)
        in_gold = {(r.type, r.head_id, r.child_id) for i in decision.links for r in (relations[i],)}
        return in_gold == chosen and not self._in_gold(said - chosen)

    def _in_gold(self, links: set[Triple]) -> bool:
        found = self._article.gold.relations_of({head for _, head, _ in links}) if links else ()
        return any((r.type, r.head_id, r.child_id) in links for r in found)

    def changed(self, seen: Collection[int]) -> list[Item]:
        """Return what was decided, but for those `seen`, of links on which nobody differs any longer.

        Open again where gold has others than they do.
        """
        at: dict[int, dict[int, Decision]] = defaultdict(dict)
        for span_id, decisions in self._judged.at.items():
            head = self._of.get(span_id, 0)
            at[head] |= {d.id: d for d in decisions if d.id not in seen and _is_held(d)}
        found: list[Item] = []
        for head in sorted(one for one in at if one > 0):
            for kinds, decisions in _by_kinds(at[head].values()):
                # What they still differ in is a case of its own.
                differing = {to for to in self.made.get(head, ()) if self._is_disputed(head, to)}
                targets = [to for to in self.made.get(head, ()) if to[0] in kinds and to not in differing]
                if self._final(head, kinds) - differing != set(targets):
                    found.append(self._reopened(head, targets, kinds, decisions))
                elif any(d.choice != Choice.LATER for d in decisions):
                    found.append(self._still_decided(head, targets, kinds, decisions))
        return found

    def _final(self, head: int, kinds: Collection[str]) -> set[_To]:
        """Return where links of gold lead from one place, as far as that is settled."""
        settled = self._heads
        return {
            (r.type, r.child_id)
            for r in self._article.gold.relations_of([head])
            if r.head_id == head and r.type in kinds and r.child_id in settled
        }

    def _still_decided(
        self, head: int, targets: Sequence[_To], kinds: Collection[str], decisions: Sequence[Decision]
    ) -> Item:
        own = [to for to in targets if self._owners(head, to).keys() & {d.id for d in decisions}]
        item = self._item(head, own, sorted(self._heads[head]), min(kinds))
        return replace(item, status=Status.DECIDED, decisions=tuple(decisions))

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


def _by_owner(owners: Mapping[_To, Mapping[int, Decision]]) -> Iterator[tuple[list[_To], list[Decision]]]:
    """Yield the targets that were part of the same decisions together, with these."""
    left = dict(owners)
    while left:
        first = min(left)
        group, held = [first], dict(left.pop(first))
        while more := [to for to, owned in left.items() if owned.keys() & held.keys()]:
            group += more
            for to in more:
                held |= left.pop(to)
        yield sorted(group), [held[i] for i in sorted(held)]


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
