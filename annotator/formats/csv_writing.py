"""Writing tables for spreadsheets: safe from formulas, with a mark for Excel, read back and compared."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from annotator.core.errors import AnnotatorError
from annotator.core.messages import Message, message
from annotator.core.scheme import Scheme
from annotator.core.spans import Span
from annotator.formats.exchange import Reading, Record
from annotator.formats.files import atomic_write
from annotator.formats.tables import LONGEST

ARTICLE = ("key", "title", "outlet", "published", "language", "url", "annotator", "state", "flagged")
JOINT = " | "

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that looks like it gets an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows, that of the header first, as UTF-8 with a mark (BOM) and CRLF.

    The file is read back and compared before it takes its name. Raises AnnotatorError.
    """
    promised, count = hashlib.blake2b(), 0
    with atomic_write(path) as file:
        # The mark is how Excel knows the encoding.
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text)
        try:
            for row in rows:
                cells = [safe(cell) for cell in row]
                writer.writerow(cells)
                promised.update(_packed(cells))
                count += 1
        finally:
            text.detach()
        file.flush()
        found, there = hashlib.blake2b(), 0
        csv.field_size_limit(LONGEST)
        with Path(file.name).open(encoding="utf-8-sig", newline="") as written:
            for cells in csv.reader(written):
                found.update(_packed(cells))
                there += 1
        if (there, found.digest()) != (count, promised.digest()):
            raise AnnotatorError(
                "{path} was not written: line {line} reads otherwise than it should.",
                path=str(path),
                line=there,
            )


def _packed(cells: Sequence[str]) -> bytes:
    # Lengths first, so that no two rows are alike; a row of one empty cell reads as none.
    lengths = ",".join(str(len(cell)) for cell in cells)
    return f"{lengths}\n{''.join(cells)}".encode("utf-8", "surrogatepass")


def not_written(unread: int) -> list[Message]:
    """Say how many articles without a reading are not in a table, where there are some."""
    note = message(
        "{n} articles without a reading are not written: this format has no place for them.", n=unread
    )
    return [note] if unread else []


def article_cells(record: Record, reading: Reading) -> list[str]:
    """Return the cells under `ARTICLE`."""
    m = record.metadata
    flagged = "yes" if reading.flagged else ""
    about = [record.key, m.title, m.outlet, m.published, m.language, m.url]
    return [*about, reading.annotator, str(reading.state), flagged]


def place_cells(span: Span, text: str) -> list[str]:
    """Return where a span stands in code points, its fragments where it has several, and its words."""
    parts = " ".join(f"{start}-{end}" for start, end in span.fragments) if len(span.fragments) > 1 else ""
    return [str(span.start), str(span.end), parts, span.covered(text)]


def attribute_names(scheme: Scheme, label: str = "") -> list[str]:
    """Return the names of the attributes of a label, or of all, in the scheme's order."""
    labels = [one for one in scheme.labels if not label or one.name == label]
    return [*dict.fromkeys(attribute.name for one in labels for attribute in one.attributes)]


def attribute_columns(names: Sequence[str], others: Container[str]) -> list[str]:
    """Return what the columns of attributes are called: otherwise than the `others`."""
    return [f"{name} (attribute)" if name in others else name for name in names]


def attribute_cells(span: Span, names: Sequence[str]) -> list[str]:
    """Return the values of the attributes of these names, and the others as one cell."""
    values = dict(span.attributes)
    rest = JOINT.join(f"{name}={value}" for name, value in span.attributes if name not in names)
    return [*(values.get(name, "") for name in names), rest]
