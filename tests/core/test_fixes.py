"""Fixes of what a format cannot hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core import fixes
from annotator.core.annotations import Annotations
from annotator.core.errors import EditError
from annotator.core.spans import Fragment, Layer, Relation, Span, State
from annotator.core.tokens import Tokens, encode_tokens

TEXT = "Kyiv reports heavy losses today."
TOKENS = Tokens(TEXT, encode_tokens([(4, True), (7, True), (5, True), (6, True), (5, False), (1, False)]))


def layer(*spans, relations=()):
    made = [
        Span(n, 1, label, tuple(Fragment(*f) for f in fragments))
        for n, (label, *fragments) in enumerate(spans, 1)
    ]
    links = [Relation(100 + n, 1, "about", head, child) for n, (head, child) in enumerate(relations)]
    return Annotations(Layer(1, 1, 1, State.DONE), {s.id: s for s in made}, {r.id: r for r in links})


def after(annotations, edit):
    return {
        s.id: (s.label, [tuple(f) for f in s.fragments])
        for s in annotations.changed(edit.changes).spans.values()
    }


def test_snap_widens_to_the_words_that_are_touched():
    read = layer(("CLAIM", (6, 15)), ("CLAIM", (0, 4)), ("ACTOR", (1, 3), (14, 20)))
    edit = fixes.snap(read, [1, 2, 3], TOKENS)
    assert after(read, edit) == {
        1: ("CLAIM", [(5, 18)]),
        2: ("CLAIM", [(0, 4)]),
        3: ("ACTOR", [(0, 4), (13, 25)]),
    }
    assert str(edit.name) == "snap 2 spans to words"
    assert read.changed(edit.changes).changed(edit.inverse.changes) == read


def test_snap_leaves_a_span_that_would_be_there_twice():
    read = layer(("CLAIM", (6, 9)), ("CLAIM", (5, 12)), ("CLAIM", (7, 10)))
    with pytest.raises(EditError):
        fixes.snap(read, [1, 3], TOKENS)


def test_trim_leaves_white_space_out():
    read = layer(("CLAIM", (4, 13)), ("CLAIM", (4, 5)), ("ACTOR", (0, 4)))
    assert after(read, fixes.trim(read, [1, 2, 3], TEXT))[1] == ("CLAIM", [(5, 12)])
    with pytest.raises(EditError):
        fixes.trim(read, [2, 3], TEXT)


def test_keep_outer_deletes_what_lies_inside_and_its_links():
    read = layer(("CLAIM", (0, 25)), ("ACTOR", (0, 4)), ("SOURCE", (26, 31)), relations=[(1, 2), (1, 3)])
    edit = fixes.keep_outer(read, [2])
    found = read.changed(edit.changes)
    assert (set(found.spans), [r.child_id for r in found.relations.values()]) == ({1, 3}, [3])
    with pytest.raises(EditError):
        fixes.keep_outer(found, [1, 3])


def test_keep_outer_leaves_two_that_only_cross():
    read = layer(("CLAIM", (0, 9)), ("SOURCE", (5, 12)), ("ACTOR", (5, 9)))
    assert set(after(read, fixes.keep_outer(read, [1, 2]))) == {1, 2}
    with pytest.raises(EditError):
        fixes.keep_outer(layer(("CLAIM", (0, 9)), ("SOURCE", (5, 12))), [1, 2])


def test_keep_label_deletes_what_overlaps_it():
    read = layer(("CLAIM", (0, 25)), ("ACTOR", (0, 4)), ("ACTOR", (5, 12)), ("SOURCE", (26, 31)))
    assert set(after(read, fixes.keep_label(read, [1], "ACTOR"))) == {2, 3, 4}
    assert set(after(read, fixes.keep_label(read, [2], "CLAIM"))) == {1, 3, 4}
    with pytest.raises(EditError):
        fixes.keep_label(read, [1], "SOURCE")


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B"]), st.integers(0, 31), st.integers(1, 9)), min_size=1, max_size=8
    )
)
def test_fixed_spans_are_as_promised(rows):
    spans = {(label, (start, min(start + length, len(TEXT)))) for label, start, length in rows}
    read = layer(*sorted(spans))
    for fix in (lambda a: fixes.snap(a, a.spans, TOKENS), lambda a: fixes.trim(a, a.spans, TEXT)):
        try:
            edit = fix(read)
        except EditError:
            continue
        assert len(read.changed(edit.changes).spans) == len(read.spans)
    try:
        left = list(read.changed(fixes.keep_outer(read, read.spans).changes).spans.values())
    except EditError:
        left = list(read.spans.values())
    assert not any(lies_in(a, b) for a in left for b in left if a.id != b.id)
    ids = {span.id for span in left}
    gone = [span for span in read.spans.values() if span.id not in ids]
    assert all(any(lies_in(a, b) for b in left) for a in gone)


def lies_in(inner, outer):
    return outer.start <= inner.start and inner.end <= outer.end
