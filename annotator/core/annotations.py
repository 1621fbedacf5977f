"""A layer with its spans and relations, as one value that edits make into the next."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.core.contents import Contents
from annotator.core.decisions import Decision, ReaderKind, Setting
from annotator.core.spans import Fragment, Layer, Relation, Span, State

Entity = Layer | Span | Relation | Decision | Setting | ReaderKind
_Item = TypeVar("_Item")
_Undo = tuple[tuple[int, Span | Relation | None, bool], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after; None where it does not exist."""

    before: Entity | None
    after: Entity | None

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


class Annotations:
    """What a layer holds; never changed. `stored` is False until the layer's first edit.

    An edit costs as much as it changes, however much there is: the next value takes the
    contents over and changes them in place, and the earlier one remembers how to take
    that back. Only if somebody still reads the earlier one, it makes itself a copy.
    """

    __slots__ = ("_contents", "_later", "layer", "stored")

    def __init__(
        self,
        layer: Layer,
        spans: Mapping[int, Span],
        relations: Mapping[int, Relation],
        stored: bool = True,
    ) -> None:
        self.layer = layer
        self.stored = stored
        self._contents: Contents | None = Contents(dict(spans), dict(relations))
        self._later: tuple[Annotations, _Undo] | None = None

    @property
    def spans(self) -> Mapping[int, Span]:
        """The spans by id."""
        return _Held(lambda: self._held().spans)

    @property
    def relations(self) -> Mapping[int, Relation]:
        """The relations by id."""
        return _Held(lambda: self._held().relations)

    def in_order(self) -> list[Span]:
        """Return the spans in reading order, outer before inner."""
        return list(self._held().in_order)

    def beside(self, span_id: int, direction: int) -> Span:
        """Return the span after (1) or before (-1) one in reading order; the last leads to the first."""
        contents = self._held()
        place = contents.place(contents.spans[span_id]) + direction
        return contents.in_order[place % len(contents.in_order)]

    def from_offset(self, offset: int, direction: int) -> Span | None:
        """Return the first span that begins at `offset` or later (1), or the last that begins before it (-1).

        Where there is none, the first or the last of all; None only where there are no spans.
        """
        contents = self._held()
        if not contents.in_order:
            return None
        place = contents.first_from(offset) - (direction < 0)
        return contents.in_order[place % len(contents.in_order)]

    def find(self, label: str, fragments: tuple[Fragment, ...]) -> Span | None:
        """Return the span of this label over exactly these fragments, the oldest of several, or None."""
        contents = self._held()
        found = contents.with_bounds(label, fragments)
        return contents.spans[min(found)] if found else None

    def relations_of(self, span_ids: Iterable[int]) -> list[Relation]:
        """Return the relations that start or end at one of these spans, by id."""
        contents = self._held()
        ids = {i for span_id in span_ids for i in contents.ending_at(span_id)}
        return [contents.relations[i] for i in sorted(ids)]

    def changed(self, changes: Iterable[Change]) -> Annotations:
        """Return the annotations after these changes; changes of other layers are passed over."""
        contents, layer, stored = self._held(), self.layer, self.stored
        undo: list[tuple[int, Span | Relation | None, bool]] = []
        for change in changes:
            match change.after or change.before:
                case Layer(id=layer.id) as entity:
                    stored = change.after is not None
                    layer = entity if stored else replace(layer, state=State.TO_DO, flagged=False)
                case Span(layer_id=layer.id) as entity:
                    after = entity if change.after else None
                    undo.append((entity.id, contents.put_span(entity.id, after), True))
                case Relation(layer_id=layer.id) as entity:
                    link = entity if change.after else None
                    undo.append((entity.id, contents.put_relation(entity.id, link), False))
        following = Annotations.__new__(Annotations)
        following.layer, following.stored = layer, stored
        following._contents, following._later = contents, None
        self._contents, self._later = None, (following, tuple(reversed(undo)))
        return following

    def spans_changed_since(self, earlier: Annotations) -> set[int] | None:
        """Return the ids of the spans that differ from those of an earlier value; None if it is none of this."""
        ids: set[int] = set()
        value = earlier
        while value is not self:
            if value._later is None:
                return None
            value, undo = value._later
            ids.update(item_id for item_id, _, is_span in undo if is_span)
        return ids

    def _held(self) -> Contents:
        """Return the contents of this value, out of those of a later one where that took them over."""
        if self._contents is None:
            steps: list[_Undo] = []
            value = self
            while value._contents is None:
                assert value._later is not None
                value, undo = value._later
                steps.append(undo)
            contents = value._contents.copy()
            for undo in reversed(steps):
                for item_id, item, is_span in undo:
                    if is_span:
                        contents.put_span(item_id, item if isinstance(item, Span) else None)
                    else:
                        contents.put_relation(item_id, item if isinstance(item, Relation) else None)
            self._contents = contents
        return self._contents

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Annotations):
            return NotImplemented
        if (self.layer, self.stored) != (other.layer, other.stored):
            return False
        mine, theirs = self._held(), other._held()
        return mine.spans == theirs.spans and mine.relations == theirs.relations

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        held = self._held()
        return f"Annotations({self.layer!r}, {held.spans!r}, {held.relations!r}, {self.stored!r})"


class _Held(Mapping[int, _Item]):
    """What one value holds of a kind, and goes on holding when an edit has made the next."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], dict[int, _Item]]) -> None:
        self._read = read

    def __getitem__(self, key: int) -> _Item:
        return self._read()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._read()

    def __len__(self) -> int:
        return len(self._read())

    # Copies, so that a loop over them may edit.

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._read()))

    def values(self) -> ValuesView[_Item]:
        """Return the values as they are now."""
        return dict(self._read()).values()

    def items(self) -> ItemsView[int, _Item]:
        """Return the pairs as they are now."""
        return dict(self._read()).items()

    def __repr__(self) -> str:
        return repr(self._read())
