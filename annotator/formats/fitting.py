"""What becomes of a record in a format that cannot hold all of it.

`fit` is the one place that decides it, for the list before writing and for the writing
itself, so that the two cannot differ. Nothing is cut to fit: what the format has no place
for is left out, and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Relation, Span, State
from annotator.core.tokens import token_ranges
from annotator.formats.exchange import Loss, LossKind, Reading, Record
from annotator.formats.format import Holds

_NOTHING_MARKED = message(
    "nothing is marked in it: in this format it looks like an article that nobody has read"
)


_SHOWN = 60


def cut(text: str) -> str:
    """Return the beginning of a text on one line, for a sentence."""
    line = " ".join(text[: 4 * _SHOWN].split())
    return line if len(text) <= 4 * _SHOWN and len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def lost_reading(record: Record, reading: Reading, detail: Message) -> Loss:
    """Return the loss of a whole reading."""
    return Loss(LossKind.READING, record.key, record.metadata.title, reading.annotator, "", (), "", detail)


def loss_of(
    record: Record, reading: Reading, span: Span, kind: LossKind, detail: Message, label: str = ""
) -> Loss:
    """Return the loss of a span, or of something on it; `label` is what is lost where it is not the span."""
    return Loss(
        kind, record.key, record.metadata.title, reading.annotator, label or span.label, span.fragments,
        span.covered(record.text), detail, max(span.id, 0),
    )  # fmt: skip


def fit(record: Record, holds: Holds, ranks: Mapping[str, int]) -> tuple[Record, list[Loss]]:
    """Return the record as the format can hold it, and what is lost.

    `ranks` says which label wins where spans may not overlap: the lowest.
    """
    losses: list[Loss] = []
    edges = _token_edges(record) if not holds.off_tokens and record.readings else None
    readings = []
    for reading in record.readings:
        fitting = _Fitting(record, reading, holds, ranks, edges)
        readings.append(fitting.reading())
        losses += fitting.losses
    return replace(record, readings=tuple(readings)), losses


def _token_edges(record: Record) -> tuple[frozenset[int], frozenset[int]]:
    starts, ends = token_ranges(record.tokens)
    return frozenset(starts), frozenset(ends)


@dataclass(slots=True)
class _Fitting:
    record: Record
    original: Reading
    holds: Holds
    ranks: Mapping[str, int]
    edges: tuple[frozenset[int], frozenset[int]] | None
    losses: list[Loss] = field(default_factory=list)

    def reading(self) -> Reading:
        """Return what the format can hold of the reading."""
        spans = [span for span in self.original.spans if self._fits(span)]
        if self.holds.fragments:
            spans = self._once([self._apart(span) for span in spans])
        if not self.holds.fragments:
            spans = self._unfragmented(spans)
        if not self.holds.overlaps:
            spans = self._disjoint(spans)
        spans = [self._plain(span) for span in spans]
        relations = self._relations({span.id for span in spans})
        made = replace(self.original, spans=tuple(spans), relations=relations)
        if not spans and self.holds.blank_is_read is False:
            self.losses.append(lost_reading(self.record, self.original, _NOTHING_MARKED))
        if self.holds.states:
            return made
        skipped = self.holds.skips and made.state is State.SKIPPED
        return replace(made, state=State.SKIPPED if skipped else State.DONE, flagged=False)

    def _fits(self, span: Span) -> bool:
        text = self.record.text
        if not self.holds.names(span.label):
            self._lose(span, LossKind.CHARACTER, message("this format cannot write its label; left out"))
            return False
        if not self.holds.edges and any(
            text[f.start].isspace() or text[f.end - 1].isspace() for f in span.fragments
        ):
            self._lose(span, LossKind.WHITESPACE, message("begins or ends with white space; left out"))
            return False
        if not all(self.holds.pieces(text[f.start : f.end]) for f in span.fragments):
            self._lose(span, LossKind.WHITESPACE, message("begins or ends with a line break; left out"))
            return False
        if self.edges is not None:
            starts, ends = self.edges
            if any(f.start not in starts or f.end not in ends for f in span.fragments):
                self._lose(span, LossKind.MISALIGNED, message("does not lie on token boundaries; left out"))
                return False
        return True

    def _unfragmented(self, spans: Iterable[Span]) -> list[Span]:
        """Make a span of each fragment; the first keeps the id, and with it links and attributes."""
        made: list[Span] = []
        fresh = -1
        for span in spans:
            if len(span.fragments) > 1:
                n = len(span.fragments)
                self._lose(
                    span, LossKind.FRAGMENTED, message("its {n} parts are written as spans of their own", n=n)
                )
            made.append(replace(span, fragments=span.fragments[:1]))
            for fragment in span.fragments[1:]:
                made.append(Span(fresh, span.layer_id, span.label, (fragment,)))
                fresh -= 1
        return self._once(made)

    def _once(self, spans: list[Span]) -> list[Span]:
        """Keep one of the spans that are the same now: one that was so from the start, or else the first."""
        whole = {span.id: span.fragments for span in self.original.spans}
        chosen: dict[tuple[str, tuple[Fragment, ...]], Span] = {}
        for span in sorted(spans, key=lambda one: whole.get(one.id) != one.fragments):
            kept = chosen.setdefault((span.label, span.fragments), span)
            if kept is not span and span.id in whole:
                self._lose(
                    span, LossKind.OVERLAPPING, message("the same words have this label; written once")
                )
        kept_ids = {span.id for span in chosen.values()}
        return [span for span in spans if span.id in kept_ids]

    def _apart(self, span: Span) -> Span:
        """Join the fragments that the format cannot keep apart."""
        text = self.record.text
        parts = list(span.fragments[:1])
        for fragment in span.fragments[1:]:
            if self.holds.gaps(text[parts[-1].end : fragment.start]):
                parts.append(fragment)
            else:
                parts[-1] = Fragment(parts[-1].start, fragment.end)
        if len(parts) == len(span.fragments):
            return span
        why = message("its parts before and after a line break are written as one")
        self._lose(span, LossKind.FRAGMENTED, why)
        return replace(span, fragments=tuple(parts))

    def _disjoint(self, spans: Iterable[Span]) -> list[Span]:
        """Keep spans that do not overlap: those of the label ranked first, then the longest, then the first."""
        last = len(self.ranks)

        def place(span: Span) -> tuple[int, int, int, int]:
            return self.ranks.get(span.label, last), span.start - span.end, span.start, span.id

        taken: dict[int, Span] = {}
        kept = []
        for span in sorted(spans, key=place):
            over = next((taken[i] for f in span.fragments for i in range(*f) if i in taken), None)
            if over is not None:
                detail = message(
                    "overlaps {label} “{text}”; left out", label=over.label, text=cut(self._covered(over))
                )
                self._lose(span, LossKind.OVERLAPPING, detail)
                continue
            kept.append(span)
            taken.update((i, span) for f in span.fragments for i in range(*f))
        return sorted(kept, key=lambda s: (s.start, -s.end, s.id))

    def _plain(self, span: Span) -> Span:
        if span.attributes and not self.holds.attributes:
            for name, value in span.attributes:
                detail = message("{name}: {value} has no place in this format", name=name, value=cut(value))
                self._lose(span, LossKind.ATTRIBUTE, detail)
            span = replace(span, attributes=())
        written = tuple(pair for pair in span.attributes if self._writes(span, *pair))
        if written != span.attributes:
            span = replace(span, attributes=written)
        if span.note and self.holds.notes and not self.holds.note_texts(span.note):
            why = message("this format cannot write its note: its line breaks, tabs or spaces")
            self._lose(span, LossKind.CHARACTER, why)
            span = replace(span, note="")
        if span.note and not self.holds.notes:
            self._lose(span, LossKind.NOTE, message("its note has no place in this format"))
            span = replace(span, note="")
        return span

    def _writes(self, span: Span, name: str, value: str) -> bool:
        """Tell whether an attribute can be written, and name it where not."""
        writes = self.holds.names(name) and self.holds.values(value)
        if not writes:
            detail = message("this format cannot write {name}: “{value}”", name=cut(name), value=cut(value))
            self._lose(span, LossKind.CHARACTER, detail)
        return writes

    def _relations(self, kept: set[int]) -> tuple[Relation, ...]:
        by_id = {span.id: span for span in self.original.spans}
        relations = []
        for relation in self.original.relations:
            both = relation.head_id in kept and relation.child_id in kept
            named = self.holds.names(relation.type)
            if self.holds.relations and both and named:
                relations.append(relation)
                continue
            if not self.holds.relations:
                why = message("has no place in this format")
            elif both:
                why = message("this format cannot write its type; left out")
            else:
                why = message("an end of it is left out")
            self._lose(by_id[relation.head_id], LossKind.RELATION, why, relation.type)
        return tuple(relations)

    def _lose(self, span: Span, kind: LossKind, detail: Message, label: str = "") -> None:
        self.losses.append(loss_of(self.record, self.original, span, kind, detail, label))

    def _covered(self, span: Span) -> str:
        return span.covered(self.record.text)
