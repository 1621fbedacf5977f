"""What annotators learn from the decisions: own reading beside the final one, slips by kind, gaps in the guideline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.gui.dialogs.messages import show_error
from annotator.gui.i18n import number, tr
from annotator.gui.readers import reader_name
from annotator.gui.review.wording import reason_name, reason_now, slip_name
from annotator.gui.widgets import button, label, tooltip
from annotator.workspace import feedback
from annotator.workspace.reasons import gap, read_reasons
from annotator.workspace.workspace import Workspace

_Index = QModelIndex | QPersistentModelIndex
_SLIPS = ("cases", "missing", "extra", "label", "boundary", "attribute", "link")
_MOST = 5_000  # rows shown; the exported list has all


class _Texts(QAbstractTableModel):
    """Rows of texts under headings."""

    def __init__(self, headings: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self.rows: Sequence[tuple[str, ...]] = ()

    def load(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self.rows[index.row()][index.column()]
        return tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text


class FeedbackWindow(QDialog):
    """Stays beside the review; read anew when it is opened. With a `label` it begins with the gaps in its guideline."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, label: str = "") -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reasons = read_reasons(workspace)
        self.setWindowTitle(tr("Feedback"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 600)
        self.who = QComboBox()
        self.who.addItem(tr("Everybody"), None)
        for one in workspace.annotators():
            if one.kind != "gold":
                self.who.addItem(reader_name(one), one.id)
        self.who.setAccessibleName(tr("Readings of"))
        self.reason = QComboBox()
        for one_reason in self._reasons:
            self.reason.addItem(reason_name(one_reason.name), one_reason.name)
        self.reason.setCurrentIndex(max(0, self.reason.findData(gap(workspace).name)))
        self.reason.setAccessibleName(tr("Reason"))
        self.label = QComboBox()
        self.label.addItem(tr("All labels"), "")
        for known in workspace.scheme.labels:
            self.label.addItem(known.title, known.name)
        self.label.setCurrentIndex(max(0, self.label.findData(label)))
        self.label.setAccessibleName(tr("Label"))
        self.own = _Texts(
            [tr("Article"), tr("Reading of"), tr("Own reading"), tr("Final"), tr("Reason"), tr("Note")]
        )
        self.slips = _Texts([tr("Annotator"), *map(slip_name, _SLIPS)])
        self.gaps = _Texts([tr("Article"), tr("Readings"), tr("Final"), tr("Note")])
        self._lay_out()
        self.who.currentIndexChanged.connect(lambda _: self._show_own())
        for chooser in (self.reason, self.label):
            chooser.currentIndexChanged.connect(lambda _: self._show_gaps())
        if label:
            self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self._show_own()
        self._show_slips()
        self._show_gaps()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(tr("Feedback"), "title"))
        tabs = self.tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._page([self.who], self.own), tr("Readings and decisions"))
        tabs.addTab(self._page([], self.slips), tr("Slips by kind"))
        tabs.addTab(self._page([self.reason, self.label], self.gaps), tr("Decisions by reason"))
        column.addWidget(tabs, 1)
        row = QHBoxLayout()
        row.addWidget(button(tr("Export the list…"), "", self.export))
        row.addStretch(1)
        row.addWidget(button(tr("Close"), "", self.reject))
        column.addLayout(row)

    def _page(self, choosers: Sequence[QComboBox], model: _Texts) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 10, 0, 0)
        row = QHBoxLayout()
        for chooser in choosers:
            row.addWidget(chooser, 1)
        column.addLayout(row)
        table = QTableView()
        table.setModel(model)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        column.addWidget(table, 1)
        return page

    def _show_own(self) -> None:
        names = {a.id: a.name for a in self._workspace.annotators()}
        rows = []
        for entry in feedback.entries(self._workspace, self.who.currentData()):
            d = entry.decision
            final = "; ".join(entry.final) or "–"
            own = "; ".join(entry.own) or "–"
            rows.append(
                (
                    entry.title,
                    names.get(entry.annotator_id, ""),
                    own,
                    final,
                    reason_now(self._reasons, d.reason),
                    d.note,
                )
            )
            if len(rows) == _MOST:
                break
        self.own.load(rows)

    def _show_slips(self) -> None:
        found = feedback.slips(self._workspace)
        self.slips.load(
            [(name, *(number(counted[kind]) for kind in _SLIPS)) for name, counted in found.items()]
        )

    def _show_gaps(self) -> None:
        rows = []
        for entry in self._chosen()[:_MOST]:
            said = " | ".join(
                "; ".join(told) or "–" for _, told in feedback.readings(self._workspace, entry.decision)
            )
            rows.append((entry.title, said, "; ".join(entry.final) or "–", entry.decision.note))
        self.gaps.load(rows)

    def _chosen(self) -> list[feedback.Entry]:
        return feedback.gaps(self._workspace, self.reason.currentData(), self.label.currentData())

    def export(self) -> None:
        """Ask where to, and write the decisions given the chosen reason."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export the list"), str(self._workspace.path.parent / "decisions.md"),
            tr("Markdown (*.md);;Table (*.csv)"),
        )  # fmt: skip
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the decisions given the chosen reason, as a table where the name ends so."""
        reason = self.reason.currentData()
        title = tr("Decisions: {reason}", reason=reason_name(reason))
        try:
            feedback.write(self._workspace, self._chosen(), path, title)
        except AnnotatorError as error:
            show_error(error, self)
