"""What the final reading says: its spans, whose label and values they have, and the links that come along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from annotator.core.annotations import Annotations
from annotator.core.decisions import Choice, Value, value_of
from annotator.core.scheme import Scheme
from annotator.core.spans import Fragment, Relation, Span
from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.i18n import tr
from annotator.gui.review.lane_text import Said
from annotator.gui.review.said import LINKS, Called, links_of_all, marks, shared_links
from annotator.gui.review.showing import Shown
from annotator.gui.review.wording import (
    link_in_words,
    link_title,
    links_in_words,
    of_link,
    reason_now,
    title_of,
)
from annotator.workspace.reasons import Reason
from annotator.workspace.reviewing import Earlier, Open, Preview

Chosen = tuple[Choice, str | None]
_Part = tuple[str, str, bool]
_QUOTED = 40


def final_said(
    case: Shown, chosen: Chosen, final: Preview, planned: Annotations | None, scheme: Scheme, called: Called
) -> Said:
    """Return what the lane of the final reading shows.

    `planned` is the gold layer as it would be, for a case of spans; `called` names annotators.
    """
    if case.opened.item.type == "link":
        return _links(case, final, scheme)
    if not final.spans:
        return Said(nothing=tr("nothing is marked"))
    caption = [part for value in final.spans for part in _value(case, chosen[0], value, scheme, called)]
    if planned is not None:
        caption += [(text, "", False) for text in _coming(case, chosen, final, planned, scheme)]
    return Said(tuple((label, fragments) for label, fragments, _ in final.spans), (), tuple(caption))


def _value(case: Shown, choice: Choice, value: Value, scheme: Scheme, called: Called) -> Iterator[_Part]:
    """Yield label and attributes; where they are put together from readings that differ, with whose they are."""
    label, _, attributes = value
    spans = case.opened.article.spans(case.opened.item.case)
    names = [name for lane in case.lanes for name in lane if spans[name]]

    def whose(pair: tuple[str, str] | None) -> str:
        holders = [
            name
            for name in names
            if any(s.label == label and (pair is None or pair in s.attributes) for s in spans[name])
        ]
        if choice not in (Choice.UNION, Choice.OVERLAP) or not 0 < len(holders) < len(names):
            return ""
        return " " + tr("(as {readers})", readers=called(holders))

    yield title_of(scheme, label) + whose(None), label, False
    yield from ((pair[1] + whose(pair), "", False) for pair in attributes)


def _coming(
    case: Shown, chosen: Chosen, final: Preview, planned: Annotations, scheme: Scheme
) -> Iterator[str]:
    """Yield the links that the final reading would have, then those of the reading taken that are not settled yet."""
    ids = {span.id for span in planned.spans.values() if value_of(span) in final.spans}
    links = planned.relations_of(ids)
    shared = links_of_all(case, scheme)
    told = [of_link(link, planned, ids, case.text, scheme) for link in links]
    yield from sorted(told, key=lambda one: one in shared)[:LINKS]
    taken = chosen[1]
    if chosen[0] != Choice.READING or taken is None:
        return
    have = {(link.type, link.head_id if link.child_id in ids else link.child_id) for link in links}
    waiting = dict.fromkeys(t for name in case.lane(taken) for t in _waiting(case, name, have, scheme))
    yield from (tr("{link} (still to settle)", link=one) for one in list(waiting)[:LINKS])


def _waiting(case: Shown, name: str, have: set[tuple[str, int]], scheme: Scheme) -> Iterator[str]:
    """Yield the links of an annotator's reading of which one end is open, or which not all make who could.

    Left out are those that the scheme forbids, whatever the other end is going to be.
    """
    opened, own = case.opened, case.opened.article.readers[name]
    mine, open_ = set(opened.item.case.spans.get(name, ())), _open_labels(opened)
    for link in own.relations_of(mine):
        this, other = link.head_id, link.child_id
        if this not in mine:
            this, other = other, this
        anchor = opened.standing.anchors.of.get(other)
        final = None if anchor is None else opened.article.gold.spans.get(anchor, own.spans[other])
        labels = {this: {own.spans[this].label}, other: {final.label} if final else open_.get(other, set())}
        if (link.type, anchor) not in have and _is_allowed(link, labels, scheme):
            yield of_link(link, own, mine, case.text, scheme)


def _is_allowed(link: Relation, labels: Mapping[int, set[str]], scheme: Scheme) -> bool:
    """Tell whether there may be a link between spans of any of some labels."""
    pairs = product(labels[link.head_id], labels[link.child_id])
    return any(link.type == one.name for pair in pairs for one in scheme.relations_between(*pair))


def _open_labels(opened: Open) -> dict[int, set[str]]:
    """Return for the spans of readers that are in open cases which labels these have."""
    found: dict[int, set[str]] = {}
    for item in opened.standing.items:
        if item.is_open and item.type != "link":
            spans = [span for own in opened.article.spans(item.case).values() for span in own]
            labels = {span.label for span in spans}
            found |= {span.id: labels for span in spans}
    return found


def _links(case: Shown, final: Preview, scheme: Scheme) -> Said:
    opened = case.opened
    ends: dict[int, Span] = {}
    for own in opened.article.readers.values():
        for span in own.spans.values():
            anchor = opened.standing.anchors.of.get(span.id)
            if anchor is not None:
                ends[anchor] = opened.article.gold.spans.get(anchor, span)
    shared = shared_links(case)
    shown = [ends[i] for _, head, child in final.links for i in (head, child)]
    caption = tuple(
        (f"{link_title(scheme, kind)} → “{excerpt(ends[child], case.text, _QUOTED)}”", "", False)
        for kind, _, child in sorted(final.links, key=lambda link: (link[0], link[2]) in shared)
    )
    nothing = "" if final.links else _nothing(case, scheme)
    return Said(marks(dict.fromkeys(shown)), (), caption, nothing)


# What is final of a decided case, and what was before


def decided_said(case: Shown, scheme: Scheme) -> Said:
    """Return what the lane of the final reading says of a decided case: what the gold layer holds of it."""
    gold, decisions = case.opened.article.gold, case.opened.item.decisions
    spans = dict.fromkeys(gold.spans[i] for d in decisions for i in d.spans if i in gold.spans)
    links = dict.fromkeys(gold.relations[i] for d in decisions for i in d.links if i in gold.relations)
    shown, caption = _held(case, [value_of(span) for span in spans], spans, links, scheme)
    return Said(shown, (), caption, "" if caption else _nothing(case, scheme))


def _held(
    case: Shown, values: Iterable[Value], spans: Iterable[Span], links: Iterable[Relation], scheme: Scheme
) -> tuple[tuple[tuple[str, tuple[Fragment, ...]], ...], tuple[_Part, ...]]:
    """Return marks and caption of what gold has or had of a case; `spans` are those still there."""
    gold, values = case.opened.article.gold, list(values)
    shown = [(label, fragments) for label, fragments, _ in values]
    caption: list[_Part] = []
    for label, _, attributes in values:
        caption.append((title_of(scheme, label), label, False))
        caption += [(value, "", False) for _, value in attributes]
    if case.opened.item.type == "link":
        links = list(links)
        ends = [gold.spans[i] for link in links for i in (link.head_id, link.child_id)]
        shown += marks(dict.fromkeys(ends))
        told = [link_in_words(link, gold.spans[link.child_id], case.text, scheme) for link in links]
    else:
        told = links_in_words(gold, spans, case.text, scheme)[:LINKS]
    return tuple(shown), (*caption, *((text, "", False) for text in told))


def _nothing(case: Shown, scheme: Scheme) -> str:
    if case.opened.item.type == "link":
        return tr("no link: {kind}", kind=link_title(scheme, case.opened.item.kind))
    return tr("nothing is marked")


def before_said(case: Shown, earlier: Earlier, known: Sequence[Reason], scheme: Scheme) -> Said:
    """Return what the lane of the final reading says that a case had before it was opened again, and why it had it."""
    gold = case.opened.article.gold
    spans = [gold.spans[i] for i in earlier.decision.spans if i in gold.spans]
    shown, caption = _held(case, earlier.spans, spans, earlier.links, scheme)
    caption = caption or ((_nothing(case, scheme), "", False),)
    why = " – ".join(part for part in (reason_now(known, earlier.reason), earlier.note) if part)
    caption += ((tr("because: {reason}", reason=why), "", False),) if why else ()
    return Said(shown, (), caption)
