"""How links stand: judged once their ends are settled, those of one span that exclude each other as one case.

A decision about links is about those links that the readers had, whatever their ends come
to stand for. It holds, and its case is decided, while they have these and no others:

- Where ends are decided anew, the same step of the history makes the final links those that
  the decision takes between what the ends now stand for (see `workspace.deciding`). One whose
  end is no longer in the final reading goes with it; it comes again when the end does,
  unless the lead had made it by hand.
- Of links that become one so, some taken and some not, the final reading has that one.
- A link that no decision is about, as its ends were not settled then or were others, is
  a case of its own, and open: nobody has been asked about it.
- Open again is a case only where a reader has other links since, or has read the article
  since, or where the final links were edited elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.agreement.cases import Case, CaseType
from annotator.agreement.items import Anchors, Article, Item, Status, Triple
from annotator.agreement.link_ends import Linked, links_of
from annotator.agreement.link_matters import Matter, matters
from annotator.core.decisions import Choice, Decision
from annotator.core.messages import Message, message
from annotator.core.spans import Relation

FINAL_CHANGED = message("the final reading was changed")


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
    linked = Linked(article, anchors)
    found = _Links(article, anchors, linked)
    decided = [item for matter in matters(article, anchors, linked) for item in found.of_matter(matter)]
    items = (*found.open(), *decided)
    shared = tuple(found.shared())
    return LinkStanding(items, shared, found.waiting(shared))


class _Links:
    """The links of one document; `_settled` are those that decisions speak for."""

    def __init__(self, article: Article, anchors: Anchors, linked: Linked) -> None:
        self._article, self._anchors, self._linked = article, anchors, linked
        self._gold = {(r.type, r.head_id, r.child_id): i for i, r in article.gold.relations.items()}
        self._holders = Counter(i for d in article.decisions for i in d.links)
        self._settled: set[Triple] = set()

    # What nobody has decided

    def open(self) -> Iterator[Item]:
        """Yield the cases that are not decided; asked after those that are."""
        at: dict[int, list[Triple]] = defaultdict(list)
        for triple in self._linked.makers:
            if triple not in self._settled and self._linked.is_disputed(triple):
                at[triple[1]].append(triple)
        for head in at:
            for part in _joined(at[head]):
                able = {name for triple in part for name in self._linked.able(triple)}
                spans = {name: tuple(sorted(self._linked.heads[head][name])) for name in sorted(able)}
                makers = [self._linked.makers[triple] for triple in part]
                links = {n: [link for own in makers for link in own.get(n, ())] for n in spans}
                yield self._item(spans, links, part[0][0])

    def shared(self) -> Iterator[Triple]:
        """Yield the links that all make who have both ends, and about which nothing was decided."""
        for triple in self._linked.makers:
            if triple not in self._settled and not self._linked.is_disputed(triple):
                yield triple

    def waiting(self, shared: Iterable[Triple]) -> int:
        """Return how many links all agree on that gold has otherwise, though it has their ends."""
        settled = self._anchors.settled
        lacking = sum(min(triple[1:]) > 0 and triple not in self._gold for triple in shared)
        unmade = sum(
            i not in self._holders and triple not in self._linked.makers and settled.issuperset(triple[1:])
            for triple, i in self._gold.items()
        )
        return lacking + unmade

    def _item(
        self, spans: Mapping[str, tuple[int, ...]], links: Mapping[str, Iterable[Relation]], kind: str
    ) -> Item:
        """Return an open case of links by annotator, with the spans they start at."""
        article = self._article
        own = {name: tuple(links.get(name, ())) for name in spans}
        first = [article.readers[name].spans[i] for name, ids in spans.items() for i in ids]
        said = [self._linked.ends.triples(one) for one in own.values()]
        gain = sum(one != other for n, one in enumerate(said) for other in said[n + 1 :])
        start, end = min(s.start for s in first), max(s.end for s in first)
        ids = {name: tuple(sorted(link.id for link in one)) for name, one in own.items()}
        case = Case(CaseType.LINK, article.document_id, start, end, dict(spans), (CaseType.LINK,), ids, gain)
        return Item(CaseType.LINK.value, case, Status.OPEN, kind=kind)

    # What was decided

    def of_matter(self, matter: Matter) -> Iterator[Item]:
        """Yield the case of what was decided together, if it is one still."""
        triples = {triple for own in matter.links.values() for triple in self._linked.ends.triples(own)}
        if not matter.is_binding:
            # Put off before anything was decided: what nobody differs in any longer is no case.
            triples = {triple for triple in triples if self._linked.is_disputed(triple)}
            if not triples:
                return
        self._settled |= triples
        spans = self._spans(matter, triples)
        if not any(spans.values()):
            return  # their heads are gone, and with these everything
        kinds = matter.kinds or {kind for kind, _, _ in triples}
        item = self._item(spans, matter.links, min(kinds, default=CaseType.LINK.value))
        item = replace(item, decisions=tuple(matter.decisions))
        why = tuple(dict.fromkeys(self._why(matter, triples)))
        is_put_off = all(d.choice == Choice.LATER for d in matter.decisions)
        if not why or (is_put_off and not triples):
            yield replace(item, status=Status.LATER if is_put_off else Status.DECIDED)
        elif self._is_as_all_have(matter, triples):
            if not is_put_off:
                yield replace(item, status=Status.DECIDED)
        elif is_put_off:
            yield item
        else:
            yield replace(item, status=Status.REOPENED, why=why)

    def _spans(self, matter: Matter, triples: Iterable[Triple]) -> dict[str, tuple[int, ...]]:
        """Return the spans that links start at, of those who were asked then, or could make any now."""
        able = {name for triple in triples for name in self._linked.able(triple)}
        heads = {head for _, head, _ in triples}
        found = {}
        for name, reading in self._article.readers.items():
            said = matter.said_by(self._article.ids[name])
            if not said and name not in able:
                continue
            ids = {s.id for one in said for s in one.spans if s.id in reading.spans}
            ids |= {link.head_id for link in matter.links.get(name, ())}
            ids = ids or {i for head in heads for i in self._linked.heads[head].get(name, ())}
            found[name] = tuple(sorted(ids))
        return found

    def _why(self, matter: Matter, triples: set[Triple]) -> Iterator[Message]:
        """Say what is no longer as it was when links were decided."""
        article, first = self._article, matter.decisions[0].id
        final = triples & self._gold.keys()
        for name, reading in article.readers.items():
            number = article.ids[name]
            said = matter.said_by(number)
            is_known = bool(said) or article.told.get(number, first + 1) <= first
            if name in matter.gone or (is_known and name in matter.new):
                yield message("the links of {annotator} are others now", annotator=name)
            elif not is_known and any(name in self._linked.able(triple) for triple in triples):
                own = self._linked.ends.triples(reading.relations.values())
                if own & triples != final:
                    yield message("{annotator} has read this since", annotator=name)
        if not all(map(self._holds, matter.decisions)):
            yield FINAL_CHANGED

    def _holds(self, decision: Decision) -> bool:
        """Tell whether gold has those links that were decided, and none that was decided against."""
        relations, ends = self._article.gold.relations, self._linked.ends
        chosen = ends.chosen(decision)
        if chosen is None:
            return decision.choice == Choice.LATER or all(i in relations for i in decision.links)
        own = set(decision.links)
        said = links_of(decision)
        against = ends.triples(said) - chosen
        # Gold may have what was decided against here as something else was decided elsewhere.
        against = {t for t in against if t in self._gold and not self._is_held(self._gold[t], own)}
        held = {(r.type, r.head_id, r.child_id) for i in own if (r := relations.get(i)) is not None}
        if held - chosen and not self._anchors.is_open(said):
            return False
        return not against and all(t in self._gold for t in chosen if min(t[1:]) > 0)

    def _is_held(self, link: int, own: set[int]) -> bool:
        """Tell whether other decisions than that with the links `own` have put a link into gold."""
        return self._holders[link] > (link in own)

    def _is_as_all_have(self, matter: Matter, triples: set[Triple]) -> bool:
        """Tell whether nobody differs any longer, and gold has what all have."""
        relations = self._article.gold.relations
        held = {i: relations[i] for d in matter.decisions for i in d.links if i in relations}
        in_gold = {(r.type, r.head_id, r.child_id) for r in held.values()}
        said = (link for d in matter.decisions for link in links_of(d))
        in_gold |= (triples | self._linked.ends.triples(said)) & self._gold.keys()
        return in_gold == triples and not any(map(self._linked.is_disputed, triples))


def _joined(triples: Sequence[Triple]) -> Iterator[list[Triple]]:
    """Yield the links of one head that share a type or a place together: one says what another excludes."""
    left = sorted(triples)
    while left:
        group = [left.pop(0)]
        for one in group:  # which grows meanwhile
            near = [other for other in left if other[0] == one[0] or other[2] == one[2]]
            group += near
            left = [other for other in left if other not in near]
        yield sorted(group)
