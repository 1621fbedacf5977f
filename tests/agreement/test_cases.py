"""Cases: where annotators differ."""

import json
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import f1
from annotator.agreement.cases import CaseType, cases, group
from annotator.agreement.table import table

READERS = ("ada", "bo", "cy")


def made(readings, names=READERS, relations=()):
    """A table of one document; readings are lists of (label, start, end) for each reader."""
    fragments, number = [], 0
    for name, spans in zip(names, readings, strict=True):
        for label, start, end in sorted(spans):
            number += 1
            fragments.append((number, 1, name, label, start, end))
    return table([(1, name) for name in names], fragments, relations)


def kinds(*readings):
    return [(case.type, case.kinds) for case in cases(made(readings, READERS[: len(readings)]))]


def test_what_everybody_has_is_no_case():
    assert kinds([("A", 0, 5)], [("A", 0, 5)]) == []


def test_each_kind_of_difference():
    assert kinds([("A", 0, 5)], []) == [(CaseType.MISSING, (CaseType.MISSING,))]
    assert kinds([("A", 0, 5)], [("A", 0, 9)]) == [(CaseType.BOUNDARY, (CaseType.BOUNDARY,))]
    assert kinds([("A", 0, 5)], [("B", 0, 5)]) == [(CaseType.LABEL, (CaseType.LABEL,))]
    assert kinds([("A", 0, 5)], [("B", 0, 6)]) == [(CaseType.SEVERAL, (CaseType.LABEL, CaseType.BOUNDARY))]


def test_an_actor_inside_a_claim_is_not_a_claim_with_a_wrong_label():
    found = kinds([("CLAIM", 0, 50), ("ACTOR", 3, 8)], [("CLAIM", 0, 50)])
    assert found == [(CaseType.MISSING, (CaseType.MISSING,))]


def test_nested_spans_of_one_label_are_paired_with_their_like():
    both = [("CLAIM", 0, 50), ("CLAIM", 10, 20)]
    assert kinds(both, both) == []


def test_a_link_is_judged_where_its_ends_are_agreed():
    spans = [("CLAIM", 0, 9), ("SOURCE", 10, 15)]
    (case,) = cases(made([spans, spans], READERS[:2], [(90, "attributed_to", 1, 2)]))
    assert (case.type, case.links) == (CaseType.LINK, {"ada": (90,), "bo": ()})
    other = [("CLAIM", 0, 8), ("SOURCE", 10, 15)]
    waiting = cases(made([spans, other], READERS[:2], [(90, "attributed_to", 1, 2)]))
    assert [case.type for case in waiting] == [CaseType.BOUNDARY]


SPANS = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, 20), st.integers(1, 9)).map(lambda t: (t[0], t[1], t[1] + t[2])),
    max_size=6, unique=True,
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(SPANS, min_size=2, max_size=3))
def test_cases_and_agreed_groups_hold_each_span_once(readings):
    names = READERS[: len(readings)]
    found = made(readings, names)
    grouping = group(found)
    in_cases = [span for case in cases(found) for spans in case.spans.values() for span in spans]
    agreed = [int(i) for i, g in zip(found.ids, grouping.group, strict=True) if int(g) in grouping.agreed]
    assert sorted(in_cases + agreed) == sorted(found.ids.tolist())


@settings(max_examples=60)
@given(st.lists(SPANS, min_size=3, max_size=3))
def test_the_order_of_annotators_changes_nothing(readings):
    def said(order):
        found = made([readings[i] for i in order], [READERS[k] for k in range(3)])
        figures = sorted(
            (f1.exact(found, a, b)[""].f1 or 0.0, f1.overlapping(found, a, b)[""].f1 or 0.0)
            for a, b in f1.pairs_of(found)
        )
        places = sorted(
            (case.type, case.start, case.end, case.gain, len(case.kinds)) for case in cases(found)
        )
        return figures, places

    assert len({json.dumps(said(order)) for order in permutations(range(3))}) == 1
