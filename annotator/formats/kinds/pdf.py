"""PDF documents: their text layer, page by page, by pypdf."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator

from annotator.core.errors import InputError
from annotator.core.messages import message
from annotator.formats.exchange import Problem, Record
from annotator.formats.extracted import Extracted, read_extracted
from annotator.formats.format import Format, Head, Source
from annotator.formats.whole import read_whole

LARGEST = 128 * 2**20
MOST_PAGES = 2_000
MOST_CHARACTERS = 32_000_000
SECONDS = 60.0
PAGE_BREAK = "\f"

# What programs write where nobody gave a title.
_NO_TITLE = re.compile(r"(?i)microsoft word|untitled|unbenannt|\.(?:docx?|odt|indd|pdf|tex|qxd)\b")


def _recognises(head: Head) -> bool:
    return b"%PDF-" in head.raw[:1_024]


def _read(source: Source) -> Iterator[Record | Problem]:
    return read_extracted(source, "pypdf", "pdf", "PDF documents", _extract)


def _extract(source: Source) -> Extracted:
    raw = read_whole(source.path, LARGEST)
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("The document is locked with a password; save it without one.")
    count = reader.get_num_pages()
    if count > MOST_PAGES:
        raise InputError("The document has {n} pages, and {limit} are the most.", n=count, limit=MOST_PAGES)
    pages: list[str] = []
    length, until = 0, time.monotonic() + SECONDS
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if time.monotonic() > until or length > MOST_CHARACTERS:
            raise InputError(
                "The document takes too long to read: given up on page {page} of {count}.",
                page=len(pages),
                count=count,
            )
    blank = sum(not page.strip() for page in pages)
    if blank == len(pages):
        raise InputError(
            "The document has no text: its pages are pictures. Have them recognised (OCR) first."
        )
    found = Extracted(PAGE_BREAK.join(pages))
    if blank:
        found.said.append(
            message("{n} of {count} pages have no text; they may be pictures.", n=blank, count=count)
        )
    info = reader.metadata
    title = str(info.title or "") if info else ""
    found.stated["title"] = "" if _NO_TITLE.search(title) else title
    found.more = {"author": str(info.author or "") if info else "", "pages": str(count)}
    return found


FORMAT = Format(
    "pdf", message("PDF (its text layer)"), (".pdf",), rank=50, recognises=_recognises, read=_read
)
