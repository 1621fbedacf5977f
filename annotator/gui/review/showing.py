"""A case as it is put before the lead: its words, and its readings in an order of their own."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.core.segments import paragraph_bounds, sentence_at
from annotator.core.spans import Fragment, Span, joined
from annotator.gui.review.lane_text import GAP, Words
from annotator.workspace.reviewing import Open, readings_of

_LONG = 300  # code points of a sentence shown whole
_FAR = 160  # code points of a sentence shown on either side of a case
_BESIDE = 40
_LEFT_OUT = 60  # code points between two places where readings begin or end: no less is left out
_BRIEF = (16, 20)  # the same two where there is little room


@dataclass(frozen=True, slots=True)
class Shown:
    """A case: the annotators of each lane, who read it alike, in its order.

    `words` are those that the lanes show, `brief` where there is little room for them;
    `around` is where the sentences are that they are of.
    """

    opened: Open
    text: str
    lanes: tuple[tuple[str, ...], ...]
    letters: dict[str, str]
    sentence: Words
    words: Words
    brief: Words
    around: Fragment

    def lane(self, name: str) -> tuple[str, ...]:
        """Return all who have an annotator's reading."""
        return next(of for of in self.lanes if name in of)

    def words_of(self, spans: Iterable[tuple[Fragment, ...]]) -> Words:
        """Return the fewest words that show where some spans begin and end; `brief` where there are none."""
        edges = [offset for fragments in spans for fragment in fragments for offset in fragment]
        return _near(self.text, edges, self.around, *_BRIEF) if edges else self.brief

    def called(self, names: Iterable[str], *, shown: bool) -> str:
        """Return annotators by their names where these are `shown`, else by their letters."""
        return ", ".join(one if shown else self.letters.get(one, "?") for one in names)


def shown(opened: Open, text: str) -> Shown:
    """Return a case with its readers shuffled; the same case always comes in the same order."""
    case = opened.item.case
    names, alike = sorted(case.spans), readings_of(opened)
    random.Random(f"{case.document} {opened.row.key}").shuffle(names)  # noqa: S311
    reach = _reach(opened)
    sentence = _sentence(text, reach)
    edges = [offset for span in _spans(opened) for fragment in span.fragments for offset in fragment]
    edges += (reach.start, reach.end)
    lanes: dict[object, list[str]] = {}
    for name in names:
        lanes.setdefault(alike[name], []).append(name)
    letters = {
        name: chr(65 + n) if n < 26 else str(n)
        for n, name in enumerate(n for of in lanes.values() for n in of)
    }
    found = tuple(map(tuple, lanes.values()))
    cut = _words(text, _cut(text, sentence, reach))
    near, brief = (_near(text, edges, sentence, *room) for room in ((_BESIDE, _LEFT_OUT), _BRIEF))
    return Shown(opened, text, found, letters, cut, near, brief, sentence)


def _words(text: str, places: Sequence[Fragment]) -> Words:
    return Words(tuple(places), GAP.join(text[start:end] for start, end in places))


def _cut(text: str, sentence: Fragment, reach: Fragment) -> list[Fragment]:
    """Return a sentence without the middle of a long case, which the lanes show."""
    first, last = (
        _word_on(text, reach.start + _BESIDE, reach.end),
        _word_back(text, reach.end - _BESIDE, reach.start),
    )
    if sentence.end - sentence.start <= _LONG or last - first < _LEFT_OUT:
        return [sentence]
    return [Fragment(sentence.start, first), Fragment(last, sentence.end)]


def _near(text: str, offsets: Iterable[int], most_: Fragment, beside: int, least: int) -> Words:
    """Return some words on either side of each offset, and what lies between where that is too little to leave out."""
    places = joined(
        Fragment(_word_back(text, o, most_.start, beside), _word_on(text, o, most_.end, beside))
        for o in offsets
    )
    found: list[Fragment] = []
    for place in places:
        if found and place.start - found[-1].end < least:
            found[-1] = Fragment(found[-1].start, place.end)
        else:
            found.append(place)
    return _words(text, found)


def _reach(opened: Open) -> Fragment:
    """Return from where to where all readings, and the gold spans of a decision, go."""
    case, spans = opened.item.case, _spans(opened)
    starts, ends = [case.start, *(s.start for s in spans)], [case.end, *(s.end for s in spans)]
    return Fragment(min(starts), max(ends))


def _spans(opened: Open) -> list[Span]:
    case, article = opened.item.case, opened.article
    spans = [s for own in article.spans(case).values() for s in own]
    for links in article.links(case).values():
        for link in links:
            child = opened.article.readers[_owner(opened, link.layer_id)].spans[link.child_id]
            if abs(child.start - case.start) < 2 * _FAR:
                spans.append(child)
    spans += [
        s for d in opened.item.decisions for i in d.spans if (s := article.gold.spans.get(i)) is not None
    ]
    return spans


def _owner(opened: Open, layer_id: int) -> str:
    return next(name for name, own in opened.article.readers.items() if own.layer.id == layer_id)


def _sentence(text: str, place: Fragment) -> Fragment:
    """Return the sentences that a range lies in, cut where they are very long."""
    starts, ends = paragraph_bounds(text)

    def around(offset: int) -> Fragment:
        for start, end in zip(starts, ends, strict=True):
            if start <= offset <= end and start < end:
                return sentence_at(text, Fragment(start, end), min(offset, end - 1))
        return Fragment(offset, offset + 1)

    first, last = around(place.start), around(max(place.start, place.end - 1))
    low, high = min(first.start, place.start), max(last.end, place.end)
    return Fragment(
        low if place.start - low <= _FAR else _word_back(text, place.start - _FAR, low),
        high if high - place.end <= _FAR else _word_on(text, place.end + _FAR, high),
    )


def _word_back(text: str, offset: int, least: int, by: int = _BESIDE) -> int:
    """Return the start of a word some way before an offset."""
    low = max(least, offset - by)
    while low > least and not text[low - 1].isspace():
        low -= 1
    return low


def _word_on(text: str, offset: int, most_: int, by: int = _BESIDE) -> int:
    high = min(most_, offset + by)
    while high < most_ and not text[high].isspace():
        high += 1
    return high
