"""Many documents with many labels: what is computed takes little more room than what it is made of."""

import tracemalloc

import numpy as np
import pytest

from annotator.agreement import bootstrap, runs
from annotator.agreement.table import Columns, build
from annotator.agreement.unitizing import alpha_u

DOCUMENTS, READERS, SPANS, LABELS = 1_000, 3, 20, 20


@pytest.fixture(scope="module")
def many():
    """60,000 spans of any length, so that hardly two documents have units of the same lengths."""
    rng, size = np.random.default_rng(0), DOCUMENTS * READERS * SPANS
    start = rng.integers(0, 3_000, size)
    columns = Columns(
        np.arange(size),
        np.repeat(np.arange(DOCUMENTS), READERS * SPANS),
        np.tile(np.repeat(np.arange(READERS), SPANS), DOCUMENTS),
        rng.integers(0, LABELS, size),
        start,
        start + rng.integers(5, 200, size),
    )
    names = tuple(f"l{n:02}" for n in range(LABELS))
    read, lengths = np.ones((DOCUMENTS, READERS), dtype=np.bool_), np.full(DOCUMENTS, 3_300)
    return build(np.arange(DOCUMENTS), lengths, ("ada", "bo", "cy"), names, read, columns, [], [])


def megabytes(work):
    """What is held of the result, and the most that was held meanwhile."""
    tracemalloc.start()
    try:
        kept = work()
        held, peak = (size / 2**20 for size in tracemalloc.get_traced_memory())
    finally:
        tracemalloc.stop()
    assert kept is not None
    return held, peak


def test_alpha_u_holds_no_more_than_the_units(many):
    held, peak = megabytes(lambda: alpha_u(many))
    assert held < 10
    assert peak < 25


def test_what_annotators_say_is_held_by_sets_of_labels(many):
    held, peak = megabytes(lambda: runs.runs(many, runs.characters(many)))
    assert held < 8
    assert peak < 25


def test_intervals_are_made_of_a_few_columns_at_a_time(many):
    found = runs.runs(many, runs.characters(many))

    def work():
        statistics = {"alpha_u": alpha_u(many).statistic, "token_alpha": runs.alpha_statistic(many, found)}
        return bootstrap.intervals(statistics, resamples=50)

    assert megabytes(work)[1] < 60
