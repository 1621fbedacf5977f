"""Agreement in a project: the figures of the readings that count, and their cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import isfinite

import numpy as np

from annotator.agreement import bootstrap, f1, linked, nominal, runs, semeval
from annotator.agreement.aligning import alike
from annotator.agreement.bootstrap import Interval, Statistic
from annotator.agreement.cases import Case as Case
from annotator.agreement.cases import Cases as Cases
from annotator.agreement.cases import cases, group
from annotator.agreement.f1 import Tally
from annotator.agreement.gamma import NOT_ASKED, Gamma, gamma, undefined
from annotator.agreement.nominal import NO_UNITS, Coefficient
from annotator.agreement.runs import Runs, Units
from annotator.agreement.semeval import Counts
from annotator.agreement.table import Ints, Table
from annotator.agreement.unitizing import alpha_u
from annotator.core.errors import Cancelled
from annotator.core.messages import Message, message
from annotator.workspace.agreement_guidelines import guidelines, times_read
from annotator.workspace.agreement_reading import LeftOut as LeftOut
from annotator.workspace.agreement_reading import Selection as Selection
from annotator.workspace.agreement_reading import read, read_units, titles
from annotator.workspace.agreement_reading import read_table as read_table
from annotator.workspace.agreement_values import Agreement as Agreement
from annotator.workspace.agreement_values import Coefficients as Coefficients
from annotator.workspace.agreement_values import Measured as Measured
from annotator.workspace.agreement_values import OneDocument as OneDocument
from annotator.workspace.agreement_values import Pair as Pair
from annotator.workspace.agreement_values import Way as Way
from annotator.workspace.workspace import Workspace

# What takes how long, in hundredths of a second for 3,000 documents of three readers.
_PARTS = {"reading": 30, "units": 40, "figures": 50, "unitizing": 40, "gamma": 500, "intervals": 90}


class _Steps:
    """Tells how far the work is, in hundredths, and ends it where that was asked for."""

    def __init__(
        self,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        parts: dict[str, int],
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._parts, self._all = parts, sum(parts.values())
        self._begin = dict(zip(parts, accumulate(parts.values(), initial=0), strict=False))

    def at(self, part: str, share: float = 0.0) -> None:
        if self._cancelled():
            raise Cancelled
        self._progress(int(100 * (self._begin[part] + share * self._parts[part]) / self._all), 100)


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
    parts = {name: time for name, time in _PARTS.items() if with_gamma or name != "gamma"}
    steps = _Steps(progress, cancelled, parts)
    steps.at("reading")
    found, left_out = read(workspace, selection or Selection(), cancelled)
    many = max(len(found.documents), 1)
    tokens, words = read_units(workspace, found, lambda done: steps.at("units", done / many))
    steps.at("figures")
    made = _Figures(found, left_out, tokens, words, steps).all(
        _told(workspace, found), with_gamma=with_gamma, seed=seed
    )
    made.selection, made.guidelines = selection or Selection(), guidelines(workspace)
    return made


def gamma_alone(
    workspace: Workspace,
    selection: Selection,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    seed: int = 0,
) -> tuple[Gamma, Interval | None]:
    """Return γ and its interval as `agreement` does, without the other figures.

    Raises InputError, ProjectError, Cancelled.
    """
    steps = _Steps(progress, cancelled, {"reading": 5, "gamma": 95})
    steps.at("reading")
    found, _ = read(workspace, selection, cancelled)
    whole = gamma(found, seed=seed, going_on=lambda share: steps.at("gamma", share))
    if whole.statistic is None:
        return whole, None
    steps.at("gamma", 1.0)
    return whole, bootstrap.intervals({"gamma": whole.statistic}, seed)["gamma"]


def _told(workspace: Workspace, found: Table) -> list[tuple[str, str, str]]:
    """Return title, date, and when it was read of each document."""
    documents = found.documents.tolist()
    read_ = times_read(workspace, documents, found.annotators)
    return [
        (*told, read_.get(one, "")) for one, told in zip(documents, titles(workspace, found), strict=True)
    ]


_NO_LINKS = message("nobody has linked anything")
_NONE = {
    "relation_f1": _NO_LINKS, "relation_overlap_f1": _NO_LINKS, "unit_f1": _NO_LINKS, "unit_overlap_f1": _NO_LINKS,
}  # fmt: skip


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

    def all(self, about: Sequence[tuple[str, str, str]], *, with_gamma: bool, seed: int) -> Agreement:
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
        spread = {name: self._measured(tally, _NONE.get(name, NO_UNITS)) for name, tally in measured.items()}
        self._statistics = {name: bootstrap.of_tally(tally) for name, tally in measured.items()}
        self._statistics |= {
            f"unit_f1/{label}": bootstrap.of_tally(measured["unit_f1"].of_kind(label))
            for label in measured["unit_f1"].kinds
        }
        self._statistics["token_kappa"] = runs.fleiss_statistic(table, tokens)
        self._statistics["token_alpha"] = runs.alpha_statistic(table, tokens)
        steps.at("unitizing")
        unitizing = alpha_u(table)
        self._statistics["alpha_u"] = unitizing.statistic
        whole = self._gamma(seed) if with_gamma else undefined(NOT_ASKED)
        if whole.statistic is not None:
            self._statistics["gamma"] = whole.statistic
        steps.at("intervals")
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
                self._statistics, seed, going_on=lambda share: steps.at("intervals", share)
            ),
        )

    def _measured(self, tally: Tally, reason: Message) -> Measured:
        found = {kind: f1.spread(self._table, tally, kind, reason) for kind in ("", *tally.kinds)}
        return Measured(found.pop(""), found)

    def _gamma(self, seed: int) -> Gamma:
        return gamma(self._table, seed=seed, going_on=lambda share: self._steps.at("gamma", share))

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

    def _over_documents(self, exact: Tally, about: Sequence[tuple[str, str, str]]) -> list[OneDocument]:
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
