"""The screens of a project and the ways between them; what one key does in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from annotator.gui.window import MainWindow

if TYPE_CHECKING:
    from annotator.core.spans import State
    from annotator.gui.review.screen import ReviewScreen
    from annotator.workspace.feedback_differences import OfFinal
    from annotator.workspace.review_rows import Filter

Handler = Callable[[], object]

_OF_ARTICLES = (
    "next_article",
    "previous_article",
    "find_next",
    "find_previous",
    "search",
    "sort",
    "spans",
    "queue_pane",
    "inspector_pane",
)


class Places:
    """Review and agreement beside the articles, each made when it is asked for first.

    `changed` is called when a screen was made, and its actions with it.
    """

    def __init__(self, window: MainWindow, changed: Callable[[], None]) -> None:
        self.window = window
        self._changed = changed

    def handlers(self, known: Mapping[str, Handler]) -> dict[str, Handler]:
        """Return what leads from screen to screen; what is `known` of the articles alone leads to them."""

        def articles(name: str) -> None:
            self.window.show_annotate()
            known[name]()

        def here(
            name: str, review: Callable[[ReviewScreen], object], agreement: Callable[..., object]
        ) -> None:
            window = self.window
            if window.review_ is not None and window.is_reviewing:
                review(window.review_)
            elif window.agreement_ is not None and window.is_comparing:
                agreement(window.agreement_)
            else:
                known[name]()

        made: dict[str, Handler] = {name: partial(articles, name) for name in _OF_ARTICLES}
        for name in ("filter", "find"):
            made[name] = partial(
                here, name, lambda r: r.list.search.setFocus(), lambda _, n=name: articles(n)
            )
        made["escape"] = partial(here, "escape", lambda r: r.escape(), lambda a: a.escape())
        made["pane"] = partial(here, "pane", lambda r: r.next_pane(), lambda a: a.next_pane())
        if self.window.review_ is not None:
            made |= self.window.review_.handlers()
        made |= {f"agreement_{name}": partial(self._compare, name) for name in ("again", "copy", "report")}
        return made | {
            "annotate": self.window.show_annotate,
            "review": self.show_review,
            "agreement": self.show_agreement,
            "review_feedback": self.show_feedback,
        }

    def show_review(self) -> None:
        """Put the review in front, made when it is asked for first."""
        from annotator.gui.review.screen import ReviewScreen

        window, screen = self.window, self.window.screen_
        if window.workspace is None or screen is None:
            return
        if window.review_ is None:
            made = ReviewScreen(window.workspace, screen.session.annotator)
            made.article_wanted.connect(self.show_article)
            window.show_review(made)
            window.show_zoom()
            self._changed()
        else:
            window.show_review(window.review_)

    def show_agreement(self) -> None:
        """Put the agreement in front, computed when it is asked for first."""
        from annotator.gui.agreement.screen import AgreementScreen

        window = self.window
        if window.workspace is None or window.screen_ is None:
            return
        if window.agreement_ is None:
            made = AgreementScreen(window.workspace)
            made.cases_wanted.connect(self.show_cases)
            made.differences_wanted.connect(lambda behind: self.show_feedback(behind=behind))
            window.show_agreement(made)
            self._changed()
        else:
            window.show_agreement(window.agreement_)

    def _compare(self, name: str) -> None:
        """Run a command of the agreement, in front."""
        self.show_agreement()
        if self.window.agreement_ is not None:
            self.window.agreement_.handlers()[name]()

    def show_cases(self, filter_: Filter, states: tuple[State, ...], name: str) -> None:
        """Show in the review the cases that stand behind a figure."""
        self.show_review()
        if self.window.review_ is not None:
            self.window.review_.show_behind(filter_, states, name)

    def show_feedback(self, label: str = "", behind: OfFinal | None = None) -> None:
        """Show what annotators can learn from the decisions; of a `label` the gaps in its guideline.

        With `behind`, what differs from the final reading behind a figure.
        """
        from annotator.gui.review.feedback import FeedbackWindow

        window = self.window
        if window.workspace is not None and window.screen_ is not None:
            who = None if window.is_reviewing else window.screen_.session.annotator.id
            # It goes with the project's own screen.
            made = FeedbackWindow(window.workspace, window.screen_, label=label, who=who, behind=behind)
            made.article_wanted.connect(self.show_article)
            made.show()

    def show_article(self, document_id: int, offset: int) -> None:
        """Put an article in front, at a code point of its text."""
        screen = self.window.screen_
        if screen is not None:
            self.window.activateWindow()
            self.window.show_annotate()
            screen.open(document_id)
            screen.article.go_to(offset)
            screen.article.setFocus()
