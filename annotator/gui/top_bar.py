"""The bar above the screen in use: project, annotator, the screens to go to, the view."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from annotator.gui import theme
from annotator.gui.i18n import number, tr
from annotator.gui.widgets import literal, tooltip

_PLACES = ("annotate", "review", "agreement")


class TopBar(QFrame):
    """Menus and the buttons of the project's screens; `set_actions` says what they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._actions: Mapping[str, QAction] = {}
        self.project = _menu_button(tr("Annotator"), tr("Project menu"), bold=True)
        self._annotator = _menu_button("", tr("Who is working"))
        self._places = {name: _place_button() for name in _PLACES}
        self.view = _menu_button(tr("View"), tr("View menu"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 10, 5)
        row.setSpacing(4)
        row.addWidget(self.project)
        row.addWidget(self._annotator)
        row.addStretch(1)
        for button in self._places.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.view)
        self.show_no_project()

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """Fill the menus with these actions, as far as they are there."""
        # Not at the top: it touches `Qt`, which makes all its enums, and the window paints first.
        from annotator.gui.menus import fill

        self._actions = actions
        fill(
            self.project, actions,
            "new", "open", "", "import", "import_folder", "import_as", "export", "", "scheme", "",
            "undo", "redo", "", "close", "quit",
        )  # fmt: skip
        fill(self._annotator, actions, "annotator")
        fill(
            self.view, actions,
            *_PLACES, "review_feedback", "", "queue_pane", "inspector_pane", "",
            "zoom_in", "zoom_out", "zoom_reset", "", "palette", "shortcuts", "", *theme.Mode,
        )  # fmt: skip
        for name, button in self._places.items():
            button.setVisible(name in actions)
            if name in actions:
                button.setDefaultAction(actions[name])
                actions[name].setCheckable(True)

    def show_project(self, name: str, path: Path, annotator: str) -> None:
        """Show which project is open, and who works in it."""
        self.project.setText(literal(name) + "  ▾")
        self.project.setToolTip(tooltip(str(path)))
        self._annotator.setText(literal(annotator))
        self._annotator.show()

    def show_no_project(self) -> None:
        """Show that no project is open."""
        self.project.setText(tr("Annotator") + "  ▾")
        self.project.setToolTip("")
        self._annotator.hide()
        for button in self._places.values():
            button.hide()

    def show_place(self, place: str, to_decide: int) -> None:
        """Show which screen is in front, and how many cases are open."""
        for name in self._places:
            if name in self._actions:
                self._actions[name].setChecked(name == place)
        if "review" in self._actions:
            text = f"{tr('Review')} {number(to_decide)}" if to_decide else tr("Review")
            self._actions["review"].setIconText(text)


def _place_button() -> QToolButton:
    """Return a button that leads to one of the project's screens; its action comes with the project."""
    made = QToolButton()
    made.setProperty("role", "place")
    made.setCheckable(True)
    return made


def _menu_button(text: str, name: str, *, bold: bool = False) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setProperty("role", "plain")
    made.setAccessibleName(name)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setFont(theme.interface_font(theme.INTERFACE_PIXELS, bold=bold))
    return made
