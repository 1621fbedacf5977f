"""The spans and relations of one layer, changed in place, and what finds them without looking at all."""

from __future__ import annotations

from bisect import bisect_left, insort

from annotator.core.spans import Fragment, Relation, Span, reading_order

Item = Span | Relation
Bounds = tuple[str, tuple[Fragment, ...]]


class Contents:
    """Spans and relations by id. Their indexes are made when first asked for, and kept up after that."""

    __slots__ = ("_by_bounds", "_by_end", "_in_order", "relations", "spans")

    def __init__(self, spans: dict[int, Span], relations: dict[int, Relation]) -> None:
        self.spans = spans
        self.relations = relations
        self._in_order: list[Span] | None = None
        self._by_bounds: dict[Bounds, tuple[int, ...]] | None = None
        self._by_end: dict[int, set[int]] | None = None

    def copy(self) -> Contents:
        """Return contents of their own that hold the same."""
        return Contents(dict(self.spans), dict(self.relations))

    def put_span(self, span_id: int, span: Span | None) -> Span | None:
        """Hold this span under the id, or none; return the one held before."""
        before = self.spans.pop(span_id, None) if span is None else self.spans.get(span_id)
        if before is not None:
            self._forget_span(before)
        if span is not None:
            self.spans[span_id] = span
            self._note_span(span)
        return before

    def put_relation(self, relation_id: int, relation: Relation | None) -> Relation | None:
        """Hold this relation under the id, or none; return the one held before."""
        held = self.relations
        before = held.pop(relation_id, None) if relation is None else held.get(relation_id)
        if relation is not None:
            held[relation_id] = relation
        if self._by_end is not None:
            for end in (before.head_id, before.child_id) if before else ():
                self._by_end[end].discard(relation_id)
            for end in (relation.head_id, relation.child_id) if relation else ():
                self._by_end.setdefault(end, set()).add(relation_id)
        return before

    def _forget_span(self, span: Span) -> None:
        if self._in_order is not None:
            del self._in_order[self.place(span)]
        if self._by_bounds is not None:
            bounds = span.label, span.fragments
            rest = tuple(i for i in self._by_bounds[bounds] if i != span.id)
            if rest:
                self._by_bounds[bounds] = rest
            else:
                del self._by_bounds[bounds]

    def _note_span(self, span: Span) -> None:
        if self._in_order is not None:
            insort(self._in_order, span, key=reading_order)
        if self._by_bounds is not None:
            bounds = span.label, span.fragments
            self._by_bounds[bounds] = (*self._by_bounds.get(bounds, ()), span.id)

    # Finding

    @property
    def in_order(self) -> list[Span]:
        """The spans in reading order; not to be changed."""
        if self._in_order is None:
            self._in_order = sorted(self.spans.values(), key=reading_order)
        return self._in_order

    def place(self, span: Span) -> int:
        """Return where in reading order a span stands."""
        return bisect_left(self.in_order, reading_order(span), key=reading_order)

    def first_from(self, offset: int) -> int:
        """Return the place in reading order of the first span that begins at `offset` or later."""
        return bisect_left(self.in_order, offset, key=lambda span: span.start)

    def with_bounds(self, label: str, fragments: tuple[Fragment, ...]) -> tuple[int, ...]:
        """Return the ids of the spans of a label over exactly these fragments."""
        if self._by_bounds is None:
            self._by_bounds = {}
            for span in self.spans.values():
                bounds = span.label, span.fragments
                self._by_bounds[bounds] = (*self._by_bounds.get(bounds, ()), span.id)
        return self._by_bounds.get((label, fragments), ())

    def ending_at(self, span_id: int) -> set[int]:
        """Return the ids of the relations with this span at either end; not to be changed."""
        if self._by_end is None:
            by_end: dict[int, set[int]] = {}
            self._by_end = by_end
            for relation in self.relations.values():
                for end in (relation.head_id, relation.child_id):
                    if end in by_end:
                        by_end[end].add(relation.id)
                    else:
                        by_end[end] = {relation.id}
            self._by_end = by_end
        return self._by_end.get(span_id, set())
