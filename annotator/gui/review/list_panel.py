"""The left of the Review screen: which cases, how many of each, how far, and the list of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.standing import Status
from annotator.core.scheme import Scheme
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import number, tr, tr_n
from annotator.gui.keys import shown_key
from annotator.gui.review.case_list import CaseList, CaseModel
from annotator.gui.review.wording import type_name
from annotator.gui.widgets import button, label
from annotator.workspace.review_rows import Filter, Row
from annotator.workspace.reviewing import Review, Update

_TYPING_PAUSE_MS = 150
_LONGEST = 200
_SHORT = 24  # characters of the name of a sample
OPEN = frozenset({Status.OPEN, Status.LATER, Status.REOPENED})
_CHIPS = ("open", "missing", "label", "boundary", "attribute", "link", "reopened", "decided", "automatic")
_TYPES = frozenset({"missing", "label", "boundary", "attribute", "link"})
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListPanel(QFrame):
    """`filter_changed` where other cases are to be shown; `accept_pressed` where what all agree on is to be taken."""

    filter_changed = Signal()
    accept_pressed = Signal()
    left = Signal()

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.chip = "open"
        self.sample: Filter | None = None
        self._sample_name = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Filter: label, annotators, text…"))
        self.search.setAccessibleName(tr("Filter the cases"))
        self.search.setMaxLength(_LONGEST)
        self.search.setMinimumWidth(60)
        self.search.installEventFilter(self)
        self.more = QToolButton()
        self.more.setText("⋯")
        self.more.setAccessibleName(tr("More about the review"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.count = label("", "muted", wrap=True)
        self.agreed = label("", "muted", wrap=True)
        self.accept = button("", "", self.accept_pressed.emit)
        self.model = CaseModel(scheme)
        self.list = CaseList(self.model)
        self._chips: dict[str, QPushButton] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self.filter_changed)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 10, 6)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        row.addWidget(self.more)
        column.addLayout(row)
        box = QWidget()
        flow = FlowLayout(box, gap=4)
        for name in _CHIPS:
            made = button("", "chip", partial(self.choose, name), checkable=True)
            self._chips[name] = made
            flow.addWidget(made)
        # What is shown instead of the cases of a chip, where that was asked for elsewhere; a click ends it.
        self._sample_chip = button("", "chip", partial(self.choose, "open"), checkable=True)
        flow.addWidget(self._sample_chip)
        column.addWidget(box)
        column.addWidget(self.bar)
        column.addWidget(self.count)
        column.addWidget(self.agreed)
        column.addWidget(self.accept)
        column.addWidget(self.list, 1)

    def choose(self, name: str) -> None:
        """Show the cases of one chip."""
        self.chip, self.sample = name, None
        self.filter_changed.emit()

    def show_sample(self, filter_: Filter, name: str) -> None:
        """Show other cases than those of a chip, until one is chosen; `name` says which they are."""
        self.sample = filter_
        self._sample_name = name if len(name) <= _SHORT else name[: _SHORT - 1] + "…"
        self.search.clear()

    @property
    def filter(self) -> Filter:
        """Which cases to show."""
        self._typing.stop()
        words = tuple(self.search.text().split())
        if self.sample is not None:
            return replace(self.sample, words=words)
        match self.chip:
            case "decided":
                return Filter(frozenset({Status.DECIDED}), words=words, automatic=False)
            case "automatic":
                return Filter(words=words, automatic=True)
            case "reopened":
                return Filter(frozenset({Status.REOPENED}), words=words)
            case name if name in _TYPES:
                return Filter(OPEN, frozenset({name}), words=words)
        return Filter(OPEN, words=words)

    def follow(self, review: Review, update: Update, here: Row | None, *, onwards: bool) -> None:
        """Show the rows that changed and their numbers, and go to the case `here`, or `onwards` to the one after."""
        place = self.list.show_update(update, here, onwards=onwards)
        self.show_counts(review)
        self.list.go_to(place)

    def show_counts(self, review: Review) -> None:
        """Show how many cases there are of each kind, and how far the lead is."""
        counts = review.counts()
        for name, made in self._chips.items():
            found = _count(counts, name)
            made.setText(f"{_chip_name(name)} {number(found)}".replace("&", "&&"))
            made.setChecked(name == self.chip and self.sample is None)
            made.setVisible(bool(found) or name in ("open", self.chip) or name in _TYPES)
        text = f"{self._sample_name} {number(len(self.model.rows))}  ✕".replace("&", "&&")
        self._sample_chip.setChecked(True)  # first: it is wider so
        self._sample_chip.setText(text)
        self._sample_chip.setVisible(self.sample is not None)
        done, total = counts["by hand"], counts["by hand"] + counts["to decide"]
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.count.setText(tr("{done} of {total} cases decided", done=number(done), total=number(total)))
        waiting, automatic = review.agreed, counts["automatic"]
        said = []
        if automatic:
            said.append(tr_n("{n} accepted by itself", "{n} accepted by themselves", automatic))
        if waiting:
            said.append(
                tr_n("{n} agreed span is not accepted yet", "{n} agreed spans are not accepted yet", waiting)
            )
        self.agreed.setText(" · ".join(said))
        self.agreed.setVisible(bool(said))
        key = shown_key("review_accept")
        self.accept.setText(tr("Accept agreed spans") + (f"  {key}" if key else ""))
        self.accept.setVisible(bool(waiting))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and ↓ go from the field to the cases; Esc clears the field, then leaves it."""
        if not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if event.type() == QEvent.Type.ShortcutOverride and (key == Qt.Key.Key_Escape or key in _ENTER):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        if key in (*_ENTER, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            if self._typing.isActive():
                self.filter_changed.emit()
            self.left.emit()
            return True
        return False


def _count(counts: Counter[str], name: str) -> int:
    return {
        "open": counts["to decide"],
        "decided": counts["by hand"],
        "reopened": counts[Status.REOPENED],
    }.get(name, counts[name])


def _chip_name(name: str) -> str:
    names = {
        "open": tr("Open"),
        "decided": tr("Decided"),
        "reopened": tr("Reopened"),
        "automatic": tr("Automatic"),
    }
    return names.get(name) or type_name(name)
