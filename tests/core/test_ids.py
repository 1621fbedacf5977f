import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from annotator.core import ids


def test_ids_grow():
    given = [ids.fresh_id() for _ in range(5_000)]
    assert all(left < right for left, right in pairwise(given))
    assert given[0] > 0
    assert given[-1] < 2**63


def test_ids_grow_even_when_the_clock_goes_back(monkeypatch):
    before = ids.fresh_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert before < ids.fresh_id() < ids.fresh_id()


def test_ids_many_at_once():
    before, given = ids.fresh_id(), ids.fresh_ids(1_000)
    assert list(given) == sorted(set(given))
    assert before < given[0]
    assert given[-1] < ids.fresh_id()
    assert len(ids.fresh_ids(0)) == 0


def test_ids_are_given_once_across_threads(monkeypatch):
    # With the clock standing still, each is the last one's successor.
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    together = threading.Barrier(4)
    usual = sys.getswitchinterval()

    def take(_):
        together.wait()
        return [ids.fresh_id() for _ in range(5_000)]

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            lists = list(pool.map(take, range(4)))
    finally:
        sys.setswitchinterval(usual)
    assert len({i for given in lists for i in given}) == 20_000
    assert all(left < right for given in lists for left, right in pairwise(given))
