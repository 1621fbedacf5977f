"""A layer with its spans and relations, as one value that edits make into the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from annotator.core.spans import Fragment, Layer, Relation, Span, State, reading_order

Entity = Layer | Span | Relation


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after; None where it does not exist."""

    before: Entity | None
    after: Entity | None

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a layer holds. `stored` is False until the layer's first edit."""

    layer: Layer
    spans: dict[int, Span]
    relations: dict[int, Relation]
    stored: bool = True

    def in_order(self) -> list[Span]:
        """Return the spans in reading order, outer before inner."""
        return sorted(self.spans.values(), key=reading_order)

    def find(self, label: str, fragments: tuple[Fragment, ...]) -> Span | None:
        """Return the span of this label over exactly these fragments, or None."""
        for span in self.spans.values():
            if span.fragments == fragments and span.label == label:
                return span
        return None

    def relations_of(self, span_ids: Iterable[int]) -> list[Relation]:
        """Return the relations that start or end at one of these spans."""
        ids = set(span_ids)
        return [r for r in self.relations.values() if r.head_id in ids or r.child_id in ids]

    def changed(self, changes: Iterable[Change]) -> Annotations:
        """Return the annotations after these changes; changes of other layers are passed over."""
        layer, spans, relations, stored = self.layer, dict(self.spans), dict(self.relations), self.stored
        for change in changes:
            match change.after or change.before:
                case Layer(id=layer.id) as entity:
                    stored = change.after is not None
                    layer = entity if stored else replace(layer, state=State.TO_DO, flagged=False)
                case Span(layer_id=layer.id) as entity:
                    _put(spans, entity.id, change.after)
                case Relation(layer_id=layer.id) as entity:
                    _put(relations, entity.id, change.after)
        return Annotations(layer, spans, relations, stored)


def _put(values: dict[int, Any], key: int, value: Entity | None) -> None:
    if value is None:
        del values[key]
    else:
        values[key] = value
