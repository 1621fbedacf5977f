"""Spans in several parts: their inner ends, taking one part off, and what a held key may not do."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.spans import State

BOTH = "We have checked every gate … and none is cracked"


@pytest.fixture
def parted(desk):
    """Mark a claim in two parts by keys, which stays in hand."""
    desk.go_to("We have checked every gate")
    desk.press("2")
    desk.go_to("and none is cracked")
    desk.press("J")
    assert desk.spans() == [("CLAIM", BOTH)]
    return desk


def only(desk):
    ((_, words),) = desk.spans()
    return words


def test_without_a_part_in_hand_the_outer_ends_move(parted):
    parted.press("Ctrl+Left", "Ctrl+Shift+Right")
    assert only(parted) == "have checked every gate … and none is"


def test_p_goes_from_part_to_part_and_back_to_the_whole(parted, hands):
    seen = []
    for _ in range(3):
        parted.press("P")
        seen.append(parted.session.part)
        texts = hands.texts_in(parted.screen.inspector)
        assert any("· PART" in text for text in texts) == (parted.session.part is not None)
    assert seen == [0, 1, None]


def test_the_ends_of_the_part_in_hand_move_by_word_and_by_character(parted):
    parted.press("P", "Ctrl+Left", "Ctrl+Alt+Left")
    assert only(parted) == "We have checked ever … and none is cracked"
    parted.press("Ctrl+Z", "Ctrl+Z", "P", "P", "Ctrl+Shift+Right")
    assert only(parted) == "We have checked every gate … none is cracked"
    parted.press("Ctrl+Alt+Shift+Left", "Ctrl+Alt+Shift+Left")
    assert only(parted) == "We have checked every gate … d none is cracked"


def test_the_part_under_the_caret_is_taken_with_the_span_by_o(parted):
    parted.click(parted.text.index("none"))
    parted.press("O", "Ctrl+Shift+Right")
    assert only(parted) == "We have checked every gate … none is cracked"
    parted.press("Esc")
    parted.click(parted.text.index("have checked"))
    parted.press("O", "Ctrl+Left")
    assert only(parted) == "We have checked every … none is cracked"


def test_the_keyboard_follows_the_end_that_moves(parted):
    parted.press("P", "P")
    assert parted.marked() == "and none is cracked"
    parted.press("Ctrl+Left")
    assert parted.marked() == "and none is"
    assert "Chars" in parted.status[2]


def test_parts_that_grow_together_become_one(parted):
    parted.press("P", *["Ctrl+Right"] * 8)
    assert only(parted) == "We have checked every gate,” she told Radio Moldau, “and none is cracked"
    assert parted.session.part is None


def test_shift_j_takes_the_part_in_hand_off_and_undo_brings_it_back(parted):
    parted.press("P", "P", "Shift+J")
    assert only(parted) == "We have checked every gate"
    assert "Undo: take words off Claim" in parted.status
    parted.press("Ctrl+Z")
    assert only(parted) == BOTH
    parted.press("P", "Shift+J")
    assert only(parted) == "and none is cracked"


def test_shift_j_says_what_to_do_where_no_part_can_go(parted):
    parted.press("Shift+J")
    assert parted.said == "Choose the part to take off first: P goes from part to part."
    parted.press("P", "Shift+J", "Shift+J")
    assert parted.said == "This span has one part only. Del deletes the span."
    parted.press("P")
    assert parted.said.startswith("This span has one part only.")
    parted.press("Esc", "Shift+J")
    assert parted.said == "No span is selected. Tab walks the spans."
    assert len(parted.spans()) == 1


def test_the_mouse_takes_a_part_in_hand_and_off(parted):
    parted.click_button("and none", parted.screen.inspector)
    assert parted.session.part == 1
    QTest.mouseClick(crosses(parted)[0], Qt.MouseButton.LeftButton)
    assert only(parted) == "and none is cracked"
    assert crosses(parted) == []


def crosses(desk):
    from PySide6.QtWidgets import QPushButton

    QApplication.processEvents()
    return [b for b in desk.screen.inspector.findChildren(QPushButton) if b.text() == "✕" and b.isVisible()]


def test_delete_deletes_the_whole_span_also_with_a_part_in_hand(parted):
    parted.press("P", "Delete")
    assert parted.spans() == []


# A held key


def hold(desk, key, modifiers=Qt.KeyboardModifier.NoModifier, times=4):
    """Press a key and let it repeat, as the window system reports a key that is held."""
    QTest.keyPress(desk.window.windowHandle(), key, modifiers)
    for _ in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "", True)
        QApplication.sendEvent(desk.window.windowHandle(), event)


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_1, Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_Delete, Qt.Key.Key_J, Qt.Key.Key_R, Qt.Key.Key_X],
)
def test_a_held_key_does_what_it_does_once(desk, key):
    desk.press("1", "Right", "3", "Right", "1")
    document = desk.session.document.id
    before = steps(desk)
    hold(desk, key)
    assert steps(desk) <= before + 1
    if key == Qt.Key.Key_X:
        assert desk.session.document.id != document
        assert desk.state()[0] == State.TO_DO


def test_enter_held_finishes_one_article_only(desk):
    desk.press("1")
    hold(desk, Qt.Key.Key_Return)
    assert desk.state()[0] == State.TO_DO
    assert desk.screen.queue._progress.text().startswith("1 of 4 done")


def test_held_shift_r_takes_one_link_away_only(desk):
    desk.go_to("We have")
    desk.press("2", "Right", "3", "R", "Return", "Right", "3", "R", "Return")
    hold(desk, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert len(desk.stored().relations) == 1


def steps(desk):
    """Return how many steps this annotator could take back."""
    sql = "SELECT count(*) FROM history WHERE state = 'done' AND annotator_id = ?"
    return desk.workspace.conn.execute(sql, (desk.session.annotator.id,)).fetchone()[0]
