"""All formats there are: each file in `kinds` is one, and is called as its format is."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.messages import Message
from annotator.formats import kinds
from annotator.formats.format import Format, Head


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats, without loading them; a `_` in a file's name is a `-`."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(kinds.__path__)))


def named(name: str) -> Format:
    """Return a format by its name. Raises InputError where there is none."""
    if name not in names():
        raise InputError("There is no format {kind}; choose {known}.", kind=name, known=", ".join(names()))
    found: Format = import_module(f"{kinds.__name__}.{name.replace('-', '_')}").FORMAT
    return found


@cache
def formats() -> tuple[Format, ...]:
    """Return all formats, those asked first first."""
    return tuple(sorted(map(named, names()), key=lambda one: (-one.rank, one.name)))


def names_to_read() -> tuple[str, ...]:
    """Return the names of the formats that can be read."""
    return tuple(name for name in names() if named(name).read is not None)


def names_to_write() -> tuple[str, ...]:
    """Return the names of the formats that can be written."""
    return tuple(name for name in names() if named(name).writes)


@cache
def suffixes() -> frozenset[str]:
    """Return the endings of the files of all formats, in lower case."""
    return frozenset(suffix for one in formats() for suffix in one.suffixes)


def readable() -> list[tuple[Message, tuple[str, ...]]]:
    """Return the title of each format that can be read and the endings of its files, such as `.jsonl`.

    Formats that share an ending are all there: what a file is, is found from its contents.
    """
    # A format that is written as a folder is named as its files end.
    return [(one.title, one.suffixes or (f".{one.name}",)) for one in formats() if one.read is not None]


def recognise(path: Path) -> Format | None:
    """Return the format of a file by what is in it, or None. Raises OSError where it cannot be read."""
    head = Head.of(path)
    for one in formats():
        if one.read is not None and one.recognises is not None and one.recognises(head):
            return one
    return None
