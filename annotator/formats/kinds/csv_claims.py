"""Who claims what, as a table for spreadsheets: one row for each claim, with its sources, actors and cues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import message
from annotator.core.spans import Span
from annotator.formats import csv_writing as cells
from annotator.formats.claims import Links, Role, claim_label, claims_of, roles_of
from annotator.formats.exchange import Reading, Record, WriteReport
from annotator.formats.format import Format, Holds, Options

_LAST = ("other attributes", "note")


class _Table:
    """The rows of one table, and what becomes of the rest."""

    def __init__(self, options: Options) -> None:
        self.report = WriteReport()
        self._options = options
        self._label = claim_label(options.scheme)
        if not self._label:
            raise InputError("The scheme has no claims: no label {label} and no relation {relation}.",
                             label="CLAIM", relation="attributed_to")  # fmt: skip
        self._names = cells.attribute_names(options.scheme, self._label)
        self._roles = roles_of(options.scheme, self._label)
        self._apart = 0

    def rows(self, records: Iterable[Record]) -> Iterator[Sequence[str]]:
        """Yield the header and the claims. Raises InputError where there is none, Cancelled."""
        first = (*cells.ARTICLE, "claim", "start", "end", "parts", *(role.title for role in self._roles))
        yield [*first, *cells.attribute_columns(self._names, (*first, *_LAST)), *_LAST]
        for record in records:
            if self._options.cancelled():
                raise Cancelled
            before = self.report.spans
            for reading in record.readings:
                yield from self._claims(record, reading)
            self.report.documents += self.report.spans > before
        if not self.report.spans:
            raise InputError("There is nothing to write: no article has a claim.")
        if self._apart:
            apart = message(
                "{n} spans are linked to no claim and are not in the table; {format} has them.",
                n=self._apart,
                format="csv-spans",
            )
            self.report.notes.append(apart)

    def _claims(self, record: Record, reading: Reading) -> Iterator[Sequence[str]]:
        article, links = cells.article_cells(record, reading), Links(reading)
        there: set[int] = set()
        for claim in claims_of(reading, self._label):
            there.add(claim.id)
            self.report.spans += 1
            *place, words = cells.place_cells(claim, record.text)
            yield [
                *article,
                words,
                *place,
                *(self._linked(record, links.of(claim, role), there) for role in self._roles),
                *cells.attribute_cells(claim, self._names),
                claim.note,
            ]
            self.report.relations += sum(len(links.of(claim, role)) for role in self._roles if _direct(role))
        self._apart += sum(span.id not in there for span in reading.spans)

    def _linked(self, record: Record, spans: Sequence[Span], there: set[int]) -> str:
        there.update(span.id for span in spans)
        return cells.JOINT.join(span.covered(record.text) for span in spans)


def _direct(role: Role) -> bool:
    return not role.on


def _write(records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    table = _Table(options)
    cells.write_table(out, table.rows(records))
    table.report.files.append(str(out))
    return table.report


def _check(records: Iterable[Record], options: Options) -> WriteReport:
    table = _Table(options)
    for _ in table.rows(records):
        pass
    return table.report


FORMAT = Format(
    "csv-claims",
    message("Table of claims with their sources (CSV for spreadsheets)"),
    (".csv",),
    holds=Holds(unread=False),
    write=_write,
    checks=_check,
)
