"""What a lead decided where readings differ, and what else of a project is changed as one thing.

They are entities as spans are: an edit has each before and after, so that the history can
take a decision back together with the spans that followed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.core.spans import Fragment, Relation, Span

Value = tuple[str, tuple[Fragment, ...], tuple[tuple[str, str], ...]]


class Choice(StrEnum):
    """How a case was decided; `later` is a case put off, which stays open."""

    READING = "reading"
    UNION = "union"
    OVERLAP = "overlap"
    NONE = "none"
    EDITED = "edited"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Said:
    """What one annotator said in a case when it was decided: spans, and in a case of links the links.

    The spans of a case of links are those the links start at.
    """

    annotator_id: int
    layer_id: int
    spans: tuple[Span, ...]
    links: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, by one lead, of one case.

    `type` is the case's, or "agreed" for spans that everybody had; `taken` the annotator
    whose reading was chosen, None where it was nobody's or everybody's; `rule` what
    decided by itself, empty where the lead did; `after` the last row of the history
    before it, whose names of labels it uses; `spans` and `links` are ids in the gold
    layer; `superseded` the decision that took its place.
    """

    id: int
    document_id: int
    lead_id: int
    at: str
    type: str
    start: int
    end: int
    choice: Choice
    taken: int | None
    reason: str
    note: str
    scheme_version: int
    rule: str
    after: int
    said: tuple[Said, ...]
    spans: tuple[int, ...] = ()
    links: tuple[int, ...] = ()
    superseded: int | None = None

    @property
    def is_of_links(self) -> bool:
        """Whether it decides links rather than spans."""
        return self.type == "link"

    def said_by(self, annotator_id: int) -> Said | None:
        """Return what an annotator said then, None where their reading was not part of the case."""
        return next((one for one in self.said if one.annotator_id == annotator_id), None)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the project that its users chose."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ReaderKind:
    """What an annotator is: "person", "machine" or "gold"."""

    id: int
    kind: str


def value_of(span: Span) -> Value:
    """Return what a span says: label, fragments and attributes, and nothing of who said it."""
    return span.label, span.fragments, span.attributes
