"""The rows of a CoNLL file, article by article, and what their columns are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.formats.names import decoded

DOCUMENT = "-DOCSTART-"
BEGINS = "<s>"
FIRST = re.compile(r"([BIESLUM])[-_](\S.*)")
ENOUGH = 0.9
MOST_WORDS = 1_000_000

_NO_LABEL = "SPAN"
_LAST = re.compile(r"(.*\S)[-_]([BIESLUM])")
_OUTSIDE = frozenset({"O", "_", "-", ""})
_LETTERS = frozenset("BIESLUM")
_NESTED = 4
_WRITTEN = 4


class Row(NamedTuple):
    """A word's line, cut into columns."""

    line: int
    cells: list[str]


@dataclass(slots=True)
class Article:
    """An article's sentences, and the line of its `-DOCSTART-`, 0 where it has none."""

    line: int
    sentences: list[list[Row]] = field(default_factory=list)
    words: int = 0

    @property
    def too_long(self) -> bool:
        """Whether it has more words than are read; those beyond are not here."""
        return self.words > MOST_WORDS


class Lines:
    """A file's lines, from which its articles can be had again and again, one at a time."""

    def __init__(self, content: str) -> None:
        self._lines = content.split("\n")
        tabs = sum("\t" in line for line in self._lines)
        self._tabbed = tabs * 2 > sum(not line.isspace() and line != "" for line in self._lines)

    def documents(self) -> Iterator[Article]:
        """Yield the articles."""
        current = Article(0)
        sentence: list[Row] = []
        for number, raw in enumerate(self._lines, 1):
            cells = [cell.strip() for cell in raw.split("\t")] if self._tabbed else raw.split()
            if not any(cells):
                sentence = []
            elif cells[0] == DOCUMENT and all(cell in ("-X-", "O", "") for cell in cells[1:]):
                if current.words:
                    yield current
                current, sentence = Article(number), []
            else:
                current.words += 1
                if current.too_long:
                    continue
                if not sentence:
                    current.sentences.append(sentence)
                sentence.append(Row(number, cells))
        if current.words:
            yield current


class Columns:
    """Which column has the words, which the tags, and where these have their letters."""

    def __init__(self, documents: Iterable[Article]) -> None:
        tags: tuple[set[str], set[str]] = (set(), set())
        plain = sentences = numbered = nested = 0
        self.words = 0
        for document in documents:
            plain += not document.line
            for sentence in document.sentences:
                sentences += 1
                numbered += _is_numbered(sentence)
                self.words += len(sentence)
                nested += sum(len(row.cells) == _NESTED for row in sentence)
                tags[0].update(row.cells[-1] for row in sentence if len(row.cells) > 1)
                tags[1].update(row.cells[2] for row in sentence if len(row.cells) == _NESTED)
        # An article may consist of numbers; GermEval, which counts its words, has no -DOCSTART-.
        self.numbered = bool(plain) and numbered > sentences * ENOUGH
        self.word = int(self.numbered)
        self._nests = self.numbered and nested * 2 > self.words
        used = (tags[0] | tags[1] if self._nests else tags[0]) - _OUTSIDE
        self._pattern = next((one for one in (FIRST, _LAST) if any(map(one.fullmatch, used))), None)
        self._bare = self._pattern is None and used <= _LETTERS

    @property
    def layers(self) -> int:
        """How many tags a word has."""
        return 2 if self._nests else 1

    def begins(self, row: Row) -> bool:
        """Tell whether a row within a sentence is marked as the first of one, which `kinds.conll` writes."""
        return not self.numbered and len(row.cells) == _WRITTEN and row.cells[2] == BEGINS

    def tag_of(self, row: Row, layer: int) -> str:
        """Return a word's tag, "" where there is none."""
        place = 2 + layer if self._nests else len(row.cells) - 1
        return row.cells[place] if self.word < place < len(row.cells) else ""

    def parse(self, tag: str) -> tuple[str, str] | None:
        """Return a tag's letter and label, both "" outside of spans, or None where it says nothing."""
        if tag in _OUTSIDE:
            return "", ""
        if self._bare:
            return tag, _NO_LABEL
        if self._pattern is None:
            return "I", decoded(tag)
        found = self._pattern.fullmatch(tag)
        if found is None:
            return None
        letter, label = found.groups() if self._pattern is FIRST else found.groups()[::-1]
        return letter, decoded(label)


def _is_numbered(sentence: Sequence[Row]) -> bool:
    """Tell whether each word has its number before it, comments aside."""
    rows = [row.cells for row in sentence if row.cells[0] != "#"]
    return all(len(cells) > 2 and cells[0] == str(number) for number, cells in enumerate(rows, 1))
