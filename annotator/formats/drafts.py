"""One reading while its spans come in from a file that nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Origin, Relation, Span, State, joined
from annotator.formats.exchange import Reading
from annotator.formats.jsonl_values import as_text, shown

_SHOWN = 60


class Draft:
    """Collects spans and relations, numbered from 1. `said` gets what is not taken, or not as it stands."""

    def __init__(self, text: str, said: list[Message]) -> None:
        self._text = text
        self._said = said
        self._spans: dict[tuple[str, tuple[Fragment, ...]], Span] = {}
        self._relations: dict[tuple[str, int, int], Relation] = {}

    def span(
        self,
        label: str,
        fragments: Iterable[tuple[int, int]],
        attributes: Iterable[tuple[str, str]] = (),
        *,
        note: str = "",
        origin: Origin = Origin.IMPORTED,
        shared: bool = False,
    ) -> int:
        """Take a span in code points and return its number, 0 where it cannot be taken.

        One that is there already gives its number; that is said, unless it is `shared`, as
        the speaker of two quotations is.
        """
        parts = tuple(sorted({Fragment(start, end) for start, end in fragments}))
        if all(0 <= start < end for start, end in parts) and _overlap(parts):
            parts = joined(parts)
            self._said.append(
                message("Parts of a span {label} overlap; they are joined.", label=shown(label))
            )
        wrong = self._wrong(label, parts)
        if wrong is not None:
            self._said.append(
                message("A span {label} is not taken: {reason}.", label=shown(label), reason=wrong)
            )
            return 0
        known = self._spans.get((label, parts))
        if known is None:
            pairs = tuple(sorted(dict(attributes).items()))
            known = Span(len(self._spans) + 1, 0, label, parts, pairs, note, origin)
            self._spans[label, parts] = known
        elif not shared:
            self._said.append(self._twice(known, tuple(sorted(dict(attributes).items())), note))
        return known.id

    def _wrong(self, label: str, parts: Sequence[Fragment]) -> Message | None:
        if not as_text(label):
            return message("its label is missing or is not text")
        if not parts:
            return message("it has no place in the text")
        for start, end in parts:
            if start >= end:
                return message("it holds no text ({start} to {end})", start=start, end=end)
            if start < 0 or end > len(self._text):
                return message(
                    "it lies outside the text ({start} to {end})", start=shown(start), end=shown(end)
                )
        return None

    def _twice(self, known: Span, attributes: tuple[tuple[str, str], ...], note: str) -> Message:
        words = shown(self._text[known.start : min(known.end, known.start + _SHOWN)])
        if (known.attributes, known.note) == (attributes, note):
            return message("{label} {text} is there twice; it is taken once.", label=known.label, text=words)
        return message(
            "{label} {text} is there twice; its other attributes or note are not taken.",
            label=known.label,
            text=words,
        )

    def relation(self, kind: str, head: int, child: int) -> None:
        """Take a relation between two numbers that `span` gave; nothing where one of them is 0."""
        if head and child and (kind, head, child) not in self._relations:
            new = Relation(len(self._relations) + 1, 0, kind, head, child)
            self._relations[kind, head, child] = new

    def reading(self, annotator: str = "", state: State = State.DONE, *, flagged: bool = False) -> Reading:
        """Return what was taken."""
        spans, relations = tuple(self._spans.values()), tuple(self._relations.values())
        return Reading(annotator, spans, relations, state, flagged)


def _overlap(parts: Sequence[Fragment]) -> bool:
    return any(left.end > right.start for left, right in pairwise(parts))


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of consecutive numbers, half-open: 3, 4, 7 are 3 to 5 and 7 to 8."""
    start = end = -1
    for number in sorted(set(numbers)):
        if number != end:
            if end > start:
                yield start, end
            start = number
        end = number + 1
    if end > start:
        yield start, end
