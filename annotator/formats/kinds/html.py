"""Saved web pages: the article's text, without menus and boxes, by trafilatura. Nothing is loaded."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from annotator.core.errors import InputError
from annotator.core.messages import message
from annotator.formats.encoding import decode
from annotator.formats.exchange import Problem, Record
from annotator.formats.extracted import Extracted, read_extracted
from annotator.formats.format import Format, Head, Source
from annotator.formats.html_page import GENERATOR
from annotator.formats.whole import read_whole

SUFFIXES = (".html", ".htm", ".xhtml")
LARGEST = 16 * 2**20
# The time grows faster than the number of tags: these take some twenty seconds.
MOST_TAGS = 100_000

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<(?:p|div|body|head|article|h1|meta)\b", re.IGNORECASE)
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*(utf-?8|iso-?8859-\d{1,2}|windows-125\d|cp125\d|koi8-[ru]|us-ascii|"
    rb"gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}?\slang\s*=\s*[\"']?([a-z]{2,3})\b", re.IGNORECASE)


def _recognises(head: Head) -> bool:
    text = head.text.lstrip("\ufeff")
    if GENERATOR in text[:2_000]:
        return False  # our own report: no article
    page = _PAGE.match(text) is not None
    return page or (head.path.suffix.lower() in SUFFIXES and _TAG.search(text) is not None)


def _read(source: Source) -> Iterator[Record | Problem]:
    return read_extracted(source, "trafilatura", "html", "web pages", _extract)


def _extract(source: Source) -> Extracted:
    page, encoding = _decoded(read_whole(source.path, LARGEST))
    if (n := page.count("<")) > MOST_TAGS:
        raise InputError("The page is too large: {n} tags, and {limit} is the most.", n=n, limit=MOST_TAGS)
    from trafilatura import bare_extraction

    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    found: Any = bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not found.text:
        raise InputError("No article was found in the page.")
    language = _LANGUAGE.search(page[:10_000])
    address = found.url or ""
    stated = {
        "title": found.title or "",
        "outlet": found.sitename or found.hostname or "",
        "published": found.date or "",
        "language": found.language or (language[1].lower() if language else ""),
        "url": address if address.startswith(("http://", "https://")) else "",
    }
    return Extracted(found.text, stated, {"author": found.author or ""}, encoding=encoding)


def _decoded(raw: bytes) -> tuple[str, str]:
    """Return the page's text: in the encoding that it names, or else as any text is decoded."""
    named = _CHARSET.search(raw[:4_096])
    if named and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = named[1].decode("ascii").lower()
        # Pages that name Latin-1 mean Windows-1252, as browsers know.
        codec = "cp1252" if re.fullmatch(r"iso-?8859-1|us-ascii", name) else name
        try:
            return raw.decode(codec), name
        except (UnicodeDecodeError, LookupError):
            pass
    text, encoding = decode(raw)
    return text, encoding


FORMAT = Format(
    "html",
    message("Web page (HTML, the article's text)"),
    SUFFIXES,
    rank=-20,
    recognises=_recognises,
    read=_read,
)
