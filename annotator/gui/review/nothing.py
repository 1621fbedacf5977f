"""What the review says where there is no case to show."""

from __future__ import annotations

from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.workspace.reviewing import Review


def nothing_said(review: Review, *, filtered: bool) -> str:
    """Return what to do next; `filtered` where some cases are not shown."""
    counts = review.counts()
    if filtered:
        return tr(
            "There is no such case. {key} leads back to the open ones.",
            key=shown_key("escape") or tr("To decide"),
        )
    if not review.board.rows:
        return _why_nothing(review.board.readers)
    if review.agreed:
        return tr(
            "Nothing is left to decide. Accept the agreed spans ({key}), and the final reading is whole.",
            key=shown_key("review_accept") or "⋯",
        )
    if counts["by hand"] or counts["automatic"]:
        return tr(
            "All cases are decided. The final reading can be exported ({key}), and Feedback (⋯) shows the "
            "annotators where they differ from it.",
            key=shown_key("export") or "–",
        )
    return tr("The annotators agree on everything: there is nothing to decide.")


def _why_nothing(readers: int) -> str:
    if not readers:
        return tr(
            "Nobody has marked anything yet. Import the readings of several annotators from the project menu, "
            "or let them mark the same articles; where they differ, there are cases here."
        )
    if readers < 2:
        return tr(
            "There is one annotator only. Import the readings of others from the project menu, "
            "or let somebody else mark the same articles; where they differ, there are cases here."
        )
    return tr(
        "No article has been finished by two annotators. An article is finished when it is marked as done; "
        "⋯ shows unfinished readings, too."
    )
