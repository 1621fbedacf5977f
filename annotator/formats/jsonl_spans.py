"""The spans of one JSONL record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Origin, Span
from annotator.formats.jsonl_relations import Ends
from annotator.formats.jsonl_values import as_id, as_number, as_text, as_text_or_number, shown

_ORIGINS = {origin.value: origin for origin in Origin}


@dataclass(slots=True)
class _Draft:
    """A span while its entries come in; `number` is that of its first entry, from 1."""

    number: int
    label: str
    fragments: list[Fragment] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    broken: bool = False


def read_spans(
    entries: object, text: str, to_code_point: Callable[[int], int] | None, said: list[Message]
) -> tuple[Sequence[Span], Ends]:
    """Return the spans in the order of the file, numbered from 1, and where relations find them.

    Entries with one id are the fragments of one span. `to_code_point` turns the file's
    offsets into code points. What is not taken as it stands is said in `said`.
    """
    ends = Ends()
    unique: dict[tuple[str, tuple[Fragment, ...]], Span] = {}
    if not isinstance(entries, list):
        said.append(message("The spans are not a list; none is taken."))
        return (), ends
    for name, draft in _drafts(entries, text, to_code_point, said).items():
        span = _span(draft, len(unique) + 1, said)
        if span:
            first = unique.setdefault((span.label, span.fragments), span)
            if first is not span:
                said.append(_twice(draft.number, first, span))
            ends.add(name if isinstance(name, str) else "", first, draft.entries)
    return tuple(unique.values()), ends


def _drafts(
    entries: list[object], text: str, to_code_point: Callable[[int], int] | None, said: list[Message]
) -> dict[str | int, _Draft]:
    """Return the spans by id, or by number where they have none."""
    drafts: dict[str | int, _Draft] = {}
    for number, given in enumerate(entries, 1):
        entry = given if isinstance(given, dict) else {}
        name = as_id(entry.get("id")) or number
        draft = drafts.get(name)
        found = _part(entry, text, to_code_point, draft)
        if isinstance(found, Message):
            said.append(message("Span {number} is not taken: {reason}.", number=number, reason=found))
            # Without this part the span would be another one than was meant.
            if not (draft and _is_other(draft, entry)):
                drafts.setdefault(name, _Draft(number, "")).broken = True
            continue
        if draft is None:
            draft = drafts[name] = _Draft(number, entry["label"])
        draft.fragments.append(found)
        draft.entries.append(entry)
        if "text" in entry:
            _compare(entry["text"], text, found, said)
    return drafts


def _is_other(draft: _Draft, entry: dict[str, Any]) -> bool:
    """Tell whether an entry only happens to have the id of a span with another label."""
    return bool(draft.label) and entry.get("label") != draft.label


def _part(
    entry: dict[str, Any], text: str, to_code_point: Callable[[int], int] | None, draft: _Draft | None
) -> Fragment | Message:
    start, end = as_number(entry.get("start")), as_number(entry.get("end"))
    if start is None or end is None:
        return message("its start and end must be whole numbers")
    if not as_text(entry.get("label")):
        return message("its label is missing or is not text")
    if draft and _is_other(draft, entry):
        return message("span {number} has the same id, but another label", number=draft.number)
    if start >= end:
        return message("it holds no text ({start} to {end})", start=shown(start), end=shown(end))
    fragment = Fragment(start, end)
    if to_code_point and start >= 0:
        fragment = Fragment(to_code_point(start), to_code_point(end))
    if start < 0 or fragment.end > len(text):
        return message("it lies outside the text ({start} to {end})", start=shown(start), end=shown(end))
    if fragment.start == fragment.end:
        return message("it holds no text ({start} to {end})", start=start, end=end)
    return fragment


def _compare(stored: object, text: str, fragment: Fragment, said: list[Message]) -> None:
    covered = text[slice(*fragment)]
    if isinstance(stored, str) and stored != covered:
        said.append(
            message(
                "A span is stored with the text {stored}, but {start} to {end} is {covered}; "
                "it is taken by its bounds.",
                stored=shown(stored),
                start=fragment.start,
                end=fragment.end,
                covered=shown(covered),
            )
        )


def _span(draft: _Draft, span_id: int, said: list[Message]) -> Span | None:
    if draft.broken:
        if draft.fragments:
            said.append(message("Span {number} is not taken: a part of it cannot be.", number=draft.number))
        return None
    fragments = tuple(draft.fragments)
    if len(fragments) > 1:
        fragments = tuple(sorted(set(fragments)))
        if len(fragments) < len(draft.fragments):
            said.append(message("Span {number} is there twice; it is taken once.", number=draft.number))
        if any(left.end > right.start for left, right in pairwise(fragments)):
            said.append(message("Span {number} is not taken: its parts overlap.", number=draft.number))
            return None
    entry = draft.entries[0]
    return Span(
        span_id,
        0,
        draft.label,
        fragments,
        _attributes(entry.get("attributes"), draft.number, said),
        _note(entry.get("note"), draft.number, said),
        _origin(entry.get("origin"), draft.number, said),
    )


def _twice(number: int, first: Span, second: Span) -> Message:
    if (first.attributes, first.note) == (second.attributes, second.note):
        return message("Span {number} is there twice; it is taken once.", number=number)
    return message("Span {number} is there twice; its other attributes or note are not taken.", number=number)


def _attributes(given: object, number: int, said: list[Message]) -> tuple[tuple[str, str], ...]:
    if not given:
        return ()
    if not isinstance(given, dict):
        said.append(
            message("Span {number}: its attributes are no object; they are not taken.", number=number)
        )
        return ()
    pairs = []
    for name, value in given.items():
        known = as_text_or_number(value)
        if known is None or as_text(name) is None:
            said.append(
                message(
                    "Span {number}: its attribute {name} is no text; it is not taken.",
                    number=number,
                    name=shown(name),
                )
            )
        else:
            pairs.append((name, known))
    return tuple(sorted(pairs))


def _note(given: object, number: int, said: list[Message]) -> str:
    note = as_text(given or "")
    if note is None:
        said.append(message("Span {number}: its note is no text; it is not taken.", number=number))
    return note or ""


def _origin(given: object, number: int, said: list[Message]) -> Origin:
    if given is None:
        return Origin.IMPORTED
    if isinstance(given, str) and given in _ORIGINS:
        return _ORIGINS[given]
    said.append(message("Span {number}: its origin {origin} is unknown.", number=number, origin=shown(given)))
    return Origin.IMPORTED
