"""Selecting by keys: words, characters as a reader sees them, lines, pages, all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from annotator.core.spans import Fragment
from annotator.gui.article import selection as selecting
from annotator.gui.article.blocks import BLOCK_LENGTH
from annotator.gui.article.selection import Selection
from annotator.gui.article.view import ArticleView
from annotator.workspace.resources import default_scheme

TEXT = "The dam is safe.\nTwo gates, she said, leak.\n\nLisov waits."


@pytest.fixture
def view(qtbot):
    made = ArticleView(default_scheme())
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    assert QTest.qWaitForWindowActive(made)
    made.setFocus()
    return made


@pytest.fixture
def show(view, tokens_of):
    def show_(text):
        view.show_article("Title", "Details", text, tokens_of(text))
        return view

    return show_


def press(view, *keys):
    for key in keys:
        combination = QKeySequence(key)[0]
        QTest.keyClick(view, combination.key(), combination.keyboardModifiers())


def marked(view):
    return view.text[view.selection.start : view.selection.end]


def test_an_article_begins_with_its_first_word_selected(show):
    assert marked(show(TEXT)) == "The"


def test_arrows_move_by_word_and_punctuation(show):
    view = show(TEXT)
    seen = []
    for _ in range(6):
        press(view, "Right")
        seen.append(marked(view))
    assert seen == ["dam", "is", "safe", ".", "Two", "gates"]
    press(view, "Left", "Left")
    assert marked(view) == "."


def test_arrows_stop_at_both_ends(show):
    view = show("One two")
    press(view, "Left")
    assert marked(view) == "One"
    press(view, "Right", "Right", "Right")
    assert marked(view) == "two"


def test_shift_extends_by_word_and_takes_back(show):
    view = show(TEXT)
    press(view, "Shift+Right", "Shift+Right")
    assert marked(view) == "The dam is"
    press(view, "Shift+Left")
    assert marked(view) == "The dam"


def test_shift_extends_backwards_over_the_word_it_began_with(show):
    view = show(TEXT)
    press(view, "Right", "Right", "Shift+Left", "Shift+Left")
    assert marked(view) == "The dam is"


def test_an_arrow_after_extending_goes_on_from_the_moving_end(show):
    view = show(TEXT)
    press(view, "Shift+Right", "Shift+Right", "Right")
    assert marked(view) == "safe"


def test_shift_extends_across_paragraphs(show):
    view = show("End.\n\nBegin")
    press(view, "Right", "Shift+Right")
    assert marked(view) == ".\n\nBegin"


def test_alt_goes_to_the_edges_of_the_word_and_then_by_character(show):
    view = show(TEXT)
    press(view, "Right", "Alt+Right")
    assert (view.selection.start, view.selection.end) == (7, 7)
    press(view, "Alt+Right", "Alt+Right")
    assert view.selection.start == 9
    press(view, "Alt+Left")
    assert view.selection.start == 8


def test_alt_left_goes_to_the_start_of_the_word(show):
    view = show(TEXT)
    press(view, "Right", "Alt+Left")
    assert (view.selection.start, view.selection.end) == (4, 4)


def test_alt_and_shift_extend_by_character(show):
    view = show(TEXT)
    press(view, "Alt+Shift+Right", "Alt+Shift+Right")
    assert marked(view) == "The d"
    press(view, "Alt+Shift+Left", "Alt+Shift+Left", "Alt+Shift+Left")
    assert marked(view) == "Th"


def test_alt_and_shift_extend_backwards(show):
    view = show(TEXT)
    press(view, "Right", "Alt+Left", "Alt+Shift+Left", "Alt+Shift+Left")
    assert marked(view) == "e "


CHARACTERS = ["a", "é", "e\u0301", "🚢", "👩‍👩‍👧", "👍🏽", "🇸🇰", "क्ष", "בְּ", "\ufeff", "\0", "ﬁ"]


@pytest.mark.parametrize("character", CHARACTERS)
def test_one_step_by_character_takes_what_a_reader_takes_for_one(show, character):
    view = show(f"xy {character} z")
    press(view, "Alt+Left", "Alt+Right", "Alt+Right", "Alt+Right")
    assert view.selection.start == 3
    press(view, "Alt+Shift+Right")
    assert marked(view) == character
    press(view, "Alt+Right", "Alt+Shift+Left")
    assert marked(view) == character


def test_steps_by_character_pass_a_line_break_once(show):
    view = show("ab\r\ncd")
    press(view, "Alt+Right")
    assert view.selection.start == 2
    press(view, "Alt+Right")
    assert view.selection.start == 4
    press(view, "Alt+Left")
    assert view.selection.start == 2


def test_steps_by_character_go_on_in_very_long_paragraphs(show):
    text = "x" * (BLOCK_LENGTH + 10)
    view = show(text)
    view.select(selecting.at(BLOCK_LENGTH - 2))
    places = []
    for key in ["Alt+Right"] * 4 + ["Alt+Left"] * 4:
        press(view, key)
        places.append(view.selection.start - BLOCK_LENGTH)
    assert places == [-1, 0, 1, 2, 1, 0, -1, -2]


def test_steps_by_character_stop_at_both_ends(show):
    view = show("ab")
    press(view, "Alt+Left", "Alt+Left")
    assert view.selection.start == 0
    press(view, *["Alt+Right"] * 4)
    assert view.selection.start == 2


def test_home_and_end_go_to_the_line(show):
    view = show(TEXT)
    press(view, "End")
    assert marked(view) == "."
    assert view.selection.end == 16
    press(view, "Home")
    assert marked(view) == "The"


def test_end_of_a_wrapped_line_is_in_that_line(show):
    view = show("The ferry turned back and nobody said why it had left at all. " * 5)
    _, line = view.layout_.line_of(0)
    press(view, "End")
    assert view.selection.end <= line.end
    assert not view.text[view.selection.end : line.end].strip()
    press(view, "Home")
    assert view.selection.start == 0


def test_shift_with_home_and_end_extends(show):
    view = show(TEXT)
    press(view, "Right", "Shift+End")
    assert marked(view) == "dam is safe."
    press(view, "Shift+Home")
    assert marked(view) == "The dam"


def test_control_with_home_and_end_goes_to_the_ends_of_the_article(show):
    view = show(TEXT)
    press(view, "Ctrl+End")
    assert view.selection.end == len(TEXT)
    press(view, "Ctrl+Home")
    assert marked(view) == "The"
    press(view, "Ctrl+Shift+End")
    assert marked(view) == TEXT


def test_control_a_takes_all(show):
    view = show(f"\n\n{TEXT}\n")
    press(view, "Ctrl+A")
    assert marked(view) == TEXT


def test_up_and_down_keep_the_column(show):
    view = show("alpha beta gamma delta\nx\nalpha beta gamma delta")
    press(view, "Right", "Right", "Down")
    assert marked(view) == "x"
    press(view, "Down")
    assert marked(view) == "gamma"
    press(view, "Up", "Up")
    assert marked(view) == "gamma"
    assert view.selection.start == 11


def test_up_and_down_pass_empty_lines(show):
    view = show("alpha\n\n\nbeta")
    for _ in range(3):
        press(view, "Down")
    assert marked(view) == "beta"
    for _ in range(3):
        press(view, "Up")
    assert marked(view) == "alpha"


def test_up_in_the_first_line_and_down_in_the_last_stay(show):
    view = show("alpha beta")
    press(view, "Right", "Up")
    assert marked(view) == "beta"
    press(view, "Down")
    assert marked(view) == "beta"


def test_shift_with_down_extends(show):
    view = show("alpha beta\ngamma delta")
    press(view, "Shift+Down")
    assert marked(view) == "alpha beta\ngamma"


def test_down_moves_by_lines_however_many_lanes_there_are(show):
    from annotator.core.annotations import Annotations
    from annotator.core.spans import Layer, Span

    view = show("alpha beta\ngamma delta\nepsilon")
    spans = {i: Span(i, 1, "ACTOR", (Fragment(0, 10 + i % 3),)) for i in range(30)}
    view.set_annotations(Annotations(Layer(1, 1, 1), spans, {}))
    press(view, "Down")
    assert marked(view) == "gamma"
    press(view, "Down", "Up", "Up")
    assert marked(view) == "alpha"


def test_page_down_goes_on_by_about_a_page_and_page_up_comes_back(show):
    view = show("\n".join(f"line {n} of the report" for n in range(200)))
    press(view, "PgDown")
    first = view.selection.start
    page = view.viewport().height() / view.layout_.look.line_height
    assert 3 <= view.text[:first].count("\n") <= page
    press(view, "PgDown")
    assert view.selection.start > first
    press(view, "PgUp", "PgUp")
    assert view.text[: view.selection.start].count("\n") == 0


def test_the_selection_stays_in_sight(show):
    view = show("\n".join(f"line {n} of the report" for n in range(200)))
    for key in ("Ctrl+End", "PgUp", "Ctrl+Home", *["Down"] * 40, *["Up"] * 15):
        press(view, key)
        y = view.layout_.caret_rect(view.selection.caret).top() - view.text_place(view.pos())[1]
        assert 0 <= y <= view.viewport().height()


def test_keys_in_an_empty_article_do_nothing(show):
    view = show("")
    press(
        view, "Right", "Left", "Up", "Down", "Home", "End", "PgDown", "Ctrl+A", "Alt+Right", "Alt+Left", "Tab"
    )
    assert view.selection == selecting.at(0)
    assert view.selected_fragment() is None


@pytest.mark.parametrize("text", ["x", "🚢", "\ufeff", " "])
def test_keys_in_an_article_of_one_character_stay_in_it(show, text):
    view = show(text)
    for key in (
        "Right",
        "Left",
        "Up",
        "Down",
        "Home",
        "End",
        "PgDown",
        "Ctrl+A",
        "Alt+Right",
        "Alt+Shift+Left",
    ):
        press(view, key)
        assert 0 <= view.selection.start <= view.selection.end <= len(text)


def test_a_word_is_marked_where_nothing_is_selected(show):
    view = show(TEXT)
    press(view, "Right", "Alt+Left", "Alt+Right")
    assert view.selection.start == view.selection.end == 5
    assert view.selected_fragment() == Fragment(4, 7)


def test_the_other_keys_are_left_to_others(show):
    view = show(TEXT)
    before = view.selection
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_G, Qt.Key.Key_F7):
        QTest.keyClick(view, key)
    assert view.selection == before


def test_the_moving_end_of_a_selection_is_its_caret():
    word, later = Fragment(4, 7), Fragment(11, 15)
    assert Selection(word, later).caret == 15
    assert Selection(later, word).caret == 4
    assert (Selection(later, word).start, Selection(later, word).end) == (4, 15)
