"""The list of what a format cannot hold: by kind, with what mends it below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.gui.columns_table import Columns, ColumnsTable
from annotator.gui.export.mending import Mending
from annotator.gui.export.wording import kind_name, title_of
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import mark, number, told, tr
from annotator.gui.widgets import breakable, button, label, literal, show
from annotator.workspace.exporting import Loss, LossKind
from annotator.workspace.fixing import MENDS
from annotator.workspace.workspace import Annotator, Workspace

_HEADINGS = (
    mark("What"),
    mark("Article"),
    mark("Reading of"),
    mark("Label"),
    mark("Text"),
    mark("What becomes of it"),
)
_MOST = (190, 260, 130, 130, 280)  # pixels of the columns
_KEPT = 0.45  # of the room, for what becomes of it


class LossPage(QWidget):
    """`asked` for a loss to be shown in its article, `said` what was copied; fixes are asked of `mending`."""

    asked = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, annotator: Annotator) -> None:
        super().__init__()
        self._all: Sequence[Loss] = ()
        self._kind: LossKind | None = None
        self._workspace = workspace
        self.model = Columns([tr(_HEADINGS[section]) for section in range(len(_HEADINGS))], self._cells)
        self.table = ColumnsTable(self.model, tr("What the format cannot hold"))
        self.table.kept_for_last = _KEPT
        self.mending = Mending(workspace, annotator)
        self._detail = label("", wrap=True)  # its column may be too narrow for it
        self._chips: dict[LossKind | None, QPushButton] = {}
        self._box = QWidget()
        flow = FlowLayout(self._box, gap=4)
        for kind in (None, *LossKind):
            made = button("", "chip", partial(self._choose, kind), checkable=True)
            made.hide()
            self._chips[kind] = made
            flow.addWidget(made)
        self._every = button("", "chip", self._select_all)
        self._every.hide()
        flow.addWidget(self._every)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._box)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
        column.addWidget(self.mending)
        self.table.asked.connect(self.asked)
        self.table.copied.connect(self.said)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_mending())

    def load(self, losses: Sequence[Loss]) -> None:
        """Show these losses."""
        self._all = losses
        if self._kind is not None and not any(loss.kind == self._kind for loss in losses):
            self._kind = None
        self._show()
        self.table.fit(_MOST)
        self.mending.setEnabled(True)

    def wait(self) -> None:
        """Offer no fix: what is listed may no longer be so."""
        self.mending.setEnabled(False)

    def _cells(self, loss: Loss) -> tuple[str, ...]:
        covered = " ".join(loss.covered[:400].split())
        name = title_of(self._workspace.scheme, loss.label)
        return kind_name(loss.kind), loss.title, loss.annotator, name, covered, told(loss.detail)

    def _choose(self, kind: LossKind | None) -> None:
        self._kind = kind
        self._show()

    def _show(self) -> None:
        counts: Counter[LossKind | None] = Counter(loss.kind for loss in self._all)
        counts[None] = len(self._all)
        for kind, chip in self._chips.items():
            name = tr("All") if kind is None else kind_name(kind)
            chip.setText(literal(f"{name} {number(counts[kind])}"))
            chip.setChecked(kind == self._kind)
            show(chip, shown=counts[kind] > 0)
        row = self.table.currentIndex().row()
        self.model.load([one for one in self._all if self._kind in (None, one.kind)])
        if row >= 0:
            # The keyboard stays where it was, though another row may be there now; none is selected.
            there = self.model.index(min(row, len(self.model.rows) - 1), 0)
            self.table.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
        mendable = any(one.kind in MENDS.values() for one in self.model.rows)
        self._every.setText(literal(tr("Select all {n}", n=number(len(self.model.rows)))))
        show(self._every, shown=mendable)
        show(self.mending, shown=mendable)
        self._show_mending()

    def _select_all(self) -> None:
        self.table.selectAll()
        self.table.setFocus()

    def _show_mending(self) -> None:
        chosen = self.table.chosen()
        self._detail.setText(breakable(told(chosen[0].detail)) if len(chosen) == 1 else "")
        show(self._detail, shown=len(chosen) == 1)
        kinds = {one.kind for one in self._all if self._kind in (None, one.kind)}
        self.mending.show_losses(chosen, kinds, len(self.model.rows))
