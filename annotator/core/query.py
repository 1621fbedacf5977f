"""What people type to find articles: words, “phrases”, prefix*, and fields such as `state:done`.

Everything typed means something: a query is never refused. What is meant by a field and
cannot be, such as `date:soon`, is kept as a problem and finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.core.messages import Message, message
from annotator.core.spans import State

FIELDS = ("label", "annotator", "state", "outlet", "date", "flag")
_QUOTES = {'"': '"', "“": "”“", "„": "“”", "”": "”", "«": "»", "»": "«"}
_ALL_QUOTES = '"“”„«»'
_TOKEN = re.compile(rf"(?:(?P<field>{'|'.join(FIELDS)}):)?(?P<rest>[^\s{_ALL_QUOTES}]*)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)
_STATES = {
    "to do": State.TO_DO, "todo": State.TO_DO, "to-do": State.TO_DO,
    "open": State.IN_PROGRESS, "in progress": State.IN_PROGRESS, "in-progress": State.IN_PROGRESS,
    "done": State.DONE, "skipped": State.SKIPPED,
}  # fmt: skip
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand in the text in this order; with `prefix` the last may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles published from `first` to `last`, both included; empty where that end is open.

    Both are as exact as written: `2024-12` as `last` takes in all of December.
    """

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Query:
    """All of these must hold; of several states, outlets or dates, one.

    `states`, `labels` and `flagged` are about the reading of `annotators[0]`, or of
    whoever asks where none is named. Labels, annotators and outlets are as typed; their
    case makes no difference.
    """

    terms: tuple[Term, ...] = ()
    labels: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    outlets: tuple[str, ...] = ()
    dates: tuple[Dates, ...] = ()
    flagged: bool | None = None
    problems: tuple[Message, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return self == Query() and not self.problems


class Sort(StrEnum):
    """In which order documents are listed."""

    IMPORTED = "imported"
    TITLE = "title"
    OUTLET = "outlet"
    DATE = "date"
    STATE = "state"


def sort_key(text: str) -> str:
    """Return what a title or outlet is sorted by: case, accents and leading punctuation make no difference."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().lstrip(" \"'“”„«»‘’‚(–-")


def has_words(text: str) -> bool:
    """Tell whether a text has a letter or digit, of which the words of the index are made."""
    return any(c.isalnum() or unicodedata.category(c)[0] in "LN" for c in text)


def parse(text: str) -> Query:
    """Return what a text asks for. Never raises."""
    # As it can be stored: the halves of a character that UTF-8 does not know are no letters.
    text = text.replace("\0", " ").encode("utf-8", "replace").decode()
    query, at = Query(), 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        assert match is not None  # it may be empty
        name, value, at = (match["field"] or "").lower(), match["rest"], match.end()
        # A quote opens only at the start of a word or of a field's value: 5" and rock'n"roll go on.
        if not value and at < len(text) and not text[at].isspace():
            value, at = _quoted(text, at)
            prefix = text[at : at + 1] == "*"
            at += prefix
        else:
            while at < len(text) and not text[at].isspace():
                value, at = value + text[at], at + 1
            prefix = not name and len(value) > 1 and value.endswith("*")
            value = value[:-1] if prefix else value
        query = _with(query, name, " ".join(value.split()), prefix=prefix)
    return query


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return what stands between the quote at `at` and its end, or the text's, and where that is."""
    closing = _QUOTES[text[at]]
    end = at + 1
    while end < len(text) and text[end] not in closing:
        end += 1
    return text[at + 1 : end], min(end + 1, len(text))


def _with(query: Query, name: str, value: str, *, prefix: bool) -> Query:
    """Return the query with one more thing that must hold."""
    if not value:
        return query
    folded = value.casefold()
    match name:
        case "":
            return replace(query, terms=(*query.terms, Term(value, prefix)))
        case "label":
            return replace(query, labels=(*query.labels, value))
        case "annotator":
            return replace(query, annotators=(*query.annotators, value))
        case "outlet":
            return replace(query, outlets=(*query.outlets, value))
        case "state" if folded in _STATES:
            return replace(query, states=(*query.states, _STATES[folded]))
        case "flag" if folded in _YES_NO:
            return replace(query, flagged=_YES_NO[folded])
        case "date" if (dates := _dates(value)) is not None:
            return replace(query, dates=(*query.dates, dates))
    return replace(query, problems=(*query.problems, _problem(name, value)))


def _dates(value: str) -> Dates | None:
    first, dots, last = value.partition("..")
    if not dots:
        last = first
    ends = [end for end in (first, last) if end]
    return Dates(first, last) if ends and all(map(_DATE.match, ends)) else None


def _problem(name: str, value: str) -> Message:
    match name:
        case "state":
            return message("“{value}” is no state. Write state:todo, open, done or skipped.", value=value)
        case "flag":
            return message("Write flag:yes or flag:no, not “{value}”.", value=value)
    return message(
        "“{value}” is no date. Write date:2024-10, date:2024-10-31 or date:2024-10..2024-12.", value=value
    )
