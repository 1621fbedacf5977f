"""Entities and relations in defence news (re3d): documents.json with its two neighbours, JSON lines.

Each line of `documents.json` is an article; `entities.json` and `relations.json` beside it
say by offsets what stands in it. Types keep their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from annotator.core.documents import Metadata
from annotator.core.messages import Message, message
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Format, Head, Source
from annotator.formats.jsonl_values import as_id, as_number, as_text, as_text_or_number, parse_object
from annotator.formats.lines import read_lines
from annotator.formats.metadata import propose
from annotator.formats.units import Convert, converter

ENTITIES, RELATIONS = "entities.json", "relations.json"
LARGEST = 256 * 2**20

_KNOWN = ("_id", "sourceName", "sourceUrl", "title", "text")


class _Entity(NamedTuple):
    start: int
    end: int
    type: str
    value: str
    confidence: str
    line: int


class _Link(NamedTuple):
    head: tuple[int, int]
    child: tuple[int, int]
    type: str
    line: int


@dataclass(slots=True)
class _Neighbours:
    """What stands in the files beside the documents, by document."""

    entities: dict[str, list[_Entity]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[str, list[_Link]] = field(default_factory=lambda: defaultdict(list))
    there: bool = False


def _recognises(head: Head) -> bool:
    if head.path.suffix.lower() != ".json":
        return False
    first = head.first_object
    return isinstance(first.get("text"), str) and "_id" in first and "sourceName" in first


def _read(source: Source) -> Iterator[Record | Problem]:
    beside = _Neighbours()
    folder = source.path.parent
    yield from _entities(folder / ENTITIES, beside)
    yield from _links(folder / RELATIONS, beside)
    for found in _objects(source.path):
        if isinstance(found, Problem):
            yield found
            continue
        line, data = found
        text = as_text(data.get("text"))
        if not text or not text.strip():
            yield Problem(str(source.path), line, message("The record has no text; it is not taken."))
            continue
        yield from _record(line, data, text, beside, source)
    for path, rest in ((folder / ENTITIES, beside.entities), (folder / RELATIONS, beside.relations)):
        if n := sum(map(len, rest.values())):
            yield Problem(str(path), None, message("{n} lines are of documents that are not here.", n=n))


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    for line in read_lines(path):
        data = line if isinstance(line, Problem) else parse_object(line.text)
        if isinstance(data, Problem):
            yield data
        elif isinstance(data, Message):
            assert not isinstance(line, Problem)
            yield Problem(str(path), line.number, data)
        else:
            assert not isinstance(line, Problem)
            yield line.number, data


def _bounded(path: Path) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """Yield the objects of a file that is held whole, where there is one."""
    try:
        size = path.stat().st_size
    except OSError:
        return
    if size > LARGEST:
        too_large = message(
            "The file is too large: {size} MB, and {limit} MB is the most.",
            size=-(-size // 2**20),
            limit=LARGEST // 2**20,
        )
        yield Problem(str(path), None, too_large)
        return
    yield from _objects(path)


def _entities(path: Path, beside: _Neighbours) -> Iterator[Problem]:
    beside.there = path.is_file()
    for found in _bounded(path):
        if isinstance(found, Problem):
            yield found
            continue
        line, data = found
        start, end = as_number(data.get("begin")), as_number(data.get("end"))
        kind, document = as_text(data.get("type")), as_id(data.get("documentId"))
        if start is None or end is None or not kind or not document:
            yield Problem(str(path), line, message("The line lacks a type, a document or bounds; not taken."))
            continue
        value = as_text(data.get("value")) or ""
        confidence = as_text_or_number(data.get("confidence")) or ""
        beside.entities[document].append(_Entity(start, end, kind, value, confidence, line))


def _links(path: Path, beside: _Neighbours) -> Iterator[Problem]:
    weighed = False
    for found in _bounded(path):
        if isinstance(found, Problem):
            yield found
            continue
        line, data = found
        head, child = _bounds(data, "source"), _bounds(data, "target")
        kind, document = as_text(data.get("type")), as_id(data.get("documentId"))
        if head is None or child is None or not kind or not document:
            yield Problem(str(path), line, message("The line lacks a type, a document or bounds; not taken."))
            continue
        weighed = weighed or "confidence" in data
        beside.relations[document].append(_Link(head, child, kind, line))
    if weighed:
        note = message("Relations have no place for a confidence and words of their own; they are left out.")
        yield Problem(str(path), None, note)


def _bounds(data: dict[str, Any], name: str) -> tuple[int, int] | None:
    start, end = as_number(data.get(f"{name}Begin")), as_number(data.get(f"{name}End"))
    return None if start is None or end is None else (start, end)


def _record(
    line: int, data: dict[str, Any], text: str, beside: _Neighbours, source: Source
) -> Iterator[Record | Problem]:
    name = as_id(data.get("_id"))
    entities, links = beside.entities.pop(name, []), beside.relations.pop(name, [])
    said: list[Message] = []
    covered = [(one.start, one.end, one.value) for one in entities if one.value]
    convert = converter(text, covered, [one.end for one in entities], said)
    draft = Draft(text, said)
    ids = _spans(entities, draft, convert)
    for each in said:
        yield Problem(str(source.path), line, each)
    for link in links:
        head, child = ids.get(link.head), ids.get(link.child)
        if head is None or child is None:
            why = message("One of the relation's ends is no entity that was taken.")
            yield Problem(str(source.path.parent / RELATIONS), link.line, why)
        else:
            draft.relation(link.type, head, child)
    readings = (draft.reading(source.annotator or ""),) if beside.there else ()
    yield Record(text, _metadata(data, text), readings, source=source.path.name, line=line)


def _spans(entities: list[_Entity], draft: Draft, convert: Convert) -> dict[tuple[int, int], int]:
    """Take the entities; return the surest at each place, which is what relations mean."""
    ids: dict[tuple[int, int], int] = {}
    for one in sorted(entities, key=_surest):
        attributes = [("confidence", one.confidence)] if one.confidence else []
        number = draft.span(one.type, [(convert(one.start), convert(one.end))], attributes)
        if number:
            ids.setdefault((one.start, one.end), number)
    return ids


def _surest(entity: _Entity) -> tuple[float, int]:
    try:
        return -float(entity.confidence or 0), entity.line
    except ValueError:
        return 0.0, entity.line


def _metadata(data: dict[str, Any], text: str) -> Metadata:
    stated = {
        name: (as_text(data.get(key)) or "").strip()
        for name, key in (("title", "title"), ("outlet", "sourceName"), ("url", "sourceUrl"))
    }
    more = tuple(
        sorted(
            (name, known)
            for name, value in data.items()
            if name not in _KNOWN and as_text(name) and (known := as_text_or_number(value))
        )
    )
    said = {name: value for name, value in stated.items() if value}
    return replace(propose(text), more=(("id", as_id(data.get("_id"))), *more), **said)


FORMAT = Format(
    "re3d",
    message("re3d (entities and relations, JSON lines)"),
    (".json",),
    rank=10,
    recognises=_recognises,
    read=_read,
    settings=(ENTITIES, RELATIONS),
)
