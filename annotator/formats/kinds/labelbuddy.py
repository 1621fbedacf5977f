"""labelbuddy's documents with their annotations, JSON or JSONL.

Places are counted in characters (code points), in UTF-8 bytes, or in both; `extra_data` is
the note. labelbuddy knows neither annotators nor relations: each annotator has a folder.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from annotator.core.messages import Message, message
from annotator.core.offsets import Utf16Map
from annotator.core.spans import State
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Reading, Record, converted
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.json_records import Found, read_objects
from annotator.formats.jsonl_values import as_number, as_text, as_text_or_number
from annotator.formats.stated import metadata_of, stated_by

# Without indentation, which is ten times slower.
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_CHECKSUM = "utf8_text_md5_checksum"
_TITLES = ("display_title", "list_title")


def _recognises(head: Head) -> bool:
    first = head.first_entry
    given = first.get("annotations")
    marked = isinstance(given, list) and any(isinstance(one, dict) and "label_name" in one for one in given)
    return marked or _CHECKSUM in first or (isinstance(first.get("text"), str) and _TITLES[0] in first)


def _read(source: Source) -> Iterator[Record | Problem]:
    for found in read_objects(source.path):
        if isinstance(found, Problem):
            yield found
            continue
        said: list[Message] = []
        record = _record(found, source, said)
        for one in said:
            yield Problem(str(source.path), found.line, one)
        if record is not None:
            yield record


def _record(found: Found, source: Source, said: list[Message]) -> Record | None:
    data = found.data
    text = as_text(data.get("text"))
    if not text or not text.strip():
        without = message(
            "The document is without its text; export it from labelbuddy together with the text."
        )
        said.append(without if _CHECKSUM in data else message("The record has no text; it is not taken."))
        return None
    given = data.get("annotations")
    if given is not None and not isinstance(given, list):
        said.append(message("{name} is not a list; it is not taken.", name="annotations"))
    entries = given if isinstance(given, list) else []
    reading = _reading(text, entries, source.annotator or "", said)
    title = next((known for name in _TITLES if (known := as_text(data.get(name)))), "")
    stated = {"title": title} if title else {}
    metadata = metadata_of(text, data.get("metadata", data.get("meta")), stated)
    readings = (reading,) if entries else ()
    return Record(text, metadata, readings, source=source.path.name, line=found.line)


def _reading(text: str, entries: list[object], annotator: str, said: list[Message]) -> Reading:
    draft = Draft(text, said)
    places = _Places(text, said)
    places.learn(entries)
    for one in entries:
        entry = one if isinstance(one, dict) else {}
        place = places.of(entry)
        if place is None:
            said.append(message("An annotation is not taken: its start and end must be whole numbers."))
            continue
        extra = entry.get("extra_data")
        note = as_text_or_number(extra)
        if extra is not None and note is None:
            said.append(message("{name} is no text; it is not taken.", name="extra_data"))
        draft.span(as_text_or_number(entry.get("label_name")) or "", [place], note=note or "")
    return draft.reading(annotator, State.DONE)


class _Places:
    """Where annotations stand, in code points, whatever their two pairs of offsets count."""

    def __init__(self, text: str, said: list[Message]) -> None:
        self._said = said
        self._bytes = [0, *accumulate(len(c.encode("utf-8")) for c in text)]
        self._map = Utf16Map(text)
        self._utf16 = False

    def learn(self, entries: list[object]) -> None:
        """Find out, where both pairs are given, whether characters are UTF-16 units."""
        pairs = []
        for entry in entries:
            if isinstance(entry, dict):
                chars, plain = _pair(entry, "char"), self._from_bytes(_pair(entry, "byte"))
                if chars and plain and min(chars) >= 0:
                    pairs.append((chars, plain))
        if not pairs or all(chars == plain for chars, plain in pairs):
            return
        if all(tuple(map(self._map.to_code_point, chars)) == plain for chars, plain in pairs):
            self._utf16 = True
            self._said.append(converted("UTF-16 units"))
        else:
            self._said.append(
                message("Places in characters and in bytes disagree; those in characters are taken.")
            )

    def of(self, entry: dict[str, Any]) -> tuple[int, int] | None:
        """Return the place of an annotation, None where it has none."""
        chars = _pair(entry, "char")
        if chars is None:
            return self._from_bytes(_pair(entry, "byte"))
        if not self._utf16 or min(chars) < 0:
            return chars
        return self._map.to_code_point(chars[0]), self._map.to_code_point(chars[1])

    def _from_bytes(self, pair: tuple[int, int] | None) -> tuple[int, int] | None:
        if pair is None:
            return None
        if not all(0 <= one <= self._bytes[-1] for one in pair):
            return pair if max(pair) > self._bytes[-1] else None
        return bisect_left(self._bytes, pair[0]), bisect_left(self._bytes, pair[1])


def _pair(entry: dict[str, Any], unit: str) -> tuple[int, int] | None:
    start, end = as_number(entry.get(f"start_{unit}")), as_number(entry.get(f"end_{unit}"))
    return None if start is None or end is None else (start, end)


def _files(record: Record, _: Options) -> Iterator[tuple[str, bytes]]:
    raw = record.text.encode("utf-8")
    entry = {
        _CHECKSUM: hashlib.md5(raw, usedforsecurity=False).hexdigest(),
        "text": record.text,
        "metadata": stated_by(record.metadata) | dict(record.metadata.more),
        "display_title": record.metadata.title,
        "annotations": [one for reading in record.readings for one in _annotations(record.text, reading)],
    }
    yield ".json", (_ENCODE([entry]) + "\n").encode("utf-8")


def _annotations(text: str, reading: Reading) -> Iterator[dict[str, Any]]:
    positions = [0, *accumulate(len(c.encode("utf-8")) for c in text)] if reading.spans else []
    for span in reading.spans:
        entry: dict[str, Any] = {
            "start_char": span.start,
            "end_char": span.end,
            "start_byte": positions[span.start],
            "end_byte": positions[span.end],
            "label_name": span.label,
        }
        yield entry | ({"extra_data": span.note} if span.note else {})


FORMAT = Format(
    "labelbuddy",
    message("labelbuddy (JSON, JSONL)"),
    (".json", ".jsonl"),
    rank=20,
    recognises=_recognises,
    read=_read,
    holds=Holds(
        annotators=False,
        fragments=False,
        relations=False,
        attributes=False,
        states=False,
        blank_is_read=False,
    ),
    files=_files,
)
