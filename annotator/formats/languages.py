"""German or English, by the small words that hold a sentence together."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of both languages ("in", "so", "was", "war", "am") tell nothing and are left out.
_FUNCTION_WORDS = {
    "de": _words("""
        der die das den dem des ein eine einen einem einer eines und oder aber sondern nicht kein
        keine keinen ist sind sei seien wird werden wurde wurden worden hat haben habe hatte hatten
        kann können könnte soll sollen muss müssen für von vom zu zum zur bei beim mit nach aus auf
        über unter vor durch gegen um ohne seit bis zwischen wegen ich du er sie wir ihr sich uns
        ihm ihn ihnen sein seine seiner ihre ihrer ihren als wie wenn dass daß weil ob auch noch nur
        schon sehr mehr wieder immer heute hier dort dann diese dieser dieses wer wo laut zwei drei
        neue neuen neuer jetzt im ins an
    """),
    "en": _words("""
        the a of and to for with on at by from that this these those which who whom whose what when
        where why how is are were be been being has have had do does did not but or as if than then
        it its he she they them their his her we our you your i will would can could should may
        might must shall about after before between into over under against during without said says
        more most other some any all no new there here also because while out up down off only
    """),
}
_GERMAN_LETTERS = re.compile("[äöüßÄÖÜ]")
_PUNCTUATION = ".,:;!?…\"'()[]“”„‚‘’«»‹›"
_SAMPLE = 800
_SHARE = 0.12
_MARGIN = 1.5
_SHORT = 12


def language_of(text: str) -> str:
    """Return `de` or `en`, or "" where nothing tells, by the first 800 characters or so."""
    words = text[:_SAMPLE].lower().split()
    if len(words) <= _SHORT:
        words = [word.strip(_PUNCTUATION) for word in words]
    hits = {code: sum(map(known.__contains__, words)) for code, known in _FUNCTION_WORDS.items()}
    second, first = sorted(hits, key=lambda code: hits[code])
    if hits[first] >= max(1, _SHARE * len(words)) and hits[first] >= _MARGIN * hits[second]:
        return first
    if not hits["en"] and len(words) <= _SHORT and _GERMAN_LETTERS.search(text[:_SAMPLE]):
        return "de"
    return ""
