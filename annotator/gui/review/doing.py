"""What the actions of the Review screen do, by their names; a name that the table does not have is passed over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from annotator.core.decisions import Choice
from annotator.workspace.accepting import MAJORITY

if TYPE_CHECKING:
    from annotator.gui.review.screen import ReviewScreen


def handlers_of(screen: ReviewScreen) -> dict[str, Callable[[], object]]:
    """Return what each action does."""
    deciding = screen.deciding
    found: dict[str, Callable[[], object]] = {
        "review_next": partial(screen.step, 1),
        "review_previous": partial(screen.step, -1),
        "review_union": partial(deciding.choose, Choice.UNION),
        "review_overlap": partial(deciding.choose, Choice.OVERLAP),
        "review_none": partial(deciding.choose, Choice.NONE),
        "review_edit": deciding.edit,
        "review_drop": deciding.drop_edit,
        "review_later": deciding.later,
        "review_reason": deciding.next_reason,
        "review_note": deciding.write_note,
        "review_decide": deciding.decide,
        "review_names": screen.toggle_names,
        "review_accept": screen.accept_agreed,
        "review_first": partial(screen.go_to_end, first=True),
        "review_last": partial(screen.go_to_end, first=False),
        "review_majority": partial(screen.accept_agreed, MAJORITY),
        "review_audit": screen.audit,
        "review_unfinished": screen.toggle_unfinished,
        "review_more": screen.list.more.showMenu,
        "review_reasons": screen.edit_reasons,
        "review_feedback": screen.show_feedback,
    }
    return found | {f"review_take_{n}": partial(deciding.take, n - 1) for n in range(1, 10)}
