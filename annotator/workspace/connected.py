"""The connection to a project file: kept alive, and aware of what others write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from annotator.storage import file, history


class Connected:
    """One connection to one file, for one thread. `conn` and `transaction` are for this package's own modules."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.conn = file.connect(path, read_only=read_only)
        try:
            self._data_version = self._read_data_version()
            with file.known_errors(path):
                self._mark = history.read_mark(self.conn)
        except BaseException:
            self.conn.close()  # or its log is left beside a file that was only looked at
            raise
        self._foreign = False
        self._read_only = read_only
        self._log = file.log_of(path)

    def close(self) -> None:
        """Close the file. The workspace cannot be used afterwards."""
        self.conn.close()

    def renew(self) -> None:
        """Open the file anew, and with it take its locks again.

        On POSIX whoever opens and closes the file in this process, as a file dialog does to
        show what it is, drops them all: another process may then take the log away.
        """
        # Closed first: SQLite would share what it knows of the log between the two.
        self.conn.close()
        self.conn = file.connect(self.path, read_only=self._read_only)
        self._data_version = self._read_data_version()
        with file.known_errors(self.path):
            seen, self._mark = self._mark, history.read_mark(self.conn)
        self._foreign = seen != self._mark or self._foreign
        self._log = file.log_of(self.path)

    def _stay_connected(self) -> None:
        """Open the file anew where its log was taken away: what is written there would be lost."""
        if self._read_only or self.conn.in_transaction:
            return
        log = file.log_of(self.path)
        if self._log is not None and log != self._log:
            self.renew()
        else:
            self._log = log

    def interrupt(self) -> None:
        """Stop the statement that runs in this workspace's own thread; may be called from any other."""
        with suppress(sqlite3.ProgrammingError):  # it was closed just now
            self.conn.interrupt()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Return a context manager for one transaction, for this package's own modules."""
        self._stay_connected()
        with file.transaction(self.conn, self.path) as conn:
            # Inside the lock nobody can come between; what stands here is from elsewhere.
            self._foreign = self._differs() or self._foreign
            yield conn
            mark = history.read_mark(conn)
        self._mark = mark

    def changed_elsewhere(self) -> bool:
        """Tell whether another connection has changed the project since this was last asked.

        Where annotators are, and the index of the texts, do not count.
        """
        self._stay_connected()
        with file.known_errors(self.path), file.snapshot(self.conn):
            changed = self._differs() or self._foreign
        self._foreign = False
        return changed

    def _differs(self) -> bool:
        """Tell whether the project is not as this connection last saw or left it."""
        before, self._data_version = self._data_version, self._read_data_version()
        if before == self._data_version:
            return False
        seen, self._mark = self._mark, history.read_mark(self.conn)
        return seen != self._mark

    def _read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with file.known_errors(self.path):
            return self.conn.execute(sql, values).fetchall()

    def _read_data_version(self) -> int:
        return int(self._read("PRAGMA data_version")[0][0])
