"""What an article's own text says of it: title, date, outlet, language. Nothing is cut from the text."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple

from annotator.core.documents import Metadata
from annotator.core.segments import sentence_at
from annotator.core.spans import Fragment
from annotator.formats.dates import Mark, best, marks
from annotator.formats.languages import language_of
from annotator.formats.outlets import outlet_of

_HEAD = 800
_TAIL = 800
_LINES = 8
_LINE_WIDTH = 400
_LONGEST_HEADLINE = 160
_TITLE_WIDTH = 80
_FEW_WORDS = 5

_BODY = re.compile(r"\S")
_BLANKS, _NOTHINGS = "\t\xa0\u2009\u202f", "\0\ufeff\u200b"
_TITLE_LABEL = re.compile(r"(?:title|titel|headline|überschrift|schlagzeile) ?: *", re.IGNORECASE)
_ORNAMENT = re.compile(r"^(?:#{1,6} +|[*_]{2,3}(?=\w))|[*_]{2,3}$")
_BYLINE = re.compile(r"(?:by|von|text) ?:? +\w", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:zur )?startseite|(?:artikel )?(?:anhören|drucken|teilen|merken)|kommentare|anzeige|werbung|menü|"
    r"(?:listen to|share|print|save) this article|listen|share|print|save|comments|advertisement|menu|home",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_EDGE_NUMBERS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NAME_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_EDGE = " |·•,–—:/-"


class Line(NamedTuple):
    """A line that is not blank, with the dates that say when the article appeared."""

    text: str
    marks: list[Mark]


def propose(text: str, source_name: str = "") -> Metadata:
    """Return the metadata that the head and the tail of `text` give away; "" where they do not.

    `source_name`, a file's name, gives the date that the text does not, and the title where
    the text begins without a headline. Looks at some 1,600 characters, however long the text.
    """
    body = _BODY.search(text)
    start = body.start() if body else len(text)
    head = _lines(text[start : start + _HEAD])[:_LINES]
    tail = _lines(text[max(start + _HEAD, len(text) - _TAIL) :])[-_LINES:]
    published = best(mark for line in head for mark in line.marks) or best(
        mark for line in tail for mark in line.marks if mark.labelled
    )
    name = PurePath(source_name).stem.replace("_", " ")
    published = published or _date_in(name)
    outlet = outlet_of([(line.text, line.marks) for line in head], [line.text for line in tail])
    return Metadata(
        title=_title(head, outlet, name) or name,
        outlet=outlet,
        published=published,
        language=language_of(text[start : start + _HEAD]),
    )


def _lines(part: str) -> list[Line]:
    for blank in _BLANKS:
        part = part.replace(blank, " ")
    for nothing in _NOTHINGS:
        part = part.replace(nothing, "")
    lines = (line.strip()[:_LINE_WIDTH] for line in part.splitlines())
    return [Line(line, marks(line)) for line in lines if line]


def _title(head: list[Line], outlet: str, name: str) -> str:
    for line in head:
        rest = _without_dates(line)
        if _may_be_title(rest, line, outlet):
            return (_is_prose(rest) and _title_in(name)) or _headline(rest)
    rests = [*map(_without_dates, head), *(line.text for line in head)]
    return next((_headline(rest) for rest in rests if rest), "")


def _without_dates(line: Line) -> str:
    """Return the line without the dates, and their labels, at its two ends."""
    start, end = 0, len(line.text)
    for mark in line.marks:
        if not line.text[start : mark.start].strip(_EDGE):
            start = mark.end
    for mark in reversed(line.marks):
        if mark.start >= start and not line.text[mark.end : end].strip(_EDGE):
            end = mark.start
    rest = line.text[start:end]
    rest = rest.strip(_EDGE) if line.marks else rest.strip()
    return _TITLE_LABEL.sub("", _ORNAMENT.sub("", rest), count=1)


def _may_be_title(rest: str, line: Line, outlet: str) -> bool:
    of_the_date = any(not mark.labelled for mark in line.marks) and len(rest.split()) <= _FEW_WORDS
    return not (
        of_the_date
        or rest == outlet
        or _FURNITURE.fullmatch(rest)
        or _BYLINE.match(rest)
        or not any(map(str.isalnum, rest))
    )


def _date_in(name: str) -> str:
    """Return the ISO date in a file's name, or ""."""
    return next((mark.iso for found in _NAME_DATE.findall(name) for mark in marks(found)), "")


def _title_in(name: str) -> str:
    """Return the words of a file's name without numbers and dates at its ends, or "" where it has few."""
    words = _EDGE_NUMBERS.sub("", _NAME_DATE.sub("", name))
    return words if len(_WORD.findall(words)) >= _FEW_WORDS else ""


def _is_prose(line: str) -> bool:
    sentence = line[slice(*sentence_at(line, Fragment(0, len(line)), 0))]
    return len(line) > _LONGEST_HEADLINE or (line.endswith(".") and sentence != line)


def _headline(line: str) -> str:
    """Return the line, or the beginning of its first sentence where it is running text."""
    line = " ".join(line.split())
    if not line.isprintable():
        # A zero-width joiner does not print, but it holds an emoji together.
        line = "".join(c for c in line if c.isprintable() or c == "\u200d")
    sentence = line[slice(*sentence_at(line, Fragment(0, len(line)), 0))]
    if not _is_prose(line) or len(line) <= _TITLE_WIDTH:
        return line
    if len(sentence) <= _TITLE_WIDTH:
        return sentence
    whole_words = sentence[: _TITLE_WIDTH + 1].rpartition(" ")[0] or sentence[:_TITLE_WIDTH]
    return whole_words.rstrip(" ,;:–—-(") + " …"
