"""Sessions of the real program in processes of their own, on a machine of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import annotator

CHECKOUT = Path(annotator.__file__).resolve().parents[1]
USER = Path(__file__).parent / "user.py"

DAM = (
    "Dam is safe, minister says\n4 March 2025\n\n"
    "The dam above Lisov is safe, energy minister Jana Dvorska said on Tuesday. Engineers disagree. "
    "According to them, two gates leak.\n"
)
FERRY = (
    "Fähre kehrt um\n5. März 2025\n\n"
    "Die Fähre nach Hvalvik kehrte um 🚢, teilte die Reederei am Mittwoch mit. Eine Familie 👩‍👩‍👧 blieb an Bord, "
    "sagte Kapitän Olsen, und niemand wurde verletzt.\n"
)
HARVEST = "Harvest late\n\nThe cooperative expects a late harvest. Rain fell for nine days, it said.\n"


class Session(NamedTuple):
    """How a session ended, and what was seen in it."""

    status: int
    seen: dict
    said: str


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine where the program was never started."""
    home = tmp_path / "home"
    home.mkdir()
    new = {"HOME": str(home), "PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    new |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**os.environ, **new}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of three articles."""
    folder = tmp_path / "Moldau"
    folder.mkdir()
    for name, text in (("dam", DAM), ("ferry", FERRY), ("harvest", HARVEST)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def session(machine: dict[str, str], tmp_path: Path) -> Callable[..., Session]:
    """Plays a story in the program and returns how it ended."""

    def play(story: str, *paths: Path) -> Session:
        report = tmp_path / f"{story}.json"
        report.unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, str(USER), story, str(report), *map(str, paths)],
            env=machine, cwd=tmp_path, capture_output=True, text=True, timeout=90,
        )  # fmt: skip
        assert done.returncode != 3, done.stderr
        seen = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        return Session(done.returncode, seen, done.stderr)

    return play


@pytest.fixture
def command(machine: dict[str, str], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command of the program."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            env=machine, cwd=tmp_path, capture_output=True, text=True, timeout=90,
        )  # fmt: skip

    return run
