"""Cases: where annotators differ."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import f1, gamma, runs, semeval, unitizing
from annotator.agreement.aligning import alike
from annotator.agreement.cases import CaseType, cases, group


@pytest.fixture
def kinds(made):
    """What kinds of cases some readings make."""
    return lambda *readings: [(case.type, case.kinds) for case in cases(made(*readings))]


def test_what_everybody_has_is_no_case(kinds):
    assert kinds([("A", 0, 5)], [("A", 0, 5)]) == []


def test_each_kind_of_difference(kinds):
    assert kinds([("A", 0, 5)], []) == [(CaseType.MISSING, (CaseType.MISSING,))]
    assert kinds([("A", 0, 5)], [("A", 0, 9)]) == [(CaseType.BOUNDARY, (CaseType.BOUNDARY,))]
    assert kinds([("A", 0, 5)], [("B", 0, 5)]) == [(CaseType.LABEL, (CaseType.LABEL,))]
    assert kinds([("A", 0, 5)], [("B", 0, 6)]) == [(CaseType.SEVERAL, (CaseType.LABEL, CaseType.BOUNDARY))]


def test_an_actor_inside_a_claim_is_not_a_claim_with_a_wrong_label(kinds):
    found = kinds([("CLAIM", 0, 50), ("ACTOR", 3, 8)], [("CLAIM", 0, 50)])
    assert found == [(CaseType.MISSING, (CaseType.MISSING,))]


def test_nested_spans_of_one_label_are_paired_with_their_like(kinds):
    both = [("CLAIM", 0, 50), ("CLAIM", 10, 20)]
    assert kinds(both, both) == []


def test_a_link_is_judged_where_its_ends_are_agreed(made):
    spans = [("CLAIM", 0, 9), ("SOURCE", 10, 15)]
    (case,) = cases(made(spans, spans, links=[("attributed_to", 1, 2)]))
    assert (case.type, case.links) == (CaseType.LINK, {"ada": (900,), "bo": ()})
    other = [("CLAIM", 0, 8), ("SOURCE", 10, 15)]
    waiting = cases(made(spans, other, links=[("attributed_to", 1, 2)]))
    assert [case.type for case in waiting] == [CaseType.BOUNDARY]


@pytest.mark.parametrize(
    ("mine", "other", "gains"),
    [
        ([("about", 1, 2)], [("attributed_to", 1, 2)], [1]),  # of what type the link is
        ([("about", 1, 2)], [("about", 1, 3)], [1]),  # where it leads
        ([("about", 1, 2)], [("attributed_to", 1, 3)], [1, 1]),  # two links
        ([("about", 1, 2), ("about", 1, 3)], [("attributed_to", 1, 2), ("about", 1, 3)], [1]),
        ([("about", 1, 2), ("about", 1, 3)], [("about", 1, 3)], [1]),
        ([("about", 1, 2)], [("about", 1, 2)], []),
    ],
)
def test_links_of_one_span_that_exclude_each_other_are_one_case(made, mine, other, gains):
    spans = [("CLAIM", 0, 9), ("SOURCE", 10, 15), ("SOURCE", 20, 25)]
    links = [*mine, *((kind, head + 3, child + 3) for kind, head, child in other)]
    assert [case.gain for case in cases(made(spans, spans, links=links))] == gains


SPANS = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, 20), st.integers(1, 9)).map(lambda t: (t[0], t[1], t[1] + t[2])),
    max_size=6,
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(SPANS, min_size=2, max_size=3))
def test_cases_and_agreed_groups_hold_each_span_once(made, readings):
    found = made(*readings)
    grouping = group(found)
    in_cases = [span for case in cases(found) for spans in case.spans.values() for span in spans]
    agreed = found.ids[grouping.agreed].tolist()
    assert sorted(in_cases + agreed) == sorted(found.ids.tolist())


@settings(max_examples=60)
@given(st.lists(SPANS, min_size=2, max_size=3))
def test_what_is_agreed_everybody_has_exactly(made, readings):
    found = made(*readings)
    grouping = group(found)
    for head in set(grouping.group[grouping.agreed].tolist()):
        rows = (grouping.group == head).nonzero()[0]
        assert sorted(found.annotator[rows].tolist()) == list(range(len(readings)))
        assert len({(found.label[r], found.start[r], found.end[r]) for r in rows.tolist()}) == 1


@settings(max_examples=60)
@given(st.lists(SPANS, min_size=3, max_size=3), st.permutations(range(3)))
def test_the_order_of_annotators_changes_nothing(made, readings, order):
    def said(table):
        same = alike(table)
        aligned = semeval.aligned(table, same)
        tokens = runs.runs(table, runs.characters(table))
        pairs = range(len(table.pairs))
        exact, overlap = f1.exact(table), f1.overlapping(table)
        figures = [
            sorted((exact.matches(n).f1 or 0.0, overlap.matches(n).f1 or 0.0) for n in pairs),
            sorted(
                counts["strict"].correct + counts["type"].correct for counts in semeval.counts(table, aligned)
            ),
            round(runs.alpha(runs.runs(table, runs.characters(table))).value or 9.0, 9),
            round(unitizing.alpha_u(table).all.value or 9.0, 9),
            round(gamma.gamma(table, samples=1, most_samples=1).observed or 9.0, 9),
            runs.confusion(table, tokens).tolist(),
        ]
        places = sorted((c.type, c.start, c.end, c.gain, len(c.kinds)) for c in cases(table))
        return json.dumps([figures, places])

    assert said(made(*readings, length=40)) == said(made(*(readings[i] for i in order), length=40))


def test_cases_know_their_places_before_they_are_made(made):
    found = cases(made([("A", 0, 5), ("B", 9, 12)], [("A", 0, 6)]))
    assert [(c.start, c.end, c.gain) for c in found] == list(
        zip(found.start.tolist(), found.end.tolist(), found.gain.tolist(), strict=True)
    )
    assert found[-1] == list(found)[-1]
    assert found[:1] == list(found)[:1]


def test_spans_in_several_pieces_and_stacked_ones(kinds):
    assert kinds([("A", 0, 4, 9, 12)], [("A", 0, 4, 9, 12)]) == []
    assert kinds([("A", 0, 4, 9, 12)], [("A", 0, 12)]) == [(CaseType.BOUNDARY, (CaseType.BOUNDARY,))]
    stacked = kinds([("A", 0, 5), ("A", 0, 5)], [("A", 0, 5)])
    assert [case[0] for case in stacked] == [CaseType.MISSING]


def test_attributes_that_differ_are_a_case(made):
    attributes = {1: (("kind", "x"),), 2: (("kind", "y"),)}
    (case,) = cases(made([("A", 0, 5)], [("A", 0, 5)], attributes=attributes))
    assert case.type == CaseType.ATTRIBUTE
