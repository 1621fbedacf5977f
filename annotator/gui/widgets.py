"""Small widgets that several screens use, and text made fit for them.

Part of the first paint: what only some functions need is imported in them. `Qt` alone,
which makes all its enums, would take a sixth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

_PLAIN_TEXT = 0  # Qt.TextFormat.PlainText
_UNBROKEN = re.compile(r"\S{24}")


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the style sheet's roles, as plain text."""
    made = QLabel(text)
    made.setProperty("textFormat", _PLAIN_TEXT)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(
    text: str, role: str = "", on_click: Callable[[], object] | None = None, *, checkable: bool = False
) -> QPushButton:
    """Return a button that leaves the keyboard where it is when clicked."""
    from PySide6.QtCore import Qt

    made = QPushButton(literal(text))
    made.setProperty("role", role)
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click is not None:
        made.clicked.connect(lambda _=False: on_click())
    return made


def tooltip(text: str) -> str:
    """Return text for a tool tip; without this, Qt takes what looks like HTML for HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<span>{escaped}</span>" if text else ""


def literal(text: str) -> str:
    """Return text for a button or menu; without this, Qt takes “&” for a key."""
    return text.replace("&", "&&")


def breakable(text: str) -> str:
    """Return text in which a word as long as a line can be wrapped, and pushes nothing wide."""
    return _UNBROKEN.sub("\\g<0>\u200b", text)


def show(widget: QWidget, *, shown: bool) -> None:
    """Show or hide a widget; where nothing changes, Qt's layouts are left alone."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)
