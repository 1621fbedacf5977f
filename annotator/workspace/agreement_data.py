"""Figures of agreement as plain data, for JSON: what is undefined is None, with a reason."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from annotator.agreement.f1 import Spread
from annotator.agreement.linked import AttributeFigures
from annotator.agreement.nominal import ONE_ANNOTATOR, Coefficient
from annotator.agreement.semeval import Counts
from annotator.core.messages import Message
from annotator.workspace.agreement import Agreement, Coefficients, Measured, Pair, Way


def as_dict(found: Agreement) -> dict[str, Any]:
    """Return all figures; intervals of 95 % stand beside what they are of, None where they are undefined."""
    said = _all(found)
    return said if found.nothing is None else _saying(said, found.nothing)


def _saying(said: Any, nothing: Message) -> Any:
    """Return data that say why there is nothing, where they would say that it takes two annotators."""
    if isinstance(said, dict):
        return {name: _saying(one, nothing) for name, one in said.items()}
    if isinstance(said, list):
        return [_saying(one, nothing) for one in said]
    return str(nothing) if said == str(ONE_ANNOTATOR) else said


def _all(found: Agreement) -> dict[str, Any]:
    return {
        "annotators": list(found.annotators),
        "documents": found.documents,
        **_reason(found.nothing),
        "left_out": found.left_out,
        "copies_left_out": found.copies,
        "spans": found.spans,
        **_spans(found),
        **_coefficients_of(found),
        **_links(found),
        "attributes": [_attribute(*key, one) for key, one in found.attributes.items()],
        "confusion": {"labels": [*found.labels, None], "tokens": found.confusion.tolist()},
        "by_document": [asdict(one) for one in found.over_documents],
    }


def _spans(found: Agreement) -> dict[str, Any]:
    return {
        "exact_f1": _measured(found.exact) | _sure(found, "exact_f1"),
        "overlap_f1": _measured(found.overlap) | _sure(found, "overlap_f1"),
        "token_f1": _measured(found.tokens) | _sure(found, "token_f1"),
        "word_f1": _measured(found.words) | _sure(found, "word_f1"),
        "semeval_2013": {name: _way(way) for name, way in found.semeval.items()},
    }


def _coefficients_of(found: Agreement) -> dict[str, Any]:
    tokens, matched = found.on_tokens, found.on_matched
    return {
        "token_kappa": _coefficients(tokens)
        | {"labels": {name: _coefficient(one) for name, one in found.token_labels.items()}}
        | _sure(found, "token_kappa"),
        "token_alpha": _coefficient(tokens.alpha) | _sure(found, "token_alpha"),
        "character_alpha": _coefficient(found.character_alpha) | _sure(found, "character_alpha"),
        "matched_labels": _coefficients(matched)
        | _sure(found, "matched_kappa")
        | {"alpha": _coefficient(matched.alpha) | _sure(found, "matched_alpha")},
        "alpha_u": _coefficient(found.alpha_u.all)
        | {"definition": "Krippendorff 1995, 2004"}
        | {"labels": {name: _coefficient(one) for name, one in found.alpha_u.labels.items()}}
        | _sure(found, "alpha_u"),
        "gamma": _gamma(found) | _sure(found, "gamma"),
    }


def _links(found: Agreement) -> dict[str, Any]:
    said = {
        "relation_f1": _measured(found.relations),
        "relation_overlap_f1": _measured(found.overlapping_relations),
        "unit_f1": _measured(found.units),
        "unit_overlap_f1": _measured(found.overlapping_units),
    }
    for name, one in said.items():
        one.update(_sure(found, name))
        for label, own in one["labels"].items():
            own.update(_sure(found, f"{name}/{label}"))
    return said


def _sure(found: Agreement, name: str) -> dict[str, Any]:
    """Return the interval of a figure; nothing where none is computed of such a one."""
    if name not in found.intervals:
        return {}
    one = found.intervals[name]
    return {"interval": None if one is None else [one.low, one.high]}


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
