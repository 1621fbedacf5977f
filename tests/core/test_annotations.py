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
