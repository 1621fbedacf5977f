"""JSONL as Prodigy itself writes it: whole tokens, contiguous spans, no fields of ours.

What the format `jsonl` keeps beside Prodigy's fields has no place here, and is named as
lost. An annotator is the session `annotator-NAME`. Reading is that of `jsonl`.
"""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.core.documents import document_key
from annotator.core.messages import message
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import Format, Holds, Options
from annotator.formats.jsonl_reading import KNOWN
from annotator.formats.jsonl_sessions import OURS
from annotator.formats.jsonl_writing import (
    ANSWERS,
    ENCODE,
    bounds,
    task_hash,
    tokens_json,
)
from annotator.formats.kinds import jsonl

if TYPE_CHECKING:
    from annotator.formats.token_columns import TokenNumbers


def _stream(records: Iterable[Record], file: BinaryIO, _: Options) -> None:
    from annotator.formats.token_columns import TokenNumbers

    for record in records:
        tokens = TokenNumbers(record.tokens)
        head = f'{{"text":{quoted(record.text)},"tokens":[{tokens_json(record.text, record.tokens)}],'
        rests = (_rest(record, reading, tokens) for reading in record.readings or (None,))
        file.writelines((head + ENCODE(rest)[1:] + "\n").encode("utf-8") for rest in rests)


def _rest(record: Record, reading: Reading | None, tokens: TokenNumbers) -> dict[str, Any]:
    # Not over the text: Prodigy would take a wire copy in two outlets for one task.
    key = record.key or document_key(record.text, record.metadata)
    rest: dict[str, Any] = {
        "spans": [],
        "relations": [],
        "meta": {name: getattr(record.metadata, name) for name in KNOWN} | dict(record.metadata.more),
        "_input_hash": task_hash(key),
        "_task_hash": task_hash(key, reading.annotator if reading else ""),
        "_view_id": "relations",
    }
    if reading is not None:
        ends = {span.id: bounds(span, span.fragments[0], tokens) for span in reading.spans}
        rest["spans"] = list(ends.values())
        rest["relations"] = [
            _link(relation.type, ends[relation.head_id], ends[relation.child_id])
            for relation in reading.relations
        ]
        session = OURS + reading.annotator
        rest |= {"answer": ANSWERS[reading.state], "_annotator_id": session, "_session_id": session}
    return rest


def _link(kind: str, head: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    # Prodigy knows a span by its last token.
    return {
        "head": head["token_end"], "child": child["token_end"], "label": kind,
        "head_span": head, "child_span": child,
    }  # fmt: skip


FORMAT = Format(
    "prodigy",
    message("Prodigy JSONL (only what Prodigy holds)"),
    jsonl.SUFFIXES,
    read=lambda source: jsonl.read(source.path, source.annotator),
    holds=Holds(fragments=False, off_tokens=False, attributes=False, notes=False, states=False, skips=True),
    stream=_stream,
)
