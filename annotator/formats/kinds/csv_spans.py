"""All spans as a table for spreadsheets: one row for each span, with its links.

A table for reading and counting: articles' texts are not in it, so it is not read as a project's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.core.errors import Cancelled, InputError
from annotator.core.messages import message
from annotator.core.spans import reading_order
from annotator.formats import csv_writing as table
from annotator.formats.exchange import Reading, Record, WriteReport
from annotator.formats.fitting import lost_reading
from annotator.formats.format import Format, Holds, Options

_FIRST = (*table.ARTICLE, "id", "label", "start", "end", "parts", "text")
_LAST = ("other attributes", "note", "origin", "links")
_NOTHING_MARKED = message("nothing is marked in it: it has no row")


def _rows(records: Iterable[Record], options: Options, report: WriteReport) -> Iterator[Sequence[str]]:
    names = table.attribute_names(options.scheme)
    yield [*_FIRST, *table.attribute_columns(names, (*_FIRST, *_LAST)), *_LAST]
    unread = 0
    for record in records:
        if options.cancelled():
            raise Cancelled
        unread += not record.readings
        report.documents += bool(record.readings)
        for reading in record.readings:
            report.spans += len(reading.spans)
            report.relations += len(reading.relations)
            if not reading.spans:
                report.losses.append(lost_reading(record, reading, _NOTHING_MARKED))
            yield from _spans(record, reading, names)
    report.notes += table.not_written(unread)


def _spans(record: Record, reading: Reading, names: Sequence[str]) -> Iterator[Sequence[str]]:
    article = table.article_cells(record, reading)
    spans = sorted(reading.spans, key=reading_order)
    ids = {span.id: f"T{number}" for number, span in enumerate(spans, 1)}
    links: dict[int, list[str]] = defaultdict(list)
    for relation in reading.relations:
        links[relation.head_id].append(f"{relation.type} {ids[relation.child_id]}")
    for span in spans:
        yield [
            *article,
            ids[span.id],
            span.label,
            *table.place_cells(span, record.text),
            *table.attribute_cells(span, names),
            span.note,
            str(span.origin),
            table.JOINT.join(sorted(links[span.id])),
        ]


def _write(records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    report = WriteReport()
    table.write_table(out, _some(_rows(records, options, report), report))
    report.files.append(str(out))
    return report


def _some(rows: Iterable[Sequence[str]], report: WriteReport) -> Iterator[Sequence[str]]:
    yield from rows
    if not report.documents:
        raise InputError("There is nothing to write: no article has a reading.")


def _check(records: Iterable[Record], options: Options) -> WriteReport:
    report = WriteReport()
    for _ in _some(_rows(records, options, report), report):
        pass
    return report


FORMAT = Format(
    "csv-spans",
    message("Table of all spans (CSV for spreadsheets)"),
    (".csv",),
    holds=Holds(unread=False),
    write=_write,
    checks=_check,
)
