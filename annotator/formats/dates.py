"""The dates that say when an article appeared, told apart from those it speaks of.

A date counts where it is labelled (“Stand: …”, “Published: …”), or where it stands by
itself: at an edge of its line or between separators, with few words beside it. A date
inside running prose does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

_MONTHS = (
    ("januar", "january", "jänner", "jan"),
    ("februar", "february", "feber", "feb"),
    ("märz", "maerz", "march", "mär", "mrz", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("dezember", "december", "dez", "dec"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday|wednesday|"
    "thursday|friday|saturday|sunday|mon|tues?|wed|thur?s?|fri|sat|sun|mo|di|mi|do|fr|sa|so"
)
_LABELS = (
    "(?:erst)?veröffentlicht|veröffentlichung|publiziert|erschienen|erstellt|datum|"  # noqa: ISC004
    "(?:first |date )?published|publication date|posted",
    "stand|as of|date",
    "(?:zuletzt )?aktualisiert|(?:letzte )?aktualisierung|geändert|(?:last )?(?:updated?|modified)",
)
UNLABELLED = 1

_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)"
_MONTH = rf"(?P<month>{'|'.join(name for names in _MONTHS for name in names)})\.?"
_DAY = r"(?P<day>[0-3]?\d)"
_ZONE = r"(?:[ ]?(?:Uhr|GMT|UTC|MESZ|MEZ|CEST|CET|BST|E[SD]?T|P[SD]T|Z)\b|[ ]?[+-]\d\d:?\d\d)"
_TIME = rf"""
    (?:[ ,T|–—-]{{1,4}}(?:(?:um|at)[ ])?
        (?: (?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::\d\d)?(?:\.\d{{1,9}})?
          | (?P<dotted_hour>[01]?\d|2[0-4])\.(?P<dotted_minute>[0-5]\d)(?={_ZONE})
          | (?P<whole_hour>[01]?\d|2[0-4])(?=[ ]Uhr) )(?!\d)
        [ ]?(?P<half>[ap]\.?m\b\.?)? {_ZONE}?)?
"""
# What a line must hold for a form to be worth trying, and the form.
_FORMS = tuple(
    (
        re.compile(sign),
        re.compile(
            rf"(?<![\w.,/:-])(?:(?:{_WEEKDAYS})\.?,?[ ](?:(?:den|the)[ ])?)?(?:{form})",
            re.IGNORECASE | re.VERBOSE,
        ),
    )
    for sign, form in (
        (r"\d[-/]\d", rf"{_YEAR}([-/])(?P<month>\d\d)\2{_DAY}(?!\d){_TIME}"),
        (
            r"\d\. ?\d",
            rf"{_DAY}\.[ ]?(?P<month>[01]?\d)\.[ ]?(?:{_YEAR}|(?P<short_year>\d\d))(?![\d/]|\.\d){_TIME}",
        ),
        (
            r"\d(?:\.|st|nd|rd|th)? ?[^\W\d_]{3}",
            rf"{_DAY}(?:\.|st|nd|rd|th)?[ ]?{_MONTH},?[ ]{_YEAR}(?!\d){_TIME}",
        ),
        (r"\w\.? \d", rf"{_MONTH}[ ]{_DAY}(?:st|nd|rd|th)?,?[ ]{_YEAR}(?!\d){_TIME}"),
        (r"\d/\d", rf"(?P<one>[0-3]?\d)/(?P<other>[0-3]?\d)/{_YEAR}(?!\d){_TIME}"),
        (r"\d-\d", rf"{_YEAR}-(?P<month>\d\d)(?![\d-])"),
        (r"[^\W\d_]\.? \d{4}", rf"{_MONTH}[ ]{_YEAR}(?!\d)"),
    )
)
_MAYBE = re.compile(r"\d{4}|\d\.[ ]?\d{1,2}\.[ ]?\d\d")
_LABEL = re.compile(
    rf"(?:^|(?<=[\s|·•(\[]))(?:{'|'.join(f'(?P<rank{rank}>{names})' for rank, names in enumerate(_LABELS))})"
    r"(?P<colon>[ ]?:)?[ ]{0,3}(?:(?:am|on|vom|den|at)[ ]{1,3})?$",
    re.IGNORECASE,
)
_SEPARATORS = "|·•,–—/(-"
_CLOSING = "|·•,–—)(:/-"
_SHORT_LINE = 120
_FEW_WORDS = 5
_LABEL_WIDTH = 40


class Mark(NamedTuple):
    """A date found in a line: ISO 8601 as exact as known, and its range, label included.

    `rank` is 0 for a label that says when the article appeared, 1 for other labels and for a
    date by itself, 2 for one that says when it was changed.
    """

    iso: str
    start: int
    end: int
    rank: int
    labelled: bool


def marks(line: str) -> list[Mark]:
    """Return the dates of `line` that say when the article appeared, in their order."""
    # In long lines only a date at one of the ends can be more than part of the prose.
    if not (
        _MAYBE.search(line, 0, _SHORT_LINE) or _MAYBE.search(line, max(_SHORT_LINE, len(line) - _LABEL_WIDTH))
    ):
        return []
    found: list[Mark] = []
    for iso, start, end in _dates(line):
        mark = _labelled(line, iso, start, end) or _by_itself(line, iso, start, end)
        if mark:
            found.append(mark)
    return found


def best(found: Iterable[Mark]) -> str:
    """Return the date to propose, or "": by rank, and as exact as any mark that agrees."""
    ordered = sorted(found, key=lambda mark: (mark.rank, -len(mark.iso)))
    if not ordered:
        return ""
    chosen = ordered[0].iso
    return max((mark.iso for mark in ordered if mark.iso.startswith(chosen)), key=len)


def _dates(line: str) -> Iterator[tuple[str, int, int]]:
    matches = sorted(
        (match for sign, form in _FORMS if sign.search(line) for match in form.finditer(line)),
        key=lambda m: (m.start(), -m.end()),
    )
    reached = 0
    for match in matches:
        if match.start() >= reached:
            iso = _iso(match.groupdict())
            if iso:
                reached = match.end()
                yield iso, *match.span()


def _iso(groups: dict[str, str | None]) -> str:
    """Return the date in ISO 8601, or "" where there is no such day or it is ambiguous."""
    year = int(groups.get("year") or f"20{groups['short_year']}")
    if groups.get("one"):
        numbers = {int(groups["one"] or 0), int(groups["other"] or 0)}
        month, day = min(numbers), max(numbers)
        if day <= len(_MONTHS) and len(numbers) > 1:
            return ""  # 5/12 may be either
    else:
        name = str(groups["month"]).lower()
        month, day = _MONTH_NUMBER.get(name) or int(name), int(groups.get("day") or 0)
    try:
        whole = date(year, month, day or 1).isoformat()
    except ValueError:
        return ""
    return whole + _time(groups) if day else whole[: len("2024-10")]


def _time(groups: dict[str, str | None]) -> str:
    hour = groups.get("hour") or groups.get("dotted_hour") or groups.get("whole_hour")
    if not hour:
        return ""
    minute = groups.get("minute") or groups.get("dotted_minute") or "00"
    number = int(hour)
    half = (groups.get("half") or "").lower()[:1]
    if half and not 1 <= number <= 12:
        return ""
    if half:
        number = number % 12 + (12 if half == "p" else 0)
    return f"T{number:02}:{minute}" if number < 24 else ""


def _labelled(line: str, iso: str, start: int, end: int) -> Mark | None:
    offset = max(0, start - _LABEL_WIDTH)
    label = _LABEL.search(line[offset:start])
    if not label:
        return None
    begin = offset + label.start()
    before = line[:begin].strip()
    edge = not before or before[-1] in _SEPARATORS or not line[end:].strip()
    if not (label["colon"] or edge):
        return None
    rank = next(rank for rank in range(len(_LABELS)) if label[f"rank{rank}"])
    return Mark(iso, begin, end, rank, labelled=True)


def _by_itself(line: str, iso: str, start: int, end: int) -> Mark | None:
    before, after = line[:start].strip(), line[end:].strip()
    if before and (before[-1] not in _SEPARATORS or len(before.split()) > _FEW_WORDS):
        return None
    closed = not after or after[0] in _CLOSING or after == "."
    if not closed and len(after.split()) > _FEW_WORDS:
        return None
    if len(line) > _SHORT_LINE and (before or not closed or after[:1] == ","):
        return None
    return Mark(iso, start, end, UNLABELLED, labelled=False)
