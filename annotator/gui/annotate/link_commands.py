"""The commands that make links and take them away, and the choice of the other end."""

from __future__ import annotations

from annotator.core import edits
from annotator.core.spans import Relation
from annotator.gui.annotate.in_hand import InHand
from annotator.gui.annotate.linking import Ends, LinkedEnds, Linking
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key


class LinkCommands(InHand):
    """While a link is being chosen, what would take a span in hand chooses the link's other end."""

    def select(self, span_id: int | None, part: int | None = None) -> None:
        """Take a span, or one of its parts, in hand, or none; while linking, choose the other end."""
        if self.linking is not None and span_id is not None:
            self._choose_end(self.linking, span_id)
        else:
            super().select(span_id, part)

    def step(self, direction: int, caret: int) -> None:
        """Go to the next span in reading order, or the one before; while linking, of those on offer."""
        if self.linking is not None:
            self.linking.step(direction)
            self._show_linking()
        else:
            super().step(direction, caret)

    def start_link(self) -> None:
        """Offer the spans that the scheme lets the one in hand be linked with."""
        span = self.span
        if span is None or self.annotations is None:
            self._say(tr("Select a span first, then press {key} to link it.", key=shown_key("link")))
            return
        ends = Ends(self.annotations, self.workspace.scheme, span)
        first = ends.first()
        if first is None:
            self._say(tr("There is no other span here that {label} may be linked with.", label=span.label))
            return
        self.linking = Linking(ends, first)
        self._show_linking()

    def start_unlink(self) -> None:
        """Take the link of the span in hand away; where it has several, offer the choice."""
        span = self.span
        if span is None or self.annotations is None:
            self._say(
                tr(
                    "Select a span first, then press {key} to take a link of it away.",
                    key=shown_key("unlink"),
                )
            )
            return
        relations = self.annotations.relations_of([span.id])
        if len(relations) == 1:
            self.unlink(relations[0])
        elif relations:
            ends = LinkedEnds(self.annotations, self.workspace.scheme, span)
            first = ends.first()
            assert first is not None
            self.linking = Linking(ends, first, unlinks=True)
            self._show_linking()
        else:
            self._say(tr("This span has no links. {key} links it.", key=shown_key("link")))

    def point(self, span_id: int) -> None:
        """While linking, look at another end without linking yet; else take the span in hand."""
        if self.linking is None:
            self.select(span_id)
        elif span_id in self.linking.ends:
            self.linking.point(span_id)
            self._show_linking()

    def choose_kind(self, number: int) -> None:
        """While linking, choose which of the links that fit is meant, from 0."""
        if self.linking is not None and self.linking.choose(number):
            self._show_linking()

    def _choose_end(self, linking: Linking, span_id: int) -> None:
        if span_id not in linking.ends:
            self._say(tr("The scheme allows no link to this span."))
        elif span_id == linking.candidate or len(linking.ends.links(span_id)) == 1:
            if span_id != linking.candidate:
                linking.point(span_id)
            self.finish_link()
        else:
            linking.point(span_id)
            self._show_linking()

    def finish_link(self) -> None:
        """Make the link that is chosen, or take it away."""
        if self.linking is None:
            return
        link = self.linking.link
        with self._one_step():
            self._end_linking()
            if link.relation_id is not None:
                relation_id = link.relation_id
                self._run(lambda a: edits.remove_relation(a, relation_id))
            else:
                scheme = self.workspace.scheme
                self._run(lambda a: edits.add_relation(a, scheme, link.kind, link.head.id, link.child.id))

    def unlink(self, relation: Relation) -> None:
        """Take a link away."""
        self._run(lambda a: edits.remove_relation(a, relation.id))

    def cancel(self) -> bool:
        """End linking, or let go of the span in hand; False where there was neither."""
        if self.linking is not None:
            with self._one_step():
                self._end_linking()
            return True
        if self.selected is not None:
            self.select(None)
            return True
        return False

    def _show_linking(self) -> None:
        with self._one_step():
            self._pending.add("linking_changed")
            if self.linking is not None:
                self._say(self.linking.in_words(self.text))
