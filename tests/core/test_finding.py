"""Finding words whatever their case: what is found is exactly what a slow scan finds."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core import finding
from annotator.core.finding import Found, folded, search

AWKWARD = "aAsSßẞİiıIﬁfFΐﬃ \n\u00a0\u2009\u0307\u0301éÉ😀ŉʼn"
texts = st.text(st.sampled_from(AWKWARD), max_size=60)


def all_of(text, wanted):
    found = Found()
    for _ in search(text, wanted, found):
        pass
    return [tuple(found[number]) for number in range(len(found))]


def scan(text, wanted):
    """Try each range of the text, from left to right."""
    key, places, at = folded(wanted), [], 0
    while key and at < len(text):
        ends = (
            end for end in range(at + 1, min(len(text), at + len(key)) + 1) if folded(text[at:end]) == key
        )
        end = next(ends, None)
        if end is not None:
            places.append((at, end))
        at = end or at + 1
    return places


@given(texts, st.text(st.sampled_from(AWKWARD), min_size=1, max_size=4), st.integers(1, 9))
def test_what_is_found_is_what_a_slow_scan_finds(text, wanted, part):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "PART", part)
        assert all_of(text, wanted) == scan(text, wanted)


@given(texts, st.data())
def test_every_range_of_a_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        places = all_of(text, text[start:end])
        assert places
        assert all(folded(text[a:b]) == folded(text[start:end]) for a, b in places)


@pytest.mark.parametrize(
    ("text", "wanted", "places"),
    [
        ("Die Straße, die STRASSE", "strasse", [(4, 10), (16, 23)]),
        ("Die Straße, die STRASSE", "straße", [(4, 10), (16, 23)]),
        ("Straße", "s", [(0, 1)]),
        ("İstanbul İstanbul", "stanbul", [(1, 8), (10, 17)]),
        ("😀 Kyiv 😀 kyiv", "KYIV", [(2, 6), (9, 13)]),
        ("said\nthe minister", "Said the", [(0, 8)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("", "a", []),
        ("a", "", []),
        ("a", "aa", []),
    ],
)
def test_places(text, wanted, places):
    assert all_of(text, wanted) == places


def test_every_character_that_grows_is_known():
    grow = {chr(code) for code in range(sys.maxunicode + 1) if len(chr(code).casefold()) > 1}
    assert {one for one in grow if not finding._MAY_GROW.match(one)} == set()


def test_every_space_is_known():
    spaces = {code for code in range(sys.maxunicode + 1) if chr(code).isspace()} - {0x20}
    assert spaces == set(finding._SPACES)


def test_found_places_of_a_range():
    found = Found()
    for start, end in ((2, 4), (4, 6), (9, 10)):
        found.starts.append(start)
        found.ends.append(end)
    assert [list(found.between(*r)) for r in ((0, 2), (3, 4), (4, 5), (5, 10), (10, 20))] == [
        [], [0], [1], [1, 2], [],
    ]  # fmt: skip
    assert [found.first_from(offset) for offset in (0, 3, 9, 10)] == [0, 1, 2, 3]


def test_the_search_pauses_often():
    text = "ab ß" * 100_000
    found = Found()
    stops = list(search(text, "b", found))
    assert len(stops) > 10
    assert stops[-1] == len(text)
    assert len(found) == 100_000
