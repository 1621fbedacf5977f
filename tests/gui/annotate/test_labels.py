"""Labels, attributes and notes by keys; what the keys did is in the file."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core import edits
from annotator.core.spans import Origin
from annotator.gui.flow import Segments


def test_a_labels_key_marks_the_selected_words_and_the_file_has_them(desk):
    desk.go_to("energy minister Jana Dvorska")
    desk.press("3")
    assert desk.spans() == [("SOURCE", "energy minister Jana Dvorska")]


def test_a_labels_key_marks_the_word_under_the_keyboard(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1")
    assert desk.spans() == [("ACTOR", "Lisov")]


def test_what_was_marked_is_in_hand_and_was_made_by_hand(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1")
    (span,) = desk.stored().spans.values()
    assert desk.session.selected == span.id
    assert span.origin == Origin.MANUAL


def test_each_label_of_the_scheme_has_its_key(desk):
    for key, word in (("1", "Lisov"), ("2", "safe"), ("3", "minister"), ("4", "said")):
        desk.click(desk.text.index(word, 28))
        desk.press(key)
    assert desk.spans() == [("ACTOR", "Lisov"), ("CLAIM", "safe"), ("SOURCE", "minister"), ("CUE", "said")]


def test_a_key_on_a_span_in_hand_relabels_it(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "3")
    assert desk.spans() == [("SOURCE", "Lisov")]


def test_the_same_key_twice_says_so_and_changes_nothing(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "1")
    assert desk.said == "This is marked as ACTOR already."
    assert desk.spans() == [("ACTOR", "Lisov")]


def test_marking_the_same_words_again_takes_the_span_in_hand(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1")
    span_id = desk.session.selected
    desk.press("Esc")
    assert desk.session.selected is None
    desk.press("1")
    assert desk.said == "This is marked as ACTOR already."
    assert desk.session.selected == span_id
    assert len(desk.spans()) == 1


def test_control_and_a_digit_marks_the_same_words_also(desk):
    desk.go_to("Jana Dvorska")
    desk.press("3", "Ctrl+1")
    assert sorted(desk.spans()) == [("ACTOR", "Jana Dvorska"), ("SOURCE", "Jana Dvorska")]


def test_moving_on_lets_go_of_the_span(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "Right", "2")
    assert desk.spans() == [("ACTOR", "Lisov"), ("CLAIM", "is")]


def test_an_attributes_key_goes_through_its_values_and_back_to_none(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1")
    seen = []
    for _ in range(6):
        desk.press("K")
        (span,) = desk.stored().spans.values()
        seen.append(span.attribute("kind"))
    assert seen == ["person", "organisation", "state", "group", "place for government", None]


def test_one_key_sets_the_attribute_of_whichever_label_is_in_hand(desk):
    desk.go_to("Engineers disagree")
    desk.press("2", "S", "C", "C")
    (span,) = desk.stored().spans.values()
    assert span.attributes == (("certainty", "hedged"), ("speech", "direct"))


def test_an_attributes_key_without_such_an_attribute_says_so(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("K")
    assert desk.said == "No span is selected. Tab walks the spans."
    desk.press("1", "S")
    assert desk.said == "The span in hand has no attribute under S."


def test_relabelling_keeps_the_attributes_that_the_new_label_has_too(desk):
    desk.go_to("Engineers")
    desk.press("2", "S", "2", "1")
    (span,) = desk.stored().spans.values()
    assert (span.label, span.attributes) == ("ACTOR", ())


def test_a_note_is_written_with_n_and_kept_by_enter(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("a town, no state")
    desk.press("Return")
    (span,) = desk.stored().spans.values()
    assert span.note == "a town, no state"
    assert desk.article.hasFocus()


def test_label_keys_in_the_note_are_text(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("2 of 3, x? r f")
    desk.press("Return")
    (span,) = desk.stored().spans.values()
    assert (span.label, span.note) == ("ACTOR", "2 of 3, x? r f")


def test_n_without_a_span_says_what_to_do(desk):
    desk.press("N")
    assert desk.said == "No span is selected. Tab walks the spans."
    assert desk.article.hasFocus()


def test_a_note_is_kept_by_a_click_into_the_article(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("half a note")
    desk.click(desk.text.index("gate"))
    (span,) = desk.stored().spans.values()
    assert span.note == "half a note"


@pytest.mark.parametrize("key", ["Esc", "Ctrl+PgDown", "Ctrl+F", "F6", "Tab"])
def test_a_note_is_kept_by_whatever_leaves_it(desk, key):
    first = desk.session.document.id
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("half a note")
    desk.press(key)
    if desk.session.document.id != first:
        desk.press("Ctrl+PgUp")
    (span,) = desk.stored().spans.values()
    assert span.note == "half a note"


def test_a_note_is_kept_by_closing_the_window(desk, opened):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("half a note")
    path, document, annotator = desk.workspace.path, desk.session.document.id, desk.session.annotator.id
    desk.press("Ctrl+Q")
    (span,) = opened(path).annotations(document, annotator).spans.values()
    assert span.note == "half a note"


def test_a_note_survives_a_change_from_elsewhere_while_it_is_written(desk, opened):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("half a no")
    other = opened(desk.workspace.path)
    annotations = other.annotations(desk.session.document.id, desk.session.annotator.id)
    other.execute(edits.set_flag(annotations, flagged=True), desk.session.annotator.id)
    wait_until_elsewhere_is_seen(desk)
    desk.type("te")
    desk.press("Return")
    (span,) = desk.stored().spans.values()
    assert span.note == "half a note"


def wait_until_elsewhere_is_seen(desk):
    desk.look_elsewhere_soon()
    desk.wait_until(lambda: desk.session.annotations.layer.flagged)


def test_copy_takes_the_words_in_hand(desk):
    desk.go_to("Radio Moldau")
    desk.press("Ctrl+C")
    assert QApplication.clipboard().text() == "Radio Moldau"
    desk.press("3", "Right", "Tab", "Shift+Tab", "Ctrl+C")
    assert QApplication.clipboard().text() == "Radio Moldau"


def test_a_label_on_an_emoji_marks_all_of_it(desk):
    desk.press("Ctrl+PgDown")
    for words in ("🚢", "👩‍👩‍👧"):
        desk.article.go_to(desk.text.index(words))
        while desk.marked() != words:
            desk.press("Shift+Right")
            assert len(desk.marked()) <= len(words)
        desk.press("1")
    assert desk.spans() == [("ACTOR", "🚢"), ("ACTOR", "👩‍👩‍👧")]


# Notes are never lost


def test_a_note_that_could_not_be_saved_is_kept_and_saved_later(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "Esc")
    desk.click(desk.text.index("said"))
    desk.press("4", "N")
    desk.type("who says?")
    desk.workspace.conn.execute("PRAGMA busy_timeout=30")
    other = sqlite3.connect(desk.workspace.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with desk.answering(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return)):
        desk.press("Return")
    other.close()
    desk.article.setFocus()
    desk.press("Shift+Tab")
    assert desk.session.span.covered(desk.text) == "Lisov"
    desk.press("Tab")
    assert desk.screen.inspector.note.text() == "who says?"
    desk.press("N", "Return")
    assert [s.note for s in desk.stored().in_order()] == ["", "who says?"]


def test_a_note_whose_span_goes_away_elsewhere_is_in_the_clipboard(desk, opened):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("a town")
    desk.look_elsewhere_soon()
    other = opened(desk.workspace.path)
    annotations = other.annotations(desk.session.document.id, desk.session.annotator.id)
    other.execute(edits.remove_spans(annotations, [desk.session.selected]), desk.session.annotator.id)
    desk.wait_until(lambda: not desk.session.annotations.spans)
    assert QApplication.clipboard().text() == "a town"
    assert desk.said == "The span of this note is gone. The note is in the clipboard."


def test_a_note_on_one_span_never_goes_to_another(desk):
    desk.press("1", "Right", "2", "N")
    desk.type("on the second")
    desk.click_button("Actor", desk.screen.inspector)
    desk.article.setFocus()
    desk.press("Shift+Tab")
    assert desk.screen.inspector.note.text() == ""
    assert [(s.label, s.note) for s in desk.stored().in_order()] == [
        ("ACTOR", ""),
        ("ACTOR", "on the second"),
    ]


def test_an_attribute_set_by_the_mouse_while_a_note_is_written_keeps_both(desk):
    desk.click(desk.text.index("Lisov"))
    desk.press("1", "N")
    desk.type("half")
    desk.click_button("state", desk.screen.inspector)
    desk.type(" a note")
    desk.press("Return")
    (span,) = desk.stored().spans.values()
    assert (span.note, span.attributes) == ("half a note", (("kind", "state"),))


# Told once


@pytest.mark.parametrize(
    "keys", ["1", "2 S", "Tab", "1 Ctrl+Right", "1 Ctrl+Z", "1 Delete", "1 Right 3 R Return"]
)
def test_a_command_is_told_once_however_much_it_changes(desk, keys):
    desk.press("Right", "1", "Right", "Right")
    *before, last = keys.split()
    desk.press(*before)
    told, statuses = [], []
    desk.session.updated.connect(lambda: told.append(1))
    desk.screen.status_changed.connect(lambda: statuses.append(1))
    desk.press(last)
    assert (len(told), len(statuses)) == (1, 1)


def test_the_forms_of_the_inspector_are_kept(desk):
    desk.press("1", "Right", "1")
    segments = desk.screen.inspector.findChildren(Segments)
    desk.press("Tab", "K", "Shift+Tab", "K", "K", "Delete", "Ctrl+Z")
    assert desk.screen.inspector.findChildren(Segments) == segments
    assert desk.button("organisation", desk.screen.inspector).isChecked()
