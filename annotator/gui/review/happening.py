"""What is said where the case in hand was settled by something else than the lead's own keys."""

from __future__ import annotations

from annotator.gui.i18n import tr
from annotator.workspace.review_rows import Row
from annotator.workspace.reviewing import Review

_WORDS = 40  # characters of a case quoted


def what_happened(review: Review, row: Row, *, has_next: bool) -> str:
    """Return what became of a case that was open; with `has_next` another one is shown in its place."""
    opened = review.open(row.document_id, row.key)
    decided = (
        opened.item.decisions[-1] if opened and not opened.row.is_open and opened.item.decisions else None
    )
    words = row.excerpt if len(row.excerpt) <= _WORDS else row.excerpt[: _WORDS - 1].rstrip() + "…"
    if decided is None:
        said = tr("“{words}” is not among the cases any more.", words=words)
    elif decided.rule:
        said = tr("“{words}” was decided by a rule just now.", words=words)
    else:
        names = {one.id: one.name for one in review.workspace.annotators()}
        who = names.get(decided.lead_id, "?")
        said = tr("“{words}” was decided by {lead} just now.", words=words, lead=who)
    return f"{said} {tr('This is the case after it.')}" if has_next else said
