"""Cases in words: the title, the text they are about, and what each annotator has there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from annotator.agreement.cases import Case, CaseType, cases
from annotator.agreement.table import Table
from annotator.workspace.agreement_reading import Selection, read_table, told
from annotator.workspace.workspace import Workspace

Range = tuple[int, int]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Marked:
    """What one annotator has in a case: a span with its attributes, and those of its links that it is about.

    `links` are types with the words of their other ends.
    """

    id: int
    label: str
    fragments: tuple[Range, ...]
    text: str
    attributes: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InWords:
    """A case with the title of its article, its words on one line, and each annotator's reading.

    `machines` are those annotators of the project that are none.
    """

    case: Case
    title: str
    text: str
    readings: Mapping[str, tuple[Marked, ...]]
    machines: Collection[str] = ()


def in_words(workspace: Workspace, selection: Selection) -> list[InWords]:
    """Return the disagreements in the chosen readings, in their order. Raises InputError, ProjectError."""
    return each(workspace, selection, lambda one: one)


def each(workspace: Workspace, selection: Selection, make: Callable[[InWords], Made]) -> list[Made]:
    """Return what is made of each disagreement in the chosen readings, in their order.

    There may be a hundred thousand: what is made of one is all that is kept of it. Raises
    InputError, ProjectError.
    """
    table, _ = read_table(workspace, selection)
    found = cases(table)
    reader = SpanReader(table)
    machines = frozenset(one.name for one in workspace.annotators() if one.kind == "machine")
    made: dict[int, Made] = {}
    title, text, here = "", "", None
    # By document: each text is read once.
    for place in np.argsort(found.document, kind="stable").tolist():
        case = found[place]
        if case.document != here:
            title, text = told(workspace, case.document)
            here = case.document
        readings = {name: reader.marked(case, name, text) for name in case.spans}
        made[place] = make(InWords(case, title, _line(text[case.start : case.end]), readings, machines))
    return [made[place] for place in range(len(found))]


def _line(text: str) -> str:
    return " ".join(text.split())


class SpanReader:
    """Looks up spans and links of a table by their ids."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._row = {number: row for row, number in enumerate(table.ids.tolist())}
        self._link = {number: place for place, number in enumerate(table.links.ids.tolist())}
        self._first = np.searchsorted(table.fragment_row, np.arange(len(table) + 1)).tolist()
        self._label = table.label.tolist()
        self._fragments = list(zip(table.fragment_start.tolist(), table.fragment_end.tolist(), strict=True))
        self._attributes: dict[int, list[tuple[str, str]]] = {}
        values = table.values
        for row, name, value in zip(
            values.row.tolist(), values.name.tolist(), values.value.tolist(), strict=True
        ):
            self._attributes.setdefault(row, []).append((values.names[name], values.values[value]))

    def marked(self, case: Case, name: str, text: str) -> tuple[Marked, ...]:
        """Return what an annotator has in a case, in an article of this text."""
        links = [self._link[number] for number in case.links.get(name, ())]
        return tuple([self._span(number, links, text) for number in case.spans[name]])

    def _span(self, number: int, links: Sequence[int], text: str) -> Marked:
        row = self._row[number]
        fragments = tuple(self._fragments[self._first[row] : self._first[row + 1]])
        attributes = self._attributes.get(row)
        return Marked(
            number,
            self._table.labels[self._label[row]],
            fragments,
            _words(fragments, text),
            tuple(sorted(attributes)) if attributes else (),
            tuple(sorted(self._end(place, text) for place in links)) if links else (),
        )

    def _end(self, place: int, text: str) -> tuple[str, str]:
        """Return the type of a link, and the words of its other end."""
        links = self._table.links
        child = int(links.child[place])
        fragments = self._fragments[self._first[child] : self._first[child + 1]]
        return links.types[links.type[place]], _words(fragments, text)


def _words(fragments: Sequence[Range], text: str) -> str:
    return " … ".join([_line(text[start:end]) for start, end in fragments])


# Telling


def counts(kinds: Iterable[CaseType]) -> dict[CaseType, int]:
    """Return how many cases there are of each kind, in the order of the list."""
    found = Counter(kinds)
    return {kind: found[kind] for kind in CaseType if kind in found}


def who_has_what(one: InWords) -> str:
    """Return on one line what annotators have, those with the same together; “–” is nothing."""
    said: dict[str, list[str]] = {}
    for name, marked in one.readings.items():
        who = f"{name} (machine)" if name in one.machines else name
        said.setdefault(", ".join([_said(one, span) for span in marked]) or "–", []).append(who)
    said["–"] = said.pop("–", [])  # last
    return " | ".join(f"{', '.join(names)}: {what}" for what, names in said.items() if names)


def _said(one: InWords, span: Marked) -> str:
    """Return what tells a span from the others of its case: words where they are not the case's, and so on."""
    kinds = one.case.kinds
    if CaseType.LINK in kinds:
        return ", ".join(f"{kind} → “{words}”" for kind, words in span.links) or "–"
    parts = [span.label]
    if span.text != one.text:
        parts.append(f"“{span.text}”")
    if CaseType.ATTRIBUTE in kinds and span.attributes:
        parts.append("(" + ", ".join(f"{name} {value}" for name, value in span.attributes) + ")")
    return " ".join(parts)


def as_dict(one: InWords) -> dict[str, Any]:
    """Return a case as plain data; offsets are code points of the article."""
    case = one.case
    return {
        "type": case.type.value,
        "kinds": [kind.value for kind in case.kinds],
        "document": case.document,
        "title": one.title,
        "start": case.start,
        "end": case.end,
        "text": one.text,
        "gain": case.gain,
        "spans": {name: list(ids) for name, ids in case.spans.items()},
        "links": {name: list(ids) for name, ids in case.links.items()},
        "machines": sorted(name for name in one.readings if name in one.machines),
        "readings": {name: [_span_as_dict(span) for span in spans] for name, spans in one.readings.items()},
    }


def _span_as_dict(span: Marked) -> dict[str, Any]:
    return {
        "id": span.id,
        "label": span.label,
        "fragments": [list(pair) for pair in span.fragments],
        "text": span.text,
        "attributes": dict(span.attributes),
        "links": [{"type": kind, "to": words} for kind, words in span.links],
    }
