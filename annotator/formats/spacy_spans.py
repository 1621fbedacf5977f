"""What of a reading spaCy can hold: spans on token boundaries, and a subset without overlaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Span
from annotator.core.tokens import Tokens
from annotator.formats.exchange import LossKind, Reading
from annotator.formats.spacy_batch import Batch
from annotator.formats.spacy_sums import Ints, bounds_of
from annotator.formats.span_columns import Columns, columns_of

_SHOWN = 60
_SPACES = np.array([*filter(str.isspace, map(chr, range(0x10000)))], dtype="U1").view(np.uint32)


class Placed(NamedTuple):
    """A span whose fragments are whole tokens; `tokens` holds half-open ranges of them.

    `number` counts the spans of the layer, left out or not, in reading order from 1;
    `name` is the id made of it, which joins the fragments in the file.
    """

    span: Span
    number: int
    name: str
    tokens: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A span that is not in the file, or not everywhere, and why."""

    span: Span
    kind: LossKind
    detail: Message


@dataclass(frozen=True, slots=True)
class Placement:
    """The spans of some readings, and where they lie.

    `spans` go reading by reading, `bounds` say where those of each begin; `numbers` count them
    in their reading from 1, `kept` tells which are in the file. For each fragment
    of a span that is kept: which span `of` it is, first and last token, exclusive, and start
    and end in code points (`places`), all within the text; and whether it is an `entity`.
    """

    spans: Columns
    bounds: Ints
    numbers: Ints
    kept: NDArray[np.bool_]
    of: Ints
    places: Ints
    entity: NDArray[np.bool_]
    refused: dict[int, list[Refused]] = field(default_factory=dict)

    @property
    def readings(self) -> Ints:
        """The reading of each span."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def place(batch: Batch, documents: Ints, readings: Sequence[Reading], ranks: Mapping[str, int]) -> Placement:
    """Find the tokens of all spans. One bad fragment leaves the whole span out.

    `documents` says which of the texts each reading reads, `ranks` which label goes first
    where spans overlap; spans with other labels are left out.
    """
    spans = columns_of([reading.spans for reading in readings])
    bounds = bounds_of(np.array([len(reading.spans) for reading in readings], dtype=np.int64))
    of = np.repeat(np.arange(len(spans.ids)), np.diff(spans.bounds))
    offsets = spans.offsets
    document = np.repeat(documents, np.diff(bounds))
    tokens, bad = _aligned(batch, document[of], offsets)
    kept = np.array([name in ranks for name in spans.names], dtype=np.bool_)[spans.labels]
    left_out = [*np.flatnonzero(~kept).tolist()]
    fragment: dict[int, int] = {}
    for number in np.flatnonzero(bad & kept[of]).tolist():
        fragment.setdefault(int(of[number]), number)
    kept[[*fragment]] = False
    there = kept[of]
    places = np.concatenate([tokens, offsets], axis=1)[there]
    numbers = np.arange(1, len(spans.ids) + 1) - np.repeat(bounds[:-1], np.diff(bounds))
    entity = np.ones(len(places), dtype=np.bool_)
    found = Placement(spans, bounds, numbers, kept, of[there], places, entity)
    in_reading = found.readings
    for number in sorted([*left_out, *fragment]):
        span, text = spans.span(number), int(document[number])
        refused = (
            _refused(
                batch.texts[text], batch.encoded[text], span, Fragment(*offsets[fragment[number]].tolist())
            )
            if number in fragment
            else _unallowed(span)
        )
        found.refused.setdefault(int(in_reading[number]), []).append(refused)
    _choose_entities(found, ranks)
    return found


def _aligned(batch: Batch, document: Ints, offsets: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the tokens of fragments, counted in their text, and which fragments are not whole tokens."""
    if not len(batch.starts):
        return np.zeros_like(offsets), np.ones(len(offsets), dtype=np.bool_)
    base = batch.chars[document]
    bad = offsets[:, 1] > batch.chars[document + 1] - base
    start, end = (np.where(bad, base, base + offsets[:, side]) for side in (0, 1))
    most = len(batch.starts) - 1
    first = np.minimum(np.searchsorted(batch.starts, start), most)
    last = np.minimum(np.searchsorted(batch.ends, end), most)
    bad |= (batch.starts[first] != start) | (batch.ends[last] != end)
    edges = batch.codes[np.minimum([start, end - 1], len(batch.codes) - 1)]
    bad |= np.isin(edges, _SPACES).any(axis=0)
    base = batch.tokens[document]
    return np.stack([first - base, last + 1 - base], axis=1), bad


def _choose_entities(found: Placement, ranks: Mapping[str, int]) -> None:
    """Take from the entities what overlaps with others, and list it."""
    reading = found.readings[found.of]
    order = np.lexsort((found.places[:, 0], reading))
    places, of = found.places[order], reading[order]
    over = (places[:-1, 1] > places[1:, 0]) & (of[:-1] == of[1:])
    for number in np.unique(of[1:][over]).tolist():
        first, last = np.searchsorted(reading, [number, number + 1]).tolist()
        placed = _placed(found, first, last)
        taken, beaten = without_overlaps([*placed.values()], int(np.max(found.places[first:last, 1])), ranks)
        numbers = {each.number for each in taken}
        found.entity[first:last] = [found.numbers[of] in numbers for of in found.of[first:last].tolist()]
        found.refused.setdefault(number, []).extend(beaten)


def _placed(found: Placement, first: int, last: int) -> dict[int, Placed]:
    """Return the spans of fragments from `first` to `last`."""
    tokens: dict[int, list[tuple[int, int]]] = {}
    for of, (start, end) in zip(
        found.of[first:last].tolist(), found.places[first:last, :2].tolist(), strict=True
    ):
        tokens.setdefault(of, []).append((start, end))
    return {
        of: Placed(found.spans.span(of), number := int(found.numbers[of]), f"T{number}", tuple(its))
        for of, its in tokens.items()
    }


def without_overlaps(
    placed: Sequence[Placed], token_count: int, ranks: Mapping[str, int]
) -> tuple[list[Placed], list[Refused]]:
    """Choose the spans for `doc.ents`, and list the others with the span that won.

    By the label's rank, then the longer, then the earlier. A span of several fragments
    is taken with all of them or not at all; each fragment becomes an entity.
    """
    taken: list[Placed] = []
    refused: list[Refused] = []
    owner: list[Placed | None] = [None] * token_count
    for candidate in sorted(placed, key=_precedence(ranks)):
        winner = next((o for first, last in candidate.tokens for o in owner[first:last] if o), None)
        if winner is not None:
            refused.append(_beaten(candidate, winner))
            continue
        taken.append(candidate)
        for first, last in candidate.tokens:
            owner[first:last] = [candidate] * (last - first)
    return taken, refused


def _precedence(ranks: Mapping[str, int]) -> Callable[[Placed], tuple[int, int, int]]:
    def key(placed: Placed) -> tuple[int, int, int]:
        length = 0
        for start, end in placed.span.fragments:
            length += end - start
        return ranks[placed.span.label], -length, placed.number

    return key


def _unallowed(span: Span) -> Refused:
    return Refused(
        span, LossKind.UNALLOWED, message("Left out: the scheme has no label {label}.", label=span.label)
    )


def _refused(text: str, encoded: bytes, span: Span, fragment: Fragment) -> Refused:
    """Say what is wrong with the first bad fragment of a span."""
    part = text[fragment.start : fragment.end]
    if not part.strip():
        return Refused(span, LossKind.EMPTY, message("Left out: it holds only white space."))
    if part != part.strip():
        return Refused(span, LossKind.WHITESPACE, message("Left out: it starts or ends with white space."))
    touched = Tokens(text, encoded).touched(*fragment)
    assert touched is not None, "text that is not white space touches a token"
    return Refused(
        span,
        LossKind.MISALIGNED,
        message(
            "Left out: {part} cuts a word. The whole words are {words} ({start}–{end}).",
            part=_shown(part),
            words=_shown(text[touched.start : touched.end]),
            start=touched.start,
            end=touched.end,
        ),
    )


def _beaten(loser: Placed, winner: Placed) -> Refused:
    return Refused(
        loser.span,
        LossKind.OVERLAPPING,
        message(
            "Among the spans, but not among the entities: {label} {name} ({start}–{end}) has its place.",
            label=winner.span.label,
            name=winner.name,
            start=winner.span.start,
            end=winner.span.end,
        ),
    )


def _shown(text: str) -> str:
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"
