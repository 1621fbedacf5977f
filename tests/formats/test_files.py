"""Files that are there whole or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from annotator.core.errors import AnnotatorError
from annotator.formats.files import atomic_write


def test_files_appear_when_they_are_whole(tmp_path):
    path = tmp_path / "neu.jsonl"
    with atomic_write(path) as file:
        file.write(b"eins")
        assert not path.exists()
    assert path.read_bytes() == b"eins"
    assert list(tmp_path.iterdir()) == [path]


def test_files_can_be_checked_before_they_appear(tmp_path):
    with atomic_write(tmp_path / "neu.jsonl") as file:
        file.write(b"eins")
        file.flush()
        assert Path(file.name).read_bytes() == b"eins"


def write_and_fail(path, error):
    with atomic_write(path) as file:
        file.write(b"neu")
        raise error


@pytest.mark.parametrize("error", [RuntimeError("stop"), KeyboardInterrupt(), AnnotatorError("stop")])
def test_files_stay_as_they_were_on_any_error(tmp_path, error):
    path = tmp_path / "alt.jsonl"
    path.write_bytes(b"alt")
    with pytest.raises(type(error)):
        write_and_fail(path, error)
    assert path.read_bytes() == b"alt"
    assert list(tmp_path.iterdir()) == [path]


def test_files_say_that_the_disk_is_full(tmp_path):
    path = tmp_path / "neu.jsonl"
    with (
        pytest.raises(AnnotatorError, match=r"neu\.jsonl cannot be written: No space left"),
        atomic_write(path),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert not list(tmp_path.iterdir())


def test_files_leave_other_files_errors_alone(tmp_path):
    with pytest.raises(FileNotFoundError), atomic_write(tmp_path / "neu.jsonl"):
        (tmp_path / "quelle.txt").read_bytes()


def test_files_need_a_folder_and_refuse_to_replace_one(tmp_path):
    with (
        pytest.raises(AnnotatorError, match="cannot be written"),
        atomic_write(tmp_path / "no" / "neu.jsonl"),
    ):
        pass
    with pytest.raises(AnnotatorError, match="not an ordinary file"), atomic_write(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these permissions nor free links")
def test_files_keep_permissions_and_follow_links(tmp_path):
    path, link = tmp_path / "alt.jsonl", tmp_path / "link.jsonl"
    path.write_bytes(b"alt")
    path.chmod(0o640)
    link.symlink_to(path)
    with atomic_write(link) as file:
        file.write(b"neu")
    assert link.is_symlink()
    assert path.read_bytes() == b"neu"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="no umask on Windows")
def test_files_are_made_as_the_user_makes_files(tmp_path):
    plain = tmp_path / "plain"
    plain.touch()
    with atomic_write(tmp_path / "neu.jsonl"):
        pass
    assert (tmp_path / "neu.jsonl").stat().st_mode == plain.stat().st_mode
