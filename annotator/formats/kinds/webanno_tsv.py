"""WebAnno TSV 3.3, as INCEpTION exports and imports it; offsets in UTF-16 units.

What becomes of layers and features is told in `uima_mapping`. The text is put together from
the sentences; where white space between them is not known it is a line break and spaces. A
file that counts characters, against the format's rule, is found out by its tokens.

Written are one layer of spans and one of relations; sentences include the white space after
them, so that the text comes back as it was. White space before the first one has a line of
its own, which INCEpTION passes over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.core.messages import Message, message
from annotator.formats.exchange import Item, Problem, Record
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.jsonl_values import as_text
from annotator.formats.metadata import propose
from annotator.formats.uima_mapping import holds_value
from annotator.formats.webanno_reading import resolve
from annotator.formats.webanno_rows import FORMAT as BEGINNING
from annotator.formats.webanno_rows import parse
from annotator.formats.webanno_writing import lines
from annotator.formats.whole import read_text

SUFFIX = ".tsv"
LARGEST = 64 * 2**20


def read(source: Source) -> Iterator[Item]:
    """Yield the record of a file after the problems met in it."""
    path, got = str(source.path), read_text(source, LARGEST)
    if isinstance(got, Problem):
        yield got
        return
    content, encoding = got
    table = parse(content)
    if table is None:
        yield Problem(path, 1, message("Only version 3 of WebAnno TSV can be read."))
        return
    found = resolve(table, path)
    if isinstance(found, Message):
        yield Problem(path, None, found)
        return
    if not (as_text(found.text) or "").strip():
        yield Problem(path, None, message("The file has no text."))
        return
    yield from found.problems
    # Whoever's file this is has read the text: INCEpTION writes only the layers that they used.
    readings = (replace(found.reading, annotator=source.annotator or ""),)
    name = source.path.name
    yield Record(found.text, propose(found.text, name), readings, source=name, encoding=encoding)


def files(record: Record, _: Options) -> Iterator[tuple[str, bytes]]:
    """Yield the file of a record with one reading or none."""
    yield SUFFIX, "".join(f"{line}\n" for line in lines(record)).encode()


def _holds_text(text: str) -> bool:
    return bool(text.strip())


def _holds(value: str) -> bool:
    # INCEpTION takes a CR for the end of a row, and knows no escape for it.
    return holds_value(value) and "\r" not in value


def _recognises(head: Head) -> bool:
    return head.text.startswith(BEGINNING)


FORMAT = Format(
    "webanno-tsv",
    message("WebAnno TSV 3.3 (INCEpTION)"),
    (SUFFIX,),
    rank=10,
    recognises=_recognises,
    read=read,
    holds=Holds(
        annotators=False,
        fragments=False,
        edges=False,
        states=False,
        blank_is_read=True,
        metadata=False,
        texts=_holds_text,
        names=_holds,
        values=_holds,
        note_texts=_holds,
    ),
    files=files,
)
