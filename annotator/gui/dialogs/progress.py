"""Shows a long job: what it does, how far it is, how long it will take, and cancel."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.gui.i18n import tr
from annotator.gui.jobs import Job
from annotator.gui.widgets import button, label

# An estimate that rests on less is worth nothing: seconds, share of the work, seconds for whatever share.
_ESTIMATE_AFTER, _ESTIMATE_SHARE, _ESTIMATE_ANYWAY = 4.0, 0.05, 30.0
_SHOW_AFTER_MS = 300
_PARTS = 1_000


class ProgressDialog(QDialog):
    """Belongs to one job and closes with it."""

    def __init__(self, title: str, job: Job, parent: QWidget) -> None:
        super().__init__(parent)
        self._job = job
        self._started = time.monotonic()
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        self._text = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._cancel = button(tr("Cancel"), "", self._stop)
        # What is typed ahead, before the dialog is seen, must not stop the job; Escape and Tab, Space do.
        self._cancel.setAutoDefault(False)
        self.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(title))
        column.addWidget(self._bar)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        column.addLayout(row)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.show)
        job.ended.connect(self._later.stop)
        job.ended.connect(self.accept)
        job.ended.connect(self.deleteLater)

    def show_later(self) -> None:
        """Show the dialog unless the job ends at once."""
        self._later.start(_SHOW_AFTER_MS)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far the job is; an unknown `total` is 0."""
        # Bytes can be more than the bar can count.
        self._bar.setRange(0, _PARTS if total else 0)
        self._bar.setValue(round(_PARTS * done / total) if total else 0)
        spent = time.monotonic() - self._started
        enough = spent > _ESTIMATE_ANYWAY or (spent > _ESTIMATE_AFTER and done >= total * _ESTIMATE_SHARE)
        if done and total and enough:
            left = round(spent / done * (total - done))
            text += " · " + (
                tr("about {n} s left", n=left) if left < 90 else tr("about {n} min left", n=round(left / 60))
            )
        self._text.setText(text)

    def _stop(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._text.setText(tr("Stopping…"))

    def reject(self) -> None:
        """Escape cancels the job; the dialog stays until it has ended."""
        self._stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel the job; the dialog stays until it has ended."""
        self._stop()
        event.ignore()
