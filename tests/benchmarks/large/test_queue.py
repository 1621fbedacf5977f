"""The queue of a large project: its first page, the next article to do, edits, filters, orders."""

import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.query import Query, Sort, parse
from annotator.core.spans import State
from annotator.gui import settings, theme
from annotator.gui.annotate.queue import ROW, QueueModel
from annotator.gui.commands import ProjectCommands
from annotator.gui.window import MainWindow
from annotator.workspace import queueing


@pytest.fixture(scope="module", autouse=True)
def styled(qapp):
    theme.prepare(qapp)
    theme.apply(qapp, theme.Mode.LIGHT)


@pytest.fixture
def big(big_project, opened):
    """A large project and the annotator who has read the first third of it."""
    workspace = opened(big_project)
    return workspace, workspace.annotator("Lena").id


@pytest.fixture
def floor_page(big, median):
    """The time to read one page of titles by key, as SQL and nothing else."""
    workspace, _ = big
    middle = workspace.conn.execute("SELECT (min(id) + max(id)) / 2 FROM document").fetchone()[0]
    sql = "SELECT id, title, outlet, published FROM document WHERE id >= ? LIMIT 128"
    return median(lambda: workspace.conn.execute(sql, (middle,)).fetchall(), 30)


def test_first_page(big, floor_page, median, row):
    workspace, lena = big

    def first_page():
        model = QueueModel(workspace, lena)
        near = workspace.place(lena)[0]
        assert queueing.has_more_than(workspace, 5)
        model.show_order(queueing.read_around(workspace, lena, near, 400, 1_600))
        return model.data(model.index_of(near), ROW)

    assert first_page() is not None
    row("queue: first page, around the place one was", floor_page, median(first_page, 15), "≤ 50 ms")


def test_model(big, floor_page, median, row):
    workspace, lena = big
    order = queueing.read_order(workspace, lena, Query())
    model = QueueModel(workspace, lena)
    model.show_order(order)
    count = len(order.ids)
    steps = iter(range(1, 10_000))

    def page():
        model.row((next(steps) * 7_919_000) % count)

    row(f"queue: a page anywhere, {count:,} articles", floor_page, median(page, 60), "")
    last = order.ids[count - 1]
    row("queue: the row of an article", floor_page, median(lambda: model.row_of(last), 60), "")
    row("queue: one row after an edit", floor_page, median(lambda: model.refresh(last), 60), "")
    for number in range(count - 1):
        order.unfinished[number] = 0
    floor = median(lambda: bytes(order.unfinished), 30)
    ours = median(lambda: model.next_unfinished(order.ids[0]), 30)
    row("queue: next to do, all others done (copying the flags)", floor, ours, "")
    model.show_order(order, dict(zip(order.ids, range(count), strict=True)))
    row("queue: the row of an article, sorted", floor_page, median(lambda: model.row_of(last), 60), "")


@pytest.mark.parametrize(
    ("words", "typed", "states", "sort"),
    [
        ("all", "", (), Sort.IMPORTED),
        ("to do", "", (State.TO_DO,), Sort.IMPORTED),
        ("two words", "minister harbour", (), Sort.IMPORTED),
        ("outlet and month", "outlet:12 date:2024-05", (), Sort.IMPORTED),
        ("by title", "", (), Sort.TITLE),
        ("by date", "", (), Sort.DATE),
    ],
)
def test_order_in_a_worker(big, median, row, words, typed, states, sort):
    workspace, lena = big
    floor = median(lambda: workspace.conn.execute("SELECT id FROM document WHERE NOT removed").fetchall(), 3)
    query = parse(typed)
    ours = median(lambda: queueing.read_order(workspace, lena, query, states, sort=sort), 3)
    row(f"queue: collect {words} (in a thread)", floor, ours, "")


def test_counts_in_a_worker(big, median, row):
    workspace, lena = big
    floor = median(lambda: workspace.conn.execute("SELECT count(*) FROM document").fetchone(), 3)
    row("queue: count all states (in a thread)", floor, median(lambda: workspace.state_counts(lena), 3), "")


@pytest.fixture
def desk(big_project, tmp_path, monkeypatch):
    """Opens the whole window on the large project and waits until the queue is all there."""
    windows = []
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def desk_():
        settings.remember_annotator(big_project, "Lena")
        window = MainWindow()
        windows.append(window)
        window.commands = ProjectCommands(window)
        window.show()
        start = time.perf_counter()
        window.commands.open(big_project)
        window.opened_in = time.perf_counter() - start
        assert QTest.qWaitForWindowActive(window)
        return window

    yield desk_
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def wait_for_all(window):
    until = time.monotonic() + 120
    while window.screen_.queue._loader.is_busy and time.monotonic() < until:
        loop = QEventLoop()  # unlike `QTest.qWait` it lets other threads run
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def paint():
    QApplication.processEvents()  # all that was changed is painted in it, once


def test_window(full, big, desk, floor_page, median, bare_commit, row):
    window = desk()
    row(
        "queue: open the project in a window (after start)",
        floor_page,
        window.opened_in,
        "≤ 50 ms over start",
    )
    wait_for_all(window)
    screen = window.screen_
    count = screen.queue.model.rowCount()
    assert count == len(big[0].queue(big[1]))
    floor = median(bare_commit, 30)

    def next_article():
        screen.neighbour(1)
        paint()

    row(f"next article opened and painted, {count:,} articles", floor, median(next_article, 30), "≤ 30 ms")

    def done_and_next():
        screen.finish()
        paint()

    row("done, next to do opened and painted", floor, median(done_and_next, 30), "≤ 30 ms")
    screen.queue.search.setText("harbour")
    screen.queue._load()
    wait_for_all(window)
    row("done, next to do, filtered by a word", floor, median(done_and_next, 30), "≤ 30 ms")
    longest = [0.0]

    def reload():
        start = time.perf_counter()
        screen.queue.reload()
        last = time.perf_counter()
        longest[0] = last - start
        while screen.queue._loader.is_busy:
            QApplication.processEvents()
            now = time.perf_counter()
            longest[0] = max(longest[0], now - last)
            last = now

    screen.queue.search.clear()
    screen.queue._load()
    wait_for_all(window)
    reload()
    row("longest wait of the window while the queue is read anew", floor, longest[0], "≤ 50 ms")
