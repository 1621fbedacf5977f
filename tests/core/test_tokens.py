import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core import tokens as module
from annotator.core.spans import Fragment
from annotator.core.tokens import Tokens, decode_tokens, encode_tokens, token_ranges

lengths = st.one_of(
    st.integers(1, 70), st.sampled_from([63, 64, 127, 128, 8191, 8192, 1_000_000]), st.integers(1, 10**9)
)
pairs = st.lists(st.tuples(lengths, st.booleans()))


@given(pairs)
def test_tokens_decode_to_what_was_encoded(tokens):
    assert decode_tokens(encode_tokens(tokens)) == tokens


@given(st.lists(st.tuples(st.integers(1, 63), st.booleans())))
def test_tokens_of_usual_length_take_one_byte_each(tokens):
    assert len(encode_tokens(tokens)) == len(tokens)


@given(pairs)
def test_token_ranges_follow_one_another(tokens):
    starts, ends = token_ranges(encode_tokens(tokens))
    position = 0
    for (length, space), start, end in zip(tokens, starts, ends, strict=True):
        assert (start, end) == (position, position + length)
        position = end + space


@pytest.fixture(params=[1, 3, 1_024], ids=["chunks of 1", "chunks of 3", "chunks as they are"], autouse=True)
def chunk(request, monkeypatch):
    """Let texts of a few tokens, too, be decoded in parts."""
    monkeypatch.setattr(module, "_CHUNK", request.param)


@st.composite
def tokenized(draw):
    """A text with tokens over all of it, white space tokens among them, and the other tokens' ranges."""
    text, tokens = "", []
    for word in draw(st.lists(st.sampled_from(["a", "Wort", "👍", "\n\n", " ", ".", "x" * 70]), max_size=12)):
        space = draw(st.booleans())
        tokens.append((len(word), space))
        text += word + " " * space
    position, words = 0, []
    for length, space in tokens:
        if not text[position : position + length].isspace():
            words.append(Fragment(position, position + length))
        position += length + space
    return text, encode_tokens(tokens), words


@given(tokenized(), st.data())
def test_tokens_touched_are_all_that_share_a_character_with_the_range(case, data):
    text, encoded, words = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        met = [word for word in words if word.start < end and start < word.end]
        expected = Fragment(met[0].start, met[-1].end) if met else None
    else:
        # The one that begins here comes before the one that ends here.
        inside = [word for word in words if word.start <= start < word.end]
        ending = [word for word in words if word.end == start]
        expected = (inside or ending or [None])[0]
    assert Tokens(text, encoded).touched(start, end) == expected


@given(tokenized())
def test_tokens_step_to_the_neighbouring_edges(case):
    text, encoded, words = case
    tokens = Tokens(text, encoded)
    for offset in range(len(text) + 1):
        assert tokens.next_start(offset) == min(
            (w.start for w in words if w.start > offset), default=len(text)
        )
        assert tokens.previous_start(offset) == max((w.start for w in words if w.start < offset), default=0)
        assert tokens.next_end(offset) == min((w.end for w in words if w.end > offset), default=len(text))
        assert tokens.previous_end(offset) == max((w.end for w in words if w.end < offset), default=0)


@given(tokenized())
def test_tokens_are_aligned_only_from_a_start_to_an_end(case):
    text, encoded, words = case
    tokens = Tokens(text, encoded)
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for start in range(len(text)):
        for end in range(start + 1, min(start + 6, len(text)) + 1):
            assert tokens.aligned(start, end) == (start in starts and end in ends)


def test_tokens_of_nothing():
    tokens = Tokens("", b"")
    assert tokens.touched(0, 0) is None
    assert (
        tokens.next_start(0) == tokens.previous_start(0) == tokens.next_end(0) == tokens.previous_end(0) == 0
    )
    assert not tokens.aligned(0, 0)
