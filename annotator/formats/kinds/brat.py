"""brat standoff: an .ann file with its text beside it, offsets in code points.

Reading. A span (`T`) is a span with all its fragments, in the text's order; those with only
a line break between them are one, since brat has no other way to go beyond a line. An event (`E`)
is its trigger's span, from which a relation leads to what fills each role: the relation's
type is the role, and the number that brat gives a repeated role (`Content2`) is left out.
What fills a role may be an event: then its trigger. `R` leads from `Arg1` to `Arg2`; of the
spans that `*` calls equal each leads to the next. Attributes (`A`, `M`) without a value are
“true”; a normalization (`N`) is an attribute of its kind's name (`Reference`) with the entry
and its text. An event's attributes and notes are its trigger's; notes on one span are lines.
An empty .ann is a reading in which nothing is marked, to do: brat has the file before anybody
reads, and does not say that somebody has. Which unit
the offsets count is found by the text that each span states; a span with another text is
left out. `annotation.conf` gives labels, relations and attributes.

Writing. Offsets count the CR of a CRLF, as they stand in the text; a program that makes all
line breaks one while it reads does not see it. Names hold letters, digits, `_` and `-`; other
characters are written as their number (`names.coded`), and `visual.conf` shows the names as
they are. A note with several lines is several notes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.messages import message
from annotator.core.spans import Span, State
from annotator.formats.brat_conf import (
    ANNOTATION_CONF,
    TRUE,
    VISUAL_CONF,
    brat_name,
    parse_conf,
    write_conf,
    write_visual,
)
from annotator.formats.brat_reading import MOST_BREAKS, NOTE, is_break, read_standoff
from annotator.formats.encoding import UTF_8, UTF_8_BOM, decode
from annotator.formats.exchange import Item, Problem, Record, Vocabulary
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.metadata import propose
from annotator.formats.whole import read_whole

SUFFIX, TEXT_SUFFIX = ".ann", ".txt"
LARGEST = 64 * 2**20

_LINE = re.compile(r"(?:T\d+\t\S+ \d+ \d+(?:[;\t\r ]|$)|[ERAMN]\d+\t\S|#\d*\t\S|\*\t\S)")
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TOO_MANY_BREAKS = re.compile(rf"[\r\n]{{{MOST_BREAKS + 1}}}")
_LINE_PIECE = re.compile(r"[^\r\n]+")
_BOM = "\ufeff"


def read(source: Source) -> Iterator[Item]:
    """Yield the record of an .ann file, or the vocabulary of an annotation.conf, and what is wrong."""
    path = source.path
    if path.name == ANNOTATION_CONF:
        yield from _read_conf(path)
        return
    beside = path.with_suffix(TEXT_SUFFIX)
    try:
        ann = _decoded(path)[0]
    except InputError as error:
        yield Problem(str(path), None, error.message)
        return
    try:
        text, encoding = _decoded(beside)
    except InputError as error:
        why = message(
            "The text beside it, {name}, cannot be had: {reason}", name=beside.name, reason=str(error)
        )
        yield Problem(str(path), None, why)
        return
    if not text.strip():
        why = message("The text beside it, {name}, is empty.", name=beside.name)
        yield Problem(str(path), None, why)
        return
    reading, said = read_standoff(text, ann, marked=encoding == UTF_8_BOM)
    for line, what in said:
        yield Problem(str(path), line, what)
    if source.annotator:
        reading = replace(reading, annotator=source.annotator)
    if not ann.strip():
        reading = replace(reading, state=State.TO_DO)
    yield Record(text, propose(text, beside.name), (reading,), source=beside.name, encoding=encoding)


def _read_conf(path: Path) -> Iterator[Problem | Vocabulary]:
    try:
        yield parse_conf(_decoded(path)[0])
    except InputError as error:
        yield Problem(str(path), None, error.message)


def _decoded(path: Path) -> tuple[str, str]:
    """Return a file's text, which may be empty, and its encoding. Raises InputError."""
    raw = read_whole(path, LARGEST)
    marked = raw.startswith(codecs.BOM_UTF8)
    try:
        # brat knows no other encoding; that it is text needs no guess.
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8"), UTF_8_BOM if marked else UTF_8
    except UnicodeDecodeError:
        return decode(raw)


def files(record: Record, _: Options) -> Iterator[tuple[str, bytes]]:
    """Yield the text and the lines of a record with one reading or none."""
    # A mark would be taken for the file's; brat counts it.
    marked = record.text.startswith(_BOM)
    yield TEXT_SUFFIX, (_BOM * marked + record.text).encode()
    lines = "".join(f"{line}\n" for line in _lines(record, int(marked)))
    yield SUFFIX, lines.encode()


def _lines(record: Record, shift: int) -> Iterator[str]:
    for reading in record.readings:
        names = {span.id: f"T{number}" for number, span in enumerate(reading.spans, 1)}
        attributes = notes = 0
        for span in reading.spans:
            yield _bound(names[span.id], span, record.text, shift)
            for name, value in span.attributes:
                attributes += 1
                said = "" if value == TRUE else f" {value}"
                yield f"A{attributes}\t{brat_name(name)} {names[span.id]}{said}"
            for line in span.note.split("\n") if span.note else ():
                notes += 1
                yield f"#{notes}\t{NOTE} {names[span.id]}\t{line}"
        for number, link in enumerate(reading.relations, 1):
            ends = f"Arg1:{names[link.head_id]} Arg2:{names[link.child_id]}"
            yield f"R{number}\t{brat_name(link.type)} {ends}"


def _bound(name: str, span: Span, text: str, shift: int) -> str:
    # brat has no line break within a fragment, and no line whose text is not exactly the fragments'.
    lines = [
        (start + match.start(), start + match.end())
        for start, end in span.fragments
        for match in _LINE_PIECE.finditer(text[start:end])
    ]
    where = ";".join(f"{start + shift} {end + shift}" for start, end in lines)
    covered = " ".join(text[start:end] for start, end in lines)
    return f"{name}\t{brat_name(span.label)} {where}\t{covered}"


def _settings(options: Options) -> Iterable[tuple[str, bytes]]:
    yield ANNOTATION_CONF, write_conf(options.scheme).encode()
    yield VISUAL_CONF, write_visual(options.scheme).encode()


def _holds_text(text: str) -> bool:
    return bool(text.strip())


def _holds_value(value: str) -> bool:
    return bool(value) and value == value.strip() and not _BREAKS.search(value)


def _holds_note(note: str) -> bool:
    return not _BREAKS.search(note.replace("\n", ""))


def _holds_piece(piece: str) -> bool:
    return piece == piece.strip("\r\n") and not _TOO_MANY_BREAKS.search(piece)


def _holds_gap(gap: str) -> bool:
    return not is_break(gap, 0, len(gap))


def _recognises(head: Head) -> bool:
    if head.path.name == ANNOTATION_CONF:
        return "[entities]" in head.text
    if head.path.suffix.lower() != SUFFIX:
        return False
    first = next((line for line in head.text.split("\n") if line.strip()), "")
    return not first or bool(_LINE.match(first))


FORMAT = Format(
    "brat",
    message("brat standoff (.ann with .txt)"),
    (SUFFIX,),
    recognises=_recognises,
    read=read,
    companions=(TEXT_SUFFIX,),
    settings=(ANNOTATION_CONF, VISUAL_CONF, "tools.conf", "kb_shortcuts.conf"),
    holds=Holds(
        annotators=False,
        states=False,
        blank_is_read=True,
        metadata=False,
        texts=_holds_text,
        values=_holds_value,
        note_texts=_holds_note,
        pieces=_holds_piece,
        gaps=_holds_gap,
    ),
    files=files,
    extras=_settings,
)
