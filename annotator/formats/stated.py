"""Metadata as other tools' JSON has it: an object of anything, beside the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.core.documents import Metadata
from annotator.formats.jsonl_reading import KNOWN, PROPOSED
from annotator.formats.jsonl_values import as_text, as_text_or_number
from annotator.formats.metadata import propose


def metadata_of(text: str, *objects: object, without: tuple[str, ...] = ()) -> Metadata:
    """Return what the objects state, the first that does, and what the text proposes where none does.

    What is neither text nor a number, or is named in `without`, is no metadata.
    """
    stated: dict[str, str] = {}
    for given in objects:
        for name, value in given.items() if isinstance(given, dict) else ():
            known = as_text_or_number(value)
            if known is not None and as_text(name) and name not in without:
                stated.setdefault(name, known)
    proposed = Metadata() if all(name in stated for name in PROPOSED) else propose(text)
    more = tuple(sorted((name, value) for name, value in stated.items() if name not in KNOWN))
    return replace(proposed, more=more, **{name: stated[name] for name in KNOWN if name in stated})


def stated_by(metadata: Metadata) -> dict[str, str]:
    """Return the metadata that have names of their own; blank ones too, so that nothing is proposed for them."""
    return {name: getattr(metadata, name) for name in KNOWN}


def more_of(metadata: Metadata, taken: Mapping[str, object]) -> dict[str, str]:
    """Return the other metadata, without names that are `taken`."""
    return {name: value for name, value in metadata.more if name not in taken}
