"""How spans are told apart without colours: styles of bars, tags at the beginning, the one in hand, its links."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment, Layer, Relation, Span
from annotator.core.tokens import Tokens
from annotator.gui import theme
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.links import Links
from annotator.gui.article.look import Look
from annotator.gui.article.view import ArticleView
from annotator.workspace.resources import default_scheme

HEBREW = "שלום לכולם אמר Netanyahu היום."
LINES = "The ministry in Lisov said that the dam above the town is safe and nobody has to leave. " * 6


def span(span_id, label, *ranges):
    return Span(span_id, 1, label, tuple(Fragment(*pair) for pair in ranges))


def over(text, span_id, label, words):
    start = text.index(words)
    return span(span_id, label, (start, start + len(words)))


def laid_out(text, spans, width=300.0):
    layout = ArticleLayout(Look(default_scheme(), 1.0))
    layout.width = width
    layout.set_text(text)
    layout.set_spans(Annotations(Layer(1, 1, 1), {s.id: s for s in spans}, {}))
    return layout


def pieces_of(layout, span_id):
    return [(line, p) for line in layout.laid(0).lines for p in line.pieces if p.span_id == span_id]


@pytest.fixture
def drawn(qtbot):
    """Draws a text with one span in hand; returns the view and its picture."""

    def drawn_(text, spans, selected=None):
        view = ArticleView(default_scheme())
        qtbot.addWidget(view)
        view.resize(900, 600)
        view.show_article("", "", text, Tokens(text, b""))
        view.set_annotations(Annotations(Layer(1, 1, 1), {s.id: s for s in spans}, {}))
        view.show()
        view.set_selected(selected)
        return view, view.grab().toImage()

    return drawn_


def column(view, image, x, y0, y1):
    """Return the colours below each other at a place of the text, as the picture has them."""
    scale = image.devicePixelRatio()
    top = view.column.header
    return [image.pixelColor(round((view.column.left + x) * scale), round((top + y) * scale)).name()
            for y in range(round(y0), round(y1))]  # fmt: skip


@pytest.mark.parametrize(("label", "lines"), [("ACTOR", 1), ("SOURCE", 2)])
def test_a_double_bar_is_two_lines(drawn, label, lines):
    view, image = drawn("Lisov waits.", [span(1, label, (0, 5))])
    ((line, piece),) = pieces_of(view.layout_, 1)
    colour = view.layout_.look.of(label).colour.name()
    seen = column(view, image, (piece.x0 + piece.x1) / 2, line.text_bottom, line.text_bottom + 6)
    runs = "".join("x" if c == colour else " " for c in seen).split()
    assert len(runs) == lines


def test_the_next_line_tells_what_goes_on_in_it_and_is_no_higher_for_it(qapp):
    layout = laid_out(LINES, [span(1, "SOURCE", (4, 80)), span(2, "CLAIM", (90, 160))])
    first, *others = pieces_of(layout, 1)
    assert first[1].tag == "SOURCE"
    assert others
    assert {piece.tag for _, piece in others} == {"… SOURCE"}
    assert {line.bottom - line.text_bottom for line, _ in others} == {layout.look.lane_height}
    # A tint is told by itself: the line would have to be higher for its tag.
    assert [piece.tag for _, piece in pieces_of(layout, 2)][1:] == [""] * (len(pieces_of(layout, 2)) - 1)


def test_a_tag_that_goes_on_gives_way_to_one_that_begins(qapp):
    second = laid_out(LINES, []).laid(0).lines[1].start
    spans = [span(1, "ACTOR", (second - 25, second + 1)), span(2, "ACTOR", (second + 2, second + 8))]
    layout = laid_out(LINES, spans)
    assert [piece.tag for _, piece in pieces_of(layout, 1)] == ["ACTOR", ""]
    assert [piece.tag for _, piece in pieces_of(layout, 2)] == ["ACTOR"]


def test_tags_stand_where_a_span_begins_to_be_read(qapp):
    spans = [over(HEBREW, 1, "ACTOR", "לכולם אמר"), over(HEBREW, 2, "SOURCE", "Netanyahu")]
    layout = laid_out(HEBREW, spans, 600.0)
    ((line, hebrew),), ((_, latin),) = pieces_of(layout, 1), pieces_of(layout, 2)
    assert hebrew.tag_x + hebrew.tag_width == pytest.approx(hebrew.x1)
    assert latin.tag_x == latin.x0
    below = line.text_bottom + line.lane_height - 2
    assert layout.hit(hebrew.tag_x + 2, below)[1] == 1
    assert layout.hit(latin.tag_x + 2, below)[1] == 2


def test_a_span_in_hand_among_many_is_framed_and_named(drawn):
    spans = [span(i, "ACTOR", (8, 13)) for i in range(1, 31)]
    view, image = drawn("Waiting Lisov waits.", spans, selected=17)
    ((line, piece),) = pieces_of(view.layout_, 17)
    assert line.lanes > view.layout_.look.roomy_lanes
    y = line.text_bottom + piece.lane * line.lane_height + 2
    accent = QColor(theme.colours().accent).name()
    seen = column(view, image, (piece.x0 + piece.x1) / 2, y - 6, y + 8)
    assert len("".join("x" if c == accent else " " for c in seen).split()) == 2  # over it and under it
    assert accent in column(view, image, piece.x0 - 7, y - 6, y + 6)
    other, image = drawn("Waiting Lisov waits.", spans)
    assert accent not in column(other, image, piece.x0 - 7, y - 6, y + 6)


# Links


@settings(max_examples=60)
@given(st.data())
def test_links_strike_through_no_words(qapp, data):
    text = LINES + "\n\n" + HEBREW + "\n" + LINES
    starts = data.draw(st.lists(st.integers(0, len(text) - 9), min_size=2, max_size=5, unique=True))
    labels = st.sampled_from(["ACTOR", "CLAIM", "SOURCE"])
    spans = [
        span(n, data.draw(labels), (at, at + data.draw(st.integers(1, 9)))) for n, at in enumerate(starts)
    ]
    layout = laid_out(text, spans, 420.0)
    lines = [(layout.top(i), line) for i in range(len(layout.blocks)) for line in layout.laid(i).lines]
    lines = [(layout.top(layout.index_of(line.start)), line) for _, line in lines]
    links = Links(layout, [("about", spans[0], other) for other in spans[1:]], -1e6, 1e6)
    assert len(links.routes) == len(spans) - 1
    for route in links.routes:
        assert route.title == "About"
        for one, other in pairwise(route.points):
            low, high = sorted((one.y(), other.y()))
            within = -1 < one.x() < layout.width + 1
            for top, line in lines:
                if low == high or within:
                    assert high <= top + line.text_top + 2 or low >= top + line.text_bottom - 2


def test_links_to_what_is_out_of_sight_are_drawn_and_others_left_out(drawn):
    text = "\n".join([LINES] * 40)
    spans = [span(1, "CLAIM", (0, 9)), span(2, "ACTOR", (len(text) - 20, len(text) - 10))]
    view, _ = drawn(text, spans, selected=1)
    layout = view.layout_
    assert len(Links(layout, [("about", *spans)], 0.0, 500.0).routes) == 1
    assert Links(layout, [("about", *spans)], -900.0, -500.0).routes == []


def test_a_link_has_its_title_beside_the_words(drawn):
    text = "The mayor said the dam is safe, and nobody in the town has to leave for now."
    spans = [span(1, "CLAIM", (15, 30)), span(2, "SOURCE", (4, 9))]
    view, bare = drawn(text, spans, selected=1)
    links = {1: Relation(1, 1, "attributed_to", 1, 2)}
    view.set_annotations(Annotations(Layer(1, 1, 1), {s.id: s for s in spans}, links))
    image = view.grab().toImage()
    ((line, _),) = pieces_of(view.layout_, 1)
    middle = range(round(line.text_top) + 8, round(line.text_bottom) - 6)
    over_words = range(round(line.top) - 2, round(line.text_top))

    def differ(rows):
        left, top = view.column.left, view.column.header
        return any(
            image.pixel(left + x, top + y) != bare.pixel(left + x, top + y) for y in rows for x in range(300)
        )

    assert differ(over_words)
    assert not differ(middle)
