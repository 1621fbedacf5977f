"""spaCy training data: a folder with .spacy files and a config (see `formats.spacy_corpus`, `spacy_reading`)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.core.messages import message
from annotator.formats.exchange import Problem, Record, WriteReport
from annotator.formats.format import Format, Head, Holds, Options, Source
from annotator.formats.loading import load_spacy

_BEGINNING = 200


def _recognises(head: Head) -> bool:
    if head.raw[:1] != b"\x78":
        return False
    try:
        start = zlib.decompressobj().decompress(head.raw, _BEGINNING)
    except zlib.error:
        return False
    return b"\xa5attrs" in start and b"\xa6tokens" in start


def _read(source: Source) -> Iterator[Record | Problem]:
    from annotator.formats import spacy_reading

    return spacy_reading.read(source)


def _write(records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    load_spacy(options.cancelled)
    from annotator.formats import spacy_corpus

    return spacy_corpus.write(records, out, options)


def _check(records: Iterable[Record], options: Options) -> WriteReport:
    load_spacy(options.cancelled)
    from annotator.formats import spacy_corpus

    return spacy_corpus.check(records, options)


FORMAT = Format(
    "spacy",
    message("spaCy training data (a folder with .spacy files and a config)"),
    recognises=_recognises,
    read=_read,
    settings=("config.cfg", "report.json"),
    holds=Holds(off_tokens=False, edges=False, unread=False),
    write=_write,
    checks=_check,
    trains=True,
)
