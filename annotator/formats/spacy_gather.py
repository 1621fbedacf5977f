"""Records on their way into spaCy files: packed some at a time, with a list of what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.core.messages import Message, message
from annotator.core.scheme import Scheme
from annotator.core.spans import Relation
from annotator.formats.exchange import Loss, Reading, Record, WriteReport
from annotator.formats.passages import WordHashes, fingerprints_of
from annotator.formats.spacy_batch import Batch, Vocabulary
from annotator.formats.spacy_docs import Packed, Packing, PropertiesOf, user_data_of
from annotator.formats.spacy_spans import Placement, Refused, place
from annotator.formats.spacy_spool import Spool
from annotator.formats.spacy_sums import Hashes, Ints, Numbers
from annotator.formats.spacy_tokens import PipelineTokens, language_of

_AT_ONCE = 500_000  # characters: more take memory, fewer take time


@dataclass(frozen=True, slots=True)
class Gathered:
    """One document: `spans` by label, and the number of its readings, which are packed."""

    key: str
    outlet: str
    spans: Mapping[str, int]
    readings: int


class Gathering:
    """Takes records and fills `documents`, `packed` (where there is a spool) and `report`.

    `lengths` counts fragments by their tokens.
    """

    def __init__(
        self, scheme: Scheme, ents_priority: Sequence[str], tokens: PipelineTokens, spool: Spool | None
    ) -> None:
        self.tokens = tokens
        self.documents: list[Gathered] = []
        self.packed: list[Packed] = []
        self._prints: list[Hashes] = [np.empty(0, dtype=np.uint64)]
        self._owners: list[Numbers] = [np.empty(0, dtype=np.int32)]
        self.lengths: Counter[int] = Counter()
        self.report = WriteReport()
        self.vocabulary = Vocabulary()
        self.packing = Packing(spool, self.vocabulary) if spool else None
        known = [label.name for label in scheme.labels]
        self.priority = [*dict.fromkeys([*(name for name in ents_priority if name in known), *known])]
        self._ranks = {name: rank for rank, name in enumerate(self.priority)}
        self._hashes = WordHashes()
        self._waiting: list[Record] = []
        self._characters = 0
        self._unread = 0
        self._languages: Counter[str] = Counter()
        self._unlinked: Counter[str] = Counter()

    def take(self, record: Record) -> None:
        """Take one record's readings, or note why it is left out."""
        if not record.readings:
            self._unread += 1
        elif refusal := self.tokens.refusal(record):
            self.report.notes.append(refusal)
        else:
            if self._characters + len(record.text) > _AT_ONCE:
                self._pack()
            self._waiting.append(record)
            self._characters += len(record.text)

    def finish(self) -> None:
        """Add up the report, and note what it does not list span by span."""
        self._pack()
        report = self.report
        report.documents = len(self.documents)
        report.spans = sum(sum(document.spans.values()) for document in self.documents)
        if self._unread:
            report.notes.append(message("Articles left out, as nobody read them: {n}.", n=self._unread))
        for kind, n in sorted((+self._unlinked).items()):
            report.notes.append(
                message("Links “{kind}” left out, as a span of theirs is: {n}.", kind=kind, n=n)
            )
        for language, n in sorted(self._languages.items()):
            if language != self.tokens.language:
                report.notes.append(self._in_another_language(language, n))

    def taken_prints(self) -> tuple[Hashes, Numbers]:
        """Return the fingerprints of passages and the numbers of the documents they are in; once only."""
        prints, owners = np.concatenate(self._prints), np.concatenate(self._owners)
        self._prints.clear()
        self._owners.clear()
        return prints, owners

    def _in_another_language(self, language: str, n: int) -> Message:
        return message(
            "Articles in “{language}” cut into words by the rules for “{pipeline}”: {n}.",
            language=language or "?",
            pipeline=self.tokens.language,
            n=n,
        )

    def _pack(self) -> None:
        """Pack the records that wait."""
        records, self._waiting, self._characters = self._waiting, [], 0
        if not records:
            return
        batch = self._batch(records)
        words, prints = self.vocabulary.words(batch)
        hashes, owners = fingerprints_of(
            *self._hashes.of_several(words, batch.tokens, self.vocabulary.strings)
        )
        self._prints.append(hashes)
        self._owners.append((owners + len(self.documents)).astype(np.int32))
        documents = np.repeat(np.arange(len(records)), [len(record.readings) for record in records])
        both = [(record, reading) for record in records for reading in record.readings]
        placement = place(batch, documents, [reading for _, reading in both], self._ranks)
        for number, refused in sorted(placement.refused.items()):
            self.report.losses += _losses(*both[number], refused)
        linked = [self._linked(reading, placement, number) for number, (_, reading) in enumerate(both)]
        self._count(records, documents, placement)
        if self.packing:
            properties = PropertiesOf(placement)
            data = [user_data_of(*of, properties.reading(n, linked[n])) for n, of in enumerate(both)]
            self.packed.append(self.packing.pack(batch, words, prints, documents, placement, data))

    def _batch(self, records: Sequence[Record]) -> Batch:
        texts = [record.text for record in records]
        encoded = [self.tokens(record) for record in records]
        batch = Batch.of(texts, encoded)
        while misfits := batch.misfits():
            for number in misfits:
                encoded[number] = self.tokens.anew(records[number])
            batch = Batch.of(texts, encoded)
        return batch

    def _linked(self, reading: Reading, placement: Placement, number: int) -> list[Relation]:
        """Return the relations whose spans are both kept."""
        if not reading.relations:
            return []
        its = slice(*placement.bounds[number : number + 2].tolist())
        ids = {*placement.spans.ids[its][placement.kept[its]].tolist()}
        linked = [r for r in reading.relations if r.head_id in ids and r.child_id in ids]
        self._unlinked.update(r.type for r in reading.relations)
        self._unlinked.subtract(r.type for r in linked)
        self.report.relations += len(linked)
        return linked

    def _count(self, records: Sequence[Record], documents: Ints, placement: Placement) -> None:
        found, counts = np.unique(placement.places[:, 1] - placement.places[:, 0], return_counts=True)
        self.lengths.update(dict(zip(found.tolist(), counts.tolist(), strict=True)))
        known = [self._ranks.get(name, 0) for name in placement.spans.names]
        ranks = np.array(known, dtype=np.int64)[placement.spans.labels]
        places = documents[placement.readings] * len(self._ranks) + ranks
        shape = len(records), len(self._ranks)
        kept = np.bincount(places[placement.kept], minlength=shape[0] * shape[1]).reshape(shape).tolist()
        for record, its in zip(records, kept, strict=True):
            self._languages[language_of(record)] += 1
            spans = {name: n for name, n in zip(self.priority, its, strict=True) if n}
            self.documents.append(Gathered(record.key, record.metadata.outlet, spans, len(record.readings)))


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
