"""Which links of the readers each decision about links is about, as these are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.agreement.items import Anchors, Article
from annotator.agreement.link_ends import Linked, links_of, value_of_link
from annotator.core.decisions import Choice, Decision, Said
from annotator.core.spans import Relation


@dataclass(slots=True)
class Matter:
    """What was decided together: one decision, or several that links made since belong to.

    `links` are those of each annotator that it is about now; `gone` and `new` name those who
    no longer have all that they had, or have made other links of this kind since.
    """

    decisions: list[Decision]
    links: dict[str, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    gone: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)

    @property
    def is_binding(self) -> bool:
        """Whether anything was decided, and not only put off before it was."""
        return any(d.choice != Choice.LATER or d.links for d in self.decisions)

    @property
    def kinds(self) -> frozenset[str]:
        """The types of the links that were decided about."""
        return frozenset(link.type for d in self.decisions for link in links_of(d))

    def said_by(self, annotator_id: int) -> list[Said]:
        """Return what an annotator said then."""
        return [one for d in self.decisions if (one := d.said_by(annotator_id)) is not None]

    def take(self, other: Matter) -> None:
        """Make what was decided elsewhere part of this."""
        self.decisions = sorted((*self.decisions, *other.decisions), key=lambda d: d.id)
        for name, links in other.links.items():
            self.links[name] += links
        self.gone |= other.gone
        self.new |= other.new


def matters(article: Article, anchors: Anchors, linked: Linked) -> list[Matter]:
    """Return what was decided about links, in the order of the decisions; each link is part of one at most."""
    decisions = [d for d in article.decisions if d.is_of_links]
    if not decisions:
        return []
    found = _Matters(article, decisions, anchors, linked)
    found.take_own()
    found.take_new()
    found.take_alike()
    return found.all()


class _Matters:
    def __init__(
        self, article: Article, decisions: Sequence[Decision], anchors: Anchors, linked: Linked
    ) -> None:
        self._article, self._decisions = article, decisions
        self._anchors, self._linked = anchors, linked
        self._of = {d.id: Matter([d]) for d in decisions}
        self._taken: set[int] = set()

    def all(self) -> list[Matter]:
        return list({id(one): one for one in self._of.values()}.values())

    def take_own(self) -> None:
        """Find the links that were decided about; one that was made again as it was is the same."""
        decided = {value_of_link(link): self._of[d.id] for d in self._decisions for link in links_of(d)}
        for name, reading in self._article.readers.items():
            left = set()
            for link in reading.relations.values():
                if (matter := decided.get(value_of_link(link))) is not None:
                    left.add(value_of_link(link))
                    self._put(matter, name, link)
            number = self._article.ids[name]
            for d in self._decisions:
                said = d.said_by(number)
                if said and any(value_of_link(link) not in left for link in said.links):
                    self._of[d.id].gone.add(name)

    def take_new(self) -> None:
        """Find the links that readers have made since from spans whose links were decided about."""
        at: dict[int, list[Decision]] = defaultdict(list)
        for d in self._decisions:
            for span_id in {span.id for said in d.said for span in said.spans}:
                at[span_id].append(d)
        for name, reading in self._article.readers.items():
            for link in reading.relations.values():
                near = [d for d in at.get(link.head_id, ()) if link.id > d.id and self._is_near(link, d)]
                if near and link.id not in self._taken:
                    matter = self._joined(near)
                    self._put(matter, name, link)
                    matter.new.add(name)

    def take_alike(self) -> None:
        """Find the other links that come to the same now as those that were decided about."""
        for matter in self.all():
            own = [link for links in matter.links.values() for link in links]
            for triple in sorted(self._linked.ends.triples(own)):
                for name, links in self._linked.makers[triple].items():
                    for link in links:
                        if link.id not in self._taken:
                            self._put(matter, name, link)

    def _is_near(self, link: Relation, decision: Decision) -> bool:
        """Tell whether a link shares a type or a place with some decided about: these said something of it."""
        to = self._anchors.of.get(link.child_id)
        return any(
            link.type == one.type or (to is not None and self._anchors.of.get(one.child_id) == to)
            for one in links_of(decision)
        )

    def _joined(self, decisions: Sequence[Decision]) -> Matter:
        first, *others = {id(m): m for m in (self._of[d.id] for d in decisions)}.values()
        for other in others:
            first.take(other)
            self._of |= {d.id: first for d in other.decisions}
        return first

    def _put(self, matter: Matter, name: str, link: Relation) -> None:
        matter.links[name].append(link)
        self._taken.add(link.id)
