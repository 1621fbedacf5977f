"""Speech, thought and writing representation (Redewiedergabe corpus): one word a line, in columns.

A passage of the column `stwr` is a CLAIM, its speaker the SOURCE, its introductory
expression the CUE; frame and note keep their names. The file stores no blanks: words are
joined by one, sentences by a line break.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.drafts import Draft
from annotator.formats.encoding import decode
from annotator.formats.exchange import Problem, Reading, Record
from annotator.formats.format import Format, Head, Source
from annotator.formats.jsonl_values import shown
from annotator.formats.metadata import propose
from annotator.formats.rows import Rows
from annotator.formats.whole import read_whole

LARGEST = 64 * 2**20

_NEEDED = ("tok", "sentstart", "stwr")
# The column, the label, the relation, and whether the relation leads from the claim.
_ROLES = (
    ("speaker", "SOURCE", "attributed_to", True),
    ("intexpr", "CUE", "signals", False),
    ("frame", "FRAME", "frame", True),
)
_SPEECH = {"freeIndirect": "free indirect", "indirect freeIndirect": "indirect or free indirect"}
_FLAGS = ("nonfact", "metaph", "prag")
# Passages that share an id, which is a slip: more than a few are none.
_MOST = 8
_NAME = re.compile(r"(?P<role>[a-z]+)(?:\.(?P<ids>[\d_]*))?")


def _recognises(head: Head) -> bool:
    return all(name in _columns(head.text.partition("\n")[0]) for name in _NEEDED)


def _columns(line: str) -> list[str]:
    return line.rstrip("\r").split("\t")


@dataclass(slots=True)
class _Column:
    """Which words bear each value of a column, in the order of the file."""

    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def _read(source: Source) -> Iterator[Record | Problem]:
    said: list[tuple[int | None, Message]] = []
    record = None
    try:
        record = _record(decode(read_whole(source.path, LARGEST)).text, source, said)
    except InputError as error:
        said.append((None, error.message))
    for line, each in said:
        yield Problem(str(source.path), line, each)
    if record:
        yield record


def _record(raw: str, source: Source, said: list[tuple[int | None, Message]]) -> Record:
    lines = raw.split("\n")
    names = _columns(lines[0])
    if missing := [name for name in _NEEDED if name not in names]:
        raise InputError("The file has no column {names}.", names=", ".join(missing))
    rows, marks = Rows(), {name: _Column() for name in ("stwr", "speaker", "intexpr", "frame", "note")}
    for number, line in enumerate(lines[1:], 2):
        values = _columns(line)
        if values == [""]:
            continue
        if len(values) != len(names) or not values[0]:
            wrong = message(
                "The line has {n} columns instead of {count}; it is not taken.",
                n=len(values),
                count=len(names),
            )
            said.append((number, wrong))
            continue
        _take(dict(zip(names, values, strict=True)), rows, marks)
    if not rows.text.strip():
        raise InputError("The file holds nothing but white space.")
    problems: list[Message] = []
    reading = _reading(rows, marks, source.annotator or "", problems)
    said += [(None, one) for one in problems]
    return Record(rows.text, propose(rows.text, source.path.name), (reading,), source=source.path.name)


def _take(values: dict[str, str], rows: Rows, marks: dict[str, _Column]) -> None:
    number = rows.add(values["tok"], new_line=values["sentstart"] == "yes")
    for name, column in marks.items():
        for value in values.get(name, "-").split("|"):
            if value not in ("-", ""):
                column.words[value].append(number)


def _reading(rows: Rows, marks: dict[str, _Column], annotator: str, said: list[Message]) -> Reading:
    draft = Draft(rows.text, said)
    claims: dict[str, list[int]] = defaultdict(list)
    for value, words in marks["stwr"].words.items():
        name, attributes = _passage(value)
        claims[name].append(draft.span("CLAIM", rows.fragments(words), attributes))
    for role, label, kind, from_claim in _ROLES:
        for value, words in marks[role].words.items():
            other = draft.span(label, rows.fragments(words), shared=True)
            for claim in _claims_of(value, claims, said):
                draft.relation(kind, claim if from_claim else other, other if from_claim else claim)
    for words in marks["note"].words.values():
        draft.span("NOTE", rows.fragments(words))
    return draft.reading(annotator)


def _passage(value: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the id of a passage and what is said of it: `indirect.speech writing.16.nonfact`."""
    kind, medium, name, *more = (*value.split("."), "", "")
    attributes = [("speech", _SPEECH.get(kind, kind)), ("medium", medium)]
    for flag in more:
        key, _, text = flag.partition("=")
        attributes.append((key, text or "yes"))
    return name, [(key, text) for key, text in attributes if key and text]


def _claims_of(value: str, claims: dict[str, list[int]], said: list[Message]) -> Sequence[int]:
    """Return the passages that `speaker.3_7` names."""
    known = _NAME.fullmatch(value)
    names = [name for name in (known["ids"] or "").split("_") if name] if known else []
    found = [claim for name in dict.fromkeys(names) for claim in claims.get(name, ())[:_MOST]]
    if not names or any(name not in claims for name in names):
        said.append(message("{name} names no passage that is there; it is not linked.", name=shown(value)))
    return found


FORMAT = Format(
    "redewiedergabe",
    message("Redewiedergabe (speech, thought and writing, TSV)"),
    (".tsv",),
    rank=20,
    recognises=_recognises,
    read=_read,
)
