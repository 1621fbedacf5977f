"""Lanes keep the pieces of a line apart, inner ones next to the text."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.lanes import MIN_GAP, Piece, place, tag_rooms


def piece(span_id, x0, x1, *, weight=None, tag="", tinted=False, first=True):
    return Piece(span_id, x0, x1, weight or round(x1 - x0), first, True, tag=tag, tinted=tinted)


@st.composite
def lines(draw):
    """Return the pieces of a line: spans of one or more pieces, some tinted."""
    pieces = []
    for span_id in range(draw(st.integers(0, 14))):
        edges = sorted(draw(st.lists(st.integers(0, 400), min_size=2, max_size=6, unique=True)))
        weight = draw(st.integers(1, 500))
        tinted = draw(st.integers(0, 5)) == 0
        for x0, x1 in zip(edges[::2], edges[1::2], strict=False):
            pieces.append(piece(span_id, float(x0), float(x1), weight=weight, tinted=tinted))
    return draw(st.permutations(pieces))


def shown(pieces):
    return [p for p in pieces if not p.tinted]


def apart(one, other):
    return one.x1 + MIN_GAP <= other.x0 or other.x1 + MIN_GAP <= one.x0


@given(lines())
def test_no_two_pieces_of_one_lane_overlap(pieces):
    count = place(pieces)
    for one in shown(pieces):
        assert 0 <= one.lane < count
        for other in shown(pieces):
            if one.span_id != other.span_id and one.lane == other.lane:
                assert apart(one, other)


@given(lines())
def test_the_pieces_of_one_span_share_a_lane(pieces):
    place(pieces)
    for span_id in {p.span_id for p in shown(pieces)}:
        assert len({p.lane for p in shown(pieces) if p.span_id == span_id}) == 1


@given(lines())
def test_no_lane_between_is_left_free(pieces):
    count = place(pieces)
    assert {p.lane for p in shown(pieces)} == set(range(count))


@given(lines())
def test_the_order_of_the_spans_does_not_matter(pieces):
    pieces.sort(key=lambda p: (p.span_id, p.x0))
    place(pieces)
    before = {(p.span_id, p.x0): p.lane for p in pieces}
    pieces.sort(key=lambda p: (-p.span_id, p.x0))
    place(pieces)
    assert {(p.span_id, p.x0): p.lane for p in pieces} == before


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_the_inner_of_nested_spans_is_nearer_to_the_text(margins):
    pieces, x0, x1 = [], 500.0, 510.0
    for span_id, margin in enumerate(margins):
        pieces.append(piece(span_id, x0, x1))
        x0, x1 = x0 - margin, x1 + margin
    assert place(pieces[::-1]) == len(pieces)
    assert [p.lane for p in pieces] == list(range(len(pieces)))


def test_spans_of_one_range_get_a_lane_each_by_their_age():
    pieces = [piece(span_id, 10, 60) for span_id in (3, 1, 2)]
    assert place(pieces) == 3
    assert [p.lane for p in pieces] == [2, 0, 1]


def test_tinted_pieces_take_no_lane():
    pieces = [piece(1, 0, 100, tinted=True), piece(2, 10, 20)]
    assert place(pieces) == 1
    assert pieces[1].lane == 0


def test_a_line_without_pieces_has_no_lane():
    assert place([]) == 0


def rooms(pieces, right):
    return [(p.span_id, room) for p, room in tag_rooms(pieces, right)]


def test_a_tag_has_room_up_to_the_next_tag_of_its_lane():
    pieces = [piece(1, 10, 40, tag="ACTOR"), piece(2, 90, 140, tag="CLAIM")]
    assert place(pieces) == 1
    assert rooms(pieces, 300.0) == [(1, 80), (2, 210)]


def test_a_tag_of_another_lane_takes_no_room():
    pieces = [piece(1, 0, 200, tag="CLAIM"), piece(2, 50, 80, tag="ACTOR")]
    assert place(pieces) == 2
    assert rooms(pieces, 300.0) == [(1, 300), (2, 250)]


def test_tags_that_begin_at_one_place_share_the_room_after_both():
    pieces = [piece(1, 0, 20, tag="A", tinted=True), piece(2, 0, 20, tag="B", tinted=True)]
    pieces.append(piece(3, 60, 80, tag="C", tinted=True))
    assert sorted(rooms(pieces, 300.0)) == [(1, 60), (2, 60), (3, 240)]


def test_tags_read_from_the_right_have_the_room_to_their_left():
    pieces = [piece(1, 60, 100, tag="ACTOR"), piece(2, 210, 240, tag="CLAIM"), piece(3, 250, 300, tag="CUE")]
    for one in pieces:
        one.from_right = True
    assert place(pieces) == 1
    assert sorted(rooms(pieces, 300.0)) == [(1, 100), (2, 140), (3, 60)]


def test_tags_that_face_each_other_share_the_room_between():
    pieces = [piece(1, 10, 40, tag="ACTOR"), piece(2, 90, 140, tag="CLAIM")]
    pieces[1].from_right = True
    assert place(pieces) == 1
    assert sorted(rooms(pieces, 300.0)) == [(1, 65), (2, 65)]


def test_thousands_of_spans_on_one_word_get_a_lane_each():
    pieces = [piece(span_id, 10, 60) for span_id in range(5_000)]
    assert place(pieces) == 5_000
    assert [p.lane for p in pieces] == list(range(5_000))
