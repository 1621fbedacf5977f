"""Walking the spans, taking the one around, moving ends, fragments, deleting."""

import pytest


@pytest.fixture
def marked(desk):
    """Mark four spans of the first article by keys and let go of the last."""
    for words, key in (
        ("Lisov", "1"), ("energy minister Jana Dvorska", "3"), ("Jana Dvorska", "1"), ("said", "4"),
    ):  # fmt: skip
        desk.go_to(words)
        desk.press(key)
    desk.press("Esc", "Ctrl+Home")
    return desk


def in_hand(desk):
    span = desk.session.span
    return span and (span.label, span.covered(desk.text))


def test_tab_walks_the_spans_in_reading_order_and_round(marked):
    seen = []
    for _ in range(5):
        marked.press("Tab")
        seen.append(in_hand(marked))
    assert seen == [
        ("ACTOR", "Lisov"),
        ("SOURCE", "energy minister Jana Dvorska"),
        ("ACTOR", "Jana Dvorska"),
        ("CUE", "said"),
        ("ACTOR", "Lisov"),
    ]


def test_shift_tab_walks_back(marked):
    seen = []
    for _ in range(3):
        marked.press("Shift+Tab")
        seen.append(in_hand(marked))
    assert seen == [("CUE", "said"), ("ACTOR", "Jana Dvorska"), ("SOURCE", "energy minister Jana Dvorska")]


def test_tab_begins_at_the_caret(marked):
    marked.click(marked.text.index("on Tuesday"))
    marked.press("Shift+Tab")
    assert in_hand(marked) == ("CUE", "said")
    marked.press("Esc")
    marked.click(marked.text.index("above"))
    marked.press("Tab")
    assert in_hand(marked) == ("ACTOR", "Lisov")


def test_tab_without_spans_says_what_to_do(desk):
    desk.press("Tab")
    assert desk.said.startswith("There are no spans yet.")
    assert desk.article.hasFocus()


def test_o_takes_the_innermost_span_then_the_one_around_it_and_round(marked):
    marked.click(marked.text.index("Dvorska"))
    seen = []
    for _ in range(3):
        marked.press("O")
        seen.append(in_hand(marked))
    assert seen[0] == seen[2] == ("ACTOR", "Jana Dvorska")
    assert seen[1] == ("SOURCE", "energy minister Jana Dvorska")


def test_o_where_no_span_is_says_so(marked):
    marked.click(marked.text.index("gates"))
    marked.press("O")
    assert marked.said == "There is no span under the caret."


def test_a_click_on_a_bar_takes_the_span_in_hand(marked):
    layout = marked.article.layout_
    span = next(s for s in marked.session.annotations.spans.values() if s.label == "CUE")
    index, line = layout.line_of(span.start)
    piece = next(p for p in line.pieces if p.span_id == span.id)
    y = layout.top(index) + line.text_bottom + piece.lane * line.lane_height + 2
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.mouseClick(
        marked.article.viewport(),
        Qt.MouseButton.LeftButton,
        pos=marked.place((piece.x0 + piece.x1) / 2, y),
    )
    assert in_hand(marked) == ("CUE", "said")


def test_escape_lets_go_of_the_span_and_keeps_the_words(marked):
    marked.press("Tab", "Esc")
    assert in_hand(marked) is None
    assert marked.marked() == "Lisov"


def test_delete_removes_the_span_in_hand_only(marked):
    marked.press("Tab", "Delete")
    assert ("ACTOR", "Lisov") not in marked.spans()
    assert len(marked.spans()) == 3
    marked.press("Delete")
    assert marked.said == "No span is selected. Tab walks the spans."
    assert len(marked.spans()) == 3


def test_backspace_deletes_too(marked):
    marked.press("Tab", "Backspace")
    assert len(marked.spans()) == 3


def test_ends_move_by_word(desk):
    desk.go_to("minister Jana")
    desk.press("3", "Ctrl+Right")
    assert desk.spans() == [("SOURCE", "minister Jana Dvorska")]
    desk.press("Ctrl+Shift+Left")
    assert desk.spans() == [("SOURCE", "energy minister Jana Dvorska")]
    desk.press("Ctrl+Left", "Ctrl+Left", "Ctrl+Shift+Right")
    assert desk.spans() == [("SOURCE", "minister")]


def test_ends_move_by_character(desk):
    desk.go_to("minister", of=1)
    desk.press("3", "Ctrl+Alt+Right", "Ctrl+Alt+Right", "Ctrl+Alt+Shift+Right")
    assert desk.spans() == [("SOURCE", "inister J")]
    desk.press("Ctrl+Alt+Left", "Ctrl+Alt+Shift+Left", "Ctrl+Alt+Shift+Left")
    assert desk.spans() == [("SOURCE", " minister ")]


def test_an_end_never_passes_the_other_or_the_text(desk):
    desk.press("Ctrl+Home", "1", "Ctrl+Left")
    assert desk.said == "The span cannot go further."
    desk.press("Ctrl+Shift+Left")
    assert desk.said == "The span cannot go further."
    assert desk.spans() == [("ACTOR", "Dam")]


def test_ends_moved_by_character_never_halve_an_emoji(desk):
    desk.press("Ctrl+PgDown")
    desk.article.go_to(desk.text.index("um 🚢"))
    desk.press("1", "Ctrl+Alt+Right", "Ctrl+Alt+Right")
    assert desk.spans() == [("ACTOR", "um 🚢")]


@pytest.mark.parametrize("character", ["👩‍👩‍👧", "e\u0301"])
def test_ends_moved_by_character_go_by_what_a_reader_takes_for_one(with_text, character):
    desk = with_text(f"ab {character} cd")
    desk.press("1", "Ctrl+Alt+Right", "Ctrl+Alt+Right")
    assert desk.spans() == [("ACTOR", f"ab {character}")]
    desk.press("Ctrl+Alt+Left", "Ctrl+Alt+Left")
    assert desk.spans() == [("ACTOR", "ab")]


def test_j_adds_the_words_to_the_span_last_in_hand(desk):
    desk.go_to("We have checked every gate")
    desk.press("2")
    desk.go_to("and none is cracked")
    desk.press("J")
    assert desk.spans() == [("CLAIM", "We have checked every gate … and none is cracked")]
    desk.press("J")
    assert len(desk.spans()) == 1


def test_a_drag_with_control_adds_the_words_to_the_span_in_hand(desk, hands):
    from PySide6.QtCore import Qt

    desk.go_to("We have checked every gate")
    desk.press("2")
    start = desk.text.index("and none")
    desk.drag(start, start + len("and none is cracked") - 1, Qt.KeyboardModifier.ControlModifier)
    assert desk.spans() == [("CLAIM", "We have checked every gate … and none is cracked")]


def test_j_without_a_span_says_what_to_do(desk):
    desk.press("J")
    assert desk.said == "First select a span, then the words to add to it."


def test_words_beside_the_span_make_it_longer_not_divided(desk):
    desk.go_to("Jana")
    desk.press("1")
    desk.go_to("Dvorska")
    desk.press("J", "Ctrl+Alt+Left", "Ctrl+Alt+Right")
    (span,) = desk.stored().spans.values()
    assert span.covered(desk.text) == "Jana … Dvorska"
