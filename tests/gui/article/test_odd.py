"""Odd articles, schemes and widths in the view: drawn, walked, selected, nothing over anything else."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.core.annotations import Annotations, Change
from annotator.core.scheme import scheme_from_dict
from annotator.core.spans import Fragment, Layer, Relation, Span
from annotator.core.tokens import Tokens, encode_tokens
from annotator.gui.article.view import ArticleView
from annotator.workspace.resources import default_scheme

PLAIN = Qt.KeyboardModifier.NoModifier
TOKEN = re.compile(r"(?:\w{1,50}|\S|\s)( )?")
SENTENCE = "The ferry to Hvalvik turned back 🚢, officials said; nobody knows why.\n"


def quick_tokens(text):
    """Cut a long text into tokens quickly; where does not matter."""
    found = TOKEN.finditer(text)
    return Tokens(text, encode_tokens((len(m[0]) - len(m[1] or ""), bool(m[1])) for m in found))


def span(span_id, label, *ranges):
    return Span(span_id, 1, label, tuple(Fragment(*pair) for pair in ranges))


@pytest.fixture
def show(qtbot):
    made = []

    def show_(text, spans=(), links=(), *, width=800, zoom=1.0, scheme=None):
        view = ArticleView(scheme or default_scheme())
        made.append(view)
        qtbot.addWidget(view)
        view.resize(width, 600)
        view.show()
        view.set_zoom(zoom)
        view.show_article("An odd one", "Details", text, quick_tokens(text))
        spans, links = {s.id: s for s in spans}, {link.id: link for link in links}
        view.set_annotations(Annotations(Layer(1, 1, 1), spans, links))
        view.grab()
        return view

    return show_


def walk(view):
    """Go to both ends and about, drawing each time; click and select."""
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
        assert not view.grab().isNull()
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Down):
        QTest.keyClick(view, key)
        assert 0 <= view.selection.start <= view.selection.end <= len(view.text)
    for place in (QPoint(60, 200), QPoint(300, 400), QPoint(790, 590)):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    assert not view.grab().isNull()


def check_apart(view):
    """No line reaches into the next, no bar or tag out of its lane, none over another, no card over another."""
    layout = view.layout_
    y = view.text_place(QPoint(0, 0))[1]
    first, last = layout.index_at_y(y), layout.index_at_y(y + view.viewport().height())
    bottom = 0.0
    for index in range(first, last + 1):
        for line in layout.laid(index).lines:
            top = layout.top(index)
            assert top + line.top >= bottom - 0.01
            bottom = top + line.bottom
            lanes = {}
            for piece in line.pieces:
                assert piece.lane < max(1, line.lanes)
                if not piece.tinted:
                    lanes.setdefault(piece.lane, []).append((piece.x0, piece.x1, piece.span_id))
                if piece.tag:
                    assert piece.tag_x >= -1
                    assert piece.tag_x + piece.tag_width <= layout.width + 1
            for pieces in lanes.values():
                pieces.sort()
                for one, other in pairwise(pieces):
                    assert one[2] == other[2] or one[1] <= other[0]
    rects = [card.rect for card in view._page._cards]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    assert all(rect.right() + view.column.left <= view.viewport().width() for rect in rects)


def test_an_article_of_five_megabytes(show):
    text = SENTENCE * (5_000_000 // len(SENTENCE))
    view = show(text, [span(1, "CLAIM", (0, 9)), span(2, "ACTOR", (4_000_000, 4_000_013))])
    walk(view)
    view.set_selected(2)
    view.grab()
    assert view._scroller.shows(4_000_000)
    check_apart(view)


def test_one_line_of_300_000_characters_without_spaces(show):
    view = show("x" * 300_000, [span(1, "CLAIM", (10, 299_990)), span(2, "ACTOR", (150_000, 150_001))])
    walk(view)
    view.set_selected(2)
    view.grab()
    assert view._scroller.shows(150_000)
    check_apart(view)


def test_twenty_thousand_lines(show):
    view = show("\n".join(f"{n}" if n % 3 else "" for n in range(20_000)), [span(1, "ACTOR", (0, 50_000))])
    walk(view)
    check_apart(view)


def test_two_hundred_spans_on_one_word(show):
    labels = ("ACTOR", "SOURCE", "CUE", "CLAIM")
    view = show(SENTENCE * 3, [span(i, labels[i % 4], (13, 20)) for i in range(1, 201)])
    walk(view)
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    view.grab()
    check_apart(view)
    for span_id in (1, 4, 200):
        view.set_selected(span_id)
        assert not view.grab().isNull()


def test_a_span_over_the_whole_text_and_many_inside_it(show):
    text = SENTENCE * 300
    inner = [span(i, "ACTOR", (i * 71, i * 71 + 9)) for i in range(2, 300)]
    view = show(text, [span(1, "SOURCE", (0, len(text))), span(400, "CLAIM", (0, len(text))), *inner])
    walk(view)
    check_apart(view)
    view.set_selected(1)
    view.grab()
    gone = view.annotations.changed([Change(view.annotations.spans[1], None)])
    view.set_annotations(gone)
    view.grab()
    check_apart(view)


@pytest.mark.parametrize("width", [260, 440, 700])
@pytest.mark.parametrize("zoom", [0.6, 1.0, 3.0])
def test_narrow_views_at_any_zoom(show, width, zoom):
    spans = [span(1, "CLAIM", (0, 31)), span(2, "ACTOR", (13, 20)), span(3, "SOURCE", (36, 45))]
    view = show(SENTENCE * 40, [*spans, span(4, "CLAIM", (80, 120))],
                [Relation(1, 1, "attributed_to", 1, 3)], width=width, zoom=zoom)  # fmt: skip
    check_apart(view)
    for span_id in (1, 2, 3, 4):
        view.set_selected(span_id)
        view.grab()
    walk(view)
    check_apart(view)
    assert view.column.left + view.column.width <= view.viewport().width()


def test_a_scheme_of_forty_labels(show):
    labels = [
        {"name": f"A_RATHER_LONG_LABEL_{n}", "style": ("bar", "dots", "tint", "double")[n % 4]}
        for n in range(40)
    ]
    scheme = scheme_from_dict({"name": "many", "labels": labels, "relations": []})
    spans = [span(n, f"A_RATHER_LONG_LABEL_{n}", (n * 40, n * 40 + 25)) for n in range(40)]
    view = show(SENTENCE * 40, spans, scheme=scheme)
    walk(view)
    check_apart(view)


def test_spans_of_labels_that_the_scheme_lacks_are_shown(show):
    view = show(SENTENCE, [span(1, "UNHEARD-OF", (0, 9)), span(2, "", (4, 9))])
    assert len({piece.span_id for line in view.layout_.laid(0).lines for piece in line.pieces}) == 2


@pytest.mark.parametrize("zoom", [1.0, 3.0])
def test_a_title_of_long_words_stays_in_a_narrow_column(show, zoom):
    view = show(SENTENCE, width=260, zoom=zoom)
    view.show_article("Donaudampfschifffahrtsgesellschaft tagt", "", SENTENCE, view.tokens)
    assert view.column.title.width() <= view.column.width
