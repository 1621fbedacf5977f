import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.likeness import Like

TEXT = "Er sagte, der Sprecher sagte er. „Er“ ER er-"


def places(text, start, end, **options):
    return [(p.start, p.end) for p in Like.at(text, start, end).places(text, **options)]


def test_likeness_keeps_case_and_whole_words():
    assert places(TEXT, 0, 2) == [(0, 2), (34, 36)]
    assert places(TEXT, 29, 31) == [(29, 31), (41, 43)]
    assert places(TEXT, 29, 31, any_case=True) == [(0, 2), (29, 31), (34, 36), (38, 40), (41, 43)]


def test_likeness_of_a_part_of_a_word_is_found_in_words():
    assert places("Der Sprecher", 1, 3) == [(1, 3), (10, 12)]
    assert places("Der Sprecher er", 10, 12) == [(1, 3), (10, 12), (13, 15)]


def test_likeness_between_two_offsets():
    like = Like.at(TEXT, 0, 2)
    assert [p.start for p in like.places(TEXT, 1)] == [34]
    assert [p.start for p in like.places(TEXT, 0, 34)] == [0]


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [("a b", 0, 3, "a b"), ("über b", 2, 6, " b"), ("über", 1, 3, ""), ("🚢 ", 0, 1, "🚢")],
)
def test_likeness_says_which_words_the_index_can_look_for(text, start, end, words):
    assert Like.at(text, start, end).words == words


@given(st.text("aAb .🚢\r\n\u0301", min_size=1), st.data())
def test_likeness_finds_at_least_what_was_selected(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    like = Like.at(text, start, end)
    assert (start, end) in [tuple(place) for place in like.places(text, start)]
    assert all(text[a:b] == text[start:end] for a, b in like.places(text))
