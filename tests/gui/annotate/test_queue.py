"""The queue: its filter, orders, several articles at once, and how long the rest will take."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.core.spans import State
from annotator.gui import settings
from annotator.gui.annotate import queue_loading, queue_marking
from annotator.gui.pace import duration
from annotator.workspace.workspace import Workspace

DAM, FERRY, HARVEST, STRIKE = TITLES = [
    "Dam is safe, minister says",
    "Fähre kehrt um",
    "Harvest late",
    "Strike ends",
]


# Qt's offscreen platform says so whenever a menu opens.
menus = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


def title(desk):
    return desk.session.document.metadata.title


def queued(desk):
    model = desk.screen.queue.model
    return [model.row(number).document.metadata.title for number in range(model.rowCount())]


def states(desk):
    model = desk.screen.queue.model
    return [model.row(number).state for number in range(model.rowCount())]


def filter_by(desk, typed):
    desk.press("Ctrl+F")
    desk.screen.queue.search.clear()
    desk.type(typed)
    desk.wait_until(
        lambda: not desk.screen.queue.search.is_typed_in and not desk.screen.queue._loader.is_busy
    )


def sort_by(desk, name):
    desk.click_button("⇅", desk.screen.queue)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.text() == name]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    desk.window.activateWindow()  # as a window manager does; Qt's offscreen platform has none
    assert QTest.qWaitForWindowActive(desk.window, 4_000)


# Filter


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("outlet:moldau", [DAM, HARVEST]),
        ("date:2025-03-05..", [FERRY, STRIKE]),
        ("state:done", [DAM]),
        ("state:todo harvest", [HARVEST]),
        ("label:actor", [FERRY]),
        ("flag:yes", [FERRY]),
        ("annotator:ines", [DAM, FERRY]),
        ('"kehrt um"', [FERRY]),
    ],
)
def test_the_filter_knows_the_fields(desk, typed, found):
    desk.press("Return", "F", "1")
    filter_by(desk, typed)
    assert queued(desk) == found


def test_the_filter_says_what_is_wrong_with_it(desk):
    filter_by(desk, "label:quote")
    assert queued(desk) == []
    assert "The scheme has no label “quote”" in desk.screen.queue._empty.text()


def test_the_filter_and_a_chip_hold_together(desk):
    desk.press("Return")
    filter_by(desk, "moldau")
    desk.click_button("To do", desk.screen.queue._chips)
    assert queued(desk) == [HARVEST]


# Order


@menus
def test_the_queue_is_sorted_and_the_order_remembered(desk, open_desk, project):
    desk.press("Return")
    sort_by(desk, "Outlet")
    assert queued(desk) == [STRIKE, HARVEST, DAM, FERRY]
    sort_by(desk, "State")
    assert queued(desk) == [FERRY, HARVEST, STRIKE, DAM]
    sort_by(desk, "Date")
    assert queued(desk) == [HARVEST, DAM, FERRY, STRIKE]
    desk.window.close()
    again = open_desk(project)
    assert queued(again) == [HARVEST, DAM, FERRY, STRIKE]
    assert again.button("⇅", again.screen.queue).text() == "⇅ Date"
    assert settings.text("queue_sort") == "date"


@menus
def test_the_next_to_do_is_the_next_in_the_order_shown(desk):
    sort_by(desk, "Outlet")
    desk.screen.article.setFocus()
    assert title(desk) == DAM
    seen = []
    for _ in range(3):
        desk.press("Return")
        seen.append(title(desk))
    assert seen == [FERRY, STRIKE, HARVEST]
    desk.press("Return")
    assert desk.said == "That was the last article to do."


@menus
def test_the_neighbour_is_the_one_in_the_order_shown(desk):
    sort_by(desk, "Outlet")
    desk.press("Ctrl+PgUp")
    assert title(desk) == HARVEST


# Several at once


def test_several_are_chosen_by_keys_and_skipped_in_one_step(desk):
    desk.press("F6", "F6")
    desk.press("Shift+Down", "Shift+Down")
    bar = desk.screen.queue._many
    assert bar.isVisible()
    assert bar._text.text() == "3 articles chosen"
    desk.press("X")
    assert states(desk) == [State.SKIPPED] * 3 + [State.TO_DO]
    assert "mark 3 articles as skipped" in " ".join(desk.status)
    assert [b.text() for b in desk.screen.queue._buttons][4] == "Skipped 3"
    assert title(desk) == DAM
    desk.press("Ctrl+Z")
    assert states(desk) == [State.TO_DO] * 4
    assert desk.said == "Undone: mark 3 articles as skipped"
    desk.press("Ctrl+Y")
    assert states(desk) == [State.SKIPPED] * 3 + [State.TO_DO]


def test_single_ones_are_chosen_with_control_and_space(desk):
    desk.press("F6", "F6")
    desk.press("Ctrl+Down", "Ctrl+Down", "Ctrl+Space")
    assert desk.screen.queue.table.chosen_rows() == [0, 2]
    desk.press("D")
    assert states(desk) == [State.DONE, State.TO_DO, State.DONE, State.TO_DO]
    desk.press("Ctrl+Return")
    assert states(desk) == [State.TO_DO] * 4


def test_a_click_with_control_or_shift_chooses_and_opens_nothing(desk):
    table = desk.screen.queue.table

    def click(row, modifier):
        place = table.visualRect(desk.screen.queue.model.index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    click(2, Qt.KeyboardModifier.ControlModifier)
    assert table.chosen_rows() == [0, 2]
    click(3, Qt.KeyboardModifier.ShiftModifier)
    assert title(desk) == DAM
    desk.click_button("Flag F", desk.screen.queue._many)
    flags = [desk.screen.queue.model.row(row).flagged for row in range(4)]
    assert flags == [row in table.chosen_rows() for row in range(4)]
    desk.click_button("Flag F", desk.screen.queue._many)
    assert not any(desk.screen.queue.model.row(row).flagged for row in range(4))


def test_the_open_article_shows_what_was_done_to_several(desk):
    desk.press("F6", "F6")
    desk.press("Shift+Down", "X")
    assert desk.session.annotations.layer.state == State.SKIPPED
    assert desk.button("Skipped X", desk.screen.state_bar)
    desk.press("Esc", "1")
    assert desk.state() == (State.SKIPPED, False)
    assert [label for label, _ in desk.spans()] == ["ACTOR"]


def test_what_several_are_already_is_said(desk):
    desk.press("F6", "F6", "Shift+Down", "Ctrl+Return")
    assert desk.said == "These articles are marked to do already."


def test_no_more_than_can_be_undone_are_changed_at_once(desk, monkeypatch):
    monkeypatch.setattr(queue_marking, "MOST_AT_ONCE", 2)
    desk.press("F6", "F6", "Ctrl+A", "X")
    assert desk.said == "Choose at most 2 articles at once."
    assert states(desk) == [State.TO_DO] * 4


def test_very_many_are_marked_without_the_window_waiting(desk, monkeypatch):
    monkeypatch.setattr(queue_marking, "_MARKED_HERE", 2)
    desk.press("F6", "F6", "Ctrl+A", "X")
    desk.wait_until(lambda: states(desk) == [State.SKIPPED] * 4)
    assert desk.said == "Done: mark 4 articles as skipped. Undo takes it back."
    assert desk.session.annotations.layer.state == State.SKIPPED
    desk.press("X")
    desk.wait_until(lambda: desk.said == "These articles are marked skipped already.")
    desk.press("Ctrl+Z")
    assert states(desk) == [State.TO_DO] * 4


# Time


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (1, "1 min"),
        (59 * 60, "59 min"),
        (3_600, "1 h"),
        (11_400, "3 h 10 min"),
        (14 * 3_600 + 700, "14 h"),
        (4e6, "1,111 h"),
    ],
)
def test_a_time_in_words(seconds, shown):
    assert duration(seconds) == shown


def test_how_long_the_rest_will_take_is_told_when_there_is_enough_to_go_by(open_desk, tmp_path):
    path = (tmp_path / "Many.annotator").resolve()
    lines = [json.dumps({"text": f"Text {i}"}) for i in range(9)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    from annotator.workspace.importing import import_files

    workspace = Workspace.create(path)
    import_files(workspace, [tmp_path / "many.jsonl"])
    workspace.close()
    desk = open_desk(path)
    for _ in range(5):
        desk.press("Return")
    assert desk.screen.queue._progress.text() == "5 of 9 done"
    desk.press("Return")
    assert desk.screen.queue._progress.text() == "6 of 9 done · about 1 min left"
    assert "last 5 articles" in desk.screen.queue._progress.toolTip()
    desk.press("Ctrl+Z")
    assert desk.screen.queue._progress.text() == "5 of 9 done"


# Very many, in a thread


@pytest.fixture
def many(monkeypatch):
    """Takes four articles for very many."""
    monkeypatch.setattr(queue_loading, "SMALL", 2)
    monkeypatch.setattr(queue_loading, "_AFTER", 2)
    monkeypatch.setattr(queue_loading, "_BEFORE", 1)
    monkeypatch.setattr(queue_loading, "_START_MS", 1_500)


def idle(desk):
    desk.wait_until(lambda: not desk.screen.queue._loader.is_busy)


def test_of_very_many_those_near_are_there_at_once_and_all_soon(many, desk):
    assert queued(desk) == [DAM, FERRY]
    assert desk.screen.queue._progress.text() == ""
    idle(desk)
    assert queued(desk) == TITLES
    assert desk.screen.queue._progress.text() == "0 of 4 done"
    assert desk.screen.queue._buttons[0].text() == "All 4"


def test_what_is_done_while_very_many_are_read_is_shown(many, desk):
    desk.press("Return")
    assert title(desk) == FERRY
    desk.press("Return", "Return")
    assert title(desk) == STRIKE
    idle(desk)
    desk.wait_until(lambda: desk.screen.queue._progress.text() == "3 of 4 done")
    assert states(desk) == [State.DONE] * 3 + [State.TO_DO]
    desk.press("Ctrl+PgUp", "Return")
    assert title(desk) == STRIKE


@menus
def test_very_many_are_filtered_and_sorted_in_a_thread(many, desk):
    idle(desk)
    filter_by(desk, "moldau")
    idle(desk)
    assert queued(desk) == [DAM, HARVEST]
    desk.click_button("Done", desk.screen.queue._chips)
    desk.click_button("All", desk.screen.queue._chips)
    idle(desk)
    assert queued(desk) == [DAM, HARVEST]
    desk.screen.queue.search.clear()
    sort_by(desk, "Outlet")
    desk.wait_until(lambda: queued(desk) == [STRIKE, HARVEST, DAM, FERRY])
    assert desk.screen.queue.table.currentIndex().row() == 2


def test_enter_in_the_filter_opens_the_first_of_very_many_when_it_is_found(many, desk):
    idle(desk)
    desk.press("Ctrl+F")
    desk.type("strike")
    desk.press("Return")
    desk.wait_until(lambda: title(desk) == STRIKE)
    assert desk.article.hasFocus()


def test_articles_that_come_in_join_the_very_many_without_a_new_beginning(many, desk, write):
    idle(desk)
    resets = []
    desk.screen.queue.model.modelReset.connect(lambda: resets.append(1))
    desk.commands.transfers.import_paths([write("new.txt", "New\n\nA word.")])
    desk.wait_until(lambda: desk.screen.queue.model.rowCount() == 5)
    assert not resets
    assert desk.screen.queue.table.currentIndex().row() == 0


def test_a_window_closed_while_very_many_are_read_waits_for_no_one(many, desk):
    desk.screen.queue.reload()
    desk.window.close()
    assert not desk.window.isVisible()


# The place


def test_a_kill_right_after_an_edit_does_not_lose_the_place(desk):
    desk.press("Right", "Right", "1")
    other = Workspace(desk.workspace.path)
    try:
        assert other.place(desk.session.annotator.id) == (desk.session.document.id, desk.text.index("safe"))
    finally:
        other.close()
