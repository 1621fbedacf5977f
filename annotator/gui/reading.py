"""Reading a project in a thread, through a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from annotator.core.errors import Cancelled
from annotator.gui.jobs import Job
from annotator.workspace.workspace import Workspace

Report = Callable[[Any], None]
IsCancelled = Callable[[], bool]


class ReadingJob(Job):
    """A job whose `work` is given a read-only workspace; to cancel it ends the statement that runs."""

    def __init__(
        self, path: Path, work: Callable[[Workspace, Report, IsCancelled], Any], parent: QObject
    ) -> None:
        super().__init__(self._read, parent)
        self._path = path
        self._reads = work
        self._working: Workspace | None = None

    def cancel(self) -> None:
        """Ask the work to stop, and interrupt what SQLite does for it."""
        super().cancel()
        working = self._working
        if working is not None:
            working.interrupt()

    def _read(self, report: Report, cancelled: IsCancelled) -> Any:
        own = self._working = Workspace(self._path, read_only=True)
        try:
            return self._reads(own, report, cancelled)
        except Exception:
            if cancelled():
                raise Cancelled from None
            raise
        finally:
            self._working = None
            own.close()
