"""Word documents (.docx): paragraphs in their order, those in tables too, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from annotator.core.errors import InputError
from annotator.core.messages import message
from annotator.formats.exchange import Problem, Record
from annotator.formats.extracted import Extracted, read_extracted
from annotator.formats.format import Format, Head, Source
from annotator.formats.whole import read_whole

LARGEST = 64 * 2**20
LARGEST_UNPACKED = 256 * 2**20
LARGEST_TEXT_PART = 64 * 2**20
MOST_PARTS = 5_000

_PARTS = re.compile(rb"(?s)PK\x03\x04.{0,60000}?word/")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# What is said twice, or was taken out of the text.
_PASSED_OVER = (_FALLBACK, f"{_W}moveFrom", f"{_W}del", f"{_W}pPr", f"{_W}rPr")


def _recognises(head: Head) -> bool:
    if not head.raw.startswith(b"PK\x03\x04"):
        return False
    return head.path.suffix.lower() == ".docx" or _PARTS.match(head.raw) is not None


def _read(source: Source) -> Iterator[Record | Problem]:
    return read_extracted(source, "python-docx", "docx", "Word documents", _extract)


def _extract(source: Source) -> Extracted:
    raw = read_whole(source.path, LARGEST)
    _check(raw)
    from docx import Document

    document = Document(io.BytesIO(raw))
    properties = document.core_properties
    found = Extracted(_text(document.element.body))
    language = (properties.language or "")[:2].lower()
    found.stated = {"title": properties.title or "", "language": language if language.isalpha() else ""}
    found.more = {"author": properties.author or ""}
    return found


def _check(raw: bytes) -> None:
    """Refuse what unpacks to more than it should, before anything is unpacked. Raises InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError("The file is damaged: {reason}.", reason=str(error)) from error
    unpacked = sum(part.file_size for part in parts)
    text = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or text > LARGEST_TEXT_PART:
        raise InputError(
            "The document is too large: it unpacks to {size} MB in {n} parts.",
            size=-(-unpacked // 2**20),
            n=len(parts),
        )


def _text(body: Any) -> str:
    """Return the paragraphs, a line each; inserted text is in it, deleted text is not."""
    lines: list[list[str]] = []
    # Without recursion: paragraphs lie in tables, boxes, and boxes in paragraphs.
    waiting: list[tuple[Any, list[str] | None]] = [(body, None)]
    while waiting:
        element, line = waiting.pop()
        if element.tag in _PASSED_OVER:
            continue
        if element.tag == f"{_W}p":
            line = []
            lines.append(line)
        elif line is not None:
            line.append(element.text or "" if element.tag == f"{_W}t" else _MARKS.get(element.tag, ""))
        waiting.extend((child, line) for child in reversed(element))
    return "\n".join("".join(line) for line in lines)


FORMAT = Format("docx", message("Word document"), (".docx",), rank=50, recognises=_recognises, read=_read)
