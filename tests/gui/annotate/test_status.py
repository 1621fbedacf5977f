"""The status bar, the inspector's buttons, and what is shown when a write fails or others write."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.core import edits
from annotator.core.spans import Fragment
from annotator.storage import rows


def test_the_status_bar_says_saved_counts_the_range_and_what_undo_would_do(desk):
    desk.click(desk.text.index("Lisov"))
    start = desk.text.index("Lisov")
    assert desk.status[:3] == ["● Saved", "0 spans · 0 links", f"Chars {start}–{start + 5}"]
    desk.press("1")
    assert desk.status == [
        "● Saved", "1 span · 0 links", f"Chars {start}–{start + 5}", "Undo: label Actor", "? shortcuts",
    ]  # fmt: skip


def test_the_status_bar_counts_links(desk):
    desk.go_to("We have")
    desk.press("2", "Right", "3", "R", "Return")
    assert desk.status[1] == "2 spans · 1 link"


def test_messages_fade(desk):
    desk.press("N")
    assert desk.said
    desk.window.status._fading.setInterval(10)
    desk.press("N")
    desk.wait_until(lambda: not desk.said)


# The inspector


def test_nothing_in_hand_is_said_in_the_inspector(desk, hands):
    assert "NO SPAN IN HAND" in hands.texts_in(desk.screen.inspector)


def test_the_inspector_shows_the_span_in_hand_and_its_guideline(desk, hands):
    desk.go_to("Jana Dvorska")
    desk.press("1")
    texts = hands.texts_in(desk.screen.inspector)
    assert "SELECTED · ACTOR" in texts
    assert "Jana Dvorska" in texts
    assert "GUIDELINE · ACTOR" in texts


def test_a_label_button_marks_and_relabels(desk):
    desk.click(desk.text.index("Lisov"))
    desk.click_button("Actor", desk.screen.inspector)
    assert desk.spans() == [("ACTOR", "Lisov")]
    desk.click_button("Source", desk.screen.inspector)
    assert desk.spans() == [("SOURCE", "Lisov")]
    assert desk.button("Source", desk.screen.inspector).isChecked()
    assert not desk.button("Actor", desk.screen.inspector).isChecked()
    assert desk.article.hasFocus()


def test_an_attribute_is_set_and_taken_away_by_its_button(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1")
    desk.click_button("state", desk.screen.inspector)
    assert [s.attributes for s in desk.stored().spans.values()] == [(("kind", "state"),)]
    assert desk.button("state", desk.screen.inspector).isChecked()
    desk.click_button("state", desk.screen.inspector)
    assert [s.attributes for s in desk.stored().spans.values()] == [()]


def test_the_delete_button_deletes(desk):
    desk.press("1")
    desk.click_button("Delete", desk.screen.inspector)
    assert desk.spans() == []


def test_a_refused_label_button_shows_what_is_so(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1")
    desk.click_button("Actor", desk.screen.inspector)
    assert desk.said == "This is marked as ACTOR already."
    assert desk.button("Actor", desk.screen.inspector).isChecked()


def test_every_button_has_a_name_for_screen_readers(desk):
    desk.press("2", "S", "Right", "3", "R", "Return")
    for button in desk.window.findChildren(QPushButton):
        assert button.text() or button.accessibleName()


def test_every_pane_is_reached_by_f6(desk):
    panes = []
    for _ in range(3):
        desk.press("F6")
        focus = QApplication.focusWidget()
        panes.append(
            next(p for p in ("queue", "inspector", "article") if is_in(getattr(desk.screen, p), focus))
        )
    assert sorted(panes) == ["article", "inspector", "queue"]


def is_in(pane, widget):
    return pane is widget or pane.isAncestorOf(widget)


# Failing writes


@pytest.fixture
def locked(desk):
    """Let another program hold the project, and the window be impatient."""
    desk.workspace.conn.execute("PRAGMA busy_timeout=30")
    other = sqlite3.connect(desk.workspace.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield desk
    other.close()


@pytest.mark.parametrize("keys", [("1",), ("F",), ("Return",), ("2",)])
def test_a_write_that_fails_is_told_and_the_view_shows_what_the_file_holds(locked, hands, keys):
    seen = {}

    def read(dialog):
        seen["texts"] = hands.texts_in(dialog)
        seen["status"] = locked.status[0]

    document = locked.session.document.id
    with locked.answering(read):
        locked.press(*keys)
    assert any("is in use by another program" in text for text in seen["texts"])
    assert seen["status"] == "● Not saved"
    assert locked.spans() == []
    assert locked.session.annotations.spans == {}
    assert locked.session.document.id == document
    assert not locked.article.layout_.spans


def test_work_goes_on_once_the_file_is_free_again(desk):
    desk.workspace.conn.execute("PRAGMA busy_timeout=30")
    other = sqlite3.connect(desk.workspace.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with desk.answering(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return)):
        desk.press("1")
    other.close()
    desk.press("1")
    assert desk.spans() == [("ACTOR", "Dam")]
    assert desk.status[0] == "● Saved"


def test_moving_the_caret_in_a_locked_project_asks_nothing(locked):
    locked.press("Right", "Right")
    QTest.qWait(600)
    assert QApplication.activeModalWidget() is None
    assert locked.marked() == "safe"


def test_undo_of_a_step_that_was_changed_elsewhere_is_refused_and_the_new_state_shown(desk, opened):
    desk.press("1")
    (span,) = desk.stored().spans.values()
    other = opened(desk.workspace.path)
    annotations = other.annotations(desk.session.document.id, desk.session.annotator.id)
    edit = edits.set_note(annotations, span.id, "from elsewhere")
    with other.transaction() as conn:  # outside Ines's history, which she undoes next
        rows.apply(conn, edit.changes)
    desk.press("Ctrl+Z")
    assert "changed in the meantime" in desk.said
    assert [s.note for s in desk.session.annotations.spans.values()] == ["from elsewhere"]


def test_a_read_only_file_is_told(desk, hands):
    desk.workspace.conn.execute("PRAGMA query_only=ON")
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        desk.press("1")
    assert any("cannot be written to" in text for text in seen)
    assert desk.session.annotations.spans == {}


# Others write


def test_spans_from_another_connection_appear(desk, opened):
    desk.look_elsewhere_soon()
    other = opened(desk.workspace.path)
    annotations = other.annotations(desk.session.document.id, desk.session.annotator.id)
    other.execute(edits.add_span(annotations, "CLAIM", (Fragment(0, 11),)), desk.session.annotator.id)
    desk.wait_until(lambda: desk.session.annotations.spans)
    assert [s.label for s in desk.article.layout_.spans.values()] == ["CLAIM"]
    assert desk.status[1] == "1 span · 0 links"
    assert desk.screen.queue._buttons[2].text() == "Open 1"


def test_articles_from_another_connection_appear_in_the_queue(desk, opened, write):
    from annotator.workspace.importing import import_files

    desk.look_elsewhere_soon()
    before = desk.screen.queue.model.rowCount()
    import_files(
        opened(desk.workspace.path), [write("new.txt", "A new article about the weir.\n\nIt is long.")]
    )
    desk.wait_until(lambda: desk.screen.queue.model.rowCount() == before + 1)


def test_what_others_write_leaves_selection_and_place_alone(desk, opened):
    desk.look_elsewhere_soon()
    desk.go_to("two gates leak")
    place = desk.article.verticalScrollBar().value()
    other = opened(desk.workspace.path)
    somebody = other.annotator("Bo")
    annotations = other.annotations(desk.session.document.id, somebody.id)
    other.execute(edits.set_flag(annotations, flagged=True), somebody.id)
    QTest.qWait(100)
    assert desk.marked() == "two gates leak"
    assert desk.article.verticalScrollBar().value() == place


def test_a_span_in_hand_that_goes_away_elsewhere_is_let_go(desk, opened):
    desk.press("1")
    desk.look_elsewhere_soon()
    other = opened(desk.workspace.path)
    annotations = other.annotations(desk.session.document.id, desk.session.annotator.id)
    other.execute(edits.remove_spans(annotations, [desk.session.selected]), desk.session.annotator.id)
    desk.wait_until(lambda: not desk.session.annotations.spans)
    assert desk.session.selected is None
    desk.press("2")
    assert desk.spans() == [("CLAIM", "Dam")]
