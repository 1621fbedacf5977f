"""What cannot be opened: one clear sentence, exit status 1, and the files as they were."""

import random
import sqlite3
import sys

import pytest

QUIET = {"QT_LOGGING_RULES": "*=false", "XDG_RUNTIME_DIR": None}
PAGE = 4096

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland are Linux's")


@pytest.fixture
def refused(program, everything):
    """Runs the program and expects it to say one sentence, and to leave everything as it was."""

    def refused_(*arguments, **environment):
        before = everything()
        ended = program(*arguments, **QUIET, **environment)
        assert ended.status == 1, ended
        assert ended.out == ""
        assert "Traceback" not in ended.err
        assert len(ended.err.splitlines()) == 1, ended.err
        assert ended.err.rstrip().endswith(".")
        assert everything() == before
        return ended.err

    return refused_


def cut_off(good):
    return good[: len(good) * 2 // 3]


def no_sqlite(_):
    return b"Dear diary, this is no project." * 300


def empty(_):
    return b""


def broken_schema(good):
    return good[:100] + random.Random(1).randbytes(PAGE - 100) + good[PAGE:]


def all_pages_but_the_first(good):
    return good[:PAGE] + random.Random(2).randbytes(len(good) - PAGE)


DAMAGES = [cut_off, no_sqlite, empty, broken_schema, all_pages_but_the_first]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("entry", [[], ["stats"], ["check"]])
def test_a_damaged_project(refused, read, damage, entry):
    read.write_bytes(damage(read.read_bytes()))
    said = refused(*entry, read)
    assert str(read) in said
    assert "Nothing was changed" in said or "damaged" in said


def test_a_damaged_project_takes_no_import_and_no_export(refused, read, write):
    path = write("one.txt", "Kyiv reports losses.")
    read.write_bytes(cut_off(read.read_bytes()))
    assert "is damaged" in refused("import", read, path)
    assert "is damaged" in refused("export", read, "out.jsonl", "--format", "jsonl")


@pytest.mark.parametrize("seed", range(12))
def test_random_pages_in_the_middle(command, read, everything, seed):
    """Whatever is hit: `check` does not call the project sound, and no command breaks or writes."""
    good, choice = read.read_bytes(), random.Random(seed)
    pages = choice.sample(range(1, len(good) // PAGE), 3)
    damaged = bytearray(good)
    for page in pages:
        damaged[page * PAGE : (page + 1) * PAGE] = choice.randbytes(PAGE)
    read.write_bytes(damaged)
    before = everything()
    ended = command("check", read)
    assert ended.status == 1
    assert "file: " in ended.out or "damaged" in ended.err
    for arguments in (["stats", read], ["export", read, "out.jsonl", "--format", "jsonl"]):
        ended = command(*arguments)
        assert ended.status in (0, 1)
        assert bool(ended.err.startswith("annotator: ")) == bool(ended.status)
    assert {name: data for name, data in everything().items() if name != "out.jsonl"} == before


@pytest.mark.parametrize("entry", [[], ["stats"], ["check"]])
def test_a_newer_schema(refused, read, entry):
    conn = sqlite3.connect(read)
    conn.execute("PRAGMA user_version = 99")
    conn.close()
    said = refused(*entry, read)
    assert "newer version of Annotator" in said
    assert "99" in said


@pytest.mark.parametrize("entry", [[], ["stats"]])
def test_another_programs_database(refused, tmp_path, entry):
    path = tmp_path / "other.annotator"
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE t (x)")
    conn.close()
    assert "is not an Annotator project" in refused(*entry, path)


def test_a_folder_without_texts(refused, write, tmp_path):
    write("folder/picture.png", b"\x89PNG")
    said = refused("folder")
    assert "nothing to import in folder" in said
    assert said == refused("import", "p.annotator", "folder").removeprefix("annotator: ")


def test_a_path_that_is_not_there(refused):
    assert refused("nowhere") == "There is no file or folder nowhere.\n"
    assert refused("nowhere.annotator") == "There is no project at nowhere.annotator.\n"
    assert "no file or folder nowhere" in refused("import", "p.annotator", "nowhere")


def test_a_folder_named_like_a_project(refused, tmp_path):
    (tmp_path / "folder.annotator").mkdir()
    assert "nothing to import" in refused("folder.annotator")


def test_a_project_and_articles_at_once(refused, read, write):
    assert "not both" in refused(read, write("one.txt", "Kyiv reports losses."))


@linux
def test_no_display(refused, read):
    said = refused(read, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert "There is no display" in said
    assert "annotator --help" in said


@linux
def test_a_display_that_cannot_be_reached(refused, read):
    said = refused(read, DISPLAY=":4711", WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    # Without the libraries that Qt's window plugin needs, that is what it says first.
    assert "The display :4711 cannot be reached" in said or "is missing" in said


@linux
def test_what_is_wrong_with_the_path_comes_before_the_display(refused):
    no_display = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}
    assert refused("nowhere", **no_display) == "There is no file or folder nowhere.\n"
