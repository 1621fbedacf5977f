"""The one table of actions: what each is called and which keys do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.gui.i18n import mark, tr


class Where(StrEnum):
    """Where an action's keys work."""

    WINDOW = "window"
    ARTICLE = "article"
    QUEUE = "queue"
    REVIEW = "review"


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


_PROJECT = mark("Project")
_ARTICLE = mark("Articles")
_SPAN = mark("Spans")
_VIEW = mark("View")
_CASES = mark("Review")
_FIGURES = mark("Agreement")
_WINDOW = Where.WINDOW
_REVIEW = Where.REVIEW

# Ctrl+Alt with an arrow changes the workspace on some desktops: moving by character has a second key.
ACTIONS = (
    _entry("new", mark("New project…"), "Ctrl+N", _PROJECT, _WINDOW),
    _entry("open", mark("Open project…"), "Ctrl+O", _PROJECT, _WINDOW),
    _entry("import", mark("Import files…"), "Ctrl+I", _PROJECT, _WINDOW),
    _entry("import_folder", mark("Import a folder…"), "Ctrl+Shift+I", _PROJECT, _WINDOW),
    _entry("import_as", mark("Import with options…"), "Ctrl+Shift+O", _PROJECT, _WINDOW),
    _entry("export", mark("Export…"), "Ctrl+E", _PROJECT, _WINDOW),
    _entry("scheme", mark("Edit the scheme…"), "Ctrl+Shift+L", _PROJECT, _WINDOW),
    _entry("annotator", mark("Change annotator…"), "Ctrl+Shift+A", _PROJECT, _WINDOW),
    _entry("close", mark("Close project"), "Ctrl+W", _PROJECT, _WINDOW),
    _entry("quit", mark("Quit"), "Ctrl+Q", _PROJECT, _WINDOW),
    _entry("undo", mark("Undo"), "Ctrl+Z", _ARTICLE, _WINDOW),
    _entry("redo", mark("Redo"), "Ctrl+Y Ctrl+Shift+Z", _ARTICLE, _WINDOW),
    _entry("done", mark("Done, next article"), "Return Enter", _ARTICLE),
    _entry("skip", mark("Skip this article"), "X", _ARTICLE),
    _entry("flag", mark("Flag this article"), "F", _ARTICLE),
    _entry("to_do", mark("Mark as to do again"), "Ctrl+Return", _ARTICLE),
    _entry("next_article", mark("Next article"), "Ctrl+PgDown Alt+Down", _ARTICLE, _WINDOW),
    _entry("previous_article", mark("Previous article"), "Ctrl+PgUp Alt+Up", _ARTICLE, _WINDOW),
    _entry("filter", mark("Filter the queue"), "Ctrl+F", _ARTICLE, _WINDOW),
    _entry("find", mark("Find in the article"), "/", _ARTICLE, _WINDOW),
    _entry("find_next", mark("Find next"), "F3", _ARTICLE, _WINDOW),
    _entry("find_previous", mark("Find the one before"), "Shift+F3", _ARTICLE, _WINDOW),
    _entry("search", mark("Search all articles"), "Ctrl+Shift+F", _ARTICLE, _WINDOW),
    _entry("like_next", mark("Next place like this"), ".", _ARTICLE),
    _entry("like_back", mark("Place like this before"), ",", _ARTICLE),
    _entry("sort", mark("Order of the queue…"), "", _ARTICLE, _WINDOW),
    _entry("queue_done", mark("In the queue: those chosen are done"), "D", _ARTICLE, Where.QUEUE),
    _entry("queue_skip", mark("In the queue: skip those chosen"), "X", _ARTICLE, Where.QUEUE),
    _entry("queue_to_do", mark("In the queue: those chosen are to do again"), "Ctrl+Return", _ARTICLE, Where.QUEUE),
    _entry("queue_flag", mark("In the queue: flag those chosen"), "F", _ARTICLE, Where.QUEUE),
    _entry("delete", mark("Delete the span"), "Del Backspace", _SPAN),
    _entry("link", mark("Link the span"), "R", _SPAN),
    _entry("unlink", mark("Take a link of the span away"), "Shift+R", _SPAN),
    _entry("cycle", mark("Take the span under the caret, then the one around it"), "O", _SPAN),
    _entry("note", mark("Write a note"), "N", _SPAN),
    _entry("fragment", mark("Add the words to the span last in hand"), "J", _SPAN),
    _entry("part", mark("Next part of the span"), "P", _SPAN),
    _entry("remove_part", mark("Take the part in hand off the span"), "Shift+J", _SPAN),
    _entry("labels", mark("Choose a label by its name"), "L", _SPAN),
    _entry("spans", mark("List of all spans"), "Ctrl+L", _SPAN, _WINDOW),
    _entry("end_on", mark("Move its end one word on"), "Ctrl+Right", _SPAN),
    _entry("end_back", mark("Move its end one word back"), "Ctrl+Left", _SPAN),
    _entry("start_on", mark("Move its start one word on"), "Ctrl+Shift+Right", _SPAN),
    _entry("start_back", mark("Move its start one word back"), "Ctrl+Shift+Left", _SPAN),
    _entry("end_on_1", mark("Move its end one character on"), "Ctrl+Alt+Right Ctrl+.", _SPAN),
    _entry("end_back_1", mark("Move its end one character back"), "Ctrl+Alt+Left Ctrl+,", _SPAN),
    _entry("start_on_1", mark("Move its start one character on"), "Ctrl+Alt+Shift+Right Alt+.", _SPAN),
    _entry("start_back_1", mark("Move its start one character back"), "Ctrl+Alt+Shift+Left Alt+,", _SPAN),
    _entry("escape", mark("Let go of the span; back to the article"), "Esc", _SPAN, _WINDOW),
    _entry("copy", mark("Copy the text"), "Ctrl+C", _SPAN),
    _entry("review_next", mark("Next case"), "J", _CASES, _REVIEW),
    _entry("review_previous", mark("Case before"), "K", _CASES, _REVIEW),
    *(_entry(f"review_take_{n}", text, str(n), _CASES, _REVIEW) for n, text in enumerate((
        mark("Take the first reading"), mark("Take the second reading"), mark("Take the third reading"),
        mark("Take the fourth reading"), mark("Take the fifth reading"), mark("Take the sixth reading"),
        mark("Take the seventh reading"), mark("Take the eighth reading"), mark("Take the ninth reading")), 1)),
    _entry("review_union", mark("Take the union"), "U", _CASES, _REVIEW),
    _entry("review_overlap", mark("Take the overlap"), "I", _CASES, _REVIEW),
    _entry("review_none", mark("None is right"), "0", _CASES, _REVIEW),
    _entry("review_edit", mark("Edit the final reading"), "E", _CASES, _REVIEW),
    _entry("review_drop", mark("Drop the edit that is not decided, or bring it back"), "Shift+E", _CASES, _REVIEW),
    _entry("review_later", mark("Put the case off"), "L", _CASES, _REVIEW),
    _entry("review_reason", mark("Next reason"), "R", _CASES, _REVIEW),
    _entry("review_note", mark("Write a note on the decision"), "N", _CASES, _REVIEW),
    _entry("review_decide", mark("Decide, next case"), "Return Enter", _CASES, _REVIEW),
    _entry("review_names", mark("Show the annotators' names, or hide them"), "H", _CASES, _REVIEW),
    _entry("review_accept", mark("Accept what all agree on"), "A", _CASES, _REVIEW),
    _entry("review_majority", mark("Accept what more than half have"), "", _CASES, _REVIEW),
    _entry("review_audit", mark("Audit a sample of what rules decided"), "", _CASES, _REVIEW),
    _entry("review_unfinished", mark("Compare readings that are not done, too"), "", _CASES, _REVIEW),
    _entry("review_first", mark("First case"), "", _CASES, _REVIEW),
    _entry("review_last", mark("Last case"), "", _CASES, _REVIEW),
    _entry("review_more", mark("More about the list of cases…"), "", _CASES, _REVIEW),
    _entry("review_reasons", mark("Edit the reasons for decisions…"), "", _CASES, _REVIEW),
    _entry("review_feedback", mark("Feedback to the annotators…"), "", _CASES, _WINDOW),
    _entry("agreement_again", mark("Compute the agreement anew"), "F5", _FIGURES, _WINDOW),
    _entry("agreement_copy", mark("Copy the agreement as CSV"), "Ctrl+Shift+C", _FIGURES, _WINDOW),
    _entry("agreement_report", mark("Save a report of the agreement…"), "Ctrl+Shift+E", _FIGURES, _WINDOW),
    _entry("annotate", mark("Annotate"), "F7", _VIEW, _WINDOW),
    _entry("review", mark("Review"), "F8", _VIEW, _WINDOW),
    _entry("agreement", mark("Agreement"), "F9", _VIEW, _WINDOW),
    _entry("pane", mark("Next pane"), "F6", _VIEW, _WINDOW),
    _entry("queue_pane", mark("Show the queue, or hide it"), "Alt+Q", _VIEW, _WINDOW),
    _entry("inspector_pane", mark("Show the inspector, or hide it"), "Alt+I", _VIEW, _WINDOW),
    _entry("zoom_in", mark("Larger text"), "Ctrl++ Ctrl+=", _VIEW, _WINDOW),
    _entry("zoom_out", mark("Smaller text"), "Ctrl+-", _VIEW, _WINDOW),
    _entry("zoom_reset", mark("Usual text size"), "Ctrl+0", _VIEW, _WINDOW),
    _entry("system", mark("Colours of the system"), "", _VIEW, _WINDOW),
    _entry("light", mark("Light colours"), "", _VIEW, _WINDOW),
    _entry("dark", mark("Dark colours"), "", _VIEW, _WINDOW),
    _entry("menu", mark("Project menu"), "F10 Alt+P", _VIEW, _WINDOW),
    _entry("view_menu", mark("View menu"), "Alt+V", _VIEW, _WINDOW),
    _entry("palette", mark("Command palette"), "Ctrl+K", _VIEW, _WINDOW),
    _entry("shortcuts", mark("Shortcuts"), "? F1", _VIEW, _WINDOW),
)  # fmt: skip


_FIXED = mark("In the article")
_FIXED_CASES = mark("In the review")
# What the article and the review themselves understand; no action can have these keys.
FIXED = (
    _entry("", mark("Move by word; with Shift extend"),
           "Left Shift+Left Right Shift+Right Up Shift+Up Down Shift+Down", _FIXED),
    _entry("", mark("Move by character; with Shift extend"),
           "Alt+Left Alt+Shift+Left Alt+Right Alt+Shift+Right", _FIXED),
    _entry("", mark("Move by a page"), "PgUp Shift+PgUp PgDown Shift+PgDown", _FIXED),
    _entry("", mark("Start and end of the line, of the article"),
           "Home Shift+Home End Shift+End Ctrl+Home Ctrl+Shift+Home Ctrl+End Ctrl+Shift+End", _FIXED),
    _entry("", mark("Select the whole text"), "Ctrl+A", _FIXED),
    _entry("", mark("Next span, span before"), "Tab Shift+Tab", _FIXED),
    _entry("", mark("Case before, next case"), "Up Down", _FIXED_CASES, _REVIEW),
    _entry("", mark("First case, last case"), "Home End", _FIXED_CASES, _REVIEW),
    _entry("", mark("Scroll the readings"), "PgUp PgDown", _FIXED_CASES, _REVIEW),
)  # fmt: skip

# A held key must not finish article after article.
_REPEATING = frozenset(
    [e.name for e in ACTIONS if e.name.startswith(("end_", "start_", "zoom_", "next_", "previous_", "find_"))]
    + ["undo", "redo", "review_next", "review_previous"]
)


def make_actions(
    homes: Mapping[Where, QWidget], handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Return the actions of the table that have a handler, each on its home; `keys` says by which keys."""
    actions = {}
    for entry in ACTIONS:
        handler = handlers.get(entry.name)
        if handler is None:
            continue
        home = homes[entry.where]
        context = (
            Qt.ShortcutContext.WindowShortcut
            if entry.where == Where.WINDOW
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        actions[entry.name] = make_action(
            home, tr(entry.text), (), handler, context, repeats=entry.name in _REPEATING
        )
    return actions


def make_action(
    home: QWidget,
    text: str,
    keys: tuple[str, ...],
    handler: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
    *,
    repeats: bool = False,
) -> QAction:
    """Return one action on `home`; `repeats` while its key is held."""
    action = QAction(text, home)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(context)
    action.setAutoRepeat(repeats)
    action.triggered.connect(lambda _=False: handler())
    home.addAction(action)
    return action
