"""Agreement in a project: the figures of the readings that count, and their cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np

from annotator.agreement import bootstrap, f1, linked, nominal, runs, semeval
from annotator.agreement.aligning import alike
from annotator.agreement.bootstrap import Interval, Statistic
from annotator.agreement.cases import Case as Case
from annotator.agreement.cases import Cases as Cases
from annotator.agreement.cases import cases, group
from annotator.agreement.f1 import Spread, Tally
from annotator.agreement.gamma import NOT_ASKED, Gamma, gamma, undefined
from annotator.agreement.linked import AttributeFigures
from annotator.agreement.nominal import Coefficient
from annotator.agreement.runs import Runs, Units
from annotator.agreement.semeval import Counts
from annotator.agreement.table import Floats, Ints, Table
from annotator.agreement.unitizing import AlphaU, alpha_u
from annotator.core.errors import Cancelled
from annotator.workspace.agreement_reading import LeftOut as LeftOut
from annotator.workspace.agreement_reading import Selection as Selection
from annotator.workspace.agreement_reading import read, read_units, titles
from annotator.workspace.agreement_reading import read_table as read_table
from annotator.workspace.workspace import Workspace

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
    """A document's mean exact F1 over its pairs, None where nobody has marked anything."""

    id: int
    title: str
    published: str
    annotators: int
    spans: int
    f1: float | None


@dataclass(slots=True)
class Agreement:
    """All figures of a selection.

    `left_out` counts documents that only one of them has finished, `copies` those that share
    passages with another and do not count. `token_labels` holds Fleiss' kappa of each label
    alone; `confusion` tokens by what one annotator says and another, `labels` and none, over
    all pairs; `over_documents` is by date. `intervals` are those of the figures of the same
    names: exact_f1, overlap_f1, token_f1, word_f1, token_kappa, token_alpha, alpha_u, gamma,
    relation_f1, relation_overlap_f1, unit_f1, unit_overlap_f1.
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


class _Steps:
    """Tells how far the work is, in hundredths, and ends it where that was asked for."""

    def __init__(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self._progress, self._cancelled = progress, cancelled

    def at(self, hundredths: float) -> None:
        if self._cancelled():
            raise Cancelled
        self._progress(int(hundredths), 100)


def agreement(
    workspace: Workspace,
    selection: Selection | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    with_gamma: bool = True,
    seed: int = 0,
) -> Agreement:
    """Return all figures of the chosen readings; the same seed gives the same ones.

    Raises InputError, ProjectError, Cancelled.
    """
    steps = _Steps(progress, cancelled)
    steps.at(0)
    found, left_out = read(workspace, selection or Selection(), cancelled)
    steps.at(5)
    many = max(len(found.documents), 1)
    tokens, words = read_units(workspace, found, lambda done: steps.at(5 + 25 * done / many))
    steps.at(30)
    return _Figures(found, left_out, tokens, words, steps).all(
        titles(workspace, found), with_gamma=with_gamma, seed=seed
    )


class _Figures:
    """The figures of one table, with what several of them need."""

    def __init__(self, found: Table, left_out: LeftOut, tokens: Units, words: Units, steps: _Steps) -> None:
        self._table, self._left_out, self._steps = found, left_out, steps
        self._words = words
        self._same = alike(found)
        self._aligned = semeval.aligned(found, self._same)
        self._tokens: Runs = runs.runs(found, tokens)
        self._names: list[Pair] = [(found.annotators[a], found.annotators[b]) for a, b in found.pairs]
        self._statistics: dict[str, Statistic] = {}

    def all(self, about: Sequence[tuple[str, str]], *, with_gamma: bool, seed: int) -> Agreement:
        table, tokens, steps = self._table, self._tokens, self._steps
        exact = f1.exact(table, self._same)
        measured = {
            "exact_f1": exact,
            "overlap_f1": f1.overlapping(table),
            "token_f1": runs.matches(table, tokens),
            "word_f1": runs.matches(table, runs.runs(table, self._words)),
            "relation_f1": linked.relations(table, self._same),
            "relation_overlap_f1": linked.overlapping_relations(table),
            "unit_f1": linked.units(table, self._same),
            "unit_overlap_f1": linked.overlapping_units(table, self._aligned),
        }
        spread = {name: self._measured(tally) for name, tally in measured.items()}
        self._statistics = {name: bootstrap.of_tally(tally) for name, tally in measured.items()}
        self._statistics["token_kappa"] = runs.fleiss_statistic(table, tokens)
        self._statistics["token_alpha"] = runs.alpha_statistic(table, tokens)
        steps.at(40)
        unitizing = alpha_u(table)
        self._statistics["alpha_u"] = unitizing.statistic
        steps.at(45)
        whole = self._gamma(seed) if with_gamma else undefined(NOT_ASKED)
        if whole.statistic is not None:
            self._statistics["gamma"] = whole.statistic
        steps.at(80)
        labels = range(len(table.labels))
        return Agreement(
            annotators=table.annotators,
            labels=table.labels,
            documents=len(table.documents),
            left_out=self._left_out.alone,
            copies=self._left_out.copies,
            spans=len(table),
            exact=spread["exact_f1"],
            overlap=spread["overlap_f1"],
            tokens=spread["token_f1"],
            words=spread["word_f1"],
            semeval=self._semeval(),
            on_tokens=self._coefficients(*runs.distinct(tokens.codes, tokens.size)),
            token_labels={
                table.labels[n]: nominal.fleiss(*runs.distinct(runs.of_label(tokens, n), tokens.size))
                for n in labels
            },
            on_matched=self._on_matched(),
            character_alpha=runs.alpha(table, runs.characters(table)),
            alpha_u=unitizing,
            gamma=whole,
            relations=spread["relation_f1"],
            overlapping_relations=spread["relation_overlap_f1"],
            units=spread["unit_f1"],
            overlapping_units=spread["unit_overlap_f1"],
            attributes=linked.attributes(table, self._aligned),
            confusion=runs.confusion(table, tokens),
            over_documents=self._over_documents(exact, about),
            intervals=bootstrap.intervals(
                self._statistics, seed, going_on=lambda share: steps.at(80 + 20 * share)
            ),
        )

    def _measured(self, tally: Tally) -> Measured:
        return Measured(
            f1.spread(self._table, tally), {kind: f1.spread(self._table, tally, kind) for kind in tally.kinds}
        )

    def _gamma(self, seed: int) -> Gamma:
        return gamma(self._table, seed=seed, going_on=lambda share: self._steps.at(45 + 35 * share))

    def _semeval(self) -> dict[str, Way]:
        found = semeval.counts(self._table, self._aligned)
        ways = {}
        for way in semeval.WAYS:
            counts = [one[way] for one in found]
            total = sum(counts, Counts(0, 0, 0, 0, 0))
            items = 2 * (total.correct + total.incorrect + total.partial) + total.missing + total.spurious
            spread = f1.spread_of(self._table, [one.f1 for one in counts], items)
            ways[way] = Way(total, dict(zip(self._names, counts, strict=True)), spread)
        return ways

    def _coefficients(self, codes: Ints, weights: Ints) -> Coefficients:
        pairs = [codes[:, list(pair)] for pair in self._table.pairs]
        return Coefficients(
            nominal.fleiss(codes, weights),
            _alpha(codes, weights),
            {name: nominal.cohen(one, weights) for name, one in zip(self._names, pairs, strict=True)},
            {name: nominal.scott(one, weights) for name, one in zip(self._names, pairs, strict=True)},
        )

    def _on_matched(self) -> Coefficients:
        codes = semeval.group_codes(self._table, group(self._table, self._same))
        pairs = semeval.label_codes(self._table, self._aligned)
        return Coefficients(
            nominal.fleiss(codes),
            _alpha(codes),
            {name: nominal.cohen(one) for name, one in zip(self._names, pairs, strict=True)},
            {name: nominal.scott(one) for name, one in zip(self._names, pairs, strict=True)},
        )

    def _over_documents(self, exact: Tally, about: Sequence[tuple[str, str]]) -> list[OneDocument]:
        table = self._table
        spans = np.bincount(table.document, minlength=len(table.documents)).tolist()
        readers = table.read.sum(axis=1).tolist()
        values = [value if isfinite(value) else None for value in f1.by_document(exact).tolist()]
        rows = zip(table.documents.tolist(), about, readers, spans, values, strict=True)
        found = [OneDocument(i, *told, who, count, value) for i, told, who, count, value in rows]
        return sorted(found, key=lambda one: (one.published, one.id))


def _alpha(codes: Ints, weights: Ints | None = None) -> Coefficient:
    if codes.shape[1] < 2:
        return Coefficient(None, 0, nominal.ONE_ANNOTATOR)
    return nominal.alpha(codes, weights)


def open_cases(workspace: Workspace, selection: Selection | None = None) -> Cases:
    """Return the disagreements in the chosen readings. Raises InputError, ProjectError."""
    return cases(read_table(workspace, selection or Selection())[0])
