"""A page to read and to hand on: an article with its spans, claims and notes (see `formats.html_page`)."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.messages import message
from annotator.formats.exchange import Record
from annotator.formats.format import INDEX, Format, Options
from annotator.formats.html_page import index, page


def _files(record: Record, options: Options) -> Iterator[tuple[str, bytes]]:
    yield ".html", page(record, options.scheme, options.pages).encode("utf-8")


def _index(options: Options) -> Iterator[tuple[str, bytes]]:
    yield f"{INDEX}.html", index(options.pages).encode("utf-8")


FORMAT = Format(
    "html-report",
    message("Pages to read (HTML, one for each article)"),
    (".html",),
    files=_files,
    extras=_index,
    links=True,
)
