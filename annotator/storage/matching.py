"""What is typed, as the index of all texts is asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from annotator.core.query import Term

_SHARP = re.compile("ss|ß")
_MOST_VARIANTS = 3  # of “ss” in one term, each written both ways


def match_expression(terms: Sequence[Term]) -> str:
    """Return all terms as FTS5 writes them, each quoted, so that nothing typed is taken for an operator."""
    return " AND ".join(
        f"({' OR '.join(_quoted(v, prefix=t.prefix) for v in _variants(t.text))})" for t in terms
    )


def _quoted(text: str, *, prefix: bool) -> str:
    escaped = text.replace('"', '""').replace("\0", " ")  # a NUL would end the expression
    return f'"{escaped}"{" *" if prefix else ""}'


def _variants(text: str) -> list[str]:
    """Return a term with “ß” and “ss” written either way; the index knows them as different."""
    lower = text.lower()
    pieces = _SHARP.split(lower)
    if len(pieces) == 1:
        return [text]
    if len(pieces) - 1 > _MOST_VARIANTS:
        return list(dict.fromkeys((lower, "ss".join(pieces), "ß".join(pieces))))
    return [
        "".join(piece + sharp for piece, sharp in zip(pieces, (*signs, ""), strict=True))
        for signs in product(("ss", "ß"), repeat=len(pieces) - 1)
    ]
