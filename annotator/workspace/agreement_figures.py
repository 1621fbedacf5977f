"""The figures of one table, all from the same runs, alignment and groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isfinite

import numpy as np

from annotator.agreement import bootstrap, f1, linked, nominal, runs, semeval
from annotator.agreement.aligning import alike
from annotator.agreement.bootstrap import Statistic
from annotator.agreement.cases import group
from annotator.agreement.crossing import Crossing, crossing
from annotator.agreement.f1 import Spread, Tally
from annotator.agreement.gamma import NOT_ASKED, Gamma, gamma, undefined
from annotator.agreement.nominal import NO_UNITS, NOT_YET, Coefficient
from annotator.agreement.runs import Runs, Units
from annotator.agreement.semeval import Counts
from annotator.agreement.table import Ints, Table
from annotator.agreement.unitizing import AlphaU, alpha_u
from annotator.core.messages import Message, message
from annotator.workspace.agreement_reading import LeftOut
from annotator.workspace.agreement_values import Agreement, Coefficients, Measured, OneDocument, Pair, Way

_NO_LINKS = message("nobody has linked anything")
_NONE = {
    "relation_f1": _NO_LINKS, "relation_overlap_f1": _NO_LINKS, "unit_f1": _NO_LINKS, "unit_overlap_f1": _NO_LINKS,
}  # fmt: skip


class Figures:
    """Makes the figures of one table, with what several of them need.

    `at` is told which part of the work is done to which share, and may raise.
    """

    _aligned: list[Ints]
    _tokens: Runs
    _words: Units

    def __init__(
        self,
        found: Table,
        left_out: LeftOut,
        about: Sequence[tuple[str, str, str]],
        at: Callable[[str, float], None],
    ) -> None:
        """`about` are the title, the date, and when it was read of each document."""
        self._table, self._left_out, self._about, self._at = found, left_out, about, at
        self._same = alike(found)
        self.exact, self._overlap = f1.exact(found, self._same), f1.overlapping(found)
        self._over_documents = self._of_documents()
        self._names: list[Pair] = [(found.annotators[a], found.annotators[b]) for a, b in found.pairs]
        self._statistics: dict[str, Statistic] = {}

    def first(self) -> Agreement:
        """Return what counts spans alone; all else is undefined, for the reason NOT_YET."""
        table = self._table
        later, coefficient = Measured(Spread(None, None, {}, 0, NOT_YET)), Coefficient(None, 0, NOT_YET)
        coefficients = Coefficients(coefficient, coefficient, {}, {})
        many = len(table.labels) + 1
        return Agreement(
            annotators=table.annotators,
            labels=table.labels,
            documents=len(table.documents),
            left_out=self._left_out.alone,
            copies=self._left_out.copies,
            spans=len(table),
            exact=self._measured(self.exact, NO_UNITS),
            overlap=self._measured(self._overlap, NO_UNITS),
            tokens=later,
            words=later,
            semeval={},
            on_tokens=coefficients,
            token_labels=dict.fromkeys(table.labels, coefficient),
            on_matched=coefficients,
            character_alpha=coefficient,
            alpha_u=AlphaU(coefficient, {}, None),
            gamma=undefined(NOT_ASKED),
            relations=later,
            overlapping_relations=later,
            units=later,
            overlapping_units=later,
            attributes={},
            confusion=np.zeros((many, many)),
            over_documents=self._over_documents,
            intervals={},
            is_whole=False,
            read=dict(zip(table.annotators, table.read.sum(axis=0).tolist(), strict=True)),
        )

    def all(self, tokens: Units, words: Units, *, with_gamma: bool, seed: int) -> Agreement:
        """Return them all; `tokens` and `words` are the units of the texts."""
        table, self._words = self._table, words
        self._aligned = semeval.aligned(table, self._same)
        self._tokens = runs.runs(table, tokens)
        tallies = self._tallies()
        measured = {name: self._measured(tally, _NONE.get(name, NO_UNITS)) for name, tally in tallies.items()}
        on_tokens, on_matched = self._on_tokens(), self._on_matched()
        characters, unitizing = self._on_characters(), self._unitizing()
        whole = self._gamma(seed) if with_gamma else undefined(NOT_ASKED)
        return replace(
            self.first(),
            tokens=measured["token_f1"],
            words=measured["word_f1"],
            semeval=self._semeval(),
            on_tokens=on_tokens,
            token_labels=self._token_labels(),
            on_matched=on_matched,
            character_alpha=characters,
            alpha_u=unitizing,
            gamma=whole,
            relations=measured["relation_f1"],
            overlapping_relations=measured["relation_overlap_f1"],
            units=measured["unit_f1"],
            overlapping_units=measured["unit_overlap_f1"],
            attributes=linked.attributes(table, self._aligned),
            confusion=runs.confusion(table, self._tokens),
            intervals=bootstrap.intervals(
                self._statistics, seed, going_on=lambda share: self._at("intervals", share)
            ),
            is_whole=True,
        )

    def crossing(self, tokens: Units) -> Crossing:
        """Return what tells the spans behind the confusion; `tokens` are those that were given."""
        return crossing(self._table, tokens, self._tokens)

    def _tallies(self) -> dict[str, Tally]:
        table, same = self._table, self._same
        found = {
            "exact_f1": self.exact,
            "overlap_f1": self._overlap,
            "token_f1": runs.matches(table, self._tokens),
            "word_f1": runs.matches(table, runs.runs(table, self._words)),
            "relation_f1": linked.relations(table, same),
            "relation_overlap_f1": linked.overlapping_relations(table),
            "unit_f1": linked.units(table, same),
            "unit_overlap_f1": linked.overlapping_units(table, self._aligned),
        }
        units = found["unit_f1"]
        self._statistics |= {name: bootstrap.of_tally(tally) for name, tally in found.items()}
        self._statistics |= {
            f"unit_f1/{label}": bootstrap.of_tally(units.of_kind(label)) for label in units.kinds
        }
        return found

    def _measured(self, tally: Tally, reason: Message) -> Measured:
        found = {kind: f1.spread(self._table, tally, kind, reason) for kind in ("", *tally.kinds)}
        return Measured(found.pop(""), found)

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

    def _on_tokens(self) -> Coefficients:
        table, tokens = self._table, self._tokens
        self._statistics["token_kappa"] = runs.fleiss_statistic(table, tokens)
        self._statistics["token_alpha"] = runs.alpha_statistic(table, tokens)
        codes, weights = runs.distinct(tokens.codes, tokens.size)
        return self._coefficients(codes, weights, [codes[:, list(pair)] for pair in table.pairs])

    def _on_matched(self) -> Coefficients:
        table = self._table
        groups = semeval.grouped(table, group(table, self._same))
        self._statistics["matched_kappa"] = runs.fleiss_statistic(table, groups)
        self._statistics["matched_alpha"] = runs.alpha_statistic(table, groups)
        return self._coefficients(groups.codes, None, semeval.label_codes(table, self._aligned))

    def _coefficients(self, codes: Ints, weights: Ints | None, pairs: Sequence[Ints]) -> Coefficients:
        return Coefficients(
            nominal.fleiss(codes, weights),
            _alpha(codes, weights),
            {name: nominal.cohen(one, weights) for name, one in zip(self._names, pairs, strict=True)},
            {name: nominal.scott(one, weights) for name, one in zip(self._names, pairs, strict=True)},
        )

    def _token_labels(self) -> dict[str, Coefficient]:
        tokens = self._tokens
        return {
            name: nominal.fleiss(*runs.distinct(runs.of_label(tokens, n), tokens.size))
            for n, name in enumerate(self._table.labels)
        }

    def _on_characters(self) -> Coefficient:
        found = runs.runs(self._table, runs.characters(self._table))
        self._statistics["character_alpha"] = runs.alpha_statistic(self._table, found)
        return runs.alpha(found)

    def _unitizing(self) -> AlphaU:
        self._at("unitizing", 0.0)
        found = alpha_u(self._table)
        if found.statistic is not None:
            self._statistics["alpha_u"] = found.statistic
        return replace(found, statistic=None)

    def _gamma(self, seed: int) -> Gamma:
        found = gamma(self._table, seed=seed, going_on=lambda share: self._at("gamma", share))
        if found.statistic is not None:
            self._statistics["gamma"] = found.statistic
        return found

    def _of_documents(self) -> list[OneDocument]:
        table = self._table
        spans = np.bincount(table.document, minlength=len(table.documents)).tolist()
        readers = table.read.sum(axis=1).tolist()
        values = [value if isfinite(value) else None for value in f1.by_document(self.exact).tolist()]
        rows = zip(table.documents.tolist(), self._about, readers, spans, values, strict=True)
        found = [OneDocument(i, *told, who, count, value) for i, told, who, count, value in rows]
        return sorted(found, key=lambda one: (one.published, one.id))


def _alpha(codes: Ints, weights: Ints | None = None) -> Coefficient:
    if codes.shape[1] < 2:
        return Coefficient(None, 0, nominal.ONE_ANNOTATOR)
    return nominal.alpha(codes, weights)
