"""From the JSON object of one JSONL line to a record, with what is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotator.core.documents import Metadata
from annotator.core.messages import Message, message
from annotator.core.spans import Relation, Span, State
from annotator.formats.exchange import Reading, Record
from annotator.formats.jsonl_sessions import Sessions
from annotator.formats.jsonl_spans import read_spans
from annotator.formats.jsonl_units import Units
from annotator.formats.jsonl_values import as_id, as_text, as_text_or_number, shown
from annotator.formats.metadata import propose

PROPOSED = ("title", "outlet", "published", "language")
KNOWN = (*PROPOSED, "url")
_PROPOSED = {*PROPOSED}

_ANSWERS = {"accept": State.DONE, "reject": State.SKIPPED, "ignore": State.SKIPPED}
_STATES = {state.value: state for state in State}


class Records:
    """Reads the records of one file, which share a unit, a dataset and an annotator."""

    def __init__(self, annotator: str | None, sessions: Sessions) -> None:
        # Not at the top: it loads msgspec, and the formats are loaded to be listed.
        from annotator.formats import jsonl_own

        self._own = jsonl_own
        self._annotator = annotator
        self._sessions = sessions
        self._units = Units()
        self._said_versions = False

    def own(self, text: str, source: str, number: int) -> Record | None:
        """Return the record of a line as Annotator writes it; None where it has to be looked at by `record`."""
        line = self._own.decode(text)
        if line is None or not self._units.are_code_points(line.text, is_ours=line.has_key):
            return None
        found = self._own.marked(line)
        if found is None:
            return None
        readings: tuple[Reading, ...] = ()
        if line.is_read:
            name = (line.annotator or "") if self._annotator is None else self._annotator
            state = _STATES[line.state] if line.state else State.DONE if found[0] else State.TO_DO
            readings = (Reading(name, *found, state, line.flagged),)
        return Record(line.text, _completed(line.meta, line.text), readings, line.key or "", source, number)

    def record(self, data: dict[str, Any], said: list[Message], source: str, line: int) -> Record | None:
        """Return the record of a line, or None where it has no text; `said` gets the problems."""
        text = as_text(data.get("text"))
        if text is None:
            said.append(_why_no_text(data.get("text")))
            return None
        if not text.strip():
            said.append(message("The record's text is empty; the record is not taken."))
            return None
        decision = self._reading(data, text, said)
        versions = self._versions(data, text, said)
        if decision and any(version.annotator == decision.annotator for version in versions):
            decision = replace(decision, annotator=f"{decision.annotator or 'decisions'} (review)")
        key = as_text(data.get("key")) or ""
        readings = ((decision,) if decision else ()) + versions
        return Record(text, _metadata(data.get("meta"), text, said), readings, key, source, line)

    def _reading(self, data: dict[str, Any], text: str, said: list[Message]) -> Reading | None:
        spans, relations = self._annotations(data, text, said)
        annotator = _annotator(data, said)
        state = _state(data, said)
        if not (spans or annotator or state):
            return None
        if state is None:
            state = State.DONE if spans else State.TO_DO
        name = self._sessions.name(annotator, data) if self._annotator is None else self._annotator
        return Reading(name, spans, relations, state, _flag(data.get("flagged"), said))

    def _annotations(
        self, data: dict[str, Any], text: str, said: list[Message]
    ) -> tuple[Sequence[Span], tuple[Relation, ...]]:
        if _rejected(data):
            said.append(message("The record was rejected by its annotator; its spans are not taken."))
            return (), ()
        given, links = data.get("spans"), data.get("relations")
        if given is None and links is None:
            return (), ()
        spans, ends = read_spans(
            [] if given is None else given, text, self._units.converter(data, text, said), said
        )
        return spans, ends.relations([] if links is None else links, data.get("tokens"), said)

    def _versions(self, data: dict[str, Any], text: str, said: list[Message]) -> tuple[Reading, ...]:
        """Return the readings that a review decided between, each of them its annotator's."""
        given = data.get("versions")
        if not given or not isinstance(given, list):
            if given:
                said.append(message("{name} is not a list; it is not taken.", name="versions"))
            return ()
        if self._annotator is not None:
            if not self._said_versions:
                self._said_versions = True
                said.append(
                    message(
                        "The file holds the readings of several annotators; only the decisions between "
                        "them are taken as those of {annotator}.",
                        annotator=self._annotator,
                    )
                )
            return ()
        readings: dict[str, Reading] = {}
        for number, version in enumerate(given, 1):
            for reading in self._version(version, data, text, number, said):
                if readings.setdefault(reading.annotator, reading) is not reading:
                    twice = message(
                        "Version {number} is not taken: {annotator} has another one.",
                        number=number,
                        annotator=reading.annotator,
                    )
                    said.append(twice)
        return tuple(readings.values())

    def _version(
        self, version: object, task: dict[str, Any], text: str, number: int, said: list[Message]
    ) -> list[Reading]:
        why: list[Message] = []
        names: list[str] = []
        readings: list[Reading] = []
        if not isinstance(version, dict):
            why.append(message("it is not an object"))
        elif version.get("text", text) != text:
            why.append(message("it has another text"))
        else:
            names = self._names(version, task)
            if not names:
                why.append(message("it does not say whose it is"))
        if names and isinstance(version, dict):
            version = {"tokens": task.get("tokens")} | version
            spans, relations = self._annotations(version, text, why)
            state = _state(version, why) or State.DONE
            readings = [Reading(name, spans, relations, state) for name in names]
        said += (message("Version {number}: {reason}", number=number, reason=one) for one in why)
        return readings

    def _names(self, version: dict[str, Any], task: dict[str, Any]) -> list[str]:
        """Return who made a version: Prodigy lists all who agree on it."""
        listed = version.get("sessions")
        found = [as_id(one) for one in listed] if isinstance(listed, list) else []
        found = [one for one in found if one] or [_annotator(version, [])]
        named = (self._sessions.name(one, task) for one in found if one)
        return list(dict.fromkeys(filter(None, named)))


def _rejected(data: dict[str, Any]) -> bool:
    return data.get("answer") == "reject" and data.get("state") not in _STATES.values()


def _why_no_text(value: object) -> Message:
    if isinstance(value, str):
        return message(
            "The record's text holds half a character (a lone surrogate); the record is not taken."
        )
    return message("The record has no text; it is not taken.")


def _state(data: dict[str, Any], said: list[Message]) -> State | None:
    """Return the state the record gives, or its answer amounts to, or None."""
    given, answer = data.get("state"), data.get("answer")
    if isinstance(given, str) and given in _STATES:
        return _STATES[given]
    if given is not None:
        said.append(message("The state {state} is unknown.", state=shown(given)))
    if isinstance(answer, str) and answer in _ANSWERS:
        return _ANSWERS[answer]
    if answer is not None:
        said.append(message("The answer {answer} is unknown.", answer=shown(answer)))
    return None


def _annotator(data: dict[str, Any], said: list[Message]) -> str:
    for name in ("_annotator_id", "_session_id"):
        given = data.get(name)
        if given is not None:
            known = as_text_or_number(given)
            if known is not None:
                return known
            said.append(message("{name} is no text; it is not taken.", name=name))
    return ""


def _flag(given: object, said: list[Message]) -> bool:
    if given is not None and not isinstance(given, bool):
        said.append(message("{name} is neither true nor false; it is not taken.", name="flagged"))
    return given is True


def _metadata(given: object, text: str, said: list[Message]) -> Metadata:
    """Return what the file states as metadata, see `_completed`."""
    if given is not None and not isinstance(given, dict):
        said.append(message("{name} is not an object; it is not taken.", name="meta"))
    stated: dict[str, str] = {}
    for name, value in given.items() if isinstance(given, dict) else ():
        known = as_text_or_number(value)
        if known is not None and as_text(name) is not None:
            stated[name] = known
        elif value is not None:
            said.append(
                message("In meta, {name} is neither text nor a number; it is not taken.", name=shown(name))
            )
    return _completed(stated, text)


def _completed(stated: dict[str, str], text: str) -> Metadata:
    """Return what the file states, and what the text gives away where it states nothing."""
    if not stated.keys() >= _PROPOSED:
        proposed = propose(text)
        stated = {name: getattr(proposed, name) for name in KNOWN} | stated
    title, outlet, published, language, url = (stated.pop(name, "") for name in KNOWN)
    return Metadata(title, outlet, published, language, url, tuple(stated.items()))
