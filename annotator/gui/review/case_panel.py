"""The middle of the Review screen: the sentence, a lane for each reading, the final one, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.agreement.standing import Status
from annotator.core.decisions import Choice
from annotator.core.scheme import Scheme
from annotator.core.spans import Fragment
from annotator.gui.article.look import Look
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import number, told, tr
from annotator.gui.keys import shown_key
from annotator.gui.review.lane import Lane
from annotator.gui.review.showing import Shown, final_said, said_by
from annotator.gui.review.wording import reason_name, type_name
from annotator.gui.widgets import button, label
from annotator.workspace.reviewing import Preview
from annotator.workspace.workspace import Annotator

_WIDE = 520
_HIGH = 520  # pixels; below them the readings, which have its words, need the room of the sentence
_ABOVE = 480  # pixels that the readings and the buttons have before the final reading takes more than it must
_BUTTONS = ("review_union", "review_overlap", "review_none", "review_edit", "review_later", "review_decide")
_CHOICES = {
    "review_union": Choice.UNION,
    "review_overlap": Choice.OVERLAP,
    "review_none": Choice.NONE,
}


class CasePanel(QFrame):
    """Shows one case. `pressed` names what is to be done; `taken` is given the number of a reading, from 0."""

    pressed = Signal(str)
    taken = Signal(int)
    reason_pressed = Signal(str)
    left = Signal()

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(scheme, 1.0)
        self._scheme = scheme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Case"))
        self.heading = label("", "muted", wrap=True)
        self.why = label("", "wrong", wrap=True)
        self.sentence = Lane()
        self.lanes: list[Lane] = []
        self.final = Lane()
        self.message = label("", "muted", wrap=True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note for the annotators…"))
        self.note.setAccessibleName(tr("Note for the annotators"))
        self.note.setMaxLength(2_000)
        self.note.installEventFilter(self)
        self._buttons: dict[str, QPushButton] = {}
        self._reasons: dict[str, QPushButton] = {}
        self._lay_out()
        self.show_keys()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = area
        inner = QWidget()
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        self._readings = QVBoxLayout()
        self._readings.setSpacing(0)
        for widget in (self.heading, self.why, self.sentence):
            column.addWidget(widget)
        column.addLayout(self._readings)
        column.addWidget(self.message)
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        outer.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        """Return what stays in sight however long the readings are: the final one, and what can be done."""
        self._foot = QFrame()
        self._foot.setObjectName("foot")
        column = self._foot_column = QVBoxLayout(self._foot)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        self._reason_heading = label("", "heading")
        self._reason_box = QWidget()
        self._reason_flow = FlowLayout(self._reason_box)
        reasons = QHBoxLayout()
        reasons.setSpacing(10)
        reasons.addWidget(self._reason_heading)
        reasons.addWidget(self._reason_box, 1)
        self._final_area = QScrollArea()  # the end of a very long one is scrolled to
        self._final_area.setWidgetResizable(True)
        self._final_area.setFrameShape(QFrame.Shape.NoFrame)
        self._final_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._final_area.setWidget(self.final)
        column.addWidget(self._final_area)
        column.addWidget(self._make_buttons())
        column.addLayout(reasons)
        column.addWidget(self.note)
        return self._foot

    def _make_buttons(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box)
        for name in _BUTTONS:
            primary = "primary" if name == "review_decide" else ""
            made = button("", primary, partial(self.pressed.emit, name))
            self._buttons[name] = made
            flow.addWidget(made)
        return box

    def show_keys(self) -> None:
        """Name the keys in force on the buttons."""
        texts = {
            "review_union": tr("Union"),
            "review_overlap": tr("Overlap"),
            "review_none": tr("None is right"),
            "review_edit": tr("Edit"),
            "review_later": tr("Later"),
            "review_decide": tr("Decide, next"),
        }
        for name, made in self._buttons.items():
            made.setText(f"{texts[name]}  {shown_key(name)}".rstrip().replace("&", "&&"))
            made.setAccessibleName(texts[name])
        key = shown_key("review_reason")
        self._reason_heading.setText((tr("Reason") + (f" ({key})" if key else "")).upper())

    def set_scheme(self, scheme: Scheme, zoom: float) -> None:
        """Draw by another scheme, zoom, or in other colours."""
        self._scheme = scheme
        self._look = Look(scheme, zoom)

    def set_reasons(self, reasons: Sequence[str]) -> None:
        """Offer these reasons."""
        for old in self._reasons.values():
            self._reason_flow.removeWidget(old)
            old.deleteLater()
        self._reasons = {}
        for one in reasons:
            made = button(reason_name(one), "chip", partial(self.reason_pressed.emit, one), checkable=True)
            self._reasons[one] = made
            self._reason_flow.addWidget(made)

    def show_reason(self, reason: str) -> None:
        """Show which reason is chosen."""
        for one, made in self._reasons.items():
            made.setChecked(one == reason)

    # A case

    def show_message(self, text: str) -> None:
        """Say something in place of a case."""
        for widget in (self.heading, self.why, self.sentence, self._foot, *self.lanes):
            widget.hide()
        self.message.setText(text)
        self.message.show()

    def show_case(
        self, case: Shown, choice: tuple[Choice, str | None] | None, final: Preview, *, names: bool,
        annotators: dict[str, Annotator],
    ) -> None:  # fmt: skip
        """Show a case with what is chosen, its readers by `names` or by letters."""
        self.message.hide()
        for widget in (self.heading, self._foot):
            widget.show()
        self.sentence.setVisible(self.height() >= _HIGH)
        row = case.opened.row
        self.heading.setText(
            " · ".join(part for part in (type_name(row.type), row.title, _place(case)) if part)
        )
        self.why.setText(tr("Open again: {why}.", why="; ".join(map(told, row.why))) if row.why else "")
        self.why.setVisible(bool(row.why))
        at = case.opened.item.case
        self.sentence.show_plain(self._look, case.sentence, Fragment(at.start, at.end))
        self._show_lanes(case, choice, final, names=names, annotators=annotators)
        said = final_said(case, final, self._scheme)
        self.final.show_reading(self._look, case.words, said, name="✓ " + tr("Final"), is_final=True)
        self._final_area.setVisible(choice is not None)
        self._fit_final()
        self._show_choice(choice, decided=row.status == Status.DECIDED)

    def _show_lanes(
        self, case: Shown, choice: tuple[Choice, str | None] | None, final: Preview, *, names: bool,
        annotators: dict[str, Annotator],
    ) -> None:  # fmt: skip
        self._need_lanes(len(case.lanes))
        readers = sum(map(len, case.lanes))
        for place, (of, lane) in enumerate(zip(case.lanes, self.lanes, strict=False)):
            machines = [one for one in of if one in annotators and annotators[one].kind == "machine"]
            told_of = [tr("{n} of {total}", n=len(of), total=readers)] if len(of) > 1 else []
            told_of += [tr("machine")] if machines else []
            shown_names = ", ".join(of if names else (case.letters[one] for one in of))
            lane.show_reading(
                self._look,
                case.words,
                said_by(case, of[0], final, self._scheme, chosen=choice is not None),
                number=str(place + 1) if place < 9 else "",
                name=shown_names if names or len(of) > 1 else tr("Reader {letter}", letter=shown_names),
                detail=" · ".join(told_of),
                chosen=choice is not None and choice[0] == Choice.READING and choice[1] in of,
            )

    def _show_choice(self, choice: tuple[Choice, str | None] | None, *, decided: bool) -> None:
        for name, made in self._buttons.items():
            made.setCheckable(name in _CHOICES)
            made.setChecked(choice is not None and _CHOICES.get(name) == choice[0])
        self._buttons["review_decide"].setEnabled(choice is not None or decided)

    def _fit_final(self) -> None:
        """Give the final reading the room it needs, and no more than a third."""
        self._final_area.setFixedHeight(
            min(self.final.height() + 1, max(84, min(self.height() // 3, self.height() - _ABOVE)))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more room for the words where there is little."""
        super().resizeEvent(event)
        if self.heading.isVisible():
            self.sentence.setVisible(self.height() >= _HIGH)
        side = 24 if self.width() > _WIDE else 10
        for layout, below in ((self._column, 16), (self._foot_column, 10)):
            margins = layout.contentsMargins()
            layout.setContentsMargins(side, margins.top(), side, below)
        QTimer.singleShot(0, self, self._fit_final)

    def show_lane(self, place: int) -> None:
        """Bring a lane into sight."""
        self.area.ensureWidgetVisible(self.lanes[place], 0, 8)

    def _need_lanes(self, count: int) -> None:
        while len(self.lanes) < count:
            lane = Lane()
            place = len(self.lanes)
            lane.pressed.connect(partial(self.taken.emit, place))
            self.lanes.append(lane)
            self._readings.insertWidget(place, lane)
        for place, lane in enumerate(self.lanes):
            lane.setVisible(place < count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the note."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)


def _place(case: Shown) -> str:
    """Return where in the article a case is."""
    return tr("chars {start}–{end}", start=number(case.opened.row.start), end=number(case.opened.row.end))
