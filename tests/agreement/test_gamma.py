"""Gamma against a reference: disorders are exact, gamma itself is sampled.

`gamma_reference.jsonl` holds units made up at random for two to four annotators, with the
disorder that pygamma-agreement 0.5.9 gives for alpha 3 and beta 1.
"""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import best_alignment
from annotator.agreement.alignment_packing import best_subsets, packed
from annotator.agreement.alignment_search import search
from annotator.agreement.gamma import gamma

REFERENCE = [
    json.loads(line)
    for line in Path(__file__).with_name("gamma_reference.jsonl").read_text("utf-8").splitlines()
]
UNITS = [("a", 1, 5), ("b", 6, 10), ("a", 11, 15)]
SHIFTED = [(label, start + 1, end + 1) for label, start, end in UNITS]


@pytest.mark.parametrize(("weight", "disorder"), [(1, 0.0625), (3, 0.1875)])
def test_the_disorder_of_shifted_units(made, weight, disorder):
    found = gamma(made(UNITS, SHIFTED, length=16), position=weight)
    assert found.observed == pytest.approx(disorder, abs=1e-12)
    assert sorted(found.aligned) == [(0, 3), (1, 4), (2, 5)]
    assert found.unproved == 0


def test_gamma_of_shifted_units(made):
    table = made(UNITS, SHIFTED, length=16)
    # Noted as .884: with both weights 1, and drawn from another chance model than the paper's.
    assert gamma(table, position=1).value == pytest.approx(0.884, abs=0.04)
    # What pygamma-agreement gives for 3 and 1 with the paper's: .828 to .835.
    assert gamma(table).value == pytest.approx(0.83, abs=0.015)


@pytest.mark.parametrize("case", REFERENCE)
def test_the_disorder_of_made_up_units(made, case):
    readings = [[(label, start, end) for start, end, label in units] for units in case["readings"]]
    found = gamma(made(*readings, length=500), samples=1, most_samples=1)
    assert found.observed == pytest.approx(case["disorder"], abs=2e-6)
    assert found.unproved == 0


def test_the_same_seed_gives_the_same_gamma(made):
    table = made(UNITS, SHIFTED, length=16)
    assert gamma(table, seed=3).value == gamma(table, seed=3).value
    assert gamma(table, seed=3).value != gamma(table, seed=4).value


def test_full_agreement_is_one(several):
    assert gamma(several([UNITS, UNITS], [UNITS, UNITS, UNITS])).value == 1


def _weights(values, slot):
    count = len(slot)
    weights = np.zeros((count, count))
    for (one, two), value in zip(combinations(range(count), 2), values, strict=False):
        weights[one, two] = weights[two, one] = value if slot[one] != slot[two] else 0
    return weights


@settings(max_examples=80)
@given(
    st.lists(st.integers(0, 3), min_size=0, max_size=9),
    st.lists(st.floats(-1.5, 0.17), min_size=36, max_size=36),
)
def test_the_search_finds_disjoint_joins_and_counts_them_right(slots, values):
    slot = np.array(slots, dtype=np.int64)
    weights = _weights(values, slot)
    gain, joins = search(weights, slot)
    assert sorted(unit for join in joins for unit in join) == list(range(len(slots)))
    for join in joins:
        assert len({slots[unit] for unit in join}) == len(join)
    true = sum(len(join) - 1 + sum(weights[a, b] for a, b in combinations(join, 2)) for join in joins)
    assert gain == pytest.approx(true, abs=1e-9)
    assert gain >= -1e-9


@st.composite
def _components(draw):
    """Joins of one component: masks of a few units, with what each gains."""
    masks = draw(st.lists(st.integers(1, 2**6 - 1), min_size=1, max_size=8))
    gains = draw(st.lists(st.floats(0.01, 2), min_size=len(masks), max_size=len(masks)))
    return masks, gains


@settings(max_examples=80)
@given(_components())
def test_trying_all_sets_finds_what_packing_finds(component):
    masks, gains = component
    most, chosen = packed(masks, gains, 6)
    members = np.array([[unit if mask >> unit & 1 else -1 for unit in range(6)] for mask in masks])
    rows = np.arange(len(masks))[None, :].repeat(2, axis=0)
    _, found, joins = best_subsets(rows, members, np.array(gains))
    assert found.tolist() == pytest.approx([most, most])
    assert most == pytest.approx(sum(gains[n] for n in chosen))
    units = [unit for join in joins for unit in join]
    assert len(units) == 2 * len(set(units))  # the two components are the same one


def test_components_of_few_joins_and_of_many_are_solved_alike(several, monkeypatch):
    near = [[("a", n, n + 6 + n % 4) for n in range(start, 60, 7)] for start in (0, 2, 3)]
    table = several(near, near[::-1], [UNITS, SHIFTED, UNITS])
    tried = gamma(table)
    monkeypatch.setattr(best_alignment, "TRIED", 0)
    assert gamma(table).value == pytest.approx(tried.value)


def test_more_than_can_be_looked_at_is_searched_and_said_so(made, monkeypatch):
    table = made(UNITS, SHIFTED, UNITS, length=16)
    exact = gamma(table, samples=1, most_samples=1)
    monkeypatch.setattr(best_alignment, "JOINS", 0)
    found = gamma(table, samples=1, most_samples=1)
    assert found.unproved == 1
    assert found.observed == pytest.approx(exact.observed)


def test_it_says_how_far_it_is_and_can_be_stopped(several):
    shares = []
    gamma(several(*[[UNITS, SHIFTED]] * 3), going_on=shares.append)
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gamma(several([UNITS, SHIFTED]), going_on=stop)
