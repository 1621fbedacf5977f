"""What formats exchange with the workspace: records in and out, problems, losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.core.documents import Metadata
from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Relation, Span, State


class Note(Message):
    """A message on how something was read, where all of it was taken."""

    __slots__ = ()


def as_note(said: Message) -> Note:
    """Return a message as a note: it is no problem."""
    return Note(said.template, said.values)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that was not taken, or not as it stands; `line` counts from 1.

    With a `Note` as its message it only says how the input was read.
    """

    path: str
    line: int | None
    message: Message

    @property
    def is_note(self) -> bool:
        """Whether all was taken, and it is only said how."""
        return isinstance(self.message, Note)

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One annotator's layer on its way in or out.

    On the way in, span and relation ids count within the reading and layer ids are 0.
    An empty `annotator` means that the format does not say who it was; `is_machine` that it
    says it was a model.
    """

    annotator: str
    spans: Sequence[Span] = ()
    relations: tuple[Relation, ...] = ()
    state: State = State.DONE
    flagged: bool = False
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A document with its readings. `source` and `line` say where it was read.

    `key`, `tokens` and `tokenizer` are set on the way out; on the way in `key` is what
    the file claims, or empty.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    readings: tuple[Reading, ...] = ()
    key: str = ""
    source: str = ""
    line: int | None = None
    encoding: str = ""
    tokens: bytes = field(default=b"", repr=False)
    tokenizer: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a file declares: labels, relations (type, head's label, child's), attributes (label, name, values)."""

    labels: tuple[str, ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    attributes: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


_FEW = 2  # notes of one kind that stand by themselves

Item = Record | Problem | Vocabulary


REBUILT = as_note(
    message(
        "The file has words and no text: it is put together with single spaces, each sentence on a line of its own."
    )
)


def converted(unit: str) -> Note:
    """Say that a file does not count in characters, as the words that it states tell."""
    return as_note(message("The file counts in {unit}; its offsets are converted.", unit=unit))


class LossKind(StrEnum):
    """Why a span, or a part of it, is not in the file as it is in the project."""

    MISALIGNED = "misaligned"
    OVERLAPPING = "overlapping"
    WHITESPACE = "whitespace-edged"
    EMPTY = "empty"
    UNALLOWED = "not allowed"
    FRAGMENTED = "fragments"
    RELATION = "relation"
    ATTRIBUTE = "attribute"
    NOTE = "note"
    CHARACTER = "character"
    LEFT_OUT = "left out"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Loss:
    """One span that the format cannot hold, or not everywhere; `detail` says what becomes of it.

    `span_id` is the span's, or that of a relation's head; 0 where it is not known. What is lost
    of a whole reading has no label and no fragments.
    """

    kind: LossKind
    key: str
    title: str
    annotator: str
    label: str
    fragments: tuple[Fragment, ...]
    covered: str
    detail: Message
    span_id: int = 0


@dataclass(slots=True)
class WriteReport:
    """What was written, what was lost, and which files there are now.

    `sides` says which document, by key, is on which side of a split, where there is one, and
    `groups` numbers, from 1, those of documents that share passages.
    """

    documents: int = 0
    spans: int = 0
    relations: int = 0
    files: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)


def folded(notes: Sequence[Message]) -> list[Message]:
    """Return notes with those as one that differ in one name alone, where they are many."""
    alike: dict[str, list[Message]] = {}
    for note in notes:
        alike.setdefault(note.template, []).append(note)
    found: list[Message] = []
    for template, its in alike.items():
        if len(its) <= _FEW or any(len(note.values) != 1 for note in its):
            found += its
            continue
        named = ", ".join(str(value) for note in its for _, value in note.values)
        found.append(Message(template, ((its[0].values[0][0], named),)))
    return found
