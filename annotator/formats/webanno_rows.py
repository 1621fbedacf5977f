"""The lines of a WebAnno TSV 3 file: columns, sentences, rows, and what stands in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.core.messages import Message, message

FORMAT = "#FORMAT=WebAnno TSV"
SPAN, RELATION, CHAIN = "#T_SP=", "#T_RL=", "#T_CH="
TEXT, BEFORE = "#Text=", "#Text.before="
BASE, ROLE = "BT_", "ROLE_"
NOTHING, UNSET = "_", "*"

_VERSION = re.compile(r"#FORMAT=WebAnno TSV 3(?:\.(\d{1,2}))?\s*")
_ROW = re.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)\t(\d{1,10})-(\d{1,10})\t")
_ITEM_ID = re.compile(r"(?s)(.*)\[(\d{1,9})\]")
_REFERENCE = re.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)(?:\[(\d{1,9})(?:_(\d{1,9}))?\])?")
_LINK = re.compile(r"(?s)(.*)->(\d{1,9})-(\d{1,9})")
_STACKED = re.compile(r"(?s)(?:\\.|[^\\|])*")
_SLOTS = re.compile(r"(?s)(?:\\.|[^\\;])*")
_OF_VALUE = {"t": "\t", "n": "\n", "->": "->", **{c: c for c in "\\[]|_;*"}}
_VALUE_ESCAPE = re.compile(r"\\(->|[\\\[\]|_;*tn])")
_TO_VALUE = re.compile(r"->|[\\\[\]|_;*\t\n]")
_OF_TEXT = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b", "\\": "\\"}
# Control characters that have no letter stand after a backslash as they are.
_TEXT_ESCAPE = re.compile(r"\\([tnfrb\\\x00-\x07\x0e-\x1f])")
_TO_TEXT = re.compile(r"[\x00-\x0a\x0c-\x1f\\]")
_JAVA_ESCAPE = re.compile(r"((?:\\u+[0-9a-fA-F]{4})+)|\\([tnfrb\\\"'])")
_JAVA = 2  # before 3.2 texts are escaped as Java does it


def escape_value(value: str) -> str:
    """Return a feature's value as it stands in a cell."""
    return _TO_VALUE.sub(lambda m: {"\t": "\\t", "\n": "\\n"}.get(m[0], "\\" + m[0]), value)


def unescape_value(cell: str) -> str:
    """Return the value of a cell."""
    return _VALUE_ESCAPE.sub(lambda m: _OF_VALUE[m[1]], cell) if "\\" in cell else cell


def escape_text(text: str) -> str:
    """Return text as it stands after `#Text=` and in a row."""
    letters = {value: name for name, value in _OF_TEXT.items()}
    return _TO_TEXT.sub(lambda m: "\\" + letters.get(m[0], m[0]), text)


def unescape_text(line: str, version: int = 3) -> str:
    """Return the text of a `#Text=` line; `version` is the second number of the format's."""
    if "\\" not in line:
        return line
    if version >= _JAVA:
        return _TEXT_ESCAPE.sub(lambda m: _OF_TEXT.get(m[1], m[1]), line)
    return _JAVA_ESCAPE.sub(_java, line)


def _java(match: re.Match[str]) -> str:
    if match[2]:
        return _OF_TEXT.get(match[2], match[2])
    units = [int(part, 16) for part in re.findall(r"[0-9a-fA-F]{4}", match[1].replace("u", " "))]
    return b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "replace")


@dataclass(slots=True)
class Column:
    """A column of a layer: a feature, a slot's roles or fillers, a relation's other end, or nothing."""

    index: int
    kind: str
    name: str
    target: str = ""


@dataclass(slots=True)
class Layer:
    """A layer with its columns; `kind` is how its line in the header begins."""

    kind: str
    name: str
    columns: list[Column] = field(default_factory=list)

    @property
    def features(self) -> list[str]:
        """The names of its features of text, number and truth."""
        return [column.name for column in self.columns if column.kind == "feature"]


class Row(NamedTuple):
    """A token, or a part of one; offsets as in the file."""

    line: int
    unit: str
    start: int
    end: int
    token: str
    cells: list[str]


@dataclass(slots=True)
class Sentence:
    """A sentence's text, the white space before it where the file says it, and its rows."""

    lines: list[str] = field(default_factory=list)
    before: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence's text; several `#Text=` lines are the lines of one."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class Table:
    """A whole file. `said` are lines that were not understood."""

    layers: list[Layer] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    said: list[tuple[int, Message]] = field(default_factory=list)


def parse(content: str) -> Table | None:
    """Return what a file's lines say, or None where it is no WebAnno TSV 3. A line ends with LF or CRLF."""
    lines = [line.removesuffix("\r") for line in content.split("\n")]
    head = _VERSION.fullmatch(lines[0])
    if head is None:
        return None
    table = Table()
    version = int(head[1] or 0)
    current: Sentence | None = None
    width = 0
    for number, line in enumerate(lines[1:], 2):
        if line.startswith((SPAN, RELATION, CHAIN)) and current is None:
            layer = _layer(line, width)
            table.layers.append(layer)
            width += len(layer.columns)
        elif line.startswith("#"):
            if current is None or current.rows:
                current = Sentence()
                table.sentences.append(current)
            _head_line(current, line, version)
        elif line:
            row = _row(number, line, width, table.said)
            if row is None:
                continue
            if current is None:
                current = Sentence(rows=[row])
                table.sentences.append(current)
            else:
                current.rows.append(row)
    return table


def _layer(line: str, first: int) -> Layer:
    name, *declared = line[len(SPAN) :].split("|")
    layer = Layer(line[: len(SPAN)], name)
    role: Column | None = None
    for text in declared or [""]:
        index = first + len(layer.columns)
        if layer.kind == SPAN and text.startswith(ROLE):
            role = Column(index, "roles", text.partition(":")[2].partition("_")[0])
            layer.columns.append(role)
        elif role is not None:
            layer.columns.append(Column(index, "fillers", role.name, text))
            role = None
        elif layer.kind == RELATION and text.startswith(BASE):
            layer.columns.append(Column(index, "source", "", text.removeprefix(BASE)))
        else:
            layer.columns.append(Column(index, "feature" if text else "nothing", text))
    return layer


def _head_line(sentence: Sentence, line: str, version: int) -> None:
    if line.startswith(TEXT):
        sentence.lines.append(unescape_text(line.removeprefix(TEXT), version))
    elif line.startswith(BEFORE):
        sentence.before = unescape_text(line.removeprefix(BEFORE))


def _row(number: int, line: str, width: int, said: list[tuple[int, Message]]) -> Row | None:
    head = _ROW.match(line)
    if head is None:
        said.append((number, message("The line is no row of a WebAnno TSV file; it is left out.")))
        return None
    token, *cells = line[head.end() :].split("\t")
    if len(cells) < width:
        what = message(
            "The row has {n} columns, and {m} are declared; they are left out.", n=len(cells), m=width
        )
        said.append((number, what))
        cells = [NOTHING] * width
    return Row(number, head[1], int(head[2]), int(head[3]), token, cells[:width])


class Item(NamedTuple):
    """One annotation's part of a cell; `id` tells stacked ones and those of several tokens apart, 0 is none."""

    raw: str
    id: int

    @property
    def value(self) -> str:
        """The value, empty where it is not set."""
        return "" if self.raw in (NOTHING, UNSET) else unescape_value(self.raw)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is said here."""
        return self.raw in (NOTHING, "") and not self.id


def items(cell: str) -> list[Item]:
    """Return what stands in a cell, stacked annotations one by one."""
    return [_item(part) for part in _split(_STACKED, cell)]


def _item(part: str) -> Item:
    found = _ITEM_ID.fullmatch(part)
    if found is None or _escaped(found[1]):
        return Item(part, 0)
    return Item(found[1], int(found[2]))


def _escaped(before: str) -> bool:
    """Tell whether the bracket after `before` is escaped."""
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def slots(part: str) -> list[str]:
    """Return the roles or fillers of one host."""
    return _split(_SLOTS, part)


def _split(pattern: re.Pattern[str], cell: str) -> list[str]:
    parts: list[str] = []
    place = 0
    while True:
        found = pattern.match(cell, place)
        assert found is not None  # it may be empty
        # A backslash at the very end escapes nothing.
        end = found.end()
        if end == len(cell) - 1 and cell[end] == "\\":
            end += 1
        parts.append(cell[place:end])
        if end >= len(cell):
            return parts
        place = end + 1


class Reference(NamedTuple):
    """Where another annotation begins: its unit and id, and the id of this one where both are given."""

    unit: str
    id: int
    own_id: int


def reference(raw: str) -> Reference | None:
    """Return what `1-4[2]` or, in a relation, `1-4[2_3]` refers to."""
    found = _REFERENCE.fullmatch(raw)
    return Reference(found[1], int(found[2] or 0), int(found[3] or 0)) if found else None


def chain_link(raw: str) -> tuple[str, int, int] | None:
    """Return the relation to the next, the chain's number and the link's: `*->1-2`."""
    found = _LINK.fullmatch(raw)
    return (Item(found[1], 0).value, int(found[2]), int(found[3])) if found else None


def each(cells: list[list[Item]]) -> Iterator[list[Item]]:
    """Yield, for each stacked annotation, its item in each column."""
    depth = max(map(len, cells), default=0)
    for place in range(depth):
        yield [column[place] if place < len(column) else Item(NOTHING, 0) for column in cells]
