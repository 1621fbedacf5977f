"""Which selection a key press in the article leads to."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.core.spans import Fragment
from annotator.core.tokens import Tokens
from annotator.gui.article import selection as selecting
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.selection import Selection

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
# By number: a key of a letter that Qt has no name for is none of its enum.
_LINES: dict[int, int] = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_PAGES = (_Key.Key_PageUp, _Key.Key_PageDown)
_PAGE = 0.85  # of the viewport's height


class _View(Protocol):
    text: str
    tokens: Tokens
    layout_: ArticleLayout
    selection: Selection

    def page_height(self) -> float: ...


class Keys:
    """Moves the selection of a view: words with arrows, characters with Alt, Shift extends."""

    def __init__(self, view: _View) -> None:
        self._view = view
        # The column that moves by line keep to, as long as nothing else moved the selection.
        self._column: tuple[Selection, float] | None = None

    def moved(self, event: QKeyEvent) -> Selection | None:
        """Return the selection after a key, or None where the key means no move."""
        key = event.key()
        if key in _LINES:
            return self._by_line(event, _LINES[key], page=key in _PAGES)
        view, modifiers = self._view, event.modifiers()
        extend = bool(modifiers & _Modifier.ShiftModifier)
        control = bool(modifiers & _Modifier.ControlModifier)
        if key in (_Key.Key_Left, _Key.Key_Right) and not control:
            onwards = key == _Key.Key_Right
            if modifiers & _Modifier.AltModifier:
                return _by_character(view, onwards=onwards, extend=extend)
            move = selecting.next_word if onwards else selecting.previous_word
            return move(view.tokens, view.selection, extend=extend)
        if key in (_Key.Key_Home, _Key.Key_End):
            return _to_edge(view, start=key == _Key.Key_Home, whole=control, extend=extend)
        if key == _Key.Key_A and control:
            return selecting.snapped(view.tokens, 0, len(view.text))
        return None

    def _by_line(self, event: QKeyEvent, direction: int, *, page: bool) -> Selection:
        view = self._view
        rect = view.layout_.caret_rect(view.selection.focus.start)
        x = rect.center().x()
        if self._column is not None and self._column[0] == view.selection:
            x = self._column[1]
        y = rect.center().y()
        far = y + direction * view.page_height() * _PAGE if page else y
        while (y - far) * direction <= 0:
            beside = _line_with_words(view, y, direction)
            if beside is None:
                break
            y = beside
        new = selecting.word_at(view.tokens, view.layout_.character(x, y))
        if event.modifiers() & _Modifier.ShiftModifier:
            new = Selection(view.selection.anchor, new.focus)
        self._column = new, x
        return new


def _line_with_words(view: _View, y: float, direction: int) -> float | None:
    """Return the middle of the first line with words below (1) or above (-1) the line at a height."""
    layout = view.layout_
    index, line = layout.line_at(y)
    while (beside := layout.line_beside(index, line, direction)) is not None:
        index, line = beside
        if line.start < line.end and view.tokens.touched(line.start, line.end) is not None:
            return layout.top(index) + (line.text_top + line.text_bottom) / 2
    return None


def _by_character(view: _View, *, onwards: bool, extend: bool) -> Selection:
    selection = view.selection
    caret = selection.caret
    if not extend and selection.start != selection.end:
        return selecting.at(selection.end if onwards else selection.start)
    caret = next_character(view, caret, onwards=onwards)
    if not extend:
        return selecting.at(caret)
    anchor = (
        selection.anchor.end if selection.focus.start < selection.anchor.start else selection.anchor.start
    )
    return Selection(Fragment(anchor, anchor), Fragment(caret, caret))


def next_character(view: _View, offset: int, *, onwards: bool) -> int:
    """Step over one character as a reader sees it: letter with its marks, or emoji."""
    blocks = view.layout_.blocks
    index = view.layout_.index_of(offset)
    if onwards and offset >= blocks[index].end:
        return blocks[index + 1].start if index + 1 < len(blocks) else offset
    if not onwards and offset <= blocks[index].start:
        if not index or blocks[index - 1].end < offset:
            return blocks[index - 1].end if index else offset
        index -= 1  # a piece of the same paragraph
    block, layout = blocks[index], view.layout_.laid(index).layout
    step = layout.nextCursorPosition if onwards else layout.previousCursorPosition
    return block.offset(step(block.unit(offset)))


def _to_edge(view: _View, *, start: bool, whole: bool, extend: bool) -> Selection:
    if whole:
        offset = 0 if start else len(view.text)
    else:
        _, line = view.layout_.line_of(view.selection.focus.start)
        offset = line.start if start else max(line.start, line.end - 1)
    new = selecting.word_at(view.tokens, offset) if start else _word_before(view.tokens, offset)
    return Selection(view.selection.anchor, new.focus) if extend else new


def _word_before(tokens: Tokens, offset: int) -> Selection:
    token = tokens.touched(offset, offset + 1)
    if token is None:
        start = tokens.previous_start(offset)
        token = tokens.touched(start, start + 1) or Fragment(offset, offset)
    return Selection(token, token)
