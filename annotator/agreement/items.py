"""What the standing of a document's cases is said in: the article, its cases as they stand, the ends of links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.agreement.cases import Case
from annotator.agreement.units import Units
from annotator.core.annotations import Annotations
from annotator.core.decisions import Decision
from annotator.core.messages import Message
from annotator.core.scheme import Scheme
from annotator.core.spans import Relation, Span

AGREED = "agreed"  # the type of what everybody has, beside those of cases
Triple = tuple[str, int, int]  # a link's type, and what its head and its child stand for (see `Anchors`)


class Status(StrEnum):
    """How a case stands."""

    OPEN = "open"
    LATER = "later"
    REOPENED = "reopened"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Item:
    """A case as it stands. `type` is the case's, or "agreed"; `decisions` those it has had and that hold.

    `why` says for a reopened case what is no longer as it was decided; `kind` is the type
    of the links in a case of links.
    """

    type: str
    case: Case
    status: Status
    decisions: tuple[Decision, ...] = ()
    why: tuple[Message, ...] = ()
    kind: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody is to decide it."""
        return self.status != Status.DECIDED

    @property
    def rule(self) -> str:
        """What decided it by itself, empty where nothing did."""
        return self.decisions[-1].rule if self.decisions and not self.is_open else ""

    @property
    def key(self) -> tuple[str, str, frozenset[int]]:
        """What the case is known by while its readings stay as they are."""
        return self.type, self.kind, frozenset(i for ids in self.case.spans.values() for i in ids)


@dataclass(slots=True)
class Article:
    """All that the standing of a document's cases follows from.

    `readers` has the readings by annotator's name, `ids` the annotators' ids; `decisions`
    are those not superseded, the oldest first; `told` has by annotator's id the first of all
    decisions, superseded or not, that their reading was part of. Links that the `scheme` forbids
    between final labels are none of the final reading's; without one all are allowed.
    """

    document_id: int
    readers: Mapping[str, Annotations]
    ids: Mapping[str, int]
    units: Units
    decisions: Sequence[Decision]
    gold: Annotations
    scheme: Scheme | None = None
    told: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(init=False)
    _spans: dict[str, dict[int, Span]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.names = {number: name for name, number in self.ids.items()}
        # Looked up very often, and never changed.
        self._spans = {name: dict(own.spans.items()) for name, own in self.readers.items()}

    def spans(self, case: Case) -> dict[str, tuple[Span, ...]]:
        """Return each annotator's spans in a case."""
        held = self._spans
        return {name: tuple([held[name][i] for i in ids]) for name, ids in case.spans.items()}

    def links(self, case: Case) -> dict[str, tuple[Relation, ...]]:
        """Return each annotator's links in a case."""
        return {name: tuple(self.readers[name].relations[i] for i in ids) for name, ids in case.links.items()}


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the ends of links stand for: gold spans, by their ids, or agreed groups not yet in gold, below 0.

    `open` are the ids of the readers' spans of which that is to be decided still, and of the
    final spans that stay until it is.
    """

    of: Mapping[int, int]  # span id of a reader
    groups: Mapping[int, Mapping[str, tuple[int, ...]]]  # anchor below 0
    open: frozenset[int] = frozenset()

    def is_open(self, links: Iterable[Relation]) -> bool:
        """Tell whether an end of any of some links is to be decided still."""
        return any(link.head_id in self.open or link.child_id in self.open for link in links)

    @property
    def settled(self) -> set[int]:
        """The final spans, and agreed groups, of which nothing is to be decided."""
        return set(self.of.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """The items of a document, the agreed groups that are not in gold, and the links all make who could.

    `waiting` counts what all agree on and gold does not say: those groups, and links to make or to take away.
    """

    items: tuple[Item, ...]
    agreed: tuple[Mapping[str, tuple[int, ...]], ...]
    links: tuple[Triple, ...]
    anchors: Anchors
    waiting: int
