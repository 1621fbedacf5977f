"""What a decision changes: its own row, the gold layer that follows from it, and the rows it takes the place of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from annotator.agreement.items import AGREED, Article, Item, Standing
from annotator.agreement.link_following import following, holding
from annotator.agreement.standing import standing
from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import Choice, Decision, Said, Value, value_of
from annotator.core.ids import fresh_id
from annotator.core.spans import Layer, Origin, Relation, Span, State
from annotator.workspace.verdicts import Verdict, wanted

ALL_AGREE = "all agree"


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, when, under which version of the guideline, after which row of the history."""

    lead_id: int
    at: str
    scheme_version: int
    after: int


class Plan:
    """The changes that some decisions of one document come to; nothing is written."""

    def __init__(self, article: Article, by: By, now: Standing | None = None) -> None:
        """Start from an article; `now` is how its cases stand, where that is known."""
        self.article = replace_article(article)
        self.by = by
        self.changes: list[Change] = []
        self._standing = now
        self._loose: set[int] = set()  # final links of decisions that were superseded
        self._new: dict[int, int] = {}  # where in the changes each decision is made

    @property
    def standing(self) -> Standing:
        """How the document's cases stand after the changes."""
        if self._standing is None:
            self._standing = standing(self.article)
        return self._standing

    def decide(self, item: Item, verdict: Verdict) -> None:
        """Decide a case, or put it off."""
        if verdict.choice == Choice.LATER:
            self._put_off(item, self._decision(item, verdict))
        else:
            self.decide_all([(item, verdict)])

    def decide_all(
        self, verdicts: Iterable[tuple[Item, Verdict]], going_on: Callable[[], None] = lambda: None
    ) -> None:
        """Decide cases that stand beside each other; the final links follow.

        As it costs no more for each where there are more, it is asked of the standing once.
        """
        now, touched, ends = self.standing, set[int](), set[int]()
        holds = holding(now)
        for item, verdict in verdicts:
            going_on()
            if item.type == "link":
                holds.add(self._decide_links(item, verdict))
                ends |= self._agreed_ends(item, now)
            else:
                touched |= self._decide_spans(item, verdict)
        for anchor in sorted(ends, reverse=True):
            touched.update(self.accept(now.anchors.groups[anchor], ALL_AGREE))
        self._follow(touched, holds)

    def _decide_spans(self, item: Item, verdict: Verdict) -> set[int]:
        """Decide a case of spans; return the gold spans it was, and now is, settled by."""
        decision = self._decision(item, verdict)
        spans = wanted(self.article, item, verdict)
        old = self._old_spans(item)
        touched = {i for d in item.decisions for i in d.spans}
        self._supersede(item, decision.id)
        ids = self._put_spans(decision, old, spans)
        self._record(replace(decision, spans=ids))
        return touched.union(ids)

    def _put_off(self, item: Item, decision: Decision) -> None:
        """Leave in gold what was decided before, until it is decided anew."""
        self._supersede(item, decision.id)
        spans = tuple(dict.fromkeys(i for d in item.decisions for i in d.spans))
        links = tuple(dict.fromkeys(i for d in item.decisions for i in d.links))
        said = decision.said
        if not any(one.spans for one in said):
            # All have deleted it: the case goes on being known by what they had.
            said = tuple(one for d in item.decisions for one in d.said if one.spans) or said
        if item.type == "link" and not any(one.links for one in said):
            said = tuple(one for d in item.decisions for one in d.said) or said
        self._record(replace(decision, said=said, spans=spans, links=links))

    def accept(self, spans: Mapping[str, tuple[int, ...]], rule: str) -> tuple[int, ...]:
        """Take what everybody has into gold; return the gold span that says so."""
        readings = {name: [self.article.readers[name].spans[i] for i in ids] for name, ids in spans.items()}
        first = next(iter(readings.values()))[0]
        said = tuple(
            Said(self.article.ids[name], self.article.readers[name].layer.id, tuple(own))
            for name, own in readings.items()
        )
        decision = self._row(AGREED, first.start, first.end, Verdict(Choice.READING, rule=rule), said)
        ids = self._put_spans(decision, [], [value_of(first)])
        self._record(replace(decision, spans=ids))
        return ids

    def accept_all(self, rule: str, going_on: Callable[[], None] = lambda: None) -> None:
        """Take all that everybody has into gold, with the links that all make who could."""
        now = self.standing
        for spans in now.agreed:
            going_on()
            self.accept(spans, rule)
        self._follow(set(self.article.gold.spans), holding(now))

    def edited(self, item: Item, verdict: Verdict, gold: Annotations) -> None:
        """Decide a case by the gold layer as somebody has edited it."""
        decision, holds = self._decision(item, verdict), holding(self.standing)
        mine = {i for d in item.decisions for i in (*d.spans, *d.links)}
        changes = differences(self.article.gold, gold)
        own = {d.id for d in item.decisions}
        others = {i for d in self.article.decisions if d.id not in own for i in (*d.spans, *d.links)}
        # What another decision put there stays its own, though it was edited here.
        new = {c.after.id for c in changes if isinstance(c.after, Span | Relation)} - others
        self._supersede(item, decision.id)
        self._ensure_layer()
        for change in changes:
            self._put(change)
        spans = tuple(sorted(i for i in self.article.gold.spans if i in new or i in mine))
        links = tuple(sorted(i for i in self.article.gold.relations if i in new or i in mine))
        self._record(replace(decision, spans=spans if item.type != "link" else (), links=links))
        with_ends, cut = _links_gone(changes, self.article.gold)
        self._take_links(with_ends)
        self._follow(
            set(), {d.id for d in self.article.decisions if d.id in holds and cut.isdisjoint(d.links)}
        )

    def finish(self) -> None:
        """Mark the gold layer as done where nothing is left to decide, and as in progress where something is."""
        layer = self.article.gold.layer
        if not self.article.gold.stored:
            return
        rest = self.standing.waiting or any(item.is_open for item in self.standing.items)
        state = State.IN_PROGRESS if rest else State.DONE
        if layer.state != state:
            self._put(Change(layer, replace(layer, state=state)))

    # Spans

    def _old_spans(self, item: Item) -> list[Span]:
        """Return the gold spans of a case as it was decided before, but for those that other decisions share."""
        if not item.decisions:
            return []
        superseded = {d.id for d in item.decisions}
        shared = {i for d in self.article.decisions if d.id not in superseded for i in d.spans}
        ids = dict.fromkeys(i for d in item.decisions for i in d.spans if i not in shared)
        return [self.article.gold.spans[i] for i in ids if i in self.article.gold.spans]

    def _put_spans(self, decision: Decision, old: list[Span], values: Sequence[Value]) -> tuple[int, ...]:
        """Make gold say `values` where it said `old`; what stays alike stays the same span, its links with it."""
        self._ensure_layer()
        left, ids, unmet = list(old), [], []
        for value in values:
            same = next((s for s in left if value_of(s) == value), None)
            if same is None:
                unmet.append(value)
            else:
                left.remove(same)
                ids.append(same.id)
        for value in unmet:
            shared = self._shareable(decision, value, ids)
            alike = next((s for s in left if s.label == value[0]), None)
            if shared is not None:
                ids.append(shared.id)
                continue
            if alike is not None:
                left.remove(alike)
            span = Span(
                alike.id if alike else fresh_id(),
                self.article.gold.layer.id,
                *value,
                origin=Origin.ADJUDICATED,
            )
            self._put(Change(alike, span))
            ids.append(span.id)
        self._remove(left)
        return tuple(ids)

    def _shareable(self, decision: Decision, value: Value, taken: Iterable[int]) -> Span | None:
        """Return a gold span that says the same, unless it stands for another span of the same annotator."""
        alike = self._gold_like(value)
        mine = set(taken)
        if alike and decision.choice == Choice.READING:
            mine |= {
                i
                for d in self.article.decisions
                if d.choice == Choice.READING
                and (None in (d.taken, decision.taken) or d.taken == decision.taken)
                for i in d.spans
            }
        return next((self.article.gold.spans[i] for i in alike if i not in mine), None)

    def _gold_like(self, value: Value) -> list[int]:
        # `find` gives the oldest of label and bounds, and says at once where there is none.
        if self.article.gold.find(value[0], value[1]) is None:
            return []
        return [s.id for s in self.article.gold.spans.values() if value_of(s) == value]

    def _remove(self, spans: Iterable[Span]) -> None:
        spans = list(spans)
        links = self.article.gold.relations_of(span.id for span in spans)
        for link in links:
            self._put(Change(link, None))
        for span in spans:
            self._put(Change(span, None))
        self._take_links({link.id for link in links})

    # Links

    def _decide_links(self, item: Item, verdict: Verdict) -> int:
        """Decide a case of links, which follow; return the decision's id."""
        decision = self._decision(item, verdict)
        if not any(one.links for one in decision.said):
            # Nobody has any longer what it is about: it goes on being known by what they had.
            said = tuple(one for d in item.decisions for one in d.said)
            decision = replace(decision, said=said, choice=Choice.NONE, taken=None)
        self._supersede(item, decision.id)
        self._ensure_layer()
        self._record(decision)
        return decision.id

    def _agreed_ends(self, item: Item, now: Standing) -> set[int]:
        """Return the anchors of the ends of links that all agree on and that are not in gold yet."""
        ends = {i for ids in item.case.spans.values() for i in ids}
        for links in self.article.links(item.case).values():
            ends |= {link.child_id for link in links}
        return {anchor for i in ends if (anchor := now.anchors.of.get(i, 0)) < 0}

    def _follow(self, touched: set[int], holds: set[int]) -> None:
        """Make the final links what follows from decisions and from what all agree on (see `following`)."""
        if not any(own.relations for own in (*self.article.readers.values(), self.article.gold)):
            return
        found = following(self.article, self.standing, holds, touched, self._loose)
        for link in found.gone:
            self._put(Change(link, None))
        for triple in found.shared:
            self._link(*triple)
        for decision in [d for d in self.article.decisions if d.id in found.wanted]:
            made = [self._link(*triple) for triple in sorted(found.wanted[decision.id])]
            kept = decision.links if decision.id in found.waiting else ()
            self._give_links(decision, (*made, *kept))

    def _give_links(self, decision: Decision, links: Iterable[int]) -> None:
        links = tuple(dict.fromkeys(links))
        if set(links) != set(decision.links):
            self._replace(decision, replace(decision, links=links))

    def _take_links(self, gone: Set[int]) -> None:
        """Let go of final links that went with their ends."""
        for decision in [d for d in self.article.decisions if d.is_of_links and not gone.isdisjoint(d.links)]:
            self._give_links(decision, (i for i in decision.links if i not in gone))

    def _link(self, kind: str, head: int, child: int) -> int:
        for relation in self.article.gold.relations_of([head]):
            if (relation.type, relation.head_id, relation.child_id) == (kind, head, child):
                return relation.id
        relation = Relation(fresh_id(), self.article.gold.layer.id, kind, head, child)
        self._put(Change(None, relation))
        return relation.id

    # Rows

    def _decision(self, item: Item, verdict: Verdict) -> Decision:
        article, case = self.article, item.case
        spans = article.spans(case)
        links = article.links(case) if item.type == "link" else {}
        said = tuple(
            Said(article.ids[name], article.readers[name].layer.id, own, links.get(name, ()))
            for name, own in spans.items()
        )
        return self._row(item.type, case.start, case.end, verdict, said)

    def _row(self, kind: str, start: int, end: int, verdict: Verdict, said: tuple[Said, ...]) -> Decision:
        taken = None if verdict.taken is None else self.article.ids[verdict.taken]
        return Decision(
            fresh_id(), self.article.document_id, self.by.lead_id, self.by.at, kind, start, end, verdict.choice,
            taken, verdict.reason, verdict.note, self.by.scheme_version, verdict.rule, self.by.after, said,
        )  # fmt: skip

    def _supersede(self, item: Item, by: int) -> None:
        for decision in item.decisions:
            self._put(Change(decision, replace(decision, superseded=by)))
        gone = {d.id for d in item.decisions}
        self._loose |= {i for d in item.decisions for i in d.links}
        if gone:
            self.article.decisions = [d for d in self.article.decisions if d.id not in gone]

    def _replace(self, decision: Decision, by: Decision) -> None:
        place = self._new.get(decision.id)
        if place is None:
            self._put(Change(decision, by))
        else:
            self.changes[place] = Change(None, by)
            self._standing = None
        self.article.decisions = [by if d.id == by.id else d for d in self.article.decisions]

    def _record(self, decision: Decision) -> None:
        self._new[decision.id] = len(self.changes)
        self._put(Change(None, decision))
        assert isinstance(self.article.decisions, list)  # our own
        self.article.decisions.append(decision)
        for said in decision.said:
            self.article.told.setdefault(said.annotator_id, decision.id)

    def _ensure_layer(self) -> None:
        gold = self.article.gold
        if not gold.stored:
            self._put(Change(None, replace(gold.layer, state=State.IN_PROGRESS)))

    def _put(self, change: Change) -> None:
        self.changes.append(change)
        entity = change.after or change.before
        if not isinstance(entity, Layer):
            self._standing = None
        if isinstance(entity, Layer | Span | Relation):
            self.article.gold = self.article.gold.changed([change])


def replace_article(article: Article) -> Article:
    """Return an article of its own, so that what is planned changes nothing that is shown."""
    return replace(
        article, gold=copied(article.gold), decisions=list(article.decisions), told=dict(article.told)
    )


def copied(gold: Annotations) -> Annotations:
    """Return a value of its own: a change of it takes nothing over."""
    return Annotations(gold.layer, dict(gold.spans.items()), dict(gold.relations.items()), gold.stored)


def _links_gone(changes: Iterable[Change], after: Annotations) -> tuple[set[int], set[int]]:
    """Return the links that an edit took away together with an end, and those that it cut between what is left."""
    made = {(r.type, r.head_id, r.child_id) for r in after.relations.values()}
    with_ends, cut = set(), set()
    for change in changes:
        link = change.before
        if not isinstance(link, Relation) or link.id in after.relations:
            continue
        if not {link.head_id, link.child_id} <= after.spans.keys():
            with_ends.add(link.id)
        elif (link.type, link.head_id, link.child_id) not in made:
            cut.add(link.id)
    return with_ends, cut


def differences(before: Annotations, after: Annotations) -> list[Change]:
    """Return the changes from one value of the gold layer to another; what is new or other is adjudicated."""
    changes = [Change(r, None) for i, r in before.relations.items() if after.relations.get(i) != r]
    changes += [Change(s, None) for i, s in before.spans.items() if i not in after.spans]
    for span_id, span in after.spans.items():
        old = before.spans.get(span_id)
        if old != span:
            changes.append(Change(old, replace(span, origin=Origin.ADJUDICATED)))
    return changes + [Change(None, r) for i, r in after.relations.items() if before.relations.get(i) != r]
