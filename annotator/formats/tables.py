"""Tables of articles: which encoding, which delimiter, which column holds the text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from annotator.core.errors import InputError
from annotator.formats.encoding import UTF_8, UTF_8_BOM, WINDOWS_1252, decode

LONGEST = 32 * 2**20
SAMPLE = 65_536

_DELIMITERS = "\t,;|"
_CHUNK = 2**20
_LONGEST_CHARACTER = 4
_SAMPLE_ROWS = 200
_HEADER_WIDTH = 60
_FEW_WORDS = 8
_NAMES = {
    "text": "text body content article fulltext full_text article_text articletext volltext inhalt artikel "
    "artikeltext maintext raw_text",
    "title": "title titel headline überschrift schlagzeile heading",
    "outlet": "outlet source medium quelle publication publisher zeitung newspaper sitename site",
    "published": "published date datum publication_date published_at published_date pubdate veröffentlicht "
    "publish_date datetime timestamp",
    "language": "language lang sprache",
    "url": "url link uri address adresse permalink",
    "": "id filename file datei path author autor name key",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
# What the text is called, most telling first.
_TEXT_NAMES = {name: rank for rank, name in enumerate(_NAMES["text"].split())}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", UTF_8_BOM),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE with BOM"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE with BOM"),
)
_BLANK = re.compile(r"[\s-]+")
_NUMBER = re.compile(r"[\d.,:/ -]+")
_BREAK = re.compile(r"\r\n|\r|\n")


class Row(NamedTuple):
    """One row and the line, from 1, on which it begins.

    `unclosed` is the line on which a quote is opened that nothing closes, 0 where there is none:
    the row's last cell is then the whole rest of the file.
    """

    line: int
    cells: list[str]
    unclosed: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read. `column` is that of the text, -1 where there is none; `named`: its name says so."""

    codec: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    has_header: bool
    column: int
    named: bool


def role_of(name: str) -> str | None:
    """Return what a column of this name holds: `text`, a field of the metadata, "" for other, None if unknown."""
    return _ROLES.get(_plain(name))


def _plain(name: str) -> str:
    return _BLANK.sub("_", name.strip("\ufeff \t\r\n").lower())


def layout_of(raw: bytes, path: Path | None = None) -> Layout:
    """Return the layout that a file's beginning shows. Raises InputError where it is no text.

    With `path` the whole file is looked through for its encoding, in bounded memory.
    """
    codec, encoding = _encoding(raw, path)
    text = raw.decode(codec, "replace")
    delimiter, rows = _delimiter(text, whole=len(raw) < SAMPLE)
    if not rows:
        raise InputError("The table has no rows.")
    has_header = _is_header(rows[0], rows[1:])
    header = rows[0] if has_header else [str(n) for n in range(1, len(rows[0]) + 1)]
    column, named = _text_column(header, rows[has_header:])
    return Layout(codec, encoding, delimiter, tuple(header), has_header, column, named)


def read_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """Yield all rows, that of the header too.

    Raises InputError where a line or a cell is too long, or the encoding is another than it
    seemed; OSError.
    """
    with path.open(encoding=layout.codec, newline="") as file:
        # The limit is the process's; articles are longer than the 128 KiB it begins with.
        csv.field_size_limit(LONGEST)
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=layout.delimiter)
        line = 1
        try:
            for cells in reader:
                # A row asks for a line that is not there only within quotes.
                yield Row(line, cells, _opened(reader.line_num, cells[-1]) if lines.ended else 0)
                line = reader.line_num + 1
        except csv.Error as error:
            raise InputError(
                "The table is not read beyond line {line}: {reason}.", line=line, reason=str(error)
            ) from error
        except UnicodeDecodeError as error:
            raise InputError(
                "The table is not read beyond line {line}: it is not {encoding}.",
                line=line,
                encoding=layout.encoding,
            ) from error


class _Lines:
    """A file's lines; `ended` once one was asked for after the last."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST + 1)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) > LONGEST:
            raise csv.Error(f"the line has more than {LONGEST // 2**20} million characters")
        return line


def _opened(last: int, cell: str) -> int:
    """Return the line on which a cell begins that goes to the end of the file, whose last line is `last`."""
    return last - sum(1 for _ in _BREAK.finditer(cell)) + cell.endswith(("\r", "\n"))


def _encoding(raw: bytes, path: Path | None) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return codec, name
    encoding = _decoded(raw)
    if encoding == UTF_8 and path is not None and not _is_utf8(path):
        encoding = WINDOWS_1252
    if encoding == WINDOWS_1252:
        return "cp1252", encoding
    return encoding.removesuffix(" with BOM").lower().replace(" ", "-"), encoding


def _decoded(raw: bytes) -> str:
    """Return the name of the encoding. A piece of a file may end within a character."""
    for cut in range(_LONGEST_CHARACTER if len(raw) >= SAMPLE else 0):
        try:
            return decode(raw[: len(raw) - cut]).encoding
        except InputError:
            continue
    return decode(raw).encoding


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(text: str, *, whole: bool) -> tuple[str, list[list[str]]]:
    """Return the delimiter under which most rows are as long as the first, and the rows."""
    best: tuple[float, int, str, list[list[str]]] = (-1.0, 0, ",", [])
    for delimiter in _DELIMITERS:
        rows = _sample(text, delimiter, whole=whole)
        if not rows:
            continue
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows) if width > 1 else 0.0
        if (even, width) > best[:2]:
            best = (even, width, delimiter, rows)
    return best[2], best[3]


def _sample(text: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(LONGEST)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > _SAMPLE_ROWS:
                break
        else:
            # The last row ends where the sample does.
            if not whole and len(rows) > 1:
                rows.pop()
    except csv.Error:
        pass  # a cell that is too long: the rows before it tell enough
    return rows


def _is_header(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    if any(role_of(name) for name in first):
        return True
    names = [name.strip() for name in first if name.strip()]
    return (
        bool(names and others)
        and len(set(names)) == len(names)
        and all(len(name) <= _HEADER_WIDTH and not _NUMBER.fullmatch(name) for name in names)
    )


def _text_column(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """Return the column of the text by its name, or else by its length; whether by its name."""
    named = [n for n, name in enumerate(header) if role_of(name) == "text"]
    if named:
        return min(named, key=lambda n: _TEXT_NAMES[_plain(header[n])]), True
    best, words = -1, float(_FEW_WORDS)
    for n, name in enumerate(header):
        cells = [row[n] for row in rows if n < len(row) and row[n].strip()]
        mean = sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0
        if role_of(name) is None and mean >= words:
            best, words = n, mean
    return best, False
