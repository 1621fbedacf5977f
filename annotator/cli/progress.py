"""A progress bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_EVERY = 0.1
_WIDTH = 28


class Progress:
    """Draws on stderr where that is a terminal; the line goes when the work ends."""

    def __init__(self) -> None:
        self._on = sys.stderr is not None and sys.stderr.isatty()
        self._started = self._last = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._on:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    def show(self, done: int, total: int, text: str, *, at_once: bool = False) -> None:
        """Show how far the work is, at most ten times a second unless it must be seen `at_once`."""
        now = time.monotonic()
        if not self._on or (now - self._last < _EVERY and not at_once):
            return
        self._last = now
        share = done / total if total else 0.0
        filled = round(share * _WIDTH)
        left = f", {round((now - self._started) / share * (1 - share))} s left" if 0.02 < share < 1 else ""
        sys.stderr.write(f"\r\x1b[2K[{'#' * filled}{'.' * (_WIDTH - filled)}] {text}{left}")
        sys.stderr.flush()
