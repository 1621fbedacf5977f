"""JSONL in Prodigy's shape, with the fields that Prodigy does not have beside its own.

One line is one annotator's reading of one article, or an article that nobody read. Offsets
are code points. Beside Prodigy's fields a line has `key`, `state` and `flagged`; a span
`id` (its fragments share one), `attributes`, `note` and `origin`; a relation `head_id` and
`child_id`. Reading needs only `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.core.messages import Message, message
from annotator.formats.exchange import Problem, Record, WriteReport
from annotator.formats.files import atomic_write
from annotator.formats.format import Format, Head, Options, Source
from annotator.formats.jsonl_reading import Records
from annotator.formats.jsonl_sessions import Sessions
from annotator.formats.jsonl_values import parse_object
from annotator.formats.jsonl_writing import Writer
from annotator.formats.lines import read_lines

SUFFIXES = (".jsonl", ".ndjson")


def read(
    path: Path, annotator: str | None = None, came_to: Callable[[int], None] = lambda _: None
) -> Iterator[Record | Problem]:
    """Yield a record for each line, after the problems that were met in it.

    `annotator` is whose readings these are, whatever the file says. A record without text
    is passed over; a bad span or relation is left out of its record. `came_to` is told how
    many bytes have been read.
    """
    records, source = Records(annotator, Sessions(path)), path.name
    for line in read_lines(path, came_to):
        if isinstance(line, Problem):
            yield line
            continue
        record = records.own(line.text, source, line.number)
        if record:
            yield record
            continue
        data = parse_object(line.text)
        said: list[Message] = [data] if isinstance(data, Message) else []
        if not isinstance(data, Message):
            record = records.record(data, said, source, line.number)
        for problem in said:
            yield Problem(str(path), line.number, problem)
        if record:
            yield record


def write(
    records: Iterable[Record],
    path: Path,
    *,
    tokens: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> WriteReport:
    """Write one line for each reading, and for each document without one; return what became of them.

    `tokens` adds the list of tokens, nine tenths of the file then; Prodigy makes it itself,
    and the format `prodigy` has it. The same records give the same bytes. The file is read back before it takes
    its name. Raises AnnotatorError where it cannot be written or reads otherwise, Cancelled;
    `path` is then as it was.
    """
    writer = Writer(with_tokens=tokens)
    with atomic_write(path) as file:
        for record in records:
            for line in writer.lines(record):
                file.write(line)
        file.flush()
        _check(Path(file.name), path, writer, cancelled)
    writer.report.files.append(str(path))
    return writer.finished()


def _check(written: Path, path: Path, writer: Writer, cancelled: Callable[[], bool]) -> None:
    """Read everything back as an import would, and compare it with what was to be written."""
    number = 0
    for found in read(written):
        if cancelled():
            raise Cancelled
        promised = writer.promises[number] if number < len(writer.promises) else None
        if isinstance(found, Problem) or writer.promise(found) != promised:
            raise AnnotatorError(
                "{path} was not written: line {line} reads otherwise than it should.",
                path=str(path),
                line=number + 1,
            )
        number += 1
    if number != len(writer.promises):
        raise AnnotatorError("{path} was not written: {count} lines are missing.", path=str(path),
                             count=len(writer.promises) - number)  # fmt: skip


def _recognises(head: Head) -> bool:
    return head.path.suffix.lower() in SUFFIXES or isinstance(head.first_object.get("text"), str)


def _read(source: Source) -> Iterator[Record | Problem]:
    return read(source.path, source.annotator, source.came_to)


def _write(records: Iterable[Record], path: Path, options: Options) -> WriteReport:
    return write(records, path, cancelled=options.cancelled)


def _check_only(records: Iterable[Record], options: Options) -> WriteReport:
    writer = Writer(with_tokens=False)
    for record in records:
        if options.cancelled():
            raise Cancelled
        for _ in writer.lines(record):
            pass
    return writer.finished()


FORMAT = Format(
    "jsonl",
    message("JSONL (everything, in Prodigy's shape)"),
    SUFFIXES,
    rank=-10,
    recognises=_recognises,
    read=_read,
    write=_write,
    checks=_check_only,
)
