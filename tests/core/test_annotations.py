from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.core import edits
from annotator.core.annotations import Annotations, Change
from annotator.core.spans import Fragment, Layer, Relation, Span, State

OUTER = Span(5, 1, "CLAIM", (Fragment(2, 9),))
INNER = Span(6, 1, "SOURCE", (Fragment(2, 4),))
LATER = Span(4, 1, "CLAIM", (Fragment(7, 8),))
LINK = Relation(8, 1, "said_by", 5, 6)
FULL = Annotations(Layer(1, 7, 9), {s.id: s for s in (LATER, INNER, OUTER)}, {8: LINK})


def test_annotations_in_order_have_the_outer_first():
    assert FULL.in_order() == [OUTER, INNER, LATER]


def test_annotations_find_by_label_and_bounds():
    assert FULL.find("SOURCE", (Fragment(2, 4),)) == INNER
    assert FULL.find("CLAIM", (Fragment(2, 4),)) is None


def test_annotations_relations_of_either_end():
    assert FULL.relations_of([5]) == FULL.relations_of([6]) == FULL.relations_of([5, 6, 4]) == [LINK]
    assert FULL.relations_of([4]) == []


def test_annotations_pass_over_changes_of_other_layers(empty, scheme):
    other = Annotations(Layer(2, 7, 3), {}, {}, stored=False)
    edit = edits.add_span(other, "CLAIM", (Fragment(0, 1),))
    assert empty.changed(edit.changes) == empty


def test_annotations_whose_layer_is_taken_back_are_not_stored(empty):
    edit = edits.set_state(empty, State.DONE)
    after = empty.changed(edit.changes)
    assert after.changed(edit.inverse.changes) == empty


def test_annotations_change_has_an_inverse():
    assert Change(None, LINK).inverse == Change(LINK, None)


def test_annotations_step_to_the_spans_beside_and_round(empty):
    assert FULL.beside(OUTER.id, 1) == INNER
    assert FULL.beside(INNER.id, -1) == OUTER
    assert FULL.beside(LATER.id, 1) == OUTER
    assert FULL.beside(OUTER.id, -1) == LATER
    assert empty.from_offset(0, 1) is None


def test_annotations_step_from_an_offset():
    assert [FULL.from_offset(offset, 1) for offset in (0, 2, 3, 7, 8)] == [OUTER, OUTER, LATER, LATER, OUTER]
    assert [FULL.from_offset(offset, -1) for offset in (2, 3, 8)] == [LATER, INNER, LATER]


def test_annotations_of_an_earlier_value_stay_what_they_were():
    spans, order = FULL.spans, FULL.in_order()
    after = FULL.changed([Change(LINK, None), Change(INNER, None), Change(OUTER, replace(OUTER, note="x"))])
    assert list(after.in_order()) == [replace(OUTER, note="x"), LATER]
    assert spans[INNER.id] == INNER
    assert dict(spans) == {s.id: s for s in order}
    assert FULL.relations_of([5]) == [LINK]
    assert after.relations_of([5]) == []


def test_annotations_may_be_edited_in_a_loop_over_them():
    after = FULL.changed([Change(LINK, None)])
    for span in after.spans.values():
        after = after.changed([Change(span, None)])
    assert not after.spans
    assert len(FULL.spans) == 3


class Naive:
    """Annotations as plain dicts, copied at each edit."""

    def __init__(self, layer, spans, relations, stored):
        self.layer, self.spans, self.relations, self.stored = layer, spans, relations, stored

    def changed(self, changes):
        after = Naive(self.layer, dict(self.spans), dict(self.relations), self.stored)
        for change in changes:
            entity = change.after or change.before
            if isinstance(entity, Layer):
                after.layer, after.stored = change.after or Layer(1, 7, 9), change.after is not None
                continue
            held = after.spans if isinstance(entity, Span) else after.relations
            held.pop(entity.id, None)
            if change.after:
                held[entity.id] = change.after
        return after

    def check(self, annotations):
        """Compare all that can be asked for."""
        assert annotations == Annotations(self.layer, self.spans, self.relations, self.stored)
        order = sorted(self.spans.values(), key=lambda s: (s.start, -s.end, s.id))
        assert annotations.in_order() == order
        for here, span in enumerate(order):
            same = [s for s in order if (s.label, s.fragments) == (span.label, span.fragments)]
            assert annotations.find(span.label, span.fragments) == min(same, key=lambda s: s.id)
            links = [r for _, r in sorted(self.relations.items()) if span.id in (r.head_id, r.child_id)]
            assert annotations.relations_of([span.id]) == links
            assert annotations.beside(span.id, 1) == order[(here + 1) % len(order)]
        for offset in range(12) if order else ():
            later = [s for s in order if s.start >= offset]
            assert annotations.from_offset(offset, 1) == (later or order)[0]
            assert annotations.from_offset(offset, -1) == [*later, *order][-1 - len(later)]


@given(st.data())
def test_annotations_are_as_if_each_edit_copied_them(any_edit, scheme, data):
    first = Annotations(Layer(1, 7, 9), {}, {}, stored=False)
    made = [(first, Naive(first.layer, {}, {}, stored=False), None)]
    for _ in range(data.draw(st.integers(1, 12))):
        # Mostly on from the last; now and then from an older one, or back by undo.
        index = data.draw(st.sampled_from([len(made) - 1] * 4 + list(range(len(made)))))
        annotations, naive, edit = made[index]
        if edit is not None and data.draw(st.integers(0, 3)) == 0:
            new = edit.inverse
        else:
            new = any_edit(data.draw, annotations, scheme, 12)
        if new is not None:
            made.append((annotations.changed(new.changes), naive.changed(new.changes), new))
        if data.draw(st.booleans()):
            shown, known, _ = made[data.draw(st.integers(0, len(made) - 1))]
            known.check(shown)
    for annotations, naive, _ in data.draw(st.permutations(made)):
        naive.check(annotations)


@given(st.data())
def test_annotations_tell_which_spans_changed_since_an_earlier_value(any_edit, scheme, data):
    made = [Annotations(FULL.layer, FULL.spans, FULL.relations)]
    for _ in range(6):
        edit = any_edit(data.draw, made[-1], scheme, 12)
        if edit is not None:
            made.append(made[-1].changed(edit.changes))
    first = data.draw(st.sampled_from(range(len(made))))
    last = data.draw(st.sampled_from(range(first, len(made))))
    ids = made[last].spans_changed_since(made[first])
    before, after = dict(made[first].spans), dict(made[last].spans)
    assert ids >= {i for i in {*before, *after} if before.get(i) != after.get(i)}
    assert made[0].spans_changed_since(Annotations(Layer(1, 7, 9), {}, {})) is None
    assert made[0].spans_changed_since(made[0]) == set()
