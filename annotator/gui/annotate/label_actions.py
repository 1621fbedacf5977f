"""The keys of the scheme: one for each label, and one for each attribute."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from annotator.gui import keys as keys_in_force
from annotator.gui.actions import make_action
from annotator.gui.annotate.session import Session
from annotator.gui.article.view import ArticleView
from annotator.gui.i18n import tr


class LabelActions(QObject):
    """What labels and attributes can be set by key in the article; made anew when the scheme changes."""

    said = Signal(str)

    def __init__(self, session: Session, article: ArticleView) -> None:
        super().__init__(article)
        self._session = session
        self._article = article
        self.actions: list[QAction] = []
        self.rebuild()

    def rebuild(self) -> None:
        """Give each label of the scheme its keys, and each attribute its own."""
        for action in self.actions:
            self._article.removeAction(action)
            action.deleteLater()
        self.actions = []
        keys: dict[str, dict[str, None]] = {}
        for one in self._session.workspace.scheme.labels:
            if one.key:
                self._add(tr("Mark as {label}", label=one.title), one.key, partial(self.label, one.name))
                again = partial(self.label_anew, one.name)
                self._add_free(tr("Mark also as {label}", label=one.title), f"Ctrl+{one.key}", again)
                on = partial(self.continue_before, one.name)
                self._add_free(tr("Add to the {label} before", label=one.title), f"Alt+{one.key}", on)
            for attribute in one.attributes:
                if attribute.key:
                    keys.setdefault(attribute.key, {})[attribute.name] = None
        for key, names in keys.items():
            text = tr("Next value of {attribute}", attribute=" / ".join(names))
            self._add(text, key, partial(self._next_value, key))

    def _add(self, text: str, key: str, handler: Callable[[], object]) -> None:
        self.actions.append(make_action(self._article, text, (key,), handler))

    def _add_free(self, text: str, key: str, handler: Callable[[], object]) -> None:
        """Add an action unless its keys are those of another: Ctrl+E exports, whatever E marks."""
        if not keys_in_force.holder(key, "", {}):
            self._add(text, key, handler)

    def label(self, name: str) -> None:
        """Mark the selection, or relabel the span in hand."""
        self._session.label(name, self._article.selected_fragment())

    def label_anew(self, name: str) -> None:
        """Mark the words of the span in hand with a further label."""
        self._session.label(name, self._article.selected_fragment(), anew=True)

    def continue_before(self, name: str) -> None:
        """Add the selection as a fragment to the span of this label before it."""
        self._session.continue_before(name, self._article.selected_fragment())

    def _next_value(self, key: str) -> None:
        if self._session.span is None:
            self.said.emit(tr("No span is selected. Tab walks the spans."))
        elif not self._session.next_value(key):
            self.said.emit(tr("The span in hand has no attribute under {key}.", key=key.upper()))
