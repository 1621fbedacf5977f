"""Coefficients against the values their authors published."""

import numpy as np
import pytest

from annotator.agreement import nominal


def from_table(rows):
    return np.array([(i, j) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)])


def test_krippendorff_2004_page_230():
    rows = [
        "1 1 . 1", "2 2 3 2", "3 3 3 3", "3 3 3 3", "2 2 2 2", "1 2 3 4",
        "4 4 4 4", "1 1 2 1", "2 2 2 2", ". 5 5 5", ". . 1 1", ". . 3 .",
    ]  # fmt: skip
    codes = np.array([[-1 if one == "." else int(one) for one in row.split()] for row in rows])
    found = nominal.alpha(codes)
    assert found.value == pytest.approx(0.7434, abs=5e-5)
    assert found.items == 11


def test_artstein_and_poesio_2008_page_558():
    codes = from_table([[20, 20], [10, 50]])
    assert nominal.cohen(codes).value == pytest.approx(0.3478, abs=5e-5)
    assert nominal.scott(codes).value == pytest.approx(0.3407, abs=5e-5)


def test_cohen_1960_page_45():
    assert nominal.cohen(from_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])).value == pytest.approx(
        0.4915, abs=1e-4
    )


def test_fleiss_1971():
    # His 30 subjects by five diagnoses, six raters each, as (how many subjects, counts).
    rows = [
        (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
        (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
        (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0),
        (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0),
        (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
    ]  # fmt: skip
    codes = np.array([np.repeat(np.arange(5), row) for row in rows])
    assert nominal.fleiss(codes).value == pytest.approx(0.4302, abs=5e-5)


@pytest.mark.parametrize("measure", [nominal.cohen, nominal.scott, nominal.fleiss, nominal.alpha])
def test_undefined_says_why(measure):
    assert measure(np.empty((0, 2), dtype=np.int64)) == nominal.Coefficient(None, 0, nominal.NO_ITEMS)
    assert measure(np.array([[0, -1], [-1, 1]])).reason == nominal.NO_ITEMS
    assert measure(np.zeros((3, 2), dtype=np.int64)) == nominal.Coefficient(None, 3, nominal.ONE_CATEGORY)


@pytest.mark.parametrize("measure", [nominal.cohen, nominal.scott, nominal.fleiss, nominal.alpha])
def test_full_agreement_is_one(measure):
    codes = np.array([[0, 0], [1, 1], [2, 2]])
    assert measure(codes).value == pytest.approx(1)
