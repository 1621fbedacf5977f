"""What the lanes of a case show: its words, its readings in an order of their own, and where they differ."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.core.decisions import Value, value_of
from annotator.core.scheme import Scheme
from annotator.core.segments import paragraph_bounds, sentence_at
from annotator.core.spans import Fragment, Span, joined
from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.i18n import tr
from annotator.gui.review.lane_text import GAP, Said, Words
from annotator.gui.review.wording import link_in_words, link_title, links_in_words, title_of
from annotator.workspace.reviewing import Open, Preview, readings_of

_LONG = 300  # code points of a sentence shown whole
_FAR = 160  # code points of a sentence shown on either side of a case
_BESIDE = 40
_LEFT_OUT = 60  # code points between two places where readings begin or end: no less is left out
_LINKS = 3  # of a span said in words
_QUOTED = 48


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as it is put before the lead: the annotators of each lane, who read it alike, in its order."""

    opened: Open
    text: str
    lanes: tuple[tuple[str, ...], ...]
    letters: dict[str, str]
    sentence: Words
    words: Words


def shown(opened: Open, text: str) -> Shown:
    """Return a case with its readers shuffled; the same case always comes in the same order."""
    case = opened.item.case
    names, alike = sorted(case.spans), readings_of(opened)
    random.Random(f"{case.document} {opened.row.key}").shuffle(names)  # noqa: S311
    reach = _reach(opened)
    sentence = _sentence(text, reach)
    edges = [offset for span in _spans(opened) for fragment in span.fragments for offset in fragment]
    places = joined(_around(text, offset, sentence) for offset in (*edges, reach.start, reach.end))
    lanes: dict[object, list[str]] = {}
    for name in names:
        lanes.setdefault(alike[name], []).append(name)
    letters = {
        name: chr(65 + n) if n < 26 else str(n)
        for n, name in enumerate(n for of in lanes.values() for n in of)
    }
    found = tuple(map(tuple, lanes.values()))
    return Shown(
        opened, text, found, letters, _words(text, _cut(text, sentence, reach)), _words(text, _near(places))
    )


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


def _around(text: str, offset: int, most_: Fragment) -> Fragment:
    """Return some words on either side of where a span begins or ends."""
    return Fragment(_word_back(text, offset, most_.start), _word_on(text, offset, most_.end))


def _near(places: Sequence[Fragment]) -> list[Fragment]:
    """Join places between which there is too little to leave out."""
    found: list[Fragment] = []
    for place in places:
        if found and place.start - found[-1].end < _LEFT_OUT:
            found[-1] = Fragment(found[-1].start, place.end)
        else:
            found.append(place)
    return found


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


def _word_back(text: str, offset: int, least: int) -> int:
    """Return the start of a word some way before an offset."""
    low = max(least, offset - _BESIDE)
    while low > least and not text[low - 1].isspace():
        low -= 1
    return low


def _word_on(text: str, offset: int, most_: int) -> int:
    high = min(most_, offset + _BESIDE)
    while high < most_ and not text[high].isspace():
        high += 1
    return high


# Readings


def said_by(case: Shown, name: str, final: Preview, scheme: Scheme, *, chosen: bool = True) -> Said:
    """Return what a lane shows of an annotator's reading beside the final one, if one is `chosen` already."""
    opened = case.opened
    spans = opened.article.spans(opened.item.case)[name]
    if opened.item.type == "link":
        return _links_said(case, name, spans, final, scheme)
    covered, wanted = _covered(s.fragments for s in spans), _covered(value[1] for value in final.spans)
    if not chosen:  # nothing is final yet: what most have marked, to show what the readings differ in
        wanted = _covered(value[1] for value in _usual(case))
    if not spans:
        return Said(differs=wanted, nothing=tr("nothing is marked here"))
    labels, values = {v[0] for v in final.spans}, {v[2] for v in final.spans}
    caption: list[tuple[str, str, bool]] = []
    for span in spans:
        caption.append((title_of(scheme, span.label), span.label, bool(labels) and span.label not in labels))
        caption += [
            (pair[1], "", bool(values) and not any(pair in held for held in values))
            for pair in span.attributes
        ]
        lacking = {n for held in values for n, _ in held} - {n for n, _ in span.attributes}
        if span.label in labels:
            caption += [(tr("no {attribute}", attribute=n), "", True) for n in sorted(lacking)]
    links = links_in_words(opened.article, name, spans, case.text, scheme)
    caption += [(link, "", False) for link in links[:_LINKS]]
    return Said(_marks(spans), unlike(covered, wanted), tuple(caption))


def _usual(case: Shown) -> tuple[Value, ...]:
    """Return the reading that most have of those that mark anything, of as many the one in the first lane."""
    spans = case.opened.article.spans(case.opened.item.case)
    names = [name for lane in case.lanes for name in lane]
    said = [tuple(sorted(map(value_of, spans[name]))) for name in names if spans[name]]
    return max(said, key=said.count, default=())


def _links_said(case: Shown, name: str, spans: Sequence[Span], final: Preview, scheme: Scheme) -> Said:
    opened = case.opened
    own = opened.article.readers[name]
    links = opened.article.links(opened.item.case)[name]
    ends = opened.standing.anchors.of
    wanted = {child for _, _, child in final.links}
    children = [own.spans[link.child_id] for link in links]
    caption = tuple(
        (link_in_words(link, child, case.text, scheme), "", ends[child.id] not in wanted)
        for link, child in zip(links, children, strict=True)
    )
    nothing = "" if links else tr("no link: {kind}", kind=link_title(scheme, opened.item.kind))
    return Said(_marks([*spans, *children]), (), caption, nothing)


def final_said(case: Shown, final: Preview, scheme: Scheme) -> Said:
    """Return what the lane of the final reading shows."""
    if case.opened.item.type == "link":
        return _final_links(case, final, scheme)
    if not final.spans:
        return Said(nothing=tr("nothing"))
    caption = [
        part
        for label, _, attributes in final.spans
        for part in (
            (title_of(scheme, label), label, False),
            *((value, "", False) for _, value in attributes),
        )
    ]
    return Said(tuple((label, fragments) for label, fragments, _ in final.spans), (), tuple(caption))


def _final_links(case: Shown, final: Preview, scheme: Scheme) -> Said:
    opened = case.opened
    ends: dict[int, Span] = {}
    for own in opened.article.readers.values():
        for span in own.spans.values():
            anchor = opened.standing.anchors.of.get(span.id)
            if anchor is not None:
                ends[anchor] = opened.article.gold.spans.get(anchor, span)
    marks = [ends[i] for _, head, child in final.links for i in (head, child)]
    caption = tuple(
        (f"{link_title(scheme, kind)} → “{excerpt(ends[child], case.text, _QUOTED)}”", "", False)
        for kind, _, child in final.links
    )
    nothing = "" if final.links else tr("no link: {kind}", kind=link_title(scheme, opened.item.kind))
    return Said(_marks(dict.fromkeys(marks)), (), caption, nothing)


def _marks(spans: Iterable[Span]) -> tuple[tuple[str, tuple[Fragment, ...]], ...]:
    return tuple((span.label, span.fragments) for span in spans)


def _covered(fragments: Iterable[tuple[Fragment, ...]]) -> tuple[Fragment, ...]:
    return joined(f for some in fragments for f in some)


def unlike(one: Sequence[Fragment], other: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """Return the ranges that lie in one of two lists of sorted, disjoint ranges and not in the other."""
    edges = sorted(offset for ranges in (one, other) for pair in ranges for offset in pair)
    found: list[Fragment] = []
    inside = False
    start = 0
    for offset in edges:  # each edge turns it round; two at one place leave it as it was
        if inside and offset > start:
            found.append(Fragment(start, offset))
        inside, start = not inside, offset
    merged: list[Fragment] = []
    for fragment in found:
        if merged and merged[-1].end == fragment.start:
            merged[-1] = Fragment(merged[-1].start, fragment.end)
        else:
            merged.append(fragment)
    return tuple(merged)
