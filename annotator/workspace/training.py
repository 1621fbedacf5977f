"""Training a pipeline on a project's readings, by spaCy, in a process of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from annotator.core.errors import AnnotatorError, Cancelled, InputError
from annotator.formats.kinds.spacy_project import CODE, RELATIONS, TO_TRAIN
from annotator.workspace.exporting import Choice, WriteReport, export
from annotator.workspace.workspace import Workspace

COMPONENTS = ("spancat", "ner", "relations")
_SCORES = {"spancat": "spans_sc", "ner": "ents", "relations": "rel"}  # what their scores begin with
_STEPS = 20_000  # spaCy's own default; it stops earlier where nothing more is learnt
_ROW = re.compile(r"^\s*(\d+)\s+(\d+)\s+.*?([\d.]+)\s*$")
_SAID = 2_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training is: steps done, at most to do, and the last score on the articles for evaluation (0–1)."""

    step: int
    steps: int
    score: float


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of a label on the articles for evaluation, each 0–1."""

    precision: float
    recall: float
    f1: float


@dataclass(slots=True)
class Trained:
    """Where the model is, what it was trained on, and how it scores, altogether and by label."""

    model: Path
    component: str
    score: Score
    labels: dict[str, Score] = field(default_factory=dict)
    export: WriteReport = field(default_factory=WriteReport)


def models_folder(project: Path) -> Path:
    """Return the folder beside a project where its models are kept."""
    return project.with_name(f"{project.stem}.models")


def latest_model(project: Path) -> Path | None:
    """Return the model trained last, or None where there is none."""
    made = [path for path in models_folder(project).glob("*") if (path / "meta.json").is_file()]
    return max(made, key=lambda path: path.name, default=None)


def train(
    workspace: Workspace,
    component: str = "spancat",
    choice: Choice | None = None,
    *,
    steps: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Trained:
    """Export the chosen readings, train `component` on them, and keep the best model beside the project.

    `steps` is the most steps to take. Raises InputError where there is nothing to train or
    evaluate with, AnnotatorError with spaCy's own words where it fails, Cancelled; then no
    model is left behind.
    """
    if component not in COMPONENTS:
        raise InputError(
            "There is no component {name}; choose {known}.", name=component, known=", ".join(COMPONENTS)
        )
    home = models_folder(workspace.path)
    try:
        home.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".training-", dir=home) as made:
            return _train(workspace, Path(made), component, choice or Choice(), steps, progress, cancelled)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnnotatorError("{path} cannot be written: {reason}.", path=str(home), reason=reason) from error
    finally:
        with suppress(OSError):
            home.rmdir()  # nothing came of it, and nothing was there


def _train(
    workspace: Workspace,
    folder: Path,
    component: str,
    choice: Choice,
    steps: int | None,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Trained:
    report = export(workspace, folder / "data", "spacy-project", choice, cancelled=cancelled)
    report.notes.remove(TO_TRAIN)  # it is being done
    for side in ("train", "dev"):
        if not report.counts.get(side):
            raise InputError(
                "There are too few articles to train with: each side needs one at least, and {side} has none.",
                side=side,
            )
    config = folder / "data" / "configs" / f"{component}.cfg"
    if not config.is_file():
        raise InputError("There are no relations to train with.")
    command = [
        sys.executable, "-m", "spacy", "train", f"configs/{component}.cfg", "--output", "../model",
        "--paths.train", "corpus/train.spacy", "--paths.dev", "corpus/dev.spacy",
    ]  # fmt: skip
    if component == RELATIONS:
        command += ["--code", CODE]
    if steps is not None:
        command += ["--training.max_steps", str(steps)]
    said: list[str] = []
    with _running(command, folder / "data") as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line.rstrip())
            row = _ROW.match(line)
            if row:
                progress(Progress(int(row[2]), steps or _STEPS, float(row[3])))
            if cancelled():
                raise Cancelled
    best = folder / "model" / "model-best"
    if process.returncode or not best.is_dir():
        words = "\n".join(line for line in said if line.strip())[-_SAID:]
        raise AnnotatorError("spaCy could not train: {words}", words=words or process.returncode)
    if component == RELATIONS:
        shutil.copy(folder / "data" / CODE, best)  # whoever loads the model needs it
    return _kept(best, models_folder(workspace.path), component, report)


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a command; it is ended with the block, whatever happens."""
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and arguments)
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        yield process
        process.wait()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _kept(best: Path, home: Path, component: str, report: WriteReport) -> Trained:
    """Move the model to its place, under the time it was made."""
    meta = json.loads((best / "meta.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = meta.get("performance", {})
    kind = _SCORES[component]
    place = home / f"{datetime.now().astimezone():%Y-%m-%d %H.%M.%S} {component}"
    best.rename(place)
    return Trained(
        place,
        component,
        _score(found, f"{kind}_p", f"{kind}_r", f"{kind}_f"),
        {name: _score(one, "p", "r", "f") for name, one in (found.get(f"{kind}_per_type") or {}).items()},
        report,
    )


def _score(found: dict[str, Any], precision: str, recall: str, f1: str) -> Score:
    return Score(*(float(found.get(name) or 0.0) for name in (precision, recall, f1)))
