"""The bar is drawn on a terminal, and nowhere else."""

import io
import os
import subprocess
import sys
import time

import pytest

from annotator.cli import progress
from annotator.cli.progress import Progress

posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(progress, "_EVERY", 0.0)


def test_nothing_is_drawn_elsewhere(monkeypatch, impatient):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress() as shown:
        shown.show(1, 2, "half")
    assert sys.stderr.getvalue() == ""


def test_without_stderr_nothing_breaks(monkeypatch, impatient):
    monkeypatch.setattr(sys, "stderr", None)
    with Progress() as shown:
        shown.show(1, 2, "half")


def test_it_is_drawn_on_a_terminal_and_goes(monkeypatch, impatient):
    monkeypatch.setattr(sys, "stderr", Screen())
    with Progress() as shown:
        shown.show(0, 0, "nothing yet")
        shown.show(0, 4, "beginning")
        shown.show(2, 4, "half")
        drawn = sys.stderr.getvalue()
    assert f"[{'.' * 28}] beginning" in drawn
    assert f"[{'#' * 14}{'.' * 14}] half, " in drawn
    assert drawn.endswith(" s left")
    assert sys.stderr.getvalue().endswith("\r\x1b[2K")


def test_it_goes_where_the_work_fails(monkeypatch, impatient):
    monkeypatch.setattr(sys, "stderr", Screen())

    def fail():
        with Progress() as shown:
            shown.show(1, 2, "half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sys.stderr.getvalue().endswith("\r\x1b[2K")


def test_it_is_drawn_ten_times_a_second_at_most(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Screen())
    with Progress() as shown:
        until = time.monotonic() + 0.25
        while time.monotonic() < until:
            shown.show(1, 2, "half")
    assert 1 <= sys.stderr.getvalue().count("half") <= 2


def on_a_terminal(arguments, cwd):
    """Run the program with stderr a terminal; return the exit status, stdout and what the terminal got."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    os.close(theirs)
    got = bytearray()
    try:
        while True:
            try:
                more = os.read(ours, 65_536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not more:
                break
            got += more
        out, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        os.close(ours)
    return process.returncode, out.decode(), got.decode()


# Drawing at once: how long an import of three articles takes is no test's business.
PROGRAM = "import sys; from annotator.cli import main, progress; progress._EVERY = 0.0; sys.exit(main.cli())"


@posix
def test_an_import_draws_on_a_terminal(write, tmp_path):
    for number in range(3):
        write(f"in/{number}.txt", f"Article {number} reports losses.")
    arguments = ["-c", PROGRAM, "import", "p.annotator", "in", "--json"]
    status, out, screen = on_a_terminal(arguments, tmp_path)
    assert status == 0
    assert out.startswith("{")
    assert "[....." in screen
    assert "3 articles" in screen
    assert "\x1b" not in out


@posix
def test_an_import_draws_nothing_into_a_pipe(write, tmp_path):
    write("in/one.txt", "Kyiv reports losses.")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "import", "p.annotator", "in"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.returncode == 0
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
