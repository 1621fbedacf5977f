"""Random work: what is shown is what is stored, and undo to the start gives the start."""

import shutil
import sqlite3

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.core.spans import Fragment, State
from annotator.gui.annotate.session import Session
from annotator.workspace.stats import check
from annotator.workspace.workspace import Workspace

LABELS = ("ACTOR", "CLAIM", "SOURCE", "CUE")
TABLES = ("layer", "span", "fragment", "attribute", "relation")
KEYS = (
    *"123456789", *"ROPNJSCKFX", "Shift+R", "Shift+J", "Ctrl+1", "Ctrl+3", "Alt+2", "Tab", "Tab", "Shift+Tab",
    "Left", "Right", "Right", "Shift+Right", "Shift+Right", "Up", "Down", "Alt+Right", "Ctrl+Left", "Ctrl+Right",
    "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Alt+Left", "Ctrl+Alt+Shift+Right", "Delete", "Esc", "Return",
    "Ctrl+Return", "Ctrl+Z", "Ctrl+Y", "Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+Home", "Ctrl+L", "F6", "Ctrl+A",
)  # fmt: skip


def contents(path):
    """Return all rows of all readings."""
    conn = sqlite3.connect(path)
    try:
        return {table: sorted(conn.execute(f"SELECT * FROM {table}")) for table in TABLES}
    finally:
        conn.close()


def undo_all(workspace, annotator_id):
    steps = 0
    while workspace.undo(annotator_id):
        steps += 1
    return steps


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_session_shows_what_is_stored_and_undo_leads_to_the_start(qapp, template, data, tmp_path_factory):
    path = tmp_path_factory.mktemp("random") / "p.annotator"
    shutil.copyfile(template, path)
    workspace = Workspace(path)
    try:
        annotator = workspace.annotator("Ines")
        start = contents(path)
        session = Session(workspace, annotator)
        documents = workspace.queue(annotator.id)
        session.open(documents[0])
        told = []
        session.updated.connect(lambda: told.append(1))
        for _ in range(data.draw(st.integers(1, 25))):
            told.clear()
            command(session, data.draw, documents)
            assert len(told) <= 1
            stored = workspace.annotations(session.document.id, annotator.id)
            assert session.annotations.spans == stored.spans
            assert session.annotations.relations == stored.relations
            assert session.selected is None or session.selected in stored.spans
            assert session.part is None or session.part < len(session.span.fragments)
            assert session.linking is None or session.linking.candidate in session.linking.ends
        assert check(workspace) == []
        end = contents(path)
        steps = undo_all(workspace, annotator.id)
        assert contents(path) == start
        for _ in range(steps):
            assert workspace.redo(annotator.id)
        assert contents(path) == end
        session.close()
    finally:
        workspace.close()


def command(session, draw, documents):
    """Let the session do one thing, drawn at random."""

    def number(most):
        return draw(st.integers(0, most))

    def fragment():
        start = number(min(len(session.text), 60) - 2)
        return Fragment(start, start + 1 + number(12))

    spans = sorted(session.annotations.spans)
    some = st.sets(st.sampled_from(spans), min_size=1) if spans else st.just(set())
    choices = {
        "label": lambda: session.label(draw(st.sampled_from(LABELS)), fragment(), anew=draw(st.booleans())),
        "step": lambda: session.step(draw(st.sampled_from((1, -1))), number(50)),
        "select": lambda: session.select(draw(st.sampled_from([None, *spans]))),
        "part": session.next_part,
        "remove part": session.remove_part,
        "fragment": lambda: session.add_fragment(fragment()),
        "before": lambda: session.continue_before(draw(st.sampled_from(LABELS)), fragment()),
        "end": lambda: session.move_end(start=draw(st.booleans()), onwards=draw(st.booleans())),
        "value": lambda: session.next_value(draw(st.sampled_from("ksc"))),
        "note": lambda: session.selected and session.set_note(session.selected, draw(st.text(max_size=4))),
        "link": session.start_link,
        "unlink": session.start_unlink,
        "kind": lambda: session.choose_kind(number(2)),
        "finish": session.finish_link,
        "cancel": session.cancel,
        "delete": session.delete,
        "delete many": lambda: session.delete_spans(draw(some)),
        "relabel many": lambda: session.relabel_spans(draw(some), draw(st.sampled_from(LABELS))),
        "flag": session.toggle_flag,
        "state": lambda: session.set_state(draw(st.sampled_from(State))),
        "open": lambda: session.open(draw(st.sampled_from(documents))),
        "undo": session.undo,
        "redo": session.redo,
    }
    often = ["label"] * 4 + ["step"] * 3 + ["fragment"] * 2
    choices[draw(st.sampled_from([*choices, *often]))]()


@settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.generate],  # to shrink would open hundreds of windows
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(keys=st.lists(st.sampled_from(KEYS), min_size=15, max_size=45))
def test_any_keys_leave_the_window_showing_what_is_stored(open_desk, template, keys, tmp_path_factory):
    path = (tmp_path_factory.mktemp("keys") / "p.annotator").resolve()
    shutil.copyfile(template, path)
    desk = open_desk(path)
    start = contents(path)
    for key in keys:
        desk.press(key)
    desk.press("Esc", "Esc", "Esc")
    assert dict(desk.session.annotations.spans) == dict(desk.stored().spans)
    assert dict(desk.article.annotations.spans) == dict(desk.stored().spans)
    model = desk.screen.inspector.spans.model
    desk.screen.inspector.spans.clear_filter()
    assert [model.span_at(row) for row in range(model.rowCount())] == desk.stored().in_order()
    for _ in range(len(keys) + 5):
        desk.article.setFocus()
        desk.press("Ctrl+Z")
    assert contents(path) == start


@pytest.mark.parametrize("count", [2])
def test_undo_to_the_start_and_redo_to_the_end_by_keys(desk, count):
    start = contents(desk.workspace.path)
    for _ in range(count):
        desk.go_to("Jana Dvorska")
        desk.press("1", "K", "Esc")
        desk.press("Ctrl+PgDown", "2", "S", "Ctrl+PgUp")
    end = contents(desk.workspace.path)
    for _ in range(20):
        desk.press("Ctrl+Z")
    assert contents(desk.workspace.path) == start
    for _ in range(20):
        desk.press("Ctrl+Y")
    assert contents(desk.workspace.path) == end
