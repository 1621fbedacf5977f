"""The article view under the mouse, at odd sizes and with odd texts."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment, Layer, Relation, Span
from annotator.gui.article.view import ZOOM_RANGE, ArticleView
from annotator.workspace.resources import default_scheme

TEXT = (
    "The dam above Lisov is safe, the minister said. “We have checked every gate,” she told reporters.\n"
    "Nobody asked Havel, who built it. Two gates leak 🚢 today."
)
PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot):
    made = ArticleView(default_scheme())
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    return made


@pytest.fixture
def show(view, tokens_of):
    def show_(text=TEXT, spans=(), links=(), title="A title"):
        view.show_article(title, "Outlet · 1 Mar 2025", text, tokens_of(text))
        layer = Layer(1, 1, 1)
        view.set_annotations(Annotations(layer, {s.id: s for s in spans}, {link.id: link for link in links}))
        view.grab()  # what is in sight is laid out
        return view

    return show_


@pytest.fixture
def clicked(view):
    """Record the spans that the view says were clicked."""
    seen = []
    view.span_clicked.connect(lambda span_id: seen.append(span_id) if span_id is not None else None)
    return seen


def span(span_id, label, *ranges):
    return Span(span_id, 1, label, tuple(Fragment(*pair) for pair in ranges))


def marked(view):
    return view.text[view.selection.start : view.selection.end]


def click(view, place, modifiers=PLAIN):
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def at(view, hands, words, *, of_last=False):
    """Return the middle of the first, or the last, character of these words."""
    offset = view.text.index(words)
    return hands.place_of(view, offset + len(words) - 1 if of_last else offset)


def edges(view, hands, words):
    """Return places just inside the left and the right edge of these words."""
    start = view.text.index(words)
    (rect,) = view.layout_.rects(start, start + len(words))
    y = rect.center().y()
    return hands.place_in(view, rect.left() + 1, y), hands.place_in(view, rect.right() - 1, y)


@pytest.mark.parametrize(
    "word", ["The", "Lisov", "safe", ",", "minister", "“", "We", "gate", "Havel", "it", "🚢", "today"]
)
def test_a_click_anywhere_on_a_word_selects_it(show, hands, word):
    view = show()
    for place in edges(view, hands, word):
        click(view, hands.place_of(view, 4 if word != "dam" else 0))
        click(view, place)
        assert marked(view) == word


def test_a_click_between_two_words_selects_the_one_before(show, hands):
    view = show()
    click(view, at(view, hands, " above"))
    assert marked(view) == "dam"


def test_a_click_beside_a_line_selects_its_last_word(show, hands):
    view = show("A line that ends here\nand one below")
    place = at(view, hands, "here")
    click(view, place + QPoint(400, 0))
    assert marked(view) == "here"


def test_a_drag_takes_whole_words(show, hands):
    view = show()
    start, end = TEXT.index("isov"), TEXT.index("afe")
    hands.drag_on(view, start, end, PLAIN)
    assert marked(view) == "Lisov is safe"


def test_a_drag_backwards_takes_the_same_words(show, hands):
    view = show()
    hands.drag_on(view, TEXT.index("afe"), TEXT.index("isov"), PLAIN)
    assert marked(view) == "Lisov is safe"
    assert view.selection.caret == TEXT.index("Lisov")


def test_a_drag_with_alt_is_exact(show, hands):
    view = show()
    hands.drag_on(view, TEXT.index("isov"), TEXT.index("afe"), ALT)
    assert marked(view) == "isov is s"


def test_a_drag_goes_across_paragraphs(show, hands):
    view = show()
    hands.drag_on(view, TEXT.index("told"), TEXT.index("asked") + 1, PLAIN)
    assert marked(view) == "told reporters.\nNobody asked"


def test_a_drag_with_alt_never_halves_a_character(show, hands):
    view = show("ab 👩‍👩‍👧🇸🇰 cd")
    for end in range(3, len(view.text)):
        hands.drag_on(view, 0, end, ALT)
        assert marked(view) in ("ab ", "ab 👩‍👩‍👧", "ab 👩‍👩‍👧🇸🇰", "ab 👩‍👩‍👧🇸🇰 ", "ab 👩‍👩‍👧🇸🇰 c")


def test_a_click_with_shift_extends_to_it(show, hands):
    view = show()
    click(view, at(view, hands, "Lisov"))
    click(view, at(view, hands, "safe", of_last=True), SHIFT)
    assert marked(view) == "Lisov is safe"


def click_thrice(view, place):
    click(view, place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    click(view, place)


def test_a_double_click_selects_the_word_also_where_more_was_selected(show, hands):
    view = show()
    hands.drag_on(view, TEXT.index("isov"), TEXT.index("afe"), PLAIN)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, at(view, hands, "minister"))
    assert marked(view) == "minister"


def test_a_third_click_elsewhere_or_later_selects_the_word(qtbot, show, hands):
    view = show()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, at(view, hands, "minister"))
    click(view, at(view, hands, "Lisov"))
    assert marked(view) == "Lisov"
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, at(view, hands, "minister"))
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    click(view, at(view, hands, "minister"))
    assert marked(view) == "minister"


def test_a_triple_click_selects_the_sentence(show, hands):
    view = show()
    for word, sentence in (
        ("minister", "The dam above Lisov is safe, the minister said."),
        ("checked", "“We have checked every gate,” she told reporters."),
        ("Havel", "Nobody asked Havel, who built it."),
        ("leak", "Two gates leak 🚢 today."),
    ):
        click_thrice(view, at(view, hands, word))
        assert marked(view) == sentence


def test_a_triple_click_selects_a_sentence_that_goes_through_two_blocks(show, hands):
    words = "word " * 395
    view = show(f"{words}. A sentence that goes on {words}and ends here. Another.")
    assert len(view.layout_.blocks) > 2
    offset = view.layout_.blocks[1].start - 3
    click_thrice(view, hands.place_of(view, offset))
    assert marked(view).startswith("A sentence")
    assert marked(view).endswith("ends here.")


def test_a_triple_click_on_the_last_letter_of_a_sentence_stays_in_it(show, hands):
    view = show("It holds. It leaks.")
    _, place = edges(view, hands, "holds.")
    click_thrice(view, place)
    assert marked(view) == "It holds."


def test_a_triple_click_on_an_empty_line_selects_nothing_new(show, hands):
    view = show("It holds.\n\n\n\nIt leaks.")
    rect = view.layout_.caret_rect(10)
    click_thrice(view, hands.place_in(view, rect.left(), rect.center().y()))
    assert marked(view) in ("", "It")


def bar_of(view, hands, span_id):
    """Return the middle of the first bar of a span."""
    for index in range(len(view.layout_.blocks)):
        for line in view.layout_.laid(index).lines:
            for piece in line.pieces:
                if piece.span_id == span_id and not piece.tinted:
                    y = view.layout_.top(index) + line.text_bottom + piece.lane * line.lane_height + 2
                    return hands.place_in(view, (piece.x0 + piece.x1) / 2, y)
    raise AssertionError("no bar")


def test_a_click_on_a_bar_takes_the_span_and_leaves_the_selection(show, hands, clicked):
    lisov, sentence = TEXT.index("Lisov"), TEXT.index("said.") + 5
    view = show(spans=[span(1, "ACTOR", (lisov, lisov + 5)), span(2, "SOURCE", (0, sentence))])
    before = view.selection
    click(view, bar_of(view, hands, 1))
    click(view, bar_of(view, hands, 2))
    assert clicked == [1, 2]
    assert view.selection == before


def test_a_click_on_the_tag_of_a_tinted_claim_takes_it(show, hands, clicked):
    view = show(spans=[span(7, "CLAIM", (0, 27))])
    line = view.layout_.laid(0).lines[0]
    click(view, hands.place_in(view, 4, view.layout_.top(0) + line.text_top - 4))
    assert clicked == [7]


def test_a_click_on_marked_words_still_selects_the_word(show, hands, clicked):
    view = show(spans=[span(7, "CLAIM", (0, 27)), span(8, "ACTOR", (14, 19))])
    click(view, at(view, hands, "Lisov"))
    assert marked(view) == "Lisov"
    assert clicked == []


def test_while_linking_a_click_on_the_words_of_a_candidate_takes_it(show, hands, clicked):
    view = show(spans=[span(7, "CLAIM", (0, 27)), span(8, "ACTOR", (14, 19))])
    view.set_candidates([8], 8)
    for place in edges(view, hands, "Lisov"):
        click(view, place)
    assert clicked == [8, 8]


def test_a_drag_with_control_offers_a_fragment(qtbot, show, hands):
    view = show()
    with qtbot.waitSignal(view.fragment_added, timeout=1_000):
        hands.drag_on(view, TEXT.index("every"), TEXT.index("gate,") + 2, CONTROL)
    assert marked(view) == "every gate"


def test_other_mouse_buttons_do_nothing(show, hands, clicked):
    view = show(spans=[span(1, "ACTOR", (14, 19))])
    before = view.selection
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(view.viewport(), button, PLAIN, bar_of(view, hands, 1))
    assert clicked == []
    assert view.selection == before


def test_the_pointer_shows_where_a_click_takes_a_span(show, hands):
    view = show(spans=[span(1, "ACTOR", (14, 19))])
    move = QEvent.Type.MouseMove
    hands.send_mouse(view, move, bar_of(view, hands, 1), PLAIN, held=False)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    hands.send_mouse(view, move, at(view, hands, "Lisov"), PLAIN, held=False)
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def wheel(view, steps, modifiers=PLAIN):
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle, view.viewport().mapToGlobal(middle), QPoint(0, 0), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_scrolls_and_with_control_zooms(qtbot, show):
    view = show("\n".join(["A line of a long report."] * 200))
    wheel(view, -3)
    assert view.verticalScrollBar().value() > 0
    with qtbot.waitSignal(view.zoomed):
        wheel(view, 1, CONTROL)
    assert view.zoom == pytest.approx(1.1)
    wheel(view, -1, CONTROL)
    assert view.zoom == pytest.approx(1.0)


def test_zoom_has_bounds(show):
    view = show()
    for zoom, found in ((99.0, ZOOM_RANGE[1]), (0.01, ZOOM_RANGE[0])):
        view.set_zoom(zoom)
        assert view.zoom == found
        assert not view.grab().isNull()


def test_zoom_makes_the_text_larger_and_keeps_the_selection_in_sight(show):
    view = show("\n".join(f"Line {n} of a long report." for n in range(200)))
    view.go_to(view.text.index("Line 120"))
    before = view.layout_.look.line_height
    view.set_zoom(2.0)
    assert view.layout_.look.line_height > 1.7 * before
    assert in_sight(view, view.text.index("Line 120"))


def in_sight(view, offset):
    y = view.layout_.caret_rect(offset).top() - view.text_place(QPoint(0, 0))[1]
    return 0 <= y <= view.viewport().height()


@pytest.mark.parametrize("width", [40, 120, 200, 301])
def test_a_narrow_view_still_shows_and_finds_words(show, hands, clicked, width):
    view = show(spans=[span(1, "ACTOR", (14, 19)), span(2, "CLAIM", (0, 27))])
    view.resize(width, 300)
    assert not view.grab().isNull()
    click(view, at(view, hands, "Lisov"))
    assert marked(view) == "Lisov"


def top_line(view):
    """Return the first line in sight, and how much of it is not."""
    y = view.text_place(QPoint(0, 0))[1]
    index, line = view.layout_.line_at(y)
    return line.start, y - view.layout_.top(index) - line.top


def test_another_width_keeps_the_place(show):
    view = show("A line of a long report that goes on for quite some words. " * 400)
    QTest.qWait(20)  # for the scroll bar, which takes its room
    view.go_to(view.text.index("A line", 6_000))
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 40)
    start, _ = top_line(view)
    for width in (420, 700, 800):
        view.resize(width, 500)
        assert abs(top_line(view)[0] - start) < 80


def test_another_height_moves_nothing(show):
    view = show("A line of a long report that goes on for quite some words. " * 400)
    QTest.qWait(20)
    view.verticalScrollBar().setValue(1_234)
    place = top_line(view)
    for height in (300, 455, 500):
        view.resize(800, height)
        assert top_line(view) == place


@pytest.mark.parametrize("text", ["", "x", "🚢", "\ufeff", "\0", "\n\n", "\u202e", "   "])
def test_the_smallest_articles_are_shown_and_take_clicks(show, text):
    view = show(text)
    assert not view.grab().isNull()
    for place in (QPoint(5, 5), QPoint(400, 120), QPoint(790, 490)):
        click(view, place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    assert 0 <= view.selection.start <= view.selection.end <= len(text)


def test_an_article_of_one_character_can_be_marked(show, clicked, hands):
    view = show("x", [span(1, "ACTOR", (0, 1)), span(2, "CLAIM", (0, 1))])
    assert not view.grab().isNull()
    click(view, bar_of(view, hands, 1))
    assert clicked == [1]


def test_one_line_of_twenty_thousand_characters_without_spaces(show, hands):
    view = show("x" * 20_000, [span(1, "ACTOR", (100, 19_000)), span(2, "CLAIM", (0, 20_000))])
    assert not view.grab().isNull()
    view.go_to(19_999)
    assert in_sight(view, view.selection.caret)
    place = hands.place_of(view, 15_000)
    click(view, place)
    assert view.selection.start <= 15_000 < view.selection.end


def test_two_hundred_spans_on_one_word_are_shown_and_each_can_be_taken(show, hands, clicked):
    labels = ("ACTOR", "SOURCE", "CUE", "UNHEARD-OF")
    spans = [span(i, labels[i % 4], (14, 19)) for i in range(1, 201)]
    view = show(spans=spans)
    view.resize(800, 1_400)
    assert not view.grab().isNull()
    for span_id in range(1, 201, 20):
        click(view, bar_of(view, hands, span_id))
    assert clicked == list(range(1, 201, 20))


def test_links_and_fragments_are_drawn_without_leaving_the_view(show):
    spans = [span(1, "CLAIM", (0, 3), (20, 27)), span(2, "SOURCE", (29, 41)), span(3, "ACTOR", (140, 150))]
    view = show(spans=spans, links=[Relation(1, 1, "attributed_to", 1, 2), Relation(2, 1, "about", 1, 3)])
    plain = view.grab().toImage()
    view.set_selected(1)
    assert view.grab().toImage() != plain
    view.set_candidates([2], 2)
    assert not view.grab().isNull()


def test_a_selected_span_becomes_the_selection_and_comes_into_sight(show):
    text = "\n".join(f"Line {n} of a long report." for n in range(200))
    start = text.index("Line 150")
    view = show(text, [span(1, "ACTOR", (start, start + 8))])
    view.set_selected(1)
    assert marked(view) == "Line 150"
    assert in_sight(view, start)


def test_another_article_begins_at_its_top_without_the_old_spans(show):
    view = show("\n".join(["A line of a long report."] * 200), [span(1, "ACTOR", (0, 6))])
    view.go_to(4_000)
    show("Short.", title="Another")
    assert view.verticalScrollBar().value() == 0
    assert marked(view) == "Short"
    assert view.accessibleDescription() == "Another"


def test_scrolling_to_the_end_shows_the_last_line(show):
    view = show("\n".join(f"Line {n} of a long report." for n in range(400)))
    for _ in range(3):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        view.grab()
    assert in_sight(view, len(view.text) - 1)


def test_what_is_not_seen_yet_is_measured_in_idle_time_without_moving_the_text(show, hands):
    view = show("\n".join(("word " * (5 + n % 60)) for n in range(600)))
    QTest.qWait(1)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    for _ in range(4):
        view.grab()  # what is seen, and what lies just above it, is measured by painting
    index = view.layout_.index_at_y(view.text_place(QPoint(0, 0))[1])
    before = view.layout_.top(index) - view.text_place(QPoint(0, 0))[1]
    hands.wait_until(lambda: not view._scroller.idle.isActive(), 10_000)
    after = view.layout_.top(index) - view.text_place(QPoint(0, 0))[1]
    assert abs(after - before) <= 40


def test_a_long_title_is_wrapped_above_the_text(show):
    view = show(title="A title that goes on and on about a dam and its gates " * 6)
    assert not view.grab().isNull()
    assert view.text_place(QPoint(0, 0))[1] < -100


def test_the_view_tells_screen_readers_what_it_is(show):
    view = show(title="Dam is safe")
    assert view.accessibleName() == "Article"
    assert view.accessibleDescription() == "Dam is safe"


def test_a_click_with_control_offers_the_word_as_a_fragment(qtbot, show, hands):
    view = show()
    with qtbot.waitSignal(view.fragment_added, timeout=1_000):
        click(view, at(view, hands, "gate"), CONTROL)
    assert marked(view) == "gate"


@pytest.mark.parametrize(("below", "line"), [(True, 150), (False, 50)])
def test_a_drag_past_an_edge_scrolls_and_selects_on(show, hands, below, line):
    view = show("\n".join(f"Line {n} of a long report." for n in range(200)))
    start = view.text.index("Line 100")
    place = hands.place_of(view, start)
    hands.send_mouse(view, QEvent.Type.MouseButtonPress, place, PLAIN, held=True)
    past = QPoint(place.x(), view.viewport().height() + 80 if below else -80)
    hands.send_mouse(view, QEvent.Type.MouseMove, past, PLAIN, held=True)
    far = view.text.index(f"Line {line}")
    hands.wait_until(lambda: view.selection.end > far if below else view.selection.start < far, 10_000)
    y = hands.place_in(view, 0, view.layout_.caret_rect(view.selection.caret).top()).y()
    assert -40 <= y <= view.viewport().height()
    hands.send_mouse(view, QEvent.Type.MouseButtonRelease, past, PLAIN, held=False)
    scrolled = view.verticalScrollBar().value()
    QTest.qWait(80)
    assert view.verticalScrollBar().value() == scrolled


def test_a_click_on_a_line_at_the_edge_does_not_move_the_text(show, hands):
    view = show("\n".join(f"Line {n} of a long report." for n in range(200)))
    view.go_to(view.text.index("Line 100"))
    view.grab()
    before = view.verticalScrollBar().value()
    for y in (12, view.viewport().height() - 12):
        click(view, QPoint(hands.place_in(view, 20, 0).x(), y))
        assert view.verticalScrollBar().value() == before


def test_a_claim_without_a_source_is_marked_in_the_margin_where_there_is_no_room_for_cards(
    show, hands, clicked, hover
):
    spans = [span(7, "CLAIM", (0, 27)), span(8, "SOURCE", (29, 41)), span(9, "CLAIM", (50, 70))]
    view = show(spans=spans, links=[Relation(1, 1, "attributed_to", 7, 8)])
    for width in (800, 420):
        view.resize(width, 500)
        view.grab()
        for claim in (7, 9):
            line = view.layout_.caret_rect(0 if claim == 7 else 50)
            click(view, hands.place_in(view, -8, line.center().y()))
        assert clicked == ([] if width == 800 else [9])
    place = hands.place_in(view, -8, view.layout_.caret_rect(50).center().y())
    assert hover(view, place) == "no source yet · R"


@pytest.fixture
def hover(monkeypatch):
    """Returns what the tool tip at a place of a view says."""
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: shown.append(text))

    def hover_(view, place):
        event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)
        return shown.pop().removeprefix("<span>").removesuffix("</span>")

    return hover_


def test_a_bar_says_what_it_stands_for(show, hands, hover):
    marked_one = replace(span(1, "ACTOR", (14, 19)), attributes=(("kind", "place"),), note="Lisov & dam")
    view = show(spans=[marked_one])
    assert hover(view, bar_of(view, hands, 1)) == "ACTOR · place\nLisov &amp; dam"
    assert hover(view, at(view, hands, "minister")) == ""


def test_suggestions_are_drawn_and_taken_apart_from_spans(show, hands, clicked):
    view = show(spans=[span(1, "ACTOR", (14, 19))])
    plain = view.grab().toImage()
    seen = []
    view.suggestion_clicked.connect(seen.append)
    view.set_suggestions([span(1, "SOURCE", (29, 41))])
    view.grab()
    assert view.grab().toImage() != plain
    (piece,) = [p for p in view.layout_.laid(0).lines[0].pieces if p.suggested]
    line = view.layout_.laid(0).lines[0]
    y = view.layout_.top(0) + line.text_bottom + piece.lane * line.lane_height + 2
    click(view, hands.place_in(view, piece.x0 + 3, y))
    assert (seen, clicked) == ([1], [])
    click(view, bar_of(view, hands, 1))
    assert clicked == [1]
    view.set_suggestions([])
    assert view.grab().toImage() == plain


def test_scrolling_up_into_what_was_never_seen_moves_the_text_by_just_as_much(show, hands):
    view = show("\n".join(("word " * (3 + 37 * n % 90)) for n in range(600)))
    view._scroller.idle.stop()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.grab()
    for _ in range(25):
        view._scroller.idle.stop()
        index = view.layout_.index_at_y(view.text_place(QPoint(0, 20))[1]) + 1
        before = hands.place_in(view, 0, view.layout_.top(index)).y()
        bar.setValue(bar.value() - 120)
        view.grab()
        assert abs(hands.place_in(view, 0, view.layout_.top(index)).y() - before - 120) <= 1


def test_the_view_tells_screen_readers_what_is_in_hand(show, hands):
    view = show(spans=[span(1, "ACTOR", (14, 19))])
    click(view, at(view, hands, "minister"))
    assert view.accessibleDescription() == "minister"
    view.set_selected(1)
    assert view.accessibleDescription() == "ACTOR: Lisov"


def test_keys_that_qt_has_no_name_for_are_left_to_others(show):
    view = show(spans=[span(1, "ACTOR", (14, 19)), span(2, "CLAIM", (0, 27))])
    view.set_selected(2)
    view.set_candidates([1], 1)
    for key in (0x0416, 0x05D0, 0):
        event = QKeyEvent(QEvent.Type.KeyPress, key, PLAIN, "ж")
        QApplication.sendEvent(view, event)
    assert view.candidate == 1


def test_zooming_elsewhere_keeps_what_is_in_sight(show):
    view = show("\n".join(f"Line {n} of a long report." for n in range(400)))
    hundred = view.layout_.caret_rect(view.text.index("Line 300")).top()
    view.verticalScrollBar().setValue(round(hundred))
    view.grab()
    start, _ = top_line(view)
    view.set_zoom(1.5)
    view.grab()
    assert abs(view.text[: top_line(view)[0]].count("\n") - view.text[:start].count("\n")) <= 1


def test_a_span_in_hand_stays_in_sight_when_the_window_gets_smaller(show):
    text = "\n".join(f"Paragraph {n} of a long report on the dams." for n in range(60))
    start = text.index("Paragraph 9 ")
    view = show(text, [span(1, "ACTOR", (start, start + 9))])
    view.set_selected(1)
    for size in ((420, 400), (420, 200), (900, 700)):
        view.resize(*size)
        QApplication.processEvents()
        assert view._scroller.shows(start)
