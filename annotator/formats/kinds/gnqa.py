"""Quotations in German news (GNQA): JSON with quote, speaker, cue, frame and addressee.

A quote is a CLAIM, its speaker the SOURCE, its cue the CUE; frame and addressee keep their
names. Offsets are tested against the covered text beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.format import Format, Head, Source
from annotator.formats.jsonl_values import as_number, as_text, shown
from annotator.formats.metadata import propose
from annotator.formats.units import Convert, converter
from annotator.formats.whole import read_one_json

LARGEST = 64 * 2**20

# The role in the file, the label, the relation, and whether the relation leads from the claim.
_ROLES = (
    ("speaker", "SOURCE", "attributed_to", True),
    ("cue", "CUE", "signals", False),
    ("frame", "FRAME", "frame", True),
    ("addressee", "ADDRESSEE", "addressee", True),
)
_SPEECH = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free indirect",
    "IndirectFreeIndirect": "indirect or free indirect",
}
_NAME = re.compile(r"(?P<id>\d+) - (?P<title>.+) \((?P<date>\d{4}-\d\d-\d\d)\)")
_QUOTATION = re.compile(r'"(?:quote|addressee|speaker)"\s*:\s*\{\s*"(?:spans|text|tokenIds)"')


def _recognises(head: Head) -> bool:
    text = head.text.lstrip()
    if not text.startswith("{"):
        return False
    named = all(f'"{name}"' in text for name in ("annotations", "documentName", "originalText"))
    return named or ('"annotations"' in text and bool(_QUOTATION.search(text)))


def _read(source: Source) -> Iterator[Record | Problem]:
    return read_one_json(source, LARGEST, _record)


def _record(data: Any, source: Source, said: list[Message]) -> Record:
    text = as_text(data.get("originalText")) if isinstance(data, dict) else None
    if not text or not text.strip():
        raise InputError("The file has no text under {name}.", name="originalText")
    given = data.get("annotations")
    if not isinstance(given, list):
        raise InputError("The file has no list under {name}.", name="annotations")
    metadata = _metadata(text, as_text(data.get("documentName")) or source.path.name)
    reading = _reading(given, text, source.annotator or "", said)
    return Record(text, metadata, (reading,), source=source.path.name)


def _metadata(text: str, name: str) -> Metadata:
    proposed = propose(text, f"{name}.json")
    known = _NAME.fullmatch(name)
    if known is None:
        return proposed
    more = (("id", known["id"]),)
    return replace(proposed, title=known["title"], published=known["date"], more=more)


def _reading(given: list[Any], text: str, annotator: str, said: list[Message]) -> Reading:
    entries = [one for one in given if isinstance(one, dict)]
    if len(entries) < len(given):
        n = len(given) - len(entries)
        said.append(message("{n} annotations are not objects; they are not taken.", n=n))
    convert = _converter(entries, text, said)
    draft = Draft(text, said)
    for entry in entries:
        _quotation(entry, draft, convert, said)
    return draft.reading(annotator)


def _converter(entries: list[dict[str, Any]], text: str, said: list[Message]) -> Convert:
    covered, ends = [], []
    for entry in entries:
        for role in ("quote", *(one[0] for one in _ROLES)):
            bounds = _bounds(entry.get(role))
            ends += [end for _, end in bounds]
            stored = entry[role].get("text") if bounds else None
            if len(bounds) == 1 and isinstance(stored, str):
                covered.append((*bounds[0], stored))
    return converter(text, covered, ends, said)


def _quotation(entry: dict[str, Any], draft: Draft, convert: Convert, said: list[Message]) -> None:
    claim = 0
    if fragments := _fragments(entry, "quote", convert, said):
        claim = draft.span("CLAIM", fragments, _attributes(entry))
    else:
        said.append(message("Annotation {number} has no quotation.", number=shown(entry.get("id"))))
    for role, label, kind, from_claim in _ROLES:
        if fragments := _fragments(entry, role, convert, said):
            # One speaker of several quotations is no mistake.
            other = draft.span(label, fragments, shared=True)
            draft.relation(kind, claim if from_claim else other, other if from_claim else claim)


def _attributes(entry: dict[str, Any]) -> list[tuple[str, str]]:
    speech, medium = as_text(entry.get("type")), as_text(entry.get("medium"))
    pairs = [("speech", _SPEECH.get(speech, speech))] if speech else []
    return pairs + ([("medium", medium)] if medium and medium != "none" else [])


def _fragments(
    entry: dict[str, Any], role: str, convert: Convert, said: list[Message]
) -> list[tuple[int, int]]:
    bounds = _bounds(entry.get(role))
    found = entry.get(role)
    spans = found.get("spans") if isinstance(found, dict) else found
    if spans and (not isinstance(spans, list) or len(bounds) < len(spans)):
        # A part of it would be another span than was meant.
        said.append(
            message(
                "Annotation {number}: the {role} has no whole offsets; it is not taken.",
                number=shown(entry.get("id")),
                role=role,
            )
        )
        return []
    return [(convert(start), convert(end)) for start, end in bounds]


def _bounds(role: object) -> list[tuple[int, int]]:
    spans = role.get("spans") if isinstance(role, dict) else None
    found = []
    for span in spans if isinstance(spans, list) else ():
        start, end = (
            (as_number(span.get("charBegin")), as_number(span.get("charEnd")))
            if isinstance(span, dict)
            else (None, None)
        )
        if start is not None and end is not None:
            found.append((start, end))
    return found


FORMAT = Format(
    "gnqa",
    message("GNQA (quotations in German news, JSON)"),
    (".json",),
    rank=20,
    recognises=_recognises,
    read=_read,
)
