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


class _View(Protocol):
    text: str
    tokens: Tokens
    layout_: ArticleLayout
    selection: Selection


def moved(event: QKeyEvent, view: _View) -> Selection | None:
    """Return the selection after a key: words with arrows, characters with Alt, Shift extends."""
    key, modifiers = event.key(), event.modifiers()
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
