"""What an agreement is made of: the figures, for all labels and each, all annotators and each pair."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.agreement.bootstrap import Interval
from annotator.agreement.f1 import Spread
from annotator.agreement.gamma import Gamma
from annotator.agreement.linked import AttributeFigures
from annotator.agreement.nominal import Coefficient
from annotator.agreement.semeval import Counts
from annotator.agreement.table import Floats
from annotator.agreement.unitizing import AlphaU
from annotator.core.messages import Message
from annotator.workspace.agreement_guidelines import Guideline
from annotator.workspace.agreement_reading import Selection

Pair = tuple[str, str]


@dataclass(slots=True)
class Measured:
    """A figure for all labels and for each (of links, for each type), over pairs of annotators."""

    all: Spread
    labels: dict[str, Spread] = field(default_factory=dict)


@dataclass(slots=True)
class Coefficients:
    """Coefficients for one label an item: of all annotators, and of each pair."""

    fleiss: Coefficient
    alpha: Coefficient
    cohen: dict[Pair, Coefficient]
    scott: dict[Pair, Coefficient]


@dataclass(slots=True)
class Way:
    """One way of counting of SemEval-2013: of each pair, and their F1; `counts` are of all pairs together."""

    counts: Counts
    pairs: dict[Pair, Counts]
    f1: Spread


@dataclass(frozen=True, slots=True)
class OneDocument:
    """A document's mean exact F1 over its pairs, None where nobody has marked anything.

    `read` is when the last of its annotators did something to it, in UTC as ISO 8601.
    """

    id: int
    title: str
    published: str
    read: str
    annotators: int
    spans: int
    f1: float | None


@dataclass(slots=True)
class Agreement:
    """All figures of a selection.

    `left_out` counts documents that only one of them has finished, `copies` those that share
    passages with another and do not count. `token_labels` holds Fleiss' kappa of each label
    alone; `confusion` tokens by what one annotator says and another, `labels` and none, over
    all pairs; `over_documents` is by date; `selection` what was asked for, `guidelines` those that
    came into force one after another. `intervals` are those of the figures of the same
    names: exact_f1, overlap_f1, token_f1, word_f1, token_kappa, token_alpha, character_alpha,
    matched_kappa, matched_alpha, alpha_u, gamma, relation_f1, relation_overlap_f1, unit_f1,
    unit_overlap_f1; “unit_f1/LABEL” is that of the units of one label. Where it `is_whole` not,
    exact and overlapping spans alone have been counted yet. `nothing` says why there is no
    document; `read` counts by annotator the documents that are theirs among these.
    """

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    documents: int
    left_out: int
    copies: int
    spans: int
    exact: Measured
    overlap: Measured
    tokens: Measured
    words: Measured
    semeval: dict[str, Way]
    on_tokens: Coefficients
    token_labels: dict[str, Coefficient]
    on_matched: Coefficients
    character_alpha: Coefficient
    alpha_u: AlphaU
    gamma: Gamma
    relations: Measured
    overlapping_relations: Measured
    units: Measured
    overlapping_units: Measured
    attributes: dict[tuple[str, str], AttributeFigures]
    confusion: Floats
    over_documents: list[OneDocument]
    intervals: dict[str, Interval | None]
    selection: Selection = field(default_factory=Selection)
    guidelines: list[Guideline] = field(default_factory=list)
    is_whole: bool = True
    nothing: Message | None = None
    read: dict[str, int] = field(default_factory=dict)
