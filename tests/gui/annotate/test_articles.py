"""Articles as a whole: done, skipped, flagged, the queue with its counts, filters and search."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.spans import State

TITLES = ["Dam is safe, minister says", "Fähre kehrt um", "Harvest late", "Strike ends"]


def title(desk):
    return desk.session.document.metadata.title


def chips(desk):
    return [chip.text() for chip in desk.screen.queue._buttons]


def queued(desk):
    model = desk.screen.queue.model
    return [model.row(number).document.metadata.title for number in range(model.rowCount())]


def test_enter_marks_the_article_as_done_and_opens_the_next_to_do(desk):
    first = desk.session.document.id
    desk.press("Return")
    assert desk.state(first) == (State.DONE, False)
    assert title(desk) == TITLES[1]
    assert desk.article.hasFocus()


def test_enter_passes_over_what_is_done_already_and_goes_round(desk):
    desk.press("Ctrl+PgDown", "Return")
    assert title(desk) == TITLES[2]
    desk.press("Ctrl+PgUp", "Ctrl+PgUp", "Return")
    assert title(desk) == TITLES[2]
    desk.press("Return", "Return")
    assert desk.said == "That was the last article to do."
    assert title(desk) == TITLES[3]
    assert desk.screen.queue._progress.text() == "4 of 4 done"


def test_x_skips_the_article_and_goes_on(desk):
    first = desk.session.document.id
    desk.press("X")
    assert desk.state(first) == (State.SKIPPED, False)
    assert title(desk) == TITLES[1]


def test_f_flags_the_article_and_takes_the_flag_off(desk):
    desk.press("F")
    assert desk.state()[1]
    assert desk.button("Flagged F", desk.screen.state_bar).isChecked()
    desk.press("F")
    assert not desk.state()[1]
    assert not desk.button("Flag F", desk.screen.state_bar).isChecked()


def test_the_first_label_opens_the_article_in_the_queue(desk):
    desk.press("1")
    assert desk.state()[0] == State.IN_PROGRESS
    assert chips(desk) == ["All 4", "To do 3", "Open 1", "Done 0", "Skipped 0", "Flagged 0"]


def test_control_enter_takes_back_that_the_article_is_done(desk):
    first = desk.session.document.id
    desk.press("Return", "Ctrl+PgUp", "Ctrl+Return")
    assert desk.state(first)[0] == State.TO_DO
    desk.press("1", "Return", "Ctrl+PgUp", "Ctrl+Return")
    assert desk.state(first)[0] == State.IN_PROGRESS


def test_the_queue_counts_each_state(desk):
    desk.press("Return", "X", "F", "1")
    assert chips(desk) == ["All 4", "To do 1", "Open 1", "Done 1", "Skipped 1", "Flagged 1"]
    assert desk.screen.queue._progress.text() == "1 of 4 done"


@pytest.mark.parametrize(
    ("chip", "found"),
    [
        ("To do", [TITLES[3]]),
        ("Open", [TITLES[2]]),
        ("Done", [TITLES[0]]),
        ("Skipped", [TITLES[1]]),
        ("Flagged", [TITLES[2]]),
        ("All", TITLES),
    ],
)
def test_a_chip_shows_only_the_articles_of_its_state(desk, chip, found):
    desk.press("Return", "X", "F", "1")
    desk.click_button(chip, desk.screen.queue._chips)
    assert queued(desk) == found
    assert desk.button(chip, desk.screen.queue._chips).isChecked()


def test_a_filter_without_articles_says_so(desk):
    desk.click_button("Done", desk.screen.queue._chips)
    assert queued(desk) == []
    assert desk.screen.queue._empty.isVisible()
    assert "No article matches" in desk.screen.queue._empty.text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("HARVEST", [TITLES[2]]),
        ("fäh", [TITLES[1]]),
        ("FÄHRE", [TITLES[1]]),
        ("moldau", [TITLES[0], TITLES[2]]),
        ("%", []),
        ("", TITLES),
    ],
)
def test_the_search_looks_into_titles_and_outlets(desk, typed, found):
    desk.press("Ctrl+F")
    desk.type(typed)
    desk.wait_until(lambda: queued(desk) == found)


def test_enter_in_the_search_opens_the_first_article_found(desk):
    desk.press("Ctrl+F")
    desk.type("strike")
    desk.press("Return")
    assert title(desk) == TITLES[3]
    assert desk.article.hasFocus()


def test_label_keys_in_the_search_are_text(desk):
    desk.press("Ctrl+F")
    desk.type("1 x f")
    assert desk.screen.queue.search.text() == "1 x f"
    assert desk.spans() == []


def test_control_page_keys_go_through_the_queue_and_stop_at_its_ends(desk):
    seen = [title(desk)]
    for _ in range(3):
        desk.press("Ctrl+PgDown")
        seen.append(title(desk))
    assert seen == TITLES
    desk.press("Alt+Down")
    assert (title(desk), desk.said) == (TITLES[3], "That is the end of the queue.")
    desk.press("Alt+Up")
    assert title(desk) == TITLES[2]


def test_the_next_article_is_the_next_of_those_shown(desk):
    desk.press("Ctrl+F")
    desk.type("moldau")
    desk.wait_until(lambda: len(queued(desk)) == 2)
    desk.press("Esc", "Ctrl+PgDown")
    assert title(desk) == TITLES[2]


def test_a_click_in_the_queue_opens_the_article_and_returns_to_the_keyboard(desk):
    table = desk.screen.queue.table
    place = table.visualRect(desk.screen.queue.model.index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert title(desk) == TITLES[2]
    assert desk.article.hasFocus()


def test_the_queue_is_walked_with_the_keyboard_alone(desk):
    desk.press("F6", "F6")
    assert desk.screen.queue.table.hasFocus()
    desk.press("Down", "Down", "Return")
    assert title(desk) == TITLES[2]
    assert desk.article.hasFocus()


def test_the_open_article_is_marked_in_the_queue(desk):
    desk.press("Ctrl+PgDown")
    assert desk.screen.queue.table.currentIndex().row() == 1


def test_a_row_tells_screen_readers_title_and_state(desk):
    desk.press("Return")
    model = desk.screen.queue.model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 0), role) == "Dam is safe, minister says, Done"


def test_the_row_of_the_open_article_counts_its_spans(desk):
    desk.press("1", "Right", "2")
    assert desk.screen.queue.model.row(0).spans == 2


def test_the_buttons_do_what_the_keys_do(desk):
    first = desk.session.document.id
    desk.click_button("Flag F", desk.screen.state_bar)
    assert desk.state() == (State.TO_DO, True)
    desk.click_button("Done, next", desk.screen.state_bar)
    assert desk.state(first) == (State.DONE, True)
    desk.click_button("Skip X", desk.screen.state_bar)
    assert title(desk) == TITLES[2]


def test_the_state_of_the_article_is_on_its_buttons(desk):
    desk.press("X", "Ctrl+PgUp")
    assert desk.button("Skipped X", desk.screen.state_bar)
    desk.press("Return", "Ctrl+PgUp")
    if title(desk) != TITLES[0]:
        desk.press("Ctrl+PgUp")
    assert desk.button("Done ✓", desk.screen.state_bar)


def test_coming_back_to_an_article_shows_its_spans(desk):
    desk.press("1", "Ctrl+PgDown", "2", "Ctrl+PgUp")
    assert desk.spans() == [("ACTOR", "Dam")]
    assert list(desk.article.layout_.spans.values()) == list(desk.stored().spans.values())
