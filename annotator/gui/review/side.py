"""The right of the Review screen: how far those chosen agree, before and after, and the history of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.core.decisions import Decision, value_of
from annotator.gui import theme
from annotator.gui.i18n import decimal, tr, tr_n
from annotator.gui.keys import shown_key
from annotator.gui.review.wording import choice_name, reason_now, rule_name, some_annotator, when
from annotator.gui.widgets import breakable, label
from annotator.workspace.reasons import Reason
from annotator.workspace.review_agreement import Figures


class Side(QFrame):
    """Figures and history."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        self._found: Figures | None = None
        self._gamma: float | None = None
        self._heading = label("", "heading", wrap=True)
        self._figures = QWidget()
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self._about = label("", "muted", wrap=True)
        self._history = label("", "muted", wrap=True)
        for widget in (self._heading, self._figures, self._about, label(tr("History of this case").upper(), "heading"),
                       self._history):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area)
        self.setAccessibleName(tr("Agreement and history"))

    def show_gamma(self, value: float | None) -> None:
        """Show γ of the annotators, None where it is not known."""
        self._gamma = value
        if self._found is not None:
            self.show_figures(self._found)

    def show_problem(self, text: str) -> None:
        """Say in place of the figures why there are none."""
        self.show_figures(None)
        self._about.setText(text)

    def show_figures(self, found: Figures | None) -> None:
        """Show agreement among the annotators, and of each with the final reading."""
        self._found = found
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if found is None:
            self._heading.setText(tr("Agreement").upper())
            self._about.setText("")
            return
        self._heading.setText(tr_n("Agreement of {n}", "Agreement of {n}", len(found.annotators)).upper())
        self._show_after(found, self._show_among(found))
        self._about.setText(_about(found))

    def _show_among(self, found: Figures) -> int:
        """Show how far the annotators agree, before and after; return how many rows that takes."""
        rows = [
            (tr("Exact F1"), found.exact, found.exact_after),
            (tr("Overlap F1"), found.overlap, found.overlap_after),
            (tr("α unitizing"), found.alpha_u, None),
        ]
        if self._gamma is not None:
            rows.append((tr("γ"), self._gamma, None))
        for number, (name, before, after) in enumerate(rows):
            self._grid.addWidget(label(name, "muted"), number, 0)
            self._grid.addWidget(_strong(figure(before)), number, 1)
            if after is not None:
                self._grid.addWidget(label(f"→ {figure(after)}", "muted"), number, 2)
        return len(rows)

    def _show_after(self, found: Figures, below: int) -> None:
        """Show below some rows how far each annotator agrees with the final reading."""
        for number, (name, value) in enumerate(found.against.items() if found.settled else ()):
            self._grid.addWidget(label(breakable(name), "muted"), below + number, 0)
            told = label(tr("{f1} with the final", f1=figure(value)), "muted")
            self._grid.addWidget(told, below + number, 1, 1, 2)

    def show_history(
        self,
        decisions: Sequence[Decision],
        names: Mapping[int, str],
        known: Sequence[Reason] = (),
        *,
        hidden: bool,
    ) -> None:
        """Show all decisions of a case; names of annotators are left out where they are `hidden`."""
        told = []
        for one in decisions:
            called = some_annotator if hidden else str
            taken = called(", ".join(_taken(one, names))) if one.taken else ""
            who = (
                tr("by rule ({rule})", rule=rule_name(one.rule, called))
                if one.rule
                else names.get(one.lead_id, "?")
            )
            what = choice_name(one, taken)
            why = " – ".join(part for part in (reason_now(known, one.reason), one.note) if part)
            told.append("\n".join(part for part in (f"{when(one.at)}, {who}", what, why) if part))
        self._history.setText("\n\n".join(map(breakable, told)) or tr("Nothing was decided yet."))


def _about(found: Figures) -> str:
    """Return of what the figures are."""
    text = tr_n("{n} article read by several", "{n} articles read by several", found.documents)
    if found.settled:
        text += "; " + tr_n("{n} settled", "{n} settled", found.settled)
    text += "."
    if found.decided:
        text += " " + tr("→ after review: decided cases are read as decided.")
    if found.left_out:
        text += " " + tr_n("Left out: {n} article only one has finished.",
                           "Left out: {n} articles only one has finished.", found.left_out)  # fmt: skip
    key = shown_key("agreement")
    if key:
        text += " " + tr("{key} has all figures.", key=key)
    return text


def _taken(decision: Decision, names: Mapping[int, str]) -> list[str]:
    """Return whose reading was taken: of spans all who had the same then."""
    taken = decision.said_by(decision.taken or 0)
    if taken is None or decision.is_of_links:
        return [names.get(decision.taken or 0, "?")]
    said = sorted(map(value_of, taken.spans))
    return [names.get(s.annotator_id, "?") for s in decision.said if sorted(map(value_of, s.spans)) == said]


def figure(value: float | None) -> str:
    """Return a figure with two digits, “–” where it is undefined."""
    return "–" if value is None else decimal(value, 2)


def _strong(text: str) -> QLabel:
    made = label(text)
    made.setFont(theme.interface_font(13, bold=True))
    return made
