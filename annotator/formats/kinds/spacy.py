"""spaCy training data: a folder with .spacy files and a config (see `formats.spacy_corpus`)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotator.formats.exchange import Record, WriteReport
from annotator.formats.format import Format, Holds, Options


def _settings(options: Options) -> dict[str, Any]:
    return {
        "scheme": options.scheme,
        "dev": options.dev,
        "test": options.test,
        "sides": options.sides,
        "ents_priority": options.priority,
        "language": options.language,
        "cancelled": options.cancelled,
    }


def _write(records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    from annotator.formats import spacy_corpus

    return spacy_corpus.write(records, out, **_settings(options))


def _check(records: Iterable[Record], options: Options) -> WriteReport:
    from annotator.formats import spacy_corpus

    return spacy_corpus.check(records, **_settings(options))


FORMAT = Format(
    "spacy",
    "spaCy training data (a folder with .spacy files and a config)",
    holds=Holds(off_tokens=False, edges=False, unread=False),
    write=_write,
    checks=_check,
)
