"""Which documents train and which evaluate: by their texts, so that nothing moves later."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from annotator.core.errors import AnnotatorError
from annotator.core.messages import Message, message

_RANGE = 1 << 64


def place_of(text: str) -> float:
    """Return where a text lies in [0, 1): the same on every machine.

    The same wire copy under two outlets has two keys but one place, so that it never
    trains and evaluates at once.
    """
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") / _RANGE


def check_share(dev: float) -> None:
    """Raise AnnotatorError unless `dev` lies between 0 and 1."""
    if not 0 < dev < 1:
        raise AnnotatorError("The share for evaluation must lie between 0 and 1, not {share}.", share=dev)


def split(places: Sequence[tuple[float, str]], dev: float) -> tuple[list[bool], list[Message]]:
    """Tell for each document, given as place and key, whether it evaluates; and what to note.

    A document whose place is below `dev` evaluates. Where that leaves one side empty,
    the text nearest to the bound changes sides; one document alone trains.
    """
    evaluates = [place < dev for place, _ in places]
    if len(places) < 2:
        note = message(
            "There is only one article: it trains, and {file} is empty, so that nothing can be scored.",
            file="dev.spacy",
        )
        return [False] * len(places), [note] if places else []
    if len(set(evaluates)) == 2:
        return evaluates, []
    return _with_one_moved(places, all_evaluate=evaluates[0])


def _with_one_moved(
    places: Sequence[tuple[float, str]], all_evaluate: bool
) -> tuple[list[bool], list[Message]]:
    """Move the text with the smallest place to evaluation, or the one with the largest to training."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = order[-1] if all_evaluate else order[0]
    if len({place for place, _ in places}) == 1:
        changed = [index == moved for index in range(len(places))]
        note = message("All articles have the same text: it trains and evaluates at once.")
    else:
        changed = [place == places[moved][0] for place, _ in places]
        note = (
            message("The split left no article to train with: one was moved there.")
            if all_evaluate
            else message("The split left no article to evaluate with: one was moved there.")
        )
    return [is_moved is not all_evaluate for is_moved in changed], [note]
