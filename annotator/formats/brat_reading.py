"""What a brat .ann file says, resolved into a reading of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from annotator.core.messages import Message, message
from annotator.formats.brat_standoff import Bound, Event, Remark, Said, Standoff, parse, unread
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Reading
from annotator.formats.names import decoded
from annotator.formats.units import Convert, converter

NOTE = "AnnotatorNotes"
MOST_BREAKS = 1_000

_SLACK = 20
_LINE_BREAKS = re.compile(r"[\r\n]+")
_NUMBERED = re.compile(r"(.*\D)[2-9]\d*")


def is_break(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but line breaks, and not too many, is between two offsets."""
    return 0 < end - start <= MOST_BREAKS and bool(_LINE_BREAKS.fullmatch(text, start, end))


def read_standoff(text: str, ann: str, *, marked: bool) -> tuple[Reading, list[Said]]:
    """Return the reading that the lines of an .ann file make of `text`, and what was not taken, with lines.

    `marked` says that the text's file began with a mark (BOM), which brat counts.
    """
    return _Resolving(text, parse(ann), marked).reading()


class _Resolving:
    def __init__(self, text: str, found: Standoff, marked: bool) -> None:
        self._text = text
        self._found = found
        self.said = found.said
        self._convert = self._unit(marked)
        self._messages: list[Message] = []
        self._draft = Draft(text, self._messages)
        self._spans: dict[str, int] = {}
        self._roles = {role for event in found.events.values() for role, _ in event.roles}

    def reading(self) -> tuple[Reading, list[Said]]:
        remarks = self._by_span()
        for name, bound in self._found.bounds.items():
            self._spans[name] = self._span(bound, *remarks[name])
            self._say(bound.line)
        self._say_what_hung()
        shared = self._shared_triggers()
        for event in self._found.events.values():
            self._event(event, shared)
        for link in (*self._found.relations.values(), *self._found.equivalents):
            self._link(link.line, link.type, link.head, link.child)
        return self._draft.reading(), sorted(self.said, key=lambda one: one[0])

    def _say(self, line: int) -> None:
        """Give what the draft has said the line that it is about."""
        self.said += [(line, what) for what in self._messages]
        self._messages.clear()

    # Offsets

    def _unit(self, marked: bool) -> Convert:
        """Find what turns the file's offsets into those of the text, by the covered texts that it states."""
        bounds = [bound for bound in self._found.bounds.values() if bound.stated.strip()]
        ways: list[Convert] = [lambda offset: offset - 1] if marked else []
        ways.append(lambda offset: offset)
        if "\r\n" in self._text:
            ways.append(_without_returns(self._text))
        for way in ways:
            if all(self._agrees(bound, way) for bound in bounds):
                return way
        covered = [(*bound.offsets[0], bound.stated) for bound in bounds if len(bound.offsets) == 1]
        messages: list[Message] = []
        ways.append(converter(self._text, covered, [], messages))
        hits = [sum(self._agrees(bound, way) for bound in bounds) for way in ways]
        best = hits.index(max(hits))
        if best == len(ways) - 1:
            self.said += [(1, what) for what in messages]
        return ways[best]

    def _agrees(self, bound: Bound, convert: Convert) -> bool:
        """Tell whether the text at a span's offsets is what the file states, white space aside."""
        more = "\n".join([bound.stated, *(line for _, line in bound.rest)])
        places = [(max(0, convert(start)), max(0, convert(end))) for start, end in bound.offsets]
        # The whole text need not be copied for each of a million lines that claim it.
        claimed = sum(max(0, min(end, len(self._text)) - start) for start, end in places)
        if claimed > _SLACK * (len(more) + _SLACK):
            return False
        words = " ".join(self._text[start:end] for start, end in places).split()
        return words in (bound.stated.split(), more.split())

    # Spans

    def _span(self, bound: Bound, attributes: dict[str, str], notes: Sequence[str]) -> int:
        if bound.rest and not self._goes_on(bound):
            self.said += unread(bound)
            bound.rest.clear()
        if bound.stated.strip() and not self._agrees(bound, self._convert):
            differs = message(
                "The text at {offsets} is not “{stated}”, as the line says; the span is left out.",
                offsets="; ".join(f"{start} {end}" for start, end in bound.offsets),
                stated=bound.stated[:60],
            )
            self.said.append((bound.line, differs))
            return 0
        fragments = self._lines_joined(
            (self._convert(start), self._convert(end)) for start, end in bound.offsets
        )
        return self._draft.span(decoded(bound.type), fragments, attributes.items(), note="\n".join(notes))

    def _lines_joined(self, fragments: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return fragments in order, those with only a line break between them as one."""
        found: list[tuple[int, int]] = []
        for start, end in sorted(fragments):
            if found and is_break(self._text, found[-1][1], start):
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        return found

    def _goes_on(self, bound: Bound) -> bool:
        alone = Bound(bound.line, bound.type, bound.offsets, bound.stated)
        return not self._agrees(alone, self._convert) and self._agrees(bound, self._convert)

    def _by_span(self) -> defaultdict[str, tuple[dict[str, str], list[str]]]:
        """Return attributes and notes by the span that they are on; an event's are its trigger's."""
        remarks: defaultdict[str, tuple[dict[str, str], list[str]]] = defaultdict(lambda: ({}, []))
        for one in self._placed(self._found.attributes):
            attributes, name = remarks[self._target(one)][0], decoded(one.name)
            if attributes.setdefault(name, one.value) != one.value:
                self.said.append(
                    (one.line, message("{name} has a value already; this one is left out.", name=name))
                )
        entries: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for one in self._placed(self._found.references):
            entries[self._target(one), decoded(one.name)][one.value] = None
        for (target, name), values in entries.items():
            remarks[target][0].setdefault(name, "; ".join(values))
        for one in self._placed(map(self._from_relation, self._found.notes)):
            note = one.value.rstrip("\t")
            remarks[self._target(one)][1].append(note if one.name == NOTE else f"{one.name}: {note}")
        return remarks

    def _from_relation(self, note: Remark) -> Remark:
        """Return a note, one on a relation as a note on the relation's head."""
        link = self._found.relations.get(note.target)
        return Remark(note.line, link.type, link.head, note.value) if link else note

    def _placed(self, remarks: Iterable[Remark]) -> Iterator[Remark]:
        """Yield those that are on a span or an event, and say which are not."""
        for one in remarks:
            if self._target(one) in self._found.bounds:
                yield one
                continue
            why = message(
                "{name} is on {target}, which is no span or event here; it is left out.",
                name=one.name,
                target=one.target,
            )
            self.said.append((one.line, why))

    def _say_what_hung(self) -> None:
        """Say which attributes and notes are not taken because what they are on is not."""
        placed = [(one, one) for one in (*self._found.attributes, *self._found.references)]
        placed += [(one, self._from_relation(one)) for one in self._found.notes]
        for one, on in placed:
            if self._spans.get(self._target(on)) == 0:
                why = message(
                    "{name} is on {target}, which is left out; it is left out too.",
                    name=one.name,
                    target=one.target,
                )
                self.said.append((one.line, why))

    def _target(self, one: Remark) -> str:
        return self._trigger(one.target)

    def _trigger(self, name: str) -> str:
        event = self._found.events.get(name)
        return event.trigger if event else name

    # Relations

    def _shared_triggers(self) -> set[str]:
        """Return the triggers of events that say different things."""
        seen: dict[str, set[tuple[str, str]]] = {}
        events = [event for event in self._found.events.values() if event.roles]
        return {
            one.trigger for one in events if seen.setdefault(one.trigger, set(one.roles)) != set(one.roles)
        }

    def _event(self, event: Event, shared: set[str]) -> None:
        """Link an event's trigger to what fills each role."""
        trigger = self._spans.get(self._trigger(event.trigger))
        if trigger is None:
            why = message(
                "{type} is left out: its trigger {trigger} is not in the file.",
                type=event.type,
                trigger=event.trigger,
            )
            self.said.append((event.line, why))
        elif trigger == 0:
            why = message("{type} is left out: its trigger is left out.", type=event.type)
            self.said.append((event.line, why))
        if event.trigger in shared:
            why = message(
                "{trigger} is the trigger of several events; here all their roles hang on it together.",
                trigger=event.trigger,
            )
            self.said.append((event.line, why))
        for role, filler in event.roles:
            numbered = _NUMBERED.fullmatch(role)
            kind = numbered[1] if numbered and numbered[1] in self._roles else role
            self._link(event.line, kind, event.trigger, filler)

    def _link(self, line: int, kind: str, head: str, child: str) -> None:
        ends = [self._spans.get(self._trigger(end)) for end in (head, child)]
        if None in ends:
            why = message(
                "{type} from {head} to {child} is left out: an end of it is not in the file.",
                type=kind,
                head=head,
                child=child,
            )
            self.said.append((line, why))
        elif 0 in ends:
            why = message("{type} is left out: an end of it is left out.", type=kind)
            self.said.append((line, why))
        else:
            self._draft.relation(decoded(kind), ends[0] or 0, ends[1] or 0)


def _without_returns(text: str) -> Convert:
    """Return what turns offsets counted without the CR of each CRLF into those of the text."""
    breaks = [match.start() - n for n, match in enumerate(re.finditer("\r\n", text))]

    def convert(offset: int) -> int:
        return offset + bisect_left(breaks, offset)

    return convert
