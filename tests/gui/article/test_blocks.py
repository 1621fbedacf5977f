"""Blocks show the text one code point for one, and know where each is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextLayout

from annotator.core.segments import paragraphs
from annotator.gui.article.blocks import BLOCK_LENGTH, Blocks

AWKWARD = (
    "\ufeff",
    "\ufffe",
    "\0",
    "\x1b",
    "\x7f",
    "\ud800",
    "\u200f",
    "\u2060",
    "🚢",
    "👩‍👩‍👧",
    "🇸🇰",
    "é",
    "ไ",
    "שלום",
    "\t",
)
BREAKS = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f", "\x1c")
PIECES = st.sampled_from((*AWKWARD, *BREAKS, "word", " ", "ß", "中"))
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)


@given(TEXTS)
def test_blocks_have_the_length_of_the_text_without_its_line_breaks(text):
    blocks = Blocks(text)
    assert sum(len(block.text) for block in blocks) == sum(end - start for start, end in paragraphs(text))
    assert all(len(block.text) == block.end - block.start for block in blocks)


@given(TEXTS)
def test_blocks_follow_each_other_with_nothing_but_line_breaks_between(text):
    blocks = Blocks(text)
    end = 0
    for block in blocks:
        assert text[end : block.start] in ("", *BREAKS, "\x1d", "\x1e")
        end = block.end
    assert text[end:] == ""


@given(TEXTS)
def test_each_offset_comes_back_from_its_unit(text):
    for block in Blocks(text):
        for offset in range(block.start, block.end + 1):
            assert block.offset(block.unit(offset)) == offset


@given(TEXTS)
def test_units_count_as_qt_does(text):
    for block in Blocks(text):
        assert block.unit(block.end) == len(block.text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS)
def test_qt_keeps_every_character_of_a_block(qapp, text):
    for block in Blocks(text):
        assert QTextLayout(block.text, QFont()).text() == block.text


@pytest.mark.parametrize("character", ["\ufeff", "\ufffe", "\0", "\ud83d", "\x7f", "\x1b"])
def test_what_qt_would_drop_is_shown_by_one_other_unit(character):
    (block,) = Blocks(f"{character}a{character}b")
    assert len(block.text) == 4
    assert character not in block.text
    assert block.text[1::2] == "ab"


def test_common_characters_are_shown_as_they_are():
    text = "Größe: 3\u00a0km – „gut“\t🚢"
    assert [block.text for block in Blocks(text)] == [text]


def test_an_empty_text_is_one_empty_block():
    (block,) = Blocks("")
    assert (block.start, block.end, block.text) == (0, 0, "")


def test_an_empty_line_is_a_block_of_its_own():
    assert [block.text for block in Blocks("a\n\nb\n")] == ["a", "", "b", ""]


def test_a_long_paragraph_is_cut_at_spaces():
    text = "seventeen letters " * 1_000
    blocks = Blocks(text)
    assert "".join(block.text for block in blocks) == text
    assert all(len(block.text) <= BLOCK_LENGTH for block in blocks)
    assert all(block.text.endswith(" ") for block in blocks)
    assert [block.first_of_paragraph for block in blocks] == [True] + [False] * (len(blocks) - 1)


def test_a_long_paragraph_without_spaces_is_cut_all_the_same():
    text = "x" * (3 * BLOCK_LENGTH + 5)
    assert [len(block.text) for block in Blocks(text)] == [BLOCK_LENGTH] * 3 + [5]


@pytest.mark.parametrize(
    "character",
    ["e\u0301", "👩‍👩‍👧", "👍🏽", "🇸🇰", "\u0e01\u0e33"],
    ids=["accent", "family", "skin", "flag", "thai"],
)
def test_a_long_paragraph_is_never_cut_within_a_character_as_a_reader_sees_it(qapp, character):
    text = "x" + character * BLOCK_LENGTH
    whole = QTextLayout(text, QFont())
    units = 0
    for block in Blocks(text):
        assert whole.isValidCursorPosition(units)
        units += block.units.utf16_length


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.data())
def test_a_block_is_found_by_any_of_its_offsets(lengths, data):
    blocks = Blocks("\n".join("x" * length for length in lengths))
    index = data.draw(st.integers(0, len(blocks) - 1))
    offset = data.draw(st.integers(blocks[index].start, blocks[index].end))
    assert blocks.at(offset) == index
    assert blocks.starts[index] <= offset <= blocks.reach(index)


def test_the_paragraph_of_a_piece_reaches_into_its_neighbours():
    text = "short\n" + "seventeen letters " * 1_000
    blocks = Blocks(text)
    assert blocks.paragraph(0) == (0, 5)
    assert blocks.paragraph(1) == (blocks[1].start, blocks[2].end)
    assert blocks.paragraph(3) == (blocks[2].start, blocks[4].end)
    assert blocks.paragraph(len(blocks) - 1) == (blocks[-2].start, len(text))
