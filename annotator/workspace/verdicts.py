"""What a decision of a case comes to: the final reading it gives, before anything is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.agreement.items import Article, Item, Standing, Triple
from annotator.agreement.link_ends import Ends
from annotator.agreement.settling import are_unlike, settled, settled_links
from annotator.core.decisions import Choice, Value, value_of
from annotator.core.errors import EditError, InputError
from annotator.core.spans import Span

_LABEL_OF_ONE = (Choice.UNION, Choice.OVERLAP)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of a case: whose reading is `taken`, by name, and why; `rule` where it came by itself.

    For a union or an overlap `taken` is whose label and attributes it has.
    """

    choice: Choice
    taken: str | None = None
    reason: str = ""
    note: str = ""
    rule: str = ""


def wanted(article: Article, item: Item, verdict: Verdict) -> tuple[Value, ...]:
    """Return the spans of the final reading."""
    return settled(article.spans(item.case), verdict.choice, verdict.taken)


def chosen_links(article: Article, now: Standing, item: Item, verdict: Verdict) -> frozenset[Triple]:
    """Return the links of the final reading as (type, head, child), ends as anchors."""
    ends = Ends(article, now.anchors)
    said = {name: ends.triples(links) for name, links in article.links(item.case).items()}
    return settled_links(said, verdict.choice, verdict.taken)


def readings(article: Article, item: Item, now: Standing) -> dict[str, object]:
    """Return for each annotator of a case something that is equal where their readings are."""
    if item.type == "link":
        anchors = now.anchors.of
        return {
            name: frozenset((r.type, anchors.get(r.child_id)) for r in links)
            for name, links in article.links(item.case).items()
        }
    return {name: tuple(sorted(map(value_of, spans))) for name, spans in article.spans(item.case).items()}


def needs_taken(article: Article, item: Item, choice: Choice) -> bool:
    """Tell whether it must be said whose label and attributes a union or an overlap is to have."""
    spans = article.spans(item.case).values() if item.type != "link" else ()
    return choice in _LABEL_OF_ONE and are_unlike(span for own in spans for span in own)


def check(article: Article, item: Item, verdict: Verdict) -> None:
    """Raise EditError where there is no such reading, InputError where one must be said and is not."""
    choice, taken = verdict.choice, verdict.taken
    if taken is None and choice != Choice.READING:
        if needs_taken(article, item, choice):
            raise InputError(
                "The readings differ in label or attributes: press the number of the one to keep, "
                "then ask for the union or the overlap again."
            )
        return
    if taken not in item.case.spans:
        raise EditError("There is no such reading in this case.")
    if choice in _LABEL_OF_ONE and item.type != "link":
        _check_one_label(article.spans(item.case), taken)


def _check_one_label(spans: Mapping[str, tuple[Span, ...]], taken: str) -> None:
    if any(spans.values()) and not spans[taken]:
        raise InputError("This reading has nothing here whose label and attributes could be kept.")
    if are_unlike(spans[taken]):
        raise InputError("This reading has several labels or attributes here: keep another, or edit freely.")
