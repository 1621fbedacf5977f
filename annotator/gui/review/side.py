"""The right of the Review screen: how far those chosen agree, before and after, and the history of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.agreement.nominal import Coefficient
from annotator.core.decisions import Decision, value_of
from annotator.gui.i18n import tr, tr_n
from annotator.gui.keys import shown_key
from annotator.gui.review.figures import Against, BeforeAfter
from annotator.gui.review.wording import choice_name, reason_now, rule_name, some_annotator, when
from annotator.gui.widgets import breakable, label, show
from annotator.workspace.reasons import Reason
from annotator.workspace.review_agreement import Figures

_ABOVE = 10  # pixels above a heading


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
        self._heading = label("", "heading", wrap=True)
        self._figures = BeforeAfter()
        self._about = label("", "muted", wrap=True)
        self._final = label("", "heading", wrap=True)
        self._against = Against()
        self._history = label("", "muted", wrap=True)
        history = label(tr("History of this case").upper(), "heading", wrap=True)
        for heading in (self._final, history):
            heading.setContentsMargins(0, _ABOVE, 0, 0)
        for widget in (
            self._heading, self._figures, self._about, self._final, self._against, history, self._history,
        ):  # fmt: skip
            column.addWidget(widget)
        self.show_figures(None)
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area)
        self.setAccessibleName(tr("Agreement and history"))

    def show_gamma(self, before: Coefficient, after: Coefficient | None) -> None:
        """Show γ of the annotators before and after review; None where nothing is decided."""
        self._figures.show_gamma(before, after)

    def show_problem(self, text: str) -> None:
        """Say in place of the figures why there are none."""
        self.show_figures(None)
        self._about.setText(text)

    def show_figures(self, found: Figures | None) -> None:
        """Show agreement among the annotators, and of each with the final reading."""
        show(self._figures, shown=found is not None)
        is_settled = found is not None and found.settled > 0
        for widget in (self._final, self._against):
            show(widget, shown=is_settled)
        if found is None:
            self._heading.setText(tr("Agreement").upper())
            self._about.setText("")
            return
        self._heading.setText(tr_n("Agreement of {n}", "Agreement of {n}", len(found.annotators)).upper())
        self._figures.show_figures(found)
        self._final.setText(
            tr_n(
                "Exact F1 with the final reading, {n} article",
                "Exact F1 with the final reading, {n} articles",
                found.settled,
            ).upper()
        )
        self._against.show_figures(found.against if is_settled else {})
        self._about.setText(_about(found))

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
        text += " " + tr("After: decided cases are read as decided.")
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
