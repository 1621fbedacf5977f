"""Everything that an annotator can do to the open article; each command is one edit of the workspace."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection

from annotator.core import edits
from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment, Span, State, joined
from annotator.gui.annotate.link_commands import LinkCommands
from annotator.gui.annotate.linking import count_unsourced
from annotator.gui.i18n import tr, tr_n
from annotator.gui.keys import shown_key

_LOOK_BACK = 256  # spans: one that begins earlier may end later


class Session(LinkCommands):
    """What is open and in hand, and the commands that change it."""

    def label(self, name: str, fragment: Fragment | None, *, anew: bool = False) -> None:
        """Relabel the span in hand, or mark `fragment`; with `anew`, mark even where a span is in hand."""
        span = self.span
        if span is not None and not anew:
            self._run(lambda a: edits.relabel(a, self.workspace.scheme, span.id, name))
            return
        fragments = span.fragments if span is not None else (fragment,) if fragment else ()
        if not fragments or self.annotations is None:
            self._say(tr("Select words first: arrows move, Shift+arrows extend."))
            return
        there = self.annotations.find(name, fragments)
        with self._one_step():
            if there is not None:
                self._say(tr("This is marked as {label} already.", label=name))
                self.select(there.id)
                return
            edit = self._run(lambda a: edits.add_span(a, name, fragments))
            if edit is not None:
                self.select(next(c.after.id for c in edit.changes if isinstance(c.after, Span)))

    def relabel_spans(self, span_ids: Collection[int], name: str) -> None:
        """Give several spans another label, as one step; say how many were left as they are."""
        if not span_ids:
            self._span_or_say()
            return
        with self._one_step():
            edit = self._run(lambda a: edits.relabel_spans(a, self.workspace.scheme, span_ids, name))
            done = sum(1 for c in edit.changes if isinstance(c.after, Span)) if edit else 0
            left = len(span_ids) - done
            if edit and left:
                self._say(
                    tr_n(
                        "{n} span was left as it is: that is marked already.",
                        "{n} spans were left as they are: that is marked already.",
                        left,
                    )
                )

    def delete(self) -> None:
        """Delete the span in hand."""
        span = self._span_or_say()
        if span is not None:
            self.delete_spans([span.id])

    def delete_spans(self, span_ids: Collection[int]) -> None:
        """Delete spans, as one step."""
        if span_ids:
            self._run(lambda a: edits.remove_spans(a, span_ids))
        else:
            self._say(tr("No span is selected. Tab walks the spans."))

    def add_fragment(self, fragment: Fragment | None) -> None:
        """Add a range to the span last in hand."""
        if self.annotations is None or self.touched is None or fragment is None:
            self._say(tr("First select a span, then the words to add to it."))
            return
        span = self.annotations.spans[self.touched]
        with self._one_step():
            self._run(lambda a: edits.set_fragments(a, span.id, joined([*span.fragments, fragment])))
            self.select(span.id)

    def continue_before(self, label: str, fragment: Fragment | None) -> None:
        """Add a range to the last span of a label that ends before it: a claim goes on after “sagte er”."""
        if self.annotations is None or fragment is None:
            return
        before = _last_before(self.annotations, label, fragment.start)
        if before is None:
            self._say(tr("There is no {label} before these words to add them to.", label=label))
            return
        self.touched = before.id
        self.add_fragment(fragment)

    def remove_part(self, part: int | None = None) -> None:
        """Take a fragment off the span in hand: the one given, or the one in hand."""
        span = self._span_or_say()
        if span is None:
            return
        part = self.part if part is None else part
        if len(span.fragments) == 1:
            self._say(tr("This span has one part only. {key} deletes the span.", key=shown_key("delete")))
        elif part is None:
            self._say(
                tr("Choose the part to take off first: {key} goes from part to part.", key=shown_key("part"))
            )
        else:
            rest = span.fragments[:part] + span.fragments[part + 1 :]
            with self._one_step():
                if self._run(lambda a: edits.set_fragments(a, span.id, rest)) is not None:
                    self.select(span.id)

    def move_end(self, *, start: bool, onwards: bool, step: Callable[[int], int] | None = None) -> None:
        """Move an end of what is in hand by one word, or to where `step` leads from it.

        That is the start or end of the span, or of its part where one is in hand.
        """
        span = self._span_or_say()
        if span is None:
            return
        fragments = list(span.fragments)
        index = self._index(start=start)
        low, high = fragments[index]
        if step is not None:
            moved = step(low if start else high)
        elif start:
            moved = self.tokens.next_start(low) if onwards else self.tokens.previous_start(low)
        else:
            moved = self.tokens.next_end(high) if onwards else self.tokens.previous_end(high)
        new = Fragment(moved, high) if start else Fragment(low, moved)
        if new == fragments[index] or not 0 <= new.start < new.end <= len(self.text):
            self._say(tr("The span cannot go further."))
            return
        fragments[index] = new
        self._set_bounds(span, joined(fragments), moved, start=start)

    def _set_bounds(self, span: Span, fragments: tuple[Fragment, ...], moved: int, *, start: bool) -> None:
        with self._one_step():
            if self._run(lambda a: edits.set_fragments(a, span.id, fragments)) is None:
                return
            self.moved = "start" if start else "end"
            self._pending.add("range_changed")
            if self.part is not None:
                places = (i for i, f in enumerate(fragments) if f.start <= moved <= f.end)
                self.part = next(places, None) if len(fragments) > 1 else None

    def set_attribute(self, name: str, value: str | None) -> None:
        """Set an attribute of the span in hand."""
        span = self.span
        if span is not None and span.attribute(name) != value:
            self._run(lambda a: edits.set_attribute(a, span.id, name, value))

    def next_value(self, key: str) -> bool:
        """Set the attribute under `key` of the span in hand to its next value; False if there is none."""
        span = self.span
        label = self.workspace.scheme.label(span.label) if span else None
        for attribute in label.attributes if label else ():
            if attribute.key == key and span is not None:
                values = [None, *attribute.values]
                now = span.attribute(attribute.name)
                following = values[(values.index(now) + 1) % len(values)] if now in values else values[1]
                self.set_attribute(attribute.name, following)
                return True
        return False

    def set_note(self, span_id: int, note: str) -> bool:
        """Write the note of a span; False where it could not be saved."""
        span = self.annotations.spans.get(span_id) if self.annotations else None
        if span is None or span.note == note:
            return span is not None
        return self._run(lambda a: edits.set_note(a, span.id, note)) is not None

    def set_state(self, state: State) -> bool:
        """Mark the article; True where it then has that state."""
        if self.annotations is None:
            return False
        if self.annotations.layer.state == state:
            return True
        return self._run(lambda a: edits.set_state(a, state)) is not None

    def toggle_flag(self) -> None:
        """Flag the article, or take the flag off."""
        self._run(lambda a: edits.set_flag(a, not a.layer.flagged))

    def count_unsourced(self) -> int:
        """Return how many claims have no source."""
        return count_unsourced(self.annotations, self.workspace.scheme) if self.annotations else 0


def _last_before(annotations: Annotations, label: str, offset: int) -> Span | None:
    """Return the span of a label that ends last at or before an offset."""
    found: Span | None = None
    looked = 0
    order = annotations.in_order()
    place = bisect_left(order, offset, key=lambda s: s.start)
    for span in reversed(order[:place]):
        if span.label == label and span.end <= offset and (found is None or span.end > found.end):
            found = span
        looked += found is not None
        if looked > _LOOK_BACK:
            break
    return found
