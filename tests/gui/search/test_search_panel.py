"""Search over all texts: by keys, hits in context, opened where they are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.workspace import searching


@pytest.fixture
def panel(desk):
    """The panel, just opened by its keys."""
    desk.press("Ctrl+Shift+F")
    return desk.screen.searching.panel


def look_for(desk, panel, typed):
    desk.type(typed)
    desk.wait_until(lambda: not panel.field.is_typed_in and not panel._asker.is_busy)


def titles(panel):
    return [panel.model.hit(row).document.metadata.title for row in range(panel.model.rowCount())]


def title(desk):
    return desk.session.document.metadata.title


def test_the_keys_open_the_panel_with_the_keyboard_in_it_and_help(desk, panel):
    assert panel.isVisible()
    assert panel.field.hasFocus()
    assert "label:claim" in panel.words.text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gate", ["Dam is safe, minister says"]),
        ("SAID", ["Dam is safe, minister says", "Strike ends"]),
        ('"the dam"', ["Dam is safe, minister says"]),
        ("har*", ["Harvest late"]),
        ("fahre", ["Fähre kehrt um"]),
        ("the outlet:moldau date:2025-03", ["Dam is safe, minister says", "Harvest late"]),
        ("date:2025-03-05..", ["Fähre kehrt um", "Strike ends"]),
        ("state:todo said", ["Dam is safe, minister says", "Strike ends"]),
        ("flag:yes", []),
        ('C++ "', []),
    ],
)
def test_typing_finds_articles(desk, panel, typed, found):
    look_for(desk, panel, typed)
    assert titles(panel) == found
    assert panel.count.text() == f"{len(found)} article{'' if len(found) == 1 else 's'}"
    assert panel.list.isVisible() == bool(found)
    assert bool(panel.words.text()) == (not found)


def test_enter_opens_a_hit_with_its_words_selected_for_a_label_key(desk, panel):
    look_for(desk, panel, "said")
    desk.press("Down", "Down", "Return")
    assert title(desk) == "Strike ends"
    assert desk.article.hasFocus()
    assert desk.marked() == "said"
    assert panel.isVisible()
    desk.press("4")
    assert desk.spans() == [("CUE", "said")]


def test_enter_once_more_goes_to_the_next_place_in_the_article(desk, panel):
    look_for(desk, panel, "gate*")
    seen = []
    for _ in range(3):
        desk.press("Ctrl+Shift+F", "Down", "Return")
        seen.append(desk.article.selection.start)
    text = desk.text
    assert seen == [text.index("gate"), text.index("gates"), text.index("gate")]


def test_a_hit_after_an_emoji_and_line_breaks_is_where_it_is(with_text):
    desk = with_text("🚢 Ein Schiff 👩‍👩‍👧\r\nkommt\r\nan, 🚢 sagt Olsen.")
    desk.press("Ctrl+Shift+F")
    panel = desk.screen.searching.panel
    look_for(desk, panel, '"kommt an"')
    desk.press("Return")
    assert desk.marked() == "kommt\r\nan"
    desk.press("Ctrl+Shift+F")
    look_for(desk, panel, "olsen")
    desk.press("Return")
    assert desk.marked() == "Olsen"


def test_a_hit_with_a_span_in_hand_lets_go_of_it(desk):
    desk.press("1", "Ctrl+Shift+F")
    panel = desk.screen.searching.panel
    look_for(desk, panel, "radio")
    desk.press("Return")
    assert desk.session.selected is None
    assert desk.marked() == "Radio"


def test_enter_before_the_answer_opens_the_first_hit_when_it_comes(desk, panel):
    desk.type("harvest")
    desk.press("Return")
    desk.wait_until(lambda: title(desk) == "Harvest late")
    assert desk.marked() == "Harvest"


def test_escape_closes_the_panel_and_returns_to_the_article(desk, panel):
    look_for(desk, panel, "said")
    desk.press("Esc")
    assert not panel.isVisible()
    assert desk.article.hasFocus()
    desk.press("Ctrl+Shift+F")
    assert panel.field.selectedText() == "said"
    assert titles(panel)
    desk.press("Down", "Esc")
    assert not panel.isVisible()
    assert desk.article.hasFocus()


def test_the_arrows_go_between_the_field_and_the_hits(desk, panel):
    look_for(desk, panel, "the")
    desk.press("Down")
    assert panel.list.hasFocus()
    desk.press("Down", "Up", "Up")
    assert panel.field.hasFocus()


def test_a_click_opens_a_hit(desk, panel):
    look_for(desk, panel, "said")
    place = panel.list.visualRect(panel.model.index(1, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert title(desk) == "Strike ends"
    assert desk.marked() == "said"


def test_a_label_finds_its_spans(desk):
    desk.press("Right", "2", "Ctrl+Shift+F")
    panel = desk.screen.searching.panel
    look_for(desk, panel, "label:claim")
    assert titles(panel) == ["Dam is safe, minister says"]
    assert panel.model.hit(0).marked == "is"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("label:quote", "The scheme has no label “quote”"),
        ("annotator:nobody", "Nobody in this project is called “nobody”"),
        ("date:soon", "“soon” is no date"),
        ("++", "“++” has no letter or digit"),
        ("absent", "No article has that"),
    ],
)
def test_what_finds_nothing_says_why(desk, panel, typed, told):
    look_for(desk, panel, typed)
    assert titles(panel) == []
    assert told in panel.words.text()


def test_more_than_are_shown_are_told(desk, panel, monkeypatch):
    monkeypatch.setattr("annotator.gui.search.panel.FIRST", 1)
    look_for(desk, panel, "the")
    assert titles(panel) == ["Dam is safe, minister says"]
    assert panel.count.text() == "first 1 of more"


def test_only_the_last_question_is_answered(desk, panel):
    desk.type("said")
    panel.search()
    panel.field.setText("harvest")
    panel.search()
    desk.wait_until(lambda: not panel._asker.is_busy)
    assert titles(panel) == ["Harvest late"]


def test_articles_that_come_in_are_found(desk, panel, write, own_machine):
    look_for(desk, panel, "zyx")
    assert titles(panel) == []
    desk.commands.transfers.import_paths([write("new.txt", "Zyx\n\nA word.")])
    desk.wait_until(lambda: desk.screen.queue.model.rowCount() == 5)
    desk.press("Ctrl+Shift+F")
    panel.search()
    desk.wait_until(lambda: titles(panel) == ["Zyx"])


def test_the_index_grows_by_itself_in_the_background(desk):
    assert searching.is_index_behind(desk.workspace)
    desk.screen.searching._later.setInterval(1)
    desk.screen.searching._later.start()
    desk.wait_until(lambda: not searching.is_index_behind(desk.workspace))


def test_hits_tell_screen_readers_what_they_are(desk, panel):
    look_for(desk, panel, "harvest")
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = panel.model.data(panel.model.index(0, 0), role)
    assert spoken.startswith("Harvest late, ")
    assert spoken.endswith(", To do")
    assert QApplication.focusWidget().accessibleName() == "Search all articles"
