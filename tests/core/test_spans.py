import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import EditError
from annotator.core.spans import Fragment, Span, joined, reading_order

ranges = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda r: (r[0], r[0] + r[1])), max_size=8
)


def span(*fragments, **values):
    return Span(values.pop("id", 1), 1, "CLAIM", tuple(Fragment(*f) for f in fragments), **values)


@pytest.mark.parametrize(
    "fragments",
    [(), ((3, 3),), ((4, 3),), ((-1, 2),), ((0, 4), (3, 6)), ((5, 6), (0, 1)), ((0, 2), (0, 2))],
    ids=["none", "empty", "backwards", "before the text", "overlapping", "unsorted", "twice"],
)
def test_spans_refuse_fragments_that_are_none(fragments):
    with pytest.raises(EditError):
        span(*fragments)


def test_spans_may_touch_within():
    assert span((0, 2), (2, 4)).end == 4


def test_spans_tell_their_bounds_text_and_attributes():
    s = span((2, 4), (6, 9), attributes=(("kind", "state"),))
    assert (s.start, s.end) == (2, 9)
    assert s.covered("0123456789") == "23 … 678"
    assert s.attribute("kind") == "state"
    assert s.attribute("mood") is None


@given(ranges)
def test_spans_joined_cover_the_same_characters(fragments):
    merged = joined(fragments)
    covered = {i for start, end in fragments for i in range(start, end)}
    assert {i for start, end in merged for i in range(start, end)} == covered


@given(ranges)
def test_spans_joined_are_sorted_with_gaps_between(fragments):
    merged = joined(fragments)
    assert all(left.end < right.start for left, right in itertools.pairwise(merged))
    assert joined(merged) == merged
    if merged:
        assert Span(1, 1, "CLAIM", merged).fragments == merged


def test_spans_in_reading_order_have_the_outer_first():
    outer, inner, later = span((0, 9), id=3), span((0, 4), id=2), span((1, 2), id=1)
    assert sorted([later, inner, outer], key=reading_order) == [outer, inner, later]
