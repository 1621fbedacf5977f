"""The find bar over the article: what is found is marked in the text, and the one at hand selected."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from annotator.core.finding import Found, search
from annotator.gui.article import selection as selecting
from annotator.gui.article.view import ArticleView
from annotator.gui.i18n import number, tr
from annotator.gui.status import Elided
from annotator.gui.widgets import button

_SLICE = 0.006
_LONGEST = 1_000
_BUTTON = 32
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Finds words in the open article. The text is searched in slices, so that typing never waits.

    The place at hand is the article's selection: whoever leaves the bar can mark it.
    """

    def __init__(self, article: ArticleView) -> None:
        super().__init__()
        self.setObjectName("find")
        self._article = article
        self._found = Found()
        self._current: int | None = None
        self._under_way: Iterator[int] | None = None
        self._searched = 0
        self._from = 0
        self._before = article.selection
        self._direction = 0
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._go_on)
        # Its parts are made when it is opened first: the article comes first.
        self._field: QLineEdit | None = None
        self._count: QLabel | None = None
        self.hide()

    def _make(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr("Find in the article…"))
        field.setAccessibleName(tr("Find in the article"))
        field.setMaxLength(_LONGEST)
        field.setMinimumWidth(56)
        field.textChanged.connect(self._on_typing)
        field.installEventFilter(self)
        self._count = Elided("", "muted")
        self._count.setAccessibleName(tr("Places found"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(4)
        row.addWidget(field, 1)
        row.addWidget(self._count)
        for sign, text, command in (
            ("↑", tr("Find the one before"), lambda: self.step(-1)),
            ("↓", tr("Find next"), lambda: self.step(1)),
            ("✕", tr("Close"), self.leave),
        ):
            one = button(sign, "chip", command)
            one.setToolTip(text)
            one.setAccessibleName(text)
            one.setFixedWidth(_BUTTON)
            row.addWidget(one)
        self._field = field
        return field

    # Opening and closing

    def open(self) -> None:
        """Show the bar with the keyboard in it; what was looked for last is marked, and typing replaces it."""
        field = self._field or self._make()
        reopened = not self.isVisible()
        self.show()
        field.setFocus()
        field.selectAll()
        if reopened:
            self._before = self._article.selection
            self._start(0)

    def leave(self) -> None:
        """Close the bar; the words at hand stay selected, and the keyboard goes to the article.

        The start of a word is often all that is typed to find it: the whole word is then selected.
        """
        self._stop()
        if self._is_at_place():
            selection = self._article.selection
            words = self._article.tokens.touched(selection.start, selection.end)
            if words is not None and words.start == selection.start:
                self._article.select(selecting.exactly(self._article.tokens, *words))
        self._found, self._current = Found(), None
        self._article.set_found(self._found, None)
        self.hide()
        self._article.setFocus()

    def show_text(self) -> None:
        """Look for the same words in another article, without going to any."""
        self._stop()
        self._found, self._current = Found(), None
        self._before = self._article.selection
        if self.isVisible():
            self._start(0)
        else:
            self._article.set_found(self._found, None)

    # Searching

    def _on_typing(self) -> None:
        """Look for what is now in the field, from where typing began."""
        if not self._is_at_place():
            self._from = self._article.selection.start
        self._start(1)

    def _is_at_place(self) -> bool:
        """Tell whether the article's selection is still the place at hand."""
        selection = self._article.selection
        return self._current is not None and self._found[self._current] == (selection.start, selection.end)

    def _start(self, direction: int) -> None:
        """Search anew; go to the first place after `_from` (1), to the last before it (-1), or to none (0)."""
        self._stop()
        self._found, self._current = Found(), None
        self._direction, self._searched = direction, 0
        wanted = self._field.text() if self._field is not None else ""
        if wanted:
            self._under_way = search(self._article.text, wanted, self._found)
            self._slices.start(0)
        self._go_on()

    def _stop(self) -> None:
        self._slices.stop()
        self._under_way = None

    def _go_on(self) -> None:
        """Search for a moment, then go to the place wanted if it is known by now."""
        until = time.perf_counter() + _SLICE
        while self._under_way is not None:
            searched = next(self._under_way, None)
            if searched is None:
                self._stop()
                break
            self._searched = searched
            if time.perf_counter() > until:
                break
        wanted = self._wanted()
        if wanted is not None:
            self._go(wanted)
        elif self._direction and self._under_way is None and not len(self._found):
            self._article.select(self._before)
        self._show()

    def _wanted(self) -> int | None:
        """Return the place to go to as soon as it is sure which that is."""
        total, ended = len(self._found), self._under_way is None
        if not self._direction or self._current is not None or not total:
            return None
        after = self._found.first_from(self._from)
        if self._direction > 0:
            return after if after < total else 0 if ended else None
        if self._searched < self._from and not ended:
            return None
        return after - 1 if after else total - 1 if ended else None

    def step(self, direction: int) -> None:
        """Go to the next place (1) or the one before (-1), round the ends of the article."""
        selection = self._article.selection
        if not self.isVisible():
            self.open()
            self._from = selection.end if direction > 0 else selection.start
            self._start(direction)
            return
        if not len(self._found):
            return
        if self._is_at_place() and self._current is not None:
            following = self._current + direction
        elif direction > 0:
            following = self._found.first_from(selection.end)
        else:
            following = self._found.first_from(selection.start) - 1
        self._go(following % len(self._found))
        self._show()

    def _go(self, index: int) -> None:
        self._current = index
        place = self._found[index]
        self._from = place.start
        article = self._article
        article.span_clicked.emit(None)
        article.select(selecting.exactly(article.tokens, *place))

    def _show(self) -> None:
        current = self._found[self._current] if self._current is not None else None
        self._article.set_found(self._found, current)
        if self._count is not None and self._field is not None:
            self._count.setText(self._in_words() if self._field.text() else "")

    def _in_words(self) -> str:
        total, under_way = len(self._found), self._under_way is not None
        if not total:
            return tr("Searching…") if under_way else tr("Not found")
        known = number(total) + ("…" if under_way else "")
        if self._current is None:
            return tr("{total} found", total=known)
        return tr("{n} of {total}", n=number(self._current + 1), total=known)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, with Shift back; Escape leaves."""
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        if event.key() != Qt.Key.Key_Escape and event.key() not in _ENTER:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        return True
