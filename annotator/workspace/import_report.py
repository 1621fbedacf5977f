"""What came of an import."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.core.messages import Message
from annotator.formats.exchange import Problem


@dataclass(frozen=True, slots=True)
class Imported:
    """One document that came in, and how its file was read."""

    source: str
    title: str
    outlet: str
    published: str
    language: str
    encoding: str


@dataclass(slots=True)
class Noted:
    """How files were read: what there is to say of `files` of them, the first of them `path`."""

    message: Message
    path: str
    files: int = 1
    last: str = ""

    def add(self, said: Message, path: str) -> None:
        """Take in what is said of one more file, or of one again: what differs is listed, or added up."""
        self.files += path != self.last
        self.last = path
        if said.values != self.message.values:
            both = zip(self.message.values, said.values, strict=True)
            values = tuple((name, _both(one, other)) for (name, one), (_, other) in both)
            self.message = Message(said.template, values)


def _both(one: object, other: object) -> object:
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    return ", ".join(sorted({*str(one).split(", "), *str(other).split(", ")}))


@dataclass(slots=True)
class FileRead:
    """What came out of one file: how much is new, how much was there before, what was not taken.

    `format` is the title of the format it was read as.
    """

    name: str
    format: Message
    documents: int = 0
    readings: int = 0
    spans: int = 0
    relations: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class ImportReport:
    """What an import brought, what was there before, and what was not taken.

    `readers` are the annotators named after a file or folder, because no file says whose
    readings they are, with the number of readings. `notes` say how files were read, each
    kind once.
    """

    imported: list[Imported] = field(default_factory=list)
    readings: int = 0
    spans: int = 0
    relations: int = 0
    duplicates: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    readers: dict[str, int] = field(default_factory=dict)
    new_labels: list[str] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)

    def note(self, said: Message, path: str) -> None:
        """Say how a file was read; what was said in these words of others is one note with it."""
        known = next((one for one in self.notes if one.message.template == said.template), None)
        if known is None:
            self.notes.append(Noted(said, path, last=path))
        else:
            known.add(said, path)

    @property
    def documents(self) -> int:
        """How many documents are new."""
        return len(self.imported)
