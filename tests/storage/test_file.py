import sqlite3
import stat
import time
from pathlib import Path

import pytest

from annotator.core.errors import (
    ProjectDamaged,
    ProjectError,
    ProjectLocked,
    ProjectNotWritable,
    ProjectTooNew,
    StaleEdit,
)
from annotator.storage import file, header
from annotator.storage.header import APPLICATION_ID, SCHEMA_VERSION, check_header


@pytest.fixture
def path(tmp_path):
    """A sound, empty project file, alone in its folder."""
    path = tmp_path / "alone" / "p.annotator"
    file.create(path)
    return path


@pytest.fixture
def conn(path):
    conn = file.connect(path)
    yield conn
    conn.close()


@pytest.fixture(params=["new", "used"])
def either(path, request):
    """A project as it was made, and one that was open before: SQLite treats its log in another way."""
    if request.param == "used":
        file.connect(path).close()
    return path


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def pragma(conn, name):
    return conn.execute(f"PRAGMA {name}").fetchone()[0]


def add_setting(conn, name="x", value="y"):
    conn.execute("INSERT INTO setting VALUES (?, ?)", (name, value))


# Making


def test_file_created_says_what_it_is(conn):
    assert pragma(conn, "application_id") == APPLICATION_ID
    assert pragma(conn, "user_version") == SCHEMA_VERSION
    assert APPLICATION_ID.to_bytes(4, "big") == b"ANNO"


def test_file_created_is_alone_in_its_folder(path):
    assert [p.name for p in path.parent.iterdir()] == ["p.annotator"]


def test_file_created_has_ordinary_permissions(path, tmp_path):
    other = tmp_path / "other"
    other.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_file_create_leaves_a_file_that_is_there_alone(tmp_path):
    path = tmp_path / "p.annotator"
    path.write_bytes(b"somebody's")
    with pytest.raises(ProjectError, match="already"):
        file.create(path)
    assert contents(tmp_path) == {"p.annotator": b"somebody's"}


@pytest.mark.parametrize("links", [True, False])
def test_file_create_leaves_a_file_that_comes_meanwhile_alone(tmp_path, monkeypatch, links):
    path = tmp_path / "p.annotator"
    if not links:
        monkeypatch.setattr(file.os, "link", no_links)
    with pytest.raises(ProjectError, match="already"):
        file.create(path, lambda _: path.write_bytes(b"somebody's"))
    assert contents(tmp_path) == {"p.annotator": b"somebody's"}


def no_links(*_):
    raise PermissionError(1, "no links here")


def test_file_create_works_where_there_are_no_links(tmp_path, monkeypatch):
    monkeypatch.setattr(file.os, "link", no_links)
    file.create(tmp_path / "p.annotator")
    check_header(tmp_path / "p.annotator")
    assert len(contents(tmp_path)) == 1


def test_file_create_that_fails_leaves_nothing(tmp_path):
    def fill(conn):
        add_setting(conn)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        file.create(tmp_path / "p.annotator", fill)
    assert contents(tmp_path) == {}


def test_file_create_where_no_folder_can_be(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ProjectNotWritable):
        file.create(tmp_path / "file" / "p.annotator")


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_file_create_does_not_swallow_what_is_left_of_another_project(tmp_path, ending):
    rest = tmp_path / f"p.annotator{ending}"
    rest.write_bytes(b"changes")
    with pytest.raises(ProjectError, match=rest.name):
        file.create(tmp_path / "p.annotator")
    assert contents(tmp_path) == {rest.name: b"changes"}


# Opening


def test_file_opened_loses_nothing_that_it_acknowledges(conn):
    assert pragma(conn, "journal_mode") == "wal"
    assert pragma(conn, "synchronous") == 2
    assert pragma(conn, "foreign_keys") == 1


def refused(path, error):
    """Check that looking and opening are refused with `error` and leave folder and bytes as they were."""
    before = contents(path.parent)
    for opening in (check_header, file.connect):
        with pytest.raises(error) as raised:
            opening(path)
        assert path.name in str(raised.value)
        assert contents(path.parent) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite format 3\0", b"x" * 5000, b"Kein Projekt, nur Text." * 50],
    ids=["empty", "short", "binary", "text"],
)
def test_file_that_is_no_project(tmp_path, content):
    path = tmp_path / "p.annotator"
    path.write_bytes(content)
    refused(path, ProjectDamaged)


def test_file_that_is_another_programs_database(tmp_path):
    path = tmp_path / "p.annotator"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.close()
    refused(path, ProjectDamaged)


def test_file_that_is_not_there(tmp_path):
    refused(tmp_path / "p.annotator", ProjectError)


def test_file_that_is_a_folder(tmp_path):
    (tmp_path / "p.annotator").mkdir()
    with pytest.raises(ProjectError):
        file.connect(tmp_path / "p.annotator")


@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_file_whose_end_is_missing(either, keep):
    whole = either.read_bytes()
    either.write_bytes(whole[: int(len(whole) * keep)])
    refused(either, ProjectDamaged)


def test_file_of_a_newer_version(either):
    newer = sqlite3.connect(either)
    newer.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    newer.close()
    refused(either, ProjectTooNew)


def test_file_of_a_newer_version_whose_number_is_only_in_the_log(path, monkeypatch):
    newer = file.connect(path)
    newer.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(ProjectTooNew):
        file.connect(path)
    assert path.read_bytes() == before
    newer.close()


@pytest.mark.parametrize("which", ["file", "folder"])
def test_file_that_may_not_be_written_to(either, monkeypatch, which):
    # Root may write everywhere.
    closed = either if which == "file" else either.parent
    monkeypatch.setattr(header.os, "access", lambda asked, _mode: Path(asked) != closed)
    refused(either, ProjectNotWritable)


def test_file_that_may_not_be_read(path, monkeypatch):
    def denied(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(ProjectNotWritable, match="Permission denied"):
        check_header(path)


def test_file_cut_off_while_pages_moved_from_the_log_opens_whole(path, tmp_path):
    conn = file.connect(path)
    conn.executemany("INSERT INTO setting VALUES (?, ?)", [(str(i), "x" * 1000) for i in range(200)])
    log = path.with_name("p.annotator-wal").read_bytes()
    short = path.read_bytes()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    long = path.read_bytes()
    conn.close()
    assert len(long) > len(short)
    # As after a crash: the first page is there and counts pages that are still in the log.
    (tmp_path / "crashed").mkdir()
    crashed = tmp_path / "crashed" / "p.annotator"
    crashed.write_bytes(long[:4096] + short[4096:])
    crashed.with_name("p.annotator-wal").write_bytes(log)
    conn = file.connect(crashed)
    assert conn.execute("SELECT count(*) FROM setting").fetchone() == (200,)
    assert pragma(conn, "integrity_check") == "ok"
    conn.close()


def test_file_with_damaged_pages(path):
    conn = file.connect(path)
    conn.executemany("INSERT INTO setting VALUES (?, ?)", [(str(i), "x" * 1000) for i in range(50)])
    conn.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    before = path.read_bytes()
    with pytest.raises(ProjectDamaged):
        file.connect(path)
    assert path.read_bytes() == before


def test_file_that_lacks_a_table(path):
    conn = sqlite3.connect(path)
    conn.execute("DROP TABLE setting")
    conn.close()
    with pytest.raises(ProjectDamaged, match="setting"):
        file.connect(path)


def test_file_back_up_is_whole_and_replaces_what_was_there(conn, path):
    add_setting(conn)
    target = path.with_name("copy.annotator")
    target.write_bytes(b"old")
    file.back_up(conn, target)
    copy = file.connect(target)
    assert copy.execute("SELECT * FROM setting").fetchall() == [("x", "y")]
    copy.close()


# Writing


def store(conn, path, *names, value="y"):
    with file.transaction(conn, path):
        for name in names:
            add_setting(conn, name, value)


def run(conn, path, *statements):
    with file.transaction(conn, path):
        for statement in statements:
            conn.execute(statement)


def names(conn):
    return [name for (name,) in conn.execute("SELECT name FROM setting ORDER BY name")]


def test_file_transaction_is_all_or_nothing(conn, path):
    def fail():
        with file.transaction(conn, path):
            add_setting(conn)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not conn.in_transaction
    store(conn, path, "kept")
    assert names(conn) == ["kept"]


def test_file_locked_by_another_program(path, monkeypatch):
    monkeypatch.setattr(file, "BUSY_TIMEOUT_MS", 200)
    conn, other = file.connect(path), sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    with pytest.raises(ProjectLocked):
        store(conn, path, "x")
    assert time.monotonic() - started < 10
    other.execute("ROLLBACK")
    store(conn, path, "x")
    other.close()
    conn.close()


def test_file_waits_some_seconds_for_a_lock_but_not_for_ever():
    assert 1_000 <= file.BUSY_TIMEOUT_MS <= 10_000


def test_file_on_a_full_disk(conn, path):
    conn.execute(f"PRAGMA max_page_count={pragma(conn, 'page_count')}")
    with pytest.raises(ProjectNotWritable, match="full"):
        store(conn, path, *map(str, range(100)), value="x" * 1000)
    assert not conn.in_transaction
    assert names(conn) == []
    conn.execute("PRAGMA max_page_count=100000")
    store(conn, path, "x")


def test_file_says_stale_where_rows_from_elsewhere_stand_in_the_way(conn, path):
    with pytest.raises(StaleEdit):
        store(conn, path, "x", "x")
    with pytest.raises(StaleEdit):
        run(conn, path, "PRAGMA defer_foreign_keys=ON", "INSERT INTO place VALUES (1, 2, 0)")
    assert not conn.in_transaction
    assert names(conn) == []


def test_file_does_not_hide_bugs(conn, path):
    with pytest.raises(sqlite3.OperationalError):
        run(conn, path, "SELEKT")
    with pytest.raises(sqlite3.IntegrityError):
        run(conn, path, "INSERT INTO place VALUES (1, 2, -1)")


def test_file_errors_of_the_system_name_the_file(path):
    with pytest.raises(ProjectNotWritable, match=r"p\.annotator .*No space"), file.known_errors(path):
        raise OSError(28, "No space left on device")


def test_file_snapshot_does_not_see_what_is_written_meanwhile(conn, path):
    other = file.connect(path)
    with file.snapshot(conn):
        assert names(conn) == []
        store(other, path, "x")
        assert names(conn) == []
    assert names(conn) == ["x"]
    other.close()
