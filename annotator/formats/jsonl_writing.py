"""From records to JSONL lines, and what is lost on the way."""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from json.encoder import encode_basestring as quoted
from typing import Any

from annotator.core.documents import document_key
from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Relation, Span, State, reading_order
from annotator.core.tokens import decode_tokens, token_ranges
from annotator.formats.exchange import Loss, LossKind, Reading, Record, WriteReport
from annotator.formats.jsonl_reading import KNOWN

ANSWERS = {State.DONE: "accept", State.SKIPPED: "ignore"}
ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_UNALIGNED = message("In the file, but without token numbers: it does not begin and end with a token.")


class Writer:
    """Makes lines, counts them in `report`, and keeps in `promises` what each must read as."""

    def __init__(self, *, with_tokens: bool) -> None:
        self.report = WriteReport()
        self.promises = array("q")
        self._with_tokens = with_tokens
        self._without_tokens = self._split = self._unnumbered = 0

    def finished(self, path: str) -> WriteReport:
        """Return the report, with what Prodigy will not see as it is."""
        self.report.files.append(path)
        self.report.counts = dict(sorted(self.report.counts.items()))
        if self._without_tokens:
            self.report.notes.append(
                message("{count} articles have no token bounds yet.", count=self._without_tokens)
            )
        if self._split:
            self.report.notes.append(
                message("Prodigy shows the parts of {count} divided spans as spans.", count=self._split)
            )
        if self._unnumbered:
            self.report.notes.append(
                message(
                    "Prodigy does not see {count} links: their spans are not whole tokens.",
                    count=self._unnumbered,
                )
            )
        return self.report

    @staticmethod
    def promise(record: Record) -> int:
        """Return a hash over all that a line holds of a record."""
        return hash((record.text, record.metadata, record.readings, record.key))

    def lines(self, record: Record) -> Iterator[bytes]:
        """Yield the lines of one document, one a reading."""
        record = record if record.key else replace(record, key=document_key(record.text, record.metadata))
        self.report.documents += 1
        self._without_tokens += not record.tokens
        head = f'{{"text":{quoted(record.text)},'
        if self._with_tokens and record.tokens:
            head += f'"tokens":[{tokens_json(record.text, record.tokens)}],'
        tokens = TokenNumbers(record.tokens)
        for reading in record.readings or (None,):
            numbered = self._numbered(record, reading) if reading else None
            self.promises.append(self.promise(replace(record, readings=(numbered,) if numbered else ())))
            rest = self._rest(record, numbered, tokens)
            yield (head + ENCODE(rest)[1:] + "\n").encode("utf-8")

    def _numbered(self, record: Record, reading: Reading) -> Reading:
        numbered, twice = _numbered(reading)
        for span in twice:
            detail = message("The same span is in this reading twice; it is in the file once.")
            self.report.losses.append(_loss(LossKind.UNALLOWED, record, reading, span, detail))
        return numbered

    def _rest(self, record: Record, reading: Reading | None, tokens: TokenNumbers) -> dict[str, Any]:
        metadata = record.metadata
        rest: dict[str, Any] = {
            "spans": self._spans(record, reading, tokens) if reading else [],
            "relations": self._relations(reading, tokens) if reading else [],
            "meta": {name: getattr(metadata, name) for name in KNOWN} | dict(metadata.more),
            "key": record.key,
        }
        if reading:
            rest |= {"state": reading.state.value, "flagged": reading.flagged}
            if reading.state in ANSWERS:
                rest["answer"] = ANSWERS[reading.state]
            if reading.annotator:
                rest |= {"_annotator_id": reading.annotator, "_session_id": reading.annotator}
        # Not over the text: Prodigy would take a wire copy in two outlets for one task.
        rest["_input_hash"] = task_hash(record.key)
        rest["_task_hash"] = task_hash(record.key, reading.annotator if reading else "")
        rest["_view_id"] = "relations"
        return rest

    def _spans(self, record: Record, reading: Reading, tokens: TokenNumbers) -> list[dict[str, Any]]:
        entries = []
        for span in reading.spans:
            aligned = True
            for fragment in span.fragments:
                entry = bounds(span, fragment, tokens)
                aligned = aligned and "token_start" in entry
                entry |= {
                    "id": f"T{span.id}",
                    "attributes": dict(span.attributes),
                    "note": span.note,
                    "origin": span.origin.value,
                }
                entries.append(entry)
            if not aligned and record.tokens:
                self.report.losses.append(_loss(LossKind.MISALIGNED, record, reading, span, _UNALIGNED))
            self._split += len(span.fragments) > 1
            self.report.counts[span.label] = self.report.counts.get(span.label, 0) + 1
        self.report.spans += len(reading.spans)
        return entries

    def _relations(self, reading: Reading, tokens: TokenNumbers) -> list[dict[str, Any]]:
        spans = {span.id: span for span in reading.spans}
        entries = []
        for relation in reading.relations:
            # Prodigy knows a span by its last token; of several fragments that is the last one's.
            head, child = (
                bounds(spans[end], spans[end].fragments[-1], tokens)
                for end in (relation.head_id, relation.child_id)
            )
            entry: dict[str, Any] = {"label": relation.type}
            if "token_end" in head and "token_end" in child:
                entry = {"head": head["token_end"], "child": child["token_end"], **entry}
                entry |= {"head_span": head, "child_span": child}
            else:
                self._unnumbered += 1
            entries.append(entry | {"head_id": f"T{relation.head_id}", "child_id": f"T{relation.child_id}"})
        self.report.relations += len(entries)
        return entries


class TokenNumbers:
    """Which token starts and which ends at an offset; white space tokens count, as in Prodigy."""

    def __init__(self, encoded: bytes) -> None:
        self.starts, self.ends = token_ranges(encoded)

    def starting(self, start: int) -> int | None:
        """Return the number of the token that starts at `start`, or None."""
        number = bisect_left(self.starts, start)
        return number if number < len(self.starts) and self.starts[number] == start else None

    def ending(self, end: int) -> int | None:
        """Return the number of the token that ends at `end`, or None."""
        number = bisect_left(self.ends, end)
        return number if number < len(self.ends) and self.ends[number] == end else None


def tokens_json(text: str, encoded: bytes) -> str:
    """Return the tokens as the contents of a JSON list, in Prodigy's shape."""
    parts, start = [], 0
    for number, (length, space) in enumerate(decode_tokens(encoded)):
        end = start + length
        ws = "true" if space else "false"
        parts.append(
            f'{{"text":{quoted(text[start:end])},"start":{start},"end":{end},"id":{number},"ws":{ws}}}'
        )
        start = end + space
    return ",".join(parts)


def bounds(span: Span, fragment: Fragment, tokens: TokenNumbers) -> dict[str, Any]:
    """Return a fragment in Prodigy's shape, with numbers of tokens where it begins and ends with some."""
    start, end = fragment
    first, last = tokens.starting(start), tokens.ending(end)
    if first is None or last is None:
        return {"start": start, "end": end, "label": span.label}
    return {"start": start, "end": end, "token_start": first, "token_end": last, "label": span.label}


def _numbered(reading: Reading) -> tuple[Reading, list[Span]]:
    """Return the reading as it will be read back, and the spans that it holds twice.

    Spans are in reading order with ids from 1 and without a layer, each of them once.
    """
    unique: dict[tuple[str, tuple[Fragment, ...]], Span] = {}
    ids: dict[int, int] = {}
    twice = []
    for span in sorted(reading.spans, key=reading_order):
        numbered = _with_id(span, len(unique) + 1)
        first = unique.setdefault((span.label, span.fragments), numbered)
        ids[span.id] = first.id
        if first is not numbered:
            twice.append(span)
    links = sorted({(ids[r.head_id], ids[r.child_id], r.type) for r in reading.relations})
    relations = tuple(
        Relation(number, 0, kind, head, child) for number, (head, child, kind) in enumerate(links, 1)
    )
    return replace(reading, spans=tuple(unique.values()), relations=relations), twice


def _with_id(span: Span, span_id: int) -> Span:
    # dataclasses.replace takes twice as long, and this is done for every span of a project.
    return Span(span_id, 0, span.label, span.fragments, span.attributes, span.note, span.origin)


def _loss(kind: LossKind, record: Record, reading: Reading, span: Span, detail: Message) -> Loss:
    return Loss(
        kind,
        record.key,
        record.metadata.title,
        reading.annotator,
        span.label,
        span.fragments,
        span.covered(record.text),
        detail,
    )


def task_hash(*parts: str) -> int:
    """Return a number of 31 bits over texts, the same on every machine."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "big") >> 1
