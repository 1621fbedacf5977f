"""The left of the Review screen: which cases, how many of each, how far, and the list of them."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
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
from annotator.gui.review.filtering import with_words
from annotator.gui.review.wording import type_name
from annotator.gui.typing_field import TypingField
from annotator.gui.widgets import button, label
from annotator.workspace.review_board import count
from annotator.workspace.review_rows import Filter, Row
from annotator.workspace.reviewing import Review, Update

_LONGEST = 200
_SHORT = 24  # characters of the name of a sample
OPEN = frozenset({Status.OPEN, Status.LATER, Status.REOPENED})
_TYPES = ("missing", "label", "boundary", "attribute", "link", "several")
_STATUSES = {"reopened": Status.REOPENED, "later": Status.LATER}
_CHIPS = ("open", *_TYPES, *_STATUSES, "decided", "automatic", "accepted")
_COUNTED = {"open": "to decide", "decided": "settled", "automatic": "by rule"}  # chips, as `Review.counts`


class ListPanel(QFrame):
    """`filter_changed` where other cases are to be shown; `accept_pressed` where what all agree on is to be taken."""

    filter_changed = Signal()
    accept_pressed = Signal()
    left = Signal()

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.chip = "open"
        self.names_shown = False  # of the annotators of open cases
        self.sample: Filter | None = None
        self._sample_name = ""
        self.search = TypingField(tr("Filter: kind, label, annotators, text…"), tr("Filter the cases"))
        self.search.setMaxLength(_LONGEST)
        self.search.setMinimumWidth(60)
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
        self._found: Counter[str] = Counter()  # what has the words of the filter, as `Review.counts`
        self.search.paused.connect(self.filter_changed)
        self.search.entered.connect(self._leave)
        self.search.downwards.connect(self._leave)
        self.search.escaped.connect(self._escape)
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

    def clear(self) -> None:
        """Show the open cases, whatever was filtered."""
        self.search.clear()
        self.choose("open")

    def show_sample(self, filter_: Filter, name: str) -> None:
        """Show other cases than those of a chip, until one is chosen; `name` says which they are."""
        self.sample = filter_
        self._sample_name = name if len(name) <= _SHORT else name[: _SHORT - 1] + "…"
        self.search.clear()

    def chips(self) -> list[tuple[str, str]]:
        """Return the chips by name, with what each is called."""
        return [(name, _chip_name(name)) for name in _CHIPS]

    @property
    def filter(self) -> Filter:
        """Which cases to show."""
        self.search.settle()
        return self._worded(self._chosen())

    def _worded(self, chosen: Filter) -> Filter:
        """Return a filter with the words of the field."""
        words = tuple(self.search.text().split())
        return with_words(chosen, words, names=self.names_shown, scheme=self.model.scheme)

    def _chosen(self) -> Filter:
        """Return the filter of the sample, or of the chip chosen."""
        if self.sample is not None:
            return self.sample
        match self.chip:
            case "decided":
                return Filter(frozenset({Status.DECIDED}), cases=True)
            case "automatic":
                return Filter(automatic=True, cases=True)
            case "accepted":
                return Filter(cases=False)
            case name if name in _STATUSES:
                return Filter(frozenset({_STATUSES[name]}))
            case name if name in _TYPES:
                return Filter(OPEN, frozenset({name}))
        return Filter(OPEN)

    @property
    def is_filtered(self) -> bool:
        """Whether some of the cases to decide are not shown."""
        return bool(self.search.text()) or self.chip != "open" or self.sample is not None

    def follow(self, review: Review, update: Update, here: Row | None, *, onwards: bool) -> None:
        """Show the rows that changed and their numbers, and go to the case `here`, or `onwards` to the one after."""
        place = self.list.show_update(update, here, onwards=onwards)
        self._count_update(update)
        self.show_counts(review)
        self.list.go_to(place)

    def load(self, review: Review) -> None:
        """Show the cases that the filter lets through, and how many of each kind."""
        self.model.load(review.rows, self.filter)
        self._found.clear()
        if self.search.text():
            words = self._worded(Filter())
            for row in filter(words.holds, review.rows):
                count(self._found, row, 1)
        self.show_counts(review)

    def _count_update(self, update: Update) -> None:
        """Keep up how many of each kind there are that have the words of the filter."""
        if self.search.text():
            words = self._worded(Filter())
            for rows, by in ((update.gone, -1), (update.come, 1)):
                for row in filter(words.holds, rows):
                    count(self._found, row, by)

    def show_counts(self, review: Review) -> None:
        """Show how many cases there are of each kind, of those that the words let through; and how far the lead is."""
        counts = review.counts()
        shown = self._found if self.search.text() else counts
        for name, made in self._chips.items():
            found = _count(shown, name)
            made.setText(f"{_chip_name(name)} {number(found)}".replace("&", "&&"))
            made.setChecked(name == self.chip and self.sample is None)
            made.setVisible(bool(_count(counts, name)) or name in ("open", self.chip))
        text = f"{self._sample_name} {number(len(self.model.rows))}  ✕".replace("&", "&&")
        self._sample_chip.setChecked(True)  # first: it is wider so
        self._sample_chip.setText(text)
        self._sample_chip.setVisible(self.sample is not None)
        self.bar.setRange(0, max(counts["cases"], 1))
        self.bar.setValue(counts["settled"])
        self.count.setText(_progress(counts))
        self._chips["open"].setToolTip(_of_open(counts))
        waiting, accepted = review.agreed, counts["accepted"]
        said = []
        if accepted:
            said.append(tr_n("{n} agreed span accepted", "{n} agreed spans accepted", accepted))
        if waiting:
            said.append(
                tr_n("{n} agreed span is not accepted yet", "{n} agreed spans are not accepted yet", waiting)
            )
        self.agreed.setText(" · ".join(said))
        self.agreed.setVisible(bool(said))
        key = shown_key("review_accept")
        self.accept.setText(tr("Accept agreed spans") + (f"  {key}" if key else ""))
        self.accept.setVisible(bool(waiting))

    def _leave(self) -> None:
        """Go from the field to the cases that it lets through."""
        if self.search.is_typed_in:
            self.filter_changed.emit()
        self.left.emit()

    def _escape(self) -> None:
        """Clear the field, then leave it."""
        if self.search.text():
            self.search.clear()
        else:
            self._leave()


def _count(counts: Counter[str], name: str) -> int:
    return counts[_COUNTED.get(name, name)]


def _progress(counts: Counter[str]) -> str:
    """Return how many of all cases are decided, how many of them by a rule, and how many were put off."""
    done, total = number(counts["settled"]), number(counts["cases"])
    said = [tr("{done} of {total} cases decided", done=done, total=total)]
    if counts["by rule"]:
        said.append(tr("{n} of them by rule", n=number(counts["by rule"])))
    if counts["later"]:
        said.append(tr("{n} put off", n=number(counts["later"])))
    return " · ".join(said)


def _of_open(counts: Counter[str]) -> str:
    """Return what the cases to decide are made up of."""
    return tr(
        "{open} open, {reopened} reopened, {later} put off",
        **{name: number(counts[name]) for name in ("open", "reopened", "later")},
    )


def _chip_name(name: str) -> str:
    names = {
        "open": tr("To decide"),
        "decided": tr("Decided"),
        "reopened": tr("Reopened"),
        "later": tr("Put off"),
        "automatic": tr("By rule"),
        "accepted": tr("Accepted"),
    }
    return names.get(name) or type_name(name)
