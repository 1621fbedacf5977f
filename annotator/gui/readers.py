"""What annotators are called in lists."""

from __future__ import annotations

from annotator.gui.i18n import tr
from annotator.workspace.workspace import Annotator


def reader_name(one: Annotator) -> str:
    """Return an annotator's name; of a machine it says so."""
    return tr("{annotator} (machine)", annotator=one.name) if one.kind == "machine" else one.name
