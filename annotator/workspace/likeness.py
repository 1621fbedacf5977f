"""“Next like this”: the next article, in the order of the queue, that has the same words."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.core.errors import Cancelled
from annotator.core.likeness import Like
from annotator.core.query import Query, Term, has_words
from annotator.core.spans import Fragment
from annotator.storage import documents, search
from annotator.workspace.searching import interruptible
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Found:
    """Where the same words stand; `same_case` is False where only upper and lower case differ."""

    document_id: int
    place: Fragment
    same_case: bool


def find_like(
    workspace: Workspace,
    like: Like,
    ids: array[int],
    here: int,
    *,
    by_id: bool,
    backwards: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Found | None:
    """Return the first place in the documents `ids` after the one `here`, going round, that one left out.

    With `backwards` the last place before. `by_id` says that `ids` ascend. The same case
    goes before another, wherever it is. The index must be complete. Raises Cancelled.
    """
    other_case: Found | None = None
    with interruptible(workspace):
        for document_id in _candidates(workspace, like, ids, here, by_id=by_id, backwards=backwards):
            if cancelled():
                raise Cancelled
            text = documents.read_text(workspace.conn, document_id).text
            place = _place(like, text, backwards=backwards, any_case=False)
            if place is not None:
                return Found(document_id, place, same_case=True)
            if other_case is None and (place := _place(like, text, backwards=backwards, any_case=True)):
                other_case = Found(document_id, place, same_case=False)
    return other_case


def _place(like: Like, text: str, *, backwards: bool, any_case: bool) -> Fragment | None:
    places = like.places(text, any_case=any_case)
    if not backwards:
        return next(places, None)
    place = None
    for place in places:  # noqa: B007 (the last is wanted)
        pass
    return place


def _candidates(
    workspace: Workspace, like: Like, ids: array[int], here: int, *, by_id: bool, backwards: bool
) -> Iterator[int]:
    """Yield documents that may have the words, in the order wanted."""
    words = like.words
    if not has_words(words):
        yield from _walk(ids, here, backwards=backwards)
        return
    # A prefix takes much longer to look for.
    query = Query(terms=(Term(words, prefix=not like.ends_word),))
    if not by_id:
        may = set(search.find_ids(workspace.conn, 0, query))
        yield from (
            document_id for document_id in _walk(ids, here, backwards=backwards) if document_id in may
        )
        return
    after = search.find_ids(workspace.conn, 0, query, after=here, backwards=backwards)
    before = search.find_ids(workspace.conn, 0, query, before=here, backwards=backwards)
    for part in (before, after) if backwards else (after, before):
        for document_id in part:
            place = bisect_left(ids, document_id)
            if place < len(ids) and ids[place] == document_id:
                yield document_id


def _walk(ids: array[int], here: int, *, backwards: bool) -> Iterator[int]:
    """Yield all but `here`, from there on and going round."""
    try:
        start = ids.index(here)
    except ValueError:
        start = -1
    count = len(ids)
    for step in range(1, count + (start < 0)):
        row = (start - step) if backwards else (start + step)
        yield ids[row % count]
