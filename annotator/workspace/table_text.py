"""Tables on their way into a clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from annotator.formats.csv_writing import safe


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return rows, that of the headings first, as CSV; no spreadsheet takes a cell of it for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()
