"""Krippendorff's unitizing alpha."""

import pytest

from annotator.agreement.bootstrap import intervals
from annotator.agreement.unitizing import alpha_u

ONE = [("c", 75, 145), ("c", 220, 250), ("k", 30, 90), ("k", 150, 200)]
TWO = [("c", 70, 150), ("c", 205, 225), ("c", 250, 270), ("k", 30, 90), ("k", 150, 200)]


def test_krippendorff_2004_page_254(made):
    found = alpha_u(made(ONE, TWO, length=300))
    assert found.labels["c"].value == pytest.approx(0.7286, abs=5e-5)
    assert found.labels["k"].value == pytest.approx(1.0, abs=1e-12)
    assert found.all.value == pytest.approx(0.8587, abs=5e-5)
    assert found.all.items == 9


def test_overlapping_units_of_one_label_by_one_annotator_are_one(made):
    apart = made([("c", 75, 120), ("c", 100, 145), *ONE[1:]], TWO, length=300)
    assert alpha_u(apart).all == alpha_u(made(ONE, TWO, length=300)).all
    nested = made([*ONE, ("c", 80, 90)], TWO, length=300)
    assert alpha_u(nested).all.value == pytest.approx(alpha_u(made(ONE, TWO, length=300)).all.value)


def test_a_document_that_only_one_has_read_does_not_count(several):
    read = [ONE, TWO]
    assert alpha_u(several(read, [ONE, None], length=300)).all == alpha_u(several(read, length=300)).all


def test_the_interval_of_documents_that_are_all_the_same_is_narrow_around_the_value(several):
    found = alpha_u(several(*[[ONE, TWO]] * 8, length=300))
    interval = intervals({"alpha_u": found.statistic})["alpha_u"]
    assert interval.low == pytest.approx(found.all.value)
    assert interval.high == pytest.approx(found.all.value)


def test_documents_read_by_others_count_as_they_are_read(several):
    three = alpha_u(several([ONE, TWO, ONE], [ONE, TWO, None], length=300)).all.value
    assert alpha_u(several([ONE, TWO, TWO], [ONE, TWO, None], length=300)).all.value != three
    assert 0 < three < 1
