"""Opening, making and closing the project file, and naming what can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.core.errors import (
    AnnotatorError,
    ProjectDamaged,
    ProjectError,
    ProjectLocked,
    ProjectNotWritable,
    StaleEdit,
)
from annotator.storage.header import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    SUFFIX,
    check_access,
    check_size,
    check_version,
    is_writable,
    no_project,
)

BUSY_TIMEOUT_MS = 3_000

# What only rows that came from another connection meanwhile can violate.
_MEANWHILE = (
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
)


def create(path: Path, fill: Callable[[sqlite3.Connection], None] = lambda _: None) -> None:
    """Make a project file at `path`; a file that is there already is left alone.

    It is made beside its place, filled by `fill`, and moved there whole. Raises ProjectError.
    """
    if path.exists():
        raise _there_already(path)
    for rest in (_beside(path, "-wal"), _beside(path, "-journal")):
        # SQLite would take it for the new file's own.
        if rest.exists():
            raise ProjectError(
                "At {path} there was a project whose last changes are still in {rest}. "
                "Move that away, or choose another name.",
                path=path,
                rest=rest.name,
            )
    with known_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{os.urandom(8).hex()}{SUFFIX}")
        try:
            with closing(sqlite3.connect(new, isolation_level=None)) as conn:
                _migrate(conn)
                with transaction(conn, path):
                    fill(conn)
            _give_name(new, path)
        finally:
            for name in (new, _beside(new, "-journal")):
                name.unlink(missing_ok=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _give_name(new: Path, path: Path) -> None:
    """Give `new` the name `path`, and never another file's."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise _there_already(path) from None
    except OSError:
        # A file system without links; the moment between is as short as it can be.
        if path.exists():
            raise _there_already(path) from None
        new.rename(path)


def _there_already(path: Path) -> ProjectError:
    return ProjectError("There is a file at {path} already.", path=path)


def log_of(path: Path) -> tuple[int, int] | None:
    """Return which file is the project's log now, None where it has none."""
    try:
        found = path.with_name(f"{path.name}-wal").stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the project file for reading and writing, or only for reading.

    The caller closes it. Raises ProjectError; the file is not touched before it is known
    to be a project of this or an older version.
    """
    # The header is read through SQLite, never by opening the file: on POSIX, closing a
    # file drops all locks the process has on it, those of its other connections too, and
    # then another process may take away the log from under them.
    read_only = read_only and not is_writable(path)
    if not read_only:
        check_access(path)
    with known_errors(path):
        conn = sqlite3.connect(
            _unwritable(path) if read_only else path,
            isolation_level=None,
            timeout=BUSY_TIMEOUT_MS / 1000,
            check_same_thread=False,
            uri=read_only,
        )
        try:
            _check_identity(path, conn)
            if read_only:
                check_version(path, conn.execute("PRAGMA user_version").fetchone()[0])
            else:
                _prepare(path, conn)
            # SQLite's own lower() knows only ASCII.
            conn.create_function("casefold", 1, str.casefold, deterministic=True)
        except BaseException:
            conn.close()
            raise
        return conn


def _unwritable(path: Path) -> str:
    # A log needs its index beside it, which cannot be made here; without a log the file is all.
    log = _beside(path, "-wal")
    still = not log.exists() or not log.stat().st_size
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if still else ''}"


def _check_identity(path: Path, conn: sqlite3.Connection) -> None:
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise no_project(path)
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    check_size(path, pages * conn.execute("PRAGMA page_size").fetchone()[0])


def _prepare(path: Path, conn: sqlite3.Connection) -> None:
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    check_version(path, version)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    if version < SCHEMA_VERSION:
        back_up(conn, path.with_name(f"{path.stem} before update{SUFFIX}.bak"))
        _migrate(conn)
    # After the migrations: a table cannot be remade under foreign keys.
    conn.execute("PRAGMA foreign_keys=ON")
    conn.execute("SELECT count(*) FROM setting").fetchone()


def _migrate(conn: sqlite3.Connection) -> None:
    # Only here: sqlite-utils takes as long to load as the rest of the window, and most
    # starts have nothing to migrate.
    from sqlite_utils import Database

    from annotator.storage.schema import migrations

    migrations.apply(Database(conn))
    broken = conn.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise ProjectDamaged("Rows of the table {table} point to nothing.", table=broken[0])
    conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


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
def transaction(conn: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Run the block as one transaction that takes the write lock at once.

    All of it is committed, or none. Raises ProjectError where SQLite cannot, StaleEdit
    where the block's rows do not fit those that came from elsewhere.
    """
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
def without_waiting(conn: sqlite3.Connection) -> Iterator[None]:
    """Let the block's transaction fail at once where another connection is writing."""
    conn.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """Let all that the block reads be of one moment, whatever is written elsewhere.

    Within another transaction it is of that one's.
    """
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.execute("ROLLBACK")


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into the project's own errors."""
    try:
        yield
    except sqlite3.Error as error:
        known = _known_error(path, error)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise ProjectNotWritable(
            "{path} cannot be made or written to: {reason}. Nothing was changed; a project can be made elsewhere "
            "with: annotator import PROJECT FOLDER.",
            path=path,
            reason=error.strerror or error,
        ) from error


def _known_error(path: Path, error: sqlite3.Error) -> AnnotatorError | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if extended in _MEANWHILE:
        return StaleEdit(
            "This was changed in the meantime, elsewhere. Nothing was done; "
            "look at it again and repeat the step."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ProjectLocked(
            "{path} is in use by another program. Nothing was changed; try again.", path=path
        )
    if code == sqlite3.SQLITE_FULL:
        return ProjectNotWritable(
            "The disk is full: {path} was not changed. Make room and try again.", path=path
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return ProjectNotWritable(
            "{path} cannot be written to ({reason}). Nothing was changed.", path=path, reason=error
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "malformed" in str(error):
        return ProjectDamaged(
            "{path} is damaged ({reason}). Nothing was changed; keep the file and open a backup.",
            path=path,
            reason=error,
        )
    if isinstance(error, sqlite3.OperationalError) and "no such table" in str(error):
        return ProjectDamaged("{path} lacks a part of a project ({reason}).", path=path, reason=error)
    return None
