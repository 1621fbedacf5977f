"""UIMA XMI, a file of its own or an INCEpTION export: a ZIP archive with the type system.

The type system is that in the archive or beside the file; without one, features are taken as
the file uses them. `uima_mapping` says what becomes of the layers. dkpro-cassis writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Format, Head, Options, Source
from annotator.formats.uima_cas import Types
from annotator.formats.uima_records import records_of
from annotator.formats.uima_types import NAMES, read_types
from annotator.formats.uima_writing import HOLDS_XML, TYPE_SYSTEM, type_system, xmi
from annotator.formats.uima_xmi import read_cas
from annotator.formats.whole import read_whole
from annotator.formats.zipped import is_packed, names_in, opened

_MOST_BESIDE = 1_000


def _recognises(head: Head) -> bool:
    if head.raw.startswith(b"PK\x03\x04"):
        return any(name.lower().endswith(".xmi") for name in names_in(head.path))
    return "http://www.omg.org/XMI" in head.text[:20_000] and "XMI" in head.text[:20_000]


def _read(source: Source) -> Iterator[Record | Problem]:
    try:
        if is_packed(source.path):
            yield from _packed(source)
        else:
            raw = read_whole(source.path)
            types, wrong = _beside(source.path)
            yield from wrong
            yield from _records(raw, types, str(source.path), source.path.name, source.annotator or "")
    except InputError as error:
        yield Problem(str(source.path), None, error.message)


def _packed(source: Source) -> Iterator[Record | Problem]:
    with opened(source.path) as archive:
        members = archive.members()
        types = Types()
        for member in members:
            if member.name.name.lower() in NAMES:
                types, wrong = _types(archive.read(member), str(source.path / str(member.name)))
                yield from wrong
        files = [member for member in members if member.name.suffix.lower() == ".xmi"]
        for member in files:
            place = str(source.path / str(member.name))
            try:
                raw = archive.read(member)
            except InputError as error:
                yield Problem(place, None, error.message)
                continue
            # An archive of several files has one for each annotator.
            who = member.name.stem if len(files) > 1 else ""
            name = f"{source.path.name}/{member.name}"
            yield from _records(raw, types, place, name, source.annotator or who)


def _records(raw: bytes, types: Types, path: str, name: str, annotator: str) -> Iterator[Record | Problem]:
    said: list[tuple[int, Message]] = []
    try:
        cas = read_cas(raw, types, said)
    except InputError as error:
        yield Problem(path, None, error.message)
        return
    for line, one in said:
        yield Problem(path, line, one)
    yield from records_of(cas, path, name, annotator)


def _beside(path: Path) -> tuple[Types, list[Problem]]:
    """Return the type system beside a file, or the only one in the folder above it."""
    for folder in list(path.absolute().parents)[:3]:
        names = {one.name.lower(): one for one in _some(folder)}
        found = [names[name] for name in NAMES if name in names]
        found = found or [one for name, one in names.items() if name.endswith("typesystem.xml")]
        if len(found) == 1 or (found and found[0].name.lower() in NAMES):
            try:
                return _types(read_whole(found[0]), str(found[0]))
            except InputError as error:
                return Types(), [Problem(str(found[0]), None, error.message)]
    return Types(), []


def _some(folder: Path) -> list[Path]:
    from itertools import islice

    try:
        return [one for one in islice(folder.iterdir(), _MOST_BESIDE) if one.suffix.lower() == ".xml"]
    except OSError:
        return []


def _types(raw: bytes, path: str) -> tuple[Types, list[Problem]]:
    try:
        return read_types(raw), []
    except InputError as error:
        why = message("The type system is not taken: {reason}", reason=str(error))
        return Types(), [Problem(path, None, why)]


def _files(record: Record, options: Options) -> Iterable[tuple[str, bytes]]:
    yield ".xmi", xmi(record, options.scheme)


def _extras(options: Options) -> Iterable[tuple[str, bytes]]:
    yield TYPE_SYSTEM, type_system(options.scheme, options.attributes)


FORMAT = Format(
    "xmi",
    message("UIMA XMI (INCEpTION, WebAnno)"),
    (".xmi", ".zip"),
    rank=15,
    recognises=_recognises,
    read=_read,
    settings=(TYPE_SYSTEM, "typesystem.xml"),
    holds=HOLDS_XML,
    files=_files,
    extras=_extras,
)
