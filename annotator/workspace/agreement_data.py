"""Figures of agreement as plain data, for JSON: what is undefined is None, with a reason."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from annotator.agreement.bootstrap import Interval
from annotator.agreement.f1 import Spread
from annotator.agreement.linked import AttributeFigures
from annotator.agreement.nominal import Coefficient
from annotator.agreement.semeval import Counts
from annotator.core.messages import Message
from annotator.workspace.agreement import Agreement, Coefficients, Measured, Pair, Way


def as_dict(found: Agreement) -> dict[str, Any]:
    """Return all figures; intervals of 95 % stand beside what they are of."""

    def sure(name: str) -> dict[str, Any]:
        return _interval(found.intervals.get(name))

    def units(name: str, measured: Measured) -> dict[str, Any]:
        said = _measured(measured) | sure(name)
        for label, one in said["labels"].items():
            one |= sure(f"{name}/{label}")
        return said

    tokens = found.on_tokens
    return {
        "annotators": list(found.annotators),
        "documents": found.documents,
        "left_out": found.left_out,
        "copies_left_out": found.copies,
        "spans": found.spans,
        "exact_f1": _measured(found.exact) | sure("exact_f1"),
        "overlap_f1": _measured(found.overlap) | sure("overlap_f1"),
        "token_f1": _measured(found.tokens) | sure("token_f1"),
        "word_f1": _measured(found.words) | sure("word_f1"),
        "semeval_2013": {name: _way(way) for name, way in found.semeval.items()},
        "token_kappa": _coefficients(tokens)
        | {"labels": {name: _coefficient(one) for name, one in found.token_labels.items()}}
        | sure("token_kappa"),
        "token_alpha": _coefficient(tokens.alpha) | sure("token_alpha"),
        "character_alpha": _coefficient(found.character_alpha),
        "matched_labels": _coefficients(found.on_matched) | {"alpha": _coefficient(found.on_matched.alpha)},
        "alpha_u": _coefficient(found.alpha_u.all)
        | {"definition": "Krippendorff 1995, 2004"}
        | {"labels": {name: _coefficient(one) for name, one in found.alpha_u.labels.items()}}
        | sure("alpha_u"),
        "gamma": _gamma(found) | sure("gamma"),
        "relation_f1": _measured(found.relations) | sure("relation_f1"),
        "relation_overlap_f1": _measured(found.overlapping_relations) | sure("relation_overlap_f1"),
        "unit_f1": units("unit_f1", found.units),
        "unit_overlap_f1": units("unit_overlap_f1", found.overlapping_units),
        "attributes": [_attribute(*key, one) for key, one in found.attributes.items()],
        "confusion": {"labels": [*found.labels, None], "tokens": found.confusion.tolist()},
        "by_document": [asdict(one) for one in found.over_documents],
    }


def _interval(found: Interval | None) -> dict[str, Any]:
    return {"interval": None if found is None else [found.low, found.high]}


def _reason(reason: Message | None) -> dict[str, Any]:
    return {} if reason is None else {"reason": str(reason)}


def _measured(found: Measured) -> dict[str, Any]:
    return _spread(found.all) | {"labels": {name: _spread(one) for name, one in found.labels.items()}}


def _spread(found: Spread) -> dict[str, Any]:
    pairs = [{"annotators": list(pair), "value": value} for pair, value in found.pairs.items()]
    said = {"mean": found.mean, "sd": found.sd, "items": found.items, "pairs": pairs}
    return said | _reason(found.reason)


def _way(found: Way) -> dict[str, Any]:
    pairs = [{"annotators": list(pair)} | _counts(one) for pair, one in found.pairs.items()]
    said = {"mean": found.f1.mean, "sd": found.f1.sd} | asdict(found.counts) | {"pairs": pairs}
    return said | _reason(found.f1.reason)


def _counts(found: Counts) -> dict[str, Any]:
    return asdict(found) | {"f1": found.f1}


def _coefficient(found: Coefficient) -> dict[str, Any]:
    return {"value": found.value, "items": found.items} | _reason(found.reason)


def _coefficients(found: Coefficients) -> dict[str, Any]:
    return {
        **_coefficient(found.fleiss),
        "fleiss": _coefficient(found.fleiss),
        "cohen": _of_pairs(found.cohen),
        "scott": _of_pairs(found.scott),
    }


def _of_pairs(found: dict[Pair, Coefficient]) -> list[dict[str, Any]]:
    return [{"annotators": list(pair)} | _coefficient(one) for pair, one in found.items()]


def _gamma(found: Agreement) -> dict[str, Any]:
    one = found.gamma
    said = {
        "value": one.value,
        "items": one.units,
        "observed_disorder": one.observed,
        "expected_disorder": one.expected,
        "samples": one.samples,
        "aligned": len(one.aligned),
        "not_proved": one.unproved,
    }
    return said | _reason(one.reason)


def _attribute(label: str, name: str, one: AttributeFigures) -> dict[str, Any]:
    pairs = list(one.f1.pairs)
    kappa = dict(zip(pairs, one.kappa, strict=True))
    return {"label": label, "attribute": name, "f1": _spread(one.f1), "kappa": _of_pairs(kappa)}
