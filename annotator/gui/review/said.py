"""What the lanes of a case say: each reading, and where it differs from the final one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from annotator.core.decisions import Value, value_of
from annotator.core.scheme import Scheme
from annotator.core.spans import Fragment, Span, joined
from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.i18n import tr
from annotator.gui.review.lane_text import Said
from annotator.gui.review.showing import Shown
from annotator.gui.review.wording import link_in_words, link_title, links_in_words, title_of
from annotator.workspace.reviewing import Preview

_Part = tuple[str, str, bool]
Called = Callable[[Iterable[str]], str]
LINKS = 3  # of a span said in words
_QUOTED = 32
_BESIDES = 2  # other spans over the same words that are named


def said_by(
    case: Shown, name: str, final: Preview, scheme: Scheme, called: Called, *, chosen: bool = True
) -> Said:
    """Return what a lane shows of an annotator's reading beside the final one, if one is `chosen` already.

    `called` names annotators.
    """
    opened = case.opened
    spans = opened.article.spans(opened.item.case)[name]
    if opened.item.type == "link":
        wanted_links = {(kind, child) for kind, _, child in final.links} if chosen else shared_links(case)
        return _links_said(case, name, spans, wanted_links, scheme)
    # Where nothing is final yet, it is what most have marked that shows what the readings differ in.
    values = final.spans if chosen else _usual(case)
    covered, wanted = covered_by(s.fragments for s in spans), covered_by(value[1] for value in values)
    if not spans:
        return _nothing_said(case, name, wanted, scheme, called)
    others = [values] if chosen else _other_readings(case, name)
    caption = [part for span in spans for part in _labels_said(span, others, scheme)]
    caption += [(link, "", False) for link in _links_of_lane(case, name, scheme, called)[:LINKS]]
    return Said(marks(spans), unlike(covered, wanted), tuple(caption))


def _labels_said(span: Span, others: Sequence[tuple[Value, ...]], scheme: Scheme) -> Iterator[_Part]:
    """Yield label and attributes of a span, each with whether any of some other readings does not have it."""
    labels = [{v[0] for v in one} for one in others if one]
    held = [{pair for v in one for pair in v[2]} for one in others if one]
    yield title_of(scheme, span.label), span.label, any(span.label not in one for one in labels)
    yield from ((pair[1], "", any(pair not in one for one in held)) for pair in span.attributes)
    lacking = {n for one in held for n, _ in one} - {n for n, _ in span.attributes}
    if any(span.label in one for one in labels):
        yield from ((tr("no {attribute}", attribute=n), "", True) for n in sorted(lacking))


def _other_readings(case: Shown, name: str) -> list[tuple[Value, ...]]:
    """Return what each of the other lanes has: nothing is final yet, and all sides of a difference are marked."""
    spans = case.opened.article.spans(case.opened.item.case)
    return [tuple(map(value_of, spans[of[0]])) for of in case.lanes if name not in of]


def _links_of_lane(case: Shown, name: str, scheme: Scheme, called: Called) -> list[str]:
    """Return the links of all who have an annotator's reading; who made one that not all of them have.

    Those that other readings do not have come first.
    """
    article = case.opened.article
    of, spans = case.lane(name), article.spans(case.opened.item.case)
    makers: dict[str, list[str]] = {}
    for one in of:
        for told in links_in_words(article.readers[one], spans[one], case.text, scheme):
            makers.setdefault(told, []).append(one)
    shared = links_of_all(case, scheme)
    found = sorted(makers.items(), key=lambda item: item[0] in shared)
    return [_with_makers(told, who, of, called) for told, who in found]


def links_of_all(case: Shown, scheme: Scheme) -> set[str]:
    """Return the links, in words, that all have who mark anything."""
    article = case.opened.article
    spans = article.spans(case.opened.item.case)
    said = [
        set(links_in_words(article.readers[one], own, case.text, scheme)) for one, own in spans.items() if own
    ]
    return set.intersection(*said) if said else set()


def _with_makers(told: str, makers: Sequence[str], of: Sequence[str], called: Called) -> str:
    """Return what is told of a lane with who it is true of, where that is not all of them."""
    return told if len(makers) >= len(of) else f"{told} {tr('(as {readers})', readers=called(makers))}"


def _nothing_said(
    case: Shown, name: str, wanted: tuple[Fragment, ...], scheme: Scheme, called: Called
) -> Said:
    """Return what a lane shows of a reading without the case's spans: which others stand over the words."""
    case_spans = [s for own in case.opened.article.spans(case.opened.item.case).values() for s in own]
    region = wanted or covered_by(s.fragments for s in case_spans)
    others: dict[str, list[str]] = {}
    faint: dict[Span, None] = {}
    for one in case.lane(name):
        for span in _besides(case, one, region):
            words = excerpt(span, case.text, _QUOTED)
            told = tr("{label} over “{words}”", label=title_of(scheme, span.label), words=words)
            others.setdefault(told, []).append(one)
            faint[span] = None
    if not others:
        return Said(differs=wanted, nothing=tr("nothing is marked here"))
    labels = " / ".join(dict.fromkeys(title_of(scheme, s.label) for s in case_spans))
    has = ", ".join(_with_makers(told, who, case.lane(name), called) for told, who in others.items())
    nothing = tr("no {labels} here; has {others}", labels=labels, others=has)
    return Said(differs=wanted, nothing=nothing, faint=tuple(dict.fromkeys(marks(faint))))


def _besides(case: Shown, name: str, region: Sequence[Fragment]) -> list[Span]:
    """Return what an annotator has marked over some words, that nearest in length first."""
    if not region:
        return []
    length = sum(end - start for start, end in region)
    found = [
        span
        for span in case.opened.article.readers[name].spans.values()
        if any(start < high and low < end for start, end in span.fragments for low, high in region)
    ]
    found.sort(key=lambda s: (abs(sum(end - start for start, end in s.fragments) - length), s.id))
    return found[:_BESIDES]


def _usual(case: Shown) -> tuple[Value, ...]:
    """Return the reading that most have of those that mark anything, of as many the one in the first lane."""
    spans = case.opened.article.spans(case.opened.item.case)
    names = [name for lane in case.lanes for name in lane]
    said = [tuple(sorted(map(value_of, spans[name]))) for name in names if spans[name]]
    return max(said, key=said.count, default=())


def shared_links(case: Shown) -> set[tuple[str, int]]:
    """Return of the links that all readings have the type and where they lead."""
    ends = case.opened.standing.anchors.of
    said = case.opened.article.links(case.opened.item.case).values()
    # Links whose ends are not in the final reading lead nowhere.
    return set.intersection(
        *({(link.type, ends[link.child_id]) for link in links if link.child_id in ends} for links in said)
    )


def _links_said(
    case: Shown, name: str, spans: Sequence[Span], wanted: set[tuple[str, int]], scheme: Scheme
) -> Said:
    opened = case.opened
    own = opened.article.readers[name]
    links = opened.article.links(opened.item.case)[name]
    ends = opened.standing.anchors.of
    children = [own.spans[link.child_id] for link in links]
    caption = tuple(
        (link_in_words(link, child, case.text, scheme), "", (link.type, ends.get(child.id)) not in wanted)
        for link, child in zip(links, children, strict=True)
    )
    caption = tuple(sorted(caption, key=lambda part: not part[2]))
    nothing = "" if links else tr("no link: {kind}", kind=link_title(scheme, opened.item.kind))
    return Said(marks([*spans, *children]), (), caption, nothing)


def marks(spans: Iterable[Span]) -> tuple[tuple[str, tuple[Fragment, ...]], ...]:
    """Return spans as lanes draw them."""
    return tuple((span.label, span.fragments) for span in spans)


def covered_by(fragments: Iterable[tuple[Fragment, ...]]) -> tuple[Fragment, ...]:
    """Return the ranges that any of some lists of ranges cover."""
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
