"""The middle of the Review screen: the sentence, a lane for each reading, the final one, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.agreement.standing import Status
from annotator.core.annotations import Annotations
from annotator.core.decisions import Choice
from annotator.core.scheme import Scheme
from annotator.core.spans import Fragment
from annotator.gui.article.look import Look
from annotator.gui.i18n import number, tr
from annotator.gui.review.final import Chosen, before_said, decided_said, final_said
from annotator.gui.review.foot import Foot, choices_said
from annotator.gui.review.lane import Lane
from annotator.gui.review.lane_text import Said, Words
from annotator.gui.review.said import said_by
from annotator.gui.review.showing import Shown
from annotator.gui.review.wording import some_annotator, status_name, type_name, when, why_open
from annotator.gui.widgets import breakable, label, show
from annotator.workspace.reasons import Reason
from annotator.workspace.reviewing import Preview
from annotator.workspace.workspace import Annotator

_WIDE = 520
_BUTTONS = 620  # pixels that the buttons need with their whole names
_LOW = 640  # pixels; below them what is around the readings makes room
_FOR_THE_REST = 460  # pixels that all but the sentence needs
_LINE = 60  # pixels of the window that a line of the sentence asks for
_MANY = 3  # lanes; more have less of the words around
_SMALLER = 0.87  # the text of the readings in a small window
_NO_LIMIT = 16_777_215
_STEPS = {
    Qt.Key.Key_Down: "review_next",
    Qt.Key.Key_Up: "review_previous",
    Qt.Key.Key_Home: "review_first",
    Qt.Key.Key_End: "review_last",
}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


@dataclass(frozen=True, slots=True)
class Put:
    """A case with what is chosen of it.

    `final` is what the final reading is or would be, `planned` the gold layer with it; `names` where
    the annotators' names are shown; `problem` says why what was asked for cannot be done;
    `is_suggested` where it is chosen because most have it, and not by the lead.
    """

    case: Shown
    choice: Chosen | None
    final: Preview
    planned: Annotations | None
    names: bool
    annotators: Mapping[str, Annotator]
    reasons: Sequence[Reason] = ()
    problem: str = ""
    is_suggested: bool = False

    @property
    def has_final(self) -> bool:
        """Whether there is a final reading to show: one that is chosen, else that of a decided case."""
        return self.choice is not None or self.case.opened.row.status == Status.DECIDED

    def called(self, names: Iterable[str]) -> str:
        """Return what several annotators are called."""
        return self.case.called(names, shown=self.names)

    def reader(self, name: str) -> str:
        """Return what one annotator is called."""
        if self.names:
            return name
        if name not in self.case.letters:
            return some_annotator(name)
        return tr("Reader {letter}", letter=self.case.letters[name])


class CasePanel(QFrame):
    """Shows one case. `pressed` names what is to be done; `taken` is given the number of a reading, from 0."""

    pressed = Signal(str)
    taken = Signal(int)
    reason_pressed = Signal(str)
    left = Signal()

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._scheme = scheme
        self._is_low = False
        self._set_look()
        self._put: Put | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Case"))
        self.heading = label("", "muted", wrap=True)
        self.why = label("", "wrong", wrap=True)
        self.sentence = Lane()
        self.before = Lane()
        self.lanes: list[Lane] = []
        self.message = label("", "muted", wrap=True)
        self.foot = Foot()
        self.final, self.note = self.foot.final, self.foot.note
        self.foot.pressed.connect(self.pressed)
        self.foot.reason_pressed.connect(self.reason_pressed)
        self.foot.left.connect(self.left)
        self._lay_out()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = area
        self._inner = QWidget()
        column = self._column = QVBoxLayout(self._inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        self._readings = QVBoxLayout()
        self._readings.setSpacing(0)
        for widget in (self.heading, self.why, self.sentence, self.before):
            column.addWidget(widget)
        column.addLayout(self._readings)
        column.addWidget(self.message)
        column.addStretch(1)
        self._inner.installEventFilter(self)
        area.setWidget(self._inner)
        outer.addWidget(area, 1)
        outer.addWidget(self.foot)

    def show_keys(self) -> None:
        """Name the keys in force on the buttons."""
        self.foot.show_keys()

    def set_scheme(self, scheme: Scheme, zoom: float) -> None:
        """Draw by another scheme, zoom, or in other colours."""
        self._scheme, self._zoom = scheme, zoom
        self._set_look()
        self.foot.recolour()

    def _set_look(self) -> None:
        zoom = self._zoom * (_SMALLER if self._is_low else 1.0)
        self._look = Look(self._scheme, zoom)

    def set_reasons(self, reasons: Sequence[str]) -> None:
        """Offer these reasons."""
        self.foot.set_reasons(reasons)

    def show_reason(self, reason: str) -> None:
        """Show which reason is chosen."""
        self.foot.show_reason(reason)

    # A case

    def show_message(self, text: str) -> None:
        """Say something in place of a case."""
        self._put = None
        for widget in (self.heading, self.why, self.sentence, self.before, self.foot, *self.lanes):
            widget.hide()
        self.message.setText(text)
        self.message.show()
        self._fit()

    def add_to_message(self, text: str) -> None:
        """Say something more where there is no case in hand, before what is said there."""
        self.message.setText(f"{text}\n{self.message.text()}".strip())

    def go_on(self) -> None:
        """Ask for the next case."""
        self.pressed.emit("review_next")

    def show_case(self, put: Put) -> None:
        """Show a case with what is chosen, its readers by names or by letters."""
        self._put = put
        self.message.hide()
        for widget in (self.heading, self.foot):
            show(widget, shown=True)
        why = why_open(put.case.opened.row.why, put.reader)
        self.why.setText(tr("Open again: {why}.", why=why) if why else "")
        show(self.why, shown=bool(why))
        self._show_words(put)

    def _show_words(self, put: Put) -> None:
        """Show sentence, lanes and the final reading, in as many words as there is room for."""
        case, at = put.case, put.case.opened.item.case
        self._show_heading(case)
        show(self.sentence, shown=self._has_room_for(case.sentence.text))
        self.sentence.show_plain(self._look, case.sentence, Fragment(at.start, at.end))
        self._show_before(put)
        self._show_lanes(put)
        self._show_final(put)
        decided = case.opened.row.status == Status.DECIDED
        self.foot.show_choice(put.choice[0] if put.choice else None, decided=decided)
        self.foot.show_problem(put.problem)
        self._fit()

    def _show_heading(self, case: Shown) -> None:
        """Say what kind of case it is and where; in a low window on one line."""
        kind, title, place = type_name(case.opened.row.type), case.opened.row.title, _place(case)
        if self._is_low:
            metrics = self.heading.fontMetrics()
            room = self.width() - 64 - metrics.horizontalAdvance(f"{kind} ·  · {place}")
            title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(40, room))
        self.heading.setText(breakable(" · ".join(part for part in (kind, title, place) if part)))

    def _show_before(self, put: Put) -> None:
        earlier = put.case.opened.earlier
        show(self.before, shown=earlier is not None)
        if earlier is not None:
            said = before_said(put.case, earlier, put.reasons, self._scheme)
            self.before.show_reading(
                self._look, self._words(put.case, said), said, name=tr("Was final"),
                detail=when(earlier.at).partition(",")[0], is_final=True,
            )  # fmt: skip

    def _show_lanes(self, put: Put) -> None:
        case, choice = put.case, put.choice
        self._need_lanes(len(case.lanes))
        readers = sum(map(len, case.lanes))
        for place, (of, lane) in enumerate(zip(case.lanes, self.lanes, strict=False)):
            machines = [one for one in of if one in put.annotators and put.annotators[one].kind == "machine"]
            told_of = [tr("{n} of {total}", n=len(of), total=readers)] if len(of) > 1 else []
            told_of += [tr("machine")] if machines else []
            said = said_by(case, of[0], put.final, self._scheme, put.called, chosen=put.has_final)
            lane.show_reading(
                self._look,
                self._words(case, said),
                said,
                number=str(place + 1) if place < 9 else "",
                name=put.reader(of[0]) if len(of) == 1 else put.called(of),
                detail=" · ".join(told_of),
                chosen=choice is not None and choice[0] == Choice.READING and choice[1] in of,
            )

    def _show_final(self, put: Put) -> None:
        if put.choice is not None:
            said = final_said(put.case, put.choice, put.final, put.planned, self._scheme, put.called)
        elif put.has_final:
            said = decided_said(put.case, self._scheme)
        else:
            said = Said(nothing=choices_said())
        words = self._words(put.case, said)
        name = "✓ " + tr("Final") if put.has_final else tr("Final")
        self.final.show_reading(
            self._look, words, said, name=name, detail=self._chosen_said(put), is_final=True
        )

    @staticmethod
    def _chosen_said(put: Put) -> str:
        """Return in a word or two what the final reading is."""
        match put.choice:
            case None if put.has_final:
                is_edited = put.case.opened.item.decisions[-1].choice == Choice.EDITED
                return tr("decided by a free edit") if is_edited else status_name(Status.DECIDED)
            case (Choice.READING, str(taken)):
                if put.is_suggested:
                    return tr("suggested: most readers")
                return tr("reading {n}", n=put.case.lanes.index(put.case.lane(taken)) + 1)
            case (Choice.UNION | Choice.OVERLAP | Choice.NONE as choice, _):
                return {Choice.UNION: tr("Union"), Choice.OVERLAP: tr("Overlap")}.get(
                    choice, tr("None is right")
                )
        return ""

    def _words(self, case: Shown, said: Said) -> Words:
        """Return the words on which a lane shows what it says; in a low window those alone that it needs."""
        if self._is_low:
            return case.words_of([*(fragments for _, fragments in said.spans), said.differs])
        is_small = self.width() < _WIDE or len(case.lanes) > _MANY
        return case.brief if is_small else case.words

    def _has_room_for(self, sentence: str) -> bool:
        """Tell whether there is room for the sentence above the readings, which have most of its words."""
        in_a_line = max(10.0, self.width() / (9 * self._zoom))
        return len(sentence) / in_a_line <= (self.height() - _FOR_THE_REST) / _LINE

    # Room

    def _fit(self) -> None:
        """Let the readings have the room they need, and the final reading follow on them."""
        if self._put is None:
            self.area.setMaximumHeight(_NO_LIMIT)
            return
        needed = self._column.totalHeightForWidth(self.area.viewport().width())
        self.area.setMaximumHeight(max(40, needed))
        self.foot.fit(self.height() // (4 if self._is_low else 3), self.height() - needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more room for the words where there is little."""
        super().resizeEvent(event)
        side, low = 24 if self.width() > _WIDE else 10, self.height() < _LOW
        if low != self._is_low:
            self._is_low = low
            self._set_look()
        margins = self._column.contentsMargins()
        self._column.setContentsMargins(side, 8 if low else 16, side, margins.bottom())
        self.foot.set_room(side, low=low, narrow=self.width() <= _BUTTONS)
        if self._put is not None:
            self._show_words(self._put)
        QTimer.singleShot(0, self, self._fit)

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
        """Fit anew where a reading has become higher or lower."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from case to case, Home and End to the first and last, pages scroll the readings."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.pressed.emit(_STEPS[key])
        elif key in _PAGES:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + _PAGES[key] * bar.pageStep())
        else:
            super().keyPressEvent(event)


def _place(case: Shown) -> str:
    """Return where in the article a case is."""
    return tr("chars {start}–{end}", start=number(case.opened.row.start), end=number(case.opened.row.end))
