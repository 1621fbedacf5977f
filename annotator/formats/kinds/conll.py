"""CoNLL-2003 and its like: one word a line with its tag last, BIO, BILOU, BIOES or IOB1.

Reading. The text is put together from the words, by single spaces, a sentence a line.
`-DOCSTART-` begins an article; without any the file is one. Columns are parted by tabs where
there are some, else by white space; the word is the first, or the second after running
numbers, and then a fourth column tags spans that nest (GermEval). The tags' prefixes tell
the scheme: `B`, `S` and `U` begin a span, `E`, `L`, `S` and `U` end one, and `I` goes on with
the span before it or, as in IOB1, begins one. Tags may have their letter at the end
(`PER-B`), or none: then words with the same tag in a row are a span.

Writing. BIO with four columns; a sentence that a span goes beyond is written as one with the
next, whose first word then has `<s>` in the third column. So the text that is read back has its
lines at the same places whatever a reading marks, and the readings of an article meet again.
Labels with white space have it as its number (`names.coded`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.core.messages import Message, message
from annotator.core.spans import Fragment
from annotator.formats.conll_columns import (
    BEGINS,
    DOCUMENT,
    ENOUGH,
    FIRST,
    MOST_WORDS,
    Article,
    Columns,
    Lines,
    Row,
)
from annotator.formats.drafts import Draft
from annotator.formats.exchange import REBUILT, Item, Problem, Record
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.metadata import propose
from annotator.formats.names import coded
from annotator.formats.whole import read_text
from annotator.formats.words import sentences_of, within_spans, words_of

SUFFIX = ".conll"
SUFFIXES = (SUFFIX, ".conll2003", ".conll03", ".bio", ".iob", ".iob2", ".bilou", ".bioes")
LARGEST = 64 * 2**20

_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")
_UNFIT = re.compile(r"\s")
_SAMPLE = 200


def read(source: Source) -> Iterator[Item]:
    """Yield a record for each article of a file, after the problems met in it."""
    path, found = str(source.path), read_text(source, LARGEST)
    if isinstance(found, Problem):
        yield found
        return
    content, encoding = found
    lines = Lines(content)
    columns = Columns(lines.documents())
    if not columns.words:
        yield Problem(path, None, message("The file has no words."))
        return
    yield Problem(path, None, REBUILT)
    for document in lines.documents():
        line = document.line or None
        if document.too_long:
            what = message("The article has more than {n} words; it is not read.", n=MOST_WORDS)
            yield Problem(path, line, what)
            continue
        said: list[tuple[int, Message]] = []
        text, draft = _put_together(document, columns, said)
        yield from (Problem(path, number, what) for number, what in said)
        if text.strip():
            name = source.path.name
            readings = (draft.reading(source.annotator or ""),)
            yield Record(text, propose(text, name), readings, source=name, line=line, encoding=encoding)


def _put_together(document: Article, columns: Columns, said: list[tuple[int, Message]]) -> tuple[str, Draft]:
    """Return an article's text, and a draft with the spans that the tags mark in it."""
    parts: list[str] = []
    marked: list[tuple[int, str, int, int]] = []
    end = 0
    for sentence in document.sentences:
        words: list[Fragment] = []
        rows = [row for row in sentence if len(row.cells) > columns.word]
        if columns.numbered:
            rows = [row for row in rows if row.cells[0] != "#"]
        for row in rows:
            word = row.cells[columns.word]
            begins = not words or columns.begins(row)
            parts.append("\n" if begins and parts else " " * bool(parts))
            start = end + len(parts[-1])
            end = start + len(word)
            parts.append(word)
            words.append(Fragment(start, end))
            if len(row.cells) == 1:
                said.append((row.line, message("The word “{word}” has no tag.", word=word[:40])))
        for layer in range(columns.layers):
            tags = [_tag(row, layer, columns, said) for row in rows]
            for label, first, last in _spans(tags):
                marked.append((rows[first].line, label, words[first].start, words[last].end))
    text = "".join(parts)
    messages: list[Message] = []
    draft = Draft(text, messages)
    for line, label, start, stop in marked:
        draft.span(label, [(start, stop)])
        said += [(line, what) for what in messages]
        messages.clear()
    return text, draft


def _tag(row: Row, layer: int, columns: Columns, said: list[tuple[int, Message]]) -> tuple[str, str]:
    tag = columns.tag_of(row, layer)
    found = columns.parse(tag)
    if found is None:
        said.append((row.line, message("“{tag}” is no tag; it is left out.", tag=tag[:40])))
    return found or ("", "")


def _spans(tags: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """Yield the spans as label, first and last word."""
    first = -1
    for number, (letter, label) in enumerate([*tags, ("", "")]):
        before, last_label = tags[number - 1] if number else ("", "")
        goes_on = letter not in _BEGINS and before not in _ENDS and label == last_label
        if first >= 0 and not goes_on:
            yield last_label, first, number - 1
            first = -1
        if label and first < 0:
            first = number


def files(record: Record, _: Options) -> Iterator[tuple[str, bytes]]:
    """Yield the file of a record with one reading or none."""
    yield SUFFIX, "".join(f"{line}\n" for line in _lines(record)).encode()


def _lines(record: Record) -> Iterator[str]:
    spans = [span for reading in record.readings for span in reading.spans]
    words = words_of(record)
    tags = ["O"] * len(words)
    for span in spans:
        label = coded(span.label, _UNFIT)
        first = bisect_left(words, span.start, key=lambda word: word.start)
        last = bisect_left(words, span.end, key=lambda word: word.start)
        tags[first:last] = [f"I-{label}"] * (last - first)
        tags[first] = f"B-{label}"
    yield f"{DOCUMENT} -X- O O"
    within = within_spans(words, spans)
    for first, last in sentences_of(record.text, words):
        if first not in within:
            yield ""
        for number in range(first, last):
            start, end = words[number]
            mark = BEGINS if number == first and first in within else "_"
            yield f"{record.text[start:end]} _ {mark} {tags[number]}"
    yield ""


def as_read(record: Record) -> Record:
    """Return a record as its words give it: single spaces between them, each sentence on a line."""
    words = words_of(record)
    lines = [
        " ".join(record.text[start:end] for start, end in words[first:last])
        for first, last in sentences_of(record.text, words)
    ]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    place = 0
    for start, end in words:
        starts[start], ends[end] = place, place + end - start
        place += end - start + 1
    readings = tuple(
        replace(
            reading,
            spans=tuple(
                replace(span, fragments=tuple(Fragment(starts[s], ends[e]) for s, e in span.fragments))
                for span in reading.spans
            ),
        )
        for reading in record.readings
    )
    return replace(record, text="\n".join(lines), readings=readings)


def _recognises(head: Head) -> bool:
    lines = head.text.split("\n")[:_SAMPLE]
    rows = [line for line in lines[: len(lines) - (len(lines) > 1)] if not line.isspace() and line]
    if any(line.startswith(f"{DOCUMENT} ") or line.rstrip() == DOCUMENT for line in rows[:1]):
        return True
    if rows and rows[0].startswith("#\t"):
        rows = [line for line in rows if not line.startswith("#\t")]
    cells = [line.split("\t") if "\t" in line else line.split() for line in rows]
    tagged = [row for row in cells if len(row) > 1 and _is_tag(row[-1].strip())]
    widths = {len(row) for row in tagged}
    some = any(row[-1].strip() != "O" for row in tagged) or head.path.suffix.lower() in SUFFIXES
    return len(tagged) > 1 and some and len(widths) == 1 and len(tagged) >= len(rows) * ENOUGH


def _is_tag(cell: str) -> bool:
    return cell == "O" or (bool(FIRST.fullmatch(cell)) and " " not in cell)


def _is_written(text: str) -> bool:
    return bool(text.strip())


FORMAT = Format(
    "conll",
    message("CoNLL (BIO, one word a line)"),
    SUFFIXES,
    rank=5,
    recognises=_recognises,
    read=read,
    holds=Holds(
        annotators=False,
        fragments=False,
        overlaps=False,
        off_tokens=False,
        edges=False,
        relations=False,
        attributes=False,
        notes=False,
        states=False,
        blank_is_read=True,
        metadata=False,
        texts=_is_written,
    ),
    as_read=as_read,
    files=files,
    trains=True,
)
