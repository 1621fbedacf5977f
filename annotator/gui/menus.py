"""The menus of the top bar, walked with the arrows as those of a menu bar are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget


class BarMenu(QMenu):
    """One menu of the bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the menu beside this one with Left and Right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        button = cast("QToolButton", self.parentWidget())
        bar = cast("QWidget", button.parentWidget())
        beside = sorted(
            (one for one in bar.findChildren(QToolButton) if one.isVisible() and one.menu() is not None),
            key=QWidget.x,
        )
        self.hide()
        open_menu(beside[(beside.index(button) + step) % len(beside)])


def fill(button: QToolButton, actions: Mapping[str, QAction], *names: str) -> None:
    """Give a button a menu of those of the named actions that there are; an empty name is a line."""
    menu = BarMenu(button)
    for name in names:
        if not name:
            menu.addSeparator()
        elif name in actions:
            menu.addAction(actions[name])
    old = button.menu()
    button.setMenu(menu)
    if old is not None:
        old.deleteLater()


def open_menu(button: QToolButton) -> None:
    """Open the menu of a button, its first entry chosen, without waiting until it is closed."""
    menu = button.menu()
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    chosen = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
    if chosen is not None:
        menu.setActiveAction(chosen)
