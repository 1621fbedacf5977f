"""How many decisions of a review were marked as a gap in the guideline of each label."""

from __future__ import annotations

from collections import Counter

from annotator.core.decisions import Decision, Setting
from annotator.core.errors import AnnotatorError
from annotator.workspace.reasons import count_gaps
from annotator.workspace.workspace import Changed, Workspace


class Gaps:
    """Counted when first asked for, and again after something has changed that can change it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._counted: Counter[str] | None = None
        workspace.subscribe(self._on_changed)

    def of(self, label: str) -> int:
        """Return how many there are of a label."""
        if self._counted is None:
            try:
                self._counted = count_gaps(self._workspace)
            except AnnotatorError:
                return 0  # what is wrong with the file is told where something is asked of it
        return self._counted[label]

    def _on_changed(self, changed: Changed) -> None:
        if changed.document_id is None or any(
            isinstance(c.after or c.before, Decision | Setting) for c in changed.changes
        ):
            self._counted = None
