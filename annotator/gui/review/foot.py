"""What stays in sight however long the readings are: the final reading, what can be done, reason and note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.core.decisions import Choice
from annotator.gui import theme
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.keys import shown_key
from annotator.gui.review.lane import Lane
from annotator.gui.review.wording import reason_name
from annotator.gui.widgets import button, label, literal, show

_BUTTONS = ("review_union", "review_overlap", "review_none", "review_edit", "review_later", "review_decide")
_CHOICES = {
    "review_union": Choice.UNION,
    "review_overlap": Choice.OVERLAP,
    "review_none": Choice.NONE,
}
_LEAST_FINAL = 84  # pixels


class Foot(QFrame):
    """`pressed` names what is to be done, `reason_pressed` gives a reason; `left` where the note is left."""

    pressed = Signal(str)
    reason_pressed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.final = Lane()
        self.problem = label("", "wrong", wrap=True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note for the annotators…"))
        self.note.setAccessibleName(tr("Note for the annotators"))
        self.note.setMaxLength(2_000)
        self.note.installEventFilter(self)
        self._write = button("", "chip", self.write_note)
        self._buttons: dict[str, QPushButton] = {}
        self._reasons: dict[str, QPushButton] = {}
        self._is_low = self._is_narrow = self._has_room = False
        self._lay_out()
        self.show_keys()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        self._reason_heading = label("", "heading")
        reason_box = QWidget()
        self._reason_flow = FlowLayout(reason_box)
        self._reason_flow.addWidget(self._write)
        reasons = QHBoxLayout()
        reasons.setSpacing(10)
        reasons.addWidget(self._reason_heading)
        reasons.addWidget(reason_box, 1)
        self._area = QScrollArea()  # the end of a very long one is scrolled to
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.final)
        column.addWidget(self._area)
        column.addWidget(self.problem)
        column.addWidget(self._make_buttons())
        column.addLayout(reasons)
        column.addWidget(self.note)
        column.addStretch(1)

    def _make_buttons(self) -> QWidget:
        box = self._box = QWidget()
        flow = FlowLayout(box)
        for name in _BUTTONS:
            primary = "primary" if name == "review_decide" else ""
            made = button("", primary, partial(self.pressed.emit, name))
            self._buttons[name] = made
            flow.addWidget(made)
        return box

    def recolour(self) -> None:
        """Show in the colours now in force which button is the choice, in little room with less around it."""
        c = theme.colours()
        padding = "5px 7px" if self._is_narrow else "6px 11px"
        sheet = f"QPushButton {{ padding: {padding}; }} "
        sheet += f"QPushButton:checked {{ background: {c.accent_soft}; border-color: {c.accent}; color: {c.accent}; }}"
        if sheet != self._box.styleSheet():
            self._box.setStyleSheet(sheet)

    def show_keys(self) -> None:
        """Name the keys in force on the buttons."""
        names = {
            "review_union": tr("Union"),
            "review_overlap": tr("Overlap"),
            "review_none": tr("None is right"),
            "review_edit": tr("Edit"),
            "review_later": tr("Later"),
            "review_decide": tr("Decide, next"),
        }
        short = {"review_none": tr("None"), "review_decide": tr("Decide")} if self._is_narrow else {}
        for name, made in self._buttons.items():
            made.setText(literal(f"{short.get(name, names[name])}  {shown_key(name)}".rstrip()))
            made.setAccessibleName(names[name])
        key = shown_key("review_reason")
        self._reason_heading.setText((tr("Reason") + (f" ({key})" if key else "")).upper())
        self._write.setText(literal(f"{tr('Note…')}  {shown_key('review_note')}".rstrip()))
        self._write.setAccessibleName(tr("Write a note on the decision"))

    # Reasons and note

    def set_reasons(self, reasons: Sequence[str]) -> None:
        """Offer these reasons."""
        self._reason_flow.removeWidget(self._write)
        for old in self._reasons.values():
            self._reason_flow.removeWidget(old)
            old.deleteLater()
        self._reasons = {}
        for one in reasons:
            made = button(reason_name(one), "chip", partial(self.reason_pressed.emit, one), checkable=True)
            self._reasons[one] = made
            self._reason_flow.addWidget(made)
        self._reason_flow.addWidget(self._write)

    def show_reason(self, reason: str) -> None:
        """Show which reason is chosen."""
        for one, made in self._reasons.items():
            made.setChecked(one == reason)

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        self.note.show()
        self.note.setFocus()
        self.note.selectAll()
        self._fit_note()

    def _fit_note(self) -> None:
        """Where there is little room, show the note only while it is written, or where there is one."""
        shown = not self._is_low or self._has_room or bool(self.note.text()) or self.note.hasFocus()
        show(self.note, shown=shown)
        show(self._write, shown=not shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the note."""
        if event.type() == QEvent.Type.FocusOut:
            self._fit_note()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    # What is chosen

    def show_choice(self, choice: Choice | None, *, decided: bool) -> None:
        """Show which button is the choice, and whether there is anything to decide."""
        for name, made in self._buttons.items():
            made.setCheckable(name in _CHOICES)
            made.setChecked(choice is not None and _CHOICES.get(name) == choice)
        self._buttons["review_decide"].setEnabled(choice is not None or decided)
        self._fit_note()

    def show_problem(self, text: str) -> None:
        """Say why what was asked for cannot be done; nothing where it can."""
        self.problem.setText(text)
        show(self.problem, shown=bool(text))

    def fit(self, most: int, room: int) -> None:
        """Give the final reading the room it needs, and no more than `most` of all the `room`, in pixels."""
        self._area.setFixedHeight(min(self.final.height() + 1, max(_LEAST_FINAL, most)))
        needed = self._column.totalHeightForWidth(self.width())
        if not self.note.isVisibleTo(self):
            needed += self.note.sizeHint().height() + self._column.spacing()
        self._has_room = needed <= room
        self._fit_note()

    def set_room(self, side: int, *, low: bool, narrow: bool) -> None:
        """Take less room in a low or narrow window; `side` is the margin in pixels."""
        margins = self._column.contentsMargins()
        self._column.setContentsMargins(side, margins.top(), side, 8 if low else 12)
        self._column.setSpacing(6 if low else 8)
        self._is_low = low
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.show_keys()
            self.recolour()
        self._fit_note()


def choices_said() -> str:
    """Return which keys choose what the final reading is to be."""
    names = ("review_union", "review_overlap", "review_none", "review_edit")
    keys = ", ".join(key for key in map(shown_key, names) if key)
    return tr("Press the number of a reading, or {keys}.", keys=keys)
