"""Search over all texts: first hits at any frequency, hits in context, the index."""

import time
from functools import partial

import pytest

from annotator.core.likeness import Like
from annotator.core.query import parse
from annotator.workspace import queueing, searching
from annotator.workspace.likeness import find_like

GOAL = "≤ 30 ms"


@pytest.fixture
def big(big_project, opened):
    """A large project that is all in the index."""
    workspace = opened(big_project)
    assert not searching.is_index_behind(workspace)
    return workspace, workspace.annotator("Lena").id


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("a word in every text", "the"),
        ("a rare word", "w900"),
        ("two words", "the w40"),
        ("a phrase", '"said that"'),
        ("a prefix", "w1*"),
        ("word, state, outlet", "the state:done outlet:12"),
        ("word and state to do", "the state:todo"),
        ("label", "label:claim"),
        ("month", "date:2024-05"),
        ("word and month", "w40 date:2024-05"),
        ("nothing found", "absent"),
    ],
)
def test_first_hits(big, median, row, kind, typed):
    workspace, lena = big
    query = searching.understood(workspace, parse(typed))
    sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT 201"
    floor = median(lambda: workspace.conn.execute(sql, ("the",)).fetchall(), 15)
    ids = searching.find(workspace, lena, query)

    def first_page():
        found = searching.find(workspace, lena, query)
        return list(searching.read_hits(workspace, lena, query, found[:20]))

    row(
        f"search: {kind}, {len(ids)} ids",
        floor,
        median(lambda: searching.find(workspace, lena, query), 9),
        GOAL,
    )
    row(f"search: {kind}, the first 20 in context", floor, median(first_page, 9), GOAL)


def test_like_this(big, median, row):
    workspace, lena = big
    order = queueing.read_order(workspace, lena, parse(""))
    middle = order.ids[len(order.ids) // 2]
    for word in ("the", "w900"):
        like = Like(word, begins_word=True, ends_word=True)
        floor = median(lambda: workspace.text(middle), 9)
        ours = median(partial(find_like, workspace, like, order.ids, middle, by_id=True), 9)
        row(f"next like “{word}” in another article", floor, ours, "off the window over 50 ms")


def test_index(full, make_documents, opened, row, median):
    number = 10_000 if full else 30
    workspace = opened(make_documents(number, 3_000 if full else 200, index=False))
    texts = [text for (text,) in workspace.conn.execute("SELECT text FROM document_text")]
    workspace.conn.execute("CREATE VIRTUAL TABLE temp.bare USING fts5 (text)")

    def bare():
        workspace.conn.execute("BEGIN")
        workspace.conn.executemany("INSERT INTO temp.bare VALUES (?)", ((text,) for text in texts))
        workspace.conn.execute("COMMIT")

    start = time.perf_counter()
    bare()
    floor = time.perf_counter() - start
    steps = []

    def step(_done, _total):
        steps.append(time.perf_counter())

    start = time.perf_counter()
    searching.complete_index(workspace, step, rest=0)
    ours = time.perf_counter() - start
    row(f"index {number:,} texts in short transactions", floor, ours, "")
    longest = max(b - a for a, b in zip([start, *steps], steps, strict=False))
    row("longest of these transactions", floor / number, longest, "≤ 50 ms")
