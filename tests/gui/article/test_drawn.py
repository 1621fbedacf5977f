"""What is drawn is what is stored: after any edits, each span is found where its words are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.annotations import Annotations
from annotator.core.spans import Fragment, Layer, Span
from annotator.gui.article.layout import ArticleLayout
from annotator.gui.article.look import Look
from annotator.workspace.resources import default_scheme

TEXTS = (
    "The dam above Lisov is safe, the minister said.\n\n“We checked,” she told us. 🚢🇸🇰 end",
    "x",
    " \n\n \tx",
    "שלום abc העולם (def) سمك\nzwei 👩‍👩‍👧 e\u0301te\u0301 \u200b\u2060\ufeff ende",
    "a b\r\n\r\nc " + "long" * 40,
)


def laid_out(text, annotations, suggestions=(), width=260.0):
    layout = ArticleLayout(Look(default_scheme(), 1.0))
    layout.width = width
    layout.set_text(text)
    layout.set_spans(annotations)
    layout.set_suggestions(suggestions)
    return layout


def pictured(layout):
    """Return all that is to be seen, as text."""
    found = []
    for index in range(len(layout.blocks)):
        for line in layout.laid(index).lines:
            rest = [line.start, line.end, line.text_top, line.bottom]
            found.append([*map(repr, line.pieces), *(round(number, 2) for number in rest)])
    return found


def pieces_over(layout, text, span, offset):
    """Return the line that shows a code point, with what it shows of a span there."""
    index, line = layout.line_of(offset)
    # Of spaces at the end of a line nothing is shown, and of a line break a stub.
    rects = layout.rects(offset, offset + 1) if visible(text, offset) else []
    x = rects[0].center().x() if rects else None
    mine = [p for p in line.pieces if p.span_id == span.id and not p.suggested and not p.gap]
    return layout.top(index), line, [p for p in mine if x is None or p.x0 - 2.1 <= x <= p.x1 + 2.1]


def visible(text, offset):
    return text[offset].isprintable() and not text[offset].isspace()


def check(layout, text):
    for span in layout.spans.values():
        for offset in (span.start, span.end - 1):
            top, line, pieces = pieces_over(layout, text, span, offset)
            assert pieces, (span, offset)
            assert span in layout.spans_at(offset)
            for piece in pieces:
                bar = line.text_bottom + piece.lane * line.lane_height + 1.5
                y = line.text_top - 2 if line.start < line.end else line.text_top + 2
                y = y if piece.tinted else bar
                assert layout.hit((piece.x0 + piece.x1) / 2, top + y)[1] == span.id
        if visible(text, span.start):
            (first, *_) = layout.rects(span.start, span.start + 1)
            if first.width() > 3:
                assert span in layout.spans_at(layout.character(first.center().x(), first.center().y()))


@settings(max_examples=60)
@given(st.sampled_from(TEXTS), st.data())
def test_after_any_edits_undone_and_done_again_each_span_is_found_where_its_words_are(
    qapp, any_edit, text, data
):
    scheme = default_scheme()
    annotations = Annotations(Layer(1, 1, 1), {}, {})
    layout = laid_out(text, annotations)
    done, undone = [], []
    for _ in range(data.draw(st.integers(1, 10))):
        kind = data.draw(st.sampled_from(["edit", "edit", "edit", "undo", "redo"]))
        edit = None
        if kind == "edit":
            edit = any_edit(data.draw, annotations, scheme, len(text))
            if edit is not None:
                done.append(edit)
                undone.clear()
        elif kind == "undo" and done:
            undone.append(done.pop())
            edit = undone[-1].inverse
        elif kind == "redo" and undone:
            done.append(undone.pop())
            edit = done[-1]
        if edit is not None:
            annotations = annotations.changed(edit.changes)
        if data.draw(st.booleans()):  # else several edits are shown at once
            layout.set_spans(annotations)
            check(layout, text)
    layout.set_spans(annotations)
    check(layout, text)
    assert pictured(layout) == pictured(laid_out(text, annotations))
    for edit in reversed(done):
        annotations = annotations.changed(edit.inverse.changes)
    layout.set_spans(annotations)
    assert pictured(layout) == pictured(laid_out(text, Annotations(Layer(1, 1, 1), {}, {})))


def span(span_id, label, *ranges):
    return Span(span_id, 1, label, tuple(Fragment(*pair) for pair in ranges))


def with_spans(*spans):
    return Annotations(Layer(1, 1, 1), {s.id: s for s in spans}, {})


@pytest.mark.parametrize("bounds", [(3, 4), (3, 6), (4, 5), (3, 5)])
def test_a_span_of_line_breaks_alone_has_a_bar_after_the_text_or_in_the_empty_line(qapp, bounds):
    text = "One\n\n\nTwo"
    layout = laid_out(text, with_spans(span(1, "ACTOR", bounds)))
    assert layout.line_of(bounds[0])[1].pieces
    check(layout, text)


def test_a_span_over_the_whole_of_many_paragraphs_is_in_each_and_can_be_taken_away(qapp):
    text = "\n".join(f"Paragraph {n} of a report." for n in range(100))
    whole = with_spans(span(1, "SOURCE", (0, len(text))), span(2, "ACTOR", (5, 9)))
    layout = laid_out(text, whole)
    for index in (0, 50, 99):
        assert 1 in {piece.span_id for line in layout.laid(index).lines for piece in line.pieces}
    while layout.measure_some(1.0):
        pass
    height = layout.height
    layout.set_spans(with_spans(span(2, "ACTOR", (5, 9))))
    while layout.measure_some(1.0):
        pass
    assert layout.height < height
    assert pictured(layout) == pictured(laid_out(text, with_spans(span(2, "ACTOR", (5, 9)))))


def test_suggestions_have_bars_of_their_own_and_ids_of_their_own(qapp):
    text = "The dam above Lisov is safe."
    layout = laid_out(text, with_spans(span(1, "ACTOR", (14, 19))), [span(1, "SOURCE", (14, 19))], 600.0)
    (line,) = layout.laid(0).lines
    mine, suggested = sorted(line.pieces, key=lambda piece: piece.suggested)
    assert (suggested.suggested, suggested.tag, mine.tag) == (True, "SOURCE ?", "ACTOR")
    assert suggested.lane != mine.lane
    for piece, found in ((mine, 1), (suggested, None)):
        y = line.text_bottom + piece.lane * line.lane_height + 1.5
        assert layout.hit(piece.x0 + 2, y)[1] == found
        assert layout.piece_at(piece.x0 + 2, y) is piece
    layout.set_suggestions([])
    assert pictured(layout) == pictured(laid_out(text, with_spans(span(1, "ACTOR", (14, 19))), width=600.0))


def test_a_suggested_claim_is_never_tinted(qapp):
    layout = laid_out("The dam is safe.", with_spans(), [span(9, "CLAIM", (0, 15))])
    assert [piece.tinted for line in layout.laid(0).lines for piece in line.pieces] == [False]
