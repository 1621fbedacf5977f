"""From the JSON object of one JSONL line to a record, with what is wrong in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotator.core.documents import Metadata
from annotator.core.messages import Message, message
from annotator.core.spans import State
from annotator.formats.exchange import Reading, Record
from annotator.formats.jsonl_spans import read_spans
from annotator.formats.jsonl_units import Units
from annotator.formats.jsonl_values import as_text, as_text_or_number, shown
from annotator.formats.metadata import propose

PROPOSED = ("title", "outlet", "published", "language")
KNOWN = (*PROPOSED, "url")

_ANSWERS = {"accept": State.DONE, "ignore": State.SKIPPED}
_STATES = {state.value: state for state in State}


class Records:
    """Reads the records of one file, which share a unit and an annotator."""

    def __init__(self, annotator: str | None) -> None:
        self._annotator = annotator
        self._units = Units()
        self._said_versions = False

    def record(self, data: dict[str, Any], said: list[Message]) -> Record | None:
        """Return the record, or None where it has no text or was rejected; `said` gets the problems."""
        text = as_text(data.get("text"))
        if text is None:
            said.append(_why_no_text(data.get("text")))
            return None
        if not text.strip():
            said.append(message("The record's text is empty; the record is not taken."))
            return None
        if data.get("answer") == "reject" and data.get("state") not in _STATES.values():
            said.append(message("The record was rejected by its annotator; it is not taken."))
            return None
        reading = self._reading(data, text, said)
        key = as_text(data.get("key")) or ""
        return Record(text, _metadata(data.get("meta"), text, said), (reading,) if reading else (), key)

    def _reading(self, data: dict[str, Any], text: str, said: list[Message]) -> Reading | None:
        if data.get("versions") and not self._said_versions:
            self._said_versions = True
            said.append(
                message(
                    "The file holds reviewed versions beside the decisions; only the decisions are taken."
                )
            )
        given = data.get("spans")
        spans, ends = read_spans(
            [] if given is None else given, text, self._units.converter(data, text, said), said
        )
        links = data.get("relations")
        relations = ends.relations([] if links is None else links, data.get("tokens"), said)
        annotator = _annotator(data, said)
        state = _state(data, said)
        if not (spans or annotator or state):
            return None
        if state is None:
            state = State.DONE if spans else State.TO_DO
        name = annotator if self._annotator is None else self._annotator
        return Reading(name, spans, relations, state, _flag(data.get("flagged"), said))


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
    """Return what the file states, and what the text gives away where it states nothing."""
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
    proposed = Metadata() if all(name in stated for name in PROPOSED) else propose(text)
    more = tuple((name, value) for name, value in stated.items() if name not in KNOWN)
    return replace(proposed, more=more, **{name: stated[name] for name in KNOWN if name in stated})
