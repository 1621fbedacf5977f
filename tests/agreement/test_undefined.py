"""What cannot be said is None, with a reason: never 0, never 1."""

from math import isfinite

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.agreement import f1, linked, nominal, runs, semeval
from annotator.agreement.aligning import alike
from annotator.agreement.cases import cases, group
from annotator.agreement.gamma import gamma
from annotator.agreement.unitizing import alpha_u

SPAN = [("A", 0, 5)]


def figures(table):
    """Every figure there is, by name, as pairs of value and reason."""
    same = alike(table)
    aligned = semeval.aligned(table, same)
    units = runs.characters(table)
    found = runs.runs(table, units)
    codes = runs.distinct(found.codes, found.size)
    matched = semeval.grouped(table, group(table, same)).codes
    tallies = {
        "exact": f1.exact(table, same),
        "overlap": f1.overlapping(table),
        "tokens": runs.matches(table, found),
        "links": linked.relations(table, same),
        "links overlapping": linked.overlapping_relations(table),
        "units": linked.units(table, same),
        "units overlapping": linked.overlapping_units(table, aligned),
    }
    spreads = {name: f1.spread(table, one) for name, one in tallies.items()}
    said = {name: (one.mean, one.reason) for name, one in spreads.items()}
    coefficients = {
        "fleiss": nominal.fleiss(*codes),
        "alpha": nominal.alpha(*codes),
        "fleiss on matched": nominal.fleiss(matched),
        "alpha on matched": nominal.alpha(matched),
        "alpha_u": alpha_u(table).all,
        "gamma": gamma(table, samples=3, most_samples=5),
    }
    unitizing, values = alpha_u(table), linked.attributes(table, aligned)
    coefficients |= {f"alpha_u {name}": one for name, one in unitizing.labels.items()}
    coefficients |= {
        f"fleiss of {name}": nominal.fleiss(*runs.distinct(runs.of_label(found, n), found.size))
        for n, name in enumerate(table.labels)
    }
    for key, one in values.items():
        said[f"{key} f1"] = (one.f1.mean, one.f1.reason)
        coefficients |= {f"{key} kappa {n}": kappa for n, kappa in enumerate(one.kappa)}
    for name, tally in tallies.items():
        each = {f"{name} of {kind}": f1.spread(table, tally, kind) for kind in tally.kinds}
        said |= {of: (one.mean, one.reason) for of, one in each.items()}
    for number, _ in enumerate(table.pairs):
        pair = codes[0][:, list(table.pairs[number])]
        coefficients[f"cohen {number}"] = nominal.cohen(pair, codes[1])
        coefficients[f"scott {number}"] = nominal.scott(pair, codes[1])
        (own,) = semeval.label_codes(table, [aligned[number]])
        coefficients[f"cohen on matched {number}"] = nominal.cohen(own)
        coefficients[f"scott on matched {number}"] = nominal.scott(own)
    said |= {name: (one.value, one.reason) for name, one in coefficients.items()}
    for counts in semeval.counts(table, aligned):
        said |= {f"semeval {name}": (one.f1, one.f1 is None or None) for name, one in counts.items()}
    return said


@st.composite
def small(draw):
    """Readings of a few short documents: nothing, all of it, the same twice, one reader, none."""
    readers = draw(st.integers(0, 3))
    length = draw(st.integers(1, 5))
    places = st.integers(0, length - 1).flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, length)))
    span = st.tuples(st.sampled_from("AB"), places).map(lambda said: (said[0], *said[1]))
    reading = st.one_of(st.none(), st.lists(span, max_size=3))
    documents = draw(st.lists(st.lists(reading, min_size=readers, max_size=readers), min_size=1, max_size=3))
    return documents, length


@given(small())
@example(([[[("A", 0, 1)], [("A", 0, 1)]]], 1))
def test_a_figure_is_undefined_where_there_is_a_reason_and_only_there(several, drawn):
    documents, length = drawn
    for name, (value, reason) in figures(several(*documents, length=length)).items():
        assert (value is None) == (reason is not None), name
        assert value is None or isfinite(value), name


@pytest.mark.parametrize(
    "readings",
    [([], []), ([], [], []), (SPAN,), ([],), ()],
    ids=["no units", "no units of three", "one annotator", "one without units", "nobody"],
)
def test_without_units_or_others_nothing_is_defined(made, readings):
    for name, (value, reason) in figures(made(*readings, length=10)).items():
        assert value is None, name
        assert reason, name


@pytest.mark.parametrize("readings", [(SPAN,), ()])
def test_one_annotator_is_told_that_it_takes_two(made, readings):
    for name, (_, reason) in figures(made(*readings, length=10)).items():
        if name not in ("alpha", "alpha on matched"):  # which know of items only
            assert reason == nominal.ONE_ANNOTATOR, name


def test_an_empty_document_beside_one_that_is_not(several):
    whole = figures(several([SPAN, SPAN], length=10))
    beside = figures(several([SPAN, SPAN], [[], []], length=10))
    assert beside["exact"] == whole["exact"] == (1, None)
    assert beside["gamma"] == whole["gamma"] == (1, None)
    assert beside["alpha_u"] == (1, None)


def test_one_category_alone_has_no_kappa(made):
    # All characters are A for both: chance explains everything.
    found = figures(made([("A", 0, 10)], [("A", 0, 10)], length=10))
    for name in (
        "fleiss",
        "alpha",
        "cohen 0",
        "scott 0",
        "fleiss on matched",
        "alpha on matched",
        "cohen on matched 0",
    ):
        assert found[name] == (None, nominal.ONE_CATEGORY), name
    assert found["exact"] == (1, None)


def test_units_of_one_annotator_alone(made):
    found = figures(made(SPAN, [], length=10))
    assert found["exact"] == (0, None)
    assert found["fleiss on matched"] == (None, nominal.NO_ITEMS)
    assert found["alpha_u"][0] <= 0
    assert found["gamma"][0] <= 0.5


def test_a_document_without_text_has_no_cases(several):
    assert len(cases(several([[], []], length=0))) == 0


def test_the_weights_of_items_count_as_so_many_items():
    codes = np.array([[0, 0], [0, 1], [1, 1]])
    weights = np.array([3, 2, 4])
    spelled = np.repeat(codes, weights, axis=0)
    for measure in (nominal.cohen, nominal.scott, nominal.fleiss, nominal.alpha):
        assert measure(codes, weights).value == pytest.approx(measure(spelled).value)
        assert measure(codes, weights).items == 9


def test_kappa_asks_for_items_that_all_have_judged_and_alpha_for_two():
    codes = np.array([[0, 1, -1], [-1, 1, 1], [0, -1, 0]])
    assert nominal.fleiss(codes) == nominal.Coefficient(None, 0, nominal.NOT_BY_ALL)
    assert nominal.alpha(codes).items == 3
