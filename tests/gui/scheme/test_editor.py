"""The scheme editor by real keys: what it saves, what follows on the screen, and what it refuses."""

import sqlite3

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from annotator.gui.scheme.editor import SchemeEditor
from annotator.workspace import scheming
from annotator.workspace.workspace import Workspace

OPEN = "Ctrl+Shift+L"


@pytest.fixture
def edit(desk):
    """Opens the editor and does with it what is given."""

    def edit_(work):
        with desk.answering(work):
            desk.press(OPEN)

    return edit_


@pytest.fixture
def asked(desk, hands):
    """Presses keys in the editor, then the key that answers what is asked there; returns what was asked."""

    def asked_(dialog, keys, answer):
        told, timer = [], QTimer()

        def look():
            question = QApplication.activeModalWidget()
            if question is not None and question is not dialog and question.isActiveWindow():
                timer.stop()
                told.extend(hands.texts_in(question))
                desk.press(answer)

        timer.timeout.connect(look)
        timer.start(10)
        keys() if callable(keys) else desk.press(*keys)
        desk.wait_until(lambda: told)
        if dialog.isVisible():
            dialog.activateWindow()
            assert QTest.qWaitForWindowActive(dialog)
        return told

    return asked_


def named(dialog, name):
    """Return the widget of this accessible name."""
    (found,) = [w for w in dialog.findChildren(QWidget) if w.accessibleName() == name and w.isVisible()]
    return found


def says(dialog):
    return [
        w.text()
        for w in dialog.findChildren(QLabel)
        if w.isVisible() and w.property("role") == "wrong" and w.text()
    ]


def labels(path):
    other = Workspace(path)
    try:
        return [label.name for label in other.scheme.labels]
    finally:
        other.close()


def write(desk, dialog, text):
    """Write over the field that has the keyboard."""
    desk.press("Ctrl+A")
    desk.type(text)


def test_a_label_is_renamed_by_keys_and_its_spans_with_it(desk, edit):
    desk.go_to("Lisov")
    desk.press("1")

    def work(dialog):
        assert isinstance(dialog, SchemeEditor)
        desk.press("F2")
        write(desk, dialog, "PERSON")
        desk.press("Tab")
        write(desk, dialog, "Who acts")
        desk.press("Ctrl+S")

    edit(work)
    assert desk.spans() == [("PERSON", "Lisov")]
    assert labels(desk.workspace.path)[0] == "PERSON"
    assert desk.session.span.label == "PERSON"
    assert desk.button("Who acts", desk.screen.inspector).isChecked()
    assert desk.article.hasFocus()
    assert desk.said == "The scheme is saved."
    desk.press("Ctrl+Z")
    assert desk.said == "Undone: rename the label ACTOR to PERSON"
    assert desk.spans() == [("ACTOR", "Lisov")]
    desk.press("Ctrl+Y")
    assert desk.spans() == [("PERSON", "Lisov")]
    desk.press("Ctrl+Z", "Ctrl+Z")
    assert desk.spans() == []


def test_deleting_a_used_label_says_what_goes_and_undo_brings_it_back(desk, edit, asked):
    desk.go_to("Jana Dvorska")
    desk.press("3")
    desk.go_to("We have checked every gate")
    desk.press("2", "R", "Return")
    before = desk.stored()
    assert len(before.relations) == 1
    told = []

    edit(lambda dialog: told.extend(asked(dialog, ["Down", "Down", "Delete", "Ctrl+S"], "Return")))
    assert any("1 span, 1 link, of 1 annotator in 1 article" in text for text in told)
    assert any("SOURCE: 1 span" in text for text in told)
    assert [label for label, _ in desk.spans()] == ["CLAIM"]
    desk.press("Ctrl+Z")
    assert desk.stored() == before
    assert labels(desk.workspace.path) == ["ACTOR", "CLAIM", "SOURCE", "CUE"]


def test_what_would_go_may_be_kept_after_all(desk, edit, asked):
    desk.go_to("Lisov")
    desk.press("1")

    def work(dialog):
        assert asked(dialog, ["Delete", "Ctrl+S"], "Esc")
        assert dialog.isVisible()
        assert asked(dialog, ["Esc"], "Return")
        assert not dialog.isVisible()

    edit(work)
    assert desk.spans() == [("ACTOR", "Lisov")]
    assert len(labels(desk.workspace.path)) == 4


def test_a_label_is_added_with_key_attribute_and_values_and_can_be_used_at_once(desk, edit):
    def work(dialog):
        desk.press("Ins")
        write(desk, dialog, "PLACE")
        named(dialog, "Key of the label").setFocus()
        desk.press("5")
        named(dialog, "Attributes of the label").setFocus()
        desk.press("Ins")
        write(desk, dialog, "size")
        named(dialog, "Key of the attribute").setFocus()
        desk.press("Z")
        values = named(dialog, "Values of the attribute")
        values.setFocus()
        for value in ("small", "large"):
            desk.press("Ins")
            write(desk, dialog, value)
            desk.press("Return")
        assert isinstance(values, QListWidget)
        assert [values.item(n).text() for n in range(2)] == ["small", "large"]
        desk.press("Ctrl+S")

    edit(work)
    desk.go_to("Lisov")
    desk.press("5", "Z", "Z")
    (span,) = desk.stored().spans.values()
    assert (span.label, span.attributes) == ("PLACE", (("size", "large"),))


def test_labels_are_added_one_after_another_with_title_key_and_colour(desk, edit):
    def work(dialog):
        desk.press("Ins")
        write(desk, dialog, "PLACE_OF_SPEECH")
        desk.press("Ins")
        write(desk, dialog, "PLACE_OF_TALKS")
        assert named(dialog, "Title of the label, as it is shown").text() == "Place of talks"
        desk.press("Tab")
        write(desk, dialog, "Place of Speech")
        assert any("have the same title" in text for text in says(dialog))
        write(desk, dialog, "Talks")
        assert says(dialog) == []
        desk.press("Ctrl+S")

    edit(work)
    *old, speech, talks = desk.workspace.scheme.labels
    assert len(old) == 4
    assert (speech.name, speech.title, speech.key) == ("PLACE_OF_SPEECH", "Place of speech", "5")
    assert (talks.name, talks.title, talks.key) == ("PLACE_OF_TALKS", "Talks", "6")
    assert len({one.colour for one in desk.workspace.scheme.labels}) == 6
    assert desk.window.actions_["undo"].text() == "Undo: add 2 labels to the scheme"


def test_escape_leads_back_to_the_list_and_then_closes(desk, edit):
    def work(dialog):
        desk.press("F2", "Esc")
        assert dialog.labels.list.hasFocus()
        named(dialog, "Values of the attribute").setFocus()
        desk.press("Esc")
        assert dialog.labels.list.hasFocus()
        desk.press("Ctrl+Tab", "F2", "Esc")
        assert dialog.relations.list.hasFocus()
        desk.press("Esc")
        assert not dialog.isVisible()

    edit(work)


def test_values_and_attributes_are_added_while_one_is_being_written(desk, edit):
    def work(dialog):
        values = named(dialog, "Values of the attribute")
        values.setFocus()
        desk.press("Ins")
        desk.type("party")
        desk.press("Ins")
        desk.type("union")
        desk.press("Return")
        named(dialog, "Name of the attribute").setFocus()
        desk.press("Ins")
        write(desk, dialog, "rank")
        assert [a.name for a in dialog.draft.labels[0].attributes] == ["kind", "rank"]
        named(dialog, "Attributes of the label").setFocus()
        desk.press("Del", "Ctrl+S")

    edit(work)
    (kind,) = desk.workspace.scheme.labels[0].attributes
    assert kind.values[-2:] == ("party", "union")


def test_the_editor_shrinks_with_its_window(desk, edit):
    desk.window.resize(700, 600)

    def work(dialog):
        assert dialog.width() <= 700
        dialog.resize(500, 400)
        assert dialog.width() <= 680
        assert dialog.height() <= 560

    edit(work)


def test_labels_are_put_in_order_by_keys(desk, edit):
    edit(lambda dialog: desk.press("Down", "Alt+Up", "Ctrl+S"))
    assert labels(desk.workspace.path) == ["CLAIM", "ACTOR", "SOURCE", "CUE"]
    assert str(desk.workspace.undo_name(desk.session.annotator.id)) == "change the order of the labels"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("2", "The key 2 is that of the label CLAIM."),
        ("S", "The key S is that of speech of CLAIM."),
        ("X", "X is taken: Skip this article. Press another key."),
        ("L", "L is taken: Choose a label by its name. Press another key."),
    ],
)
def test_a_key_that_something_has_is_refused(desk, edit, key, said):
    def work(dialog):
        field = named(dialog, "Key of the label")
        field.setFocus()
        desk.press(key)
        assert said in says(dialog)
        assert field.text() == "1"
        desk.press("7")
        assert field.text() == "7"
        assert says(dialog) == []
        desk.press("Ctrl+S")

    edit(work)
    assert desk.workspace.scheme.labels[0].key == "7"
    desk.go_to("Lisov")
    desk.press("1")
    assert desk.spans() == []
    desk.press("7")
    assert desk.spans() == [("ACTOR", "Lisov")]


def test_a_key_whose_combinations_are_taken_marks_all_the_same(desk, edit):
    def work(dialog):
        named(dialog, "Key of the label").setFocus()
        desk.press("Z", "Ctrl+S")

    edit(work)
    desk.go_to("Lisov")
    desk.press("Z")
    assert desk.spans() == [("ACTOR", "Lisov")]
    desk.press("Ctrl+Z")
    assert desk.spans() == []


def test_colours_are_chosen_out_of_the_palette_and_their_contrast_is_said(desk, edit):
    def work(dialog):
        desk.press("Down")
        light = named(dialog, "Colour in light")
        light.setFocus()
        write(desk, dialog, "#ffcc00")
        assert "too faint to read" in light.accessibleDescription()
        assert any("too faint" in text for text in says(dialog))
        write(desk, dialog, "yellow")
        desk.press("Ctrl+S")
        assert any("“yellow” is no colour" in text for text in says(dialog))
        swatch = named(dialog, "magenta")
        QTest.mouseClick(swatch, Qt.MouseButton.LeftButton)
        assert "reads well" in light.accessibleDescription()
        assert light.text() == "#a90e88"
        desk.press("Ctrl+S")

    edit(work)
    claim = desk.workspace.scheme.label("CLAIM")
    assert (claim.colour, claim.colour_dark) == ("#a90e88", "#e17cc2")
    assert desk.article.layout_.look.of("CLAIM").colour.name() == "#a90e88"


def test_the_guideline_is_written_and_shown_for_the_label_in_hand(desk, edit, hands):
    def work(dialog):
        field = named(dialog, "Guideline: what this label is for")
        assert isinstance(field, QPlainTextEdit)
        field.setFocus()
        desk.press("Ctrl+A")
        desk.type("Take the name.")
        desk.press("Return")
        desk.type("Nothing else.")
        desk.press("Ctrl+Return")

    edit(work)
    assert desk.workspace.scheme.label("ACTOR").guideline == "Take the name.\nNothing else."
    desk.go_to("Lisov")
    desk.press("1")
    assert "Take the name.\nNothing else." in hands.texts_in(desk.screen.inspector)


def test_relation_types_are_changed_by_keys(desk, edit):
    def work(dialog):
        desk.press("Ctrl+Tab", "Ins")
        write(desk, dialog, "names")
        desk.press("Tab", "Tab")
        assert dialog.focusWidget().accessibleName() == "Labels from which it may go"
        desk.press("Space", "Tab", "Down", "Space")
        desk.press("Ctrl+S")

    edit(work)
    relation = desk.workspace.scheme.relation("names")
    assert (relation.heads, relation.children) == (("ACTOR",), ("CLAIM",))


def test_a_scheme_that_is_not_whole_is_not_saved_and_says_why(desk, edit, asked):
    def work(dialog):
        desk.press("Ctrl+Tab", "Ins", "Ctrl+S")
        assert says(dialog) == ["The relation type relation needs a label on each side."]
        assert dialog.isVisible()
        assert asked(dialog, ["Esc"], "Return")

    edit(work)
    assert desk.workspace.scheme.relation("relation") is None


def test_closing_asks_before_changes_are_lost(desk, edit, asked):
    def work(dialog):
        assert asked(dialog, ["Delete", "Esc"], "Esc")
        assert dialog.isVisible()
        assert asked(dialog, ["Esc"], "Return")
        assert not dialog.isVisible()

    edit(work)
    assert len(labels(desk.workspace.path)) == 4


def test_closing_without_a_change_asks_nothing(desk, edit):
    edit(lambda dialog: desk.press("Esc"))
    edit(lambda dialog: desk.press("Ctrl+S"))
    assert desk.workspace.undo_name(desk.session.annotator.id) is None


def test_a_scheme_comes_in_from_a_file_and_goes_out_to_one(desk, edit, asked, tmp_path):
    out, bad = tmp_path / "out.toml", tmp_path / "bad.toml"
    new = tmp_path / "new.toml"
    new.write_text('name = "New"\n[[labels]]\nname = "ACTOR"\n[[labels]]\nname = "PLACE"\n', encoding="utf-8")
    bad.write_text("name = ", encoding="utf-8")

    def work(dialog):
        dialog.export_file(out)
        dialog.import_file(new)
        assert [label.was for label in dialog.draft.labels] == ["ACTOR", None]
        desk.press("Ctrl+S")

    edit(work)
    assert labels(desk.workspace.path) == ["ACTOR", "PLACE"]
    assert [label.name for label in scheming.read_scheme_file(out).labels] == [
        "ACTOR",
        "CLAIM",
        "SOURCE",
        "CUE",
    ]
    told = []
    edit(lambda dialog: told.extend(asked(dialog, lambda: dialog.import_file(bad), "Return")))
    assert any("is no scheme file" in text for text in told)
    assert labels(desk.workspace.path) == ["ACTOR", "PLACE"]


def test_a_change_in_another_window_is_seen_here(desk, opened):
    desk.go_to("Lisov")
    desk.press("1")
    other = opened(desk.workspace.path)
    from annotator.core.scheme_draft import SchemeDraft

    draft = SchemeDraft(other.scheme)
    draft.labels[0].name, draft.labels[0].title = "PERSON", "Person"
    scheming.change_scheme(other, draft.edit(), desk.session.annotator.id)
    desk.look_elsewhere_soon()
    desk.wait_until(lambda: desk.session.span is not None and desk.session.span.label == "PERSON")
    assert desk.button("Person", desk.screen.inspector).isChecked()
    desk.press("Ctrl+Z")
    assert desk.spans() == [("ACTOR", "Lisov")]


def test_a_large_project_follows_in_a_thread(desk, edit, monkeypatch):
    monkeypatch.setattr(scheming, "SMALL", 0)
    desk.go_to("Lisov")
    desk.press("1")

    def work(dialog):
        desk.press("F2")
        write(desk, dialog, "PERSON")
        desk.press("Ctrl+S")
        desk.wait_until(lambda: not dialog.isVisible())

    edit(work)
    desk.wait_until(lambda: desk.spans() == [("PERSON", "Lisov")])
    assert desk.session.span.label == "PERSON"
    desk.press("Ctrl+Z")
    desk.wait_until(lambda: desk.said == "Undone: rename the label ACTOR to PERSON")
    assert desk.session.span.label == "ACTOR"
    desk.press("Ctrl+Y")
    desk.wait_until(lambda: desk.said == "Done again: rename the label ACTOR to PERSON")
    assert desk.spans() == [("PERSON", "Lisov")]
    assert desk.window.isEnabled()
    assert desk.article.hasFocus()


def test_a_locked_project_says_so_and_keeps_the_draft(desk, edit, asked):
    desk.workspace.conn.execute("PRAGMA busy_timeout=30")
    other = sqlite3.connect(desk.workspace.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def work(dialog):
        desk.press("F2")
        write(desk, dialog, "PERSON")
        told = asked(dialog, ["Ctrl+S"], "Return")
        assert any("in use by another program" in text for text in told)
        assert dialog.draft.labels[0].name == "PERSON"
        other.execute("ROLLBACK")
        desk.press("Ctrl+S")

    edit(work)
    other.close()
    assert labels(desk.workspace.path)[0] == "PERSON"


def test_everything_in_the_editor_has_a_name_and_is_reached_by_tab(desk, edit):
    reached, unnamed = set(), []

    def work(dialog):
        for _ in range(80):
            desk.press("Tab")
            reached.add(QApplication.focusWidget())
        for one in dialog.findChildren(QWidget):
            if one.isVisible() and isinstance(one, QLineEdit | QListWidget | QPlainTextEdit):
                if one not in reached:
                    unnamed.append(one.accessibleName())
                if not one.accessibleName():
                    unnamed.append(one)
        desk.press("Esc")  # back to the list; the next one closes

    edit(work)
    assert unnamed == []
