"""What formats exchange with the workspace: records in and out, problems, losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.core.documents import Metadata
from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Relation, Span, State


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that was not taken, or not as it stands; `line` counts from 1."""

    path: str
    line: int | None
    message: Message

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


Item = Record | Problem | Vocabulary


REBUILT = message(
    "The file has words and no text: it is put together with single spaces, each sentence on a line of its own."
)


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


@dataclass(frozen=True, slots=True)
class Loss:
    """One span that the format cannot hold, or not everywhere; `detail` says what becomes of it.

    `span_id` is the span's, or that of a relation's head; 0 where it is not known.
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
