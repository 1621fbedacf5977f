"""The list of spans: the row of the span in hand, the filter, many spans deleted or relabelled at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core import edits
from annotator.core.spans import Fragment


@pytest.fixture
def marked(desk):
    """Mark five spans of the first article by keys and let go of the last."""
    for words, key in (
        ("Lisov", "1"), ("energy minister Jana Dvorska", "3"), ("Jana Dvorska", "1"), ("said", "4"),
        ("We have checked every gate", "2"),
    ):  # fmt: skip
        desk.go_to(words)
        desk.press(key)
    desk.press("Esc", "Ctrl+Home")
    return desk


def spans(desk):
    return desk.screen.inspector.spans


def rows(desk):
    model = spans(desk).model
    found = [model.span_at(row) for row in range(model.rowCount())]
    return [(s.label, s.covered(desk.text)) for s in found]


def at_hand(desk):
    """Return the words of the current row."""
    index = spans(desk).table.currentIndex()
    return spans(desk).model.span_at(index.row()).covered(desk.text) if index.isValid() else None


def in_hand(desk):
    return desk.session.span and desk.session.span.covered(desk.text)


def into_list(desk, typed=""):
    desk.press("Ctrl+L")
    desk.type(typed)
    desk.press("Down", "Ctrl+Home")
    assert spans(desk).table.hasFocus()


def click_row(desk, row, modifiers=Qt.KeyboardModifier.NoModifier):
    table = spans(desk).table
    place = table.visualRect(spans(desk).model.index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_it_lists_all_spans_in_reading_order_and_follows_each_edit(marked):
    expected = [
        ("ACTOR", "Lisov"), ("SOURCE", "energy minister Jana Dvorska"), ("ACTOR", "Jana Dvorska"),
        ("CUE", "said"), ("CLAIM", "We have checked every gate"),
    ]  # fmt: skip
    assert rows(marked) == expected
    marked.press("Tab", "Delete")
    assert rows(marked) == expected[1:]
    marked.press("Ctrl+Z", "3")
    assert rows(marked) == [("SOURCE", "Lisov"), *expected[1:]]
    marked.press("Ctrl+Shift+Left")
    assert rows(marked)[0] == ("SOURCE", "above Lisov")


def test_moving_a_span_past_another_moves_its_row(marked):
    marked.go_to("Dvorska")
    marked.press("4", *["Ctrl+Shift+Left"] * 4)
    assert rows(marked)[1:4] == [
        ("CUE", ", energy minister Jana Dvorska"),
        ("SOURCE", "energy minister Jana Dvorska"),
        ("ACTOR", "Jana Dvorska"),
    ]
    assert at_hand(marked) == ", energy minister Jana Dvorska"


def test_it_is_not_read_anew_for_one_edit(marked, qtbot):
    with qtbot.assertNotEmitted(spans(marked).model.modelReset):
        marked.go_to("gates")
        marked.press("1", "Ctrl+Left", "3", "K", "Delete", "Ctrl+Z")


def test_the_row_at_hand_is_the_span_in_hand_both_ways(marked):
    seen = []
    for _ in range(3):
        marked.press("Tab")
        seen.append(at_hand(marked))
    assert seen == ["Lisov", "energy minister Jana Dvorska", "Jana Dvorska"]
    marked.press("Ctrl+L", "Down")
    assert in_hand(marked) == "Jana Dvorska"
    marked.press("Down")
    assert in_hand(marked) == "said"
    marked.press("Up", "Up")
    assert in_hand(marked) == "energy minister Jana Dvorska"
    marked.press("Return")
    assert marked.article.hasFocus()
    assert in_hand(marked) == "energy minister Jana Dvorska"


def test_a_click_on_a_row_takes_the_span_in_hand(marked):
    click_row(marked, 3)
    assert in_hand(marked) == "said"
    assert marked.marked() == "said"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("actor", ["Lisov", "Jana Dvorska"]),
        ("DVORSKA", ["energy minister Jana Dvorska", "Jana Dvorska"]),
        ("cue", ["said"]),
        ("no such", []),
        ("  checked   every ", ["We have checked every gate"]),
    ],
)
def test_typing_filters_by_label_or_text(marked, typed, found):
    marked.press("Ctrl+L")
    marked.type(typed)
    marked.wait_until(lambda: [words for _, words in rows(marked)] == found)
    if not found:
        assert "No span matches" in spans(marked)._empty.text()
        assert spans(marked)._empty.isVisible()
    assert marked.spans()[0] == ("ACTOR", "Lisov")  # the digits typed were no labels


def test_the_filter_finds_notes(marked):
    marked.press("Tab", "N")
    marked.type("look again")
    marked.press("Return", "Ctrl+L")
    marked.type("look")
    marked.wait_until(lambda: rows(marked) == [("ACTOR", "Lisov")])


def test_an_edit_under_a_filter_shows_and_hides_rows(marked):
    marked.press("Ctrl+L")
    marked.type("actor")
    marked.press("Down", "3")
    assert rows(marked) == [("ACTOR", "Jana Dvorska")]
    marked.press("Ctrl+Z")
    assert [words for _, words in rows(marked)] == ["Lisov", "Jana Dvorska"]
    marked.press("Ctrl+L", "Esc")
    assert len(rows(marked)) == 5
    assert marked.article.hasFocus()


def test_shift_and_arrows_select_several_and_delete_deletes_all_as_one_step(marked):
    into_list(marked)
    marked.press("Shift+Down", "Shift+Down", "Delete")
    assert [label for label, _ in marked.spans()] == ["CUE", "CLAIM"]
    assert "Undo: delete 3 spans" in marked.status
    marked.press("Ctrl+Z")
    assert len(marked.spans()) == 5
    marked.press("Ctrl+Y")
    assert len(marked.spans()) == 2


def test_control_a_selects_all_that_the_filter_shows(marked):
    into_list(marked, "dvorska")
    marked.press("Ctrl+A", "Delete")
    assert [words for _, words in marked.spans()] == ["Lisov", "said", "We have checked every gate"]
    assert "Undo: delete 2 spans" in marked.status


def test_control_and_a_click_adds_a_row(marked):
    click_row(marked, 0)
    click_row(marked, 3, Qt.KeyboardModifier.ControlModifier)
    marked.press("Delete")
    assert [words for _, words in marked.spans()] == [
        "energy minister Jana Dvorska", "Jana Dvorska", "We have checked every gate",
    ]  # fmt: skip


def test_a_labels_key_relabels_all_that_are_selected_as_one_step(marked):
    before = marked.spans()
    into_list(marked, "actor")
    marked.press("Ctrl+A", "2")
    assert sorted(label for label, _ in marked.spans()) == ["CLAIM", "CLAIM", "CLAIM", "CUE", "SOURCE"]
    assert "Undo: relabel 2 spans as Claim" in marked.status
    marked.press("Ctrl+Z")
    assert marked.spans() == before


def test_what_would_be_there_twice_is_left_and_said(marked):
    marked.go_to("Jana Dvorska")
    marked.press("Tab", "Esc")
    marked.go_to("Jana Dvorska")
    marked.press("4", "Esc")
    into_list(marked, "jana")
    marked.press("Ctrl+A", "1")
    assert marked.said == "2 spans were left as they are: that is marked already."
    assert sorted(marked.spans())[:3] == [
        ("ACTOR", "Jana Dvorska"), ("ACTOR", "Lisov"), ("ACTOR", "energy minister Jana Dvorska"),
    ]  # fmt: skip
    assert ("CUE", "Jana Dvorska") in marked.spans()
    marked.press("1")
    assert marked.said == "This is marked as ACTOR already."


def test_a_held_delete_key_deletes_once(marked):
    into_list(marked)
    QTest.keyPress(QApplication.focusWindow(), Qt.Key.Key_Delete)
    for _ in range(3):
        hold(marked, Qt.Key.Key_Delete)
    assert len(marked.spans()) == 4


def hold(desk, key):
    """Let a held key repeat, as the window system reports it."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(QApplication.focusWindow(), event)


def test_letters_in_the_list_are_no_search_of_qt(marked):
    into_list(marked)
    marked.press("S", "X", "W")
    assert at_hand(marked) == "Lisov"
    assert marked.session.document.metadata.title.startswith("Dam is safe")


def test_up_from_the_first_row_leads_back_to_the_filter(marked):
    into_list(marked)
    marked.press("Up")
    assert spans(marked).search.hasFocus()


def test_f6_reaches_the_list(marked):
    marked.press("F6", "F6")
    assert spans(marked).table.hasFocus()
    marked.press("F6", "F6")
    assert marked.article.hasFocus()


def test_without_spans_the_list_says_so(desk):
    assert spans(desk)._empty.text() == "Nothing is marked in this article yet."
    desk.press("Ctrl+L")
    assert desk.article.hasFocus() or not spans(desk).table.hasFocus()


def test_rows_say_label_text_links_and_notes_to_screen_readers(marked):
    model = spans(marked).model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(4, 0), role) == "Claim: We have checked every gate, no source"
    for _ in range(5):
        marked.press("Tab")
    marked.press("R", "Return", "N")
    marked.type("sure?")
    marked.press("Return")
    linked = model.data(model.index(4, 0), role)
    assert linked == "Claim: We have checked every gate, 1 link, note: sure?"


def test_another_article_shows_its_own_spans(marked):
    marked.press("Ctrl+PgDown")
    assert rows(marked) == []
    marked.press("1")
    assert len(rows(marked)) == 1
    marked.press("Ctrl+PgUp")
    assert len(rows(marked)) == 5


def test_spans_from_elsewhere_appear_in_the_list(desk, opened):
    desk.look_elsewhere_soon()
    other = opened(desk.workspace.path)
    annotations = other.annotations(desk.session.document.id, desk.session.annotator.id)
    other.execute(edits.add_span(annotations, "CLAIM", (Fragment(0, 11),)), desk.session.annotator.id)
    desk.wait_until(lambda: rows(desk) == [("CLAIM", "Dam is safe")])


def test_while_linking_rows_point_and_enter_in_the_article_links(marked):
    for _ in range(5):
        marked.press("Tab")
    marked.press("R")
    click_row(marked, 1)
    assert marked.session.linking is not None
    marked.article.setFocus()
    marked.press("Return")
    (relation,) = marked.stored().relations.values()
    child = marked.stored().spans[relation.child_id]
    assert (relation.type, child.covered(marked.text)) == ("attributed_to", "energy minister Jana Dvorska")


def test_every_row_is_drawn(marked):
    marked.press("Tab")
    image = spans(marked).table.viewport().grab().toImage()
    colours = {image.pixel(11, row * 25 + 12) for row in range(5)}
    assert len(colours) == 4  # one for each label


def test_the_key_is_in_the_sheet_of_shortcuts(desk):
    assert QKeySequence("Ctrl+L") in desk.window.actions_["spans"].shortcuts()


def test_a_link_shows_at_both_of_its_ends_at_once(desk):
    desk.go_to("We have checked every gate")
    desk.press("2", "Esc")
    desk.go_to("she")
    desk.press("3")
    seen = []
    model = spans(desk).model
    model.dataChanged.connect(lambda first, last: seen.append((first.row(), last.row())))
    desk.press("R", "Return")
    assert len(desk.stored().relations) == 1
    assert (0, 1) in seen


def test_a_span_in_hand_that_the_filter_hides_is_not_beside_one_that_delete_would_take(marked):
    """What Delete takes must be what is shown as in hand."""
    marked.press("Ctrl+L")
    marked.type("source")
    marked.press("Down")
    source = marked.screen.session.selected
    marked.article.setFocus()
    marked.press("Esc", "Tab")
    while marked.screen.session.span.label == "SOURCE":
        marked.press("Tab")
    assert marked.screen.session.selected != source
    assert spans(marked).chosen() == []
