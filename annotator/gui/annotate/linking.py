"""Choosing a link: which spans the one in hand may be linked with, or unlinked from, and as what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from annotator.core.annotations import Annotations
from annotator.core.scheme import RelationType, Scheme
from annotator.core.spans import Span, reading_order
from annotator.gui.i18n import tr

_SHOWN_TEXT = 40
_LOOK_BACK = 256  # spans before: one that begins earlier may end nearer
DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that could be made, or with its `relation_id` one that is there."""

    kind: str
    title: str
    head: Span
    child: Span
    relation_id: int | None = None


class Ends:
    """The spans that one span may be linked with; asked one by one, as there may be very many."""

    def __init__(self, annotations: Annotations, scheme: Scheme, span: Span) -> None:
        self._spans = annotations.spans
        self._scheme = scheme
        self._span = span
        self._order = annotations.in_order()
        self._relations = annotations.relations_of([span.id])
        self._there = {(r.type, r.head_id, r.child_id) for r in self._relations}
        self._kinds: dict[str, list[tuple[bool, RelationType]]] = {}
        self._missing = self._first_missing()

    def links(self, span_id: int) -> list[Link]:
        """Return the links that are to be chosen from between the two spans, what is missing first."""
        other = self._spans[span_id]
        found = []
        for outwards, kind in self._between(other.label) if span_id != self._span.id else ():
            head, child = (self._span, other) if outwards else (other, self._span)
            if (kind.name, head.id, child.id) not in self._there:
                found.append(Link(kind.name, kind.title, head, child))
        return found

    def __contains__(self, span_id: object) -> bool:
        return isinstance(span_id, int) and span_id in self._spans and bool(self.links(span_id))

    def __iter__(self) -> Iterator[int]:
        return (span.id for span in self._order if span.id in self)

    def first(self) -> int | None:
        """Return the span to offer first: the nearest for the link that is missing, or the nearest of all."""
        if self._missing is not None:
            name, labels = self._missing.name, frozenset(self._missing.children)
            found = self._nearest(
                lambda s: s.label in labels and any(link.kind == name for link in self.links(s.id))
            )
            if found is not None:
                return found
        return self._nearest(lambda s: bool(self._between(s.label)) and s.id in self)

    def beside(self, span_id: int, direction: int) -> int:
        """Return the next span on offer in reading order, or the one before, going round."""
        place = self._place(self._spans[span_id])
        for step in range(1, len(self._order) + 1):
            span = self._order[(place + direction * step) % len(self._order)]
            if self._between(span.label) and span.id in self:
                return span.id
        return span_id

    def _between(self, label: str) -> list[tuple[bool, RelationType]]:
        """Return what the scheme allows with a label: whether it leads outwards, and the type."""
        if label not in self._kinds:
            mine = self._span.label
            kinds = [(True, kind) for kind in self._scheme.relations_between(mine, label)]
            kinds += [(False, kind) for kind in self._scheme.relations_between(label, mine)]
            self._kinds[label] = sorted(kinds, key=lambda k: not (k[0] and k[1] is self._missing))
        return self._kinds[label]

    def _first_missing(self) -> RelationType | None:
        """Return the first relation of the scheme that the span may head and does not."""
        there = {r.type for r in self._relations if r.head_id == self._span.id}
        kinds = (k for k in self._scheme.relations if self._span.label in k.heads and k.name not in there)
        return next(kinds, None)

    def _place(self, span: Span) -> int:
        return bisect_left(self._order, reading_order(span), key=reading_order)

    def _nearest(self, fits: Callable[[Span], bool]) -> int | None:
        place = self._place(self._span)
        found = [s for s in (self._first_after(place, fits), self._nearest_before(place, fits)) if s]
        return min(found, key=self._distance).id if found else None

    def _distance(self, span: Span) -> tuple[int, int, int]:
        gap = max(self._span.start - span.end, span.start - self._span.end, 0)
        return gap, span.start, span.id

    def _first_after(self, place: int, fits: Callable[[Span], bool]) -> Span | None:
        after = (self._order[i] for i in range(place + 1, len(self._order)))
        return next((span for span in after if fits(span)), None)

    def _nearest_before(self, place: int, fits: Callable[[Span], bool]) -> Span | None:
        near = [span for span in self._order[max(0, place - _LOOK_BACK) : place] if fits(span)]
        if near:
            return min(near, key=self._distance)
        far = (self._order[i] for i in range(place - _LOOK_BACK - 1, -1, -1))
        return next((span for span in far if fits(span)), None)


class LinkedEnds(Ends):
    """The spans that one span is linked with, of which one is to be let go."""

    def __init__(self, annotations: Annotations, scheme: Scheme, span: Span) -> None:
        super().__init__(annotations, scheme, span)
        self._links: dict[int, list[Link]] = {}
        for relation in self._relations:
            kind = scheme.relation(relation.type)
            head, child = self._spans[relation.head_id], self._spans[relation.child_id]
            other = child if head.id == span.id else head
            link = Link(relation.type, kind.title if kind else relation.type, head, child, relation.id)
            self._links.setdefault(other.id, []).append(link)

    def links(self, span_id: int) -> list[Link]:
        """Return the links that there are between the two spans."""
        return self._links.get(span_id, [])

    def __iter__(self) -> Iterator[int]:
        return (span.id for span in sorted((self._spans[i] for i in self._links), key=reading_order))

    def first(self) -> int | None:
        """Return the nearest, or None where there are none."""
        others = (self._spans[i] for i in self._links)
        nearest = min(others, key=self._distance, default=None)
        return nearest.id if nearest else None

    def beside(self, span_id: int, direction: int) -> int:
        """Return the next in reading order, or the one before, going round."""
        ids = list(self)
        return ids[(ids.index(span_id) + direction) % len(ids)]


class Linking:
    """A choice under way. `candidate` is the other end chosen so far, `choice` which of its links."""

    def __init__(self, ends: Ends, first: int, *, unlinks: bool = False) -> None:
        self.ends = ends
        self.unlinks = unlinks
        self.candidate = first
        self.choice = 0

    @property
    def links(self) -> list[Link]:
        """What the link with the other end may be."""
        return self.ends.links(self.candidate)

    @property
    def link(self) -> Link:
        """The link that Enter makes, or takes away."""
        return self.links[self.choice]

    def point(self, span_id: int) -> None:
        """Choose the other end."""
        self.candidate, self.choice = span_id, 0

    def step(self, direction: int) -> None:
        """Choose the next span on offer, or the one before."""
        self.point(self.ends.beside(self.candidate, direction))

    def choose(self, number: int) -> bool:
        """Choose which link it is to be, from 0; False where there are not so many."""
        if number >= len(self.links):
            return False
        self.choice = number
        return True

    def in_words(self, text: str) -> str:
        """Return which link Enter would make or take away, and what else can be done."""
        link = self.link
        other = link.child if link.child.id == self.candidate else link.head
        covered = " ".join(other.covered(text).split())
        if len(covered) > _SHOWN_TEXT:
            covered = covered[:_SHOWN_TEXT] + "…"
        ends = {"head": link.head.label, "child": link.child.label, "kind": link.title, "text": covered}
        said = tr("{head} → {child} as “{kind}”: {text}", **ends)
        does = (
            tr("Enter takes the link away, Tab chooses another, Esc ends")
            if self.unlinks
            else tr("Enter links, Tab chooses another, Esc ends")
        )
        if len(self.links) > 1:
            kinds = ", ".join(f"{d} {each.title}" for d, each in zip(DIGITS, self.links, strict=False))
            does = tr("as what: {kinds}", kinds=kinds) + " · " + does
        return f"{said} · {does}"


def count_unsourced(annotations: Annotations, scheme: Scheme) -> int:
    """Return how many tinted spans, claims by default, head no link of their first type."""
    first = first_links(scheme)
    sourced = {(r.type, r.head_id) for r in annotations.relations.values()}
    spans = annotations.spans.values()
    return sum(1 for s in spans if first.get(s.label) and (first[s.label], s.id) not in sourced)


def first_links(scheme: Scheme) -> Mapping[str, str]:
    """Return for each tinted label the first relation that it heads: a claim's source."""
    return {
        one.name: next((r.name for r in scheme.relations if one.name in r.heads), "")
        for one in scheme.labels
        if one.style == "tint"
    }
