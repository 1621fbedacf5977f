import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core import edits
from annotator.core.annotations import Annotations
from annotator.core.errors import AlreadyThere, EditError
from annotator.core.spans import Fragment, Layer, Origin, State

ONE, TWO, BOTH = (Fragment(0, 4),), (Fragment(6, 9),), (Fragment(0, 4), Fragment(6, 9))


def do(annotations, edit):
    return annotations.changed(edit.changes)


@pytest.fixture
def begun(empty):
    """A layer with a CLAIM (lower id) and a SOURCE."""
    return do(one := do(empty, edits.add_span(empty, "CLAIM", ONE)), edits.add_span(one, "SOURCE", TWO))


@pytest.fixture
def linked(begun, scheme):
    claim, source = begun.spans
    return do(begun, edits.add_relation(begun, scheme, "said_by", claim, source))


def only(values):
    (value,) = values
    return value


def test_edits_add_span_to_a_layer_that_is_not_stored(empty):
    edit = edits.add_span(empty, "CLAIM", BOTH, Origin.SUGGESTED)
    after = do(empty, edit)
    span = only(after.spans.values())
    assert (span.label, span.fragments, span.origin) == ("CLAIM", BOTH, Origin.SUGGESTED)
    assert (span.layer_id, span.attributes, span.note) == (1, (), "")
    assert after.stored
    assert after.layer.state == State.IN_PROGRESS
    assert edit.document_id == 7
    assert str(edit.name) == "label CLAIM"


@pytest.mark.parametrize(
    ("state", "then"),
    [(State.TO_DO, State.IN_PROGRESS), (State.DONE, State.DONE), (State.SKIPPED, State.SKIPPED)],
)
def test_edits_of_spans_begin_a_layer_and_leave_a_finished_one_finished(state, then):
    annotations = Annotations(Layer(1, 7, 9, state, flagged=True), {}, {})
    after = do(annotations, edits.add_span(annotations, "CLAIM", ONE))
    assert (after.layer.state, after.layer.flagged) == (then, True)


def test_edits_add_span_refuses_the_same_span(begun):
    with pytest.raises(AlreadyThere):
        edits.add_span(begun, "CLAIM", ONE)


def test_edits_add_span_takes_another_label_or_other_bounds_at_the_same_place(begun):
    after = do(begun, edits.add_span(begun, "SOURCE", ONE))
    after = do(after, edits.add_span(after, "CLAIM", (Fragment(0, 5),)))
    assert len(after.spans) == 4


def test_edits_remove_span_takes_its_relations_with_it(linked):
    claim, source = linked.spans
    after = do(linked, edits.remove_spans(linked, [source]))
    assert set(after.spans) == {claim}
    assert after.relations == {}


def test_edits_remove_several_spans_at_once(linked):
    edit = edits.remove_spans(linked, [*linked.spans, *linked.spans, 404])
    after = do(linked, edit)
    assert (after.spans, after.relations) == ({}, {})
    assert str(edit.name) == "delete 2 spans"


@pytest.mark.parametrize("ids", [(), (404,)])
def test_edits_remove_refuses_where_there_is_no_span(begun, ids):
    with pytest.raises(EditError):
        edits.remove_spans(begun, ids)


def test_edits_relabel_keeps_what_the_new_label_may_have(begun, scheme):
    claim = min(begun.spans)
    for name, value in (("mood", "sure"), ("kind", "b")):
        begun = do(begun, edits.set_attribute(begun, claim, name, value))
    begun = do(begun, edits.set_note(begun, claim, "look again"))
    after = do(begun, edits.relabel(begun, scheme, claim, "SOURCE"))
    span = after.spans[claim]
    assert span.attributes == (("kind", "b"),)
    assert (span.label, span.fragments, span.note) == ("SOURCE", ONE, "look again")


def test_edits_relabel_drops_values_that_the_new_label_does_not_know(begun, scheme):
    claim = min(begun.spans)
    begun = do(begun, edits.set_attribute(begun, claim, "kind", "a"))
    assert do(begun, edits.relabel(begun, scheme, claim, "SOURCE")).spans[claim].attributes == ()


def test_edits_relabel_drops_relations_that_are_no_longer_allowed_and_counts_them(linked, scheme):
    claim, _source = linked.spans
    edit = edits.relabel(linked, scheme, claim, "SOURCE")
    assert do(linked, edit).relations == {}
    assert "1" in str(edit.name)


def test_edits_relabel_keeps_relations_that_are_still_allowed(begun, scheme):
    claim, source = begun.spans
    both = do(begun, edits.relabel(begun, scheme, source, "CLAIM"))
    answering = do(both, edits.add_relation(both, scheme, "answers", source, claim))
    third = do(answering, edits.add_span(answering, "CLAIM", BOTH))
    new = max(third.spans)
    both = do(third, edits.add_relation(third, scheme, "answers", new, claim))
    after = do(both, edits.relabel(both, scheme, new, "SOURCE"))
    assert [(r.head_id, r.child_id) for r in after.relations.values()] == [(source, claim)]


def test_edits_relabel_refuses_the_same_label_and_a_span_that_is_there(begun, scheme):
    claim, _ = begun.spans
    with pytest.raises(AlreadyThere):
        edits.relabel(begun, scheme, claim, "CLAIM")
    twin = do(begun, edits.add_span(begun, "SOURCE", ONE))
    with pytest.raises(AlreadyThere):
        edits.relabel(twin, scheme, claim, "SOURCE")


def test_edits_relabel_to_a_label_outside_the_scheme_leaves_nothing_that_hangs(linked, scheme):
    claim = min(linked.spans)
    linked = do(linked, edits.set_attribute(linked, claim, "mood", "sure"))
    after = do(linked, edits.relabel(linked, scheme, claim, "OTHER"))
    assert after.spans[claim].attributes == ()
    assert after.relations == {}


def test_edits_set_fragments_changes_bounds_only(linked):
    claim = min(linked.spans)
    after = do(linked, edits.set_fragments(linked, claim, BOTH))
    assert after.spans[claim].fragments == BOTH
    assert after.relations == linked.relations


def test_edits_set_fragments_refuses_the_same_bounds_and_those_of_a_twin(begun):
    claim = min(begun.spans)
    with pytest.raises(EditError):
        edits.set_fragments(begun, claim, ONE)
    twin = do(begun, edits.add_span(begun, "CLAIM", TWO))
    with pytest.raises(AlreadyThere):
        edits.set_fragments(twin, claim, TWO)


@pytest.mark.parametrize("bad", [(), (Fragment(4, 4),), (Fragment(3, 6), Fragment(0, 4))])
def test_edits_set_fragments_refuses_what_is_no_span(begun, bad):
    with pytest.raises(EditError):
        edits.set_fragments(begun, min(begun.spans), bad)


def test_edits_set_attribute_sets_replaces_and_takes_away(begun):
    claim = min(begun.spans)
    for value in ("b", "a"):
        begun = do(begun, edits.set_attribute(begun, claim, "kind", value))
    begun = do(begun, edits.set_attribute(begun, claim, "certainty", "hedged"))
    assert begun.spans[claim].attributes == (("certainty", "hedged"), ("kind", "a"))
    begun = do(begun, edits.set_attribute(begun, claim, "certainty", None))
    assert begun.spans[claim].attributes == (("kind", "a"),)


@pytest.mark.parametrize("value", ["a", None])
def test_edits_set_attribute_refuses_what_is_so_already(begun, value):
    claim = min(begun.spans)
    if value:
        begun = do(begun, edits.set_attribute(begun, claim, "kind", value))
    with pytest.raises(EditError):
        edits.set_attribute(begun, claim, "kind", value)


def test_edits_set_note(begun):
    claim = min(begun.spans)
    after = do(begun, edits.set_note(begun, claim, "„?“ 🙏"))
    assert after.spans[claim].note == "„?“ 🙏"
    with pytest.raises(EditError):
        edits.set_note(after, claim, "„?“ 🙏")


def test_edits_add_relation_refuses_what_the_scheme_forbids(begun, scheme):
    claim, source = begun.spans
    for kind, title, head, child in (
        ("said_by", "said by", source, claim),
        ("answers", "answers", claim, source),
        ("no such", "no such", claim, source),
    ):
        with pytest.raises(EditError, match=f"allows no {title} from"):
            edits.add_relation(begun, scheme, kind, head, child)


def test_edits_add_relation_refuses_a_link_that_is_there(linked, scheme):
    claim, source = linked.spans
    with pytest.raises(AlreadyThere):
        edits.add_relation(linked, scheme, "said_by", claim, source)


def test_edits_remove_relation_leaves_the_spans(linked):
    after = do(linked, edits.remove_relation(linked, only(linked.relations)))
    assert after.relations == {}
    assert after.spans == linked.spans


@pytest.mark.parametrize("state", [State.DONE, State.SKIPPED, State.IN_PROGRESS])
def test_edits_set_state_stores_a_layer_without_spans(empty, state):
    after = do(empty, edits.set_state(empty, state))
    assert after.stored
    assert after.layer.state == state
    with pytest.raises(EditError):
        edits.set_state(after, state)


def test_edits_set_flag_leaves_the_state(empty):
    flagged = do(empty, edits.set_flag(empty, flagged=True))
    assert (flagged.layer.flagged, flagged.layer.state, flagged.stored) == (True, State.TO_DO, True)
    assert not do(flagged, edits.set_flag(flagged, flagged=False)).layer.flagged


@pytest.mark.parametrize("flagged", [True, False])
def test_edits_set_flag_refuses_what_is_so_already(empty, flagged):
    if flagged:
        empty = do(empty, edits.set_flag(empty, flagged=True))
    with pytest.raises(EditError):
        edits.set_flag(empty, flagged=flagged)


def test_edits_leave_what_they_were_given_as_it_was(linked, scheme):
    before = Annotations(linked.layer, dict(linked.spans), dict(linked.relations), linked.stored)
    claim = min(linked.spans)
    for edit in (edits.remove_spans(linked, [claim]), edits.relabel(linked, scheme, claim, "SOURCE")):
        do(linked, edit)
    assert linked == before


@given(data=st.data())
def test_edits_undone_to_the_start_give_the_start(any_edit, scheme, data):
    start = now = Annotations(Layer(1, 7, 9), {}, {}, stored=False)
    done = []
    for _ in range(data.draw(st.integers(1, 12))):
        edit = any_edit(data.draw, now, scheme, 20)
        if edit is not None:
            after = do(now, edit)
            assert do(after, edit.inverse) == now
            assert edit.inverse.inverse == edit
            now = after
            done.append(edit)
    end = now
    for edit in reversed(done):
        now = do(now, edit.inverse)
    assert now == start
    for edit in done:
        now = do(now, edit)
    assert now == end


@given(data=st.data())
def test_edits_never_leave_a_relation_that_hangs_or_is_forbidden_or_a_span_twice(any_edit, scheme, data):
    now = Annotations(Layer(1, 7, 9), {}, {}, stored=False)
    for _ in range(data.draw(st.integers(1, 15))):
        edit = any_edit(data.draw, now, scheme, 8)
        now = do(now, edit) if edit else now
    for r in now.relations.values():
        allowed = scheme.relations_between(now.spans[r.head_id].label, now.spans[r.child_id].label)
        assert r.type in {kind.name for kind in allowed}
    assert len({(s.label, s.fragments) for s in now.spans.values()}) == len(now.spans)
    assert len({(r.type, r.head_id, r.child_id) for r in now.relations.values()}) == len(now.relations)


# Many at once


def test_edits_relabel_spans_relabels_all_as_one_edit(linked, scheme):
    edit = edits.relabel_spans(linked, scheme, linked.spans, "CLAIM")
    after = do(linked, edit)
    assert [s.label for s in after.spans.values()] == ["CLAIM", "CLAIM"]
    assert str(edit.name) == "relabel SOURCE as CLAIM (its links: −1)"


def test_edits_relabel_spans_says_how_many_and_what_goes(empty, scheme):
    annotations = empty
    for number in range(3):
        annotations = do(annotations, edits.add_span(annotations, "CLAIM", (Fragment(number, number + 1),)))
    first, second, third = annotations.spans
    annotations = do(annotations, edits.add_relation(annotations, scheme, "answers", first, second))
    annotations = do(annotations, edits.set_attribute(annotations, third, "kind", "b"))
    annotations = do(annotations, edits.set_attribute(annotations, third, "mood", "sure"))
    edit = edits.relabel_spans(annotations, scheme, annotations.spans, "SOURCE")
    after = do(annotations, edit)
    assert str(edit.name) == "relabel 3 spans as SOURCE (their links: −1)"
    assert after.relations == {}
    assert after.spans[third].attributes == (("kind", "b"),)
    assert do(after, edit.inverse) == annotations


def test_edits_relabel_spans_drops_a_link_once_also_where_both_its_ends_are_relabelled(empty, scheme):
    annotations = do(empty, edits.add_span(empty, "CLAIM", ONE))
    annotations = do(annotations, edits.add_span(annotations, "CLAIM", TWO))
    first, second = annotations.spans
    annotations = do(annotations, edits.add_relation(annotations, scheme, "answers", first, second))
    after = do(annotations, edits.relabel_spans(annotations, scheme, [second], "SOURCE"))
    assert after.relations == {}
    both = edits.relabel_spans(annotations, scheme, [second, first], "SOURCE")
    assert str(both.name) == "relabel 2 spans as SOURCE (their links: −1)"


def test_edits_relabel_spans_leaves_what_would_be_there_twice(empty, scheme):
    annotations = empty
    for label, fragments in (
        ("CLAIM", ONE),
        ("SOURCE", ONE),
        ("CLAIM", TWO),
        ("OTHER", TWO),
        ("OTHER", BOTH),
    ):
        annotations = do(annotations, edits.add_span(annotations, label, fragments))
    edit = edits.relabel_spans(annotations, scheme, annotations.spans, "SOURCE")
    after = do(annotations, edit)
    labels = [(s.label, s.fragments) for s in after.spans.values()]
    assert labels == [("CLAIM", ONE), ("SOURCE", ONE), ("SOURCE", TWO), ("OTHER", TWO), ("SOURCE", BOTH)]
    assert str(edit.name) == "relabel 2 spans as SOURCE"
    with pytest.raises(AlreadyThere):
        edits.relabel_spans(after, scheme, after.spans, "SOURCE")


def test_edits_set_fragments_says_when_words_are_taken_off(empty):
    annotations = do(empty, edits.add_span(empty, "CLAIM", BOTH))
    (span,) = annotations.spans
    assert str(edits.set_fragments(annotations, span, ONE).name) == "take words off CLAIM"
    moved = edits.set_fragments(annotations, span, (Fragment(0, 9),))
    assert str(moved.name) == "move the bounds of CLAIM"


def test_edits_remove_relation_refuses_one_that_is_gone(linked):
    with pytest.raises(EditError):
        edits.remove_relation(linked, 12345)
