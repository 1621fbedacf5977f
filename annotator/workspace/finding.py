"""Which files an import reads, in which format, and whose readings they are where no file says so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.exchange import Item, Problem, Record
from annotator.formats.format import Format, Source
from annotator.formats.registry import named, recognise, suffixes
from annotator.formats.whole import read_whole
from annotator.workspace.other_project import PROJECT
from annotator.workspace.projects import find_files, is_project, leads_out

_PLAIN = "text"
_SMALL = 1 << 24  # bytes
# Besides those of the formats: a file so called is no article, whatever stands in it.
_DATA = (
    ".spacy", ".xml", ".tei", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".sql", ".db", ".sqlite", ".parquet", ".pickle",
    ".pkl", ".zip", ".gz", ".bz2", ".xz", ".zst", ".7z", ".tar", ".tgz", ".rar", ".xlsx", ".xls", ".ods", ".odt",
    ".rtf", ".doc", ".pptx", ".png", ".jpg", ".jpeg", ".gif", ".mp3", ".mp4", ".py", ".js",
)  # fmt: skip


def _refusing(why: Message) -> Format:
    """Return what reads nothing of a file and says why."""

    def read(source: Source) -> Iterator[Item]:
        yield Problem(str(source.path), None, why)

    return Format("none", message("No format"), read=read)


_UNKNOWN = _refusing(
    message("This is no format that Annotator reads; --format text takes what stands in it as an article.")
)
EMPTY = message("The file is empty.")
_EMPTY = _refusing(EMPTY)
_BROKEN = _refusing(
    message("The file is damaged: the JSON in it breaks off or is wrong, and no format is found.")
)
_NO_FILE = _refusing(message("This is a folder or a device, not a file."))
_LINKED = _refusing(message("This is a link that leads out of the folder; it is not followed."))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `reader` is whose its readings are where the file does not say."""

    path: Path
    root: Path
    format: Format
    reader: str = ""


def find(paths: Sequence[Path], kind: str | None = None) -> tuple[list[Found], list[str]]:
    """Return the files to import, folders searched, and the names of those passed over.

    `kind` is the format of all of them, whatever is found in them. Texts come before
    readings, so that the readings find them. Raises InputError where there is nothing to
    import, or no such format.
    """
    form = named(kind) if kind else None
    found: list[Found] = []
    passed_over: list[str] = []
    for path, root in find_files(paths):
        if leads_out(path, root):
            known: Format | None = _LINKED
        elif path == root and not path.is_file():
            known = _NO_FILE  # a pipe or a device: it may never end
        else:
            known = _format_of(path, form, is_named=path == root)
        if known is None or known.read is None:
            passed_over.append(str(path.relative_to(root)))
        else:
            found.append(Found(path, root, known))
    kept, beside = _without_companions(found, passed_over)
    kept.sort(key=lambda one: one.format.name != _PLAIN)
    return _with_readers(kept), beside


def _format_of(path: Path, form: Format | None, *, is_named: bool) -> Format | None:
    """Return what reads a file, None where it is passed over; `form` is the format that was asked for."""
    if form is not None:
        return form if is_named or _may_be(form, path) else None
    if is_named and is_project(path):
        return PROJECT
    known = _recognised(path)
    if known is not None:
        return known
    is_data = path.suffix.lower() in suffixes().union(_DATA).difference(named(_PLAIN).suffixes)
    if (is_named or is_data) and is_empty(path):
        return _EMPTY
    if not is_named and _is_broken(path):
        return _BROKEN
    # It was named: what is wrong with it is to be said.
    return (_UNKNOWN if is_data else named(_PLAIN)) if is_named else None


def _is_broken(path: Path) -> bool:
    """Tell whether a file of JSON was cut off or damaged; other people's JSON in a folder is none of ours."""
    if path.suffix.lower() != ".json":
        return False
    try:
        text = read_whole(path, _SMALL).decode("utf-8-sig").lstrip()
    except (InputError, UnicodeDecodeError):
        return False
    try:
        # Its first value: there may be one on each line.
        json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError:
        return text[:1] in ("{", "[")
    except (RecursionError, ValueError):
        return False
    return False


def is_empty(path: Path) -> bool:
    """Tell whether a file has no bytes."""
    try:
        return not path.stat().st_size
    except OSError:
        return False  # its reader will say what is wrong


def _may_be(form: Format, path: Path) -> bool:
    return not form.suffixes or path.suffix.lower() in form.suffixes or path.name in form.settings


def _recognised(path: Path) -> Format | None:
    try:
        return recognise(path)
    except (OSError, ValueError):
        # Unreadable: its reader will say so, under the format that its name speaks of.
        return named(_PLAIN) if path.suffix.lower() in named(_PLAIN).suffixes else None


def _without_companions(found: list[Found], passed_over: list[str]) -> tuple[list[Found], list[str]]:
    """Leave out what belongs to another file: the text beside a brat file, its settings."""
    owned: set[Path] = set()
    settings: set[str] = set()
    for one in found:
        settings.update(one.format.settings)
        owned.update(one.path.with_suffix(suffix) for suffix in one.format.companions)
    linked = {one.path for one in found if one.format is _LINKED}
    owned -= linked
    kept = [
        one
        for one in found
        if (one.path not in owned or one.format.companions)
        and not any(one.path.with_suffix(suffix) in linked for suffix in one.format.companions)
    ]
    beside = [name for name in passed_over if Path(name).name not in settings]
    return kept, beside


def _with_readers(found: Iterable[Found]) -> list[Found]:
    """Name the reader of each file: by its folder, or by its own name, whichever tells readers of one text apart."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        groups[one.format.name].append(one)
    by_name = {name: _by_file_name(group) for name, group in groups.items()}
    return [
        Found(one.path, one.root, one.format, _reader(one, by_file_name=by_name[one.format.name]))
        for one in found
    ]


def _reader(one: Found, *, by_file_name: bool) -> str:
    # What stands after the last dot may be who it was: `articles.conll2003.user1`.
    name = one.path.stem if one.path.suffix.lower() in one.format.suffixes else one.path.name
    return name if by_file_name or one.path == one.root else one.path.parent.name or name


def _by_file_name(group: Sequence[Found]) -> bool:
    """Tell whether files in one folder are readings of one text, as `user1.tsv` and `user2.tsv` are."""
    if group[0].format.name == _PLAIN:
        return False
    folders: dict[Path, list[Found]] = defaultdict(list)
    for one in group:
        folders[one.path.parent].append(one)
    pair = next((files[:2] for files in folders.values() if len(files) > 1), None)
    if pair is None:
        return False
    first, second = (_first_text(one) for one in pair)
    return first is not None and first == second


def _first_text(one: Found) -> str | None:
    assert one.format.read is not None
    records = (item for item in one.format.read(Source(one.path)) if isinstance(item, Record))
    record = next(records, None)
    return record.text if record else None
