from dataclasses import replace

import pytest

from annotator.core.errors import ProjectDamaged
from annotator.core.plain_spans import as_plain
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State
from annotator.formats.span_columns import by_layer
from annotator.storage import bulk, rows
from annotator.storage.span_rows import SpanReader

LAYERS = [Layer(1, 7, 9, State.DONE, flagged=True), Layer(2, 8, 9, State.TO_DO)]
SPANS = [
    Span(
        1,
        0,
        "CLAIM",
        (Fragment(5, 9), Fragment(12, 20)),
        (("degree", "low"), ("kind", "")),
        "?",
        Origin.IMPORTED,
    ),
    Span(2, 0, "SOURCE", (Fragment(0, 4),), (), "", Origin.SUGGESTED),
]
OTHERS = [Span(1, 0, "CUE", (Fragment(3, 4),))]


@pytest.fixture(autouse=True)
def articles(conn, add):
    conn.execute("INSERT INTO history VALUES (3, '', 'import', 'done', NULL, NULL, '[]', '[]')")
    return [add(7), add(8)]


def read(conn, *layers):
    """Return the spans of layers in the order of their ids, as all exports read them."""
    found = by_layer(SpanReader(conn).read(layers))
    return {layer: sorted(spans, key=lambda span: span.id) for layer, spans in found.items()}


def test_bulk_readings_come_back_under_ids_of_their_own(conn):
    links = [Relation(1, 0, "attributed_to", 1, 2), Relation(2, 0, "denies", 2, 1)]
    bulk.insert_readings(conn, [(LAYERS[0], SPANS, links), (LAYERS[1], OTHERS, [])], batch=3)
    spans, relations = read(conn, 1, 2), bulk.read_relations_of(conn, [1, 2])
    assert [[replace(s, id=0) for s in spans[layer]] for layer in (1, 2)] == [
        [replace(s, id=0) for s in given] for given in (SPANS, OTHERS)
    ]
    first, second = (span.id for span in spans[1])
    assert [(r.type, r.head_id, r.child_id) for r in relations[1]] == [
        ("attributed_to", first, second), ("denies", second, first),
    ]  # fmt: skip
    assert 2 not in relations
    assert bulk.read_layers(conn, [7, 8], [9]) == {(7, 9): LAYERS[0], (8, 9): LAYERS[1]}
    assert conn.execute("SELECT DISTINCT batch FROM layer").fetchall() == [(3,)]


def test_bulk_reads_what_is_read_one_by_one(conn):
    for number, layer in enumerate(LAYERS):
        spans = [replace(s, id=9 - 2 * s.id - number, layer_id=layer.id) for s in SPANS]
        rows.insert(conn, [layer, *spans])
    found = read(conn, 1, 2)
    for layer in LAYERS:
        known = rows.read_annotations(conn, layer).spans.values()
        assert {span.id: replace(span, layer_id=layer.id) for span in found[layer.id]} == {
            s.id: s for s in known
        }


def test_bulk_takes_columns_as_it_takes_spans(conn):
    plain = [replace(span, id=number) for number, span in enumerate((SPANS[1], OTHERS[0]), 1)]
    links = [Relation(1, 0, "attributed_to", 2, 1)]
    bulk.insert_readings(conn, [(LAYERS[0], as_plain(plain), links), (LAYERS[1], plain, links)], batch=None)
    found, relations = read(conn, 1, 2), bulk.read_relations_of(conn, [1, 2])
    assert [replace(span, id=0) for span in found[1]] == [replace(span, id=0) for span in plain]
    assert [replace(span, id=0) for span in found[2]] == [replace(span, id=0) for span in plain]
    for layer in (1, 2):
        first, second = (span.id for span in found[layer])
        assert [(r.head_id, r.child_id) for r in relations[layer]] == [(second, first)]


def test_bulk_reads_the_largest_numbers_exactly(conn):
    layer, span = LAYERS[0], OTHERS[0]
    last = 2**31 - 1
    spans = [
        replace(
            span, id=2**63 - 1 - number, layer_id=layer.id, fragments=(Fragment(last - 9 + number, last),)
        )
        for number in range(9)
    ]
    rows.insert(conn, [layer, *spans])
    found = [(one.id, one.fragments) for one in read(conn, layer.id)[layer.id]]
    assert sorted(found) == sorted((span.id, span.fragments) for span in spans)


@pytest.mark.parametrize("damage", ["DELETE FROM fragment", "UPDATE span SET origin = 'x'"])
def test_bulk_says_what_is_no_span(conn, damage):
    bulk.insert_readings(conn, [(LAYERS[0], SPANS, [])], batch=None)
    conn.execute(damage)
    with pytest.raises(ProjectDamaged):
        read(conn, 1)
