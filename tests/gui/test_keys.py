"""Keys are the user's: changed in the sheet, refused where taken, remembered, shown everywhere."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from annotator.gui import keys, settings
from annotator.gui.actions import ACTIONS, FIXED, Where
from annotator.gui.dialogs.shortcuts import pressed


@pytest.fixture(autouse=True)
def keys_of_the_table():
    """Leave no keys in force for other tests."""
    yield
    keys.choose_none_of_my_own()
    keys.load(())


def row_of(sheet, text):
    (found,) = [
        row for row in sheet.findChildren(QPushButton)
        if row.accessibleName().startswith(f"{text}:")
    ]  # fmt: skip
    return found


def caps(row):
    QApplication.processEvents()
    return [one.text() for one in row.findChildren(QLabel) if one.isVisible()][1:]


def hint(sheet):
    (found,) = [one for one in sheet.findChildren(QLabel) if one.accessibleName() == "What to press"]
    return found.text()


def rebind(desk, text, *presses, then=lambda sheet: None):
    """Open the sheet, find an action by typing, and press new keys for it."""

    def answer(sheet):
        QTest.keyClicks(sheet.findChild(QLineEdit), text)
        desk.press("Down", "Return", *presses)
        then(sheet)

    with desk.answering(answer):
        desk.press("?")


def test_new_keys_work_at_once_and_the_old_ones_no_longer(desk):
    rebind(desk, "Flag this", "Ctrl+G")
    desk.press("F")
    assert not desk.state()[1]
    desk.press("Ctrl+G")
    assert desk.state()[1]


def test_new_keys_are_shown_everywhere(desk, hands):
    desk.press("1")
    rebind(desk, "Flag this", "Ctrl+G")
    rebind(desk, "Link the span", "Ctrl+U")
    rebind(desk, "Write a note", "Ctrl+M")
    rebind(desk, "Shortcuts", "F2")
    assert desk.button("Flag Ctrl+G")
    assert desk.button("Link Ctrl+U")
    assert "Note (Ctrl+M)" in hands.texts_in(desk.screen.inspector)
    assert "F2 shortcuts" in desk.status
    assert keys.keys_of("flag") == ("Ctrl+G",)


def test_new_keys_are_there_after_a_restart(desk, open_desk):
    rebind(desk, "Flag this", "Ctrl+G")
    path = desk.workspace.path
    desk.press("Ctrl+Q")
    keys.load(())
    again = open_desk(path)
    again.press("Ctrl+G")
    assert again.state()[1]
    assert again.button("Flagged Ctrl+G")


@pytest.mark.parametrize(
    ("key", "holder"),
    [("X", "Skip this article"), ("1", "Mark as Actor"), ("Ctrl+1", "Mark also as Actor"), ("Alt+3", "Add to the"),
     ("S", "Next value of speech"), ("Tab", "Next span"), ("Shift+Left", "Move by word"), ("Ctrl+A", "Select"),
     ("Ctrl+Z", "Undo"), ("Ctrl+=", "Larger text")],
)  # fmt: skip
def test_keys_that_something_else_has_are_refused_with_its_name(desk, key, holder):
    seen = []

    def look(sheet):
        seen.append(hint(sheet))
        desk.press("Ctrl+G")

    rebind(desk, "Flag this", key, then=look)
    assert "is taken" in seen[0]
    assert holder in seen[0]
    assert keys.keys_of("flag") == ("Ctrl+G",)


def test_backspace_takes_the_keys_off_and_as_it_was_brings_them_back(desk):
    seen = []

    def look(sheet):
        row = row_of(sheet, "Flag this article")
        seen.append((caps(row), row.restore.isVisible()))
        QTest.mouseClick(row.restore, Qt.MouseButton.LeftButton)
        seen.append((caps(row), row.restore.isVisible()))

    rebind(desk, "Flag this", "Backspace", then=look)
    assert seen == [([], True), (["F"], False)]
    desk.press("F")
    assert desk.state()[1]


def test_an_action_without_keys_names_none_on_its_button(desk):
    rebind(desk, "Flag this", "Backspace")
    assert desk.button("Flag", desk.screen.state_bar).text() == "Flag"
    desk.press("F")
    assert not desk.state()[1]


def test_as_it_was_is_refused_where_something_else_has_the_key_by_now(desk):
    seen = []
    rebind(desk, "Flag this", "Ctrl+G")
    rebind(desk, "Skip this", "F")

    def look(sheet):
        QTest.mouseClick(row_of(sheet, "Flag this article").restore, Qt.MouseButton.LeftButton)
        seen.append(hint(sheet))

    with desk.answering(look):
        desk.press("?")
    assert seen == ["F is taken: Skip this article."]
    assert (keys.keys_of("flag"), keys.keys_of("skip")) == (("Ctrl+G",), ("F",))


def test_all_as_they_were(desk):
    rebind(desk, "Flag this", "Ctrl+G")
    rebind(desk, "Skip this", "F", then=lambda sheet: desk.click_button("All as they were", sheet))
    assert {entry.name: keys.keys_of(entry.name) for entry in ACTIONS} == {e.name: e.keys for e in ACTIONS}
    assert settings.group("keys") == {}


def test_escape_leaves_the_keys_and_a_second_one_the_sheet(desk):
    seen = []
    rebind(desk, "Flag this", "Escape", then=lambda sheet: seen.append(sheet.isVisible()))
    assert seen == [True]
    assert keys.keys_of("flag") == ("F",)


def test_keys_of_labels_say_where_they_are_changed(desk):
    seen = []
    rebind(desk, "Mark as Actor", "Ctrl+G", then=lambda sheet: seen.append(hint(sheet)))
    assert "belong to the scheme" in seen[0]
    assert desk.window.scheme_keys()["1"] == "Mark as Actor"


def test_fixed_keys_say_that_they_are(desk):
    seen = []
    rebind(desk, "Move by word", "Ctrl+G", then=lambda sheet: seen.append(hint(sheet)))
    assert "cannot be changed" in seen[0]


def test_the_filter_finds_actions_by_their_keys(desk):
    seen = []

    def look(sheet):
        QTest.keyClicks(sheet.findChild(QLineEdit), "f6")
        QApplication.processEvents()
        seen.extend(
            row.accessibleName()
            for row in sheet.findChildren(QPushButton)
            if row.isVisible() and row.accessibleName()
        )

    with desk.answering(look):
        desk.press("?")
    assert seen == ["Next pane: F6"]


@pytest.mark.parametrize("value", ["Nonsense+Q", "", "F F2 Blah", "\x00", "Ctrl+K, Ctrl+L", "Shift"])
def test_a_setting_that_makes_no_sense_is_ignored(desk, value):
    settings.remember("keys/flag", value)
    settings.remember("keys/no_such_action", "Q")
    desk.window.apply_keys()
    assert keys.keys_of("flag") == (() if not value else ("F",))


def test_a_setting_that_clashes_takes_the_key_from_the_table_never_from_two(desk):
    settings.remember("keys/flag", "X")
    settings.remember("keys/link", "X")
    settings.remember("keys/cycle", "1")
    settings.remember("keys/note", "Tab")
    desk.window.apply_keys()
    assert keys.keys_of("flag") == ("X",)
    assert keys.keys_of("link") == keys.keys_of("skip") == keys.keys_of("cycle") == keys.keys_of("note") == ()
    desk.press("1")
    assert desk.spans() == [("ACTOR", "Dam")]


def test_a_key_that_the_scheme_takes_is_the_schemes(desk):
    settings.remember("keys/flag", "5")
    desk.window.apply_keys()
    assert desk.button("Flag 5")
    desk.screen.labels._add("Mark as Place", "5", lambda: desk.screen.labels.label("PLACE"))
    desk.screen.keys_changed.emit()
    assert keys.keys_of("flag") == ()
    assert desk.button("Flag", desk.screen.state_bar).text() == "Flag"
    desk.press("5")
    assert desk.spans() == [("PLACE", "Dam")]


def test_no_key_of_the_table_is_there_twice_or_cannot_be_pressed():
    for place in Where:
        # The window's keys work everywhere; those of two other places are never asked for together.
        there = [entry for entry in (*ACTIONS, *FIXED) if entry.where in (place, Where.WINDOW)]
        everything = [keys.normal(key) for entry in there for key in entry.keys]
        assert all(everything)
        assert len(everything) == len(set(everything))


def event(code, modifiers=Qt.KeyboardModifier.NoModifier):
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers)


@pytest.mark.parametrize(
    ("code", "modifiers", "expected"),
    [
        (Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?"),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.ShiftModifier, "/"),
        (Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier, "Shift+X"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "Ctrl++"),
        (Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier, "5"),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, "Shift+Tab"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.AltModifier, "Alt+F5"),
        (Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, ""),
    ],
)
def test_what_is_pressed(code, modifiers, expected):
    assert pressed(event(code, modifiers)) == expected
