"""The sheet of shortcuts: all of it can be read, at any width, and walked by keys."""

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea


def rows(dialog):
    return [b for b in dialog.findChildren(QPushButton) if b.property("role") == "row" and b.isVisible()]


def area(dialog):
    return dialog.findChild(QScrollArea)


def test_every_key_is_shown_whole_also_in_a_narrow_window(desk):
    desk.window.resize(700, 600)

    def look(dialog):
        assert dialog.width() <= 700
        room = area(dialog).viewport().width()
        for row in rows(dialog):
            assert row.geometry().right() <= room
            for part in row.findChildren(QLabel):
                wanted = part.minimumSizeHint()
                assert part.width() >= wanted.width(), part.text()
                assert part.height() >= wanted.height(), part.text()
                assert row.rect().contains(part.geometry()), part.text()

    with desk.answering(look):
        desk.press("?")


def test_pages_turn_from_the_filter_and_take_the_keyboard_along_from_a_row(desk):
    def turn(dialog):
        bar = area(dialog).verticalScrollBar()
        desk.press("PgDown")
        assert bar.value() > 200
        desk.press("PgUp")
        assert bar.value() == 0
        desk.press("Down", "PgDown")
        held = dialog.focusWidget()
        assert held in rows(dialog)
        assert held.y() > 200
        desk.press("PgUp")
        assert dialog.focusWidget() is rows(dialog)[0]

    with desk.answering(turn):
        desk.press("?")
