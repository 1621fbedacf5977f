"""What links stand for: a type between two final spans, whoever made them, and which of them decisions take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from annotator.agreement.items import Anchors, Article, Triple
from annotator.agreement.settling import settled_links
from annotator.core.decisions import Choice, Decision
from annotator.core.spans import Relation


class Ends:
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

    def chosen(self, decision: Decision) -> frozenset[Triple] | None:
        """Return the links that a decision takes, by what their ends stand for now.

        None where nobody can say: of a free edit, of what was put off, and where a reading
        that was taken is none of the article's.
        """
        if decision.choice in (Choice.EDITED, Choice.LATER):
            return None
        taken = decision.taken if decision.choice == Choice.READING else None
        for one in decision.said:
            is_needed = decision.choice != Choice.NONE and taken in (None, one.annotator_id)
            if is_needed and self._article.names.get(one.annotator_id) not in self._article.readers:
                return None
        said = {one.annotator_id: self.triples(one.links) for one in decision.said}
        return settled_links(said, decision.choice, decision.taken)

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


class Linked:
    """The links of a document by what they stand for: who makes each, and who could.

    `heads` are the readers' spans by what they stand for and by annotator, `makers` the
    links by what they stand for.
    """

    def __init__(self, article: Article, anchors: Anchors) -> None:
        self.ends = Ends(article, anchors)
        self._names = tuple(article.readers)
        self.heads: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.makers: dict[Triple, dict[str, list[Relation]]] = {}
        for name, reading in article.readers.items():
            for span_id in reading.spans:
                if (anchor := anchors.of.get(span_id)) is not None:
                    self.heads[anchor][name].append(span_id)
            for link in reading.relations.values():
                if (triple := self.ends.triple(link)) is not None:
                    self.makers.setdefault(triple, {}).setdefault(name, []).append(link)

    def able(self, triple: Triple) -> list[str]:
        """Return the annotators who have both ends."""
        _, head, child = triple
        here, there = self.heads[head], self.heads[child]
        return [name for name in self._names if name in here and name in there]

    def is_disputed(self, triple: Triple) -> bool:
        """Tell whether some who have both ends have not made the link."""
        return len(self.makers[triple]) < len(self.able(triple))


def links_of(decision: Decision) -> list[Relation]:
    """Return all links that a decision is about."""
    return [link for said in decision.said for link in said.links]


def value_of_link(link: Relation) -> Triple:
    """Return what a link says: its type, and from which of the reader's spans to which."""
    return link.type, link.head_id, link.child_id
