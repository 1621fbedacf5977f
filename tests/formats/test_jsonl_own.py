"""Lines as Annotator writes them are read at once, and mean what the long way makes of them."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core.plain_spans import PlainSpans, are_in_order, as_plain
from annotator.core.spans import Fragment, Origin, Span, in_reading_order
from annotator.formats.jsonl_reading import Records
from annotator.formats.jsonl_sessions import Sessions
from annotator.formats.jsonl_values import parse_object

TEXT = "Kiew meldet 12 Verluste."
ODD = [None, "", "T1", "Ä", "\ud800", "\U0001f600", 0, 1, -1, True, 2.0, 10**20, [], {}, {"a": "b"}, "imported",
       "manual", "done", "accept", "reject"]  # fmt: skip
ENTRY = ["id", "start", "end", "label", "origin", "note", "attributes", "text", "token_start"]
LINK = ["label", "head_id", "child_id", "head", "child", "head_span", "score"]
LINE = ["text", "meta", "spans", "relations", "key", "state", "flagged", "answer", "_annotator_id", "_session_id",
        "_input_hash", "_view_id", "versions", "tokens", "_timestamp"]  # fmt: skip


def entry(**more):
    return {"id": "T1", "start": 0, "end": 4, "label": "PLACE", **more}


def link(**more):
    return {"label": "of", "head_id": "T1", "child_id": "T2", **more}


def line(*spans, **more):
    return {"text": TEXT, "meta": {"title": "Lage", "outlet": "dpa"}, "spans": [*spans], **more}


OURS = {"key": "ab", "state": "done", "flagged": True, "answer": "accept", "_annotator_id": "Ada",
        "_session_id": "Ada", "_input_hash": 1, "_task_hash": 2, "_view_id": "relations"}  # fmt: skip


@st.composite
def lines(draw):
    starts = st.integers(0, 9)
    spans = [
        entry(id=f"T{n}", start=draw(starts), end=draw(st.integers(5, 24)), origin="manual", note="")
        for n in range(draw(st.integers(0, 4)))
    ]
    links = [
        link(head_id=f"T{draw(st.integers(0, 3))}", child_id=f"T{draw(st.integers(0, 3))}")
        for _ in range(draw(st.integers(0, 2)))
    ]
    one = line(*spans, relations=links) | (OURS if draw(st.booleans()) else {})
    for _ in range(draw(st.integers(0, 2))):
        things = [(one, LINE), *((span, ENTRY) for span in spans), *((each, LINK) for each in links)]
        thing, names = draw(st.sampled_from(things))
        name = draw(st.sampled_from(names))
        if draw(st.booleans()):
            thing[name] = draw(st.sampled_from(ODD))
        else:
            thing.pop(name, None)
    return one


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    """A file of Prodigy's dataset `news`, whose name is not part of the annotators' names."""
    path = tmp_path_factory.mktemp("prodigy") / "news.jsonl"
    path.write_text('{"_session_id": "news-ada"}\n{"_session_id": "news-bo"}\n')
    return path


def taken(beside, given_, annotator=None):
    """Return what a line is read as at once, or None, and what the long way makes of it."""
    text = json.dumps(given_, ensure_ascii=True)
    records, said = Records(annotator, Sessions(beside)), []
    slow = records.record(parse_object(text), said, "a.jsonl", 3)
    return records.own(text, "a.jsonl", 3), (slow, said)


@given(lines(), st.sampled_from([None, "Bo"]))
@example(line(entry(origin="")), None)
@example(line(_session_id="news-ada", _annotator_id="news-ada", _task_hash=0), None)
@example(line(_session_id="news-ada", _annotator_id="news-ada", _view_id=""), None)
@example(line(entry(), answer="reject"), None)
@example(line(entry(), answer=""), None)
@example(line(entry(), state=""), None)
def test_what_is_read_at_once_is_what_the_long_way_gives(beside, given_, annotator):
    quick, long_way = taken(beside, given_, annotator)
    assert quick is None or (quick, []) == long_way


def test_lines_of_annotators_own_files_are_read_at_once(beside):
    spans = entry(attributes={}, note="", origin="manual", token_start=0), entry(id="T2", start=5, end=9)
    quick, long_way = taken(beside, line(*spans, relations=[link()], **OURS))
    assert (quick, []) == long_way
    assert isinstance(quick.readings[0].spans, PlainSpans)
    quick, long_way = taken(
        beside, line(*spans[:1], entry(id="T2", start=5, end=9, attributes={"a": "b"}, note="n"))
    )
    assert (quick, []) == long_way
    assert [span.attributes for span in quick.readings[0].spans] == [(), (("a", "b"),)]
    quick, long_way = taken(beside, line(spans[0], **OURS) | {"text": f"{TEXT} \U0001f600"})
    assert (quick, []) == long_way


def test_spans_in_columns_are_as_others(beside):
    spans = taken(beside, line(entry(origin="manual")))[0].readings[0].spans
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
