"""What cases, choices and links are called, and readings said in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from annotator.agreement.standing import AGREED, Status
from annotator.core.annotations import Annotations
from annotator.core.decisions import Choice, Decision
from annotator.core.messages import Message
from annotator.core.scheme import Scheme
from annotator.core.spans import Relation, Span
from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.dates import shown_date
from annotator.gui.i18n import in_words, mark, told, tr
from annotator.workspace.reasons import Reason, find_reason
from annotator.workspace.reviewing import TRUSTED

_WORDS = 40  # characters of a span quoted
_KINDS = {
    "missing": mark("Missing"),
    "label": mark("Label"),
    "boundary": mark("Boundary"),
    "several": mark("Several"),
    "attribute": mark("Attribute"),
    "link": mark("Link"),
    AGREED: mark("Agreed"),
}


def type_name(kind: str) -> str:
    """Return what a type of case is called."""
    return tr(_KINDS[kind])


def status_name(status: Status) -> str:
    """Return how a case stands, in a word or two; nothing of one that is simply open."""
    return {
        Status.LATER: tr("put off"),
        Status.REOPENED: tr("reopened"),
        Status.DECIDED: tr("decided"),
    }.get(status, "")


def slip_name(name: str) -> str:
    """Return what a kind of slip is called."""
    names = {"cases": tr("Cases"), "missing": tr("Left out"), "extra": tr("Too much")}
    return names.get(name) or type_name(name)


def reason_name(name: str) -> str:
    """Return a reason, translated where it is one of the program's."""
    return {
        "Guideline": tr("Guideline"),
        "Slip": tr("Slip"),
        "Ambiguous text": tr("Ambiguous text"),
        "Guideline gap": tr("Guideline gap"),
        "Other": tr("Other"),
    }.get(name, name)


def reason_now(known: Iterable[Reason], said: str) -> str:
    """Return what the reason that a decision gives is called now."""
    return reason_name(find_reason(known, said).name) if said else ""


def rule_name(rule: str, called: Callable[[str], str] = str) -> str:
    """Return what a rule is called; `called` says what its annotator is."""
    if rule.startswith(TRUSTED):
        return tr("trusted: {annotator}", annotator=called(rule.removeprefix(TRUSTED)))
    return str(in_words("rule", rule))


def choice_name(decision: Decision, name: str) -> str:
    """Return what was decided; `name` is whose reading it was, if anybody's."""
    if decision.choice == Choice.READING:
        return tr("the reading of {annotator}", annotator=name) if name else tr("what all have")
    return {
        Choice.UNION: tr("the union"),
        Choice.OVERLAP: tr("the overlap"),
        Choice.NONE: tr("none is right"),
        Choice.EDITED: tr("edited"),
        Choice.LATER: tr("put off"),
    }[decision.choice]


def some_annotator(_name: str) -> str:
    """Return what stands for an annotator's name where names are hidden."""
    return tr("one annotator")


def why_open(why: Iterable[Message], called: Callable[[str], str] = some_annotator) -> str:
    """Return why a case is open again; `called` says what its annotators are."""
    return "; ".join(told(_with_annotator(one, called)) for one in why)


def _with_annotator(said: Message, called: Callable[[str], str]) -> Message:
    values = ((name, called(str(value)) if name == "annotator" else value) for name, value in said.values)
    return replace(said, values=tuple(values))


def when(at: str) -> str:
    """Return the time of a decision, which is kept in UTC, as the clock here shows it."""
    return shown_date(datetime.fromisoformat(at).astimezone().isoformat()[:16])


def title_of(scheme: Scheme, label: str) -> str:
    """Return what a label is called."""
    found = scheme.label(label)
    return found.title if found else label


def links_in_words(annotations: Annotations, spans: Iterable[Span], text: str, scheme: Scheme) -> list[str]:
    """Return the links of some spans of a reading, such as “attributed to → “Kiew””."""
    ids = {span.id for span in spans}
    return [of_link(link, annotations, ids, text, scheme) for link in annotations.relations_of(ids)]


def of_link(link: Relation, annotations: Annotations, ids: Collection[int], text: str, scheme: Scheme) -> str:
    """Return a link as one of the spans with these `ids`: what it leads to, or what leads to it by it."""
    if link.head_id in ids:
        return link_in_words(link, annotations.spans[link.child_id], text, scheme)
    head = excerpt(annotations.spans[link.head_id], text, _WORDS)
    return f"“{head}” → {link_title(scheme, link.type)}"


def link_in_words(link: Relation, end: Span, text: str, scheme: Scheme) -> str:
    """Return one link with its other end."""
    return f"{link_title(scheme, link.type)} → “{excerpt(end, text, _WORDS)}”"


def link_title(scheme: Scheme, kind: str) -> str:
    """Return what a type of links is called."""
    found = scheme.relation(kind)
    return found.title if found else kind
