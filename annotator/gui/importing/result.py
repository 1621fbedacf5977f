"""What came of an import, file by file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.gui.columns_table import Columns, ColumnsTable
from annotator.gui.dialogs.reports import import_report, problem_in_words
from annotator.gui.i18n import told, tr
from annotator.gui.widgets import button, label, show
from annotator.workspace.importing import FileRead, ImportReport

_SIZE = (1000, 600)
_FRAME = 40  # pixels that the window manager may add
_MOST = (420, 240)


class ImportResult(QDialog):
    """A sentence, a row for each file, and below what there is to say: of the files selected, or of all."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import"))
        text, self._lines = import_report(report)
        headings = [
            tr("File"),
            tr("Format"),
            tr("New articles"),
            tr("Readings"),
            tr("Spans"),
            tr("Links"),
            tr("There already"),
            tr("Problems"),
        ]
        self.table = ColumnsTable[FileRead](Columns(headings, _cells), tr("Files"))
        self.table.columns.load(report.files)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.fit(_MOST)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("Details"))
        self._told = label("", "muted")
        self._lay_out(text)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_details())
        self.table.copied.connect(self._told.setText)
        self._show_details()
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - _FRAME))

    def _lay_out(self, text: str) -> None:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(10)
        halves.addWidget(self.table)
        halves.addWidget(self.details)
        halves.setStretchFactor(0, 1)
        show(self.table, shown=bool(self.table.columns.rows))
        show(self.details, shown=bool(self._lines))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(label(text, wrap=True))
        column.addWidget(halves, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        copy = button(tr("Copy as CSV"), "", self.table.copy)
        copy.setAutoDefault(False)
        row.addWidget(copy)
        row.addWidget(self._told, 1)
        close = button(tr("Close"), "primary", self.accept)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)

    def _show_details(self) -> None:
        chosen = self.table.chosen()
        problems = [problem_in_words(problem) for one in chosen for problem in one.problems]
        nothing = tr("There is nothing to say of what is selected.")
        self.details.setPlainText("\n".join((problems or [nothing]) if chosen else self._lines))


def _cells(one: FileRead) -> tuple[str | int, ...]:
    return (
        one.name,
        told(one.format),
        one.documents,
        one.readings,
        one.spans,
        one.relations,
        one.known,
        len(one.problems),
    )
