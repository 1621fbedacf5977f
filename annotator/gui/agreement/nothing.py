"""What is said where there is nothing to compare."""

from __future__ import annotations

from annotator.gui.i18n import tr, tr_n
from annotator.gui.keys import shown_key
from annotator.workspace.agreement_cases import Compared


def why_nothing(found: Compared) -> str:
    """Return why there are no figures, and what to do."""
    if not found.readers:
        return tr(
            "Nobody has marked anything yet. Import the readings of several annotators from the project menu, or let "
            "them mark the same articles; how far they agree stands here then."
        )
    if found.readers < 2:
        return tr(
            "There is one annotator only. Import the readings of others from the project menu, or let somebody "
            "else mark the same articles; how far they agree stands here then."
        )
    if not found.finished:
        return tr(
            "No reading is done yet. An article is done when its annotator presses {key} in it; the chip “Done "
            "readings” can take in those in progress.",
            key=shown_key("done") or "–",
        )
    if found.open_finals:
        return tr(
            "The final reading is not finished in any of these articles. The chip “Done readings” can take in what is "
            "in progress: it is compared as far as it is decided then."
        )
    if found.figures.selection.queries:
        return tr(
            "None of the articles that the filter “{query}” finds has been finished by two annotators. Clear it to "
            "compare all.",
            query=found.figures.selection.queries[0],
        )
    text = tr(
        "No article has been finished by two annotators. Give the same articles to several, or choose other "
        "annotators or states above."
    )
    left = found.figures.left_out
    if left:
        text += " " + tr_n("{n} article has one reader.", "{n} articles have one reader each.", left)
    return text
