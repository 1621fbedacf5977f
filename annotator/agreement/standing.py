"""How the cases of one document stand: open, decided, or decided once and reopened, and why.

Nothing is kept of this: it follows from the readings, the decisions and the gold layer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from annotator.agreement.cases import Case, CaseType
from annotator.agreement.items import AGREED as AGREED
from annotator.agreement.items import Anchors, Standing
from annotator.agreement.items import Article as Article
from annotator.agreement.items import Item as Item
from annotator.agreement.items import Status as Status
from annotator.agreement.link_standing import FINAL_CHANGED, link_items
from annotator.agreement.settling import counterpart, settled
from annotator.core.decisions import Choice, Decision, Value, value_of
from annotator.core.messages import Message, message
from annotator.core.spans import Span


def standing(article: Article) -> Standing:
    """Return how the cases of a document stand; fewer than two readers differ in nothing."""
    if len(article.readers) < 2:
        return Standing((), (), (), Anchors({}, {}), 0)
    of_spans = [d for d in article.decisions if not d.is_of_links]
    units = [(case, case.type.value) for case in article.units.cases]
    units += [(_agreed_case(article, spans), AGREED) for spans in article.units.agreed]
    unit_of = {i: n for n, (case, _) in enumerate(units) for ids in case.spans.values() for i in ids}
    touching: dict[int, list[Decision]] = defaultdict(list)
    items: list[Item] = []
    for decision in of_spans:
        touched = {unit_of[s.id] for said in decision.said for s in said.spans if s.id in unit_of}
        for number in touched:
            touching[number].append(decision)
        if not touched:
            items += _of_nothing(article, decision)
    agreed = []
    anchors: dict[int, int] = {}
    groups: dict[int, Mapping[str, tuple[int, ...]]] = {}
    for number, (case, kind) in enumerate(units):
        item = _item(article, case, kind, touching[number])
        if item is None:
            agreed.append(case.spans)
            groups[-len(agreed)] = case.spans
            anchors |= {i: -len(agreed) for ids in case.spans.values() for i in ids}
            continue
        items.append(item)
        if not item.is_open:
            anchors |= _anchors(article, case, item.decisions)
    open_ = _open(items)
    waiting_too = {i for i, anchor in anchors.items() if anchor in open_}
    settled_ = {i: anchor for i, anchor in anchors.items() if i not in waiting_too}
    found = Anchors(settled_, groups, open_ | waiting_too)
    links = link_items(article, found)
    waiting = len(agreed) + links.waiting
    return Standing((*items, *links.items), tuple(agreed), links.shared, found, waiting)


def _open(items: Iterable[Item]) -> frozenset[int]:
    """Return the spans of open cases, those with them that are in the final reading still."""
    open_ = [item for item in items if item.is_open]
    final = {i for item in open_ for d in item.decisions for i in d.spans}
    return frozenset(final.union(i for item in open_ for ids in item.case.spans.values() for i in ids))


def _agreed_case(article: Article, spans: Mapping[str, tuple[int, ...]]) -> Case:
    name, ids = next(iter(spans.items()))
    span = article.readers[name].spans[ids[0]]
    return Case(
        CaseType.MISSING, article.document_id, span.start, span.end, dict(sorted(spans.items())), (), {}, 0
    )


def _item(article: Article, case: Case, kind: str, decisions: list[Decision]) -> Item | None:
    """Return how a group of spans stands; None where all agree and nothing was decided."""
    real = [d for d in decisions if d.choice != Choice.LATER]
    if kind == AGREED:
        if not real:
            # What was put off may still hold something in gold that is no longer what all have.
            held = tuple(d for d in decisions if d.spans or d.links or d.type == AGREED)
            return Item(_type_of(held[-1]), case, Status.LATER, held) if held else None
        (value,) = {value_of(span) for spans in article.spans(case).values() for span in spans}
        final = [article.gold.spans.get(i) for d in real for i in d.spans]
        if [one and value_of(one) for one in final] == [value]:
            put_off = [d for d in decisions if d.choice == Choice.LATER]
            return Item(_type_of(real[-1]), case, Status.DECIDED, (*put_off, *real))
    elif not decisions:
        return Item(kind, case, Status.OPEN)
    why = _differences(article, case, decisions)
    if len(decisions) > 1 and not why:
        why = [message("readings of several cases belong together now")]
    if not why:
        (only,) = decisions
        status = Status.LATER if only.choice == Choice.LATER else Status.DECIDED
        return Item(kind if kind != AGREED else _type_of(only), case, status, (only,))
    if not real:
        return Item(kind, case, Status.OPEN, tuple(decisions))
    return Item(kind, case, Status.REOPENED, tuple(decisions), tuple(dict.fromkeys(why)))


def _type_of(decision: Decision) -> str:
    return decision.type


def _of_nothing(article: Article, decision: Decision) -> Iterable[Item]:
    """Return how a decision stands all spans of which are gone: open where its final reading is not.

    What was decided when they were gone stays decided.
    """
    if not any(said.spans for said in decision.said) and decision.choice != Choice.LATER:
        yield Item(CaseType.MISSING.value, _empty_case(article, decision), Status.DECIDED, (decision,))
        return
    here = {article.names.get(said.annotator_id) for said in decision.said if said.spans}
    gone = here & article.readers.keys() - _have_still(article, decision)
    if not gone or not any(i in article.gold.spans for i in decision.spans):
        return
    case = _empty_case(article, decision)
    why = tuple(
        message("{annotator} has deleted this", annotator=name) for name in sorted(filter(None, gone))
    )
    status = Status.LATER if decision.choice == Choice.LATER else Status.REOPENED
    yield Item(CaseType.MISSING.value, case, status, (decision,), why)


def _empty_case(article: Article, decision: Decision) -> Case:
    """Return the case that a decision was about, as nobody marks anything in it any longer."""
    here = {said.annotator_id for said in decision.said}
    if any(said.spans for said in decision.said):
        here = {said.annotator_id for said in decision.said if said.spans}
    spans: dict[str, tuple[int, ...]] = {n: () for n in article.readers if article.ids[n] in here}
    return Case(CaseType.MISSING, article.document_id, decision.start, decision.end, spans,
                (CaseType.MISSING,), {}, 0)  # fmt: skip


def _have_still(article: Article, decision: Decision) -> set[str]:
    """Return the annotators who have any of the spans that they had when it was decided."""
    said = ((article.names.get(one.annotator_id, ""), one.spans) for one in decision.said)
    return {
        name
        for name, spans in said
        if name in article.readers and any(s.id in article.readers[name].spans for s in spans)
    }


def _differences(article: Article, case: Case, decisions: Sequence[Decision]) -> list[Message]:
    """Say what is no longer as it was when a case was decided, or the several that it was then."""
    why = []
    then: dict[int, dict[int, Span]] = {}
    for one in (one for d in decisions for one in d.said):
        then.setdefault(one.annotator_id, {}).update((span.id, span) for span in one.spans)
    final = [value for d in decisions for value in _final(article, d)]
    for name, spans in article.spans(case).items():
        said = then.get(article.ids[name])
        now = list(map(value_of, spans))
        if said is None:
            if not _alike(now, final):
                why.append(message("{annotator} has read this since", annotator=name))
        elif not _alike(now, list(map(value_of, said.values()))):
            why.append(_what_changed(name, tuple(said.values()), spans))
    if any(not _alike(_present(article, d), _final(article, d)) for d in decisions):
        why.append(FINAL_CHANGED)
    return why


def _present(article: Article, decision: Decision) -> list[Value | None]:
    """Return what the final spans of a decision say now, None of those that are gone."""
    found = (article.gold.spans.get(i) for i in decision.spans)
    return [None if span is None else value_of(span) for span in found]


def _final(article: Article, decision: Decision) -> list[Value]:
    """Return what was decided; where that is not known, what is left of it."""
    decided = decided_spans(decision)
    return list(decided) if decided is not None else [v for v in _present(article, decision) if v is not None]


def _alike(one: Sequence[Value | None], other: Sequence[Value]) -> bool:
    """Tell whether two readings say the same, in whatever order."""
    return one == other or (len(one) == len(other) and Counter(one) == Counter(other))


def decided_spans(decision: Decision) -> tuple[Value, ...] | None:
    """Return what the final reading was when it was decided; None where that is not known.

    That is so of free edits, and of what was put off.
    """
    if decision.choice in (Choice.EDITED, Choice.LATER):
        return None
    readings = {said.annotator_id: said.spans for said in decision.said}
    taken = decision.taken
    if taken is None and decision.choice == Choice.READING:
        taken = next(iter(readings))  # everybody's
    return settled(readings, decision.choice, taken)


def _what_changed(name: str, then: Sequence[Span], now: Sequence[Span]) -> Message:
    if not now:
        return message("{annotator} has deleted this", annotator=name)
    if not then:
        return message("{annotator} has marked this since", annotator=name)
    values = [*zip(map(value_of, then), map(value_of, now), strict=False)]
    if len(then) == len(now) == 1:
        ((before, after),) = values
        if before[0] != after[0]:
            return message(
                "{annotator} has changed {old} to {new}", annotator=name, old=before[0], new=after[0]
            )
        if before[1] != after[1]:
            return message("{annotator} has moved the bounds", annotator=name)
        return message("{annotator} has changed an attribute", annotator=name)
    return message("{annotator} has changed this", annotator=name)


def _anchors(article: Article, case: Case, decisions: Sequence[Decision]) -> dict[int, int]:
    """Return for the spans in a decided group the gold spans that links of them are links of."""
    final = [s for d in decisions for i in d.spans if (s := article.gold.spans.get(i)) is not None]
    if len(final) == 1:
        return {i: final[0].id for ids in case.spans.values() for i in ids}
    found = {}
    for spans in article.spans(case).values():
        left = list(final)
        # Of several spans of one annotator each stands for a final one of its own, as far as there are some.
        for span in sorted(spans, key=lambda s: (not _is_same(s, final), s.start, s.id)):
            met = counterpart(span, left or final)
            if met is not None:
                found[span.id] = met.id
                left = [one for one in left if one is not met]
    return found


def _is_same(span: Span, final: Iterable[Span]) -> bool:
    return any(value_of(span) == value_of(one) for one in final)
