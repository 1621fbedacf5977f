"""What a format is: how it is recognised, read and written, and what it can hold."""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from annotator.core.documents import Metadata
from annotator.core.messages import Message
from annotator.core.scheme import Scheme
from annotator.formats.exchange import Item, Record, WriteReport

HEAD = 65_536
_LONGEST = 16 * 2**20  # bytes of a file whose first record is longer than a beginning
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `annotator` is whose readings these are, whatever the file says.

    A format that reads its file bit by bit tells `came_to` how many bytes it has read.
    """

    path: Path
    annotator: str | None = None
    came_to: Callable[[int], None] = lambda _: None


@dataclass(frozen=True)
class Head:
    """The beginning of a file, from which its format is recognised."""

    path: Path
    raw: bytes

    @classmethod
    def of(cls, path: Path) -> Head:
        """Read the first bytes of a file. Raises OSError, also for what is no ordinary file: it may never end."""
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is a folder or a device, not a file", str(path))
        with path.open("rb") as file:
            return cls(path, file.read(HEAD))

    @cached_property
    def text(self) -> str:
        """The beginning as text, whatever cannot be decoded replaced."""
        return self._decoded(self.raw)

    @cached_property
    def first_object(self) -> dict[str, Any]:
        """The JSON object on the first line that is not blank, empty where there is none."""
        from annotator.formats.jsonl_values import parse_object

        def first(text: str) -> dict[str, Any]:
            found = parse_object(next((one for one in text.split("\n") if one.strip()), ""))
            return found if isinstance(found, dict) else {}

        return first(self.text) or first(self._longer)

    @cached_property
    def first_entry(self) -> dict[str, Any]:
        """The JSON object that the file begins with, alone or in a list; empty where there is none."""
        from annotator.formats.json_records import entry_at_beginning

        return entry_at_beginning(self.text) or entry_at_beginning(self._longer)

    @cached_property
    def _longer(self) -> str:
        """More of a file that begins with JSON which the beginning does not hold whole, or nothing."""
        if len(self.raw) < HEAD or self.text.lstrip()[:1] not in ("{", "["):
            return ""
        try:
            with self.path.open("rb") as file:
                return self._decoded(file.read(_LONGEST))
        except OSError:
            return ""

    @staticmethod
    def _decoded(raw: bytes) -> str:
        codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return raw.decode(codec, "replace")


def any_text(_: str) -> bool:
    """Take whatever comes."""
    return True


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format has a place for. What it has not is a loss, named before it is written.

    `annotators`: whose reading it is, in the file itself. `off_tokens`: spans that begin or
    end inside a token. `edges`: white space at a span's edges. `states`: state and flag.
    `skips`: of states only done and skipped. `unread`: articles without a reading.
    `blank_is_read`: whether a file in which nothing is marked is read as somebody's reading; None
    where the file says which it is. `metadata`: title, outlet, date, language, address.
    `names`, `values` and `note_texts` tell which labels, types and names of attributes, which
    values of attributes and which notes the format can write, `texts` which articles, `pieces`
    which texts of a fragment; `gaps` what may stand between two fragments to keep them apart.
    """

    annotators: bool = True
    fragments: bool = True
    overlaps: bool = True
    off_tokens: bool = True
    edges: bool = True
    relations: bool = True
    attributes: bool = True
    notes: bool = True
    states: bool = True
    skips: bool = False
    unread: bool = True
    blank_is_read: bool | None = None
    metadata: bool = True
    names: Callable[[str], bool] = any_text
    values: Callable[[str], bool] = any_text
    note_texts: Callable[[str], bool] = any_text
    texts: Callable[[str], bool] = any_text
    pieces: Callable[[str], bool] = any_text
    gaps: Callable[[str], bool] = any_text


class Page(NamedTuple):
    """A file of a folder that is to be found from others: `path` is its place there, parted by `/`."""

    path: str
    key: str
    metadata: Metadata
    annotator: str
    state: str
    spans: int


@dataclass(frozen=True, slots=True)
class Options:
    """How to write. `priority`: which label wins where spans may not overlap; the scheme's order follows.

    `annotators` are those whose readings are written; with several, folders keep them apart.
    `attributes` are the names that occur in what is written, known when `extras` is called. With
    `replace` files of the same names are written over, though somebody changed them. `pages` are,
    where a format `links`, those of all readings of a record, that which is written first, and
    for `extras` all pages there are.
    """

    scheme: Scheme
    annotators: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    dev: float = 0.2
    test: float = 0.0
    sides: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    attributes: tuple[str, ...] = ()
    replace: bool = False
    pages: tuple[Page, ...] = ()
    cancelled: Callable[[], bool] = field(default=lambda: False)


Reader = Callable[[Source], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `recognises` looks at a file's beginning; formats are asked by falling `rank`, plain
    text last. `companions` are suffixes of files that lie beside one of this format and
    belong to it; `settings` names of files with its settings.

    It is written in one of three ways: `files` gives the files of one record, which has one
    reading or none, as (suffix with its dot, contents), and `extras` those for the whole folder;
    `stream` writes all records into one file; `write` does everything itself. The first
    two need not care for losses, names, half-written files and reading back. `as_read` says
    what becomes of a record where the file has its words only, and not its text. `trains` tells
    that it is made to train with: several readings of one article would count it several times.
    `written` are the suffixes of what is written, where not all of `suffixes` are. With `links` its
    files lead to each other and to an `index`.
    """

    name: str
    title: Message
    suffixes: tuple[str, ...] = ()
    rank: int = 0
    recognises: Callable[[Head], bool] | None = None
    read: Reader | None = None
    companions: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    holds: Holds = Holds()
    as_read: Callable[[Record], Record] | None = None
    files: Callable[[Record, Options], Iterable[tuple[str, bytes]]] | None = None
    extras: Callable[[Options], Iterable[tuple[str, bytes]]] | None = None
    stream: Callable[[Iterable[Record], BinaryIO, Options], None] | None = None
    write: Callable[[Iterable[Record], Path, Options], WriteReport] | None = None
    checks: Callable[[Iterable[Record], Options], WriteReport] | None = None
    trains: bool = False
    written: tuple[str, ...] = ()
    links: bool = False

    @property
    def endings(self) -> tuple[str, ...]:
        """What the name of a file of this format must end in when it is written."""
        return self.written or self.suffixes

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return bool(self.files or self.stream or self.write)

    @property
    def makes_folder(self) -> bool:
        """Whether what is written is a folder."""
        return self.files is not None or (self.write is not None and not self.suffixes)


def ranks_of(scheme: Scheme, priority: Sequence[str]) -> dict[str, int]:
    """Return the order in which labels win a place: those named first, then the scheme's."""
    names = dict.fromkeys([*priority, *(label.name for label in scheme.labels)])
    return {name: number for number, name in enumerate(names)}
