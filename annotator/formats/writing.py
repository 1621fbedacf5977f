"""Writing through a format: fitted, whole or not at all, and read back."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.core.messages import Message, message
from annotator.core.spans import State
from annotator.formats.exchange import Problem, Reading, Record, WriteReport
from annotator.formats.files import atomic_folder, atomic_write
from annotator.formats.fitting import fit
from annotator.formats.format import INDEX, Format, Holds, Options, Page, Source, ranks_of

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST_NAME = 80


def write(form: Format, records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    """Write records in a format, a file or a folder `out`; return what was written and what was lost.

    What was written is read back and compared with what was promised before it takes its
    name. Raises AnnotatorError where it cannot be written or reads otherwise, InputError
    where a folder is there already and not empty, Cancelled; `out` is then as it was.
    """
    if form.write is not None:
        return form.write(records, out, options)
    writing = _Writing(form, options)
    if form.stream is not None:
        with atomic_write(out) as file:
            form.stream(writing.whole(records), file, options)
            file.flush()
            writing.compare(_read(form, [Path(file.name)], options), str(out))
        writing.report.files.append(str(out))
    else:
        writing.into_folder(records, out)
    return writing.report


def check(form: Format, records: Iterable[Record], options: Options) -> WriteReport:
    """Return the report that `write` would give, without writing anything. Raises Cancelled."""
    if form.checks is not None:
        return form.checks(records, options)
    writing = _Writing(form, options)
    for _ in writing.whole(records):
        pass
    return writing.report


class _Writing:
    def __init__(self, form: Format, options: Options) -> None:
        self.form = form
        self.options = options
        self.report = WriteReport()
        self._ranks = ranks_of(options.scheme, options.priority)
        self._promised: Counter[bytes] = Counter()
        self._names: set[str] = {INDEX} if form.links else set()
        apart = form.files is not None and len(options.annotators) > 1
        self._folders = _Folders(form.settings, apart=apart)
        self._note_general_losses()

    def _note_general_losses(self) -> None:
        holds = self.form.holds
        if not holds.metadata:
            note = message("This format has no place for title, outlet, date, language and address.")
            self.report.notes.append(note)
        if self.form.as_read:
            note = message(
                "This format has words and no text: what white space stands between them is not written."
            )
            self.report.notes.append(note)
        if holds.skips and not holds.states:
            note = message("Of states, this format holds only done and skipped; it has no place for flags.")
            self.report.notes.append(note)
        elif not holds.states:
            note = message("This format has no place for states (done, to do …) and flags.")
            self.report.notes.append(note)

    def whole(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records as the format can hold them, counted and promised."""
        unread = 0
        for record in records:
            if self.options.cancelled():
                raise Cancelled
            if not record.readings:
                unread += 1
                if not self.form.holds.unread:
                    continue
            if not self.form.holds.texts(record.text):
                self._note_unfit_text(record)
                continue
            fitted, losses = fit(record, self.form.holds, self._ranks)
            self.report.losses += losses
            self.report.documents += 1
            self._promise(fitted)
            self.report.spans += sum(len(reading.spans) for reading in fitted.readings)
            self.report.relations += sum(len(reading.relations) for reading in fitted.readings)
            yield fitted
        self._note_unread(unread)
        self.report.notes += self._folders.notes()

    def _note_unread(self, unread: int) -> None:
        if unread and not self.form.holds.unread:
            note = message(
                "{n} articles without a reading are not written: this format has no place for them.", n=unread
            )
            self.report.notes.append(note)
        elif unread and self.form.holds.blank_is_read:
            note = message(
                "{n} articles without a reading are written; in this format they look like readings in which "
                "nothing is marked.",
                n=unread,
            )
            self.report.notes.append(note)

    def _promise(self, record: Record) -> None:
        """Note what each reading will say, in the words that the file will have."""
        for reading in record.readings or (None,):
            if reading is not None:
                self._folders.of(reading.annotator)
            one = replace(record, readings=(reading,) if reading else ())
            if self.form.as_read:
                one = self.form.as_read(one)
            self._promised[digest(one, next(iter(one.readings), None), self.form.holds)] += 1

    def _note_unfit_text(self, record: Record) -> None:
        note = message(
            "{title} is not written: its text has characters that this format cannot write.",
            title=record.metadata.title or record.source or record.key,
        )
        self.report.notes.append(note)

    def into_folder(self, records: Iterable[Record], out: Path) -> None:
        """Write a file, or some, for each reading into a folder that takes its name when all is there."""
        with atomic_folder(out) as part:
            written = self._files(records, part)
            self.compare(_read(self.form, written, self.options), str(out))
        self.report.files.append(str(out))

    def _files(self, records: Iterable[Record], folder: Path) -> list[Path]:
        assert self.form.files is not None
        main: list[Path] = []
        pages: list[Page] = []
        attributes: set[str] = set()
        for record in self.whole(records):
            its = [(self._page(record, reading), reading) for reading in record.readings or (None,)]
            for number, (page, reading) in enumerate(its):
                one = replace(record, readings=(reading,) if reading else ())
                attributes.update(
                    name for span in (reading.spans if reading else ()) for name, _ in span.attributes
                )
                options = self.options
                if self.form.links:
                    others = (other for n, (other, _) in enumerate(its) if n != number)
                    options = replace(options, pages=(page, *others))
                for suffix, data in self.form.files(one, options):
                    path = folder / f"{page.path}{suffix}"
                    path.parent.mkdir(exist_ok=True)
                    _write_file(path, data)
                    if suffix in self.form.suffixes:
                        main.append(path)
            pages += [page for page, _ in its] if self.form.links else ()
        options = replace(self.options, attributes=tuple(sorted(attributes)), pages=tuple(pages))
        for name, data in self.form.extras(options) if self.form.extras else ():
            _write_file(folder / name, data)
        return main

    def _page(self, record: Record, reading: Reading | None) -> Page:
        """Return where a reading is written, its suffix left out."""
        place = f"{folder}/" if (folder := self._folders.of(reading.annotator) if reading else "") else ""
        first = fit_name(Path(record.source).stem or record.metadata.title, record.key[:8] or "article")
        path = free_name(f"{place}{first}", self._names)
        if reading is None:
            return Page(path, record.key, record.metadata, "", "", 0)
        state = str(reading.state)
        return Page(path, record.key, record.metadata, reading.annotator, state, len(reading.spans))

    def compare(self, found: Iterable[Record], name: str) -> None:
        """Raise AnnotatorError where what was read back is not what was promised."""
        if self.form.read is None:
            return  # a report: only people read it
        read: Counter[bytes] = Counter()
        for record in found:
            for reading in record.readings or (None,):
                read[digest(record, reading, self.form.holds)] += 1
        if read != self._promised:
            missing = sum((self._promised - read).values())
            raise AnnotatorError(
                "{path} was not written: {count} readings read otherwise than they should.",
                path=name,
                count=missing or sum((read - self._promised).values()),
            )


class _Folders:
    """What the folder of each annotator is called: a name that every system takes, and no other has."""

    def __init__(self, taken: Iterable[str], *, apart: bool) -> None:
        self._apart = apart
        self._by_annotator: dict[str, str] = {}
        self._taken = {name.casefold() for name in taken}

    def of(self, annotator: str) -> str:
        """Return the name of an annotator's folder, "" where all are in one."""
        if not self._apart:
            return ""
        known = self._by_annotator.get(annotator)
        if known is None:
            known = self._by_annotator[annotator] = free_name(fit_name(annotator, "annotator"), self._taken)
        return known

    def notes(self) -> list[Message]:
        """Say which annotators are not called as their folders are."""
        return [
            message("The readings of “{annotator}” are in the folder {folder}: systems do not take the name as it is.",
                    annotator=annotator, folder=folder)
            for annotator, folder in self._by_annotator.items()
            if folder != annotator
        ]  # fmt: skip


def free_name(first: str, taken: set[str]) -> str:
    """Return a name that is not taken, a number added where it must be, and take it.

    Names that differ by case alone are one name on Windows and macOS.
    """
    name, number = first, 1
    while name.casefold() in taken:
        number += 1
        name = f"{first}-{number}"
    taken.add(name.casefold())
    return name


def _read(form: Format, paths: Iterable[Path], options: Options) -> Iterator[Record]:
    if form.read is None:
        return
    for path in paths:
        for item in form.read(Source(path)):
            if options.cancelled():
                raise Cancelled
            if isinstance(item, Problem) and not item.is_note:
                raise AnnotatorError(
                    "{path} was not written, because it cannot be read back: {reason}",
                    path=path.name,
                    reason=str(item.message),
                )
            if isinstance(item, Record):
                yield item


def digest(record: Record, reading: Reading | None, holds: Holds) -> bytes:
    """Return a hash of what a file says in one reading, ids and the order of things aside."""
    return hashlib.blake2b(
        repr(content(record, reading, holds)).encode("utf-8", "surrogatepass"), digest_size=16
    ).digest()


def content(record: Record, reading: Reading | None, holds: Holds) -> tuple[Any, ...]:
    """Return what a file of a format says in one reading, for comparison."""
    if reading is None or (holds.unread and not holds.annotators and not reading.spans):
        return (record.text,)
    by_id = {s.id: (s.label, tuple(map(tuple, s.fragments)), s.attributes, s.note) for s in reading.spans}
    links = sorted((r.type, by_id[r.head_id], by_id[r.child_id]) for r in reading.relations)
    who = reading.annotator if holds.annotators else ""
    skipped: tuple[Any, ...] = (reading.state is State.SKIPPED,) if holds.skips else ()
    state = (reading.state.value, reading.flagged) if holds.states else skipped
    return record.text, who, state, sorted(by_id.values()), links


def fit_name(name: str, otherwise: str) -> str:
    """Return a name that every system takes for a file, `otherwise` where nothing is left."""
    name = _UNFIT.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")[:_LONGEST_NAME].rstrip(" .-")
    return f"{name}-" if _RESERVED.match(name) else name or otherwise


def _write_file(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
