"""A configuration that `spacy train` takes as it is, on a machine without a graphics card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SPANS_KEY = "sc"

LONGEST = 40
_COVERED = 0.99


def longest_to_suggest(lengths: Mapping[int, int]) -> int:
    """Return up to how many tokens spans should be looked for.

    `lengths` counts spans by tokens. The few longest are left out: memory and time grow
    with the square of the length.
    """
    total, seen = sum(lengths.values()), 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= _COVERED * total or length >= LONGEST:
            return min(length, LONGEST)
    return LONGEST


def config_for(language: str, labels: Sequence[str], *, longest: int = LONGEST) -> str:
    """Return the text of config.cfg."""
    from spacy.cli.init_config import init_config

    config: Any = init_config(lang=language, pipeline=["spancat"], optimize="efficiency")
    config["paths"].update(train="train.spacy", dev="dev.spacy")
    config["components"]["spancat"]["suggester"] = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": longest,
    }
    return str(config.to_str())
