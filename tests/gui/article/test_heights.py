"""Heights of blocks: sums and searches as if all were added up."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.heights import Heights

PIXELS = st.integers(0, 60)


@given(
    st.lists(PIXELS, min_size=1, max_size=300), st.lists(st.tuples(st.integers(0, 299), PIXELS), max_size=20)
)
def test_heights_are_found_as_if_all_were_added_up(heights, changes):
    known = Heights(heights)
    for index, height in changes:
        if index < len(heights):
            heights[index] = known[index] = height
    tops = [*accumulate(heights, initial=0)]
    assert [known.top(index) for index in range(len(heights) + 1)] == tops
    assert known.total == tops[-1]
    for y in range(-3, tops[-1] + 3, 7):
        found = known.at(y)
        assert found == max((i for i, top in enumerate(tops[:-1]) if top <= y), default=0)
