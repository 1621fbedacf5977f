from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import Choice, Decision, Said
from annotator.core.errors import ProjectDamaged, StaleEdit
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State
from annotator.storage import file, rows

text = st.text(max_size=12)
name = st.text(min_size=1, max_size=8)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "p.annotator"
    file.create(path)
    return path


@pytest.fixture(scope="module")
def conn(path):
    """A project with two documents and an annotator, 9; what a test adds, `fresh` takes away."""
    conn = file.connect(path)
    conn.execute("PRAGMA synchronous=OFF")  # many small commits
    conn.execute("INSERT INTO annotator (id, name) VALUES (9, 'Lena')")
    for document_id in (7, 8):
        conn.execute(
            "INSERT INTO document (id, key, title, outlet, published, language, url, more, source, length) "
            "VALUES (?, ?, '', '', '', '', '', '{}', '', 100)",
            (document_id, f"{document_id:032}"),
        )
    yield conn
    conn.close()


@pytest.fixture
def fresh(conn):
    clear(conn)
    return conn


def clear(conn):
    for table in ("decision", "relation", "attribute", "fragment", "span", "layer"):
        conn.execute(f"DELETE FROM {table}")


def dump(conn):
    return list(conn.iterdump())


@st.composite
def spans(draw, span_id):
    edges = draw(st.lists(st.integers(0, 100), min_size=2, max_size=8, unique=True).map(sorted))
    fragments = tuple(Fragment(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))
    attributes = tuple(sorted(draw(st.dictionaries(name, text, max_size=3)).items()))
    return Span(span_id, 1, draw(name), fragments, attributes, draw(text), draw(st.sampled_from(Origin)))


@st.composite
def contents(draw):
    """A layer with up to five spans and relations between them."""
    layer = Layer(1, 7, 9, draw(st.sampled_from(State)), draw(st.booleans()))
    made = [draw(spans(10 + i)) for i in range(draw(st.integers(0, 5)))]
    links = []
    if made:
        end = st.sampled_from([span.id for span in made])
        drawn = draw(st.lists(st.tuples(name, end, end), max_size=4, unique=True))
        links = [Relation(100 + i, 1, *link) for i, link in enumerate(drawn)]
    return Annotations(layer, {s.id: s for s in made}, {r.id: r for r in links})


@given(contents())
def test_rows_come_back_as_they_went(conn, annotations):
    clear(conn)
    rows.insert(conn, [annotations.layer, *annotations.spans.values(), *annotations.relations.values()])
    layer = rows.read_layer(conn, 7, 9)
    assert rows.read_annotations(conn, layer) == annotations
    for entity in (annotations.layer, *annotations.spans.values(), *annotations.relations.values()):
        assert rows.read_entity(conn, entity) == entity


@given(contents(), contents())
def test_rows_apply_any_change_and_its_inverse(conn, path, before, after):
    clear(conn)
    rows.insert(conn, [before.layer, *before.spans.values(), *before.relations.values()])
    changes = [
        *(Change(r, None) for r in before.relations.values()),
        Change(before.layer, after.layer),
        *(Change(before.spans.get(i), after.spans.get(i)) for i in {*before.spans, *after.spans}),
        *(Change(None, r) for r in after.relations.values()),
    ]
    with file.transaction(conn, path):
        rows.apply(conn, changes)
    assert rows.read_annotations(conn, after.layer) == after
    with file.transaction(conn, path):
        rows.apply(conn, [change.inverse for change in reversed(changes)])
    assert rows.read_annotations(conn, before.layer) == before


LAYER = Layer(1, 7, 9, State.IN_PROGRESS)
CLAIM = Span(10, 1, "CLAIM", (Fragment(0, 4),), (("kind", "a"),))
SOURCE = Span(11, 1, "SOURCE", (Fragment(6, 9),))
LINK = Relation(12, 1, "said_by", 10, 11)


@pytest.fixture
def filled(fresh):
    rows.insert(fresh, [LAYER, CLAIM, SOURCE, LINK])
    return fresh


@pytest.mark.parametrize(
    "stale",
    [
        Change(Layer(1, 7, 9, State.DONE), Layer(1, 7, 9, State.SKIPPED)),
        Change(Span(10, 1, "CLAIM", (Fragment(0, 5),), (("kind", "a"),)), None),
        Change(Span(10, 1, "CLAIM", (Fragment(0, 4),)), None),
        Change(Span(10, 1, "CLAIM", (Fragment(0, 4),), (("kind", "a"),), "a note"), None),
        Change(Span(99, 1, "CLAIM", (Fragment(0, 4),)), None),
        Change(None, CLAIM),
        Change(Relation(12, 1, "said_by", 11, 10), None),
        Change(None, LINK),
        Change(None, LAYER),
        # What is new, but collides with what came from elsewhere.
        Change(None, Layer(2, 7, 9)),
        Change(None, Relation(13, 1, "said_by", 10, 11)),
        Change(None, Relation(13, 1, "said_by", 10, 99)),
        Change(None, Span(13, 99, "CLAIM", (Fragment(0, 4),))),
        Change(CLAIM, None),
    ],
)
def test_rows_apply_refuses_what_is_stale_and_changes_nothing(filled, path, stale):
    before = dump(filled)
    good = Change(None, Span(50, 1, "CLAIM", (Fragment(20, 30),)))
    with pytest.raises(StaleEdit), file.transaction(filled, path):
        rows.apply(filled, [good, stale])
    assert dump(filled) == before


def test_rows_read_no_removed_layer(filled):
    filled.execute("UPDATE layer SET removed = 1")
    assert rows.read_layer(filled, 7, 9) is None
    assert rows.read_entity(filled, LAYER) is None


def test_rows_read_a_layer_of_this_document_and_annotator_only(filled):
    assert rows.read_layer(filled, 7, 9) == LAYER
    assert rows.read_layer(filled, 8, 9) is None
    assert rows.read_layer(filled, 7, 1) is None


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM fragment WHERE span_id = 10",
        "UPDATE span SET origin = 'out of thin air'",
        "INSERT INTO fragment VALUES (10, 2, 8)",
    ],
)
def test_rows_that_are_no_span_are_damage(filled, damage):
    filled.execute(damage)
    with pytest.raises(ProjectDamaged):
        rows.read_annotations(filled, LAYER)


def test_rows_insert_marks_layers_with_their_import(fresh):
    fresh.execute("INSERT INTO history VALUES (5, '', 'import', 'done', NULL, NULL, '[]', '[]')")
    rows.insert(fresh, [LAYER], batch=5)
    assert fresh.execute("SELECT batch FROM layer").fetchall() == [(5,)]
    fresh.execute("DELETE FROM layer")
    fresh.execute("DELETE FROM history")


def decision(number, superseded=None, note=""):
    said = (Said(9, 1, (CLAIM,)),)
    return Decision(
        number, 7, 9, "2024-01-01", "agreed", 0, 4, Choice.READING, None, "", note, 1, "all agree", 0, said,
        (number + 1_000,), (), superseded,
    )  # fmt: skip


def accepted(count):
    """What accepting so many readings changes: a layer that is made and then done, spans, decisions."""
    new = Layer(2, 8, 9, State.IN_PROGRESS)
    changes = [Change(None, new)]
    for number in range(100, 100 + count):
        changes.append(Change(None, Span(number + 1_000, 2, "CLAIM", (Fragment(0, 4),), (("kind", "ü"),))))
        changes.append(Change(None, decision(number, note="ü")))
    return [*changes, Change(new, replace(new, state=State.DONE))]


@pytest.fixture
def reviewed(fresh):
    conn = fresh
    conn.execute("INSERT OR IGNORE INTO annotator (id, name) VALUES (9, 'Lena')")
    rows.insert(conn, [LAYER, CLAIM, SOURCE, LINK, decision(50), decision(51)])
    yield conn
    clear(conn)


def test_rows_apply_many_decisions_as_they_would_one_by_one(reviewed, path):
    changes = [
        *accepted(30),
        Change(decision(50), decision(50, superseded=100)),
        Change(decision(100, note="ü"), decision(100, superseded=51, note="ü")),  # made by the same step
        Change(decision(51), None),
    ]
    start = dump(reviewed)
    with file.transaction(reviewed, path):
        rows.apply(reviewed, changes)
    at_once = dump(reviewed)
    back = [change.inverse for change in reversed(changes)]
    with file.transaction(reviewed, path):
        rows.apply(reviewed, back)
    assert dump(reviewed) == start
    with file.transaction(reviewed, path):
        for change in changes:
            rows.apply(reviewed, [change])
    assert dump(reviewed) == at_once


@pytest.mark.parametrize(
    "stale",
    [
        Change(decision(50, note="other"), None),
        Change(decision(52), decision(52, superseded=50)),
        Change(None, decision(50)),
        Change(decision(100), decision(100, superseded=50)),  # not as this step has just made it
    ],
)
def test_rows_apply_many_refuses_a_decision_that_is_stale(reviewed, path, stale):
    before = dump(reviewed)
    with pytest.raises(StaleEdit), file.transaction(reviewed, path):
        rows.apply(reviewed, [*accepted(30), stale])
    assert dump(reviewed) == before


def test_rows_apply_many_leaves_a_layer_the_import_that_brought_it(fresh, path):
    fresh.execute("INSERT INTO history VALUES (5, '', 'import', 'done', NULL, NULL, '[]', '[]')")
    rows.insert(fresh, [LAYER], batch=5)
    spans_ = [Change(None, Span(n, 1, "CLAIM", (Fragment(0, 4),))) for n in range(200, 230)]
    with file.transaction(fresh, path):
        rows.apply(fresh, [*spans_, Change(LAYER, replace(LAYER, state=State.DONE))])
    assert fresh.execute("SELECT state, batch FROM layer").fetchall() == [("done", 5)]
    clear(fresh)
    fresh.execute("DELETE FROM history")
