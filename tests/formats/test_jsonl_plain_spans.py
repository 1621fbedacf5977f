"""Spans that are read as columns are those that the long way gives, and what is not plain takes it."""

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core.plain_spans import PlainSpans, are_in_order, as_plain
from annotator.core.spans import Fragment, Origin, Span, in_reading_order
from annotator.formats.jsonl_spans import read_spans

TEXT = "Kiew meldet 12 Verluste."
ODD = [None, "", "T1", "Ä", "\ud800", 0, 1, True, 2.0, [], {}, "imported", "manual"]


def entry(**more):
    return {"id": "T1", "start": 0, "end": 4, "label": "PLACE", **more}


@st.composite
def entries(draw):
    found = [
        entry(
            id=f"T{n}", start=draw(st.integers(0, 9)), end=draw(st.integers(5, 24)), origin="manual", note=""
        )
        for n in range(draw(st.integers(1, 4)))
    ]
    for _ in range(draw(st.integers(0, 2))):
        one = draw(st.sampled_from(found))
        name = draw(st.sampled_from(["id", "start", "end", "label", "origin", "note", "attributes", "text"]))
        one[name] = draw(st.sampled_from(ODD))
    return found


def read(given, to_code_point=None):
    said = []
    spans, ends = read_spans(given, TEXT, to_code_point, said)
    links = [{"label": "OF", "head_id": "T0", "child_id": "T1"}, {"label": "OF", "head": 1, "child": 2}]
    return tuple(spans), [str(one) for one in said], ends.relations(links, None, [])


@given(entries())
@example([entry(origin="")])
def test_plain_spans_are_what_the_long_way_gives(given):
    assert read(given) == read(given, lambda offset: offset)


def test_spans_of_annotators_own_files_are_read_as_columns():
    spans, _ = read_spans([entry(attributes={}, note="", origin="manual", token_start=0)], TEXT, None, [])
    assert isinstance(spans, PlainSpans)
    assert spans == (Span(1, 0, "PLACE", (Fragment(0, 4),)),)
    assert hash(spans) == hash(tuple(spans))
    assert (spans[0], spans[-1:], len(spans)) == (next(iter(spans)), tuple(spans), 1)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 9), st.sampled_from("AB")), max_size=4))
def test_plain_spans_know_whether_they_are_in_order(places):
    spans = [
        Span(n, 0, label, (Fragment(start, end),), (), "", Origin.MANUAL)
        for n, (start, end, label) in enumerate(places, 1)
    ]
    ordered = list(in_reading_order(spans)) == spans and len({*places}) == len(places)
    assert are_in_order(as_plain(spans)) == ordered
