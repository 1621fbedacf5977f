"""“Next like this”: the same words again, in this article or in another."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.core.errors import AnnotatorError
from annotator.core.likeness import Like
from annotator.core.query import has_words
from annotator.core.spans import Fragment
from annotator.gui.i18n import number, told, tr, tr_n
from annotator.gui.reading import IsCancelled, Report
from annotator.gui.search.asking import Asker
from annotator.workspace.likeness import Found, find_like

if TYPE_CHECKING:
    from annotator.gui.annotate.screen import AnnotateScreen
    from annotator.workspace.workspace import Workspace

_MOST_COUNTED = 999
_SHOWN = 40


class LikeThis(QObject):
    """Looks in the open article first, at once; then in the others in the order of the queue, in a thread."""

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._asked: tuple[Like, int, Fragment, int] | None = None
        self._asker = Asker(screen.workspace, self)
        self._asker.indexed.connect(self._show_indexing)
        self._asker.ended.connect(self._show)
        self._asker.failed.connect(self._show_failure)

    def stop(self) -> None:
        """End what is under way, for good."""
        self._asker.stop()

    def step(self, direction: int) -> None:
        """Go to the next place (1) or the one before (-1)."""
        session = self._screen.session
        span = session.span
        here = span.fragments[0] if span is not None else self._screen.article.selected_fragment()
        if session.document is None or here is None:
            self._screen.said.emit(tr("Select words first: arrows move, Shift+arrows extend."))
            return
        asked = (session.document.id, here, direction)
        if self._asker.is_busy and self._asked is not None and self._asked[1:] == asked:
            return
        self._asker.drop()
        like = Like.at(session.text, *here)
        ahead = self._beside(like, here, direction)
        if ahead:
            self._go(like, ahead[0], direction, len(ahead) - 1)
        else:
            self._ask(like, here, session.document.id, direction)

    def _beside(self, like: Like, here: Fragment, direction: int) -> list[Fragment]:
        """Return the places in the open article after this one, or before it, the next first."""
        text = self._screen.session.text
        if direction > 0:
            return list(islice(like.places(text, here.end), _MOST_COUNTED + 1))
        before = [place for place in like.places(text, 0, here.start) if place.end <= here.start]
        return before[::-1][: _MOST_COUNTED + 1]

    def _go(self, like: Like, place: Fragment, direction: int, more: int) -> None:
        self._screen.pane.show_place(place)
        words = _shown(like.text)
        if not more:
            text = (
                tr("The last “{words}” in this article.", words=words)
                if direction > 0
                else tr("The first “{words}” in this article.", words=words)
            )
        elif more > _MOST_COUNTED - 1:
            text = tr("“{words}”: {n} or more in this article.", words=words, n=number(more))
        else:
            text = tr_n("{n} more in this article", "{n} more in this article", more) + f": “{words}”"
        self._screen.said.emit(text)

    def _ask(self, like: Like, here: Fragment, document_id: int, direction: int) -> None:
        self._asked = (like, document_id, here, direction)
        order, by_id = self._screen.queue.model.order, self._screen.queue.model.is_by_id

        def question(own: Workspace, _report: Report, cancelled: IsCancelled) -> Found | None:
            return find_like(
                own, like, order.ids, document_id, by_id=by_id, backwards=direction < 0, cancelled=cancelled
            )

        self._asker.ask(question, words=has_words(like.words))

    def _show(self, found: Found | None) -> None:
        """Go where the answer says, unless the user has gone elsewhere meanwhile."""
        assert self._asked is not None
        like, document_id, here, direction = self._asked
        screen, session = self._screen, self._screen.session
        if session.document is None or session.document.id != document_id:
            return
        if found is None or not found.same_case:
            round_ = self._round(like, here, direction)
            if round_ is not None:
                screen.pane.show_place(round_)
                screen.said.emit(
                    tr("No other article has “{words}”: back in this one.", words=_shown(like.text))
                )
                return
        if found is None:
            screen.said.emit(
                tr("There is no other “{words}” in the articles of the queue.", words=_shown(like.text))
            )
            return
        screen.open(found.document_id)
        if session.document.id == found.document_id:
            screen.pane.show_place(found.place)
            words = _shown(session.text[found.place.start : found.place.end])
            screen.said.emit(tr("In another article: “{words}”", words=words))

    def _round(self, like: Like, here: Fragment, direction: int) -> Fragment | None:
        """Return the first place in the open article, or the last for -1, if it is another than this one."""
        places = list(
            self._beside(like, Fragment(0, 0) if direction > 0 else Fragment(10**9, 10**9), direction)
        )
        return places[0] if places and places[0] != here else None

    def _show_indexing(self, done: int, total: int) -> None:
        self._screen.said.emit(
            tr(
                "Making the articles ready for searching: {done} of {total}…",
                done=number(done),
                total=number(total),
            )
        )

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._screen.said.emit(told(error.message))


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
