"""Opening, making and closing the project file, and naming what can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from annotator.core.errors import ProjectDamaged, ProjectError, ProjectLocked, ProjectNotWritable
from annotator.storage.header import APPLICATION_ID, SCHEMA_VERSION, SUFFIX, check_header, check_version
from annotator.storage.schema import migrations

BUSY_TIMEOUT_MS = 3_000


def create(path: Path) -> None:
    """Make an empty project file at `path`; a file that is there already is left alone.

    It is made beside its place and moved there whole. Raises ProjectError.
    """
    if path.exists():
        raise ProjectError("There is a file at {path} already.", path=path)
    with known_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=SUFFIX, dir=path.parent)
        os.close(handle)
        new = Path(name)
        try:
            conn = sqlite3.connect(new, isolation_level=None)
            _migrate(Database(conn))
            conn.close()
            new.rename(path)
        finally:
            new.unlink(missing_ok=True)


def connect(path: Path) -> Database:
    """Open the project file for reading and writing.

    The caller closes it with `.conn.close()`. Raises ProjectError; the file is not
    touched before it is known to be a project of this or an older version.
    """
    check_header(path)
    with known_errors(path):
        conn = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)
        try:
            _prepare(path, conn)
        except BaseException:
            conn.close()
            raise
        return Database(conn)


def _prepare(path: Path, conn: sqlite3.Connection) -> None:
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    check_version(path, version)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    if version < SCHEMA_VERSION:
        back_up(conn, path.with_name(f"{path.stem} before update{SUFFIX}.bak"))
        _migrate(Database(conn))
    # After the migrations: a table cannot be remade under foreign keys.
    conn.execute("PRAGMA foreign_keys=ON")
    conn.execute("SELECT count(*) FROM setting").fetchone()


def _migrate(db: Database) -> None:
    migrations.apply(db)
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise ProjectDamaged("Rows of the table {table} point to nothing.", table=broken[0])
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def back_up(conn: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of the open project to `target`, replacing what is there."""
    part = target.with_name(target.name + ".part")
    copy = sqlite3.connect(part)
    try:
        conn.backup(copy)
    finally:
        copy.close()
    part.replace(target)


@contextmanager
def transaction(db: Database, path: Path) -> Iterator[sqlite3.Connection]:
    """Run the block as one transaction that takes the write lock at once.

    All of it is committed, or none. Raises ProjectError where SQLite cannot.
    """
    conn: sqlite3.Connection = db.conn
    with known_errors(path):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield conn
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into the project's own errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise _project_error(path, error) from error
    except OSError as error:
        raise ProjectNotWritable("{path}: {reason}.", path=path, reason=error.strerror or error) from error


def _project_error(path: Path, error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ProjectLocked("{path} is in use by another program. Nothing was changed; try again.", path=path)
    if code == sqlite3.SQLITE_FULL:
        return ProjectNotWritable("The disk is full: {path} was not changed. Make room and try again.", path=path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return ProjectNotWritable("{path} cannot be written to ({reason}). Nothing was changed.", path=path, reason=error)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "malformed" in str(error):
        return ProjectDamaged(
            "{path} is damaged ({reason}). Nothing was changed; keep the file and open a backup.", path=path, reason=error
        )
    if isinstance(error, sqlite3.OperationalError) and "no such table" in str(error):
        return ProjectDamaged("{path} lacks a part of a project ({reason}).", path=path, reason=error)
    return error
