"""Review: reading all cases, opening the next, deciding to painted, in a project with very many."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.agreement.standing import Status
from annotator.gui import settings, theme
from annotator.gui.commands import ProjectCommands
from annotator.gui.window import MainWindow
from annotator.workspace.importing import import_files
from annotator.workspace.searching import complete_index
from annotator.workspace.workspace import Workspace

READERS = ("Ada", "Bo", "Cy")
SPANS = 20


@pytest.fixture
def many(tmp_path: Path, full: bool, make_text: Callable[..., str]) -> Path:
    """A project of many documents of three annotators who differ in half of their spans."""
    documents = 10_000 if full else 4
    choice, text = random.Random(7), make_text(2_000)
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == " ")]
    source = tmp_path / "made.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for number in range(documents):
            for name in READERS:
                spans = []
                for k in range(SPANS):
                    first = k * (len(starts) - 8) // SPANS
                    longer = choice.random() < 0.25
                    start, end = starts[first], starts[first + 3 + longer] - 1
                    spans.append(
                        {"id": f"T{k}", "start": start, "end": end, "label": ("ACTOR", "CLAIM")[k % 2]}
                    )
                body = f"{text}\n{number}"
                meta = {"title": f"Article {number}", "language": "en"}
                out.write(
                    json.dumps({"text": body, "meta": meta, "spans": spans, "_annotator_id": name}) + "\n"
                )
    path = tmp_path / "many.annotator"
    workspace = Workspace.create(path)
    import_files(workspace, [source])
    workspace.conn.execute("UPDATE layer SET state = 'done'")
    complete_index(workspace)  # what is done once, in a thread, after an import
    workspace.close()
    return path.resolve()


def test_next_case_and_decide(
    many: Path, full: bool, row: Callable[..., None], bare_commit: Callable[[], object], median: Callable[..., float],
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    theme.prepare(qapp)
    theme.apply(qapp, theme.Mode.LIGHT)
    settings.remember_annotator(many, "Lead")
    window = MainWindow()
    commands = ProjectCommands(window)
    window.show()
    commands.open(many)
    assert QTest.qWaitForWindowActive(window, 4_000)
    start = time.perf_counter()
    commands.places.show_review()
    screen = window.review_
    assert screen is not None
    while screen.review is None or screen.loader.is_busy:
        loop = QEventLoop()  # unlike `QTest.qWait` it lets other threads run
        QTimer.singleShot(5, loop.quit)
        loop.exec()
    loaded = time.perf_counter() - start
    rows = screen.list.model.rows
    row(f"read {len(rows):,} cases and the figures", 1.0, loaded, "in a thread")
    floor = median(bare_commit)

    def painted(step: Callable[[], object]) -> float:
        def run() -> None:
            step()
            screen.panel.repaint()

        return median(run, rounds=21)

    row("next case, to painted", floor, painted(lambda: screen.step(1)), "≤ 30 ms")
    row("choose a reading, to painted", floor, painted(lambda: screen.deciding.take(0)), "≤ 16 ms")

    # Deciding and opening the next are two things; each is painted.
    decided, opened = [], []
    show = screen._show_opened

    def timed(found: object) -> None:
        begun = time.perf_counter()
        show(found)
        screen.panel.repaint()
        opened.append(time.perf_counter() - begun)

    monkeypatch.setattr(screen, "_show_opened", timed)
    for _ in range(41 if full else 2):
        screen.deciding.take(0)
        opened.clear()
        begun = time.perf_counter()
        screen.deciding.decide()
        screen.list.list.viewport().repaint()
        decided.append(time.perf_counter() - begun - sum(opened))
        qapp.processEvents()
    decided.sort()
    row("decide, to painted, without opening the next", floor, decided[len(decided) // 2], "≤ 16 ms")
    assert screen.review.counts()[Status.DECIDED] == len(decided)
    start = time.perf_counter()
    screen.undo()
    row("undo a decision", floor, time.perf_counter() - start, "")
    window.close()
    window.deleteLater()
