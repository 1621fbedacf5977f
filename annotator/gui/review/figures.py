"""How far annotators agree, before and after review side by side, and how far each with the final reading."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.agreement.nominal import NOT_YET, Coefficient
from annotator.core.messages import message
from annotator.gui import theme
from annotator.gui.i18n import decimal, told, tr
from annotator.gui.status import Elided
from annotator.gui.widgets import breakable, label, tooltip
from annotator.workspace.review_agreement import TOO_LONG, TOO_MANY, Among, Figures

NOT_MEASURED = Coefficient(None, 0, NOT_YET)
_NOTHING = Coefficient(None, 0, message("nothing is decided yet"))
_UNMEASURED = (NOT_YET, TOO_LONG, TOO_MANY, _NOTHING.reason)
_NONE = "–"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_PIXELS = 13
_WIDTH = 38  # pixels of a column of figures, at least


class BeforeAfter(QWidget):
    """Four figures, one a row, of before and of after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = (tr("Before"), tr("After"))
        self._names = (tr("Exact F1"), tr("Overlap F1"), tr("αU"), tr("γ"))
        grid = _grid(self)
        grid.setColumnMinimumWidth(2, _WIDTH)
        for column, text in enumerate(self._titles, 1):
            grid.addWidget(label(text, "heading"), 0, column, _RIGHT)
        self._cells = [(_cell(), _cell()) for _ in self._names]
        for row, (name, cells) in enumerate(zip(self._names, self._cells, strict=True), 1):
            grid.addWidget(Elided(name, "muted"), row, 0)
            for column, cell in enumerate(cells, 1):
                grid.addWidget(cell, row, column)

        self._why = label("", "muted", wrap=True)
        grid.addWidget(self._why, len(self._names) + 1, 0, 1, 3)
        self._why.hide()

    def show_figures(self, found: Figures) -> None:
        """Show F1 and αU; γ comes by itself."""
        for column, among in enumerate((found.before, found.after)):
            for row, one in enumerate(_rows(among)):
                self._show(row, column, one)

    def show_gamma(self, before: Coefficient, after: Coefficient | None) -> None:
        """Show γ; after review None where nothing is decided."""
        for column, one in enumerate((before, after or _NOTHING)):
            self._show(len(self._names) - 1, column, one)
        self._why.setText(f"{self._names[-1]}: {_why(before)}.")
        self._why.setVisible(before.reason in (TOO_LONG, TOO_MANY))

    def _show(self, row: int, column: int, one: Coefficient) -> None:
        cell, why = self._cells[row][column], _why(one)
        cell.setText(_NONE if one.value is None else decimal(one.value, 2))
        cell.setFont(theme.interface_font(_PIXELS, bold=one.value is not None))
        cell.setToolTip(tooltip(why))
        cell.setAccessibleName(
            tr(
                "{figure}, {when}: {value}",
                figure=self._names[row],
                when=self._titles[column],
                value=why or cell.text(),
            )
        )


class Against(QWidget):
    """Each annotator's exact F1 with the final reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = _grid(self)

    def show_figures(self, found: Mapping[str, float | None]) -> None:
        """Show these figures in place of others, by name."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (name, value) in enumerate(found.items()):
            cell, text = _cell(), _NONE if value is None else decimal(value, 2)
            cell.setText(text)
            cell.setAccessibleName(f"{name}: {text}")
            self._grid.addWidget(label(breakable(name), "muted", wrap=True), row, 0)
            self._grid.addWidget(cell, row, 1)


def _rows(among: Among | None) -> tuple[Coefficient, ...]:
    return (_NOTHING,) * 3 if among is None else (among.exact, among.overlap, among.alpha_u)


def _why(one: Coefficient) -> str:
    """Return why there is no figure; nothing where there is one."""
    if one.value is not None or one.reason is None:
        return ""
    reason = told(one.reason)
    if one.reason in _UNMEASURED:
        return tr("Not measured: {reason}", reason=reason)
    return tr("Undefined: {reason}", reason=reason)


def _cell() -> QLabel:
    made = label(_NONE)
    made.setAlignment(_RIGHT)
    made.setFont(theme.interface_font(_PIXELS, bold=True))
    return made


def _grid(home: QWidget) -> QGridLayout:
    """Return a grid whose first column takes what room there is."""
    grid = QGridLayout(home)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, _WIDTH)
    return grid
