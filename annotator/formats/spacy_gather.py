"""Records on their way into spaCy files: packed one by one, with a list of what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.core.messages import Message, message
from annotator.core.scheme import Scheme
from annotator.core.spans import Relation, Span, reading_order
from annotator.formats.exchange import Loss, LossKind, Reading, Record, WriteReport
from annotator.formats.passages import Prints, WordHashes, fingerprints
from annotator.formats.spacy_docs import PackedDoc, Packing, user_data_of
from annotator.formats.spacy_spans import Placed, Refused, Tokenized, place, tokenized, without_overlaps
from annotator.formats.spacy_tokens import PipelineTokens, language_of


@dataclass(slots=True)
class Gathered:
    """One document with its readings packed. `lengths` counts fragments by their tokens."""

    key: str
    outlet: str
    prints: Prints
    docs: list[PackedDoc] = field(default_factory=list)
    spans: Counter[str] = field(default_factory=Counter)
    relations: int = 0
    lengths: Counter[int] = field(default_factory=Counter)


class Gathering:
    """Takes records and fills `documents` and `report`."""

    def __init__(self, scheme: Scheme, ents_priority: Sequence[str], tokens: PipelineTokens) -> None:
        self.tokens = tokens
        self.documents: list[Gathered] = []
        self.report = WriteReport()
        self.packing = Packing()
        known = [label.name for label in scheme.labels]
        self.priority = [*dict.fromkeys([*(name for name in ents_priority if name in known), *known])]
        self._ranks = {name: rank for rank, name in enumerate(self.priority)}
        self._hashes = WordHashes()
        self._unread = 0
        self._languages: Counter[str] = Counter()
        self._unlinked: Counter[str] = Counter()

    def take(self, record: Record) -> None:
        """Pack one record's readings, or note why it is left out."""
        if not record.readings:
            self._unread += 1
        elif refusal := self.tokens.refusal(record):
            self.report.notes.append(refusal)
        else:
            self._pack(record)

    def finish(self) -> None:
        """Add up the report, and note what it does not list span by span."""
        report = self.report
        report.documents = len(self.documents)
        report.spans = sum(document.spans.total() for document in self.documents)
        report.relations = sum(document.relations for document in self.documents)
        if self._unread:
            report.notes.append(message("Articles left out, as nobody read them: {n}.", n=self._unread))
        for kind, n in sorted(self._unlinked.items()):
            report.notes.append(
                message("Links “{kind}” left out, as a span of theirs is: {n}.", kind=kind, n=n)
            )
        for language, n in sorted(self._languages.items()):
            if language != self.tokens.language:
                report.notes.append(self._in_another_language(language, n))

    def _in_another_language(self, language: str, n: int) -> Message:
        return message(
            "Articles in “{language}” cut into words by the rules for “{pipeline}”: {n}.",
            language=language or "?",
            pipeline=self.tokens.language,
            n=n,
        )

    def _pack(self, record: Record) -> None:
        words = tokenized(record.text, self.tokens(record))
        numbers = self.packing.numbers(words)
        prints = fingerprints(self._hashes.of(numbers[0], self.packing.words.listed))
        document = Gathered(record.key, record.metadata.outlet, prints)
        self._languages[language_of(record)] += 1
        for reading in record.readings:
            placed = self._placed(words, record, reading)
            entities, beaten = without_overlaps(placed, len(words.starts), self._ranks)
            self._lose(record, reading, beaten)
            relations = self._linked(placed, reading)
            user_data = user_data_of(record, reading, placed, relations)
            document.docs.append(self.packing.doc(words, numbers, placed, entities, user_data))
            document.relations += len(relations)
            document.spans.update(p.span.label for p in placed)
            document.lengths.update(last - first for p in placed for first, last in p.tokens)
        self.documents.append(document)

    def _placed(self, words: Tokenized, record: Record, reading: Reading) -> list[Placed]:
        placed, refused = [], []
        for number, span in enumerate(sorted(reading.spans, key=reading_order), start=1):
            outcome = place(words, span, number) if span.label in self._ranks else _unallowed(span)
            if isinstance(outcome, Placed):
                placed.append(outcome)
            else:
                refused.append(outcome)
        self._lose(record, reading, refused)
        return placed

    def _lose(self, record: Record, reading: Reading, refused: Iterable[Refused]) -> None:
        self.report.losses += _losses(record, reading, refused)

    def _linked(self, placed: Iterable[Placed], reading: Reading) -> list[Relation]:
        ids = {p.span.id for p in placed}
        linked = []
        for relation in reading.relations:
            if relation.head_id in ids and relation.child_id in ids:
                linked.append(relation)
            else:
                self._unlinked[relation.type] += 1
        return linked


def _unallowed(span: Span) -> Refused:
    return Refused(
        span, LossKind.UNALLOWED, message("Left out: the scheme has no label {label}.", label=span.label)
    )


def _losses(record: Record, reading: Reading, refused: Iterable[Refused]) -> Iterator[Loss]:
    for each in refused:
        yield Loss(
            kind=each.kind,
            key=record.key,
            title=record.metadata.title,
            annotator=reading.annotator,
            label=each.span.label,
            fragments=each.span.fragments,
            covered=each.span.covered(record.text),
            detail=each.detail,
            span_id=each.span.id,
        )
