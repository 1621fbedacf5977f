"""The one table of actions: what each is called and which keys do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.gui.i18n import tr


class Where(StrEnum):
    """Where an action's keys work."""

    WINDOW = "window"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: `keys` in Qt's portable notation; `group` heads it in the sheet of shortcuts."""

    name: str
    text: str
    keys: tuple[str, ...]
    where: Where
    group: str


def _entry(name: str, text: str, keys: str, group: str, where: Where = Where.ARTICLE) -> Entry:
    return Entry(name, text, tuple(keys.split()), where, group)


_PROJECT = QT_TRANSLATE_NOOP("Annotator", "Project")
_ARTICLE = QT_TRANSLATE_NOOP("Annotator", "Articles")
_SPAN = QT_TRANSLATE_NOOP("Annotator", "Spans")
_VIEW = QT_TRANSLATE_NOOP("Annotator", "View")
_WINDOW = Where.WINDOW

ACTIONS = (
    _entry("new", QT_TRANSLATE_NOOP("Annotator", "New project…"), "Ctrl+N", _PROJECT, _WINDOW),
    _entry("open", QT_TRANSLATE_NOOP("Annotator", "Open project…"), "Ctrl+O", _PROJECT, _WINDOW),
    _entry("import", QT_TRANSLATE_NOOP("Annotator", "Import files…"), "Ctrl+I", _PROJECT, _WINDOW),
    _entry("import_folder", QT_TRANSLATE_NOOP("Annotator", "Import a folder…"), "Ctrl+Shift+I", _PROJECT, _WINDOW),
    _entry("export", QT_TRANSLATE_NOOP("Annotator", "Export…"), "Ctrl+E", _PROJECT, _WINDOW),
    _entry("annotator", QT_TRANSLATE_NOOP("Annotator", "Change annotator…"), "Ctrl+Shift+A", _PROJECT, _WINDOW),
    _entry("close", QT_TRANSLATE_NOOP("Annotator", "Close project"), "Ctrl+W", _PROJECT, _WINDOW),
    _entry("quit", QT_TRANSLATE_NOOP("Annotator", "Quit"), "Ctrl+Q", _PROJECT, _WINDOW),
    _entry("undo", QT_TRANSLATE_NOOP("Annotator", "Undo"), "Ctrl+Z", _ARTICLE, _WINDOW),
    _entry("redo", QT_TRANSLATE_NOOP("Annotator", "Redo"), "Ctrl+Y Ctrl+Shift+Z", _ARTICLE, _WINDOW),
    _entry("done", QT_TRANSLATE_NOOP("Annotator", "Done, next article"), "Return Enter", _ARTICLE),
    _entry("skip", QT_TRANSLATE_NOOP("Annotator", "Skip this article"), "X", _ARTICLE),
    _entry("flag", QT_TRANSLATE_NOOP("Annotator", "Flag this article"), "F", _ARTICLE),
    _entry("to_do", QT_TRANSLATE_NOOP("Annotator", "Mark as to do again"), "Ctrl+Return", _ARTICLE),
    _entry("next_article", QT_TRANSLATE_NOOP("Annotator", "Next article"), "Ctrl+PgDown Alt+Down", _ARTICLE, _WINDOW),
    _entry("previous_article", QT_TRANSLATE_NOOP("Annotator", "Previous article"), "Ctrl+PgUp Alt+Up", _ARTICLE, _WINDOW),
    _entry("filter", QT_TRANSLATE_NOOP("Annotator", "Filter the queue"), "Ctrl+F", _ARTICLE, _WINDOW),
    _entry("delete", QT_TRANSLATE_NOOP("Annotator", "Delete the span"), "Del Backspace", _SPAN),
    _entry("link", QT_TRANSLATE_NOOP("Annotator", "Link the span"), "R", _SPAN),
    _entry("cycle", QT_TRANSLATE_NOOP("Annotator", "Take the span under the caret, then the one around it"), "O", _SPAN),
    _entry("note", QT_TRANSLATE_NOOP("Annotator", "Write a note"), "N", _SPAN),
    _entry("fragment", QT_TRANSLATE_NOOP("Annotator", "Add the words to the span last in hand"), "J", _SPAN),
    _entry("end_on", QT_TRANSLATE_NOOP("Annotator", "Move its end one word on"), "Ctrl+Right", _SPAN),
    _entry("end_back", QT_TRANSLATE_NOOP("Annotator", "Move its end one word back"), "Ctrl+Left", _SPAN),
    _entry("start_on", QT_TRANSLATE_NOOP("Annotator", "Move its start one word on"), "Ctrl+Shift+Right", _SPAN),
    _entry("start_back", QT_TRANSLATE_NOOP("Annotator", "Move its start one word back"), "Ctrl+Shift+Left", _SPAN),
    _entry("end_on_1", QT_TRANSLATE_NOOP("Annotator", "Move its end one character on"), "Ctrl+Alt+Right", _SPAN),
    _entry("end_back_1", QT_TRANSLATE_NOOP("Annotator", "Move its end one character back"), "Ctrl+Alt+Left", _SPAN),
    _entry("start_on_1", QT_TRANSLATE_NOOP("Annotator", "Move its start one character on"), "Ctrl+Alt+Shift+Right", _SPAN),
    _entry("start_back_1", QT_TRANSLATE_NOOP("Annotator", "Move its start one character back"), "Ctrl+Alt+Shift+Left", _SPAN),
    _entry("escape", QT_TRANSLATE_NOOP("Annotator", "Let go of the span; back to the article"), "Esc", _SPAN, _WINDOW),
    _entry("copy", QT_TRANSLATE_NOOP("Annotator", "Copy the text"), "Ctrl+C", _SPAN),
    _entry("pane", QT_TRANSLATE_NOOP("Annotator", "Next pane"), "F6", _VIEW, _WINDOW),
    _entry("zoom_in", QT_TRANSLATE_NOOP("Annotator", "Larger text"), "Ctrl++ Ctrl+=", _VIEW, _WINDOW),
    _entry("zoom_out", QT_TRANSLATE_NOOP("Annotator", "Smaller text"), "Ctrl+-", _VIEW, _WINDOW),
    _entry("zoom_reset", QT_TRANSLATE_NOOP("Annotator", "Usual text size"), "Ctrl+0", _VIEW, _WINDOW),
    _entry("shortcuts", QT_TRANSLATE_NOOP("Annotator", "Shortcuts"), "? F1", _VIEW, _WINDOW),
)  # fmt: skip


def make_actions(
    window: QWidget, article: QWidget, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Return the actions of the table, each doing what its handler does where its keys work."""
    actions = {}
    for entry in ACTIONS:
        handler = handlers.get(entry.name)
        if handler is None:
            continue
        home = window if entry.where == Where.WINDOW else article
        context = Qt.ShortcutContext.WindowShortcut if home is window else Qt.ShortcutContext.WidgetWithChildrenShortcut
        actions[entry.name] = make_action(home, tr(entry.text), entry.keys, handler, context)
    return actions


def make_action(
    home: QWidget,
    text: str,
    keys: tuple[str, ...],
    handler: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> QAction:
    """Return one action on `home`."""
    action = QAction(text, home)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(context)
    action.setAutoRepeat(True)
    action.triggered.connect(lambda _=False: handler())
    home.addAction(action)
    return action


