"""A file on stdout: written as any other, read back, and only then printed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from annotator.core.errors import InputError
from annotator.workspace.exporting import WriteReport, kinds


def to_stdout(write: Callable[[Path], WriteReport], kind: str) -> WriteReport:
    """Print what `write` writes in the format `kind`. Raises InputError where that is a folder."""
    form = next((one for one in kinds() if one.name == kind), None)
    if form is not None and form.makes_folder:
        raise InputError(
            "The format {kind} writes a folder, which stdout cannot take; name a folder.", kind=kind
        )
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / f"out{form.suffix if form else ''}"
        report = write(path)
        with path.open("rb") as file:
            sys.stdout.flush()
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    report.files.clear()
    return report
