"""What a WebAnno TSV 3 file says, resolved into a text and a reading of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from annotator.core.messages import Message, message
from annotator.core.offsets import Utf16Map
from annotator.formats.exchange import Problem, Reading
from annotator.formats.uima_mapping import CHAIN_RELATION, TOKEN, Layers
from annotator.formats.webanno_rows import (
    CHAIN,
    NOTHING,
    RELATION,
    UNSET,
    Item,
    Layer,
    Row,
    Sentence,
    Table,
    chain_link,
    each,
    items,
    reference,
    slots,
    unescape_text,
)

ANY = "uima.tcas.Annotation"
_MOST_UNKNOWN = 1_000_000

Key = tuple[str, str, int]


class Resolved(NamedTuple):
    """A text with its reading, and what was not taken."""

    text: str
    reading: Reading
    problems: list[Problem]


def resolve(table: Table, path: str) -> Resolved | Message:
    """Return what the file says, or why its text cannot be had."""
    text, plain = _assembled(table, _utf16_length), _assembled(table, len)
    if isinstance(text, Message):
        return text
    convert: Callable[[int], int] = Utf16Map(text).to_code_point
    # Offsets are UTF-16 units, but others write characters: what agrees with the rows' tokens counts.
    if isinstance(plain, str) and _hits(table, plain, _same) > _hits(table, text, convert):
        text, convert = plain, _same
    return _Resolving(table, text, convert, path).resolved()


def _same(offset: int) -> int:
    return offset


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _assembled(table: Table, length: Callable[[str], int]) -> str | Message:
    """Return the text: the sentences at the offsets of their first tokens, line breaks and spaces between."""
    parts: list[str] = []
    end = unknown = 0
    for sentence in table.sentences:
        between = sentence.before
        gap = _start(sentence, length) - end if sentence.rows else length(between)
        if length(between) != gap:
            unknown += max(gap, 0)
            if unknown > _MOST_UNKNOWN:
                line = sentence.rows[0].line
                return message("Line {line}: nothing is known of the text before this sentence.", line=line)
            # Sentences that run into each other: the tokens will say what does not fit.
            between = ("\n" * bool(parts)).ljust(gap) if gap > 0 else ""
        parts += [between, sentence.text]
        end += length(between) + length(sentence.text)
    return "".join(parts)


def _start(sentence: Sentence, length: Callable[[str], int]) -> int:
    """Return where a sentence begins by its first row, which need not be its first word's."""
    first = next((row for row in sentence.rows if row.token), sentence.rows[0])
    before = sentence.text.partition(unescape_text(first.token) or sentence.text)[0]
    return first.start - (length(before) if len(before) < len(sentence.text) else 0)


def _hits(table: Table, text: str, convert: Callable[[int], int]) -> int:
    return sum(_agrees(row, text, convert) for sentence in table.sentences for row in sentence.rows)


def _agrees(row: Row, text: str, convert: Callable[[int], int]) -> bool:
    start, end = convert(row.start), convert(row.end)
    if end - start > len(row.token):
        return False
    return text[start:end] in (row.token, unescape_text(row.token))


@dataclass(slots=True)
class _Mark:
    """An annotation whose tokens are still coming in."""

    layer: Layer
    key: Key
    line: int
    start: int
    end: int
    features: dict[str, str]


class _Resolving:
    def __init__(self, table: Table, text: str, convert: Callable[[int], int], path: str) -> None:
        self._table = table
        self._text = text
        self._convert = convert
        self._path = path
        self._layers = Layers(text, path)
        self._marks: dict[Key, _Mark] = {}
        self._at: defaultdict[tuple[str, int], dict[Key, None]] = defaultdict(dict)
        self._chains: defaultdict[tuple[str, int], dict[int, Key]] = defaultdict(dict)
        self._hosts: list[tuple[Layer, Row, Key, list[Item]]] = []
        self._relations: list[tuple[Layer, Row, list[str]]] = []
        self._problems = [Problem(path, line, what) for line, what in table.said]

    def resolved(self) -> Resolved:
        for layer in self._table.layers:
            self._layers.declare(layer.name, [name for name in layer.features if name != CHAIN_RELATION])
        for row in (row for sentence in self._table.sentences for row in sentence.rows):
            if _agrees(row, self._text, self._convert):
                self._row(row)
            else:
                why = message("The text at {start}-{end} is not “{token}”; what the row says is left out.",
                              start=row.start, end=row.end, token=row.token[:40])  # fmt: skip
                self._say(row.line, why)
        for mark in self._marks.values():
            self._layers.span(mark.key, mark.layer.name, mark.start, mark.end, mark.features, mark.line)
        for host in self._hosts:
            self._slots(*host)
        for found in self._relations:
            self._related(*found)
        for (name, _), links in self._chains.items():
            self._layers.chain(name, [links[number] for number in sorted(links)])
        spans, relations = self._layers.finish()
        problems = sorted([*self._problems, *self._layers.problems], key=lambda one: one.line or 0)
        return Resolved(self._text, Reading("", spans, relations), problems)

    def _say(self, line: int, what: Message) -> None:
        self._problems.append(Problem(self._path, line, what))

    def _row(self, row: Row) -> None:
        start, end = self._convert(row.start), self._convert(row.end)
        self._layers.span((TOKEN, row.unit, 0), TOKEN, start, end, {})
        for layer in self._table.layers:
            cells = [row.cells[column.index] for column in layer.columns]
            if all(cell in (NOTHING, "") for cell in cells):
                continue
            if layer.kind == RELATION:
                self._relations.append((layer, row, cells))
            else:
                self._stack(layer, row, cells, start, end)

    # Spans, their slots, and the links of chains

    def _stack(self, layer: Layer, row: Row, cells: list[str], start: int, end: int) -> None:
        columns = [
            [Item(part, 0) for part in _stacked_references(cell)] if column.kind == "fillers" else items(cell)
            for column, cell in zip(layer.columns, cells, strict=True)
        ]
        for parts in each(columns):
            number = next((part.id for part in parts if part.id), 0)
            if layer.kind == CHAIN:
                self._chain(layer, row, parts, start, end)
            elif number or not all(part.is_nothing for part in parts):
                self._mark(layer, row, number, start, end, parts)

    def _mark(self, layer: Layer, row: Row, number: int, start: int, end: int, parts: list[Item]) -> None:
        """Take an annotation, or a further token of one."""
        key = (layer.name, "" if number else row.unit, number)
        self._at[row.unit, number][key] = None
        known = self._marks.get(key)
        if known is not None:
            known.start, known.end = min(known.start, start), max(known.end, end)
            return
        features = {
            column.name: part.value
            for column, part in zip(layer.columns, parts, strict=True)
            if column.kind == "feature"
        }
        self._marks[key] = _Mark(layer, key, row.line, start, end, features)
        self._hosts.append((layer, row, key, parts))

    def _slots(self, layer: Layer, row: Row, host: Key, parts: list[Item]) -> None:
        for column, part in zip(layer.columns, parts, strict=True):
            if column.kind != "fillers" or part.raw in (NOTHING, UNSET, ""):
                continue
            roles = slots(parts[column.index - layer.columns[0].index - 1].raw)
            for place, raw in enumerate(slots(part.raw)):
                role = Item(roles[place] if place < len(roles) else UNSET, 0).value
                filler = self._refer(row, raw, column.target)
                if filler is not None:
                    self._layers.slot(host, column.name, role, filler[0], line=row.line)

    def _chain(self, layer: Layer, row: Row, parts: list[Item], start: int, end: int) -> None:
        link = chain_link(parts[0].raw)
        if link is None:
            if not parts[0].is_nothing:
                self._say(row.line, message("“{cell}” is no link of a chain.", cell=parts[0].raw[:40]))
            return
        relation, chain, number = link
        key = (layer.name, f"{chain}-{number}", 0)
        self._chains[layer.name, chain][number] = key
        known = self._marks.get(key)
        if known is not None:
            known.start, known.end = min(known.start, start), max(known.end, end)
            return
        features = {
            column.name: part.value for column, part in zip(layer.columns[1:], parts[1:], strict=True)
        }
        features[CHAIN_RELATION] = relation
        self._marks[key] = _Mark(layer, key, row.line, start, end, features)

    # Relations

    def _related(self, layer: Layer, row: Row, cells: list[str]) -> None:
        """Take the relations whose dependent is in this row."""
        columns = [
            [Item(part, 0) for part in _stacked_references(cell)] if column.kind == "source" else items(cell)
            for column, cell in zip(layer.columns, cells, strict=True)
        ]
        for parts in each(columns):
            here = list(zip(layer.columns, parts, strict=True))
            features = {column.name: part.value for column, part in here if column.kind == "feature"}
            for column, part in here:
                if column.kind != "source" or part.is_nothing:
                    continue
                found = self._refer(row, part.raw, column.target)
                if found is None:
                    continue
                target = self._find(row.unit, found[1], column.target)
                if target is None:
                    what = message("A relation is left out: nothing is there for it to lead to.")
                    self._say(row.line, what)
                else:
                    self._layers.relation(layer.name, found[0], target, features, row.line)

    def _refer(self, row: Row, raw: str, base: str) -> tuple[Key, int] | None:
        """Return what `raw` refers to and the id of the annotation here, or say that it is not there."""
        found = reference(raw)
        key = self._find(found.unit, found.id, base) if found else None
        if found is None or key is None:
            what = message("“{cell}” refers to nothing; the relation is left out.", cell=raw[:40])
            self._say(row.line, what)
            return None
        return key, found.own_id

    def _find(self, unit: str, number: int, base: str) -> Key | None:
        """Return the annotation of a layer, or of any, that is at a unit."""
        if base == TOKEN:
            return (TOKEN, unit, 0)
        found = self._at.get((unit, number), {})
        of_layer = next((key for key in found if key[0] == base), None)
        return of_layer or (next(iter(found), None) if base in (ANY, "") else None)


def _stacked_references(cell: str) -> list[str]:
    """Return a cell's stacked references, whose brackets hold no id of the annotation here."""
    return cell.split("|")
