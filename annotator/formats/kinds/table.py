"""Tables of articles, CSV and TSV: an article a row, one column its text, the others what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.messages import message
from annotator.formats.csv_writing import ARTICLE
from annotator.formats.dates import marks
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Format, Head, Source
from annotator.formats.metadata import propose
from annotator.formats.tables import LONGEST, Layout, Row, layout_of, read_rows, role_of

SUFFIXES = (".csv", ".tsv", ".tab")

_UNCLOSED = message("A quote is opened here and never closed; its row and all that follows are not taken.")
_LANGUAGES = {"german": "de", "deutsch": "de", "english": "en", "englisch": "en"}
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d)?)?)?")


def _recognises(head: Head) -> bool:
    if head.path.suffix.lower() not in SUFFIXES:
        return False
    try:
        layout = layout_of(head.raw)
    except InputError:
        return False
    return layout.column >= 0 or _is_report(layout)


def _is_report(layout: Layout) -> bool:
    """Tell whether the table is one of those that Annotator writes: its rows are spans or claims."""
    return tuple(name.strip("\ufeff") for name in layout.header[: len(ARTICLE)]) == ARTICLE


def _read(source: Source) -> Iterator[Record | Problem]:
    path = str(source.path)
    try:
        layout = layout_of(Head.of(source.path).raw, source.path)
        if _is_report(layout):
            yield Problem(
                path, 1, message("This is a table made of a project, not of articles; import JSONL.")
            )
            return
        if layout.column < 0:
            yield Problem(path, 1, message("No column of the table holds text; name one “text”."))
            return
        if not layout.named:
            taken = message(
                "No column is called “text”: the one with most words, {name}, is taken for it.",
                name=layout.header[layout.column],
            )
            yield Problem(path, None, taken)
        for number, row in enumerate(read_rows(source.path, layout)):
            if row.unclosed:
                yield Problem(path, row.unclosed, _UNCLOSED)
            elif (number or not layout.has_header) and any(cell.strip() for cell in row.cells):
                yield _record(row, layout, source)
    except InputError as error:
        yield Problem(path, None, error.message)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Problem(path, None, message("The file cannot be read: {reason}.", reason=reason))


def _record(row: Row, layout: Layout, source: Source) -> Record | Problem:
    path, width = str(source.path), len(layout.header)
    if any(cell.strip() for cell in row.cells[width:]):
        wrong = message(
            "The row has {n} columns instead of {count}; it is not taken.", n=len(row.cells), count=width
        )
        return Problem(path, row.line, wrong)
    text = row.cells[layout.column] if layout.column < len(row.cells) else ""
    if not text.strip():
        return Problem(path, row.line, message("The row has no text; it is not taken."))
    if len(text) >= LONGEST:
        return Problem(path, row.line, message("The text is too large for one article; it is not taken."))
    metadata = _metadata(row, layout, text)
    return Record(text, metadata, source=source.path.name, line=row.line, encoding=layout.encoding)


def _metadata(row: Row, layout: Layout, text: str) -> Metadata:
    """Return what the other columns state, and what the text gives away where they do not."""
    stated: dict[str, str] = {}
    more: dict[str, str] = {}
    for number, (name, cell) in enumerate(zip(layout.header, row.cells, strict=False)):
        value = cell.strip()
        if number == layout.column or not value:
            continue
        role = role_of(name) or ""
        known = _fitted(role, value) if role not in ("", "text") and role not in stated else ""
        if known:
            stated[role] = known
        else:
            more.setdefault(name.strip() or str(number + 1), value)
    return replace(propose(text), more=tuple(sorted(more.items())), **stated)


def _fitted(role: str, value: str) -> str:
    """Return a value as the metadata hold it, "" where it cannot be told."""
    if role == "published":
        exact = _ISO.match(value)
        found = marks(value)
        return found[0].iso if found else exact[0].replace(" ", "T") if exact else ""
    if role == "language":
        code = _CODE.fullmatch(value)
        return _LANGUAGES.get(value.lower()) or (code[1].lower() if code else "")
    return " ".join(value.split())


FORMAT = Format(
    "table",
    message("Table of articles (CSV, TSV)"),
    SUFFIXES,
    rank=-50,
    recognises=_recognises,
    read=_read,
)
