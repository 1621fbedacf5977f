"""From records to JSONL lines, and what is lost on the way."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from annotator.core.documents import Metadata, document_key
from annotator.core.messages import Message, message
from annotator.core.plain_spans import are_in_order, as_plain, labels_of
from annotator.core.spans import Fragment, Origin, Relation, Span, State, in_reading_order
from annotator.core.tokens import decode_tokens
from annotator.formats.exchange import Loss, LossKind, Reading, Record, WriteReport
from annotator.formats.jsonl_reading import KNOWN

if TYPE_CHECKING:
    from annotator.formats.token_columns import TokenNumbers

ANSWERS = {State.DONE: "accept", State.SKIPPED: "ignore"}
ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Writer:
    """Makes lines, counts them in `report`, and keeps in `promises` what each must read as."""

    def __init__(self, *, with_tokens: bool) -> None:
        # Not at the top: they take time to load, and the formats are loaded to be listed.
        import msgspec

        from annotator.formats.token_columns import TokenNumbers

        self._token_numbers = TokenNumbers
        self._as_json = msgspec.json.Encoder().encode  # a long text in a tenth of the time
        self.report = WriteReport()
        self.promises = array("q")
        self._with_tokens = with_tokens
        self._labels: dict[str, str] = {}  # as JSON
        self._counts: Counter[str] = Counter()
        self._without_tokens = self._split = self._unnumbered = self._unaligned = 0

    def finished(self) -> WriteReport:
        """Return the report, with what Prodigy will not see as it is."""
        self.report.counts = dict(sorted(self._counts.items()))
        if self._without_tokens:
            self.report.notes.append(
                message("{count} articles have no token bounds yet.", count=self._without_tokens)
            )
        if self._split:
            self.report.notes.append(
                message("Prodigy shows the parts of {count} divided spans as spans.", count=self._split)
            )
        if self._unaligned:
            self.report.notes.append(
                message(
                    "Without token numbers, as they do not begin and end with tokens, are {count} spans.",
                    count=self._unaligned,
                )
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
        """Return a hash over all that a line read back holds of a record."""
        said = tuple(_said(reading, reading.spans, reading.relations) for reading in record.readings)
        return hash((record.text, record.metadata, record.key, said))

    def lines(self, record: Record) -> Iterator[bytes]:
        """Yield the lines of one document, one a reading."""
        record = record if record.key else replace(record, key=document_key(record.text, record.metadata))
        self.report.documents += 1
        self._without_tokens += not record.tokens
        head = f'{{"text":{self._as_json(record.text).decode()},'
        if self._with_tokens and record.tokens:
            head += f'"tokens":[{tokens_json(record.text, record.tokens)}],'
        tokens = self._token_numbers(record.tokens)
        for reading in record.readings or (None,):
            spans, relations = self._numbered(record, reading) if reading else ([], [])
            said = (_said(reading, spans, relations),) if reading else ()
            self.promises.append(hash((record.text, record.metadata, record.key, said)))
            marked = ",".join(self._spans(record, spans, tokens)) if reading else ""
            links = ENCODE(self._relations(spans, relations, tokens)) if relations else "[]"
            rest = _rest(record.metadata, reading, record.key)
            yield f'{head}"spans":[{marked}],"relations":{links},{rest}}}\n'.encode()

    def _numbered(self, record: Record, reading: Reading) -> tuple[Sequence[Span], list[Relation]]:
        spans, relations, twice = _numbered(reading)
        for span in twice:
            detail = message("The same span is in this reading twice; it is in the file once.")
            self.report.losses.append(_loss(LossKind.UNALLOWED, record, reading, span, detail))
        return spans, relations

    def _spans(self, record: Record, spans: Sequence[Span], tokens: TokenNumbers) -> list[str]:
        """Return the entries of spans as JSON: put together here, it takes a third of the time."""
        self.report.spans += len(spans)
        self._counts.update(labels_of(spans))
        numbers, starts, ends, labels, rests = _entries(spans)
        if len({*numbers}) < len(numbers):
            self._split += sum(len(span.fragments) > 1 for span in spans)
        firsts, lasts, sound = tokens.of_all(starts, ends)
        self._labels.update((label, quoted(label)) for label in {*labels} - self._labels.keys())
        names = map(self._labels.__getitem__, labels)
        if all(sound):
            return [
                f'{{"start":{start},"end":{end},"token_start":{first},"token_end":{last},'
                f'"label":{name},"id":"T{number}",{rest}'
                for number, start, end, first, last, name, rest in zip(
                    numbers, starts, ends, firsts, lasts, names, rests, strict=True
                )
            ]
        if record.tokens:
            self._unaligned += len({n for n, good in zip(numbers, sound, strict=True) if not good})
        within = [
            f'"token_start":{first},"token_end":{last},' if good else ""
            for first, last, good in zip(firsts, lasts, sound, strict=True)
        ]
        return [
            f'{{"start":{start},"end":{end},{tokens}"label":{name},"id":"T{number}",{rest}'
            for number, start, end, tokens, name, rest in zip(
                numbers, starts, ends, within, names, rests, strict=True
            )
        ]

    def _relations(
        self, spans: Sequence[Span], relations: Sequence[Relation], tokens: TokenNumbers
    ) -> list[dict[str, Any]]:
        entries = []
        for relation in relations:
            # Prodigy knows a span by its last token; of several fragments that is the last one's.
            head, child = (
                bounds(spans[end - 1], spans[end - 1].fragments[-1], tokens)
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


def _rest(metadata: Metadata, reading: Reading | None, key: str) -> str:
    """Return the end of a line but for its brace: what is not the text, nor marked in it."""
    meta = {name: getattr(metadata, name) for name in KNOWN} | dict(metadata.more)
    rest = [f'"meta":{{{",".join([f"{quoted(name)}:{quoted(value)}" for name, value in meta.items()])}}}']
    rest.append(f'"key":{quoted(key)}')
    if reading:
        rest.append(f'"state":"{reading.state}","flagged":{"true" if reading.flagged else "false"}')
        if reading.state in ANSWERS:
            rest.append(f'"answer":"{ANSWERS[reading.state]}"')
        if reading.annotator:
            name = quoted(reading.annotator)
            rest.append(f'"_annotator_id":{name},"_session_id":{name}')
    # Not over the text: Prodigy would take a wire copy in two outlets for one task.
    task = task_hash(key, reading.annotator if reading else "")
    rest.append(f'"_input_hash":{task_hash(key)},"_task_hash":{task},"_view_id":"relations"')
    return ",".join(rest)


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
    found = tokens.within(start, end)
    numbers = {} if found is None else {"token_start": found[0], "token_end": found[1]}
    return {"start": start, "end": end, **numbers, "label": span.label}


def _entries(
    spans: Sequence[Span],
) -> tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[str], Sequence[str]]:
    """Return for each fragment its span's number from 1, start, end, label and the end of its entry."""
    plain = as_plain(spans)
    if plain is not None:
        rests = [_PLAIN_REST[origin] for origin in plain.origins]
        return range(1, len(plain) + 1), plain.starts, plain.ends, plain.labels, rests
    entries = [(n, *place, s.label, _rest_of(s)) for n, s in enumerate(spans, 1) for place in s.fragments]
    return tuple(zip(*entries, strict=True))  # type: ignore[return-value]  # five columns, as plain has them


def _rest_of(span: Span) -> str:
    """Return the end of a span's entry, which all its fragments share."""
    attributes = ENCODE(dict(span.attributes)) if span.attributes else "{}"
    note = quoted(span.note) if span.note else '""'
    return f'"attributes":{attributes},"note":{note},"origin":"{span.origin}"}}'


_PLAIN_REST = {origin: f'"attributes":{{}},"note":"","origin":"{origin}"}}' for origin in Origin}


def _numbered(reading: Reading) -> tuple[Sequence[Span], list[Relation], list[Span]]:
    """Return the spans and relations of a reading as they will be read back, and spans that it holds twice.

    Spans are in reading order, each of them once; their places in it, from 1, are their ids
    in the file, which the relations have.
    """
    plain = as_plain(reading.spans)
    if plain and not reading.relations and are_in_order(plain):
        return plain, [], []
    in_order = in_reading_order(reading.spans)
    unique = {(span.label, span.fragments): span for span in reversed(in_order)}
    spans, twice = in_order, list[Span]()
    if len(unique) < len(in_order):
        spans = [span for span in in_order if unique[span.label, span.fragments] is span]
        twice = [span for span in in_order if unique[span.label, span.fragments] is not span]
    if not reading.relations:
        return spans, [], twice
    numbers = {(span.label, span.fragments): number for number, span in enumerate(spans, 1)}
    ids = {span.id: numbers[span.label, span.fragments] for span in in_order}
    links = sorted({(ids[r.head_id], ids[r.child_id], r.type) for r in reading.relations})
    relations = [
        Relation(number, 0, kind, head, child) for number, (head, child, kind) in enumerate(links, 1)
    ]
    return spans, relations, twice


def _said(reading: Reading, spans: Sequence[Span], relations: Iterable[Relation]) -> tuple[Any, ...]:
    """Return what a line says in a reading, for comparison; the places of spans are their ids."""
    links = tuple((r.type, r.head_id, r.child_id) for r in relations)
    plain = as_plain(spans)
    if plain is None:
        marked: Any = tuple((s.label, s.fragments, s.attributes, s.note, s.origin) for s in spans)
    else:
        marked = tuple(plain.labels), tuple(plain.starts), tuple(plain.ends), tuple(plain.origins)
    return reading.annotator, reading.state, reading.flagged, marked, links


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
