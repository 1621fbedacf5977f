"""Floor, ours and ratio, measured in one run. At full size only with ANNOTATOR_BENCH=full.

Otherwise everything runs once at a tiny size, to prove that it works; nothing is asserted
of times. `ANNOTATOR_BENCH=full pytest tests/benchmarks` prints the table.
"""

import gc
import json
import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

FULL = os.environ.get("ANNOTATOR_BENCH") == "full"
WORDS = (
    "minister said that the government had not seen any order to cross the river while officials in the "
    "capital denied knowing of it and a spokesman for the harbour union called the report a rumour spread by "
    "people who want the talks to fail before winter"
)


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether to measure, or only to prove that the benchmarks work."""
    return FULL


@pytest.fixture
def row(capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Prints one row of the table; times in seconds, memory in bytes with the unit `MB`."""

    def print_row(work: str, floor: float, ours: float, goal: str, unit: str = "ms") -> None:
        scale = {"ms": 1e3, "MB": 1e-6}[unit]
        text = (
            f"{work:<64}floor {floor * scale:9.3f} {unit}   ours {ours * scale:9.3f} {unit}"
            f"   {ours / floor:7.1f}×   {goal}"
        )
        if FULL:
            with capsys.disabled():
                sys.stdout.write(f"\n{text}")
        else:
            sys.stdout.write(f"{text}\n")

    return print_row


@pytest.fixture
def median() -> Callable[..., float]:
    """Returns the median time of a function, in seconds; `before` runs untimed before each round."""

    def median_(function: Callable[[], object], rounds: int = 9, before: Callable[[], object] = int) -> float:
        times = []
        gc.collect()
        for _ in range(rounds if FULL else 1):
            before()
            start = time.perf_counter()
            function()
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    return median_


@pytest.fixture
def bare_commit(tmp_path: Path) -> Iterator[Callable[[], object]]:
    """Commits one row as safely as the project file does, and does nothing else."""
    conn = sqlite3.connect(tmp_path / "bare.sqlite", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    conn.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")

    def commit() -> None:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO t (x) VALUES ('an edit of some length, as it may be recorded')")
        conn.execute("COMMIT")

    yield commit
    conn.close()


@pytest.fixture(scope="session")
def make_text() -> Callable[..., str]:
    """Makes up a text of a length, in paragraphs of some 200 characters, or in one."""

    def make(length: int, *, one_paragraph: bool = False) -> str:
        choice, known, parts, total = random.Random(length), WORDS.split(), [], 0
        while total < length:
            words = [choice.choice(known) for _ in range(60)]
            paragraph = " ".join(words)[:199].rstrip()
            parts.append(paragraph)
            total += len(paragraph) + 1
        return (" " if one_paragraph else "\n").join(parts)[:length].rstrip()

    return make


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a project of one text, read by annotators named after how many spans they marked."""
    labels = ("ACTOR", "CLAIM", "SOURCE", "CUE")
    numbers = count()

    def make(text: str, *spans: int) -> Path:
        folder = tmp_path_factory.mktemp("project")
        starts = [0, *(i + 1 for i, character in enumerate(text) if character in " \n")]
        lines = []
        for number in spans:
            marked = []
            for k in range(number):
                # One for each even share of the text, three words long; they overlap where there is no room.
                first = k * (len(starts) - 8) // number
                start, end = starts[first], starts[first + 3] - 1
                label = labels[k % 4]
                marked.append(
                    {"id": f"T{k}", "start": start, "end": end, "label": label, "attributes": {"k": str(k)}}
                )
            links = [
                {"label": "attributed_to", "head_id": f"T{k}", "child_id": f"T{k + 1}"}
                for k in range(1, number - 1, 4)
            ]
            meta = {"title": "Made up", "language": "en"}
            lines.append(
                {
                    "text": text,
                    "meta": meta,
                    "spans": marked,
                    "relations": links,
                    "_annotator_id": str(number),
                }
            )
        source = folder / "made.jsonl"
        source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        path = folder / f"made {next(numbers)}.annotator"
        workspace = Workspace.create(path)
        report = import_files(workspace, [source])
        workspace.close()
        assert not report.problems
        assert report.spans == sum(spans)
        return path.resolve()

    return make
