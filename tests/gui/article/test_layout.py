"""The layout: where each character and each piece of a span is, and what is at a place."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.annotations import Annotations
from annotator.core.segments import paragraphs
from annotator.core.spans import Fragment, Layer, Span, joined
from annotator.gui.article.layout import KEPT, ArticleLayout
from annotator.gui.article.look import Look
from annotator.workspace.resources import default_scheme

LATIN = (
    "Talks",
    "in",
    "Lisov",
    "stall,",
    "ministry:",
    "„wir",
    "warten“.",
    "e\u0301te\u0301",
    "fi",
    "Ｗ",
    "0",
)
OTHERS = ("🚢", "👩‍👩‍👧", "🇸🇰🇺🇦", "👍🏽", "\ufeff", "\0", "中文報", "क्षत्रिय", "\u2060")
RIGHT_TO_LEFT = ("שלום", "العربية", "(سمك)", "بيت", "בְּ", "12")
LIGATURES = ("لا", "سلام", "بَيْت")
UNSEEN = "\ufeff\u2060\0"
GAPS = (" ", " ", " ", "", "  ", "\t", "\u00a0", "\n", "\n\n", "\r\n")
LABELS = ("ACTOR", "CLAIM", "SOURCE", "CUE", "UNHEARD-OF")


def texts(*words):
    pieces = st.tuples(st.sampled_from(words), st.sampled_from(GAPS)).map("".join)
    return st.lists(pieces, min_size=1, max_size=40).map("".join)


@st.composite
def ranges(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, min(len(text), start + draw(st.sampled_from((1, 4, 30, 300))))))


@st.composite
def spans_of(draw, text, first_id=1):
    """Return spans of a text: some divided, some nested, some alike."""
    found, known = [], [(0, len(text)), (0, 1)]
    for number in range(draw(st.integers(0, 9))):
        pairs = draw(st.lists(ranges(text) | st.sampled_from(known), min_size=1, max_size=3))
        known += pairs
        kind = (("kind", "person"),) if draw(st.booleans()) else ()
        found.append(Span(first_id + number, 1, draw(st.sampled_from(LABELS)), joined(pairs), kind))
    return found


def with_spans(spans):
    return Annotations(Layer(1, 1, 1), {span.id: span for span in spans}, {})


def laid_out(text, spans=(), width=300.0):
    layout = ArticleLayout(Look(default_scheme(), 1.0))
    layout.width = width
    layout.set_text(text)
    layout.set_spans(with_spans(spans))
    return layout


def every_line(layout):
    """Return each line with its block's index and top."""
    found = []
    for index in range(len(layout.blocks)):
        laid = layout.laid(index)
        found += [(index, line) for line in laid.lines]
    return [(layout.top(index), index, line) for index, line in found]


def characters(layout, text):
    """Return the offset, end and rectangle of each character as a reader sees it, where it has any width."""
    found = []
    for _, index, line in every_line(layout):
        block, shaped = layout.blocks[index], layout.laid(index).layout
        offset = line.start
        while offset < line.end:
            end = max(offset + 1, block.offset(shaped.nextCursorPosition(block.unit(offset))))
            rects = layout.rects(offset, min(end, line.end))
            if len(rects) == 1 and rects[0].width() > 3.0 and not text[offset:end].isspace():
                found.append((offset, end, rects[0]))
            offset = end
    return found


@settings(max_examples=60)
@given(texts(*LATIN, *OTHERS), st.data())
def test_the_place_of_each_character_finds_it(qapp, text, data):
    layout = laid_out(text, data.draw(spans_of(text)))
    for offset, _end, rect in characters(layout, text):
        edge, _ = layout.hit(rect.left() + 0.5, rect.center().y())
        assert not text[edge:offset].strip(UNSEEN)
        for x in (rect.left() + 0.5, rect.right() - 0.5):
            found = layout.character(x, rect.center().y())
            assert found == offset or not text[found:offset].strip(UNSEEN)


@settings(max_examples=40)
@given(texts(*LATIN, *OTHERS, *RIGHT_TO_LEFT), st.data())
def test_the_middle_of_each_character_finds_it_also_under_right_to_left(qapp, text, data):
    layout = laid_out(text, data.draw(spans_of(text)))
    for offset, end, rect in characters(layout, text):
        assert offset <= layout.character(rect.center().x(), rect.center().y()) < end


@settings(max_examples=60)
@given(texts(*LATIN, *OTHERS, *RIGHT_TO_LEFT, *LIGATURES), st.data())
def test_the_bar_of_each_span_finds_it(qapp, text, data):
    layout = laid_out(text, data.draw(spans_of(text)))
    for top, _, line in every_line(layout):
        for piece in line.pieces:
            if piece.tinted:
                continue
            y = top + line.text_bottom + piece.lane * line.lane_height + 1.5
            for x in (piece.x0 + 0.5, (piece.x0 + piece.x1) / 2, piece.x1 - 0.5):
                assert layout.hit(x, y)[1] == piece.span_id


@settings(max_examples=40)
@given(texts(*LATIN), st.data())
def test_the_tag_of_each_span_finds_it(qapp, text, data):
    layout = laid_out(text, data.draw(spans_of(text)))
    for top, _, line in every_line(layout):
        for piece in line.pieces:
            # A mark without a width stands where the next letter does, and so would its tag.
            alone = not any(other is not piece and other.x0 == piece.x0 for other in line.pieces if other.tag)
            if piece.tag and alone:
                below = top + line.text_bottom + (piece.lane + 1) * line.lane_height - 2
                y = top + line.text_top - 3 if piece.tinted else below
                assert layout.hit(piece.x0 + 2, y)[1] == piece.span_id


@settings(max_examples=40)
@given(texts(*LATIN, *OTHERS, *RIGHT_TO_LEFT, *LIGATURES), st.data())
def test_every_span_is_to_be_seen_where_it_begins_and_where_it_ends(qapp, text, data):
    layout = laid_out(text, data.draw(spans_of(text)))
    bodies = [(start, end) for start, end in paragraphs(text) if start < end]
    shown = {}
    for _, _, line in every_line(layout):
        for piece in line.pieces:
            shown.setdefault(piece.span_id, []).append((line.start, line.end))
    for span in layout.spans.values():
        for fragment in span.fragments:
            inside = [max(fragment.start, s) for s, e in bodies if fragment.start < e and s < fragment.end]
            if inside:
                assert any(start <= inside[0] < end for start, end in shown[span.id])


@settings(max_examples=60)
@given(texts(*LATIN, *OTHERS, *RIGHT_TO_LEFT), st.data())
def test_no_line_reaches_into_the_next_however_deep_its_lanes(qapp, text, data):
    layout = laid_out(
        text, data.draw(spans_of(text)), width=data.draw(st.sampled_from((120.0, 300.0, 700.0)))
    )
    bottom = 0.0
    for top, _, line in every_line(layout):
        assert top + line.top >= bottom - 0.01
        assert line.top <= line.text_top <= line.text_bottom <= line.bottom
        for piece in line.pieces:
            if not piece.tinted:
                assert line.text_bottom + (piece.lane + 1) * line.lane_height <= line.bottom + 0.01
        bottom = top + line.bottom
    assert layout.height == pytest.approx(bottom, abs=0.1)


@settings(max_examples=40)
@given(texts(*LATIN, *OTHERS), st.data())
def test_changing_some_spans_gives_the_same_as_laying_all_out_anew(qapp, text, data):
    layout = laid_out(text)
    spans = {}
    for step in range(3):
        for span in data.draw(spans_of(text, first_id=1 + 3 * step)):
            spans[span.id] = span
        for span_id in data.draw(st.lists(st.sampled_from(sorted(spans)), max_size=3)) if spans else ():
            if data.draw(st.booleans()):
                spans.pop(span_id, None)
            elif span_id in spans:
                moved = joined([data.draw(ranges(text))])
                spans[span_id] = replace(
                    spans[span_id], fragments=moved, label=data.draw(st.sampled_from(LABELS))
                )
        layout.set_spans(with_spans(spans.values()))
        fresh = laid_out(text, spans.values())
        assert pictured(layout) == pictured(fresh)
        assert layout.height == pytest.approx(fresh.height)
        for offset in range(0, len(text), 7):
            assert layout.spans_at(offset) == fresh.spans_at(offset)


def pictured(layout):
    return [
        [
            (
                line.start,
                line.end,
                round(line.top, 2),
                round(line.bottom, 2),
                [repr(piece) for piece in line.pieces],
            )
            for line in layout.laid(index).lines
        ]
        for index in range(len(layout.blocks))
    ]


def test_spans_of_other_paragraphs_keep_their_lines_when_one_changes(qapp):
    text = "\n".join(f"Paragraph {n} of a report on dams." for n in range(20))
    layout = laid_out(text, [Span(1, 1, "ACTOR", (Fragment(0, 9),))], width=600.0)
    before = [line.pieces for _, _, line in every_line(layout)]
    layout.set_spans(with_spans([Span(1, 1, "ACTOR", (Fragment(0, 11),))]))
    after = [line.pieces for _, _, line in every_line(layout)]
    assert [a is b for a, b in zip(after, before, strict=True)] == [False] + [True] * 19


def test_the_spans_at_a_place_come_from_the_innermost_outwards(qapp):
    text = "The agency says the dam holds."
    spans = [
        Span(i, 1, "CLAIM", (Fragment(*f),)) for i, f in enumerate([(0, 30), (16, 29), (20, 23), (4, 10)])
    ]
    layout = laid_out(text, spans)
    assert [span.id for span in layout.spans_at(21)] == [2, 1, 0]
    assert [span.id for span in layout.spans_at(10)] == [0]


def test_only_the_outermost_of_overlapping_claims_is_tinted(qapp):
    text = "The agency says the dam holds."
    spans = [Span(1, 1, "CLAIM", (Fragment(0, 30),)), Span(2, 1, "CLAIM", (Fragment(16, 29),))]
    pieces = [piece for _, _, line in every_line(laid_out(text, spans, 900.0)) for piece in line.pieces]
    assert {piece.span_id: piece.tinted for piece in pieces} == {1: True, 2: False}


def test_the_fragments_of_a_span_are_joined_and_numbered(qapp):
    text = "“We have,” she said, “checked.”"
    spans = [Span(1, 1, "CLAIM", (Fragment(1, 8), Fragment(22, 29)), (("speech", "direct"),))]
    ((_, _, line),) = every_line(laid_out(text, spans, 900.0))
    assert [(piece.gap, piece.tag) for piece in line.pieces] == [
        (False, "CLAIM 1/2 · direct"),
        (True, ""),
        (False, "CLAIM 2/2"),
    ]
    assert [round(piece.x1) for piece in line.pieces[:2]] == [round(piece.x0) for piece in line.pieces[1:]]


def test_two_hundred_spans_on_one_word_are_all_there(qapp):
    text = "One word under them: Lisov. And one after."
    spans = [Span(i, 1, LABELS[i % 5], (Fragment(21, 26),)) for i in range(200)]
    ((_, _, line), *_rest) = every_line(laid_out(text, spans, 900.0))
    lanes = sorted(piece.lane for piece in line.pieces if not piece.tinted)
    assert lanes == list(range(199))
    assert all(not piece.tag for piece in line.pieces if not piece.tinted)
    layout = laid_out(text, spans, 900.0)
    for piece in line.pieces:
        if not piece.tinted:
            y = line.text_bottom + (piece.lane + 0.5) * line.lane_height
            assert layout.hit(piece.x0 + 1, y)[1] == piece.span_id


def test_the_bar_of_a_span_is_its_own_though_the_tag_of_another_reaches_below_it(qapp):
    text = "The ferry to Hvalvik turned back a while ago, and nobody said why it had left at all."
    probe = laid_out(text)
    second = every_line(probe)[1][2].start
    first_of_last = text.rfind(" ", 0, second - 1) + 1  # the last word of the first line
    before = text.rfind(" ", 0, first_of_last - 1) + 1
    spans = [
        Span(1, 1, "SOURCE", (Fragment(first_of_last, second + 8),)),
        Span(2, 1, "ACTOR", (Fragment(before, before + 1),), (("kind", "place for government"),)),
    ]
    layout = laid_out(text, spans)
    top, _, line = every_line(layout)[0]
    for piece in line.pieces:
        y = top + line.text_bottom + piece.lane * line.lane_height + 1.5
        for x in (piece.x0 + 0.5, (piece.x0 + piece.x1) / 2, piece.x1 - 0.5):
            assert layout.hit(x, y)[1] == piece.span_id


def test_a_click_beside_the_end_of_a_wrapped_line_stays_in_that_line(qapp):
    layout = laid_out("The ferry to Hvalvik turned back, and nobody said why it had left at all. " * 3)
    lines = every_line(layout)
    assert len(lines) > 3
    for top, _, line in lines:
        offset = layout.character(layout.width + 200, top + (line.text_top + line.text_bottom) / 2)
        assert line.start <= offset < line.end


def test_a_click_left_of_a_line_finds_its_first_character(qapp):
    layout = laid_out("The ferry to Hvalvik turned back, and nobody said why it had left at all. " * 3)
    for top, _, line in every_line(layout):
        assert layout.hit(-50, top + line.text_top + 2)[0] == line.start


def test_clicks_above_and_below_find_the_first_and_the_last_line(qapp):
    text = "First line.\nMiddle.\nLast line."
    layout = laid_out(text)
    assert layout.hit(0, -500)[0] == 0
    assert layout.hit(0, 10_000)[0] == text.index("Last")


@pytest.mark.parametrize("text", ["", "x", "\n", "\ufeff", " "])
def test_the_smallest_texts_have_a_caret_and_answer_to_clicks(qapp, text):
    layout = laid_out(text)
    assert layout.caret_rect(0).height() > 5 or not text.strip("\n")
    assert layout.hit(3, 3)[0] in range(len(text) + 1)
    assert layout.character(3, 3) in range(len(text) + 1)
    assert layout.height > 0


def test_twenty_thousand_characters_without_a_space_stay_within_the_column(qapp):
    layout = laid_out("x" * 20_000)
    for _, _, line in every_line(layout):
        assert line.line.naturalTextWidth() <= layout.width + 1
    assert layout.blocks[-1].end == 20_000


def test_heights_are_guessed_until_a_block_is_seen_and_right_afterwards(qapp):
    text = "\n".join("A line about a ferry that turned back." * (1 + n % 7) for n in range(300))
    layout, fresh = laid_out(text), laid_out(text)
    while layout.measure_some(1.0):
        pass
    every_line(fresh)
    assert layout.height == pytest.approx(fresh.height)


def test_only_so_many_blocks_stay_laid_out(qapp):
    layout = laid_out("\n".join("line" for _ in range(KEPT + 50)))
    every_line(layout)
    assert len(layout._laid) == KEPT


def test_arabic_and_hebrew_paragraphs_begin_at_the_right(qapp):
    layout = laid_out("הסכר בטוח")
    assert layout.rects(0, 1)[0].right() > layout.width - 5


def test_a_range_over_mixed_directions_is_covered_in_full(qapp):
    text = "abc שלום def"
    layout = laid_out(text, width=600.0)
    ((_, _, line),) = every_line(layout)
    assert width_of(layout, 0, len(text)) == pytest.approx(line.line.naturalTextWidth(), abs=2)


def test_a_space_at_the_end_of_a_wrapped_mixed_line_is_beyond_its_words(qapp):
    text = "Talks Talks\tTalks in in in שלום 0 "
    space = text.index(" 0")
    layouts = (
        laid_out(text, width=width) for width in range(180, 480, 5)
    )  # how wide a line is, fonts differ
    layout = next(one for one in layouts if one.line_of(space)[1] is not one.line_of(space + 1)[1])
    for offset in range(space - 4, space):
        (rect,) = layout.rects(offset, offset + 1)
        assert layout.character(rect.center().x(), rect.center().y()) == offset


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(("Lisov", "12", "שלום", "العربية", "(سلام)", "لا", "e")), min_size=1, max_size=8)
)
def test_the_parts_of_a_range_cover_what_the_whole_covers(qapp, words):
    text = " ".join(words)
    layout = laid_out(text, width=2_000.0)
    whole = width_of(layout, 0, len(text))
    ((_, _, line),) = every_line(layout)
    assert whole == pytest.approx(line.line.naturalTextWidth(), abs=2)
    edges = [0, *(i + 1 for i, character in enumerate(text) if character == " "), len(text)]
    parts = sum(width_of(layout, start, end) for start, end in pairwise(edges))
    assert parts == pytest.approx(whole, abs=2 * len(words))


def width_of(layout, start, end):
    return sum(rect.width() for rect in layout.rects(start, end))
