"""Why there is nothing to compare, where there is nothing."""

from __future__ import annotations

from annotator.agreement.nominal import ONE_ANNOTATOR
from annotator.core.messages import Message, message
from annotator.storage import file
from annotator.workspace.agreement_query import found_by
from annotator.workspace.agreement_reading import Selection, read_table
from annotator.workspace.workspace import Workspace


def why_nothing(workspace: Workspace, selection: Selection) -> Message | None:
    """Return why a selection has no article that two have read; None where it has. Raises InputError."""
    if len(read_table(workspace, selection)[0].documents):
        return None
    everybody = [one.id for one in workspace.annotators()]
    if len(set(selection.annotators)) == 1 and len(everybody) > 1:
        return message(
            "{annotator} alone was chosen, and it takes two annotators to agree; name a second one",
            annotator=selection.annotators[0],
        )
    if found_by(workspace, everybody, selection.queries) == set():
        return message(
            "no article is found by {queries}", queries=" or ".join(map(_quoted, selection.queries))
        )
    if open_finals(workspace, selection):
        return message(
            "the final reading of these articles is not finished; --all-states compares it as far as it is"
        )
    return ONE_ANNOTATOR


def open_finals(workspace: Workspace, selection: Selection) -> int:
    """Return of how many articles the final reading was chosen by its name, and is in none of the chosen states."""
    golds = [
        one.id for one in workspace.annotators() if one.kind == "gold" and one.name in selection.annotators
    ]
    states = ", ".join("?" * len(selection.states))
    with file.known_errors(workspace.path):
        return sum(
            workspace.conn.execute(
                "SELECT count(*) FROM layer WHERE annotator_id = ? AND NOT removed "  # noqa: S608
                f"AND state NOT IN ({states})",
                (gold, *selection.states),
            ).fetchone()[0]
            for gold in golds
        )


def _quoted(query: str) -> str:
    return f"“{query}”"
