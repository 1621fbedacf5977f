"""The figures on their way out: as CSV into the clipboard, as a page into a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui.dialogs.messages import show_error
from annotator.gui.i18n import tr
from annotator.workspace.agreement import Agreement
from annotator.workspace.workspace import Workspace


def copy(figures: Agreement) -> str:
    """Put all tables into the clipboard as CSV; return what to say."""
    from annotator.workspace.agreement_tables import csv_text

    QGuiApplication.clipboard().setText(csv_text(figures))
    return tr("All tables are in the clipboard as CSV.")


def save_report(figures: Agreement, workspace: Workspace, parent: QWidget) -> str:
    """Ask where, and save all figures as a page to read; return what to say, nothing where nothing was saved."""
    from annotator.workspace.agreement_report import write_report

    place = workspace.path.with_name(f"{workspace.name}-{tr('agreement')}.html")
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Save a report of the agreement"), str(place), tr("Pages (*.html)")
    )
    if not name:
        return ""
    path = Path(name) if Path(name).suffix else Path(name + ".html")
    try:
        write_report(path, figures, workspace.name)
    except (AnnotatorError, OSError) as error:
        show_error(error, parent)
        return ""
    return tr("Saved: {path}", path=path)
