"""INCEpTION's own reference cases: its TSV and its XMI of each say the same."""

from pathlib import Path

import pytest
from round_trip import read_all

from annotator.formats.exchange import Record
from annotator.formats.registry import named, recognise

SUITE = Path(__file__).parents[3] / "shared" / "data" / "webanno-tsv3-suite"
CASES = sorted(path.parent.name for path in SUITE.glob("*/reference.xmi"))


def said(path):
    """What a file says, ids and the order of things aside, in what TSV can say.

    TSV knows no white space at the edges of a span, and in this suite it calls the layer of
    named entities `webanno.custom.Span`, which shows where one has no value.
    """
    form = recognise(path)
    assert form is not None, f"{path.name} is of no known format"
    (record,) = (item for item in read_all(form, path) if isinstance(item, Record))
    spans, links = {}, []
    for reading in record.readings:
        for one in reading.spans:
            label = "Span" if one.label == "NamedEntity" else one.label
            spans[one.id] = (_trimmed(one.fragments, record.text), label, one.attributes)
        links += ((one.type, spans[one.head_id], spans[one.child_id]) for one in reading.relations)
    return sorted(spans.values()), sorted(links)


def _trimmed(fragments, text):
    (start, end), *_ = fragments
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


@pytest.mark.skipif(not CASES, reason="there is no shared data here")
def test_every_case_of_the_suite_is_read():
    for path in SUITE.glob("*/reference.xmi"):
        found = read_all(named("xmi"), path)
        assert [item for item in found if isinstance(item, Record)], path


@pytest.mark.parametrize("case", CASES)
def test_tsv_and_xmi_of_a_case_say_the_same(case):
    assert said(SUITE / case / "reference.xmi") == said(SUITE / case / "reference.tsv")
