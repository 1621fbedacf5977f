"""Who reads in a project: those who have something to show for it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.storage import file
from annotator.workspace.workspace import Workspace

_GOLD = "gold"  # as in `choosing`, which takes long to load; this is asked before an article is shown


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody, or a machine, with the number of articles that they have a reading of."""

    name: str
    is_machine: bool
    readings: int


def readers(workspace: Workspace) -> list[Reader]:
    """Return by name who has a reading, or has worked here.

    Those whom only an import brought that was undone are left out, and so is the final
    reading: it follows from the decisions, and nobody works as it.
    """
    with file.known_errors(workspace.path):
        rows = workspace.conn.execute(
            "SELECT a.name, a.kind = 'machine', (SELECT count(*) FROM layer l JOIN document d ON d.id = l.document_id "
            "WHERE l.annotator_id = a.id AND NOT l.removed AND NOT d.removed) AS n FROM annotator a "
            "WHERE a.kind <> ? AND (n OR EXISTS (SELECT 1 FROM history h WHERE h.annotator_id = a.id) "
            "OR EXISTS (SELECT 1 FROM place p WHERE p.annotator_id = a.id)) ORDER BY a.name COLLATE NOCASE",
            (_GOLD,),
        )
        return [Reader(name, bool(machine), n) for name, machine, n in rows]
