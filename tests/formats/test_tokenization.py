"""spaCy's token bounds over the whole of a text."""

import re
import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.tokens import decode_tokens, token_ranges
from annotator.formats import tokenization
from annotator.formats.tokenization import LONGEST_PIECE, Tokenizer, tokenize, tokenize_many
from annotator.formats.unsplit import SIGNS, Unsplit

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


# spaCy itself cuts “:)Wort” otherwise where another “Wort:)” stands before it in the same text.
@settings(deadline=None)
@given(text=TEXTS.filter(lambda text: text.count(":)") < 2))
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


# Words as news has them, and what is told apart by the last two letters, the length, or a list.
WORDS = st.lists(
    st.sampled_from(
        ["Wort", "cannot", "Im", "id", "XD", "don't", "U.S.", "z.B.", "Jan", "GmbH", "NATO", "Käse", "Straße",
         "Київ", "Ὀ", "ſ", "Ⅰ", "ͅ", "שלום", "中文", "😀", "x" * 63, "x" * 64, "12", "km", "a", "I", "„Wort"]
    )
    | st.text(st.characters(categories=["L"]), min_size=1, max_size=4)
).map("".join)  # fmt: skip
SPACES = st.sampled_from(
    [" ", " ", " ", "\n", "  ", " \n", "\n ", "\r\n", "\t", "\u2003", "\u3000", " " * 65]
)


@settings(deadline=None, max_examples=60)
@given(
    texts=st.lists(
        st.lists(st.tuples(WORDS, st.sampled_from(["", *SIGNS, "'s", "-", ".)"]), SPACES), max_size=12).map(
            lambda parts: "".join(map("".join, parts))
        ),
        max_size=6,
    )
)
def test_tokenization_of_many_texts_is_that_of_each(language, texts):
    assert tokenize_many(texts, language) == (
        [tokenize(text, language)[0] for text in texts],
        tokenize("", language)[1],
    )


@settings(deadline=None, max_examples=60)
@given(
    words=st.lists(
        st.tuples(
            st.text(st.characters(max_codepoint=0x17F, categories=["L"]), min_size=1, max_size=6)
            | st.sampled_from(["Jan", "bzw", "etc", "cannot", "im", "km", "US", "vs", "Co", "Straße"]),
            st.sampled_from(["", *SIGNS]),
        ).map("".join),
        min_size=1,
    )
)
def test_tokenization_of_many_words_is_what_spacy_does(language, words):
    text = " ".join(words)
    doc = _spacy(language)(text)
    found = decode_tokens(tokenize_many([text], language)[0][0])
    assert found == [(len(t), bool(t.whitespace_)) for t in doc]


def test_tokenization_of_many_asks_only_for_words_that_are_not_plain():
    tokenizer = Tokenizer("de")
    tokenizer.many(["Die Ministerin sagte, das sei z.B. „falsch“.\nUnd geht’s?"] * 3)
    assert set(tokenizer._words) == {"z.B.", "„falsch“.", "geht’s?"}


def test_tokenization_of_many_in_groups(monkeypatch):
    texts = [f"Text {n}, der kurz ist." for n in range(20)]
    monkeypatch.setattr(tokenization, "_TOGETHER", 60)
    assert tokenize_many(texts, "de")[0] == [tokenize(text, "de")[0] for text in texts]


@pytest.mark.parametrize(
    ("suffix", "loses"),
    [
        (r",$", True),
        (r"(?<=[a-z]),$", True),
        (r"(?<=[A-Z]),$", False),  # not after this letter
        (r"(?<=[a-z][a-z]),$", False),  # not where there is but one
        (r"(?<!x),$", False),  # looks back for what is not there
        (r"a?,$", False),  # takes the letter, too
        (r"[a-z]+,$|,$", False),
        (r"(?<=[0-9])km$|,$", True),
        (r"\w,$|,$", False),
        (r",,$|,$", True),
        (r";$", False),
    ],
)
def test_tokenization_knows_signs_that_words_lose(suffix, loses):
    assert Unsplit(_Rules(suffix)).loses("a", ",") is loses


@pytest.mark.parametrize(("prefix", "loses"), [(r"^US\$|^\(", True), (r"^a", False), (r",", False)])
def test_tokenization_knows_words_whose_beginning_is_cut_off(prefix, loses):
    assert Unsplit(_Rules(",$", prefix)).loses("a", ",") is loses


class _Rules:
    """What is asked of spaCy's tokenizer."""

    token_match = infix_finditer = rules = None

    def __init__(self, suffix, prefix="^[(]"):
        self.suffix_search, self.prefix_search = re.compile(suffix).search, re.compile(prefix).search
