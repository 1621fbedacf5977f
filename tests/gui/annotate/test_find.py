"""Finding in the open article: by keys, all places marked, the one at hand ready for a label key."""

import itertools

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from annotator.core.spans import State
from annotator.gui import theme
from annotator.gui.annotate import find


@pytest.fixture
def bar(desk):
    return desk.screen.finder


def count(bar):
    (found,) = [one for one in bar.findChildren(QLabel) if one.accessibleName() == "Places found"]
    return found.text()


def marked_places(article):
    return [tuple(article.found[number]) for number in range(len(article.found))]


def test_a_slash_opens_the_bar_and_typing_goes_to_the_first_place_from_here(desk, bar):
    desk.go_to("minister Jana")
    desk.press("/")
    desk.type("the")
    assert bar.isVisible()
    places = marked_places(desk.article)
    assert [desk.text[a:b].casefold() for a, b in places] == ["the"] * len(places)
    assert desk.article.selection.start == desk.text.index("them")
    assert count(bar) == f"{len(places)} of {len(places)}"


def test_enter_and_f3_go_on_and_with_shift_back_and_round(desk, bar):
    desk.press("/")
    desk.type("GATE")
    starts = [a for a, _ in marked_places(desk.article)]
    assert len(starts) == 2
    seen = []
    for key in ("Return", "Return", "F3", "Shift+F3", "Shift+Return", "Shift+Return"):
        desk.press(key)
        seen.append(starts.index(desk.article.selection.start))
    assert seen == [1, 0, 1, 0, 1, 0]
    assert count(bar) == "1 of 2"


def test_escape_leaves_the_place_selected_for_a_label_key(desk, bar):
    desk.press("/")
    desk.type("radio moldau")
    desk.press("Escape")
    assert not bar.isVisible()
    assert desk.article.hasFocus()
    assert marked_places(desk.article) == []
    assert desk.marked() == "Radio Moldau"
    desk.press("3", "Escape", "Right")
    assert desk.spans() == [("SOURCE", "Radio Moldau")]
    assert desk.marked() == ","


def test_a_place_inside_a_word_is_marked_exactly(desk, bar):
    desk.press("/")
    desk.type("ilov")
    assert count(bar) == "Not found"
    desk.press("Ctrl+A")
    desk.type("ivor")
    desk.press("Ctrl+A")
    desk.type("iso")
    desk.press("Escape", "1")
    assert desk.spans() == [("ACTOR", "iso")]


def test_words_that_are_not_there_leave_the_selection_as_it_was(desk):
    desk.go_to("she told")
    desk.press("/")
    desk.type("checked nothing")
    desk.press("Escape")
    assert desk.marked() == "she told"


def test_f3_with_the_bar_closed_looks_for_the_same_again(desk, bar):
    desk.press("/")
    desk.type("gate")
    desk.press("Escape")
    first = desk.article.selection.start
    desk.press("F3")
    assert bar.isVisible()
    assert desk.article.selection.start > first
    desk.press("Escape", "Shift+F3")
    assert desk.article.selection.start == first


def test_reopening_shows_the_places_and_stays(desk, bar):
    desk.press("/")
    desk.type("gate")
    desk.press("Escape", "Ctrl+Home", "/")
    assert desk.article.selection.start == 0
    assert count(bar) == "2 found"
    desk.type("leak")
    assert desk.marked() == "leak"


def test_a_span_in_hand_is_let_go(desk):
    desk.press("1", "/")
    desk.type("gate")
    assert desk.session.selected is None
    assert desk.marked() == "gate"


def test_letter_keys_go_into_the_field_and_do_nothing_else(desk):
    desk.press("/")
    desk.type("x1fr")
    assert desk.spans() == []
    assert desk.screen.finder.findChild(QLineEdit).text() == "x1fr"
    assert desk.state()[0] == State.TO_DO


def test_another_article_is_searched_for_the_same_words(desk, bar):
    desk.press("/")
    desk.type("said")
    desk.press("Ctrl+PgDown")
    here = desk.article.selection
    desk.press("Ctrl+PgDown", "Ctrl+PgDown")
    assert [desk.text[a:b] for a, b in marked_places(desk.article)] == ["said"]
    assert count(bar) == "1 found"
    assert desk.article.selection == here or desk.article.selection.start == 0


def test_an_emoji_before_it_moves_nothing(desk, bar):
    desk.press("Ctrl+PgDown", "/")
    desk.type("KAPITÄN OLS")
    assert desk.marked() == "Kapitän Ols"
    assert count(bar) == "1 of 1"


def test_places_are_marked_in_the_text(desk, bar):
    desk.press("Ctrl+End", "/")
    desk.type("gate")
    QApplication.processEvents()
    article = desk.article
    start, end = marked_places(article)[1]  # the first is at hand, and selected
    (rect,) = article.layout_.rects(start, end)
    zero = article.text_place(article.viewport().rect().topLeft())
    image = article.viewport().grab().toImage()
    x, y = round(rect.left() - zero[0]) + 1, round(rect.top() - zero[1]) + 1
    assert image.pixelColor(x, y).name() == theme.LIGHT.found
    desk.press("Escape")
    QApplication.processEvents()
    assert article.viewport().grab().toImage().pixelColor(x, y).name() != theme.LIGHT.found


def test_the_buttons_do_the_same(desk, bar):
    desk.press("/")
    desk.type("gate")
    first = desk.article.selection.start
    desk.click_button("↓", bar)
    assert desk.article.selection.start > first
    desk.click_button("↑", bar)
    assert desk.article.selection.start == first
    desk.click_button("✕", bar)
    assert not bar.isVisible()


def test_a_long_text_is_searched_in_slices_and_the_last_words_win(with_text, monkeypatch):
    desk = with_text("Alpha beta. " * 40_000 + "Omega.")
    monkeypatch.setattr(find, "_SLICE", 0)
    desk.press("/")
    desk.type("beta")
    bar = desk.screen.finder
    assert count(bar).endswith("…")
    desk.press("Ctrl+A")
    desk.type("omega")
    assert count(bar) == "Searching…"
    desk.wait_until(lambda: count(bar) == "1 of 1")
    assert desk.marked() == "Omega"
    QTest.qWait(20)
    assert marked_places(desk.article) == [(480_000, 480_005)]


def test_going_back_from_the_beginning_waits_for_the_end(with_text, monkeypatch):
    desk = with_text("Alpha beta. " * 20_000)
    desk.press("/")
    desk.type("beta")
    desk.press("Escape", "Ctrl+Home")
    monkeypatch.setattr(find, "_SLICE", 0)
    desk.press("Shift+F3")
    desk.wait_until(lambda: count(desk.screen.finder) == "20,000 of 20,000")


def test_an_empty_project_finds_nothing(empty_window, monkeypatch, tmp_path):
    from annotator.gui import settings
    from annotator.workspace.workspace import Workspace

    path = tmp_path / "Empty.annotator"
    Workspace.create(path).close()
    settings.remember_annotator(path.resolve(), "Ines")
    empty_window.commands.open(path)
    empty_window.press("/")
    empty_window.type("a")
    assert count(empty_window.screen.finder) == "Not found"
    empty_window.press("Return", "F3", "Escape")


def test_the_bar_fits_a_narrow_window(desk, bar):
    desk.window.resize(700, 480)
    desk.press("/")
    desk.type("the")
    QApplication.processEvents()
    assert desk.window.width() == 700
    assert bar.width() <= desk.article.width()
    parts = [one.geometry() for one in bar.findChildren(QWidget) if one.parent() is bar and one.isVisible()]
    assert not any(a.intersects(b) for a, b in itertools.combinations(parts, 2))
    assert all(bar.rect().contains(part) for part in parts)


def test_the_start_of_a_word_is_enough_to_take_the_word(desk):
    desk.press("/")
    desk.type("Liso")
    desk.press("Esc")
    assert desk.marked() == "Lisov"
