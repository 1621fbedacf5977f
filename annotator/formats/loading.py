"""Loading what takes long to load, some at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from annotator.core.errors import Cancelled

# What spaCy loads by itself, in parts of some 0.1 s; what it no longer needs does not matter.
_BEFORE = ("numpy", "thinc.api", "weasel")


def load_spacy(cancelled: Callable[[], bool]) -> None:
    """Load spaCy, which takes half a second, if it is not there. Raises Cancelled, between its parts too."""
    if "spacy" in sys.modules:
        return
    for name in (*_BEFORE, "spacy"):
        with suppress(ImportError):
            import_module(name)
        if cancelled():
            raise Cancelled
