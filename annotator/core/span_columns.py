"""Very many spans as they come from a project, before anything is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.core.spans import Origin

ORIGINS = tuple(Origin)
NO_ORIGIN = len(ORIGINS)


@dataclass(frozen=True, slots=True)
class SpanRows:
    """Four numbers for each fragment, in any order of the spans: span, layer, what kind of span and place.

    `numbers` has them by columns, as text with commas between them. The kind is the number of the label in
    `labels`, times eight, plus that of the origin in `ORIGINS`; the place is the start,
    shifted by 31 bits, plus the end, or -1 where a span has no fragment. `notes` and `attributes`,
    pairs sorted by name, go by span and leave out those that have none.
    """

    numbers: tuple[str, str, str, str]
    labels: tuple[str, ...]
    notes: Mapping[int, str]
    attributes: Mapping[int, list[tuple[str, str]]]
