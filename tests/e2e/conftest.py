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


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a user with this home."""
    home.mkdir()
    new = {
        "HOME": str(home),
        "PYTHONPATH": str(CHECKOUT),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
    }
    new |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**os.environ, **new}


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine where the program was never started."""
    return environment(tmp_path / "home")


@pytest.fixture
def known(machine: dict[str, str]) -> Callable[[Path], None]:
    """Lets Ines have worked in a project on this machine before."""

    def know(project: Path) -> None:
        folder = Path(machine["XDG_CONFIG_HOME"]) / "annotator"
        folder.mkdir(parents=True)
        key = str(project.resolve()).replace("/", "|")
        (folder / "window.ini").write_text(f"[annotator]\n{key}=Ines\n", encoding="utf-8")

    return know


def write_articles(folder: Path) -> Path:
    """Write three articles into a new folder."""
    folder.mkdir()
    for name, text in (("dam", DAM), ("ferry", FERRY), ("harvest", HARVEST)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of three articles."""
    return write_articles(tmp_path / "Moldau")


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with Ines's readings of two articles, one of them full of emoji; to be copied."""
    folder = tmp_path_factory.mktemp("read")
    lines = [json.dumps(reading(text, *words)) for text, words in READINGS]
    (folder / "ines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    path = folder / "Moldau.annotator"
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "import", path, write_articles(folder / "Moldau"), folder / "ines.jsonl"],
        env=environment(folder / "home"), capture_output=True, text=True, timeout=90,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def read(read_once: Path, tmp_path: Path) -> Path:
    """Return that project, of this test's own."""
    path = tmp_path / read_once.name
    path.write_bytes(read_once.read_bytes())
    return path


READINGS = (
    (DAM, (("CLAIM", "The dam above Lisov is safe"), ("SOURCE", "energy minister Jana Dvorska"),
           ("ACTOR", "Jana Dvorska"), ("CUE", "said"))),
    (FERRY, (("CLAIM", "niemand wurde verletzt"), ("SOURCE", "Kapitän Olsen"), ("ACTOR", "🚢"), ("ACTOR", "👩‍👩‍👧"))),
)  # fmt: skip


def reading(text: str, *words: tuple[str, str]) -> dict[str, object]:
    """Return a reading whose second span is the source of the first."""
    spans = [
        {
            "id": f"T{n}",
            "start": text.index(word),
            "end": text.index(word) + len(word),
            "label": label,
            "text": word,
        }
        for n, (label, word) in enumerate(words)
    ]
    link = {"label": "attributed_to", "head_id": "T0", "child_id": "T1"}
    return {"text": text, "spans": spans, "relations": [link], "_annotator_id": "Ines"}


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
