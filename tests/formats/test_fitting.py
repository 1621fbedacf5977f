"""What fits into a format: nothing is left out without being named."""

import pytest

from annotator.core.spans import Fragment, Relation, Span
from annotator.formats.exchange import LossKind, Reading, Record
from annotator.formats.fitting import fit
from annotator.formats.format import Holds

TEXT = "Er sagte: Wir sparen,\nsie nicht."


@pytest.mark.parametrize("turned", [False, True])
def test_fitting_names_a_span_that_a_part_of_another_covers(turned: bool) -> None:
    spans = (
        Span(1, 1, "CLAIM", (Fragment(0, 2), Fragment(10, 13))),
        Span(2, 1, "CLAIM", (Fragment(10, 13),), (("kind", "a"),)),
        Span(3, 1, "CLAIM", (Fragment(0, 2),), (("kind", "b"),)),
    )
    links = (Relation(1, 1, "same", 1, 2), Relation(2, 1, "same", 2, 3))
    record = Record(TEXT, readings=(Reading("Lena", spans[::-1] if turned else spans, links),))
    fitted, losses = fit(record, Holds(fragments=False), {})
    (reading,) = fitted.readings
    assert {span.id: span.attributes for span in reading.spans} == {2: (("kind", "a"),), 3: (("kind", "b"),)}
    assert reading.relations == links[1:]
    assert {(loss.span_id, loss.kind) for loss in losses} == {
        (1, LossKind.FRAGMENTED),
        (1, LossKind.OVERLAPPING),
        (1, LossKind.RELATION),
    }


def test_fitting_joins_and_names_parts_that_cannot_be_kept_apart() -> None:
    spans = (
        Span(1, 1, "CLAIM", (Fragment(10, 21), Fragment(22, 25))),
        Span(2, 1, "CLAIM", (Fragment(10, 25),), (), "a note"),
        Span(3, 1, "CLAIM", (Fragment(0, 2), Fragment(3, 8))),
    )
    record = Record(TEXT, readings=(Reading("Lena", spans),))
    fitted, losses = fit(record, Holds(gaps=lambda gap: gap != "\n"), {})
    assert fitted.readings[0].spans == spans[1:]
    assert [(loss.span_id, loss.kind) for loss in losses] == [
        (1, LossKind.FRAGMENTED),
        (1, LossKind.OVERLAPPING),
    ]


def test_fitting_names_what_cannot_be_written() -> None:
    spans = (
        Span(1, 1, "A B", (Fragment(0, 2),)),
        Span(2, 1, "CLAIM", (Fragment(10, 13),), (("kind", "a b"), ("mood", "x")), "a b"),
    )
    links = (Relation(1, 1, "a b", 2, 2), Relation(2, 1, "same", 2, 1))
    record = Record(TEXT, readings=(Reading("Lena", spans, links),))

    def plain(text: str) -> bool:
        return " " not in text

    fitted, losses = fit(record, Holds(names=plain, values=plain, note_texts=plain), {})
    (span,) = fitted.readings[0].spans
    assert (span.attributes, span.note) == ((("mood", "x"),), "")
    assert fitted.readings[0].relations == ()
    assert sorted((loss.span_id, loss.kind) for loss in losses) == [
        (1, LossKind.CHARACTER),
        (2, LossKind.CHARACTER),
        (2, LossKind.CHARACTER),
        (2, LossKind.RELATION),
        (2, LossKind.RELATION),
    ]
