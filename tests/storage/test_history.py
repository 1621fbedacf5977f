import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotations import Change
from annotator.core.edits import Edit
from annotator.core.messages import message
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State
from annotator.storage import file, history

text = st.text(max_size=10)
ids = st.integers(1, 2**63 - 1)
entities = st.one_of(
    st.builds(Layer, ids, ids, ids, st.sampled_from(State), st.booleans()),
    st.builds(Relation, ids, ids, text, ids, ids),
    st.builds(
        Span,
        ids,
        ids,
        text,
        st.sampled_from([(Fragment(0, 1),), (Fragment(3, 9), Fragment(9, 2**40))]),
        st.lists(st.tuples(text, text), max_size=2).map(tuple),
        text,
        st.sampled_from(Origin),
    ),
)
changes = st.tuples(entities, st.one_of(st.none(), entities)).map(lambda pair: Change(*pair))


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    """A project whose annotators are 1 and 2."""
    path = tmp_path_factory.mktemp("history") / "p.annotator"
    file.create(path)
    conn = file.connect(path)
    conn.execute("PRAGMA synchronous=OFF")  # many small commits
    conn.executemany("INSERT INTO annotator (id, name) VALUES (?, ?)", [(1, "Lena"), (2, "Jonas")])
    yield conn
    conn.close()


@pytest.fixture
def fresh(conn):
    conn.execute("DELETE FROM history")
    return conn


def edit(name="edit", *changes):
    return Edit(message(name), 7, changes)


@given(st.lists(changes, max_size=4), st.dictionaries(st.text("abc", min_size=1, max_size=3), text))
def test_history_keeps_an_edit_as_it_was(conn, made, values):
    conn.execute("DELETE FROM history")
    made += [change.inverse for change in made]
    name = message("template", **values)
    history.record(conn, Edit(name, 7, tuple(made)), 1)
    entry = history.to_undo(conn, 1)
    assert (entry.kind, entry.document_id) == ("edit", 7)
    assert entry.name == name
    assert entry.changes == tuple(made)


def test_history_takes_the_last_step_back_first_and_does_the_last_undone_again_first(fresh):
    for name in "abc":
        history.record(fresh, edit(name), 1)
    undone = []
    while entry := history.to_undo(fresh, 1):
        history.mark(fresh, entry, "undone")
        undone.append(str(entry.name))
    assert undone == ["c", "b", "a"]
    done = []
    while entry := history.to_redo(fresh, 1):
        history.mark(fresh, entry, "done")
        done.append(str(entry.name))
    assert done == ["a", "b", "c"]


def test_history_is_each_annotators_own(fresh):
    history.record(fresh, edit("Lena's"), 1)
    history.record(fresh, edit("Jonas's"), 2)
    assert str(history.to_undo(fresh, 1).name) == "Lena's"
    history.mark(fresh, history.to_undo(fresh, 1), "undone")
    history.record(fresh, edit("more"), 2)
    assert str(history.to_redo(fresh, 1).name) == "Lena's"
    assert history.to_redo(fresh, 2) is None


def test_history_drops_what_was_undone_at_the_next_edit(fresh):
    history.record(fresh, edit("a"), 1)
    history.mark(fresh, history.to_undo(fresh, 1), "undone")
    history.record(fresh, edit("b"), 1)
    assert history.to_redo(fresh, 1) is None


def test_history_shows_no_import_before_it_is_done(fresh):
    batch = history.begin_import(fresh, message("import"), 1)
    assert history.to_undo(fresh, 1) is None
    history.finish_import(fresh, batch, message("import of {n}", n=2), empty=False)
    assert str(history.to_undo(fresh, 1).name) == "import of 2"


def test_history_forgets_an_import_that_brought_nothing(fresh):
    history.record(fresh, edit("a"), 1)
    history.mark(fresh, history.to_undo(fresh, 1), "undone")
    batch = history.begin_import(fresh, message("import"), 1)
    history.finish_import(fresh, batch, message("import"), empty=True)
    assert history.to_undo(fresh, 1) is None
    assert str(history.to_redo(fresh, 1).name) == "a"


def test_history_drops_what_was_undone_when_an_import_brings_something(fresh):
    history.record(fresh, edit("a"), 1)
    history.mark(fresh, history.to_undo(fresh, 1), "undone")
    batch = history.begin_import(fresh, message("import"), 1)
    history.finish_import(fresh, batch, message("import"), empty=False)
    assert history.to_redo(fresh, 1) is None


def test_history_closes_imports_that_were_cut_off(fresh):
    history.begin_import(fresh, message("import"), 1)
    assert history.close_interrupted(fresh) == 1
    assert history.close_interrupted(fresh) == 0
    assert history.to_undo(fresh, 1).kind == "import"


def test_history_of_nobody_is_nobodys_to_undo(fresh):
    batch = history.begin_import(fresh, message("import"), None)
    history.finish_import(fresh, batch, message("import"), empty=False)
    assert history.to_undo(fresh, 1) is None


def test_history_times_are_in_utc_and_sort():
    first, second = history.now(), history.now()
    assert first <= second
    assert first.endswith("+00:00")
    assert len(first) == len("2024-10-31T21:27:00.000+00:00")
