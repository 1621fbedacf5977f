"""The commands as a script meets them: arguments in; stdout, stderr and the exit status out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

import annotator
from annotator.cli.main import group

PACKAGE = Path(annotator.__file__).resolve().parents[1]


class Ended(NamedTuple):
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        """What stdout says, as JSON."""
        return json.loads(self.out)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ended]:
    """Runs a command in this process; the working directory is the test's own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Ended:
        result = CliRunner().invoke(group, [str(a) for a in arguments], prog_name="annotator")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Ended]:
    """Runs the program in a process of its own, with `environment` changed; None takes a variable away."""

    def run(*arguments: object, stdout: object = subprocess.PIPE, **environment: str | None) -> Ended:
        new = {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONIOENCODING": "utf-8", **environment}
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            cwd=tmp_path,
            env={name: value for name, value in new.items() if value is not None},
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
        )
        return Ended(done.returncode, done.stdout or "", done.stderr)

    return run


@pytest.fixture(scope="session")
def readings() -> str:
    """One article whose spans come after an emoji, read by Lena; as JSONL."""
    text = "🚢🇺🇦 Kiew meldet Verluste. Moskau bestreitet das."
    spans = [
        {
            "id": name,
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "label": label,
            "attributes": {},
        }
        for name, label, words in (
            ("T1", "CLAIM", "meldet Verluste"),
            ("T2", "SOURCE", "Kiew"),
            ("T3", "ACTOR", "Moskau"),
        )
    ]
    line = {
        "text": text,
        "meta": {"title": "Verluste", "outlet": "Nordblick", "language": "de"},
        "spans": spans,
        "relations": [{"label": "attributed_to", "head_id": "T1", "child_id": "T2"}],
        "_annotator_id": "Lena",
    }
    return json.dumps(line, ensure_ascii=False) + "\n"


@pytest.fixture(scope="session")
def read_project(tmp_path_factory: pytest.TempPathFactory, readings: str) -> Path:
    """A project with that article and one without spans, to be copied."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "lena.jsonl").write_text(readings, encoding="utf-8")
    (folder / "plain.txt").write_text("The union said the strike was over.", encoding="utf-8")
    path = folder / "read.annotator"
    arguments = ["import", path, folder / "lena.jsonl", folder / "plain.txt"]
    assert CliRunner().invoke(group, [str(a) for a in arguments]).exit_code == 0
    return path


@pytest.fixture
def read(read_project: Path, tmp_path: Path) -> Path:
    """The path of that project, of this test's own."""
    path = tmp_path / "read.annotator"
    path.write_bytes(read_project.read_bytes())
    return path


@pytest.fixture
def everything(tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """Returns all files under the test's folder with what is in them."""

    def files() -> dict[str, bytes]:
        return {
            str(path.relative_to(tmp_path)): path.read_bytes()
            for path in sorted(tmp_path.rglob("*"))
            if path.is_file()
        }

    return files
