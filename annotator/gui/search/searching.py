"""Search in the Annotate screen: the panel, “next like this”, and the index kept up behind them.

The panel is made when it is opened first: the article comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.core.spans import Fragment
from annotator.gui.reading import IsCancelled, Report
from annotator.gui.search.asking import Asker
from annotator.workspace.searching import is_index_behind

if TYPE_CHECKING:
    from annotator.gui.annotate.screen import AnnotateScreen
    from annotator.gui.search.like import LikeThis
    from annotator.gui.search.panel import SearchPanel
    from annotator.workspace.searching import Hit
    from annotator.workspace.workspace import Workspace

_INDEX_AFTER_MS = 3_000


class Searching(QObject):
    """Belongs to one screen, and ends with its session."""

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self.panel: SearchPanel | None = None
        self._like: LikeThis | None = None
        self._indexer = Asker(screen.workspace, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_INDEX_AFTER_MS)
        self._later.timeout.connect(self._index)
        self._later.start()

    def show_documents_changed(self) -> None:
        """Documents came: let the index take them up."""
        self._later.start()

    def close(self) -> None:
        """End what is under way."""
        self._later.stop()
        self._indexer.stop()
        if self.panel is not None:
            self.panel.stop()
        if self._like is not None:
            self._like.stop()

    def _index(self) -> None:
        """Complete the index without haste. What fails here fails again where somebody searches, and is said."""
        if not self._indexer.is_busy and is_index_behind(self._screen.workspace):
            self._indexer.ask(_nothing_more, words=True, hurry=False)

    # The panel

    def open(self) -> None:
        """Show the panel with the keyboard in it."""
        from annotator.gui.search.panel import HEIGHT, SearchPanel

        if self.panel is None:
            screen = self._screen
            self.panel = SearchPanel(screen.workspace, screen.session.annotator)
            self.panel.chosen.connect(self._show_hit)
            self.panel.left.connect(screen.article.setFocus)
            screen.pane.add_below(self.panel, HEIGHT)
        self.panel.open()

    def _show_hit(self, hit: Hit) -> None:
        """Open a hit's article at its first place; once more, at the next."""
        screen = self._screen
        session, selection = screen.session, screen.article.selection
        following = 0
        if session.document is None or session.document.id != hit.document.id:
            screen.open(hit.document.id)
        elif (selection.start, selection.end) in hit.places:
            following = hit.places.index(Fragment(selection.start, selection.end)) + 1
        if session.document is not None and session.document.id == hit.document.id and hit.places:
            screen.pane.show_place(hit.places[following % len(hit.places)])
        screen.article.setFocus()

    # Next like this

    def like(self, direction: int) -> None:
        """Go to the next place with the same words (1), or the one before (-1)."""
        from annotator.gui.search.like import LikeThis

        if self._like is None:
            self._like = LikeThis(self._screen)
        self._like.step(direction)


def _nothing_more(_own: Workspace, _report: Report, _cancelled: IsCancelled) -> None:
    """Ask nothing: the index alone was wanted."""
