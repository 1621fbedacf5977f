import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.segments import paragraphs, sentence_at
from annotator.core.spans import Fragment

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
texts = st.text(st.sampled_from(f"ab 👍\u00a0\0{BREAKS}"), max_size=40)


def naive(text):
    """Walk the text and cut at each break; CR LF is one."""
    ranges, start, i = [], 0, 0
    while i < len(text):
        if text[i] in BREAKS:
            ranges.append((start, i))
            i += text[i : i + 2] == "\r\n"
            start = i + 1
        i += 1
    return [*ranges, (start, len(text))]


@given(texts)
def test_segments_paragraphs_are_what_lies_between_breaks(text):
    assert paragraphs(text) == naive(text)


@given(texts)
def test_segments_paragraphs_leave_out_line_breaks_and_nothing_else(text):
    ranges = paragraphs(text)
    rest = [*"".join(text[start:end] for start, end in ranges)]
    assert rest == [character for character in text if character not in BREAKS]
    assert ranges[0].start == 0
    assert ranges[-1].end == len(text)


def test_segments_paragraphs_break_where_python_and_qt_do():
    assert [c for c in map(chr, range(0x11000)) if len(paragraphs(f"a{c}b")) == 2] == sorted(BREAKS)


def sentences(text):
    """Return all sentences of a one-paragraph text, asking for each character."""
    (paragraph,) = paragraphs(text)
    found = dict.fromkeys(sentence_at(text, paragraph, offset) for offset in range(len(text)))
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    "expected",
    [
        ["Kiew meldet Verluste.", "Moskau bestreitet das!", "Wer hat recht?", "Niemand weiß es"],
        ["„Wir prüfen das.“", "Mehr sagte er nicht."],
        ["»Nein.«", "Sie ging.", "“Never.”", "He left."],
        ["Er fragte: „Wirklich?“", "„Ja …“", "Dann schwieg er."],
        ["Am 31. Oktober waren es 12.000.", "Soldaten zählte niemand."],
        ["Das war im Jahr 2024.", "Der Minister schwieg."],
        ["Am 5. November und im 19. Jahrhundert galt der 2. Entwurf.", "Er galt bis 5.", "Dann nicht."],
        ["Dr. Weber traf Prof. Dr. Maria Lenz in der Str. Nr. 12.", "Sie sprachen lange."],
        ["Mr. Brown met Gen. Ivanov of the U.S. Army.", "He left at 5 p.m.", "The army stayed."],
        ["Es kostet 3 Mio. Euro, bzw. Franken, d. h. Geld.", "Er zahlt 4 Mio.", "Die Bank zahlt mit."],
        ["Das war Plan B.", "Der Plan galt z. B. Die Zeit."],
        ["The deal was signed on Jan. 5 by Acme Inc. Chairman Roe.", "It was worth 500.", "Nobody knew."],
        ["Das galt z. B. Österreich.", "Und der Schweiz (u. a. Bern)."],
        ["J. Smith said so.", "A. Miller did not."],
        ["Rund 3.5 Mio. waren es.", "(Die Zahl ist umstritten.)", "Ende."],
        ["ohne Punkt"],
    ],
)
def test_segments_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_segments_sentence_has_no_white_space_at_its_edges():
    text = "  Eins.   Zwei.  "
    assert sentences(text) == ["Eins.", "Zwei."]
    assert sentence_at(text, Fragment(0, len(text)), 8) == Fragment(10, 15)


def test_segments_sentence_stays_in_its_paragraph():
    text = "Erster Absatz\nZweiter. Dritter\nVierter"
    second = paragraphs(text)[1]
    assert text[slice(*sentence_at(text, second, second.start))] == "Zweiter."
    assert text[slice(*sentence_at(text, second, second.end))] == "Dritter"


def test_segments_sentence_of_white_space_is_empty():
    start, end = sentence_at("a\n   \nb", Fragment(2, 5), 3)
    assert start == end


@given(
    st.lists(st.sampled_from([*"aB1.!?“„«» ", "Dr. ", "z. B. ", "12. ", "Der "]), max_size=40).map("".join),
    st.data(),
)
def test_segments_sentences_follow_one_another(text, data):
    whole = Fragment(0, len(text))
    first = data.draw(st.integers(0, len(text)))
    second = data.draw(st.integers(first, len(text)))
    one, other = sentence_at(text, whole, first), sentence_at(text, whole, second)
    assert one == other or one.end <= other.start
