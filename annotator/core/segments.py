"""Paragraphs and sentences of a text, as ranges of code points."""

from __future__ import annotations

import re
from itertools import accumulate

from annotator.core.spans import Fragment

_STOP = re.compile(r"[.!?…]+[\"'“”’»«)\]]*(?=\s+[\"'„“‚‘»«(\[–—-]*[^\W_a-zß-öø-ÿ])")
_LAST_WORD = re.compile(r"(?:\b[^\W\d_]\.\s?)*\w+\Z")
_NEXT_WORD = re.compile(r"\W*(\w+)")
_LOOK_BACK = 24
_ORDINAL_DIGITS = 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these a sentence never ends; after `_MAY_END`, letters and ordinals it does where
# the next word is one that a sentence begins with.
_NEVER_END = _words(
    "Dr Prof Mr Mrs Ms Messrs St Hr Frl Dipl Ing Gen Col Lt Maj Capt Sgt Sen Rep Gov Pres Rev Hon Nr Bd Kap Hrsg Aufl "
    "Verl Abb Anm Str Vgl vgl bzw bspw ca Ca geb gest verh evtl ggf inkl exkl gem lt sog vs cf approx zB dh iV eg ie "
    "Jan Feb Mär Apr Jun Jul Aug Sept Okt Oct Nov Dez Dec"
)
_MAY_END = _words(
    "Mio Mrd Tsd Mill bn Jr Sr jun sen usw etc al Inc Ltd Corp Co Bros Univ Std Min Sek No Art Abs Fr Tab"
)
_BEGINS = _words(
    "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ich Ihr Man In Im Am An Auf Bei Beim Mit Nach "
    "Von Vom Vor Zu Zum Zur Aus Für Seit Doch Aber Und Auch Dabei Damit Dann Danach Dort Da Daher Darum Deshalb "
    "Diese Dieser Dieses Jetzt So Als Ob Wenn Während Weil Wie Was Wer Wo Laut Bisher Nun Noch Nur Sein Seine Ihre "
    "Unter Über Um Zwar Zudem Außerdem Allerdings Trotz Trotzdem Gegen Durch Ohne Bis Nicht Kein Keine Alle "
    "The A He She It They We You I On At But That This These Those His Her Its Their Our My There Here When While "
    "After Before By For From If Yet Some Many Most Both However Still Since What Who Why How Now Then Not As Or Of "
    "According Although Though Because Until"
)  # fmt: skip


def paragraph_bounds(text: str) -> tuple[list[int], list[int]]:
    """Return the starts and the ends of what lies between line breaks, empty ones included.

    What Qt, too, would break a line at; CR LF is one break.
    """
    whole = text.splitlines(keepends=True)
    bodies = text.splitlines()
    starts = list(accumulate(map(len, whole), initial=0))
    if bodies and len(whole[-1]) == len(bodies[-1]):
        starts.pop()  # the last one has no break after it
    else:
        bodies.append("")
    return starts, list(map(int.__add__, starts, map(len, bodies)))


def paragraphs(text: str) -> list[Fragment]:
    """Return the ranges between line breaks, empty ones included, breaks left out."""
    return list(map(Fragment, *paragraph_bounds(text)))


def sentence_at(text: str, paragraph: Fragment, offset: int) -> Fragment:
    """Return the sentence of `paragraph` that holds `offset`, without edge white space."""
    start, end = paragraph
    for match in _STOP.finditer(text, *paragraph):
        if not _ends(text, paragraph, match):
            continue
        if match.end() > offset:
            end = match.end()
            break
        start = match.end()
    body = text[start:end]
    trimmed = body.strip()
    lead = start + (len(body) - len(body.lstrip()))
    return Fragment(lead, lead + len(trimmed))


def _ends(text: str, paragraph: Fragment, stop: re.Match[str]) -> bool:
    """Tell whether a stop ends a sentence, rather than an abbreviation, an initial or an ordinal."""
    if stop[0] != ".":
        return True
    before = text[max(paragraph.start, stop.start() - _LOOK_BACK) : stop.start()]
    found = _LAST_WORD.search(before)
    word = re.sub(r"[.\s]", "", found[0]) if found else ""
    if word in _NEVER_END:
        return False
    letters = found is not None and (len(word) == 1 or "." in found[0])
    ordinal = word.isdecimal() and len(word) <= _ORDINAL_DIGITS
    if not (letters or ordinal or word in _MAY_END):
        return True
    following = _NEXT_WORD.match(text, stop.end())
    return following is not None and following[1] in _BEGINS
