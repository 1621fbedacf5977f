"""A configuration that `spacy train` takes as it is, on a machine without a graphics card.

`span_finder` proposes where spans may start and end, `spancat` says what they are. Looking
at every sequence of up to forty words instead takes many times the memory and the time,
and learns worse. Each has its own `tok2vec`: the mass of wrong proposals that `spancat`
sees at first ruins a shared one for `span_finder`, which then proposes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.util import get_lang_class

from annotator.formats.spacy_docs import SPANS_KEY
from annotator.formats.spacy_tokens import pipeline

LONGEST = 40

_COVERED = 0.99
# Below the usual half: a span that is not proposed is lost, one too many can be refused.
_PROPOSED_FROM = 0.1
_TAKEN_FROM = 0.5
# Docs scored at a time; spaCy's default of 1000 takes gigabytes while everything is proposed.
_BATCH = 16


def longest_to_suggest(lengths: Mapping[int, int]) -> int:
    """Return up to how many tokens spans should be proposed, at most `LONGEST`.

    `lengths` counts spans by tokens. The longest hundredth is given up: memory and time
    grow with the square of the length.
    """
    total, seen = sum(lengths.values()), 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= _COVERED * total:
            return min(length, LONGEST)
    return LONGEST


def config_for(language: str, labels: Sequence[str], *, longest: int = LONGEST) -> str:
    """Return the text of a complete config.cfg for train.spacy and dev.spacy beside it.

    `language` is a code that spaCy has here, `labels` are those in the data; spans of more
    than `longest` tokens are not looked for. The model that is kept as best is the one with
    the highest F1 over exact spans with their labels.
    """
    nlp = _without_tokenizer(language)
    nlp.add_pipe("span_finder", config=_finder(longest))
    nlp.add_pipe("spancat", config=_categorizer())
    config: Any = nlp.config
    config["paths"].update(train="train.spacy", dev="dev.spacy")
    config["nlp"]["batch_size"] = _BATCH
    training = config["training"]
    training["annotating_components"] = ["span_finder"]
    training["optimizer"]["learn_rate"] = _learn_rate(training["max_steps"])
    training["score_weights"] = {
        f"spans_{SPANS_KEY}_f": 1.0,
        f"spans_{SPANS_KEY}_p": 0.0,
        f"spans_{SPANS_KEY}_r": 0.0,
        # No weight, but kept with the model: the scores by label.
        f"spans_{SPANS_KEY}_per_type": None,
    }
    # Where the format would read a variable into a name, spaCy finds the labels itself.
    if labels and not any("$" in label for label in labels):
        config["initialize"]["components"]["spancat"] = {"labels": list(labels)}
    return f"{config.to_str()}\n"


def config_for_entities(spancat: str) -> str:
    """Return the text of a config.cfg that learns `doc.ents`, for the language and files of another.

    `spancat` is what `config_for` gave. The best model is the one with the highest F1 over entities.
    """
    config = _for_other(spancat, "ner")
    config["training"]["score_weights"] = {
        "ents_f": 1.0,
        "ents_p": 0.0,
        "ents_r": 0.0,
        "ents_per_type": None,
    }
    return f"{config.to_str()}\n"


def config_for_relations(spancat: str) -> str:
    """Return the text of a config.cfg that learns relations between given spans.

    `spancat` is what `config_for` gave. The best model is the one with the highest F1 over relations.
    """
    from annotator.formats import rel_component  # noqa: F401  # makes its pipe known to spaCy

    config = _for_other(spancat, "annotator_relations")
    for side in ("train", "dev"):
        reader = {"@readers": "annotator.SpansGiven.v1", "path": f"${{paths.{side}}}"}
        config["corpora"][side] = reader
    return f"{config.to_str()}\n"


def _without_tokenizer(language: str) -> Language:
    """Return an empty pipeline with a tokenizer of another: to make one would take most of the time."""
    known = pipeline(language)
    nlp = get_lang_class(str(known.lang))(create_tokenizer=lambda _nlp: known.tokenizer)
    nlp.config = known.config.copy()
    return nlp


def _for_other(spancat: str, pipe: str) -> Any:
    """Return the configuration of one pipe alone, for the language and files of another."""
    from thinc.api import Config

    other: Any = Config().from_str(spancat, interpolate=False)
    nlp = _without_tokenizer(other["nlp"]["lang"])
    nlp.add_pipe(pipe)
    config: Any = nlp.config
    config["paths"].update(other["paths"])
    config["nlp"]["batch_size"] = _BATCH
    return config


def _learn_rate(steps: int) -> dict[str, Any]:
    # At full rate from the start span_finder learns first that nothing is a span, and
    # takes hundreds of steps to unlearn it.
    return {
        "@schedules": "warmup_linear.v1",
        "warmup_steps": 250,
        "total_steps": steps,
        "initial_rate": 0.001,
    }


def _finder(longest: int) -> dict[str, Any]:
    # spancat scores what remains in the end, so that this needs no score of its own.
    return {"spans_key": SPANS_KEY, "threshold": _PROPOSED_FROM, "max_length": longest, "scorer": None}


def _categorizer() -> dict[str, Any]:
    suggester = {"@misc": "spacy.preset_spans_suggester.v1", "spans_key": SPANS_KEY}
    return {"spans_key": SPANS_KEY, "threshold": _TAKEN_FROM, "suggester": suggester}
