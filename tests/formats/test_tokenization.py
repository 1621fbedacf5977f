"""spaCy's token bounds over the whole of a text."""

import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.tokens import decode_tokens, token_ranges
from annotator.formats.tokenization import LONGEST_PIECE, Tokenizer, tokenize

TEXTS = st.lists(
    st.sampled_from(
        ["Wort", "z.B.", "U.S.", "don't", "(a)", "„ja“,", "👨‍👩‍👧", "🇺🇦", "e\u0301", "שלום", "12.000",
         "ab-cd", "http://a.de/x?y=1", " ", "  ", "\n", "\r\n", "\t", "\xa0", "\u2028", "\0", "\ufeff",
         "\x1c", ":)", "…", "'", "/"]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
).map("".join)  # fmt: skip


@pytest.fixture(scope="module", params=["de", "en", "xx", "fr"])
def language(request):
    return request.param


@settings(deadline=None)
@given(text=TEXTS)
def test_tokenization_is_what_spacy_does(language, text):
    doc = _spacy(language)(text)
    assert decode_tokens(tokenize(text, language)[0]) == [(len(t), bool(t.whitespace_)) for t in doc]


@settings(deadline=None)
@given(text=TEXTS)
def test_tokenization_covers_the_whole_text(text):
    encoded, _ = tokenize(text, "de")
    rebuilt, start = "", 0
    for length, space in decode_tokens(encoded):
        assert length > 0
        rebuilt += text[start : start + length] + (" " if space else "")
        start += length + space
    assert rebuilt == text


def test_tokenization_of_a_text_with_everything():
    text = " \t\0Ministerin sagte:\r\n\r\n„Wir sparen.“ 👨‍👩‍👧 \n"
    starts, ends = token_ranges(tokenize(text, "de")[0])
    assert [text[s:e] for s, e in zip(starts, ends, strict=True)] == [
        " \t", "\0Ministerin", "sagte", ":", "\r\n\r\n", "„", "Wir", "sparen", ".", "“",
        "👨", "\u200d", "👩", "\u200d", "👧", "\n",
    ]  # fmt: skip


def test_tokenization_of_nothing():
    assert tokenize("", "de") == (b"", f"spacy-{spacy.__version__}/de")


@pytest.mark.parametrize(
    ("language", "used"),
    [
        ("de", "de"),
        ("en", "en"),
        ("de-AT", "de"),
        ("EN", "en"),
        ("qq", "xx"),
        ("", "xx"),
        ("../os", "xx"),
        ("ja", "xx"),
    ],
)
def test_tokenization_says_which_tokenizer_it_was(language, used):
    assert tokenize("Ein Wort.", language)[1] == f"spacy-{spacy.__version__}/{used}"


def test_tokenization_takes_more_than_a_million_characters():
    text = "Ein Satz mit sieben Wörtern ohne Sinn. " * 30_000
    encoded, _ = tokenize(text, "de")
    assert len(decode_tokens(encoded)) == 30_000 * 8
    assert token_ranges(encoded)[1][-1] == len(text.rstrip())


@pytest.mark.parametrize("unit", ["(", "😀", "'", "!?", "a-", "."])
def test_tokenization_of_one_endless_word_is_not_quadratic(unit):
    text = unit * 50_000
    assert sum(length for length, _ in decode_tokens(Tokenizer("de")(text))) == len(text)


def test_tokenization_cuts_a_piece_that_is_too_long():
    text = "x" * (LONGEST_PIECE + 5) + " y"
    assert decode_tokens(tokenize(text, "de")[0]) == [(LONGEST_PIECE, False), (5, True), (1, False)]


def test_tokenization_forgets_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr("annotator.formats.tokenization._REMEMBERED", 10)
    text = " ".join(f"Wort{n}" for n in range(100))
    assert len(decode_tokens(Tokenizer("xx")(text))) == 100


def test_tokenization_imports_spacy_only_when_asked():
    code = "import sys, annotator.formats.tokenization; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


_PIPELINES = {}


def _spacy(language):
    if language not in _PIPELINES:
        _PIPELINES[language] = spacy.blank(language).tokenizer
    return _PIPELINES[language]


@pytest.mark.parametrize("between", ["\n", "\t", "\r\n", "\n\u2003"])
def test_tokenization_of_one_word_a_line(between):
    text = between.join(["Wort,"] * 3_000) + " Ende"
    doc = _spacy("de")(text)
    assert decode_tokens(tokenize(text, "de")[0]) == [(len(t), bool(t.whitespace_)) for t in doc]


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(
    ["Wort", "„Wort“", "(Wort)", "Wort,", "z.B.", "im", "cannot", "Im", "don", "a.", "U", "km", "ſ", "Ⅰ", "ﬁ", "ͅ", "x'",
     "'s", "Wort:)", "£Wort", "100km", "Straße."]), max_size=9))  # fmt: skip
def test_tokenization_of_words_with_signs_beside_them(language, words):
    text = " ".join(words)
    doc = _spacy(language)(text)
    assert decode_tokens(tokenize(text, language)[0]) == [(len(t), bool(t.whitespace_)) for t in doc]
