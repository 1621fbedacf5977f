"""Who claims what, as a table for spreadsheets: one row for each claim, with its sources, actors and cues.

What hangs on no claim is not in it, and is named as lost: the table of all spans has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import message
from annotator.core.spans import Span, reading_order
from annotator.formats import csv_writing as cells
from annotator.formats.claims import Links, claim_label, claims_of, roles_of
from annotator.formats.exchange import LossKind, Reading, Record, WriteReport
from annotator.formats.fitting import cut, loss_of, lost_reading
from annotator.formats.format import Format, Holds, Options

_LAST = ("other attributes", "note")
_APART = message("is linked to no claim; left out, csv-spans has it")
_ELSEWHERE = message("leads to no claim; left out, csv-spans has it")
_NO_CLAIM = message("has no claim; left out")


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

    def rows(self, records: Iterable[Record]) -> Iterator[Sequence[str]]:
        """Yield the header and the claims. Raises InputError where there is none, Cancelled."""
        first = (*cells.ARTICLE, "claim", "start", "end", "parts", *(role.title for role in self._roles))
        yield [*first, *cells.attribute_columns(self._names, (*first, *_LAST)), *_LAST]
        unread = 0
        for record in records:
            if self._options.cancelled():
                raise Cancelled
            unread += not record.readings
            before = self.report.spans
            for reading in record.readings:
                yield from self._claims(record, reading)
            self.report.documents += self.report.spans > before
        if not self.report.spans:
            raise InputError(
                "There is nothing to write: no article has a span of the label {label}, which this table is made of.",
                label=self._label,
            )
        self.report.notes += cells.not_written(unread)

    def _claims(self, record: Record, reading: Reading) -> Iterator[Sequence[str]]:
        article, links = cells.article_cells(record, reading), Links(reading)
        there: set[int] = set()
        shown: set[tuple[str, int, int]] = set()
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
            shown.update(one for role in self._roles for one in links.leading(claim, role))
        self.report.relations += len(shown)
        self._name_what_is_left_out(record, reading, there, shown)

    def _name_what_is_left_out(
        self, record: Record, reading: Reading, there: set[int], shown: set[tuple[str, int, int]]
    ) -> None:
        if not there:
            self.report.losses.append(lost_reading(record, reading, _NO_CLAIM))
        by_id = {span.id: span for span in reading.spans}
        for span in sorted(reading.spans, key=reading_order):
            if span.id not in there:
                self.report.losses.append(loss_of(record, reading, span, LossKind.LEFT_OUT, _APART))
            elif span.label != self._label:
                self._name_what_hangs_on_it(record, reading, span)
        for link in reading.relations:
            if (link.type, link.head_id, link.child_id) not in shown:
                head = by_id[link.head_id]
                loss = loss_of(record, reading, head, LossKind.RELATION, _ELSEWHERE, link.type)
                self.report.losses.append(loss)

    def _name_what_hangs_on_it(self, record: Record, reading: Reading, span: Span) -> None:
        """Name what the table has no cell for: of what is linked to a claim, it has the words."""
        for name, value in span.attributes:
            detail = message("{name}: {value} has no place in this format", name=name, value=cut(value))
            self.report.losses.append(loss_of(record, reading, span, LossKind.ATTRIBUTE, detail))
        if span.note:
            detail = message("its note has no place in this format")
            self.report.losses.append(loss_of(record, reading, span, LossKind.NOTE, detail))

    def _linked(self, record: Record, spans: Sequence[Span], there: set[int]) -> str:
        there.update(span.id for span in spans)
        return cells.JOINT.join(span.covered(record.text) for span in spans)


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
