"""A record with one reading as a WebAnno TSV 3.3 file (see `uima_mapping` for what stands where)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from annotator.core.offsets import Utf16Map
from annotator.core.spans import Fragment, Relation, Span
from annotator.formats.exchange import Record
from annotator.formats.uima_mapping import LABEL, NOTE, RELATION, SPAN, feature_of
from annotator.formats.webanno_rows import (
    BASE,
    BEFORE,
    FORMAT,
    NOTHING,
    TEXT,
    UNSET,
    escape_text,
    escape_value,
)
from annotator.formats.webanno_rows import RELATION as RELATION_LAYER
from annotator.formats.webanno_rows import SPAN as SPAN_LAYER
from annotator.formats.words import sentences_of, words_of

# A token, and the part of it that is meant.
Unit = tuple[int, Fragment]


def lines(record: Record) -> Iterator[str]:
    """Yield the lines of a file without their breaks."""
    return _Table(record).lines()


class _Table:
    def __init__(self, record: Record) -> None:
        self._text = record.text
        self._units = Utf16Map(record.text)
        self._tokens = words_of(record)
        self._sentences = list(sentences_of(record.text, self._tokens))
        self._spans: Sequence[Span] = [s for reading in record.readings for s in reading.spans]
        self._relations: Sequence[Relation] = [r for reading in record.readings for r in reading.relations]
        self._parts = {span.id: list(self._parts_of(span)) for span in self._spans}
        self._at: defaultdict[Unit, list[Span]] = defaultdict(list)
        for span in self._spans:
            for unit in self._parts[span.id]:
                self._at[unit].append(span)
        self._names = self._unit_names()
        self._ids = self._span_ids()
        self._to: defaultdict[Unit, list[Relation]] = defaultdict(list)
        for relation in self._relations:
            self._to[self._parts[relation.child_id][0]].append(relation)
        attributes = {name for span in self._spans for name, _ in span.attributes}
        self._features = {feature_of(name): name for name in sorted(attributes)}
        self._notes = any(span.note for span in self._spans)

    def lines(self) -> Iterator[str]:
        yield f"{FORMAT} 3.3"
        yield from self._layers()
        yield from ("", "")
        ends = [*(self._tokens[first].start for first, _ in self._sentences[1:]), len(self._text)]
        for number, ((first, last), end) in enumerate(zip(self._sentences, ends, strict=False)):
            if number:
                yield ""
            elif self._tokens[0].start:
                yield BEFORE + escape_text(self._text[: self._tokens[0].start])
            yield TEXT + escape_text(self._text[self._tokens[first].start : end])
            for token in range(first, last):
                yield self._row((token, self._tokens[token]))
                yield from map(self._row, self._inner(token))
        yield ""

    def _layers(self) -> Iterator[str]:
        if self._spans:
            yield "|".join([SPAN_LAYER + SPAN, *self._features, *([NOTE] if self._notes else ()), LABEL])
        if self._relations:
            yield "|".join([RELATION_LAYER + RELATION, LABEL, BASE + SPAN])

    # Units

    def _parts_of(self, span: Span) -> Iterator[Unit]:
        """Yield the tokens, whole or in part, that a span lies on."""
        first = bisect_right(self._tokens, span.start, key=lambda token: token.end)
        last = bisect_left(self._tokens, span.end, key=lambda token: token.start)
        for number in range(first, last):
            start, end = self._tokens[number]
            yield number, Fragment(max(start, span.start), min(end, span.end))

    def _inner(self, token: int) -> list[Unit]:
        """Return the parts of a token that spans lie on, in the text's order."""
        return self._inner_units.get(token, [])

    def _unit_names(self) -> dict[Unit, str]:
        """Return what each unit is called: `1-2`, and `1-2.1` for a part of it."""
        inner = sorted(unit for unit in self._at if unit[1] != self._tokens[unit[0]])
        self._inner_units = {token: list(units) for token, units in groupby(inner, key=lambda unit: unit[0])}
        names: dict[Unit, str] = {}
        for sentence, (first, last) in enumerate(self._sentences, 1):
            for token in range(first, last):
                name = f"{sentence}-{token - first + 1}"
                names[token, self._tokens[token]] = name
                for part, unit in enumerate(self._inner(token), 1):
                    names[unit] = f"{name}.{part}"
        return names

    def _span_ids(self) -> dict[int, int]:
        """Return numbers for the spans that lie on several units, or not alone on one; the others have 0."""
        ids: dict[int, int] = {}
        for number, span in enumerate(self._spans, 1):
            units = self._parts[span.id]
            alone = len(units) == 1 and len(self._at[units[0]]) == 1
            ids[span.id] = 0 if alone else number
        return ids

    # Rows

    def _row(self, unit: Unit) -> str:
        start, end = unit[1]
        where = f"{self._units.to_utf16(start)}-{self._units.to_utf16(end)}"
        cells = [*self._span_cells(unit), *self._relation_cells(unit)]
        return "\t".join([self._names[unit], where, escape_text(self._text[start:end]), *cells, ""])

    def _span_cells(self, unit: Unit) -> Iterator[str]:
        if not self._spans:
            return
        stacked = self._at.get(unit, ())
        for attribute in self._features.values():
            yield self._stack(stacked, [span.attribute(attribute) or "" for span in stacked])
        if self._notes:
            yield self._stack(stacked, [span.note for span in stacked])
        yield self._stack(stacked, [span.label for span in stacked])

    def _stack(self, spans: Sequence[Span], values: Sequence[str]) -> str:
        parts = [
            (escape_value(value) or UNSET) + (f"[{self._ids[span.id]}]" if self._ids[span.id] else "")
            for span, value in zip(spans, values, strict=True)
        ]
        return "|".join(parts) or NOTHING

    def _relation_cells(self, unit: Unit) -> Iterator[str]:
        """Yield the cells of the relations that lead here."""
        if not self._relations:
            return
        here = self._to.get(unit, ())
        yield "|".join(escape_value(relation.type) for relation in here) or NOTHING
        yield "|".join(map(self._reference, here)) or NOTHING

    def _reference(self, relation: Relation) -> str:
        head, child = self._ids[relation.head_id], self._ids[relation.child_id]
        unit = self._names[self._parts[relation.head_id][0]]
        return f"{unit}[{head}_{child}]" if head or child else unit
