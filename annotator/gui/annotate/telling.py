"""Telling what a command changed: each thing once, when the command is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from annotator.core.errors import AnnotatorError

_SIGNALS = ("document_opened", "annotations_changed", "selected_changed", "range_changed", "linking_changed")


class Telling(QObject):
    """However much a command changes, each signal comes once, `updated` last of all.

    After them comes what is to be said, and what went wrong. `telling` is True meanwhile.
    """

    leaving = Signal()  # another span or article is about to be taken in hand
    document_opened = Signal()
    annotations_changed = Signal()
    selected_changed = Signal()
    range_changed = Signal()
    linking_changed = Signal()
    updated = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.telling = False
        self._depth = 0
        self._pending: set[str] = set()
        self._to_say: list[str] = []
        self._errors: list[AnnotatorError] = []

    @contextmanager
    def _one_step(self) -> Iterator[None]:
        """Tell what the block changes when the outermost of such blocks ends."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._tell()

    def _tell(self) -> None:
        pending, self._pending = self._pending, set()
        said, self._to_say = self._to_say, []
        errors, self._errors = self._errors, []
        self.telling = True
        try:
            for name in _SIGNALS:
                if name in pending:
                    getattr(self, name).emit()
            if pending:
                self.updated.emit()
        finally:
            self.telling = False
        for text in said:
            self.said.emit(text)
        for error in errors:
            self.failed.emit(error)

    def _say(self, text: str) -> None:
        with self._one_step():
            self._to_say.append(text)
