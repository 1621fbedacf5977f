"""The lines of a brat .ann file, each as what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from annotator.core.messages import Message, message

Said = tuple[int, Message]

_ID = re.compile(r"(?:([TERAMN#])\d\S*|\*)(?:\t|$)")
_OFFSETS = re.compile(r"\d{1,12}\s+\d{1,12}(?:\s*;\s*\d{1,12}\s+\d{1,12})*")
_Entry = TypeVar("_Entry")


@dataclass(slots=True)
class Bound:
    """A `T` line. Offsets are as they stand, in the file's order; `rest` may be more of `stated`, or no line at all."""

    line: int
    type: str
    offsets: list[tuple[int, int]]
    stated: str
    rest: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Event:
    """An `E` line: its trigger, and the roles with what fills them, spans or events."""

    line: int
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An `R` line, or two neighbours of a `*` line."""

    line: int
    type: str
    head: str
    child: str


@dataclass(frozen=True, slots=True)
class Remark:
    """An attribute (`A`, `M`), a normalization (`N`) or a note (`#`) on what `target` names."""

    line: int
    name: str
    target: str
    value: str


@dataclass(slots=True)
class Standoff:
    """A file's lines by kind, spans, events and relations by id; `said` are those that were not understood."""

    bounds: dict[str, Bound] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    relations: dict[str, Link] = field(default_factory=dict)
    equivalents: list[Link] = field(default_factory=list)
    attributes: list[Remark] = field(default_factory=list)
    references: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def parse(text: str) -> Standoff:
    """Return what the lines of an .ann file say; a line ends with LF or CRLF."""
    found = Standoff()
    last: Bound | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        known = _ID.match(line)
        if known is None:
            if last is not None:
                last.rest.append((number, line))
            elif line.strip():
                found.said.append((number, _unknown(line)))
            continue
        last = _line(found, number, line, known[1] or "*")
    return found


def unread(bound: Bound) -> Iterator[Said]:
    """Yield what is to be said of the lines after a `T` line that are not part of it."""
    for number, line in bound.rest:
        if line.strip():
            yield number, _unknown(line)


def _unknown(line: str) -> Message:
    return message("The line is not brat's: “{line}”; it is left out.", line=line[:40])


def _line(found: Standoff, number: int, line: str, kind: str) -> Bound | None:
    """Take a line; return the span where it is one, because its text may go on in the next line."""
    name, _, rest = line.partition("\t")
    head, _, tail = rest.partition("\t")
    match kind:
        case "T":
            return _keep(found, found.bounds, name, _bound(number, head, tail), number, line)
        case "E":
            _keep(found, found.events, name, _event(number, head), number, line)
        case "R":
            _keep(found, found.relations, name, _link(number, head), number, line)
        case "*":
            words = head.split()
            pairs = pairwise(words[1:])
            found.equivalents += [Link(number, words[0], one, other) for one, other in pairs]
        case _:
            _remark(found, number, kind, line, head, tail)
    return None


def _keep(
    found: Standoff, known: dict[str, _Entry], name: str, entry: _Entry | None, number: int, line: str
) -> _Entry | None:
    """Keep what a line says under its name and return it, None where it says nothing or the name is taken."""
    if entry is None or name in known:
        found.said.append((number, _unknown(line)))
        return None
    known[name] = entry
    return entry


def _bound(number: int, head: str, stated: str) -> Bound | None:
    kind, _, where = head.partition(" ")
    if not kind or not _OFFSETS.fullmatch(where.strip()):
        return None
    parts = (part.split() for part in where.split(";"))
    return Bound(number, kind, [(int(start), int(end)) for start, end in parts], stated)


def _event(number: int, head: str) -> Event | None:
    pairs = [tuple(word.rsplit(":", 1)) for word in head.split()]
    if not pairs or any(len(pair) != 2 or not all(pair) for pair in pairs):
        return None
    (kind, trigger), *roles = pairs
    return Event(number, kind, trigger, tuple((role, filler) for role, filler in roles))


def _link(number: int, head: str) -> Link | None:
    kind, *ends = head.split() or [""]
    fillers = [end.rpartition(":")[2] for end in ends]
    # Whatever comes first in the line, `Arg1` is the head.
    if len(ends) == 2 and ends[0].startswith("Arg2:") and ends[1].startswith("Arg1:"):
        fillers.reverse()
    return Link(number, kind, *fillers) if kind and len(ends) == 2 and all(fillers) else None


def _remark(found: Standoff, number: int, kind: str, line: str, head: str, tail: str) -> None:
    words = head.split(" ", 2) if kind in "AM" else head.split(None, 2)
    if len(words) < 2 or not all(words[:2]):
        found.said.append((number, _unknown(line)))
        return
    name, target, more = words[0], words[1], words[2] if len(words) > 2 else ""
    if kind == "#":
        found.notes.append(Remark(number, name, target, tail))
    elif kind == "N":
        entry = f"{more.strip()} {tail.strip()}".strip()
        found.references.append(Remark(number, name, target, entry))
    else:
        found.attributes.append(Remark(number, name, target, more.strip() or "true"))
