"""What an export, a fix and a split come to, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from annotator.core.messages import Message
from annotator.core.scheme import Scheme
from annotator.gui.i18n import mark, number, told, tr, tr_n
from annotator.workspace.exporting import LossKind, WriteReport
from annotator.workspace.fixing import Effect
from annotator.workspace.splitting import Split

_UNTRAINED = "No {label} is there to train with."
_UNSCORED = "No {label} is there to evaluate with."
_UNLINKED = "Links “{kind}” left out, as a span of theirs is: {n}."
_FEW = 2  # notes of one kind that stand by themselves


_KINDS = {
    LossKind.MISALIGNED: mark("not on word boundaries"),
    LossKind.OVERLAPPING: mark("overlaps"),
    LossKind.WHITESPACE: mark("white space at its edge"),
    LossKind.EMPTY: mark("empty"),
    LossKind.UNALLOWED: mark("not in the scheme"),
    LossKind.FRAGMENTED: mark("several parts"),
    LossKind.RELATION: mark("link"),
    LossKind.ATTRIBUTE: mark("attribute"),
    LossKind.NOTE: mark("note"),
    LossKind.CHARACTER: mark("character"),
    LossKind.LEFT_OUT: mark("left out"),
    LossKind.READING: mark("of the whole reading"),
}


def kind_name(kind: LossKind) -> str:
    """Return what a kind of loss is called."""
    return tr(_KINDS[kind])


def title_of(scheme: Scheme, name: str) -> str:
    """Return how a label or a kind of link is shown; its name where it is not in the scheme."""
    found = scheme.label(name) or scheme.relation(name)
    return found.title if found is not None else name


def effect_in_words(effect: Effect) -> str:
    """Return what a fix does, such as “deletes 5 spans and 1 link”."""
    parts = []
    if effect.moved:
        parts.append(tr_n("changes the ends of {n} span", "changes the ends of {n} spans", effect.moved))
    if effect.spans:
        spans = tr_n("{n} span", "{n} spans", effect.spans)
        links = tr_n("{n} link", "{n} links", effect.links)
        parts.append(
            tr("deletes {spans} and {links}", spans=spans, links=links)
            if effect.links
            else tr("deletes {spans}", spans=spans)
        )
    return ", ".join(parts)


def report_in_words(report: WriteReport) -> str:
    """Return how much goes out, and whether the format holds it."""
    parts = [
        tr_n("{n} article", "{n} articles", report.documents),
        tr_n("{n} span", "{n} spans", report.spans),
        tr_n("{n} link", "{n} links", report.relations),
    ]
    text = ", ".join(parts) + ". "
    if not report.losses:
        if report.notes:
            return text + tr("All that is marked is held; the notes say what else there is to know.")
        return text + tr("The format holds everything that was chosen.")
    return text + tr_n(
        "One thing cannot be held as it is; Enter shows it in its article.",
        "{n} things cannot be held as they are; Enter shows one in its article.",
        len(report.losses),
    )


def notes_in_words(notes: Sequence[Message]) -> list[str]:
    """Return notes as sentences; many that differ by one name alone are one."""
    alike: dict[str, list[Message]] = defaultdict(list)
    for note in notes:
        alike[note.template].append(note)
    found = []
    for template, its in alike.items():
        if len(its) > _FEW and template in (_UNTRAINED, _UNSCORED, _UNLINKED):
            found.append(_folded(template, its))
        else:
            found += [told(note) for note in its]
    return found


def _folded(template: str, notes: Sequence[Message]) -> str:
    values = [dict(note.values) for note in notes]
    if template == _UNLINKED:
        listed = ", ".join(f"{one['kind']} {one['n']}" for one in values)
        return tr("Links left out, as a span of theirs is: {listed}.", listed=listed)
    listed, n = ", ".join(str(one["label"]) for one in values), number(len(values))
    if template == _UNTRAINED:
        return tr("{n} labels have no example to train with: {listed}.", n=n, listed=listed)
    return tr("{n} labels have no example to evaluate with: {listed}.", n=n, listed=listed)


def side_name(side: str) -> str:
    """Return what a side of the split is for."""
    return {"train": tr("training"), "dev": tr("evaluation"), "test": tr("test")}.get(side, side)


def split_in_words(split: Split) -> str:
    """Return how many articles each side has, and what came of the shares that were asked for."""
    total = len(split.articles)
    sides = " · ".join(
        f"{side_name(side)} {number(split.count(side))} ({round(100 * split.count(side) / total)} %)"
        for side in split.sides
    )
    text = tr("Articles by side: {sides}.", sides=sides)
    missed = ", ".join(
        tr("{side} is {there} % instead of {share} %", side=side_name(side), there=there, share=share)
        for side, there, share in split.missed()
    )
    if split.kept:
        kept = tr_n(
            "{n} article keeps the side of an earlier export",
            "{n} articles keep the side of an earlier export",
            split.kept,
        )
        text += f" {kept}; {missed}." if missed else f" {kept}."
    elif missed:
        text += " " + tr("Articles that share passages stay together: {missed}.", missed=missed)
    if split.moved:
        text += " " + tr_n(
            "{n} article was on another side in an earlier export.",
            "{n} articles were on another side in an earlier export.",
            split.moved,
        )
    return text
