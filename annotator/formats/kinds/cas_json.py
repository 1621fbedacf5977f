"""UIMA CAS JSON, as INCEpTION and dkpro-cassis write it, with its type system in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Format, Head, Options, Source
from annotator.formats.uima_json import STRUCTURES, TYPES, VIEWS, cas_of
from annotator.formats.uima_records import records_of
from annotator.formats.uima_writing import HOLDS_JSON, cas_json
from annotator.formats.whole import parse_json, read_whole


def _recognises(head: Head) -> bool:
    beginning = head.text.lstrip("\ufeff \t\r\n")
    return beginning.startswith("{") and any(f'"{name}"' in beginning for name in (TYPES, STRUCTURES, VIEWS))


def _read(source: Source) -> Iterator[Record | Problem]:
    said: list[tuple[int | None, Message]] = []
    path = str(source.path)
    try:
        cas = cas_of(parse_json(read_whole(source.path).decode("utf-8-sig")), said)
    except UnicodeDecodeError as error:
        yield Problem(path, None, message("The file is not UTF-8 (byte {n}).", n=error.start + 1))
        return
    except InputError as error:
        yield Problem(path, None, error.message)
        return
    for line, one in said:
        yield Problem(path, line, one)
    yield from records_of(cas, path, source.path.name, source.annotator or "")


def _files(record: Record, options: Options) -> Iterable[tuple[str, bytes]]:
    yield ".json", cas_json(record, options.scheme)


FORMAT = Format(
    "cas-json",
    message("UIMA CAS JSON (INCEpTION)"),
    (".json",),
    rank=20,
    recognises=_recognises,
    read=_read,
    holds=HOLDS_JSON,
    files=_files,
)
