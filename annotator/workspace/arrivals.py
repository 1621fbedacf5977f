"""The documents of an import under way, and which document a record is about."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from annotator.core.documents import Document, Metadata, Text
from annotator.formats.exchange import Record
from annotator.formats.loading import load_spacy
from annotator.formats.tokenization import ANY_LANGUAGE, tokenize_many
from annotator.storage import documents

_TOGETHER = 100_000  # characters that get their tokens at once


@dataclass(slots=True)
class New:
    """A document to write; one that an undone import had brought is shown again."""

    document: Document
    text: Text
    hidden: bool


class Arrivals:
    """Keeps the documents that wait to be written, `waiting`, by key, and finds all that are known."""

    def __init__(self, conn: sqlite3.Connection, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.waiting: dict[str, New] = {}
        self._cancelled = cancelled
        self._conn = conn
        self._lengths, self._version = documents.lengths(conn), documents.version(conn)
        self._by_id: dict[int, New] = {}
        self._uncut: list[New] = []
        self._characters = 0
        # The texts of this import by their hash: wire files may bring thousands of one length.
        self._by_text: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, new: New) -> None:
        """Keep a document until `written`; its tokens are not asked for before `cut`."""
        self.waiting[new.document.key] = self._by_id[new.document.id] = new
        self._by_text[hash(new.text.text)].append(new.document.id)
        self._uncut.append(new)
        self._characters += new.document.length
        if self._characters >= _TOGETHER:
            self.cut()

    def cut(self) -> None:
        """Give the texts that wait their tokens, many at once. Raises Cancelled while it loads what it needs."""
        if self._uncut:
            load_spacy(self._cancelled)
        groups: defaultdict[str, list[New]] = defaultdict(list)
        for new in self._uncut:
            groups[new.document.metadata.language or ANY_LANGUAGE].append(new)
        for language, group in groups.items():
            found, tokenizer = tokenize_many([new.text.text for new in group], language)
            for new, tokens in zip(group, found, strict=True):
                new.text = Text(new.text.text, tokens, tokenizer)
        self._uncut.clear()
        self._characters = 0

    def written(self) -> None:
        """Forget what waited: it is in the file. What others have brought meanwhile is known from now on."""
        version = documents.version(self._conn)
        if version != self._version:
            self._lengths, self._version = documents.lengths(self._conn), version
        self.waiting.clear()
        self._by_id.clear()

    def is_waiting(self, document_id: int) -> bool:
        """Tell whether a document is not in the file yet, and has not been there before."""
        new = self._by_id.get(document_id)
        return new is not None and not new.hidden

    def find(self, record: Record, key: str) -> tuple[int | None, int | None]:
        """Return the id of the shown or waiting document that the record is about, or None.

        Beside it, where there is none, the id under which the file has the `key` already, or
        None: that document is hidden. `key` is the record's own; the one that it claims goes first.
        """
        found = None
        # A project without a text of this length has not this one.
        may_be_known = len(record.text) in self._lengths or hash(record.text) in self._by_text
        for candidate in (key,) if record.key in ("", key) else (record.key, key):
            waiting = self.waiting.get(candidate)
            if waiting is not None and waiting.text.text == record.text:
                return waiting.document.id, None
            found = documents.find_key(self._conn, candidate) if may_be_known else None
            if found is not None:
                document_id, removed = found
                if not removed and documents.read_text(self._conn, document_id).text == record.text:
                    return document_id, None
        known = self._same_text(record) if record.readings else None
        return known, found[0] if found else None

    def _same_text(self, record: Record) -> int | None:
        """Return the one document that a reading which says less about its article may belong to."""
        found = list(self._by_text.get(hash(record.text), ()))
        if len(record.text) in self._lengths:
            found += documents.find_text(self._conn, record.text, record.metadata)
        same = [one for one in dict.fromkeys(found) if self._may_be(one, record)]
        return same[0] if len(same) == 1 else None

    def _may_be(self, document_id: int, record: Record) -> bool:
        new = self._by_id.get(document_id)
        document = new.document if new else documents.read_document(self._conn, document_id)
        if document is None or not _compatible(document.metadata, record.metadata):
            return False
        text = new.text if new else documents.read_text(self._conn, document_id)
        return text.text == record.text


def _compatible(document: Metadata, stated: Metadata) -> bool:
    """Tell whether metadata may be those of a document, said less exactly."""
    return (
        stated.outlet in ("", document.outlet)
        and stated.url in ("", document.url)
        and document.published.startswith(stated.published)
    )
