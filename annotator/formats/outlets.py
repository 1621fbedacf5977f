"""Which newspaper, station or site an article says it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from annotator.formats.dates import Mark
from annotator.formats.languages import language_of

_SOURCE = re.compile(
    r"\W{0,3}(?:quellen?|sources?|outlet|medium|zeitung|publication|publisher) ?: *(?P<name>\S.*)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"\W{0,3}(?:©|\(c\)|copyright\b)[ :©]*(?:\d{4}(?: ?[–-] ?\d{2,4})?)?[ ,:]*(?P<name>\S.*)", re.IGNORECASE
)
_NAME_ENDS = re.compile(
    r"[,;|()]|\. |\.$| [–—-] |: | mit Material| unter Verwendung| with (?:material|reporting)|"
    r" (?:19|20)\d\d\b| alle rechte| all rights",
    re.IGNORECASE,
)
_STRONG, _WEAK = "|·•", ",–—/-"
_CONTINUED = re.compile(r"\W*[–—:(-]")
_NOT_OUTLETS = """
    politik wirtschaft ausland inland sport kultur panorama wissen meinung kommentar analyse
    liveticker liveblog ticker news nachrichten world politics business opinion analysis culture
    science sports update stand eilmeldung berlin hamburg münchen köln frankfurt bonn wien bern
    zürich brüssel paris london moskau kiew kyjiw warschau rom madrid washington seoul peking
    tokio pjöngjang genf new_york brussels moscow kyiv kiev warsaw rome beijing tokyo pyongyang
    geneva vienna montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday
    wednesday thursday friday saturday sunday
""".split()  # noqa: SIM905 - a list that people read
_BYLINE = re.compile(r"(?:by|von|text|foto|photo|aus|from|um|at|am|on)\b", re.IGNORECASE)
_PRESS = re.compile(
    r"^The [A-Z]|(?i:post|times|herald|guardian|tribune|journal|gazette|chronicle|observer|wire|press|"
    r"zeitung|blatt|anzeiger|kurier|bote|rundschau|merkur|tagblatt|presse|agentur|rundfunk|fernsehen)\b"
    r"|\w\.(?:de|com|org|net|at|ch|eu|co\.uk|ru|ua)$"
)
_LONGEST_NAME = 60
_MOST_WORDS = 6
_SHORT_LINE = 160

HeadLine = tuple[str, list[Mark]]


def outlet_of(head: list[HeadLine], tail: list[str]) -> str:
    """Return the outlet's name, or "".

    In this order: beside the date in the head, between bars (“Name | date”); after
    “Quelle:” or “Source:”; beside the date after a comma or a dash; on a line of its own
    between the title and the date, where it sounds like a paper; after “©”.
    """
    lines = [*reversed(tail), *(text for text, _ in head)]
    ways = (
        _beside_date(head, _STRONG),
        _after(_SOURCE, lines),
        _beside_date(head, _WEAK),
        _above_date(head),
        _after(_COPYRIGHT, lines),
    )
    return next((name for way in ways for name in way if name), "")


def _beside_date(head: list[HeadLine], separators: str) -> Iterator[str]:
    for text, dates in head:
        unlabelled = [mark for mark in dates if not mark.labelled]
        for mark in unlabelled[:1]:
            before, after = text[: mark.start].strip(), text[mark.end :].strip()
            if before and before[-1] in separators and not _CONTINUED.match(after):
                yield _name(before[:-1])
            elif not before and after and after[0] in separators and len(text) < _SHORT_LINE:
                yield _name(after[1:])


def _after(pattern: re.Pattern[str], lines: list[str]) -> Iterator[str]:
    for line in lines:
        match = pattern.match(line) if len(line) <= _SHORT_LINE else None
        if match:
            yield _name(match["name"])


def _above_date(head: list[HeadLine]) -> Iterator[str]:
    for (_, dates_above), (text, dates), (_, dates_below) in zip(head, head[1:], head[2:], strict=False):
        if dates_below and not dates and not dates_above and _PRESS.search(text):
            yield _name(text)


def _name(text: str) -> str:
    """Return the name that `text` begins with, or "" where that is none."""
    text = text.strip()
    if text.startswith(("http://", "https://", "www.")):
        return _host(text)
    name = _NAME_ENDS.split(text, maxsplit=1)[0].strip(' "“”„*_')
    words = name.split()
    if not 1 < len(name) <= _LONGEST_NAME or len(words) > _MOST_WORDS or not any(map(str.isalpha, name)):
        return ""
    if name.lower().replace(" ", "_") in _NOT_OUTLETS or _BYLINE.match(name):
        return ""
    return "" if len(words) > 1 and language_of(words[0]) and words[0].islower() else name


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
