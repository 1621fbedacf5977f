"""What is chosen of a case when it comes in hand: what was kept of it, else what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.agreement.standing import Status
from annotator.core.decisions import Choice
from annotator.core.errors import EditError, InputError
from annotator.gui.review.final import Chosen
from annotator.workspace.review_rows import Row
from annotator.workspace.reviewing import Open, Review, readings_of
from annotator.workspace.verdicts import Verdict, check


@dataclass(frozen=True, slots=True)
class Kept:
    """What a lead has chosen and written of a case, for when it is shown anew; `said` are its readings."""

    row: Row
    said: Mapping[str, object]
    choice: Chosen | None
    reason: str
    note: str


def first_choice(review: Review, opened: Open) -> tuple[Chosen | None, bool]:
    """Return what was decided of a case that is decided, else what more than half have; whether that is so.

    None is the choice where no key says what was decided, such as a free edit.
    """
    if opened.row.status == Status.DECIDED:
        decided = opened.item.decisions[-1]
        taken = opened.article.names.get(decided.taken) if decided.taken is not None else None
        found = decided.choice, taken
        if decided.choice != Choice.READING or decided.taken is not None:  # else all had it
            has_no_key = decided.choice == Choice.EDITED or (decided.taken is not None and taken is None)
            return (None if has_no_key or not can_be(opened, found) else found), False
    proposal, said = review.proposal(opened), list(readings_of(opened).values())
    if proposal is None or 2 * said.count(readings_of(opened)[proposal]) <= len(said):
        return None, False
    return (Choice.READING, proposal), True


def can_be(opened: Open, choice: Chosen) -> bool:
    """Tell whether the readings as they are now allow a choice."""
    try:
        check(opened.article, opened.item, Verdict(*choice))
    except (EditError, InputError):
        return False
    return True
