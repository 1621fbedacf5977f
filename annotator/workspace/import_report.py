"""What came of an import."""

from __future__ import annotations

from dataclasses import dataclass, field

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
class ImportReport:
    """What an import brought, what was there before, and what was not taken.

    `readers` are the annotators named after a file or folder, because no file says whose
    readings they are, with the number of readings.
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

    @property
    def documents(self) -> int:
        """How many documents are new."""
        return len(self.imported)
