import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.offsets import Utf16Map

AWKWARD = "aé\u0301\u0308\r\n\0\u00a0\u2028\u2029\ufeff\ufffe\uffff\u05d0\u0627\u200f\U00010000\U0010ffff👩\u200d🚀🇺🇦𝒳"
texts = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=())), max_size=60)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(texts)
def test_offsets_agree_with_the_encoder_at_every_code_point(text):
    offsets = Utf16Map(text)
    assert [offsets.to_utf16(i) for i in range(len(text) + 1)] == [
        units(text[:i]) for i in range(len(text) + 1)
    ]
    assert offsets.length == len(text)
    assert offsets.utf16_length == units(text)


@given(texts)
def test_offsets_come_back_as_they_went(text):
    offsets = Utf16Map(text)
    for i in range(len(text) + 1):
        assert offsets.to_code_point(offsets.to_utf16(i)) == i


@given(texts)
def test_offsets_in_the_middle_of_a_pair_count_as_before_it(text):
    offsets = Utf16Map(text)
    for i, character in enumerate(text):
        if character > "\uffff":
            assert offsets.to_code_point(offsets.to_utf16(i) + 1) == i


@pytest.mark.parametrize("text", ["", "a", "ä" * 40, "Привет" * 40, "\ufeff\r\n\0" * 40])
def test_offsets_are_the_same_where_nothing_is_astral(text):
    offsets = Utf16Map(text)
    for i in range(len(text) + 1):
        assert offsets.to_utf16(i) == offsets.to_code_point(i) == i


def test_offsets_of_a_long_text_with_one_emoji_near_its_end():
    offsets = Utf16Map("x" * 100_000 + "🙏" + "y" * 5)
    assert offsets.to_utf16(100_000) == 100_000
    assert offsets.to_utf16(100_001) == 100_002
    assert offsets.to_code_point(100_007) == 100_006
